//! Dates in the lines of a page: dates that stand alone, and "3 hours ago".

use super::lines::{bare, tidy};
use crate::data::DataError;
use crate::model::Day;
use jiff::ToSpan;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What the pages of any language write around and in their dates.
#[derive(Debug, Default)]
pub struct Calendar {
    months: BTreeMap<String, i8>,
    beside: BTreeSet<String>,
    labels: BTreeSet<String>,
    ordinals: BTreeSet<String>,
    ago: BTreeMap<String, Ago>,
}

/// How far one unit of "# units ago" reaches back.
#[derive(Clone, Copy, Debug)]
enum Ago {
    Minutes(i64),
    Months,
}

/// `data/read/months.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Months {
    example: String,
    date: String,
    months: BTreeMap<String, Vec<String>>,
    weekdays: BTreeMap<String, String>,
    beside: Beside,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    words: String,
    ordinals: String,
}

/// The `[dates]` of a language's `furniture.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DateWords {
    labels: Vec<String>,
    beside: String,
    ago: Vec<String>,
    one: String,
    minutes: String,
    hours: String,
    days: String,
    weeks: String,
    months: String,
    today: Vec<String>,
    yesterday: Vec<String>,
    examples: Vec<String>,
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

    /// Adds the months and weekdays of all languages.
    pub fn add_months(&mut self, table: &Months, errors: &mut Vec<DataError>) {
        let mut twice = BTreeSet::new();
        for cells in table.months.values() {
            for (month, name) in (1i8..).zip(cells).flat_map(|(m, c)| c.split(' ').map(move |n| (m, n))) {
                if self.months.insert(name.into(), month).is_some_and(|other| other != month) {
                    twice.insert(name);
                }
            }
        }
        self.months.retain(|name, _| !twice.contains(name.as_str()));
        let words = table.weekdays.values().chain([&table.beside.words]);
        self.beside.extend(words.flat_map(|w| w.split(' ').map(String::from)));
        self.ordinals.extend(table.beside.ordinals.split(' ').map(String::from));
        if self.alone(&table.example).map(|d| d.to_string()).as_ref() != Some(&table.date) {
            errors.push(DataError::new(
                "read/months.toml",
                1,
                &table.date,
                "another date in the example",
                "mend the names of months",
            ));
        }
    }

    /// Adds what one language writes around dates; returns the examples that are not understood.
    pub fn add_words<'w>(&mut self, words: &'w DateWords) -> Vec<&'w str> {
        let split = |text: &str| text.split(' ').filter(|w| !w.is_empty()).map(String::from).collect::<Vec<_>>();
        self.labels.extend(words.labels.iter().flat_map(|l| split(l)));
        let beside = split(&words.beside);
        self.labels.retain(|l| !self.beside.contains(l) && !beside.contains(l));
        self.beside.extend(beside);
        let units = [
            (&words.minutes, Ago::Minutes(1)),
            (&words.hours, Ago::Minutes(60)),
            (&words.days, Ago::Minutes(DAY)),
            (&words.weeks, Ago::Minutes(7 * DAY)),
            (&words.months, Ago::Months),
        ];
        for (names, ago) in units {
            for unit in split(names) {
                self.add_ago(words, &unit, ago);
            }
        }
        self.ago.extend(words.today.iter().map(|w| (w.clone(), Ago::Minutes(0))));
        self.ago.extend(words.yesterday.iter().map(|w| (w.clone(), Ago::Minutes(DAY))));
        words.examples.iter().map(String::as_str).filter(|e| self.ago(e, None).is_none()).collect()
    }

    fn add_ago(&mut self, words: &DateWords, unit: &str, ago: Ago) {
        for pattern in &words.ago {
            let pattern = pattern.replace("{unit}", unit);
            for one in words.one.split(' ') {
                self.ago.insert(pattern.replace("{one}", one), ago);
            }
        }
    }
}

/// Minutes of a day.
const DAY: i64 = 24 * 60;

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

#[cfg(test)]
mod tests {
    use crate::data::Data;

    fn header(line: &str) -> Option<String> {
        Data::bundled().furniture.calendar.header(line).map(|d| d.to_string())
    }

    #[test]
    fn dates_of_header_lines_in_many_languages() {
        for (line, want) in [
            ("5 maj 2025 10:54", "2025-05-05"),
            ("November 7, 2025", "2025-11-07"),
            ("Wednesday, January 18, 2017", "2017-01-18"),
            ("Published On 24 Jul 2025 24 Jul 2025", "2025-07-24"),
            ("Publié le jeudi 3 juillet 2025 à 10h54", "2025-07-03"),
            ("RIVER HEADLINES | SATURDAY 3 APRIL 2021", "2021-04-03"),
            ("mercredi, novembre 19, 2025 | Accueil", "2025-11-19"),
            ("Bamako, le 7 septembre 2023", "2023-09-07"),
            ("BRIEFING - OFFICE - 4 November 2019 (excerpt)", "2019-11-04"),
            ("[DIRECT] Samedi 1er octobre 2022 – ce qu'il faut retenir", "2022-10-01"),
            ("POINT / 10 JUIL 2020 / 19H00", "2020-07-10"),
            ("17 de mayo de 2025", "2025-05-17"),
            ("3. heinäkuuta 2025", "2025-07-03"),
            ("2025. július 3.", "2025-07-03"),
            ("3 июля 2025", "2025-07-03"),
            ("2025-07-03T10:00:00Z", "2025-07-03"),
            ("03.07.2025", "2025-07-03"),
            ("25/07/2025", "2025-07-25"),
        ] {
            assert_eq!(header(line).as_deref(), Some(want), "{line}");
        }
    }

    #[test]
    fn no_date_is_read_into_other_lines() {
        for line in
            ["The ferry sank on 3 July 2025", "Sept 8", "3 July", "12 listopada 2024", "03/07/2025", "40 July 2025"]
        {
            assert_eq!(header(line), None, "{line}");
        }
    }

    #[test]
    fn relative_days_count_from_the_day_of_saving() {
        let ago = |line, fetched| Data::bundled().furniture.calendar.ago(line, fetched).flatten();
        for (line, fetched, want) in [
            ("3 hours ago", "2025-07-26", Some("2025-07-26")),
            ("- 3 hours ago", "2025-07-26T01:00:00Z", Some("2025-07-25")),
            ("30 hours ago", "2025-07-26", Some("2025-07-25")),
            ("il y a 2 jours", "2025-07-26", Some("2025-07-24")),
            ("Yesterday", "2025-03-01", Some("2025-02-28")),
            ("3 months ago", "2025-07-26", Some("2025-04")),
            ("99999999999999999999 days ago", "2025-07-26", None),
            ("3 hours ago", "soon", None),
            ("3 hours ago he left", "2025-07-26", None),
        ] {
            assert_eq!(ago(line, Some(fetched)).as_deref(), want, "{line}");
        }
    }
}
