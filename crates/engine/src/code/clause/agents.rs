//! Who did it, where no plain "by" says so: members of a group, those from whom fire came, into whose hands a town fell.

use super::governor::{governor, is_bare_word};
use super::sides::acts_by_of;
use super::subject::is_of;
use super::{Group, PREPOSITIONS, Party};
use crate::code::scan::{Reader, Sentence};
use crate::data::{Form, Mark};
use std::ops::Range;

/// "By members of the group", "against a position of the army": armed men under "of" after a noun that such a preposition
/// leads.
pub(super) fn is_led(r: &Reader, s: &Sentence, group: &Group, prep: Mark) -> bool {
    let armed = |p: &Party| crate::code::party::class_of(r, p.who, "armed forces").is_armed();
    let head = head_at(r, s, group);
    head < group.toks.start && group.members.iter().all(armed) && governor(r, s, head).contains(&prep)
}

/// Where a party begins: at the plain noun before "of", if one leads to it ("members of the group").
pub(super) fn head_at(r: &Reader, s: &Sentence, group: &Group) -> usize {
    let light = |i: &usize| s.has_mark(*i, Mark::Determiner) && !s.has_mark(*i, Mark::OfPrep);
    let of = (s.toks.start..group.toks.start).rev().find(|i| !light(i));
    let noun = of.filter(|i| is_of(group) && s.has_mark(*i, Mark::OfPrep)).and_then(|i| i.checked_sub(1));
    let plain = |i: &usize| is_bare_word(r, s, *i);
    noun.filter(plain).unwrap_or(group.toks.start)
}

/// "Came under attack from the rebels": armed men after what is undergone.
pub(super) fn comes_from(r: &Reader, s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let undergone = |x: &crate::data::Act| x.form == Form::Undergone;
    let told = s.acts.iter().any(|(a, acts)| a == toks && acts.iter().any(undergone));
    let near = group.toks.start - toks.end <= 6;
    let from = group.governed_by(Mark::FromPrep) || is_led(r, s, group, Mark::FromPrep);
    told && near && from && group.members.iter().all(|p| acts_by_of(r, p))
}

/// "Mali was suspended from the African Union": the body that somebody was suspended from did it.
pub(super) fn suspends(r: &Reader, s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let body = |p: &Party| {
        crate::code::party::class_of(r, p.who, "government") == crate::model::Class::InternationalOrganisation
    };
    let told = s.acts.iter().any(|(a, acts)| a == toks && acts.iter().any(|x| x.group == SUSPEND));
    let from = group.governed_by(Mark::FromPrep) || group.governed_by(Mark::OfPrep);
    told && from && group.toks.start - toks.end <= 3 && group.members.iter().all(body)
}

/// The group of words for putting a member out of a body for a time.
const SUSPEND: &str = "suspend_member";

/// "fell to", "in the hands of": what ends in a preposition is followed by who did it.
pub(super) fn leads_on(s: &Sentence, toks: &Range<usize>) -> bool {
    toks.len() > 1 && PREPOSITIONS.iter().any(|p| s.has_mark(toks.end - 1, *p))
}

/// "fell into the hands of rebels": after a phrase of several words that an "of" follows.
pub(super) fn is_hand(r: &Reader, s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let undergone = |x: &crate::data::Act| x.form == Form::Undergone;
    let phrase = s.acts.iter().any(|(a, acts)| a == toks && acts.iter().any(undergone));
    let gap = toks.end..head_at(r, s, group);
    let light =
        |i: usize| s.has_mark(i, Mark::OfPrep) || s.has_mark(i, Mark::Determiner) || matches!(r.word(i), "'" | "’");
    phrase && s.has_mark(toks.end, Mark::OfPrep) && gap.len() <= 3 && gap.into_iter().all(light)
}
