//! What the words of a language do in a clause, as its data file says.

use crate::fold::fold_char;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// The lists of a language (`data/lang/<xx>/roles.toml`).
#[derive(Clone, Debug, Default)]
pub struct Roles {
    /// For each word the lists it is in, one bit each.
    words: BTreeMap<String, u64>,
}

/// What a word may do. The name of a list in the file is the one in [`List::NAMES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Agent,
    Against,
    Aim,
    Of,
    OfWhom,
    Support,
    Occur,
    Scene,
    Suffer,
    NoPassive,
    /// Verbs that never go without an object.
    Transitive,
    Reach,
    Amount,
    /// Numbers in words.
    Number,
    Relative,
    /// The reflexive pronoun.
    Oneself,
    /// The verb that makes others act.
    Make,
    Report,
    According,
    As,
    Accuse,
    Deny,
    Not,
    HalfNot,
    Only,
    Fail,
    Try,
    Plan,
    Will,
    May,
    Hearsay,
    If,
    Purpose,
    Place,
    Time,
}

/// Why a file of lists cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRoles(pub String);

/// One list as it stands in the file; its example is read by [`super::exam`].
#[derive(Deserialize)]
struct Entry {
    role: String,
    words: Vec<String>,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    list: Vec<Entry>,
}

impl Roles {
    /// Reads the file of a language.
    pub fn load(toml: &str) -> Result<Self, BadRoles> {
        let file: File = toml::from_str(toml).map_err(|e| BadRoles(e.to_string()))?;
        let mut roles = Self::default();
        for entry in &file.list {
            let list = List::named(&entry.role).ok_or_else(|| BadRoles(format!("unknown role {:?}", entry.role)))?;
            if !(entry.text.contains('[') && entry.text.contains(']')) {
                return Err(BadRoles(format!("the example of {:?} marks no act in brackets", entry.role)));
            }
            entry.words.iter().for_each(|w| *roles.words.entry(key(w)).or_default() |= list.bit());
        }
        Ok(roles)
    }

    /// The lists that a word or phrase is in, one bit each.
    pub(crate) fn bits(&self, key: &str) -> u64 {
        self.words.get(key).copied().unwrap_or(0)
    }
}

impl List {
    const NAMES: [(List, &'static str); 35] = [
        (List::Agent, "agent"),
        (List::Against, "against"),
        (List::Aim, "aim"),
        (List::Of, "of"),
        (List::OfWhom, "of whom"),
        (List::Support, "support"),
        (List::Occur, "occur"),
        (List::Scene, "scene"),
        (List::Suffer, "suffer"),
        (List::NoPassive, "no passive"),
        (List::Transitive, "transitive"),
        (List::Reach, "reach"),
        (List::Amount, "amount"),
        (List::Number, "number"),
        (List::Relative, "relative"),
        (List::Oneself, "oneself"),
        (List::Make, "make"),
        (List::Report, "report"),
        (List::According, "according"),
        (List::As, "as"),
        (List::Accuse, "accuse"),
        (List::Deny, "deny"),
        (List::Not, "not"),
        (List::HalfNot, "half not"),
        (List::Only, "only"),
        (List::Fail, "fail"),
        (List::Try, "try"),
        (List::Plan, "plan"),
        (List::Will, "will"),
        (List::May, "may"),
        (List::Hearsay, "hearsay"),
        (List::If, "if"),
        (List::Purpose, "purpose"),
        (List::Place, "place"),
        (List::Time, "time"),
    ];

    fn named(name: &str) -> Option<List> {
        Self::NAMES.iter().find(|(_, n)| *n == name).map(|(list, _)| *list)
    }

    pub(crate) fn bit(self) -> u64 {
        1 << self as u64
    }
}

impl fmt::Display for BadRoles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadRoles {}

/// The letters and digits of a word or phrase, folded: apostrophes and spaces do not count.
pub(crate) fn key(phrase: &str) -> String {
    let mut folded = String::with_capacity(phrase.len());
    phrase.chars().for_each(|c| fold_char(c, &mut folded));
    folded.retain(char::is_alphanumeric);
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case_accents_and_apostrophes() {
        let file = "[[list]]\nrole = \"according\"\nwords = [\"d'après\"]\ntext = \"D'après lui, il [pleut].\"";
        let roles = Roles::load(file).expect("a list");
        assert_eq!(roles.bits(&key("D’APRES")), List::According.bit());
        assert_eq!(roles.bits(&key("après")), 0);
    }

    #[test]
    fn a_list_nobody_knows_and_one_without_example_do_not_load() {
        let bad = |file: &str| Roles::load(file).expect_err("bad").0;
        assert!(bad("[[list]]\nrole = \"x\"\nwords = []\ntext = \"[a]\"").contains("unknown role"));
        assert!(bad("[[list]]\nrole = \"not\"\nwords = []\ntext = \"a\"").contains("brackets"));
        assert!(bad("[[list]]\nrole = \"not\"\nwords = []").contains("text"));
    }

    #[test]
    fn every_list_has_a_bit_of_its_own() {
        let all = List::NAMES.iter().fold(0, |bits, (list, _)| bits | list.bit());
        assert_eq!(all.count_ones() as usize, List::NAMES.len());
    }
}
