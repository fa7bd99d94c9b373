//! Punctuation is out of the parser's sight; afterwards each mark gets a head beside it.

use crate::model::Weigh;
use crate::model::hash::Features;
use crate::tree::{Rel, Upos, Word};

/// What kind of mark a word is, as a bit.
pub fn kind(form: &str) -> u32 {
    match form.trim_matches('.') {
        "," => 1,
        "\"" | "\u{201C}" | "\u{201D}" | "\u{AB}" | "\u{BB}" | "''" | "``" | "'" | "\u{2018}" | "\u{2019}" => 2,
        "(" | "[" | "{" => 4,
        ")" | "]" | "}" => 8,
        "-" | "--" | "\u{2013}" | "\u{2014}" => 16,
        ":" | ";" => 32,
        "" | "!" | "?" | "?!" | "\u{2026}" => 64,
        _ => 128,
    }
}

/// How many places are weighed.
pub const PLACES: usize = 6;

/// Finds the places where a mark may hang.
#[derive(Debug, Default)]
pub struct Marks {
    /// The first and last word below each word.
    edges: Vec<(u32, u32)>,
    root: u32,
    /// Features of the mark at hand.
    pub features: Features,
}

impl Marks {
    /// Looks at a tree whose words have heads, but for punctuation.
    pub fn look(&mut self, words: &[Word]) {
        self.edges.clear();
        self.edges.extend((0..words.len() as u32).map(|n| (n, n)));
        let mut order = words.iter().enumerate();
        let root = order.position(|(_, w)| w.head.is_none() && w.tag.upos != Upos::Punct);
        self.root = root.unwrap_or(0) as u32;
        for (n, word) in words.iter().enumerate().filter(|(_, w)| w.tag.upos != Upos::Punct) {
            let (mut up, n) = (word.head, n as u32);
            for _ in 0..words.len() {
                let Some(head) = up.map(|h| h as usize) else { break };
                let edge = &mut self.edges[head];
                *edge = (edge.0.min(n), edge.1.max(n));
                up = words[head].head;
            }
        }
    }

    /// The places where a mark may hang, and in `features` what speaks for each.
    pub fn places(&mut self, words: &[Word], mark: usize, kind: u32, pair: Option<usize>) -> [u32; PLACES] {
        let is_word = |n: &usize| words[*n].tag.upos != Upos::Punct;
        let (left, right) = ((0..mark).rev().find(is_word), (mark + 1..words.len()).find(is_word));
        let climb = |from: usize, edge: fn(&(u32, u32)) -> u32| {
            let mut top = from;
            for _ in 0..words.len() {
                match words[top].head.map(|h| h as usize) {
                    Some(head) if edge(&self.edges[head]) as usize == from => top = head,
                    _ => break,
                }
            }
            top
        };
        let after = right.map(|r| climb(r, |e| e.0));
        let before = left.map(|l| climb(l, |e| e.1));
        let inside = pair.and_then(|p| self.top_between(words, mark.min(p), mark.max(p)));
        let or_root = |n: Option<usize>| n.map_or(self.root, |n| n as u32);
        let head = |n: Option<usize>| n.and_then(|n| words[n].head).unwrap_or(self.root);
        let places = [or_root(after), or_root(before), head(after), head(before), self.root, or_root(inside)];
        self.describe(words, mark, kind, [after, before, inside], pair);
        places
    }

    fn top_between(&self, words: &[Word], from: usize, to: usize) -> Option<usize> {
        let outside = |h: u32| (h as usize) <= from || h as usize >= to;
        (from + 1..to).find(|&n| words[n].tag.upos != Upos::Punct && words[n].head.is_none_or(outside))
    }

    fn describe(&mut self, words: &[Word], mark: usize, kind: u32, near: [Option<usize>; 3], pair: Option<usize>) {
        let view = |n: Option<usize>| {
            n.map_or((0, 0), |n| {
                let side = words[n].head.map_or(0, |h| 1 + u32::from(h as usize > mark));
                (words[n].rel as u32 + 1, (words[n].tag.upos as u32 + 1) << 2 | side)
            })
        };
        let [(ra, ua), (rb, ub), (ri, ui)] = near.map(view);
        let paired = pair.map_or(0, |p| 1 + u32::from(p > mark));
        let last = u32::from(near[0].is_none()) << 1 | u32::from(near[1].is_none());
        let f = &mut self.features;
        f.start(4);
        f.three(kind, last, paired);
        f.three(kind, ra, ua & 3);
        f.three(kind, rb, ub & 3);
        f.four(kind, ra, rb, (ua & 3) << 2 | ub & 3);
        f.four(kind, ra, ua, paired);
        f.four(kind, rb, ub, paired);
        f.four(kind, ri, ui, paired);
        f.four(kind, ra ^ rb << 8, ua, ub);
    }

    /// The head of the mark whose places were found last.
    pub fn choose(&self, places: &[u32; PLACES], weights: &impl Weigh) -> usize {
        let mut scores = [0; PLACES];
        weights.add_all(&self.features.hashes, &mut scores);
        crate::model::best(&scores).min(places.len() - 1)
    }
}

/// The partner of each bracket or quotation mark.
pub fn pairs(kinds: &[u32], pairs: &mut Vec<Option<usize>>) {
    pairs.clear();
    pairs.resize(kinds.len(), None);
    let (mut bracket, mut quote) = (None, None);
    for (n, &kind) in kinds.iter().enumerate() {
        let open = if kind == 2 { &mut quote } else { &mut bracket };
        match (kind, *open) {
            (4, _) | (2, None) => *open = Some(n),
            (8, Some(first)) | (2, Some(first)) => {
                pairs[first] = Some(n);
                pairs[n] = Some(first);
                *open = None;
            }
            _ => {}
        }
    }
}

/// Gives every mark its head and the relation.
pub fn attach(words: &mut [Word], kinds: &[u32], partners: &[Option<usize>], marks: &mut Marks, weights: &impl Weigh) {
    marks.look(words);
    for mark in 0..words.len() {
        if words[mark].tag.upos == Upos::Punct && words.len() > 1 && mark as u32 != marks.root {
            let places = marks.places(words, mark, kinds[mark], partners[mark]);
            let place = marks.choose(&places, weights);
            words[mark].head = Some(places[place]);
            words[mark].rel = Rel::Punct;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_quotes_have_partners() {
        let mut found = Vec::new();
        pairs(&[2, 0, 2, 4, 0, 8, 2, 8], &mut found);
        assert_eq!(found, [Some(2), None, Some(0), Some(5), None, Some(3), None, None]);
    }

    #[test]
    fn marks_have_kinds() {
        assert_eq!(["(", "...", "\u{AB}", "\u{2014}", "*"].map(kind), [4, 64, 2, 16, 128]);
    }
}
