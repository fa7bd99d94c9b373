//! The event that a reader would make of the claims.

use super::claims::{Ledger, Value};
use crate::model::{Actor, Bounds, Event, Figure};
use std::collections::BTreeMap;

/// An event of the shown values; its id is the incident's, and its evidence stays with the claims.
pub fn shown(id: &str, ledger: &Ledger) -> Event {
    let best = |field: &str| ledger.get(field).and_then(|v| v.first());
    let from = |field: &str| best(field).map(|v| v.words[0].told.event);
    let mut event = Event { id: id.into(), ..Event::default() };
    if let Some(e) = from("sub_type") {
        (event.event_type, event.sub_type) = (e.event_type.clone(), e.sub_type.clone());
        event.anchor = e.anchor.clone();
    }
    if let Some(e) = from("date") {
        (event.date_from, event.date_to, event.date_precision) = (e.date_from, e.date_to, e.date_precision);
    }
    if let Some(e) = from("stance") {
        (event.stance, event.said_by) = (e.stance, e.said_by.clone());
    }
    event.status = from("status").map_or(event.status, |e| e.status);
    event.initiators = from("initiators").map_or(Vec::new(), |e| sorted(&e.initiators));
    event.targets = from("targets").map_or(Vec::new(), |e| sorted(&e.targets));
    event.figures = figures(ledger);
    place(&mut event, ledger);
    event
}

fn sorted(side: &[Actor]) -> Vec<Actor> {
    let mut side = side.to_vec();
    side.sort();
    side
}

/// Place, region and country belong together: region and country are those told with the place.
fn place(event: &mut Event, ledger: &Ledger) {
    event.country = ledger.get("country").and_then(|v| v.first()).map(|v| v.text.clone());
    let Some(value) = ledger.get("place").and_then(|v| v.first()) else { return };
    event.place = Some(value.text.clone());
    event.place_precision = value.words.iter().map(|w| w.told.event.place_precision).min().unwrap_or_default();
    event.admin1 = value.words.iter().find_map(|w| w.told.event.admin1.clone());
    event.country = value.words.iter().find_map(|w| w.told.event.country.clone()).or(event.country.take());
}

/// Lowest, best and highest of every figure: widened over all that stands, never averaged.
pub fn ranges(ledger: &Ledger) -> BTreeMap<String, Bounds> {
    let standing = |values: &Vec<Value>| -> Vec<Figure> {
        values.iter().filter(|v| !v.superseded).filter_map(|v| v.words[0].figure.clone()).collect()
    };
    let of = |figures: Vec<Figure>| {
        let low = |f: &Figure| f.low.unwrap_or(0);
        let first = figures.first()?;
        Some(Bounds {
            low: figures.iter().map(low).min()?,
            best: if low(first) > 0 { low(first) } else { first.high.unwrap_or(0) },
            high: figures.iter().map(|f| f.high).collect::<Option<Vec<u64>>>().and_then(|h| h.into_iter().max()),
        })
    };
    let figures = ledger.iter().filter(|(field, _)| field.starts_with("figures/"));
    figures.filter_map(|(field, values)| Some((field.clone(), of(standing(values))?))).collect()
}

/// The best-supported number of every figure, with the first of those who say it.
fn figures(ledger: &Ledger) -> Vec<Figure> {
    let best = |values: &Vec<Value>| {
        let word = values.first()?.words.first()?;
        word.figure.clone()
    };
    ledger.iter().filter(|(k, _)| k.starts_with("figures/")).filter_map(|(_, v)| best(v)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::model::Measure;

    #[test]
    fn the_shown_event_takes_each_field_from_its_best_claim() {
        let told: [&[&str]; 2] = [
            &["Armed clash|2025-06|Tarada|?|Malian Armed Forces|killed 12/state forces"],
            &["Armed clash|2025-06-20|Tarada|JNIM|Malian Armed Forces|injured 4/state forces"],
        ];
        let (documents, records) = corpus(&told);
        let made = super::super::resolve(&documents, &records, crate::data::Data::bundled());
        let shown = &made.incidents[0].shown;
        assert_eq!(shown.id, made.incidents[0].id);
        assert_eq!(shown.date_from, shown.date_to);
        assert_eq!(shown.initiators[0].name, "JNIM");
        let measures: Vec<Measure> = shown.figures.iter().map(|f| f.measure).collect();
        assert_eq!(measures, [Measure::Injured, Measure::Killed]);
    }
}
