//! The numbers of `data/verdicts/forecast.toml`.

use super::Unit;
use super::distribution::{Pmf, negative_binomial};
use serde::Deserialize;
use std::rc::Rc;

/// See the comments in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Rule {
    pub name: String,
    pub version: String,
    pub source: String,
    pub half_life_near: f64,
    pub half_life_far: f64,
    pub far_share: Growing,
    pub spread: Growing,
    pub quiet_months: usize,
    pub outbreak_share: f64,
    pub outbreak_weight: f64,
    pub outbreak_mean: f64,
    pub months: usize,
    pub samples: usize,
    #[serde(default)]
    pub scored: Vec<Scored>,
    pub example: Vec<Example>,
}

/// What forecasts of these months would have been worth: mean CRPS, small is good.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Scored {
    /// `one_month`, `three_months` or `six_months` ahead, or `next_year`.
    pub of: String,
    /// First and last month forecast.
    pub months: [String; 2],
    pub forecast: f64,
    pub negative_binomial: f64,
    pub last_value: f64,
    pub zeros: f64,
}

/// A number that grows with the months ahead, up to a bound.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Growing {
    pub start: f64,
    pub month: f64,
    pub most: f64,
}

/// A history and bounds for quantiles of its forecast.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Example {
    pub history: Vec<u64>,
    pub ahead: usize,
    pub median: [u64; 2],
    pub ninetieth: [u64; 2],
}

/// What may follow a month of peace.
#[derive(Clone, Copy, Debug)]
pub struct Outbreak {
    share: f64,
    mean: f64,
}

impl Growing {
    /// Its value so many months ahead.
    pub fn at(self, ahead: usize) -> f64 {
        (self.start + self.month * ahead as f64).min(self.most)
    }
}

impl Rule {
    /// Weights of the months of a history, oldest first, that add up to one.
    pub fn weights(&self, months: usize, ahead: usize) -> Vec<f64> {
        let share = self.far_share.at(ahead);
        let near = decayed(months, self.half_life_near);
        let far = decayed(months, self.half_life_far);
        near.zip(far).map(|(n, f)| (1.0 - share) * n + share * f).collect()
    }

    /// How often and how strongly violence broke out after quiet months, in all units together.
    pub fn outbreak(&self, units: &[Unit]) -> Outbreak {
        let after_quiet = |u: &Unit| -> Vec<u64> {
            let windows = u.counts.windows(self.quiet_months + 1);
            windows.filter_map(|w| w.split_last()).filter(|(_, w)| w.iter().all(|c| *c == 0)).map(|(c, _)| *c).collect()
        };
        let seen: Vec<u64> = units.iter().flat_map(after_quiet).collect();
        let outbreaks: Vec<f64> = seen.iter().filter(|c| **c > 0).map(|c| *c as f64).collect();
        let believed = self.outbreak_share * self.outbreak_weight;
        let count = outbreaks.len() as f64 + believed;
        Outbreak {
            share: count / (seen.len() as f64 + self.outbreak_weight).max(1.0),
            mean: (outbreaks.iter().sum::<f64>() + believed * self.outbreak_mean) / count.max(f64::MIN_POSITIVE),
        }
    }
}

impl Outbreak {
    /// Mostly peace again, seldom an outbreak of very uncertain size.
    pub fn kernel(self) -> Rc<Pmf> {
        let sizes = negative_binomial(self.mean, self.mean + 2.0 * self.mean * self.mean, 1);
        let mut shares: Vec<f64> = sizes.shares.iter().map(|p| p * self.share).collect();
        if let Some(peace) = shares.first_mut() {
            *peace += 1.0 - self.share;
        }
        Rc::new(Pmf { shares, step: 1 })
    }
}

/// Weights that halve with every half-life, oldest first, and add up to one.
fn decayed(months: usize, half_life: f64) -> impl Iterator<Item = f64> {
    let weight = move |age: usize| 0.5f64.powf(age as f64 / half_life);
    let sum: f64 = (0..months).map(weight).sum();
    (0..months).rev().map(move |age| weight(age) / sum)
}
