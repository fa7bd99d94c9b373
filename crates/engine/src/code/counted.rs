//! The numbers of a sentence with the nouns they count, and which of them only tell parts of others.

use super::number::Quantity;
use super::one::{leader, single};
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
        let one = single(r, s, at).or_else(|| leader(r, s, at));
        if let Some(one) = one.filter(|p| !p.toks.clone().any(|i| taken(i, &out))) {
            out.push(one);
        }
    }
    out.sort_by_key(|p| p.number.start);
    as_many(r, s, &mut out);
    // "Three of the dead were soldiers": a part of those told before.
    out.retain(|p| !s.has_mark(p.number.end, Mark::OfToll));
    share_ranks(r, s, &mut out);
    for n in 0..out.len() {
        out[n].part = is_part(r, s, &out, n);
        let whole = out[..n].iter().rposition(|p| !p.part).filter(|_| out[n].part && out[n].of.is_some());
        if let Some(whole) = whole {
            out[whole].mixed = out[whole].of != out[n].of;
        }
        out[n].mixed |= is_mostly_of(r, s, &out[n]);
    }
    out
}

/// "21 people died, most of them women": people of no side, said without a number.
fn is_mostly_of(r: &Reader, s: &Sentence, phrase: &Phrase) -> bool {
    let from = phrase.toks.end;
    let them = |at: usize| any(r, &r.lex.numbers.part_after, at, s.toks.end);
    let Some(end) = (from..s.toks.end.min(from + 8)).find_map(them) else { return false };
    let people = |m: &super::scan::Mention| match m.what {
        What::Actor(Who::Agent(i, _)) => {
            r.lex.agents[i].class == crate::model::Class::Civilians && !r.lex.agents[i].thing
        }
        _ => false,
    };
    s.mentions.iter().any(|m| m.toks.start >= end && m.toks.start - end <= 1 && people(m))
}

/// "Quatre morts et six blessés parmi les soldats": those before it in a row are of the same men.
fn share_ranks(r: &Reader, s: &Sentence, out: &mut [Phrase]) {
    for n in (1..out.len()).rev() {
        let gap = out[n - 1].toks.end..out[n].number.start;
        let row = gap.len() <= 4 && gap.clone().any(|i| s.has_mark(i, Mark::And) || r.word(i) == ",");
        let men = out[n].of.filter(|_| row && in_ranks(r, s, out[n].toks.end).is_some());
        let share = out[n - 1].of.is_none() && out[n - 1].goods.is_none();
        if let Some(men) = men.filter(|_| share) {
            out[n - 1].of = Some(men);
        }
    }
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
    let other =
        is_age(r, s, &mention.toks, &quantity) || is_measured(r, s, &mention.toks) || is_cited(s, &mention.toks);
    let asked = s.has_mark(mention.toks.start, Mark::HowMany);
    (!quantity.percent && !none && !other && !asked && !counts_acts(s, &mention.toks))
        .then(|| noun_phrase(r, s, mention.toks.clone(), quantity))
}

/// "According to two witnesses", "selon plusieurs médias": those whose word it is.
fn is_cited(s: &Sentence, toks: &Range<usize>) -> bool {
    let from = toks.start.saturating_sub(2).max(s.toks.start);
    let cites = |i: &usize| s.has_mark(*i, Mark::According);
    (from..toks.start).rev().find(cites).is_some_and(|i| (i + 1..toks.start).all(|k| s.has_mark(k, Mark::Determiner)))
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
    // In "two truck drivers" lorries are not counted, in "two army lorries" they are.
    // "Quatre véhicules de l'armée": a noun of a thing that begins with its goods.
    let of_whom = |toks: &Range<usize>| {
        noun.is_some_and(|m| {
            m.toks.start == toks.start && m.who().is_some_and(|w| super::counted_class::is_thing_of(r, w))
        })
    };
    let goods =
        goods.filter(|(toks, _)| who.is_none_or(|(_, end)| toks.start <= end && toks.end >= end) || of_whom(toks));
    // "Vingt hommes armés", which without its accent has "arms": words within a noun for people count no things.
    let people = |m: &super::scan::Mention| matches!(m.what, What::Actor(Who::Agent(i, _)) if !r.lex.agents[i].thing);
    // "Eight army trucks": the last word of an English noun says what it is.
    let head = |toks: &Range<usize>, m: &super::scan::Mention| !r.lex.nouns.plural.is_empty() && toks.end == m.toks.end;
    let within = |toks: &Range<usize>| {
        noun.is_some_and(|m| people(m) && toks.start > m.toks.start && toks.end <= m.toks.end && !head(toks, m))
    };
    let goods = goods.filter(|(toks, _)| !within(toks));
    let end = who.map(|(_, end)| end).into_iter().chain(goods.map(|(toks, _)| toks.end)).max().unwrap_or(number.end);
    let kind = goods.and_then(|(_, kinds)| kinds.first().cloned());
    let end = if kind.is_none() { past_second_noun(r, s, end) } else { end };
    let them = || of_them(r, s, &number).filter(|_| kind.is_none());
    let kind_told = || of_kind(r, s, &number).filter(|_| kind.is_none());
    let plain = who.is_none_or(|(who, _)| matches!(who, Who::Agent(i, None) if r.lex.agents[i].anybody));
    let ranks = in_ranks(r, s, end).filter(|_| plain && kind.is_none());
    Phrase {
        toks: number.start..end,
        of: ranks.or(who.map(|(who, _)| who)).or_else(them).or_else(kind_told),
        number,
        quantity,
        goods: kind,
        part: false,
        mixed: false,
    }
}

/// "31 soldats et supplétifs tués": a second noun under the same number, right before the word of a toll.
fn past_second_noun(r: &Reader, s: &Sentence, end: usize) -> usize {
    let next = s.mentions.iter().find(|m| m.toks.start == end + 1 && matches!(m.what, What::Actor(Who::Agent(..))));
    let Some(noun) = next.filter(|_| end < s.toks.end && s.has_mark(end, Mark::And)) else { return end };
    let light = |i: &usize| is_light(r, s, *i) || s.has_mark(*i, Mark::Passive);
    let stop = (noun.toks.end..s.toks.end.min(noun.toks.end + 4)).find(|i| !light(i)).unwrap_or(noun.toks.end);
    let done = s.tolls.iter().any(|(t, tolls)| {
        t.start == stop && tolls.iter().any(|t| matches!(t.form, Form::Participle | Form::PastOrParticiple))
    });
    if done { noun.toks.end } else { end }
}

/// "54 dead in the ranks of the army", "trois tués parmi les gendarmes": whose men the number before counts.
fn in_ranks(r: &Reader, s: &Sentence, from: usize) -> Option<Who> {
    let near = |(t, m): &&(Range<usize>, Vec<Mark>)| m.contains(&Mark::Ranks) && (from..from + 4).contains(&t.start);
    let (led, _) = s.marks.iter().find(near)?;
    let toll = |i: usize| s.tolls.iter().any(|(t, _)| t.contains(&i));
    let light = |i: usize| toll(i) || is_light(r, s, i);
    let small =
        |i: usize| s.has_mark(i, Mark::Determiner) || s.has_mark(i, Mark::OfPrep) || matches!(r.word(i), "'" | "’");
    let next = s.mentions.iter().find(|m| m.toks.start >= led.end)?;
    let close = (from..led.start).all(light) && (led.end..next.toks.start).all(small);
    next.who().filter(|who| close && !matches!(who, Who::State(_)))
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

/// "Une vingtaine de morts civils": of what kind the dead are stands behind the word for them.
fn of_kind(r: &Reader, s: &Sentence, number: &Range<usize>) -> Option<Who> {
    let near = |t: &&Range<usize>| t.start >= number.end && t.start - number.end <= 2;
    let at = s.tolls.iter().map(|(t, _)| t).find(near)?.end;
    let (_, agents) =
        r.lex.agent_book().longest_at(&r.cut, at, s.toks.end).filter(|_| s.has_mark(at, Mark::KindWord))?;
    agents.first().map(|i| Who::Agent(*i, None))
}

pub(super) fn is_demonym(s: &Sentence, i: usize) -> bool {
    s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Demonym(_)))
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

pub(super) fn is_plain(r: &Reader, s: &Sentence, i: usize) -> bool {
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
pub(super) fn is_measured(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
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
    let of_them =
        before.is_some() && comma && any(r, &r.lex.numbers.part_after, phrase.number.end, s.toks.end).is_some();
    // "A post of volunteers, of whom seven died": of a whole that nobody counted.
    let verb = |i: usize| s.has_mark(i, Mark::Passive) || s.has_mark(i, Mark::Perfect);
    let alone = all[..n].iter().all(|p| p.part) && verb(phrase.toks.end) && tolled(phrase);
    marked && !alone || listed || bracket || of_them
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
