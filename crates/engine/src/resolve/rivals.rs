//! Contradictions between incidents: two that may be one but for a date or the body that acted.

use super::rules::Rules;
use super::sides::{self, Agreement};
use super::{clash, names};
use crate::model::{Contradiction, DateSpan, Event, EventRef, Incident, PlacePrecision, Precision, Side};
use std::collections::{BTreeMap, BTreeSet};

/// What is needed of an incident to see whether another may be the same.
pub struct Outline {
    /// Its id.
    pub id: String,
    /// Its shown values.
    pub shown: Event,
    docs: BTreeSet<String>,
    block: String,
}

impl Outline {
    /// Nothing for incidents of kinds that have no doubles.
    pub fn of(incident: &Incident, rules: &Rules) -> Option<Self> {
        let docs = incident.events.iter().map(|(doc, _): &EventRef| doc.clone()).collect();
        Some(Self {
            id: incident.id.clone(),
            docs,
            block: block(&incident.shown, rules)?,
            shown: incident.shown.clone(),
        })
    }
}

/// Contradictions between incidents, in their order; `value` gives what an incident shows of a field.
pub fn between(outlines: &[Outline], value: impl Fn(usize, &str) -> Option<Side>, rules: &Rules) -> Vec<Contradiction> {
    let mut blocks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    outlines.iter().enumerate().for_each(|(i, o)| blocks.entry(&o.block).or_default().push(i));
    let pairs: BTreeSet<(usize, usize)> = blocks.values().flat_map(|b| pairs(b, outlines, rules)).collect();
    let make = |(i, j): (usize, usize), (kind, field): (Kind, &str)| {
        Some(Contradiction {
            kind: kind.0.into(),
            severity: rules.severity(kind.0, kind.1),
            about: clash::about(&outlines[i].shown),
            sides: vec![value(i, field)?, value(j, field)?],
            incidents: vec![outlines[i].id.clone(), outlines[j].id.clone()],
        })
    };
    let found = |(i, j): (usize, usize)| {
        let kinds = compare(&outlines[i], &outlines[j], rules);
        kinds.into_iter().filter_map(|kind| make((i, j), kind)).collect::<Vec<_>>()
    };
    pairs.into_iter().flat_map(found).collect()
}

/// Where an incident looks for its double: its settlement, or the laws of its country.
pub fn block(event: &Event, rules: &Rules) -> Option<String> {
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
fn pairs(block: &[usize], outlines: &[Outline], rules: &Rules) -> Vec<(usize, usize)> {
    let law = block.first().is_some_and(|&i| clash::is_law(&outlines[i].shown, rules));
    if !law && block.len() > rules.contradiction.repeat_most {
        return Vec::new();
    }
    let mut dated = block.to_vec();
    dated.sort_by_key(|&i| (outlines[i].shown.date_from, i));
    let month = |i: usize| outlines[i].shown.date_from.map(|d| i32::from(d.year()) * 12 + i32::from(d.month()));
    let near = |a: usize, b: usize| !law || month(b).zip(month(a)).is_some_and(|(b, a)| b - a <= 1);
    let later = |n: usize, a: usize| {
        let rest = dated[n + 1..].iter().copied().take_while(move |&b| near(a, b));
        rest.map(move |b| (a.min(b), a.max(b))).collect::<Vec<_>>()
    };
    dated.iter().enumerate().flat_map(|(n, &a)| later(n, a)).collect()
}

type Kind = (&'static str, &'static str);

/// The kinds of contradiction, and the fields they are about.
fn compare(a: &Outline, b: &Outline, rules: &Rules) -> Vec<(Kind, &'static str)> {
    if !rules.related(&a.shown.sub_type, &b.shown.sub_type) {
        return Vec::new();
    }
    if clash::is_law(&a.shown, rules) {
        return legal_form(a, b, rules).then_some((("legal form", ""), "initiators")).into_iter().collect();
    }
    if !repeated(a, b, rules) {
        return Vec::new();
    }
    let unknown = sides::agreement(&a.shown.initiators, &b.shown.initiators, rules) == Agreement::Unidentified;
    let who = unknown.then_some((("attribution", ""), "initiators"));
    [(("date", "year"), "date")].into_iter().chain(who).collect()
}

/// One act that two reports put on near days of different years.
fn repeated(a: &Outline, b: &Outline, rules: &Rules) -> bool {
    let Some((x, y)) = a.shown.days().zip(b.shown.days()) else { return false };
    let by = sides::agreement(&a.shown.initiators, &b.shown.initiators, rules);
    let on = sides::agreement(&a.shown.targets, &b.shown.targets, rules);
    // Whoever was hit, a report may speak of civilians only.
    let common = [a, b].iter().any(|o| sides::are_common(&o.shown.targets, rules));
    let parties = by != Agreement::Rival && (on != Agreement::Rival || common);
    a.docs.is_disjoint(&b.docs) && is_repeat(&x, &y, rules) && parties
}

fn is_repeat(x: &DateSpan, y: &DateSpan, rules: &Rules) -> bool {
    let years = (x.from.year() - y.from.year()).abs();
    let days = i32::from(x.from.day_of_year()) - i32::from(y.from.day_of_year());
    let days = days.abs().min(365 - days.abs());
    (1..=rules.contradiction.repeat_years).contains(&years) && days <= rules.contradiction.repeat_days
}

/// One measure that two reports ascribe to different bodies.
fn legal_form(a: &Outline, b: &Outline, rules: &Rules) -> bool {
    let (x, y) = (&a.shown, &b.shown);
    let overlap = x.days().zip(y.days()).is_some_and(|(p, q)| p.overlaps(&q));
    let dated = overlap && x.date_precision.max(y.date_precision) <= Precision::Month;
    let rival = sides::agreement(&x.initiators, &y.initiators, rules) == Agreement::Rival;
    let target = sides::agreement(&x.targets, &y.targets, rules) == Agreement::Named;
    // A report that tells both knows them as two acts, unless it tells one of them as its own only.
    let own = |p: &Outline, q: &Outline| p.docs.iter().any(|d| !q.docs.contains(d));
    dated && rival && target && (own(a, b) || own(b, a))
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
        assert_eq!(
            kinds(&[&[one], &["Armed clash|2024-09-17|Tarada|?||"]]),
            [("date".into(), 2), ("attribution".into(), 2)]
        );
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
