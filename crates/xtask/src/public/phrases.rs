//! The noun phrases of a report, by the trees of its sentences.

use std::ops::Range;
use vigie_engine::data::Syntax;
use vigie_engine::model::{Lang, Span};
use vigie_syntax::tree::{Rel, Tree, Upos};

/// A noun with what stands before it: "a dynamite charge".
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// Its bytes in the report.
    pub span: Range<usize>,
    pub text: String,
    /// The dictionary form of its noun, in small letters.
    pub lemma: String,
}

/// The sentences of a report as trees.
pub struct Phrases<'t> {
    text: &'t str,
    trees: Vec<Tree>,
}

impl<'t> Phrases<'t> {
    pub fn of(text: &'t str) -> Self {
        let trees = Syntax::bundled(Lang::En).map_or_else(Vec::new, |s| s.trees(text));
        Self { text, trees: trees.into_iter().map(|(_, tree, _)| tree).collect() }
    }

    /// Every noun phrase within the spans.
    pub fn within(&self, spans: &[Span]) -> Vec<Phrase> {
        let inside = |at: usize| spans.iter().any(|s| s.start <= at && at < s.end);
        let nouns = |tree: &'_ Tree| {
            let heads = (0..tree.words.len()).filter(|&w| inside(tree.words[w].span.start) && is_noun(tree, w));
            heads.map(|w| self.phrase(tree, w)).collect::<Vec<_>>()
        };
        self.trees.iter().flat_map(nouns).collect()
    }

    /// The phrases in which these words stand.
    pub fn at(&self, spans: impl Iterator<Item = Span>) -> Vec<Phrase> {
        spans.filter_map(|s| self.word(s)).map(|(tree, w)| self.phrase(tree, head(tree, w))).collect()
    }

    /// What the verbs and nouns of an act bear on: objects, passive subjects, and what follows "of", "on" and
    /// the like.
    pub fn suffering(&self, acts: impl Iterator<Item = Span>) -> Vec<Phrase> {
        let bears = [Rel::Obj, Rel::NsubjPass, Rel::Nmod, Rel::NmodPoss, Rel::Obl];
        let hit = |(tree, act): (&'_ Tree, usize)| {
            let direct: Vec<usize> = tree.children(act).filter(|&c| bears.contains(&tree.words[c].rel)).collect();
            let more = direct.iter().flat_map(|&d| tree.children(d).filter(|&c| tree.words[c].rel == Rel::Conj));
            let all: Vec<usize> = direct.iter().copied().chain(more).filter(|&w| is_noun(tree, w)).collect();
            all.into_iter().map(|w| self.phrase(tree, w)).collect::<Vec<_>>()
        };
        acts.filter_map(|s| self.word(s)).flat_map(hit).collect()
    }

    fn word(&self, span: Span) -> Option<(&Tree, usize)> {
        let inside = |w: &Range<usize>| w.start < span.end && span.start < w.end;
        self.trees.iter().find_map(|tree| {
            let last = tree.words.iter().rposition(|w| inside(&w.span))?;
            let all: Vec<usize> = (0..=last).filter(|&w| inside(&tree.words[w].span)).collect();
            let top = all.iter().copied().find(|&w| !tree.head(w).is_some_and(|h| all.contains(&h)));
            Some((tree, top.unwrap_or(last)))
        })
    }

    fn phrase(&self, tree: &Tree, head: usize) -> Phrase {
        let before = [Rel::Compound, Rel::Amod, Rel::Nummod, Rel::Flat, Rel::NmodPoss, Rel::NmodDesc];
        let first = tree.children(head).filter(|&c| c < head && before.contains(&tree.words[c].rel)).min();
        let last = tree.children(head).filter(|&c| c > head && tree.words[c].rel == Rel::Flat).max();
        let start = tree.words[first.unwrap_or(head)].span.start;
        let end = tree.words[last.unwrap_or(head)].span.end;
        let lemma = tree.words[head].lemma.to_lowercase();
        Phrase { span: start..end, text: self.text.get(start..end).unwrap_or("").into(), lemma }
    }
}

fn is_noun(tree: &Tree, word: usize) -> bool {
    matches!(tree.words[word].tag.upos, Upos::Noun | Upos::Propn)
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

    fn check(text: &str, act: &str, expect: &[&str]) {
        let start = text.find(act).expect("the act");
        let found = Phrases::of(text).suffering(std::iter::once(Span { start, end: start + act.len() }));
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
        let found = Phrases::of(text).at(std::iter::once(Span { start, end: start + 4 }));
        assert_eq!(found[0].text, "tank truck");
    }
}
