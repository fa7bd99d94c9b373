//! `read`, `code` and `resolve`: what each stage makes of the reports.

use crate::cli::{CodeFormat, From};
use crate::failure::Failure;
use crate::output::{Outcome, json, lines};
use crate::pipeline::Run;
use crate::table;
use serde_json::json;
use std::path::PathBuf;
use vigie_engine::model::{Contradiction, Event, Record};
use vigie_store::Select;

/// Clean documents as JSON lines.
pub fn read(paths: &[PathBuf], quiet: bool) -> Result<Outcome, Failure> {
    let run = Run::read(paths, quiet)?;
    Ok(Outcome { text: lines(&run.documents), notes: run.notes, failed: false, ..Outcome::default() })
}

/// Records in the format asked for.
pub fn code(paths: &[PathBuf], format: CodeFormat, quiet: bool) -> Result<Outcome, Failure> {
    let run = Run::read(paths, quiet)?.code(quiet);
    let text = match format {
        CodeFormat::Jsonl => lines(&run.records),
        CodeFormat::Json => json(&run.records, true) + "\n",
        CodeFormat::Table => events(&run.records),
    };
    Ok(Outcome { text, notes: run.notes, failed: false, ..Outcome::default() })
}

/// Incidents as JSON lines, and contradictions between indicators on a last line of their own.
pub fn resolve(from: &From, quiet: bool) -> Result<Outcome, Failure> {
    let run = Run::of(from, &Select::default(), quiet)?;
    let text = lines(&run.resolution.incidents) + &of_indicators(&run.resolution.contradictions);
    Ok(Outcome { text, notes: run.notes, failed: false, ..Outcome::default() })
}

fn of_indicators(contradictions: &[Contradiction]) -> String {
    if contradictions.is_empty() {
        return String::new();
    }
    lines(&[json!({"id": "contradictions", "events": [], "fields": {}, "contradictions": contradictions})])
}

fn events(records: &[Record]) -> String {
    let rows = records.iter().flat_map(|r| r.events.iter().map(|e| row(&r.doc, e)));
    let heading = ["doc", "id", "date", "place", "sub-type", "who → whom", "figures", "said by"];
    table::table(&heading, &rows.collect::<Vec<_>>())
}

fn row(doc: &str, event: &Event) -> Vec<String> {
    vec![
        doc.into(),
        event.id.clone(),
        table::dates(event),
        event.place.clone().unwrap_or_else(|| "?".into()),
        event.sub_type.clone(),
        table::sides(event),
        table::figures(&event.figures),
        event.said_by.clone().unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::model::Severity;

    #[test]
    fn contradictions_of_indicators_stand_on_one_line_or_none() {
        assert_eq!(of_indicators(&[]), "");
        let contradiction = Contradiction {
            kind: "indicator".into(),
            severity: Severity::Low,
            about: "people in need".into(),
            sides: vec![],
            incidents: vec![],
        };
        let line = of_indicators(&[contradiction]);
        assert!(line.starts_with("{\"contradictions\":[") && line.lines().count() == 1, "{line}");
    }

    #[test]
    fn the_table_has_a_row_for_each_event() {
        let event = Event { id: "e1".into(), sub_type: "Attack".into(), ..Event::default() };
        let record = Record { doc: "r".into(), events: vec![event], ..Record::default() };
        let shown = events(&[record]);
        assert!(shown.lines().nth(1).is_some_and(|l| l.starts_with("r    e1  undated  ?")), "{shown}");
    }
}
