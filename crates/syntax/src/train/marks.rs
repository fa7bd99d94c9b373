//! Learning where punctuation hangs, from right trees.

use super::chance::Chance;
use super::learner::Learner;
use super::sample::Sample;
use crate::model::Weigh;
use crate::parser::punct::{Marks, PLACES, kind, pairs};
use crate::tree::Upos;

/// Learns to choose among the places of each mark.
pub fn learn(samples: &[Sample]) -> Learner {
    let mut learner = Learner::default();
    let mut order: Vec<&Sample> = samples.iter().collect();
    let mut chance = Chance::new(7);
    for _ in 0..3 {
        chance.shuffle(&mut order);
        order.iter().for_each(|sample| learn_one(sample, &mut learner));
    }
    learner
}

fn learn_one(sample: &Sample, learner: &mut Learner) {
    let (words, mut marks, mut partners) = (&sample.words, Marks::default(), Vec::new());
    let is_mark = |n: usize| words[n].tag.upos == Upos::Punct;
    let kinds: Vec<u32> = (0..words.len()).map(|n| if is_mark(n) { kind(sample.form(n)) } else { 0 }).collect();
    pairs(&kinds, &mut partners);
    marks.look(words);
    for mark in (0..words.len()).filter(|&n| is_mark(n) && words[n].head.is_some()) {
        let places = marks.places(words, mark, kinds[mark], partners[mark]);
        learner.tick();
        let chosen = marks.choose(&places, learner);
        if Some(places[chosen]) != words[mark].head {
            let mut scores = [0; PLACES];
            learner.add_all(&marks.features.hashes, &mut scores);
            let right = (0..PLACES).filter(|&p| Some(places[p]) == words[mark].head);
            if let Some(right) = right.rev().max_by_key(|&p| scores[p]) {
                learner.correct(&marks.features.hashes, right, chosen);
            }
        }
    }
}
