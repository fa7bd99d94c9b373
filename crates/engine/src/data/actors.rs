//! Actors by name, and institutions by country.

use super::{Country, DataError, File, Files, bracketed, phrase::phrase};
use crate::model::Class;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All actors that are known by name or by rule.
#[derive(Debug, Default)]
pub struct Actors {
    /// Named groups and organisations.
    pub named: Vec<Named>,
    /// What every country has.
    pub institutions: Vec<Institution>,
    by_name: BTreeMap<String, usize>,
    /// Armies better known by a name of their own, by ISO alpha-3.
    armies: BTreeMap<String, usize>,
}

/// A group or organisation with a name of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Canonical English name.
    pub name: String,
    /// What it is.
    pub class: Class,
    /// Other names, any language.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The country it belongs to, ISO alpha-3.
    #[serde(default)]
    pub home: Option<String>,
    /// Its name in a French brief.
    #[serde(default)]
    pub fr: Option<String>,
    /// Words that may stand before the name and belong to it.
    #[serde(default)]
    pub with: Vec<String>,
    /// The organisation it is part of.
    #[serde(default)]
    pub parent: Option<String>,
    /// First month of existence.
    #[serde(default)]
    pub from: Option<String>,
    /// Last month of existence.
    #[serde(default)]
    pub to: Option<String>,
    /// Country whose United Nations peacekeepers it is, ISO alpha-3.
    #[serde(default)]
    pub peacekeepers_in: Option<String>,
    /// Named by common nouns only.
    #[serde(default)]
    pub generic: bool,
    /// Kinds that frames ask for, such as `bloc` or `mission`.
    #[serde(default)]
    pub tags: Vec<String>,
    /// A sentence with the name in brackets.
    pub example: String,
}

impl Named {
    /// A mission that sends troops, not only envoys.
    pub fn has_troops(&self) -> bool {
        self.has_tag("troops")
    }

    /// Whether its entry has a tag.
    pub fn has_tag(&self, tag: &str) -> bool {
        self.tags.iter().any(|t| t == tag)
    }

    /// Whether it was there on a day; a month is written "2013-04".
    pub fn exists_on(&self, day: &str) -> bool {
        let begun = self.from.as_deref().is_none_or(|from| *from <= *day);
        begun && self.to.as_deref().is_none_or(|to| *day <= *format!("{to}-31"))
    }
}

/// An institution that every country has.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institution {
    /// Name of the rule.
    pub key: String,
    /// Canonical name with `{dem}` or `{country}`.
    pub name: String,
    /// Name in a French brief.
    #[serde(default)]
    pub fr: Option<String>,
    /// Class at home.
    pub class: Class,
    /// Class outside its own country.
    #[serde(default)]
    pub abroad: Option<Class>,
    /// English forms with a country.
    #[serde(default)]
    pub en: Vec<String>,
    /// French forms with a country.
    #[serde(default)]
    pub fr_forms: Vec<String>,
    /// English forms without one.
    #[serde(default)]
    pub bare_en: Vec<String>,
    /// French forms without one.
    #[serde(default)]
    pub bare_fr: Vec<String>,
    /// A sentence with the words in brackets.
    pub example: String,
}

const INSTITUTIONS: &str = "actors/institutions.toml";

impl Actors {
    /// Loads every file under `actors/`. An entry of the installation's own stands for the shipped one of its name.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let mut actors = Actors::default();
        for file in files.own_last("actors/", ".toml").into_iter().filter(|f| f.path != INSTITUTIONS) {
            file.only(&["actor"], errors);
            let shown = |a: &Named| a.generic || bracketed(&a.example).is_some();
            for entry in entries(file, "actor", shown, errors) {
                actors.take(entry, file.is_own());
            }
        }
        if let Some(file) = files.need(INSTITUTIONS, errors) {
            file.only(&["institution"], errors);
            let shown = |i: &Institution| bracketed(&i.example).is_some();
            actors.institutions = entries(file, "institution", shown, errors);
        }
        for (i, actor) in actors.named.iter().enumerate() {
            actors.by_name.entry(phrase(&actor.name)).or_insert(i);
            if let Some(home) = actor.home.clone().filter(|_| actor.tags.iter().any(|t| t == "army")) {
                actors.armies.entry(home).or_insert(i);
            }
        }
        actors
    }

    fn take(&mut self, entry: Named, own: bool) {
        let name = phrase(&entry.name);
        let same = if own { self.named.iter().position(|a| phrase(&a.name) == name) } else { None };
        match same {
            Some(at) => self.named[at] = entry,
            None => self.named.push(entry),
        }
    }

    /// The actor of that canonical name.
    pub fn get(&self, name: &str) -> Option<&Named> {
        self.by_name.get(&phrase(name)).map(|i| &self.named[*i])
    }

    /// The name by which a country's army is best known, if it is no plain "Malian Armed Forces".
    pub fn army_of(&self, iso: &str) -> Option<&str> {
        self.armies.get(iso).map(|i| self.named[*i].name.as_str())
    }

    /// The institution of that key.
    pub fn institution(&self, key: &str) -> Option<usize> {
        self.institutions.iter().position(|i| i.key == key)
    }
}

impl Institution {
    /// The canonical name in a country.
    pub fn name_in(&self, country: &Country) -> String {
        self.name.replace("{dem}", country.demonym()).replace("{country}", &country.in_text)
    }

    /// The name in a French brief.
    pub fn french_in(&self, country: &Country) -> Option<String> {
        let mut name = self.fr.clone()?.replace("{fr_of}", &country.fr_of).replace("{country}", &country.fr);
        for (key, at) in [("{fr_dem_ms}", 0), ("{fr_dem_fs}", 1), ("{fr_dem_mp}", 2), ("{fr_dem_fp}", 3)] {
            name = name.replace(key, country.fr_demonyms.get(at).map_or("", String::as_str));
        }
        Some(name)
    }
}

/// The entries of a file; one whose example does not show the name in brackets is refused.
fn entries<T: DeserializeOwned>(
    file: &File,
    kind: &str,
    shown: impl Fn(&T) -> bool,
    errors: &mut Vec<DataError>,
) -> Vec<T> {
    let mut out = Vec::new();
    for (line, entry) in file.entries(kind, errors) {
        if !shown(&entry) {
            let line = file.line_with("example", line);
            let hint = "write a sentence in which the name stands in square brackets";
            errors.push(DataError::new(&file.path, line, "an example with the name in brackets", "none", hint));
        }
        out.push(entry);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_of_ones_own_stands_for_the_shipped_one() {
        let file = |path: &str, more: &str| File {
            path: path.into(),
            text: format!(
                "[[actor]]\nname = \"Reed Front\"\nclass = \"rebel group\"\n{more}example = \"The [Reed Front] came.\"\n"
            ),
        };
        let files = Files::new(vec![file("actors/z.toml", ""), file("actors/own/a.toml", "aliases = [\"FR\"]\n")]);
        let actors = Actors::load(&files, &mut Vec::new());
        assert_eq!(actors.named.len(), 1);
        assert_eq!(actors.get("reed front").map(|a| a.aliases.clone()), Some(vec!["FR".to_string()]));
    }
}
