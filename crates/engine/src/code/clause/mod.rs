//! Who does what to whom, by the order of words around a verb or noun.
//!
//! This is the coder that works without a parse: subjects stand before active verbs, objects after
//! them, "by" brings the agent of a passive, "against" and "on" the target of a noun.

mod agents;
mod form;
mod governor;
mod groups;
mod list;
mod noun;
mod owner;
mod sides;
mod subject;

pub(crate) use form::{form_here, is_passive};
pub(crate) use governor::governor;
pub(crate) use groups::{groups, only_linked};
pub(crate) use noun::is_objective;
pub(crate) use sides::{ATTACK, sides, suffers};
pub(crate) use subject::{clause_end, is_ally, is_cited, is_speaker, only_says, part_of, says_by_name};

use super::scan::Who;
use crate::data::Mark;
use std::ops::Range;

/// Actors that are named together: "JNIM and Islamic State".
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub members: Vec<Party>,
    pub toks: Range<usize>,
    /// The preposition that governs it.
    pub gov: Vec<Mark>,
    /// Whether an active verb stands right before it.
    pub object: bool,
}

/// A side as named in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Party {
    pub who: Who,
    pub toks: Range<usize>,
}

/// The sides of an act as one sentence tells them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sides {
    pub initiators: Vec<Party>,
    pub targets: Vec<Party>,
}

pub(crate) const PREPOSITIONS: [Mark; 8] = [
    Mark::AgentPrep,
    Mark::AgainstPrep,
    Mark::OfPrep,
    Mark::LocativePrep,
    Mark::NearPrep,
    Mark::FromPrep,
    Mark::WithPrep,
    Mark::OtherPrep,
];

impl Group {
    pub fn governed_by(&self, mark: Mark) -> bool {
        self.gov.contains(&mark)
    }

    pub(crate) fn free(&self) -> bool {
        self.gov.is_empty()
    }
}
