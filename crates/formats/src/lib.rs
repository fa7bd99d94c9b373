//! Bytes of any form → pages: the reports in a web page, a PDF, a mail, a feed, an archive.
//!
//! What a file is shows in its bytes, never in its name. Everything here is a function of the bytes: no files, no
//! network, no clock. What comes out are pages for the engine's `read`, which cuts the furniture that people
//! read, parts stories and finds language and day. Whatever is refused is a note, and the rest is read.

mod csv;
mod docx;
mod feed;
mod gzip;
mod html;
mod http;
mod json;
mod limits;
mod lines;
mod mail;
mod mbox;
mod office;
mod pdf;
mod sniff;
mod stream;
#[cfg(test)]
mod testing;
mod text;
mod unwrap;
mod warc;
mod zip;

pub use limits::{LIMITS, Limits};
pub use sniff::{Format, sniff};
pub use stream::stream;
pub use text::{Decoded, decode, named};

use std::collections::BTreeMap;
use vigie_engine::data::Data;
use vigie_engine::model::{Document, Note};

/// Bytes that hold one report or a small number of them.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// What notes call it.
    pub name: String,
    /// What is known of it from outside; its `id` is where ids of its reports begin.
    pub given: Document,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it is, where that is known.
    pub format: Option<Format>,
    /// The number of its first line, for notes on lines of a larger file.
    pub line: usize,
}

/// What came out of a piece.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// Reports, not yet read by the engine.
    pub pages: Vec<Document>,
    /// What a person should know.
    pub notes: Vec<Note>,
    /// Pieces of it that were taken for reports, also empty ones: none means that nothing was readable.
    pub read: usize,
}

/// What opening needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Names of parts of pages, of columns, of lines of mail.
    pub data: &'a Data,
    /// How much is taken.
    pub limits: &'a Limits,
    /// Columns that the user named: field → heading.
    pub columns: &'a BTreeMap<String, String>,
}

/// Whether the name of a file calls plain text in it a report.
pub fn is_plain(name: &str) -> bool {
    let ending =
        name.rsplit(['/', '\\']).next().and_then(|n| n.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|e| ["txt", "text", "md", "markdown"].contains(&e.as_str()))
}

/// The reports in a piece.
pub fn open(piece: Piece, context: Context<'_>) -> Opened {
    let mut reader = Reader { context, out: Opened::default(), left: context.limits.unpacked_bytes };
    reader.piece(piece, 0);
    reader.out
}

/// A piece being opened, with the pieces in it.
struct Reader<'a> {
    context: Context<'a>,
    out: Opened,
    /// Bytes that may still be unpacked.
    left: usize,
}

impl Reader<'_> {
    fn piece(&mut self, piece: Piece, depth: usize) {
        let limits = self.context.limits;
        if depth > limits.nesting {
            return self.note(&piece.name, "stands too deep in archives and mails and was left out");
        }
        let format = piece.format.unwrap_or_else(|| sniff(&piece.bytes, self.context));
        match format {
            Format::Other(what) => self.note(&piece.name, &format!("is {what} and was left out")),
            Format::Html => self.html(piece),
            Format::Pdf => self.pdf(piece),
            Format::Zip => self.zip(piece, depth),
            Format::Gzip => self.gzip(piece, depth),
            Format::Mail => self.mail(piece, depth),
            Format::Mbox => self.mbox(piece, depth),
            Format::Warc => self.warc(piece, depth),
            Format::Text | Format::Lines | Format::Json | Format::Csv | Format::Feed => self.decoded(piece, format),
        }
    }

    fn decoded(&mut self, piece: Piece, format: Format) {
        let decoded = decode(&piece.bytes);
        decoded.notes.iter().for_each(|message| self.note(&piece.name, message));
        let Some(text) = decoded.text else { return };
        match format {
            Format::Lines => self.lines(&piece, &text),
            Format::Json => self.json(&piece, &text),
            Format::Csv => self.csv(&piece, &text),
            Format::Feed => self.feed(&piece, &text),
            _ => self.page(Document { text, ..piece.given }),
        }
    }

    fn html(&mut self, piece: Piece) {
        if piece.bytes.len() > self.context.limits.page_bytes {
            let size = self.context.limits.page_bytes / MB;
            return self
                .note(&piece.name, &format!("is a web page of over {size} MB and was left out (limit page-mb)"));
        }
        let page = text::of_html(&piece.bytes);
        let mut notes = Vec::new();
        let pages = html::pages(&page, &piece.given, self.context.data, self.context.limits, &mut notes);
        notes.iter().for_each(|message| self.note(&piece.name, message));
        pages.into_iter().for_each(|page| self.page(page));
    }

    fn page(&mut self, page: Document) {
        self.out.read += 1;
        self.out.pages.push(page);
    }

    fn note(&mut self, name: &str, message: &str) {
        self.out.notes.push(Note { doc: name.into(), message: message.into() });
    }
}

/// Bytes of a megabyte.
pub(crate) const MB: usize = 1024 * 1024;
