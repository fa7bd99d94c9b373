//! Paths → pages: the files a command was given, as documents that are not read yet.

mod bytes;
mod files;
mod identity;
mod lines;

pub use identity::{apart, by_address};

use crate::failure::Failure;
use files::{Form, Source};
use std::path::{Path, PathBuf};
use vigie_engine::model::{Document, Note};

/// Every page below the paths, once, in the canonical order, with notes on what could not be taken.
pub fn pages(paths: &[PathBuf], notes: &mut Vec<Note>) -> Result<Vec<Document>, Failure> {
    let (mut pages, mut read) = (Vec::new(), 0);
    for source in files::gather(paths, notes)? {
        let found = match source.bytes() {
            Ok(bytes) => documents(&source, &bytes, notes),
            Err(e) => {
                notes.push(Note { doc: source.name, message: format!("cannot be read ({e})") });
                None
            }
        };
        read += usize::from(found.is_some());
        pages.extend(found.into_iter().flatten());
    }
    if read == 0 { Err(nothing(notes)) } else { Ok(identity::settle(pages, notes)) }
}

/// Some files missing is worth a note; all of them is a failure, with the reasons.
fn nothing(notes: &[Note]) -> Failure {
    let why: Vec<String> = notes.iter().map(|n| format!("\n  {}: {}", n.doc, n.message)).collect();
    Failure::new(
        format!("nothing could be read{}", why.concat()),
        "give reports as .txt, .md or .jsonl files, a folder of them, or - for standard input",
    )
}

/// The documents of a file, or none at all if it is no text.
fn documents(source: &Source, bytes: &[u8], notes: &mut Vec<Note>) -> Option<Vec<Document>> {
    let decoded = bytes::decode(bytes);
    notes.extend(decoded.notes.into_iter().map(|message| Note { doc: source.name.clone(), message }));
    let text = decoded.text?;
    let as_lines = source.form == Form::Lines || (source.form == Form::Either && lines::looks_like_lines(&text));
    // An empty report is noted when it is read.
    if as_lines && text.trim().is_empty() {
        notes.push(Note { doc: source.name.clone(), message: "is empty".into() });
    }
    Some(if as_lines { lines::documents(&source.name, &text, notes) } else { vec![report(&source.name, text)] })
}

/// A plain report, named after its file.
fn report(name: &str, text: String) -> Document {
    let stem = Path::new(name).file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    Document { id: stem, text, ..Document::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_named_after_its_file() {
        assert_eq!(report("reports/2025-07-01 market.txt", "Words.".into()).id, "2025-07-01 market");
    }

    #[test]
    fn a_missing_path_fails_with_a_hint() {
        let failure = pages(&["no/such/place".into()], &mut Vec::new()).expect_err("a failure").to_string();
        assert!(failure.contains("no/such/place") && failure.contains("hint: "), "{failure}");
    }
}
