//! Paths → pages: the files a command was given, as documents that are not read yet.

mod files;
mod identity;
mod opening;

pub use identity::{apart, by_address};
pub use opening::{Settings, configure};

use crate::failure::Failure;
use std::path::PathBuf;
use vigie_engine::model::{Document, Note};

/// Every page below the paths, once, in the canonical order, with notes on what could not be taken.
pub fn pages(paths: &[PathBuf], notes: &mut Vec<Note>) -> Result<Vec<Document>, Failure> {
    let sources = files::gather(paths, notes)?;
    let (pages, read) = opening::open(&sources, notes);
    if read == 0 { Err(nothing(notes)) } else { Ok(identity::settle(pages, notes)) }
}

/// Some files missing is worth a note; all of them is a failure, with the reasons.
fn nothing(notes: &[Note]) -> Failure {
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
