//! Document → record: what the report says happened, with the words that say so.

mod attribution;
mod candidate;
mod clause;
mod date;
mod event;
mod facts;
mod figure;
mod indicator;
mod modality;
mod number;
mod party;
mod place;
mod scan;
mod unify;

pub use facts::{Facts, country_of, facts};
pub use number::Quantity;

use crate::data::Data;
use crate::model::{Document, Note, Record};
use date::Clock;
use scan::Reader;

/// Codes one document. Never fails: what cannot be coded is a note.
pub fn code(document: &Document, data: &Data) -> (Record, Vec<Note>) {
    let empty = Record { doc: document.id.clone(), ..Record::default() };
    let Some(lang) = document.lang() else { return (empty, Vec::new()) };
    let clock = Clock { published: document.published_day() };
    let reader = Reader::new(&document.text, lang, clock, data);
    let sentences = reader.sentences();
    let mut record = unify::record(&reader, &sentences);
    record.doc = document.id.clone();
    (record, Vec::new())
}
