//! A small classifier for sentence ends that rules leave open, learned from a treebank.

use super::exceptions::Exceptions;
use super::features::{COUNT, features};
use super::known::Known;
use super::score::Marked;
use super::split::{Gap, visit};
use std::fmt;

/// Weights are found by this many bits of a feature's hash.
const BITS: u32 = 18;
const SIZE: usize = 1 << BITS;
const MASK: u32 = SIZE as u32 - 1;
/// Head of the bytes of a stored classifier.
const MAGIC: &[u8; 4] = b"VSB2";
/// How often training goes over the treebank, and how many runs in different orders are averaged.
const ROUNDS: usize = 8;
const RUNS: usize = 5;
/// How far from wrong a right answer must be.
const MARGIN: i64 = 20;

/// What a treebank taught about sentence ends: an averaged perceptron.
#[derive(Clone)]
pub struct Boundary {
    weights: Box<[i16]>,
    known: Known,
}

impl fmt::Debug for Boundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let used = self.weights.iter().filter(|w| **w != 0).count();
        f.debug_struct("Boundary").field("weights", &used).finish()
    }
}

/// Bytes that are no classifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadBoundary;

impl fmt::Display for BadBoundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("these bytes are no classifier of sentence ends of this version")
    }
}

impl std::error::Error for BadBoundary {}

impl Boundary {
    pub(super) fn ends(&self, gap: &Gap, ex: &Exceptions) -> bool {
        let sum: i32 =
            features(gap, ex, &self.known).iter().map(|f| i32::from(self.weights[(f & MASK) as usize])).sum();
        sum > 0
    }

    /// Learns from texts with marked sentences; the same texts always give the same weights.
    pub fn train(texts: &[Marked], ex: &Exceptions) -> Self {
        let known = Known::learn(texts);
        let samples = samples(texts, ex, &known);
        let mut sums = vec![0; SIZE];
        for run in 0..RUNS {
            let mut learner = Learner { now: vec![0; SIZE], past: vec![0; SIZE], step: 1 };
            let orders = (0..ROUNDS).flat_map(|round| order(samples.len(), run * ROUNDS + round));
            orders.for_each(|n| learner.learn(&samples[n]));
            learner.averaged().zip(&mut sums).for_each(|(weight, sum)| *sum += weight);
        }
        let small = |sum: i64| (sum / RUNS as i64).clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16;
        Self { weights: sums.into_iter().map(small).collect(), known }
    }

    /// The weights as bytes: runs of zeros are counted, the others follow as they are.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        self.known.write(&mut bytes);
        let mut zeros = 0_u16;
        for (n, weight) in self.weights.iter().enumerate() {
            if *weight == 0 && zeros < u16::MAX && n + 1 < SIZE {
                zeros += 1;
                continue;
            }
            bytes.extend(zeros.to_le_bytes());
            bytes.extend(weight.to_le_bytes());
            zeros = 0;
        }
        bytes
    }

    /// What [`Boundary::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadBoundary> {
        let (known, pairs) = bytes.strip_prefix(MAGIC).and_then(Known::read).ok_or(BadBoundary)?;
        let mut weights = Vec::with_capacity(SIZE);
        for pair in pairs.chunks_exact(4) {
            let zeros = usize::from(u16::from_le_bytes([pair[0], pair[1]]));
            if weights.len() + zeros >= SIZE {
                return Err(BadBoundary);
            }
            weights.resize(weights.len() + zeros, 0);
            weights.push(i16::from_le_bytes([pair[2], pair[3]]));
        }
        if weights.len() == SIZE { Ok(Self { weights: weights.into(), known }) } else { Err(BadBoundary) }
    }
}

/// The features of a gap, and whether a sentence ends there.
struct Sample {
    features: [u32; COUNT],
    ends: bool,
}

/// All gaps of the texts that are open, each as it looks if all ends before it are right.
fn samples(texts: &[Marked], ex: &Exceptions, known: &Known) -> Vec<Sample> {
    let mut samples = Vec::new();
    for marked in texts {
        let ends: Vec<usize> = marked.sentences.iter().map(|s| s.end).collect();
        let mut look = |gap: &Gap| {
            let ends = ends.binary_search(&gap.before().end).is_ok();
            if gap.is_open(ex) && gap.around[2].is_some_and(|chunk| chunk.lines == 0) {
                samples.push(Sample { features: features(gap, ex, known), ends });
            }
            ends
        };
        visit(&marked.text, &mut Vec::new(), &mut look, ex);
    }
    samples
}

/// An order of the samples that differs from round to round and not from run to run.
fn order(len: usize, round: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(round as u64 + 1);
    for n in (1..len).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(n, (state >> 33) as usize % (n + 1));
    }
    order
}

/// Weights now, and what averaging takes from them.
struct Learner {
    now: Vec<i64>,
    past: Vec<i64>,
    step: i64,
}

impl Learner {
    fn learn(&mut self, sample: &Sample) {
        let places = sample.features.map(|f| (f & MASK) as usize);
        let sum: i64 = places.iter().map(|p| self.now[*p]).sum();
        let want = if sample.ends { 1 } else { -1 };
        if sum * want <= MARGIN {
            for place in places {
                self.now[place] += want;
                self.past[place] += want * self.step;
            }
        }
        self.step += 1;
    }

    /// Averages in hundredths.
    fn averaged(&self) -> impl Iterator<Item = i64> {
        self.now.iter().zip(&self.past).map(|(now, past)| (now * self.step - past) * 100 / self.step)
    }
}
