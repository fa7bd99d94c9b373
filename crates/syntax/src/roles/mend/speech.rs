//! Verbs of saying, their speakers and what they say, and sources.

use crate::roles::Reading;
use crate::roles::lists::List;
use crate::tree::{Rel, Upos, VerbForm};

impl Reading<'_> {
    pub(super) fn mend_saying(&mut self, word: u32) {
        if self.is_saying(word) {
            self.mend_inversion(word);
            self.mend_speaker(word);
            self.mend_insert_within(word);
            self.mend_insert(word);
            self.mend_content(word);
        }
        if self.is(word, List::Report) || self.is(word, List::Accuse) {
            self.mend_object_clause(word);
        }
        if self.under(word, List::According) {
            self.mend_source(word);
        }
    }

    /// A finite verb of saying.
    fn is_saying(&self, word: u32) -> bool {
        let tag = self.word(word).tag;
        let taken_for_passive = self.is_past_participle(word) && self.has_kid(word, Rel::Nsubj);
        let finite = tag.form == VerbForm::Fin || self.has_kid(word, Rel::Aux) || taken_for_passive;
        tag.upos == Upos::Verb && finite && (self.is(word, List::Report) || self.is(word, List::Deny))
    }

    /// "..., a annoncé le gouverneur": right after a comma or quote the noun after a verb of saying is its subject;
    /// but not in "the mayor, a doctor, announced".
    fn mend_inversion(&mut self, verb: u32) {
        let object = |k: u32| self.rel(k) == Rel::Obj && self.is_nominal(k) || self.is_bare_object(verb, k);
        let after = |k: &u32| *k > verb && object(*k) && !self.is_time(*k);
        let content = |k: u32| k > verb && matches!(self.rel(k), Rel::Ccomp | Rel::Nsubj);
        let inserted = self.verb_follows_pause(verb) || self.under(verb, List::As);
        let inverted = self.kids(verb).find(after).filter(|_| inserted);
        let Some(speaker) = inverted.filter(|_| !self.kids(verb).any(content)) else { return };
        let before = self.kids(verb).find(|k| *k < verb && matches!(self.rel(*k), Rel::Nsubj | Rel::NsubjPass));
        let pauses = |from: u32| (from..verb).filter(|k| self.is_pause(*k)).count();
        if before.is_some_and(|b| pauses(b) > 1) {
            return;
        }
        self.relate(speaker, Rel::Nsubj);
        let Some(before) = before else { return };
        let rest = self.kids(verb).find(|k| *k > speaker && self.is_rest(*k));
        match rest {
            Some(rest) => {
                self.relate(rest, Rel::Ccomp);
                self.relink(before, rest, Rel::Nsubj);
            }
            None => self.relate(before, Rel::Ccomp),
        }
    }

    /// "In the far east of Niger, the governor said": the noun between a pause and a verb of saying that has no
    /// subject.
    fn mend_speaker(&mut self, verb: u32) {
        let subject = |k: u32| matches!(self.rel(k), Rel::Nsubj | Rel::NsubjPass | Rel::Expl);
        let Some(before) = verb.checked_sub(1).filter(|_| !self.kids(verb).any(subject)) else { return };
        let chain = std::iter::once(before).chain(self.ancestors(before)).take_while(|a| *a <= before);
        let speaker = chain.filter(|a| self.is_nominal(*a) && self.follows_pause(*a) && !self.is_time(*a)).last();
        if let Some(speaker) = speaker.filter(|s| !self.has_kid(*s, Rel::Case)) {
            self.relink(speaker, verb, Rel::Nsubj);
        }
    }

    /// "Men, a source said, fled": of two subjects the first belongs to what goes on.
    fn mend_insert_within(&mut self, verb: u32) {
        let subjects: Vec<u32> = self.kids(verb).filter(|k| *k < verb && self.rel(*k) == Rel::Nsubj).collect();
        let bare = |k: &u32| self.rel(*k) == Rel::Ccomp && !self.has_kid(*k, Rel::Nsubj) && self.is_clause(*k);
        let &[first, own] = &subjects[..] else { return };
        let rest = self.kids(verb).find(|k| *k > verb && (self.is_rest(*k) || bare(k)));
        if let Some(rest) = rest.filter(|_| self.follows_pause(own)) {
            self.relink(first, rest, Rel::Nsubj);
            self.relate(rest, Rel::Ccomp);
        }
    }

    /// What goes on after an insert: a finite verb without conjunction and subject.
    fn is_rest(&self, k: u32) -> bool {
        let place = matches!(self.rel(k), Rel::Xcomp | Rel::Advcl | Rel::Conj | Rel::Parataxis);
        let finite = self.has_kid(k, Rel::Aux) || self.word(k).tag.form == VerbForm::Fin;
        let bound = [Rel::Mark, Rel::Cc, Rel::Nsubj, Rel::NsubjPass];
        place && finite && !self.kids(k).any(|c| bound.contains(&self.rel(c)))
    }

    /// ", the minister insisted": whatever it hangs on and however, it is an insert.
    fn mend_insert(&mut self, verb: u32) {
        let odd = [Rel::Conj, Rel::Advcl, Rel::AclRelcl, Rel::Acl, Rel::Dep, Rel::List];
        let bound = |k: u32| {
            matches!(self.rel(k), Rel::Cc | Rel::Mark | Rel::Ccomp)
                || self.is(k, List::Relative)
                || self.is(k, List::As)
        };
        let own = self.has_kid(verb, Rel::Nsubj) && !self.kids(verb).any(bound);
        if odd.contains(&self.rel(verb)) && own && self.follows_pause(verb) && !self.under(verb, List::As) {
            self.relate(verb, Rel::Parataxis);
        }
    }

    /// "They could attack, diplomats warned": a full clause before the verb of saying is what was said.
    fn mend_content(&mut self, verb: u32) {
        let full = |k: &u32| {
            let finite = self.word(*k).tag.form != VerbForm::Ger && !self.has_kid(*k, Rel::Mark);
            let subject = self.kids(*k).find(|c| matches!(self.rel(*c), Rel::Nsubj | Rel::NsubjPass));
            let when = |c: u32| self.rel(c) == Rel::Advmod && Some(c) < subject;
            let place = matches!(self.rel(*k), Rel::Advcl | Rel::Dep | Rel::Obj);
            *k < verb && place && finite && subject.is_some() && !self.kids(*k).any(when)
        };
        let said = self.kids(verb).find(full);
        if let Some(said) = said {
            self.relate(said, Rel::Ccomp);
        }
    }

    /// "Accused the state of arming", "informe l'opinion qu'une patrouille": a clause after the object of a verb
    /// of saying or accusing hangs on the verb.
    fn mend_object_clause(&mut self, verb: u32) {
        let object = |k: &u32| matches!(self.rel(*k), Rel::Obj | Rel::Iobj | Rel::NsubjPass);
        let accuses = self.is(verb, List::Accuse);
        let Some(object) = self.kids(verb).find(object) else { return };
        let clause = |k: &u32| {
            let full = self.has_kid(*k, Rel::Nsubj) || self.has_kid(*k, Rel::NsubjPass);
            *k > object && self.has_kid(*k, Rel::Mark) && (accuses || full)
        };
        let below = |k: &u32| matches!(self.rel(*k), Rel::Acl | Rel::Nmod) && clause(k);
        let clause = self.kids(object).find(below);
        if let Some(clause) = clause {
            self.relink(clause, verb, if accuses { Rel::Advcl } else { Rel::Ccomp });
        }
    }

    /// "According to X" speaks of the whole clause, whatever noun it hangs on.
    fn mend_source(&mut self, word: u32) {
        let mut top = word;
        while matches!(self.rel(top), Rel::Compound | Rel::Flat | Rel::Amod) && self.head(top).is_some_and(|h| h > top)
        {
            top = self.head(top).unwrap_or(top);
        }
        let case = self.kids_by(word, Rel::Case).next().filter(|_| top != word);
        if let Some(case) = case {
            self.relink(case, top, Rel::Case);
        }
        let clause = self.ancestors(top).find(|a| self.word(*a).tag.upos == Upos::Verb);
        let low = matches!(self.rel(top), Rel::Appos | Rel::Nmod | Rel::Conj);
        match clause {
            Some(clause) if low => return self.relink(top, clause, Rel::Obl),
            None if low => return self.relate(top, Rel::Obl),
            _ => {}
        }
        let full = |k: &u32| *k > top && self.is_clause(*k) && self.has_kid(*k, Rel::Nsubj) && self.follows_pause(*k);
        let main = self.kids(top).find(full).filter(|_| self.head(top).is_none());
        if let Some(main) = main {
            self.reroot(main, top);
        }
    }
}
