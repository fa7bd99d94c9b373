//! Page → documents: clean text, stories of one page apart, dates and outlet where the text gives them.

use crate::data::Data;
use crate::model::{Document, Note};

/// A page as it came in: text, and whatever its container says of it (a JSON line's fields).
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Given fields; `id` and `text` are always set.
    pub given: Document,
}

/// The documents of a page, with what was cut from it, and notes.
pub fn read(page: Page, data: &Data) -> (Vec<Document>, Vec<Note>) {
    let _ = data;
    (vec![page.given], Vec::new())
}
