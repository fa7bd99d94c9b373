//! What actors and countries are called in a language, read from the tables of actors and countries.

use super::phrases::{Called, Wording};
use crate::data::{Files, without_article};
use crate::model::Lang;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Names in a language other than the canonical one.
#[derive(Debug, Default)]
pub(super) struct Names {
    french: BTreeMap<String, String>,
    french_places: BTreeMap<String, String>,
    countries: BTreeMap<String, Country>,
}

/// A row of `places/countries.tsv`.
#[derive(Clone, Debug, Default)]
pub(super) struct Country {
    pub name: String,
    pub in_text: String,
    pub fr: String,
    pub fr_in: String,
    fr_of: String,
    demonym: String,
    fr_demonyms: Vec<String>,
}

impl Names {
    /// Reads the tables that are there; others complain about those that are missing or wrong.
    pub fn load(files: &Files) -> Self {
        let rows = files.get("places/countries.tsv");
        let countries = rows.iter().flat_map(|f| f.rows()).filter_map(country);
        let mut names = Self { countries: countries.collect(), ..Self::default() };
        for file in files.below("actors/", ".toml") {
            let table: ActorFile = toml::from_str(&file.text).unwrap_or_default();
            names.take(table);
        }
        let places = files.below("places/", ".tsv").filter(|f| f.path != "places/countries.tsv");
        names.french_places = places.flat_map(|f| f.rows()).filter_map(french_place).collect();
        names
    }

    fn take(&mut self, table: ActorFile) {
        let own = |a: Entry| Some((a.name, a.fr?));
        self.french.extend(table.actor.into_iter().filter_map(own));
        for entry in table.institution {
            let Some(fr) = entry.fr else { continue };
            let named = |c: &Country| (c.fill(&entry.name), c.fill(&fr));
            self.french.extend(self.countries.values().map(named));
        }
    }

    /// The country of an ISO code.
    pub fn country(&self, iso3: &str) -> Option<&Country> {
        self.countries.get(iso3)
    }

    /// A country's name in a language, or the code itself.
    pub fn country_name<'a>(&'a self, iso3: &'a str, lang: Lang) -> &'a str {
        match (self.country(iso3), lang) {
            (Some(c), Lang::En) => &c.name,
            (Some(c), Lang::Fr) => &c.fr,
            (None, _) => iso3,
        }
    }

    /// "in Mali", "au Mali", if that is the name of a country and the language has words of its own for it.
    pub fn country_in(&self, name: &str, lang: Lang) -> Option<String> {
        let country = self.countries.values().find(|c| c.name == name)?;
        (lang == Lang::Fr && !country.fr_in.is_empty()).then(|| country.fr_in.clone())
    }

    /// A place's name in a language.
    pub fn place<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        let french = self.french_places.get(name).filter(|_| lang == Lang::Fr);
        french.map_or(name, String::as_str)
    }

    /// An actor as a sentence calls it, with its article.
    pub fn called(&self, name: &str, lang: Lang, words: &Wording) -> Called {
        if let Some(called) = words.actor.get(name) {
            return called.clone();
        }
        let label = without_initials(self.label(name, lang));
        let lower = label.to_lowercase();
        let rule = words.article.iter().find(|a| a.fits(label, &lower));
        let article = rule.map_or("", |a| a.article.as_str());
        let label = lowered(label, words);
        Called { text: format!("{article}{label}"), plural: rule.is_some_and(|a| a.plural), checked: true }
    }

    /// An actor's name as a table shows it.
    pub fn label<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        match lang {
            Lang::En => name,
            Lang::Fr => self.french.get(name).map_or(name, String::as_str),
        }
    }
}

impl super::phrases::Article {
    fn fits(&self, label: &str, lower: &str) -> bool {
        let starts = |s: &String| starts_with_word(lower, s);
        let ends = |e: &String| ends_with_word(lower, e);
        self.names.iter().any(|n| n == label)
            || self.starts.iter().any(starts)
            || self.ends.iter().any(ends)
            || self.contains.iter().any(|c| lower.contains(c.as_str()))
    }
}

/// A description within a sentence has no capital.
fn lowered(label: &str, words: &Wording) -> String {
    let is_description = words.lower.iter().any(|w| starts_with_word(label, w));
    match label.chars().next().filter(|_| is_description) {
        Some(first) => first.to_lowercase().chain(label.chars().skip(1)).collect(),
        None => label.to_string(),
    }
}

/// A sentence does not repeat the initials that a table gives in brackets.
fn without_initials(label: &str) -> &str {
    let cut = label.strip_suffix(')').and_then(|l| l.rsplit_once(" ("));
    let are_initials =
        |i: &str| i.chars().all(char::is_alphanumeric) && i.chars().filter(|c| c.is_uppercase()).count() > 1;
    cut.filter(|(_, initials)| are_initials(initials)).map_or(label, |(name, _)| name)
}

fn starts_with_word(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|r| word.ends_with(' ') || !r.starts_with(char::is_alphanumeric))
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let rest = text.strip_suffix(word);
    rest.is_some_and(|r| !r.ends_with(char::is_alphanumeric))
}

impl Country {
    fn fill(&self, pattern: &str) -> String {
        let form = |n: usize| self.fr_demonyms.get(n).map_or("", String::as_str);
        pattern
            .replace("{dem}", &self.demonym)
            .replace("{country}", &self.in_text)
            .replace("{fr_of}", &self.fr_of)
            .replace("{fr_dem_ms}", form(0))
            .replace("{fr_dem_fs}", form(1))
            .replace("{fr_dem_mp}", form(2))
            .replace("{fr_dem_fp}", form(3))
    }
}

fn country((_, cells): (usize, Vec<&str>)) -> Option<(String, Country)> {
    let cell = |n: usize| cells.get(n).copied().unwrap_or("").to_string();
    let first = |n: usize| cell(n).split('|').next().unwrap_or("").to_string();
    let country = Country {
        name: without_article(&cell(1)).into(),
        in_text: cell(1),
        fr: cell(2),
        fr_in: cell(3),
        fr_of: cell(4),
        demonym: first(5),
        fr_demonyms: cell(6).split('|').map(str::to_string).collect(),
    };
    (!country.name.is_empty()).then(|| (cell(0), country))
}

fn french_place((_, cells): (usize, Vec<&str>)) -> Option<(String, String)> {
    let (name, fr) = (cells.first()?, cells.get(1)?);
    (!fr.is_empty() && fr != name).then(|| (name.to_string(), fr.to_string()))
}

#[derive(Default, Deserialize)]
struct ActorFile {
    #[serde(default)]
    actor: Vec<Entry>,
    #[serde(default)]
    institution: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    fr: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::super::testing::phrases;
    use super::*;

    fn called(name: &str, lang: Lang) -> String {
        let phrases = phrases();
        phrases.names.called(name, lang, phrases.of(lang)).text
    }

    #[test]
    fn names_take_their_articles() {
        assert_eq!(called("JNIM", Lang::En), "JNIM");
        assert_eq!(called("Malian Armed Forces", Lang::En), "the Malian Armed Forces");
        assert_eq!(called("Malian Armed Forces", Lang::Fr), "les forces armées maliennes");
        assert_eq!(called("Government of Mali", Lang::Fr), "le gouvernement du Mali");
        assert_eq!(called("JNIM", Lang::Fr), "le JNIM");
        assert_eq!(called("Unidentified armed group", Lang::Fr), "des hommes armés non identifiés");
    }

    #[test]
    fn words_match_as_words() {
        assert!(starts_with_word("national council", "national "));
        assert!(starts_with_word("front", "front"));
        assert!(!starts_with_word("frontier", "front"));
        assert!(!ends_with_word("misstate", "state"));
    }
}
