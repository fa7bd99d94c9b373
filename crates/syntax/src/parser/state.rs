//! Where a parse stands: words on the stack, the next word, and the arcs so far (arc-hybrid, root last).

use crate::tree::Rel;

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Put the next word on the stack.
    Shift,
    /// The top of the stack depends on the next word.
    Left,
    /// The top of the stack depends on the word below it.
    Right,
}

impl Action {
    /// All actions, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// The dependents a word has so far.
#[derive(Clone, Copy, Debug)]
pub struct Kids {
    /// The outermost two on the left.
    pub left: [u16; 2],
    /// The outermost two on the right.
    pub right: [u16; 2],
    /// How many on either side.
    pub count: [u32; 2],
    /// Their relations on either side, as bits.
    pub rels: [u64; 2],
}

/// A parse under way. Words are numbered from 0; after them comes the root, and after that "no word".
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Words that wait for their head, the last on top.
    pub stack: Vec<u16>,
    /// The first word not yet on the stack, or the root.
    pub next: u16,
    /// How many words there are; the number of the root.
    pub words: u16,
    /// Heads found.
    pub heads: Vec<u16>,
    /// Relations found; beyond the inventory where there is none.
    pub rels: Vec<u8>,
    /// Dependents found.
    pub kids: Vec<Kids>,
}

impl State {
    /// Begins with so many words.
    pub fn start(&mut self, words: usize) {
        self.words = words as u16;
        self.next = 0;
        self.stack.clear();
        let none = self.none();
        let kids = Kids { left: [none; 2], right: [none; 2], count: [0; 2], rels: [0; 2] };
        self.heads.clear();
        self.heads.resize(words + 2, none);
        self.rels.clear();
        self.rels.resize(words + 2, Rel::ALL.len() as u8);
        self.kids.clear();
        self.kids.resize(words + 2, kids);
    }

    /// The number that stands for "no word".
    pub fn none(&self) -> u16 {
        self.words + 1
    }

    /// A word of the stack, 0 for the top.
    pub fn top(&self, below: usize) -> u16 {
        let at = self.stack.len().checked_sub(below + 1);
        at.map_or(self.none(), |n| self.stack[n])
    }

    /// A word from the next one on.
    pub fn ahead(&self, by: u16) -> u16 {
        let word = self.next + by;
        if word <= self.words { word } else { self.none() }
    }

    /// Nothing is left but the root.
    pub fn done(&self) -> bool {
        self.next == self.words && self.stack.is_empty()
    }

    /// Whether an action can be taken. The root takes one word only: what is above it goes to the word below.
    pub fn allows(&self, action: Action) -> bool {
        let (deep, at_root) = (self.stack.len(), self.next == self.words);
        match action {
            Action::Shift => !at_root,
            Action::Left => deep > 0 && (!at_root || deep == 1),
            Action::Right => deep > 1,
        }
    }

    /// The only action there is, if there is no choice.
    pub fn forced(&self) -> Option<Action> {
        match (self.stack.len(), self.next == self.words) {
            (0, _) => Some(Action::Shift),
            (1, true) => Some(Action::Left),
            (_, true) => Some(Action::Right),
            _ => None,
        }
    }

    /// The arc that an action would make: head and dependent.
    pub fn arc(&self, action: Action) -> Option<(u16, u16)> {
        match action {
            Action::Shift => None,
            Action::Left => Some((self.next, self.top(0))),
            Action::Right => Some((self.top(1), self.top(0))),
        }
    }

    /// Takes an action; an arc gets its relation.
    pub fn take(&mut self, action: Action, rel: Rel) {
        let Some((head, word)) = self.arc(action) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        self.heads[word as usize] = head;
        self.rels[word as usize] = rel as u8;
        let side = usize::from(action == Action::Right);
        let kids = &mut self.kids[head as usize];
        kids.count[side] += 1;
        kids.rels[side] |= 1 << (rel as u64);
        let ends = if side == 0 { &mut kids.left } else { &mut kids.right };
        *ends = [word, ends[0]];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_choice_of_actions_ends_in_a_tree(words in 1usize..40, choices: Vec<u8>) {
            let mut state = State::default();
            state.start(words);
            let mut choices = choices.iter().cycle();
            let mut steps = 0;
            while !state.done() {
                let wish = *choices.next().unwrap_or(&0) as usize;
                let order = (0..3).map(|n| Action::ALL[(wish + n) % 3]);
                let action = state.forced().or_else(|| order.into_iter().find(|a| state.allows(*a)));
                let action = action.expect("something can always be done");
                prop_assert!(state.allows(action));
                state.take(action, Rel::Dep);
                steps += 1;
            }
            prop_assert_eq!(steps, 2 * words);
            let roots = state.heads[..words].iter().filter(|h| **h as usize == words).count();
            prop_assert_eq!(roots, 1);
        }
    }
}
