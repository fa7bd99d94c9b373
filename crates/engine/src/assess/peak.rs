//! Whether the deaths of the last days are the most for a year or for three.

use super::scope::Scope;
use super::toll;
use super::verdict::RuleName;
use crate::model::{Day, Precision};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The numbers of `data/verdicts/peak.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Rule {
    pub name: String,
    pub version: String,
    pub source: String,
    pub days: usize,
    pub floor: u64,
    pub medium_days: usize,
    pub high_days: usize,
    pub example: Vec<Example>,
}

/// People killed before, so many days before the end, and in the last days.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Example {
    pub before: Vec<(usize, u64)>,
    pub latest: u64,
    pub history_days: usize,
    pub level: Level,
}

/// How high a peak is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Level {
    #[default]
    None,
    Medium,
    High,
}

/// The last days against those before them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Peak {
    /// How high it is.
    pub level: Level,
    /// The rule that says so.
    pub rule: RuleName,
    /// People killed in the last days.
    pub latest: u64,
    /// The most killed in as many days of the year before; nothing if that year is not known.
    pub year: Option<u64>,
    /// The same for three years.
    pub three_years: Option<u64>,
    /// The incidents of the last days in which people were killed.
    pub incidents: Vec<String>,
}

/// The peak on a last day.
pub fn peak(scope: &Scope, to: Day) -> Peak {
    let rule = &scope.rules.peak;
    let dated = scope.all.iter().filter(|i| i.shown.date_precision <= Precision::Week);
    let mut days: BTreeMap<usize, u64> = BTreeMap::new();
    let mut incidents = Vec::new();
    for (incident, ago) in dated.filter_map(|i| Some((i, ago(i.shown.date_from?, to)?))) {
        let killed = toll::killed(incident).best;
        *days.entry(ago).or_default() += killed;
        if ago < rule.days && killed > 0 {
            incidents.push(incident.id.clone());
        }
    }
    let known = scope.all.first().and_then(|i| ago(i.shown.date_from?, to)).unwrap_or(0);
    Peak { incidents, ..judge(rule, &days, known) }
}

fn ago(day: Day, to: Day) -> Option<usize> {
    usize::try_from((to - day).get_days()).ok()
}

/// Deaths by how many days ago they were, over so many known days.
fn judge(rule: &Rule, days: &BTreeMap<usize, u64>, known: usize) -> Peak {
    let sum = |ago: usize| days.range(ago..ago + rule.days).map(|(_, killed)| killed).sum::<u64>();
    let most = |span: usize| {
        let starts = days.range(rule.days..span).map(|(ago, _)| *ago);
        (known >= span).then(|| starts.map(sum).max().unwrap_or(0))
    };
    let (latest, year, three_years) = (sum(0), most(rule.medium_days), most(rule.high_days));
    let above = |most: Option<u64>| latest >= rule.floor && most.is_some_and(|m| latest > m);
    let level = match (above(three_years), above(year)) {
        (true, _) => Level::High,
        (false, true) => Level::Medium,
        _ => Level::None,
    };
    let rule = RuleName { name: rule.name.clone(), version: rule.version.clone(), source: rule.source.clone() };
    Peak { level, rule, latest, year, three_years, incidents: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;

    #[test]
    fn the_examples_of_the_rule_hold() {
        let rule = &Data::bundled().verdicts.peak;
        assert!(rule.example.len() > 3);
        for e in &rule.example {
            let mut days: BTreeMap<usize, u64> = e.before.iter().copied().collect();
            days.insert(3, e.latest);
            assert_eq!(judge(rule, &days, e.history_days).level, e.level, "{e:?}");
        }
    }
}
