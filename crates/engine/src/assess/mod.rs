//! Incidents → assessment: a verdict with its receipt, and alerts.

mod alerts;
mod lines;
mod rules;
mod series;
mod toll;
mod verdict;

pub use alerts::Alert;
pub use lines::lines;
pub use rules::{Labels, Rules};
pub use series::Month;
pub use toll::{Range, killed};
pub use verdict::{Flip, Inputs, Mover, Receipt, RuleName, Verdict};

use crate::data::Data;
use crate::model::{CampaignIncident, DateSpan, Day, Document, Incident, Precision, Resolution, Stance};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the incidents of an area and period amount to. Words for its keys: [`Rules::label`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// ISO 3166 alpha-3, or nothing for everywhere.
    pub area: Option<String>,
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// Verdict on the last month, with its receipt.
    #[serde(flatten)]
    pub receipt: Receipt,
    /// What a reader should not miss, oldest first.
    pub alerts: Vec<Alert>,
    /// Ids of the incidents of the period, oldest first.
    pub incidents: Vec<String>,
    /// Incidents by type.
    pub by_type: BTreeMap<String, usize>,
    /// Incidents by sub-type.
    pub by_sub_type: BTreeMap<String, usize>,
    /// Incidents by party, on whichever side.
    pub by_actor: BTreeMap<String, usize>,
    /// People killed, all incidents and operations together.
    pub fatalities: Range,
    /// The months of the period and those that the verdict compares with.
    pub series: Vec<Month>,
}

/// What the stages of an assessment share.
pub(crate) struct Scope<'a> {
    rules: &'a Rules,
    /// Dated incidents of the area, oldest first.
    all: Vec<&'a Incident>,
    /// Those of the period.
    chosen: Vec<&'a Incident>,
    campaigns: Vec<&'a CampaignIncident>,
    /// Publication days of the reports that tell of the area.
    published: Vec<Day>,
}

/// Assesses an area (ISO alpha-3; nothing: everywhere) over a period (nothing: everything dated).
pub fn assess(
    resolution: &Resolution,
    documents: &[Document],
    area: Option<&str>,
    from: Option<Day>,
    to: Option<Day>,
    data: &Data,
) -> Assessment {
    let mut all: Vec<&Incident> = resolution.incidents.iter().filter(|i| is_told_of(i, area)).collect();
    all.sort_by(|a, b| (a.shown.date_from, &a.id).cmp(&(b.shown.date_from, &b.id)));
    let (from, to) = (from.or_else(|| first_day(&all)), to.or_else(|| last_day(&all)));
    let chosen: Vec<&Incident> = all.iter().filter(|i| is_within(i, from, to)).copied().collect();
    let ids: BTreeSet<&str> = chosen.iter().map(|i| i.id.as_str()).collect();
    let campaigns =
        resolution.campaigns.iter().filter(|c| c.incidents.iter().any(|i| ids.contains(i.as_str()))).collect();
    let scope =
        Scope { rules: &data.verdicts, published: published(resolution, documents, area), all, chosen, campaigns };
    sum_up(&scope, area, from, to)
}

fn sum_up(scope: &Scope, area: Option<&str>, from: Option<Day>, to: Option<Day>) -> Assessment {
    let base = scope.rules.trend.as_ref().map_or(0, |t| t.base_months);
    let series = series::series(scope, from, to, base);
    let shown = || scope.chosen.iter().map(|i| &i.shown);
    let parties = |i: &&Incident| i.shown.initiators.iter().chain(&i.shown.targets).map(|a| a.name.clone()).collect();
    Assessment {
        area: area.map(str::to_string),
        from,
        to,
        receipt: verdict::receipt(scope, &series),
        alerts: alerts::alerts(scope),
        incidents: scope.chosen.iter().map(|i| i.id.clone()).collect(),
        by_type: tally(shown().map(|e| e.event_type.clone())),
        by_sub_type: tally(shown().map(|e| e.sub_type.clone())),
        by_actor: tally(scope.chosen.iter().flat_map(|i| -> BTreeSet<String> { parties(i) })),
        fatalities: toll::total(&scope.chosen, &scope.campaigns),
        series,
    }
}

fn tally(keys: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    keys.for_each(|k| *counts.entry(k).or_insert(0) += 1);
    counts
}

/// Dated, in the area, and not merely denied.
fn is_told_of(incident: &Incident, area: Option<&str>) -> bool {
    let here = area.is_none_or(|a| incident.shown.country.as_deref() == Some(a));
    here && incident.shown.days().is_some() && incident.shown.stance != Stance::Denied
}

fn first_day(all: &[&Incident]) -> Option<Day> {
    all.first().and_then(|i| i.shown.date_from)
}

/// The last day of what is known to the month; the end of a year is no day on which anything happened.
fn last_day(all: &[&Incident]) -> Option<Day> {
    let last = |exact: bool| {
        let days = all.iter().filter_map(|i| i.shown.days());
        days.filter(|d| !exact || d.precision <= Precision::Month).map(|d| d.to).max()
    };
    last(true).or_else(|| last(false))
}

fn is_within(incident: &Incident, from: Option<Day>, to: Option<Day>) -> bool {
    let period = from.zip(to).map(|(from, to)| DateSpan { from, to, precision: Precision::Day });
    incident.shown.days().zip(period).is_some_and(|(d, p)| d.overlaps(&p))
}

/// Publication days of the reports that tell of something in the area, whenever it happened.
fn published(resolution: &Resolution, documents: &[Document], area: Option<&str>) -> Vec<Day> {
    let here = resolution.incidents.iter().filter(|i| area.is_none_or(|a| i.shown.country.as_deref() == Some(a)));
    let docs: BTreeSet<&str> = here.flat_map(|i| i.events.iter().map(|(doc, _)| doc.as_str())).collect();
    documents.iter().filter(|d| docs.contains(d.id.as_str())).filter_map(Document::published_day).collect()
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;
    use crate::resolve::{resolve, testing::corpus};

    /// Reports published in July 2025, resolved and assessed for the whole of Mali.
    pub fn assessed(docs: &[&[&str]], from: Option<&str>, to: Option<&str>) -> Assessment {
        let (documents, records) = corpus(docs);
        let data = Data::bundled();
        let day = |d: Option<&str>| d.map(|d| d.parse().unwrap());
        assess(&resolve(&documents, &records, data), &documents, Some("MLI"), day(from), day(to), data)
    }
}

#[cfg(test)]
mod tests {
    use super::testing::assessed;

    #[test]
    fn only_dated_incidents_of_the_period_are_counted() {
        let told: [&[&str]; 2] = [
            &["Attack|2025-06-20|Tarada|JNIM|Civilians|killed 9", "Attack||Kolo|JNIM|Civilians|killed 5"],
            &["Attack|2025-06-20|Tarada|?|Civilians|killed 12", "Blockade|2024|Bena|JNIM|Civilians|"],
        ];
        let made = assessed(&told, Some("2025-06-01"), Some("2025-06-30"));
        assert_eq!(made.incidents.len(), 1);
        assert_eq!((made.by_type["Violence against civilians"], made.by_actor["JNIM"]), (1, 1));
        assert_eq!((made.fatalities.low, made.fatalities.best, made.fatalities.high), (9, 12, 12));
        let all = assessed(&told, None, None);
        assert_eq!(all.incidents.len(), 2);
        assert_eq!(all.to.map(|d| d.to_string()).as_deref(), Some("2025-06-20"));
    }

    #[test]
    fn nothing_told_is_an_assessment_too() {
        let made = assessed(&[], None, None);
        assert_eq!((made.incidents.len(), made.series.len(), made.alerts.len()), (0, 0, 0));
        let json = serde_json::to_value(&made).unwrap();
        assert!(
            ["area", "month", "verdict", "rule", "inputs", "movers", "flip", "alerts"]
                .iter()
                .all(|k| json.get(k).is_some())
        );
    }
}
