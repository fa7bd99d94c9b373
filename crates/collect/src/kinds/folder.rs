//! A folder that is watched: every file in it that is new or was changed.

use super::item;
use crate::fetch::{Kind, Trouble};
use crate::source::{Look, Source, Take, print};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use url::Url;
use vigie_engine::model::Document;

/// Files of one look, and folders within each other.
const MOST: usize = 20_000;
const DEPTH: usize = 16;

/// The files of a folder, or one file.
pub fn list(source: &Source) -> Result<Look, Trouble> {
    let root = path(&source.url);
    let absolute = fs::canonicalize(&root).map_err(|e| {
        Trouble::new(Kind::Passing, format!("{} cannot be read ({e}); give the path of a folder", root.display()))
    })?;
    let mut look = Look::default();
    walk(&absolute, 0, &mut look);
    look.items.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(look)
}

/// A path, or an address that begins with `file://`.
pub fn path(address: &str) -> PathBuf {
    let url = Url::parse(address).ok().filter(|u| u.scheme() == "file");
    url.and_then(|u| u.to_file_path().ok()).unwrap_or_else(|| address.into())
}

fn walk(path: &Path, depth: usize, look: &mut Look) {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    if name.starts_with('.') && depth > 0 || depth > DEPTH || look.items.len() >= MOST {
        return;
    }
    let Ok(meta) = fs::metadata(path) else { return };
    if meta.is_dir() {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        return entries.for_each(|entry| walk(&entry.path(), depth + 1, look));
    }
    // Neither sockets nor what is still being written under another name.
    if !meta.is_file() || name.ends_with(".part") || name.ends_with('~') || name.ends_with(".tmp") {
        return;
    }
    let Ok(key) = Url::from_file_path(path) else { return };
    let time = meta.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok()).map_or(0, |d| d.as_nanos());
    let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut found = item(Document { id, ..Document::default() }, key.to_string(), Take::Fetch);
    found.print = print(&[&meta.len().to_string(), &time.to_string()]);
    look.items.push(found);
}

/// The bytes of a file, up to a limit.
pub fn read(address: &str, most: usize) -> Result<Vec<u8>, Trouble> {
    use std::io::Read;
    let path = path(address);
    let gone = |e: std::io::Error| {
        let kind = if e.kind() == std::io::ErrorKind::NotFound { Kind::Final } else { Kind::Passing };
        Trouble::new(kind, format!("{} cannot be read ({e})", path.display()))
    };
    let mut bytes = Vec::new();
    let file = fs::File::open(&path).map_err(gone)?;
    file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(gone)?;
    if bytes.len() > most {
        let what = format!("{} is larger than {} MB (setting megabytes); use vigie import", path.display(), most >> 20);
        return Err(Trouble::new(Kind::Final, what));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_has_another_print() {
        let root = std::env::temp_dir().join(format!("vigie-watched-{}", std::process::id()));
        fs::create_dir_all(root.join("sub")).expect("a folder");
        for name in ["a.txt", "sub/b.html", ".hidden", "c.part"] {
            fs::write(root.join(name), "A ferry sank.").expect("a file");
        }
        let source = Source { url: root.display().to_string(), ..Source::default() };
        let before = list(&source).expect("a look").items;
        assert_eq!(before.len(), 2, "{before:?}");
        fs::write(root.join("a.txt"), "Two ferries sank.").expect("a file");
        let after = list(&source).expect("a look").items;
        assert_ne!(before[0].print, after[0].print);
        assert_eq!(before[1].print, after[1].print);
        assert_eq!(read(&after[0].key, 100).expect("bytes"), b"Two ferries sank.");
        assert_eq!(read(&after[0].key, 3).expect_err("too large").kind, Kind::Final);
        fs::remove_dir_all(&root).expect("removed");
        assert!(list(&source).is_err());
    }
}
