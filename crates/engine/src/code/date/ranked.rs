//! Parts told by their rank: "the first week of May", "le troisième trimestre 2024", "the week of 5 June".

use super::span::{self, previous};
use super::{Dater, Found};
use crate::model::{DateSpan, Day, Precision};
use jiff::ToSpan;
use vigie_syntax::Kind;

impl Dater<'_, '_> {
    /// A rank, a unit or weekday, and what it is a part of.
    pub(super) fn ranked(&self, at: usize) -> Found {
        let dates = &self.r.lex.dates;
        if let Some((next, part)) = self.longest(&dates.parts, at) {
            return self.part_of_year(next, part);
        }
        if let Some(found) = self.part_behind_year(at) {
            return Some(found);
        }
        if let Some(next) = self.word_of(&dates.week_of, at) {
            let (next, found) = self.absolute(self.skip_fillers(next, 2))?;
            let monday =
                found.and_then(|s| (s.precision == Precision::Day).then(|| previous(s.from, 0, false)).flatten());
            return Some((next, monday.and_then(week)));
        }
        let (next, rank) = self.rank(at)?;
        if let Some((n, weekday)) = self.weekday_name(next) {
            let (next, whole) = self.whole_at(n)?;
            return Some((next, whole.and_then(|w| nth_weekday(w, weekday, rank)).map(DateSpan::day)));
        }
        let unit = dates.part_units.get(self.r.word(next)).filter(|_| next < self.end)?;
        let Some((next, whole)) = self.whole_at(next + 1) else { return self.quarter_alone(next, unit, rank) };
        Some((next, whole.and_then(|w| part(w, unit, rank))))
    }

    /// "third", "3rd", "last", "third last", "avant-dernier".
    fn rank(&self, at: usize) -> Option<(usize, i64)> {
        let ranks = &self.r.lex.dates.ranks;
        let (next, rank) = self.longest(ranks, at).map(|(n, r)| (n, *r)).or_else(|| {
            let (n, day) = self.day_number(at).filter(|_| self.r.cut.tokens[at].kind == Kind::Word)?;
            Some((n, i64::from(day)))
        })?;
        match self.longest(ranks, next) {
            Some((after, -1)) if rank > 1 => Some((after, -rank)),
            _ => Some((next, rank)),
        }
    }

    /// "The third quarter": the last one that has begun. "The first quarter of the road" is none, nor is one of a match.
    fn quarter_alone(&self, at: usize, unit: &str, rank: i64) -> Found {
        let told = self.r.lex.dates.units.get(self.r.word(at)).is_some_and(|u| u == "quarter");
        if unit != "quarter" || !told || !(1..=4).contains(&rank) || !self.is_free(at + 1) {
            return None;
        }
        let quarter = |published: Day| {
            let years = [published.year(), published.year() - 1].into_iter();
            years.filter_map(|y| part(span::year(y)?, unit, rank)).find(|q| q.from <= published)
        };
        Some((at + 1, self.published().and_then(quarter)))
    }

    /// "2018Q4", "2018 Q4", "2016 the third quarter".
    fn part_behind_year(&self, at: usize) -> Found {
        let dates = &self.r.lex.dates;
        let parted = |y: i16, part: &str| {
            let (unit, rank) = part.split_once(' ')?;
            self::part(span::year(y)?, unit, rank.parse().ok()?)
        };
        let Some((next, year)) = self.year_number(at) else {
            let (year, name) = self.r.word(at).split_at_checked(4).filter(|_| at < self.end)?;
            let part = dates.parts.get(name)?;
            return Some((at + 1, parted(year.parse().ok().filter(|y| *y > 1900)?, part)));
        };
        if let Some((next, part)) = self.longest(&dates.parts, next) {
            return Some((next, parted(year, part)));
        }
        let (next, rank) = self.rank(self.skip_fillers(next, 1))?;
        let unit = dates.part_units.get(self.r.word(next)).filter(|u| matches!(u.as_str(), "quarter" | "half"))?;
        (next < self.end).then(|| (next + 1, span::year(year).and_then(|y| part(y, unit, rank))))
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
        if let Some((next, _, span)) = self.spans_after(at) {
            return Some((next, span));
        }
        let of = at;
        let at = self.skip_fillers(at, 3);
        if let Some((next, month)) = self.month(at) {
            let (next, year) = self.year_after(self.skip_fillers(next, 1));
            let year = year.or_else(|| self.guess_year(month, 1));
            return Some((next, year.and_then(|y| span::month(y, month))));
        }
        let year = self.year_number(at).map(|(next, y)| (next, span::year(y)));
        year.or_else(|| self.unit_now(at).filter(|_| of < at))
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
        previous(whole.to, weekday, false)?.checked_add((7 * (rank + 1)).days()).ok()?
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
    let from_end = |all: i64| if rank < 0 { all + 1 + rank } else { rank };
    match unit {
        "day" if rank < 0 => whole.to.checked_add((rank + 1).days()).ok().map(DateSpan::day),
        "day" => whole.from.checked_add((rank - 1).days()).ok().map(DateSpan::day),
        "week" if rank < 0 => {
            let last = previous(whole.to.checked_sub(3.days()).ok()?, 0, false)?;
            week(last.checked_add((7 * (rank + 1)).days()).ok()?)
        }
        "week" => week(first_monday(whole.from)?.checked_add((7 * (rank - 1)).days()).ok()?),
        "fortnight" if from_end(2) == 1 => until(whole.from, 15),
        "fortnight" => Some(DateSpan { from: until(whole.from, 15)?.to.tomorrow().ok()?, ..whole })
            .map(|s| DateSpan { precision: Precision::Week, ..s }),
        "quarter" => month(3 * (from_end(4) - 1), 3),
        "half" => month(6 * (from_end(2) - 1), 6),
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
        check("day", -5, date(2025, 5, 27), date(2025, 5, 27));
        check("week", -2, date(2025, 5, 19), date(2025, 5, 25));
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
