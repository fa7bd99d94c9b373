//! Dates in words, resolved against the day of the report (CODEBOOK.md section 3) or, for words such as
//! "the next day", against the date told last.

mod absolute;
mod anchor;
mod days;
mod feast;
mod hour;
mod lent;
mod numeric;
mod range;
mod ranked;
mod relative;
mod short;
mod spaced;
mod span;
mod stepped;

pub(crate) use anchor::anchor;
pub(crate) use span::counted_back;

use super::phrases::{self, phrase_at};
use super::scan::{Reader, What};
use crate::model::{DateSpan, Day, Precision};
use jiff::ToSpan;
use std::cell::Cell;
use std::collections::BTreeMap;
use vigie_syntax::Kind;

/// What relative dates are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// The publication date; without it only dates that the text gives whole are dates.
    pub published: Option<Day>,
}

/// What the text told before, for dates that lean on it.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// The last date told.
    date: Cell<Option<DateSpan>>,
    /// The last whole day told.
    day: Cell<Option<DateSpan>>,
    /// Whether the last date was told in this paragraph.
    here: Cell<bool>,
    /// A year that the paragraph gave and that is not the report's.
    year: Cell<Option<i16>>,
    /// Where the sentence begins.
    start: Cell<usize>,
    /// Where the last date ended.
    last: Cell<usize>,
    /// The week that a bulletin is of, as its head says.
    period: Cell<Option<DateSpan>>,
    /// The month that a bulletin is of, as its title says.
    month: Cell<Option<DateSpan>>,
    /// What a report without a day of publication says of its time: its days without a year lie near it.
    hint: Option<DateSpan>,
}

/// A bulletin says within so many tokens what week it is of.
const HEAD: usize = 60;

/// Its title has at most so many words before the month that it is of.
const TITLE: usize = 16;

/// And that month ended not more than so many days before it came out.
const LONG_AGO: i32 = 75;

impl Told {
    /// For a text whose only clock is a date that it tells itself.
    pub fn near(hint: Option<DateSpan>) -> Self {
        Self { hint, ..Self::default() }
    }

    /// A new paragraph speaks of the report's own year again.
    pub fn paragraph(&self) {
        self.year.set(None);
        self.here.set(false);
    }

    /// A new sentence begins at this token.
    pub fn sentence(&self, start: usize) {
        self.start.set(start);
    }

    /// A whole day of an older year, or that year at the head of a sentence, sets the year of what follows;
    /// the year of a treaty or law told by the way does not.
    fn tell(&self, at: usize, span: DateSpan, (year_told, counted): (bool, bool), published: Option<Day>) {
        if published.is_some_and(|p| span.from > p) {
            return;
        }
        self.date.set(Some(span));
        self.here.set(true);
        if span.precision == Precision::Day {
            self.day.set(Some(span));
        }
        let days = (span.to - span.from).get_days();
        if counted && at < HEAD && (4..9).contains(&days) && self.period.get().is_none() {
            self.period.set(Some(span));
        }
        let near = published.is_some_and(|p| (p - span.to).get_days() <= LONG_AGO);
        if year_told && at < TITLE && span.precision == Precision::Month && near && self.month.get().is_none() {
            self.month.set(Some(span));
        }
        let heads = at <= self.start.get() + 2;
        if year_told
            && (span.precision == Precision::Day || heads)
            && published.is_some_and(|p| span.from.year() < p.year())
        {
            self.year.set(Some(span.from.year()));
        }
    }
}

/// A date at token `at`: the token after it, and the date, or a note that it is not whole.
pub(crate) fn parse(r: &Reader, at: usize, end: usize) -> Option<(usize, What)> {
    let mut d = Dater { r, end, coming: false };
    let (mut next, mut found) = d.read(at)?;
    if d.is_led_ahead(at) || d.is_one_of(&r.lex.dates.ahead_nouns, next) {
        d.coming = true;
        (next, found) = d.read(at)?;
    }
    let Some(span) = found.map(|span| d.not_after_report(span)) else { return Some((next, What::PartDate)) };
    if !is_since(r, at) {
        let year_told = span.precision == Precision::Year || (at..next).any(|i| d.year_number(i).is_some());
        // "From 7 to 13 July" heads a bulletin; "last week" does not.
        let counted = (at..next).any(|i| r.cut.tokens[i].kind == Kind::Number);
        if !is_day_of_word(r, at, span) {
            r.told.tell(at, span, (year_told, counted), r.clock.published);
        }
        r.told.last.set(next);
    }
    Some((next, What::Date(span)))
}

/// "Until Friday", "ahead of Tuesday's vote": a day that what is told here did not happen on.
pub(crate) fn is_of_what_comes(r: &Reader, at: usize) -> bool {
    Dater { r, end: at, coming: false }.is_led_ahead(at)
}

/// "The group said on Friday", about when the report came out: "two days earlier" is counted from the act told before.
fn is_day_of_word(r: &Reader, at: usize, span: DateSpan) -> bool {
    let says = |i: usize| r.lex.marks.word(r.word(i)).contains(&crate::data::Mark::Report);
    // "Had not claimed it by Thursday evening".
    let by = at.checked_sub(1).is_some_and(|i| r.lex.marks.word(r.word(i)).contains(&crate::data::Mark::AgentPrep));
    let spoken = by || (1..=2).filter_map(|b| at.checked_sub(b)).any(says);
    let late = r.clock.published.is_some_and(|p| (p - span.from).get_days() <= LATE);
    spoken && late && r.told.date.get().is_some()
}

/// So many days before a report came out what it quotes was said.
const LATE: i32 = 2;

/// "since 2021" dates a state, not an act.
pub(crate) fn is_since(r: &Reader, at: usize) -> bool {
    let since = |i: usize| r.lex.dates.since.iter().any(|w| w == r.word(i));
    // "Depuis le 10 juin": an article stands between.
    let day = matches!(r.word(at).len(), 1 | 2) || r.lex.dates.first.iter().any(|w| w == r.word(at));
    let article = day && at >= 2 && r.lex.dates.fillers.iter().any(|w| w == r.word(at - 1)) && since(at - 2);
    article || (at.saturating_sub(1)..=at).any(since)
}

type Found = Option<(usize, Option<DateSpan>)>;

/// The year that puts a day nearest to another.
fn nearest_year(near: Day, month: i8, day: i8) -> Option<i16> {
    let far = |y: &i16| {
        let there = Day::new(*y, month, day.min(28)).ok();
        there.map_or(i32::MAX, |d| (d - near).get_days().abs())
    };
    let year = near.year();
    [year, year - 1, year + 1].into_iter().min_by_key(far)
}

pub(super) struct Dater<'r, 'a> {
    r: &'r Reader<'a>,
    end: usize,
    /// Whether the words beside the day say that it may be one to come.
    coming: bool,
}

impl Dater<'_, '_> {
    fn read(&self, at: usize) -> Found {
        self.numeric(at)
            .or_else(|| self.spaced(at))
            .or_else(|| self.ranged(at))
            .or_else(|| self.part_of(at))
            .or_else(|| self.ranked(at))
            .or_else(|| self.week_by_number(at))
            .or_else(|| self.year_first(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.absolute(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.weekdays_counted(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.year(at))
            .or_else(|| self.day_alone(at))
    }

    /// "ahead of the 12 October", "scheduled for 3 May".
    fn is_led_ahead(&self, at: usize) -> bool {
        let dates = &self.r.lex.dates;
        let light = |i: usize| self.is_one_of(&dates.fillers, i);
        let ends = |i: usize| dates.ahead.iter().filter_map(move |w| phrase_at(self.r, w, i, at));
        (at.saturating_sub(5)..at).flat_map(ends).any(|end| (end..at).all(light))
    }

    fn published(&self) -> Option<Day> {
        self.r.clock.published
    }

    /// The day that "the next day" is counted from.
    fn told_day(&self) -> Option<Day> {
        self.r.told.date.get().map(|s| s.to).or(self.published())
    }

    /// So many days from the date told last. Of a month or a year it is not known which day is meant; in another
    /// paragraph "the same day" is the whole day told before.
    fn past_told(&self, shift: i64) -> Option<DateSpan> {
        match self.r.told.date.get() {
            Some(wide) if wide.precision >= Precision::Month => {
                let day = self.r.told.day.get().filter(|_| !self.r.told.here.get());
                (shift == 0).then(|| day.unwrap_or(wide))
            }
            _ => self.told_day()?.checked_add(shift.days()).ok().map(DateSpan::day),
        }
    }

    /// No range runs past the publication date.
    fn not_after_report(&self, span: DateSpan) -> DateSpan {
        let wide = matches!(span.precision, Precision::Month | Precision::Year);
        match self.published() {
            Some(day) if span.from <= day && span.to > day && !wide => DateSpan { to: day, ..span },
            _ => span,
        }
    }

    /// The last such day not after the report; a day or two of play for late editions. A year told
    /// before in the paragraph holds on.
    fn guess_year(&self, month: i8, day: i8) -> Option<i16> {
        if let (true, Some(published)) = (self.coming, self.published()) {
            return nearest_year(published, month, day);
        }
        if let Some(year) = self.r.told.year.get() {
            return Some(year);
        }
        let Some(published) = self.published() else { return self.year_near(month, day) };
        let limit = published.checked_add(3.days()).ok()?;
        let fits = |y: i16| Day::new(y, month, day.min(28)).is_ok_and(|d| d <= limit);
        [published.year(), published.year() - 1].into_iter().find(|y| fits(*y))
    }

    /// The year that puts a day nearest to what a report without a day of publication tells of its time.
    fn year_near(&self, month: i8, day: i8) -> Option<i16> {
        let told = self.r.told.date.get().filter(|s| s.precision == Precision::Day);
        let near = told.or(self.r.told.hint)?;
        if near.precision == Precision::Year {
            return Some(near.from.year());
        }
        nearest_year(near.from, month, day)
    }

    fn day_number(&self, at: usize) -> Option<(usize, i8)> {
        if at >= self.end {
            return None;
        }
        if self.is_one_of(&self.r.lex.dates.first, at) {
            return Some((at + 1, 1));
        }
        let word = self.r.word(at).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &self.r.word(at)[word.len()..];
        let ok = word.len() <= 2 && matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er");
        let day: i8 = ok.then(|| word.parse().ok()).flatten()?;
        let decimal = at > 0 && !self.r.cut.tokens[at].spaced && matches!(self.r.word(at - 1), "." | ",");
        // "Sept.16".
        let decimal = decimal && at.checked_sub(2).and_then(|i| self.month(i)).is_none_or(|(next, _)| next != at);
        ((1..=31).contains(&day) && !decimal).then_some((at + 1, day))
    }

    /// "first", "twenty-second": only beside a month.
    fn ordinal(&self, at: usize) -> Option<(usize, i8)> {
        self.longest(&self.r.lex.dates.ordinals, at).map(|(next, day)| (next, *day))
    }

    fn month(&self, at: usize) -> Option<(usize, i8)> {
        let months = self.r.lex.dates.months.iter().enumerate();
        let (next, index) = months.filter_map(|(i, names)| Some((self.word_of(names, at)?, i))).max()?;
        if self.is_doubled(at) {
            return None;
        }
        let stop = next + 1 < self.end
            && self.r.word(next) == "."
            && !self.r.cut.tokens[next].spaced
            && self.r.word(at).len() <= 5;
        Some((next + usize::from(stop), index as i8 + 1))
    }

    /// "Maï-Maï": the same word on both sides of a dash is a name.
    fn is_doubled(&self, at: usize) -> bool {
        let dash = |i: usize| self.r.cut.tokens.get(i).is_some() && self.r.word(i) == "-";
        let same = |i: usize| self.r.cut.tokens.get(i).is_some() && self.r.word(i) == self.r.word(at);
        dash(at + 1) && same(at + 2) || at >= 2 && dash(at - 1) && same(at - 2)
    }

    /// ", 2024", "2024", "last year", "of that year".
    fn year_after(&self, at: usize) -> (usize, Option<i16>) {
        if let Some((next, year)) = self.year_number(self.skip_comma(at)) {
            return (next, Some(year));
        }
        if let Some((next, year)) = self.short_year(at) {
            return (next, Some(year));
        }
        match self.spans_after(at) {
            Some((next, "year", span)) => (next, span.map(|s| s.from.year())),
            // "Le 6 avril courant".
            Some((next, "month", _)) if next == at + 1 => (next, None),
            _ => (at, None),
        }
    }

    fn year_number(&self, at: usize) -> Option<(usize, i16)> {
        let token = self.r.cut.tokens.get(at).filter(|t| at < self.end && t.kind == Kind::Number)?;
        let year: i16 = (token.end - token.start == 4).then(|| self.r.word(at).parse().ok()).flatten()?;
        let clock = self.r.lex.numbers.units.iter().any(|u| u == self.r.word(at + 1));
        ((1900..=2050).contains(&year) && !clock).then_some((at + 1, year))
    }

    /// "avril 78": two digits that can only be a year of the last century.
    fn short_year(&self, at: usize) -> Option<(usize, i16)> {
        let token = self.r.cut.tokens.get(at).filter(|t| at < self.end && t.kind == Kind::Number)?;
        let year: i16 = (token.end - token.start == 2).then(|| self.r.word(at).parse().ok()).flatten()?;
        (year > 60 && !self.counts_something(at + 1)).then_some((at + 1, 1900 + year))
    }

    /// A span such as "of last month", with or without small words before it.
    fn spans_after(&self, at: usize) -> Option<(usize, &str, Option<DateSpan>)> {
        (0..=2).find_map(|n| self.spans_at(self.skip_fillers(at, n)))
    }

    fn is_one_of(&self, words: &[String], at: usize) -> bool {
        at < self.end && words.iter().any(|w| w == self.r.word(at))
    }

    /// Whether one of these words stands right before a token.
    fn after_one_of(&self, words: &[String], at: usize) -> bool {
        at.checked_sub(1).is_some_and(|i| words.iter().any(|w| w == self.r.word(i)))
    }

    fn skip_comma(&self, at: usize) -> usize {
        at + usize::from(at < self.end && self.r.word(at) == ",")
    }

    fn skip_fillers(&self, at: usize, most: usize) -> usize {
        let fillers = &self.r.lex.dates.fillers;
        let filler = |i: &usize| self.is_one_of(fillers, *i) || *i < self.end && self.is_apostrophe(*i);
        (at..at + 2 * most).take_while(filler).filter(|i| !self.is_apostrophe(*i)).take(most).last().map_or(at, |i| {
            let next = i + 1;
            next + usize::from(next < self.end && self.is_apostrophe(next))
        })
    }

    fn is_apostrophe(&self, at: usize) -> bool {
        matches!(self.r.word(at), "'" | "’")
    }

    fn word_of(&self, words: &[String], at: usize) -> Option<usize> {
        phrases::any(self.r, words, at, self.end)
    }

    /// The longest of the phrases that stands here, with its value.
    fn longest<'t, T>(&self, table: &'t BTreeMap<String, T>, at: usize) -> Option<(usize, &'t T)> {
        phrases::longest(self.r, table, at, self.end)
    }
}
