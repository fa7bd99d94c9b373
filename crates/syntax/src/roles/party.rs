//! Parties: the nouns behind a place of grammar, one by one, with their numbers.

use super::lists::List;
use super::{Party, Reading, Via};
use crate::tree::{Rel, Upos};
use std::ops::Range;

/// Relations that do not belong to the phrase of the noun they hang on.
const APART: [Rel; 10] = [
    Rel::Acl,
    Rel::AclRelcl,
    Rel::Advcl,
    Rel::Conj,
    Rel::Appos,
    Rel::Parataxis,
    Rel::Punct,
    Rel::Nsubj,
    Rel::Cop,
    Rel::Case,
];

impl Reading<'_> {
    /// The parties of a noun phrase: its head and the nouns coordinated with it.
    pub(crate) fn parties(&self, head: u32, via: Via) -> Vec<Party> {
        let mut out = vec![self.party(head, via)];
        let mut open: Vec<u32> = self.coordinates(head).collect();
        while let Some(next) = open.pop().filter(|_| out.len() < 20) {
            out.push(self.party(next, via));
            open.extend(self.coordinates(next));
        }
        out.sort_by_key(|p| p.head);
        out.dedup_by_key(|p| p.head);
        out
    }

    fn coordinates(&self, head: u32) -> impl Iterator<Item = u32> + '_ {
        let last = self.kids_by(head, Rel::Conj).filter(|k| self.is_joined(*k)).last();
        let joined = move |k: &u32| last.is_some_and(|last| *k <= last);
        self.kids_by(head, Rel::Conj).filter(joined).filter(|k| self.is_nominal(*k) && !self.has_kid(*k, Rel::Nsubj))
    }

    /// With an "and", or before one: in "storm base, make off" a comma alone joins no nouns.
    fn is_joined(&self, k: u32) -> bool {
        self.has_kid(k, Rel::Cc) || self.kids_by(k, Rel::Conj).any(|below| self.has_kid(below, Rel::Cc))
    }

    /// One party. "Dozens of villagers" are villagers, as many as dozens.
    fn party(&self, head: u32, via: Via) -> Party {
        let inner = self.counted(head);
        let own = self.number_of(inner.unwrap_or(head));
        let number = inner.filter(|_| !self.is_adverb(head)).map(|_| head);
        let number = number.or_else(|| (self.word(head).tag.upos == Upos::Num).then_some(head));
        let also = self.kids_by(head, Rel::Appos).collect();
        Party { head: inner.unwrap_or(head), count: own.or(number), also, via }
    }

    fn is_adverb(&self, head: u32) -> bool {
        self.word(head).tag.upos == Upos::Adv
    }

    /// The number before a noun, also before its first part ("two police officers").
    fn number_of(&self, head: u32) -> Option<u32> {
        let first = self.kids_by(head, Rel::Compound).next();
        let above = self.head(head).filter(|h| self.word(*h).tag.upos == Upos::Num && *h + 1 == head);
        let own = |of: u32| self.kids(of).filter(|k| *k < of).find(|k| self.is_number(*k));
        std::iter::once(head).chain(first).find_map(own).or(above)
    }

    fn is_number(&self, k: u32) -> bool {
        let place = matches!(self.rel(k), Rel::Amod | Rel::Det | Rel::Nmod | Rel::Compound | Rel::Appos | Rel::Advmod);
        let digits = self.form(k).starts_with(|c: char| c.is_ascii_digit());
        self.rel(k) == Rel::Nummod || place && (digits || self.is(k, List::Number))
    }

    /// The noun that an amount counts: "two of its agents", "une dizaine de civils".
    fn counted(&self, head: u32) -> Option<u32> {
        let number = self.is(head, List::Number);
        let amount =
            number || self.is(head, List::Amount) || matches!(self.word(head).tag.upos, Upos::Num | Upos::Pron);
        let of = |k: &u32| *k > head && (self.under(*k, List::Of) || number && *k == head + 1);
        let place = |k: &u32| match self.rel(*k) {
            Rel::Nmod | Rel::Obl => true,
            rel => rel == Rel::Amod && number && self.word(head).tag.upos != Upos::Num,
        };
        self.kids(head).filter(place).find(of).filter(|_| amount)
    }

    /// The bytes of the phrase around a noun.
    pub(crate) fn phrase(&self, head: u32) -> Range<usize> {
        let (mut bytes, mut open) = (self.word(head).span.clone(), vec![head]);
        for _ in 0..self.tree.words.len() {
            let Some(word) = open.pop() else { break };
            let span = &self.word(word).span;
            bytes = bytes.start.min(span.start)..bytes.end.max(span.end);
            open.extend(self.kids(word).filter(|k| word != head || !APART.contains(&self.rel(*k))));
        }
        bytes
    }

    /// Complements of place and of time around an act, and around the verb that carries it.
    pub(crate) fn circumstances(&self, act: u32) -> (Vec<u32>, Vec<u32>) {
        let carrier = self.carrier(act);
        let mut around: Vec<u32> = std::iter::once(act).chain(carrier).flat_map(|a| self.kids(a)).collect();
        around.retain(|k| matches!(self.rel(*k), Rel::Obl | Rel::Nmod | Rel::Advmod));
        around.sort_unstable();
        around.dedup();
        let (times, rest): (Vec<u32>, Vec<u32>) = around.into_iter().partition(|k| self.is_time(*k));
        (rest.into_iter().filter(|k| self.under(*k, List::Place)).collect(), times)
    }

    pub(crate) fn is_time(&self, i: u32) -> bool {
        self.is(i, List::Time) || self.kids(i).any(|k| self.rel(k) == Rel::Nmod && self.is(k, List::Time))
    }
}
