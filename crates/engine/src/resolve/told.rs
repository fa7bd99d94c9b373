//! The events of all documents in one fixed order, with what comparing them takes.

use super::names;
use crate::model::{Day, Document, Event, EventRef, Record};
use std::collections::BTreeMap;

/// An event and the report that tells it.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// The report.
    pub doc: &'a str,
    /// When the report was published.
    pub published: Option<Day>,
    /// Number of its origin: reports of one origin count once.
    pub origin: usize,
    /// The event.
    pub event: &'a Event,
    /// The place's name as it is compared.
    pub place: Option<String>,
}

impl Told<'_> {
    /// `[doc, event]`.
    pub fn reference(&self) -> EventRef {
        (self.doc.into(), self.event.id.clone())
    }
}

/// All events, by document and then as the documents tell them, whatever the order of the input.
pub fn in_order<'a>(documents: &[Document], records: &'a [Record], origins: &BTreeMap<&str, usize>) -> Vec<Told<'a>> {
    let published: BTreeMap<&str, Option<Day>> = documents.iter().map(|d| (d.id.as_str(), d.published_day())).collect();
    let mut told: Vec<Told> = records.iter().flat_map(|r| r.events.iter().map(|e| tell(r, e))).collect();
    told.sort_by(|a, b| order(a).cmp(&order(b)));
    told.dedup_by(|a, b| (a.doc, &a.event.id) == (b.doc, &b.event.id));
    for (n, t) in told.iter_mut().enumerate() {
        t.published = published.get(t.doc).copied().flatten();
        // A record whose document is missing is a voice of its own.
        t.origin = origins.get(t.doc).copied().unwrap_or(documents.len() + n);
    }
    told
}

fn tell<'a>(record: &'a Record, event: &'a Event) -> Told<'a> {
    Told { doc: &record.doc, published: None, origin: usize::MAX, event, place: event.place.as_deref().map(names::key) }
}

/// Document, then number within it: `e2` before `e10`.
fn order<'a>(told: &Told<'a>) -> (&'a str, usize, &'a str, &'a str) {
    let id = told.event.id.as_str();
    (told.doc, id.len(), id, &told.event.anchor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_the_documents_own_and_an_event_counts_once() {
        let event = |id: &str| Event { id: id.into(), ..Event::default() };
        let record = |doc: &str, ids: &[&str]| Record {
            doc: doc.into(),
            events: ids.iter().map(|i| event(i)).collect(),
            ..Record::default()
        };
        let records = [record("b", &["e1"]), record("a", &["e10", "e2", "e2"])];
        let told = in_order(&[], &records, &BTreeMap::new());
        let refs: Vec<String> = told.iter().map(|t| format!("{}{}", t.doc, t.event.id)).collect();
        assert_eq!(refs, ["ae2", "ae10", "be1"]);
    }
}
