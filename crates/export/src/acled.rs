//! Disorder in the columns of ACLED: the shape only, never its data.

use crate::cell::Cell;
use crate::geo;
use crate::guard::Released;
use crate::line::Writer;
use crate::options::Options;
use crate::sources::{self, Source};
use crate::stamp;
use crate::table::Table;
use crate::tolls;
use vigie_engine::data::Data;
use vigie_engine::data::codebook::{Shape, Side, SubType};
use vigie_engine::model::{Actor, Class, Event, Incident, PlacePrecision, Precision, Stance, Status};

/// The incidents that have a place in this shape; the others are counted as left out.
pub(crate) fn table(released: &mut Released, options: &Options, data: &Data) -> Table {
    let writer = Writer::new(options, data);
    let mut rows = Vec::new();
    let mut left = Vec::new();
    for incident in &released.incidents {
        match sub_type(incident, data) {
            Ok(sub) => rows.push(row(incident, sub, released, options, data, &writer)),
            Err(why) => left.push(why),
        }
    }
    left.into_iter().for_each(|why| released.withheld.add("incidents", format!("no place in this shape: {why}"), 1));
    Table::new("acled", data, rows)
}

/// The sub-type, or why the shape has no place for the incident.
fn sub_type<'d>(incident: &Incident, data: &'d Data) -> Result<&'d SubType, &'static str> {
    let event = &incident.shown;
    let known = data.codebook.sub_type(&event.sub_type).filter(|s| s.acled.is_some());
    let sub = known.ok_or("a political type")?;
    match () {
        () if event.status == Status::Foiled => Err("foiled"),
        () if event.stance == Stance::Denied => Err("denied"),
        () if event.date_from.is_none() => Err("no date"),
        () if event.date_precision > Precision::Month => Err("known by its year only"),
        () if event.country.is_none() => Err("no country"),
        () => Ok(sub),
    }
}

fn row(
    incident: &Incident,
    sub: &SubType,
    released: &Released,
    options: &Options,
    data: &Data,
    writer: &Writer,
) -> Vec<Cell> {
    let event = &incident.shown;
    let day = event.date_from.unwrap_or_default();
    let mut row = vec![
        (&incident.id).into(),
        day.into(),
        Cell::Int(day.year().into()),
        Cell::Int(match event.date_precision {
            Precision::Day => 1,
            Precision::Week => 2,
            _ => 3,
        }),
        sub.acled.clone().into(),
        (&event.event_type).into(),
        (&event.sub_type).into(),
    ];
    row.extend(side(&event.initiators, event, options, data));
    row.extend(side(&event.targets, event, options, data));
    row.push(interaction(event, options, data));
    row.push(if targets_civilians(event) { "Civilian targeting".into() } else { Cell::Empty });
    row.extend(place(incident, data));
    let found = sources::of(incident, &released.sources);
    row.extend([sources::outlets(&found).join("; ").into(), scale(&found, event).into()]);
    row.push(writer.note(incident, released).into());
    row.push(Cell::count(tolls::killed(incident).map_or(0, |k| k.best)));
    row.push(tags(incident).into());
    row.push(Cell::Int(stamp::times(incident, released, options).1.as_second()));
    row
}

/// Actor, those beside it, and its code.
fn side(side: &[Actor], event: &Event, options: &Options, data: &Data) -> [Cell; 3] {
    let written =
        |a: &Actor| data.codebook.written(&a.name, event.country.as_deref(), Shape::Acled, &data.actors, &data.places);
    let names: Vec<String> = side.iter().map(written).collect();
    let first = names.first().cloned();
    [first.into(), names.get(1..).unwrap_or_default().join("; ").into(), inter(side, options, data)]
}

fn inter(side: &[Actor], options: &Options, data: &Data) -> Cell {
    let class = side.first().and_then(|a| data.codebook.class(a.class));
    match (options.numeric, class) {
        (true, class) => Cell::Text(class.map_or(0, |c| c.inter).to_string()),
        (false, class) => class.map(|c| c.inter_name.clone()).into(),
    }
}

/// Both codes, the lower first: "State forces-Rebel group" or 12; one alone is "Protesters only" or 60.
fn interaction(event: &Event, options: &Options, data: &Data) -> Cell {
    let class = |side: &[Actor]| side.first().and_then(|a| data.codebook.class(a.class));
    Cell::text(crossed(class(&event.initiators), class(&event.targets), options.numeric))
}

pub(crate) fn crossed(one: Option<&Side>, two: Option<&Side>, numeric: bool) -> String {
    let mut sides: Vec<&Side> = [one, two].into_iter().flatten().collect();
    sides.sort_by_key(|s| s.inter);
    match (&sides[..], numeric) {
        ([], true) => "0".into(),
        ([], false) => String::new(),
        ([one], true) => format!("{}0", one.inter),
        ([one], false) => format!("{} only", one.inter_name),
        ([one, two, ..], true) => format!("{}{}", one.inter, two.inter),
        ([one, two, ..], false) => format!("{}-{}", one.inter_name, two.inter_name),
    }
}

/// Civilians, or people who demonstrate, are the only ones hit by armed or violent people.
fn targets_civilians(event: &Event) -> bool {
    let unarmed = [Class::Civilians, Class::Protesters, Class::Media, Class::CivilSociety, Class::PoliticalParty];
    let forced = ["Violence against civilians", "Explosions/Remote violence"].contains(&event.event_type.as_str())
        || ["Mob violence", "Excessive force against protesters"].contains(&event.sub_type.as_str());
    forced && !event.targets.is_empty() && event.targets.iter().all(|t| unarmed.contains(&t.class))
}

fn place(incident: &Incident, data: &Data) -> Vec<Cell> {
    let event = &incident.shown;
    let code = event.country.as_deref().unwrap_or("");
    let state = data.codebook.states.get(code);
    let country = data.places.country(code).map_or(code, |c| &c.name);
    let spot = geo::spot(incident, data);
    let precision = spot.map_or(PlacePrecision::Country, |s| s.precision.max(event.place_precision));
    vec![
        Cell::Int(state.map_or(0, |s| s.numeric).into()),
        state.map(|s| s.acled_region.clone()).into(),
        country.into(),
        event.admin1.clone().into(),
        Cell::Empty,
        Cell::Empty,
        event.place.as_deref().unwrap_or(country).into(),
        spot.map(|s| s.lat).into(),
        spot.map(|s| s.lon).into(),
        Cell::Int(match precision {
            PlacePrecision::Settlement => 1,
            PlacePrecision::Area => 2,
            _ => 3,
        }),
    ]
}

/// Whether the outlets are of the country or of the world.
fn scale(found: &[(&String, &Source)], event: &Event) -> Option<String> {
    let listed = || found.iter().filter(|(_, s)| s.listed);
    let national = listed().any(|(_, s)| s.home.is_some() && s.home == event.country);
    let world = listed().any(|(_, s)| s.home != event.country);
    let scales = [(national, "National"), (world, "International"), (!national && !world, "Other")];
    let told: Vec<&str> = scales.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
    (!found.is_empty()).then(|| told.join("-"))
}

/// What the shape has no column for.
fn tags(incident: &Incident) -> String {
    let event = &incident.shown;
    let mut tags = Vec::new();
    if event.stance != Stance::Reported {
        tags.push(format!("stance={}", crate::tables::word(event.stance)));
    }
    tags.extend(event.said_by.as_ref().map(|who| format!("said_by={who}")));
    if let Some(killed) = tolls::killed(incident).filter(|k| k.low != k.high) {
        tags.push(format!("fatalities={}-{}", killed.low, killed.high));
    }
    if !incident.contradictions.is_empty() {
        tags.push(format!("contradictions={}", incident.contradictions.len()));
    }
    tags.extend(incident.campaign.as_ref().map(|c| format!("campaign={c}")));
    tags.join("; ")
}

#[cfg(test)]
#[path = "acled_tests.rs"]
mod tests;
