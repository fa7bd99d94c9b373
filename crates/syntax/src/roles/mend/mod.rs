//! Where the lists of a language know better than a parser that has never seen them. Trees that are right stay as
//! they are: on the treebanks of English and French the parser gains by every one of these.

mod speech;

use super::Reading;
use super::lists::List;
use crate::tree::{Rel, Upos};

impl Reading<'_> {
    /// Puts right what the lists can tell.
    pub(crate) fn mend(&mut self) {
        for word in 0..self.tree.words.len() as u32 {
            self.mend_coordinate(word);
            self.mend_participle(word);
            self.mend_list(word);
            self.mend_relative(word);
            self.mend_only(word);
            self.mend_saying(word);
        }
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
        let first = matches!(self.rel(word), Rel::Obl | Rel::Nsubj | Rel::NsubjPass);
        let bare = first && !self.has_kid(word, Rel::Case) && self.is_nominal(word);
        let Some(verb) = self.head(word).filter(|v| bare && word < *v && !self.is_time(word)) else { return };
        let subject = |k: &u32| *k > word && matches!(self.rel(*k), Rel::Nsubj | Rel::NsubjPass);
        let pause = (word..verb).any(|k| self.is_pause(k));
        let Some(next) = self.kids(verb).find(subject).filter(|_| pause) else { return };
        let and = self.kids_by(verb, Rel::Cc).find(|k| word < *k && *k < next);
        let row = self.rel(word) == Rel::Obl && self.kids_by(next, Rel::Conj).any(|k| self.has_kid(k, Rel::Cc));
        if and.is_some() || row {
            self.relate(word, self.rel(next));
            self.relink(next, word, Rel::Conj);
            and.into_iter().for_each(|and| self.relink(and, next, Rel::Cc));
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

    /// "Ne contrôlent que deux villages": the noun after "only" is the object.
    fn mend_only(&mut self, word: u32) {
        let only = self.is_noun(word) && self.kids(word).any(|k| self.is(k, List::Only) && self.rel(k) != Rel::Fixed);
        let odd = matches!(self.rel(word), Rel::Ccomp | Rel::Xcomp | Rel::Advcl | Rel::Obl | Rel::Dep);
        let case = self.kids_by(word, Rel::Case).any(|k| !self.is(k, List::Only));
        let Some(verb) = self.head(word).filter(|_| only && odd && !case) else { return };
        if self.kids(verb).any(|k| self.is(k, List::HalfNot)) && !self.has_kid(verb, Rel::Obj) {
            self.relate(word, Rel::Obj);
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
