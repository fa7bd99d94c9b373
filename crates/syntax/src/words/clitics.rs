//! A run of letters into words: clitics at the front, at the end, after hyphens; units after digits.

use super::scan::{Holds, Scan};
use super::set::{LONGEST, lower};
use super::signs::{is_apostrophe, is_hyphen, is_wordy};
use std::ops::Range;

/// No word has more clitics than these at its end.
const MOST: usize = 3;

impl Scan<'_> {
    /// Appends the words of a run.
    pub fn cut(&mut self, run: Range<usize>, holds: Holds) {
        if holds.apostrophe || holds.hyphen || self.text[run.clone()].ends_with(is_apostrophe) {
            self.clitics(run);
        } else if holds.digit {
            self.units(run);
        } else {
            self.listed(run);
        }
    }

    /// A word, in parts if the file says so.
    fn listed(&mut self, run: Range<usize>) {
        let Some(parts) = self.ex.cuts.parts(&self.text[run.clone()]) else { return self.out.push(run) };
        let mut start = run.start;
        for len in parts {
            self.out.push(start..start + len);
            start += len;
        }
    }

    /// "10km", "16h30": the number, the unit, the rest.
    fn units(&mut self, run: Range<usize>) {
        let word = &self.text[run.clone()];
        let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '/');
        let number = word.find(|c| !is_digit(c)).unwrap_or(word.len());
        let unit = word[number..].find(|c: char| c.is_ascii_digit()).map_or(word.len(), |len| number + len);
        let rest = &word[unit..];
        if unit == number || !self.ex.units.has(&word[number..unit]) || !rest.bytes().all(|b| b.is_ascii_digit()) {
            return self.out.push(run);
        }
        for (start, end) in [(0, number), (number, unit), (unit, word.len())] {
            if start < end {
                self.out.push(run.start + start..run.start + end);
            }
        }
    }

    fn clitics(&mut self, run: Range<usize>) {
        let mut rest = run;
        while let Some(len) = self.front(&rest) {
            self.out.push(rest.start..rest.start + len);
            rest.start += len;
        }
        let (mut ends, mut found) = ([0; MOST], 0);
        while found < MOST {
            let Some(len) = self.end(&rest) else { break };
            ends[found] = len;
            found += 1;
            rest.end -= len;
        }
        let mut at = rest.end;
        if !rest.is_empty() {
            self.listed(rest);
        }
        for len in ends[..found].iter().rev() {
            self.out.push(at..at + len);
            at += len;
        }
    }

    /// Whether a word with its apostrophe is a clitic that stands before others.
    pub fn is_front(&self, word: &str) -> bool {
        self.ex.fronts.has(word) || self.ex.verb_fronts.has(word)
    }

    /// The length of a clitic at the front: "l'" of "l'armée", but nothing of "N'Dola".
    fn front(&self, run: &Range<usize>) -> Option<usize> {
        let word = &self.text[run.clone()];
        let (at, sign) = word.char_indices().take(LONGEST).find(|(_, c)| is_apostrophe(*c))?;
        let (head, rest) = word.split_at(at + sign.len_utf8());
        if rest.is_empty() || self.ex.whole.has(word) || !self.is_front(head) {
            return None;
        }
        let next = rest.chars().next()?;
        let capitals = |part: &str| !part.chars().any(char::is_lowercase) && part.chars().nth(1).is_some();
        let verb = next.is_lowercase() || capitals(rest) || self.ex.fronts.has(head);
        let sound = vowel(next) || !next.is_alphabetic() || capitals(rest) && head.starts_with(char::is_lowercase);
        (verb && sound).then_some(head.len())
    }

    /// The length of a clitic at the end: "'s", "n't", "-t-il".
    fn end(&self, run: &Range<usize>) -> Option<usize> {
        let word = &self.text[run.clone()];
        if self.ex.whole.has(word) {
            return None;
        }
        self.hyphen_end(word).or_else(|| self.listed_end(word))
    }

    fn hyphen_end(&self, word: &str) -> Option<usize> {
        let mut hyphens = word.char_indices().rev().take(LONGEST).filter(|(_, c)| is_hyphen(*c)).map(|(at, _)| at);
        let last = hyphens.next()?;
        let earlier = hyphens.next().filter(|at| self.ex.hyphen_ends.has(&word[*at..]));
        let at = earlier.or_else(|| self.ex.hyphen_ends.has(&word[last..]).then_some(last))?;
        (at > 0).then_some(word.len() - at)
    }

    fn listed_end(&self, word: &str) -> Option<usize> {
        let tail_at = word.char_indices().rev().take(6).last()?.0;
        let tail = &word[tail_at..];
        let mut buffer = [0; LONGEST];
        let small = lower(tail, &mut buffer)?;
        let end = self.ex.ends.iter().find(|end| small.ends_with(&***end))?;
        let start = tail.char_indices().rev().nth(end.chars().count() - 1)?.0 + tail_at;
        let stem = word[..start].ends_with(is_wordy);
        stem.then_some(word.len() - start)
    }
}

/// Before which sounds words are elided; letters of other scripts count as such.
fn vowel(c: char) -> bool {
    let mut first = None;
    unicode_normalization::char::decompose_canonical(c, |part| first = first.or(Some(part)));
    let letter = first.unwrap_or(c).to_ascii_lowercase();
    !letter.is_ascii_alphabetic() || matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h')
}
