//! Who says so: the reporting clause around, before, within or after an act, and "according to".

use super::lists::List;
use super::{Party, Reading, Via};
use crate::tree::{Rel, Upos};

impl Reading<'_> {
    /// The nearest speaker in whose words the act stands.
    pub(crate) fn said_by(&self, act: u32) -> Vec<Party> {
        let path: Vec<u32> = std::iter::once(act).chain(self.ancestors(act)).collect();
        for (n, word) in path.iter().enumerate() {
            let below = n.checked_sub(1).map(|b| path[b]);
            let found = self.governed(*word, below).or_else(|| self.beside(*word, act));
            if let Some(speakers) = found {
                return speakers.into_iter().flat_map(|s| self.parties(s, Via::Speaker)).collect();
            }
        }
        Vec::new()
    }

    /// `word` is a verb of saying and what stands `below` it is what was said.
    fn governed(&self, word: u32, below: Option<u32>) -> Option<Vec<u32>> {
        let content = below.is_some_and(|b| self.is_content(word, b));
        if !content || !self.speaks(word) && !self.is(word, List::Accuse) {
            return None;
        }
        Some(self.speakers(word)).filter(|s| !s.is_empty())
    }

    fn speaks(&self, word: u32) -> bool {
        self.is(word, List::Report) || self.is(word, List::Deny)
    }

    /// Whether a dependent of a verb of saying is the words said.
    fn is_content(&self, verb: u32, below: u32) -> bool {
        match self.rel(below) {
            Rel::Ccomp | Rel::Xcomp | Rel::Csubj | Rel::CsubjPass => true,
            Rel::Parataxis | Rel::Conj => self.rel(below) == Rel::Parataxis && !self.speaks(below),
            Rel::Obj | Rel::Nmod => self.is(verb, List::Deny) || self.is_clause(below),
            Rel::Advcl | Rel::Obl | Rel::Dep | Rel::Acl => {
                self.is(verb, List::Accuse) || self.rel(below) == Rel::Acl && !self.is_clause(verb)
            }
            _ => false,
        }
    }

    /// The subject of a verb of saying, the agent of a passive one, the owner of a statement.
    fn speakers(&self, verb: u32) -> Vec<u32> {
        if !self.is_clause(verb) {
            let owner =
                |k: &u32| self.rel(*k) == Rel::NmodPoss || self.rel(*k) == Rel::Nmod && self.under(*k, List::Of);
            return self.kids(verb).filter(owner).take(1).collect();
        }
        if self.passive(verb) && !self.has_kid(verb, Rel::Nsubj) {
            return self.agents(verb).into_iter().map(|p| p.head).collect();
        }
        let subjects = self.subjects(verb, 4);
        let nearest = |s: &&u32| s.abs_diff(verb);
        subjects.iter().filter(|s| **s < verb).min_by_key(nearest).or(subjects.first()).copied().into_iter().collect()
    }

    /// A clause or complement beside the words said: ", the army said", "selon l'armée", "as X said".
    fn beside(&self, word: u32, act: u32) -> Option<Vec<u32>> {
        let outside = |k: &u32| !self.is_within(act, *k);
        if let Some(source) = self.kids(word).filter(outside).find(|k| self.is_source(*k)) {
            return Some(vec![source]);
        }
        let clause = self.kids(word).filter(outside).find(|k| self.is_insert(*k))?;
        Some(self.speakers(clause)).filter(|s| !s.is_empty())
    }

    fn is_source(&self, k: u32) -> bool {
        matches!(self.rel(k), Rel::Obl | Rel::Nmod | Rel::Parataxis | Rel::Advmod | Rel::Dep)
            && self.under(k, List::According)
            && self.is_nominal(k)
    }

    fn is_insert(&self, k: u32) -> bool {
        let verb = self.speaks(k) && self.word(k).tag.upos == Upos::Verb;
        match self.rel(k) {
            Rel::Parataxis | Rel::Discourse => verb && !self.kids(k).any(|c| self.rel(c) == Rel::Ccomp),
            Rel::Advcl => verb && self.under(k, List::As),
            _ => false,
        }
    }
}
