//! `status`: what the record holds.

use crate::cli::EvaluateFormat;
use crate::failure::Failure;
use crate::keeping::Place;
use crate::output::{Outcome, json};
use crate::table;
use vigie_collect::standing;
use vigie_engine::model::Note;
use vigie_store::Status;

/// What the record holds, with a note if something waits to be done.
pub fn status(place: &Place, format: EvaluateFormat) -> Result<Outcome, Failure> {
    let mut record = place.read()?;
    let status = record.status()?;
    let sources = standing(&mut record)?;
    let text = match format {
        EvaluateFormat::Json => {
            let mut value = serde_json::to_value(&status).unwrap_or_default();
            value["sources"] = sources.iter().map(super::source::value).collect();
            json(&value, true) + "\n"
        }
        EvaluateFormat::Table => {
            let own = table::table(&["", ""], &rows(&place.address()?.to_string(), &status));
            if sources.is_empty() { own } else { format!("{own}\n{}", super::source::rows(&sources)) }
        }
    };
    Ok(Outcome { text, notes: waiting(&status).into_iter().collect(), failed: false, ..Outcome::default() })
}

/// What a stopped import left to do.
pub fn waiting(status: &Status) -> Option<Note> {
    let message = format!("{} documents or incidents wait to be joined; run vigie rebuild", status.pending);
    (status.pending > 0).then(|| Note { doc: "record".into(), message })
}

fn rows(place: &str, status: &Status) -> Vec<Vec<String>> {
    let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "?".into());
    let mut rows = vec![
        ("record", place.to_string()),
        ("documents", status.documents.to_string()),
        ("versions", status.versions.to_string()),
        ("published", format!("{} to {}", day(&status.published.0), day(&status.published.1))),
        ("events", status.events.to_string()),
        ("incidents", status.incidents.to_string()),
        ("decisions", status.decisions.to_string()),
        ("changed", day(&status.changed)),
        ("size", format!("{:.1} MB", status.bytes as f64 / 1e6)),
        ("form", status.schema.to_string()),
    ];
    let coded = |(engine, data, count): &(String, String, i64)| format!("{count} by engine {engine}, data {data}");
    rows.extend(status.stamps.iter().map(|stamp| ("coded", coded(stamp))));
    rows.into_iter().map(|(name, value)| vec![name.into(), value]).collect()
}
