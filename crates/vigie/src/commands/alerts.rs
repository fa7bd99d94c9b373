//! `alerts`: what a reader should not miss, now or day by day as the reports came.

use crate::cli::{AlertsArgs, Global, ListFormat};
use crate::failure::Failure;
use crate::history::Told;
use crate::installation;
use crate::output::{self, Outcome};
use crate::table::{self, word};
use vigie_engine::assess::{self, Alert, Question};

/// The alerts that stand, or with `--replay` those that would have been raised.
pub fn alerts(args: &AlertsArgs, global: &Global) -> Result<Outcome, Failure> {
    let told = Told::open(&args.told, global.quiet)?;
    let (run, data) = (&told.run, installation::data());
    let text = if args.replay {
        let raised = assess::alerts::replay(&run.resolution, &run.documents, &told.area, data);
        written(
            &raised,
            args.format,
            |r| [vec![r.on.to_string(), r.why.clone()], row(&r.alert)].concat(),
            &["on", "why"],
        )
    } else {
        let question = Question { area: told.area.clone(), complete: told.complete, ..Question::default() };
        let made = assess::answer(&run.resolution, &run.documents, &question, data);
        written(&made.alerts, args.format, row, &[])
    };
    Ok(Outcome { text, notes: told.run.notes, failed: false, ..Outcome::default() })
}

fn written<T: serde::Serialize>(
    all: &[T],
    format: ListFormat,
    row: impl Fn(&T) -> Vec<String>,
    first: &[&str],
) -> String {
    match format {
        ListFormat::Jsonl => output::lines(all),
        ListFormat::Table => {
            let heading =
                [first, &["date", "alert", "severity", "confidence", "places", "killed", "incidents"]].concat();
            table::table(&heading, &all.iter().map(row).collect::<Vec<_>>())
        }
    }
}

fn row(alert: &Alert) -> Vec<String> {
    let killed = alert.killed;
    vec![
        alert.date.map_or_else(|| "undated".into(), |d| d.to_string()),
        alert.actor.as_ref().map_or_else(|| alert.kind.clone(), |actor| format!("{} ({actor})", alert.kind)),
        word(&alert.severity),
        word(&alert.confidence),
        alert.places.join(", "),
        if killed.low == killed.high { killed.best.to_string() } else { format!("{}–{}", killed.low, killed.high) },
        alert.incidents.join(", "),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::assess::Raised;

    #[test]
    fn an_alert_is_one_row_with_its_range() {
        let json = r#"{"on": "2025-07-02", "why": "new", "kind": "mass_casualty", "severity": "high", "confidence": "medium",
            "date": "2025-07-01", "places": ["A"], "incidents": ["i1"], "campaign": null,
            "killed": {"low": 25, "best": 30, "high": 30}}"#;
        let raised: Raised = serde_json::from_str(json).unwrap();
        assert_eq!(row(&raised.alert).join(" | "), "2025-07-01 | mass_casualty | high | medium | A | 25–30 | i1");
    }
}
