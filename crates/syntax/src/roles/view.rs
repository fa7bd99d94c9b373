//! A sentence's tree with what its words do, as the modules of this folder look at it.

use super::lists::{List, Roles, key};
use crate::tree::{Rel, Tree, Upos, VerbForm, Word};

/// A tree of one sentence, read with the lists of its language.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    pub(crate) text: &'a str,
    pub(crate) tree: &'a Tree,
    roles: &'a Roles,
    bits: Vec<u64>,
    /// Head and relation of each word, where the lists know better than the tree (see `mend`).
    links: Vec<(Option<u32>, Rel)>,
    kids: Vec<Vec<u32>>,
}

impl<'a> Reading<'a> {
    /// `text` is the text that the tree's words point into.
    pub fn new(roles: &'a Roles, text: &'a str, tree: &'a Tree) -> Self {
        let form = |w: &Word| text.get(w.span.clone()).unwrap_or("");
        let bits = tree.words.iter().map(|w| roles.bits(&key(&w.lemma)) | roles.bits(&key(form(w)))).collect();
        let links: Vec<(Option<u32>, Rel)> = tree.words.iter().map(|w| (w.head, w.rel)).collect();
        let mut kids = vec![Vec::new(); links.len()];
        for (i, (head, _)) in links.iter().enumerate() {
            if let Some(list) = head.and_then(|h| kids.get_mut(h as usize)) {
                list.push(i as u32);
            }
        }
        let mut reading = Self { text, tree, roles, bits, links, kids };
        reading.mend();
        reading
    }

    /// The tree as the roles are read off it: the parser's, mended where the lists know better.
    pub fn mended(&self) -> Tree {
        let mut tree = self.tree.clone();
        for (word, (head, rel)) in tree.words.iter_mut().zip(&self.links) {
            (word.head, word.rel) = (*head, *rel);
        }
        tree
    }

    /// Hangs a word elsewhere, unless that would close a circle.
    pub(crate) fn relink(&mut self, word: u32, head: u32, rel: Rel) {
        if self.is_within(head, word) {
            return;
        }
        if let Some(old) = self.head(word) {
            self.kids[old as usize].retain(|k| *k != word);
        }
        self.links[word as usize] = (Some(head), rel);
        let kids = &mut self.kids[head as usize];
        kids.push(word);
        kids.sort_unstable();
    }

    /// Makes `word` the root in the place of `old`, which becomes its complement.
    pub(crate) fn reroot(&mut self, word: u32, old: u32) {
        self.kids[old as usize].retain(|k| *k != word);
        self.links[word as usize] = (None, Rel::Root);
        self.relink(old, word, Rel::Obl);
    }

    /// Changes only how a word depends on its head.
    pub(crate) fn relate(&mut self, word: u32, rel: Rel) {
        self.links[word as usize].1 = rel;
    }

    /// The word that stands at these bytes: of several, the one nearest the root.
    pub fn word_at(&self, bytes: std::ops::Range<usize>) -> Option<u32> {
        let inside = |i: &u32| self.word(*i).span.start < bytes.end && bytes.start < self.word(*i).span.end;
        (0..self.tree.words.len() as u32).filter(inside).min_by_key(|i| (self.depth(*i), *i))
    }

    fn depth(&self, i: u32) -> usize {
        self.ancestors(i).count()
    }

    pub(crate) fn word(&self, i: u32) -> &'a Word {
        &self.tree.words[i as usize]
    }

    pub(crate) fn form(&self, i: u32) -> &'a str {
        self.text.get(self.word(i).span.clone()).unwrap_or("")
    }

    pub(crate) fn rel(&self, i: u32) -> Rel {
        self.links[i as usize].1
    }

    pub(crate) fn head(&self, i: u32) -> Option<u32> {
        self.links[i as usize].0.filter(|h| *h != i && (*h as usize) < self.tree.words.len())
    }

    pub(crate) fn kids(&self, i: u32) -> impl Iterator<Item = u32> + '_ {
        self.kids[i as usize].iter().copied()
    }

    pub(crate) fn kids_by(&self, i: u32, rel: Rel) -> impl Iterator<Item = u32> + '_ {
        self.kids(i).filter(move |k| self.rel(*k) == rel)
    }

    pub(crate) fn has_kid(&self, i: u32, rel: Rel) -> bool {
        self.kids_by(i, rel).next().is_some()
    }

    /// The heads above a word, nearest first; ends on any input.
    pub(crate) fn ancestors(&self, i: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(self.head(i), |h| self.head(*h)).take(self.tree.words.len())
    }

    /// Whether `i` is `top` or stands below it.
    pub(crate) fn is_within(&self, i: u32, top: u32) -> bool {
        i == top || self.ancestors(i).any(|a| a == top)
    }

    /// Whether the word is in a list, by its lemma or its form.
    pub(crate) fn is(&self, i: u32, list: List) -> bool {
        self.bits[i as usize] & list.bit() != 0
    }

    /// Whether a preposition or conjunction is in a list, by itself or with the words fixed to it.
    pub(crate) fn leads(&self, i: u32, list: List) -> bool {
        let fixed: Vec<u32> = self.kids_by(i, Rel::Fixed).collect();
        if fixed.is_empty() {
            return self.is(i, list);
        }
        let phrase: String = std::iter::once(i).chain(fixed).map(|w| key(self.form(w))).collect();
        self.roles.bits(&phrase) & list.bit() != 0
    }

    /// Whether a word stands under a preposition (or conjunction) of the list.
    pub(crate) fn under(&self, i: u32, list: List) -> bool {
        self.kids(i).any(|k| matches!(self.rel(k), Rel::Case | Rel::Mark) && self.leads(k, list))
    }

    /// Whether `verb` with the preposition of `complement` is in a list as one phrase.
    pub(crate) fn reaches(&self, verb: u32, complement: u32, list: List) -> bool {
        self.kids_by(complement, Rel::Case).any(|case| {
            let verbs = [&*self.word(verb).lemma, self.form(verb)].map(key);
            let cases = [&*self.word(case).lemma, self.form(case)].map(key);
            let phrases = verbs.iter().flat_map(|v| cases.iter().map(move |c| format!("{v}{c}")));
            phrases.fold(0, |bits, phrase| bits | self.roles.bits(&phrase)) & list.bit() != 0
        })
    }

    /// Whether a word heads a clause: a verb, or what stands in a verb's place.
    pub(crate) fn is_clause(&self, i: u32) -> bool {
        match self.word(i).tag.upos {
            Upos::Verb | Upos::Aux => true,
            Upos::Adj if matches!(self.rel(i), Rel::Root | Rel::Xcomp | Rel::Ccomp | Rel::Advcl | Rel::Acl) => true,
            _ => self.kids(i).any(|k| matches!(self.rel(k), Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Cop)),
        }
    }

    /// Whether an act is told by a noun rather than by a verb or participle.
    pub(crate) fn is_noun(&self, i: u32) -> bool {
        let nominal = matches!(self.word(i).tag.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X);
        nominal && !self.is_clause(i)
    }

    pub(crate) fn is_nominal(&self, i: u32) -> bool {
        let upos = self.word(i).tag.upos;
        matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Det | Upos::Sym | Upos::X)
            || upos == Upos::Adv && self.is(i, List::Amount)
    }

    /// A participle that may stand for a passive: of the past, without an auxiliary of its own.
    pub(crate) fn is_past_participle(&self, i: u32) -> bool {
        let tag = self.word(i).tag;
        tag.form == VerbForm::Part && tag.tense != crate::tree::Tense::Pres
    }

    /// The noun that a relative clause around `i` describes.
    pub(crate) fn antecedent(&self, i: u32) -> Option<u32> {
        std::iter::once(i)
            .chain(self.ancestors(i))
            .find(|w| matches!(self.rel(*w), Rel::AclRelcl | Rel::Acl))
            .and_then(|w| self.head(w))
    }
}
