//! The words of numbers, dates and totals, as `data/lang/<xx>` lists them.

use crate::model::Day;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

/// Words for one humanitarian or conflict total.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorWords {
    /// Name from the codebook.
    pub indicator: String,
    /// `people`, `percent`, ...
    pub unit: String,
    /// Any of these near the number, folded.
    #[serde(deserialize_with = "folded")]
    pub words: Vec<String>,
    /// One of these must stand in the sentence too: "deaths" beside "rose by".
    #[serde(default, deserialize_with = "folded")]
    pub with: Vec<String>,
    /// Topics of which the sentence must not be.
    #[serde(default)]
    pub not_topic: Vec<String>,
    /// What it counts where a period is told, even without its words.
    #[serde(default)]
    pub over_a_period: Option<Counted>,
    /// Smallest number that can be meant.
    #[serde(default)]
    pub least: u64,
    /// Who is counted, when the text does not say.
    pub of: String,
    /// Sentences with the number in brackets.
    pub example: Vec<String>,
}

/// Words as a text's are compared with them.
fn folded<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(Vec::<String>::deserialize(from)?.iter().map(|word| super::phrase::phrase(word)).collect())
}

/// What a total of months or years counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// The killed.
    Killed,
    /// Acts of violence.
    Acts,
}

/// Numbers in words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// Words with a value: "twelve" = 12.
    pub values: BTreeMap<String, u64>,
    /// Words that multiply: "hundred", "mille", "million".
    pub scales: BTreeMap<String, u64>,
    /// Round nouns: "dozen" = 12, "trentaine" = 30; approximate after an article.
    pub rounds: BTreeMap<String, u64>,
    /// Vague words with their lower bound: "several" = 2.
    pub vague: BTreeMap<String, u64>,
    /// "at least": low N, no high.
    pub at_least: Vec<String>,
    /// "up to": 0 to N.
    pub at_most: Vec<String>,
    /// "around": approximate.
    pub about: Vec<String>,
    /// "between".
    pub between: Vec<String>,
    /// "and" in "between N and M", "to" in "N to M".
    pub range: Vec<String>,
    /// Words that join parts of a number: "and", "et".
    pub joints: Vec<String>,
    /// "to" in "N to M".
    pub upto: Vec<String>,
    /// Words and signs for percent.
    pub percent: Vec<String>,
    /// Decimal mark of the language.
    pub decimal: String,
    /// Units that a number may measure: "km", "hours".
    pub units: Vec<String>,
    /// "a", "une": one, before a person.
    pub one: Vec<String>,
    /// "another": one more, with or without a noun.
    pub another: Vec<String>,
    /// "he", "she": one, where something was done to them.
    #[serde(default)]
    pub person: Vec<String>,
    /// One word for several people: "family", "patrol".
    #[serde(default)]
    pub collective: Vec<String>,
    /// "couple": two people, in one word.
    #[serde(default)]
    pub pair: Vec<String>,
    /// "year old": what makes an age of the number before it.
    #[serde(default)]
    pub age: Vec<String>,
    /// "aged": what makes an age of the number behind it.
    #[serde(default)]
    pub age_lead: Vec<String>,
    /// "as many": the number told before it, once more.
    #[serde(default)]
    pub as_many: Vec<String>,
    /// "up from": the number told after it is an earlier toll of the same.
    #[serde(default)]
    pub earlier: Vec<String>,
    /// "or more" after a number: at least.
    pub at_least_after: Vec<String>,
    /// "of them" after a number: a part of those told before.
    pub part_after: Vec<String>,
    /// Sentences with a quantity in brackets.
    #[serde(default)]
    pub example: Vec<NumberExample>,
    #[serde(skip)]
    starts: HashSet<String>,
}

impl Numbers {
    /// Finds the words that a number may begin with.
    pub(super) fn find_starts(&mut self) {
        let tables = [&self.values, &self.scales, &self.rounds, &self.vague].into_iter().flat_map(|table| table.keys());
        let bounds = [&self.at_least, &self.at_most, &self.about, &self.between, &self.one].into_iter().flatten();
        let firsts = tables.chain(bounds).filter_map(|phrase| phrase.split(' ').next());
        self.starts = firsts.map(String::from).collect();
    }

    /// Whether a number may begin with this word, if not with digits.
    pub fn may_begin(&self, word: &str) -> bool {
        self.starts.contains(word)
    }
}

/// A sentence with a quantity in brackets, and its bounds; without any it is no quantity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberExample {
    /// The sentence.
    pub text: String,
    /// At least.
    #[serde(default)]
    pub low: Option<u64>,
    /// At most.
    #[serde(default)]
    pub high: Option<u64>,
    /// Whether the bounds are vague.
    #[serde(default)]
    pub about: bool,
}

/// Dates in words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// Twelve lists of names and short forms.
    pub months: Vec<Vec<String>>,
    /// Seven lists, Monday first.
    pub weekdays: Vec<Vec<String>>,
    /// Words for a day counted from the anchor: "yesterday" = -1.
    pub days: BTreeMap<String, i64>,
    /// Words for an hour that the day named right behind them is of: "overnight".
    #[serde(default)]
    pub hours_of: Vec<String>,
    /// Words for a span counted from the anchor: "last week" = "week -1".
    pub spans: BTreeMap<String, String>,
    /// Month names that are common words too: alone they need a date word before them.
    #[serde(default)]
    pub ambiguous: Vec<String>,
    /// "day" = "day", "jours" = "day", ...
    pub units: BTreeMap<String, String>,
    /// "ago".
    pub ago: Vec<String>,
    /// "il y a".
    pub ago_before: Vec<String>,
    /// "early", "début".
    pub early: Vec<String>,
    /// "mid".
    pub mid: Vec<String>,
    /// "late", "fin".
    pub late: Vec<String>,
    /// "end of": as "late", but of a week it is shorter.
    #[serde(default)]
    pub end_of: Vec<String>,
    /// "last", "dernier" beside a weekday.
    pub last: Vec<String>,
    /// "next", "prochain" beside a weekday, month or count.
    #[serde(default)]
    pub next: Vec<String>,
    /// "this", "ce" before a weekday.
    #[serde(default)]
    pub this: Vec<String>,
    /// "earlier", "plus tôt" after a count, from the date told last.
    #[serde(default)]
    pub earlier: Vec<String>,
    /// "later", "plus tard" after a count, from the date told last.
    #[serde(default)]
    pub later: Vec<String>,
    /// "in", "dans" before a count of days to come.
    #[serde(default)]
    pub in_future: Vec<String>,
    /// Words before a day that may be one to come: "ahead of", "en vue de".
    #[serde(default)]
    pub ahead: Vec<String>,
    /// What is held on a day that may be one to come: "the 12 October election".
    #[serde(default)]
    pub ahead_nouns: Vec<String>,
    /// Feasts: "12-25", "easter -2", or the days of single years.
    #[serde(default)]
    pub feasts: BTreeMap<String, String>,
    /// Words for a day counted from the date told last: "the next day" = 1.
    #[serde(default)]
    pub told_days: BTreeMap<String, i64>,
    /// Words for a span counted from the date told last: "that year" = "year 0".
    #[serde(default)]
    pub told_spans: BTreeMap<String, String>,
    /// Days of a month in words: "second" = 2.
    #[serde(default)]
    pub ordinals: BTreeMap<String, i8>,
    /// Words before a bare day number: "le 27".
    #[serde(default)]
    pub day_lead: Vec<String>,
    /// Words before a day written "3/7": "on".
    #[serde(default)]
    pub slash_lead: Vec<String>,
    /// "first" = 1, "last" = -1 before a part of a month or year.
    #[serde(default)]
    pub ranks: BTreeMap<String, i64>,
    /// Parts that are ranked: "week" = "week", "trimestre" = "quarter".
    #[serde(default)]
    pub part_units: BTreeMap<String, String>,
    /// Parts of a year by name: "q3" = "quarter 3".
    #[serde(default)]
    pub parts: BTreeMap<String, String>,
    /// "the week of" before a day.
    #[serde(default)]
    pub week_of: Vec<String>,
    /// Parts of a day, which may follow its name: "night", "morning".
    #[serde(default)]
    pub day_parts: Vec<String>,
    /// Words before the first of two days: "from", "between".
    #[serde(default)]
    pub range_lead: Vec<String>,
    /// Whether "2/3" is a day of February where both orders can be.
    #[serde(default)]
    pub month_first: bool,
    /// Words that may stand before a year alone: "in", "en".
    pub in_year: Vec<String>,
    /// Words before a date that make it a state and no date: "since", "depuis".
    pub since: Vec<String>,
    /// Words between two days of a range: "to", "au", "and".
    pub range: Vec<String>,
    /// Today, but only as an end of a range: "now".
    #[serde(default)]
    pub now: Vec<String>,
    /// Short forms of weekdays that are common words too: seven lists, read only beside a day and month or alone.
    #[serde(default)]
    pub short_weekdays: Vec<Vec<String>>,
    /// Words behind a weekday that move it by so many weeks: "before last" = -1, "en huit" = 1.
    #[serde(default)]
    pub weeks_off: BTreeMap<String, i64>,
    /// Words behind a count of days to come, with the day it is counted from: "from tomorrow" = 1.
    #[serde(default)]
    pub hence: BTreeMap<String, i64>,
    /// Words inside a date that mean nothing: "of", "the", "le".
    pub fillers: Vec<String>,
    /// First of the month: "1er".
    pub first: Vec<String>,
    /// Sentences with a date in brackets.
    #[serde(default)]
    pub example: Vec<DateExample>,
}

/// A sentence with a date in brackets and its days; without any it is no whole date.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateExample {
    /// The sentence.
    pub text: String,
    /// The day of the report, if it has one.
    #[serde(default)]
    pub published: Option<Day>,
    /// First day.
    #[serde(default)]
    pub from: Option<Day>,
    /// Last day, if it is not the first.
    #[serde(default)]
    pub to: Option<Day>,
}
