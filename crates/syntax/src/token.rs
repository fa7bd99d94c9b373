//! Tokens: runs of letters, runs of digits, and single signs.

use crate::fold::{fold_char, is_invisible};
use std::ops::Range;

/// One token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the original text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether white space stands before it.
    pub spaced: bool,
    pub(crate) folded: Range<usize>,
}

/// Kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, or letters and digits mixed (`16h30`, `M23`).
    Word,
    /// Digits only; `1 021` and `5.000` are several tokens, joined by whoever reads numbers.
    Number,
    /// One sign.
    Sign,
}

/// The tokens of a text, and the buffer that holds their folded words.
pub fn tokens(text: &str) -> (Vec<Token>, String) {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut folded = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() || is_invisible(c) {
            spaced = true;
            continue;
        }
        let begin = folded.len();
        fold_char(c, &mut folded);
        let mut end = start + c.len_utf8();
        let mut kind = kind_of(c);
        if kind != Kind::Sign {
            while let Some(&(at, d)) = chars.peek() {
                let next = kind_of(d);
                if next == Kind::Sign && !is_mark(d) && !is_invisible(d) {
                    break;
                }
                fold_char(d, &mut folded);
                kind = if next == Kind::Sign || kind == next { kind } else { Kind::Word };
                end = if is_invisible(d) { end } else { at + d.len_utf8() };
                chars.next();
            }
        }
        out.push(Token { start, end, kind, capital: c.is_uppercase(), spaced, folded: begin..folded.len() });
        spaced = false;
    }
    (out, folded)
}

fn kind_of(c: char) -> Kind {
    if c.is_ascii_digit() {
        Kind::Number
    } else if c.is_alphanumeric() {
        Kind::Word
    } else {
        Kind::Sign
    }
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: &str) {
        let (tokens, folded) = tokens(text);
        let words: Vec<&str> = tokens.iter().map(|t| &folded[t.folded.clone()]).collect();
        assert_eq!(words.join("|"), expect);
    }

    #[test]
    fn words_numbers_and_signs() {
        check("L'armée, 16h30", "l|'|armee|,|16h30");
        check("Al-Qaïda tue 1 021.", "al|-|qaida|tue|1|021|.");
        check("M23 (5.000)", "m23|(|5|.|000|)");
        check("at\u{ad}ta\u{ad}qués\u{200b} le 3\u{ad}", "attaques|le|3");
    }

    proptest! {
        #[test]
        fn tokens_stand_on_character_boundaries_in_order(text in ".*") {
            let (tokens, _) = tokens(&text);
            let mut last = 0;
            for t in tokens {
                prop_assert!(t.start >= last && t.end > t.start);
                prop_assert!(text.get(t.start..t.end).is_some());
                last = t.end;
            }
        }
    }
}
