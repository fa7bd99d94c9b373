//! Numbered notes: the cited words of a brief, and citations as text that survives an editor.

use super::phrases::Wording;
use super::say;
use crate::model::{Brief, Citation, Document};
use std::collections::BTreeMap;

/// Letters of context on each side of cited words.
const CONTEXT: usize = 80;

/// The citations of a brief, numbered in order of first use.
pub(super) struct Notes<'a> {
    numbers: BTreeMap<&'a Citation, usize>,
    order: Vec<&'a Citation>,
    documents: BTreeMap<&'a str, &'a Document>,
    words: &'a Wording,
}

/// A note as a reader sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Note {
    pub number: usize,
    /// Outlet and date.
    pub source: String,
    pub title: String,
    pub url: Option<String>,
    pub before: String,
    pub cited: String,
    pub after: String,
    pub citation: Citation,
}

impl<'a> Notes<'a> {
    pub fn new(brief: &'a Brief, documents: &'a [Document], words: &'a Wording) -> Self {
        let sentences = brief.sections.iter().flat_map(|s| &s.sentences).flat_map(|s| &s.citations);
        let mut notes = Self {
            numbers: BTreeMap::new(),
            order: Vec::new(),
            documents: documents.iter().map(|d| (d.id.as_str(), d)).collect(),
            words,
        };
        for citation in sentences.chain(brief.table.iter().flat_map(|r| &r.citations)) {
            let next = notes.order.len() + 1;
            if *notes.numbers.entry(citation).or_insert(next) == next {
                notes.order.push(citation);
            }
        }
        notes
    }

    /// The numbers under which these citations stand, in order.
    pub fn of(&self, citations: &[Citation]) -> Vec<usize> {
        let mut numbers: Vec<usize> = citations.iter().filter_map(|c| self.numbers.get(c).copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// All notes, by number.
    pub fn all(&self) -> Vec<Note> {
        self.order.iter().enumerate().map(|(n, c)| self.note(n + 1, c)).collect()
    }

    fn note(&self, number: usize, citation: &Citation) -> Note {
        let document = self.documents.get(citation.doc.as_str());
        let text = document.map_or("", |d| d.text.as_str());
        let part = |from, to| one_line(text.get(from..to).unwrap_or(""));
        let (start, end) = (citation.start, citation.end);
        Note {
            number,
            source: document
                .map(|d| source(d.outlet.as_deref(), d.published.as_deref(), self.words))
                .unwrap_or_default(),
            title: document.and_then(|d| d.title.clone()).unwrap_or_default(),
            url: document.and_then(|d| web(d.url.as_deref())),
            before: part(back(text, start), start),
            cited: part(start, end),
            after: part(end, forth(text, end)),
            citation: citation.clone(),
        }
    }
}

/// Outlet and date of a report as a reader knows them.
pub(super) fn source(outlet: Option<&str>, published: Option<&str>, words: &Wording) -> String {
    let day = published.and_then(|p| p.get(..10)).and_then(|p| p.parse().ok()).map(|d| say::day(d, words));
    let date = day.or(published.map(str::to_string)).unwrap_or_else(|| words.page("undated_report").into());
    let outlet = outlet.unwrap_or(words.page("unknown_outlet"));
    format!("{outlet}{}{date}", words.comma)
}

/// An address that a reader may follow; nothing else becomes a link.
pub(super) fn web(url: Option<&str>) -> Option<String> {
    let url = url?;
    (url.starts_with("https://") || url.starts_with("http://")).then(|| url.to_string())
}

/// One space for each run of blanks. Spaces that do not break stay: they belong to numbers.
pub(super) fn one_line(text: &str) -> String {
    text.split([' ', '\n', '\t', '\r']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where the context before a byte begins, at a word.
fn back(text: &str, start: usize) -> usize {
    let Some(before) = text.get(..start) else { return start };
    let Some((cut, _)) = before.char_indices().rev().nth(CONTEXT) else { return 0 };
    before[cut..].find(char::is_whitespace).map_or(cut, |gap| cut + gap)
}

fn forth(text: &str, end: usize) -> usize {
    let Some(after) = text.get(end..) else { return end };
    let Some((cut, _)) = after.char_indices().nth(CONTEXT) else { return text.len() };
    end + after[..cut].rfind(char::is_whitespace).unwrap_or(cut)
}

/// Citations as one attribute: `doc 12 40;doc2 5 9`, names percent-encoded.
pub(super) fn attribute(citations: &[Citation]) -> String {
    let one = |c: &Citation| format!("{} {} {}", encode(&c.doc), c.start, c.end);
    citations.iter().map(one).collect::<Vec<_>>().join(";")
}

/// The citations of such an attribute. What cannot be read is kept as a citation of nothing, so that it is found.
pub(super) fn from_attribute(text: &str) -> Vec<Citation> {
    text.split(';').map(str::trim).filter(|p| !p.is_empty()).map(from_words).collect()
}

fn from_words(part: &str) -> Citation {
    let words: Vec<&str> = part.split_whitespace().collect();
    let number = |n: usize| words.get(n).and_then(|w| w.parse().ok()).unwrap_or(0);
    Citation { doc: decode(words.first().unwrap_or(&"")), start: number(1), end: number(2) }
}

/// Percent-encodes all but letters, digits and a few marks that no format gives a meaning.
pub(super) fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    let one = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    text.bytes().map(one).collect()
}

/// The text of a percent-encoded one; stray percent signs stay.
pub(super) fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten().and_then(|c| std::str::from_utf8(c).ok());
        match code.and_then(|c| u8::from_str_radix(c, 16).ok()) {
            Some(byte) => (bytes.push(byte), rest = &tail[2..]).1,
            None => (bytes.push(*first), rest = tail).1,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_name_survives_as_an_attribute(doc in ".*", start in 0usize..9999, end in 0usize..9999) {
            let citations = vec![Citation { doc, start, end }; 2];
            let read = from_attribute(&attribute(&citations));
            // A nameless document is the one thing that cannot be told from a broken attribute.
            prop_assume!(!citations[0].doc.is_empty());
            prop_assert_eq!(read, citations);
        }

        #[test]
        fn context_never_cuts_a_letter(text in ".{0,300}", at in 0usize..400) {
            let (from, to) = (back(&text, at), forth(&text, at));
            prop_assert!(text.get(..at).is_none() || text.get(from..at).is_some());
            prop_assert!(text.get(at..).is_none() || text.get(at..to).is_some());
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(web(Some("javascript:alert(1)")), None);
        assert_eq!(web(Some("https://a.example/")).as_deref(), Some("https://a.example/"));
    }
}
