//! Small records for tests.

use crate::format::Format;
use crate::options::{Input, Options};
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::data::Data;
use vigie_engine::model::*;
use vigie_engine::resolve::resolve;

/// A record in memory.
pub(crate) struct World {
    pub documents: Vec<Document>,
    pub records: Vec<Record>,
    pub resolution: Resolution,
    pub confirmed: BTreeSet<String>,
    pub gone: BTreeMap<String, Option<String>>,
}

impl World {
    pub fn input(&self) -> Input<'_> {
        Input {
            documents: &self.documents,
            records: &self.records,
            resolution: &self.resolution,
            changed: BTreeMap::new(),
            confirmed: self.confirmed.clone(),
            gone: self.gone.clone(),
        }
    }
}

/// Reports of 2, 3, ... July 2025 by outlets of their own, each telling what its lines say:
/// `sub-type|date|place|initiators|targets|figures`, a place `-` for the country, `~X` for near X, `?` for nobody known.
pub(crate) fn input(told: &[&[&str]]) -> World {
    let (documents, records): (Vec<_>, Vec<_>) =
        told.iter().enumerate().map(|(n, lines)| (document(n), record(n, lines))).unzip();
    let resolution = resolve(&documents, &records, Data::bundled());
    World { documents, records, resolution, confirmed: BTreeSet::new(), gone: BTreeMap::new() }
}

/// Everything, on 1 August 2025.
pub(crate) fn options(format: Format) -> Options {
    Options::new(format, "2025-08-01T12:00:00Z".parse().expect("a time"))
}

fn document(n: usize) -> Document {
    Document {
        id: format!("d{n:02}"),
        title: Some(format!("Headline {n}")),
        outlet: Some(format!("Outlet {n}")),
        url: Some(format!("https://o{n}.example/{n}")),
        published: Some(format!("2025-07-{:02}", n % 28 + 2)),
        language: Some("en".into()),
        ..Document::default()
    }
}

fn record(n: usize, lines: &[&str]) -> Record {
    let events = lines.iter().enumerate().map(|(e, line)| Event { id: format!("e{}", e + 1), ..event(line) }).collect();
    Record { doc: format!("d{n:02}"), events, ..Record::default() }
}

/// An event of a line.
pub(crate) fn event(line: &str) -> Event {
    let part: Vec<&str> = line.split('|').collect();
    let sub = Data::bundled().codebook.sub_type(part[0]).expect("a sub-type");
    let place_precision = match part[2].chars().next() {
        Some('-') => PlacePrecision::Country,
        Some('~') => PlacePrecision::Area,
        _ => PlacePrecision::Settlement,
    };
    let place = if part[2] == "-" { "Mali" } else { part[2].trim_start_matches('~') };
    let (date_from, date_to, date_precision) = days(part[1]);
    Event {
        event_type: sub.event_type.clone(),
        sub_type: sub.name.clone(),
        date_from,
        date_to,
        date_precision,
        place: Some(place.into()),
        country: Some("MLI".into()),
        place_precision,
        initiators: actors(part[3]),
        targets: actors(part[4]),
        figures: part[5].split(';').filter(|f| !f.is_empty()).map(figure).collect(),
        anchor: "words of the report".into(),
        ..Event::default()
    }
}

fn days(text: &str) -> (Option<Day>, Option<Day>, Precision) {
    let first: Option<Day> = format!("{text}-01-01").get(..10).and_then(|d| d.parse().ok());
    let Some(first) = first else { return (None, None, Precision::Unknown) };
    match text.len() {
        4 => (Some(first), Some(first.last_of_year()), Precision::Year),
        7 => (Some(first), Some(first.last_of_month()), Precision::Month),
        _ => (Some(first), Some(first), Precision::Day),
    }
}

fn actors(names: &str) -> Vec<Actor> {
    let class = |n: &str| match n {
        "?" => Class::PoliticalMilitia,
        "Wagner Group" => Class::ExternalForces,
        "Civilians" => Class::Civilians,
        "Protesters" => Class::Protesters,
        n if n.contains("Armed Forces") => Class::StateForces,
        _ => Class::RebelGroup,
    };
    let name = |n: &str| if n == "?" { "Unidentified armed group".into() } else { n.to_string() };
    names.split(';').filter(|n| !n.is_empty()).map(|n| Actor { name: name(n), class: class(n) }).collect()
}

fn figure(text: &str) -> Figure {
    let (counted, of) = text.split_once('/').unwrap_or((text, "civilians"));
    let (measure, number) = counted.rsplit_once(' ').expect("a number");
    let low = number.trim_end_matches('+').parse().ok();
    Figure {
        measure: serde_json::from_value(measure.into()).expect("a measure"),
        of: serde_json::from_value(of.into()).expect("a class"),
        low,
        high: low.filter(|_| !number.ends_with('+')),
        approximate: false,
        said_by: None,
    }
}
