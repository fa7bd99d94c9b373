//! Writing of all kinds, a file for each topic.

mod abbreviations;
mod apostrophes;
mod capitals;
mod data;
mod datelines;
mod hyphens;
mod learned;
mod lines;
mod numbers;
mod properties;
mod quotes;
mod signs;

use super::{Exceptions, sentences, words};
use std::sync::LazyLock;

/// The files that ship with the program.
pub(super) const ENGLISH: &str = include_str!("../../../../../data/lang/en/tokens.txt");
pub(super) const FRENCH: &str = include_str!("../../../../../data/lang/fr/tokens.txt");

pub(super) static EN: LazyLock<Exceptions> = LazyLock::new(|| Exceptions::read(ENGLISH).expect("a file"));
pub(super) static FR: LazyLock<Exceptions> = LazyLock::new(|| Exceptions::read(FRENCH).expect("a file"));

/// The words of a text, parted by bars; sentences by double bars.
pub(super) fn cut(text: &str, ex: &Exceptions) -> String {
    let parts = sentences(text, ex).into_iter().map(|sentence| {
        let mut out = Vec::new();
        words(text, sentence, ex, &mut out);
        out.into_iter().map(|w| &text[w]).collect::<Vec<_>>().join("|")
    });
    parts.collect::<Vec<_>>().join(" || ")
}

pub(super) fn english(text: &str, expect: &str) {
    assert_eq!(cut(text, &EN), expect, "{text}");
}

pub(super) fn french(text: &str, expect: &str) {
    assert_eq!(cut(text, &FR), expect, "{text}");
}

/// The same text with `||` where sentences are to end.
pub(super) fn ends(marked: &str, ex: &Exceptions) {
    let text = marked.replace(" || ", " ").replace("||", "");
    let found = sentences(&text, ex).into_iter().map(|s| &text[s]).collect::<Vec<_>>();
    let expect: Vec<&str> = marked.split("||").map(str::trim).collect();
    assert_eq!(found, expect);
}
