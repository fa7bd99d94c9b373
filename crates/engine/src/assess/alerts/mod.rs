//! What a reader should not miss, by rules that stand in the data.

mod confidence;
mod pattern;
mod replay;
mod rule;

pub use confidence::Confidence;
pub use replay::{Raised, replay};
pub use rule::{Rule, load};

use super::scope::Scope;
use super::toll::Range;
use crate::model::{Day, Incident, Severity, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One alert. Labels of its kind stand in `data/verdicts/alerts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Key of its kind.
    pub kind: String,
    /// How much hangs on it.
    pub severity: Severity,
    /// How sure it is that it is so.
    pub confidence: Confidence,
    /// First day.
    pub date: Option<Day>,
    /// Places, in alphabetical order.
    pub places: Vec<String>,
    /// The incidents it rests on.
    pub incidents: Vec<String>,
    /// The operation, if it is one.
    pub campaign: Option<String>,
    /// The armed group it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// People killed, all together.
    pub killed: Range,
}

/// The alerts of the period, oldest first.
pub fn alerts(scope: &Scope) -> Vec<Alert> {
    let mut found: Vec<Alert> = scope.rules.alerts.iter().flat_map(|r| of_rule(scope, r)).collect();
    found.sort_by(|a, b| (a.date, &a.kind, &a.incidents).cmp(&(b.date, &b.kind, &b.incidents)));
    found
}

fn of_rule(scope: &Scope, rule: &Rule) -> Vec<Alert> {
    let fits = |i: &&Incident| rule.sub_types.is_empty() || rule.sub_types.contains(&i.shown.sub_type);
    let happened = scope.chosen.iter().copied().filter(|i| i.shown.status == Status::Happened);
    let incidents: Vec<&Incident> = happened.filter(fits).collect();
    let found = pattern::of_rule(scope, rule, &incidents);
    once(found, rule.quiet_days)
}

/// What is told again of the same place within the quiet days of its rule is the same alert; each telling
/// prolongs the quiet.
fn once(mut found: Vec<Alert>, quiet_days: i32) -> Vec<Alert> {
    found.sort_by(|a, b| (&a.places, a.date, &a.incidents).cmp(&(&b.places, b.date, &b.incidents)));
    let mut kept: Vec<Alert> = Vec::new();
    let mut last: Option<(Vec<String>, Day)> = None;
    for alert in found {
        let day = alert.date.unwrap_or_default();
        let again = last
            .as_ref()
            .is_some_and(|(places, told)| *places == alert.places && (day - *told).get_days() <= quiet_days);
        last = Some((alert.places.clone(), day));
        match kept.last_mut().filter(|_| again && quiet_days > 0 && !alert.places.is_empty()) {
            Some(known) => known.incidents.extend(alert.incidents),
            None => kept.push(alert),
        }
    }
    kept
}

/// An alert on incidents.
fn alert(rule: &Rule, incidents: &[&Incident], killed: Range) -> Alert {
    let places: BTreeSet<String> = incidents.iter().filter_map(|i| i.shown.place.clone()).collect();
    Alert {
        kind: rule.kind.clone(),
        severity: rule.severity,
        confidence: confidence::of(incidents),
        date: incidents.iter().filter_map(|i| i.shown.date_from).min(),
        places: places.into_iter().collect(),
        incidents: incidents.iter().map(|i| i.id.clone()).collect(),
        campaign: None,
        actor: None,
        killed,
    }
}

#[cfg(test)]
mod tests;
