//! What stands beside the sentences: incidents table, map points, sources, coverage.

use super::desk::{Desk, Part};
use super::phrases::look;
use super::say::{day, days, digits, fill, key_of, toll_cell};
use crate::model::{Brief, Document, Event, Figure, Incident, MapPoint, PlacePrecision, Source, TableRow};
use std::collections::{BTreeMap, BTreeSet};

/// A row for each incident.
pub(super) fn rows(desk: &Desk, incidents: &[&Incident]) -> Vec<TableRow> {
    incidents.iter().map(|i| row(desk, i)).collect()
}

fn row(desk: &Desk, incident: &Incident) -> TableRow {
    let (words, event) = (desk.words, &incident.shown);
    let label = words.sub_type(&event.sub_type).map_or(event.sub_type.clone(), |s| s.label.clone());
    let date = event.days().map(|d| days(&d, words)).unwrap_or_default();
    let mut parts = vec![Part::Date, Part::Place, Part::Region, Part::Who, Part::Whom, Part::Speaker];
    parts.extend(event.figures.iter().cloned().map(Part::Figure));
    TableRow {
        incident: incident.id.clone(),
        cells: vec![date, place(desk, event), label, sides(desk, event), tolls(desk, event), standing(desk, event)],
        citations: desk.cite(incident, &parts),
    }
}

fn place(desk: &Desk, event: &Event) -> String {
    let name = |n: &str| desk.phrases.names.place(n, desk.lang()).to_string();
    let place = event.place.as_deref().map(name).unwrap_or_default();
    let region = event.admin1.as_deref().map(name).filter(|r| *r != place);
    match region {
        Some(region) => format!("{place}{}{region}", desk.words.comma),
        None => place,
    }
}

fn sides(desk: &Desk, event: &Event) -> String {
    let label = |name: &&str| match desk.words.actor.get(*name) {
        Some(called) => called.text.clone(),
        None => desk.phrases.names.label(name, desk.lang()).to_string(),
    };
    let side = |s| super::desk::names(s).iter().map(label).collect::<Vec<_>>().join(&desk.words.comma);
    let (who, whom): (String, String) = (side(&event.initiators), side(&event.targets));
    let joint = if who.is_empty() || whom.is_empty() { "" } else { desk.words.page("versus") };
    format!("{who}{joint}{whom}")
}

/// Each toll with whoever gives it.
fn tolls(desk: &Desk, event: &Event) -> String {
    let shown = |f: &Figure| {
        let by = f.said_by.as_deref().map(|s| desk.called(s).text);
        let by = by.map(|s| format!(" ({})", fill(desk.words.page("said_by"), &[("speaker", &s)])));
        toll_cell(f, desk.words) + &by.unwrap_or_default()
    };
    let mut figures: Vec<&Figure> = event.figures.iter().collect();
    figures.sort_by_key(|f| f.measure);
    figures.into_iter().map(shown).collect::<Vec<_>>().join(&desk.words.clause_joint)
}

fn standing(desk: &Desk, event: &Event) -> String {
    let stance = look(&desk.words.stance_label, &key_of(event.stance)).to_string();
    match &event.said_by {
        Some(name) => {
            format!("{stance} ({})", fill(desk.words.page("said_by"), &[("speaker", &desk.called(name).text)]))
        }
        None => stance,
    }
}

/// Named places below the country with the number of incidents there.
pub(super) fn points(desk: &Desk, incidents: &[&Incident]) -> Vec<MapPoint> {
    let mut points: BTreeMap<(String, bool), MapPoint> = BTreeMap::new();
    for incident in incidents {
        let event = &incident.shown;
        let is_named = event.place_precision < PlacePrecision::Country;
        let (Some(name), Some((lat, lon)), true) = (&event.place, incident.point, is_named) else { continue };
        let area = event.place_precision != PlacePrecision::Settlement;
        let name = desk.phrases.names.place(name, desk.lang()).to_string();
        let new = MapPoint { name: name.clone(), lat, lon, incidents: 0, area };
        points.entry((name, area)).or_insert(new).incidents += 1;
    }
    points.into_values().filter(|p| p.lat.is_finite() && p.lon.is_finite()).collect()
}

/// The reports that sentences and rows cite, oldest first.
pub(super) fn sources(desk: &Desk, brief: &Brief) -> Vec<Source> {
    let sentences = brief.sections.iter().flat_map(|s| &s.sentences).flat_map(|s| &s.citations);
    let cited: BTreeSet<&str> =
        sentences.chain(brief.table.iter().flat_map(|r| &r.citations)).map(|c| c.doc.as_str()).collect();
    let known = cited.into_iter().filter_map(|id| desk.support.documents.get(id).copied());
    let mut sources: Vec<Source> = known.map(source).collect();
    sources.sort_by(|a, b| (&a.published, &a.doc).cmp(&(&b.published, &b.doc)));
    sources
}

fn source(document: &Document) -> Source {
    Source {
        doc: document.id.clone(),
        outlet: document.outlet.clone(),
        title: document.title.clone(),
        url: document.url.clone(),
        published: document.published.clone(),
    }
}

/// How many reports the brief is drawn from, when they were published, and how many it does not cite.
pub(super) fn coverage(desk: &Desk, cited: usize) -> Vec<String> {
    let words = desk.words;
    let ids: BTreeSet<&str> = desk.support.documents.keys().copied().collect();
    let published: BTreeSet<_> = desk.support.documents.values().filter_map(|d| d.published_day()).collect();
    let reports = reports(desk, ids.len());
    let first = match (published.first(), published.last()) {
        (Some(from), Some(to)) => {
            let (from, to) = (day(*from, words), day(*to, words));
            let span = fill(look(&words.date, "plain_range"), &[("from", &from), ("to", &to)]);
            let range = if from == to { from } else { span };
            fill(words.page("coverage_dated"), &[("reports", &reports), ("range", &range)])
        }
        _ => fill(words.page("coverage"), &[("reports", &reports)]),
    };
    let silent = match ids.len().saturating_sub(cited) {
        0 => None,
        1 => Some(words.page("silent_one").to_string()),
        n => Some(fill(words.page("silent"), &[("n", &digits(n as u64, words))])),
    };
    let lines = [Some(first), silent].into_iter().flatten().chain(unheard(desk));
    lines.chain([words.page("lead_rule").to_string()]).collect()
}

/// The sources that nobody should take for silent of their own will, or for telling more than they do.
fn unheard(desk: &Desk) -> Vec<String> {
    let line = |(state, names): (&String, &Vec<String>)| {
        fill(desk.words.page(&format!("sources_{state}")), &[("names", &names.join(", "))])
    };
    desk.options.unheard.iter().filter(|(_, names)| !names.is_empty()).map(line).collect()
}

fn reports(desk: &Desk, n: usize) -> String {
    match n {
        1 => desk.words.page("reports_one").to_string(),
        n => fill(desk.words.page("reports"), &[("n", &digits(n as u64, desk.words))]),
    }
}
