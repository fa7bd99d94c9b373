//! Who did what to whom, how many, who says so, and did it happen: read off a parsed sentence.
//!
//! # How to call it
//! Load the lists of a language once, read each parsed sentence once, then ask for every act in it by its
//! bytes:
//!
//! ```
//! use vigie_syntax::{conllu, roles::{Happened, Reading, Roles}};
//! # let file = "[[list]]\nrole = \"agent\"\nwords = [\"by\"]\ntext = \"[hit] by\"";
//! # let conllu = "# text = Men killed by rebels\n1\tMen\tman\tNOUN\t_\t_\t0\troot\t_\t_
//! # 2\tkilled\tkill\tVERB\t_\tTense=Past|VerbForm=Part\t1\tacl\t_\t_
//! # 3\tby\tby\tADP\t_\t_\t4\tcase\t_\t_
//! # 4\trebels\trebel\tNOUN\t_\t_\t2\tobl\t_\t_\n".replace("\n ", "\n");
//! # let gold = &conllu::read(&conllu)[0];
//! # let (text, tree) = (gold.text.as_str(), &gold.tree);
//! let roles = Roles::load(file).expect("data/lang/en/roles.toml");
//! let reading = Reading::new(&roles, text, tree); // once per sentence; `tree` comes from `Grammar::parse`
//! let act = reading.word_at(4..10).expect("a word at the bytes of the trigger");
//! let clause = reading.clause(act);
//! assert_eq!(&text[reading.bytes(&clause.who[0])], "rebels");
//! assert_eq!(&text[reading.bytes(&clause.whom[0])], "Men");
//! assert_eq!(clause.happened, Happened::Yes);
//! assert!(clause.passive && clause.said_by.is_empty());
//! ```
//!
//! A [`Party`] is one coordinate of a side. Its `head` is the noun that names it and `bytes` the whole phrase
//! without its clauses, so that an actor found by name is of that side when it stands over the head, or else
//! within the phrase ("fighters of Islamic State"); `also` are other names of the same party (appositions).
//! `via` says by which place of grammar it came in, for those who want to trust some places less: `Of` and
//! `Compound` are places that a noun leaves open ("attack of the camp", "convoy attack"), to be settled by what
//! the words mean. Words are those of the tree, by number; nothing here knows what an act is about.
//!
//! All words of a language come in by [`Roles`]; the grammar itself is that of Universal Dependencies, one for
//! all languages.

pub mod body;
pub mod exam;
mod happened;
mod lists;
mod mend;
mod noun;
mod party;
mod speech;
pub mod tally;
mod verb;
mod view;

pub use lists::{BadRoles, Roles};
pub use view::Reading;

use std::ops::Range;

/// What a sentence says about one act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Those who do it.
    pub who: Vec<Party>,
    /// Those to whom it is done, or who suffer it.
    pub whom: Vec<Party>,
    /// Whom the sentence names as saying so, with the denial told in `happened`.
    pub said_by: Vec<Party>,
    /// Whether the sentence tells it as having happened.
    pub happened: Happened,
    /// Whether the act is a verb in the passive or a participle of that sense.
    pub passive: bool,
    /// Heads of the complements of place.
    pub places: Vec<u32>,
    /// Heads of the complements of time.
    pub times: Vec<u32>,
}

/// One party of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The noun, name, pronoun or number that stands for it.
    pub head: u32,
    /// The number or noun of amount that counts it.
    pub count: Option<u32>,
    /// Heads of its appositions.
    pub also: Vec<u32>,
    /// The place of grammar it fills.
    pub via: Via,
}

/// Places of grammar through which a party takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Via {
    Subject,
    Object,
    /// A complement that counts as object: "fire at", "s'emparer de".
    Complement,
    Agent,
    Against,
    Possessor,
    Of,
    Compound,
    Speaker,
}

/// How a sentence tells an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// As a fact.
    Yes,
    /// As not having happened, or denied.
    Negated,
    /// As something that may be.
    Possible,
    /// As future, meant, wanted, asked for or threatened.
    Planned,
    /// Under an "if".
    Hypothetical,
    /// As tried without success being told, or as foiled.
    Attempted,
    /// As hearsay or accusation: "reportedly", French "auraient été tués".
    Reported,
}

impl Reading<'_> {
    /// What the sentence says about the act at a word.
    pub fn clause(&self, act: u32) -> Clause {
        let passive = self.passive(act);
        let sides = if self.is_noun(act) { self.noun_sides(act) } else { self.verb_sides(act) };
        let (places, times) = self.circumstances(act);
        let said_by = self.said_by(act);
        Clause { who: sides.who, whom: sides.whom, said_by, happened: self.happened(act), passive, places, times }
    }

    /// The bytes of a word.
    pub fn span(&self, word: u32) -> Range<usize> {
        self.word(word).span.clone()
    }

    /// The bytes of a party's phrase, without clauses, coordinates and appositions that hang on it.
    pub fn bytes(&self, party: &Party) -> Range<usize> {
        self.phrase(party.head)
    }
}

/// The parties of an act.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sides {
    pub who: Vec<Party>,
    pub whom: Vec<Party>,
}

#[cfg(test)]
mod tests;
