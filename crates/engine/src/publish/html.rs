//! A brief as one HTML file that reads without scripts, prints, and can be verified again.

use super::map::{self, Map};
use super::markdown::{COLUMNS, head_fields, period};
use super::notes::{Note, Notes, attribute, encode, source, web};
use super::outlines::Outlines;
use super::phrases::{Phrases, Wording};
use crate::model::{Brief, Citation, Document, MapPoint, Sentence};
use askama::Template;

/// The page. Askama escapes every value that the template shows.
#[derive(Template)]
#[template(path = "brief.html")]
struct Page<'a> {
    brief: &'a Brief,
    words: &'a Wording,
    period: String,
    meta: Vec<(&'static str, String)>,
    sections: Vec<SectionView<'a>>,
    columns: Vec<&'a str>,
    rows: Vec<RowView<'a>>,
    map: Option<Map>,
    places: Vec<&'a MapPoint>,
    sources: Vec<SourceView<'a>>,
    notes: Vec<Note>,
}

struct SectionView<'a> {
    heading: &'a str,
    /// How it looks: `lead`, `timeline` or plain.
    look: &'static str,
    is_lead: bool,
    sentences: Vec<SentenceView<'a>>,
}

struct SentenceView<'a> {
    text: &'a str,
    cite: String,
    marks: Vec<usize>,
}

struct RowView<'a> {
    cells: Vec<(&'a str, &'a str)>,
    marks: Vec<usize>,
}

struct SourceView<'a> {
    from: String,
    title: &'a str,
    url: Option<String>,
}

/// The brief as one HTML file.
pub(super) fn render(brief: &Brief, documents: &[Document], phrases: &Phrases, outlines: &Outlines) -> String {
    let words = phrases.of(brief.lang);
    let notes = Notes::new(brief, documents, words);
    let page = Page {
        period: period(brief, words),
        meta: head_fields(brief).map(|(name, value)| (name, encode(&value))).into(),
        sections: sections(brief, words, &notes),
        columns: COLUMNS.map(|c| words.page(c)).into(),
        rows: rows(brief, words, &notes),
        map: map::draw(&brief.map, brief.country.as_deref(), outlines),
        places: places(brief),
        sources: sources(brief, words),
        notes: notes.all(),
        brief,
        words,
    };
    // Writing into a string does not fail; an empty page would be seen at once.
    page.render().unwrap_or_default()
}

fn sections<'a>(brief: &'a Brief, words: &Wording, notes: &Notes) -> Vec<SectionView<'a>> {
    let sentence =
        |s: &'a Sentence| SentenceView { text: &s.text, cite: attribute(&s.citations), marks: notes.of(&s.citations) };
    let section = |(n, s): (usize, &'a crate::model::Section)| SectionView {
        heading: &s.heading,
        look: look_of(&s.heading, n, words),
        is_lead: n == 0,
        sentences: s.sentences.iter().map(sentence).collect(),
    };
    brief.sections.iter().enumerate().map(section).collect()
}

fn look_of(heading: &str, n: usize, words: &Wording) -> &'static str {
    let is_timeline = words.section.iter().any(|s| s.key == "timeline" && s.heading == heading);
    match (n, is_timeline) {
        (0, _) => "lead",
        (_, true) => "timeline",
        _ => "plain",
    }
}

fn rows<'a>(brief: &'a Brief, words: &'a Wording, notes: &Notes) -> Vec<RowView<'a>> {
    let marks = |c: &[Citation]| notes.of(c);
    let cells = |cells: &'a [String]| {
        let named = cells.iter().zip(COLUMNS);
        named.map(|(cell, column)| (words.page(column), cell.as_str())).collect()
    };
    brief.table.iter().map(|r| RowView { cells: cells(&r.cells), marks: marks(&r.citations) }).collect()
}

/// The places of the map as a list, most incidents first.
fn places(brief: &Brief) -> Vec<&MapPoint> {
    let mut places: Vec<&MapPoint> = brief.map.iter().collect();
    places.sort_by(|a, b| (b.incidents, &a.name).cmp(&(a.incidents, &b.name)));
    places
}

fn sources<'a>(brief: &'a Brief, words: &Wording) -> Vec<SourceView<'a>> {
    let view = |s: &'a crate::model::Source| SourceView {
        from: source(s.outlet.as_deref(), s.published.as_deref(), words),
        title: s.title.as_deref().unwrap_or(&s.doc),
        url: web(s.url.as_deref()),
    };
    brief.sources.iter().map(view).collect()
}
