//! Sentences and tokens of news text, with byte spans; knows nothing of conflict.
//!
//! ```
//! use vigie_syntax::{Text, words::Exceptions};
//! let text = Text::new("L'armée a parlé. Al-Qaïda, non.", &Exceptions::default());
//! let words: Vec<&str> = text.words(text.sentences[1].clone()).collect();
//! assert_eq!(words, ["al", "-", "qaida", ",", "non", "."]);
//! ```
#![warn(missing_docs)]

mod agree;
pub mod conllu;
mod fold;
mod grammar;
mod lemma;
mod look;
mod model;
mod parser;
pub mod roles;
mod sentence;
mod tagger;
mod tags;
mod token;
pub mod train;
pub mod tree;
pub mod words;

pub use fold::{fold, fold_char};
pub use grammar::{BadModel, Grammar, LONGEST, Scratch};
pub use token::{Kind, Token, tokens};

use std::ops::Range;

/// A text cut into tokens and sentences.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// Sentences as ranges of token indices; together they cover every token.
    pub sentences: Vec<Range<usize>>,
    /// For each sentence, the number of the paragraph (line) it stands in.
    pub paragraphs: Vec<usize>,
    folded: String,
}

impl Text {
    /// Cuts a text; what the writing of its language does not settle stands in `exceptions`.
    pub fn new(text: &str, exceptions: &words::Exceptions) -> Self {
        let (tokens, folded) = tokens(text);
        let (sentences, paragraphs) = sentence::split(text, &tokens, exceptions);
        Self { tokens, sentences, paragraphs, folded }
    }

    /// The folded word of a token: lower case, no accents.
    #[inline]
    pub fn word(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| &self.folded[t.folded.clone()])
    }

    /// The folded words of a range of tokens.
    pub fn words(&self, range: Range<usize>) -> impl Iterator<Item = &str> {
        range.map(|i| self.word(i))
    }

    /// The bytes that a range of tokens covers in the original text.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        match (self.tokens.get(range.start), self.tokens.get(range.end.saturating_sub(1))) {
            (Some(first), Some(last)) if range.start < range.end => first.start..last.end,
            _ => 0..0,
        }
    }
}
