//! The data folder as values: paths and texts, compiled into the program.

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;
use std::fmt;

static BUNDLED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../data");

/// One data file: its path below `data/` with forward slashes, and its text.
#[derive(Clone, Debug)]
pub struct File {
    /// For example `lang/en/dates.toml`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// The files of a data folder, in order of path.
#[derive(Clone, Debug, Default)]
pub struct Files(Vec<File>);

impl Files {
    /// The files that ship with the program.
    pub fn bundled() -> Self {
        let mut files = Vec::new();
        collect(&BUNDLED, &mut files);
        Self::new(files)
    }

    /// Files of a folder that the caller read.
    pub fn new(mut files: Vec<File>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self(files)
    }

    /// The file of that path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.0.iter().find(|f| f.path == path)
    }

    /// Files below a folder (`actors/`) that end so (`.toml`).
    pub fn below<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = &'a File> {
        self.0.iter().filter(move |f| f.path.starts_with(folder) && f.path.ends_with(ending))
    }

    /// The TOML file of that path as a value; what is wrong with it goes to `errors`.
    pub fn toml<T: DeserializeOwned + Default>(&self, path: &str, errors: &mut Vec<DataError>) -> T {
        match self.get(path) {
            Some(file) => file.toml(errors),
            None => {
                errors.push(DataError::new(
                    path,
                    1,
                    "the file",
                    "nothing",
                    "add it, or take the folder's own from the release",
                ));
                T::default()
            }
        }
    }
}

impl File {
    /// This TOML file as a value; what is wrong with it goes to `errors`.
    pub fn toml<T: DeserializeOwned + Default>(&self, errors: &mut Vec<DataError>) -> T {
        toml::from_str(&self.text).unwrap_or_else(|e| {
            let line = e.span().map_or(1, |s| self.text[..s.start].lines().count().max(1));
            errors.push(DataError::new(
                &self.path,
                line,
                "an entry of data/README.md's form",
                e.message(),
                "compare it with its neighbours",
            ));
            T::default()
        })
    }

    /// Line numbers of the entries that start with this header, such as `[[actor]]`, in order.
    pub fn lines_of(&self, header: &str) -> Vec<usize> {
        self.text.lines().enumerate().filter(|(_, l)| l.trim() == header).map(|(n, _)| n + 1).collect()
    }

    /// The rows of a table with tab-separated columns: line number and cells by the header's order.
    pub fn rows(&self) -> impl Iterator<Item = (usize, Vec<&str>)> {
        self.text
            .lines()
            .enumerate()
            .skip(1)
            .filter(|(_, l)| !l.trim().is_empty())
            .map(|(n, l)| (n + 1, l.split('\t').collect()))
    }
}

fn collect(dir: &Dir<'_>, files: &mut Vec<File>) {
    for file in dir.files() {
        if let Some(text) = file.contents_utf8() {
            files.push(File { path: file.path().to_string_lossy().replace('\\', "/"), text: text.into() });
        }
    }
    dir.dirs().for_each(|d| collect(d, files));
}

/// Something wrong in a data file, said so that the person who wrote it can mend it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataError {
    /// The file's path below `data/`.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What should have stood there.
    pub expected: String,
    /// What stood there.
    pub found: String,
    /// What to do.
    pub hint: String,
}

impl DataError {
    /// An error at a line of a file.
    pub fn new(path: &str, line: usize, expected: &str, found: &str, hint: &str) -> Self {
        Self { path: path.into(), line, expected: expected.into(), found: found.into(), hint: hint.into() }
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, expected, found, hint } = self;
        write!(f, "data/{path}:{line}: expected {expected}, found {found}\n  hint: {hint}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_file_line_expectation_and_hint() {
        let file = File { path: "a.toml".into(), text: "x = 1\ny = [\n".into() };
        let mut errors = Vec::new();
        file.toml::<std::collections::BTreeMap<String, i32>>(&mut errors);
        let shown = errors[0].to_string();
        assert!(shown.starts_with("data/a.toml:2: expected"), "{shown}");
        assert!(shown.contains("hint: "), "{shown}");
    }
}
