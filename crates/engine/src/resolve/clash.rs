//! Where the claims of one incident cannot all be true.

use super::claims::{self, Ledger, Value};
use super::rules::Rules;
use super::sides::{self, Agreement};
use super::{names, value};
use crate::model::{Actor, Class, Contradiction, Event, Figure, Measure, PlacePrecision, Severity, Side};
use std::collections::{BTreeMap, BTreeSet};

/// The contradictions of an incident, gravest first.
pub fn within(incident: &Event, ledger: &Ledger, rules: &Rules) -> Vec<Contradiction> {
    let mut found: Vec<Contradiction> = ledger.iter().flat_map(|(f, v)| of_field(incident, f, v, rules)).collect();
    found.sort_by(|a, b| (b.severity, &a.kind, &a.about).cmp(&(a.severity, &b.kind, &b.about)));
    found
}

/// Place, type and first day of an event: what a contradiction is about.
pub fn about(event: &Event) -> String {
    let day = event.days().map(|d| value::days(&d));
    let parts = [event.place.clone(), Some(event.sub_type.clone()), day];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Compares the values of a field two by two; those at odds in one way make one contradiction.
fn of_field(incident: &Event, field: &str, values: &[Value], rules: &Rules) -> Vec<Contradiction> {
    let mut kinds: BTreeMap<&str, (Severity, BTreeSet<usize>)> = BTreeMap::new();
    for (i, a) in values.iter().enumerate() {
        for (j, b) in values.iter().enumerate().skip(i + 1) {
            let Some((kind, finer)) = at_odds(field, a, b, rules) else { continue };
            let entry = kinds.entry(kind).or_insert((Severity::Low, BTreeSet::new()));
            entry.0 = entry.0.max(rules.severity(kind, finer));
            entry.1.extend([i, j]);
        }
    }
    let make = |(kind, (severity, at)): (&str, (Severity, BTreeSet<usize>))| Contradiction {
        kind: kind.into(),
        severity,
        about: about(incident),
        sides: at.into_iter().map(|i| side(&values[i])).collect(),
        incidents: vec![incident.id.clone()],
    };
    kinds.into_iter().map(make).collect()
}

/// A value as a side of a contradiction.
pub fn side(value: &Value) -> Side {
    Side { value: value.text.clone(), support: claims::supports(value) }
}

/// Whether two values of a field cannot both be true.
pub fn is_rival(field: &str, a: &Value, b: &Value, rules: &Rules) -> bool {
    a.text != b.text
        && matches!(at_odds(field, a, b, rules), Some((kind, _)) if !matches!(kind, "type" | "attribution" | "actor"))
}

/// Whether two numbers leave no common value.
pub fn apart(a: &Value, b: &Value, rules: &Rules) -> bool {
    let bounds = |v: &Value| v.words[0].figure.as_ref().map(|f| bounds(f, rules));
    bounds(a).zip(bounds(b)).is_some_and(|((low, high), (other_low, other_high))| low > other_high || other_low > high)
}

type Kind = (&'static str, &'static str);

/// The kind of contradiction between two values, and its finer kind.
fn at_odds(field: &str, a: &Value, b: &Value, rules: &Rules) -> Option<Kind> {
    let (x, y) = (a.words[0].told.event, b.words[0].told.event);
    match field {
        "date" => dates(x, y),
        "place" => places(x, y, rules),
        "sub_type" => Some(("type", if x.event_type == y.event_type { "" } else { "kind" })),
        "initiators" => initiators(x, y, rules),
        "targets" => targets(x, y, rules),
        _ if field.starts_with("figures/") => tolls(a, b, rules),
        _ => None,
    }
}

fn dates(x: &Event, y: &Event) -> Option<Kind> {
    let distance = x.days()?.distance(&y.days()?);
    (distance > 0).then_some(("date", if distance == 1 { "day" } else { "" }))
}

fn places(x: &Event, y: &Event, rules: &Rules) -> Option<Kind> {
    let room = value::leaves_room(x, y, "place", rules) || value::leaves_room(y, x, "place", rules);
    let whole = |e: &Event| e.place_precision == PlacePrecision::Country;
    let same = names::is_variant(x.place.as_deref()?, y.place.as_deref()?);
    let fits = room || same || (whole(x) && whole(y));
    (!fits).then_some(("place", ""))
}

fn initiators(x: &Event, y: &Event, rules: &Rules) -> Option<Kind> {
    if is_turned(x, y, rules) {
        return None;
    }
    match sides::agreement(&x.initiators, &y.initiators, rules) {
        Agreement::Rival if is_law(x, rules) => Some(("legal form", "")),
        Agreement::Rival => Some(("perpetrator", "")),
        Agreement::Unidentified if [x, y].iter().any(|e| is_state(&e.initiators)) => Some(("perpetrator", "state")),
        Agreement::Unidentified => Some(("attribution", "")),
        Agreement::Named | Agreement::Common if more(&x.initiators, &y.initiators, rules) => Some(("actor", "")),
        _ => None,
    }
}

/// Where both sides act, who is named first is no claim.
fn is_turned(x: &Event, y: &Event, rules: &Rules) -> bool {
    let symmetric = rules.is_symmetric(&x.sub_type) && rules.is_symmetric(&y.sub_type);
    let met = |a: &[Actor], b: &[Actor]| sides::agreement(a, b, rules) == Agreement::Named;
    symmetric && (met(&x.initiators, &y.targets) || met(&x.targets, &y.initiators))
}

fn targets(x: &Event, y: &Event, rules: &Rules) -> Option<Kind> {
    if is_turned(x, y, rules) {
        return None;
    }
    match sides::agreement(&x.targets, &y.targets, rules) {
        Agreement::Rival => Some(("target", "")),
        Agreement::Unidentified => Some(("attribution", "")),
        _ => None,
    }
}

/// Whether the sub-type is a measure that some body took.
pub fn is_law(event: &Event, rules: &Rules) -> bool {
    rules.families.iter().any(|f| f.legal_form && f.members.contains(&event.sub_type))
}

fn is_state(side: &[Actor]) -> bool {
    side.iter().any(|a| matches!(a.class, Class::StateForces | Class::ExternalForces))
}

/// Whether one list names a party that the other does not.
fn more(a: &[Actor], b: &[Actor], rules: &Rules) -> bool {
    let only = |x: &[Actor], y: &[Actor]| {
        x.iter().any(|p| !rules.is_unidentified(&p.name) && !y.iter().any(|q| sides::is_same(p, q)))
    };
    only(a, b) || only(b, a)
}

/// Numbers that leave no common value.
fn tolls(a: &Value, b: &Value, rules: &Rules) -> Option<Kind> {
    if !apart(a, b, rules) {
        return None;
    }
    let (f, g) = (a.words[0].figure.as_ref()?, b.words[0].figure.as_ref()?);
    let ((low, high), (other_low, other_high)) = (bounds(f, rules), bounds(g, rules));
    let one_speaker = |v: &Value| v.words.iter().map(|w| w.support.said_by.clone()).collect::<BTreeSet<_>>();
    let (s, t) = (one_speaker(a), one_speaker(b));
    let far = low.max(other_low) >= rules.contradiction.toll_ratio * high.min(other_high);
    let finer = match f.measure {
        _ if a.superseded || b.superseded => "revised",
        _ if s == t && s.iter().all(Option::is_some) => "revised",
        Measure::Killed if far => "killed",
        _ => "",
    };
    Some(("toll", finer))
}

/// Lowest and highest number that a figure allows.
pub fn bounds(figure: &Figure, rules: &Rules) -> (f64, f64) {
    let room = if figure.approximate { rules.contradiction.approximate_room } else { 0.0 };
    let low = figure.low.unwrap_or(0) as f64;
    let high = figure.high.map_or(f64::INFINITY, |h| h as f64);
    (low * (1.0 - room), high * (1.0 + room))
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::model::Severity;

    fn kinds(a: &str, b: &str) -> Vec<(String, Severity)> {
        let (documents, records) = corpus(&[&[a], &[b]]);
        let made = super::super::resolve(&documents, &records, crate::data::Data::bundled());
        assert_eq!(made.incidents.len(), 1, "not joined");
        let list = &made.incidents[0].contradictions;
        assert!(list.iter().all(|c| c.sides.len() == 2 && c.sides.iter().all(|s| !s.support.is_empty())));
        list.iter().map(|c| (c.kind.clone(), c.severity)).collect()
    }

    fn one(kind: &str, severity: Severity) -> Vec<(String, Severity)> {
        vec![(kind.into(), severity)]
    }

    #[test]
    fn spellings_and_vaguer_words_are_no_contradiction() {
        let base = "Armed clash|2025-06-20|Molodo|JNIM|Malian Armed Forces|killed 40+/state forces";
        assert_eq!(kinds(base, "Armed clash|2025-06-20|Modolo|JNIM|Malian Armed Forces|killed 41/state forces"), []);
        assert_eq!(kinds(base, "Armed clash|2025-06|Molodo|Malian Armed Forces|JNIM|"), []);
    }

    #[test]
    fn each_way_of_being_at_odds_has_its_kind_and_grade() {
        let base = "Attack|2025-06-20|Tarada|JNIM|Civilians|killed 12";
        let other = |line: &str| kinds(base, line);
        assert_eq!(other("Attack|2025-06-20|Tarada|?|Civilians|"), one("attribution", Severity::Low));
        assert_eq!(other("Attack|2025-06-20|Tarada|Islamic State|Civilians|"), one("perpetrator", Severity::High));
        assert_eq!(other("Attack|2025-06-20|Tarada|JNIM;Dozo|Civilians|"), one("actor", Severity::Medium));
        assert_eq!(other("Attack|2025-06-21|Tarada|JNIM|Civilians|"), one("date", Severity::Low));
        assert_eq!(other("Attack|2025-06-20|Tarada|JNIM|Civilians|killed 15"), one("toll", Severity::Medium));
        assert_eq!(other("Attack|2025-06-20|Tarada|JNIM|Civilians|killed 60"), one("toll", Severity::High));
        assert_eq!(other("Attack|2025-06-20|~Long River|JNIM|Civilians|killed 12"), one("place", Severity::Medium));
        assert_eq!(other("Attack|2025-06-20|Tarada|JNIM|ECOWAS|killed 12"), one("target", Severity::Medium));
        assert_eq!(other("Armed clash|2025-06-20|Tarada|JNIM|Civilians|"), one("type", Severity::Medium));
    }

    #[test]
    fn an_army_named_where_others_know_nobody_weighs_heavily() {
        let base = "Attack|2025-06-20|Tarada|?|Civilians|killed 60";
        let found = kinds(base, "Attack|2025-06-20|Tarada|Malian Armed Forces|Civilians|killed 60");
        assert_eq!(found, one("perpetrator", Severity::High));
    }
}
