//! Humanitarian totals as series: each value with its day, its speaker and its age.

use crate::data::phrase;
use crate::model::{Contradiction, Day, Document, Record, Resolution};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The values of one indicator, of one group of people, in one area; oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Its name in the codebook.
    pub indicator: String,
    /// Who is counted.
    pub of: String,
    /// Where.
    pub area: Option<String>,
    /// `people`, `percent` ...
    pub unit: String,
    /// What was told.
    pub values: Vec<Value>,
    /// Days between the last value and the day of the assessment.
    pub days_old: Option<i32>,
    /// Whether that is longer than such a figure holds.
    pub stale: bool,
    /// What the sources do not agree on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<Contradiction>,
}

/// One value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// At least.
    pub low: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// Of which day.
    pub as_of: Option<Day>,
    /// Who says so; nothing is the outlet's own voice.
    pub said_by: Option<String>,
    /// The report.
    pub doc: String,
}

/// After so many days a total is stale: a response plan's figures hold for a quarter.
const STALE: i32 = 92;

/// The series of an area (nothing: everywhere) as they stood on a day. An area is meant if the indicator names it,
/// or names none in a report that tells of it alone.
pub fn indicators(
    records: &[Record],
    documents: &[Document],
    resolution: &Resolution,
    names: &[String],
    on: Day,
) -> Vec<Series> {
    let published: BTreeMap<&str, Day> =
        documents.iter().filter_map(|d| Some((d.id.as_str(), d.published_day()?))).collect();
    let wanted: Vec<String> = names.iter().map(|n| phrase(n)).collect();
    let here = |area: &Option<String>| wanted.is_empty() || area.as_ref().is_none_or(|a| wanted.contains(&phrase(a)));
    let mut found: BTreeMap<(String, String, Option<String>), Series> = BTreeMap::new();
    for (doc, told) in records.iter().flat_map(|r| r.indicators.iter().map(move |i| (r.doc.as_str(), i))) {
        let known = published.get(doc).is_none_or(|d| *d <= on) && told.as_of.is_none_or(|d| d <= on);
        if !known || !here(&told.area) {
            continue;
        }
        let key = (told.indicator.clone(), phrase(&told.of), told.area.as_ref().map(|a| phrase(a)));
        let series = found.entry(key).or_insert_with(|| Series {
            indicator: told.indicator.clone(),
            of: told.of.clone(),
            area: told.area.clone(),
            unit: told.unit.clone(),
            ..Series::default()
        });
        let said_by = told.said_by.clone();
        series.values.push(Value { low: told.low, high: told.high, as_of: told.as_of, said_by, doc: doc.into() });
    }
    found.into_values().map(|series| aged(series, resolution, on)).collect()
}

/// Sorted, with its age and what contradicts it.
fn aged(mut series: Series, resolution: &Resolution, on: Day) -> Series {
    series.values.sort_by(|a, b| (a.as_of, &a.doc).cmp(&(b.as_of, &b.doc)));
    series.days_old = series.values.iter().filter_map(|v| v.as_of).max().map(|last| (on - last).get_days());
    series.stale = series.days_old.is_none_or(|days| days > STALE);
    let docs: Vec<&str> = series.values.iter().map(|v| v.doc.as_str()).collect();
    let about = |c: &&Contradiction| {
        let told = || c.sides.iter().flat_map(|s| &s.support).any(|s| docs.contains(&s.doc.as_str()));
        c.kind == "indicator" && c.about.contains(&series.indicator) && told()
    };
    series.contradictions = resolution.contradictions.iter().filter(about).cloned().collect();
    series
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Indicator;

    fn told(doc: &str, low: u64, as_of: &str) -> Record {
        let indicators = vec![Indicator {
            indicator: "people in need".into(),
            of: "people".into(),
            area: Some("Mali".into()),
            low: Some(low),
            as_of: as_of.parse().ok(),
            ..Indicator::default()
        }];
        Record { doc: doc.into(), indicators, ..Record::default() }
    }

    #[test]
    fn values_make_a_series_that_ages_and_looks_no_further_than_its_day() {
        let records =
            [told("b", 6_400_000, "2025-06-30"), told("a", 7_100_000, "2024-12-31"), told("c", 1, "2025-12-31")];
        let made = |on: &str| indicators(&records, &[], &Resolution::default(), &["Mali".into()], on.parse().unwrap());
        let july = made("2025-07-31");
        assert_eq!(july.len(), 1);
        assert_eq!(july[0].values.iter().map(|v| v.doc.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((july[0].days_old, july[0].stale), (Some(31), false));
        assert!(made("2025-11-30")[0].stale);
        let abroad =
            indicators(&records, &[], &Resolution::default(), &["Niger".into()], "2025-07-31".parse().unwrap());
        assert!(abroad.is_empty());
    }
}
