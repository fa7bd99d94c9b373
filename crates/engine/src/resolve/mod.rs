//! Records → incidents: rival claims side by side.

mod campaigns;
mod circle;
mod claims;
mod clash;
mod cluster;
mod credibility;
mod id;
mod index;
mod indicators;
mod inside;
mod names;
mod origin;
mod pair;
mod place;
mod regroup;
mod report;
mod resolver;
mod rivals;
mod rules;
mod rulings;
mod shown;
mod sides;
mod telling;
mod told;
mod value;
mod whole;

mod glance;
#[cfg(test)]
mod gold;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod reprints;
#[cfg(test)]
pub(crate) mod testing;

pub use circle::rival_block;
pub use place::point;
pub use report::Report;
pub use resolver::{Change, Resolver};
pub use rules::Rules;
pub use rulings::Ruling;
pub use whole::each;

use crate::data::Data;
use crate::model::{Document, Incident, Record, Resolution};
use claims::Ledger;
use told::Told;

/// Joins events of many documents into incidents and campaigns, whatever their order.
pub fn resolve(documents: &[Document], records: &[Record], data: &Data) -> Resolution {
    resolve_ruled(documents, records, &[], data)
}

/// As [`resolve`], where people ruled which events are one happening or are not.
pub fn resolve_ruled(documents: &[Document], records: &[Record], rulings: &[Ruling], data: &Data) -> Resolution {
    Resolver::of(data, documents, records).ruled(rulings)
}

/// The incident that answers to an id: its own, or one under which an event of it went before incidents were
/// merged or an older report came in. Every event lends an incident an id; it goes by that of its first.
pub fn redirect<'a>(resolution: &'a Resolution, id: &str) -> Option<&'a Incident> {
    let own = resolution.incidents.iter().find(|i| i.id == id);
    let answers = |i: &&Incident| i.events.iter().any(|(doc, event)| id::stable("i", &[doc, event]) == id);
    own.or_else(|| resolution.incidents.iter().find(answers))
}

/// An incident with its ledger.
type Opened<'a> = (Incident, Ledger<'a>);

/// An incident of these events, in their fixed order.
fn open<'a>(members: &[Told<'a>], data: &Data) -> Opened<'a> {
    let members: Vec<&Told<'a>> = members.iter().collect();
    let rules = &data.resolve;
    let (origins, numbers) = origin::origins(&members, rules);
    let ledger = claims::ledger(&members, &numbers, rules);
    let id = id_of(&members.iter().map(|t| **t).collect::<Vec<_>>());
    let shown = shown::shown(&id, &ledger);
    let point = shown.place.as_deref().and_then(|p| place::point(p, shown.country.as_deref(), data));
    let incident = Incident {
        id,
        events: members.iter().map(|t| t.reference()).collect(),
        campaign: None,
        fields: claims::claims(&ledger, rules),
        contradictions: clash::within(&shown, &ledger, rules),
        origins,
        ranges: shown::ranges(&ledger),
        shown,
        point,
    };
    (incident, ledger)
}

/// The id of the incident of these events: that of its first, so it stays when later reports are added.
fn id_of(members: &[Told]) -> String {
    let first = members.iter().min_by(|a, b| a.age(b));
    first.map_or_else(String::new, |t| id::stable("i", &[t.doc, &t.event.id]))
}
