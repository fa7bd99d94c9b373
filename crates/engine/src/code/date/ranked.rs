//! Parts told by their rank: "the first week of May", "le troisième trimestre 2024", "the week of 5 June".

use super::span::{self, previous};
use super::{Dater, Found};
use crate::model::{DateSpan, Day, Precision};
use jiff::ToSpan;

impl Dater<'_, '_> {
    /// A rank, a unit or weekday, and what it is a part of.
    pub(super) fn ranked(&self, at: usize) -> Found {
        let dates = &self.r.lex.dates;
        if let Some((next, part)) = self.longest(&dates.parts, at) {
            return self.part_of_year(next, part);
        }
        if let Some(next) = self.word_of(&dates.week_of, at) {
            let (next, found) = self.absolute(self.skip_fillers(next, 2))?;
            let monday =
                found.and_then(|s| (s.precision == Precision::Day).then(|| previous(s.from, 0, false)).flatten());
            return Some((next, monday.and_then(week)));
        }
        let (next, rank) = self.longest(&dates.ranks, at).map(|(n, r)| (n, *r)).or_else(|| {
            let (n, day) = self.day_number(at).filter(|_| self.r.cut.tokens[at].kind == vigie_syntax::Kind::Word)?;
            Some((n, i64::from(day)))
        })?;
        if let Some((n, weekday)) = self.weekday_name(next) {
            let (next, whole) = self.whole_at(n)?;
            return Some((next, whole.and_then(|w| nth_weekday(w, weekday, rank)).map(DateSpan::day)));
        }
        let unit = dates.part_units.get(self.r.word(next)).filter(|_| next < self.end)?;
        let (next, whole) = self.whole_at(next + 1)?;
        Some((next, whole.and_then(|w| part(w, unit, rank))))
    }

    /// "Q3 2018", "S1 2024": of the year told, else of the report's.
    fn part_of_year(&self, next: usize, part: &str) -> Found {
        let (unit, rank) = part.split_once(' ')?;
        let (next, year) = self.year_after(self.skip_fillers(next, 1));
        let year = year.or_else(|| self.published().map(|p| p.year()));
        Some((next, year.and_then(span::year).and_then(|y| self::part(y, unit, rank.parse().ok()?))))
    }

    /// "of May 2024", "of last month", "in 2018".
    fn whole_at(&self, at: usize) -> Found {
        let at = self.skip_fillers(at, 3);
        if let Some((next, month)) = self.month(at) {
            let (next, year) = self.year_after(self.skip_fillers(next, 1));
            let year = year.or_else(|| self.guess_year(month, 1));
            return Some((next, year.and_then(|y| span::month(y, month))));
        }
        let year = self.year_number(at).map(|(next, y)| (next, span::year(y)));
        year.or_else(|| self.spans_at(at).map(|(next, _, span)| (next, span)))
    }

    /// "the month", "l'année" after "at the end of": the one the report stands in.
    pub(super) fn unit_now(&self, at: usize) -> Found {
        let unit = self.r.lex.dates.units.get(self.r.word(at)).filter(|u| at < self.end && *u != "day")?;
        Some((at + 1, self.published().and_then(|p| span::shifted(p, unit, 0))))
    }
}

fn week(monday: Day) -> Option<DateSpan> {
    Some(DateSpan { from: monday, to: monday.checked_add(6.days()).ok()?, precision: Precision::Week })
}

/// The n-th such weekday within a span; the last for -1.
fn nth_weekday(whole: DateSpan, weekday: usize, rank: i64) -> Option<Day> {
    let day = if rank < 0 {
        previous(whole.to, weekday, false)?
    } else {
        let before = whole.from.yesterday().ok()?;
        previous(before, weekday, false)?.checked_add((7 * rank).days()).ok()?
    };
    (whole.from <= day && day <= whole.to).then_some(day)
}

/// The n-th day, week, fortnight, quarter or half of a span; the last for -1.
fn part(whole: DateSpan, unit: &str, rank: i64) -> Option<DateSpan> {
    let month = |first: i64, count: i64| {
        let from = whole.from.checked_add(first.months()).ok()?;
        span::months(from, count)
    };
    let halves = if rank < 0 { 2 } else { rank };
    match unit {
        "day" if rank < 0 => Some(DateSpan::day(whole.to)),
        "day" => whole.from.checked_add((rank - 1).days()).ok().map(DateSpan::day),
        "week" if rank < 0 => {
            week(previous(whole.to.checked_sub(6.days()).ok()?.checked_add(3.days()).ok()?, 0, false)?)
        }
        "week" => week(first_monday(whole.from)?.checked_add((7 * (rank - 1)).days()).ok()?),
        "fortnight" if halves == 1 => until(whole.from, 15),
        "fortnight" => Some(DateSpan { from: until(whole.from, 15)?.to.tomorrow().ok()?, ..whole })
            .map(|s| DateSpan { precision: Precision::Week, ..s }),
        "quarter" => month(3 * (if rank < 0 { 4 } else { rank } - 1), 3),
        "half" => month(6 * (halves - 1), 6),
        _ => None,
    }
}

fn until(from: Day, day: i8) -> Option<DateSpan> {
    Some(DateSpan { from, to: Day::new(from.year(), from.month(), day).ok()?, precision: Precision::Week })
}

/// The Monday of the week that has most of its days in the month.
fn first_monday(from: Day) -> Option<Day> {
    previous(from.checked_add(3.days()).ok()?, 0, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(unit: &str, rank: i64, from: Day, to: Day) {
        let may = span::month(2025, 5).unwrap();
        let whole = if matches!(unit, "quarter" | "half") { span::year(2025).unwrap() } else { may };
        assert_eq!(part(whole, unit, rank).map(|s| (s.from, s.to)), Some((from, to)), "{unit} {rank}");
    }

    #[test]
    fn parts_are_counted_from_the_start_or_the_end() {
        check("day", -1, date(2025, 5, 31), date(2025, 5, 31));
        check("week", 1, date(2025, 4, 28), date(2025, 5, 4));
        check("fortnight", 2, date(2025, 5, 16), date(2025, 5, 31));
        check("quarter", 3, date(2025, 7, 1), date(2025, 9, 30));
        check("half", 2, date(2025, 7, 1), date(2025, 12, 31));
    }

    #[test]
    fn weekdays_are_counted_within_the_month() {
        let may = span::month(2025, 5).unwrap();
        assert_eq!(nth_weekday(may, 4, 1), Some(date(2025, 5, 2)));
        assert_eq!(nth_weekday(may, 0, -1), Some(date(2025, 5, 26)));
        assert_eq!(nth_weekday(may, 0, 5), None);
    }
}
