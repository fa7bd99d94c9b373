//! Dates in words, resolved against the day of the report (CODEBOOK.md section 3).

use super::number::phrase_at;
use super::scan::{Reader, What};
use crate::model::{DateSpan, Day, Precision};
use jiff::ToSpan;
use jiff::civil::Weekday;
use vigie_syntax::Kind;

/// What relative dates are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// The publication date; without it only dates that the text gives whole are dates.
    pub published: Option<Day>,
}

/// A date at token `at`: the token after it, and the date, or a note that it is not whole.
pub(crate) fn parse(r: &Reader, at: usize, end: usize) -> Option<(usize, What)> {
    let d = Dater { r, end };
    let (next, found) = d
        .iso(at)
        .or_else(|| d.ranged(at))
        .or_else(|| d.part_of(at))
        .or_else(|| d.absolute(at))
        .or_else(|| d.weekday(at))
        .or_else(|| d.relative(at))
        .or_else(|| d.year(at))?;
    match found {
        Some(span) => Some((next, What::Date(d.not_after_report(span)))),
        None => Some((next, What::PartDate)),
    }
}

type Found = Option<(usize, Option<DateSpan>)>;

struct Dater<'r, 'a> {
    r: &'r Reader<'a>,
    end: usize,
}

impl Dater<'_, '_> {
    fn published(&self) -> Option<Day> {
        self.r.clock.published
    }

    /// No range runs past the publication date.
    fn not_after_report(&self, span: DateSpan) -> DateSpan {
        match self.published() {
            Some(day)
                if span.from <= day
                    && span.to > day
                    && span.precision != Precision::Month
                    && span.precision != Precision::Year =>
            {
                DateSpan { to: day, ..span }
            }
            _ => span,
        }
    }

    fn iso(&self, at: usize) -> Found {
        let token = self.r.cut.tokens.get(at)?;
        let text = self.r.text.get(token.start..token.start + 10)?;
        let shape =
            text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        let day: Day = shape.then(|| text.parse().ok()).flatten()?;
        Some((at + 5, Some(DateSpan::day(day)))).filter(|(next, _)| *next <= self.end)
    }

    /// "from 2 to 3 July", "23-26 Feb", "du 2 au 3 juillet 2025", "between 10 and 12 May",
    /// "late Jan-early Feb".
    fn ranged(&self, at: usize) -> Found {
        if let Some(found) = self.thirds_range(at) {
            return Some(found);
        }
        let at = self.word_of(&self.r.lex.numbers.between, at).unwrap_or(at);
        let start = self.skip_fillers(at, 2);
        let (next, first) = self.day_number(start)?;
        let (next, first_month) = self.month(self.skip_fillers(next, 1)).map_or((next, None), |(n, m)| (n, Some(m)));
        let next = self.word_of(&self.r.lex.dates.range, next)?;
        let (next, last) = self.day_number(self.skip_fillers(next, 1))?;
        let (next, month) = self.month(self.skip_fillers(next, 1))?;
        let (next, year) = self.year_after(next);
        let span = year.or_else(|| self.guess_year(month, last)).and_then(|y| {
            let from = Day::new(y, first_month.unwrap_or(month), first).ok()?;
            let to = Day::new(y, month, last).ok()?;
            (from <= to).then_some(DateSpan { from, to, precision: Precision::Day })
        });
        Some((next, span))
    }

    /// "late Jan-early Feb".
    fn thirds_range(&self, at: usize) -> Found {
        let (next, a) = self.third(at)?;
        let (next, month) = self.month(self.skip_fillers(next, 2))?;
        let next = self.word_of(&self.r.lex.dates.range, next)?;
        let (next, b) = self.third(next)?;
        let (next, month2) = self.month(self.skip_fillers(next, 2))?;
        let (next, year) = self.year_after(next);
        let span = year.or_else(|| self.guess_year(month2, 1)).and_then(|y| {
            let first = if month > month2 { y - 1 } else { y };
            Some(DateSpan { from: a.days(first, month)?.0, to: b.days(y, month2)?.1, precision: Precision::Week })
        });
        Some((next, span))
    }

    /// "late April 2025", "début mai", "fin 2024", "mid-June".
    fn part_of(&self, at: usize) -> Found {
        let (next, third) = self.third(at)?;
        let next = self.skip_fillers(next, 2);
        if let Some((next, year)) = self.year_number(next) {
            return Some((next, third.of_year(year)));
        }
        let (next, month) = self.month(next)?;
        let (next, year) = self.year_after(next);
        let span = year.or_else(|| self.guess_year(month, third.first_day())).and_then(|y| {
            let (from, to) = third.days(y, month)?;
            Some(DateSpan { from, to, precision: Precision::Week })
        });
        Some((next, span))
    }

    fn third(&self, at: usize) -> Option<(usize, Third)> {
        let dates = &self.r.lex.dates;
        let tables = [(&dates.early, Third::Early), (&dates.mid, Third::Mid), (&dates.late, Third::Late)];
        let (next, third) = tables.into_iter().find_map(|(words, t)| Some((self.word_of(words, at)?, t)))?;
        let dash = next < self.end && self.r.word(next) == "-";
        Some((next + usize::from(dash), third))
    }

    /// "1 July 2025", "July 1, 2025", "1er juillet", "July 1", "July 2025", "July".
    fn absolute(&self, at: usize) -> Found {
        let weekday = self.r.lex.dates.weekdays.iter().find_map(|w| self.word_of(w, at));
        let start = weekday.map_or(at, |n| self.skip_fillers(self.skip_comma(n), 1));
        self.day_month(start)
            .or_else(|| self.month_day(start))
            .or_else(|| weekday.is_none().then(|| self.month_alone(at)).flatten())
    }

    fn day_month(&self, at: usize) -> Found {
        let (next, day) = self.day_number(at)?;
        let (next, month) = self.month(self.skip_fillers(next, 1))?;
        let (next, year) = self.year_after(next);
        Some((next, self.whole(year, month, day)))
    }

    fn month_day(&self, at: usize) -> Found {
        let (next, month) = self.month(at)?;
        let (next, day) = self.day_number(next)?;
        let (next, year) = self.year_after(self.skip_comma(next));
        Some((self.back_over_comma(next), self.whole(year, month, day)))
    }

    fn month_alone(&self, at: usize) -> Found {
        let (next, month) = self.month(at)?;
        let short = !self.r.cut.tokens[at].capital && self.r.word(at).len() <= 3;
        let (after, year) = self.year_after(self.skip_fillers(next, 1));
        let next = if year.is_some() { after } else { next };
        let ambiguous = self.r.lex.dates.ambiguous.iter().any(|a| a == self.r.word(at));
        if year.is_none() && short && !self.led(at) {
            return None;
        }
        if year.is_none() && ambiguous && !self.after_date_word(at) {
            return None;
        }
        let span = year.or_else(|| self.guess_year(month, 1)).and_then(|y| {
            let from = Day::new(y, month, 1).ok()?;
            Some(DateSpan { from, to: from.last_of_month(), precision: Precision::Month })
        });
        Some((next, span))
    }

    /// "In May", "since March": a month whose name is also a verb.
    fn after_date_word(&self, at: usize) -> bool {
        self.r.cut.tokens[at].capital && self.led(at)
    }

    /// Whether a word stands before it that stands before dates.
    fn led(&self, at: usize) -> bool {
        let dates = &self.r.lex.dates;
        let word = at.checked_sub(1).map_or("", |i| self.r.word(i));
        [&dates.in_year, &dates.last, &dates.since, &dates.early].iter().any(|l| l.iter().any(|w| w == word))
    }

    /// "on Tuesday", "last Tuesday", "mardi dernier": the last one, today included.
    fn weekday(&self, at: usize) -> Found {
        let weekdays = &self.r.lex.dates.weekdays;
        let (index, next) = weekdays.iter().enumerate().find_map(|(i, w)| Some((i, self.word_of(w, at)?)))?;
        if self.r.word(at).len() <= 4 && !self.r.cut.tokens[at].capital {
            return None;
        }
        let last = |i: usize| self.r.lex.dates.last.iter().any(|l| l == self.r.word(i));
        let after = next < self.end && last(next);
        let strict = after || at > 0 && last(at - 1);
        let next = next + usize::from(after);
        let day = self.published().and_then(|p| previous(p, index, strict));
        Some((next, day.map(DateSpan::day)))
    }

    /// "yesterday", "last week", "three days ago", "il y a deux jours".
    fn relative(&self, at: usize) -> Found {
        let dates = &self.r.lex.dates;
        let days = dates.days.iter().filter_map(|(w, d)| Some((phrase_at(self.r, w, at, self.end)?, *d))).max();
        if let Some((next, shift)) = days {
            return Some((next, self.published().and_then(|p| p.checked_add(shift.days()).ok()).map(DateSpan::day)));
        }
        let spans = dates.spans.iter().filter_map(|(w, s)| Some((phrase_at(self.r, w, at, self.end)?, s))).max();
        if let Some((next, span)) = spans {
            return Some((next, self.published().and_then(|p| relative_span(p, span))));
        }
        self.ago(at)
    }

    fn ago(&self, at: usize) -> Found {
        let dates = &self.r.lex.dates;
        let before = self.word_of(&dates.ago_before, at);
        let (next, count) = super::number::parse(self.r, before.unwrap_or(at), self.end)?;
        let unit = dates.units.get(self.r.word(next)).filter(|_| next < self.end)?;
        let after = self.word_of(&dates.ago, next + 1);
        let next = if before.is_some() { next + 1 } else { after? };
        let count = i64::try_from(count.told()).ok().filter(|c| *c < 400)?;
        Some((next, self.published().and_then(|p| shifted(p, unit, -count))))
    }

    /// A year alone, after "in", "of", or a season of words that go with years.
    fn year(&self, at: usize) -> Found {
        let (next, year) = self.year_number(at)?;
        let word = at.checked_sub(1).map_or("", |i| self.r.word(i));
        let dates = &self.r.lex.dates;
        let led = dates.in_year.iter().chain(&dates.since).chain(&dates.range).any(|w| w == word)
            || matches!(word, "(" | ",");
        let span = led.then(|| {
            Some(DateSpan {
                from: Day::new(year, 1, 1).ok()?,
                to: Day::new(year, 12, 31).ok()?,
                precision: Precision::Year,
            })
        });
        Some((next, span.flatten()))
    }

    fn whole(&self, year: Option<i16>, month: i8, day: i8) -> Option<DateSpan> {
        let year = year.or_else(|| self.guess_year(month, day))?;
        Day::new(year, month, day).ok().map(DateSpan::day)
    }

    /// The last such day not after the report; a day or two of play for late editions.
    fn guess_year(&self, month: i8, day: i8) -> Option<i16> {
        let published = self.published()?;
        let limit = published.checked_add(3.days()).ok()?;
        let fits = |y: i16| Day::new(y, month, day.min(28)).is_ok_and(|d| d <= limit);
        [published.year(), published.year() - 1].into_iter().find(|y| fits(*y))
    }

    fn day_number(&self, at: usize) -> Option<(usize, i8)> {
        if at >= self.end {
            return None;
        }
        if self.r.lex.dates.first.iter().any(|f| f == self.r.word(at)) {
            return Some((at + 1, 1));
        }
        let word = self.r.word(at).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &self.r.word(at)[word.len()..];
        let ok = word.len() <= 2 && matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er");
        let day: i8 = ok.then(|| word.parse().ok()).flatten()?;
        let decimal = at > 0 && !self.r.cut.tokens[at].spaced && matches!(self.r.word(at - 1), "." | ",");
        ((1..=31).contains(&day) && !decimal).then_some((at + 1, day))
    }

    fn month(&self, at: usize) -> Option<(usize, i8)> {
        let found =
            self.r.lex.dates.months.iter().enumerate().find_map(|(i, names)| Some((self.word_of(names, at)?, i)));
        let (next, index) = found?;
        let stop = next < self.end
            && self.r.word(next) == "."
            && !self.r.cut.tokens[next].spaced
            && self.r.word(at).len() <= 5
            && next + 1 < self.end;
        Some((next + usize::from(stop), index as i8 + 1))
    }

    fn year_after(&self, at: usize) -> (usize, Option<i16>) {
        let comma = self.skip_comma(at);
        match self.year_number(comma) {
            Some((next, year)) => (next, Some(year)),
            None => (at, None),
        }
    }

    fn year_number(&self, at: usize) -> Option<(usize, i16)> {
        let token = self.r.cut.tokens.get(at).filter(|t| at < self.end && t.kind == Kind::Number)?;
        let year: i16 = (token.end - token.start == 4).then(|| self.r.word(at).parse().ok()).flatten()?;
        (1950..=2050).contains(&year).then_some((at + 1, year))
    }

    fn skip_comma(&self, at: usize) -> usize {
        at + usize::from(at < self.end && self.r.word(at) == ",")
    }

    fn back_over_comma(&self, next: usize) -> usize {
        next - usize::from(self.r.word(next - 1) == ",")
    }

    fn skip_fillers(&self, at: usize, most: usize) -> usize {
        let filler = |i: &usize| *i < self.end && self.r.lex.dates.fillers.iter().any(|f| f == self.r.word(*i));
        (at..at + most).take_while(filler).count() + at
    }

    fn word_of(&self, words: &[String], at: usize) -> Option<usize> {
        words.iter().filter_map(|w| phrase_at(self.r, w, at, self.end)).max()
    }
}

#[derive(Clone, Copy)]
enum Third {
    Early,
    Mid,
    Late,
}

impl Third {
    fn first_day(self) -> i8 {
        match self {
            Third::Early => 1,
            Third::Mid => 11,
            Third::Late => 21,
        }
    }

    /// "mid-2023" is June; "early" and "late" are the first and last four months.
    fn of_year(self, year: i16) -> Option<DateSpan> {
        let (first, last, precision) = match self {
            Third::Early => (1, 4, Precision::Year),
            Third::Mid => (6, 6, Precision::Month),
            Third::Late => (9, 12, Precision::Year),
        };
        let to = Day::new(year, last, 1).ok()?.last_of_month();
        Some(DateSpan { from: Day::new(year, first, 1).ok()?, to, precision })
    }

    fn days(self, year: i16, month: i8) -> Option<(Day, Day)> {
        let from = Day::new(year, month, self.first_day()).ok()?;
        let to = match self {
            Third::Late => from.last_of_month(),
            _ => Day::new(year, month, self.first_day() + 9).ok()?,
        };
        Some((from, to))
    }
}

/// The last such weekday (0 = Monday) not after, or strictly before, a day.
fn previous(day: Day, index: usize, strict: bool) -> Option<Day> {
    let want = Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()?;
    let back = i64::from(day.weekday().since(want));
    let back = if strict && back == 0 { 7 } else { back };
    day.checked_sub(back.days()).ok()
}

/// "week -1", "month 0", "year -1" counted from a day.
fn relative_span(day: Day, span: &str) -> Option<DateSpan> {
    let (unit, count) = span.split_once(' ')?;
    let count: i64 = count.parse().ok()?;
    match unit {
        "week" => {
            let monday = previous(day, 0, false)?.checked_add((7 * count).days()).ok()?;
            Some(DateSpan { from: monday, to: monday.checked_add(6.days()).ok()?, precision: Precision::Week })
        }
        "weekend" => {
            let monday = previous(day, 0, false)?;
            let from = monday.checked_add((7 * count + 5).days()).ok()?;
            Some(DateSpan { from, to: from.tomorrow().ok()?, precision: Precision::Week })
        }
        unit => shifted(day, unit, count),
    }
}

/// A day moved by so many units, as wide as the unit.
fn shifted(day: Day, unit: &str, count: i64) -> Option<DateSpan> {
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
            Some(DateSpan { from, to: from.last_of_month(), precision: Precision::Month })
        }
        "year" => {
            let year = day.year().checked_add(i16::try_from(count).ok()?)?;
            Some(DateSpan {
                from: Day::new(year, 1, 1).ok()?,
                to: Day::new(year, 12, 31).ok()?,
                precision: Precision::Year,
            })
        }
        _ => None,
    }
}
