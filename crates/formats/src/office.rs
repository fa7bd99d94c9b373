//! Which Office file an archive is.

use std::io::{Read, Seek};
use zip::ZipArchive;

/// A kind of Office file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Word file (.docx).
    Word,
    /// An OpenDocument text (.odt).
    OpenText,
    /// One without reports.
    Other(&'static str),
}

/// The kind by the names of the members; nothing if it is an archive like any other.
pub fn kind<R: Read + Seek>(archive: &ZipArchive<R>) -> Option<Kind> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    match () {
        () if has("word/document.xml") => Some(Kind::Word),
        () if has("xl/workbook.xml") => Some(Kind::Other("a spreadsheet (save the sheet as CSV)")),
        () if has("ppt/presentation.xml") => Some(Kind::Other("a presentation (save it as PDF)")),
        () if has("content.xml") && has("styles.xml") && has("mimetype") => Some(Kind::OpenText),
        () if has("META-INF/container.xml") => Some(Kind::Other("an e-book")),
        () => None,
    }
}
