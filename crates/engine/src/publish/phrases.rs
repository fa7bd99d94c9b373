//! The words of a brief in each language: `data/lang/<xx>/brief.toml`, and how actors and countries
//! are called there.

use super::names::Names;
use crate::data::{DataError, Files};
use crate::model::Lang;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The words of briefs in every language.
#[derive(Debug)]
pub struct Phrases {
    wordings: BTreeMap<Lang, Wording>,
    /// What actors and countries are called.
    pub(super) names: Names,
}

impl Phrases {
    /// Loads the sentences of all languages; what is wrong with them goes to `errors`.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let mut load = |lang: Lang| {
            let path = format!("lang/{}/brief.toml", lang.code());
            let wording: Wording = files.toml(&path, errors);
            wording.check(&path, errors);
            (lang, wording)
        };
        let wordings = Lang::ALL.map(&mut load).into();
        Self { wordings, names: Names::load(files) }
    }

    /// Whether an actor has no name of its own and is only described.
    pub(super) fn is_generic(&self, name: &str) -> bool {
        self.wordings.values().any(|w| w.actor.contains_key(name))
    }

    pub(super) fn of(&self, lang: Lang) -> &Wording {
        &self.wordings[&lang]
    }
}

type Table = BTreeMap<String, String>;

/// One language's sentences, under the keys of its file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    pub title: String,
    pub everywhere: String,
    pub months: Vec<String>,
    pub number_words: Vec<String>,
    pub thousands: String,
    pub decimal: String,
    pub million: String,
    pub millions: String,
    pub comma: String,
    pub and: String,
    pub quote: (String, String),
    pub sentence_end: String,
    pub clause_joint: String,
    pub after_when: String,
    pub lower: Vec<String>,
    pub smooth: Smooth,
    pub date: Table,
    pub count: Table,
    pub place: Table,
    pub article: Vec<Article>,
    pub actor: BTreeMap<String, Called>,
    pub stance: Table,
    pub toll: Table,
    pub measure: BTreeMap<String, (String, String)>,
    pub counted: BTreeMap<String, (String, String)>,
    pub stance_label: Table,
    pub campaign: Table,
    pub timeline: Table,
    pub indicator: Table,
    pub indicator_label: Table,
    pub unit: BTreeMap<String, (String, String)>,
    pub of: Table,
    pub contradiction: Table,
    pub contradiction_kind: Table,
    pub page: Table,
    pub section: Vec<SectionWords>,
    pub sub_type: BTreeMap<String, SubType>,
}

/// What is done to a sentence after it was put together, so that it reads as people write it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Smooth {
    pub contract: Vec<(String, String)>,
    pub elide: Vec<(String, String)>,
    pub before: String,
    pub mute: Vec<String>,
}

/// An article and the names that take it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Article {
    pub article: String,
    #[serde(default)]
    pub plural: bool,
    #[serde(default)]
    pub names: Vec<String>,
    #[serde(default)]
    pub starts: Vec<String>,
    #[serde(default)]
    pub ends: Vec<String>,
    #[serde(default)]
    pub contains: Vec<String>,
}

/// What an actor is called in a sentence, article included.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct Called {
    pub text: String,
    #[serde(default)]
    pub plural: bool,
}

/// A section's heading and the types of events that it takes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionWords {
    pub key: String,
    pub heading: String,
    pub takes: Vec<String>,
}

/// The clauses of one sub-type.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubType {
    pub label: String,
    #[serde(default)]
    pub attack: bool,
    pub both: String,
    pub who: String,
    pub whom: String,
    pub none: String,
    #[serde(default)]
    pub mutual: Option<String>,
    pub noun: (String, String),
}

impl Wording {
    /// A phrase of a table, or its key where the file has none: never nothing.
    pub fn page<'a>(&'a self, key: &'a str) -> &'a str {
        look(&self.page, key)
    }

    /// The clauses of a sub-type, if it is one of the codebook.
    pub fn sub_type(&self, name: &str) -> Option<&SubType> {
        self.sub_type.get(name)
    }

    /// The section of an event.
    pub fn section_of(&self, event_type: &str, sub_type: &str) -> Option<&SectionWords> {
        let takes = |name: &str| self.section.iter().find(|s| s.takes.iter().any(|t| t == name));
        takes(sub_type).or_else(|| takes(event_type))
    }

    fn check(&self, path: &str, errors: &mut Vec<DataError>) {
        let mut want = |good: bool, expected: &str, found: usize| {
            if !good {
                let found = format!("{found} of them");
                let hint = "compare it with the other language's file";
                errors.push(DataError::new(path, 1, expected, &found, hint));
            }
        };
        let months = self.months.len();
        want(months == 12, "twelve names in `months`", months);
        let words = self.number_words.len();
        want(words >= 2, "at least two `number_words`", words);
    }
}

/// An entry of a table, or the key itself.
pub(super) fn look<'a>(table: &'a Table, key: &'a str) -> &'a str {
    table.get(key).map_or(key, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(value: &toml::Value, path: &str, out: &mut BTreeSet<String>) {
        let toml::Value::Table(table) = value else {
            return;
        };
        for (key, value) in table {
            let path = format!("{path}/{key}");
            keys(value, &path, out);
            out.insert(path);
        }
    }

    #[test]
    fn languages_say_the_same_things_and_file_them_alike() {
        let files = Files::bundled();
        let mut all = BTreeSet::new();
        for lang in Lang::ALL {
            let path = format!("lang/{}/brief.toml", lang.code());
            let file = files.get(&path).expect("a brief.toml for each language");
            let value: toml::Value = toml::from_str(&file.text).expect("TOML");
            let mut found = BTreeSet::new();
            keys(&value, "", &mut found);
            let takes = |s: &toml::Value| (s["key"].clone(), s["takes"].clone());
            let sections = value["section"].as_array().expect("sections");
            let sections: Vec<_> = sections.iter().map(takes).collect();
            all.insert(format!("{found:?}{sections:?}"));
        }
        assert_eq!(all.len(), 1, "keys or sections differ between languages");
    }

    #[test]
    fn a_wrong_file_is_said_with_its_path() {
        let file = crate::data::File { path: "lang/en/brief.toml".into(), text: "title = 3".into() };
        let mut errors = Vec::new();
        Phrases::load(&Files::new(vec![file]), &mut errors);
        assert!(errors.iter().any(|e| e.path == "lang/en/brief.toml"));
        assert!(errors.iter().any(|e| e.path == "lang/fr/brief.toml"));
    }

    #[test]
    fn sub_types_go_before_types() {
        let mut errors = Vec::new();
        let phrases = Phrases::load(&Files::bundled(), &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        let key = |t, s| {
            let section = phrases.of(Lang::En).section_of(t, s);
            section.map(|s| s.key.as_str())
        };
        assert_eq!(key("Political developments", "Blockade"), Some("security"));
        assert_eq!(key("Political developments", "Threat"), Some("politics"));
        assert_eq!(key("Unheard of", "Unheard of"), None);
    }
}
