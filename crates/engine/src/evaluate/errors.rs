//! What goes wrong most: the errors of a coding by kind, counted.

use super::{by_document, slots};
use crate::model::{Event, Record};
use std::collections::BTreeMap;

/// Kinds of error with their counts, the commonest first: events missed and invented by sub-type, and of
/// the events that were found the slots left empty, filled otherwise, filled in part or filled though
/// nothing is told.
pub fn errors(gold: &[Record], coded: &[Record]) -> Vec<(String, usize)> {
    let (coded, mut kinds) = (by_document(coded), BTreeMap::new());
    for (doc, record) in by_document(gold) {
        let found = coded.get(doc).map_or(&[][..], |r| &r.events);
        document(&record.events, found, &mut |kind| *kinds.entry(kind).or_default() += 1);
    }
    let mut kinds: Vec<(String, usize)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    kinds
}

fn document(gold: &[Event], found: &[Event], tell: &mut impl FnMut(String)) {
    let pairs = slots::pairs(gold, found);
    pairs.iter().for_each(|&(i, j)| pair(&gold[i], &found[j], tell));
    let missed = (0..gold.len()).filter(|i| pairs.iter().all(|p| p.0 != *i));
    missed.for_each(|i| tell(format!("missed: {}", gold[i].sub_type)));
    let invented = (0..found.len()).filter(|j| pairs.iter().all(|p| p.1 != *j));
    invented.for_each(|j| tell(format!("invented: {}", found[j].sub_type)));
}

/// The slots in which an event and its twin differ; what follows from another slot is not told twice.
fn pair(gold: &Event, found: &Event, tell: &mut impl FnMut(String)) {
    for (slot, [hits, told, said]) in slots::counts(Some(gold), Some(found)) {
        let kind = match (hits, told, said) {
            _ if matches!(slot, "type" | "classes" | "country") || hits == told && hits == said => continue,
            (_, _, 0) => "left empty",
            (_, 0, _) => "filled though nothing is told",
            (0, _, _) => "another value",
            (_, t, s) if s > t => "more than is told",
            _ => "only in part",
        };
        tell(format!("{slot}: {kind}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Class};

    fn event(place: Option<&str>, sub_type: &str, by: &[&str]) -> Event {
        let initiators = by.iter().map(|name| Actor { name: name.to_string(), class: Class::RebelGroup }).collect();
        Event { place: place.map(String::from), sub_type: sub_type.into(), initiators, ..Event::default() }
    }

    fn check(gold: &[Event], found: &[Event], expect: &[(&str, usize)]) {
        let record = |events: &[Event]| [Record { doc: "a".into(), events: events.to_vec(), ..Record::default() }];
        let kinds = errors(&record(gold), &record(found));
        let kinds: Vec<(&str, usize)> = kinds.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
        assert_eq!(kinds, expect);
    }

    #[test]
    fn slots_of_found_events_are_told_apart() {
        check(
            &[event(Some("Gao"), "Attack", &["JNIM", "ISWAP"])],
            &[event(None, "Attack", &["JNIM"])],
            &[("initiators: only in part", 1), ("place: left empty", 1)],
        );
        check(
            &[event(None, "Attack", &[])],
            &[event(Some("Gao"), "Grenade", &[])],
            &[("place: filled though nothing is told", 1), ("sub_type: another value", 1)],
        );
    }

    #[test]
    fn missed_and_invented_events_are_told_by_sub_type() {
        let (gao, kayes) = (event(Some("Gao"), "Attack", &["JNIM"]), event(Some("Kayes"), "Grenade", &["ISWAP"]));
        check(&[gao.clone(), gao.clone()], std::slice::from_ref(&gao), &[("missed: Attack", 1)]);
        check(&[], &[kayes.clone(), kayes], &[("invented: Grenade", 2)]);
    }
}
