//! `cargo xtask new`: a file to start from, and what to edit in it.

use std::fs;
use std::path::{Path, PathBuf};

/// What can be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Someone who publishes reports.
    Source,
    /// A group or organisation.
    Actor,
    /// A language, by its two-letter code.
    Language,
    /// A form in which incidents leave the program.
    Exporter,
    /// A report with the record that people make of it.
    Document,
}

const SOURCE: &str = include_str!("../templates/source.toml");
const ACTOR: &str = include_str!("../templates/actor.toml");
const EXPORTER: &str = include_str!("../templates/exporter.rs");
const DOCUMENT: &str = include_str!("../templates/document.md");
const GOLD: &str = include_str!("../templates/gold.jsonl");

/// Makes the files below `root` and says what to do next. Nothing that is there is overwritten.
pub fn new(kind: Kind, name: &str, root: &Path) -> Result<bool, String> {
    let slug = slug(name)?;
    let files = match kind {
        Kind::Language => language(&slug, root)?,
        _ => templates(kind, name, &slug),
    };
    if let Some((path, _)) = files.iter().find(|(path, _)| root.join(path).exists()) {
        return Err(format!("{} is there already", path.display()));
    }
    for (path, text) in &files {
        write(&root.join(path), text)?;
        println!("made {}", path.display());
    }
    next(kind, &slug).iter().for_each(|step| println!("- {step}"));
    Ok(true)
}

/// The name in small letters, digits and the joint of its kind.
pub fn slug(name: &str) -> Result<String, String> {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let words: String = name.chars().map(plain).collect();
    let slug = words.split_whitespace().collect::<Vec<_>>().join("-");
    if slug.is_empty() { Err(format!("\"{name}\" has no letters for a file name")) } else { Ok(slug) }
}

fn templates(kind: Kind, name: &str, slug: &str) -> Vec<(PathBuf, String)> {
    let ident = slug.replace('-', "_");
    let fill = |t: &str| t.replace("{name}", name).replace("{slug}", slug).replace("{ident}", &ident);
    let files = match kind {
        Kind::Source => vec![(format!("data/sources/{ident}.toml"), SOURCE)],
        Kind::Actor => vec![(format!("data/actors/{ident}.toml"), ACTOR)],
        Kind::Exporter => vec![(format!("crates/export/src/{ident}.rs"), EXPORTER)],
        Kind::Document => {
            vec![
                (format!("tests/documents/{slug}/{slug}.md"), DOCUMENT),
                (format!("tests/documents/{slug}/gold.jsonl"), GOLD),
            ]
        }
        Kind::Language => Vec::new(),
    };
    files.into_iter().map(|(path, text)| (path.into(), fill(text))).collect()
}

/// The files of the first language, to be written anew entry by entry.
fn language(code: &str, root: &Path) -> Result<Vec<(PathBuf, String)>, String> {
    if code.len() != 2 {
        return Err(format!("\"{code}\" is no two-letter code"));
    }
    let from = root.join("data/lang/en");
    let entries = fs::read_dir(&from).map_err(|e| format!("{}: {e}", from.display()))?;
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    let read = |name: &std::ffi::OsString| {
        let text = fs::read_to_string(from.join(name)).map_err(|e| format!("{}: {e}", name.to_string_lossy()))?;
        Ok((Path::new("data/lang").join(code).join(name), text))
    };
    names.iter().map(read).collect()
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    made.map_err(|e| format!("{}: {e}", path.display()))
}

fn next(kind: Kind, slug: &str) -> Vec<String> {
    let own: &[&str] = match kind {
        Kind::Source => &["fill in family, grade, reason, languages, domains and feed; an example is an address of it"],
        Kind::Actor => &["set class and home, add its other names, write a sentence of your own as the example"],
        Kind::Language => &[
            "add the language to `Lang` in crates/engine/src/model/document.rs; until then the folder is not read",
            "translate grammar, dates, numbers, agents, triggers, indicators, furniture and brief, in this order,",
            "then tokens.txt and roles.toml; docs/grammar.md tells how to train a model",
            "keep the names of marks, groups and topics; write examples of your own",
            "give every frame an [[example]] and a [[counter]] in it",
        ],
        Kind::Exporter => &[
            "add its `mod` to crates/export/src/lib.rs, a variant and a row to format.rs, and an arm to `export`",
            "say what stands in it in data/codebook/columns, which is its dictionary",
        ],
        Kind::Document => &[
            "write the report, then code gold.jsonl by hand from CODEBOOK.md before you run the program",
            "add both to tests/gold-own, so that they are scored",
        ],
    };
    let last = format!("cargo xtask fmt-data, then cargo xtask test; the recipe for {slug} stands in CONTRIBUTING.md");
    own.iter().map(ToString::to_string).chain([last]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::data::{Data, File, Files};

    fn made(kind: Kind, name: &str) -> Vec<(PathBuf, String)> {
        templates(kind, name, &slug(name).expect("a slug"))
    }

    #[test]
    fn names_become_file_names() {
        assert_eq!(slug("Écho du Karta!").as_deref(), Ok("cho-du-karta"));
        assert_eq!(made(Kind::Source, "LeFaso.net")[0].0, Path::new("data/sources/lefaso_net.toml"));
        assert!(slug("¿?").is_err());
    }

    #[test]
    fn templates_of_data_load_and_are_formatted() {
        let mut files: Vec<File> = Files::bundled().below("", "").cloned().collect();
        for (path, text) in [made(Kind::Source, "Echo Test"), made(Kind::Actor, "Dabia Dawn Front")].concat() {
            assert_eq!(crate::fmt_data::toml(&text).as_deref(), Ok(text.as_str()));
            let path = path.strip_prefix("data").expect("data").to_string_lossy().into_owned();
            files.push(File { path, text });
        }
        let data = Data::load(&Files::new(files)).unwrap_or_else(|e| panic!("{}", e[0]));
        assert!(data.sources.find("https://echo-test.example.org/x").is_some());
        assert!(data.actors.get("Dabia Dawn Front").is_some());
    }

    #[test]
    fn nothing_is_overwritten_and_languages_have_two_letters() {
        let root = std::env::temp_dir().join(format!("vigie-new-{}", std::process::id()));
        assert_eq!(new(Kind::Document, "A b", &root), Ok(true));
        assert!(new(Kind::Document, "A b", &root).is_err_and(|e| e.contains("is there already")));
        assert!(new(Kind::Language, "spa", &root).is_err());
        assert_eq!(language("es", &crate::root()).map(|files| files.len() > 5), Ok(true));
        let _ = fs::remove_dir_all(root);
    }
}
