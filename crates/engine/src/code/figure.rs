//! Tolls: which number counts what, of whom, said by whom (CODEBOOK.md section 6).

use super::clause::is_passive;
use super::number::Quantity;
use super::scan::{Reader, Sentence, What, Who};
use crate::data::{Form, Mark};
use crate::model::{Class, Measure};
use std::ops::Range;

/// A number told of an act.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Count {
    pub measure: Measure,
    /// The class of those counted, when a noun says it.
    pub of: Option<Who>,
    pub quantity: Quantity,
    /// The number with its noun.
    pub toks: Range<usize>,
    /// The word that says what is counted.
    pub word: Range<usize>,
}

/// All tolls of a sentence.
pub(crate) fn counts(r: &Reader, s: &Sentence) -> Vec<Count> {
    let mut out: Vec<Count> = Vec::new();
    for (at, mention) in s.mentions.iter().enumerate() {
        let What::Number(quantity) = mention.what else { continue };
        if quantity.percent || is_part(s, &mention.toks) || is_measured(r, &mention.toks) {
            continue;
        }
        let phrase = noun_phrase(r, s, at);
        if let Some((measure, word)) = measure(r, s, &phrase) {
            let of = phrase.of.or_else(|| shared_noun(r, &out, &phrase));
            let toks = phrase.toks.clone();
            out.push(Count { measure, of, quantity, toks, word });
        }
    }
    single(r, s, &mut out);
    out
}

/// A number with the noun it counts.
struct Phrase {
    number: Range<usize>,
    toks: Range<usize>,
    of: Option<Who>,
}

/// "12 soldiers", "about 30 of its fighters", "une trentaine de blessés", "two other people".
fn noun_phrase(r: &Reader, s: &Sentence, at: usize) -> Phrase {
    let number = s.mentions[at].toks.clone();
    let next = s.mentions[at + 1..].iter().find(|m| !matches!(m.what, What::Demonym(_)));
    let noun = next
        .filter(|m| m.toks.start - number.end <= 4 && m.toks.start >= number.end)
        .filter(|m| (number.end..m.toks.start).all(|i| is_light(r, s, i)));
    let who = noun.and_then(|m| match m.what {
        What::Actor(who) => Some(who),
        _ => None,
    });
    let end = if who.is_some() { noun.map_or(number.end, |m| m.toks.end) } else { number.end };
    Phrase { toks: number.start..end, number, of: who }
}

/// Words that may stand between a number and its noun.
fn is_light(r: &Reader, s: &Sentence, i: usize) -> bool {
    let plain = r.cut.tokens[i].kind == vigie_syntax::Kind::Word
        && !s.tolls.iter().any(|(t, _)| t.contains(&i))
        && !s.acts.iter().any(|(a, _)| a.contains(&i));
    plain && !s.has_mark(i, Mark::And) && !s.has_mark(i, Mark::LocativePrep)
        || s.has_mark(i, Mark::OfPrep)
        || matches!(r.word(i), "(" | ")" | "'" | "’")
}

/// "15-year-old", "40 km": a number of something that is no person or thing hit.
fn is_measured(r: &Reader, toks: &Range<usize>) -> bool {
    let next = toks.end + usize::from(r.word(toks.end) == "-");
    let word = r.word(next);
    r.lex.dates.units.contains_key(word) || r.lex.numbers.units.iter().any(|u| u == word)
}

/// "50 women among them": a part of a total, not a toll of its own.
fn is_part(s: &Sentence, toks: &Range<usize>) -> bool {
    let Some(before) = toks.start.checked_sub(1).filter(|i| *i >= s.toks.start) else { return false };
    s.has_mark(before, Mark::Negation) || s.has_mark(before, Mark::Part)
}

/// What a number counts: a word of a toll right after it, a participle or verb after its noun, or a
/// verb before it.
fn measure(r: &Reader, s: &Sentence, phrase: &Phrase) -> Option<(Measure, Range<usize>)> {
    after(r, s, phrase).or_else(|| before(r, s, phrase))
}

fn after(r: &Reader, s: &Sentence, phrase: &Phrase) -> Option<(Measure, Range<usize>)> {
    let stop = super::clause::clause_end(r, s, phrase.toks.end);
    for (toks, tolls) in s.tolls.iter().filter(|(t, _)| t.start >= phrase.number.end && t.start < stop) {
        let gap = phrase.toks.end.min(toks.start)..toks.start;
        if gap.len() > 9 || gap.clone().any(|i| is_other_number(s, i, &phrase.number) || matches!(r.word(i), ";" | "."))
        {
            return None;
        }
        let close = gap.len() <= 2 && gap.clone().all(|i| is_light(r, s, i) || r.word(i) == ",");
        let toll = tolls.iter().find(|t| match t.form {
            Form::Noun => close || gap.clone().any(|i| s.has_mark(i, Mark::Passive)),
            Form::Participle | Form::PastOrParticiple => {
                is_passive(r, s, toks.start) || close && !takes_object(s, toks) || t.subject
            }
            _ => t.subject,
        });
        if let Some(toll) = toll {
            return Some((toll.measure, toks.clone()));
        }
        let active = tolls.iter().any(|t| matches!(t.form, Form::Finite | Form::PastOrParticiple));
        if active {
            return None;
        }
    }
    None
}

/// "killed 12": an object follows right after.
fn takes_object(s: &Sentence, toks: &Range<usize>) -> bool {
    s.mentions.iter().any(|m| {
        m.toks.start >= toks.end && m.toks.start - toks.end <= 1 && matches!(m.what, What::Number(_) | What::Actor(_))
    })
}

fn is_other_number(s: &Sentence, i: usize, own: &Range<usize>) -> bool {
    s.mentions.iter().any(|m| m.toks.contains(&i) && m.toks != *own && matches!(m.what, What::Number(_)))
}

/// "killed 12", "leaving 21 militants dead" is found after; "the deaths of 12", "tuant 12 soldats".
fn before(r: &Reader, s: &Sentence, phrase: &Phrase) -> Option<(Measure, Range<usize>)> {
    let (toks, tolls) = s.tolls.iter().rfind(|(t, _)| t.end <= phrase.toks.start)?;
    let gap = toks.end..phrase.toks.start;
    let clean = gap.len() <= 5
        && !gap.clone().any(|i| {
            matches!(r.word(i), ";" | "." | ":")
                || s.has_mark(i, Mark::Clause)
                || s.has_mark(i, Mark::AgentPrep)
                || is_other_number(s, i, &phrase.number)
        });
    let list = gap.clone().any(|i| s.has_mark(i, Mark::And) || r.word(i) == ",");
    let active = tolls.iter().find(|t| !t.subject && t.form != Form::Noun).filter(|_| !is_passive(r, s, toks.start));
    let noun =
        tolls.iter().find(|t| t.form == Form::Noun).filter(|_| s.has_mark(toks.end, Mark::OfPrep) || gap.is_empty());
    let label = tolls.first().filter(|_| gap.len() == 1 && r.word(toks.end) == ":");
    let toll = active.filter(|_| clean && !list).or(noun.filter(|_| clean)).or(label)?;
    Some((toll.measure, toks.clone()))
}

/// "12 soldiers were killed and nine wounded": the second number counts the same people.
fn shared_noun(r: &Reader, so_far: &[Count], phrase: &Phrase) -> Option<Who> {
    let last = so_far.last()?;
    let gap = last.toks.end..phrase.toks.start;
    let close = gap.len() <= 12 && !gap.into_iter().any(|i| matches!(r.word(i), ";" | "."));
    close.then_some(last.of).flatten()
}

/// "a soldier was killed", "killing a civilian": an article before a person counts one.
fn single(r: &Reader, s: &Sentence, out: &mut Vec<Count>) {
    for (at, mention) in s.mentions.iter().enumerate() {
        let What::Actor(who @ (Who::Agent(..) | Who::Institution(..))) = mention.what else { continue };
        let thing = matches!(who, Who::Agent(agent, _) if r.lex.agents[agent].thing);
        let Some(article) = mention.toks.start.checked_sub(1).filter(|i| *i >= s.toks.start) else { continue };
        let one = r.lex.numbers.one.iter().any(|o| o == r.word(article)) && !thing;
        if !one
            || out.iter().any(|c| c.toks.contains(&mention.toks.start))
            || at > 0 && s.mentions[at - 1].toks.contains(&article)
        {
            continue;
        }
        let phrase = Phrase { number: article..article + 1, toks: article..mention.toks.end, of: Some(who) };
        if let Some((measure, word)) = measure(r, s, &phrase) {
            let quantity = Quantity { low: Some(1), high: Some(1), approximate: false, percent: false };
            out.push(Count { measure, of: Some(who), quantity, toks: phrase.toks, word });
        }
    }
}

/// The class counted, from the noun, else from who was hit.
pub(crate) fn class_counted(r: &Reader, count: &Count, initiators: &[Class], targets: &[Class]) -> Class {
    if let Some(who) = count.of {
        let class = super::party::class_of(r, who, "armed forces");
        let people = matches!(class, Class::Civilians) && is_people(r, who);
        return if people { victims(targets, initiators) } else { side_like(class, initiators, targets) };
    }
    victims(targets, initiators)
}

/// "people" may be anybody: the people hit, else civilians.
fn is_people(r: &Reader, who: Who) -> bool {
    matches!(who, Who::Agent(i, None) if r.lex.agents[i].weak)
}

fn victims(targets: &[Class], _initiators: &[Class]) -> Class {
    match targets {
        [one] => *one,
        _ => Class::Civilians,
    }
}

/// "fighters" are the event's armed group, whichever class it has.
fn side_like(class: Class, initiators: &[Class], targets: &[Class]) -> Class {
    let same_kind =
        |c: &&Class| **c == class || c.is_armed_group() && class.is_armed_group() || is_forces(**c) && is_forces(class);
    targets.iter().chain(initiators).find(same_kind).copied().unwrap_or(class)
}

fn is_forces(class: Class) -> bool {
    matches!(class, Class::StateForces | Class::ExternalForces)
}
