//! Which files the paths of a command mean.

use crate::failure::Failure;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use vigie_engine::model::Note;

/// How the bytes of a file are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One report.
    Text,
    /// One report a line, as JSON.
    Lines,
    /// Whichever of the two the bytes look like.
    Either,
}

/// A file that was asked for, with the name that notes call it by.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    pub name: String,
    pub form: Form,
    path: Option<PathBuf>,
}

impl Source {
    /// The bytes of the file, or of standard input.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match &self.path {
            Some(path) => return fs::read(path),
            None => io::stdin().lock().read_to_end(&mut bytes)?,
        };
        Ok(bytes)
    }
}

/// The files below the given paths. A path that is not there is a failure, a file of another kind a note.
pub fn gather(paths: &[PathBuf], notes: &mut Vec<Note>) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for path in paths {
        match path {
            _ if path.as_os_str() == "-" => {
                sources.push(Source { name: "stdin".into(), form: Form::Either, path: None });
            }
            _ if path.is_dir() => folder(path, &mut sources, notes)?,
            _ if path.exists() => file(path, true, &mut sources, notes),
            _ => {
                return Err(Failure::new(
                    format!("there is no file or folder {}", path.display()),
                    "check the spelling; a PATH is a .txt, .md or .jsonl file, a folder, or - for standard input",
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
            folder(&entry.path(), sources, notes)?;
        } else if !entry.path().is_dir() {
            file(&entry.path(), false, sources, notes);
        }
    }
    if sources.len() == before {
        notes.push(Note { doc: path.display().to_string(), message: "has no .txt, .md or .jsonl file in it".into() });
    }
    Ok(())
}

/// A file asked for by name may do without an extension; one met in a folder may not.
fn file(path: &Path, named: bool, sources: &mut Vec<Source>, notes: &mut Vec<Note>) {
    let name = path.display().to_string();
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let form = match extension.as_deref() {
        Some("txt" | "md") => Form::Text,
        Some("jsonl") => Form::Lines,
        None if named => Form::Either,
        _ => {
            let message = "is not a .txt, .md or .jsonl file and was left out".into();
            return notes.push(Note { doc: name, message });
        }
    };
    sources.push(Source { name, form, path: Some(path.into()) });
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
        let root = tree("order", &["b.txt", "a/z.md", ".hidden.txt", ".git/x.txt", "README.md", "c.jsonl", "d.pdf"]);
        let mut notes = Vec::new();
        let sources = gather(std::slice::from_ref(&root), &mut notes).expect("sources");
        assert_eq!(names(&root, &sources), ["a/z.md", "b.txt", "c.jsonl"]);
        assert!(notes.len() == 1 && notes[0].doc.ends_with("d.pdf"));
        fs::remove_dir_all(root).expect("removed");
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
