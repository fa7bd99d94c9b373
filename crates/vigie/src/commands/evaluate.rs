//! `evaluate`: figures of the coding against gold.

use crate::cli::EvaluateFormat;
use crate::failure::Failure;
use crate::output::{Outcome, json};
use crate::pipeline::Run;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use vigie_engine::evaluate::{Cluster, pairwise, score};
use vigie_engine::model::{EventRef, Record};

/// Codes the reports and compares with the gold.
pub fn evaluate(
    gold: &Path,
    paths: &[PathBuf],
    incidents: Option<&Path>,
    format: EvaluateFormat,
    quiet: bool,
) -> Result<Outcome, Failure> {
    let gold = records(&text_of(gold)?, gold)?;
    let clusters = incidents.map(|path| clusters(&text_of(path)?, path)).transpose()?;
    let run = Run::read(paths, quiet)?.code(quiet);
    let (mut report, matches) = score(&gold, &run.records);
    let mut notes = run.notes.clone();
    if let Some(gold) = clusters {
        let coded: Vec<Cluster> = run.resolve().resolution.incidents.into_iter().map(|i| i.events).collect();
        report.incidents = Some(pairwise(&gold, &coded, &matches, false));
        report.incidents_among_matched = Some(pairwise(&gold, &coded, &matches, true));
    }
    let text = match format {
        EvaluateFormat::Table => report.to_string(),
        EvaluateFormat::Json => json(&report, true) + "\n",
    };
    notes.sort();
    Ok(Outcome { text, notes, failed: false, ..Outcome::default() })
}

fn text_of(path: &Path) -> Result<String, Failure> {
    let hint = "gold is a JSON file as CODEBOOK.md section 9 describes it";
    fs::read_to_string(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display()), hint))
}

/// Gold records of JSON lines. A gold that is wrong in one line would give wrong figures, so it fails.
fn records(text: &str, path: &Path) -> Result<Vec<Record>, Failure> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let parsed = lines.map(|(n, line)| {
        let hint = "each line is one record as CODEBOOK.md section 9 describes it";
        record(line).map_err(|e| Failure::new(format!("{}:{}: {e}", path.display(), n + 1), hint))
    });
    parsed.collect()
}

/// A record whose document may be a number, as some coders write it.
fn record(line: &str) -> serde_json::Result<Record> {
    let mut value: Value = serde_json::from_str(line)?;
    if let Some(doc) = value.get_mut("doc").filter(|doc| doc.is_number()) {
        *doc = Value::String(doc.to_string());
    }
    serde_json::from_value(value)
}

/// Clusters as lists, or as objects that hold their list under `events` or `members`.
fn clusters(text: &str, path: &Path) -> Result<Vec<Cluster>, Failure> {
    let wrong = |e: serde_json::Error| {
        Failure::new(format!("{}: {e}", path.display()), "expected a JSON list of lists of [document, event]")
    };
    let values: Vec<Value> = serde_json::from_str(text).map_err(wrong)?;
    let list = |v: &Value| v.get("events").or_else(|| v.get("members")).unwrap_or(v).clone();
    let cluster = |v: &Value| serde_json::from_value::<Vec<EventRef>>(list(v)).map_err(wrong);
    values.iter().map(cluster).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_may_be_a_number() {
        assert_eq!(record(r#"{"doc": 3, "events": []}"#).map(|r| r.doc).ok().as_deref(), Some("3"));
    }

    #[test]
    fn a_wrong_line_of_gold_is_named() {
        let failure = records("{\"doc\": \"a\", \"events\": []}\n{", Path::new("gold.jsonl")).expect_err("a failure");
        assert!(failure.to_string().starts_with("gold.jsonl:2: "), "{failure}");
    }

    #[test]
    fn clusters_are_lists_or_objects() {
        let text = r#"[[["a", "e1"], ["b", "e1"]], {"members": [["c", "e1"]]}]"#;
        let found = clusters(text, Path::new("i.json")).expect("clusters");
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }
}
