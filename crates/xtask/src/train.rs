//! `cargo xtask train`: grammars from treebanks.

use crate::root;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;
use vigie_syntax::conllu::{self, Gold};
use vigie_syntax::train::headlines::Style;
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

fn train_one(lang: &str, recipe: &Path, treebanks: &Path, to: &Path, seeds: Option<u64>) -> Result<(), String> {
    let started = Instant::now();
    let recipe: Recipe = toml::from_str(&read(&recipe.join("train.toml"))?).map_err(|e| e.to_string())?;
    let mut golds: Vec<Gold> = Vec::new();
    for name in &recipe.treebanks {
        golds.extend(conllu::read(&read(&treebanks.join(format!("{name}.conllu")))?));
    }
    let style = Style { articles: recipe.articles, singular_present: recipe.singular_present };
    let plan = Plan { seeds: seeds.unwrap_or(Plan::default().seeds), ..Plan::default() };
    let model = train(&golds, &style, &plan);
    let boundary = Boundary::train(&Marked::join(&golds), &exceptions(lang)?);
    fs::create_dir_all(to).map_err(|e| e.to_string())?;
    fs::write(to.join("sentences.bin"), boundary.to_bytes()).map_err(|e| e.to_string())?;
    fs::write(to.join("grammar.bin"), &model).map_err(|e| e.to_string())?;
    let (sentences, kilobytes, seconds) = (golds.len(), model.len() / 1000, started.elapsed().as_secs());
    println!("{lang}: {sentences} sentences, {kilobytes} kB, {seconds} s");
    Ok(())
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
