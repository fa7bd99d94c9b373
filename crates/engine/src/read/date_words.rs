//! What the data files say of dates on pages, taken into the calendar.

use super::dates::{Ago, Calendar};
use crate::data::DataError;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

impl Calendar {
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
