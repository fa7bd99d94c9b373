//! Pages in our own words, and what is left of them.

mod cutting;
mod dates;
mod demo;
mod meta;
mod properties;
mod stories;

use super::{Page, read};
use crate::data::Data;
use crate::model::{Document, Note};

/// A report long enough for a heading such as "Comments" to end it.
const REPORT: &str = "The ferry to Lanto sank at dawn on Tuesday with some sixty people on board.\n\
    Divers brought up nine bodies by noon, the harbour master told local radio.";

/// Reads a page of which only the text and the day of saving are known.
fn pages(text: &str) -> (Vec<Document>, Vec<Note>) {
    let given =
        Document { id: "p".into(), text: text.into(), fetched: Some("2025-07-26".into()), ..Default::default() };
    read(Page { given }, Data::bundled())
}

/// The lines kept, with `[reason]` at the end for each cut, and `== id` before each further story.
fn show(text: &str) -> String {
    let (documents, _) = pages(text);
    let mut out = Vec::new();
    for (n, doc) in documents.iter().enumerate() {
        if n > 0 {
            let field = |f: &Option<String>| f.clone().unwrap_or("?".into());
            out.push(format!("== {} · {} · {}", doc.id, field(&doc.outlet), field(&doc.published)));
        }
        out.extend(doc.text.lines().map(str::trim).filter(|l| !l.is_empty()).map(String::from));
        out.extend(doc.cut.iter().map(|c| format!("[{}]", c.reason)));
    }
    out.join("\n")
}

#[track_caller]
fn check(page: &str, want: &str) {
    let page = page.replace("REPORT", REPORT);
    let want = want.replace("REPORT", REPORT);
    assert_eq!(show(&page), want, "\n--- page ---\n{page}");
}

/// The page comes out as it went in.
#[track_caller]
fn untouched(page: &str) {
    let (documents, _) = pages(page);
    assert_eq!((documents.len(), documents[0].text.as_str()), (1, page));
    assert_eq!(documents[0].cut, []);
}
