//! Public benchmarks beside the repository, measured by their own scorers where Python is at hand.

mod muc4;
mod phrases;

use crate::ratchet::Figures;
use crate::{root, shared};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Adds the figures of each bench to `now`, and prints them.
pub fn figures(now: &mut Figures) -> Result<(), String> {
    let Some(bench) = shared().map(|s| s.join("bench")).filter(|b| b.is_dir()) else { return Ok(()) };
    if let Some(found) = muc4(&bench)? {
        show("muc4", &found, now);
    }
    Ok(())
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
    let Some(report) = scored(&bench.join("muc4"), "dev.jsonl", &answers)? else { return Ok(None) };
    let at = |path: &str| report.pointer(path).and_then(Value::as_f64).unwrap_or(0.0);
    let killed = "/casualties(gold exact, per template)/killed";
    Ok(Some(vec![
        ("roles", at("/roles_fuzzy/MICRO(5 roles)/F1")),
        ("killed_recall", at(&format!("{killed}/recall_exact"))),
        ("killed_precision", at(&format!("{killed}/precision_exact"))),
    ]))
}

fn rows(path: &Path) -> Result<Vec<Value>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.lines().map(|l| serde_json::from_str(l).map_err(|e| format!("{}: {e}", path.display()))).collect()
}

/// What the bench's own scorer says of the answers; nothing where there is no Python.
fn scored(folder: &Path, gold: &str, answers: &[Value]) -> Result<Option<Value>, String> {
    let file = std::env::temp_dir().join(format!("vigie-bench-{}.jsonl", std::process::id()));
    let lines: String = answers.iter().map(|a| format!("{a}\n")).collect();
    std::fs::write(&file, lines).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut python = Command::new("python3");
    let out = python.arg(folder.join("score.py")).args([&folder.join(gold), &file]).arg("--json").output();
    let _ = std::fs::remove_file(&file);
    let Ok(out) = out else { return Ok(None) };
    let told = String::from_utf8_lossy(&out.stderr);
    serde_json::from_slice(&out.stdout).map(Some).map_err(|e| format!("{}: {e} {told}", folder.display()))
}
