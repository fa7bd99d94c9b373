//! What a brief does not tell one by one, in counts: by section and region, and of the table.

use super::choose::{self, Chosen};
use super::desk::Desk;
use super::say::{agree, digits, fill};
use crate::model::Incident;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// At most so many regions are named.
const REGIONS: usize = 5;

/// How many incidents of a section are told, and where the others are.
pub(super) fn section(desk: &Desk, heading: &str, told: usize, all: &[&Incident]) -> String {
    let mut regions: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    all[told.min(all.len())..].iter().for_each(|i| *regions.entry(i.shown.admin1.as_deref()).or_insert(0) += 1);
    let nowhere = regions.remove(&None).unwrap_or(0);
    let mut named: Vec<(&str, usize)> = regions.into_iter().filter_map(|(name, n)| Some((name?, n))).collect();
    named.sort_by_key(|(name, n)| (Reverse(*n), *name));
    let others = named.iter().skip(REGIONS).map(|(_, n)| n).sum();
    let mut shown: Vec<String> = named.iter().take(REGIONS).map(|(name, n)| region(desk, name, *n)).collect();
    shown.extend(
        [("left_others", others), ("left_elsewhere", nowhere)].into_iter().filter_map(|(key, n)| rest(desk, key, n)),
    );
    let regions = shown.join(&desk.words.comma);
    let values =
        [("heading", heading), ("told", &*count(desk, told)), ("all", &*count(desk, all.len())), ("regions", &regions)];
    fill(desk.words.page("left_section"), &values)
}

/// The incidents of the table, the weightiest if they are too many.
pub(super) fn rows<'a>(desk: &Desk, chosen: &Chosen<'a>, left: &mut Vec<String>) -> Vec<&'a Incident> {
    let most = desk.kind.select.table;
    let all: Vec<&Incident> = chosen.main.iter().chain(&chosen.changed).copied().collect();
    if all.len() <= most {
        return all;
    }
    if most > 0 {
        let values = [("told", &*count(desk, most)), ("all", &*count(desk, all.len()))];
        left.push(fill(desk.words.page("left_table"), &values));
    }
    let mut kept = all;
    kept.sort_by_cached_key(|i| choose::weight(i));
    kept.truncate(most);
    kept.sort_by_cached_key(|i| choose::order(i));
    kept
}

/// A line that counts, with its verb in agreement.
pub(super) fn line(desk: &Desk, key: &str, n: usize) -> String {
    fill(&agree(desk.words.page(key), ('[', ']'), n > 1), &[("n", &count(desk, n))])
}

fn region(desk: &Desk, name: &str, n: usize) -> String {
    let name = desk.phrases.names.place(name, desk.lang());
    fill(desk.words.page("left_region"), &[("region", name), ("n", &count(desk, n))])
}

fn rest(desk: &Desk, key: &str, n: usize) -> Option<String> {
    (n > 0).then(|| fill(desk.words.page(key), &[("n", &count(desk, n))]))
}

fn count(desk: &Desk, n: usize) -> String {
    digits(n as u64, desk.words)
}
