//! Where violence gathers: weights on H3 cells, spread as widely as the places are vague.

use super::scope::Scope;
use super::series;
use crate::model::{Day, Incident, PlacePrecision};
use h3o::{CellIndex, LatLng, Resolution};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of `data/verdicts/hotspots.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Rule {
    pub cells: u8,
    pub rings_area: u32,
    pub rings_region: u32,
    pub months_before: usize,
    pub least: f64,
    pub emerging: f64,
    pub fading: f64,
    pub most: usize,
}

/// A cell in which violence gathers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hotspot {
    /// H3 index of the cell.
    pub cell: String,
    /// Degrees north and east of its middle.
    pub point: (f64, f64),
    /// `emerging`, `standing` or `fading`.
    pub state: String,
    /// Weight of the month's incidents.
    pub weight: f64,
    /// Mean weight of the months before.
    pub before: f64,
    /// Places told in it, in alphabetical order.
    pub places: Vec<String>,
    /// Ids of the month's incidents that weigh on it.
    pub incidents: Vec<String>,
}

#[derive(Default)]
struct Cell<'a> {
    now: f64,
    before: f64,
    incidents: BTreeSet<&'a str>,
    places: BTreeSet<&'a str>,
}

/// The hotspots of the month that begins on a day, heaviest first. `cells` is another resolution than the rule's.
pub fn hotspots(scope: &Scope, first: Day, cells: Option<u8>) -> Vec<Hotspot> {
    let rule = &scope.rules.hotspots;
    let Ok(resolution) = Resolution::try_from(cells.unwrap_or(rule.cells)) else { return Vec::new() };
    let mut found: BTreeMap<CellIndex, Cell> = BTreeMap::new();
    for back in 0..=rule.months_before {
        let month = first.saturating_sub(jiff::Span::new().months(back as i64));
        for incident in scope.of_month(month).iter().filter(|i| series::is_counted(scope, i)) {
            for (cell, weight) in footprint(incident, rule, resolution) {
                let cell = found.entry(cell).or_default();
                cell.add(incident, weight, back, rule.months_before);
            }
        }
    }
    let mut told: Vec<Hotspot> = found.into_iter().filter_map(|(index, cell)| cell.told(index, rule)).collect();
    let heavy = |h: &Hotspot| h.weight.max(h.before);
    told.sort_by(|a, b| heavy(b).total_cmp(&heavy(a)).then_with(|| a.cell.cmp(&b.cell)));
    told.truncate(rule.most);
    told
}

/// The cells that an incident's place may mean, with weights that add up to one; none where only a country is known.
fn footprint(incident: &Incident, rule: &Rule, resolution: Resolution) -> Vec<(CellIndex, f64)> {
    let place = incident.point.and_then(|(lat, lon)| LatLng::new(lat, lon).ok());
    let Some(own) = place.map(|p| p.to_cell(resolution)) else { return Vec::new() };
    let disk = |rings: u32, weight: f64| {
        let cells: Vec<CellIndex> = own.grid_disk(rings);
        let share = weight / cells.len().max(1) as f64;
        cells.into_iter().map(move |c| (c, share)).collect::<Vec<_>>()
    };
    match incident.shown.place_precision {
        PlacePrecision::Settlement => vec![(own, 1.0)],
        PlacePrecision::Area => [vec![(own, 0.5)], disk(rule.rings_area, 0.5)].concat(),
        PlacePrecision::Admin1 => disk(rule.rings_region, 1.0),
        PlacePrecision::Country => Vec::new(),
    }
}

impl<'a> Cell<'a> {
    fn add(&mut self, incident: &'a Incident, weight: f64, back: usize, months: usize) {
        if back > 0 {
            self.before += weight / months as f64;
            return;
        }
        self.now += weight;
        self.incidents.insert(&incident.id);
        if incident.shown.place_precision < PlacePrecision::Admin1 {
            self.places.extend(incident.shown.place.as_deref());
        }
    }

    fn told(self, index: CellIndex, rule: &Rule) -> Option<Hotspot> {
        let state = match (self.now, self.before) {
            (now, before) if now >= rule.least && before <= now * rule.emerging => "emerging",
            (now, before) if before >= rule.least && now <= before * rule.fading => "fading",
            (now, _) if now >= rule.least => "standing",
            _ => return None,
        };
        let middle = LatLng::from(index);
        let round = |x: f64| (x * 1000.0).round() / 1000.0;
        Some(Hotspot {
            cell: index.to_string(),
            point: (round(middle.lat()), round(middle.lng())),
            state: state.into(),
            weight: round(self.now),
            before: round(self.before),
            places: self.places.into_iter().map(str::to_string).collect(),
            incidents: self.incidents.into_iter().map(str::to_string).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::count::Area;
    use crate::data::Data;
    use crate::model::*;

    fn incident(n: usize, day: &str, point: (f64, f64), place_precision: PlacePrecision) -> Incident {
        let shown = Event {
            event_type: "Battles".into(),
            date_from: day.parse().ok(),
            date_precision: Precision::Day,
            place: Some(format!("P{n}")),
            place_precision,
            ..Event::default()
        };
        Incident { id: format!("i{n}"), point: Some(point), shown, ..Incident::default() }
    }

    fn found(told: &[(&str, (f64, f64), PlacePrecision)]) -> Vec<(String, String, Vec<String>)> {
        let incidents = told.iter().enumerate().map(|(n, (day, point, p))| incident(n, day, *point, *p)).collect();
        let resolution = crate::model::Resolution { incidents, ..Default::default() };
        let scope = Scope::new(&resolution, &[], &Area::World, Data::bundled());
        let spots = hotspots(&scope, "2025-07-01".parse().unwrap(), None);
        spots.into_iter().map(|h| (h.state, format!("{:.1}/{:.1}", h.weight, h.before), h.places)).collect()
    }

    const HERE: (f64, f64) = (14.5, -4.0);
    const FAR: (f64, f64) = (17.0, 0.5);
    use PlacePrecision::*;

    #[test]
    fn a_new_place_emerges_and_a_known_one_stands() {
        let told = [("2025-07-02", HERE, Settlement), ("2025-07-09", HERE, Settlement)];
        assert_eq!(found(&told), [("emerging".into(), "2.0/0.0".into(), vec!["P0".into(), "P1".into()])]);
        let before: Vec<_> = (1..7)
            .flat_map(|m| {
                vec![
                    (
                        ["2025-01-05", "2025-02-05", "2025-03-05", "2025-04-05", "2025-05-05", "2025-06-05"][m - 1],
                        HERE,
                        Settlement
                    );
                    2
                ]
            })
            .collect();
        let states = |now: &[(&'static str, (f64, f64), PlacePrecision)]| {
            found(&[now, &before[..]].concat()).into_iter().map(|h| h.0).collect::<Vec<_>>()
        };
        assert_eq!(states(&told), ["standing"]);
        assert_eq!(states(&[]), ["fading"]);
    }

    #[test]
    fn vague_places_are_footprints_and_no_dots() {
        assert!(found(&[("2025-07-02", HERE, Admin1); 10]).is_empty());
        assert!(found(&[("2025-07-02", HERE, Country); 10]).is_empty());
        let area = found(&[
            ("2025-07-02", HERE, Area),
            ("2025-07-03", HERE, Area),
            ("2025-07-02", FAR, Settlement),
            ("2025-07-03", FAR, Settlement),
        ]);
        assert_eq!(area.len(), 1, "{area:?}");
    }
}
