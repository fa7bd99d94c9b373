//! The sides of an act told by a verb or a participle.

use super::lists::List;
use super::{Party, Reading, Sides, Via};
use crate::tree::{Rel, Tense, Upos, VerbForm};

/// How far up the subject of an infinitive is looked for.
const REACH: usize = 8;

impl Reading<'_> {
    pub(crate) fn verb_sides(&self, act: u32) -> Sides {
        let subjects = self.all(&self.subjects(act, REACH), Via::Subject);
        if self.passive(act) {
            return Sides { who: self.agents(act), whom: subjects };
        }
        if self.is(act, List::Suffer) {
            return Sides { who: Vec::new(), whom: subjects };
        }
        Sides { who: subjects, whom: self.objects(act) }
    }

    fn all(&self, heads: &[u32], via: Via) -> Vec<Party> {
        heads.iter().flat_map(|h| self.parties(*h, via)).collect()
    }

    /// Whether the subject of a verb is the one to whom it is done.
    pub(crate) fn passive(&self, act: u32) -> bool {
        if self.is(act, List::NoPassive) || self.is_noun(act) {
            return false;
        }
        if self.gets_done(act) {
            return true;
        }
        let told = [Rel::AuxPass, Rel::OblAgent].iter().any(|rel| self.has_kid(act, *rel));
        let read = [Rel::NsubjPass, Rel::CsubjPass].iter().any(|rel| self.has_kid(act, *rel));
        // "Police arrested ten people" and "Protesters marched" look like a headline's passive: the object tells
        // otherwise, or that the verb can have none.
        if told || read && !self.has_kid(act, Rel::Obj) && self.is(act, List::Transitive) {
            return true;
        }
        if self.lacks_object(act) {
            return true;
        }
        let full =
            |k| matches!(self.rel(k), Rel::Aux | Rel::Obj | Rel::Nsubj | Rel::NsubjPass) || self.is_bare_object(act, k);
        let bare = self.is_past_participle(act) && !self.kids(act).any(full);
        match self.rel(act) {
            Rel::Conj if bare => self
                .head(act)
                .filter(|h| *h < act)
                .is_some_and(|h| self.word(h).tag.upos != Upos::Verb || self.passive(h)),
            _ => bare,
        }
    }

    /// "Five soldiers killed in ambush": a form of the past that cannot be active, as no object is in sight.
    fn lacks_object(&self, act: u32) -> bool {
        let tag = self.word(act).tag;
        let past = tag.tense == Tense::Past && matches!(tag.form, VerbForm::Fin | VerbForm::Part);
        let full = [Rel::Aux, Rel::Obj, Rel::Ccomp, Rel::Xcomp];
        let bare = !self.kids(act).any(|k| full.contains(&self.rel(k)) || self.is_bare_object(act, k));
        let alone = matches!(self.rel(act), Rel::Root | Rel::Parataxis | Rel::Ccomp | Rel::Conj | Rel::Dep);
        past && bare && alone && self.is(act, List::Transitive) && self.object_after(act).is_none()
    }

    /// "Se faire tuer": whoever has it done to himself.
    fn gets_done(&self, act: u32) -> bool {
        let making = self.head(act).filter(|h| self.rel(act) == Rel::Xcomp && self.is(*h, List::Make));
        let making = making.or_else(|| self.kids_by(act, Rel::Aux).find(|k| self.is(*k, List::Make)));
        let of_oneself = |of: u32| self.kids(of).any(|k| self.is_oneself(k));
        making.is_some_and(|m| of_oneself(m) || of_oneself(act))
    }

    fn is_oneself(&self, k: u32) -> bool {
        self.word(k).tag.upos == Upos::Pron && self.is(k, List::Oneself)
    }

    /// "By" and what follows it, also where it hangs on a complement ("attack on a convoy by rebels").
    pub(crate) fn agents(&self, act: u32) -> Vec<Party> {
        let own: Vec<u32> = self.kids(act).filter(|k| self.is_agent(*k)).collect();
        if !own.is_empty() {
            return self.all(&own, Via::Agent);
        }
        if let Some(head) = self.shared_head(act).filter(|h| self.passive(*h)) {
            return self.agents(head);
        }
        let low: Vec<u32> = self.complements(act).filter(|k| self.is_agent(*k)).take(1).collect();
        self.all(&low, Via::Agent)
    }

    fn is_agent(&self, k: u32) -> bool {
        self.rel(k) == Rel::OblAgent
            || matches!(self.rel(k), Rel::Obl | Rel::Nmod) && self.under(k, List::Agent) && !self.is_time(k)
    }

    /// Complements of the complements of a word.
    pub(crate) fn complements(&self, of: u32) -> impl Iterator<Item = u32> + '_ {
        let complement = |k: &u32| matches!(self.rel(*k), Rel::Obl | Rel::Nmod | Rel::OblAgent);
        self.kids(of).filter(complement).flat_map(|k| self.kids(k)).filter(complement)
    }

    /// The verb whose dependents a coordinate verb may share.
    fn shared_head(&self, act: u32) -> Option<u32> {
        self.head(act).filter(|h| self.rel(act) == Rel::Conj && self.is_clause(*h) && *h < act)
    }

    /// The subject of a verb: its own, that of the verb it is coordinated with, that which controls an
    /// infinitive, or the noun that a clause describes.
    pub(crate) fn subjects(&self, act: u32, reach: usize) -> Vec<u32> {
        let is_subject = |k: &u32| matches!(self.rel(*k), Rel::Nsubj | Rel::NsubjPass) && self.is_nominal(*k);
        let own: Vec<u32> = self.kids(act).filter(is_subject).collect();
        if !own.is_empty() {
            return own.iter().map(|s| self.resolved(act, *s)).collect();
        }
        let Some(head) = self.head(act).filter(|_| reach > 0) else { return Vec::new() };
        match self.rel(act) {
            Rel::Conj | Rel::Parataxis | Rel::List if self.is_clause(head) => self.subjects(head, reach - 1),
            Rel::Conj => self.conjoined_noun(act, head, reach),
            Rel::Xcomp | Rel::Ccomp => self.controller(head, reach - 1),
            Rel::Advcl | Rel::Obl | Rel::Nmod | Rel::Dep => self.of_main_clause(head, reach - 1),
            Rel::Acl | Rel::AclRelcl => self.described(act, head, reach - 1),
            Rel::Amod if self.word(act).tag.form == VerbForm::Fin => vec![head],
            _ => Vec::new(),
        }
    }

    /// A participle coordinated with a noun describes that noun: "soldiers killed and wounded".
    fn conjoined_noun(&self, act: u32, head: u32, reach: usize) -> Vec<u32> {
        if self.word(act).tag.form == VerbForm::Part { vec![head] } else { self.subjects(head, reach - 1) }
    }

    /// A relative pronoun stands for the noun before its clause.
    fn resolved(&self, act: u32, word: u32) -> u32 {
        let relative = self.word(word).tag.upos == Upos::Pron && self.is(word, List::Relative);
        self.antecedent(act).filter(|a| relative && *a < word).unwrap_or(word)
    }

    /// The subject of an infinitive: the object of the verb above it, if it has one, or its subject.
    fn controller(&self, head: u32, reach: usize) -> Vec<u32> {
        let object =
            |k: &u32| matches!(self.rel(*k), Rel::Obj | Rel::Iobj) && self.is_nominal(*k) && !self.is_oneself(*k);
        let objects: Vec<u32> = self.kids(head).filter(object).collect();
        if objects.is_empty() || self.passive(head) { self.subjects(head, reach) } else { objects }
    }

    fn of_main_clause(&self, head: u32, reach: usize) -> Vec<u32> {
        if self.is(head, List::Accuse) { self.controller(head, reach) } else { self.subjects(head, reach) }
    }

    /// The noun that a participle or relative clause describes; an infinitive ("an attempt to seize") has the
    /// subject of what carries the noun.
    fn described(&self, act: u32, noun: u32, reach: usize) -> Vec<u32> {
        if self.word(act).tag.form != VerbForm::Inf {
            return vec![noun];
        }
        let owner: Vec<u32> =
            self.kids(noun).filter(|k| matches!(self.rel(*k), Rel::NmodPoss | Rel::Compound)).take(1).collect();
        match self.head(noun).filter(|_| owner.is_empty()) {
            Some(verb) if self.is_clause(verb) => self.subjects(verb, reach),
            _ => owner,
        }
    }

    /// Objects, and complements that count as objects.
    fn objects(&self, act: u32) -> Vec<Party> {
        let own: Vec<u32> = self.kids_by(act, Rel::Obj).filter(|k| self.is_thing(*k)).collect();
        let reached = |k: &u32| matches!(self.rel(*k), Rel::Obl | Rel::Nmod) && self.reaches(act, *k, List::Reach);
        let mut out: Vec<Party> = own.iter().flat_map(|o| self.parties(self.resolved(act, *o), Via::Object)).collect();
        let around = self.kids(act).chain(own.iter().flat_map(|o| self.kids(*o)));
        out.extend(around.filter(reached).flat_map(|k| self.parties(k, Via::Complement)));
        if out.is_empty() {
            let bare = self.kids(act).find(|k| self.is_bare_object(act, *k));
            let other = bare.or_else(|| self.gap(act)).or_else(|| self.object_after(act));
            out.extend(other.into_iter().flat_map(|o| self.parties(o, Via::Object)));
        }
        out
    }

    /// An object that somebody or something can be: no reflexive, no day.
    fn is_thing(&self, k: u32) -> bool {
        self.is_nominal(k) && !self.is_oneself(k) && !self.is(k, List::Time)
    }

    /// "The villagers the militia killed": the noun before a relative clause without pronoun, or whose pronoun
    /// was taken for a conjunction.
    fn gap(&self, act: u32) -> Option<u32> {
        let relative = self.kids(act).any(|k| self.is(k, List::Relative) && self.rel(k) != Rel::Mark);
        let own = self.has_kid(act, Rel::Nsubj) && !relative;
        let noun = self.head(act).filter(|_| matches!(self.rel(act), Rel::AclRelcl | Rel::Acl) && own);
        noun.filter(|n| ![List::Report, List::Plan, List::May].iter().any(|list| self.is(*n, *list)))
    }

    /// "Ambushed and killed an official": the object of the second verb is that of the first.
    fn object_after(&self, act: u32) -> Option<u32> {
        let next = self.kids_by(act, Rel::Conj).find(|k| *k <= act + 3 && self.is_clause(*k))?;
        let alone = !self.kids(next).any(|k| matches!(self.rel(k), Rel::Nsubj | Rel::NsubjPass));
        let between = (act + 1..next).all(|w| matches!(self.rel(w), Rel::Cc | Rel::Advmod));
        self.kids_by(next, Rel::Obj).next().filter(|_| alone && between)
    }
}
