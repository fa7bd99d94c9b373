//! What the parser sees of a moment: hashed templates over stack, next words and the arcs so far.

use super::state::{Kids, State};
use crate::model::hash::Features;

/// A word as the parser sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Node {
    /// Its letters.
    pub word: u32,
    /// Its tag with features.
    pub tag: u32,
    /// Its part of speech alone.
    pub upos: u32,
    /// Its lemma.
    pub lemma: u32,
    /// The marks of punctuation between the word before and it, as bits.
    pub marks: u32,
    /// How many commas stand before it in the sentence.
    pub commas: u32,
}

/// The words of a sentence without punctuation, then the root, then "no word".
pub type Nodes = Vec<Node>;

fn steps(count: u32) -> u32 {
    match count {
        0..=4 => count,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

/// Bits of relations in fewer bits.
pub fn fold(bits: u64) -> u32 {
    (bits ^ bits >> 29) as u32
}

/// The features by which the next action is chosen.
pub fn of_action(f: &mut Features, state: &State, nodes: &Nodes) {
    let at = |n: u16| &nodes[n as usize];
    let kids = |n: u16| &state.kids[n as usize];
    let rel = |n: u16| u32::from(state.rels[n as usize]);
    let (i0, i1, i2) = (state.top(0), state.top(1), state.top(2));
    let (j0, j1, j2) = (state.ahead(0), state.ahead(1), state.ahead(2));
    let (s0, s1, s2, b0, b1, b2) = (at(i0), at(i1), at(i2), at(j0), at(j1), at(j2));
    f.start(2);
    for n in [s0, s1, b0, b1] {
        f.one(n.word);
        f.one(n.tag);
        f.two(n.word, n.tag);
        f.two(n.lemma, n.upos);
    }
    for n in [s2, b2] {
        f.one(n.tag);
        f.two(n.word, n.upos);
    }
    for (a, b) in [(s0, b0), (s1, s0)] {
        f.four(a.word, a.upos, b.word, b.upos);
        f.three(a.word, b.word, b.tag);
        f.three(a.word, a.tag, b.tag);
        f.three(a.tag, b.word, b.tag);
        f.two(a.word, b.word);
        f.two(a.lemma, b.lemma);
        f.two(a.tag, b.tag);
        f.two(a.upos, b.upos);
        f.three(a.lemma, a.upos, b.upos);
        f.three(a.upos, b.lemma, b.upos);
    }
    for (a, b) in [(s0, b1), (s1, b0)] {
        f.two(a.word, b.word);
        f.two(a.tag, b.tag);
        f.two(a.lemma, b.upos);
        f.two(a.upos, b.lemma);
    }
    f.two(b0.tag, b1.tag);
    f.three(b0.tag, b1.tag, b2.tag);
    f.three(s0.tag, b0.tag, b1.tag);
    f.four(s0.tag, b0.tag, b1.tag, b2.tag);
    f.three(s1.tag, s0.tag, b0.tag);
    f.three(s2.tag, s1.tag, s0.tag);
    f.four(s2.upos, s1.upos, s0.upos, b0.upos);
    f.four(s1.tag, s0.tag, b0.tag, b1.tag);
    for [a, b, c] in [[s1, s0, b0], [s0, b0, b1]] {
        f.three(a.lemma, b.upos, c.upos);
        f.three(a.upos, b.lemma, c.upos);
        f.three(a.upos, b.upos, c.lemma);
    }
    of_kids(f, state, nodes);
    let (k0, k1, kb) = (kids(i0), kids(i1), kids(j0));
    of_valency(f, (s0, k0), (s1, k1), (b0, kb));
    let far = steps(u32::from(j0.saturating_sub(i0)));
    let gap = steps(u32::from(i0.saturating_sub(i1)));
    f.three(s0.upos, b0.upos, far);
    f.two(s0.lemma, far);
    f.two(b0.lemma, far);
    f.four(s1.upos, s0.upos, b0.upos, gap << 3 | far);
    f.three(s0.tag, b0.tag, b0.marks);
    f.three(s1.upos, s0.upos, s0.marks);
    f.four(s1.upos, s0.upos, b0.upos, b0.marks << 8 | s0.marks);
    f.three(s0.lemma, b0.marks, b0.upos);
    f.three(b0.marks, b1.marks, b0.upos);
    f.four(s0.upos, b0.upos, b0.commas.wrapping_sub(s0.commas), b0.marks);
    f.four(s0.upos, s1.upos, s0.commas.wrapping_sub(s1.commas), rel(kb.left[0]));
    f.four(s0.marks, b0.marks, b1.marks, u32::from(state.stack.len() > 2));
}

/// The dependents of the words at hand.
fn of_kids(f: &mut Features, state: &State, nodes: &Nodes) {
    let at = |n: u16| &nodes[n as usize];
    let rel = |n: u16| u32::from(state.rels[n as usize]);
    let (i0, i1, j0) = (state.top(0), state.top(1), state.ahead(0));
    let (s0, s1, b0) = (at(i0), at(i1), at(j0));
    let sides = [(i0, 0), (i0, 1), (i1, 0), (i1, 1), (j0, 0)];
    for (word, side) in sides {
        let kids = &state.kids[word as usize];
        let [outer, inner] = if side == 0 { kids.left } else { kids.right };
        f.three(at(word).upos, at(outer).tag, rel(outer));
        f.two(at(outer).lemma, rel(outer));
        f.four(at(word).upos, rel(outer), rel(inner), at(inner).upos);
        f.four(s0.upos, b0.upos, at(outer).upos, rel(outer));
        f.four(s1.upos, s0.upos, at(outer).upos, rel(outer));
    }
}

/// How many dependents the words at hand have, and of which kinds.
fn of_valency(f: &mut Features, s0: (&Node, &Kids), s1: (&Node, &Kids), b0: (&Node, &Kids)) {
    for (node, kids) in [s0, s1, b0] {
        f.three(node.tag, fold(kids.rels[0]), kids.count[0].min(3));
        f.two(node.lemma, fold(kids.rels[0]));
        f.three(node.tag, fold(kids.rels[1]), kids.count[1].min(3));
        f.two(node.lemma, fold(kids.rels[1]));
    }
    f.four(s0.0.upos, fold(s0.1.rels[1]), b0.0.upos, fold(b0.1.rels[0]));
    f.four(s1.0.upos, fold(s1.1.rels[1]), s0.0.upos, fold(s0.1.rels[0]));
    f.four(s0.0.upos, fold(s0.1.rels[0]), b0.0.upos, fold(s0.1.rels[1]));
}

/// The features by which an arc gets its relation while the tree grows.
pub fn of_arc(f: &mut Features, state: &State, nodes: &Nodes, head: u16, word: u16) {
    let kids = &state.kids[head as usize];
    let beside = if head < word { kids.right[0] } else { kids.left[0] };
    f.start(3);
    about(f, (state, nodes), (head, word), kids.rels, beside);
    let at = |n: u16| nodes[n as usize].tag;
    f.four(u32::from(head < word), at(head), at(word), at(state.top(1)));
}

/// What an arc looks like: its ends, what is next to them and below them; given the relations of the head's other
/// dependents on either side, and the one between it and this word.
pub fn about(f: &mut Features, (state, nodes): (&State, &Nodes), arc: (u16, u16), others: [u64; 2], beside: u16) {
    let (head, word) = arc;
    let at = |n: u16| &nodes[n as usize];
    let rel = |n: u16| u32::from(state.rels[n as usize]);
    let near = |n: u16, by: i32| {
        &nodes[(i32::from(n) + by).clamp(-1, i32::from(state.none())).rem_euclid(i32::from(state.none()) + 1) as usize]
    };
    let (h, d) = (at(head), at(word));
    let side = u32::from(head < word);
    let dk = &state.kids[word as usize];
    let far = side << 3 | steps(u32::from(head.abs_diff(word)));
    let (case, last) = (dk.left[0], dk.right[0]);
    f.two(side, d.word);
    f.two(side, d.tag);
    f.two(side, h.tag);
    f.two(d.lemma, d.upos);
    f.three(side, d.word, d.tag);
    f.three(side, h.lemma, h.upos);
    f.three(side, h.tag, d.tag);
    f.three(side, h.upos, d.upos);
    f.three(far, h.upos, d.upos);
    f.four(side, h.lemma, d.lemma, d.upos);
    f.four(side, h.lemma, d.tag, h.tag);
    f.four(side, h.tag, d.lemma, d.tag);
    f.three(side, h.word, d.word);
    f.three(side, h.upos, d.word);
    f.four(side, h.lemma, d.upos, rel(case));
    f.four(side, at(case).lemma, rel(case), d.upos);
    f.four(side, at(case).lemma, h.upos, d.upos);
    f.four(side, at(case).lemma, h.lemma, d.upos);
    f.four(side, at(case).lemma, d.lemma, h.upos);
    f.four(side, at(case).lemma, h.tag, fold(others[0]));
    f.four(side, at(dk.left[1]).lemma, rel(dk.left[1]), d.upos);
    f.four(side, at(last).upos, rel(last), d.upos);
    f.three(side, d.tag, fold(dk.rels[0]));
    f.three(side, d.tag, fold(dk.rels[1]));
    f.four(h.upos, d.upos, fold(dk.rels[0]), fold(dk.rels[1]) ^ side);
    f.four(side, h.tag, d.upos, fold(others[0]));
    f.four(side, h.tag, d.upos, fold(others[1]));
    f.four(side, h.lemma, d.upos, fold(others[0]));
    f.four(side, h.lemma, d.upos, fold(others[1]));
    f.four(side, rel(beside), d.upos, h.upos);
    f.four(side, rel(beside), at(beside).upos, d.tag);
    f.three(side, near(word, -1).tag, d.tag);
    f.three(side, near(word, 1).tag, d.tag);
    f.three(side, near(word, -1).word, d.upos);
    f.three(side, near(word, 1).word, d.upos);
    f.three(side, near(head, -1).tag, h.tag);
    f.three(side, near(head, 1).tag, h.tag);
    f.three(side, near(head, -1).word, d.upos);
    f.three(side, near(head, 1).word, d.upos);
    f.four(side, d.marks, h.upos, d.upos);
    f.four(side, h.marks, h.upos, d.upos);
    f.four(side, near(word, 1).marks, d.upos, h.upos);
    f.four(side, at(case).marks, d.upos, h.upos);
    f.four(far, h.tag, d.tag, u32::from(head as usize + 2 == nodes.len()));
}
