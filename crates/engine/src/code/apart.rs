//! Acts whose words stand apart: around those they were done to, or around the place.

use super::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::{Act, Mark};

/// So many words after its first an act may have its place.
const NEAR: usize = 4;

impl Reader<'_> {
    /// "Led 60 girls away", "took villagers hostage": an act whose words stand around those it was done to. It ends
    /// where they begin, so that they stand behind it. Of those "left dead" tolls tell.
    pub(super) fn around_people(&self, s: &Sentence, at: usize, end: usize) -> Option<(usize, &[Act])> {
        let armed = |who| super::party::class_of(self, who, "armed forces").is_armed();
        let common = |m: &Mention| match m.what {
            What::Actor(who @ Who::Institution(..)) => armed(who),
            What::Actor(Who::Agent(_, None)) => true,
            _ => false,
        };
        let people = s.mentions.iter().find(|m| m.toks.start > at && common(m))?;
        let counted = |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Number(_)));
        let light = |i: usize| counted(i) || s.has_mark(i, Mark::Determiner) || s.has_mark(i, Mark::Possessive);
        let over = |i: usize| if i == at + 1 { people.toks.end } else { i };
        let next = || self.lex.triggers.longest_over(&self.cut, at, end, over).filter(|(n, _)| *n > people.toks.end);
        let told = (at + 1..people.toks.start).all(light).then(next)?;
        told.filter(|(_, acts)| acts.iter().all(|a| !matches!(a.group.as_str(), "kill" | "die" | "wound")))
            .map(|(_, acts)| (at + 1, acts))
    }

    /// "Schools in Ouahigouya were closed": an act whose words stand around its place.
    pub(super) fn around_place(
        &self,
        s: &Sentence,
        at: usize,
        end: usize,
        over: impl Fn(usize) -> usize,
    ) -> Option<(usize, &[Act])> {
        let led = |m: &&Mention| m.toks.start > at + 1 && s.has_mark(m.toks.start - 1, Mark::LocativePrep);
        let auxiliary = s.has_mark(at, Mark::Passive) || s.has_mark(at, Mark::Perfect);
        let place = s.mentions.iter().find(|m| m.is_proper() && m.toks.start > at && !auxiliary)?;
        let place =
            Some(place).filter(led).filter(|m| matches!(m.what, What::Place(..)) && m.toks.start - at <= NEAR)?;
        let next = s.mentions.iter().find(|m| m.is_proper() && m.toks.start >= place.toks.end);
        let until = next.map_or(end, |m| m.toks.start);
        let across = |i: usize| if i + 1 == place.toks.start { place.toks.end } else { over(i) };
        let found = self.lex.triggers.longest_over(&self.cut, at, until, across);
        found.filter(|(n, _)| *n > place.toks.end)
    }
}
