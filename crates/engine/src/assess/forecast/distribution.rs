//! Distributions of counts: mixtures of negative binomials, their quantiles and their score.

use std::collections::BTreeMap;
use std::rc::Rc;

/// Counts above this are told in steps of several, so that no table grows without bound.
const FINE: u64 = 5_000;
/// What is left out beyond the last entry of a table.
const TAIL: f64 = 1e-4;

/// The shares of 0, 1, 2 ... steps of a count.
#[derive(Clone, Debug, PartialEq)]
pub struct Pmf {
    pub shares: Vec<f64>,
    pub step: u64,
}

/// What may come: counts with their shares, smallest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distribution(Vec<(u64, f64)>);

/// Distributions around a count that were already made.
#[derive(Default)]
pub struct Kernels(BTreeMap<(u64, u64), Rc<Pmf>>);

impl Kernels {
    /// A month's count returning, times a factor of mean one and this variance.
    pub fn around(&mut self, count: u64, spread: f64) -> Rc<Pmf> {
        let made = self.0.entry((count, spread.to_bits())).or_insert_with(|| {
            let mean = count as f64;
            Rc::new(negative_binomial(mean, mean + spread * mean * mean, 1 + count / FINE))
        });
        made.clone()
    }
}

/// Counts with that mean and variance, a Poisson where the variance is no larger; told in steps.
pub fn negative_binomial(mean: f64, variance: f64, step: u64) -> Pmf {
    let (mean, variance) = (mean / step as f64, variance / (step as f64).powi(2));
    let size = mean * mean / (variance - mean).max(mean * 1e-6);
    let ratio = (mean / (size + mean)).ln();
    let mut log = -size * (mean / size).ln_1p();
    let (mut shares, mut sum) = (Vec::new(), 0.0);
    while sum < 1.0 - TAIL && shares.len() < 60 * FINE as usize {
        let k = shares.len() as f64;
        shares.push(log.exp());
        sum += log.exp();
        log += ratio + ((k + size) / (k + 1.0)).ln();
    }
    shares.iter_mut().for_each(|p| *p /= sum.max(f64::MIN_POSITIVE));
    Pmf { shares, step }
}

impl Distribution {
    /// Several kernels, each with its weight.
    pub fn mixture(witnesses: impl Iterator<Item = (u64, f64)>, mut kernel: impl FnMut(u64) -> Rc<Pmf>) -> Self {
        let (mut weights, mut by_step) = (BTreeMap::<u64, f64>::new(), BTreeMap::<u64, Vec<f64>>::new());
        witnesses.for_each(|(count, weight)| *weights.entry(count).or_default() += weight);
        for (count, weight) in weights {
            let made = kernel(count);
            let sum = by_step.entry(made.step).or_default();
            sum.resize(sum.len().max(made.shares.len()), 0.0);
            sum.iter_mut().zip(&made.shares).for_each(|(s, p)| *s += weight * p);
        }
        let told = |(step, shares): (u64, Vec<f64>)| {
            shares.into_iter().enumerate().map(move |(k, p)| ((k as u64).saturating_mul(step), p))
        };
        let mut all: Vec<(u64, f64)> = by_step.into_iter().flat_map(told).filter(|(_, p)| *p > 0.0).collect();
        all.sort_by_key(|(count, _)| *count);
        Self(all)
    }

    /// A single distribution.
    pub fn of(pmf: impl Into<Rc<Pmf>>) -> Self {
        let made = pmf.into();
        Self::mixture([(0, 1.0)].into_iter(), |_| made.clone())
    }

    /// The smallest count that at least this share of what may come does not exceed.
    pub fn quantile(&self, share: f64) -> u64 {
        self.quantiles([share].into_iter())[0]
    }

    /// As many counts as wanted, standing for equal shares of what may come, smallest first.
    pub fn samples(&self, wanted: usize) -> Vec<u64> {
        self.quantiles((0..wanted).map(|i| (i as f64 + 0.5) / wanted as f64))
    }

    /// For shares in rising order.
    fn quantiles(&self, shares: impl Iterator<Item = f64>) -> Vec<u64> {
        let total: f64 = self.0.iter().map(|(_, p)| p).sum();
        let mut rest = self.0.iter();
        let (mut count, mut sum) = (0, 0.0);
        let mut reach = |share: f64| {
            while sum < share * total - 1e-12 {
                let Some((next, p)) = rest.next() else { break };
                (count, sum) = (*next, sum + p);
            }
            count
        };
        shares.map(&mut reach).collect()
    }

    /// The expected count.
    pub fn mean(&self) -> f64 {
        let total: f64 = self.0.iter().map(|(_, p)| p).sum();
        self.0.iter().map(|(count, p)| *count as f64 * p).sum::<f64>() / total.max(f64::MIN_POSITIVE)
    }

    /// How likely more than this is.
    pub fn share_above(&self, count: u64) -> f64 {
        self.0.iter().filter(|(c, _)| *c > count).map(|(_, p)| p).sum()
    }
}

/// The continuous ranked probability score of sorted samples: their mean distance from what came,
/// less half their mean distance from each other. Small is good; of a single value it is the error.
pub fn crps(samples: &[u64], came: u64) -> f64 {
    let n = samples.len().max(1) as f64;
    let error: f64 = samples.iter().map(|s| s.abs_diff(came) as f64).sum::<f64>() / n;
    let apart: f64 = samples.iter().enumerate().map(|(i, s)| (2.0 * i as f64 - n + 1.0) * *s as f64).sum::<f64>();
    error - apart / (n * n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_binomial_has_its_moments_and_a_poisson_none_beyond_its_mean() {
        for (mean, variance) in [(4.0, 20.0), (0.5, 0.5), (300.0, 9000.0)] {
            let made = Distribution::of(negative_binomial(mean, variance, 1));
            assert!((made.mean() - mean).abs() < 0.01 * mean, "{mean}: {}", made.mean());
        }
        let poisson = negative_binomial(0.5, 0.1, 1);
        assert!((poisson.shares[0] - (-0.5f64).exp()).abs() < 1e-3);
    }

    #[test]
    fn samples_stand_for_equal_shares() {
        let coin = Distribution::of(Pmf { shares: vec![0.5, 0.0, 0.5], step: 1 });
        assert_eq!(coin.samples(4), [0, 0, 2, 2]);
        assert_eq!((coin.quantile(0.5), coin.quantile(0.51), coin.mean()), (0, 2, 1.0));
        assert_eq!(coin.share_above(0), 0.5);
    }

    #[test]
    fn steps_keep_large_counts_in_bounds() {
        let made = Kernels::default().around(1_000_000, 0.1);
        assert!(made.step > 100 && made.shares.len() < 20 * FINE as usize);
        let made = Distribution::of(made);
        assert!((made.mean() / 1e6 - 1.0).abs() < 0.01, "{}", made.mean());
    }

    #[test]
    fn the_score_is_the_published_one() {
        assert_eq!(crps(&[7], 3), 4.0);
        assert_eq!(crps(&[0, 10], 5), 2.5);
        assert_eq!(crps(&[0, 0, 0, 0], 0), 0.0);
    }
}
