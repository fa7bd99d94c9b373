//! The words of a brief in each language: `data/lang/<xx>/brief.toml`, and how actors and countries
//! are called there.

use super::kinds::Kinds;
use super::names::Names;
use crate::data::{DataError, Files};
use crate::model::Lang;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The words of briefs in every language.
#[derive(Debug)]
pub struct Phrases {
    wordings: BTreeMap<Lang, Wording>,
    /// The same words in the short forms of a telegram.
    telegraphic: BTreeMap<Lang, Wording>,
    /// The kinds of briefs.
    kinds: Kinds,
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
        let wordings: BTreeMap<Lang, Wording> = Lang::ALL.map(&mut load).into();
        let telegraphic = wordings.iter().map(|(lang, words)| (*lang, words.telegraphic())).collect();
        Self { wordings, telegraphic, kinds: Kinds::load(files, errors), names: Names::load(files) }
    }

    /// The kinds of briefs that are known.
    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// Whether an actor has no name of its own and is only described.
    pub(super) fn is_generic(&self, name: &str) -> bool {
        self.wordings.values().any(|w| w.actor.get(name).is_some_and(|called| !called.checked))
    }

    /// The words of a language, long or short.
    pub(super) fn in_style(&self, lang: Lang, telegraphic: bool) -> &Wording {
        if telegraphic { &self.telegraphic[&lang] } else { &self.wordings[&lang] }
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
    pub voice: Marks,
    pub telegraphic: Telegraphic,
    pub arrow: Table,
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
    /// Whether the cited words must name them, although they have no name of their own.
    #[serde(default)]
    pub checked: bool,
}

/// What shows that a clause is somebody's word.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Marks {
    pub marks: Vec<String>,
}

/// What a telegraphic text says in fewer words, and its short dates.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Telegraphic {
    pub drop: Vec<(String, String)>,
    pub after_when: String,
    pub date: Table,
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

    /// These words in short forms.
    fn telegraphic(&self) -> Self {
        let mut short = self.clone();
        short.date.extend(self.telegraphic.date.clone());
        short.smooth.contract.extend(self.telegraphic.drop.clone());
        short.after_when = self.telegraphic.after_when.clone();
        short
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
    fn languages_say_the_same_things() {
        let files = Files::bundled();
        let mut all = BTreeSet::new();
        for lang in Lang::ALL {
            let path = format!("lang/{}/brief.toml", lang.code());
            let file = files.get(&path).expect("a brief.toml for each language");
            let value: toml::Value = toml::from_str(&file.text).expect("TOML");
            let mut found = BTreeSet::new();
            keys(&value, "", &mut found);
            all.insert(format!("{found:?}"));
        }
        assert_eq!(all.len(), 1, "keys differ between languages");
    }

    #[test]
    fn a_wrong_file_is_said_with_its_path() {
        let file = crate::data::File { path: "lang/en/brief.toml".into(), text: "months = 3".into() };
        let mut errors = Vec::new();
        Phrases::load(&Files::new(vec![file]), &mut errors);
        assert!(errors.iter().any(|e| e.path == "lang/en/brief.toml"));
        assert!(errors.iter().any(|e| e.path == "lang/fr/brief.toml"));
    }
}
