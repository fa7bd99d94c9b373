//! Contradictions between incidents: two that may be one but for a date or the body that acted.

use super::claims::{Ledger, Value};
use super::rules::Rules;
use super::sides::{self, Agreement};
use super::{clash, names};
use crate::model::{Contradiction, DateSpan, Event, EventRef, Incident, PlacePrecision, Precision, Side};
use std::collections::{BTreeMap, BTreeSet};

/// An incident with its ledger.
pub type Opened<'a> = (Incident, Ledger<'a>);

/// Contradictions between incidents, in the order of the incidents.
pub fn between(opened: &[Opened], rules: &Rules) -> Vec<Contradiction> {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, (incident, _)) in opened.iter().enumerate() {
        block(&incident.shown, rules).into_iter().for_each(|b| blocks.entry(b).or_default().push(i));
    }
    let pairs: BTreeSet<(usize, usize)> = blocks.values().flat_map(|b| pairs(b, opened, rules)).collect();
    let compare = |(i, j): (usize, usize)| compare(&opened[i], &opened[j], rules);
    pairs.into_iter().filter_map(compare).collect()
}

/// Where an incident looks for its double: its settlement, or the laws of its country.
fn block(event: &Event, rules: &Rules) -> Option<String> {
    let country = event.country.as_deref().unwrap_or_default();
    let settled = event.place_precision == PlacePrecision::Settlement && event.date_precision == Precision::Day;
    if clash::is_law(event, rules) {
        Some(format!("{country}§"))
    } else if settled && rules.contradiction.repeat_types.contains(&event.event_type) {
        Some(format!("{country}|{}", names::key(event.place.as_deref()?)))
    } else {
        None
    }
}

/// All pairs of a block, unless so much is told of the place that like days are no surprise.
fn pairs(block: &[usize], opened: &[Opened], rules: &Rules) -> Vec<(usize, usize)> {
    let law = block.first().is_some_and(|&i| clash::is_law(&opened[i].0.shown, rules));
    if !law && block.len() > rules.contradiction.repeat_most {
        return Vec::new();
    }
    block.iter().enumerate().flat_map(|(n, &a)| block[n + 1..].iter().map(move |&b| (a, b))).collect()
}

fn compare(a: &Opened, b: &Opened, rules: &Rules) -> Option<Contradiction> {
    if !rules.related(&a.0.shown.sub_type, &b.0.shown.sub_type) {
        return None;
    }
    if clash::is_law(&a.0.shown, rules) { legal_form(a, b, rules) } else { repeated(a, b, rules) }
}

/// One act that two reports put on near days of different years.
fn repeated(a: &Opened, b: &Opened, rules: &Rules) -> Option<Contradiction> {
    let (x, y) = (a.0.shown.days()?, b.0.shown.days()?);
    let parties = [
        sides::side(&a.0.shown.initiators, &b.0.shown.initiators, rules),
        sides::side(&a.0.shown.targets, &b.0.shown.targets, rules),
    ];
    let apart = docs(&a.0).is_disjoint(&docs(&b.0)) && is_repeat(&x, &y, rules);
    if !apart || parties.iter().any(|p| *p < 0.0) {
        return None;
    }
    contradiction(("date", "year"), a, b, ["date", "date"], rules)
}

fn docs(incident: &Incident) -> BTreeSet<&str> {
    incident.events.iter().map(|(doc, _): &EventRef| doc.as_str()).collect()
}

fn is_repeat(x: &DateSpan, y: &DateSpan, rules: &Rules) -> bool {
    let years = (x.from.year() - y.from.year()).abs();
    let days = i32::from(x.from.day_of_year()) - i32::from(y.from.day_of_year());
    let days = days.abs().min(365 - days.abs());
    (1..=rules.contradiction.repeat_years).contains(&years) && days <= rules.contradiction.repeat_days
}

/// One measure that two reports ascribe to different bodies.
fn legal_form(a: &Opened, b: &Opened, rules: &Rules) -> Option<Contradiction> {
    let (x, y) = (&a.0.shown, &b.0.shown);
    let dated = x.days()?.overlaps(&y.days()?) && x.date_precision.max(y.date_precision) <= Precision::Month;
    let rival = sides::agreement(&x.initiators, &y.initiators, rules) == Agreement::Rival;
    let target = sides::agreement(&x.targets, &y.targets, rules) == Agreement::Named;
    // A report that tells both knows them as two acts, unless it tells one of them as its own only.
    let own = |p: &Incident, q: &Incident| docs(p).iter().any(|d| !docs(q).contains(d));
    if !(dated && rival && target && (own(&a.0, &b.0) || own(&b.0, &a.0))) {
        return None;
    }
    contradiction(("legal form", ""), a, b, ["initiators", "initiators"], rules)
}

fn contradiction(
    kind: (&str, &str),
    a: &Opened,
    b: &Opened,
    fields: [&str; 2],
    rules: &Rules,
) -> Option<Contradiction> {
    let side =
        |(o, field): (&Opened, &str)| -> Option<Side> { o.1.get(field)?.first().map(|v: &Value| clash::side(v)) };
    Some(Contradiction {
        kind: kind.0.into(),
        severity: rules.severity(kind.0, kind.1),
        about: clash::about(&a.0.shown),
        sides: vec![side((a, fields[0]))?, side((b, fields[1]))?],
        incidents: vec![a.0.id.clone(), b.0.id.clone()],
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::data::Data;

    fn kinds(docs: &[&[&str]]) -> Vec<(String, usize)> {
        let (documents, records) = corpus(docs);
        let made = super::super::resolve(&documents, &records, Data::bundled());
        let told: usize = made.incidents.iter().map(|i| i.contradictions.len()).sum();
        assert_eq!(told, 2 * made.contradictions.len(), "each stands with both incidents");
        made.contradictions.iter().map(|c| (c.kind.clone(), c.incidents.len())).collect()
    }

    #[test]
    fn one_attack_in_two_years_is_on_the_desk_and_other_days_are_not() {
        let one = "Armed clash|2025-09-18|Tarada|JNIM|Malian Armed Forces|";
        assert_eq!(kinds(&[&[one], &["Armed clash|2024-09-17|Tarada|?||"]]), [("date".into(), 2)]);
        assert_eq!(kinds(&[&[one], &["Armed clash|2024-10-17|Tarada|?||"]]), []);
        assert_eq!(kinds(&[&[one], &["Armed clash|2024-09-17|Kolo|?||"]]), []);
    }

    #[test]
    fn a_report_that_tells_both_years_tells_two_attacks() {
        let (one, two) = ("Attack|2025-09-18|Tarada|?|Civilians|", "Attack|2024-09-17|Tarada|?|Civilians|");
        assert_eq!(kinds(&[&[one, two], &[two]]), []);
    }

    #[test]
    fn a_measure_of_two_bodies_differs_in_legal_form() {
        let decree = "Law or decree|2025-05|-|Government of Mali|Political parties of Mali|";
        let law = "Law or decree|2025-05|-|National Assembly|Political parties of Mali|";
        assert_eq!(kinds(&[&[decree], &[law]]), [("legal form".into(), 2)]);
        assert_eq!(kinds(&[&[decree], &["Law or decree|2025-05|-|National Assembly|Protesters|"]]), []);
    }
}
