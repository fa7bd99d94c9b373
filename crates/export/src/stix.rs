//! Reports of STIX 2.1, as threat platforms load them: what is told of an incident, never whom to aim at.

use crate::geo;
use crate::guard::Released;
use crate::line::Writer;
use crate::options::Options;
use crate::sources;
use crate::stamp;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use vigie_engine::data::Data;
use vigie_engine::model::{Actor, Class, Incident};

/// Objects by name, so that each stands once.
type Objects = BTreeMap<String, Value>;

/// A bundle of reports with the sides and places that they speak of.
pub(crate) fn bytes(released: &Released, options: &Options, data: &Data) -> Vec<u8> {
    let mut objects = Objects::new();
    let born = born();
    let author = identity("sender", &options.sender, "organization", born);
    let by = author["id"].as_str().unwrap_or("").to_string();
    objects.insert(by.clone(), author);
    let writer = Writer::new(options, data);
    for incident in &released.incidents {
        let mut refs: Vec<String> = Vec::new();
        for (id, object) in parts(incident, data, born, &by) {
            refs.push(id.clone());
            objects.insert(id, object);
        }
        let report = report(incident, released, options, &writer, &by, refs);
        objects.insert(report["id"].as_str().unwrap_or("").into(), report);
    }
    let objects: Vec<Value> = objects.into_values().collect();
    let key = stamp::sha256(Value::from(objects.clone()).to_string().as_bytes());
    let bundle = json!({"type": "bundle", "id": name("bundle", "bundle", &key), "objects": objects});
    (serde_json::to_string_pretty(&bundle).unwrap_or_default() + "\n").into_bytes()
}

/// The time at which every object was created. One name has one such time, whatever is exported when: an older
/// report that comes in late must not change it.
fn born() -> Timestamp {
    stamp::midnight(vigie_engine::model::Day::constant(2025, 1, 1))
}

fn name(kind: &str, space: &str, key: &str) -> String {
    format!("{kind}--{}", stamp::uuid(&format!("stix/{space}"), key))
}

fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}

/// What every object has.
fn object(kind: &str, space: &str, key: &str, created: Timestamp, modified: Timestamp) -> Map<String, Value> {
    let made = json!({
        "type": kind,
        "spec_version": "2.1",
        "id": name(kind, space, key),
        "created": time(created),
        "modified": time(modified.max(created)),
    });
    made.as_object().cloned().unwrap_or_default()
}

fn identity(space: &str, who: &str, class: &str, born: Timestamp) -> Value {
    let mut made = object("identity", space, who, born, born);
    made.insert("name".into(), who.into());
    made.insert("identity_class".into(), class.into());
    made.into()
}

/// The sides and the place.
fn parts(incident: &Incident, data: &Data, born: Timestamp, by: &str) -> Objects {
    let event = &incident.shown;
    let sides = event.initiators.iter().chain(&event.targets).map(|a| side(a, born));
    let all = sides.chain(place(incident, data, born));
    let signed = |mut object: Value| {
        object["created_by_ref"] = by.into();
        (object["id"].as_str().unwrap_or("").to_string(), object)
    };
    all.map(signed).collect()
}

fn side(actor: &Actor, born: Timestamp) -> Value {
    let class = match actor.class {
        Class::Civilians | Class::Protesters | Class::Rioters | Class::CivilSociety => "class",
        Class::RebelGroup | Class::PoliticalMilitia | Class::IdentityMilitia => "group",
        _ => "organization",
    };
    identity("actor", &actor.name, class, born)
}

/// A place has a point, or at least a country.
fn place(incident: &Incident, data: &Data, born: Timestamp) -> Option<Value> {
    let event = &incident.shown;
    let country = event.country.as_deref();
    let spot = geo::place(incident, data);
    if country.is_none() && spot.is_none() {
        return None;
    }
    let key = [event.place.as_deref(), event.admin1.as_deref(), country].map(|p| p.unwrap_or("")).join("|");
    let mut made = object("location", "place", &key, born, born);
    let mut put = |field: &str, value: Option<Value>| value.map(|v| made.insert(field.into(), v));
    put("name", event.place.clone().map(Value::from));
    put("administrative_area", event.admin1.clone().map(Value::from));
    put("country", country.map(|c| data.places.iso2(c).unwrap_or(c).into()));
    put("latitude", spot.map(|s| s.lat.into()));
    put("longitude", spot.map(|s| s.lon.into()));
    put("precision", spot.map(|s| (s.radius * 1000.0).into()));
    Some(made.into())
}

fn report(
    incident: &Incident,
    released: &Released,
    options: &Options,
    writer: &Writer,
    by: &str,
    refs: Vec<String>,
) -> Value {
    let (first, last) = stamp::times(incident, released, options);
    let mut made = object("report", "incident", &incident.id, born(), last);
    let mut put = |field: &str, value: Value| drop(made.insert(field.into(), value));
    put("created_by_ref", by.into());
    put("name", writer.title(incident).into());
    put("description", writer.note(incident, released).into());
    put("published", time(first).into());
    put("report_types", json!(["threat-report"]));
    put("lang", options.lang.code().into());
    put("labels", json!([incident.shown.event_type, incident.shown.sub_type]));
    put("object_refs", if refs.is_empty() { json!([by]) } else { refs.into() });
    let mut cited = vec![json!({"source_name": "vigie", "external_id": incident.id})];
    let found = sources::of(incident, &released.sources);
    cited.extend(found.iter().filter_map(|(_, s)| Some(json!({"source_name": s.name(), "url": s.url.clone()?}))));
    put("external_references", cited.into());
    if let Some(confidence) = confidence(incident) {
        put("confidence", confidence.into());
    }
    made.into()
}

/// The credibility of what happened, on the scale that STIX gives for the Admiralty's.
fn confidence(incident: &Incident) -> Option<u64> {
    let level = incident.fields.get("sub_type")?.first()?.credibility?;
    [90, 70, 50, 30, 10].get(usize::from(level).checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Format;
    use crate::testing::{input, options};
    use std::collections::BTreeSet;

    fn made(told: &[&[&str]]) -> Value {
        let world = input(told);
        let bytes = crate::export(&world.input(), &options(Format::Stix), Data::bundled()).expect("a file").bytes;
        serde_json::from_slice(&bytes).expect("JSON")
    }

    #[test]
    fn reports_keep_their_names_and_point_at_objects_of_the_bundle() {
        let told: [&[&str]; 1] = [&["Attack|2025-07-01|Gao|JNIM|Civilians|killed 9", "Threat||-|JNIM||"]];
        let bundle = made(&told);
        assert_eq!(bundle, made(&told));
        let objects = bundle["objects"].as_array().expect("objects");
        let ids: BTreeSet<&str> = objects.iter().filter_map(|o| o["id"].as_str()).collect();
        assert_eq!(ids.len(), objects.len());
        let reports: Vec<&Value> = objects.iter().filter(|o| o["type"] == "report").collect();
        assert_eq!(reports.len(), 2);
        for report in reports {
            for reference in report["object_refs"].as_array().expect("references") {
                assert!(ids.contains(reference.as_str().expect("a name")));
            }
            assert!(report["modified"].as_str() >= report["created"].as_str());
        }
        let place = objects.iter().find(|o| o["name"] == "Gao").expect("a place");
        assert_eq!((&place["country"], &place["precision"]), (&json!("ML"), &json!(5000.0)));
    }

    #[test]
    fn an_empty_record_is_a_bundle_of_its_author() {
        assert_eq!(made(&[])["objects"].as_array().map(Vec::len), Some(1));
    }
}
