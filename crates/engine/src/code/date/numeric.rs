//! Dates in digits: "2025-07-01", "01/07/2025", "7/2025", "1.7.2025".

use super::{Dater, Found, span};
use crate::model::{DateSpan, Day};
use vigie_syntax::Kind;

/// How many digits a number has, and its value.
type Digits = (usize, i16);

impl Dater<'_, '_> {
    /// Three or two numbers joined by one kind of sign, in an order that can be a date.
    pub(super) fn numeric(&self, at: usize) -> Found {
        let starts = at == 0 || !matches!(self.r.word(at - 1), "/" | "-" | ".") || self.r.cut.tokens[at].spaced;
        let (next, first, second, sign) = starts.then(|| self.two(at)).flatten()?;
        let third = (self.r.word(next) == sign).then(|| self.digits(next + 1)).flatten();
        let third = third.or_else(|| self.year_behind_comma(next, sign));
        if let Some((next, last)) = third.filter(|(n, _)| *n <= self.end) {
            return self.three([first, second, last]).map(|d| (next, Some(DateSpan::day(d))));
        }
        let month = match (first, second) {
            ((1, m) | (2, m), (4, y)) | ((4, y), (1, m) | (2, m)) => self.month_of(y, m),
            _ => None,
        };
        month.map(|m| (next, Some(m))).or_else(|| self.day_and_month(at, next, first, second, sign))
    }

    /// "3/7" is a date only where another word says so: after "on", "le".
    fn day_and_month(&self, at: usize, next: usize, a: (usize, i16), b: (usize, i16), sign: &str) -> Found {
        let dates = &self.r.lex.dates;
        let led = [&dates.slash_lead, &dates.day_lead, &dates.fillers].iter().any(|l| self.after_one_of(l, at));
        // "03/08 Ayorou", "22/08 Tillia (Tahoua).": a name is not counted.
        let name = a.0 == 2 && b.0 == 2 && self.r.cut.tokens.get(next).is_some_and(|t| t.capital);
        let alone = (!self.counts_something(next) || name) && (a.0 == 2 || b.0 == 2);
        let led = led || at == 0 && self.end <= 3 || alone;
        if sign != "/" || !led || a.0 > 2 || b.0 > 2 {
            return None;
        }
        let (month, day) = self.order(a.1, b.1)?;
        let year = self.guess_year(month, day)?;
        Some((next, Some(DateSpan::day(Day::new(year, month, day).ok()?))))
    }

    /// "08/12,2015".
    fn year_behind_comma(&self, at: usize, sign: &str) -> Option<(usize, (usize, i16))> {
        let close = self.r.cut.tokens.get(at + 1).is_some_and(|t| !t.spaced);
        (sign == "/" && close && self.r.word(at) == ",").then(|| self.digits(at + 1)).flatten()
    }

    /// Two numbers with a sign between them: where they end, both, and the sign.
    fn two(&self, at: usize) -> Option<(usize, Digits, Digits, &str)> {
        let (next, first) = self.digits(at)?;
        let sign = self.r.word(next);
        let known = matches!(sign, "/" | "-" | "." | "–");
        let (next, second) = known.then(|| self.digits(next + 1)).flatten()?;
        Some((next, first, second, sign))
    }

    /// A number of one, two or four digits: how many, and its value.
    pub(super) fn digits(&self, at: usize) -> Option<(usize, (usize, i16))> {
        let token = self.r.cut.tokens.get(at).filter(|t| at < self.end && t.kind == Kind::Number)?;
        let len = token.end - token.start;
        let value = matches!(len, 1 | 2 | 4).then(|| self.r.word(at).parse().ok()).flatten()?;
        Some((at + 1, (len, value)))
    }

    fn three(&self, [a, b, c]: [(usize, i16); 3]) -> Option<Day> {
        let (year, (month, day)) = if a.0 == 4 {
            (a.1, (i8::try_from(b.1).ok()?, i8::try_from(c.1).ok()?))
        } else {
            let year = if c.0 == 4 { c.1 } else { self.century(c)? };
            (year, self.order(a.1, b.1)?)
        };
        (1900..=2050).contains(&year).then(|| Day::new(year, month, day).ok()).flatten()
    }

    /// "74" and "25" as years.
    pub(super) fn century(&self, (len, value): (usize, i16)) -> Option<i16> {
        (len == 2).then_some(if value > 50 { 1900 + value } else { 2000 + value })
    }

    /// Month and day in the order of the language, or in the only one that can be.
    pub(super) fn order(&self, a: i16, b: i16) -> Option<(i8, i8)> {
        let month_first = (self.r.lex.dates.month_first && !self.is_day_first() || b > 12) && a <= 12;
        let (month, day) = if month_first { (a, b) } else { (b, a) };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
    }

    /// "28/08" somewhere in the text, and nowhere "08/28": it writes the day first.
    fn is_day_first(&self) -> bool {
        let words = |i: usize| (self.r.word(i), self.r.word(i + 1), self.r.word(i + 2));
        let number = |w: &str| (w.len() <= 2).then(|| w.parse::<u8>().ok()).flatten().filter(|n| *n <= 31);
        let pairs = (0..self.r.cut.tokens.len().saturating_sub(2)).map(words).filter(|(_, sign, _)| *sign == "/");
        let days = pairs.filter_map(|(a, _, b)| Some((number(a)? > 12, number(b)? > 12)));
        let (first, second) = days.fold((false, false), |(x, y), (a, b)| (x || a, y || b));
        first && !second
    }

    fn month_of(&self, year: i16, month: i16) -> Option<DateSpan> {
        (1950..=2050).contains(&year).then(|| span::month(year, i8::try_from(month).ok()?)).flatten()
    }
}
