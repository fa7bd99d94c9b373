//! One report that tells one act under two days or of two places: two incidents, and a contradiction between them.

use super::claims::support;
use super::resolver::Resolver;
use super::rules::Rules;
use super::sides::{self, Agreement};
use super::told::Told;
use super::{clash, names, value};
use crate::model::{Contradiction, Event, Figure, PlacePrecision, Precision, Side};
use std::collections::BTreeMap;

/// Contradictions between two of these incidents that some report tells with one toll, in the order of the incidents.
/// `id` gives an incident's id.
pub fn between(resolver: &Resolver, groups: &[Vec<u32>], id: impl Fn(usize) -> String) -> Vec<Contradiction> {
    let of: BTreeMap<u32, usize> =
        groups.iter().enumerate().flat_map(|(n, g)| g.iter().map(move |s| (*s, n))).collect();
    let pairs = of.keys().flat_map(|slot| resolver.doubles(*slot).into_iter().map(move |other| (*slot, other)));
    let mut found: BTreeMap<(usize, usize, &str), ([Told; 2], &str)> = BTreeMap::new();
    for (slot, other) in pairs {
        let (Some(n), Some(m)) = (of.get(&slot), of.get(&other)) else { continue };
        let (Some(a), Some(b)) = (resolver.told(slot), resolver.told(other)) else { continue };
        let Some((kind, finer)) = odds(a.event, b.event, &resolver.data.resolve).filter(|_| n < m) else { continue };
        // Of several reports that tell both, the first in the fixed order speaks.
        let first = found.entry((*n, *m, kind)).or_insert(([a, b], finer));
        if a.order(&first.0[0]).is_lt() {
            *first = ([a, b], finer);
        }
    }
    let make = |((n, m, kind), ([a, b], finer)): ((usize, usize, &str), ([Told; 2], &str))| Contradiction {
        kind: kind.into(),
        severity: resolver.data.resolve.severity(kind, finer),
        about: clash::about(a.event),
        sides: [a, b].map(|told| side(&told, kind)).to_vec(),
        incidents: vec![id(n), id(m)],
    };
    found.into_iter().map(make).collect()
}

impl Resolver<'_> {
    /// The other events of its report that may be the same act as this one.
    pub(super) fn doubles(&self, slot: u32) -> Vec<u32> {
        let Some(told) = self.told(slot) else { return Vec::new() };
        let slots = self.reports().get(told.doc).map_or(&[][..], |held| held.slots.as_slice());
        let is_double = |other: &&u32| {
            let event = self.told(**other).map(|t| t.event);
            **other != slot && event.is_some_and(|e| odds(told.event, e, &self.data.resolve).is_some())
        };
        slots.iter().filter(is_double).copied().collect()
    }
}

/// What one event says of the field that the two are at odds on.
fn side(told: &Told, field: &str) -> Side {
    let value = value::words(told.event, field).unwrap_or_default();
    Side { value, support: vec![support(told, told.event.said_by.clone(), field)] }
}

/// The kind of contradiction between two events of a report that agree on all else, and its finer kind. Neither
/// depends on which is told first.
fn odds(a: &Event, b: &Event, rules: &Rules) -> Option<(&'static str, &'static str)> {
    let toll = a.figures.iter().filter(|f| b.figures.iter().any(|g| is_same(f, g))).filter_map(|f| f.low).max()?;
    let sure = |e: &Event| e.place_precision == PlacePrecision::Settlement && e.date_precision == Precision::Day;
    let grave = |e: &Event| rules.contradiction.repeat_types.contains(&e.event_type);
    let alike = [a, b].into_iter().all(|e| sure(e) && grave(e)) && rules.related(&a.sub_type, &b.sub_type);
    if toll < rules.contradiction.inside_least || !alike || !same_sides(a, b, rules) {
        return None;
    }
    let days = a.days()?.distance(&b.days()?);
    let (here, there) = (a.place.as_deref()?, b.place.as_deref()?);
    match names::is_variant(here, there) {
        true if days > 0 && days <= rules.contradiction.inside_days => {
            Some(("date", if days == 1 { "day" } else { "" }))
        }
        false if days == 0 => Some(("place", "")),
        _ => None,
    }
}

fn is_same(f: &Figure, g: &Figure) -> bool {
    (f.measure, f.of, f.low, f.high) == (g.measure, g.of, g.low, g.high) && f.low.is_some()
}

/// Whether nobody is named for one of them who is not for the other.
fn same_sides(a: &Event, b: &Event, rules: &Rules) -> bool {
    let agree = |x, y| sides::agreement(x, y, rules) != Agreement::Rival;
    agree(&a.initiators, &b.initiators) && agree(&a.targets, &b.targets)
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::data::Data;
    use crate::model::Severity;

    fn check(docs: &[&[&str]], expected: &[(&str, Severity)]) {
        let (documents, records) = corpus(docs);
        let made = super::super::resolve(&documents, &records, Data::bundled());
        let found: Vec<_> = made.contradictions.iter().map(|c| (c.kind.as_str(), c.severity)).collect();
        assert_eq!(found, expected);
        for c in &made.contradictions {
            assert!(c.incidents.len() == 2 && c.sides.iter().all(|s| s.support[0].doc == "d00"));
            let bear = |i: &&crate::model::Incident| c.incidents.contains(&i.id) && i.contradictions.contains(c);
            assert_eq!(made.incidents.iter().filter(bear).count(), 2, "each incident bears it");
        }
    }

    #[test]
    fn one_toll_in_one_town_on_two_near_days_is_one_act_or_two() {
        let on = |day: &str| format!("Attack|2025-07-{day}|Tarada|?|Civilians|killed 12");
        check(&[&[&on("01"), &on("02")]], &[("date", Severity::Low)]);
        check(&[&[&on("01"), &on("03")]], &[("date", Severity::Medium)]);
        check(&[&[&on("01"), &on("20")]], &[]);
        check(&[&[&on("01")], &[&on("03")]], &[]);
    }

    #[test]
    fn one_toll_on_one_day_in_two_towns_is_one_act_or_two() {
        let at = |place: &str| format!("Attack|2025-07-01|{place}|?|Civilians|killed 12");
        check(&[&[&at("Tarada"), &at("Kolo")]], &[("place", Severity::Medium)]);
        check(&[&[&at("Tarada"), &at("~Long River")]], &[]);
    }

    #[test]
    fn acts_that_differ_in_more_than_that_are_two() {
        let base = "Attack|2025-07-01|Tarada|JNIM|Civilians|killed 12";
        check(&[&[base, "Attack|2025-07-02|Tarada|JNIM|Civilians|killed 11"]], &[]);
        check(&[&[base, "Attack|2025-07-02|Tarada|Dozo|Civilians|killed 12"]], &[]);
        check(&[&[base, "Attack|2025-07-02|Kolo|JNIM|Civilians|killed 12"]], &[]);
        check(&[&[base, "Law or decree|2025-07-02|Tarada|JNIM|Civilians|killed 12"]], &[]);
        let few = |day: &str| format!("Attack|2025-07-{day}|Tarada|JNIM|Civilians|killed 1");
        check(&[&[&few("01"), &few("02")]], &[]);
    }
}
