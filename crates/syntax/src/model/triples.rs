//! The weights of the three actions. Most of the time goes here, so a feature is looked up without a branch: its
//! bucket is one half of a cache line, and all four places of it are compared at once.

use super::Weigh;
use super::bytes::{BadModel, Bytes};
use super::filter::{Filter, PASSED};
use super::weights::read_rows;

/// Four features that share the upper bits of their hash, sixteen bits each in every number: the lower bits of their
/// hashes, and their weights for each action. A check of 0 with weights of 0 is a free place.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Bucket {
    checks: u64,
    weights: [u64; 3],
}

/// Sixteen bits in all four places.
const fn four_times(bits: u16) -> u64 {
    bits as u64 * 0x0001_0001_0001_0001
}

impl Bucket {
    /// Adds the weights of the place whose check is that of the feature: all four are compared at once.
    #[inline]
    fn sum(&self, feature: u32, sums: &mut [i32; 3]) {
        const LOW: u64 = four_times(0x7FFF);
        let differ = self.checks ^ four_times(feature as u16);
        let same = !(((differ & LOW) + LOW) | differ | LOW);
        let mask = (same >> 15).wrapping_mul(0xFFFF);
        for (sum, weights) in sums.iter_mut().zip(self.weights) {
            let two = weights & mask;
            let one = two | two >> 32;
            *sum += i32::from((one | one >> 16) as i16);
        }
    }

    fn place(&self, lane: usize) -> (u16, [i16; 3]) {
        ((self.checks >> (16 * lane)) as u16, self.weights.map(|w| (w >> (16 * lane)) as i16))
    }

    fn set(&mut self, lane: usize, check: u16, weights: &[i16; 3]) {
        let put = |all: u64, bits: u16| all & !(0xFFFF << (16 * lane)) | u64::from(bits) << (16 * lane);
        self.checks = put(self.checks, check);
        (0..3).for_each(|class| self.weights[class] = put(self.weights[class], weights[class] as u16));
    }
}

fn strength(weights: &[i16; 3]) -> i32 {
    weights.iter().map(|w| i32::from(*w).abs()).sum()
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
        let mut sums = [0; 3];
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
            *score += sum;
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

    /// Puts a feature in the place of one with the same check, which could not be told from it, or of the weakest.
    fn insert(&mut self, feature: u32, weights: &[i16; 3]) {
        let bucket = &mut self.buckets[(feature >> self.shift) as usize];
        let twin = (0..4).find(|&lane| bucket.place(lane).0 == feature as u16 && strength(&bucket.place(lane).1) > 0);
        let weakest = (0..4).min_by_key(|&lane| strength(&bucket.place(lane).1)).unwrap_or(0);
        let lane = twin.unwrap_or(weakest);
        if strength(&bucket.place(lane).1) < strength(weights) {
            bucket.set(lane, feature as u16, weights);
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
