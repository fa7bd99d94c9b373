//! Contradictions between totals that several reports give of one thing.

use super::names;
use super::rules::Rules;
use crate::model::{Contradiction, Indicator, Side, Stance, Support};
use std::collections::{BTreeMap, BTreeSet};

type Cited<'a> = (&'a str, &'a Indicator);

/// Rival totals: one indicator, area and unit, people counted in like words, values apart.
pub fn between<'a>(told: impl Iterator<Item = (&'a str, &'a [Indicator])>, rules: &Rules) -> Vec<Contradiction> {
    let mut groups: BTreeMap<(&str, String, &str), Vec<Cited>> = BTreeMap::new();
    for (doc, i) in told.flat_map(|(doc, list)| list.iter().map(move |i| (doc, i))) {
        let area = names::key(i.area.as_deref().unwrap_or_default());
        groups.entry((&i.indicator, area, &i.unit)).or_default().push((doc, i));
    }
    let mut found: Vec<Contradiction> = groups.into_values().flat_map(|g| of_group(g, rules)).collect();
    found.sort_by(|a, b| (b.severity, &a.about).cmp(&(a.severity, &b.about)));
    found
}

/// One contradiction for each pair of reports that are at odds.
fn of_group(mut group: Vec<Cited>, rules: &Rules) -> Vec<Contradiction> {
    group.sort_by_key(|(doc, i)| (*doc, i.as_of, i.low, i.high, i.of.as_str()));
    let pairs = group.iter().enumerate().flat_map(|(n, a)| group[n + 1..].iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| at_odds(a, b, rules)).map(|(a, b)| contradiction(a, b, rules)).collect()
}

fn at_odds(a: &Cited, b: &Cited, rules: &Rules) -> bool {
    let ((low, high), (other_low, other_high)) = (bounds(a.1, rules), bounds(b.1, rules));
    a.0 != b.0 && (low > other_high || other_low > high) && same_people(a.1, b.1, rules)
}

/// "Over N" is a round number that is nearly reached, not an open end.
fn bounds(indicator: &Indicator, rules: &Rules) -> (f64, f64) {
    let rule = &rules.contradiction;
    let room = if indicator.approximate { rule.approximate_room } else { 0.0 };
    let low = indicator.low.unwrap_or(0) as f64;
    let high = indicator.high.map_or(low * rule.indicator_room, |h| h as f64);
    (low * (1.0 - room), high * (1.0 + room))
}

fn same_people(a: &Indicator, b: &Indicator, rules: &Rules) -> bool {
    let words = |i: &Indicator| -> BTreeSet<String> { names::key(&i.of).split(' ').map(str::to_string).collect() };
    let (x, y) = (words(a), words(b));
    x.intersection(&y).count() as f64 >= rules.contradiction.indicator_words * x.union(&y).count() as f64
}

fn contradiction(a: &Cited, b: &Cited, rules: &Rules) -> Contradiction {
    let year = |i: &Indicator| i.as_of.map(|d| d.year());
    let finer = if year(a.1) == year(b.1) { "" } else { "years" };
    let about = [Some(a.1.indicator.clone()), a.1.area.clone()];
    Contradiction {
        kind: "indicator".into(),
        severity: rules.severity("indicator", finer),
        about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        sides: vec![side(a), side(b)],
        incidents: Vec::new(),
    }
}

/// The number with the day it stands for.
fn side((doc, i): &Cited) -> Side {
    let number = super::value::number(i.low, i.high, i.approximate);
    let value = i.as_of.map_or(number.clone(), |day| format!("{number} ({day})"));
    let spans = i.evidence.as_ref().map_or(Vec::new(), |e| e.event.clone());
    let stance = if i.said_by.is_some() { Stance::Stated } else { Stance::Reported };
    Side {
        value,
        support: vec![Support { doc: (*doc).into(), event: String::new(), said_by: i.said_by.clone(), stance, spans }],
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rules;
    use super::*;
    use crate::model::{Precision, Record, Severity};

    fn found(records: &[Record]) -> Vec<Contradiction> {
        between(records.iter().map(|r| (r.doc.as_str(), r.indicators.as_slice())), rules())
    }

    fn cited(doc: &str, of: &str, low: u64, high: Option<u64>, year: i16) -> Record {
        let indicator = Indicator {
            indicator: "people in need".into(),
            of: of.into(),
            area: Some("Mali".into()),
            low: Some(low),
            high,
            unit: "people".into(),
            approximate: false,
            as_of: Some(jiff::civil::date(year, 6, 30)),
            as_of_precision: Precision::Month,
            said_by: None,
            evidence: None,
        };
        Record { doc: doc.into(), indicators: vec![indicator], ..Record::default() }
    }

    #[test]
    fn totals_apart_are_shown_and_weigh_less_across_years() {
        let records = [cited("a", "people", 880, Some(880), 2023), cited("b", "people", 640, None, 2025)];
        let found = found(&records);
        assert_eq!((found.len(), found[0].severity), (1, Severity::Low));
        assert_eq!(found[0].sides[1].value, "640+ (2025-06-30)");
        let records = [cited("a", "people", 880, Some(880), 2025), cited("b", "people", 640, None, 2025)];
        assert_eq!(super::tests::found(&records)[0].severity, Severity::Medium);
    }

    #[test]
    fn other_people_or_room_for_both_is_none() {
        let base = cited("a", "people", 700, Some(700), 2025);
        assert!(found(&[base.clone(), cited("b", "people", 640, None, 2025)]).is_empty());
        assert!(found(&[base, cited("b", "children under five", 20, None, 2025)]).is_empty());
    }
}
