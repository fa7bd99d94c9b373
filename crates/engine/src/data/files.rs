//! The data folder as values: paths and texts, compiled into the program.

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;
use std::fmt;
use toml::de::{DeTable, ValueDeserializer};

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

    /// All files.
    pub fn all(&self) -> impl Iterator<Item = &File> {
        self.0.iter()
    }

    /// The file of that path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.0.iter().find(|f| f.path == path)
    }

    /// Files below a folder (`actors/`) that end so (`.toml`).
    pub fn below<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = &'a File> {
        self.0.iter().filter(move |f| f.path.starts_with(folder) && f.path.ends_with(ending))
    }

    /// The same, those of the installation's own after those that ship with the program, so that they have the last word.
    pub fn own_last<'a>(&'a self, folder: &'a str, ending: &'a str) -> Vec<&'a File> {
        let mut all: Vec<&File> = self.below(folder, ending).collect();
        all.sort_by_key(|f| if f.is_own() { f.path.matches('/').count() } else { 0 });
        all
    }

    /// These files with one of them another, or one more.
    pub fn with(&self, file: File) -> Self {
        let mut all: Vec<File> = self.all().filter(|f| f.path != file.path).cloned().collect();
        all.push(file);
        Self::new(all)
    }

    /// The TOML file of that path as a value; what is wrong with it goes to `errors`.
    pub fn toml<T: DeserializeOwned + Default>(&self, path: &str, errors: &mut Vec<DataError>) -> T {
        self.need(path, errors).map_or_else(T::default, |file| file.toml(errors))
    }

    /// The file of that path; that it is missing goes to `errors`.
    pub fn need(&self, path: &str, errors: &mut Vec<DataError>) -> Option<&File> {
        let file = self.get(path);
        if file.is_none() {
            let hint = "add it, or take the folder's own from the release";
            errors.push(DataError::new(path, 1, "the file", "nothing", hint));
        }
        file
    }
}

impl File {
    /// Whether it is the installation's own: `actors/own/reed_front.toml`.
    pub fn is_own(&self) -> bool {
        self.path.contains("/own/")
    }

    /// This TOML file as a value; what is wrong with it goes to `errors`.
    pub fn toml<T: DeserializeOwned + Default>(&self, errors: &mut Vec<DataError>) -> T {
        toml::from_str(&self.text).unwrap_or_else(|e| {
            errors.push(self.error(&e));
            T::default()
        })
    }

    /// The entries of one kind (`actor` for `[[actor]]`) with their lines. An entry that is wrong goes to
    /// `errors`, and the others are read all the same.
    pub fn entries<T: DeserializeOwned>(&self, kind: &str, errors: &mut Vec<DataError>) -> Vec<(usize, T)> {
        let (table, wrong) = DeTable::parse_recoverable(&self.text);
        if !wrong.is_empty() {
            errors.extend(wrong.iter().map(|e| self.error(e)));
            return Vec::new();
        }
        let list = table.get_ref().get(kind).and_then(|value| value.get_ref().as_array());
        let mut out = Vec::new();
        for entry in list.into_iter().flat_map(|array| array.iter()) {
            let line = self.line_at(entry.span().start);
            match T::deserialize(ValueDeserializer::from(entry.clone())) {
                Ok(value) => out.push((line, value)),
                Err(e) => errors.push(self.error(&e)),
            }
        }
        out
    }

    /// Says which headers stand in the file that are none of these kinds.
    pub fn only(&self, kinds: &[&str], errors: &mut Vec<DataError>) {
        let Ok(table) = DeTable::parse(&self.text) else { return };
        for key in table.get_ref().keys().filter(|key| !kinds.contains(&key.get_ref().as_ref())) {
            let line = self.line_at(key.span().start);
            let expected = kinds.iter().map(|k| format!("[[{k}]]")).collect::<Vec<_>>().join(", ");
            errors.push(DataError::new(&self.path, line, &expected, key.get_ref(), "write the header so"));
        }
    }

    /// What a reader of TOML said, in our form.
    fn error(&self, e: &toml::de::Error) -> DataError {
        let line = e.span().map_or(1, |s| self.line_at(s.start));
        let (found, expected) = match e.message().split_once(", expected ") {
            Some((found, expected)) => (found, expected),
            None => (e.message(), "an entry of data/README.md's form"),
        };
        DataError::new(&self.path, line, expected, &found.replace('\n', ", "), "compare it with its neighbours")
    }

    fn line_at(&self, byte: usize) -> usize {
        self.text.get(..byte).unwrap_or(&self.text).matches('\n').count() + 1
    }

    /// The first line from `line` on that has these words; `line` itself if none has.
    pub fn line_with(&self, words: &str, line: usize) -> usize {
        let from = line.max(1) - 1;
        let at = self.text.lines().skip(from).position(|l| l.contains(words));
        at.map_or(line.max(1), |n| from + n + 1)
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

/// The bytes of a file that ships with the program: models are no texts.
pub fn bundled_bytes(path: &str) -> Option<&'static [u8]> {
    BUNDLED.get_file(path).map(include_dir::File::contents)
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
    fn own_files_come_last_and_those_further_down_after_the_others() {
        let file = |path: &str| File { path: path.into(), text: String::new() };
        let files = Files::new(["s/own/b.toml", "s/z.toml", "s/own/desk/a.toml", "s/a.toml"].map(file).into());
        let paths: Vec<&str> = files.own_last("s/", ".toml").iter().map(|f| f.path.as_str()).collect();
        assert_eq!(paths, ["s/a.toml", "s/z.toml", "s/own/b.toml", "s/own/desk/a.toml"]);
        assert_eq!(files.with(file("s/a.toml")).all().count(), 4);
    }

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
