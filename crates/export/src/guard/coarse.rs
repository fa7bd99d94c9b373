//! Places by their first-level region only.

use super::Released;
use std::collections::BTreeMap;
use vigie_engine::data::Data;
use vigie_engine::model::{Incident, PlacePrecision, Support};

/// Takes away all by which a place could be known more exactly than its region: names, points, rival places, and the
/// reports' names and addresses, whose words tell it.
pub(crate) fn coarsen(released: &mut Released, data: &Data) {
    let names: BTreeMap<String, String> =
        released.sources.keys().enumerate().map(|(n, doc)| (doc.clone(), format!("r{}", n + 1))).collect();
    let mut moved = 0;
    for incident in &mut released.incidents {
        moved += usize::from(incident.shown.place_precision < PlacePrecision::Admin1);
        let before = incident.shown.place.clone();
        to_region(incident, data);
        incident.fields.remove("place");
        incident.contradictions.retain(|c| c.kind != "place");
        let region = incident.shown.place.clone().unwrap_or_default();
        for contradiction in &mut incident.contradictions {
            contradiction.about = before.iter().fold(contradiction.about.clone(), |t, place| t.replace(place, &region));
        }
        rename(incident, &names);
    }
    released.contradictions.clear();
    for campaign in &mut released.campaigns {
        campaign.documents.iter_mut().for_each(|doc| *doc = renamed(doc, &names));
        let claims = campaign.figures.values_mut().flatten();
        claims.flat_map(|c| &mut c.support).chain(&mut campaign.evidence).for_each(|s| hide(s, &names));
    }
    for (doc, total) in &mut released.indicators {
        *doc = renamed(doc, &names);
        let wide = |area: &String| is_wide(area, data);
        total.area = total.area.take().filter(wide);
    }
    let sources = std::mem::take(&mut released.sources);
    released.sources =
        sources.into_iter().map(|(doc, source)| (renamed(&doc, &names), source.without_address())).collect();
    released.withheld.add("places", "coarser than a region was not wanted", moved);
}

/// A country or a first-level region.
fn is_wide(area: &str, data: &Data) -> bool {
    let region = |i: &usize| data.places.places[*i].precision == PlacePrecision::Admin1;
    data.places.countries.iter().any(|c| c.names_en().contains(&area)) || data.places.named(area).iter().any(region)
}

/// Moves an incident to its region, or to its country where no region is known.
pub(crate) fn to_region(incident: &mut Incident, data: &Data) {
    let event = &mut incident.shown;
    if event.place_precision == PlacePrecision::Country {
        let country = event.country.as_deref().and_then(|c| data.places.country(c));
        event.place = country.map(|c| c.name.clone()).or(event.place.take());
        return;
    }
    let region = event.admin1.clone();
    let country = event.country.as_deref().and_then(|c| data.places.country(c));
    event.place_precision = if region.is_some() { PlacePrecision::Admin1 } else { PlacePrecision::Country };
    let point = |name: &String| data.places.point(name, event.country.as_deref(), Some(name));
    incident.point = region.as_ref().and_then(point).or(country.map(|c| c.point));
    event.place = region.or(country.map(|c| c.name.clone()));
}

fn renamed(doc: &str, names: &BTreeMap<String, String>) -> String {
    names.get(doc).cloned().unwrap_or_else(|| "r0".into())
}

fn hide(support: &mut Support, names: &BTreeMap<String, String>) {
    support.doc = renamed(&support.doc, names);
    support.spans.clear();
}

fn rename(incident: &mut Incident, names: &BTreeMap<String, String>) {
    incident.events.iter_mut().for_each(|(doc, _)| *doc = renamed(doc, names));
    incident.fields.values_mut().flatten().flat_map(|c| &mut c.support).for_each(|s| hide(s, names));
    for origin in &mut incident.origins {
        origin.because.clear();
        origin.reports.iter_mut().for_each(|r| r.doc = renamed(&r.doc, names));
    }
    let sides = incident.contradictions.iter_mut().flat_map(|c| &mut c.sides);
    sides.flat_map(|s| &mut s.support).for_each(|s| hide(s, names));
}
