//! What stands in a sentence and is no part of it: datelines and asides in brackets.

use super::signs::{is_closing, is_space, is_wordy};
use std::ops::Range;

/// No dateline is longer, in pieces and in bytes.
const MOST: usize = 14;
const LONGEST: usize = 120;

/// The bytes of a dateline at the head of a sentence, its dash included; empty if there is none.
///
/// ```
/// let text = "BAMAKO, July 3 (AFP) — Soldiers fled.";
/// assert_eq!(&text[vigie_syntax::words::dateline(text, 0..text.len())], "BAMAKO, July 3 (AFP) —");
/// ```
pub fn dateline(text: &str, sentence: Range<usize>) -> Range<usize> {
    let start = sentence.start;
    let inner = text.get(sentence).unwrap_or("");
    let mut seen = Seen::default();
    for (at, piece) in pieces(inner).take(MOST).take_while(|(at, _)| *at < LONGEST) {
        let end = at + piece.len();
        let rest = inner[end..].trim_start_matches(is_space);
        match seen.take(piece, rest) {
            Step::On => {}
            Step::Over => return start..start + end,
            Step::Wrong => break,
        }
    }
    start..start
}

/// Pieces between white space with their places.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let place = |piece: &str| piece.as_ptr() as usize - text.as_ptr() as usize;
    text.split(is_space).filter(|p| !p.is_empty()).map(move |p| (place(p), p))
}

/// What the pieces so far have shown.
#[derive(Default)]
struct Seen {
    words: usize,
    capitals: bool,
    date: bool,
    credit: bool,
    bracket: bool,
    comma: bool,
}

enum Step {
    On,
    Over,
    Wrong,
}

impl Seen {
    fn take(&mut self, piece: &str, rest: &str) -> Step {
        if self.words > 0 && !self.bracket && is_dash(piece) {
            return if self.convinces(rest) { Step::Over } else { Step::Wrong };
        }
        let opened = self.bracket || piece.starts_with(['(', '[']);
        self.bracket = opened && !piece.contains([')', ']']);
        if opened {
            return self.credit(piece, rest);
        }
        let bare = piece.trim_matches(|c| !is_wordy(c));
        let digits = bare.starts_with(|c: char| c.is_ascii_digit());
        let dated = self.date && !self.capitals_follow(rest);
        let month = bare.starts_with(char::is_lowercase) && bare.len() > 1 && (self.date && dated || digit_near(rest));
        if bare.is_empty() && piece != "/" || !(digits || month || bare.starts_with(char::is_uppercase)) {
            return Step::Wrong;
        }
        self.capitals |= self.words == 0 && all_capitals(bare);
        self.date |= digits;
        self.comma |= piece.ends_with(',');
        self.words += 1;
        let colon = piece.ends_with(':') && self.words <= 3 && self.capitals && !all_capitals(rest);
        let glued = piece.len() > 3 && piece.ends_with(['—', '–']) && self.convinces(rest);
        if colon || glued { Step::Over } else { Step::On }
    }

    /// "(AFP)": what follows may be the report itself, with or without a dash.
    fn credit(&mut self, piece: &str, rest: &str) -> Step {
        let dash = piece.ends_with(['-', '—', '–', ':']);
        self.credit |= !self.bracket;
        self.words += 1;
        match () {
            () if dash && self.credit && self.words > 1 => Step::Over,
            () if piece.ends_with(['.', ',']) && self.words < 2 => Step::Wrong,
            () if self.credit && self.capitals && rest.starts_with(char::is_uppercase) => Step::Over,
            () => Step::On,
        }
    }

    /// Whether what stands before a dash is a dateline and no subject: "President Keita — who ...".
    fn convinces(&self, rest: &str) -> bool {
        let begins = rest.trim_start_matches(|c| !is_wordy(c)).starts_with(|c: char| !c.is_lowercase());
        let place = self.capitals || self.date || self.comma || self.words <= 2;
        self.credit || begins && place && !all_capitals(rest)
    }

    fn capitals_follow(&self, rest: &str) -> bool {
        rest.starts_with(char::is_uppercase)
    }
}

fn digit_near(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit())
}

fn is_dash(piece: &str) -> bool {
    matches!(piece, "-" | "--" | "—" | "–" | "---" | "/-/" | "―")
}

/// Whether a text shows capitals and, as far as a line's head goes, no small letter.
fn all_capitals(text: &str) -> bool {
    let mut letters = text.chars().take(40).filter(|c| c.is_alphabetic());
    letters.clone().nth(1).is_some() && letters.all(char::is_uppercase)
}

/// The asides in round or square brackets of a sentence, brackets included. What is not closed is no
/// aside, nor is one that holds the whole sentence.
pub fn aside(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let start = sentence.start;
    let inner = text.get(sentence).unwrap_or("");
    let (mut found, mut open, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in inner.char_indices() {
        match c {
            '(' | '[' => {
                open = if depth == 0 { at } else { open };
                depth += 1;
            }
            ')' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(start + open..start + at + 1);
                }
            }
            _ => {}
        }
    }
    let whole = |r: &Range<usize>| {
        let around = [&text[start..r.start], &inner[r.end - start..]];
        !around.iter().any(|part| part.contains(|c| is_wordy(c) && !is_closing(c)))
    };
    found.retain(|r| !whole(r));
    found
}
