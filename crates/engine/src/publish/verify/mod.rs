//! Reads a brief back, as written or as edited by a person, and checks every sentence against its words.

mod html;
mod markdown;

use super::covered::FaultKind;
use super::notes::decode;
use super::support::{self, FactsOf, Support, Voice};
use crate::code;
use crate::data::Data;
use crate::model::{Brief, Document, Kind, Lang};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something that a brief says without support.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fault {
    /// Heading of the section.
    pub section: String,
    /// The whole sentence.
    pub sentence: String,
    /// The number, date, place, actor, span or document in question; empty if there is no citation at all.
    pub item: String,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// All sentences whose cited words do not hold what they name.
pub fn check(brief: &Brief, documents: &[Document], data: &Data) -> Vec<Fault> {
    let country_of = |d: &Document| code::country_of(d, data);
    check_with(brief, documents, &support::coder(data), &country_of)
}

/// The check, with facts found as the caller says.
pub(super) fn check_with(
    brief: &Brief,
    documents: &[Document],
    facts: FactsOf,
    country_of: &dyn Fn(&Document) -> Option<String>,
) -> Vec<Fault> {
    let voice = Voice { lang: brief.lang, anchor: brief.to, country: brief.country.clone() };
    let support = Support::new(documents, voice, facts, country_of);
    let mut faults = Vec::new();
    for section in &brief.sections {
        for sentence in &section.sentences {
            let fault =
                |(kind, item)| Fault { section: section.heading.clone(), sentence: sentence.text.clone(), item, kind };
            faults.extend(support.missing(sentence).into_iter().map(fault));
        }
    }
    faults
}

/// Reads a brief from JSON, HTML or Markdown, whichever it is.
pub fn parse(text: &str) -> Result<Brief, String> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let start: String = text.chars().take(2000).collect::<String>().to_lowercase();
    if text.starts_with('{') {
        serde_json::from_str(text).map_err(|e| format!("this is not a brief in JSON: {e}"))
    } else if start.starts_with("<!doctype") || start.contains("<html") {
        html::read(text)
    } else {
        markdown::read(text)
    }
}

/// A brief of which only the head is known, from the fields that the pages carry.
fn headed(title: String, field: impl Fn(&str) -> Option<String>) -> Brief {
    let given = |name: &str| field(name).map(|v| decode(&v)).filter(|v| !v.is_empty());
    let day = |name: &str| given(name).and_then(|d| d.parse().ok());
    Brief {
        title,
        area: given("area").unwrap_or_default(),
        country: given("country"),
        from: day("from"),
        to: day("to"),
        lang: given("lang").and_then(|l| Lang::from_code(&l)).unwrap_or(Lang::En),
        kind: Kind::Situation,
        verdict: Vec::new(),
        coverage: Vec::new(),
        sections: Vec::new(),
        table: Vec::new(),
        map: Vec::new(),
        sources: Vec::new(),
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = super::say::key_of(self.kind);
        let item = if self.item.is_empty() { String::new() } else { format!(" {}", self.item) };
        write!(f, "{}: {kind}{item}: {}", self.section, self.sentence)
    }
}
