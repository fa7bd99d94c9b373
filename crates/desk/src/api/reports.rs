//! Documents, their events, and what stands between incidents.

use super::answer::Answer;
use super::call::{Call, Done};
use super::incidents::{page_of, paged};
use super::problem::Problem;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use vigie_store::Record;

/// Documents without their text.
pub fn list(record: &mut Record, call: &Call) -> Done {
    let since = call.asked.time("updated_since");
    let page = record.page_of_documents(after(call), since.as_deref(), call.asked.limit())?;
    let light = |d: &vigie_engine::model::Document| {
        json!({
            "id": d.id, "title": d.title, "outlet": d.outlet, "url": d.url, "published": d.published,
            "fetched": d.fetched, "language": d.language,
        })
    };
    Ok(Answer::json(&paged(page.items.iter().map(light).collect(), &page.next)))
}

/// One document and what is coded of it.
pub fn one(record: &mut Record, call: &Call) -> Done {
    let id = call.asked.text("id").unwrap_or("");
    let found = record.document_of(id)?;
    let (document, coded) = found.ok_or_else(|| Problem::missing(format!("there is no document {id}")))?;
    let incidents = incidents_of(record, id)?;
    Ok(Answer::json(&json!({"document": document, "record": coded, "incidents": incidents})))
}

/// The incidents that hold events of a document.
pub fn incidents_of(record: &mut Record, doc: &str) -> Result<BTreeSet<String>, vigie_store::Fault> {
    let page = record.page_of_events(None, Some(doc), "", 1000)?;
    Ok(page.items.into_iter().filter_map(|event| event.incident).collect())
}

/// Events with the names that stay.
pub fn events(record: &mut Record, call: &Call) -> Done {
    let (incident, doc) = (call.asked.text("incident"), call.asked.text("document"));
    let from = call.asked.cursor().map(|c| c.0).unwrap_or_default();
    Ok(Answer::json(&page_of(&record.page_of_events(incident, doc, &from, call.asked.limit())?)))
}

/// Operations.
pub fn campaigns(record: &mut Record, call: &Call) -> Done {
    let from = call.asked.cursor().map(|c| c.0).unwrap_or_default();
    Ok(Answer::json(&page_of(&record.page_of_campaigns(call.asked.text("incident"), &from, call.asked.limit())?)))
}

/// Contradictions: of an incident all of them, else those that stand between incidents and between totals.
pub fn contradictions(record: &mut Record, call: &Call) -> Done {
    if let Some(id) = call.asked.text("incident") {
        let items: Vec<Value> = record.incident(id)?.contradictions.iter().map(|c| json!(c)).collect();
        return Ok(Answer::json(&paged(items, &None)));
    }
    Ok(Answer::json(&page_of(&record.page_of_contradictions(after(call), call.asked.limit())?)))
}

/// Reports that have words, with the incidents that they tell.
pub fn search(record: &mut Record, call: &Call) -> Done {
    let limit = call.asked.number("limit").unwrap_or(20);
    Ok(Answer::json(&json!({"items": hits(record, call.asked.text("q").unwrap_or(""), limit)?})))
}

/// What a search finds.
pub fn hits(record: &mut Record, words: &str, limit: i64) -> Result<Vec<Value>, vigie_store::Fault> {
    let mut hits = Vec::new();
    for hit in record.search(words, limit)? {
        let Some((document, _)) = record.document_of(&hit.id)? else { continue };
        hits.push(json!({
            "doc": hit.id,
            "title": document.title,
            "outlet": document.outlet,
            "url": document.url,
            "published": hit.published,
            "incidents": incidents_of(record, &hit.id)?,
        }));
    }
    Ok(hits)
}

/// The number after which a page begins.
fn after(call: &Call) -> i64 {
    call.asked.cursor().and_then(|c| c.0.parse().ok()).unwrap_or(-1)
}
