//! A brief with all its words in place, for programs that lay it out: documents, pages to print.

use super::markdown::{COLUMNS, period};
use super::notes::{self, Note, Notes};
use super::pictures::{Picture, pictures};
use super::references::{Mark, Reference, References};
use crate::data::Data;
use crate::model::{Brief, Document};

/// What a layout needs, and nothing to look up.
#[derive(Clone, Debug, Default)]
pub struct Handout {
    /// Code of the language.
    pub lang: String,
    /// With the verdict's mark, if the kind shows it.
    pub title: String,
    /// First and last day in words.
    pub period: String,
    /// Verdict, figures, alerts.
    pub verdict: Vec<String>,
    /// The sentences.
    pub parts: Vec<Part>,
    /// Lists that rest on no report's words: what is likely, what was left out.
    pub lists: Vec<(String, Vec<String>)>,
    /// Heading, columns and rows of the incidents table.
    pub table: (String, Vec<String>, Vec<Vec<String>>),
    /// For each row of the table, what it rests on.
    pub row_marks: Vec<Vec<Mark>>,
    /// Heading and lines of the reports used.
    pub sources: (String, Vec<String>),
    /// Heading and the reports used with the words cited; the marks of lines and rows point at them.
    pub references: (String, Vec<Reference>),
    /// What the marks are, in a sentence.
    pub rule: String,
    /// Said where no sentence stands.
    pub empty: String,
    /// The signs around cited words.
    pub quote: (String, String),
    /// Map and diagrams.
    pub pictures: Vec<Picture>,
    /// What it was drawn from, and by which rule it is ordered.
    pub coverage: Vec<String>,
}

/// A section.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// `lead`, `bold`, `prose`, `timeline` or a list.
    pub form: String,
    /// Its sentences.
    pub lines: Vec<Line>,
}

/// A sentence.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// "added by ...", for those of a person.
    pub by: Option<String>,
    /// What it rests on, among the references.
    pub marks: Vec<Mark>,
    /// Source and words of each citation.
    pub notes: Vec<String>,
}

/// The brief, ready to lay out.
pub fn handout(brief: &Brief, documents: &[Document], data: &Data) -> Handout {
    let words = data.phrases.of(brief.lang);
    let notes = Notes::new(brief, documents, words);
    let known = notes.all();
    let references = References::new(brief);
    let line = |s: &crate::model::Sentence| Line {
        text: s.text.clone(),
        by: s.by.as_deref().map(|who| super::say::fill(words.page("added_by"), &[("who", who)])),
        marks: references.marks(&s.citations),
        notes: by_source(notes.of(&s.citations).iter().filter_map(|n| known.get(n - 1)).collect(), &words.quote),
    };
    let part = |s: &crate::model::Section| Part {
        heading: s.heading.clone(),
        form: s.form.clone(),
        lines: s.sentences.iter().map(line).collect(),
    };
    let mut outlook = brief.outlook.clone();
    outlook.extend((!outlook.is_empty()).then(|| words.page("outlook_rule").to_string()));
    let lists = [("outlook", outlook), ("left_out", brief.left_out.clone())];
    let arrow = brief.arrow.as_ref().map(|a| format!("{a} ")).unwrap_or_default();
    Handout {
        lang: brief.lang.code().into(),
        title: format!("{arrow}{}", brief.title),
        period: period(brief, words),
        verdict: brief.verdict.clone(),
        parts: brief.sections.iter().map(part).collect(),
        lists: lists.into_iter().filter(|(_, l)| !l.is_empty()).map(|(key, l)| (words.page(key).into(), l)).collect(),
        table: (
            words.page("incidents").into(),
            COLUMNS.map(|c| words.page(c).to_string()).into(),
            brief.table.iter().map(|r| r.cells.clone()).collect(),
        ),
        row_marks: brief.table.iter().map(|r| references.marks(&r.citations)).collect(),
        references: (words.page("references").into(), references.all(brief, documents, words)),
        rule: words.page("references_rule").into(),
        empty: words.page("no_sentences").into(),
        quote: words.quote.clone(),
        sources: (words.page("sources").into(), brief.sources.iter().map(|s| source(s, words)).collect()),
        pictures: pictures(brief, data),
        coverage: brief.coverage.clone(),
    }
}

/// A line for each report: its words, but for those that stand within others of it.
fn by_source(notes: Vec<&Note>, quote: &(String, String)) -> Vec<String> {
    let mut lines: Vec<(&str, Vec<&str>)> = Vec::new();
    for note in &notes {
        let within = |other: &&&Note| other.source == note.source && other.cited.len() > note.cited.len();
        if notes.iter().filter(within).any(|other| other.cited.contains(&note.cited)) {
            continue;
        }
        match lines.iter_mut().find(|(source, _)| *source == note.source) {
            Some((_, cited)) => cited.push(&note.cited),
            None => lines.push((&note.source, vec![&note.cited])),
        }
    }
    let quoted = |cited: &&str| format!("{}{cited}{}", quote.0, quote.1);
    let line = |(source, cited): (&str, Vec<&str>)| {
        format!("{source}: {}", cited.iter().map(quoted).collect::<Vec<_>>().join(" "))
    };
    lines.into_iter().map(line).collect()
}

fn source(source: &crate::model::Source, words: &super::phrases::Wording) -> String {
    let from = notes::source(source.outlet.as_deref(), source.published.as_deref(), words);
    let title = source.title.as_deref().unwrap_or(&source.doc);
    let url = notes::web(source.url.as_deref()).map(|u| format!(" {u}")).unwrap_or_default();
    format!("{from}: {title}{url}")
}
