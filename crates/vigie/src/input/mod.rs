//! Paths → pages: the files a command was given, as documents that are not read yet.

mod files;
mod identity;
mod opening;

pub use identity::{apart, by_address};
pub use opening::{Settings, configure};

use crate::failure::Failure;
use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use vigie_engine::model::{Document, Note};
use vigie_formats::{Opened, Piece};

/// Every page below the paths, once, in the canonical order, with notes on what could not be taken.
pub fn pages(paths: &[PathBuf], notes: &mut Vec<Note>) -> Result<Vec<Document>, Failure> {
    let sources = files::gather(paths, notes)?;
    let (pages, read) = opening::open(&sources, notes);
    if read == 0 { Err(nothing(notes)) } else { Ok(identity::settle(pages, notes)) }
}

/// Gives every piece of the files below the paths, in their order, for callers that cannot hold them all.
pub fn pieces(paths: &[PathBuf], give: &SyncSender<Piece>) -> Result<Vec<Note>, Failure> {
    let mut notes = Vec::new();
    for source in files::gather(paths, &mut notes)? {
        opening::stream(&source, opening::settings(), give, &mut notes);
    }
    Ok(notes)
}

/// The pages of a piece.
pub fn open(piece: Piece) -> Opened {
    opening::within_time(piece, opening::settings())
}

/// Some files missing is worth a note; all of them is a failure, with the reasons.
pub fn nothing(notes: &[Note]) -> Failure {
    let why: Vec<String> = notes.iter().map(|n| format!("\n  {}: {}", n.doc, n.message)).collect();
    Failure::new(
        format!("nothing could be read{}", why.concat()),
        "give reports as text, web pages, PDF, Word files, mails, feeds, tables or archives of these, or - for standard input",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_path_fails_with_a_hint() {
        let failure = pages(&["no/such/place".into()], &mut Vec::new()).expect_err("a failure").to_string();
        assert!(failure.contains("no/such/place") && failure.contains("hint: "), "{failure}");
    }
}
