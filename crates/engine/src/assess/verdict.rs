//! The verdict on the last month of a period, and the receipt that lets anyone check it.

use super::rules::Trend;
use super::series::{self, Month};
use super::{Scope, toll};
use crate::model::{Day, Incident};
use serde::{Deserialize, Serialize};

/// Where the situation is heading. Labels stand in `data/verdicts`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Verdict {
    Deteriorated,
    Improved,
    Unchanged,
    #[default]
    InsufficientReporting,
}

impl Verdict {
    /// Its key among the labels.
    pub fn key(self) -> &'static str {
        match self {
            Verdict::Deteriorated => "deteriorated",
            Verdict::Improved => "improved",
            Verdict::Unchanged => "unchanged",
            Verdict::InsufficientReporting => "insufficient_reporting",
        }
    }
}

/// The verdict and all it rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// The month judged, `2025-07`.
    pub month: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// Key of the reason: `large`, `moderate`, `none`, `low_base` or `few_reports`.
    pub reason: String,
    /// The rule that gave it.
    pub rule: RuleName,
    /// The figures it was given.
    pub inputs: Inputs,
    /// The incidents that moved it, largest share first.
    pub movers: Vec<Mover>,
    /// What would make it another verdict.
    pub flip: Vec<Flip>,
}

/// A published rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RuleName {
    pub name: String,
    pub version: String,
    pub source: String,
}

/// The figures a verdict rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Inputs {
    /// Counted incidents of the month.
    pub incidents: usize,
    /// Mean of the months before it.
    pub incidents_mean: f64,
    /// Change in percent; nothing if the mean is 0.
    pub incidents_change: Option<f64>,
    /// People killed in the month, best claims.
    pub killed: u64,
    /// Mean of the months before it.
    pub killed_mean: f64,
    /// Change in percent; nothing if the mean is 0.
    pub killed_change: Option<f64>,
    /// Reports published in the month.
    pub documents: usize,
    /// Reports published in the months before it, all together.
    pub documents_base: usize,
    /// The months compared with.
    pub base: Vec<String>,
}

/// An incident that moved the verdict.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mover {
    /// Its id.
    pub incident: String,
    /// Its share of the people killed in the month that moved it, or of its incidents if nobody was.
    pub share: f64,
}

/// What would make it another verdict, everything else equal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Flip {
    /// The other verdict; nothing if more reports would first have to come.
    pub verdict: Option<Verdict>,
    /// With so many counted incidents in the month.
    pub incidents: Option<usize>,
    /// With so many reports more, in the month and in the months before it.
    pub documents: Option<(usize, usize)>,
}

/// The verdict on the last month of a series.
pub fn receipt(scope: &Scope, months: &[Month]) -> Receipt {
    let (Some(trend), Some((last, before))) = (&scope.rules.trend, months.split_last()) else {
        return Receipt { reason: "few_reports".into(), ..Receipt::default() };
    };
    let base = &before[before.len().saturating_sub(trend.base_months)..];
    let inputs = inputs(last, base);
    let (verdict, reason) = judge(&inputs, trend);
    Receipt {
        month: Some(last.month.clone()),
        verdict,
        reason: reason.into(),
        rule: RuleName { name: trend.name.clone(), version: trend.version.clone(), source: trend.source.clone() },
        movers: movers(scope, verdict, last, base, trend),
        flip: flip(&inputs, verdict, trend),
        inputs,
    }
}

fn inputs(last: &Month, base: &[Month]) -> Inputs {
    let mean = |value: &dyn Fn(&Month) -> f64| base.iter().map(value).sum::<f64>() / base.len().max(1) as f64;
    let incidents_mean = mean(&|m| m.counted as f64);
    let killed_mean = mean(&|m| m.fatalities.best as f64);
    Inputs {
        incidents: last.counted,
        incidents_mean,
        incidents_change: percent(last.counted as f64, incidents_mean),
        killed: last.fatalities.best,
        killed_mean,
        killed_change: percent(last.fatalities.best as f64, killed_mean),
        documents: last.documents,
        documents_base: base.iter().map(|m| m.documents).sum(),
        base: base.iter().map(|m| m.month.clone()).collect(),
    }
}

fn percent(latest: f64, mean: f64) -> Option<f64> {
    (mean > 0.0).then(|| ((latest - mean) / mean * 1000.0).round() / 10.0)
}

/// Reports first, then the guard for low bases, then incidents, and tolls where incidents stay level.
fn judge(inputs: &Inputs, trend: &Trend) -> (Verdict, &'static str) {
    let (month, base) = missing(inputs, trend);
    if month + base > 0 || inputs.base.is_empty() {
        return (Verdict::InsufficientReporting, "few_reports");
    }
    let incidents = level(inputs.incidents as f64, inputs.incidents_mean, trend);
    let killed = level(inputs.killed as f64, inputs.killed_mean, trend);
    match (incidents, killed) {
        ((Verdict::Unchanged, "none"), (moved, "large")) => (moved, "large"),
        (by_incidents, _) => by_incidents,
    }
}

fn level(latest: f64, mean: f64, trend: &Trend) -> (Verdict, &'static str) {
    if mean <= trend.low_base_mean && latest <= trend.low_base_latest as f64 {
        return (Verdict::Unchanged, "low_base");
    }
    let change = if mean > 0.0 { (latest - mean) / mean } else { f64::INFINITY };
    let way = if change > 0.0 { Verdict::Deteriorated } else { Verdict::Improved };
    match change.abs() {
        c if c > trend.large => (way, "large"),
        c if c > trend.moderate => (way, "moderate"),
        _ => (Verdict::Unchanged, "none"),
    }
}

/// Reports that are missing in the month and in the base.
fn missing(inputs: &Inputs, trend: &Trend) -> (usize, usize) {
    let base = trend.least_documents * inputs.base.len();
    (trend.least_documents.saturating_sub(inputs.documents), base.saturating_sub(inputs.documents_base))
}

/// The nearest number of incidents for each other verdict, or the reports that are missing.
fn flip(inputs: &Inputs, verdict: Verdict, trend: &Trend) -> Vec<Flip> {
    if verdict == Verdict::InsufficientReporting {
        return vec![Flip { documents: Some(missing(inputs, trend)), ..Flip::default() }];
    }
    let others = [Verdict::Deteriorated, Verdict::Improved, Verdict::Unchanged].into_iter().filter(|v| *v != verdict);
    let most = (inputs.incidents_mean * 3.0) as usize + trend.low_base_latest + inputs.incidents + 1;
    let gives = |n: usize, v: Verdict| judge(&Inputs { incidents: n, ..inputs.clone() }, trend).0 == v;
    let nearest = |v: Verdict| (0..=most).filter(|n| gives(*n, v)).min_by_key(|n| (n.abs_diff(inputs.incidents), *n));
    others.filter_map(|v| Some(Flip { verdict: Some(v), incidents: Some(nearest(v)?), documents: None })).collect()
}

/// The month's incidents by share; of an improvement those of the months before, which did not recur.
fn movers(scope: &Scope, verdict: Verdict, last: &Month, base: &[Month], trend: &Trend) -> Vec<Mover> {
    let months: Vec<&Month> = match verdict {
        Verdict::InsufficientReporting => Vec::new(),
        Verdict::Improved => base.iter().collect(),
        _ => vec![last],
    };
    let firsts = months.iter().filter_map(|m| format!("{}-01", m.month).parse::<Day>().ok());
    let incidents: Vec<&Incident> =
        firsts.flat_map(|first| series::of_month(scope, first)).filter(|i| series::is_counted(scope, i)).collect();
    let killed: u64 = incidents.iter().map(|i| toll::killed(i).best).sum();
    let share = |i: &Incident| match killed {
        0 => 1.0 / incidents.len() as f64,
        _ => toll::killed(i).best as f64 / killed as f64,
    };
    let mut movers: Vec<Mover> = incidents.iter().map(|i| Mover { incident: i.id.clone(), share: share(i) }).collect();
    movers.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.incident.cmp(&b.incident)));
    movers.truncate(trend.most_movers);
    movers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;

    fn trend() -> &'static Trend {
        Data::bundled().verdicts.trend.as_ref().unwrap()
    }

    fn month(counted: usize, killed: u64, documents: usize) -> Month {
        let fatalities = toll::Range { low: killed, best: killed, high: killed };
        Month { month: "2025-07".into(), incidents: counted, counted, fatalities, documents }
    }

    fn judged(latest: (usize, u64), mean: (usize, u64)) -> (Verdict, &'static str) {
        let base = vec![month(mean.0, mean.1, 5); 3];
        judge(&inputs(&month(latest.0, latest.1, 5), &base), trend())
    }

    #[test]
    fn change_beyond_the_thresholds_moves_the_verdict() {
        assert_eq!(judged((20, 40), (10, 40)), (Verdict::Deteriorated, "large"));
        assert_eq!(judged((12, 40), (10, 40)), (Verdict::Deteriorated, "moderate"));
        assert_eq!(judged((11, 40), (10, 40)), (Verdict::Unchanged, "none"));
        assert_eq!(judged((5, 40), (10, 40)), (Verdict::Improved, "large"));
    }

    #[test]
    fn with_level_incidents_a_large_change_of_tolls_decides() {
        assert_eq!(judged((10, 90), (10, 40)), (Verdict::Deteriorated, "large"));
        assert_eq!(judged((10, 45), (10, 40)), (Verdict::Unchanged, "none"));
    }

    #[test]
    fn few_incidents_are_no_change_and_few_reports_no_verdict() {
        assert_eq!(judged((5, 3), (2, 2)), (Verdict::Unchanged, "low_base"));
        assert_eq!(judged((6, 3), (2, 2)), (Verdict::Deteriorated, "large"));
        let silent = inputs(&month(0, 0, 1), &vec![month(10, 10, 5); 3]);
        assert_eq!(judge(&silent, trend()).0, Verdict::InsufficientReporting);
        assert_eq!(flip(&silent, Verdict::InsufficientReporting, trend())[0].documents, Some((2, 0)));
    }

    #[test]
    fn what_would_flip_it_does_flip_it_and_one_less_does_not() {
        let given = inputs(&month(20, 40, 5), &vec![month(10, 40, 5); 3]);
        let found = flip(&given, Verdict::Deteriorated, trend());
        let at = |v: Verdict| found.iter().find(|f| f.verdict == Some(v)).and_then(|f| f.incidents);
        assert_eq!((at(Verdict::Unchanged), at(Verdict::Improved)), (Some(11), Some(8)));
        let judge_at = |n| judge(&Inputs { incidents: n, ..given.clone() }, trend()).0;
        assert_eq!((judge_at(11), judge_at(12)), (Verdict::Unchanged, Verdict::Deteriorated));
    }
}
