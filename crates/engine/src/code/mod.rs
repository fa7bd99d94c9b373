//! Document → record: what the report says happened, with the words that say so.

mod attribution;
mod borrow;
mod candidate;
mod clause;
mod counted;
mod date;
mod event;
mod explain;
mod facts;
mod figure;
mod indicator;
mod modality;
mod number;
mod party;
mod place;
#[cfg(test)]
mod place_tests;
mod readings;
mod scan;
mod unify;

pub use explain::{Act, Filled, Kind, Mention, Near, Trace, explain};
pub use facts::{Facts, country_of, facts};
pub use number::Quantity;
pub use readings::{PlaceReading, actors, dates, numbers, places, tolls};

use crate::data::Data;
use crate::model::{Document, Note, Record};
use date::Clock;
use place::Setting;
use scan::Reader;

/// Codes one document. Never fails: what cannot be coded is a note.
pub fn code(document: &Document, data: &Data) -> (Record, Vec<Note>) {
    let empty = Record { doc: document.id.clone(), ..Record::default() };
    let Some(lang) = document.lang() else { return (empty, Vec::new()) };
    let clock = Clock { published: document.published_day() };
    let mut reader = Reader::new(&document.text, lang, clock, data);
    let sentences = reader.sentences();
    let setting = Setting::of(&reader, &sentences);
    reader.home = setting.country;
    reader.invented = modality::invented(&sentences);
    let mut record = unify::record(&reader, &sentences, setting);
    record.doc = document.id.clone();
    (record, Vec::new())
}
