//! Which field of the record the words of a sentence filled.

use super::words;
use crate::model::{Actor, Event, Evidence, Indicator, PlacePrecision, Record, Span, Stance};
use serde::Serialize;
use std::fmt;

/// A value of the record and the words it rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Filled {
    /// The words; `None` for a value that the event's type or the report's country supplied.
    pub span: Option<Span>,
    /// The event, campaign or indicator: `e3`, `c1`, `i1`.
    pub event: String,
    /// The field as evidence names it: `place`, `figures/0`.
    pub field: String,
    /// The value in plain words.
    pub value: String,
}

impl Filled {
    /// What the field is called in plain words.
    pub fn label(&self) -> &str {
        match self.field.split('/').next().unwrap_or("") {
            "sub_type" => "type",
            "initiators" => "done by",
            "targets" => "done to",
            "figures" => "figure",
            "said_by" => "said by",
            other => other,
        }
    }
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let assumed = if self.span.is_none() { " (no words: assumed)" } else { "" };
        write!(f, "{} {} = {}{assumed}", self.event, self.label(), self.value)
    }
}

/// Everything of the record that rests on words of the sentence, and what its events assume.
pub(super) fn filled(record: &Record, sentence: Span) -> Vec<Filled> {
    let mut out = Vec::new();
    for event in &record.events {
        let put = |field: &str| event_value(event, field);
        spans(&event.id, event.evidence.as_ref(), sentence, &put, &mut out);
        if event.span().is_some_and(|s| s == sentence || sentence.contains(&s)) {
            assumed(event, &mut out);
        }
    }
    for campaign in &record.campaigns {
        let put = |field: &str| campaign.figures.get(index(field)?).map(words::figure);
        spans(&campaign.id, campaign.evidence.as_ref(), sentence, &put, &mut out);
    }
    for (n, indicator) in record.indicators.iter().enumerate() {
        let id = format!("i{}", n + 1);
        out.extend(of_indicator(indicator, &id, sentence));
    }
    out.sort_by_key(|f| (f.event.chars().next(), f.event.len(), f.event.clone(), rank(&f.field)));
    out
}

/// Fields in the order in which a person would tell them.
fn rank(field: &str) -> usize {
    const ORDER: [&str; 7] = ["sub_type", "initiators", "targets", "date", "place", "figures", "said_by"];
    let name = field.split('/').next().unwrap_or("");
    ORDER.iter().position(|o| *o == name).unwrap_or(ORDER.len())
}

fn spans(
    id: &str,
    evidence: Option<&Evidence>,
    sentence: Span,
    value: &dyn Fn(&str) -> Option<String>,
    out: &mut Vec<Filled>,
) {
    for (field, spans) in evidence.iter().flat_map(|e| &e.fields) {
        for span in spans.iter().filter(|s| s.overlaps(&sentence)) {
            let filled = |value| Filled { span: Some(*span), event: id.into(), field: field.clone(), value };
            out.extend(value(field).map(filled));
        }
    }
}

fn index(field: &str) -> Option<usize> {
    field.split_once('/')?.1.parse().ok()
}

/// A field's value, or nothing where the record has none.
fn event_value(event: &Event, field: &str) -> Option<String> {
    let actor = |actors: &[Actor]| actors.get(index(field)?).map(side);
    match field.split('/').next()? {
        "sub_type" => Some(event.sub_type.clone()),
        "date" => event.days().map(|d| words::date(&d)),
        "place" => event.place.clone(),
        "admin1" => event.admin1.clone(),
        "country" => event.country.clone(),
        "initiators" => actor(&event.initiators),
        "targets" => actor(&event.targets),
        "figures" => event.figures.get(index(field)?).map(words::figure),
        "said_by" => event.said_by.as_ref().map(|who| format!("{who} ({})", words::value(&event.stance))),
        "status" => Some(words::value(&event.status)),
        "stance" => Some(words::value(&event.stance)),
        _ => None,
    }
}

fn side(actor: &Actor) -> String {
    format!("{} ({})", actor.name, words::value(&actor.class))
}

/// Sides and places that no words name: the event's type or the report's country supplied them.
fn assumed(event: &Event, out: &mut Vec<Filled>) {
    let sides = [("initiators", event.initiators.len()), ("targets", event.targets.len())];
    let sides = sides.iter().flat_map(|(key, n)| (0..*n).map(move |i| format!("{key}/{i}")));
    let place = (event.place_precision == PlacePrecision::Country).then(|| "place".to_string());
    let alleged = (event.stance == Stance::Alleged).then(|| "stance".to_string());
    for field in sides.chain(place).chain(alleged) {
        if let (true, Some(value)) = (event.field_evidence(&field).is_empty(), event_value(event, &field)) {
            out.push(Filled { span: None, event: event.id.clone(), field, value });
        }
    }
}

/// An indicator rests on its sentence as a whole; its number is shown with what it counts.
fn of_indicator(indicator: &Indicator, id: &str, sentence: Span) -> Option<Filled> {
    let evidence = indicator.evidence.as_ref()?;
    let own = evidence.fields.values().flatten().chain(&evidence.event);
    let span = own.copied().find(|s| sentence.overlaps(s))?;
    let Indicator { indicator: name, low, high, unit, approximate, .. } = indicator;
    let number = words::bounds(*low, *high, *approximate);
    Some(Filled {
        span: Some(span),
        event: id.into(),
        field: "indicator".into(),
        value: format!("{name}, {number} {unit}"),
    })
}
