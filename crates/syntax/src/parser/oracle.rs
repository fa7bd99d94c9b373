//! What an action costs: how many arcs of the right tree can no longer be made after it.

use super::state::{Action, State};

/// The cost of an action, given the right heads of all words (the root is the number of words).
pub fn cost(state: &State, action: Action, gold: &[u16]) -> u32 {
    let (top, next) = (state.top(0), state.next);
    let below = &state.stack[..state.stack.len().saturating_sub(1)];
    match action {
        Action::Left => {
            waiting(state, top, gold) + u32::from(gold[top as usize] > next || state.top(1) == gold[top as usize])
        }
        Action::Right => waiting(state, top, gold) + u32::from(gold[top as usize] >= next),
        Action::Shift => {
            let left = state.stack.iter().filter(|&&w| gold[w as usize] == next).count();
            left as u32 + u32::from(below.contains(&gold[next as usize]))
        }
    }
}

/// How many words from the next one on depend on a word.
fn waiting(state: &State, head: u16, gold: &[u16]) -> u32 {
    let ahead = &gold[state.next as usize..state.words as usize];
    ahead.iter().filter(|&&h| h == head).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Rel;
    use proptest::prelude::*;

    /// Any numbers as heads of a projective tree: what a parser does when they choose its actions.
    fn tree(choices: &[u8]) -> Vec<u16> {
        let mut state = State::default();
        state.start(choices.len());
        let mut choices = choices.iter().cycle();
        while !state.done() {
            let wish = *choices.next().expect("a choice") as usize;
            let order = (0..3).map(|n| Action::ALL[(wish + n) % 3]);
            let action = state.forced().or_else(|| order.into_iter().find(|a| state.allows(*a)));
            state.take(action.expect("an action"), Rel::Dep);
        }
        state.heads[..state.words as usize].to_vec()
    }

    proptest! {
        #[test]
        fn without_cost_the_right_tree_is_found(choices in proptest::collection::vec(0u8..6, 1..30)) {
            let gold = tree(&choices);
            let mut state = State::default();
            state.start(gold.len());
            while !state.done() {
                let free = |a: &Action| state.allows(*a) && cost(&state, *a, &gold) == 0;
                let action = state.forced().or_else(|| Action::ALL.into_iter().rev().find(free));
                state.take(action.expect("a free action"), Rel::Dep);
            }
            prop_assert_eq!(&state.heads[..gold.len()], &gold[..]);
        }
    }
}
