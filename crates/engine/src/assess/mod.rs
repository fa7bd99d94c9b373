//! Incidents → assessment: a verdict with its receipt, and alerts.

pub mod alerts;
pub mod count;
mod coverage;
pub mod dataset;
pub mod forecast;
mod hotspots;
mod indicators;
mod lines;
mod markdown;
mod monthly;
mod outline;
mod outlook;
pub mod past;
mod peak;
mod retold;
mod rules;
mod scope;
mod series;
mod threads;
mod toll;
mod verdict;

pub use alerts::{Alert, Raised};
pub use coverage::{Coverage, Volume};
pub use hotspots::Hotspot;
pub use indicators::{Series, indicators};
pub use lines::{fill, lines, outlook_lines};
pub use markdown::markdown;
pub use monthly::monthly;
pub use outline::{LOOKS_BACK, outline, rests_on};
pub use outlook::{Ahead, Outlook, Quantiles, Sign};
pub use past::{Judged, by_month};
pub use peak::{Level, Peak};
pub use rules::{Labels, Rules};
pub use series::Month;
pub use threads::Thread;
pub use toll::{Range, killed, killed_of};
pub use verdict::{Flip, Inputs, LeftOut, Mover, Receipt, RuleName, Verdict};

use crate::data::Data;
use crate::model::{DateSpan, Day, Document, Incident, Precision, Resolution};
use count::Area;
use scope::Scope;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the incidents of an area and period amount to. Words for its keys: [`Rules::label`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// ISO 3166 alpha-3, with a region after a slash; or nothing for everywhere.
    pub area: Option<String>,
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// Verdict on the last month, with its receipt.
    #[serde(flatten)]
    pub receipt: Receipt,
    /// What a person ruled instead, with the reason; the machine's verdict stands beside it.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub overruled: Option<Override>,
    /// Whether deaths are at a peak on the last day.
    pub peak: Peak,
    /// The month ahead.
    pub outlook: Outlook,
    /// What a reader should not miss, oldest first.
    pub alerts: Vec<Alert>,
    /// Where violence gathers, heaviest first.
    pub hotspots: Vec<Hotspot>,
    /// What goes on across a border.
    pub threads: Vec<Thread>,
    /// Humanitarian totals, where records were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Series>,
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

/// A person's ruling on a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// The verdict in place of the machine's.
    pub verdict: Verdict,
    /// Why; never empty.
    pub reason: String,
    /// Who.
    pub by: Option<String>,
}

/// What is assessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// Where.
    pub area: Area,
    /// First day; without one, that of the first incident.
    pub from: Option<Day>,
    /// Last day, in the month that is judged; without one, that of the last incident.
    pub to: Option<Day>,
    /// Resolution of the cells of hotspots; without one, the rule's.
    pub cells: Option<u8>,
    /// That the incidents are a data set which holds all there were, so that no report is missed.
    pub complete: bool,
}

/// Assesses an area (ISO alpha-3, and a region after a slash; nothing: everywhere) over a period.
pub fn assess(
    resolution: &Resolution,
    documents: &[Document],
    area: Option<&str>,
    from: Option<Day>,
    to: Option<Day>,
    data: &Data,
) -> Assessment {
    let question = Question { area: Area::parse(area), from, to, ..Question::default() };
    Assessment { area: area.map(str::to_string), ..answer(resolution, documents, &question, data) }
}

/// Assesses what a question asks.
pub fn answer(resolution: &Resolution, documents: &[Document], question: &Question, data: &Data) -> Assessment {
    let resolution = &*retold::linked(resolution);
    let mut scope = Scope::new(resolution, documents, &question.area, data);
    let (from, to) = (question.from.or_else(|| first_day(&scope.all)), question.to.or_else(|| last_day(&scope.all)));
    scope.chosen = scope.all.iter().filter(|i| is_within(i, from, to)).copied().collect();
    let made = sum_up(&scope, from, to, question.complete);
    let month = to.map(Day::first_of_month);
    Assessment {
        hotspots: month.map(|first| hotspots::hotspots(&scope, first, question.cells)).unwrap_or_default(),
        threads: threads::threads(&scope, resolution),
        ..made
    }
}

fn sum_up(scope: &Scope, from: Option<Day>, to: Option<Day>, complete: bool) -> Assessment {
    let base = scope.rules.trend.as_ref().map_or(0, |t| t.base_months);
    let series = series::series(scope, from, to, base);
    let receipt = verdict::receipt(scope, &series, complete);
    let month = to.map(Day::last_of_month);
    let peak = month.map(|last| peak::peak(scope, last)).unwrap_or_default();
    let shown = || scope.chosen.iter().map(|i| &i.shown);
    let parties = |i: &&Incident| i.shown.initiators.iter().chain(&i.shown.targets).map(|a| a.name.clone()).collect();
    Assessment {
        from,
        to,
        outlook: month.map(|last| outlook::outlook(scope, &receipt, &peak, last)).unwrap_or_default(),
        alerts: alerts::alerts(scope),
        incidents: scope.chosen.iter().map(|i| i.id.clone()).collect(),
        by_type: tally(shown().map(|e| e.event_type.clone())),
        by_sub_type: tally(shown().map(|e| e.sub_type.clone())),
        by_actor: tally(scope.chosen.iter().flat_map(|i| -> BTreeSet<String> { parties(i) })),
        fatalities: toll::total(&scope.chosen, &begun_with(scope)),
        receipt,
        peak,
        series,
        ..Assessment::default()
    }
}

/// Operations with a part in the period.
fn begun_with<'a>(scope: &Scope<'a>) -> Vec<&'a crate::model::CampaignIncident> {
    let ids: BTreeSet<&str> = scope.chosen.iter().map(|i| i.id.as_str()).collect();
    scope.campaigns.iter().copied().filter(|c| c.incidents.iter().any(|i| ids.contains(i.as_str()))).collect()
}

impl Assessment {
    /// The assessment with a person's ruling beside the machine's verdict; nothing without a reason.
    pub fn overruled(self, verdict: Verdict, reason: &str, by: Option<&str>) -> Option<Self> {
        let reason = reason.trim().to_string();
        let by = by.map(str::to_string);
        (!reason.is_empty()).then_some(Self { overruled: Some(Override { verdict, reason, by }), ..self })
    }

    /// The verdict that stands: a person's, else the machine's.
    pub fn standing(&self) -> Verdict {
        self.overruled.as_ref().map_or(self.receipt.verdict, |o| o.verdict)
    }
}

fn tally(keys: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    keys.for_each(|k| *counts.entry(k).or_insert(0) += 1);
    counts
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

#[cfg(test)]
mod properties;

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
