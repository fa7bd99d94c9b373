//! What of a sentence the parser should see: no dateline, no asides in brackets, no label of a headline.

use crate::words::{Exceptions, aside, dateline, words};
use std::ops::Range;

/// A label has no more words than this.
const LONGEST_LABEL: usize = 4;

/// The words of a sentence without its dateline, its label ("Niger: ...") and its asides, except that in which
/// the act stands.
pub fn body(text: &str, sentence: Range<usize>, act: &Range<usize>, ex: &Exceptions) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    words(text, sentence.clone(), ex, &mut out);
    let mut apart = aside(text, sentence.clone());
    apart.push(dateline(text, sentence));
    apart.retain(|r| !(r.start <= act.start && act.start < r.end));
    out.retain(|w| !apart.iter().any(|r| r.start <= w.start && w.start < r.end));
    let label = label(text, &out).min(out.iter().position(|w| w.end > act.start).unwrap_or(0));
    out.drain(..label);
    between_semicolons(text, &mut out, act);
    out
}

/// What stands beyond a semicolon is another sentence in all but its stop.
fn between_semicolons(text: &str, words: &mut Vec<Range<usize>>, act: &Range<usize>) {
    let is_semicolon = |w: &Range<usize>| text.get(w.clone()) == Some(";");
    if let Some(end) = words.iter().position(|w| w.start >= act.end && is_semicolon(w)) {
        words.truncate(end);
    }
    if let Some(start) = words.iter().rposition(|w| w.end <= act.start && is_semicolon(w)) {
        words.drain(..=start);
    }
}

/// How many words a label takes up with its colon: names at the head of a headline that goes on after them.
fn label(text: &str, words: &[Range<usize>]) -> usize {
    let form = |w: &Range<usize>| text.get(w.clone()).unwrap_or("");
    let Some(colon) = words.iter().take(LONGEST_LABEL + 1).position(|w| form(w) == ":") else { return 0 };
    let names = words[..colon].iter().all(|w| form(w).starts_with(char::is_uppercase));
    let headline = words.last().is_some_and(|w| !matches!(form(w), "." | "\"" | "»" | "”"));
    if names && headline && colon + 1 < words.len() { colon + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, act: &str) -> String {
        let at = text.find(act).unwrap_or(0);
        let body = body(text, 0..text.len(), &(at..at + act.len()), &Exceptions::default());
        body.iter().map(|w| &text[w.clone()]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_parser_sees_only_the_sentence() {
        assert_eq!(seen("Burkina Faso: three villages burnt", "burnt"), "three villages burnt");
        assert_eq!(seen("The mayor said: they fled", "fled"), "The mayor said : they fled");
        assert_eq!(seen("They came ; they fled ; it rained", "fled"), "they fled");
        assert_eq!(seen("Men (three of them) fled", "fled"), "Men fled");
        assert_eq!(seen("Men (three were killed) fled", "killed"), "Men ( three were killed ) fled");
    }
}
