//! Whether an act is told as a fact: negation, modals, moods, purposes, conditions and hearsay.

use super::lists::List;
use super::{Happened, Reading};
use crate::tree::{Mood, Rel, Tense, VerbForm};

/// Lists that tell how what hangs on their words is meant, strongest first.
const MEANT: [(List, Happened); 6] = [
    (List::Deny, Happened::Negated),
    (List::Fail, Happened::Negated),
    (List::Try, Happened::Attempted),
    (List::Plan, Happened::Planned),
    (List::May, Happened::Possible),
    (List::Accuse, Happened::Reported),
];

impl Reading<'_> {
    pub(crate) fn happened(&self, act: u32) -> Happened {
        let mut word = act;
        for _ in 0..self.tree.words.len() {
            if let Some(found) = self.own(word) {
                return found;
            }
            let Some(head) = self.head(word) else { break };
            if let Some(found) = self.meant(word, head) {
                return found;
            }
            if !self.passes(word, head) {
                break;
            }
            word = head;
        }
        Happened::Yes
    }

    /// What stands at the word itself: "not", "if", "could", "will", "reportedly", the mood.
    fn own(&self, word: u32) -> Option<Happened> {
        if self.kids_by(word, Rel::Mark).any(|k| self.leads(k, List::If)) {
            return Some(Happened::Hypothetical);
        }
        if self.negated(word) {
            return Some(Happened::Negated);
        }
        self.modal(word).or_else(|| self.adverb(word)).or_else(|| self.mood(word)).or_else(|| self.purpose(word))
    }

    fn negated(&self, word: u32) -> bool {
        let near = |k: u32| matches!(self.rel(k), Rel::Advmod | Rel::Det | Rel::Cc | Rel::Mark | Rel::Case | Rel::Expl);
        let not = |of: u32| self.kids(of).any(|k| near(k) && self.is(k, List::Not));
        let only = self.restricted(word);
        let half = self.kids(word).any(|k| near(k) && self.is(k, List::HalfNot)) && !only;
        let side = |k: &u32| matches!(self.rel(*k), Rel::Nsubj | Rel::NsubjPass | Rel::Obj);
        not(word) || half || self.kids(word).filter(side).any(|k| not(k) || self.is(k, List::Not))
    }

    /// "Ne contrôlent que deux villages": an "only" among what follows.
    fn restricted(&self, word: u32) -> bool {
        let place = |k: u32| match self.rel(k) {
            Rel::Advmod => true,
            Rel::Mark | Rel::Case => self.head(k).is_some_and(|h| self.is_noun(h)),
            _ => false,
        };
        let after = word + 1..self.tree.words.len() as u32;
        after.into_iter().any(|k| self.is(k, List::Only) && place(k) && self.is_within(k, word))
    }

    fn modal(&self, word: u32) -> Option<Happened> {
        self.kids_by(word, Rel::Aux).find_map(|k| match k {
            k if self.is(k, List::May) => Some(Happened::Possible),
            k if self.is(k, List::Will) || self.is(k, List::Plan) => Some(Happened::Planned),
            _ => None,
        })
    }

    fn adverb(&self, word: u32) -> Option<Happened> {
        let near = |k: &u32| matches!(self.rel(*k), Rel::Advmod | Rel::Amod);
        self.kids(word).filter(near).find_map(|k| match k {
            k if self.is(k, List::Hearsay) => Some(Happened::Reported),
            k if self.is(k, List::Try) => Some(Happened::Attempted),
            k if self.is(k, List::May) => Some(Happened::Possible),
            _ => None,
        })
    }

    /// A conditional is hearsay, unless a condition stands beside it or it is the future of what was said; a
    /// future is a plan.
    fn mood(&self, word: u32) -> Option<Happened> {
        let auxiliaries = self.kids(word).filter(|k| matches!(self.rel(*k), Rel::Aux | Rel::AuxPass | Rel::Cop));
        let tags: Vec<_> = std::iter::once(word).chain(auxiliaries).map(|k| self.word(k).tag).collect();
        if tags.iter().any(|t| t.mood == Mood::Cnd) {
            let condition = |k: u32| self.rel(k) == Rel::Advcl && self.under(k, List::If);
            let foretold = tags[0].mood == Mood::Cnd && self.rel(word) == Rel::Ccomp;
            return Some(match self.kids(word).any(condition) {
                true => Happened::Hypothetical,
                false if foretold => Happened::Planned,
                false => Happened::Reported,
            });
        }
        let future = |t: &crate::tree::Tag| t.tense == Tense::Fut || t.mood == Mood::Imp;
        tags.iter().any(future).then_some(Happened::Planned)
    }

    /// An infinitive or subjunctive that says what something is for.
    fn purpose(&self, word: u32) -> Option<Happened> {
        let tag = self.word(word).tag;
        let meant = tag.form == VerbForm::Inf || tag.mood == Mood::Sub;
        let free = matches!(self.rel(word), Rel::Advcl | Rel::Acl | Rel::Obl | Rel::Nmod);
        (meant && free && self.under(word, List::Purpose) && !self.is_led(word)).then_some(Happened::Planned)
    }

    /// Whether the word above says itself how the infinitive is meant.
    fn is_led(&self, word: u32) -> bool {
        self.head(word).is_some_and(|h| MEANT.iter().any(|(list, _)| self.is(h, *list)))
    }

    /// What the word above says of what hangs on it: "tried to", "threat of", "denied".
    fn meant(&self, word: u32, head: u32) -> Option<Happened> {
        let hangs = match self.rel(word) {
            Rel::Xcomp | Rel::Ccomp | Rel::Obj | Rel::Acl | Rel::NsubjPass => true,
            Rel::Nmod => self.under(word, List::Of) || self.is_clause(word),
            Rel::Advcl => self.is(head, List::Accuse) || self.word(word).tag.form != VerbForm::Fin,
            Rel::Obl => self.is_clause(word) || !self.under(word, List::Agent) && !self.is_time(word),
            _ => false,
        };
        let found = MEANT.iter().find(|(list, _)| self.is(head, *list)).map(|(_, happened)| *happened);
        found.filter(|_| hangs && self.rel(word) != Rel::AclRelcl)
    }

    /// Whether what is told of the word above is told of this word too.
    fn passes(&self, word: u32, head: u32) -> bool {
        match self.rel(word) {
            Rel::Xcomp => true,
            Rel::Conj => !self.has_kid(word, Rel::Nsubj) && !self.has_kid(word, Rel::NsubjPass) && head < word,
            Rel::Obj | Rel::NsubjPass => {
                (self.is(head, List::Support) || self.is(head, List::Scene)) && self.is_noun(word)
            }
            Rel::Nsubj => self.is(head, List::Occur) && self.is_noun(word),
            _ => false,
        }
    }
}
