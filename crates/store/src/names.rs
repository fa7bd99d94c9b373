//! Names of events that stay when a report is coded again: people's decisions hold on to them.

use crate::db::Db;
use crate::fault::Result;
use crate::pack::{hash, unpack};
use crate::value::Row;
use std::collections::BTreeMap;
use vigie_engine::model::{Event, Record as Coded, Span};

/// An event as it was named, and where its report told it.
#[derive(Clone, Debug)]
pub struct Named {
    name: String,
    span: Option<Span>,
    sub_type: String,
    incident: Option<String>,
}

/// An event's id in its record, the name that stays, and the incident that held what had this name.
pub type Name = (String, String, Option<String>);

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The names of the events of a document as it was coded last.
pub fn kept(db: &mut Db, num: i64) -> Result<Vec<Named>> {
    let rows = db.rows("SELECT event, name, incident FROM events WHERE num = $1", &[num.into()])?;
    let names: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.text(0), row)).collect();
    let Some(row) = db.rows("SELECT body FROM records WHERE num = $1", &[num.into()])?.pop() else {
        return Ok(Vec::new());
    };
    let coded: Coded = unpack(row.bytes(0))?;
    let named = |e: Event| {
        let row = names.get(e.id.as_str())?;
        let incident = row.maybe_text(2).map(str::to_string);
        Some(Named { name: row.text(1).into(), span: e.span(), sub_type: e.sub_type, incident })
    };
    Ok(coded.events.into_iter().filter_map(named).collect())
}

/// A name for each event. One is made of the document, the words and the type, so that the same coding gives the
/// same names; an event whose words or type changed takes the name of the one that stood there before.
pub fn name(id: &str, coded: &Coded, text: &str, mut before: Vec<Named>) -> Vec<Name> {
    let held: BTreeMap<String, Option<String>> = before.iter().map(|n| (n.name.clone(), n.incident.clone())).collect();
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut own = Vec::new();
    for event in &coded.events {
        let words = event.span().map_or("", |s| s.of(text));
        let count = seen.entry((words, &event.sub_type)).or_default();
        *count += 1;
        own.push(made(&[id, words, &event.sub_type, &count.to_string()]));
    }
    // Whoever was known by a name keeps it; only the others look for one that is left over.
    let known = |name: &String| before.iter().any(|n| n.name == *name);
    let fresh: Vec<bool> = own.iter().map(|name| !known(name)).collect();
    before.retain(|n| !own.contains(&n.name));
    for ((event, name), fresh) in coded.events.iter().zip(&mut own).zip(fresh) {
        if let Some(at) = heir(event, &before).filter(|_| fresh) {
            *name = before.remove(at).name;
        }
    }
    let one = |(event, name): (&Event, String)| {
        let incident = held.get(&name).cloned().flatten();
        (event.id.clone(), name, incident)
    };
    coded.events.iter().zip(own).map(one).collect()
}

/// The event of before that stood in the same words; of several, the one of the same type.
fn heir(event: &Event, before: &[Named]) -> Option<usize> {
    let span = event.span()?;
    let near = |n: &&Named| n.span.is_some_and(|s| s.overlaps(&span));
    let same = before.iter().position(|n| near(&n) && n.sub_type == event.sub_type);
    same.or_else(|| before.iter().position(|n| near(&n)))
}

fn made(parts: &[&str]) -> String {
    let parts: Vec<&[u8]> = parts.iter().map(|p| p.as_bytes()).collect();
    let digit = |byte: u8| char::from(DIGITS[usize::from(byte) & 31]);
    std::iter::once('e').chain(hash(&parts).into_iter().take(14).map(digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::model::Evidence;

    fn event(id: &str, sub_type: &str, start: usize, end: usize) -> Event {
        let evidence = Evidence { event: vec![Span::new(start, end)], ..Evidence::default() };
        Event { id: id.into(), sub_type: sub_type.into(), evidence: Some(evidence), ..Event::default() }
    }

    fn named(events: &[Event], text: &str, before: Vec<Named>) -> Vec<String> {
        let coded = Coded { events: events.to_vec(), ..Coded::default() };
        name("doc", &coded, text, before).into_iter().map(|(_, name, _)| name).collect()
    }

    #[test]
    fn the_same_words_keep_their_name_and_a_changed_type_inherits_it() {
        let text = "A ferry sank. A bridge fell.";
        let first = [event("e1", "Attack", 0, 13), event("e2", "Attack", 14, 28)];
        let names = named(&first, text, Vec::new());
        assert_eq!(names, named(&first, text, Vec::new()));
        let of = |e: &Event, name: &String| Named {
            name: name.clone(),
            span: e.span(),
            sub_type: e.sub_type.clone(),
            incident: None,
        };
        let before: Vec<Named> = first.iter().zip(&names).map(|(e, n)| of(e, n)).collect();
        let again = named(&[event("e1", "Sabotage", 14, 28)], text, before.clone());
        assert_eq!(again, names[1..]);
        let swapped = named(&[event("e1", "Attack", 14, 28), event("e2", "Attack", 0, 13)], text, before);
        assert_eq!(swapped, [names[1].clone(), names[0].clone()]);
    }

    #[test]
    fn two_events_in_the_same_words_have_two_names() {
        let names = named(&[event("e1", "Attack", 0, 5), event("e2", "Attack", 0, 5)], "Words", Vec::new());
        assert_ne!(names[0], names[1]);
    }
}
