//! Archives, and the Office files that are archives too.

use crate::{Format, Piece, Reader, docx, is_plain, office, sniff};
use std::io::{Cursor, Read};
use vigie_engine::model::Document;
use zip::ZipArchive;

type Archive = ZipArchive<Cursor<Vec<u8>>>;

impl Reader<'_> {
    /// The reports of an archive, or of the Office file that it is.
    pub(crate) fn zip(&mut self, piece: Piece, depth: usize) {
        let Piece { name, given, bytes, .. } = piece;
        let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => archive,
            Err(e) => return self.note(&name, &format!("is no archive that can be unpacked and was left out ({e})")),
        };
        match office::kind(&archive) {
            Some(office::Kind::Word) => self.office(&mut archive, &name, given, "word/document.xml", docx::word),
            Some(office::Kind::OpenText) => self.office(&mut archive, &name, given, "content.xml", docx::open_text),
            Some(office::Kind::Other(what)) => self.note(&name, &format!("is {what} and was left out")),
            None => self.members(&mut archive, &name, &given, depth),
        }
    }

    fn members(&mut self, archive: &mut Archive, name: &str, given: &Document, depth: usize) {
        let before = self.out.read;
        for n in 0..archive.len() {
            if n >= self.context.limits.members {
                self.note(name, "has more members than are read (limit members)");
                break;
            }
            let Some((path, bytes)) = self.member(archive, n, name) else { continue };
            let file = path.rsplit(['/', '\\']).next().unwrap_or(&path);
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            let given = Document { id: stem.into(), fetched: given.fetched.clone(), ..Document::default() };
            let format = sniff(&bytes, self.context);
            if format == Format::Text && !is_plain(&path) {
                self.note(
                    &format!("{name}/{path}"),
                    "is text that its name does not call a report (.txt, .md) and was left out",
                );
                continue;
            }
            self.piece(
                Piece { name: format!("{name}/{path}"), given, bytes, format: Some(format), line: 0 },
                depth + 1,
            );
            if self.left == 0 {
                break;
            }
        }
        if self.out.read == before {
            self.note(name, "holds no reports");
        }
    }

    /// The path and the bytes of a member; nothing if it is a folder, hidden, or may not be read.
    fn member(&mut self, archive: &mut Archive, n: usize, name: &str) -> Option<(String, Vec<u8>)> {
        let file = match archive.by_index(n) {
            Ok(file) => file,
            Err(e) => {
                self.note(name, &format!("has a member that cannot be unpacked ({e})"));
                return None;
            }
        };
        let path = String::from_utf8_lossy(file.name_raw()).into_owned();
        let hidden = path.split('/').any(|p| p.starts_with('.') && p != "." && p != ".." || p == "__MACOSX");
        if file.is_dir() || hidden {
            return None;
        }
        // Nothing is ever written under the name of a member; one that climbs is told all the same.
        if path.split(['/', '\\']).any(|p| p == "..") || path.starts_with(['/', '\\']) {
            self.out.notes.push(vigie_engine::model::Note {
                doc: name.into(),
                message: format!("has a member whose path leads out of it ({path}); it was read as a part of it"),
            });
        }
        match self.unpack(file) {
            Ok(bytes) => Some((path, bytes)),
            Err(why) => {
                self.note(&format!("{name}/{path}"), &why);
                None
            }
        }
    }

    fn office(
        &mut self,
        archive: &mut Archive,
        name: &str,
        given: Document,
        main: &str,
        read: fn(&str, &str, Document) -> Result<Document, String>,
    ) {
        let main = self.text_of(archive, main);
        let meta = ["docProps/core.xml", "meta.xml"].into_iter().find_map(|m| self.text_of(archive, m).ok());
        match main.and_then(|main| read(&main, &meta.unwrap_or_default(), given)) {
            Ok(doc) => self.page(doc),
            Err(why) => self.note(name, &why),
        }
    }

    fn text_of(&mut self, archive: &mut Archive, path: &str) -> Result<String, String> {
        let file = archive.by_name(path).map_err(|e| format!("cannot be unpacked and was left out ({e})"))?;
        let bytes = self.unpack(file.take(u64::MAX))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{opened, packed};

    #[test]
    fn members_are_read_by_what_they_are() {
        let bytes = packed(&[
            ("a/one.txt", b"The ferry sank at dawn."),
            ("../two.md", b"The mill was shut."),
            (".hidden", b"x"),
            ("p.png", b"\x89PNG"),
        ]);
        let found = opened("z.zip", &bytes);
        let ids: Vec<&str> = found.pages.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids, ["one", "two"]);
        assert!(found.notes.iter().any(|n| n.message.contains("leads out of it")), "{:?}", found.notes);
        assert!(found.notes.iter().any(|n| n.doc == "z.zip/p.png"));
    }

    #[test]
    fn archives_in_archives_end_somewhere() {
        let mut bytes = packed(&[("a.txt", b"The ferry sank.")]);
        for _ in 0..10 {
            bytes = packed(&[("z.zip", &bytes)]);
        }
        let found = opened("z.zip", &bytes);
        assert!(found.pages.is_empty() && found.notes.iter().any(|n| n.message.contains("too deep")));
    }
}
