//! Learning tags, and tagging the sentences to learn from as if they were new.

use super::chance::Chance;
use super::learner::{Learner, mean, rows};
use super::sample::Sample;
use super::{Plan, each};
use crate::look::Look;
use crate::model::bytes::Bytes;
use crate::model::weights::{Weights, write};
use crate::tagger::{Inventory, Sight};
use crate::tree::Tag;
use std::collections::{BTreeMap, BTreeSet};

/// A word must be seen this often to be in the lexicon.
const OFTEN: u32 = 3;
/// How often each tagger sees all sentences.
const ROUNDS: usize = 6;
/// In how many parts sentences are tagged by what was learnt from the others.
const FOLDS: usize = 5;

/// All tags, and the parts of speech of frequent words.
pub fn inventory(samples: &[Sample]) -> Inventory {
    let tags: BTreeSet<Tag> = samples.iter().flat_map(|s| &s.words).map(|w| w.tag).collect();
    let mut seen: BTreeMap<u32, BTreeMap<u32, u32>> = BTreeMap::new();
    for sample in samples {
        for (look, word) in sample.looks().iter().zip(&sample.words) {
            *seen.entry(look.word).or_default().entry(1 << (word.tag.upos as u32)).or_default() += 1;
        }
    }
    let lexicon = seen.into_iter().filter_map(|(word, parts)| {
        let total: u32 = parts.values().sum();
        let usual = parts.iter().filter(|(_, count)| **count * 50 >= total);
        (total >= OFTEN).then(|| (word, usual.fold(0, |bits, (part, _)| bits | part)))
    });
    Inventory { tags: tags.into_iter().collect(), lexicon: lexicon.collect() }
}

/// Looks and numbers of tags of a sentence.
struct Lesson {
    looks: Vec<Look>,
    tags: Vec<usize>,
}

fn lessons(inventory: &Inventory, samples: &[Sample]) -> Vec<Lesson> {
    let number = |tag: Tag| inventory.tags.binary_search(&tag).unwrap_or(0);
    let lesson = |s: &Sample| Lesson { looks: s.looks(), tags: s.words.iter().map(|w| number(w.tag)).collect() };
    samples.iter().map(lesson).collect()
}

/// Several taggers, to be averaged.
pub fn taggers(inventory: &Inventory, samples: &[Sample], plan: &Plan) -> Vec<Learner> {
    let lessons = lessons(inventory, samples);
    let all: Vec<&Lesson> = lessons.iter().collect();
    each(plan.seeds.min(4) as usize, plan.threads, |seed| learn(inventory, all.clone(), plan, seed as u64))
}

fn learn(inventory: &Inventory, mut lessons: Vec<&Lesson>, plan: &Plan, seed: u64) -> Learner {
    let enough = plan.enough.min(3);
    let (mut learner, mut sight, mut chance) = (Learner::after(enough), Sight::default(), Chance::new(seed + 1));
    for _ in 0..ROUNDS {
        chance.shuffle(&mut lessons);
        for lesson in &lessons {
            sight.look(inventory, &lesson.looks);
            for (word, &right) in lesson.tags.iter().enumerate() {
                sight.describe(word);
                learner.tick();
                let guess = sight.guess(inventory.tags.len(), &learner);
                if guess != right {
                    learner.correct(&sight.features.hashes, right, guess);
                }
                sight.set(word, guess);
            }
        }
    }
    learner
}

/// Tags for all sentences, each tagged by what was learnt from other sentences.
pub fn jackknife(inventory: &Inventory, samples: &[Sample], plan: &Plan) -> Vec<Vec<Tag>> {
    let lessons = lessons(inventory, samples);
    let folds = each(FOLDS, plan.threads, |fold| {
        let others = lessons.iter().enumerate().filter(|(n, _)| n % FOLDS != fold).map(|(_, l)| l).collect();
        let weights = finished(&learn(inventory, others, plan, 100 + fold as u64));
        let mut sight = Sight::default();
        let mut tags = |lesson: &Lesson| {
            let mut tags = Vec::new();
            sight.tag(inventory, &lesson.looks, &weights, |n| tags.push(inventory.tags[n]));
            tags
        };
        lessons.iter().skip(fold).step_by(FOLDS).map(&mut tags).collect::<Vec<_>>()
    });
    (0..samples.len()).map(|n| folds[n % FOLDS][n / FOLDS].clone()).collect()
}

/// The weights as they will be at work.
fn finished(learner: &Learner) -> Weights {
    let mut bytes = Vec::new();
    write(&rows(&mean(&[learner]), 0.02), &mut bytes);
    Weights::read(&mut Bytes(&bytes)).unwrap_or_default()
}
