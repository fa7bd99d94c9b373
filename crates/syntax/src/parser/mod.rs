//! A greedy dependency parser: arc-hybrid with the root last, three actions, and a relation for each arc.

pub mod features;
pub mod oracle;
pub mod punct;
pub mod relabel;
pub mod state;

use crate::model::hash::Features;
use crate::model::{Weigh, best};
use crate::tree::Rel;
use features::{Nodes, of_action, of_arc};
use relabel::Whole;
use state::{Action, State};

/// A parse and the room it is made in.
#[derive(Debug, Default)]
pub struct Parse {
    /// Heads and relations found.
    pub state: State,
    /// Words as the parser sees them.
    pub nodes: Nodes,
    /// Features of the moment.
    pub features: Features,
    /// The tree when it is whole.
    pub whole: Whole,
    labels: Vec<u8>,
}

impl Parse {
    /// Finds heads and relations of all nodes.
    pub fn run(&mut self, actions: &impl Weigh, rels: &impl Weigh, labels: &impl Weigh) {
        let words = self.nodes.len().saturating_sub(2);
        self.state.start(words);
        if words == 0 {
            return;
        }
        while !self.state.done() {
            let action = self.state.forced().unwrap_or_else(|| self.choose(actions));
            let rel = self.state.arc(action).map_or(Rel::Root, |(head, word)| self.relate(head, word, rels));
            self.state.take(action, rel);
        }
        self.name_again(labels);
    }

    /// Gives every arc its relation anew, now that the tree is whole.
    fn name_again(&mut self, labels: &impl Weigh) {
        self.whole.look(&self.state);
        self.labels.clear();
        for word in 0..self.state.words {
            let rel = self.label(word, labels);
            self.labels.push(rel as u8);
        }
        self.state.rels[..self.labels.len()].copy_from_slice(&self.labels);
    }

    /// The best relation for a word of a whole tree.
    pub fn label(&mut self, word: u16, labels: &impl Weigh) -> Rel {
        if self.state.heads[word as usize] == self.state.words {
            return Rel::Root;
        }
        let mut scores = [0; Rel::ALL.len()];
        self.whole.describe(&mut self.features, &self.state, &self.nodes, word);
        labels.add_all(&self.features.hashes, &mut scores);
        Rel::ALL[best(&scores)]
    }

    /// The best action that is allowed.
    pub fn choose(&mut self, actions: &impl Weigh) -> Action {
        let scores = self.weigh(actions);
        let allowed = Action::ALL.into_iter().filter(|a| self.state.allows(*a));
        allowed.rev().max_by_key(|a| scores[*a as usize]).unwrap_or(Action::Shift)
    }

    /// The scores of the three actions.
    pub fn weigh(&mut self, actions: &impl Weigh) -> [i32; 3] {
        let mut scores = [0; 3];
        of_action(&mut self.features, &self.state, &self.nodes);
        actions.add_all(&self.features.hashes, &mut scores);
        scores
    }

    /// The best relation for an arc.
    pub fn relate(&mut self, head: u16, word: u16, rels: &impl Weigh) -> Rel {
        if head == self.state.words {
            return Rel::Root;
        }
        let mut scores = [0; Rel::ALL.len()];
        of_arc(&mut self.features, &self.state, &self.nodes, head, word);
        rels.add_all(&self.features.hashes, &mut scores);
        Rel::ALL[best(&scores)]
    }
}
