//! Dates in the lines of a page: dates that stand alone, and "3 hours ago".

use super::lines::{bare, tidy};
use crate::model::Day;
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

/// What the pages of any language write around and in their dates.
#[derive(Debug, Default)]
pub struct Calendar {
    pub(super) months: BTreeMap<String, i8>,
    pub(super) beside: BTreeSet<String>,
    pub(super) labels: BTreeSet<String>,
    pub(super) ordinals: BTreeSet<String>,
    pub(super) ago: BTreeMap<String, Ago>,
}

/// How far one unit of "# units ago" reaches back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ago {
    Minutes(i64),
    Months,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Day(Day),
    Number(i8),
    Year(i16),
    Month(i8),
    Label,
    Beside,
    Other,
}

impl Calendar {
    /// The day of a line that is a date and nothing else ("Published on 5 May 2025, 10:54").
    pub fn alone(&self, line: &str) -> Option<Day> {
        if line.len() > 120 {
            return None;
        }
        let parts: Vec<Part> = self.parts(line).collect();
        if parts.contains(&Part::Other) { None } else { found(&parts) }
    }

    /// The day of a header or a sign-off: a date that is a piece of it ("X | 3 July 2025"), or
    /// follows a place and a comma ("X, le 3 juillet 2025").
    pub fn header(&self, line: &str) -> Option<Day> {
        if line.len() > 200 {
            return None;
        }
        let mut line = line.replace(['|', '(', ')', '[', ']', '•', '·'], "\n");
        for rule in [" - ", " – ", " — ", " / "] {
            line = line.replace(rule, "\n");
        }
        line.split('\n').find_map(|piece| self.alone(piece).or_else(|| self.alone(after_place(piece)?)))
    }

    /// The first whole date in a line of few words.
    pub fn within(&self, line: &str) -> Option<Day> {
        let parts: Vec<Part> = self.parts(line).take(24).collect();
        if line.len() > 160 { None } else { found(&parts) }
    }

    /// The day after a word such as "Published" at the start of a paragraph.
    pub fn leading(&self, line: &str) -> Option<Day> {
        let parts: Vec<Part> = self.parts(line).take(12).take_while(|p| *p != Part::Other).collect();
        if parts.first() == Some(&Part::Label) { found(&parts) } else { None }
    }

    /// Whether a line is "3 hours ago" or the like, and which day that was if the day of saving is known.
    pub fn ago(&self, line: &str, fetched: Option<&str>) -> Option<Option<String>> {
        if line.len() > 60 {
            return None;
        }
        let tidy = tidy(line)?;
        let ago = *self.ago.get(bare(&tidy))?;
        let digits: String = line.chars().filter(char::is_ascii_digit).collect();
        let count = if digits.is_empty() { 1 } else { digits.parse().unwrap_or(i64::MAX) };
        Some(fetched.and_then(|f| back(f, ago, count)))
    }

    fn parts<'a>(&'a self, line: &'a str) -> impl Iterator<Item = Part> + 'a {
        line.split(|c: char| c.is_whitespace() || c == ',').filter_map(|raw| {
            let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
            (!word.is_empty()).then(|| self.part(&vigie_syntax::fold(word)))
        })
    }

    fn part(&self, word: &str) -> Part {
        if let Some(month) = self.months.get(word) {
            Part::Month(*month)
        } else if self.labels.contains(word) {
            Part::Label
        } else if self.beside.contains(word) {
            Part::Beside
        } else {
            self.figure(word)
        }
    }

    fn figure(&self, word: &str) -> Part {
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &word[..word.len() - letters.len()];
        match (digits.len(), digits.parse::<i16>()) {
            (0, _) | (_, Err(_)) => Part::Other,
            (4, Ok(year)) if letters.is_empty() && (1900..=2100).contains(&year) => Part::Year(year),
            (1 | 2, Ok(n)) if letters.is_empty() || self.ordinals.contains(letters) => Part::Number(n as i8),
            (1 | 2, Ok(_)) if self.beside.contains(letters.trim_matches(|c: char| !c.is_alphabetic())) => Part::Beside,
            _ => clock(word).or_else(|| numeric(word).map(Part::Day)).unwrap_or(Part::Other),
        }
    }
}

fn found(parts: &[Part]) -> Option<Day> {
    let parts: Vec<Part> = parts.iter().copied().filter(|p| !matches!(p, Part::Label | Part::Beside)).collect();
    let day = |y, m, d| Day::new(y, m, d).ok();
    (0..parts.len()).find_map(|i| match parts[i..] {
        [Part::Day(d), ..] => Some(d),
        [Part::Number(d), Part::Month(m), Part::Year(y), ..] => day(y, m, d),
        [Part::Month(m), Part::Number(d), Part::Year(y), ..] => day(y, m, d),
        [Part::Year(y), Part::Month(m), Part::Number(d), ..] => day(y, m, d),
        _ => None,
    })
}

fn clock(word: &str) -> Option<Part> {
    let (hour, minute) = word.split_once([':', 'h'])?;
    let digits = |s: &str| s.len() <= 5 && s.bytes().all(|b| b.is_ascii_digit() || b == b':');
    (hour.len() <= 2 && digits(hour) && digits(minute)).then_some(Part::Beside)
}

/// `2025-05-05`, `05.05.2025`, `25/05/2025`; slashes that could be read either way are no date.
fn numeric(word: &str) -> Option<Day> {
    if let Some(day) = word.get(..10).and_then(|d| d.parse().ok()) {
        return Some(day);
    }
    let cells: Vec<&str> = word.split(['.', '/', '-']).collect();
    let [a, b, year] = cells[..] else { return None };
    let (a, b, year): (i8, i8, i16) = (a.parse().ok()?, b.parse().ok()?, year.parse().ok()?);
    match (word.contains('.') || a == b, a > 12, b > 12) {
        _ if year < 1900 => None,
        (true, _, _) | (_, true, false) => Day::new(year, b, a).ok(),
        (_, false, true) => Day::new(year, a, b).ok(),
        _ => None,
    }
}

/// What follows the comma after a name of at most three words.
fn after_place(piece: &str) -> Option<&str> {
    let (place, rest) = piece.split_once(',')?;
    (place.split_whitespace().count() <= 3).then_some(rest)
}

fn back(fetched: &str, ago: Ago, count: i64) -> Option<String> {
    let day: Day = fetched.get(..10)?.parse().ok()?;
    let number = |range| fetched.get(range).and_then(|n: &str| n.parse::<i8>().ok());
    let (hour, minute) = number(11..13).zip(number(14..16)).unwrap_or((23, 59));
    match ago {
        Ago::Minutes(unit) => {
            let then = day.at(hour.clamp(0, 23), minute.clamp(0, 59), 0, 0);
            let span = 0.minutes().try_minutes(unit.checked_mul(count)?).ok()?;
            Some(then.checked_sub(span).ok()?.date().to_string())
        }
        Ago::Months => {
            let then = day.checked_sub(0.months().try_months(count).ok()?).ok()?;
            Some(then.to_string()[..7].into())
        }
    }
}
