//! Document → record: what the report says happened, with the words that say so.

use crate::data::Data;
use crate::model::{DateSpan, Day, Document, Lang, Note, Record};
use std::collections::BTreeSet;

/// Codes one document. Never fails: what cannot be coded is a note.
pub fn code(document: &Document, data: &Data) -> (Record, Vec<Note>) {
    let _ = data;
    (Record { doc: document.id.clone(), ..Record::default() }, Vec::new())
}

/// What a text names: the parts of a sentence that a reader could check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Numbers, in digits or words; those inside dates and names are not counted.
    pub numbers: BTreeSet<u64>,
    /// Dates, as resolved against the anchor.
    pub dates: BTreeSet<DateSpan>,
    /// Canonical names of places.
    pub places: BTreeSet<String>,
    /// Canonical names of actors.
    pub actors: BTreeSet<String>,
}

/// What the text in `lang` names. `anchor` resolves relative dates; `country` (ISO alpha-3) says whose
/// "the army" is meant.
pub fn facts(text: &str, lang: Lang, anchor: Option<Day>, country: Option<&str>, data: &Data) -> Facts {
    let _ = (text, lang, anchor, country, data);
    Facts::default()
}

/// The country a document is mostly about (ISO alpha-3), which "the army" and "the capital" refer to.
pub fn country_of(document: &Document, data: &Data) -> Option<String> {
    let _ = (document, data);
    None
}
