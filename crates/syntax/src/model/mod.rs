//! Linear models over hashed features: what is stored, and how it is scored.

pub mod bytes;
pub mod filter;
pub mod hash;
pub mod index;
pub mod triples;
pub mod weights;

/// Something that knows weights: a model at work, or one still learning.
pub trait Weigh {
    /// Adds the weights of a feature to the scores of the classes it has weights for.
    fn add(&self, feature: u32, scores: &mut [i32]);

    /// Adds the weights of all features.
    fn add_all(&self, features: &[u32], scores: &mut [i32]) {
        for &feature in features {
            self.add(feature, scores);
        }
    }
}

/// The first class with the highest score.
pub fn best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (class, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = class;
        }
    }
    best
}
