//! `cargo xtask train`: grammars from treebanks.

use crate::root;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;
use vigie_syntax::conllu::{self, Gold};
use vigie_syntax::train::headlines::Style;
use vigie_syntax::train::vocabulary::Words;
use vigie_syntax::train::{Plan, train};
use vigie_syntax::words::{Boundary, Exceptions, Marked};

/// What a language is learnt from: `data/models/xx/train.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipe {
    treebanks: Vec<String>,
    /// Lemmas of articles, which headlines drop.
    #[serde(default)]
    articles: Vec<String>,
    /// What regular verbs take in the present after a singular subject, for headlines.
    singular_present: Option<String>,
    /// How often a sentence without a stop is learnt again before another, so that a heading ends where it meets a text.
    #[serde(default)]
    headings: usize,
}

/// Words of `data/models/xx/words.toml`, which says what its parts mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    place: String,
    forms: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    stems: Vec<String>,
    #[serde(default)]
    rows: Vec<String>,
    example: String,
}

/// Trains every language that has a recipe, or the one named, and writes its model beside the recipe.
pub fn run(treebanks: &Path, out: Option<&Path>, only: Option<&str>, seeds: Option<u64>) -> Result<bool, String> {
    let folder = root().join("data/models");
    for recipe in recipes(&folder)? {
        let lang = recipe.file_name().and_then(|n| n.to_str()).unwrap_or("");
        if only.is_none_or(|o| o == lang) {
            let to = out.map_or_else(|| recipe.clone(), |out| out.join(lang));
            train_one(lang, &recipe, treebanks, &to, seeds)?;
        }
    }
    Ok(true)
}

/// The folders of languages, in order.
fn recipes(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut found: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    found.retain(|path| path.join("train.toml").is_file());
    found.sort();
    Ok(found)
}

fn train_one(lang: &str, folder: &Path, treebanks: &Path, to: &Path, seeds: Option<u64>) -> Result<(), String> {
    let started = Instant::now();
    let recipe: Recipe = toml::from_str(&read(&folder.join("train.toml"))?).map_err(|e| e.to_string())?;
    let mut golds: Vec<Gold> = Vec::new();
    for name in &recipe.treebanks {
        golds.extend(conllu::read(&read(&treebanks.join(format!("{name}.conllu")))?));
    }
    let words = words(folder)?;
    let style = Style { articles: recipe.articles, singular_present: recipe.singular_present, words };
    let plan = Plan { seeds: seeds.unwrap_or(Plan::default().seeds), ..Plan::default() };
    let model = train(&golds, &style, &plan);
    let texts = [Marked::join(&golds), Marked::glued(&golds, recipe.headings)].concat();
    let boundary = Boundary::train(&texts, &exceptions(lang)?);
    fs::create_dir_all(to).map_err(|e| e.to_string())?;
    fs::write(to.join("sentences.bin"), boundary.to_bytes()).map_err(|e| e.to_string())?;
    fs::write(to.join("grammar.bin"), &model).map_err(|e| e.to_string())?;
    let (sentences, kilobytes, seconds) = (golds.len(), model.len() / 1000, started.elapsed().as_secs());
    println!("{lang}: {sentences} sentences, {kilobytes} kB, {seconds} s");
    Ok(())
}

/// The words of news beside a recipe; one that has no file has none.
fn words(folder: &Path) -> Result<Vec<Words>, String> {
    #[derive(Deserialize)]
    struct File {
        words: Vec<List>,
    }
    let Ok(text) = fs::read_to_string(folder.join("words.toml")) else { return Ok(Vec::new()) };
    let file: File = toml::from_str(&text).map_err(|e| format!("words.toml: {e}"))?;
    file.words.into_iter().map(list).collect()
}

fn list(list: List) -> Result<Words, String> {
    let of_stem = |stem: &String| list.ends.iter().map(|end| format!("{stem}{end}")).collect();
    let of_row = |row: &String| row.split_whitespace().map(str::to_string).collect();
    let rows: Vec<Vec<String>> = list.stems.iter().map(of_stem).chain(list.rows.iter().map(of_row)).collect();
    if !rows.iter().any(|row| row.contains(&list.example)) {
        return Err(format!("words.toml: no \"{}\" among the words of its list", list.example));
    }
    Words::new(&list.place, &list.forms, list.after, rows).map_err(|why| format!("words.toml: {why}"))
}

/// The exceptions of a language; one that has no file has none.
pub fn exceptions(lang: &str) -> Result<Exceptions, String> {
    let text = fs::read_to_string(root().join("data/lang").join(lang).join("tokens.txt")).unwrap_or_default();
    Exceptions::read(&text).map_err(|e| format!("tokens.txt of {lang}: {e}"))
}

/// A language's exceptions, with what was learnt of its sentence ends.
pub fn exceptions_with(lang: &str, folder: &Path) -> Result<Exceptions, String> {
    let exceptions = exceptions(lang)?;
    let Ok(bytes) = fs::read(folder.join("sentences.bin")) else { return Ok(exceptions) };
    Ok(exceptions.with(Boundary::from_bytes(&bytes).map_err(|e| e.to_string())?))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_every_language_are_read() {
        let folders = recipes(&root().join("data/models")).expect("recipes");
        for folder in folders.iter().filter(|f| f.join("words.toml").is_file()) {
            assert!(!words(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display())).is_empty());
        }
        let list = |example: &str| {
            list(toml::from_str(&format!(
            "place = \"side\"\nforms = [\"NOUN Number=Sing\", \"NOUN Number=Plur\"]\nends = [\"\", \"s\"]\nstems = [\"guard\"]\nexample = \"{example}\""
        )).expect("a list"))
        };
        assert!(list("guards").is_ok() && list("guarded").is_err());
    }
}
