//! The installation's own data: what ships with the program, and the places its user imported.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use vigie_engine::data::{Data, File, Files};

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

/// The data files that ship with the program, and the places its user imported.
pub fn files() -> Files {
    Files::new(Files::bundled().all().cloned().chain(own_files()).collect())
}

/// Imported places, and the kinds of briefs that the user wrote.
fn own_files() -> Vec<File> {
    let places = places_folder().map(|folder| tables(&folder, "tsv", "places")).unwrap_or_default();
    let kinds = folder("briefs").map(|folder| tables(&folder, "toml", "briefs")).unwrap_or_default();
    places.into_iter().chain(kinds.into_iter().filter(is_sound)).collect()
}

/// Whether a kind of brief can be read; what is wrong with it is told, and the others are there all the same.
fn is_sound(file: &File) -> bool {
    let fault = vigie_engine::publish::kind_fault(file);
    fault.iter().for_each(|f| eprintln!("note: a kind of brief is left out: {f}"));
    fault.is_none()
}

/// The files of a folder that end so, in the order of their names.
fn tables(folder: &Path, ending: &str, kind: &str) -> Vec<File> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_table = |p: &PathBuf| p.extension().is_some_and(|e| e == ending);
    let read = |p: PathBuf| {
        let name = p.file_name()?.to_string_lossy().into_owned();
        Some(File { path: format!("{kind}/own/{name}"), text: fs::read_to_string(&p).ok()? })
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
            eprintln!("note: the imported places are left out: {}", errors[0]);
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
