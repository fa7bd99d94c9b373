//! Ranges: two ends, of which one may lean on the other.

use super::span::{self, Third, previous};
use super::{Dater, Found};
use crate::data::Mark;
use crate::model::{DateSpan, Day, Precision};
use jiff::ToSpan;

/// One end of a range as it is written.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    third: Option<Third>,
    weekday: Option<usize>,
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    /// An end that is whole by itself: "10/25", "today".
    whole: Option<DateSpan>,
}

impl Dater<'_, '_> {
    /// "from 2 to 3 July", "23-26 Feb", "July 2-5", "du 2 au 3 juillet 2025", "between 10 May and 2 June",
    /// "late Jan-early Feb", "from Monday to Wednesday", "2012-2015".
    pub(super) fn ranged(&self, at: usize) -> Found {
        if let Some(found) = self.days_of_month(at) {
            return Some(found);
        }
        let led = self.word_of(&self.r.lex.dates.range_lead, at);
        let (next, a) = self.end_at(self.skip_fillers(led.unwrap_or(at), 2))?;
        let next_joint = self.skip_day_part(next);
        let joint = self.word_of(&self.r.lex.dates.range, next_joint)?;
        let and = (next_joint..joint).any(|i| self.r.lex.marks.word(self.r.word(i)).contains(&Mark::And));
        let (next, b) = self.end_at(self.skip_fillers(joint, 2))?;
        if self.is_one_date(next_joint, joint, &a, &b) {
            return None;
        }
        let backwards = a.month.is_some() && a.day.is_none() && b.day.is_some() && b.month.is_none();
        if backwards || and && led.is_none() && !a.leans_on(&b) {
            return None;
        }
        let (next, b) = self.lend_month(next, &a, b);
        if a.is_bare() && b.is_bare() {
            return self.bare_days(led.ok_or(and), joint, next, (a, b)).map(|span| (next, Some(span)));
        }
        let next = self.skip_day_part(next);
        let span = self.join(a, b);
        (span.is_some() || self.published().is_none()).then_some((next, span))
    }

    /// "2-Oct", "2019-Aug-1": the dash joins the parts of one date.
    fn is_one_date(&self, dash: usize, after: usize, a: &End, b: &End) -> bool {
        let close = |i: usize| self.r.cut.tokens.get(i).is_some_and(|t| !t.spaced);
        let apart = a.month.is_none() && a.third.is_none() && b.month.is_some() && b.day.is_none();
        after == dash + 1 && close(dash) && close(after) && apart
    }

    /// "from 2 to 5 last month".
    fn lend_month(&self, next: usize, a: &End, b: End) -> (usize, End) {
        match b.month.is_none().then(|| self.spans_after(next)).flatten() {
            Some((after, "month", Some(month))) if a.day.is_some() => {
                (after, End { month: Some(month.from.month()), year: Some(month.from.year()), ..b })
            }
            _ => (next, b),
        }
    }

    /// Days without a month, behind the word that leads them or, without one, joined by "and" or not.
    fn bare_days(&self, led: Result<usize, bool>, joint: usize, next: usize, (a, b): (End, End)) -> Option<DateSpan> {
        match (a.weekday.zip(a.day), b.weekday.zip(b.day)) {
            // "Vendredi 28 et samedi 29" are two days.
            (Some(a), Some(b)) if led != Err(true) => self.weekdays_and_days(a, b),
            _ => self.are_days(led.ok()?, joint, next).then(|| self.days_alone(a.day?, b.day?))?,
        }
    }

    /// "Saturday night and Monday morning".
    fn skip_day_part(&self, at: usize) -> usize {
        self.word_of(&self.r.lex.dates.day_parts, at).unwrap_or(at)
    }

    /// A third, a weekday, a day, a month, a year, or several of these.
    fn end_at(&self, at: usize) -> Option<(usize, End)> {
        if let Some((next, Some(whole))) =
            self.numeric(at).or_else(|| self.day_by_name(at)).or_else(|| self.whole_day(at))
        {
            return Some((next, End { whole: Some(whole), ..End::default() }));
        }
        let (mut next, mut end) = (at, End::default());
        if let Some((n, third)) = self.third(next) {
            (next, end.third) = (self.skip_fillers(n, 2), Some(third));
        } else if let Some((n, weekday)) = self.weekday_name(next) {
            end.weekday = Some(weekday);
            let after = self.skip_fillers(self.skip_comma(n), 1);
            next = if self.range_day(after).is_some() || self.month(after).is_some() { after } else { n };
        }
        if let Some((n, day)) = self.range_day(next) {
            (next, end.day) = (n, Some(day));
            if let Some((n, month)) = self.month(self.skip_fillers(n, 2)) {
                (next, end.month) = (n, Some(month));
            }
        } else if let Some((n, month)) = self.month(next) {
            (next, end.month) = (n, Some(month));
            if let Some((n, day)) = self.day_number(self.skip_fillers(n, 1)) {
                (next, end.day) = (n, Some(day));
            }
        }
        if end.month.is_some() || next == at || end.third.is_some() {
            (next, end.year) = self.year_after(next);
        }
        (next > at && !(end.third.is_some() && end.month.is_none() && end.year.is_none())).then_some((next, end))
    }

    /// "2019-Aug-1".
    fn whole_day(&self, at: usize) -> Found {
        self.year_first(at).filter(|(_, found)| found.is_some_and(|s| s.precision == Precision::Day))
    }

    /// "today", "hier", "now".
    fn day_by_name(&self, at: usize) -> Found {
        let now = || self.word_of(&self.r.lex.dates.now, at).map(|next| (next, &0));
        let (next, shift) = self.longest(&self.r.lex.dates.days, at).or_else(now)?;
        let day = self.published().and_then(|p| p.checked_add((*shift).days()).ok());
        Some((next, day.map(DateSpan::day)))
    }

    /// The other end of a range of which one is whole.
    fn join_whole(&self, a: End, b: End) -> Option<DateSpan> {
        let other = |end: End, near: Day| {
            let (year, month) = (end.year.unwrap_or(near.year()), end.month?);
            end.days(year, month)
        };
        let (from, to) = match (a.whole, b.whole) {
            // "From 25/10 to 25/01": the days are of two years.
            (Some(a), Some(b)) if a.from > b.to => (a.from.checked_sub(1.years()).ok()?, b.to),
            (Some(a), Some(b)) => (a.from, b.to),
            // "Between now and 15 November": the next one.
            (Some(a), None) => match other(b, a.from)?.1 {
                to if to < a.from && b.year.is_none() => (a.from, to.checked_add(1.years()).ok()?),
                to => (a.from, to),
            },
            (None, Some(b)) => (other(a, b.from)?.0, b.to),
            (None, None) => return None,
        };
        (from <= to).then_some(DateSpan { from, to, precision: Precision::Day })
    }

    fn join(&self, a: End, b: End) -> Option<DateSpan> {
        if a.whole.is_some() || b.whole.is_some() {
            return self.join_whole(a, b);
        }
        if let (Some(first), Some(last), None, None) = (a.weekday, b.weekday, b.day, a.day) {
            let to = previous(self.published()?, last, false)?;
            return Some(DateSpan { from: previous(to, first, true)?, to, precision: Precision::Day });
        }
        if let (End { month: None, day: None, year: Some(first), .. }, End { month: None, year: Some(last), .. }) =
            (a, b)
        {
            return (first < last).then(|| span::years(first, last)).flatten();
        }
        let last_month = b.month.or(a.month)?;
        let year = b.year.or(a.year).or_else(|| self.guess_year(last_month, b.day.unwrap_or(1)))?;
        let first_month = a.month.unwrap_or(last_month);
        let first_year = a.year.unwrap_or(if first_month > last_month { year - 1 } else { year });
        let (from, _) = a.days(first_year, first_month)?;
        let (_, to) = b.days(year, last_month)?;
        let precision = match (a.third.or(b.third), a.day.and(b.day)) {
            (Some(_), _) => Precision::Week,
            (_, Some(_)) => Precision::Day,
            _ => Precision::Month,
        };
        (from <= to).then_some(DateSpan { from, to, precision })
    }
}

impl End {
    /// Two days of one month, or two weekdays: what "and" joins to one span.
    fn leans_on(&self, other: &End) -> bool {
        let day = self.day.is_some() && other.day.is_some() && (self.month.is_none() || other.month.is_none());
        day && self.year.is_none() || self.weekday.is_some() && other.weekday.is_some() && self.month.is_none()
    }

    /// A day number alone, which may be any number.
    fn is_bare(&self) -> bool {
        self.whole.is_none()
            && self.month.is_none()
            && self.year.is_none()
            && (self.weekday.is_none() || self.day.is_some())
    }

    fn days(&self, year: i16, month: i8) -> Option<(Day, Day)> {
        match (self.third, self.day) {
            (Some(third), _) => third.days(year, month),
            (_, Some(day)) => Day::new(year, month, day).ok().map(|d| (d, d)),
            _ => span::month(year, month).map(|m| (m.from, m.to)),
        }
    }
}
