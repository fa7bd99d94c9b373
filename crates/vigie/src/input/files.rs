//! Which files the paths of a command mean.

use crate::failure::Failure;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use vigie_engine::model::Note;

/// A file that was asked for, with the name that notes call it by.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    pub name: String,
    /// Whether its name says that it is JSON lines.
    pub lines: bool,
    /// Whether plain text in it is a report.
    pub plain: bool,
    path: Option<PathBuf>,
}

impl Source {
    /// The bytes of the file, or of standard input.
    pub fn reader(&self) -> io::Result<Box<dyn Read>> {
        Ok(match &self.path {
            Some(path) => Box::new(fs::File::open(path)?),
            None => Box::new(io::stdin().lock()),
        })
    }

    /// The name that its reports begin with: that of the file without its ending.
    pub fn id(&self) -> String {
        Path::new(&self.name).file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned())
    }
}

/// The files below the given paths. A path that is not there is a failure, a file of another kind a note.
pub fn gather(paths: &[PathBuf], notes: &mut Vec<Note>) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for path in paths {
        match path {
            _ if path.as_os_str() == "-" => {
                sources.push(Source { name: "stdin".into(), lines: false, plain: true, path: None });
            }
            _ if path.is_dir() => folder(path, &mut sources, notes)?,
            _ if path.exists() => sources.push(file(path, true)),
            _ => {
                return Err(Failure::new(
                    format!("there is no file or folder {}", path.display()),
                    "check the spelling; a PATH is a file of any kind that holds reports, a folder, or - for standard input",
                ));
            }
        }
    }
    Ok(sources)
}

fn folder(path: &Path, sources: &mut Vec<Source>, notes: &mut Vec<Note>) -> Result<(), Failure> {
    let listed = fs::read_dir(path).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    let mut entries = listed.map_err(|e| {
        Failure::new(format!("cannot list the folder {}: {e}", path.display()), "check that you may read it")
    })?;
    entries.sort_by_key(fs::DirEntry::path);
    let before = sources.len();
    for entry in entries.iter().filter(|e| is_report(&e.file_name().to_string_lossy())) {
        // A linked folder is not followed: it may lead back to where it stands.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if !beside_page(&entry.path()) {
                folder(&entry.path(), sources, notes)?;
            }
        } else if !entry.path().is_dir() {
            sources.push(file(&entry.path(), false));
        }
    }
    if sources.len() == before {
        notes.push(Note { doc: path.display().to_string(), message: "has no file in it".into() });
    }
    Ok(())
}

/// A file asked for by name may hold plain text under any name; one met in a folder may not.
fn file(path: &Path, named: bool) -> Source {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let lines = matches!(extension.as_deref(), Some("jsonl" | "ndjson"));
    let name = path.display().to_string();
    Source { plain: named || lines || vigie_formats::is_plain(&name), name, lines, path: Some(path.into()) }
}

/// Whether a folder holds the pictures and scripts of a web page that a browser saved beside it: "NAME_files"
/// beside "NAME.html", whatever the browser's language calls it.
fn beside_page(folder: &Path) -> bool {
    let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.rfind(['_', '-', '.']).map(|at| &name[..at]);
    let page = |stem: &str| ["html", "htm"].iter().any(|e| folder.with_file_name(format!("{stem}.{e}")).is_file());
    stem.is_some_and(page)
}

/// Hidden files, and notes on the folder itself, are no reports.
fn is_report(name: &str) -> bool {
    !name.starts_with('.') && !name.to_ascii_uppercase().starts_with("README")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(name: &str, files: &[&str]) -> PathBuf {
        let root = std::env::temp_dir().join(format!("vigie-files-{}-{name}", std::process::id()));
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, "words").expect("a file");
        }
        root
    }

    fn names(root: &Path, sources: &[Source]) -> Vec<String> {
        let under = |s: &Source| s.name.replace(&format!("{}/", root.display()), "");
        sources.iter().map(under).collect()
    }

    #[test]
    fn a_folder_is_read_in_order_without_hidden_files() {
        let files = ["b.txt", "a/z.md", ".hidden.txt", ".git/x.txt", "README.md", "c.jsonl", "d.html", "d_files/x.js"];
        let root = tree("order", &files);
        let mut notes = Vec::new();
        let sources = gather(std::slice::from_ref(&root), &mut notes).expect("sources");
        assert_eq!(names(&root, &sources), ["a/z.md", "b.txt", "c.jsonl", "d.html"]);
        assert!(notes.is_empty() && sources[2].lines && !sources[3].plain);
        fs::remove_dir_all(root).expect("removed");
    }

    #[test]
    fn a_report_is_named_after_its_file() {
        assert_eq!(file(Path::new("reports/2025-07-01 market.txt"), true).id(), "2025-07-01 market");
    }

    #[test]
    fn an_empty_folder_is_a_note_and_a_missing_path_a_failure() {
        let root = tree("empty", &[".keep"]);
        let mut notes = Vec::new();
        assert_eq!(gather(std::slice::from_ref(&root), &mut notes).expect("nothing"), []);
        assert_eq!(notes.len(), 1);
        assert!(gather(&[root.join("no.txt")], &mut notes).is_err());
        fs::remove_dir_all(root).expect("removed");
    }
}
