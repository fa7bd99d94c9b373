//! Coding in `docs/quality.md`: figures by slot and language, and what goes wrong most.

use crate::gold::{Set, sets};
use std::fmt::Write;
use vigie_engine::evaluate::{Report, SLOTS};

const INTRODUCTION: &str = "## Coding: slots of events against gold

F1 over all events: one that nobody coded misses all its slots, an invented one makes all its slots wrong
(`eval/score.py`). The ceiling is how far two careful people agree on reports neither has seen. `own` is this
repository's `tests/gold-own`; `fresh`, its `tests/gold-fresh`, was written and coded by someone who never saw what the
coder makes of a report, and its even numbers are read by nobody who tunes. `dev-undated` is `dev` with the day of
publication taken from every sixth report.
";

/// What two careful coders reach, where it was measured.
const CEILING: [(&str, &str); 3] = [("event", ".95"), ("record", ".88"), ("indicators", ".94")];

/// Shares among events that were found.
const BESIDE: [&str; 4] = ["status", "campaign", "place_precision", "figure_said_by"];
const KINDS: usize = 10;

/// The section, measured anew.
pub fn section() -> Result<String, String> {
    let mut section = String::from(INTRODUCTION);
    for (name, folder, dress) in sets() {
        let set = Set::code(&folder, dress)?;
        let _ = write!(section, "\n### {name}\n\n{}\n{}", table(&set), kinds(&set));
    }
    Ok(section)
}

/// A column for the set, and one for each of its languages if it has several.
fn table(set: &Set) -> String {
    let languages = set.languages();
    let mut columns = vec![("all", set.report(None))];
    if languages.len() > 1 {
        columns.extend(languages.into_iter().map(|l| (l, set.report(Some(l)))));
    }
    let names: Vec<&str> = columns.iter().map(|c| c.0).collect();
    let mut out = format!("| slot | {} | ceiling |\n|---|{}---|\n", names.join(" | "), "---|".repeat(names.len()));
    let f1 = |report: &Report, slot: &str| report.all.get(slot).map(|v| v.f1);
    ["event", "record"].iter().chain(&SLOTS).for_each(|slot| out.push_str(&row(slot, &columns, |r| f1(r, slot))));
    out.push_str(&row("indicators", &columns, |r| (r.indicators.gold > 0).then_some(r.indicators.f1)));
    for what in BESIDE {
        let share = |r: &Report| r.beside.get(what).and_then(|b| b.share);
        out.push_str(&row(&format!("{what}, of events found"), &columns, share));
    }
    out.push_str(&quiet(&columns));
    out
}

fn row(name: &str, columns: &[(&str, Report)], value: impl Fn(&Report) -> Option<f64>) -> String {
    let cells: Vec<String> =
        columns.iter().map(|(_, r)| value(r).map_or("–".to_string(), |v| format!("{v:.3}"))).collect();
    let ceiling = CEILING.iter().find(|c| c.0 == name).map_or("", |c| c.1);
    format!("| {name} | {} | {ceiling} |\n", cells.join(" | "))
}

fn quiet(columns: &[(&str, Report)]) -> String {
    let cell = |r: &Report| format!("{} of {}", r.quiet_documents_with_invented_events, r.quiet_documents);
    let cells: Vec<String> = columns.iter().map(|(_, r)| cell(r)).collect();
    format!("| quiet reports with invented events | {} | |\n", cells.join(" | "))
}

fn kinds(set: &Set) -> String {
    let commonest = set.errors().into_iter().take(KINDS);
    let lines: Vec<String> = commonest.map(|(kind, count)| format!("- {kind} ({count})\n")).collect();
    format!("The commonest kinds of error:\n\n{}", lines.concat())
}
