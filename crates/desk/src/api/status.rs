//! What the record holds, and who publishes.

use super::answer::Answer;
use super::call::{Call, Done};
use serde_json::{Value, json};
use vigie_engine::data::Source;
use vigie_store::Record;

/// What the record holds.
pub fn status(record: &mut Record, call: &Call) -> Done {
    let mut status = serde_json::to_value(record.status()?).unwrap_or_default();
    status["program"] = env!("CARGO_PKG_VERSION").into();
    status["engine"] = call.desk.stamp().engine.as_str().into();
    Ok(Answer::json(&status))
}

/// The sources that the installation knows.
pub fn sources(call: &Call) -> Done {
    let told = |s: &Source| {
        json!({
            "name": s.name, "aliases": s.aliases, "family": s.family, "grade": s.grade, "reason": s.reason,
            "judged": s.judged, "languages": s.languages, "country": s.country, "domains": s.domains,
            "feed": s.feed, "volume": s.volume,
        })
    };
    let items: Vec<Value> = call.desk.data().sources.list.iter().map(told).collect();
    Ok(Answer::json(&json!({"items": items})))
}
