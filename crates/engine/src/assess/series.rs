//! Incidents and tolls month by month.

use super::scope::Scope;
use super::toll::{self, Range};
use crate::model::{Day, Incident};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};

/// One month of an area.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Month {
    /// `2025-07`.
    pub month: String,
    /// Incidents that began in it, of every type.
    pub incidents: usize,
    /// Those of the types that the verdict's rule counts.
    pub counted: usize,
    /// People killed in it.
    pub fatalities: Range,
    /// Reports published in it by sources that cover the area.
    pub documents: usize,
}

/// The months of the period, with so many before its last as the verdict compares with.
pub fn series(scope: &Scope, from: Option<Day>, to: Option<Day>, base: usize) -> Vec<Month> {
    let Some((from, to)) = from.zip(to).filter(|(from, to)| from <= to) else { return Vec::new() };
    let before = to.first_of_month().saturating_sub((base as i64).months());
    months(from.first_of_month().min(before), to).into_iter().map(|first| month(scope, first)).collect()
}

/// First days of months; never more than a century of them.
fn months(from: Day, to: Day) -> Vec<Day> {
    let next = |d: &Day| Some(d.saturating_add(1.month()));
    std::iter::successors(Some(from), next).take_while(|d| *d <= to).take(1200).collect()
}

fn month(scope: &Scope, first: Day) -> Month {
    let incidents = scope.of_month(first);
    let within = |d: Day| first <= d && d <= first.last_of_month();
    let begun = scope.campaigns.iter().filter(|c| c.date_from.is_some_and(within));
    let beyond: Range = begun.map(|c| toll::beyond(c, &scope.members(c))).sum();
    Month {
        month: name(first),
        incidents: incidents.len(),
        counted: incidents.iter().filter(|i| is_counted(scope, i)).count(),
        fatalities: incidents.iter().map(|i| toll::killed(i)).sum::<Range>() + beyond,
        documents: scope.reports.iter().filter(|r| within(r.day)).count(),
    }
}

impl Month {
    /// Its first day.
    pub fn first(&self) -> Day {
        format!("{}-01", self.month).parse().unwrap_or_default()
    }
}

/// `2025-07`.
pub fn name(day: Day) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// Whether the verdict's rule counts its type.
pub fn is_counted(scope: &Scope, incident: &Incident) -> bool {
    scope.rules.trend.as_ref().is_some_and(|t| t.counted.contains(&incident.shown.event_type))
}

#[cfg(test)]
mod tests {
    use super::super::testing::assessed;

    #[test]
    fn months_without_incidents_are_there_and_years_are_in_none() {
        let told: [&[&str]; 1] = [&[
            "Attack|2025-06-20|Tarada|JNIM|Civilians|killed 9",
            "Attack|2025-04-02|Kolo|JNIM|Civilians|killed 5",
            "Attack|2025|Bena|JNIM|Civilians|killed 7",
            "Law or decree|2025-06-03|-|Government of Mali||",
        ]];
        let made = assessed(&told, Some("2025-04-15"), Some("2025-07-10"));
        let rows: Vec<_> = made
            .series
            .iter()
            .map(|m| (m.month.as_str(), m.incidents, m.counted, m.fatalities.best, m.documents))
            .collect();
        let expected =
            [("2025-04", 1, 1, 5, 0), ("2025-05", 0, 0, 0, 0), ("2025-06", 2, 1, 9, 0), ("2025-07", 0, 0, 0, 1)];
        assert_eq!(rows, expected);
    }
}
