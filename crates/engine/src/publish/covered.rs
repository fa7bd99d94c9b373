//! Whether the words cited hold what a sentence names.

use crate::code::Facts;
use crate::model::{DateSpan, Precision};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is wrong with a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FaultKind {
    /// A number that no cited words hold.
    #[serde(rename = "number")]
    Number,
    /// A date that no cited words hold, or one more exact than theirs.
    #[serde(rename = "date")]
    Date,
    /// A place that no cited words name.
    #[serde(rename = "place")]
    Place,
    /// An actor that no cited words name.
    #[serde(rename = "actor")]
    Actor,
    /// Words in quotation marks that no cited report has.
    #[serde(rename = "quote")]
    Quote,
    /// Somebody's word, told as a known fact.
    #[serde(rename = "claim told as fact")]
    Voice,
    /// Nothing is cited.
    #[serde(rename = "no citation")]
    NoCitation,
    /// The cited bytes are not in the document, or cut a letter in two.
    #[serde(rename = "span outside document")]
    SpanOutside,
    /// No document of that name.
    #[serde(rename = "unknown document")]
    UnknownDocument,
}

/// What the sentence names and the cited words do not, in order of kind and item.
pub fn covered(sentence: &Facts, cited: &Facts) -> Vec<(FaultKind, String)> {
    let lacks = |kind, named: &BTreeSet<String>, held: &BTreeSet<String>| {
        named.difference(held).map(move |n| (kind, n.clone())).collect::<Vec<_>>()
    };
    let numbers = sentence.numbers.difference(&cited.numbers);
    let mut missing: Vec<_> = numbers.map(|n| (FaultKind::Number, n.to_string())).collect();
    let dates = sentence.dates.iter().filter(|d| !holds_date(&cited.dates, d));
    missing.extend(dates.map(|d| (FaultKind::Date, written(d))));
    missing.extend(lacks(FaultKind::Place, &sentence.places, &cited.places));
    missing.extend(lacks(FaultKind::Actor, &sentence.actors, &cited.actors));
    missing
}

/// Adds what other words hold.
pub fn add(all: &mut Facts, more: &Facts) {
    all.numbers.extend(&more.numbers);
    all.dates.extend(&more.dates);
    all.places.extend(more.places.iter().cloned());
    all.actors.extend(more.actors.iter().cloned());
}

/// A date is held by its equal, by a more exact one within it, or as a span by both of its ends.
fn holds_date(cited: &BTreeSet<DateSpan>, date: &DateSpan) -> bool {
    let equal = |c: &DateSpan| (c.from, c.to) == (date.from, date.to);
    let within = |c: &DateSpan| {
        let coarser = date.precision > c.precision && date.precision > Precision::Day;
        coarser && date.from <= c.from && c.to <= date.to
    };
    let ends = cited.iter().any(|c| c.from == date.from) && cited.iter().any(|c| c.to == date.to);
    cited.iter().any(|c| equal(c) || within(c)) || (date.from != date.to && ends)
}

fn written(date: &DateSpan) -> String {
    if date.from == date.to { date.from.to_string() } else { format!("{}/{}", date.from, date.to) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;
    use jiff::civil::date;

    fn span(from: Day, to: Day, precision: Precision) -> DateSpan {
        DateSpan { from, to, precision }
    }

    fn dates(spans: &[DateSpan]) -> Facts {
        Facts { dates: spans.iter().copied().collect(), ..Facts::default() }
    }

    fn passes(sentence: DateSpan, cited: &[DateSpan]) -> bool {
        covered(&dates(&[sentence]), &dates(cited)).is_empty()
    }

    #[test]
    fn a_sentence_is_never_more_exact_than_its_words() {
        let april = span(date(2025, 4, 1), date(2025, 4, 30), Precision::Month);
        let late = span(date(2025, 4, 21), date(2025, 4, 30), Precision::Week);
        let day = DateSpan::day(date(2025, 4, 28));
        assert!(passes(april, &[day]) && passes(late, &[day]) && passes(april, &[late]));
        assert!(!passes(day, &[april]) && !passes(day, &[late]) && !passes(late, &[april]));
        assert!(passes(day, &[day]) && !passes(DateSpan::day(date(2024, 4, 28)), &[day]));
    }

    #[test]
    fn a_span_of_days_needs_both_ends() {
        let (first, last) = (DateSpan::day(date(2025, 5, 3)), DateSpan::day(date(2025, 5, 5)));
        let both = span(date(2025, 5, 3), date(2025, 5, 5), Precision::Day);
        assert!(passes(both, &[first, last]));
        assert!(!passes(both, &[first]));
    }

    #[test]
    fn what_is_missing_is_named() {
        let names = |places: &[&str], actors: &[&str]| Facts {
            numbers: [3, 21].into(),
            places: places.iter().map(|p| p.to_string()).collect(),
            actors: actors.iter().map(|a| a.to_string()).collect(),
            ..Facts::default()
        };
        let mut cited = names(&["Kolo"], &["JNIM"]);
        cited.numbers.remove(&21);
        let missing = covered(&names(&["Kolo", "Gao"], &["JNIM", "MINUSMA"]), &cited);
        let shown: Vec<&str> = missing.iter().map(|(_, item)| item.as_str()).collect();
        assert_eq!(shown, ["21", "Gao", "MINUSMA"]);
        let mut all = cited.clone();
        add(&mut all, &names(&["Gao"], &["MINUSMA"]));
        assert!(covered(&names(&["Kolo", "Gao"], &["JNIM", "MINUSMA"]), &all).is_empty());
    }
}
