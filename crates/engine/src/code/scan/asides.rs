//! Words that may stand within those of an act, and pronouns that stand for one.

use super::{Mention, Reader, Sentence, What};
use crate::data::{Act, Form, Mark};
use std::ops::Range;

impl Reader<'_> {
    /// "La prise de Goma, puis celle de Bukavu": a pronoun that a place or a day follows is the act of the noun before it.
    pub(super) fn repeat_nouns(&self, s: &mut Sentence) {
        let noun = |acts: &[Act]| acts.iter().filter(|a| a.form == Form::Noun).cloned().collect::<Vec<_>>();
        let scene = |m: &Mention| m.is_time() || matches!(m.what, What::Place(..) | What::Country(_));
        let near = |end: usize| s.mentions.iter().any(|m| m.toks.start >= end && m.toks.start - end <= 1 && scene(m));
        let meant = |toks: &Range<usize>| {
            let before = s.acts.iter().rev().filter(|(a, _)| a.end <= toks.start).map(|(_, acts)| noun(acts));
            before.filter(|acts| !acts.is_empty()).map(|acts| (toks.start..toks.start + 1, acts)).next()
        };
        let same = s.marks.iter().filter(|(toks, m)| m.contains(&Mark::SameNoun) && near(toks.end));
        let more: Vec<_> = same.filter_map(|(toks, _)| meant(toks)).collect();
        s.acts.extend(more);
        s.acts.sort_by_key(|(a, _)| a.start);
    }

    /// "La mort, mercredi 2 avril à Goma, d'un agent": day and place between two commas.
    fn scenes_aside(&self, s: &Sentence) -> Vec<Range<usize>> {
        let commas: Vec<usize> = s.toks.clone().filter(|i| self.word(*i) == ",").collect();
        let told = |i: usize| {
            let scene = |m: &Mention| m.toks.contains(&i) && (m.is_time() || matches!(m.what, What::Place(..)));
            s.mentions.iter().any(scene) || s.has_mark(i, Mark::LocativePrep) || s.has_mark(i, Mark::Determiner)
        };
        let pairs = commas.windows(2).map(|w| w[0]..w[1] + 1).filter(|a| (3..=10).contains(&a.len()));
        let dated = |a: &Range<usize>| s.mentions.iter().any(|m| m.is_time() && a.contains(&m.toks.start));
        pairs.filter(|a| dated(a) && (a.start + 1..a.end - 1).all(told)).collect()
    }

    /// "A également pris le contrôle", "s'est, lui, rendu", "a pris, samedi, le contrôle": small words that may stand
    /// within a verb, with their commas.
    pub(super) fn asides(&self, s: &Sentence) -> Vec<Range<usize>> {
        let comma = |i: usize| s.toks.contains(&i) && self.word(i) == ",";
        let bracketed = |a: &Range<usize>| a.start > s.toks.start && comma(a.start - 1) && comma(a.end);
        let whole = |a: Range<usize>| if bracketed(&a) { a.start - 1..a.end + 1 } else { a };
        let small = s.marks.iter().filter(|(_, marks)| marks.contains(&Mark::Aside)).map(|(toks, _)| toks.clone());
        let days = s.mentions.iter().filter(|m| m.is_time()).map(|m| m.toks.clone()).filter(bracketed);
        // "Pris le « contrôle total » de".
        let quotes = s.toks.clone().filter(|i| matches!(self.word(*i), "«" | "»" | "“" | "”" | "\"")).map(|i| i..i + 1);
        small.chain(days).map(whole).chain(self.scenes_aside(s)).chain(quotes).collect()
    }
}
