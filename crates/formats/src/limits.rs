//! How much is taken of what people have: each limit has a name, a value and a reason.

use crate::MB;

/// Limits on size, depth and number. Past a limit there is a note, and the next piece is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file that is read whole: all but WARC, mbox and JSON lines, which are read piece by piece.
    pub file_bytes: usize,
    /// Bytes of one web page or one record of a WARC.
    pub page_bytes: usize,
    /// Bytes of a web page from which it is read without its structure.
    pub tree_bytes: usize,
    /// Elements within each other from which a web page is read without its structure.
    pub tree_depth: usize,
    /// Bytes that the archives of one file may unpack to.
    pub unpacked_bytes: usize,
    /// Members of an archive, rows of a table, entries of a feed.
    pub members: usize,
    /// Archives and mails within each other.
    pub nesting: usize,
    /// Sheets of a PDF.
    pub sheets: usize,
    /// Seconds for one piece.
    pub seconds: usize,
}

/// Name, unit, default, and what it is good for, for the help and the documentation.
pub const LIMITS: [(&str, usize, &str); 9] = [
    ("file-mb", 256, "a file that is read whole (WARC, mbox and JSON lines are read piece by piece)"),
    ("page-mb", 20, "a web page, a mail, or a record of a WARC"),
    ("tree-mb", 8, "a web page that is read with its structure"),
    ("tree-depth", 400, "elements within each other in a web page that is read with its structure"),
    ("unpacked-mb", 512, "what the archives of one file may unpack to"),
    ("members", 20_000, "members of an archive, rows of a table, entries of a feed"),
    ("nesting", 4, "archives and mails within each other"),
    ("sheets", 500, "sheets of a PDF"),
    ("seconds", 60, "time for one page, mail or PDF"),
];

impl Default for Limits {
    fn default() -> Self {
        let of = |n: usize| LIMITS[n].1;
        Self {
            file_bytes: of(0) * MB,
            page_bytes: of(1) * MB,
            tree_bytes: of(2) * MB,
            tree_depth: of(3),
            unpacked_bytes: of(4) * MB,
            members: of(5),
            nesting: of(6),
            sheets: of(7),
            seconds: of(8),
        }
    }
}

impl Limits {
    /// Sets a limit by its name; `false` if there is none of that name.
    pub fn set(&mut self, name: &str, value: usize) -> bool {
        let bytes = value.saturating_mul(MB);
        match name {
            "file-mb" => self.file_bytes = bytes,
            "page-mb" => self.page_bytes = bytes,
            "tree-mb" => self.tree_bytes = bytes,
            "tree-depth" => self.tree_depth = value,
            "unpacked-mb" => self.unpacked_bytes = bytes,
            "members" => self.members = value,
            "nesting" => self.nesting = value,
            "sheets" => self.sheets = value,
            "seconds" => self.seconds = value,
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_can_be_set_by_its_name() {
        let mut limits = Limits::default();
        assert!(LIMITS.iter().all(|(name, value, _)| limits.set(name, *value)));
        assert_eq!(limits, Limits::default());
        assert!(!limits.set("other", 1));
    }
}
