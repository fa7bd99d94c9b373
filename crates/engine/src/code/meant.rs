//! Words for an act that is meant, yet to be done, or only somebody's crime in general.

use super::candidate::BLOWS;
use super::modality::{ACCUSE, is_plural_noun};
use super::scan::{Mention, Reader, Sentence, What};
use crate::data::{Form, Mark};
use std::ops::Range;

/// "An offensive aimed at recapturing the town": what another act is meant for.
pub(super) fn is_aimed_at(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let before = toks.start.checked_sub(1).filter(|i| *i > s.toks.start);
    let within = |(m, marks): &(Range<usize>, Vec<Mark>)| {
        m.end == toks.start && m.len() > 1 && marks.contains(&Mark::AgainstPrep)
    };
    before.is_some_and(|i| r.word(i) != ",") && s.marks.iter().any(within)
}

/// "Attacks targeting peacekeepers may constitute crimes": a gerund right behind a noun of which something general is said.
pub(super) fn trails_general(s: &Sentence, toks: &Range<usize>) -> bool {
    let noun =
        |(a, x): &&(Range<usize>, Vec<crate::data::Act>)| a.end == toks.start && x.iter().any(|y| y.form == Form::Noun);
    let behind = toks.end..(toks.end + 8).min(s.toks.end);
    s.acts.iter().any(|(a, x)| a == toks && x.iter().any(|y| y.form == Form::Gerund))
        && s.acts.iter().find(noun).is_some()
        && s.mark_in(behind, Mark::Trend)
}

/// "Accusing the army of attacks on civilians": several, of no number, day or place.
pub(super) fn is_blamed_for(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let blow = |(a, acts): &(Range<usize>, Vec<crate::data::Act>)| {
        a == toks && acts.iter().any(|x| BLOWS.contains(&x.group.as_str()))
    };
    let of = toks.start.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::OfPrep));
    let accused = |(a, acts): &(Range<usize>, Vec<crate::data::Act>)| {
        a.end < toks.start && toks.start - a.end <= BLAME && acts.iter().any(|x| x.group == ACCUSE)
    };
    let scene =
        |m: &Mention| m.toks.start >= toks.end && (m.is_time() || matches!(m.what, What::Place(..) | What::Number(_)));
    of && is_plural_noun(r, toks)
        && s.acts.iter().any(blow)
        && s.acts.iter().any(accused)
        && !s.mentions.iter().any(scene)
}

/// So many words lead from a verb that accuses to what is blamed.
const BLAME: usize = 8;

/// "The latest media to be targeted": an infinitive in the passive, unless somebody reports it.
pub(super) fn is_to_be(s: &Sentence, toks: &Range<usize>) -> bool {
    let Some(to) = toks.start.checked_sub(2).filter(|i| *i > s.toks.start) else { return false };
    let passive = s.has_mark(to + 1, Mark::Passive) && s.has_mark(to, Mark::Infinitive);
    let told = [Mark::Report, Mark::Alleged, Mark::Achieved].iter().any(|m| s.has_mark(to - 1, *m));
    passive && !told
}

/// "The insurgents, who are believed to be foreigners, killed two": a hedge on who they are, in a clause that a comma ends.
pub(super) fn is_aside_hedge(r: &Reader, s: &Sentence, hedge: &Range<usize>, act: usize) -> bool {
    let word = |i: usize| r.lex.marks.word(r.word(i));
    let opens = |i: usize| word(i).contains(&Mark::Relative) && i > s.body && r.word(i - 1) == ",";
    let led = (hedge.start.saturating_sub(3).max(s.body)..hedge.start).any(opens);
    led && (hedge.end..act).any(|i| r.word(i) == ",")
}
