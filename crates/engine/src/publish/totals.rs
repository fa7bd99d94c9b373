//! Humanitarian and conflict totals as sentences: value, day and who says so.

use super::choose::Scope;
use super::desk::{Desk, add_spans, without_nested};
use super::phrases::look;
use super::say::{day, days, digits, fill, hedged};
use crate::model::{DateSpan, Day, Indicator, Lang, Precision, Sentence};
use std::collections::{BTreeMap, BTreeSet};

/// A total and the reports that give it.
struct Total<'a> {
    indicator: &'a Indicator,
    tellers: Vec<(&'a str, &'a Indicator)>,
}

/// A sentence for each distinct total of the area and period, by label, newest first.
pub(super) fn sentences(desk: &Desk, scope: &Scope, most: usize) -> Vec<Sentence> {
    let mut totals: BTreeMap<_, Total> = BTreeMap::new();
    for (doc, record) in &desk.records {
        for indicator in record.indicators.iter().filter(|i| belongs(desk, scope, doc, i)) {
            let total = totals.entry(key(indicator)).or_insert(Total { indicator, tellers: Vec::new() });
            total.tellers.push((doc, indicator));
        }
    }
    let all: Vec<&Total> = totals.values().collect();
    let newest = |t: &Total| all.iter().any(|other| is_superseded(t.indicator, other.indicator));
    all.iter().filter_map(|t| sentence(desk, t, newest(t))).take(most).collect()
}

/// Whether a later figure of the same thing is at hand. Figures ten times apart count different things: those
/// displaced in a month and all who are displaced.
fn is_superseded(old: &Indicator, new: &Indicator) -> bool {
    let thing = |i: &Indicator| (i.indicator.clone(), i.of.to_lowercase(), i.area.clone(), i.unit.clone());
    let size = |i: &Indicator| i.low.or(i.high).unwrap_or(0).max(1);
    let comparable = size(old) < 10 * size(new) && size(new) < 10 * size(old);
    let is_older = old.as_of.zip(new.as_of).is_some_and(|(old, new)| old < new);
    is_older && comparable && thing(old) == thing(new)
}

/// Equal keys are one total; their order is the reading order.
fn key(i: &Indicator) -> impl Ord + use<> {
    let area = i.area.clone();
    let who = (i.of.to_lowercase(), i.unit.clone(), i.said_by.clone(), i.approximate);
    (i.indicator.clone(), area, std::cmp::Reverse(i.as_of), i.low, i.high, who)
}

fn belongs(desk: &Desk, scope: &Scope, doc: &str, indicator: &Indicator) -> bool {
    let in_time = indicator.as_of.is_some_and(|d| scope.holds(d)) || scope.published_in(desk, doc);
    in_time && desk.options.area.as_deref().is_none_or(|area| is_about(desk, doc, indicator, area))
}

/// Whether the total is about the country: it names it, or the report is about it.
fn is_about(desk: &Desk, doc: &str, indicator: &Indicator, iso3: &str) -> bool {
    let area = indicator.area.as_deref().unwrap_or("");
    let named = Lang::ALL.iter().any(|l| area.contains(desk.phrases.names.country_name(iso3, *l)));
    let document = desk.support.documents.get(doc);
    named || document.and_then(|d| desk.support.country(d)).as_deref() == Some(iso3)
}

fn sentence(desk: &Desk, total: &Total, is_stale: bool) -> Option<Sentence> {
    let mut cited = BTreeSet::new();
    for (doc, indicator) in &total.tellers {
        let Some(evidence) = &indicator.evidence else { continue };
        add_spans(&mut cited, doc, &evidence.event);
        evidence.fields.values().for_each(|s| add_spans(&mut cited, doc, s));
    }
    let citations = without_nested(cited);
    let texts = [(true, true), (true, false), (false, true), (false, false)];
    let stale = if is_stale { look(&desk.words.indicator, "stale") } else { "" };
    let draft =
        |(date, area): (bool, bool)| desk.sentence(&(clause(desk, total, date, area) + stale), citations.clone());
    desk.first_supported(texts.into_iter().map(draft))
}

/// Where the words give no day, the report's own stands for it if that is what was coded.
fn clause(desk: &Desk, total: &Total, date: bool, area: bool) -> String {
    let (words, indicator) = (desk.words, total.indicator);
    let table = &words.indicator;
    let as_of = match indicator.as_of.filter(|_| date) {
        Some(d) => as_of(desk, indicator, d),
        None if is_of_report(desk, total) => look(table, "as_of_report").to_string(),
        None => String::new(),
    };
    let speaker = indicator.said_by.as_deref().map(|s| desk.called(s).text);
    let speaker = speaker.map(|s| fill(look(table, "speaker"), &[("speaker", &s)]));
    let area = if area { self::area(desk, indicator) } else { String::new() };
    fill(
        look(table, "sentence"),
        &[
            ("label", look(&words.indicator_label, &indicator.indicator)),
            ("of", &of(desk, indicator)),
            ("area", &area),
            ("value", &value(desk, indicator)),
            ("as_of", &as_of),
            ("speaker", &speaker.unwrap_or_default()),
        ],
    )
}

fn is_of_report(desk: &Desk, total: &Total) -> bool {
    let published = |doc: &str| desk.support.documents.get(doc).and_then(|d| d.published_day());
    total.tellers.iter().any(|(doc, i)| i.as_of.is_some() && i.as_of == published(doc))
}

fn as_of(desk: &Desk, indicator: &Indicator, last: Day) -> String {
    let precision = indicator.as_of_precision;
    let (key, date) = match precision {
        Precision::Month | Precision::Year => {
            ("as_of_period", days(&DateSpan { from: last, to: last, precision }, desk.words))
        }
        _ => ("as_of", day(last, desk.words)),
    };
    fill(look(&desk.words.indicator, key), &[("date", &date)])
}

fn area(desk: &Desk, indicator: &Indicator) -> String {
    let Some(area) = indicator.area.as_deref() else { return String::new() };
    let table = &desk.words.indicator;
    match desk.phrases.names.country_in(area, desk.lang()) {
        Some(inside) => fill(look(table, "area_in"), &[("area", &inside)]),
        None => fill(look(table, "area"), &[("area", area)]),
    }
}

/// Who is counted. Words that the language has no entry for are quoted as they are coded.
fn of(desk: &Desk, indicator: &Indicator) -> String {
    let words = desk.words;
    let known = words.of.get(&indicator.of.to_lowercase());
    let quoted = || format!("{}{}{}", words.quote.0, indicator.of, words.quote.1);
    let text = match (known, desk.lang()) {
        (Some(text), _) => text.clone(),
        (None, Lang::En) => indicator.of.clone(),
        (None, Lang::Fr) => quoted(),
    };
    if text.is_empty() { text } else { fill(look(&words.indicator, "of"), &[("of", &text)]) }
}

fn value(desk: &Desk, indicator: &Indicator) -> String {
    let words = desk.words;
    let number = hedged(indicator.low, indicator.high, indicator.approximate, |n| digits(n, words), words);
    let last = indicator.high.or(indicator.low).unwrap_or(0);
    let Some((plain, after_millions)) = words.unit.get(&indicator.unit) else { return number };
    let round = last >= 1_000_000 && last.is_multiple_of(100_000);
    fill(if round { after_millions } else { plain }, &[("n", &number)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(as_of: &str, low: u64) -> Indicator {
        let day = as_of.parse().ok();
        Indicator { indicator: "people in need".into(), low: Some(low), as_of: day, ..Indicator::default() }
    }

    fn check(old: (&str, u64), new: (&str, u64), superseded: bool) {
        assert_eq!(is_superseded(&total(old.0, old.1), &total(new.0, new.1)), superseded);
    }

    #[test]
    fn the_older_of_two_is_stale() {
        check(("2023-06-30", 8_800_000), ("2025-01-31", 6_400_000), true);
        check(("2025-01-31", 6_400_000), ("2023-06-30", 8_800_000), false);
        check(("2025-01-31", 6_400_000), ("2025-01-31", 8_800_000), false);
    }

    #[test]
    fn a_month_of_newly_displaced_does_not_replace_all_who_are() {
        check(("2023-06-30", 375_000), ("2025-04-30", 2_000), false);
    }

    #[test]
    fn other_areas_and_undated_figures_replace_nothing() {
        let mut other = total("2025-01-31", 9_000_000);
        other.area = Some("Kolo".into());
        assert!(!is_superseded(&total("2023-06-30", 8_800_000), &other));
        check(("", 8_800_000), ("2025-01-31", 9_000_000), false);
    }
}
