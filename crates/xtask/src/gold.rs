//! The sets of gold reports, coded by this program.

use crate::{root, shared};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;
use vigie_engine::data::Data;
use vigie_engine::evaluate::{Cluster, Matches, Report, errors, pairwise, score};
use vigie_engine::model::{Document, Record};
use vigie_engine::{code, read, resolve};

/// How the reports of a set are given to the program.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dress {
    /// As they are.
    Whole,
    /// Nothing but the text, as a `.txt` file has it.
    Text,
    /// Every sixth without its day of publication, as a third of real reports are.
    Undated,
}

/// The sets at hand: our own lie in the repository and are always there.
pub fn sets() -> Vec<(&'static str, PathBuf, Dress)> {
    let own = |name| root().join("tests").join(name);
    let mut sets = vec![("own", own("gold-own"), Dress::Whole), ("fresh", own("gold-fresh"), Dress::Whole)];
    match shared().map(|s| s.join("gold")) {
        Some(gold) => {
            let (seeds, dev) = (gold.join("seeds"), gold.join("dev"));
            sets.extend([("seeds", seeds.clone(), Dress::Whole), ("seeds-txt", seeds, Dress::Text)]);
            sets.extend([("dev", dev.clone(), Dress::Whole), ("dev-undated", dev, Dress::Undated)]);
        }
        None => println!("no gold beside this repository: only our own reports are scored"),
    }
    sets
}

/// Gold and coding of a folder.
pub struct Set {
    gold: Vec<Record>,
    records: Vec<Record>,
    clusters: Vec<Cluster>,
    found: Vec<Cluster>,
    languages: BTreeMap<String, String>,
    /// What coding and resolving took.
    pub seconds: f64,
}

impl Set {
    /// Codes the folder's documents.
    pub fn code(folder: &Path, dress: Dress) -> Result<Self, String> {
        let given: Vec<Document> = lines(&folder.join("documents.jsonl"))?;
        let languages = given.iter().map(|d| (d.id.clone(), d.language.clone().unwrap_or_default())).collect();
        let data = Data::bundled();
        let start = Instant::now();
        let pages = given.into_iter().enumerate().map(|(n, d)| read::Page { given: dressed(d, n, dress) });
        let documents: Vec<Document> = pages.flat_map(|page| read::read(page, data).0).collect();
        let records: Vec<Record> = documents.iter().map(|d| code::code(d, data).0).collect();
        let resolution = resolve::resolve(&documents, &records, data);
        Ok(Set {
            gold: lines(&folder.join("gold.jsonl"))?,
            records,
            clusters: json(&text(&folder.join("incidents.json"))?, folder)?,
            found: resolution.incidents.into_iter().map(|i| i.events).collect(),
            languages,
            seconds: start.elapsed().as_secs_f64(),
        })
    }

    /// The languages of the set.
    pub fn languages(&self) -> BTreeSet<&str> {
        self.languages.values().map(String::as_str).collect()
    }

    /// The figures of the set, or of its reports in one language.
    pub fn report(&self, language: Option<&str>) -> Report {
        let wanted = |doc: &str| self.is_in(doc, language);
        let compared = score(&self.of(&self.gold, language), &self.of(&self.records, language));
        self.with_incidents(compared, &wanted)
    }

    /// The kinds of error of the set with their counts, the commonest first.
    pub fn errors(&self) -> Vec<(String, usize)> {
        errors(&self.gold, &self.records)
    }

    fn of(&self, records: &[Record], language: Option<&str>) -> Vec<Record> {
        records.iter().filter(|r| self.is_in(&r.doc, language)).cloned().collect()
    }

    /// Stories of one page are in the language of the page.
    fn is_in(&self, doc: &str, language: Option<&str>) -> bool {
        let page = doc.split('#').next().unwrap_or("");
        language.is_none_or(|l| self.languages.get(page).is_some_and(|x| x == l))
    }

    fn with_incidents(&self, (mut report, matches): (Report, Matches), wanted: &impl Fn(&str) -> bool) -> Report {
        let within = |cluster: &Cluster| cluster.iter().filter(|(doc, _)| wanted(doc)).cloned().collect();
        let gold: Vec<Cluster> = self.clusters.iter().map(within).collect();
        report.incidents = Some(pairwise(&gold, &self.found, &matches, false));
        report
    }
}

fn dressed(document: Document, number: usize, dress: Dress) -> Document {
    match dress {
        Dress::Text => Document { id: document.id, text: document.text, ..Document::default() },
        Dress::Undated if number.is_multiple_of(6) => Document { published: None, ..document },
        _ => document,
    }
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn json<T: DeserializeOwned>(text: &str, path: &Path) -> Result<T, String> {
    serde_json::from_str(text).map_err(|e| format!("{}: {e}", path.display()))
}

pub fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, String> {
    text(path)?.lines().filter(|l| !l.trim().is_empty()).map(|l| json(l, path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The five reports as files of bare text: the same words as with what is known of them, and the days they give.
    #[test]
    fn seeds_as_bare_text() -> Result<(), String> {
        let Some(folder) = shared().map(|s| s.join("gold/seeds")) else {
            println!("skipped: no gold beside this repository");
            return Ok(());
        };
        let given: Vec<Document> = lines(&folder.join("documents.jsonl"))?;
        let of = |given: Document| read::read(read::Page { given }, Data::bundled()).0;
        let bare: Vec<Document> = given.iter().flat_map(|d| of(dressed(d.clone(), 0, Dress::Text))).collect();
        let known: Vec<Document> = given.into_iter().flat_map(of).collect();
        let words = |docs: &[Document]| docs.iter().map(|d| (d.id.clone(), d.text.clone())).collect::<Vec<_>>();
        assert_eq!(words(&bare), words(&known));
        let days: Vec<(&str, Option<&str>)> = bare.iter().map(|d| (d.id.as_str(), d.published.as_deref())).collect();
        let told = [("000", Some("2025-05-05")), ("001", Some("2025-11-07")), ("002", None), ("003", None)];
        let rest = [("003#2", None), ("003#3", Some("2025-07-24")), ("003#4", None), ("004", None)];
        assert_eq!(days, [told, rest].concat());
        Ok(())
    }
}
