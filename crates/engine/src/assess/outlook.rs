//! The month ahead: a Conflict Risk Alert, a Resolution Opportunity, and the numbers that may come.

use super::forecast::{self, History};
use super::peak::{Level, Peak};
use super::scope::Scope;
use super::verdict::{Receipt, RuleName, Verdict};
use super::{series, toll};
use crate::model::{Day, Status};
use serde::{Deserialize, Serialize};

/// The conditions of `data/verdicts/outlook.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Rule {
    pub name: String,
    pub version: String,
    pub source: String,
    pub peak: Level,
    pub chance: f64,
    pub resolution: Vec<String>,
}

/// What the month ahead may bring.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// The rule of both warnings.
    pub rule: RuleName,
    /// Things may get worse.
    pub conflict_risk_alert: Option<Sign>,
    /// Things may get better.
    pub resolution_opportunity: Option<Sign>,
    /// Month by month, nearest first.
    pub forecast: Vec<Ahead>,
}

/// Why a warning was given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sign {
    /// Key of the reason: `peak`, `worsening` or `agreement`.
    pub reason: String,
    /// The incidents it rests on.
    pub incidents: Vec<String>,
}

/// One month ahead.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ahead {
    /// `2025-08`.
    pub month: String,
    /// People killed.
    pub killed: Quantiles,
    /// Violent incidents.
    pub incidents: Quantiles,
    /// How likely more people are killed than in the mean of the months that the verdict compares with.
    pub chance_of_more: f64,
}

/// Of a hundred such months, as many stay at or below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Quantiles {
    pub p05: u64,
    pub p25: u64,
    pub p50: u64,
    pub p75: u64,
    pub p95: u64,
}

/// Months ahead that an assessment tells.
const MONTHS: usize = 6;
/// Months of the past that it looks back on.
pub(super) const PAST: usize = 60;

/// The outlook after the month that ends on a day.
pub fn outlook(scope: &Scope, receipt: &Receipt, peak: &Peak, last: Day) -> Outlook {
    let rule = &scope.rules.outlook;
    let forecast = ahead(scope, receipt, last);
    let worsening = receipt.verdict == Verdict::Deteriorated && receipt.reason == "large";
    let likely = forecast.first().is_some_and(|a| a.chance_of_more >= rule.chance);
    let sign = |reason: &str, incidents: Vec<String>| Some(Sign { reason: reason.into(), incidents });
    let movers = || receipt.movers.iter().map(|m| m.incident.clone()).collect();
    let risk = match () {
        () if peak.level >= rule.peak => sign("peak", peak.incidents.clone()),
        () if worsening && likely => sign("worsening", movers()),
        () => None,
    };
    let agreed = agreements(scope, last);
    let hopeful = !agreed.is_empty() && !matches!(receipt.verdict, Verdict::Deteriorated);
    Outlook {
        rule: RuleName { name: rule.name.clone(), version: rule.version.clone(), source: rule.source.clone() },
        conflict_risk_alert: risk,
        resolution_opportunity: if hopeful { sign("agreement", agreed) } else { None },
        forecast,
    }
}

/// Pacts of the month with an armed group.
fn agreements(scope: &Scope, last: Day) -> Vec<String> {
    let here = scope.of_month(last).iter().filter(|i| i.shown.status == Status::Happened);
    let of_kind = here.filter(|i| scope.rules.outlook.resolution.contains(&i.shown.sub_type));
    let parties = |i: &&&crate::model::Incident| {
        i.shown.initiators.iter().chain(&i.shown.targets).any(|a| a.class.is_armed_group())
    };
    of_kind.filter(parties).map(|i| i.id.clone()).collect()
}

fn ahead(scope: &Scope, receipt: &Receipt, last: Day) -> Vec<Ahead> {
    let Some(rule) = &scope.rules.forecast else { return Vec::new() };
    let history = history(scope, last);
    let made = forecast::forecast(&history, MONTHS, rule);
    let (incidents, killed) = made.split_at(made.len() / 2);
    let month = |(i, k): (&forecast::Forecast, &forecast::Forecast)| Ahead {
        month: series::name(forecast::months_after(last, k.ahead)),
        killed: quantiles(&k.distribution),
        incidents: quantiles(&i.distribution),
        chance_of_more: (k.distribution.share_above(receipt.inputs.killed_mean as u64) * 1000.0).round() / 1000.0,
    };
    incidents.iter().zip(killed).map(month).collect()
}

fn quantiles(made: &forecast::Distribution) -> Quantiles {
    let at = |share| made.quantile(share);
    Quantiles { p05: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) }
}

/// Incidents and people killed by month, from the first incident on but no more than five years back.
fn history(scope: &Scope, last: Day) -> History {
    let first = scope.all.first().and_then(|i| i.shown.date_from).unwrap_or(last);
    let mut rows = Vec::new();
    for back in 0..PAST {
        let month = last.first_of_month().saturating_sub(jiff::Span::new().months(back as i64));
        if month < first.first_of_month() {
            break;
        }
        let incidents = scope.of_month(month);
        let counted = incidents.iter().filter(|i| series::is_counted(scope, i)).count();
        rows.push(("incidents".to_string(), month, counted as u64));
        rows.push(("killed".to_string(), month, incidents.iter().map(|i| toll::killed(i).best).sum()));
    }
    History::new(rows)
}
