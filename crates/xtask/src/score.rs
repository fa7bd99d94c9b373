//! `cargo xtask score`: figures on the gold, by set and language, against the ratchet.

use crate::ratchet::{self, Figures};
use crate::{root, shared};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;
use vigie_engine::data::Data;
use vigie_engine::evaluate::{Cluster, Matches, Report, pairwise, score as compare};
use vigie_engine::model::{Document, Record};
use vigie_engine::{code, read, resolve};

/// Prints a line for each set; false if a figure fell.
pub fn score(write: bool) -> Result<bool, String> {
    let mut now = Figures::new();
    println!("{:<10} {}", "", NAMES.map(|name| format!("{name:>10}")).join(" "));
    for (name, folder, raw) in sets() {
        Set::code(&folder, raw)?.figures(name, &mut now);
    }
    against(&now, write)
}

/// The sets at hand, and whether they are read as bare text: our own lie in the repository and are always there.
fn sets() -> Vec<(&'static str, PathBuf, bool)> {
    let mut sets = vec![("own", root().join("tests/gold-own"), false)];
    match shared().map(|s| s.join("gold")) {
        Some(gold) => {
            sets.extend([("seeds", gold.join("seeds"), false), ("seeds-txt", gold.join("seeds"), true)]);
            sets.push(("dev", gold.join("dev"), false));
        }
        None => println!("no gold beside this repository: only our own reports are scored"),
    }
    sets
}

fn against(now: &Figures, write: bool) -> Result<bool, String> {
    let path = root().join("ratchet.toml");
    let kept = ratchet::load(&path)?;
    if write {
        let best = ratchet::text(&ratchet::raised(&kept, now));
        std::fs::write(&path, best).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let measured: Figures = kept.into_iter().filter(|(set, _)| now.contains_key(set) || shared().is_some()).collect();
    let fallen = ratchet::fallen(&measured, now);
    fallen.iter().for_each(|line| println!("{line}"));
    Ok(fallen.is_empty())
}

/// The figures of a set, in the order in which they are shown. `quiet` is the share of documents without
/// an event in which none was invented.
const NAMES: [&str; 6] = ["event", "record", "disorder", "indicators", "quiet", "incidents"];

fn figures_of(report: &Report) -> [f64; 6] {
    let quiet = report.quiet_documents.max(1) as f64;
    [
        report.all.get("event").map_or(0.0, |v| v.f1),
        report.all["record"].f1,
        report.disorder["record"].f1,
        report.indicators.f1,
        1.0 - report.quiet_documents_with_invented_events as f64 / quiet,
        report.incidents.map_or(0.0, |v| v.f1),
    ]
}

/// Gold and coding of a folder.
struct Set {
    gold: Vec<Record>,
    records: Vec<Record>,
    clusters: Vec<Cluster>,
    found: Vec<Cluster>,
    languages: BTreeMap<String, String>,
    seconds: f64,
}

impl Set {
    /// Codes the folder's documents; raw ones have nothing but their text, as a `.txt` file has.
    fn code(folder: &Path, raw: bool) -> Result<Self, String> {
        let given: Vec<Document> = lines(&folder.join("documents.jsonl"))?;
        let languages = given.iter().map(|d| (d.id.clone(), d.language.clone().unwrap_or_default())).collect();
        let data = Data::bundled();
        let start = Instant::now();
        let bare = |d: Document| Document { id: d.id, text: d.text, ..Document::default() };
        let pages = given.into_iter().map(|d| read::Page { given: if raw { bare(d) } else { d } });
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

    /// Shows and keeps the figures of the set, and of each language if it has several.
    fn figures(&self, name: &str, now: &mut Figures) {
        let languages: BTreeSet<&String> = self.languages.values().collect();
        self.line(name, None, now);
        if languages.len() > 1 {
            languages.into_iter().for_each(|l| self.line(&format!("{name}-{l}"), Some(l), now));
        }
        println!("{:<10} coded in {:.2} s", "", self.seconds);
    }

    fn line(&self, name: &str, language: Option<&str>, now: &mut Figures) {
        let page = |doc: &str| doc.split('#').next().unwrap_or("").to_string();
        let wanted = |doc: &str| language.is_none_or(|l| self.languages.get(&page(doc)).is_some_and(|x| x == l));
        let of = |records: &[Record]| records.iter().filter(|r| wanted(&r.doc)).cloned().collect::<Vec<_>>();
        let report = self.with_incidents(compare(&of(&self.gold), &of(&self.records)), &wanted);
        let figures = figures_of(&report);
        println!("{name:<10} {}", figures.map(|f| format!("{f:>10.3}")).join(" "));
        now.insert(name.into(), NAMES.map(String::from).into_iter().zip(figures).collect());
    }

    fn with_incidents(&self, (mut report, matches): (Report, Matches), wanted: &impl Fn(&str) -> bool) -> Report {
        let within = |cluster: &Cluster| cluster.iter().filter(|(doc, _)| wanted(doc)).cloned().collect();
        let gold: Vec<Cluster> = self.clusters.iter().map(within).collect();
        report.incidents = Some(pairwise(&gold, &self.found, &matches, false));
        report
    }
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn json<T: DeserializeOwned>(text: &str, path: &Path) -> Result<T, String> {
    serde_json::from_str(text).map_err(|e| format!("{}: {e}", path.display()))
}

fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, String> {
    text(path)?.lines().filter(|l| !l.trim().is_empty()).map(|l| json(l, path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_gold_has_a_record_for_each_report_and_perfect_figures_against_itself() {
        let folder = root().join("tests/gold-own");
        let documents: Vec<Document> = lines(&folder.join("documents.jsonl")).expect("documents");
        let gold: Vec<Record> = lines(&folder.join("gold.jsonl")).expect("gold");
        let ids = |ids: Vec<&String>| ids.into_iter().cloned().collect::<BTreeSet<String>>();
        assert_eq!(ids(documents.iter().map(|d| &d.id).collect()), ids(gold.iter().map(|r| &r.doc).collect()));
        let (report, _) = compare(&gold, &gold);
        assert_eq!(figures_of(&report)[..5], [1.0; 5]);
    }

    #[test]
    fn own_gold_is_anchored_in_its_texts() {
        let folder = root().join("tests/gold-own");
        let documents: Vec<Document> = lines(&folder.join("documents.jsonl")).expect("documents");
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let texts: BTreeMap<&str, String> = documents.iter().map(|d| (d.id.as_str(), flat(&d.text))).collect();
        let gold: Vec<Record> = lines(&folder.join("gold.jsonl")).expect("gold");
        for (doc, event) in gold.iter().flat_map(|r| r.events.iter().map(move |e| (r.doc.as_str(), e))) {
            assert!(texts[doc].contains(event.anchor.as_str()), "{doc} {}: {}", event.id, event.anchor);
        }
    }

    #[test]
    fn a_perfect_coding_has_perfect_figures() {
        let (report, _) = compare(&[Record { doc: "a".into(), ..Record::default() }], &[]);
        assert_eq!(figures_of(&report)[4], 1.0);
    }
}
