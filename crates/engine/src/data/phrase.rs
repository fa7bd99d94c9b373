//! Phrases: words as the tokens of a text fold them, and a book that finds them.

use std::collections::HashMap;
use vigie_syntax::Text;
use vigie_syntax::words::Exceptions;

/// The form in which names and words are compared: folded words joined by one space, without
/// hyphens, apostrophes and stops. `Al-Qaïda` and `al Qaida` are one phrase.
pub fn phrase(text: &str) -> String {
    let cut = Text::new(text, &Exceptions::default());
    let words: Vec<&str> = (0..cut.tokens.len()).map(|i| cut.word(i)).filter(|w| !is_joint(w)).collect();
    words.join(" ")
}

/// Signs that may stand inside a name without changing it.
pub fn is_joint(word: &str) -> bool {
    matches!(word, "-" | "'" | "’" | "‘" | "`" | "." | "ʿ" | "ʼ" | "´" | "‐" | "‑")
}

/// Finds the longest listed phrase that starts at a token.
#[derive(Clone, Debug)]
pub struct Book<T> {
    entries: HashMap<String, Vec<T>>,
    longest: HashMap<String, usize>,
}

impl<T> Default for Book<T> {
    fn default() -> Self {
        Self { entries: HashMap::new(), longest: HashMap::new() }
    }
}

impl<T: PartialEq> Book<T> {
    /// Adds a reading of a phrase; the same reading twice counts once.
    pub fn add(&mut self, text: &str, value: T) {
        self.add_folded(&phrase(text), value);
    }

    /// Adds a reading of a phrase that is folded already.
    pub fn add_folded(&mut self, key: &str, value: T) {
        if key.is_empty() {
            return;
        }
        let first = key.split(' ').next().unwrap_or("").to_string();
        let words = key.matches(' ').count() + 1;
        let longest = self.longest.entry(first).or_default();
        *longest = (*longest).max(words);
        let values = self.entries.entry(key.to_string()).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }

    /// All readings of all phrases, in no order.
    pub fn readings(&self) -> impl Iterator<Item = &T> {
        self.entries.values().flatten()
    }

    /// All readings of a whole phrase.
    pub fn get(&self, text: &str) -> &[T] {
        self.entries.get(&phrase(text)).map_or(&[], Vec::as_slice)
    }

    /// All readings of one folded word.
    pub fn word(&self, word: &str) -> &[T] {
        self.entries.get(word).map_or(&[], Vec::as_slice)
    }

    /// The longest phrase at token `at` that ends before `end`: the token after it, and its readings.
    pub fn longest_at(&self, text: &Text, at: usize, end: usize) -> Option<(usize, &[T])> {
        self.longest_over(text, at, end, |i| i)
    }

    /// The same, where words that stand between those of a phrase may be passed over: `over` gives the
    /// token after them. "Took on Monday control of" is "took control of".
    pub fn longest_over(
        &self,
        text: &Text,
        at: usize,
        end: usize,
        over: impl Fn(usize) -> usize,
    ) -> Option<(usize, &[T])> {
        let mut key = text.word(at).to_string();
        let most = *self.longest.get(&key)?;
        let mut found = self.entries.get(&key).map(|v| (at + 1, v.as_slice()));
        let (mut next, mut words) = (at + 1, 1);
        while words < most && next < end {
            next = over(next);
            if next >= end {
                break;
            }
            if is_joint(text.word(next)) && joins(text, next) {
                next += 1;
                continue;
            }
            key.push(' ');
            key.push_str(text.word(next));
            (next, words) = (next + 1, words + 1);
            if let Some(values) = self.entries.get(&key) {
                found = Some((next, values.as_slice()));
            }
        }
        found
    }
}

/// A joint belongs to a name only if no white space stands on both its sides.
fn joins(text: &Text, at: usize) -> bool {
    let spaced_after = text.tokens.get(at + 1).is_none_or(|t| t.spaced);
    !spaced_after || !text.tokens[at].spaced && text.word(at) != "."
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(listed: &[&str], text: &str, expect: Option<&str>) {
        let mut book = Book::default();
        listed.iter().for_each(|l| book.add(l, *l));
        let cut = Text::new(text, &Exceptions::default());
        let found = book.longest_at(&cut, 0, cut.tokens.len());
        assert_eq!(found.map(|(_, v)| v[0]), expect);
    }

    #[test]
    fn hyphens_apostrophes_accents_and_case_make_no_difference() {
        check(&["Al-Qaïda"], "al Qaida struck", Some("Al-Qaïda"));
        check(&["N'Dola"], "N’Dola", Some("N'Dola"));
        check(&["Jama'at Nusrat"], "JAMA’AT NUSRAT", Some("Jama'at Nusrat"));
        check(&["U.S."], "U.S. troops", Some("U.S."));
    }

    #[test]
    fn a_day_between_the_words_of_a_phrase_is_passed_over() {
        let mut book = Book::default();
        book.add("took control of", 1);
        let cut = Text::new("took Monday control of it", &Exceptions::default());
        assert_eq!(book.longest_over(&cut, 0, cut.tokens.len(), |i| if i == 1 { 2 } else { i }), Some((4, &[1][..])));
        assert_eq!(book.longest_at(&cut, 0, cut.tokens.len()), None);
    }

    #[test]
    fn the_longest_phrase_wins_and_sentences_part_names() {
        check(&["Mali", "Mali Actu"], "Mali Actu says", Some("Mali Actu"));
        check(&["Niger State"], "Niger. State media", None);
        check(&["Niono Molodo"], "Niono - Molodo", None);
    }
}
