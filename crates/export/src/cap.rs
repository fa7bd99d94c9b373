//! Warnings by the Common Alerting Protocol 1.2: one message for each incident, in a ZIP.
//!
//! A message is a draft until somebody confirmed its incident. Its name holds a hash of what it says, so that the
//! ZIP that was sent last tells what is new: what says the same is handed on as it was, what says something else is
//! an update that names it, and what no longer stands is cancelled.

mod message;
mod previous;

use crate::csv;
use crate::guard::Released;
use crate::line::Writer;
use crate::options::{Fault, Input, Options};
use message::{Kind, Message, Status};
use previous::Sent;
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::data::Data;
use vigie_engine::model::{Incident, Precision, Stance};

/// The messages, each a file of the ZIP by its name.
pub(crate) fn bytes(input: &Input, released: &mut Released, options: &Options, data: &Data) -> Result<Vec<u8>, Fault> {
    let sent = options.previous.as_deref().map(previous::read).transpose()?.unwrap_or_default();
    let writer = Writer::new(options, data);
    let (mut told, mut left) = (Vec::new(), Vec::new());
    for incident in &released.incidents {
        match warned(incident, data) {
            Ok(urgency) => told.push(Message::of(incident, urgency, released, options, data, &writer)),
            Err(why) => left.push(why),
        }
    }
    left.into_iter().for_each(|why| released.withheld.add("incidents", format!("no warning: {why}"), 1));
    let mut files = Vec::new();
    let ours: BTreeSet<String> = told.iter().map(|m| m.incident.clone()).collect();
    for message in told {
        files.push(settled(message, &sent)?);
    }
    for old in sent.values().filter(|old| old.stands() && !ours.contains(&old.incident)) {
        if let Some(why) = ended(old, input) {
            let cancel = Message::cancel(old, &why, options);
            files.push((format!("{}.xml", cancel.identifier()), cancel.xml()?));
        }
    }
    files.sort();
    csv::zipped(files.into_iter())
}

/// The urgency with which an incident is told, or why nobody is warned of it.
fn warned<'d>(incident: &Incident, data: &'d Data) -> Result<&'d str, &'static str> {
    let event = &incident.shown;
    let urgency = data.codebook.sub_type(&event.sub_type).and_then(|s| s.warns.as_deref());
    match () {
        () if event.stance == Stance::Denied => Err("denied"),
        () if event.date_from.is_none() || event.date_precision > Precision::Month => Err("no month is known"),
        () if event.country.is_none() && event.place.is_none() => Err("no place is known"),
        () => urgency.ok_or("a type that nobody is warned of"),
    }
}

/// The message as it is sent: as before if it says the same, else as what it is to those that were sent.
fn settled(message: Message, sent: &BTreeMap<String, Sent>) -> Result<(String, Vec<u8>), Fault> {
    let Some(old) = sent.get(&message.incident).filter(|old| old.stands()) else {
        return Ok((format!("{}.xml", message.identifier()), message.xml()?));
    };
    if old.identifier == message.identifier() {
        return Ok((format!("{}.xml", old.identifier), old.bytes.clone()));
    }
    // A draft was no warning: what is signed now is the first.
    let first = old.draft && message.status == Status::Actual;
    let kind = if first { Kind::Alert } else { Kind::Update };
    let references = if first { None } else { Some(old.reference()) };
    let message = Message { kind, references, ..message };
    Ok((format!("{}.xml", message.identifier()), message.xml()?))
}

/// Why a warning no longer stands; nothing if it is only not asked for this time.
fn ended(old: &Sent, input: &Input) -> Option<String> {
    let now = input.resolution.incidents.iter().find(|i| i.id == old.incident);
    match now {
        Some(incident) if incident.shown.stance == Stance::Denied => Some("denied".into()),
        Some(_) => None,
        None => Some(match input.gone.get(&old.incident) {
            Some(Some(heir)) => format!("now part of {heir}"),
            _ => "no longer stands".into(),
        }),
    }
}

#[cfg(test)]
#[path = "cap_tests.rs"]
mod tests;
