//! Dates counted from the report's day, or from the date told last.

use super::span::{previous, relative_span, running, shifted};
use super::{Dater, Found};
use crate::model::{DateSpan, Day, Precision};
use jiff::ToSpan;

/// "A few days ago" is within so many days.
const FEW: i64 = 7;

/// A day told as to come is past by less than so many days, where a report comes out late.
const SOON: i32 = 3;

/// As many as "several" says at least.
const VAGUE: u64 = 2;

impl Dater<'_, '_> {
    /// "on Tuesday", "last Tuesday", "mardi dernier", "Tuesday of last week": the last one, today included.
    pub(super) fn weekday(&self, at: usize) -> Found {
        let dates = &self.r.lex.dates;
        let (next, index) = self.weekday_name(at)?;
        if let Some((next, "week", span)) = self.spans_after(next) {
            return Some((next, span.and_then(|s| s.from.checked_add((index as i64).days()).ok()).map(DateSpan::day)));
        }
        if let Some(found) = self.weeks_off(next, index) {
            return Some(found);
        }
        let after = |words: &[String]| self.is_one_of(words, next);
        let beside = |words: &[String]| after(words) || self.after_one_of(words, at);
        let (strict, coming, this) = (beside(&dates.last), beside(&dates.next), self.after_one_of(&dates.this, at));
        let next = next + usize::from(after(&dates.last) || after(&dates.next));
        let day = self.published().and_then(|p| match (coming, this) {
            (true, _) => previous(p, 0, false)?.checked_add((7 + index as i64).days()).ok(),
            (_, true) => previous(p.checked_add(4.days()).ok()?, index, false),
            // "Entrera en vigueur jeudi": the next one, unless the last was a day or two ago.
            _ if self.coming && !strict => {
                let last = previous(p, index, false)?;
                if (p - last).get_days() < SOON { Some(last) } else { last.checked_add(7.days()).ok() }
            }
            _ if !strict => self.in_period(index).or_else(|| previous(p, index, false)),
            _ => previous(p, index, strict),
        });
        let day = day.or_else(|| self.in_period(index).filter(|_| !strict && !coming));
        Some((next, day.map(DateSpan::day)))
    }

    /// A weekday in a bulletin of a week that is over: the day of that week.
    fn in_period(&self, index: usize) -> Option<Day> {
        let over = |p: &DateSpan| self.published().is_none_or(|day| p.to < day);
        let period = self.r.told.period.get().filter(over)?;
        previous(period.to, index, false).filter(|d| *d >= period.from)
    }

    /// "yesterday", "last week", "the next day", "three days ago", "il y a deux jours".
    pub(super) fn relative(&self, at: usize) -> Found {
        let dates = &self.r.lex.dates;
        let moved = |base: Option<Day>, shift: i64| base.and_then(|d| d.checked_add(shift.days()).ok());
        let days = self.longest(&dates.days, at);
        let told = self.longest(&dates.told_days, at);
        let span = self.spans_at(at);
        let longest = [days.map(|d| d.0), told.map(|d| d.0), span.map(|d| d.0)].into_iter().flatten().max();
        match (days, told, span) {
            (Some((next, _)), ..) if Some(next) == longest && self.weekday_behind(at, next).is_some() => {
                self.weekday_behind(at, next)
            }
            (Some((next, shift)), ..) if Some(next) == longest => {
                Some((next, moved(self.published(), *shift).map(DateSpan::day)))
            }
            (_, Some((next, shift)), _) if Some(next) == longest => {
                let told = || self.past_told(*shift).filter(|day| self.may_follow(next, day));
                Some(self.beside_day(next, *shift).unwrap_or_else(|| (next, told())))
            }
            (.., Some((next, "week", Some(week)))) => Some(self.day_of_week(next, week)),
            (.., Some((next, _, span))) => Some((next, span)),
            _ => self.counted(at),
        }
    }

    /// "Au lendemain de la signature", of no day told before: it was not after the report.
    fn may_follow(&self, next: usize, day: &DateSpan) -> bool {
        let of = self.r.lex.marks.word(self.r.word(next - 1)).contains(&crate::data::Mark::OfPrep);
        !of || self.r.told.date.get().is_some() || self.published().is_none_or(|p| day.from <= p)
    }

    /// "Overnight Friday", "overnight on Friday": a word for an hour of the day named behind it.
    fn weekday_behind(&self, at: usize, next: usize) -> Found {
        let hour = self.is_one_of(&self.r.lex.dates.hours_of, at);
        self.weekday(self.skip_fillers(next, 1)).filter(|_| hour)
    }

    /// "the day after 3 May", "au lendemain du 13 février", "la veille de mardi": counted from the day named.
    fn beside_day(&self, next: usize, shift: i64) -> Option<(usize, Option<DateSpan>)> {
        let after = self.skip_fillers(next, 2);
        let named = self
            .absolute(after)
            .or_else(|| self.feast(after))
            .or_else(|| self.weekday(after))
            .filter(|_| shift != 0)?;
        let (next, Some(span)) = named else { return None };
        let moved = |d: Day| d.checked_add(shift.days()).ok().map(DateSpan::day);
        (span.precision == Precision::Day).then(|| (next, moved(span.from)))
    }

    /// "next week Friday", "last week on Monday": the day of that week, if one is named.
    fn day_of_week(&self, next: usize, week: DateSpan) -> (usize, Option<DateSpan>) {
        let dates = &self.r.lex.dates;
        if let Some(found) = self.days_of_week(next, week) {
            return found;
        }
        let after = (next..self.end).take(2).find(|i| !self.is_one_of(&dates.slash_lead, *i)).unwrap_or(next);
        match self.weekday_name(after).filter(|(n, _)| self.day_number(*n).is_none()) {
            Some((next, index)) => (next, week.from.checked_add((index as i64).days()).ok().map(DateSpan::day)),
            None => (next, Some(week)),
        }
    }

    /// "last week between Wednesday and Friday", "la semaine dernière, de lundi à mercredi".
    fn days_of_week(&self, next: usize, week: DateSpan) -> Option<(usize, Option<DateSpan>)> {
        let dates = &self.r.lex.dates;
        let lead = self.word_of(&dates.range_lead, self.skip_comma(next))?;
        let (next, first) = self.weekday_name(lead)?;
        let (next, last) = self.weekday_name(self.word_of(&dates.range, next)?)?;
        let day = |index: usize| week.from.checked_add((index as i64).days()).ok();
        let span = || Some(DateSpan { from: day(first)?, to: day(last)?, precision: Precision::Day });
        (first < last).then(|| (next, span()))
    }

    /// "last week", "ce mois-ci", "that year", "the following month": the unit, and the span.
    pub(super) fn spans_at(&self, at: usize) -> Option<(usize, &str, Option<DateSpan>)> {
        let dates = &self.r.lex.dates;
        let own = self.longest(&dates.spans, at).map(|(n, s)| (n, s, self.published()));
        let told = self.longest(&dates.told_spans, at).map(|(n, s)| (n, s, self.told_day()));
        let (next, span, base) = own.into_iter().chain(told).max_by_key(|(n, ..)| *n)?;
        let unit = span.split(' ').next().unwrap_or("");
        Some((next, unit, base.and_then(|d| relative_span(d, span))))
    }

    /// "three days ago", "two days later", "the last three days", "les trois derniers jours".
    fn counted(&self, at: usize) -> Found {
        let dates = &self.r.lex.dates;
        if let Some(before) = self.word_of(&dates.ago_before, at) {
            let (next, count, unit) = self.count_of_units(before)?;
            let vague = self.is_vague(before) && unit == "day";
            let span = |d: Day| if vague { running(d, unit, -FEW) } else { shifted(d, unit, -count) };
            return Some((next, self.published().and_then(span)));
        }
        if let Some(before) = self.word_of(&dates.in_future, at)
            && let Some((next, count, unit)) = self.count_of_units(before)
        {
            return Some((next, self.published().and_then(|d| shifted(d, unit, count))));
        }
        self.running(at).or_else(|| {
            let (next, count, unit) = self.count_of_units(at)?;
            // "A few months after": no day can be counted from.
            let far = |words: &[String]| self.word_of(words, next).filter(|_| self.is_vague(at));
            if let Some(next) = far(&dates.earlier).or_else(|| far(&dates.later)) {
                return Some((next, None));
            }
            let ago = self.word_of(&dates.ago, next).map(|n| (n, self.published(), -count));
            let earlier = || self.word_of(&dates.earlier, next).map(|n| (n, self.told_day(), -count));
            let hence = || self.hence(next, count);
            let later = || self.word_of(&dates.later, next).map(|n| (n, self.told_day(), self.later(at, n, count)));
            let few = self.is_vague(at) && unit == "day" && ago.is_some();
            let (next, base, count) = ago.or_else(hence).or_else(earlier).or_else(later)?;
            let span = |d: Day| if few { running(d, unit, -FEW) } else { shifted(d, unit, count) };
            Some((next, base.and_then(span)))
        })
    }

    /// "from now", "from tomorrow" behind a count.
    fn hence(&self, next: usize, count: i64) -> Option<(usize, Option<Day>, i64)> {
        let (after, shift) = self.longest(&self.r.lex.dates.hence, next)?;
        Some((after, self.published().and_then(|p| p.checked_add((*shift).days()).ok()), count))
    }

    /// "Several", "a few": a number that is none.
    fn is_vague(&self, at: usize) -> bool {
        let number = super::super::number::parse(self.r, at, self.end);
        number.is_some_and(|(_, q)| q.approximate && q.told() <= VAGUE)
    }

    /// "on Tuesday, two days after protesters stormed it": what follows was before the day just told.
    fn later(&self, at: usize, next: usize, count: i64) -> i64 {
        let signs = |i: usize| matches!(self.r.word(i), "," | "(" | "—" | "–");
        let start = self.r.told.start.get();
        let told = at > start + 2 && signs(at - 1) && self.r.told.last.get() > start;
        let goes_on = next < self.end && self.r.cut.tokens[next].kind == vigie_syntax::Kind::Word;
        if told && goes_on { -count } else { count }
    }

    /// The word of direction stands before the number, between number and unit, or after it.
    fn running(&self, at: usize) -> Found {
        let dates = &self.r.lex.dates;
        let way = |i: usize| match (self.is_one_of(&dates.last, i), self.is_one_of(&dates.next, i)) {
            (true, _) => Some(-1),
            (_, true) => Some(1),
            _ => None,
        };
        let (start, lead) = way(at).map_or((at, None), |w| (at + 1, Some(w)));
        let (next, quantity) = super::super::number::parse(self.r, start, self.end)?;
        let middle = way(next).filter(|_| lead.is_none());
        let (next, unit) = self.unit(next + usize::from(middle.is_some()))?;
        let trail = way(next).filter(|_| lead.is_none() && middle.is_none());
        let sign = lead.or(middle).or(trail)?;
        let count = i64::try_from(quantity.told()).ok().filter(|c| (1..400).contains(c))?;
        let next = next + usize::from(trail.is_some());
        Some((next, self.published().and_then(|d| running(d, unit, sign * count))))
    }

    fn count_of_units(&self, at: usize) -> Option<(usize, i64, &str)> {
        let one = self.is_one_of(&self.r.lex.numbers.one, at).then_some((at + 1, 1));
        let number = || {
            let (next, count) = super::super::number::parse(self.r, at, self.end)?;
            Some((next, i64::try_from(count.told()).ok().filter(|c| *c < 400)?))
        };
        let with_unit = |(next, count): (usize, i64)| self.unit(next).map(|(n, u)| (n, count, u));
        one.and_then(with_unit).or_else(|| number().and_then(with_unit))
    }

    fn unit(&self, at: usize) -> Option<(usize, &str)> {
        let unit = self.r.lex.dates.units.get(self.r.word(at)).filter(|_| at < self.end)?;
        Some((at + 1, unit.as_str()))
    }
}
