//! Phrases of tables at a place in the text. Whole tables are asked at every word, so each looks at those phrases only
//! that begin with it.

use super::scan::Reader;
use std::collections::BTreeMap;
use std::ops::Bound;

/// The longest phrase of a table that stands at `at`: the token after it, and its value.
pub fn longest<'t, T>(r: &Reader, table: &'t BTreeMap<String, T>, at: usize, end: usize) -> Option<(usize, &'t T)> {
    if at >= end {
        return None;
    }
    let word = r.word(at);
    let from = table.range::<str, _>((Bound::Included(word), Bound::Unbounded));
    let begin = from.take_while(|(phrase, _)| phrase.starts_with(word));
    begin.filter_map(|(phrase, value)| Some((phrase_at(r, phrase, at, end)?, value))).max_by_key(|(next, _)| *next)
}

/// The token after the longest of some phrases that stands at `at`.
pub fn any(r: &Reader, phrases: &[String], at: usize, end: usize) -> Option<usize> {
    if at >= end {
        return None;
    }
    let word = r.word(at);
    // The first letter decides most at no cost.
    let letter = |phrase: &str| phrase.as_bytes().first() == word.as_bytes().first();
    let begin = phrases.iter().filter(|phrase| letter(phrase) && phrase.starts_with(word));
    begin.filter_map(|phrase| phrase_at(r, phrase, at, end)).max()
}

/// The token after the phrase if the text has it at `at`. Joints in the text between words are skipped.
pub fn phrase_at(r: &Reader, words: &str, at: usize, end: usize) -> Option<usize> {
    let (first, rest) = words.split_once(' ').map_or((words, None), |(first, rest)| (first, Some(rest)));
    if at >= end || r.word(at) != first {
        return None;
    }
    rest.map_or(Some(at + 1), |rest| rest_at(r, rest, at + 1, end))
}

/// The further words of a phrase, between which there may be hyphens and apostrophes.
fn rest_at(r: &Reader, words: &str, at: usize, end: usize) -> Option<usize> {
    let mut next = at;
    for word in words.split(' ') {
        while next < end && matches!(r.word(next), "-" | "'" | "’") {
            next += 1;
        }
        if next >= end || r.word(next) != word {
            return None;
        }
        next += 1;
    }
    Some(next)
}
