//! What became of those whom a number counts: who is wounded and dies, who is taken and let go.

use super::{Count, Counted, Phrase};
use crate::code::clause::{clause_end, is_passive};
use crate::code::scan::{Reader, Sentence};
use crate::data::{Form, Mark, Toll};
use crate::model::Measure;
use std::ops::Range;

/// "three of the wounded died", "le décès de trois blessés": wounded no more, and counted among the dead.
pub(super) fn is_dying(s: &Sentence, phrase: &Phrase, counted: &Counted) -> bool {
    let dead = |tolls: &[Toll], verb: bool| tolls.iter().any(|t| t.measure == Measure::Killed && t.subject == verb);
    let of = |t: &Range<usize>| t.end + 1 == phrase.number.start && s.has_mark(t.end, Mark::OfPrep);
    let died = |t: &Range<usize>| t.start == counted.1.end;
    let told = s.tolls.iter().any(|(t, tolls)| died(t) && dead(tolls, true) || of(t) && dead(tolls, false));
    counted.0 == Measure::Injured && told
}

/// "Wounding four passengers, one of whom died", "dont un est décédé": told of a part of them.
pub(super) fn is_of_some(s: &Sentence, phrase: &Phrase, counted: &Counted) -> bool {
    let part = |i: usize| s.has_mark(i, Mark::Part) || s.has_mark(i, Mark::OfPrep) && s.has_mark(i + 1, Mark::Relative);
    let driven = s.tolls.iter().any(|(t, tolls)| {
        t.end == phrase.number.start && tolls.iter().any(|t| t.form != Form::Noun && !t.subject && t.goods.is_none())
    });
    driven && (phrase.toks.end..counted.1.start).any(part)
}

/// "hostages", "protesters": what they are, which gives way to what is done to them.
pub(super) fn is_role(s: &Sentence, counted: &Counted) -> bool {
    let noun = |tolls: &[Toll]| tolls.iter().any(|t| t.form == Form::Noun && t.measure == counted.0);
    counted.0 != Measure::Killed
        && counted.0 != Measure::Injured
        && s.tolls.iter().any(|(t, tolls)| *t == counted.1 && noun(tolls))
}

/// "ten hostages were freed", "deux otages ont été tués".
pub(super) fn undergone(r: &Reader, s: &Sentence, phrase: &Phrase, noun: &Counted) -> Option<Counted> {
    let stop = clause_end(r, s, phrase.number.end).min(noun.1.end + 8);
    let later = s.tolls.iter().filter(|(t, _)| t.start >= noun.1.end && t.start < stop);
    // "huit manifestants avaient péri": what they did themselves, if it was to die.
    let died = |t: &Toll| t.subject && t.measure == Measure::Killed;
    let told = |toks: &Range<usize>, tolls: &[Toll]| {
        is_passive(r, s, toks.start) || toks.start == noun.1.end || tolls.iter().any(died)
    };
    later.filter(|(t, tolls)| told(t, tolls)).find_map(|(toks, tolls)| {
        let form = |t: &Toll| matches!(t.form, Form::Participle | Form::PastOrParticiple) || died(t);
        let done = |t: &&Toll| form(t) && t.goods == phrase.goods;
        tolls.iter().find(done).map(|t| (t.measure, toks.clone()))
    })
}

/// "Two teachers, abducted in May, were freed": the same people, taken and let go.
pub(super) fn released(r: &Reader, s: &Sentence, phrase: &Phrase, count: &Count) -> Option<Counted> {
    let taken = matches!(count.measure, Measure::Abducted | Measure::Captured | Measure::Arrested);
    let stop = clause_end(r, s, count.word.end);
    let later = s.tolls.iter().filter(|(t, _)| taken && t.start >= count.word.end && t.start < stop);
    later.filter(|(t, _)| t.start.saturating_sub(phrase.toks.end) <= 24).find_map(|(toks, tolls)| {
        // "Were detained on Monday and released on Friday": the verbs share what stands before the first.
        let shared = toks.start.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::And));
        let passive = is_passive(r, s, toks.start) || shared && is_passive(r, s, count.word.start);
        let free = |t: &&Toll| t.measure == Measure::Released && (t.subject || passive);
        tolls.iter().find(free).map(|t| (t.measure, toks.clone()))
    })
}
