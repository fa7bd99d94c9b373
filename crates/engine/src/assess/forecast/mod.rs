//! What the coming months may bring, as a distribution, from nothing but the months before.

mod backtest;
mod distribution;
mod history;
mod rule;

pub use backtest::{Backtest, Row, backtest};
pub use distribution::{Distribution, crps};
pub use history::{History, Unit, months_after};
pub use rule::{Rule, Scored};

use distribution::Kernels;
use rule::Outbreak;

/// The forecast of one month of one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast<'a> {
    /// The unit, as its history names it.
    pub unit: &'a str,
    /// Months after the last one known, from 1.
    pub ahead: usize,
    /// What may come.
    pub distribution: Distribution,
}

/// Every unit, so many months ahead of the end of its history.
pub fn forecast<'a>(history: &'a History, months: usize, rule: &Rule) -> Vec<Forecast<'a>> {
    let outbreak = rule.outbreak(&history.units);
    let mut kernels = Kernels::default();
    let mut found = Vec::new();
    for unit in &history.units {
        for ahead in 1..=months {
            let distribution = expect(&unit.counts, ahead, rule, outbreak, &mut kernels);
            found.push(Forecast { unit: &unit.name, ahead, distribution });
        }
    }
    found
}

/// Each month before is a witness: it may return as it was, larger or smaller, and near months weigh most.
fn expect(counts: &[u64], ahead: usize, rule: &Rule, outbreak: Outbreak, kernels: &mut Kernels) -> Distribution {
    let spread = rule.spread.at(ahead);
    let weights = rule.weights(counts.len(), ahead);
    let witnesses = counts.iter().copied().zip(weights).filter(|(_, weight)| *weight > 1e-6);
    Distribution::mixture(witnesses, |count| match count {
        0 => outbreak.kernel(),
        _ => kernels.around(count, spread),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;

    fn one(counts: &[u64], ahead: usize) -> Distribution {
        let unit = Unit { name: "a".into(), counts: counts.to_vec() };
        let history = History { first: "2024-01-01".parse().unwrap(), units: vec![unit] };
        let rule = Data::bundled().verdicts.forecast.as_ref().unwrap();
        forecast(&history, ahead, rule).pop().unwrap().distribution
    }

    #[test]
    fn the_examples_of_the_rule_hold() {
        let rule = Data::bundled().verdicts.forecast.as_ref().unwrap();
        assert!(rule.example.len() > 2);
        for e in &rule.example {
            let made = one(&e.history, e.ahead);
            for (share, [least, most]) in [(0.5, e.median), (0.9, e.ninetieth)] {
                let found = made.quantile(share);
                assert!((least..=most).contains(&found), "{:?} {share}: {found}", e.history);
            }
        }
    }

    #[test]
    fn further_ahead_is_wider_and_a_new_war_weighs_more_than_an_old_one() {
        let level = [50; 24];
        let width = |d: &Distribution| d.quantile(0.95) - d.quantile(0.05);
        assert!(width(&one(&level, 6)) > width(&one(&level, 1)));
        let (mut new, mut old) = ([5; 24], [5; 24]);
        new[20..].fill(90);
        old[..4].fill(90);
        assert!(one(&new, 1).mean() > 2.0 * one(&old, 1).mean());
    }

    #[test]
    fn nobody_is_certain_of_peace_and_nothing_known_is_no_error() {
        assert!(one(&[0; 36], 3).share_above(0) > 0.0);
        assert_eq!(one(&[], 1).samples(3), [0, 0, 0]);
        assert!(one(&[u64::MAX, 7], 1).quantile(0.5) >= 7);
    }
}
