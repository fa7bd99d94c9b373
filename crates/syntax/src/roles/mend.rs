//! Where the lists of a language know better than a parser that has never seen them: verbs of saying and their
//! speakers, sources, and participles that have an object. Trees that are right stay as they are.

use super::Reading;
use super::lists::List;
use crate::tree::{Rel, Upos, VerbForm};

impl Reading<'_> {
    /// Puts right what the lists can tell.
    pub(crate) fn mend(&mut self) {
        for word in 0..self.tree.words.len() as u32 {
            self.mend_coordinate(word);
            self.mend_participle(word);
            self.mend_list(word);
            self.mend_relative(word);
            if self.is_saying(word) {
                self.mend_inversion(word);
                self.mend_speaker(word);
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
    }

    /// A finite verb of saying.
    fn is_saying(&self, word: u32) -> bool {
        let tag = self.word(word).tag;
        let finite = tag.form == VerbForm::Fin || self.has_kid(word, Rel::Aux);
        tag.upos == Upos::Verb && finite && (self.is(word, List::Report) || self.is(word, List::Deny))
    }

    /// "Seize morts et une trentaine de blessés": a noun after "and" is coordinated with the noun before.
    fn mend_coordinate(&mut self, word: u32) {
        let joined = self.has_kid(word, Rel::Cc) && !self.has_kid(word, Rel::Case) && self.is_nominal(word);
        let odd = matches!(self.rel(word), Rel::Obl | Rel::Conj) && !self.is_clause(word);
        let Some(head) = self.head(word).filter(|h| joined && odd && self.word(*h).tag.upos == Upos::Verb) else {
            return;
        };
        let subject = self.rel(word) == Rel::Obl;
        let side = |k: &u32| match self.rel(*k) {
            Rel::Obj => *k < word,
            Rel::Nsubj | Rel::NsubjPass => subject && *k < word,
            _ => false,
        };
        if let Some(before) = self.kids(head).filter(side).last() {
            self.relink(word, before, Rel::Conj);
        }
    }

    /// "Surrounded the village, killed eight men": a participle with an object after a comma goes on with the
    /// verb before.
    fn mend_participle(&mut self, word: u32) {
        let participle = self.rel(word) == Rel::Acl && self.is_past_participle(word) && self.follows_pause(word);
        let Some(noun) = self.head(word).filter(|n| participle && *n < word) else { return };
        let object = self.kids(word).any(|k| self.rel(k) == Rel::Obj || self.is_bare_object(word, k));
        let verb = self.head(noun).filter(|v| object && self.word(*v).tag.upos == Upos::Verb);
        if let Some(verb) = verb.filter(|_| matches!(self.rel(noun), Rel::Obj | Rel::Obl)) {
            self.relink(word, verb, Rel::Conj);
        }
    }

    /// "Six soldats, deux policiers et un enfant": what stands before a comma and a subject with coordinates is the
    /// first of them.
    fn mend_list(&mut self, word: u32) {
        let bare = self.rel(word) == Rel::Obl && !self.has_kid(word, Rel::Case) && self.is_nominal(word);
        let Some(verb) = self.head(word).filter(|v| bare && word < *v && !self.is_time(word)) else { return };
        let subject = |k: &u32| *k > word && matches!(self.rel(*k), Rel::Nsubj | Rel::NsubjPass);
        let pause = (word..verb).any(|k| self.is_pause(k));
        let Some(next) = self.kids(verb).find(subject).filter(|_| pause) else { return };
        let and = self.kids_by(verb, Rel::Cc).any(|k| word < k && k < next);
        if and || self.kids_by(next, Rel::Conj).any(|k| self.has_kid(k, Rel::Cc)) {
            self.relate(word, self.rel(next));
            self.relink(next, word, Rel::Conj);
        }
    }

    /// "Ont enterré les villageois que la milice avait massacrés": right after an object "que" opens a relative
    /// clause, unless the verb says something to somebody.
    fn mend_relative(&mut self, word: u32) {
        let mark = self.kids_by(word, Rel::Mark).find(|k| self.is(*k, List::Relative));
        let more = |k: u32| matches!(self.rel(k), Rel::Obj | Rel::Xcomp | Rel::Ccomp);
        let own = self.has_kid(word, Rel::Nsubj) && !self.kids(word).any(more);
        let Some(mark) = mark.filter(|_| self.rel(word) == Rel::Ccomp && own) else { return };
        let Some(verb) = self.head(word).filter(|v| !self.is(*v, List::Report) && !self.is(*v, List::Plan)) else {
            return;
        };
        let object = self.kids_by(verb, Rel::Obj).find(|k| *k < mark && (*k + 1..mark).all(|w| self.is_within(w, *k)));
        if let Some(object) = object {
            self.relink(word, object, Rel::AclRelcl);
        }
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
        if let Some(clause) = clause.filter(|_| low) {
            return self.relink(top, clause, Rel::Obl);
        }
        let full = |k: &u32| *k > top && self.is_clause(*k) && self.has_kid(*k, Rel::Nsubj) && self.follows_pause(*k);
        let main = self.kids(top).find(full).filter(|_| self.head(top).is_none());
        if let Some(main) = main {
            self.reroot(main, top);
        }
    }

    /// Whether a comma or a quote stands right before all that hangs on a word.
    pub(crate) fn follows_pause(&self, word: u32) -> bool {
        let mut first = word;
        for k in (0..word).rev() {
            if self.word(k).tag.upos == Upos::Punct {
                return k + 1 == first && self.is_pause(k);
            }
            if !self.is_within(k, word) {
                return false;
            }
            first = k;
        }
        false
    }

    /// The same of a verb and its auxiliaries alone.
    fn verb_follows_pause(&self, verb: u32) -> bool {
        let light = |k: &u32| *k < verb && matches!(self.rel(*k), Rel::Aux | Rel::AuxPass | Rel::Expl | Rel::Iobj);
        let first = self.kids(verb).filter(light).min().unwrap_or(verb);
        first.checked_sub(1).is_some_and(|k| self.is_pause(k))
    }

    fn is_pause(&self, k: u32) -> bool {
        self.word(k).tag.upos == Upos::Punct && !matches!(self.form(k), ":" | ";" | "." | "(" | "-")
    }

    /// An object that the parser took for a complement: no preposition, no time, right of its verb.
    pub(crate) fn is_bare_object(&self, verb: u32, k: u32) -> bool {
        self.rel(k) == Rel::Obl
            && k > verb
            && !self.has_kid(k, Rel::Case)
            && self.is_nominal(k)
            && !self.is_time(k)
            && self.kids(k).any(|d| matches!(self.rel(d), Rel::Det | Rel::Nummod))
    }
}
