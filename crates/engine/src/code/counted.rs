//! The numbers of a sentence with the nouns they count, and which of them only tell parts of others.

use super::number::Quantity;
use super::phrases::{any, phrase_at};
use super::scan::{Reader, Sentence, What, Who};
use crate::data::{Form, Mark};
use std::ops::Range;

/// A number with the noun it counts.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub number: Range<usize>,
    pub quantity: Quantity,
    /// The number with its noun.
    pub toks: Range<usize>,
    pub of: Option<Who>,
    /// The kind of things counted, if it is no people.
    pub goods: Option<String>,
    /// "including 50 women": a part of another number.
    pub part: bool,
    /// Parts of it are named that are of other kinds.
    pub mixed: bool,
}

impl Phrase {
    /// Whether a noun says who or what is counted.
    pub fn is_somebody(&self) -> bool {
        self.of.is_some() || self.goods.is_some()
    }
}

/// All of them, in order: numbers, and an article that counts one.
pub(crate) fn phrases(r: &Reader, s: &Sentence) -> Vec<Phrase> {
    let mut out: Vec<Phrase> = s.mentions.iter().filter_map(|m| numbered(r, s, m)).collect();
    let taken = |i: usize, out: &[Phrase]| out.iter().any(|p| p.toks.contains(&i));
    for at in s.toks.clone() {
        if let Some(one) = single(r, s, at).filter(|p| !p.toks.clone().any(|i| taken(i, &out))) {
            out.push(one);
        }
    }
    out.sort_by_key(|p| p.number.start);
    as_many(r, s, &mut out);
    for n in 0..out.len() {
        out[n].part = is_part(r, s, &out, n);
        let whole = out[..n].iter().rposition(|p| !p.part).filter(|_| out[n].part && out[n].of.is_some());
        if let Some(whole) = whole {
            out[whole].mixed = out[whole].of != out[n].of;
        }
    }
    out
}

/// "30 dead and as many hurt", "trois morts et autant de blessés": the number before it once more.
fn as_many(r: &Reader, s: &Sentence, out: &mut Vec<Phrase>) {
    for at in s.toks.clone() {
        let ends = r.lex.numbers.as_many.iter().filter_map(|w| phrase_at(r, w, at, s.toks.end));
        let Some(end) = ends.max().filter(|end| r.word(*end) != r.word(at)) else { continue };
        let Some(last) = out.iter().rfind(|p| p.number.end <= at).map(|p| p.quantity) else { continue };
        out.retain(|p| p.number.start >= end || p.number.end <= at);
        out.push(noun_phrase(r, s, at..end, last));
        out.sort_by_key(|p| p.number.start);
    }
}

fn numbered(r: &Reader, s: &Sentence, mention: &super::scan::Mention) -> Option<Phrase> {
    let What::Number(quantity) = mention.what else { return None };
    let none = mention.toks.start.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::Negation) && i >= s.toks.start);
    let other = is_age(r, s, &mention.toks, &quantity) || is_measured(r, s, &mention.toks);
    (!quantity.percent && !none && !other && !counts_acts(s, &mention.toks))
        .then(|| noun_phrase(r, s, mention.toks.clone(), quantity))
}

/// "12 soldiers", "about 30 of its fighters", "une trentaine de blessés", "two other people".
fn noun_phrase(r: &Reader, s: &Sentence, number: Range<usize>, quantity: Quantity) -> Phrase {
    let near = |toks: &Range<usize>| {
        toks.start >= number.end
            && toks.start - number.end <= 4
            && (number.end..toks.start).all(|i| is_light(r, s, i) || is_demonym(s, i))
    };
    let noun = s.mentions.iter().find(|m| m.toks.start >= number.end && !matches!(m.what, What::Demonym(_)));
    let noun = noun.filter(|m| near(&m.toks));
    let who = noun.and_then(|m| match m.what {
        What::Actor(who) => Some((who, m.toks.end)),
        _ => None,
    });
    let goods = s.goods.iter().find(|(toks, _)| near(toks));
    let goods = goods.filter(|(toks, _)| who.is_none_or(|(_, end)| toks.start < end));
    let end = who.map(|(_, end)| end).into_iter().chain(goods.map(|(toks, _)| toks.end)).max().unwrap_or(number.end);
    let kind = goods.and_then(|(_, kinds)| kinds.first().cloned());
    let them = || of_them(r, s, &number).filter(|_| kind.is_none());
    Phrase {
        toks: number.start..end,
        of: who.map(|(who, _)| who).or_else(them),
        number,
        quantity,
        goods: kind,
        part: false,
        mixed: false,
    }
}

/// "Twenty attackers stormed it; 18 of them were killed": those who opened the sentence.
fn of_them(r: &Reader, s: &Sentence, number: &Range<usize>) -> Option<Who> {
    let them = |w: &&String| phrase_at(r, w, number.end, s.toks.end).is_some();
    r.lex.numbers.part_after.iter().find(them)?;
    let person = |m: &super::scan::Mention| match m.what {
        What::Actor(who @ Who::Agent(i, _)) if !r.lex.agents[i].thing => Some(who),
        _ => None,
    };
    s.mentions.iter().filter(|m| m.toks.end <= number.start).find_map(person)
}

fn is_demonym(s: &Sentence, i: usize) -> bool {
    s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Demonym(_)))
}

/// "a soldier", "un jeune berger", "another was hurt", "un mort": an article that counts one.
fn single(r: &Reader, s: &Sentence, at: usize) -> Option<Phrase> {
    let numbers = &r.lex.numbers;
    if s.mentions.iter().any(|m| m.toks.contains(&at) && !is_noun_with_article(m)) {
        return None;
    }
    let one = Quantity { low: Some(1), high: Some(1), approximate: false, percent: false };
    let another = any(r, &numbers.another, at, s.toks.end);
    let article = numbers.one.iter().any(|o| o == r.word(at)).then_some(at + 1);
    let counted = another.or_else(|| article.map(|after| past_age(r, s, after)));
    let end = counted.or_else(|| (is_one_hit(r, s, at) || is_let_go(r, s, at)).then_some(at + 1))?;
    let he = numbers.person.iter().any(|w| w == r.word(at));
    let toll =
        s.tolls.iter().any(|(t, tolls)| t.start == end && tolls.iter().any(|t| t.form == Form::Noun && !t.total));
    let near = |m: &&super::scan::Mention| {
        m.toks.end > end && m.toks.start.max(end) - end <= 2 && (end..m.toks.start.max(end)).all(|i| is_plain(r, s, i))
    };
    // "a taxi driver": the thing only says of which kind the person is.
    let kind = |m: &&super::scan::Mention| matches!(m.what, What::Actor(Who::Agent(a, _)) if r.lex.agents[a].thing);
    let next = s.mentions.iter().filter(near).find(|m| !kind(m));
    let first = s.mentions.iter().find(near);
    let noun = next.filter(|n| first.is_some_and(|f| n.toks.start <= f.toks.end)).or(first);
    let person = noun.and_then(|m| match m.what {
        What::Actor(who @ Who::Agent(agent, _)) if !r.lex.agents[agent].thing && !r.lex.agents[agent].only_source => {
            Some((who, m.toks.end))
        }
        What::Actor(who @ Who::Institution(..)) => Some((who, m.toks.end)),
        _ => None,
    });
    match person {
        Some((who, last)) => Some(Phrase {
            number: at..end,
            quantity: one,
            toks: at..last,
            of: Some(who),
            goods: None,
            part: false,
            mixed: false,
        }),
        None if toll || he || another.is_some() || noun.is_none() && is_somebody_hit(r, s, end) => Some(Phrase {
            number: at..end,
            quantity: one,
            toks: at..end,
            of: None,
            goods: None,
            part: false,
            mixed: false,
        }),
        None => None,
    }
}

/// "The driver died", "killing the village head": one of whom the text says who it is, right beside the word of a toll.
fn is_one_hit(r: &Reader, s: &Sentence, at: usize) -> bool {
    let known = s.has_mark(at, Mark::Determiner) || s.has_mark(at, Mark::Possessive);
    let noun = s.mentions.iter().find(|m| m.toks.start == at + 1 || m.toks.start == at && m.toks.len() > 1);
    let one = noun.filter(|m| known && is_one(r, m)).map(|m| m.toks.end);
    one.is_some_and(|end| {
        s.tolls.iter().any(|(t, tolls)| {
            let verb = |t: &crate::data::Toll| t.goods.is_none() && t.form != Form::Noun && !t.total;
            let harm = tolls.iter().any(verb);
            let light = |i: usize| s.has_mark(i, Mark::Passive) || s.has_mark(i, Mark::Perfect) || is_apposed(r, s, i);
            let led = t.start >= end && t.start - end <= 8 && (end..t.start).all(light);
            let done = tolls.iter().any(|t| t.subject) || super::clause::is_passive(r, s, t.start);
            harm && (led && done || t.end == at && !super::clause::is_passive(r, s, t.start))
        })
    })
}

/// "He was released", "she has been freed": one of whom the sentence before told, right beside the word of a toll.
fn is_let_go(r: &Reader, s: &Sentence, at: usize) -> bool {
    let light = |i: usize| s.has_mark(i, Mark::Passive) || s.has_mark(i, Mark::Perfect) || is_plain(r, s, i);
    let done = |t: &Range<usize>| {
        t.start > at && t.start - at <= 4 && (at + 1..t.start).all(light) && super::clause::is_passive(r, s, t.start)
    };
    let harm = |t: &crate::data::Toll| t.goods.is_none() && !t.total && t.form != Form::Noun;
    r.lex.numbers.person.iter().any(|w| w == r.word(at))
        && s.tolls.iter().any(|(t, tolls)| done(t) && tolls.iter().any(harm))
}

/// "of Karu", ", Ali Sesay,": where the one is from, and a name.
fn is_apposed(r: &Reader, s: &Sentence, i: usize) -> bool {
    let place = s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Place(..) | What::Country(_)));
    let token = &r.cut.tokens[i];
    let name = token.capital && token.kind == vigie_syntax::Kind::Word;
    place || name || s.has_mark(i, Mark::OfPrep) || matches!(r.word(i), "," | "'" | "’")
}

/// A noun for one person: neither a plural nor a body of people.
fn is_one(r: &Reader, mention: &super::scan::Mention) -> bool {
    let What::Actor(Who::Agent(i, _)) = mention.what else { return false };
    let agent = &r.lex.agents[i];
    let last = r.word(mention.toks.end - 1);
    let plural = last.ends_with('s') || last.ends_with('x') || last.ends_with("men") || last.ends_with("ren");
    agent.class == crate::model::Class::Civilians && !agent.weak && !agent.thing && !agent.only_source && !plural
}

/// "a 17-year-old boy", "un garçon": the place behind an age, if one stands here.
fn past_age(r: &Reader, s: &Sentence, at: usize) -> usize {
    let number = s.mentions.iter().find(|m| m.toks.start == at && matches!(m.what, What::Number(_)));
    let after = |from: usize| {
        let skip = |i: usize| i < s.toks.end && matches!(r.word(i), "-" | "–");
        let next = |i: usize| if skip(i) { i + 1 } else { i };
        let of = |words: &String| {
            words.split(' ').try_fold(from, |i, word| (r.word(next(i)) == word).then_some(next(i) + 1))
        };
        r.lex.numbers.age.iter().find_map(of)
    };
    number.and_then(|m| after(m.toks.end)).filter(|end| *end < s.toks.end).unwrap_or(at)
}

/// "Awa Keita, 17, was hurt", "a girl, 9, was shot": a number set off by commas after a person is an age.
fn is_age(r: &Reader, s: &Sentence, toks: &Range<usize>, quantity: &Quantity) -> bool {
    let Some(comma) = toks.start.checked_sub(1).filter(|i| *i > s.toks.start) else { return false };
    let closed = toks.end >= s.toks.end || matches!(r.word(toks.end), "," | ".");
    let before = &r.cut.tokens[comma - 1];
    let mention = s.mentions.iter().find(|m| m.toks.contains(&(comma - 1)));
    let person = match mention.map(|m| &m.what) {
        None => before.capital && before.kind == vigie_syntax::Kind::Word,
        Some(What::Actor(Who::Agent(..))) => true,
        // A family name that is also a town's.
        Some(What::Place(..)) => comma > s.toks.start + 1 && r.cut.tokens[comma - 2].capital,
        Some(_) => false,
    };
    r.word(comma) == "," && closed && person && quantity.told() < 110
}

/// "A surveyor was shot dead": a noun that no table knows, as the subject of what was done to it.
fn is_somebody_hit(r: &Reader, s: &Sentence, noun: usize) -> bool {
    use crate::model::Measure::{Abducted, Arrested, Injured, Killed};
    let done = s.tolls.iter().find(|(t, tolls)| {
        let person = |t: &crate::data::Toll| {
            t.goods.is_none() && matches!(t.measure, Killed | Injured | Abducted | Arrested) && t.form != Form::Noun
        };
        t.start > noun && t.start - noun <= 6 && tolls.iter().any(person) && super::clause::is_passive(r, s, t.start)
    });
    let plain = |i: usize| is_plain(r, s, i) || is_demonym(s, i) || s.has_mark(i, Mark::Passive);
    done.is_some_and(|(t, _)| is_plain(r, s, noun) && (noun..t.start).all(plain))
}

/// Nouns that are listed with their article ("un habitant").
fn is_noun_with_article(mention: &super::scan::Mention) -> bool {
    matches!(mention.what, What::Actor(Who::Agent(..)))
}

fn is_plain(r: &Reader, s: &Sentence, i: usize) -> bool {
    let word = r.cut.tokens[i].kind == vigie_syntax::Kind::Word;
    word && !s.marks.iter().any(|(m, _)| m.contains(&i))
        && !s.tolls.iter().any(|(t, _)| t.contains(&i))
        && !s.acts.iter().any(|(a, _)| a.contains(&i))
}

/// Words that may stand between a number and its noun.
pub(crate) fn is_light(r: &Reader, s: &Sentence, i: usize) -> bool {
    let plain = r.cut.tokens[i].kind == vigie_syntax::Kind::Word
        && !s.tolls.iter().any(|(t, _)| t.contains(&i))
        && !s.acts.iter().any(|(a, _)| a.contains(&i));
    plain && !s.has_mark(i, Mark::And) && !s.has_mark(i, Mark::LocativePrep)
        || s.has_mark(i, Mark::OfPrep)
        || matches!(r.word(i), "(" | ")" | "'" | "’" | "\"" | "«" | "»" | "“" | "”")
}

/// "two attacks", "faire l'objet de deux attaques": acts are counted, and nobody hit.
fn counts_acts(s: &Sentence, toks: &Range<usize>) -> bool {
    let noun = |acts: &[crate::data::Act]| acts.iter().all(|x| x.form == Form::Noun);
    let toll = s.tolls.iter().any(|(t, _)| t.start == toks.end);
    let over = s.acts.iter().any(|(a, _)| a.start < toks.start && a.end > toks.end);
    !toll && (over || s.acts.iter().any(|(a, acts)| a.start == toks.end && noun(acts)))
}

/// "15-year-old", "40 km", "won 2-0", "une quinzaine de kilomètres": a number of something that is no person or thing hit.
fn is_measured(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    if is_score(r, s, toks) {
        return true;
    }
    let light = r.word(toks.end) == "-" || s.has_mark(toks.end, Mark::OfPrep);
    let word = r.word(toks.end + usize::from(light));
    r.lex.dates.units.contains_key(word) || r.lex.numbers.units.iter().any(|u| u == word)
}

/// "50 women among them", "12 dead (nine soldiers, three civilians)", "three of them": a part of a
/// total, not a toll of its own. What is listed with a part is one too.
fn is_part(r: &Reader, s: &Sentence, all: &[Phrase], n: usize) -> bool {
    let phrase = &all[n];
    let marked = (1..=2).filter_map(|b| phrase.number.start.checked_sub(b)).any(|i| {
        i >= s.toks.start && s.has_mark(i, Mark::Part) && (i + 1..phrase.number.start).all(|k| is_article(r, s, k))
    });
    let before = n.checked_sub(1).map(|b| &all[b]);
    // "15 dead, including three children, and 30 injured": a number with a toll of its own begins anew.
    let tolled = |p: &Phrase| s.tolls.iter().any(|(t, _)| t.start >= p.number.end && t.start <= p.toks.end + 1);
    let anew = |b: &Phrase| tolled(phrase) && !tolled(b);
    let listed = before.is_some_and(|b| b.part && is_listed(r, s, b, phrase) && !anew(b));
    let bracket = before.is_some_and(|b| opens_bracket(r, b.toks.end..phrase.number.start));
    let comma = phrase.number.start.checked_sub(1).is_some_and(|i| matches!(r.word(i), "," | "(" | "—" | "-"));
    let of_them = before.is_some()
        && comma
        && r.lex.numbers.part_after.iter().any(|w| phrase_at(r, w, phrase.number.end, s.toks.end).is_some());
    marked || listed || bracket || of_them
}

/// "2-0": two numbers with nothing but a dash between.
fn is_score(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let number = |at: usize| {
        s.mentions.iter().any(|m| (m.toks.start == at || m.toks.end == at) && matches!(m.what, What::Number(_)))
    };
    let dash =
        |i: usize| r.word(i) == "-" && !r.cut.tokens[i].spaced && r.cut.tokens.get(i + 1).is_some_and(|t| !t.spaced);
    let after = toks.end < s.toks.end && dash(toks.end) && number(toks.end + 1);
    let before = toks.start.checked_sub(1).is_some_and(|i| i > s.toks.start && dash(i) && number(i));
    after || before
}

fn is_article(r: &Reader, s: &Sentence, i: usize) -> bool {
    s.has_mark(i, Mark::Determiner) || s.has_mark(i, Mark::OfPrep) || matches!(r.word(i), ":" | ",")
}

/// A bracket that opens right after the number before, or its word.
fn opens_bracket(r: &Reader, gap: Range<usize>) -> bool {
    let open = gap.clone().find(|i| r.word(*i) == "(");
    open.is_some_and(|o| o <= gap.start + 2 && !(o..gap.end).any(|i| r.word(i) == ")"))
}

/// Whether only a comma or "and" joins two numbers with their nouns, beside words of no weight.
pub(crate) fn is_listed(r: &Reader, s: &Sentence, a: &Phrase, b: &Phrase) -> bool {
    let gap = a.toks.end..b.number.start;
    let joint = |i: usize| s.has_mark(i, Mark::And) || r.word(i) == ",";
    let wall = |i: usize| {
        matches!(r.word(i), ";" | "." | ":")
            || s.has_mark(i, Mark::AgentPrep)
            || s.has_mark(i, Mark::Clause) && !joint(i)
            || s.tolls.iter().any(|(t, _)| t.contains(&i))
            || s.acts.iter().any(|(x, _)| x.contains(&i))
    };
    gap.start < gap.end && gap.len() <= 10 && gap.clone().any(joint) && !gap.into_iter().any(wall)
}
