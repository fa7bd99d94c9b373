//! What Typst may see: the template, the files of one brief and our faces. No disk, no network, no clock.

use std::collections::HashMap;
use std::sync::OnceLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

include!(concat!(env!("OUT_DIR"), "/arabic.rs"));

/// The faces by name, each for what those before it do not hold: Latin, Arabic, signs.
pub const FACES: [&str; 3] = ["Libertinus Serif", "Noto Naskh Arabic", "DejaVu Sans Mono"];

/// The page that all briefs share.
const TEMPLATE: &str = include_str!("brief.typ");

/// One brief on its way to pages.
pub struct Paper {
    library: LazyHash<Library>,
    main: Source,
    files: HashMap<FileId, Bytes>,
}

impl Paper {
    /// With these files beside the template.
    pub fn new(files: Vec<(String, String)>) -> Self {
        let kept = |(name, content): (String, String)| Some((id(&name)?, Bytes::from_string(content)));
        Self {
            library: LazyHash::new(Library::default()),
            main: id("brief.typ").map_or_else(|| Source::detached(TEMPLATE), |id| Source::new(id, TEMPLATE.into())),
            files: files.into_iter().filter_map(kept).collect(),
        }
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &faces().0
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(missing(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        faces().1.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The faces, read once.
fn faces() -> &'static (LazyHash<FontBook>, Vec<Font>) {
    static READ: OnceLock<(LazyHash<FontBook>, Vec<Font>)> = OnceLock::new();
    READ.get_or_init(|| {
        let bytes = typst_assets::fonts().chain(ARABIC.iter().copied());
        let all = bytes.flat_map(|face| Font::iter(Bytes::new(face)));
        let ours: Vec<Font> = all.filter(|face| FACES.contains(&face.info().family.as_str())).collect();
        (LazyHash::new(FontBook::from_fonts(&ours)), ours)
    })
}

fn id(name: &str) -> Option<FileId> {
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?)))
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_with_slash().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_is_there() {
        for name in FACES {
            assert!(faces().1.iter().any(|face| face.info().family == name), "{name}");
        }
    }

    #[test]
    fn nothing_is_seen_but_what_was_given() {
        let paper = Paper::new(vec![("a.txt".into(), "b".into())]);
        assert!(paper.file(id("a.txt").expect("an id")).is_ok_and(|bytes| bytes[..] == *b"b"));
        assert!(paper.file(id("/etc/passwd").expect("an id")).is_err());
        assert!(paper.today(None).is_none());
    }
}
