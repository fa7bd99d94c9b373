//! Learning to parse by following one's own mistakes.

use super::Plan;
use super::chance::Chance;
use super::learner::Learner;
use super::sample::Sample;
use crate::grammar::{Scratch, see};
use crate::lemma::Lemmatiser;
use crate::parser::Parse;
use crate::parser::features::Nodes;
use crate::parser::oracle::cost;
use crate::parser::state::Action;
use crate::tagger::Inventory;
use crate::tree::{Rel, Tag};

/// How often, in a hundred, a wrong action is followed to learn how to go on from there.
const EXPLORE: usize = 90;

/// A sentence as the parser sees it, with the right arcs.
pub struct Seen {
    nodes: Nodes,
    heads: Vec<u16>,
    rels: Vec<Rel>,
}

impl Seen {
    /// All sentences, under the tags that a tagger gave them.
    pub fn all(samples: &[Sample], tags: &[Vec<Tag>], inventory: &Inventory, lemmas: &Lemmatiser) -> Vec<Self> {
        let mut scratch = Scratch::default();
        debug_assert!(!inventory.tags.is_empty());
        samples.iter().zip(tags).map(|(sample, tags)| Self::of(sample, tags, lemmas, &mut scratch)).collect()
    }

    fn of(sample: &Sample, tags: &[Tag], lemmas: &Lemmatiser, scratch: &mut Scratch) -> Self {
        let mut words = sample.words.clone();
        let (mut small, mut lemma) = (String::new(), String::new());
        for (n, word) in words.iter_mut().enumerate() {
            word.tag = tags[n];
            lemmas.lemma(sample.form(n), word.tag, &mut small, &mut lemma);
            word.lemma = lemma.as_str().into();
        }
        scratch.looks = sample.looks();
        see(&sample.text, &mut words, scratch);
        let places = &scratch.places;
        let heads = places.iter().map(|&place| head(sample, places, place)).collect();
        let rels = places.iter().map(|&place| sample.words[place as usize].rel).collect();
        Self { nodes: scratch.parse.nodes.clone(), heads, rels }
    }
}

/// The right head of a word among the nodes: if its own head was taken for punctuation, the next one up.
fn head(sample: &Sample, places: &[u32], place: u32) -> u16 {
    let mut up = sample.words[place as usize].head;
    for _ in 0..sample.words.len() {
        let Some(word) = up else { break };
        if let Ok(node) = places.binary_search(&word) {
            return node as u16;
        }
        up = sample.words[word as usize].head;
    }
    places.len() as u16
}

/// Learns actions, relations, and relations in whole trees from all sentences.
pub fn learn(sentences: &[Seen], plan: &Plan, seed: u64) -> [Learner; 3] {
    let mut pupil = Pupil::new(plan.enough, seed);
    let mut order: Vec<&Seen> = sentences.iter().filter(|s| !s.heads.is_empty()).collect();
    for round in 0..plan.rounds {
        pupil.chance.shuffle(&mut order);
        order.iter().for_each(|sentence| pupil.learn(sentence, round > 0));
    }
    [pupil.actions, pupil.rels, pupil.labels]
}

/// A parser that is corrected.
struct Pupil {
    actions: Learner,
    rels: Learner,
    labels: Learner,
    parse: Parse,
    chance: Chance,
}

impl Pupil {
    fn new(enough: u32, seed: u64) -> Self {
        let [actions, rels, labels] = [(); 3].map(|()| Learner::after(enough));
        Self { actions, rels, labels, parse: Parse::default(), chance: Chance::new(seed + 31) }
    }

    fn learn(&mut self, sentence: &Seen, explore: bool) {
        self.parse.nodes.clone_from(&sentence.nodes);
        self.parse.state.start(sentence.heads.len());
        while !self.parse.state.done() {
            let action = self.parse.state.forced().unwrap_or_else(|| self.act(sentence, explore));
            let rel = self.parse.state.arc(action).map_or(Rel::Root, |arc| self.relate(sentence, arc));
            self.parse.state.take(action, rel);
        }
        self.label(sentence);
    }

    /// Names the arcs of the whole tree; where the arc itself is right, a wrong name is corrected.
    fn label(&mut self, sentence: &Seen) {
        self.parse.whole.look(&self.parse.state);
        for (word, (&head, &right)) in sentence.heads.iter().zip(&sentence.rels).enumerate() {
            if self.parse.state.heads[word] != head || head == self.parse.state.words {
                continue;
            }
            let guess = self.parse.label(word as u16, &self.labels);
            self.labels.tick();
            if guess != right {
                self.labels.correct(&self.parse.features.hashes, right as usize, guess as usize);
            }
        }
    }

    /// The action to follow; a wrong guess is corrected.
    fn act(&mut self, sentence: &Seen, explore: bool) -> Action {
        let scores = self.parse.weigh(&self.actions);
        self.actions.tick();
        let state = &self.parse.state;
        let costs = Action::ALL.map(|a| if state.allows(a) { cost(state, a, &sentence.heads) } else { u32::MAX });
        let least = costs.iter().min().copied().unwrap_or(0);
        let highest =
            |ok: &dyn Fn(usize) -> bool| (0..3).filter(|&a| ok(a)).rev().max_by_key(|&a| scores[a]).unwrap_or(0);
        let guess = highest(&|a| costs[a] != u32::MAX);
        let right = highest(&|a| costs[a] == least);
        if costs[guess] == least {
            return Action::ALL[guess];
        }
        self.actions.correct(&self.parse.features.hashes, right, guess);
        let follow = explore && self.chance.percent(EXPLORE);
        Action::ALL[if follow { guess } else { right }]
    }

    /// The relation as guessed; corrected if the arc itself is right.
    fn relate(&mut self, sentence: &Seen, (head, word): (u16, u16)) -> Rel {
        let guess = self.parse.relate(head, word, &self.rels);
        let right = sentence.rels[word as usize];
        if head == self.parse.state.words || sentence.heads[word as usize] != head {
            return guess;
        }
        self.rels.tick();
        if guess != right {
            self.rels.correct(&self.parse.features.hashes, right as usize, guess as usize);
        }
        guess
    }
}
