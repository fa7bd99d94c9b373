//! Records → incidents: rival claims side by side.

mod campaigns;
mod claims;
mod clash;
mod cluster;
mod id;
mod index;
mod indicators;
mod names;
mod origin;
mod pair;
mod place;
mod rivals;
mod rules;
mod rulings;
mod shown;
mod sides;
mod told;
mod value;

#[cfg(test)]
mod gold;
#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod testing;

pub use place::point;
pub use rules::Rules;
pub use rulings::Ruling;

use crate::data::Data;
use crate::model::{Contradiction, Document, Incident, Record, Resolution};
use rivals::Opened;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use told::Told;

/// Joins events of many documents into incidents and campaigns, whatever their order.
pub fn resolve(documents: &[Document], records: &[Record], data: &Data) -> Resolution {
    resolve_ruled(documents, records, &[], data)
}

/// As [`resolve`], where people ruled which events are one happening or are not.
pub fn resolve_ruled(documents: &[Document], records: &[Record], rulings: &[Ruling], data: &Data) -> Resolution {
    let rules = &data.resolve;
    let origins = origin::origins(documents, rules);
    let told = told::in_order(documents, records, &origins);
    let groups = rulings::follow(&told, cluster::clusters(&told, rules), rulings);
    let mut opened: Vec<Opened> = groups.iter().map(|g| open(&told, g, data)).collect();
    opened.sort_by(|a, b| age(&a.0).cmp(&age(&b.0)));
    let mut contradictions = rivals::between(&opened, rules);
    let mut incidents: Vec<Incident> = opened.into_iter().map(|(incident, _)| incident).collect();
    hand_out(&contradictions, &mut incidents);
    contradictions.extend(indicators::between(records, rules));
    let campaigns = campaigns::campaigns(&mut incidents, documents, records, &origins);
    Resolution { incidents, campaigns, contradictions }
}

/// A contradiction between two incidents stands with both.
fn hand_out(contradictions: &[Contradiction], incidents: &mut [Incident]) {
    let at: BTreeMap<String, usize> = incidents.iter().enumerate().map(|(n, i)| (i.id.clone(), n)).collect();
    for (contradiction, id) in contradictions.iter().flat_map(|c| c.incidents.iter().map(move |i| (c, i))) {
        at.get(id).into_iter().for_each(|&n| incidents[n].contradictions.push(contradiction.clone()));
    }
    incidents.iter_mut().for_each(|i| i.contradictions.sort_by_key(|c| Reverse(c.severity)));
}

/// Oldest first, undated last.
fn age(incident: &Incident) -> (bool, Option<crate::model::Day>, &str) {
    let day = incident.shown.date_from;
    (day.is_none(), day, &incident.id)
}

/// An incident of the events at these positions. Its id is that of its first event, so it stays
/// when reports are added after it.
fn open<'a>(told: &'a [Told<'a>], group: &[usize], data: &Data) -> Opened<'a> {
    let members: Vec<&Told> = group.iter().map(|&i| &told[i]).collect();
    let first = members[0];
    let id = id::stable("i", &[first.doc, &first.event.id]);
    let ledger = claims::ledger(&members, &data.resolve);
    let shown = shown::shown(&id, &ledger);
    let point = shown.place.as_deref().and_then(|p| place::point(p, shown.country.as_deref(), data));
    let incident = Incident {
        id,
        events: members.iter().map(|t| t.reference()).collect(),
        campaign: None,
        fields: claims::claims(&ledger, &data.resolve),
        contradictions: clash::within(&shown, &ledger, &data.resolve),
        shown,
        point,
    };
    (incident, ledger)
}
