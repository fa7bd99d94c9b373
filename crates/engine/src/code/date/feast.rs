//! Feasts: "on Christmas Eve", "le jour de la Tabaski", "Easter Sunday 2024".

use super::{Dater, Found};
use crate::model::{DateSpan, Day};
use jiff::ToSpan;

impl Dater<'_, '_> {
    /// The feast of the year told with it, else the last one before the report.
    pub(super) fn feast(&self, at: usize) -> Found {
        let (next, rule) = self.longest(&self.r.lex.dates.feasts, at)?;
        let (next, year) = match self.year_after(self.skip_fillers(next, 1)) {
            (after, Some(year)) => (after, Some(year)),
            _ => (next, None),
        };
        if let Some(year) = year {
            return Some((next, day_in(rule, year).map(DateSpan::day)));
        }
        let last = || {
            let published = self.published()?;
            let fits = |d: &Day| *d <= published;
            day_in(rule, published.year()).filter(fits).or_else(|| day_in(rule, published.year() - 1))
        };
        Some((next, last().map(DateSpan::day)))
    }
}

/// "12-25", "easter -2", or the days of single years: "2024-06-16 2025-06-06".
fn day_in(rule: &str, year: i16) -> Option<Day> {
    if let Some(shift) = rule.strip_prefix("easter") {
        return easter(year)?.checked_add(shift.trim().parse::<i64>().unwrap_or(0).days()).ok();
    }
    let whole = rule.split(' ').find(|d| d.len() == 10 && d.starts_with(&year.to_string()));
    let day = whole.map(String::from).or_else(|| (rule.len() == 5).then(|| format!("{year:04}-{rule}")));
    day?.parse().ok()
}

/// Easter Sunday of the Gregorian calendar.
fn easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let m = (a + 11 * h) / 319;
    let r = (2 * (b % 4) + 2 * (c / 4) - c % 4 - h + m + 32) % 7;
    let month = (h - m + r + 90) / 25;
    let day = (h - m + r + month + 19) % 32;
    Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: &str, year: i16, day: Option<&str>) {
        assert_eq!(day_in(rule, year).map(|d| d.to_string()).as_deref(), day, "{rule} {year}");
    }

    #[test]
    fn feasts_are_fixed_counted_from_easter_or_listed() {
        check("12-25", 2024, Some("2024-12-25"));
        check("easter", 2024, Some("2024-03-31"));
        check("easter -2", 2025, Some("2025-04-18"));
        check("2024-06-16 2025-06-06", 2025, Some("2025-06-06"));
        check("2024-06-16", 2025, None);
    }
}
