//! Bytes of a page → documents, as the program reads them; for what contributors run.

use std::collections::BTreeMap;
use std::io::Read;
use vigie_engine::data::Data;
use vigie_engine::model::{Document, Note};
use vigie_engine::read::{Page, read};
use vigie_formats::{Context, Limits, Piece, open, stream};

/// Every document of a file, given to `take` piece by piece with the notes on it.
pub fn each(from: impl Read, id: &str, mut take: impl FnMut(Vec<Document>, Vec<Note>)) -> Result<Vec<Note>, String> {
    let (limits, columns) = (Limits::default(), BTreeMap::new());
    let context = Context { data: Data::bundled(), limits: &limits, columns: &columns };
    let given = Document { id: id.into(), ..Document::default() };
    let mut work = |piece: Piece| {
        let opened = open(piece, context);
        let mut notes = opened.notes;
        let mut documents = Vec::new();
        for given in opened.pages {
            let (found, more) = read(Page { given }, context.data);
            documents.extend(found);
            notes.extend(more);
        }
        take(documents, notes);
    };
    stream(from, id, &given, None, context, &mut work).map_err(|e| e.to_string())
}

/// All documents of a file that is at hand.
pub fn documents(bytes: &[u8], id: &str) -> Result<(Vec<Document>, Vec<Note>), String> {
    let (mut documents, mut notes) = (Vec::new(), Vec::new());
    let more = each(bytes, id, |found, said| {
        documents.extend(found);
        notes.extend(said);
    })?;
    notes.extend(more);
    Ok((documents, notes))
}
