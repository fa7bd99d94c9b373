//! The data files of the installation that people edit at the desk: one is written only if all data load with it and
//! its examples hold.

mod draft;
mod rebuild;
#[cfg(test)]
mod tests;
mod toml_text;

pub use draft::{Draft, Told, actor, latest_actor, latest_source, own_places, place, source, without_place};
pub use rebuild::{Job, Work, start};
#[cfg(test)]
pub use tests::in_folder;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use vigie_engine::data::{Data, DataError, File, Files, Named, phrase, tried};

/// How the desk reaches the data files of its installation. The program gives it.
pub struct Installation {
    files: Box<dyn Fn() -> Files + Send + Sync>,
    folder: Box<Folder>,
}

/// Where the entries of a kind are written.
type Folder = dyn Fn(&str) -> Option<PathBuf> + Send + Sync;

/// Kinds of entries that can be edited, as their folders are called.
pub const KINDS: [&str; 3] = ["actors", "places", "sources"];
/// The table of the places that were entered here.
pub const PLACES: &str = "places/own/desk.tsv";

/// A file could not be kept.
#[derive(Debug)]
pub enum Refused {
    /// What is wrong in it, or in others with it.
    Wrong(Vec<DataError>),
    /// The disk, and what to do.
    Disk(String),
}

impl Installation {
    /// `files` reads all data files as they stand now, those that ship and the user's own. `folder` says where those of
    /// a kind are written that are edited at the desk.
    pub fn new(
        files: impl Fn() -> Files + Send + Sync + 'static,
        folder: impl Fn(&str) -> Option<PathBuf> + Send + Sync + 'static,
    ) -> Self {
        Self { files: Box::new(files), folder: Box::new(folder) }
    }

    /// All data files as they stand now.
    pub fn files(&self) -> Files {
        (self.files)()
    }

    /// The files that were written here.
    pub fn own(&self) -> Vec<File> {
        self.files().all().filter(|f| self.disk(&f.path).is_some_and(|path| path.exists())).cloned().collect()
    }

    /// Keeps a file, if all data load with it and its examples hold.
    pub fn keep(&self, file: &File) -> Result<(), Refused> {
        let files = self.files();
        let data = Data::load(&files.with(file.clone())).map_err(Refused::Wrong)?;
        let wrong = tried(file, &known(file, &files), &data);
        if !wrong.is_empty() {
            return Err(Refused::Wrong(wrong));
        }
        let to = self.disk(&file.path).ok_or_else(|| Refused::Disk("there is no data folder for this user".into()))?;
        written(&to, &file.text).map_err(|e| Refused::Disk(format!("{}: {e}", to.display())))
    }

    /// Takes a file away, if all data load without it.
    pub fn remove(&self, path: &str) -> Result<(), Refused> {
        let left: Vec<File> = self.files().all().filter(|f| f.path != path).cloned().collect();
        Data::load(&Files::new(left)).map_err(Refused::Wrong)?;
        let Some(at) = self.disk(path) else { return Ok(()) };
        fs::remove_file(&at).map_err(|e| Refused::Disk(format!("{}: {e}", at.display())))
    }

    /// Where a file that is edited here stands on the disk; none for all others, wherever their path may climb to.
    fn disk(&self, path: &str) -> Option<PathBuf> {
        let kind = KINDS.into_iter().find(|kind| path.starts_with(&below(kind)))?;
        let name = path.strip_prefix(&below(kind))?;
        let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_.".contains(&b));
        (plain && !name.starts_with('.')).then(|| Some((self.folder)(kind)?.join(name)))?
    }
}

/// Names that the actors of a file had before.
fn known(file: &File, files: &Files) -> BTreeSet<String> {
    let entries = file.entries::<Named>("actor", &mut Vec::new());
    let before = entries.iter().filter_map(|(_, a)| latest_actor(files, &a.name));
    before.flat_map(|a| a.aliases).map(|name| phrase(&name)).collect()
}

/// Where files of a kind stand among all data files. Sources lie a folder deeper than those that the user wrote by
/// hand, which are also collected.
fn below(kind: &str) -> String {
    if kind == "sources" { "sources/own/desk/".into() } else { format!("{kind}/own/") }
}

/// Written aside and put in its place whole, so that whoever reads meanwhile finds the old or the new one.
fn written(to: &Path, text: &str) -> io::Result<()> {
    let aside = to.with_extension("new");
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&aside, text)?;
    fs::rename(&aside, to)
}
