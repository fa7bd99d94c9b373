//! The weights of the three actions. Most of the time goes here, so a feature is looked up without a branch: its
//! bucket is one half of a cache line, and all four places of it are weighed at once.

use super::Weigh;
use super::bytes::{BadModel, Bytes};
use super::filter::{Filter, PASSED};
use super::weights::read_rows;

/// Four features that share the upper bits of their hash; a check of 0 with weights of 0 is a free place.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Bucket {
    checks: [u16; 4],
    weights: [[i16; 4]; 3],
}

impl Bucket {
    #[inline]
    fn sum(&self, feature: u32, sums: &mut [[i32; 4]; 3]) {
        let same = self.checks.map(|check| -i16::from(check == feature as u16));
        for (sum, weights) in sums.iter_mut().zip(&self.weights) {
            for lane in 0..4 {
                sum[lane] += i32::from(weights[lane] & same[lane]);
            }
        }
    }
}

/// A table of features with three weights each.
#[derive(Clone, Debug)]
pub struct Triples {
    buckets: Vec<Bucket>,
    shift: u32,
    filter: Filter,
}

impl Default for Triples {
    fn default() -> Self {
        Self { buckets: vec![Bucket::default(); 2], shift: 31, filter: Filter::default() }
    }
}

impl Weigh for Triples {
    fn add(&self, feature: u32, scores: &mut [i32]) {
        self.add_all(&[feature], scores);
    }

    /// First fetches all buckets, then adds: memory is slow, but many fetches can be under way at once.
    fn add_all(&self, features: &[u32], scores: &mut [i32]) {
        let mut sums = [[0i32; 4]; 3];
        let (mut passed, mut buckets) = ([0; PASSED], [Bucket::default(); PASSED]);
        for features in features.chunks(PASSED) {
            let count = self.filter.pass(features, &mut passed);
            for (bucket, &feature) in buckets.iter_mut().zip(&passed[..count]) {
                *bucket = self.buckets.get((feature >> self.shift) as usize).copied().unwrap_or_default();
            }
            for (bucket, &feature) in buckets.iter().zip(&passed[..count]) {
                bucket.sum(feature, &mut sums);
            }
        }
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += sum.iter().sum::<i32>();
        }
    }
}

impl Triples {
    /// Reads a table from what `weights::write` made.
    pub fn read(bytes: &mut Bytes) -> Result<Self, BadModel> {
        let mut rows: Vec<(u32, [i16; 3])> = Vec::new();
        read_rows(bytes, |feature, row| {
            let mut weights = [0; 3];
            row.iter().for_each(|&(class, weight)| weights[class.min(2) as usize] = weight);
            rows.push((feature, weights));
        })?;
        // On average a bucket is half full at most; what does not fit is the weakest, and little is lost by it.
        let bits = (rows.len() / 2).next_power_of_two().trailing_zeros().max(1);
        let filter = Filter::of(rows.iter().map(|r| r.0));
        let mut table = Self { buckets: vec![Bucket::default(); 1 << bits], shift: 32 - bits, filter };
        rows.iter().for_each(|(feature, weights)| table.insert(*feature, weights));
        Ok(table)
    }

    fn insert(&mut self, feature: u32, weights: &[i16; 3]) {
        let bucket = &mut self.buckets[(feature >> self.shift) as usize];
        let strength = |lane: usize| bucket.weights.iter().map(|w| i32::from(w[lane]).abs()).sum::<i32>();
        let weakest = (0..4).min_by_key(|&lane| strength(lane)).unwrap_or(0);
        if strength(weakest) < weights.iter().map(|w| i32::from(*w).abs()).sum() {
            bucket.checks[weakest] = feature as u16;
            (0..3).for_each(|class| bucket.weights[class][weakest] = weights[class]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::weights::{Row, write};
    use super::*;

    #[test]
    fn features_are_found_and_strangers_weigh_nothing() {
        let rows: Vec<Row> = (1..500u32).map(|n| (n * 8_000_009, vec![(0, n as i16), (2, -5)])).collect();
        let mut out = Vec::new();
        write(&rows, &mut out);
        let table = Triples::read(&mut Bytes(&out)).expect("a table");
        let mut scores = [0; 3];
        table.add_all(&[8_000_009 * 7, 8_000_009 * 401, 12345], &mut scores);
        assert_eq!(scores, [408, 0, -10]);
    }
}
