//! Incidents: lists, points of a map, and one with its ledger.

use super::answer::Answer;
use super::call::{Call, Done};
use super::cursor;
use super::param::Asked;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::assess::killed;
use vigie_engine::model::{Document, Incident, PlacePrecision, Span, Support};
use vigie_store::{Fault, Paged, Record, Select, Wanted};

/// Letters of a quotation at most: the words are in the document, whole.
const QUOTE: usize = 600;

/// A page of a list.
pub fn list(record: &mut Record, call: &Call) -> Done {
    let page = record.page_of_incidents(&wanted(&call.asked))?;
    let items: Vec<Value> = page.items.iter().map(|(changed, incident)| line(incident, changed)).collect();
    Ok(Answer::json(&paged(items, &page.next)))
}

/// The same as points.
pub fn geojson(record: &mut Record, call: &Call) -> Done {
    let page = record.page_of_incidents(&wanted(&call.asked))?;
    let features: Vec<Value> = page.items.iter().filter_map(|(changed, i)| feature(i, changed)).collect();
    let collection = json!({
        "type": "FeatureCollection", "features": features, "next": page.next.as_ref().map(cursor::write),
    });
    Ok(Answer { kind: "application/geo+json", ..Answer::json(&collection) })
}

/// One incident with all its claims, the names of its events, and what people ruled on them.
pub fn one(record: &mut Record, call: &Call) -> Done {
    let incident = record.incident(call.asked.text("id").unwrap_or(""))?;
    let names: BTreeSet<String> = record.event_names(&incident.id)?.into_iter().collect();
    let decisions = record.decisions()?;
    let on_it = |d: &&vigie_store::Decision| d.act.events().iter().any(|name| names.contains(name));
    let decisions: Vec<_> = decisions.iter().filter(on_it).collect();
    Ok(Answer::json(&json!({"incident": incident, "event_names": names, "decisions": decisions})))
}

/// The ledger of an incident, with the words.
pub fn ledger(record: &mut Record, call: &Call) -> Done {
    let incident = record.incident(call.asked.text("id").unwrap_or(""))?;
    let documents = cited(record, &incident)?;
    Ok(Answer::json(&json!({
        "incident": incident.id,
        "claims": claims(&incident, &documents),
        "contradictions": incident.contradictions,
        "origins": incident.origins,
        "ranges": incident.ranges,
    })))
}

/// The documents that tell an incident.
pub fn cited(record: &mut Record, incident: &Incident) -> Result<BTreeMap<String, Document>, Fault> {
    let ids: BTreeSet<&str> = incident.events.iter().map(|(doc, _)| doc.as_str()).collect();
    let mut documents = BTreeMap::new();
    for id in ids {
        if let Some((document, _)) = record.document_of(id)? {
            documents.insert(id.to_string(), document);
        }
    }
    Ok(documents)
}

/// Every value of every field, each with who gives it and in which words.
pub fn claims(incident: &Incident, documents: &BTreeMap<String, Document>) -> Vec<Value> {
    let fields = incident.fields.iter().flat_map(|(field, claims)| claims.iter().map(move |claim| (field, claim)));
    let told = |(field, claim): (&String, &vigie_engine::model::Claim)| {
        json!({
            "field": field,
            "value": claim.value,
            "shown_by": claim.shown_by,
            "origins": claim.origins,
            "grade": claim.grade,
            "credibility": claim.credibility,
            "first": claim.first,
            "last": claim.last,
            "superseded": claim.superseded,
            "support": claim.support.iter().map(|s| support(s, documents)).collect::<Vec<_>>(),
        })
    };
    fields.map(told).collect()
}

fn support(support: &Support, documents: &BTreeMap<String, Document>) -> Value {
    let document = documents.get(&support.doc);
    let words = |span: &Span| document.map_or("", |d| span.of(&d.text)).chars().take(QUOTE).collect::<String>();
    json!({
        "doc": support.doc,
        "event": support.event,
        "said_by": support.said_by,
        "stance": support.stance,
        "outlet": document.and_then(|d| d.outlet.clone()),
        "published": document.and_then(|d| d.published.clone()),
        "spans": support.spans,
        "words": support.spans.iter().map(words).collect::<Vec<_>>(),
    })
}

/// What a request wants of a list.
pub fn wanted(asked: &Asked) -> Wanted {
    Wanted {
        select: Select {
            country: asked.own("country"),
            admin1: asked.own("admin1"),
            from: asked.day("from"),
            to: asked.day("to"),
            known: asked.day("known"),
            since: asked.time("updated_since"),
            limit: None,
        },
        kind: asked.own("type"),
        actor: asked.own("actor"),
        killed: asked.number("killed"),
        after: asked.cursor(),
        limit: asked.limit(),
    }
}

/// An incident in a list.
pub fn line(incident: &Incident, changed: &str) -> Value {
    let (shown, reports) = (&incident.shown, incident.events.iter().map(|(doc, _)| doc).collect::<BTreeSet<_>>());
    json!({
        "id": incident.id,
        "changed": changed,
        "type": shown.event_type,
        "sub_type": shown.sub_type,
        "status": shown.status,
        "stance": shown.stance,
        "date_from": shown.date_from,
        "date_to": shown.date_to,
        "date_precision": shown.date_precision,
        "place": shown.place,
        "admin1": shown.admin1,
        "country": shown.country,
        "place_precision": shown.place_precision,
        "point": incident.point,
        "initiators": shown.initiators,
        "targets": shown.targets,
        "figures": shown.figures,
        "killed": killed(incident),
        "reports": reports.len(),
        "origins": incident.origins.len(),
        "contradictions": incident.contradictions.len(),
        "campaign": incident.campaign,
    })
}

fn feature(incident: &Incident, changed: &str) -> Option<Value> {
    let (lat, lon) = incident.point?;
    let exact = incident.shown.place_precision == PlacePrecision::Settlement;
    let mut properties = line(incident, changed);
    properties["exact"] = exact.into();
    Some(json!({
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }))
}

/// A page, and where the next one begins.
pub fn paged(items: Vec<Value>, next: &Option<(String, String)>) -> Value {
    json!({"items": items, "next": next.as_ref().map(cursor::write)})
}

/// A page of values as they are.
pub fn page_of<T: serde::Serialize>(page: &Paged<T>) -> Value {
    json!({"items": page.items, "next": page.next.as_ref().map(cursor::write)})
}
