//! Views that leave the desk: a feed, warnings, a map. What may leave is decided by the export (docs/exports), so that
//! sensitive sources and names of private people stay.

use super::answer::Answer;
use super::call::{Call, Done};
use super::judged::area;
use super::problem::Problem;
use axum::http::StatusCode;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::model::Lang;
use vigie_export::{Format, Input, Options};
use vigie_store::{Act, Fault, Record, Select};

/// A feed of incidents, the last changed first.
pub fn atom(record: &mut Record, call: &Call) -> Done {
    made(record, call, Format::Atom, "application/atom+xml")
}

/// A ZIP of warnings by the Common Alerting Protocol; each is a draft until somebody confirmed its incident.
pub fn cap(record: &mut Record, call: &Call) -> Done {
    made(record, call, Format::Cap, "application/zip")
}

/// A map of incidents, drawn as exactly as they are known.
pub fn geojson(record: &mut Record, call: &Call) -> Done {
    made(record, call, Format::Geojson, "application/geo+json")
}

fn made(record: &mut Record, call: &Call, format: Format, kind: &'static str) -> Done {
    let (asked, country) = (&call.asked, call.asked.own("country"));
    let (documents, records, resolution) = record.view(&Select { country: country.clone(), ..Select::default() })?;
    let (changed, confirmed, gone) = known(record)?;
    let input = Input { documents: &documents, records: &records, resolution: &resolution, changed, confirmed, gone };
    let options = Options {
        lang: asked.text("lang").and_then(Lang::from_code).unwrap_or(Lang::ALL[0]),
        area: area(country, asked.own("admin1")),
        from: asked.day("from"),
        to: asked.day("to"),
        kind: asked.own("type"),
        sensitive: vigie_collect::sensitive(record)?,
        ..Options::new(format, Timestamp::now())
    };
    let fault = |e: vigie_export::Fault| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, e.to_string());
    let export = vigie_export::export(&input, &options, call.desk.data()).map_err(fault)?;
    Ok(Answer::of(kind, export.bytes))
}

type Known = (BTreeMap<String, Timestamp>, BTreeSet<String>, BTreeMap<String, Option<String>>);

/// When incidents changed, which of them were confirmed, and which are no more.
fn known(record: &mut Record) -> Result<Known, Fault> {
    let time = |(id, at): (String, String)| Some((id, at.parse().ok()?));
    let changed = record.changed()?.into_iter().filter_map(time).collect();
    let owners = record.owners()?;
    let mut confirmed = BTreeSet::new();
    for decision in record.decisions()? {
        if let Act::Confirm { events } = &decision.act {
            confirmed.extend(events.iter().filter_map(|name| owners.get(name).cloned()));
        }
    }
    Ok((changed, confirmed, record.gone(None)?.into_iter().collect()))
}
