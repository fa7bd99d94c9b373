//! Short ways to write events in tests.

use super::report::Report;
use super::rules::Rules;
use super::told::{Kept, Told};
use crate::data::Data;
use crate::model::*;

/// The rules that ship with the program.
pub fn rules() -> &'static Rules {
    &Data::bundled().resolve
}

/// `sub-type|date|place|initiators|targets|figures`: a date may be a day, a month, a year or nothing,
/// a place `-` for the country or `~X` for an area, `?` is the unidentified group, figures are `killed 3` or `killed 3+`.
pub fn event(line: &str) -> Event {
    let part: Vec<&str> = line.split('|').collect();
    let (date_from, date_to, date_precision) = days(part[1]);
    let place_precision = match part[2].chars().next() {
        Some('-') => PlacePrecision::Country,
        Some('~') => PlacePrecision::Area,
        _ => PlacePrecision::Settlement,
    };
    let place = if part[2] == "-" { "Mali" } else { part[2].trim_start_matches('~') };
    Event {
        id: "e1".into(),
        event_type: type_of(part[0]).into(),
        sub_type: part[0].into(),
        date_from,
        date_to,
        date_precision,
        place: Some(place.into()),
        place_precision,
        country: Some("MLI".into()),
        initiators: actors(part[3]),
        targets: actors(part[4]),
        figures: part[5].split(';').filter(|f| !f.is_empty()).map(figure).collect(),
        ..Event::default()
    }
}

fn type_of(sub_type: &str) -> &'static str {
    match sub_type {
        "Armed clash" | "Non-state actor overtakes territory" | "Government regains territory" => "Battles",
        "Attack" => "Violence against civilians",
        "Air/drone strike" => "Explosions/Remote violence",
        "Peaceful protest" => "Protests",
        _ => "Political developments",
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

/// Names split by `;`, with the classes that their words give away.
pub fn actors(names: &str) -> Vec<Actor> {
    names.split(';').filter(|n| !n.is_empty()).map(actor).collect()
}

fn actor(name: &str) -> Actor {
    let class = match name {
        "?" => Class::PoliticalMilitia,
        "Wagner Group" => Class::ExternalForces,
        "Civilians" | "Drivers" => Class::Civilians,
        "Protesters" => Class::Protesters,
        n if n.starts_with("Political parties") => Class::PoliticalParty,
        "Government of Mali" | "National Assembly" => Class::Government,
        n if n.starts_with("Government of") => Class::ForeignGovernment,
        n if n.contains("Armed Forces") => Class::StateForces,
        "ECOWAS" | "African Union" => Class::InternationalOrganisation,
        _ => Class::RebelGroup,
    };
    Actor { name: if name == "?" { "Unidentified armed group".into() } else { name.into() }, class }
}

fn figure(text: &str) -> Figure {
    let (counted, of) = text.split_once('/').unwrap_or((text, "civilians"));
    let (measure, number) = counted.rsplit_once(' ').unwrap();
    let low = number.trim_end_matches('+').parse().ok();
    Figure {
        measure: serde_json::from_value(measure.into()).unwrap(),
        of: serde_json::from_value(of.into()).unwrap(),
        low,
        high: low.filter(|_| !number.ends_with('+')),
        approximate: false,
        said_by: None,
    }
}

/// An event as told by a report.
pub fn of_report<'a>(report: &'a Report, event: &'a Event) -> Told<'a> {
    Told { doc: &report.id, report, published: report.published, event, place: None, region: None }
}

/// An event of a report, ready to be compared.
pub fn kept<'a>(report: &'a Report, event: &Event) -> Kept<&'a Report> {
    Kept::new(report, event.clone())
}

/// Documents published on 1, 2, ... July 2025 by outlets of their own, and their records.
pub fn corpus(told: &[&[&str]]) -> (Vec<Document>, Vec<Record>) {
    told.iter().enumerate().map(|(n, lines)| (document(n), record(n, lines))).unzip()
}

fn name(n: usize) -> String {
    format!("d{n:02}")
}

/// The nth document of a corpus.
pub fn document(n: usize) -> Document {
    let published = Some(format!("2025-07-{:02}", n % 28 + 1));
    Document { id: name(n), outlet: Some(format!("Outlet {n}")), published, ..Document::default() }
}

/// The nth record of a corpus.
pub fn record(n: usize, lines: &[&str]) -> Record {
    let number = |(i, line): (usize, &&str)| Event { id: format!("e{}", i + 1), ..event(line) };
    Record { doc: name(n), events: lines.iter().enumerate().map(number).collect(), ..Record::default() }
}
