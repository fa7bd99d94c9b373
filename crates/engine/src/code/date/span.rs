//! Arithmetic of days: thirds, weeks, months and years.

use crate::model::{DateSpan, Day, Precision};
use jiff::ToSpan;
use jiff::civil::Weekday;

/// The early, middle or late part of a longer span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Third {
    Early,
    Mid,
    Late,
    /// "At the end of": of a week, from Friday on.
    End,
}

impl Third {
    /// Early is 1-10, mid 11-20, late from the 21st.
    pub fn days(self, year: i16, month: i8) -> Option<(Day, Day)> {
        let from = Day::new(year, month, self.first_day()).ok()?;
        let to = match self {
            Third::Late | Third::End => from.last_of_month(),
            _ => Day::new(year, month, self.first_day() + 9).ok()?,
        };
        Some((from, to))
    }

    pub fn first_day(self) -> i8 {
        match self {
            Third::Early => 1,
            Third::Mid => 11,
            Third::Late | Third::End => 21,
        }
    }

    /// "mid-2023" is June; "early" and "late" are the first and last four months.
    pub fn of_year(self, year: i16) -> Option<DateSpan> {
        let (first, last, precision) = match self {
            Third::Early => (1, 4, Precision::Year),
            Third::Mid => (6, 6, Precision::Month),
            Third::Late | Third::End => (9, 12, Precision::Year),
        };
        let to = Day::new(year, last, 1).ok()?.last_of_month();
        Some(DateSpan { from: Day::new(year, first, 1).ok()?, to, precision })
    }

    /// The part of a week, month or year that another word gives: "late last month".
    pub fn of(self, span: DateSpan) -> Option<DateSpan> {
        match span.precision {
            Precision::Year => self.of_year(span.from.year()),
            Precision::Month => {
                let (from, to) = self.days(span.from.year(), span.from.month())?;
                Some(DateSpan { from, to, precision: Precision::Week })
            }
            _ => {
                let (first, last) = match self {
                    Third::Early => (0, 2),
                    Third::Mid => (2, 4),
                    Third::Late => (3, 6),
                    Third::End => (4, 6),
                };
                let day = |n: i64| span.from.checked_add(n.days()).ok();
                Some(DateSpan { from: day(first)?, to: day(last)?, precision: Precision::Week })
            }
        }
    }
}

/// The last such weekday (0 = Monday) not after, or strictly before, a day.
pub(super) fn previous(day: Day, index: usize, strict: bool) -> Option<Day> {
    let want = Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()?;
    let back = i64::from(day.weekday().since(want));
    let back = if strict && back == 0 { 7 } else { back };
    day.checked_sub(back.days()).ok()
}

/// "week -1", "month 0", "year -1" counted from a day.
pub(super) fn relative_span(day: Day, span: &str) -> Option<DateSpan> {
    let (unit, count) = span.split_once(' ')?;
    let count: i64 = count.parse().ok()?;
    // "At the weekend", said on its Sunday: the one that ends.
    let ends = unit == "weekend_told" && matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let count = count + i64::from(ends);
    match unit.trim_end_matches("_told") {
        "weekend" => {
            let monday = previous(day, 0, false)?;
            let from = monday.checked_add((7 * count + 5).days()).ok()?;
            Some(DateSpan { from, to: from.tomorrow().ok()?, precision: Precision::Week })
        }
        "days" => running(day, "day", count),
        "rest_week" | "rest_month" | "rest_year" => {
            let whole = shifted(day, unit.trim_start_matches("rest_"), count)?;
            Some(DateSpan { from: day, ..whole })
        }
        unit => shifted(day, unit, count),
    }
}

/// "Two months after": the span that lies as long before `here` as the one read lies after `told`.
pub(crate) fn counted_back(read: &DateSpan, told: Day, here: Day) -> Option<DateSpan> {
    let months = |d: Day| i64::from(d.year()) * 12 + i64::from(d.month());
    let (unit, count) = match read.precision {
        Precision::Day => ("day", i64::from((read.from - told).get_days())),
        Precision::Week => ("week", i64::from((read.to - told).get_days()) / 7),
        Precision::Month => ("month", months(read.from) - months(told)),
        Precision::Year => ("year", i64::from(read.from.year() - told.year())),
        Precision::Unknown => return None,
    };
    shifted(here, unit, -count).filter(|_| count > 0)
}

/// A day moved by so many units, as wide as the unit.
pub(super) fn shifted(day: Day, unit: &str, count: i64) -> Option<DateSpan> {
    match unit {
        "day" => day.checked_add(count.days()).ok().map(DateSpan::day),
        "week" | "fortnight" => {
            let weeks = if unit == "week" { count } else { 2 * count };
            let middle = day.checked_add((7 * weeks).days()).ok()?;
            let monday = previous(middle, 0, false)?;
            Some(DateSpan { from: monday, to: monday.checked_add(6.days()).ok()?, precision: Precision::Week })
        }
        "month" => {
            let from = day.first_of_month().checked_add(count.months()).ok()?;
            month(from.year(), from.month())
        }
        "quarter" => {
            let first = (day.month() - 1) / 3 * 3 + 1;
            let from = Day::new(day.year(), first, 1).ok()?.checked_add((3 * count).months()).ok()?;
            months(from, 3)
        }
        "year" => year(day.year().checked_add(i16::try_from(count).ok()?)?),
        "decade" => {
            let first = day.year() / 10 * 10 + i16::try_from(10 * count).ok()?;
            years(first, first + 9)
        }
        _ => None,
    }
}

/// From so many units before a day to that day: "the last three days"; forward for "the next".
pub(super) fn running(day: Day, unit: &str, count: i64) -> Option<DateSpan> {
    let moved = match unit {
        "day" => day.checked_add(count.days()),
        "week" => day.checked_add(count.weeks()),
        "fortnight" => day.checked_add((2 * count).weeks()),
        "month" => day.checked_add(count.months()),
        "year" => day.checked_add(count.years()),
        _ => return None,
    };
    let other = moved.ok()?;
    let (from, to) = if other < day { (other, day.yesterday().ok()?) } else { (day.tomorrow().ok()?, other) };
    let precision = match unit {
        "day" | "week" | "fortnight" => Precision::Week,
        "month" => Precision::Month,
        _ => Precision::Year,
    };
    Some(DateSpan { from, to, precision })
}

/// A whole month.
pub(super) fn month(year: i16, month: i8) -> Option<DateSpan> {
    months(Day::new(year, month, 1).ok()?, 1)
}

/// So many months from the first of one.
pub(super) fn months(from: Day, count: i64) -> Option<DateSpan> {
    let last = from.checked_add((count - 1).months()).ok()?;
    Some(DateSpan { from, to: last.last_of_month(), precision: Precision::Month })
}

/// A whole year.
pub(super) fn year(year: i16) -> Option<DateSpan> {
    years(year, year)
}

/// From the first day of one year to the last of another.
pub(super) fn years(first: i16, last: i16) -> Option<DateSpan> {
    let (from, to) = (Day::new(first, 1, 1).ok()?, Day::new(last, 12, 31).ok()?);
    (from <= to).then_some(DateSpan { from, to, precision: Precision::Year })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(span: Option<DateSpan>, from: Day, to: Day) {
        assert_eq!(span.map(|s| (s.from, s.to)), Some((from, to)));
    }

    #[test]
    fn units_are_counted_from_a_day() {
        let day = date(2025, 7, 9);
        check(shifted(day, "week", -1), date(2025, 6, 30), date(2025, 7, 6));
        check(shifted(day, "quarter", -1), date(2025, 4, 1), date(2025, 6, 30));
        check(shifted(day, "decade", 0), date(2020, 1, 1), date(2029, 12, 31));
        check(relative_span(day, "weekend -1"), date(2025, 7, 5), date(2025, 7, 6));
    }

    #[test]
    fn the_last_three_days_end_before_the_report() {
        check(running(date(2025, 7, 9), "day", -3), date(2025, 7, 6), date(2025, 7, 8));
        check(running(date(2025, 7, 9), "week", 2), date(2025, 7, 10), date(2025, 7, 23));
    }

    #[test]
    fn a_third_is_of_whatever_it_is_told_of() {
        check(month(2025, 2).and_then(|m| Third::Late.of(m)), date(2025, 2, 21), date(2025, 2, 28));
        check(year(2024).and_then(|y| Third::Mid.of(y)), date(2024, 6, 1), date(2024, 6, 30));
        check(
            shifted(date(2025, 7, 9), "week", 0).and_then(|w| Third::Early.of(w)),
            date(2025, 7, 7),
            date(2025, 7, 9),
        );
    }
}
