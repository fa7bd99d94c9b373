//! The reports of a brief with the words that it takes from each: once at the end, for layouts that cannot open a note.

use super::notes::{one_line, source, web};
use super::phrases::Wording;
use crate::model::{Brief, Citation, Document, Source};
use std::collections::BTreeMap;

/// A report, and the passages of it on which sentences rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Outlet and date.
    pub source: String,
    /// Headline.
    pub title: String,
    /// Where it stands, if that is an address of the web.
    pub url: Option<String>,
    /// Its passages in the order of the report, each with its letter; none where there is but one.
    pub cited: Vec<(String, String)>,
}

/// Points at a report or one of its passages, as a reader sees it: `12`, or `12b` where it has several.
pub type Mark = String;

/// The references of a brief, and where each citation stands in them.
pub(super) struct References<'a> {
    docs: Vec<&'a str>,
    passages: BTreeMap<&'a str, Vec<(usize, usize)>>,
}

impl<'a> References<'a> {
    pub fn new(brief: &'a Brief) -> Self {
        let mut ranges: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        let sentences = brief.sections.iter().flat_map(|s| &s.sentences).flat_map(|s| &s.citations);
        for citation in sentences.chain(brief.table.iter().flat_map(|r| &r.citations)) {
            ranges.entry(&citation.doc).or_default().push((citation.start, citation.end));
        }
        let passages = ranges.into_iter().map(|(doc, ranges)| (doc, joined(ranges))).collect();
        Self { docs: listed(brief, &passages), passages }
    }

    /// The marks of citations, each once and in order.
    pub fn marks(&self, citations: &[Citation]) -> Vec<Mark> {
        let mut found: Vec<(usize, usize)> = citations.iter().filter_map(|c| self.place(c)).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|(doc, passage)| self.mark(doc, passage)).collect()
    }

    fn place(&self, citation: &Citation) -> Option<(usize, usize)> {
        let doc = self.docs.iter().position(|d| *d == citation.doc)?;
        let holds = |(start, end): &(usize, usize)| *start <= citation.start && citation.end <= *end;
        Some((doc, self.passages.get(self.docs[doc])?.iter().position(holds)?))
    }

    fn mark(&self, doc: usize, passage: usize) -> Mark {
        format!("{}{}", doc + 1, self.letter(self.docs[doc], passage))
    }

    fn letter(&self, doc: &str, passage: usize) -> String {
        let several = self.passages.get(doc).is_some_and(|p| p.len() > 1);
        if several { letters(passage) } else { String::new() }
    }

    /// The reports with their words.
    pub fn all(&self, brief: &Brief, documents: &[Document], words: &Wording) -> Vec<Reference> {
        let texts: BTreeMap<&str, &Document> = documents.iter().map(|d| (d.id.as_str(), d)).collect();
        let one = |doc: &&str| {
            let text = texts.get(doc).map_or("", |d| d.text.as_str());
            let cited = |(n, (start, end)): (usize, &(usize, usize))| {
                (self.letter(doc, n), one_line(text.get(*start..*end).unwrap_or("")))
            };
            let cited = self.passages.get(doc).into_iter().flatten().enumerate().map(cited).collect();
            let known = brief.sources.iter().find(|s| s.doc == *doc).cloned();
            described(&known.unwrap_or_else(|| told(doc, texts.get(doc).copied())), cited, words)
        };
        self.docs.iter().map(one).collect()
    }
}

/// The reports that the brief lists, then those that only its sentences name.
fn listed<'a>(brief: &'a Brief, passages: &BTreeMap<&'a str, Vec<(usize, usize)>>) -> Vec<&'a str> {
    let mut docs: Vec<&str> = brief.sources.iter().map(|s| s.doc.as_str()).collect();
    let others = passages.keys().filter(|doc| !brief.sources.iter().any(|s| s.doc == **doc));
    docs.extend(others);
    docs
}

/// Ranges that overlap or stand beside each other, as one passage.
fn joined(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (start, end) in ranges {
        match out.last_mut() {
            // A blank or a full stop is all that may stand between two sentences.
            Some(last) if start <= last.1.saturating_add(2) => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

fn told(doc: &str, document: Option<&Document>) -> Source {
    Source {
        doc: doc.to_string(),
        outlet: document.and_then(|d| d.outlet.clone()),
        title: document.and_then(|d| d.title.clone()),
        url: document.and_then(|d| d.url.clone()),
        published: document.and_then(|d| d.published.clone()),
    }
}

fn described(report: &Source, cited: Vec<(String, String)>, words: &Wording) -> Reference {
    Reference {
        source: source(report.outlet.as_deref(), report.published.as_deref(), words),
        title: one_line(report.title.as_deref().unwrap_or(&report.doc)),
        url: web(report.url.as_deref()),
        cited,
    }
}

/// `a` to `z`, then `aa`.
fn letters(n: usize) -> String {
    let last = char::from(b'a' + (n % 26) as u8);
    if n < 26 { last.to_string() } else { format!("{}{last}", letters(n / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Section, Sentence};

    fn cite(doc: &str, start: usize, end: usize) -> Citation {
        Citation { doc: doc.into(), start, end }
    }

    fn brief(citations: Vec<Vec<Citation>>) -> Brief {
        let sentences = citations.into_iter().map(|citations| Sentence { citations, ..Sentence::default() }).collect();
        let source = |doc: &str| Source { doc: doc.into(), ..Source::default() };
        Brief {
            sections: vec![Section { sentences, ..Section::default() }],
            sources: vec![source("first"), source("second")],
            ..Brief::default()
        }
    }

    #[test]
    fn a_mark_names_the_report_and_its_passage_where_there_are_several() {
        let cited = vec![vec![cite("second", 0, 9), cite("first", 0, 4)], vec![cite("first", 20, 30)]];
        let brief = brief(cited.clone());
        let references = References::new(&brief);
        assert_eq!(references.marks(&cited[0]), ["1a", "2"]);
        assert_eq!(references.marks(&cited[1]), ["1b"]);
        assert!(references.marks(&[cite("nowhere", 0, 4)]).is_empty());
    }

    #[test]
    fn words_that_overlap_are_printed_once() {
        let brief = brief(vec![vec![cite("first", 0, 3)], vec![cite("first", 4, 10), cite("first", 2, 3)]]);
        let references = References::new(&brief);
        let document = Document { id: "first".into(), text: "one two é three".into(), ..Document::default() };
        let all = references.all(&brief, &[document], super::super::testing::phrases().of(brief.lang));
        assert_eq!(all[0].cited, [(String::new(), "one two é".to_string())]);
        assert!(all[1].cited.is_empty() && all[1].title == "second");
    }

    #[test]
    fn a_report_that_is_not_there_keeps_its_place() {
        let brief = brief(vec![vec![cite("lost", 5, 9)]]);
        let all = References::new(&brief).all(&brief, &[], super::super::testing::phrases().of(brief.lang));
        assert_eq!((all.len(), all[2].title.as_str()), (3, "lost"));
        assert_eq!(all[2].cited, [(String::new(), String::new())]);
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52].map(letters), ["a", "z", "aa", "az", "ba"]);
    }
}
