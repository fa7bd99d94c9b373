//! Incidents of reports coded by people, where that gold is at hand; skipped elsewhere.

use super::resolve;
use crate::data::Data;
use crate::model::{Document, EventRef, Record, Resolution};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

fn read(set: &str, file: &str) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold");
    std::fs::read_to_string(folder.join(set).join(file)).ok()
}

fn lines<T: DeserializeOwned>(text: &str) -> Vec<T> {
    text.lines().map(|l| serde_json::from_str(l).expect("gold has the codebook's form")).collect()
}

fn resolved(set: &str) -> Option<Resolution> {
    let documents: Vec<Document> = lines(&read(set, "documents.jsonl")?);
    let records: Vec<Record> = lines(&read(set, "gold.jsonl")?);
    Some(resolve(&documents, &records, Data::bundled()))
}

/// Pairs of events in one group, and F1 of ours against gold's.
fn pairwise(set: &str, made: &Resolution) -> f64 {
    let gold: Vec<Vec<EventRef>> =
        serde_json::from_str(&read(set, "incidents.json").expect("gold is whole")).expect("gold is JSON");
    let ours: Vec<Vec<EventRef>> = made.incidents.iter().map(|i| i.events.clone()).collect();
    let (gold, ours) = (pairs(&gold), pairs(&ours));
    let both = gold.intersection(&ours).count() as f64;
    println!("{set}: {} pairs in gold, {} ours, {both} both", gold.len(), ours.len());
    let seen = |r: &EventRef| set == "seeds" || r.0.as_str() <= "044";
    gold.symmetric_difference(&ours).filter(|(a, b)| seen(a) && seen(b)).for_each(|pair| {
        println!("  {} {pair:?}", if gold.contains(pair) { "missed" } else { "wrong" });
    });
    2.0 * both / (gold.len() + ours.len()) as f64
}

fn pairs(groups: &[Vec<EventRef>]) -> BTreeSet<(EventRef, EventRef)> {
    let of = |g: &Vec<EventRef>| -> Vec<(EventRef, EventRef)> {
        let g: BTreeSet<EventRef> = g.iter().cloned().collect();
        g.iter().flat_map(|a| g.iter().filter(move |b| a < b).map(move |b| (a.clone(), b.clone()))).collect()
    };
    groups.iter().flat_map(of).collect()
}

#[test]
fn gold_incidents_are_found() {
    for (set, least) in [("seeds", 0.90), ("dev", 0.85)] {
        let Some(made) = resolved(set) else { return println!("skipped: no gold at hand") };
        let f1 = pairwise(set, &made);
        println!("{set}: pairwise F1 {f1:.3}");
        assert!(f1 >= least, "{set}: {f1:.3}");
    }
}

#[test]
fn seeds_contradictions_are_found_and_no_spelling_is_flagged() {
    let Some(made) = resolved("seeds") else { return println!("skipped: no gold at hand") };
    let all: Vec<_> = made.every_contradiction().collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for c in &all {
        let sides: Vec<&str> = c.sides.iter().map(|s| s.value.as_str()).collect();
        println!("{:?} {} | {} | {sides:?}", c.severity, c.kind, c.about);
        *counts.entry(&c.kind).or_default() += 1;
    }
    assert!(
        ["date", "attribution", "indicator", "actor", "legal form"].iter().all(|k| counts.contains_key(k)),
        "{counts:?}"
    );
    assert!(!counts.contains_key("place"), "{counts:?}");
}
