//! Places with their points, for the scorer of `bench/geoparse`.

use serde_json::{Value, json};
use vigie_engine::code::places;
use vigie_engine::data::Data;
use vigie_engine::model::Lang;

/// The places of a row of the bench, with offsets in characters as its scorer counts them.
pub fn answer(row: &Value, data: &Data) -> Value {
    let text = row["text"].as_str().unwrap_or("");
    let at = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    let found = places(text, Lang::En, data);
    let spots = found.iter().filter_map(|p| {
        let (lat, lon) = p.point?;
        Some(json!({"start": at(p.span.start), "end": at(p.span.end), "lat": lat, "lon": lon}))
    });
    json!({"doc_id": row["doc_id"], "toponyms": spots.collect::<Vec<_>>()})
}
