//! Monthly counts of units, all over the same months.

use crate::model::Day;
use jiff::ToSpan;
use std::collections::BTreeMap;

/// Monthly counts; every unit has one for each month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// First day of the first month.
    pub first: Day,
    /// The units, in order of name.
    pub units: Vec<Unit>,
}

/// The counts of one unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// A country, a region, or whatever is counted.
    pub name: String,
    /// One for each month, oldest first.
    pub counts: Vec<u64>,
}

impl History {
    /// From counts that need not be in order; months that nobody counted are months of peace.
    pub fn new(rows: impl IntoIterator<Item = (String, Day, u64)>) -> Self {
        let mut counted: BTreeMap<String, BTreeMap<Day, u64>> = BTreeMap::new();
        for (unit, day, count) in rows {
            let month = counted.entry(unit).or_default().entry(day.first_of_month()).or_default();
            *month = month.saturating_add(count);
        }
        let days = || counted.values().flat_map(|m| m.keys().copied());
        let (Some(first), Some(last)) = (days().min(), days().max()) else { return Self::default() };
        let months = months_between(first, last).min(12_000) + 1;
        let unit = |(name, by_month): (&String, &BTreeMap<Day, u64>)| {
            let mut counts = vec![0; months];
            for (day, count) in by_month {
                if let Some(slot) = counts.get_mut(months_between(first, *day)) {
                    *slot = *count;
                }
            }
            Unit { name: name.clone(), counts }
        };
        let units = counted.iter().map(unit).collect();
        Self { first, units }
    }

    /// How many months are known.
    pub fn months(&self) -> usize {
        self.units.first().map_or(0, |u| u.counts.len())
    }

    /// Only its first months.
    pub fn until(&self, months: usize) -> Self {
        let cut = |u: &Unit| Unit { name: u.name.clone(), counts: u.counts[..months.min(u.counts.len())].to_vec() };
        Self { first: self.first, units: self.units.iter().map(cut).collect() }
    }

    /// First day of the month with this number, from 0; those after the last are months to come.
    pub fn day(&self, month: usize) -> Day {
        months_after(self.first, month)
    }
}

/// First day of the month so many months later.
pub fn months_after(first: Day, months: usize) -> Day {
    first.first_of_month().saturating_add((months as i64).months())
}

fn months_between(first: Day, later: Day) -> usize {
    let number = |d: Day| i64::from(d.year()) * 12 + i64::from(d.month());
    usize::try_from(number(later) - number(first)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_any_order_make_full_series() {
        let row = |unit: &str, day: &str, n| (unit.to_string(), day.parse().unwrap(), n);
        let made = History::new([row("b", "2025-03-01", 4), row("a", "2024-12-31", 2), row("b", "2025-03-20", 1)]);
        let shown: Vec<_> = made.units.iter().map(|u| (u.name.as_str(), u.counts.as_slice())).collect();
        assert_eq!(shown, [("a", &[2, 0, 0, 0][..]), ("b", &[0, 0, 0, 5][..])]);
        assert_eq!((made.months(), made.day(4).to_string().as_str()), (4, "2025-04-01"));
        assert_eq!(made.until(1).units[1].counts, [0]);
        assert_eq!(History::new([]).months(), 0);
    }
}
