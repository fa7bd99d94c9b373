//! A sentence to learn from.

use crate::conllu::Gold;
use crate::look::Look;
use crate::tree::Word;

/// Words as written, and what they are.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The sentence as written.
    pub text: String,
    /// Its words; their spans are bytes of `text`.
    pub words: Vec<Word>,
}

impl Sample {
    /// The sentence of a treebank.
    pub fn of(gold: &Gold) -> Self {
        Self { text: gold.text.clone(), words: gold.tree.words.clone() }
    }

    /// A sentence of words as written; spans are made.
    pub fn from_forms(forms: &[String], mut words: Vec<Word>) -> Self {
        let mut text = String::new();
        for (word, form) in words.iter_mut().zip(forms) {
            let start = text.len();
            text.push_str(form);
            word.span = start..text.len();
            text.push(' ');
        }
        Self { text, words }
    }

    /// A word as written.
    pub fn form(&self, word: usize) -> &str {
        &self.text[self.words[word].span.clone()]
    }

    /// The looks of all words.
    pub fn looks(&self) -> Vec<Look> {
        let mut small = String::new();
        (0..self.words.len()).map(|n| Look::at(self.form(n), &mut small)).collect()
    }
}
