//! How well raw text is cut: F1 of words and of sentences against texts with both marked.

use super::exceptions::Exceptions;
use super::signs::{is_closing, is_stop};
use super::{sentences, words};
use crate::conllu::Gold;
use crate::train::chance::Chance;
use crate::tree::VerbForm;
use std::ops::Range;

/// A text with its sentences and words marked.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    /// The whole text.
    pub text: String,
    /// Its sentences in order.
    pub sentences: Vec<Range<usize>>,
    /// Its words in order.
    pub words: Vec<Range<usize>>,
    /// Those of them that are finite verbs.
    pub verbs: Vec<Range<usize>>,
}

impl Marked {
    /// The sentences of a treebank, joined to its documents.
    pub fn join(treebank: &[Gold]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for gold in treebank {
            if gold.starts_doc || all.is_empty() {
                all.push(Self::default());
            }
            let words = gold.tree.words.iter().map(|w| w.span.clone());
            let Some(marked) = all.last_mut() else { continue };
            marked.push(&gold.text, words, gold.starts_par);
            let start = marked.text.len() - gold.text.len();
            let verbs = gold.tree.words.iter().filter(|w| w.tag.form == VerbForm::Fin);
            marked.verbs.extend(verbs.map(|w| start + w.span.start..start + w.span.end));
        }
        all
    }

    /// Sentences before others that they never stood before, as where the lines of a text were lost: each that ends
    /// without a stop so many times, which headings do, and any other once less.
    pub fn glued(treebank: &[Gold], times: usize) -> Vec<Self> {
        let mut chance = Chance::new(9);
        let ends = |gold: &Gold| gold.text.trim_end_matches(is_closing).ends_with(is_stop);
        let often = |gold: &Gold| if ends(gold) { times.saturating_sub(1) } else { times };
        let lefts = treebank.iter().flat_map(|gold| std::iter::repeat_n(gold, often(gold)));
        let right = |left: &Gold| [left.clone(), treebank[chance.below(treebank.len())].clone()];
        let alone = |gold: Gold| Gold { starts_doc: false, starts_par: false, ..gold };
        lefts.map(right).flat_map(|pair| Self::join(&pair.map(alone))).collect()
    }

    /// Appends a sentence with the places of its words in it: on a line of its own after a blank one if
    /// it begins a paragraph, else after a blank.
    pub fn push(&mut self, sentence: &str, words: impl IntoIterator<Item = Range<usize>>, paragraph: bool) {
        if !self.text.is_empty() {
            self.text.push_str(if paragraph { "\n\n" } else { " " });
        }
        let start = self.text.len();
        self.text.push_str(sentence);
        self.sentences.push(start..self.text.len());
        self.words.extend(words.into_iter().map(|w| start + w.start..start + w.end));
    }
}

/// Counts of what was found, was to be found, and is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct F1 {
    /// Found at exactly their places.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// Marked.
    pub gold: usize,
}

impl F1 {
    /// The harmonic mean of precision and recall in per cent.
    pub fn percent(&self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }

    fn add(&mut self, found: &[Range<usize>], gold: &[Range<usize>]) {
        self.found += found.len();
        self.gold += gold.len();
        let key = |r: &Range<usize>| (r.start, r.end);
        self.right += found.iter().filter(|f| gold.binary_search_by_key(&key(f), key).is_ok()).count();
    }
}

/// Figures of a treebank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Words as Universal Dependencies count them.
    pub words: F1,
    /// Sentences.
    pub sentences: F1,
}

/// Cuts the texts and compares.
pub fn score(texts: &[Marked], ex: &Exceptions) -> Score {
    let mut score = Score::default();
    for marked in texts {
        let found = sentences(&marked.text, ex);
        let mut cut = Vec::with_capacity(marked.words.len());
        found.iter().for_each(|s| words(&marked.text, s.clone(), ex, &mut cut));
        score.sentences.add(&found, &marked.sentences);
        score.words.add(&cut, &marked.words);
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_joined_and_compared_by_place() {
        let mut marked = Marked::default();
        marked.push("He fled.", [0..2, 3..7, 7..8], true);
        marked.push("so did U.S. men", [0..2, 3..6, 7..11, 12..15], false);
        marked.push("Ends", [0..3, 3..4], true);
        assert_eq!(marked.text, "He fled. so did U.S. men\n\nEnds");
        let score = score(&[marked], &Exceptions::default());
        assert_eq!(score.words, F1 { right: 7, found: 8, gold: 9 });
        assert_eq!(score.sentences, F1 { right: 1, found: 2, gold: 3 });
        assert_eq!(score.sentences.percent(), 40.0);
    }
}
