//! What the tests of all forms share.

use crate::{Context, Limits, Opened, Piece, open, stream};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use vigie_engine::data::Data;
use vigie_engine::model::Document;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Does something with the data and limits that ship with the program.
pub fn with_context<R>(work: impl FnOnce(Context<'_>) -> R) -> R {
    let (limits, columns) = (Limits::default(), BTreeMap::new());
    work(Context { data: Data::bundled(), limits: &limits, columns: &columns })
}

/// What comes out of the bytes of a file of that name.
pub fn opened(name: &str, bytes: &[u8]) -> Opened {
    let id = name.split('.').next().unwrap_or("").to_string();
    let given = Document { id, ..Document::default() };
    with_context(|context| open(Piece { name: name.into(), given, bytes: bytes.into(), ..Piece::default() }, context))
}

/// The pieces of a stream.
pub fn streamed(bytes: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut take = |piece| pieces.push(piece);
    with_context(|c| stream(bytes, "x", &Document::default(), None, c, &mut take)).expect("a stream");
    pieces
}

/// An archive with these members.
pub fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a member");
        archive.write_all(bytes).expect("a member");
    }
    archive.finish().expect("an archive").into_inner()
}
