//! Reads a brief back, as written or as edited by a person, and checks every sentence against its words.

mod html;
mod markdown;

use super::covered::FaultKind;
use super::notes::decode;
use super::support::{self, FactsOf, Support, Voice};
use super::voice::Voices;
use crate::code;
use crate::data::Data;
use crate::model::{Brief, Document, Lang, Record};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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
    /// The person who added the sentence: then it is theirs, and this is only told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// All sentences whose cited words do not hold what they name.
pub fn check(brief: &Brief, documents: &[Document], data: &Data) -> Vec<Fault> {
    let country_of = |d: &Document| code::country_of(d, data);
    let sentences = brief.sections.iter().flat_map(|s| &s.sentences);
    let cited: BTreeSet<&str> = sentences.flat_map(|s| &s.citations).map(|c| c.doc.as_str()).collect();
    let cited = documents.iter().filter(|d| cited.contains(d.id.as_str()));
    let records: Vec<Record> = cited.map(|d| code::code(d, data).0).collect();
    let voices = Voices::new(&records, &data.phrases.of(brief.lang).voice.marks);
    check_with(brief, documents, voices, &support::coder(data), &country_of)
}

/// The check, with facts found as the caller says.
pub(super) fn check_with(
    brief: &Brief,
    documents: &[Document],
    voices: Voices,
    facts: FactsOf,
    country_of: &dyn Fn(&Document) -> Option<String>,
) -> Vec<Fault> {
    let voice = Voice { lang: brief.lang, anchor: brief.to, country: brief.country.clone() };
    let support = Support::new(documents, voice, facts, country_of).with(voices);
    let mut faults = Vec::new();
    for section in &brief.sections {
        for sentence in &section.sentences {
            let (heading, by) = (&section.heading, &sentence.by);
            let fault = |(kind, item)| {
                let (section, sentence) = (heading.clone(), sentence.text.clone());
                Fault { section, sentence, item, kind, by: by.clone() }
            };
            let missing = if by.is_some() { support.unheld(sentence) } else { support.missing(sentence) };
            faults.extend(missing.into_iter().map(fault));
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
        kind: given("kind").and_then(|k| k.parse().ok()).unwrap_or_default(),
        told: given("told").map(|t| told(&t)).unwrap_or_default(),
        ..Brief::default()
    }
}

/// `i1=0a1b2c3d,i2=...`: the incidents told, each with its digest.
fn told(text: &str) -> BTreeMap<String, String> {
    let pair = |p: &str| p.split_once('=').map(|(id, digest)| (decode(id), digest.to_string()));
    text.split(',').filter_map(pair).collect()
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = super::say::key_of(self.kind);
        let item = if self.item.is_empty() { String::new() } else { format!(" {}", self.item) };
        write!(f, "{}: {kind}{item}: {}", self.section, self.sentence)
    }
}
