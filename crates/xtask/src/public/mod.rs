//! Public benchmarks beside the repository, measured by their own scorers where Python is at hand.

mod acts;
mod cast;
mod everyday;
mod forecast;
mod geoparse;
mod gva;
mod muc4;
mod muc4_words;
mod phrases;
mod timex;

use crate::ratchet::Figures;
use crate::{root, shared};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use vigie_engine::data::Data;
use vigie_engine::model::Lang;

/// Adds the figures of each bench to `now`, and prints them.
pub fn figures(now: &mut Figures) -> Result<(), String> {
    if let Some(trees) = shared().map(|s| s.join("treebanks")).filter(|t| t.is_dir()) {
        let quiet = |lang: Lang| everyday::share(&trees, lang);
        show("everyday", &[("en", quiet(Lang::En)?), ("fr", quiet(Lang::Fr)?)], now);
    }
    let Some(bench) = shared().map(|s| s.join("bench")).filter(|b| b.is_dir()) else { return Ok(()) };
    if let Some(rule) = &Data::bundled().verdicts.forecast {
        show("forecast", &forecast::skills(&rows(&bench.join("forecast/country_month.jsonl"))?, rule)?, now);
    }
    show("timex", &timex(&bench)?, now);
    for (name, found) in [("geoparse", geoparse(&bench)?), ("muc4", muc4(&bench)?), ("gva", gva(&bench)?)] {
        if let Some(found) = found {
            show(name, &found, now);
        }
    }
    Ok(())
}

/// The shares of date expressions whose value is right, English and French.
fn timex(bench: &Path) -> Result<Vec<(&'static str, f64)>, String> {
    let rows = |lang: &str| -> Result<Vec<Value>, String> {
        let recognised = rows(&bench.join(format!("timex/recognizers_{lang}.jsonl")))?;
        Ok([recognised, rows(&bench.join(format!("timex/duckling_{lang}.jsonl")))?].concat())
    };
    Ok(vec![("en", timex::share(&rows("en")?, Lang::En)), ("fr", timex::share(&rows("fr")?, Lang::Fr))])
}

/// Gold toponyms within 161 km, with the bundled gazetteer alone.
fn geoparse(bench: &Path) -> Result<Option<Vec<(&'static str, f64)>>, String> {
    let rows = rows(&bench.join("geoparse/trnews.jsonl"))?;
    let answers: Vec<Value> = rows.iter().map(|row| geoparse::answer(row, Data::bundled())).collect();
    let report = scored(&bench.join("geoparse"), "trnews.jsonl", &answers, &[])?;
    Ok(report.map(|r| vec![("within_161_km", r["acc_k_all"].as_f64().unwrap_or(0.0) / 100.0)]))
}

fn show(name: &str, found: &[(&str, f64)], now: &mut Figures) {
    let cells: Vec<String> = found.iter().map(|(what, v)| format!("{what} {v:.3}")).collect();
    println!("{name:<15} {}", cells.join("  "));
    now.insert(name.into(), found.iter().map(|(what, v)| (what.to_string(), *v)).collect());
}

/// Roles and tolls of terror reports in capitals, with the actors and places of their region.
fn muc4(bench: &Path) -> Result<Option<Vec<(&'static str, f64)>>, String> {
    let coder = muc4::Coder::load(&root().join("tests/bench/muc4"))?;
    let rows = rows(&bench.join("muc4/dev.jsonl"))?;
    let answers: Vec<Value> = rows.iter().map(|row| coder.answer(row)).collect();
    let Some(report) = scored(&bench.join("muc4"), "dev.jsonl", &answers, &["--json"])? else { return Ok(None) };
    let at = |path: &str| report.pointer(path).and_then(Value::as_f64).unwrap_or(0.0);
    let killed = "/casualties(gold exact, per template)/killed";
    Ok(Some(vec![
        ("roles", at("/roles_fuzzy/MICRO(5 roles)/F1")),
        ("killed_recall", at(&format!("{killed}/recall_exact"))),
        ("killed_precision", at(&format!("{killed}/precision_exact"))),
    ]))
}

/// Which reports tell of one shooting, and what they say of it.
fn gva(bench: &Path) -> Result<Option<Vec<(&'static str, f64)>>, String> {
    let words = gva::Words::load(&root().join("tests/bench/gva"))?;
    let answers = gva::answers(&rows(&bench.join("gva/docs.jsonl"))?, &words, Data::bundled());
    let Some(report) = scored(&bench.join("gva"), "docs.jsonl", &answers, &["--json"])? else { return Ok(None) };
    let at = |path: &str| report.pointer(path).and_then(Value::as_f64).unwrap_or(0.0);
    Ok(Some(vec![
        ("b_cubed", at("/clustering/bcubed/F1")),
        ("pairwise", at("/clustering/pairwise/F1")),
        ("killed", at("/killed/acc_all")),
        ("injured", at("/injured/acc_all")),
        ("date", at("/date/exact")),
        ("city", at("/city/acc")),
    ]))
}

fn rows(path: &Path) -> Result<Vec<Value>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.lines().map(|l| serde_json::from_str(l).map_err(|e| format!("{}: {e}", path.display()))).collect()
}

/// What the bench's own scorer says of the answers; nothing where there is no Python.
fn scored(folder: &Path, gold: &str, answers: &[Value], more: &[&str]) -> Result<Option<Value>, String> {
    let file = std::env::temp_dir().join(format!("vigie-bench-{}.jsonl", std::process::id()));
    let lines: String = answers.iter().map(|a| format!("{a}\n")).collect();
    std::fs::write(&file, lines).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut python = Command::new("python3");
    let out = python.arg(folder.join("score.py")).args([&folder.join(gold), &file]).args(more).output();
    let _ = std::fs::remove_file(&file);
    let Ok(out) = out else { return Ok(None) };
    let told = String::from_utf8_lossy(&out.stderr);
    serde_json::from_slice(&out.stdout).map(Some).map_err(|e| format!("{}: {e} {told}", folder.display()))
}
