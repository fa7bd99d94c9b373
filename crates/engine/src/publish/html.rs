//! A brief as one HTML file that reads without scripts, prints, and can be verified again.

use super::map::{self, Map};
use super::markdown::{COLUMNS, head_fields, period, told};
use super::notes::{Note, Notes, attribute, encode, source, web};
use super::outlines::Outlines;
use super::phrases::{Phrases, Wording, look};
use super::pictures::{self, Picture};
use crate::assess::Labels;
use crate::model::{Brief, Citation, Document, MapPoint, MonthMark, Sentence};
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
    told: String,
    /// Timeline and series, as drawings that need no escaping: their words are escaped where they are drawn.
    pictures: Vec<Picture>,
    months: Vec<MonthView>,
    sources: Vec<SourceView<'a>>,
    notes: Vec<Note>,
}

/// A month of the table of verdicts.
struct MonthView {
    month: String,
    verdict: String,
    killed: String,
    incidents: usize,
}

struct SectionView<'a> {
    heading: &'a str,
    /// How it looks: `lead`, `bold`, `prose`, `timeline` or plain.
    look: &'a str,
    is_prose: bool,
    is_lead: bool,
    sentences: Vec<SentenceView<'a>>,
}

struct SentenceView<'a> {
    text: &'a str,
    by: Option<&'a str>,
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
pub(super) fn render(
    brief: &Brief,
    documents: &[Document],
    phrases: &Phrases,
    outlines: &Outlines,
    labels: &Labels,
) -> String {
    let words = phrases.of(brief.lang);
    let notes = Notes::new(brief, documents, words);
    let page = Page {
        period: period(brief, words),
        meta: head_fields(brief).map(|(name, value)| (name, encode(&value))).into(),
        sections: sections(brief, &notes),
        told: encode(&told(brief)),
        pictures: pictures::drawn(brief, phrases, outlines, labels)
            .into_iter()
            .filter(|p| ["timeline", "series"].contains(&p.name))
            .collect(),
        months: months(brief, words, labels),
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

fn months(brief: &Brief, words: &Wording, labels: &Labels) -> Vec<MonthView> {
    let view = |m: &MonthMark| MonthView {
        month: pictures::month_name(&m.month, words),
        verdict: format!("{} {}", look(&words.arrow, &m.verdict), pictures::label(labels, brief.lang, &m.verdict)),
        killed: pictures::range(m),
        incidents: m.incidents,
    };
    brief.months.iter().rev().take(12).map(view).collect()
}

fn sections<'a>(brief: &'a Brief, notes: &Notes) -> Vec<SectionView<'a>> {
    let sentence = |s: &'a Sentence| SentenceView {
        text: &s.text,
        by: s.by.as_deref(),
        cite: attribute(&s.citations),
        marks: notes.of(&s.citations),
    };
    let section = |(n, s): (usize, &'a crate::model::Section)| SectionView {
        heading: &s.heading,
        look: if s.form.is_empty() { "plain" } else { &s.form },
        is_prose: s.form == "prose",
        is_lead: n == 0,
        sentences: s.sentences.iter().map(sentence).collect(),
    };
    brief.sections.iter().enumerate().map(section).collect()
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
