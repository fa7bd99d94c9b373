//! The noun phrases of a report, by the trees of its sentences.

use std::collections::BTreeMap;
use std::ops::Range;
use vigie_engine::data::Syntax;
use vigie_engine::model::{Lang, Span};
use vigie_syntax::roles::{Clause, Reading, Roles};
use vigie_syntax::tree::{Number, Rel, Tree, Upos};

/// A noun with what stands before it: "a dynamite charge".
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    pub text: String,
    /// The dictionary form of its noun, in small letters.
    pub lemma: String,
}

/// A sentence with its tree, mended by what the language knows, and what it says of each noun and verb as an act.
pub struct Sentence {
    pub bytes: Range<usize>,
    pub tree: Tree,
    pub clauses: BTreeMap<usize, Clause>,
}

/// The sentences of a report as trees.
pub struct Phrases<'t> {
    text: &'t str,
    pub sentences: Vec<Sentence>,
}

impl<'t> Phrases<'t> {
    /// `text` is the report, `told` the same bytes with blanks where the parser should see nothing.
    pub fn of(text: &'t str, told: &str, roles: &Roles) -> Self {
        let trees = Syntax::bundled(Lang::En).map_or_else(Vec::new, |s| s.trees(told));
        let sentence = |(bytes, tree, _)| Sentence::read(bytes, &tree, told, roles);
        Self { text, sentences: trees.into_iter().map(sentence).collect() }
    }

    /// The phrases in which these words stand.
    pub fn at(&self, spans: impl Iterator<Item = Span>) -> Vec<Phrase> {
        spans.filter_map(|s| self.word(s)).map(|(of, w)| self.phrase(of, head(&of.tree, w))).collect()
    }

    /// What the verbs and nouns of an act bear on: objects, passive subjects, and what follows "of", "on" and
    /// the like.
    pub fn suffering(&self, acts: impl Iterator<Item = Span>) -> Vec<Phrase> {
        let bears = [Rel::Obj, Rel::NsubjPass, Rel::Nmod, Rel::NmodPoss, Rel::Obl];
        let hit = |(of, act): (&'_ Sentence, usize)| {
            let direct: Vec<usize> = of.children(act, &bears).collect();
            let more = direct.iter().flat_map(|&d| of.children(d, &[Rel::Conj]));
            let all: Vec<usize> = direct.iter().copied().chain(more).filter(|&w| of.is_noun(w)).collect();
            all.into_iter().map(|w| self.phrase(of, w)).collect::<Vec<_>>()
        };
        acts.filter_map(|s| self.word(s)).flat_map(hit).collect()
    }

    fn word(&self, span: Span) -> Option<(&Sentence, usize)> {
        let inside = |w: &Range<usize>| w.start < span.end && span.start < w.end;
        self.sentences.iter().find_map(|of| {
            let tree = &of.tree;
            let last = tree.words.iter().rposition(|w| inside(&w.span))?;
            let all: Vec<usize> = (0..=last).filter(|&w| inside(&tree.words[w].span)).collect();
            let top = all.iter().copied().find(|&w| !tree.head(w).is_some_and(|h| all.contains(&h)));
            Some((of, top.unwrap_or(last)))
        })
    }

    /// A noun with what stands before it, on one line.
    pub fn phrase(&self, of: &Sentence, head: usize) -> Phrase {
        let before = [Rel::Compound, Rel::Amod, Rel::Nummod, Rel::Flat, Rel::NmodPoss, Rel::NmodDesc];
        let first = of.children(head, &before).filter(|&c| c < head).min();
        let last = of.children(head, &[Rel::Flat]).filter(|&c| c > head).max();
        let start = of.tree.words[first.unwrap_or(head)].span.start;
        let end = of.tree.words[last.unwrap_or(head)].span.end;
        Phrase { text: self.line(start..end), lemma: of.lemma(head) }
    }

    /// A noun with all that belongs to it except clauses and what is told beside it.
    pub fn whole(&self, of: &Sentence, head: usize) -> String {
        let beside = [Rel::Acl, Rel::AclRelcl, Rel::Conj, Rel::Parataxis, Rel::Punct, Rel::Advcl];
        let own = |&w: &usize| w == head || of.up(w, head).iter().all(|&p| !beside.contains(&of.tree.words[p].rel));
        let words: Vec<usize> = of.tree.subtree(head).into_iter().filter(own).collect();
        let (first, last) = (words.first().copied().unwrap_or(head), words.last().copied().unwrap_or(head));
        self.line(of.tree.words[first].span.start..of.tree.words[last].span.end)
    }

    /// The words of the report there, on one line.
    pub fn line(&self, bytes: Range<usize>) -> String {
        self.text.get(bytes).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The word as the report writes it.
    pub fn form(&self, of: &Sentence, word: usize) -> &'t str {
        self.text.get(of.tree.words[word].span.clone()).unwrap_or("")
    }
}

impl Sentence {
    fn read(bytes: Range<usize>, tree: &Tree, text: &str, roles: &Roles) -> Self {
        let reading = Reading::new(roles, text, tree);
        let acts = (0..tree.words.len())
            .filter(|&w| matches!(tree.words[w].tag.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn));
        let clauses = acts.map(|w| (w, reading.clause(w as u32))).collect();
        Self { bytes, tree: reading.mended(), clauses }
    }

    pub fn lemma(&self, word: usize) -> String {
        self.tree.words[word].lemma.to_lowercase()
    }

    /// The words that depend on a word by one of these relations.
    pub fn children<'s>(&'s self, of: usize, by: &'s [Rel]) -> impl Iterator<Item = usize> + 's {
        self.tree.children(of).filter(move |&c| by.contains(&self.tree.words[c].rel))
    }

    pub fn is_noun(&self, word: usize) -> bool {
        matches!(self.tree.words[word].tag.upos, Upos::Noun | Upos::Propn)
    }

    pub fn is_name(&self, word: usize) -> bool {
        self.tree.words[word].tag.upos == Upos::Propn
    }

    /// Whether a word tells how somebody is, not what he does: "two were wounded".
    pub fn is_state(&self, word: usize) -> bool {
        self.tree.words[word].tag.upos == Upos::Adj
    }

    pub fn is_plural(&self, word: usize) -> bool {
        self.tree.words[word].tag.number == Number::Plur
    }

    /// A word and those above it, up to but not with `top`.
    fn up(&self, word: usize, top: usize) -> Vec<usize> {
        std::iter::once(word).chain(self.tree.ancestors(word)).take_while(|&w| w != top).collect()
    }
}

/// The noun that a word within a phrase belongs to.
fn head(tree: &Tree, word: usize) -> usize {
    let within = [Rel::Compound, Rel::Amod, Rel::Flat, Rel::Nummod, Rel::NmodDesc];
    let up = |&w: &usize| tree.head(w).filter(|_| within.contains(&tree.words[w].rel));
    std::iter::successors(Some(word), up).take(5).last().unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::data::Data;

    fn phrases(text: &str) -> Phrases<'_> {
        Phrases::of(text, text, &Data::bundled().parsers[&Lang::En].roles)
    }

    fn check(text: &str, act: &str, expect: &[&str]) {
        let start = text.find(act).expect("the act");
        let found = phrases(text).suffering(std::iter::once(Span { start, end: start + act.len() }));
        assert_eq!(found.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn what_an_act_bears_on() {
        check(
            "Rebels destroyed two power pylons and a bridge near the town.",
            "destroyed",
            &["two power pylons", "bridge"],
        );
        check("A grocery store was bombed.", "bombed", &["grocery store"]);
    }

    #[test]
    fn a_word_stands_for_its_phrase() {
        let text = "Guerrillas burned a tank truck on the road.";
        let start = text.find("tank").expect("the word");
        let found = phrases(text).at(std::iter::once(Span { start, end: start + 4 }));
        assert_eq!(found[0].text, "tank truck");
    }
}
