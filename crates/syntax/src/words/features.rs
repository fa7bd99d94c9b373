//! What a gap looks like to the classifier of sentence ends: hashed features.

use super::exceptions::Exceptions;
use super::known::Known;
use super::signs::{is_apostrophe, is_closing, is_space, is_wordy};
use super::split::Gap;

/// How many features a gap has.
pub(super) const COUNT: usize = 33;

/// A hash that is the same on every machine (FNV-1a).
#[derive(Clone, Copy)]
struct Hash(u32);

impl Hash {
    fn new(template: u8) -> Self {
        Self(0x811c_9dc5).byte(template)
    }

    fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    fn number(self, n: usize) -> Self {
        self.byte(n.min(250) as u8)
    }

    /// A word without regard to the case of plain letters.
    fn word(self, word: &str) -> Self {
        word.bytes().take(24).fold(self, |hash, b| hash.byte(b.to_ascii_lowercase())).byte(0xff)
    }

    /// Signs, without the white space between them.
    fn signs(self, signs: &str) -> Self {
        let shown = signs.chars().filter(|c| !is_space(*c)).take(8);
        shown.fold(self, |hash, c| hash.byte(c as u8).byte((c as u32 >> 8) as u8)).byte(0xfe)
    }

    fn end(self) -> u32 {
        self.0 ^ (self.0 >> 15)
    }
}

/// The hash of a word without regard to the case of plain letters.
pub(super) fn word_hash(word: &str) -> u32 {
    Hash::new(0xfe).word(word).end()
}

/// A chunk in its parts: signs, word, signs.
#[derive(Clone, Copy, Default)]
struct Look<'a> {
    head: &'a str,
    bare: &'a str,
    tail: &'a str,
    shape: u8,
}

impl<'a> Look<'a> {
    fn new(chunk: &'a str) -> Self {
        let rest = chunk.trim_start_matches(|c| !is_wordy(c));
        let bare = rest.trim_end_matches(|c| !is_wordy(c));
        let head = &chunk[..chunk.len() - rest.len()];
        Self { head, bare, tail: &rest[bare.len()..], shape: shape(bare) }
    }

    /// The last letters of the word.
    fn suffix(&self) -> &'a str {
        let at = self.bare.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        &self.bare[at..]
    }
}

/// Small, capitals, capitalised, digits, mixed, nothing.
fn shape(word: &str) -> u8 {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return 0 };
    let rest = letters.as_str();
    let digits = word.bytes().any(|b| b.is_ascii_digit());
    match () {
        () if first.is_ascii_digit() => 1 + u8::from(rest.contains(char::is_alphabetic)),
        () if first.is_lowercase() => 3 + u8::from(rest.contains(char::is_uppercase)),
        () if rest.is_empty() => 5,
        () if rest.contains('(') => 10,
        () if digits => 6,
        () if rest.contains('.') => 7,
        () if !rest.contains(char::is_lowercase) => 8,
        () => 9,
    }
}

fn bucket(n: usize) -> usize {
    match n {
        0..=5 => n,
        6..=8 => 6,
        9..=14 => 7,
        15..=25 => 8,
        26..=45 => 9,
        _ => 10,
    }
}

/// How much of a sentence is looked at for a verb.
const REACH: usize = 30;

/// Whether some word of a text mostly is a finite verb.
fn has_verb(text: &str, known: &Known) -> bool {
    let cut = |c: char| !is_wordy(c);
    text.split(cut).filter(|word| !word.is_empty()).take(REACH).any(|word| known.is_verb(word))
}

/// A word, or what stands before its apostrophe, with it.
fn front(word: &str) -> &str {
    let end = word.char_indices().find(|(_, c)| is_apostrophe(*c)).map_or(word.len(), |(at, c)| at + c.len_utf8());
    &word[..end]
}

/// Whether a word, or what stands before its apostrophe, is one that is written small.
fn is_small(word: &str, known: &Known) -> bool {
    known.is_small(word) || front(word).len() < word.len() && known.is_small(front(word))
}

/// The features of a gap.
pub(super) fn features(gap: &Gap, ex: &Exceptions, known: &Known) -> [u32; COUNT] {
    let look = |n: usize| gap.around[n].map_or_else(Look::default, |chunk| Look::new(gap.of(chunk)));
    let [far, a, b, c] = [look(0), look(1), look(2), look(3)];
    let rule = usize::from(gap.stops(ex));
    let starter = usize::from(ex.starters.has(b.bare)) + 2 * usize::from(ex.names.has(a.bare));
    let tail = a.tail.trim_end_matches(|c| is_closing(c) || is_space(c));
    let lone = usize::from(a.bare.chars().nth(1).is_none()) + 2 * usize::from(gap.quoted);
    let some_small = gap.small.min(2);
    let first = gap.text.get(gap.start..gap.head).unwrap_or("");
    let small = |look: &Look| usize::from(is_small(look.bare, known)) + 2 * usize::from(look.bare.len() < 4);
    let told = usize::from(has_verb(gap.text.get(gap.start..gap.before().end).unwrap_or(""), known));
    let telling = usize::from(has_verb(b.bare, known)) + 2 * usize::from(has_verb(c.bare, known));
    let depth = usize::from(gap.depth.min(2));
    let new = Hash::new;
    [
        new(0).number(rule),
        new(1).signs(a.tail).signs(b.head).byte(b.shape),
        new(2).word(a.bare).signs(a.tail),
        new(3).word(b.bare).byte(b.shape),
        new(4).word(a.bare).byte(b.shape),
        new(5).signs(a.tail).word(b.bare),
        new(6).byte(a.shape).signs(a.tail).byte(b.shape).signs(b.head),
        new(7).word(far.bare).signs(a.tail).byte(b.shape),
        new(8).word(c.bare).byte(b.shape).signs(tail),
        new(9).word(b.bare).word(c.bare),
        new(10).byte(a.shape).number(a.bare.len()).signs(a.tail).byte(b.shape),
        new(11).number(bucket(gap.length)).signs(tail).byte(b.shape),
        new(12).number(some_small).number(bucket(gap.length)).byte(b.shape).byte(c.shape),
        new(13).number(rule).signs(a.tail).byte(b.shape),
        new(14).number(rule).number(starter).byte(b.shape),
        new(15).number(lone).signs(a.tail).signs(b.head),
        new(16).word(a.suffix()).signs(tail).byte(b.shape),
        new(17).byte(far.shape).byte(a.shape).byte(b.shape).byte(c.shape).signs(tail),
        new(18).word(far.bare).word(a.bare),
        new(19).word(first).signs(a.tail).byte(b.shape),
        new(20).word(a.bare).word(b.bare),
        new(21).number(starter).number(some_small).number(bucket(gap.length)).signs(tail),
        new(22).byte(a.shape).byte(b.shape).byte(c.shape).number(some_small).signs(c.tail),
        new(24).number(small(&b)).number(small(&a)).byte(b.shape).byte(a.shape).signs(tail),
        new(25).number(small(&b)).number(small(&c)).byte(b.shape).byte(c.shape).signs(tail),
        new(26).number(small(&b)).byte(b.shape).number(depth).number(some_small).signs(a.tail),
        new(27).number(small(&b)).byte(b.shape).word(a.bare),
        new(23).word(b.suffix()).byte(b.shape).signs(tail),
        new(28).number(told).number(small(&b)).byte(b.shape).signs(tail),
        new(29).number(told).number(telling).number(small(&b)).byte(b.shape).signs(a.tail),
        new(30).number(told).number(bucket(gap.length)).number(small(&b)).byte(b.shape),
        new(31).number(told).word(front(b.bare)).byte(a.shape),
        new(32).number(told).number(small(&a)).number(small(&b)).byte(b.shape).byte(c.shape).signs(tail),
    ]
    .map(Hash::end)
}
