//! A sentence into words.

use super::exceptions::Exceptions;
use super::joints;
use super::signs::{is_apostrophe, is_closing, is_hyphen, is_space, is_wordy};
use std::ops::Range;

/// Appends the words of a sentence, as bytes of the text.
///
/// The stop that ends the sentence is always a word of its own, also after an abbreviation.
pub fn words(text: &str, sentence: Range<usize>, ex: &Exceptions, out: &mut Vec<Range<usize>>) {
    let Some(inner) = text.get(sentence.clone()) else { return };
    let text = &text[..sentence.end];
    let mut scan = Scan { text, at: sentence.start, last_stop: sentence.start + last_stop(inner), ex, out };
    while scan.step() {}
}

/// Where the stop stands that ends a sentence; behind the sentence if none does.
fn last_stop(sentence: &str) -> usize {
    let inner = sentence.trim_end_matches(|c| is_space(c) || is_closing(c));
    match inner.strip_suffix('.') {
        Some(before) if !before.ends_with('.') => before.len(),
        _ => sentence.len(),
    }
}

/// A place in a sentence.
pub(super) struct Scan<'a> {
    pub text: &'a str,
    at: usize,
    last_stop: usize,
    pub ex: &'a Exceptions,
    pub out: &'a mut Vec<Range<usize>>,
}

/// What a word turned out to hold.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Holds {
    pub apostrophe: bool,
    pub hyphen: bool,
    /// A digit at its start.
    pub digit: bool,
    pub dot: bool,
}

impl Scan<'_> {
    /// Takes the next word; false at the end.
    fn step(&mut self) -> bool {
        let Some(c) = self.char_at(self.at) else { return false };
        if is_space(c) {
            self.at += c.len_utf8();
        } else if is_wordy(c) {
            self.word();
        } else {
            self.sign(c);
        }
        true
    }

    fn word(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        if let Some(len) = joints::address(rest) {
            return self.take(start + len);
        }
        if let Some(len) = joints::grouped_number(rest) {
            return self.take(start + len);
        }
        let (end, holds) = self.run(start);
        self.at = self.ending(start, end, holds);
        self.cut(start..self.at, holds);
    }

    /// The end of a run of letters and digits with the signs that join them.
    fn run(&self, start: usize) -> (usize, Holds) {
        let mut holds = Holds { digit: self.text.as_bytes()[start].is_ascii_digit(), ..Holds::default() };
        let (mut end, mut segment) = (start, start);
        loop {
            end = self.run_end(end);
            let Some(sign) = self.char_at(end) else { break };
            let after = end + sign.len_utf8();
            let next = self.char_at(after).filter(|c| is_wordy(*c));
            let joint = joints::Joint { text: self.text, start, segment, at: end, after };
            let Some(next) = next.filter(|_| !is_space(sign)) else {
                if joint.binds_initials() {
                    end = after + 1;
                    holds.hyphen = true;
                    holds.dot = true;
                    segment = end;
                    continue;
                }
                break;
            };
            if !joint.binds(sign, next, self.ex) {
                break;
            }
            holds.apostrophe |= is_apostrophe(sign);
            holds.hyphen |= is_hyphen(sign);
            holds.dot |= sign == '.';
            end = after;
            segment = after;
        }
        (end, holds)
    }

    fn run_end(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        loop {
            while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                at += 1;
            }
            match self.char_at(at) {
                Some(c) if !c.is_ascii() && is_wordy(c) => at += c.len_utf8(),
                _ => return at,
            }
        }
    }

    /// Takes in the stop of an abbreviation, or the apostrophe of a clitic before a quote.
    fn ending(&self, start: usize, end: usize, holds: Holds) -> usize {
        let Some(next) = self.char_at(end) else { return end };
        let word = self.text[start..end].rsplit(is_apostrophe).next().unwrap_or("");
        let after = end + next.len_utf8();
        let more = self.char_at(after);
        if next == '.' {
            let own = end != self.last_stop && more != Some('.') && joints::takes_stop(word, holds.dot, self.ex);
            return if own { after } else { end };
        }
        if !self.ex.hyphens_cut
            && let Some(len) = joints::bracketed_ending(&self.text[end..])
        {
            return end + len;
        }
        if matches!(next, '°' | 'º') && self.ex.numbers.has(&self.text[start..after]) {
            return after;
        }
        let open = more.is_some_and(|c| !is_space(c));
        let front = || self.text.get(start..after).is_some_and(|w| self.is_front(w));
        if is_apostrophe(next) && open && front() { after } else { end }
    }

    /// A sign, with those that repeat or complete it.
    fn sign(&mut self, c: char) {
        let len = joints::signs(&self.text[self.at..], c, self.ex);
        self.take(self.at + len);
    }

    fn take(&mut self, end: usize) {
        self.out.push(self.at..end);
        self.at = end;
    }

    pub fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => self.text.get(at..)?.chars().next(),
            None => None,
        }
    }
}
