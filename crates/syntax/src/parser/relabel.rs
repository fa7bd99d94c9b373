//! Relations once more, when the tree is whole: what stands beside a word and above its head is known only then.

use super::features::{Nodes, about, fold};
use super::state::State;
use crate::model::hash::Features;

/// What is known of a whole tree.
#[derive(Debug, Default)]
pub struct Whole {
    /// For each word its neighbours among those with the same head.
    beside: Vec<[u16; 2]>,
    /// For each head the relations on either side: those there are, and those there are twice.
    rels: Vec<[[u64; 2]; 2]>,
    /// For each head the last dependent so far.
    last: Vec<u16>,
}

impl Whole {
    /// Looks at a tree whose words all have a head.
    pub fn look(&mut self, state: &State) {
        let (none, room) = (state.none(), state.words as usize + 2);
        self.beside.clear();
        self.beside.resize(room, [none; 2]);
        self.rels.clear();
        self.rels.resize(room, [[0; 2]; 2]);
        self.last.clear();
        self.last.resize(room, none);
        for word in 0..state.words {
            let head = state.heads[word as usize];
            let before = std::mem::replace(&mut self.last[head as usize], word);
            self.beside[word as usize][0] = before;
            self.beside[before as usize][1] = word;
            let [once, twice] = &mut self.rels[head as usize][usize::from(head < word)];
            let bit = 1u64 << state.rels[word as usize];
            *twice |= *once & bit;
            *once |= bit;
        }
    }

    /// The relations of the other dependents of a word's head, on either side.
    fn others(&self, state: &State, word: u16) -> [u64; 2] {
        let head = state.heads[word as usize];
        let bit = 1u64 << state.rels[word as usize];
        let side = usize::from(head < word);
        let mut others = self.rels[head as usize].map(|[once, _]| once);
        others[side] &= !bit | self.rels[head as usize][side][1];
        others
    }

    /// The features by which a word of a whole tree gets its relation.
    pub fn describe(&self, f: &mut Features, state: &State, nodes: &Nodes, word: u16) {
        let at = |n: u16| &nodes[n as usize];
        let rel = |n: u16| u32::from(state.rels[n as usize]);
        let head = state.heads[word as usize];
        let above = state.heads[head as usize];
        let side = usize::from(head < word);
        let [before, after] = self.beside[word as usize];
        let inner = if side == 1 { before } else { after };
        let same_side = inner != state.none() && (head < inner) == (head < word);
        let others = self.others(state, word);
        f.start(5);
        about(f, (state, nodes), (head, word), others, if same_side { inner } else { state.none() });
        let (h, d, g, side) = (at(head), at(word), at(above), side as u32);
        f.four(side, h.tag, d.tag, rel(head));
        f.four(side, h.lemma, d.upos, rel(head));
        f.four(side, h.upos, d.lemma, rel(head));
        f.four(g.upos, h.upos, d.upos, rel(head) << 1 | side);
        f.four(g.lemma, d.upos, rel(head), side);
        f.four(h.tag, d.tag, fold(others[0]), fold(others[1]) ^ side);
        f.four(h.lemma, d.upos, fold(others[0]), fold(others[1]) ^ side);
        f.four(d.lemma, h.upos, fold(others[0]), fold(others[1]) ^ side);
        f.four(d.tag, rel(before), at(before).upos, side);
        f.four(d.tag, rel(after), at(after).upos, side);
        f.four(h.upos, d.upos, rel(before), rel(after) << 1 | side);
        f.four(d.lemma, rel(before), rel(after), side);
        let kids = state.kids[word as usize].rels;
        f.four(d.lemma, h.upos, fold(kids[0]), fold(kids[1]) ^ side);
        f.four(rel(head), d.upos, fold(kids[0]), fold(kids[1]) ^ side);
    }
}
