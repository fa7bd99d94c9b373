//! Who stands before a verb as its subject, and where its clause ends.

use super::{Group, PREPOSITIONS, Party};
use crate::code::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::Mark;
use crate::model::Lang;
use std::ops::Range;

/// The nearest actor before a verb that is nobody's object and under no preposition; else one that
/// says whose a plain noun is ("a unit of the army").
pub(super) fn subject<'g>(r: &Reader, s: &Sentence, groups: &'g [Group], verb: usize) -> Option<&'g Group> {
    let apart = |g: &&Group| !(g.toks.end..verb).any(|i| r.word(i) == ";");
    let near = |g: &&Group| !is_cut_off(r, s, g.toks.end..verb);
    let left: Vec<&Group> = groups.iter().rev().filter(|g| g.toks.end <= verb).take_while(apart).filter(near).collect();
    let own =
        |g: &&&Group| !is_addressee(s, g) && g.members.iter().all(|p| !is_quoted_source(r, s, p, g.toks.end..verb));
    let acts = |g: &&&Group| g.free() && !g.object || has_relative(s, g, verb) || is_absolute(g, verb);
    let head = |g: &&&Group| is_of(g) && !g.object && verb - g.toks.end <= 8;
    let first = |ally: bool| left.iter().filter(own).filter(|g| ally || !is_ally(s, g)).find(acts).copied();
    first(false).or_else(|| first(true)).or_else(|| left.iter().filter(own).find(head).copied())
}

/// "The rebels, backed by the army of Rwanda, took the town": who only stands beside those who act.
pub(crate) fn is_ally(s: &Sentence, group: &Group) -> bool {
    (1..=3).filter_map(|b| group.toks.start.checked_sub(b)).any(|i| s.has_mark(i, Mark::Beside))
}

/// "Twelve people died when a shell landed": a noun that nobody knows opens the clause and is its subject.
fn is_cut_off(r: &Reader, s: &Sentence, between: Range<usize>) -> bool {
    let opens = |i: &usize| s.has_mark(*i, Mark::Clause) && !s.has_mark(*i, Mark::Relative);
    let Some(word) = between.clone().rev().find(opens) else { return false };
    let comma = (word..between.end).any(|i| r.word(i) == ",");
    !comma && word + 1 < between.end && s.has_mark(word + 1, Mark::Determiner) && !s.has_mark(word + 1, Mark::Pronoun)
}

/// Whose a noun is: "a unit of the army". French "de" may also lead a place.
pub(super) fn is_of(group: &Group) -> bool {
    let plain = |m: &Mark| matches!(m, Mark::OfPrep | Mark::LocativePrep | Mark::FromPrep);
    group.governed_by(Mark::OfPrep) && group.gov.iter().all(plain)
}

/// "gunmen who attacked": whatever governs the noun, it is the subject.
fn has_relative(s: &Sentence, group: &Group, verb: usize) -> bool {
    (group.toks.end..verb).take(2).any(|i| s.has_mark(i, Mark::Relative))
}

/// "with French forces leaving": the noun right before the verb.
fn is_absolute(group: &Group, verb: usize) -> bool {
    group.toks.end == verb && group.gov.iter().all(|m| matches!(m, Mark::WithPrep | Mark::OtherPrep))
}

/// "..., police said", "..., a dit la police": who speaks at the end of a sentence is nobody's object.
pub(crate) fn is_speaker(r: &Reader, s: &Sentence, group: &Group) -> bool {
    let before = group.toks.start.saturating_sub(4)..group.toks.start;
    let comma = before.clone().any(|i| r.word(i) == ",");
    let says = |i: usize| s.has_mark(i, Mark::Report) || s.has_mark(i, Mark::Claim);
    let after = (group.toks.end..group.toks.end + 2).any(says);
    comma && (after || says_by_name(r, s, group.toks.end) || before.into_iter().any(|i| s.has_mark(i, Mark::Report)))
        || owns_speaker(r, s, group)
}

/// ", Abdi Warsame, told reporters": the name of who was called by his office before it, and a word of saying.
pub(crate) fn says_by_name(r: &Reader, s: &Sentence, from: usize) -> bool {
    let comma = |i: usize| i < s.toks.end && r.word(i) == ",";
    let stop = s.toks.end.min(from + 1 + NAME);
    let end = (from + 1..stop).find(|i| !r.cut.tokens[*i].capital).unwrap_or(stop);
    comma(from) && end > from + 1 && comma(end) && s.has_mark(end + 1, Mark::Report)
}

/// So many words has a name.
const NAME: usize = 5;

/// "..., Israel's ambulance service said", "..., a indiqué un porte-parole du gouvernement": whose the speaker is, in a
/// part between commas that tells nothing but who speaks.
fn owns_speaker(r: &Reader, s: &Sentence, group: &Group) -> bool {
    let spoken = |part: &Range<usize>| {
        let verb = part.clone().find(|i| s.has_mark(*i, Mark::Report) && !told_at(s, *i));
        verb.is_some_and(|i| group.toks.end <= i || r.lang == Lang::Fr && i < group.toks.start)
    };
    part_of(r, s, &group.toks).filter(|part| part.start > s.toks.start + 1).is_some_and(|part| spoken(&part))
}

/// The part between commas that some words stand in, if it tells no act and no toll.
pub(crate) fn part_of(r: &Reader, s: &Sentence, toks: &Range<usize>) -> Option<Range<usize>> {
    let stops = |i: &usize| matches!(r.word(*i), "," | ";" | ":" | "»" | "”" | "\"");
    let from = (s.toks.start..toks.start).rev().find(stops).map_or(s.toks.start, |i| i + 1);
    let part = from..(toks.end..s.toks.end).find(stops).unwrap_or(s.toks.end);
    (!part.clone().any(|i| told_at(s, i))).then_some(part)
}

pub(super) fn told_at(s: &Sentence, i: usize) -> bool {
    s.acts.iter().any(|(a, _)| a.contains(&i)) || s.tolls.iter().any(|(t, _)| t.contains(&i))
}

/// "According to residents, six were killed": whom the sentence goes by.
pub(crate) fn is_cited(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    // "According to Nansel, gunmen killed six": past the comma nobody is cited.
    let open = |mark: &Range<usize>| !(mark.end..toks.start).any(|i| r.word(i) == ",");
    let near = |mark: &Range<usize>| toks.start >= mark.end && toks.start - mark.end <= 2 && open(mark);
    s.marks.iter().any(|(mark, m)| m.contains(&Mark::According) && near(mark))
}

/// "Residents told the agency that a blast killed ten": whom something is told does nothing.
fn is_addressee(s: &Sentence, group: &Group) -> bool {
    let before = (1..=2).filter_map(|b| group.toks.start.checked_sub(b)).take_while(|i| s.toks.contains(i));
    let mut near = before.skip_while(|i| s.has_mark(*i, Mark::Determiner));
    near.next().is_some_and(|i| s.has_mark(i, Mark::Tell))
}

/// "A raid that officials said killed 19": who only says it, right before the verb of what he says.
pub(crate) fn only_says(s: &Sentence, toks: &Range<usize>, verb: usize) -> bool {
    let said = verb.checked_sub(1).filter(|i| s.has_mark(*i, Mark::Report) && !told_at(s, *i));
    said.is_some_and(|i| toks.end <= i && i - toks.end <= 1)
}

/// A source that only reports ("residents said gunmen came") is no subject of what it reports; `after` is what stands
/// between those named with it and the verb.
fn is_quoted_source(r: &Reader, s: &Sentence, party: &Party, after: Range<usize>) -> bool {
    let only_source = matches!(party.who, Who::Agent(i, _) if r.lex.agents[i].only_source);
    let reports = after.clone().any(|i| s.has_mark(i, Mark::Report) && i <= after.start + 3);
    only_source
        || only_says(s, &party.toks, after.end)
        || reports
            && !speaks_of_itself(r, s, &after)
            && after.clone().any(|i| {
                s.has_mark(i, Mark::Said)
                    || begins_clause(s, i, after.end)
                    || s.mentions.iter().any(|m| m.toks.contains(&i) && (m.who().is_some() || is_count(m)))
            })
}

/// "Police said an attack killed six": a noun with its article right after the verb of saying is the subject of its own clause.
fn begins_clause(s: &Sentence, at: usize, verb: usize) -> bool {
    let article =
        s.has_mark(at, Mark::Determiner) && !s.has_mark(at, Mark::Possessive) && !s.has_mark(at, Mark::Pronoun);
    let mut before = (1..=2).filter_map(|b| at.checked_sub(b)).skip_while(|i| s.has_mark(*i, Mark::Clause));
    let noun = s.acts.iter().any(|(a, _)| a.start > at && a.end <= verb);
    let told = |i: usize| s.has_mark(i, Mark::Report) && (noun || s.has_mark(i, Mark::Says));
    article && before.next().is_some_and(told)
}

fn is_count(mention: &Mention) -> bool {
    matches!(mention.what, What::Number(q) if !q.percent)
}

/// "the group said that it had struck": the pronoun after the verb of saying is the speaker.
fn speaks_of_itself(r: &Reader, s: &Sentence, between: &Range<usize>) -> bool {
    let pronoun = |i: &usize| s.has_mark(*i, Mark::Pronoun) && !s.has_mark(*i, Mark::Determiner);
    let named = |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && m.who().is_some());
    between.clone().rev().take(5).any(|i| pronoun(&i) && r.word(i).len() <= 4) && !between.clone().any(named)
}

/// Actors after a verb, up to where the clause ends.
pub(super) fn right_of<'g>(
    r: &'g Reader,
    s: &'g Sentence,
    groups: &'g [Group],
    end: usize,
) -> impl Iterator<Item = &'g Group> {
    let stop = clause_end(r, s, end);
    groups.iter().filter(move |g| g.toks.start >= end && g.toks.start < stop)
}

/// Where the clause that goes on at `from` ends.
pub(crate) fn clause_end(r: &Reader, s: &Sentence, from: usize) -> usize {
    let ends = |i: &usize| {
        matches!(r.word(*i), ";" | "." | ":" | "—")
            || s.has_mark(*i, Mark::Clause) && *i > from && !PREPOSITIONS.iter().any(|p| s.has_mark(*i, *p))
    };
    (from..s.toks.end).find(ends).unwrap_or(s.toks.end)
}
