//! The installation's own data: what ships with the program, and the places its user imported.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use vigie_engine::data::{Data, DataError, File, Files, Named, Source, Sources};

/// The tables that every command works with. Imported places that are faulty are told on standard error and
/// left out, so that a bad import never stands in the way of a brief.
pub fn data() -> &'static Data {
    static OWN: OnceLock<Option<Data>> = OnceLock::new();
    let own = OWN.get_or_init(|| {
        let files = own_files();
        if files.is_empty() { None } else { with(files) }
    });
    own.as_ref().unwrap_or_else(|| Data::bundled())
}

/// Where imported places are: the folder named by `VIGIE_PLACES`, else one in the user's data folder.
pub fn places_folder() -> Option<PathBuf> {
    folder_from(|name| env::var_os(name).filter(|v| !v.is_empty()))
}

/// Where something of the user's own is, below the user's data folder.
pub fn folder(name: &str) -> Option<PathBuf> {
    Some(own_folder(|name| env::var_os(name).filter(|v| !v.is_empty()))?.join(name))
}

fn folder_from(var: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    var("VIGIE_PLACES").map(PathBuf::from).or_else(|| Some(own_folder(var)?.join("places")))
}

fn own_folder(var: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let path = |name: &str| var(name).map(PathBuf::from);
    let home = || Some(path("HOME")?.join(".local").join("share"));
    let all = path("XDG_DATA_HOME").or_else(|| path("APPDATA")).or_else(home)?;
    Some(all.join("vigie"))
}

/// The data files that ship with the program, and those of its user: imported places, actors, sources, briefs.
pub fn files() -> Files {
    Files::new(Files::bundled().all().cloned().chain(own_files()).collect())
}

/// Imported places, actors, sources, and the kinds of briefs that the user wrote.
fn own_files() -> Vec<File> {
    let places = places_folder().map(|folder| tables(&folder, "places/own", "tsv")).unwrap_or_default();
    let kinds = folder("briefs").map(|folder| tables(&folder, "briefs/own", "toml")).unwrap_or_default();
    let actors = folder("actors").map(|folder| tables(&folder, "actors/own", "toml")).unwrap_or_default();
    let graded = entry_folder("sources").map(|folder| tables(&folder, "sources/own/desk", "toml")).unwrap_or_default();
    let sources = source_files().into_iter().chain(graded).filter(|f| source_of(f).is_ok());
    let actors = actors.into_iter().filter(is_read);
    places.into_iter().chain(kinds.into_iter().filter(is_sound)).chain(actors).chain(sources).collect()
}

/// Where entries are written that people edit at the desk: actors, places, and sources beside those that the user
/// wrote to be collected.
pub fn entry_folder(kind: &str) -> Option<PathBuf> {
    match kind {
        "places" => places_folder(),
        "sources" => Some(source_folder()?.join("desk")),
        _ => folder(kind),
    }
}

/// Whether the actors of a file can be read; what is wrong with them is told.
fn is_read(file: &File) -> bool {
    let mut wrong = Vec::new();
    file.entries::<Named>("actor", &mut wrong);
    wrong.iter().for_each(|f| eprintln!("note: a file of actors is left out: {f}"));
    wrong.is_empty()
}

/// Whether a kind of brief can be read; what is wrong with it is told, and the others are there all the same.
fn is_sound(file: &File) -> bool {
    let fault = vigie_engine::publish::kind_fault(file);
    fault.iter().for_each(|f| eprintln!("note: a kind of brief is left out: {f}"));
    fault.is_none()
}

/// The sources that the user wrote, in files of the form of `data/sources`: those that can be read, and what is wrong
/// with the others, each with the name of its file.
pub fn own_sources() -> (Vec<Source>, Vec<(String, String)>) {
    let (mut sources, mut wrong) = (Vec::new(), Vec::new());
    for file in source_files() {
        match source_of(&file) {
            Ok(source) => sources.push(source),
            Err(why) => wrong.extend(why.into_iter().map(|why| (file.path.clone(), why))),
        }
    }
    (sources, wrong)
}

fn source_files() -> Vec<File> {
    source_folder().map(|folder| tables(&folder, "sources/own", "toml")).unwrap_or_default()
}

/// The folder named by `VIGIE_SOURCES`, else one in the user's data folder.
fn source_folder() -> Option<PathBuf> {
    let told = env::var_os("VIGIE_SOURCES").filter(|v| !v.is_empty()).map(PathBuf::from);
    told.or_else(|| folder("sources"))
}

/// The source of a file, or all that is wrong with it, with line and hint.
fn source_of(file: &File) -> Result<Source, Vec<String>> {
    let mut errors = Vec::new();
    let found = Sources::load(&Files::new(vec![file.clone()]), &mut errors).list.pop();
    let told = |e: &DataError| {
        let DataError { line, expected, found, hint, .. } = e;
        format!("line {line}: expected {expected}, found {found}; {hint}")
    };
    match found.filter(|_| errors.is_empty()) {
        Some(source) => Ok(source),
        None => Err(errors.iter().map(told).collect()),
    }
}

/// The files of a folder that end so, in the order of their names, as they stand below `data/`.
fn tables(folder: &Path, below: &str, ending: &str) -> Vec<File> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_table = |p: &PathBuf| p.extension().is_some_and(|e| e == ending);
    let read = |p: PathBuf| {
        let name = p.file_name()?.to_string_lossy().into_owned();
        Some(File { path: format!("{below}/{name}"), text: fs::read_to_string(&p).ok()? })
    };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.path()).filter(is_table).collect();
    paths.sort();
    paths.into_iter().filter_map(read).collect()
}

fn with(own: Vec<File>) -> Option<Data> {
    let files = Files::bundled().all().cloned().chain(own).collect();
    match Data::load(&Files::new(files)) {
        Ok(data) => Some(data),
        Err(errors) => {
            eprintln!("note: the imported places, own actors and own sources are left out: {}", errors[0]);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_the_one_named_or_the_users_own() {
        let of = |set: &'static [(&str, &str)]| {
            folder_from(|name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v)))
        };
        assert_eq!(of(&[("VIGIE_PLACES", "/p"), ("HOME", "/h")]), Some(PathBuf::from("/p")));
        assert_eq!(of(&[("HOME", "/h")]), Some(PathBuf::from("/h/.local/share/vigie/places")));
        assert_eq!(of(&[]), None);
    }
}
