//! Which pairs of events are worth comparing: near linear in their number.

use super::rules::Rules;
use super::told::Told;
use crate::model::{Day, Precision};
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// Pairs of positions, smaller first, of events of different documents that share a family of
/// types, a country or a party, and a stretch of time.
pub fn candidates(told: &[Told], rules: &Rules) -> Vec<(usize, usize)> {
    let mut blocks: BTreeMap<(String, &str), Vec<usize>> = BTreeMap::new();
    for (i, t) in told.iter().enumerate() {
        for key in keys(t, rules) {
            blocks.entry(key).or_default().push(i);
        }
    }
    let mut pairs: Vec<(usize, usize)> = blocks.values().flat_map(|block| in_time(told, block)).collect();
    pairs.retain(|&(a, b)| told[a].doc != told[b].doc);
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Family and country; family and initiator too for acts that may be told from either country.
fn keys<'a>(told: &Told<'a>, rules: &'a Rules) -> Vec<(String, &'a str)> {
    let abroad = rules.type_points(told.event).is_some_and(|t| t.abroad);
    let parties = told.event.initiators.iter().filter(|_| abroad).map(|a| format!("@{}", a.name));
    let scenes: Vec<String> = parties.chain([told.event.country.clone().unwrap_or_default()]).collect();
    let families = rules.families_of(&told.event.sub_type);
    families.into_iter().flat_map(|f| scenes.iter().map(move |s| (s.clone(), f))).collect()
}

/// Pairs that touch in time: exact events with those of the next days, vague ones with all events
/// of the months they may lie in.
fn in_time(told: &[Told], block: &[usize]) -> Vec<(usize, usize)> {
    let is_exact = |i: &usize| told[*i].event.days().is_some_and(|d| d.precision == Precision::Day);
    let (exact, vague): (Vec<usize>, Vec<usize>) = block.iter().copied().partition(is_exact);
    let mut months: BTreeMap<Option<i32>, Vec<usize>> = BTreeMap::new();
    for &i in if vague.is_empty() { &[] } else { block } {
        stretch(&told[i]).into_iter().for_each(|m| months.entry(m).or_default().push(i));
    }
    let mut pairs = next_days(told, exact);
    for i in vague {
        let others = stretch(&told[i]).into_iter().filter_map(|m| months.get(&m)).flatten();
        pairs.extend(others.filter(|j| **j != i).map(|&j| (i.min(j), i.max(j))));
    }
    pairs
}

/// Pairs of exact events no more than two days apart.
fn next_days(told: &[Told], mut exact: Vec<usize>) -> Vec<(usize, usize)> {
    let days = |i: usize| told[i].event.date_from.zip(told[i].event.date_to.or(told[i].event.date_from));
    exact.sort_by_key(|&i| (days(i), i));
    let mut pairs = Vec::new();
    for (n, &a) in exact.iter().enumerate() {
        let reach = days(a).map(|(_, to)| to.saturating_add(DAYS));
        let near = exact[n + 1..].iter().take_while(|&&b| days(b).map(|(from, _)| from) <= reach);
        pairs.extend(near.map(|&b| (a.min(b), a.max(b))));
    }
    pairs
}

/// The months an event may lie in, as numbers; `None` for undated ones among themselves.
fn stretch(told: &Told) -> Vec<Option<i32>> {
    let month = |d: Day| i32::from(d.year()) * 12 + i32::from(d.month());
    let (from, to) = match (told.event.days(), told.published) {
        (Some(days), _) => (days.from.saturating_sub(DAYS), days.to.saturating_add(DAYS)),
        (None, Some(day)) => (day.saturating_sub(MONTH), day),
        (None, None) => return vec![None],
    };
    let long = if told.event.date_precision >= Precision::Year { 24 } else { 6 };
    let dated = (month(from)..=month(to)).take(long).map(Some);
    dated.chain(told.event.days().is_none().then_some(None)).collect()
}

const DAYS: SignedDuration = SignedDuration::from_hours(2 * 24);
const MONTH: SignedDuration = SignedDuration::from_hours(40 * 24);

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;

    fn pairs(lines: &[&str]) -> usize {
        let events: Vec<_> = lines.iter().map(|l| event(l)).collect();
        let names: Vec<String> = (0..lines.len()).map(|n| format!("d{n}")).collect();
        let all: Vec<_> = events.iter().zip(&names).map(|(e, n)| told(n, e)).collect();
        candidates(&all, rules()).len()
    }

    #[test]
    fn the_end_of_a_month_meets_the_next_and_a_year_meets_its_months() {
        assert_eq!(pairs(&["Attack|2025-06-30|Kolo|?|Civilians|", "Attack|2025-07-01|Kolo|?|Civilians|"]), 1);
        assert_eq!(pairs(&["Attack|2025|Kolo|?|Civilians|", "Attack|2025-07-01|Kolo|?|Civilians|"]), 1);
        assert_eq!(pairs(&["Attack|2025-02-01|Kolo|?|Civilians|", "Attack|2025-07-01|Kolo|?|Civilians|"]), 0);
    }

    #[test]
    fn unrelated_types_never_meet() {
        assert_eq!(pairs(&["Attack|2025-07-01|Kolo|?|Civilians|", "Blockade|2025-07-01|Kolo|?|Civilians|"]), 0);
        assert_eq!(pairs(&["Attack||Kolo|?|Civilians|", "Attack||Kolo|?|Civilians|"]), 1);
    }
}
