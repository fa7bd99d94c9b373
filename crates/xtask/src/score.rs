//! `cargo xtask score`: figures on the gold, by set and language, against the ratchet.

use crate::gold::{Set, sets};
use crate::ratchet::{self, Figures};
use crate::{root, shared};
use vigie_engine::evaluate::Report;

/// Prints a line for each set; false if a figure fell.
pub fn score(write: bool) -> Result<bool, String> {
    let mut now = Figures::new();
    println!("{:<15} {}", "", NAMES.map(|name| format!("{name:>10}")).join(" "));
    for (name, folder, dress) in sets() {
        figures(name, &Set::code(&folder, dress)?, &mut now);
    }
    crate::bench::figures(&mut now)?;
    against(&now, write)
}

/// Shows and keeps the figures of the set, and of each language if it has several.
fn figures(name: &str, set: &Set, now: &mut Figures) {
    let languages = set.languages();
    line(name, set.report(None), now);
    if languages.len() > 1 {
        languages.into_iter().for_each(|l| line(&format!("{name}-{l}"), set.report(Some(l)), now));
    }
    println!("{:<15} coded in {:.2} s", "", set.seconds);
}

fn line(name: &str, report: Report, now: &mut Figures) {
    let figures = figures_of(&report);
    println!("{name:<15} {}", figures.map(|f| format!("{f:>10.3}")).join(" "));
    now.insert(name.into(), NAMES.map(String::from).into_iter().zip(figures).collect());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::lines;
    use std::collections::{BTreeMap, BTreeSet};
    use vigie_engine::evaluate::score as compare;
    use vigie_engine::model::{Document, Record};

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
