//! Dates that name a month, a year or a day of a month.

use super::span::{self, Third};
use super::{Dater, Found};
use crate::data::Mark;
use crate::model::{DateSpan, Day, Precision};
use vigie_syntax::Kind;

/// So many days before its publication a report tells of what has just happened.
const FRESH: i32 = 10;

impl Dater<'_, '_> {
    /// "1 July 2025", "July 1, 2025", "1er juillet", "July 1", "July 2025", "July".
    pub(super) fn absolute(&self, at: usize) -> Found {
        let weekday = self.weekday_name(at);
        let start = weekday.map_or(at, |(n, _)| self.skip_fillers(self.skip_comma(n), 1));
        self.day_month(start)
            .or_else(|| self.month_day(start))
            .or_else(|| weekday.and_then(|(next, w)| self.weeks_off(next, w)))
            .or_else(|| weekday.and_then(|(_, w)| self.weekday_and_day(w, start)))
            .or_else(|| weekday.is_none().then(|| self.month_alone(at)).flatten())
    }

    fn day_month(&self, at: usize) -> Found {
        let (next, day) = self.day_number(at).or_else(|| self.ordinal(at))?;
        if let Some((next, month)) = self.month(self.skip_sign(self.skip_fillers(next, 2))) {
            let (next, year) = self.signed_year(next).unwrap_or_else(|| self.year_after(self.skip_sign(next)));
            return Some((next, self.whole(year.or_else(|| self.year_behind(next)), month, day)));
        }
        let (next, unit, span) = self.spans_after(next)?;
        let span = span.and_then(|s| Day::new(s.from.year(), s.from.month(), day).ok()).map(DateSpan::day);
        (unit == "month").then_some((next, span))
    }

    /// "01-Feb-02": two figures are a year only behind a dash.
    fn signed_year(&self, at: usize) -> Option<(usize, Option<i16>)> {
        let dash = at < self.end && matches!(self.r.word(at), "-" | "/") && !self.r.cut.tokens[at].spaced;
        let (next, digits) = (dash && self.is_close_number(at + 1)).then(|| self.digits(at + 1)).flatten()?;
        self.century(digits).map(|year| (next, Some(year)))
    }

    fn month_day(&self, at: usize) -> Found {
        let (next, month) = self.month(at)?;
        let next = self.skip_sign(self.skip_fillers(next, 1));
        let (next, day) = self.day_number(next).or_else(|| self.ordinal(next))?;
        let (next, year) = self.year_after(next);
        Some((next, self.whole(year.or_else(|| self.year_behind(next)), month, day)))
    }

    /// "2019-Sep-1", "2016 November".
    pub(super) fn year_first(&self, at: usize) -> Found {
        let (next, year) = self.year_number(at)?;
        if let Some(found) = self.month_behind_comma(next, year) {
            return Some(found);
        }
        let (next, month) = self.month(self.skip_sign(next))?;
        match self.day_number(self.skip_sign(next)).filter(|(n, _)| *n > next + 1) {
            Some((next, day)) => Some((next, self.whole(Some(year), month, day))),
            None => Some((next, span::month(year, month))),
        }
    }

    /// "2016, Nov": the month ends the clause; "in 2016, March saw" is another matter.
    fn month_behind_comma(&self, at: usize, year: i16) -> Found {
        let (next, month) = self.month(self.skip_comma(at)).filter(|(n, _)| *n > at + 1)?;
        let ends = next >= self.end || matches!(self.r.word(next), "." | ")" | ";");
        ends.then(|| (next, span::month(year, month)))
    }

    /// A dash or slash that joins the parts of a date.
    fn skip_sign(&self, at: usize) -> usize {
        let joined = |i: usize| self.r.cut.tokens.get(i + 1).is_some_and(|t| !t.spaced);
        at + usize::from(
            at + 1 < self.end && matches!(self.r.word(at), "-" | "/" | ".") && (joined(at) || self.r.word(at) == "."),
        )
    }

    /// "Tuesday 22", "mardi 22", "Friday the fifteenth".
    fn weekday_and_day(&self, weekday: usize, at: usize) -> Found {
        let number = self.day_number(at).filter(|(next, _)| !self.counts_something(*next));
        let (next, day) = number.or_else(|| self.day_in_words(at))?;
        Some((next, Some(DateSpan::day(self.agreed(weekday, day, self.is_free(next))?))))
    }

    /// "the fifteenth", "the fifteen" behind a weekday; ", the third raid" is none.
    fn day_in_words(&self, at: usize) -> Option<(usize, i8)> {
        let article = self.after_one_of(&self.r.lex.dates.fillers, at) && at > 1 && self.r.word(at - 2) != ",";
        let number = || {
            let (next, number) = super::super::number::parse(self.r, at, self.end)?;
            i8::try_from(number.told()).ok().map(|day| (next, day))
        };
        let (next, day) = article.then(|| self.ordinal(at).or_else(number)).flatten()?;
        self.is_free(next).then_some((next, day))
    }

    /// "the 27th", "le 27": a day of the month told last, or else the last such day.
    pub(super) fn day_alone(&self, at: usize) -> Found {
        let (next, day) = self.day_number(at).filter(|_| self.r.word(at).starts_with(|c: char| c.is_ascii_digit()))?;
        let dates = &self.r.lex.dates;
        let suffixed = self.r.cut.tokens[at].kind == Kind::Word;
        let led = self.after_one_of(&dates.day_lead, at) || suffixed && self.after_one_of(&dates.fillers, at);
        if !led || self.counts_something(next) || self.is_share(next) {
            return None;
        }
        Some((next, self.day_of_told_month(day).map(DateSpan::day)))
    }

    /// Such a day of the month told last, or else the last such day.
    pub(super) fn day_of_told_month(&self, day: i8) -> Option<Day> {
        let told = self.r.told.date.get().filter(|s| s.precision <= Precision::Month && s.from.day() <= day);
        // In a bulletin of a month each paragraph begins anew in that month.
        let told = self.r.told.month.get().filter(|_| !self.r.told.here.get()).or(told);
        let within = told.and_then(|s| Day::new(s.from.year(), s.from.month(), day).ok());
        let published = self.published();
        let fits = |d: &Day| published.is_none_or(|p| *d <= p);
        let last = || {
            let first = published?.first_of_month();
            let here = Day::new(first.year(), first.month(), day).ok().filter(fits);
            let before = first.yesterday().ok()?;
            here.or_else(|| Day::new(before.year(), before.month(), day).ok())
        };
        within.filter(fits).or_else(last)
    }

    /// A noun or number right after it makes "the 27th" a rank or a count.
    pub(super) fn counts_something(&self, next: usize) -> bool {
        let Some(token) = self.r.cut.tokens.get(next).filter(|_| next < self.end) else { return false };
        match token.kind {
            Kind::Word => self.r.lex.marks.word(self.r.word(next)).iter().all(|m| *m == Mark::NoPlace),
            Kind::Number => true,
            // "Sunday, 6:30" is an hour.
            Kind::Sign if self.r.word(next) == ":" => !token.spaced && self.is_close_number(next + 1),
            Kind::Sign => matches!(self.r.word(next), "%" | "°" | "/") || self.r.word(next) == "-" && !token.spaced,
        }
    }

    /// "du 3 au 5 %".
    fn is_share(&self, next: usize) -> bool {
        let other = self.word_of(&self.r.lex.dates.range, next).and_then(|at| self.day_number(at));
        other.is_some_and(|(after, _)| {
            after < self.end && self.r.lex.numbers.percent.iter().any(|p| p == self.r.word(after))
        })
    }

    fn is_close_number(&self, at: usize) -> bool {
        at < self.end && self.r.cut.tokens[at].kind == Kind::Number && !self.r.cut.tokens[at].spaced
    }

    /// Whether the clause ends here or goes on with a small word, so that the number before it counts nothing.
    pub(super) fn is_free(&self, next: usize) -> bool {
        let Some(token) = self.r.cut.tokens.get(next).filter(|_| next < self.end) else { return true };
        let marks = self.r.lex.marks.word(self.r.word(next));
        let small = [Mark::Perfect, Mark::Passive, Mark::And, Mark::LocativePrep, Mark::OtherPrep, Mark::Clause];
        match token.kind {
            Kind::Sign => !self.counts_something(next),
            _ => small.iter().chain(&[Mark::Relative, Mark::Report, Mark::According]).any(|m| marks.contains(m)),
        }
    }

    /// "July", "in July 2025", "last July", "juillet dernier".
    fn month_alone(&self, at: usize) -> Found {
        let dates = &self.r.lex.dates;
        let (next, month) = self.month(at)?;
        let short = !self.r.cut.tokens[at].capital && self.r.word(at).len() <= 3;
        let (after, year) = self.year_after(self.skip_fillers(next, 1));
        let next = if year.is_some() { after } else { next };
        if year.is_none() && (short && !self.led(at) || self.is_one_of(&dates.ambiguous, at) && !self.is_name(at)) {
            return None;
        }
        let modified = |words: &[String]| self.is_one_of(words, next) || self.after_one_of(words, at);
        let (last, coming) = (modified(&dates.last), modified(&dates.next));
        let next = next
            + usize::from(year.is_none() && (self.is_one_of(&dates.last, next) || self.is_one_of(&dates.next, next)));
        let guessed = || match self.published() {
            Some(p) if last => Some(p.year() - i16::from(p.month() <= month)),
            Some(p) if coming => Some(p.year() + i16::from(p.month() >= month)),
            _ => self.guess_year(month, 1),
        };
        let year = year.or_else(|| self.lent_year(at, next).filter(|_| !last && !coming));
        Some((next, year.or_else(guessed).and_then(|y| span::month(y, month))))
    }

    /// "In May", "since March": a month whose name is also a verb.
    fn is_name(&self, at: usize) -> bool {
        self.r.cut.tokens[at].capital && self.led(at)
    }

    /// Whether a word stands before it that stands before dates.
    fn led(&self, at: usize) -> bool {
        let dates = &self.r.lex.dates;
        [&dates.in_year, &dates.last, &dates.next, &dates.since, &dates.early].iter().any(|l| self.after_one_of(l, at))
    }

    /// "late April 2025", "début mai", "fin 2024", "mid-June", "late last month".
    pub(super) fn part_of(&self, at: usize) -> Found {
        let (first, third) = self.third(at)?;
        let next = self.skip_fillers(first, 2);
        if let Some((next, year)) = self.year_number(next) {
            return Some((next, third.of_year(year)));
        }
        if let Some((next, _, span)) = self.spans_after(first).or_else(|| self.spans_after(next)) {
            return Some((next, span.and_then(|s| third.of(s))));
        }
        let Some((next, month)) = self.month(next) else {
            let unit = (0..=2).find_map(|n| self.unit_now(self.skip_fillers(first, n)));
            return unit.map(|(next, span)| (next, span.and_then(|s| third.of(s))));
        };
        let (next, year) = self.year_after(next);
        let span = year.or_else(|| self.guess_year(month, third.first_day())).and_then(|y| {
            let (from, to) = third.days(y, month)?;
            Some(DateSpan { from, to, precision: Precision::Week })
        });
        Some((next, span))
    }

    pub(super) fn third(&self, at: usize) -> Option<(usize, Third)> {
        let dates = &self.r.lex.dates;
        let late = [(&dates.late, Third::Late), (&dates.end_of, Third::End)];
        let tables = [(&dates.early, Third::Early), (&dates.mid, Third::Mid)].into_iter().chain(late);
        let found = tables.filter_map(|(words, t)| Some((self.word_of(words, at)?, t)));
        let (next, third) = found.max_by_key(|(next, _)| *next)?;
        let joint = next < self.end && (self.r.word(next) == "-" || self.is_apostrophe(next));
        Some((next + usize::from(joint), third))
    }

    /// A year alone, after "in", "of", or a season of words that go with years.
    pub(super) fn year(&self, at: usize) -> Found {
        let (next, year) = self.year_number(at)?;
        let dates = &self.r.lex.dates;
        let lists = [&dates.in_year, &dates.since, &dates.range, &dates.last, &dates.next];
        let word = at.checked_sub(1).map_or("", |i| self.r.word(i));
        // "Plusieurs centaines de personnes, 2000 selon la police": a count, whose source follows.
        let cited = next < self.end && self.r.lex.marks.word(self.r.word(next)).contains(&Mark::According);
        let led = lists.iter().any(|l| self.after_one_of(l, at)) || matches!(word, "(" | ",") && !cited;
        Some((next, led.then(|| span::year(year)).flatten().filter(|_| !self.is_spelt_out(next))))
    }

    fn whole(&self, year: Option<i16>, month: i8, day: i8) -> Option<DateSpan> {
        let year = year.or_else(|| self.just_now(month, day)).or_else(|| self.guess_year(month, day))?;
        Day::new(year, month, day).ok().map(DateSpan::day)
    }

    /// A day right before the report's is of its year, whatever year was told before: "In August 2023 ... on 19 February".
    fn just_now(&self, month: i8, day: i8) -> Option<i16> {
        let published = self.published()?;
        let fits = |y: &i16| {
            let days = Day::new(*y, month, day).ok().and_then(|d| published.since(d).ok()).map(|d| d.get_days());
            days.is_some_and(|d| (0..=FRESH).contains(&d))
        };
        [published.year(), published.year() - 1].into_iter().find(fits)
    }
}
