//! The words that make two codings the same, from `data/evaluate.toml`.

use crate::data::Files;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// Spellings, generic words and places by which names are compared.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub political_types: BTreeSet<String>,
    pub symmetric: BTreeSet<String>,
    actors: Vec<Vec<String>>,
    pub generic: BTreeSet<String>,
    pub place_words: BTreeSet<String>,
    pub region_words: BTreeSet<String>,
    pub directions: BTreeSet<String>,
    different: Vec<BTreeSet<String>>,
    #[serde(rename = "kind")]
    kinds: Vec<KindOfActor>,
    places: BTreeMap<String, String>,
    pub origin: BTreeMap<String, String>,
    pub old_regions: BTreeMap<String, String>,
    #[serde(skip)]
    canon: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindOfActor {
    name: String,
    words: Vec<String>,
}

impl Words {
    /// The words that ship with the program.
    pub fn bundled() -> &'static Words {
        static BUNDLED: OnceLock<Words> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            let mut words: Words = Files::bundled().toml("evaluate.toml", &mut Vec::new());
            words.canon = canon(&words.actors);
            words
        })
    }

    /// The spelling an actor is compared as. A short form in brackets counts where the long one is unknown.
    pub fn actor(&self, name: &str) -> String {
        let plain = norm(name);
        if let Some(known) = self.canon.get(&plain) {
            return known.clone();
        }
        let short = bracketed(name).into_iter().find_map(|short| self.canon.get(&norm(short)));
        short.cloned().unwrap_or(plain)
    }

    /// Which kind of institution a name mentions first, in the file's order of kinds.
    pub fn kind<'a>(&'a self, name: &str) -> Option<&'a str> {
        let mentions = |kind: &&KindOfActor| kind.words.iter().any(|w| has_words(name, w));
        self.kinds.iter().find(mentions).map(|kind| kind.name.as_str())
    }

    /// The words of a name that tell it from others.
    pub fn distinctive<'a>(&'a self, name: &'a str) -> BTreeSet<&'a str> {
        let origin = |word| self.origin.get(word).map_or(word, String::as_str);
        name.split_whitespace().map(origin).filter(|w| !self.generic.contains(*w)).collect()
    }

    /// A place's name without the words that only say what kind of place it is.
    pub fn place(&self, name: &str, without: &BTreeSet<String>) -> String {
        let keep = |word| if without.contains(word) { "" } else { word };
        let bare = norm(name).split(' ').map(keep).collect::<Vec<_>>().join(" ");
        let bare = bare.trim();
        self.places.get(bare).map_or(bare, String::as_str).to_string()
    }

    /// Whether two names are known to be different places.
    pub fn are_different(&self, x: &str, y: &str) -> bool {
        self.different.iter().any(|pair| x != y && pair.contains(x) && pair.contains(y))
    }
}

/// Lower case, without accents, brackets, apostrophes and marks; words are kept apart by one space.
pub(super) fn norm(text: &str) -> String {
    let one_apostrophe = text.replace(['’', '‘', 'ʿ', '`'], "'");
    let ascii: String = one_apostrophe.nfkd().filter(char::is_ascii).collect();
    let open = without_brackets(&ascii.to_ascii_lowercase());
    let mark = |c: char| if c.is_ascii_alphanumeric() { c } else { ' ' };
    let plain: String = open.chars().filter(|c| *c != '\'').map(mark).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the words of `phrase` stand in `text`, both normalised.
pub(super) fn has_words(text: &str, phrase: &str) -> bool {
    format!(" {text} ").contains(&format!(" {phrase} "))
}

fn canon(actors: &[Vec<String>]) -> BTreeMap<String, String> {
    let spellings = |names: &Vec<String>| {
        let first = norm(names.first().map_or("", String::as_str));
        names.iter().map(move |n| (norm(n), first.clone())).collect::<Vec<_>>()
    };
    actors.iter().flat_map(spellings).collect()
}

fn without_brackets(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(open) = rest.find('(') {
        out.push_str(&rest[..open]);
        out.push(' ');
        rest = match rest[open..].find([')', '\n']) {
            Some(close) if rest[open + close..].starts_with(')') => &rest[open + close + 1..],
            _ => &rest[open + 1..],
        };
    }
    out + rest
}

fn bracketed(text: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(open) = rest.find('(') {
        let inside = &rest[open + 1..];
        let Some(close) = inside.find(')') else { break };
        if close > 0 {
            found.push(&inside[..close]);
        }
        rest = &inside[close + 1..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_file_loads() {
        let mut errors = Vec::new();
        let words: Words = Files::bundled().toml("evaluate.toml", &mut errors);
        assert!(errors.is_empty(), "{}", errors[0]);
        assert!(!words.actors.is_empty() && !words.kinds.is_empty());
    }

    #[test]
    fn norm_drops_accents_brackets_and_apostrophes() {
        assert_eq!(norm("Jama’at Nusrat al-Islam (JNIM)"), "jamaat nusrat al islam");
        assert_eq!(norm("Ségou / Région"), "segou region");
        assert_eq!(norm("open(bracket"), "open bracket");
        assert_eq!(norm("a (x) b (y) c"), "a b c");
    }

    #[test]
    fn a_known_short_form_in_brackets_names_the_actor() {
        let words = Words::bundled();
        assert_eq!(words.actor("Groupe de soutien (GSIM)"), "jnim");
        assert_eq!(words.actor("FAMa"), "malian armed forces");
        assert_eq!(words.actor("Some Movement (SM)"), "some movement");
    }

    #[test]
    fn a_place_loses_its_kind_but_keeps_its_gap() {
        let words = Words::bundled();
        assert_eq!(words.place("Tombouctou region", &words.place_words), "timbuktu");
        assert_eq!(words.place("Gao region Mali", &words.place_words), "gao  mali");
    }

    #[test]
    fn a_name_is_told_apart_by_origin_and_kind() {
        let words = Words::bundled();
        assert_eq!(words.distinctive("malian armed forces").into_iter().collect::<Vec<_>>(), ["mali"]);
        assert_eq!(words.kind("national police forces"), Some("police"));
        assert_eq!(words.kind("reforces"), None);
    }
}
