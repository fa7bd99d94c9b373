//! The tables of everything: incidents with their shown values, and all that stands behind them.

use crate::cell::Cell;
use crate::geo;
use crate::guard::Released;
use crate::options::Fault;
use crate::sources;
use crate::table::Table;
use crate::tolls;
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::data::Data;
use vigie_engine::data::codebook::{class_word, measure_word};
use vigie_engine::model::{Actor, Claim, Class, Contradiction, Figure, Incident, Measure, Support};

/// Names of the tables, in the order in which they are handed on.
pub(crate) const NAMES: [&str; 7] =
    ["incidents", "claims", "figures", "reports", "indicators", "campaigns", "contradictions"];

/// The name of a table that there is.
pub(crate) fn known(name: &str) -> Result<&'static str, Fault> {
    let found = NAMES.iter().find(|n| **n == name).copied();
    let hint = || format!("name one of {}, or all", NAMES.join(", "));
    found.ok_or_else(|| Fault::new(format!("there is no table {name}"), hint()))
}

/// The table of that name; empty if there is none.
pub(crate) fn table(released: &Released, name: &str, data: &Data) -> Table {
    let each = |row: &dyn Fn(&Incident) -> Vec<Vec<Cell>>| released.incidents.iter().flat_map(row).collect();
    let rows: Vec<Vec<Cell>> = match name {
        "incidents" => each(&|i| vec![incident(i, released, data)]),
        "claims" => each(&|i| claims(i, released)),
        "figures" => each(&figures),
        "reports" => reports(released),
        "indicators" => indicators(released),
        "campaigns" => campaigns(released),
        "contradictions" => contradictions(released),
        _ => Vec::new(),
    };
    Table::new(name, data, rows)
}

/// Names split by semicolons.
pub(crate) fn names(side: &[Actor]) -> String {
    side.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join("; ")
}

pub(crate) fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

/// An incident under the columns of `incidents`.
pub(crate) fn incident(incident: &Incident, released: &Released, data: &Data) -> Vec<Cell> {
    let event = &incident.shown;
    let found = sources::of(incident, &released.sources);
    let country = event.country.as_deref().and_then(|c| data.places.country(c));
    let classes = |side: &[Actor]| side.iter().map(|a| class_word(a.class)).collect::<Vec<_>>().join("; ");
    let mut row: Vec<Cell> = vec![
        (&incident.id).into(),
        (&event.event_type).into(),
        (&event.sub_type).into(),
        word(event.status).into(),
        event.date_from.into(),
        event.date_to.or(event.date_from).into(),
        word(event.date_precision).into(),
        event.place.clone().into(),
        event.admin1.clone().into(),
        event.country.clone().into(),
        country.map(|c| c.name.clone()).into(),
        word(event.place_precision).into(),
    ];
    let spot = geo::place(incident, data);
    row.extend([spot.map(|s| s.lat), spot.map(|s| s.lon), spot.map(|s| s.radius)].map(Cell::from));
    row.extend([names(&event.initiators), classes(&event.initiators)].map(Cell::from));
    row.extend([names(&event.targets), classes(&event.targets)].map(Cell::from));
    let killed = tolls::killed(incident);
    row.extend([killed.map(|k| k.low), killed.map(|k| k.best), killed.map(|k| k.high)].map(Cell::from));
    row.push(tolls::killed_of(incident, Class::Civilians).map(|k| k.best).into());
    row.extend([Measure::Injured, Measure::Abducted, Measure::Displaced].map(|m| tolls::shown(incident, m).into()));
    row.extend([Cell::from(word(event.stance)), event.said_by.clone().into()]);
    row.extend([Cell::count(found.len()), Cell::count(incident.origins.len().max(1))]);
    row.push(grade(incident).into());
    row.extend([Cell::count(incident.contradictions.len()), incident.campaign.clone().into()]);
    row.push(sources::outlets(&found).join("; ").into());
    row.push(found.iter().filter_map(|(_, s)| s.url.clone()).collect::<Vec<_>>().join(" ").into());
    let days = || found.iter().filter_map(|(_, s)| s.day);
    row.extend([days().min(), days().max()].map(Cell::from));
    row.push(if released.confirmed.contains(&incident.id) { "yes".into() } else { Cell::Empty });
    row.push(released.changed.get(&incident.id).map_or(Cell::Empty, |t| Cell::Time(*t)));
    row
}

/// The best grade among its sources.
fn grade(incident: &Incident) -> Option<String> {
    let grades = incident.origins.iter().flat_map(|o| &o.reports).map(|r| r.grade);
    grades.min().map(|g| format!("{g:?}"))
}

fn claims(incident: &Incident, released: &Released) -> Vec<Vec<Cell>> {
    let of = |field: &str, n: usize, claim: &Claim| {
        let docs: BTreeSet<&str> = claim.support.iter().map(|s| s.doc.as_str()).collect();
        let urls = docs.iter().filter_map(|doc| released.sources.get(*doc)?.url.as_deref());
        vec![
            (&incident.id).into(),
            field.into(),
            (&claim.value).into(),
            Cell::Bool(n == 0),
            claim.shown_by.clone().into(),
            each(&claim.support, |s| s.said_by.clone()).into(),
            each(&claim.support, |s| Some(word(s.stance))).into(),
            Cell::count(docs.len()),
            Cell::count(claim.origins),
            claim.grade.map(|g| format!("{g:?}")).into(),
            claim.credibility.map(u64::from).into(),
            Cell::Bool(claim.superseded),
            claim.first.into(),
            claim.last.into(),
            urls.collect::<Vec<_>>().join(" ").into(),
        ]
    };
    let rows =
        incident.fields.iter().flat_map(|(field, list)| list.iter().enumerate().map(move |(n, c)| (field, n, c)));
    rows.map(|(field, n, claim)| of(field, n, claim)).collect()
}

/// What the supports say, each once.
fn each(support: &[Support], what: impl Fn(&Support) -> Option<String>) -> String {
    support.iter().filter_map(what).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("; ")
}

fn figures(incident: &Incident) -> Vec<Vec<Cell>> {
    let numbers =
        incident.fields.iter().filter_map(|(field, list)| Some((field, list, list.first()?.figure.as_ref()?)));
    let row = |(field, list, shown): (&String, &Vec<Claim>, &Figure)| {
        let bounds = incident.ranges.get(field);
        let speaker = list.first().and_then(|c| c.support.first()).and_then(|s| s.said_by.clone());
        vec![
            (&incident.id).into(),
            measure_word(shown.measure).into(),
            class_word(shown.of).into(),
            bounds.map(|b| b.low).or(shown.low).into(),
            bounds.map(|b| b.best).unwrap_or(tolls::best(shown)).into(),
            bounds.map_or(shown.high, |b| b.high).into(),
            Cell::Bool(shown.approximate),
            speaker.into(),
            Cell::count(list.len()),
        ]
    };
    numbers.map(row).collect()
}

fn reports(released: &Released) -> Vec<Vec<Cell>> {
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for incident in &released.incidents {
        let docs: BTreeSet<&str> = incident.events.iter().map(|(doc, _)| doc.as_str()).collect();
        docs.into_iter().for_each(|doc| *told.entry(doc).or_default() += 1);
    }
    let row = |(doc, source): (&String, &sources::Source)| {
        vec![
            doc.into(),
            source.name().into(),
            source.grade.map(|g| format!("{g:?}")).into(),
            source.published.clone().into(),
            source.language.clone().into(),
            source.headline.clone().into(),
            source.url.clone().into(),
            Cell::count(told.get(doc.as_str()).copied().unwrap_or(0)),
        ]
    };
    released.sources.iter().map(row).collect()
}

fn indicators(released: &Released) -> Vec<Vec<Cell>> {
    let row = |(doc, total): &(String, vigie_engine::model::Indicator)| {
        let source = released.sources.get(doc);
        vec![
            doc.into(),
            (&total.indicator).into(),
            (&total.of).into(),
            total.area.clone().into(),
            total.low.into(),
            total.high.into(),
            (&total.unit).into(),
            Cell::Bool(total.approximate),
            total.as_of.into(),
            word(total.as_of_precision).into(),
            total.said_by.clone().into(),
            source.map(|s| s.name()).into(),
            source.and_then(|s| s.url.clone()).into(),
        ]
    };
    released.indicators.iter().map(row).collect()
}

fn campaigns(released: &Released) -> Vec<Vec<Cell>> {
    let row = |campaign: &vigie_engine::model::CampaignIncident| {
        let killed = campaign.figures.values().filter_map(|list| {
            let shown = list.first()?;
            let figure = shown.figure.as_ref().filter(|f| f.measure == Measure::Killed)?;
            Some(format!("{} {}", class_word(figure.of), shown.value))
        });
        vec![
            (&campaign.id).into(),
            campaign.date_from.into(),
            campaign.date_to.into(),
            campaign.incidents.join(" ").into(),
            killed.collect::<Vec<_>>().join("; ").into(),
            Cell::count(campaign.documents.iter().collect::<BTreeSet<_>>().len()),
        ]
    };
    released.campaigns.iter().map(row).collect()
}

fn contradictions(released: &Released) -> Vec<Vec<Cell>> {
    let own = released.incidents.iter().flat_map(|i| i.contradictions.iter().filter(|c| c.incidents.len() == 1));
    let row = |c: &Contradiction| {
        let values: Vec<&str> = c.sides.iter().map(|s| s.value.as_str()).collect();
        vec![(&c.kind).into(), word(c.severity).into(), c.incidents.join(" ").into(), values.join(" | ").into()]
    };
    own.chain(&released.contradictions).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{input, options};

    #[test]
    fn every_row_has_the_columns_of_the_codebook_and_cells_of_their_kinds() {
        let told: [&[&str]; 2] = [
            &["Attack|2025-07-01|Gao|JNIM|Civilians|killed 9;injured 2", "Threat||-|JNIM||"],
            &["Attack|2025-07-01|Gao|JNIM|Civilians|killed 14+", "Armed clash|2025-06|~Menaka|?|Malian Armed Forces|"],
        ];
        let world = input(&told);
        let data = Data::bundled();
        let released = crate::guard::release(&world.input(), &options(crate::Format::Csv), data);
        for name in NAMES {
            let table = table(&released, name, data);
            for row in &table.rows {
                assert_eq!(row.len(), table.columns.len(), "{name}");
                for (cell, column) in row.iter().zip(&table.columns) {
                    assert!(cell.fits(column.kind), "{name}.{}: {cell:?}", column.name);
                }
            }
        }
        let first = table(&released, "incidents", data);
        let at = |column: &str| first.columns.iter().position(|c| c.name == column).unwrap();
        let attack = first.rows.iter().find(|r| r[at("sub_type")] == Cell::Text("Attack".into())).unwrap();
        let killed = ["killed_low", "killed_best", "killed_high"].map(|c| attack[at(c)].clone());
        assert_eq!(killed, [9, 14, 14].map(Cell::Int));
        assert_eq!(attack[at("reports")], Cell::Int(2));
        assert!(matches!(attack[at("latitude")], Cell::Real(lat) if (16.0..16.6).contains(&lat)));
        let threat = first.rows.iter().find(|r| r[at("sub_type")] == Cell::Text("Threat".into())).unwrap();
        assert_eq!([&threat[at("date_from")], &threat[at("latitude")], &threat[at("killed_best")]], [&Cell::Empty; 3]);
        assert!(!table(&released, "contradictions", data).rows.is_empty());
    }
}
