//! Words of the world, as the data files know them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use toml::Value;

/// Names of actors and countries as written, and names of months in small and in capital letters. Short
/// ones are left out: they are too often something else.
pub fn words(data: &Path) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for file in files(&data.join("actors")) {
        for actor in table(&file).get("actor").and_then(Value::as_array).into_iter().flatten() {
            ["name", "aliases", "fr"].into_iter().filter_map(|key| actor.get(key)).for_each(|v| strings(v, &mut words));
        }
    }
    let countries = fs::read_to_string(data.join("places/countries.tsv")).unwrap_or_default();
    let names = countries.lines().skip(1).flat_map(|row| row.split('\t').skip(1).take(2).collect::<Vec<_>>());
    words.extend(names.map(|name| vigie_engine::data::without_article(name).to_string()));
    for language in files(&data.join("lang")) {
        let mut months = BTreeSet::new();
        table(&language.join("dates.toml")).get("months").into_iter().for_each(|v| strings(v, &mut months));
        words.extend(months.iter().map(|month| capital(month)));
        words.extend(months);
    }
    words.retain(|word| word.chars().count() >= 4);
    words
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

fn table(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_default();
    toml::from_str(&text).unwrap_or_else(|_| Value::Table(toml::Table::new()))
}

fn strings(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(words.insert(text.clone())),
        Value::Array(values) => values.iter().for_each(|v| strings(v, words)),
        _ => {}
    }
}

/// The words that stand in a text as whole words.
pub fn hits(text: &str, words: &BTreeSet<String>) -> Vec<String> {
    words.iter().filter(|word| stands_in(text, word)).cloned().collect()
}

fn stands_in(text: &str, word: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, found)| {
        !is_word(text[..at].chars().next_back()) && !is_word(text[at + found.len()..].chars().next())
    })
}

/// Words that also mean something else, one a line; after `#` stands why.
pub fn allowed(path: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let lines = text.lines().filter_map(|line| line.split('#').next());
    lines.map(|word| word.trim().to_string()).filter(|word| !word.is_empty()).collect()
}

#[test]
fn words_are_found_whole() {
    let words = ["Chad".to_string(), "March".to_string()].into();
    assert_eq!(hits("\"in Chad.\"", &words), ["Chad"]);
    assert!(hits("Chadian marches", &words).is_empty());
}

#[test]
fn the_data_files_are_understood() {
    let words = words(&crate::root().join("data"));
    assert!(words.contains("Mali") && words.contains("March") && words.contains("september"), "{}", words.len());
}
