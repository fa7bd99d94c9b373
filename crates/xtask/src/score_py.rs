//! The program's own figures against those of the published scorer, where it is at hand.

use crate::shared;
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use vigie_engine::evaluate::{Cluster, Matches, Prf, Report, pairwise, score};
use vigie_engine::model::Record;

fn records(path: &Path) -> Vec<Record> {
    let text = std::fs::read_to_string(path).expect("gold");
    text.lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
}

/// A coding with slips of every kind, the same on every run.
fn disturbed(gold: &[Record]) -> Vec<Record> {
    let mut coded = gold.to_vec();
    for (n, record) in coded.iter_mut().enumerate() {
        record.events.retain(|e| (n + e.anchor.len()) % 7 != 0);
        record.indicators.retain(|i| i.of.len() % 4 != 0);
        record.events.reverse();
        for (m, event) in record.events.iter_mut().enumerate() {
            slip(event, n + m);
        }
        if n % 5 == 0 {
            let invented = record.events.first().cloned().unwrap_or_default();
            record.events.push(vigie_engine::model::Event { id: "e99".into(), ..invented });
        }
    }
    coded
}

fn slip(event: &mut vigie_engine::model::Event, n: usize) {
    match n % 11 {
        0 => event.place = event.place.take().map(|p| p.chars().rev().collect()),
        1 => std::mem::swap(&mut event.initiators, &mut event.targets),
        2 => event.date_from = event.date_from.and_then(|d| d.yesterday().ok()),
        3 => event.figures.truncate(1),
        4 => event.said_by = event.initiators.first().map(|a| a.name.clone()),
        5 => event.place = event.place.take().map(|p| format!("{p} region")),
        6 => event.initiators.truncate(0),
        7 => (event.date_from, event.date_to) = (None, None),
        8 => event.admin1 = event.place.clone(),
        9 => event.figures.iter_mut().for_each(|f| (f.low, f.high) = (f.low.map(|l| l + 1), None)),
        _ => event.campaign = None,
    }
}

fn by_scorer(shared: &Path, gold: &Path, coded: &[Record], clusters: [&Path; 2]) -> Option<Value> {
    let set = gold.parent().and_then(Path::file_name)?.to_string_lossy();
    let file = std::env::temp_dir().join(format!("vigie-score-{}-{set}.jsonl", std::process::id()));
    let lines: Vec<String> = coded.iter().map(|r| serde_json::to_string(r).expect("a line")).collect();
    std::fs::write(&file, lines.join("\n")).expect("a temporary file");
    let mut python = Command::new("python3");
    python.arg(shared.join("eval/score.py")).args([gold, &file]).arg("--incidents").args(clusters).arg("--json");
    let out = python.output().ok()?;
    let _ = std::fs::remove_file(&file);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Some(serde_json::from_slice(&out.stdout).expect("figures"))
}

fn with_incidents((mut report, matches): (Report, Matches), clusters: &[Cluster]) -> Report {
    let of = |only| -> Prf { pairwise(clusters, clusters, &matches, only) };
    (report.incidents, report.incidents_among_matched) = (Some(of(false)), Some(of(true)));
    report
}

/// Every figure of one within 0.005 of the other's; counts exactly.
fn agree(path: &str, ours: &Value, theirs: &Value) {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            assert_eq!(a.keys().collect::<Vec<_>>().len(), b.len(), "{path}");
            b.iter().for_each(|(key, v)| agree(&format!("{path}/{key}"), a.get(key).unwrap_or(&Value::Null), v));
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap_or(-1.0), b.as_f64().unwrap_or(-2.0));
            assert!((a - b).abs() <= 0.005, "{path}: {a} here, {b} there");
        }
        _ => assert_eq!(ours, theirs, "{path}"),
    }
}

fn check(set: &str) {
    let Some(shared) = shared() else { return };
    let folder = shared.join("gold").join(set);
    let (gold_file, clusters_file) = (folder.join("gold.jsonl"), folder.join("incidents.json"));
    let gold = records(&gold_file);
    let clusters: Vec<Cluster> =
        serde_json::from_str(&std::fs::read_to_string(&clusters_file).expect("clusters")).expect("clusters");
    for coded in [gold.clone(), disturbed(&gold), Vec::new()] {
        let Some(theirs) = by_scorer(&shared, &gold_file, &coded, [&clusters_file; 2]) else { return };
        let ours = serde_json::to_value(with_incidents(score(&gold, &coded), &clusters)).expect("figures");
        agree(set, &ours, &theirs);
    }
}

#[test]
fn figures_on_the_seeds_are_the_scorers() {
    check("seeds");
}

#[test]
fn figures_on_the_dev_set_are_the_scorers() {
    check("dev");
}
