//! The verdict on the last month of a period, and the receipt that lets anyone check it.

use super::coverage::{self, Coverage};
use super::rules::Trend;
use super::scope::Scope;
use super::series::{self, Month};
use super::toll;
use crate::model::{Day, Incident};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Key of the reason: `large`, `moderate`, `none`, `low_base`, `toll`, `mixed`; of too little reporting `few_reports`,
    /// `silent_sources` or `flood`.
    pub reason: String,
    /// The rule that gave it.
    pub rule: RuleName,
    /// The figures it was given.
    pub inputs: Inputs,
    /// The incidents that moved it, largest share first.
    pub movers: Vec<Mover>,
    /// The incidents that the figures leave out, by reason.
    pub left_out: Vec<LeftOut>,
    /// What would make it another verdict.
    pub flip: Vec<Flip>,
    /// Who was heard.
    pub coverage: Coverage,
}

/// Incidents that a verdict leaves out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Key of the reason: `denied`, `undated`, `year_only`, `other_type` (its dead are counted all the same).
    pub why: String,
    /// Their ids.
    pub incidents: Vec<String>,
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

/// An incident that moved the verdict, and by how much lower its figures would be without it. Of an improvement
/// these are incidents of the months before, and the figures are the means of these months.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mover {
    /// Its id.
    pub incident: String,
    /// Its share of the people killed in the months that moved it, or of their incidents if nobody was.
    pub share: f64,
    /// What it adds to `incidents`, or to `incidents_mean`.
    pub incidents: f64,
    /// What it adds to `killed`, or to `killed_mean`.
    pub killed: f64,
}

/// What would make it another verdict, everything else equal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Flip {
    /// The other verdict; nothing if more reports would first have to come.
    pub verdict: Option<Verdict>,
    /// With so many counted incidents in the month.
    pub incidents: Option<usize>,
    /// With so many people killed in it; with both, if both were so.
    pub killed: Option<u64>,
    /// With so many reports more, in the month and in the months before it.
    pub documents: Option<(usize, usize)>,
}

/// The verdict on the last month of a series. `complete` says that nothing of it went unreported, as of a data set.
pub fn receipt(scope: &Scope, months: &[Month], complete: bool) -> Receipt {
    let (Some(trend), Some((last, before))) = (&scope.rules.trend, months.split_last()) else {
        return Receipt { reason: "few_reports".into(), ..Receipt::default() };
    };
    let base = &before[before.len().saturating_sub(trend.base_months)..];
    let coverage = Coverage { complete, ..coverage::coverage(scope, last.first(), base.len()) };
    let inputs = inputs(last, base);
    let guarded = if complete { None } else { guard(scope, &inputs, last, trend, &coverage) };
    let (verdict, reason) = guarded.unwrap_or_else(|| judge(&inputs, trend));
    Receipt {
        month: Some(last.month.clone()),
        verdict,
        reason: reason.into(),
        rule: RuleName { name: trend.name.clone(), version: trend.version.clone(), source: trend.source.clone() },
        movers: movers(scope, verdict, last, base, trend),
        left_out: left_out(scope, last),
        flip: flip(&inputs, verdict, trend),
        inputs,
        coverage,
    }
}

const INSUFFICIENT: Verdict = Verdict::InsufficientReporting;

/// Why a month cannot be judged: too few reports, steady sources silent, or a change that rests on a flood of one.
fn guard(
    scope: &Scope,
    inputs: &Inputs,
    last: &Month,
    trend: &Trend,
    coverage: &Coverage,
) -> Option<(Verdict, &'static str)> {
    let (month, base) = missing(inputs, trend);
    if month + base > 0 || inputs.base.is_empty() {
        return Some((INSUFFICIENT, "few_reports"));
    }
    if coverage.heard < scope.rules.coverage.heard {
        return Some((INSUFFICIENT, "silent_sources"));
    }
    let floods = coverage::rests_on_a_flood(scope, coverage);
    let told: Vec<&Incident> = scope.of_month(last.first()).iter().copied().filter(|i| floods(i)).collect();
    let counted = told.iter().filter(|i| series::is_counted(scope, i)).count();
    let killed = told.iter().map(|i| toll::killed(i).best).sum();
    let without = Inputs {
        incidents: inputs.incidents.saturating_sub(counted),
        killed: inputs.killed.saturating_sub(killed),
        ..inputs.clone()
    };
    let holds = told.is_empty() || judge(&without, trend).0 == judge(inputs, trend).0;
    (!holds).then_some((INSUFFICIENT, "flood"))
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

pub fn percent(latest: f64, mean: f64) -> Option<f64> {
    (mean > 0.0).then(|| ((latest - mean) / mean * 1000.0).round() / 10.0)
}

/// The guard for low bases first, then incidents. Where they stay level a large change of tolls decides, and no
/// month improves in which more people die.
fn judge(inputs: &Inputs, trend: &Trend) -> (Verdict, &'static str) {
    if inputs.base.is_empty() {
        return (INSUFFICIENT, "few_reports");
    }
    let incidents = level(inputs.incidents as f64, inputs.incidents_mean, trend);
    let killed = level(inputs.killed as f64, inputs.killed_mean, trend);
    match (incidents, killed) {
        ((Verdict::Unchanged, "none"), (moved, "large")) => (moved, "large"),
        ((Verdict::Improved, _), (Verdict::Deteriorated, "large")) => (Verdict::Deteriorated, "toll"),
        ((Verdict::Improved, _), (Verdict::Deteriorated, _)) => (Verdict::Unchanged, "mixed"),
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

/// For each other verdict the nearest number of incidents that makes it, else of people killed, else of both, moved
/// in step with their means; or the reports that are missing.
fn flip(inputs: &Inputs, verdict: Verdict, trend: &Trend) -> Vec<Flip> {
    if verdict == INSUFFICIENT {
        return vec![Flip { documents: Some(missing(inputs, trend)), ..Flip::default() }];
    }
    let others = [Verdict::Deteriorated, Verdict::Improved, Verdict::Unchanged].into_iter().filter(|v| *v != verdict);
    others.filter_map(|v| flip_to(inputs, v, trend)).collect()
}

fn flip_to(inputs: &Inputs, wanted: Verdict, trend: &Trend) -> Option<Flip> {
    let gives =
        |incidents: usize, killed: u64| judge(&Inputs { incidents, killed, ..inputs.clone() }, trend).0 == wanted;
    let most = (inputs.incidents_mean * 3.0) as usize + trend.low_base_latest + inputs.incidents + 1;
    let by_incidents =
        (0..=most).filter(|n| gives(*n, inputs.killed)).min_by_key(|n| (n.abs_diff(inputs.incidents), *n));
    let deadliest = (inputs.killed_mean * 3.0) as u64 + inputs.killed + 10;
    let tolls = (0..=200u64).map(|k| deadliest * k / 200);
    let by_killed = || tolls.filter(|k| gives(inputs.incidents, *k)).min_by_key(|k| (k.abs_diff(inputs.killed), *k));
    let steps = (0..=300u64).map(|k| {
        let share = k as f64 / 100.0;
        ((inputs.incidents_mean * share).round() as usize, (inputs.killed_mean * share).round() as u64)
    });
    let by_both = || steps.filter(|(n, k)| gives(*n, *k)).min_by_key(|(n, _)| n.abs_diff(inputs.incidents));
    let flip = |incidents, killed| Some(Flip { verdict: Some(wanted), incidents, killed, documents: None });
    match by_incidents {
        Some(n) => flip(Some(n), None),
        None => match by_killed() {
            Some(killed) => flip(None, Some(killed)),
            None => by_both().and_then(|(n, killed)| flip(Some(n), Some(killed))),
        },
    }
}

/// The month's incidents by share; of an improvement those of the months before, which did not recur.
fn movers(scope: &Scope, verdict: Verdict, last: &Month, base: &[Month], trend: &Trend) -> Vec<Mover> {
    let (months, over) = match verdict {
        INSUFFICIENT => (Vec::new(), 1),
        Verdict::Improved => (base.iter().collect(), base.len()),
        _ => (vec![last], 1),
    };
    let moved = months.iter().flat_map(|m| scope.of_month(m.first()).iter().map(|i| part(scope, i, m.first())));
    let parts: Vec<(&Incident, usize, u64)> =
        moved.filter(|(_, counted, killed)| *counted > 0 || *killed > 0).collect();
    let killed: u64 = parts.iter().map(|p| p.2).sum();
    let counted: usize = parts.iter().map(|p| p.1).sum();
    let share = |p: &(&Incident, usize, u64)| match killed {
        0 => p.1 as f64 / counted.max(1) as f64,
        _ => p.2 as f64 / killed as f64,
    };
    let mover = |p: &(&Incident, usize, u64)| Mover {
        incident: p.0.id.clone(),
        share: share(p),
        incidents: p.1 as f64 / over as f64,
        killed: p.2 as f64 / over as f64,
    };
    let mut movers: Vec<Mover> = parts.iter().map(mover).collect();
    movers.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.incident.cmp(&b.incident)));
    movers.truncate(trend.most_movers);
    movers
}

/// What an incident adds to the counts of its month: its dead, less those that a total of its operation,
/// begun in that month, would count without it.
fn part<'a>(scope: &Scope, incident: &'a Incident, month: Day) -> (&'a Incident, usize, u64) {
    let counted = usize::from(series::is_counted(scope, incident));
    let own = toll::killed(incident).best;
    let begun = |d: Day| d.first_of_month() == month.first_of_month();
    let Some(campaign) = scope.campaign_of(incident).filter(|c| c.date_from.is_some_and(begun)) else {
        return (incident, counted, own);
    };
    let members = scope.members(campaign);
    let others: Vec<&Incident> = members.iter().copied().filter(|m| m.id != incident.id).collect();
    let without = if others.is_empty() { 0 } else { toll::beyond(campaign, &others).best };
    (incident, counted, (own + toll::beyond(campaign, &members).best).saturating_sub(without))
}

/// What the month's figures leave out, by reason.
fn left_out(scope: &Scope, last: &Month) -> Vec<LeftOut> {
    let published: BTreeSet<&str> =
        scope.reports.iter().filter(|r| r.day.first_of_month() == last.first()).map(|r| r.doc).collect();
    let mut by_reason: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (incident, why) in &scope.uncounted {
        let told = || incident.events.iter().any(|(doc, _)| published.contains(doc.as_str()));
        let here = match incident.shown.days() {
            Some(days) => days.from <= last.first().last_of_month() && last.first() <= days.to,
            None => told(),
        };
        if here {
            by_reason.entry(why).or_default().push(incident.id.clone());
        }
    }
    let others = scope.of_month(last.first()).iter().filter(|i| !series::is_counted(scope, i));
    others.for_each(|i| by_reason.entry("other_type").or_default().push(i.id.clone()));
    by_reason.into_iter().map(|(why, incidents)| LeftOut { why: why.into(), incidents }).collect()
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
    fn the_examples_of_the_rule_hold() {
        assert!(trend().example.len() > 3);
        for e in &trend().example {
            let base: Vec<Month> = e.base.iter().map(|(counted, killed)| month(*counted, *killed, 5)).collect();
            let given = inputs(&month(e.latest.0, e.latest.1, 5), &base);
            assert_eq!(judge(&given, trend()), (e.verdict, e.reason.as_str()), "{e:?}");
        }
    }

    #[test]
    fn with_level_incidents_a_large_change_of_tolls_decides() {
        assert_eq!(judged((10, 90), (10, 40)), (Verdict::Deteriorated, "large"));
        assert_eq!(judged((10, 45), (10, 40)), (Verdict::Unchanged, "none"));
    }

    #[test]
    fn fewer_incidents_that_kill_more_are_no_improvement() {
        assert_eq!(judged((5, 90), (10, 40)), (Verdict::Deteriorated, "toll"));
        assert_eq!(judged((5, 46), (10, 40)), (Verdict::Unchanged, "mixed"));
        assert_eq!(judged((5, 41), (10, 40)), (Verdict::Improved, "large"));
    }

    #[test]
    fn few_incidents_are_no_change_and_missing_reports_are_told() {
        assert_eq!(judged((5, 3), (2, 2)), (Verdict::Unchanged, "low_base"));
        assert_eq!(judged((6, 3), (2, 2)), (Verdict::Deteriorated, "large"));
        let silent = inputs(&month(0, 0, 1), &vec![month(10, 10, 5); 3]);
        assert_eq!(flip(&silent, Verdict::InsufficientReporting, trend())[0].documents, Some((2, 0)));
    }

    #[test]
    fn what_would_flip_it_does_flip_it_and_one_less_does_not() {
        let given = inputs(&month(20, 40, 5), &vec![month(10, 40, 5); 3]);
        let found = flip(&given, Verdict::Deteriorated, trend());
        let at = |v: Verdict| found.iter().find(|f| f.verdict == Some(v)).and_then(|f| f.incidents);
        assert_eq!((at(Verdict::Unchanged), at(Verdict::Improved)), (Some(11), Some(8)));
        let deadly = inputs(&month(10, 90, 5), &vec![month(10, 40, 5); 3]);
        let flips = flip(&deadly, Verdict::Deteriorated, trend());
        assert!(flips.iter().all(|f| f.killed.is_some() && f.incidents.is_none()) && flips.len() == 2, "{flips:?}");
        let judge_at = |n| judge(&Inputs { incidents: n, ..given.clone() }, trend()).0;
        assert_eq!((judge_at(11), judge_at(12)), (Verdict::Unchanged, Verdict::Deteriorated));
    }
}
