//! What a person rules, from the forms of the incident and of the queue.

use super::ctx::Ctx;
use crate::state::{Desk, Failed};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use vigie_engine::data::Data;
use vigie_engine::model::Incident;
use vigie_store::{Act, Fault, Kind, Record};

/// The fields of a form, each with all of its values.
#[derive(Clone, Debug, Default)]
pub struct Form(BTreeMap<String, Vec<String>>);

impl Form {
    /// Those of a body, as browsers send it.
    pub fn parse(body: &str) -> Self {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, value) in form_urlencoded::parse(body.as_bytes()) {
            fields.entry(key.into_owned()).or_default().push(value.trim().replace("\r\n", "\n"));
        }
        Self(fields)
    }

    /// A field's last value; nothing if it is empty.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.last().map(String::as_str).filter(|v| !v.is_empty())
    }

    /// All values of a field.
    pub fn all(&self, key: &str) -> &[String] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Keeps a ruling on an incident, and leads back to where the person was.
pub async fn decide(State(desk): State<Arc<Desk>>, c: Ctx, Path(id): Path<String>, body: String) -> Response {
    let form = Form::parse(&body);
    if !c.rules() || !c.sent_by_us(form.get("csrf")) {
        return c.forbidden();
    }
    let back = form.get("back").map(str::to_string);
    let target = id.clone();
    match kept(&desk, c.person.name.clone(), id, form).await {
        Ok((num, joined)) => {
            // Only ways within the desk are followed back.
            let to = back.filter(|b| b.starts_with("/review")).unwrap_or_else(|| format!("/incidents/{target}"));
            let joint = if to.contains('?') { '&' } else { '?' };
            let waits = if joined { "" } else { "&waits=1" };
            Redirect::to(&format!("{to}{joint}done={num}{waits}")).into_response()
        }
        Err(failed) => c.trouble(&failed),
    }
}

/// The number of the last ruling of a form, and whether what it changes is done.
async fn kept(desk: &Arc<Desk>, who: String, id: String, form: Form) -> Result<(i64, bool), Failed> {
    let data = desk.data();
    let ruled = desk.write(move |record| {
        let (why, mut last) = (form.get("why").unwrap_or("").to_string(), 0);
        for act in acts(record, &id, &form, data)? {
            last = record.decide(&who, &why, &id, &act)?;
        }
        Ok(last)
    });
    let num = ruled.await?;
    Ok((num, desk.join().await?.is_some()))
}

/// Takes a decision back.
pub async fn undo(State(desk): State<Arc<Desk>>, c: Ctx, Path(num): Path<i64>, body: String) -> Response {
    if !c.rules() || !c.sent_by_us(Form::parse(&body).get("csrf")) {
        return c.forbidden();
    }
    match undone(&desk, c.person.name.clone(), num).await {
        Ok(target) => Redirect::to(&format!("/incidents/{target}#history")).into_response(),
        Err(failed) => c.trouble(&failed),
    }
}

/// Takes a ruling back; the incident that it was on.
async fn undone(desk: &Arc<Desk>, who: String, num: i64) -> Result<String, Failed> {
    let back = desk.write(move |record| {
        let decision = record.decisions()?.into_iter().find(|d| d.num == num);
        record.undo(&who, "", num)?;
        Ok(decision.map(|d| (d.target, d.act.events().to_vec())).unwrap_or_default())
    });
    let (target, events) = back.await?;
    desk.join().await?;
    // What was gone comes back under another name.
    desk.read(move |record| Ok(record.incident_with(&events)?.unwrap_or(target))).await
}

fn acts(record: &mut Record, id: &str, form: &Form, data: &Data) -> Result<Vec<Act>, Fault> {
    let incident = record.incident(id)?;
    let names: Vec<String> = record.names_of(&incident.id)?.into_values().collect();
    let one = |act: Act| Ok(vec![act]);
    match form.get("kind").unwrap_or("") {
        "confirm" => one(Act::Confirm { events: names }),
        "reject" => one(Act::Reject { events: names }),
        "note" => match form.get("why") {
            Some(_) => one(Act::Note { events: names }),
            None => Err(asked("a note needs its words", "write them and try again")),
        },
        "merge" => {
            let other = record.event_names(form.get("other").unwrap_or(""))?;
            one(Act::Merge { events: [names, other].concat() })
        }
        "split" => {
            let events: Vec<String> = form.all("event").iter().filter(|e| names.contains(e)).cloned().collect();
            if events.is_empty() || events.len() == names.len() {
                return Err(asked("some reports must go and some must stay", "mark those that tell something else"));
            }
            one(Act::Split { events })
        }
        "correct" => correct(record, &incident, names, form, data),
        _ => Err(asked("this ruling is not known", "go back and choose one")),
    }
}

fn asked(what: &str, hint: &str) -> Fault {
    Fault::new(Kind::Asked, what, hint)
}

fn correct(
    record: &mut Record,
    incident: &Incident,
    names: Vec<String>,
    form: &Form,
    data: &Data,
) -> Result<Vec<Act>, Fault> {
    let (field, told) = (form.get("field").unwrap_or(""), form.get("value").unwrap_or(""));
    if field.starts_with("figures/") {
        return toll(record, incident, field, told);
    }
    let value = match field {
        "initiators" | "targets" => parties(told, data)?,
        _ => json!(told),
    };
    if matches!(field, "date_from" | "date_to") && told.parse::<vigie_engine::model::Day>().is_ok() {
        return Ok(days(incident, &names, field, told));
    }
    if !record.fits(&names, field, &value)? {
        let hint = "days are written 2025-07-01; see the codebook";
        return Err(asked(&format!("{told} cannot stand in {field}"), hint));
    }
    Ok(vec![Act::Correct { events: names, field: field.into(), value }])
}

/// A day that would stand before the first or after the last takes the other with it, and is exact.
fn days(incident: &Incident, names: &[String], field: &str, told: &str) -> Vec<Act> {
    let act = |field: &str, value: Value| Act::Correct { events: names.to_vec(), field: field.into(), value };
    let (from, to) = (incident.shown.date_from, incident.shown.date_to);
    let day: Option<vigie_engine::model::Day> = told.parse().ok();
    let alone = from == to || (field == "date_from" && day > to) || (field == "date_to" && day < from);
    let mut acts = match (alone, field) {
        // First the end that makes room, so that no step leaves a last day before the first.
        (true, _) if day > to => vec![act("date_to", json!(told)), act("date_from", json!(told))],
        (true, _) => vec![act("date_from", json!(told)), act("date_to", json!(told))],
        (false, field) => vec![act(field, json!(told))],
    };
    acts.push(act("date_precision", json!("day")));
    acts
}

/// "Group; Civilians" as parties that the installation knows.
fn parties(told: &str, data: &Data) -> Result<Value, Fault> {
    let party = |name: &str| {
        let wanted = vigie_engine::data::phrase(name);
        let called = |a: &&vigie_engine::data::Named| a.aliases.iter().any(|n| vigie_engine::data::phrase(n) == wanted);
        let known = data.actors.get(name).or_else(|| data.actors.named.iter().find(called));
        let known =
            known.ok_or_else(|| asked(&format!("nobody is called {name}"), "see the list of actors for all names"))?;
        Ok(json!({"name": known.name, "class": known.class}))
    };
    told.split(';')
        .map(str::trim)
        .filter(|n| !n.is_empty())
        .map(party)
        .collect::<Result<Vec<Value>, Fault>>()
        .map(Value::from)
}

/// A number of those who are counted: 12, 10-14 or 12+, wherever an event of the incident counts them.
fn toll(record: &mut Record, incident: &Incident, field: &str, told: &str) -> Result<Vec<Act>, Fault> {
    let wrong = || asked(&format!("{told} is no number"), "write 12, 10-14 or 12+");
    let number = |text: &str| text.trim().parse::<u64>().map_err(|_| wrong());
    let (low, high) = match (told.split_once('-'), told.strip_suffix('+')) {
        (Some((low, high)), _) => (number(low)?, Some(number(high)?)),
        (None, Some(low)) => (number(low)?, None),
        (None, None) => (number(told)?, Some(number(told)?)),
    };
    let wanted = incident.fields.get(field).and_then(|f| f.first()).and_then(|c| c.figure.clone());
    let Some(wanted) = wanted else { return Err(asked("nobody tells such a number", "choose another field")) };
    let mut acts = Vec::new();
    for ((doc, event), name) in record.names_of(&incident.id)? {
        let report = record.report(&doc, false)?;
        let figures =
            report.coded.events.iter().find(|e| e.id == event).map(|e| e.figures.as_slice()).unwrap_or_default();
        let at = figures.iter().position(|f| f.measure == wanted.measure && f.of == wanted.of);
        let Some(at) = at else { continue };
        for (end, value) in [("low", json!(low)), ("high", json!(high))] {
            acts.push(Act::Correct { events: vec![name.clone()], field: format!("figures/{at}/{end}"), value });
        }
    }
    if acts.is_empty() { Err(asked("no report counts them", "choose another field")) } else { Ok(acts) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_browsers_send_them() {
        let form = Form::parse("why=two+sources%21&event=a&event=b&empty=&kind=split");
        assert_eq!((form.get("why"), form.get("empty"), form.get("none")), (Some("two sources!"), None, None));
        assert_eq!(form.all("event"), ["a", "b"]);
    }

    #[test]
    fn parties_must_be_known() {
        let data = Data::bundled();
        let known = parties("GSIM; Civilians", data).expect("known");
        assert_eq!(known[0]["name"], "JNIM");
        assert_eq!(known.as_array().map(Vec::len), Some(2));
        assert!(parties("Nobody Anyone Knows", data).is_err());
    }
}
