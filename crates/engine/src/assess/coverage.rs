//! Who was heard: the reports that came against those that were expected.

use super::scope::Scope;
use crate::model::{Day, Incident};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of `data/verdicts/coverage.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Rule {
    pub steady: f64,
    pub silent: f64,
    pub flood: f64,
    pub flood_least: usize,
    pub heard: f64,
}

/// How the sources of an area reported in a month, against the months before it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// Whether the events are a data set that leaves nothing out, so that no report is missed.
    #[serde(default)]
    pub complete: bool,
    /// Reports of the month.
    pub documents: usize,
    /// Sources of these reports.
    pub sources: usize,
    /// Reports a month before.
    pub documents_mean: f64,
    /// Sources heard in all the months before together.
    pub sources_base: usize,
    /// Share of the reports expected from steady sources that came; 1 where none is expected.
    pub heard: f64,
    /// Steady sources that fell silent.
    pub silent: Vec<Volume>,
    /// Sources that published far more than they do.
    pub flooding: Vec<Volume>,
}

/// Reports of one source in the month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Volume {
    /// Its name.
    pub source: String,
    /// Reports that came.
    pub documents: usize,
    /// Reports expected: its mean before, or what its file in `data/sources` says if that is more.
    pub expected: f64,
}

/// Coverage of the month that begins on a day, against so many months before it.
pub fn coverage(scope: &Scope, first: Day, base: usize) -> Coverage {
    let rule = &scope.rules.coverage;
    let from = first.saturating_sub((base as i64).months());
    let (now, before) = (tally(scope, first, first.last_of_month()), tally(scope, from, first.saturating_sub(1.day())));
    let months = base.max(1) as f64;
    let mean = |source: &str| before.get(source).map_or(0.0, |n| n.0 as f64 / months);
    let came = |source: &str| now.get(source).map_or(0, |n| n.0);
    let steady: Vec<(&String, f64)> =
        before.keys().map(|s| (s, mean(s))).filter(|(_, mean)| *mean >= rule.steady).collect();
    let expected: f64 = steady.iter().map(|(_, mean)| mean).sum();
    let heard: f64 = steady.iter().map(|(s, mean)| (came(s) as f64).min(*mean)).sum();
    let silent = steady.iter().filter(|(s, mean)| came(s) as f64 <= mean * rule.silent);
    let flooding = now.iter().filter_map(|(source, (documents, usual))| {
        let expected = mean(source).max(usual.unwrap_or(0.0));
        let floods = *documents >= rule.flood_least && before.contains_key(source);
        let floods = floods && *documents as f64 > rule.flood * expected;
        floods.then(|| Volume { source: source.clone(), documents: *documents, expected })
    });
    Coverage {
        complete: false,
        documents: now.values().map(|n| n.0).sum(),
        sources: now.len(),
        documents_mean: before.values().map(|n| n.0).sum::<usize>() as f64 / months,
        sources_base: before.len(),
        heard: if expected > 0.0 { heard / expected } else { 1.0 },
        silent: silent.map(|(s, mean)| Volume { source: s.to_string(), documents: came(s), expected: *mean }).collect(),
        flooding: flooding.collect(),
    }
}

/// Reports by source, with what its file says of its volume.
fn tally(scope: &Scope, from: Day, to: Day) -> BTreeMap<String, (usize, Option<f64>)> {
    let mut found: BTreeMap<String, (usize, Option<f64>)> = BTreeMap::new();
    for report in scope.reports.iter().filter(|r| from <= r.day && r.day <= to) {
        found.entry(report.source.clone()).or_insert((0, report.usual)).0 += 1;
    }
    found
}

/// Whether nobody but flooding sources tells of an incident.
pub fn rests_on_a_flood(scope: &Scope, coverage: &Coverage) -> impl Fn(&Incident) -> bool {
    let names: BTreeSet<&str> = coverage.flooding.iter().map(|v| v.source.as_str()).collect();
    let flooding = |source: &str| names.contains(source);
    let docs: BTreeSet<String> =
        scope.reports.iter().filter(|r| flooding(&r.source)).map(|r| r.doc.to_string()).collect();
    move |incident: &Incident| !docs.is_empty() && incident.events.iter().all(|(doc, _)| docs.contains(doc))
}
