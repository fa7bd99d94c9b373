//! What earlier forecasts would have been worth, next to simpler ones.

use super::distribution::{Distribution, Kernels, crps, negative_binomial};
use super::{History, Rule, expect};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Scores of the forecast and of simpler ones over a past; the mean CRPS, small is good.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Backtest {
    /// A row for each way of asking.
    pub rows: Vec<Row>,
}

/// One way of asking: so many months ahead, or the whole of the next year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Months ahead; nothing: every month of a year, known until the October before.
    pub ahead: Option<usize>,
    /// Months of units that were forecast.
    pub forecasts: usize,
    /// First and last month forecast.
    pub months: (String, String),
    /// This forecast.
    pub forecast: f64,
    /// A negative binomial with mean and variance of the last 12 months.
    pub negative_binomial: f64,
    /// The last month again.
    pub last_value: f64,
    /// Nothing ever.
    pub zeros: f64,
}

impl Row {
    /// By how much it is better than the negative binomial.
    pub fn skill(&self) -> f64 {
        1.0 - self.forecast / self.negative_binomial.max(f64::MIN_POSITIVE)
    }
}

/// Who forecasts.
const MODELS: usize = 4;
/// Months that must be known before a first forecast, as the simpler ones need them.
const LEAST: usize = 12;
/// Months ahead that are asked for.
const AHEAD: [usize; 3] = [1, 3, 6];

/// A question: with so many months known, the month of that number.
type Asked = (usize, usize);

/// Forecasts the past from what was known then: the last 36 months, and the years that are whole.
pub fn backtest(history: &History, rule: &Rule) -> Backtest {
    let months = history.months();
    let first = (LEAST + 2).max(months.saturating_sub(36));
    let fixed =
        AHEAD.map(|a| (Some(a), (first..months).filter(|m| m + 1 >= a + LEAST).map(|m| (m + 1 - a, m)).collect()));
    let asked = fixed.into_iter().chain([(None, whole_years(history))]);
    let mut known = BTreeMap::new();
    let rows = asked.filter(|(_, asked): &(_, Vec<Asked>)| !asked.is_empty());
    Backtest { rows: rows.map(|(ahead, asked)| row(history, ahead, &asked, rule, &mut known)).collect() }
}

/// Months of each calendar year, asked for when the October before was the last known.
fn whole_years(history: &History) -> Vec<Asked> {
    let months = history.months();
    let januaries = (LEAST + 2..months).filter(|m| history.day(*m).month() == 1 && m + 12 <= months);
    januaries.flat_map(|january| (january..january + 12).map(move |m| (january - 2, m))).collect()
}

fn row(history: &History, ahead: Option<usize>, asked: &[Asked], rule: &Rule, known: &mut Known) -> Row {
    let mut sums = [0.0; MODELS];
    for (until, month) in asked {
        let scores = scores(history, *until, *month, rule, known);
        sums.iter_mut().zip(scores).for_each(|(sum, s)| *sum += s);
    }
    let forecasts = asked.len() * history.units.len();
    let [forecast, negative_binomial, last_value, zeros] = sums.map(|s| s / forecasts.max(1) as f64);
    let name =
        |asked: Option<&Asked>| asked.map_or_else(String::new, |(_, m)| crate::assess::series::name(history.day(*m)));
    let months = (name(asked.first()), name(asked.last()));
    Row { ahead, forecasts, months, forecast, negative_binomial, last_value, zeros }
}

/// What is the same whenever as many months are known.
type Known = BTreeMap<usize, super::rule::Outbreak>;

/// The four scores of a month, summed over all units. Only the months before `until` are looked at.
fn scores(history: &History, until: usize, month: usize, rule: &Rule, known: &mut Known) -> [f64; MODELS] {
    let outbreak = *known.entry(until).or_insert_with(|| rule.outbreak(&history.until(until).units));
    let mut kernels = Kernels::default();
    let mut sums = [0.0; MODELS];
    for unit in &history.units {
        let (before, came) = (&unit.counts[..until], unit.counts[month]);
        let ours = expect(before, month + 1 - until, rule, outbreak, &mut kernels).samples(rule.samples);
        let moments = of_moments(&before[until.saturating_sub(LEAST)..]).samples(rule.samples);
        let last = before.last().copied().unwrap_or(0);
        let scored = [crps(&ours, came), crps(&moments, came), came.abs_diff(last) as f64, came as f64];
        sums.iter_mut().zip(scored).for_each(|(sum, s)| *sum += s);
    }
    sums
}

/// A negative binomial with the mean and the variance of some months.
fn of_moments(counts: &[u64]) -> Distribution {
    let n = counts.len() as f64;
    let mean = counts.iter().map(|c| *c as f64).sum::<f64>() / n.max(1.0);
    let variance = counts.iter().map(|c| (*c as f64 - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    if mean == 0.0 {
        Distribution::default()
    } else {
        Distribution::of(negative_binomial(mean, variance, 1 + mean as u64 / 5_000))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Unit;
    use super::*;
    use crate::data::Data;

    fn history(counts: Vec<u64>) -> History {
        History { first: "2021-01-01".parse().unwrap(), units: vec![Unit { name: "a".into(), counts }] }
    }

    fn rule() -> &'static Rule {
        Data::bundled().verdicts.forecast.as_ref().unwrap()
    }

    #[test]
    fn a_past_is_asked_month_by_month_and_year_by_year() {
        let made = backtest(&history(vec![10; 36]), rule());
        let asked: Vec<_> = made.rows.iter().map(|r| (r.ahead, r.forecasts, r.months.0.as_str())).collect();
        let expected =
            [(Some(1), 22, "2022-03"), (Some(3), 22, "2022-03"), (Some(6), 19, "2022-06"), (None, 12, "2023-01")];
        assert_eq!(asked, expected);
        assert!(made.rows.iter().all(|r| r.last_value == 0.0 && r.zeros == 10.0 && r.forecast > 0.0));
        assert_eq!(backtest(&history(vec![1; 12]), rule()), Backtest::default());
    }

    #[test]
    fn what_came_later_does_not_change_a_forecast() {
        let (mut calm, mut war) = (vec![3; 40], vec![3; 40]);
        calm[39] = 0;
        war[39] = 900;
        let until = |counts: Vec<u64>| scores(&history(counts), 30, 35, rule(), &mut Known::new());
        assert_eq!(until(calm), until(war));
    }
}
