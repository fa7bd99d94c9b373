//! What the reader of MUC-4 knows of its region and time: `tests/bench/muc4`.

use std::collections::{BTreeMap, BTreeSet};

/// Lemmas by the slot that they fill, and what acts do; each list says in `words.toml` what it is for.
#[derive(serde::Deserialize)]
pub struct Words {
    pub weapons: BTreeSet<String>,
    pub things: BTreeSet<String>,
    pub people: BTreeSet<String>,
    pub military: BTreeSet<String>,
    pub vague: BTreeSet<String>,
    pub agents: BTreeSet<String>,
    pub organisations: BTreeSet<String>,
    pub empty: BTreeSet<String>,
    pub calendar: BTreeSet<String>,
    pub fire: BTreeSet<String>,
    pub place: BTreeSet<String>,
    pub before: BTreeSet<String>,
    pub include: BTreeSet<String>,
    pub accuse: BTreeSet<String>,
    pub lay_on: BTreeSet<String>,
    pub lay_on_by: BTreeSet<String>,
    pub claim: BTreeSet<String>,
    pub claimed: BTreeSet<String>,
    pub acts: BTreeMap<Act, BTreeSet<String>>,
    pub numbers: BTreeMap<String, u64>,
    /// The name of the organisation behind each of its names, both in capitals.
    #[serde(skip)]
    full: BTreeMap<String, String>,
    /// The kind of incident that a sub-type is.
    pub kinds: BTreeMap<String, String>,
}

/// What an act does to whom it bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    Kill,
    Hurt,
    Kidnap,
    Bomb,
    Burn,
    Wreck,
    Attack,
}

/// The actors of the bench, for their names alone.
#[derive(serde::Deserialize)]
struct Actors {
    actor: Vec<Actor>,
}

#[derive(serde::Deserialize)]
struct Actor {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
}

impl Act {
    /// The kind of incident that it makes.
    pub fn kind(self) -> &'static str {
        match self {
            Act::Kidnap => "kidnapping",
            Act::Bomb => "bombing",
            Act::Burn => "arson",
            _ => "attack",
        }
    }

    /// Only a person suffers it, so whoever has a name is one.
    pub fn is_of_persons(self) -> bool {
        matches!(self, Act::Kill | Act::Hurt | Act::Kidnap)
    }
}

impl Words {
    /// The lists, with the names of `actors.toml` beside their organisations.
    pub fn read(words: &str, actors: &str) -> Result<Self, toml::de::Error> {
        let mut words: Words = toml::from_str(words)?;
        let actors: Actors = toml::from_str(actors)?;
        for actor in actors.actor {
            let full = actor.name.to_uppercase();
            let names = actor.aliases.iter().map(|n| n.to_uppercase()).chain([full.clone()]);
            words.full.extend(names.map(|n| (n, full.clone())));
        }
        words.organisations.extend(words.full.keys().cloned());
        Ok(words)
    }

    /// What a verb or noun does.
    pub fn act(&self, lemma: &str) -> Option<Act> {
        self.acts.iter().find(|(_, lemmas)| lemmas.contains(lemma)).map(|(act, _)| *act)
    }

    /// The organisations that a phrase names, each as long as it goes.
    pub fn organisations_in(&self, phrase: &str) -> Vec<String> {
        let text = phrase.to_uppercase();
        let (mut found, mut at) = (Vec::new(), 0);
        while at < text.len() {
            let name = if starts_word(&text, at) { self.organisation_at(&text[at..]) } else { None };
            found.extend(name.map(String::from));
            at += name.map_or_else(|| text[at..].chars().next().map_or(1, char::len_utf8), str::len);
        }
        found
    }

    /// The name by which the lists call an organisation, where it has several.
    pub fn full_name(&self, organisation: &str) -> Option<&String> {
        self.full.get(organisation)
    }

    fn organisation_at(&self, rest: &str) -> Option<&str> {
        let ends = |name: &str| !rest[name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
        let fits = self.organisations.iter().filter(|n| rest.starts_with(n.as_str()) && ends(n));
        fits.max_by_key(|n| n.len()).map(String::as_str)
    }

    /// What is left of a name when articles, numbers and empty words are gone, in the singular.
    pub fn core(&self, name: &str) -> Vec<String> {
        let letters = |c: char| if c == '-' { ' ' } else { c };
        let plain: String = name.to_lowercase().chars().map(letters).filter(|c| !c.is_ascii_punctuation()).collect();
        let says = |w: &&str| !self.numbers.contains_key(*w) && !w.chars().all(|c| c.is_ascii_digit());
        let words = plain.split_whitespace().filter(says).map(singular);
        words.filter(|w| !self.empty.contains(w)).collect()
    }
}

fn starts_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-')
}

/// The singular by its ending: enough to know a word again.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    if let Some(stem) = word.strip_suffix("men").filter(|s| !s.is_empty()) {
        return format!("{stem}man");
    }
    word.strip_suffix('s').filter(|s| s.len() > 2 && !s.ends_with('s')).unwrap_or(word).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let words = include_str!("../../../../tests/bench/muc4/words.toml");
        Words::read(words, include_str!("../../../../tests/bench/muc4/actors.toml")).expect("the lists")
    }

    #[test]
    fn the_longest_organisation_is_found_at_word_boundaries() {
        let found = words().organisations_in("fighters of the Farabundo Marti National Liberation Front (FMLN)");
        assert_eq!(found, ["FARABUNDO MARTI NATIONAL LIBERATION FRONT", "FMLN"]);
        assert!(words().organisations_in("the army-green van").is_empty());
    }

    #[test]
    fn a_name_is_what_says_who() {
        assert_eq!(words().core("THE TWO POLICEMEN"), ["policeman"]);
        assert_eq!(words().core("members"), Vec::<String>::new());
    }

    #[test]
    fn an_act_is_known_by_its_lemma() {
        assert_eq!(words().act("assassination").map(Act::kind), Some("attack"));
        assert_eq!(words().act("kidnap").map(Act::kind), Some("kidnapping"));
    }
}
