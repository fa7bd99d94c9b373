//! A brief with all its words in place, for programs that lay it out: documents, pages to print.

use super::markdown::{COLUMNS, period};
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
    /// A line for each report that it rests on: its marks, outlet and date.
    pub notes: Vec<String>,
}

/// The brief, ready to lay out.
pub fn handout(brief: &Brief, documents: &[Document], data: &Data) -> Handout {
    let words = data.phrases.of(brief.lang);
    let references = References::new(brief);
    let reports = references.all(brief, documents, words);
    let line = |s: &crate::model::Sentence| Line {
        text: s.text.clone(),
        by: s.by.as_deref().map(|who| super::say::fill(words.page("added_by"), &[("who", who)])),
        marks: references.marks(&s.citations),
        notes: by_report(&references.marks(&s.citations), &reports),
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
        references: (words.page("references").into(), reports),
        rule: words.page("references_rule").into(),
        empty: words.page("no_sentences").into(),
        quote: words.quote.clone(),
        pictures: pictures(brief, data),
        coverage: brief.coverage.clone(),
    }
}

/// A line for each report: its marks, outlet and date. Its words stand with the references.
fn by_report(marks: &[Mark], references: &[Reference]) -> Vec<String> {
    let mut lines: Vec<(usize, Vec<&str>)> = Vec::new();
    for mark in marks {
        let number: usize = mark.trim_end_matches(char::is_alphabetic).parse().unwrap_or(0);
        match lines.last_mut() {
            Some((last, marks)) if *last == number => marks.push(mark.as_str()),
            _ => lines.push((number, vec![mark.as_str()])),
        }
    }
    let source = |number: usize| references.get(number.wrapping_sub(1)).map_or("", |r| r.source.as_str());
    lines.into_iter().map(|(number, marks)| format!("[{}] {}", marks.join(", "), source(number))).collect()
}
