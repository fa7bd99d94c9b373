//! One person, told by an article, an office or a pronoun: "a soldier", "the leader of the militia", "he was freed".

use super::counted::{Phrase, is_demonym, is_light, is_plain};
use super::number::Quantity;
use super::party::class_of;
use super::phrases::any;
use super::scan::{Reader, Sentence, What, Who};
use crate::data::{Form, Mark};
use std::ops::Range;

/// "a soldier", "un jeune berger", "another was hurt", "un mort": an article that counts one.
pub(super) fn single(r: &Reader, s: &Sentence, at: usize) -> Option<Phrase> {
    let numbers = &r.lex.numbers;
    if s.mentions.iter().any(|m| m.toks.contains(&at) && !is_noun_with_article(m)) {
        return None;
    }
    let one = Quantity { low: Some(1), high: Some(1), approximate: false, percent: false };
    let another = any(r, &numbers.another, at, s.toks.end);
    let article = numbers.one.iter().any(|o| o == r.word(at)).then_some(at + 1);
    let counted = another.or_else(|| article.map(|after| past_age(r, s, after)));
    let end = counted.or_else(|| (is_one_hit(r, s, at) || is_let_go(r, s, at)).then_some(at + 1))?;
    if another.is_none() && is_several(r, s, end) {
        return couple(r, s, at, end);
    }
    // "Two soldiers of a patrol": whose they are.
    let whose = at.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::OfPrep))
        && s.mentions.iter().any(|m| m.toks.end + 1 == at && matches!(m.what, What::Actor(_)));
    if whose {
        return None;
    }
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
        // "A local official was killed": who else only speaks.
        What::Actor(who @ Who::Agent(..)) if is_hit_after(r, s, m.toks.end - 1) => Some((who, m.toks.end)),
        // "A local government area" is nobody.
        What::Actor(who @ Who::Institution(..))
            if holds_office(s, &m.toks) || !class_of(r, who, "government").is_government() =>
        {
            Some((who, m.toks.end))
        }
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

/// "Killed a couple in their car": two, where nothing says of what.
fn couple(r: &Reader, s: &Sentence, at: usize, noun: usize) -> Option<Phrase> {
    let of = s.has_mark(noun + 1, Mark::OfPrep) || matches!(r.word(noun + 1), "'" | "’");
    let two = r.lex.numbers.pair.iter().any(|w| w == r.word(noun)) && !of;
    let quantity = Quantity { low: Some(2), high: Some(2), approximate: false, percent: false };
    let toks = at..noun + 1;
    two.then(|| Phrase { number: toks.clone(), quantity, toks, of: None, goods: None, part: false, mixed: false })
}

/// "A family", "une patrouille militaire": one of them is several people, nobody says how many.
fn is_several(r: &Reader, s: &Sentence, from: usize) -> bool {
    let word = |i: &usize| *i < s.toks.end && is_light(r, s, *i) && !s.has_mark(*i, Mark::OfPrep);
    let run = from..(from..from + 3).take_while(word).last().map_or(from, |last| last + 1);
    let several = |i: &usize| r.lex.numbers.collective.iter().any(|w| w == r.word(*i));
    // "A company driver", "a crew member" is one.
    let person =
        |i: usize| s.has_mark(i, Mark::Title) || s.mentions.iter().any(|m| m.who().is_some() && m.toks.start == i);
    run.clone().rev().find(several).is_some_and(|at| !(at + 1..run.end).any(person))
}

/// "A mayor", "un chef de village": who speaks for the state, and is one.
fn holds_office(s: &Sentence, toks: &Range<usize>) -> bool {
    s.has_mark(toks.start, Mark::Title) || s.has_mark(toks.end - 1, Mark::Title)
}

/// So many words may say whose leader one is, up to what was done to him.
const TITLED: usize = 14;

/// "The leader of the militia was arrested", "ont capturé un chef de l'ADF": one of a group, told by his office.
pub(super) fn leader(r: &Reader, s: &Sentence, at: usize) -> Option<Phrase> {
    let article = s.has_mark(at, Mark::Determiner) || r.lex.numbers.one.iter().any(|w| w == r.word(at));
    let title = at + 1;
    let office = title < s.toks.end && s.has_mark(title, Mark::Title) && !is_plural(r, title);
    let taken = s.mentions.iter().any(|m| m.toks.contains(&at) || m.toks.contains(&title));
    if !article || !office || taken {
        return None;
    }
    let of = |m: &&super::scan::Mention| m.who().is_some() && m.toks.start > title && m.toks.start - title <= 4;
    let group = s.mentions.iter().find(of)?;
    let wall =
        |i: usize| matches!(r.word(i), "," | ";" | ":") || s.has_mark(i, Mark::And) || s.has_mark(i, Mark::Relative);
    let hit = |(t, tolls): &(Range<usize>, Vec<crate::data::Toll>)| {
        let person = tolls.iter().any(|t| t.goods.is_none() && t.form != Form::Noun && !t.total);
        let suffers = super::clause::is_passive(r, s, t.start) || tolls.iter().any(|t| t.subject);
        let after = t.start >= group.toks.end && t.start - at <= TITLED && suffers && !(at..t.start).any(wall);
        person && (after || t.end == at && !super::clause::is_passive(r, s, t.start))
    };
    s.tolls.iter().any(hit).then(|| Phrase {
        number: at..title,
        quantity: Quantity { low: Some(1), high: Some(1), approximate: false, percent: false },
        toks: at..group.toks.end,
        of: group.who(),
        goods: None,
        part: false,
        mixed: false,
    })
}

fn is_plural(r: &Reader, i: usize) -> bool {
    r.word(i).ends_with('s') || r.word(i).ends_with('x')
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

/// "A surveyor was shot dead": a noun that no table knows, as the subject of what was done to it.
fn is_somebody_hit(r: &Reader, s: &Sentence, noun: usize) -> bool {
    let title = |i: usize| s.has_mark(i, Mark::Title) && !s.mentions.iter().any(|m| m.toks.contains(&i));
    let plain = |i: usize| is_plain(r, s, i) || is_demonym(s, i) || s.has_mark(i, Mark::Passive) || title(i);
    let done = done_after(r, s, noun);
    done.is_some_and(|at| (is_plain(r, s, noun) || title(noun)) && (noun..at).all(plain))
}

fn is_hit_after(r: &Reader, s: &Sentence, noun: usize) -> bool {
    let aux = |i: usize| s.has_mark(i, Mark::Passive) || s.has_mark(i, Mark::Perfect) || is_plain(r, s, i);
    done_after(r, s, noun).is_some_and(|at| (noun + 1..at).all(aux))
}

/// Where a passive tells soon after this word that somebody was harmed or taken.
fn done_after(r: &Reader, s: &Sentence, noun: usize) -> Option<usize> {
    use crate::model::Measure::{Abducted, Arrested, Injured, Killed};
    let harm = |t: &crate::data::Toll| {
        t.goods.is_none() && matches!(t.measure, Killed | Injured | Abducted | Arrested) && t.form != Form::Noun
    };
    let near = |t: &Range<usize>| t.start > noun && t.start - noun <= 6 && super::clause::is_passive(r, s, t.start);
    s.tolls.iter().find(|(t, tolls)| near(t) && tolls.iter().any(harm)).map(|(t, _)| t.start)
}

/// Nouns that are listed with their article ("un habitant").
fn is_noun_with_article(mention: &super::scan::Mention) -> bool {
    matches!(mention.what, What::Actor(Who::Agent(..)))
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;

    fn check(lang: &str, text: &str, expect: &[u64]) {
        let events = told(lang, "2025-07-08", text);
        let counts: Vec<u64> = events.iter().flat_map(|e| &e.figures).filter_map(|f| f.low).collect();
        assert_eq!(counts, expect, "{text}");
    }

    #[test]
    fn a_patrol_is_not_one_person() {
        check("en", "A family was killed in Gao on Monday.", &[]);
        check("en", "An army patrol was abducted in Gao on Monday.", &[]);
        check("en", "A crew member was abducted in Gao on Monday.", &[1]);
        check("en", "A drone killed a couple in their car in Gao on Monday.", &[2]);
        check("en", "A group of five herders was abducted in Gao on Monday.", &[5]);
        check("fr", "Mardi, une patrouille militaire est tombée dans une embuscade à Gao.", &[]);
        check("fr", "Un détachement est tombé mardi dans une embuscade à Gao. Quinze soldats ont été tués.", &[15]);
    }

    #[test]
    fn who_holds_an_office_or_belongs_to_a_body_is_one() {
        check("en", "A mayor was killed in Gao on Monday.", &[1]);
        check("en", "A member of the security forces was killed in Gao on Monday.", &[1]);
        check("fr", "Un maire a été enlevé lundi à Gao.", &[1]);
        check("fr", "Un chef de village a été tué lundi à Gao.", &[1]);
        check("fr", "Un membre des forces de sécurité a été tué lundi à Gao.", &[1]);
    }

    #[test]
    fn who_is_hit_by_bullets_was_attacked() {
        check("en", "A soldier was shot and wounded in Gao on Monday.", &[1]);
        check("fr", "Deux commerçants ont été blessés par balles lundi à Gao.", &[2]);
    }
}
