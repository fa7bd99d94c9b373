//! What bytes are, by the bytes.

use crate::{Context, text};
use serde_json::{Map, Value};

/// A form in which reports come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text or Markdown.
    Text,
    /// A web page.
    Html,
    /// A PDF.
    Pdf,
    /// An archive, or a Word or OpenDocument file, which are archives too.
    Zip,
    /// Anything compressed.
    Gzip,
    /// A mail.
    Mail,
    /// A folder of mail in one file.
    Mbox,
    /// A web archive.
    Warc,
    /// One report a line, as JSON.
    Lines,
    /// Reports in one JSON value.
    Json,
    /// A table with a heading.
    Csv,
    /// RSS, RDF or Atom.
    Feed,
    /// Something without reports; the words say what.
    Other(&'static str),
}

/// Bytes at the start by which a form is told.
const HEAD: usize = 64 * 1024;
/// First bytes of forms, and what they are.
const MAGIC: [(&[u8], Format); 22] = [
    (b"PK\x03\x04", Format::Zip),
    (b"PK\x05\x06", Format::Other("an empty archive")),
    (b"\x1f\x8b", Format::Gzip),
    (b"WARC/", Format::Warc),
    (b"\x89PNG", Format::Other("a picture")),
    (b"GIF8", Format::Other("a picture")),
    (b"\xff\xd8\xff", Format::Other("a picture")),
    (b"BM6", Format::Other("a picture")),
    (b"II*\0", Format::Other("a picture")),
    (b"MM\0*", Format::Other("a picture")),
    (b"RIFF", Format::Other("a picture, a sound or a film")),
    (b"ID3", Format::Other("a sound")),
    (b"OggS", Format::Other("a sound or a film")),
    (b"\x1aE\xdf\xa3", Format::Other("a film")),
    (b"\xd0\xcf\x11\xe0", Format::Other("an old Office file (save it as .docx)")),
    (b"{\\rtf", Format::Other("a Rich Text file (save it as .docx or text)")),
    (b"7z\xbc\xaf", Format::Other("a 7z archive (unpack it first)")),
    (b"Rar!", Format::Other("a RAR archive (unpack it first)")),
    (b"BZh", Format::Other("a bzip2 archive (unpack it first)")),
    (b"\xfd7zXZ", Format::Other("an xz archive (unpack it first)")),
    (b"SQLite format 3", Format::Other("a database")),
    (b"\x7fELF", Format::Other("a program")),
];
/// Headers that only mail has, and those that a text might begin with too.
const MAIL: [&str; 9] = [
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "delivered-to",
    "x-mailer",
    "content-type",
    "content-transfer-encoding",
    "dkim-signature",
];

/// What the bytes are.
pub fn sniff(bytes: &[u8], context: Context<'_>) -> Format {
    let head = &bytes[..bytes.len().min(HEAD)];
    if let Some((_, format)) = MAGIC.iter().find(|(start, _)| head.starts_with(start)) {
        return *format;
    }
    if head[..head.len().min(1024)].windows(5).any(|w| w == b"%PDF-") {
        return Format::Pdf;
    }
    match head.get(4..8) {
        Some(b"ftyp") => return Format::Other("a film or a picture"),
        _ if head.get(257..262) == Some(b"ustar") => return Format::Other("a tar archive (unpack it first)"),
        _ => {}
    }
    let Some(text) = text::head(head) else { return Format::Other("a binary file, not text") };
    of_text(text.trim_start_matches('\u{feff}'), context)
}

fn of_text(text: &str, context: Context<'_>) -> Format {
    let inner = text.trim_start();
    let start: String = inner.chars().take(2048).collect::<String>().to_ascii_lowercase();
    match inner.chars().next() {
        Some('<') => return markup(&start),
        Some('{' | '[') => return json(inner),
        _ => {}
    }
    if text.starts_with("From ") && text.lines().nth(1).is_some_and(|l| header(l).is_some()) {
        Format::Mbox
    } else if is_mail(inner) {
        Format::Mail
    } else if start.contains("<html") || start.contains("<!doctype html") {
        Format::Html
    } else if crate::csv::is_table(inner, context.data, context.columns) {
        Format::Csv
    } else {
        Format::Text
    }
}

fn markup(start: &str) -> Format {
    let has = |tag: &str| start.contains(tag);
    if has("<rss") || has("<feed") || has("<rdf:rdf") {
        return Format::Feed;
    }
    let html = [
        "<html",
        "<!doctype html",
        "<head",
        "<body",
        "<div",
        "<p",
        "<article",
        "<main",
        "<meta",
        "<table",
        "<h1",
        "<section",
    ];
    if html.into_iter().any(has) {
        Format::Html
    } else if start.starts_with("<?xml") {
        Format::Other("XML of another kind")
    } else if has("</") || start.starts_with("<!--") {
        Format::Html
    } else {
        Format::Text
    }
}

/// One object a line, one value, or a text that begins with a brace.
fn json(text: &str) -> Format {
    let mut lines = text.lines().filter(|l| !l.trim().is_empty());
    let first = lines.next().unwrap_or("");
    let object = serde_json::from_str::<Map<String, Value>>(first);
    let next = lines.next().is_some_and(|l| l.trim_start().starts_with('{'));
    match object {
        Ok(map) if next || map.contains_key("text") => Format::Lines,
        Ok(_) => Format::Json,
        // A line longer than what is looked at.
        Err(_) if first.len() == text.trim_end().len() && text.starts_with('{') && holds_text(text) => Format::Lines,
        Err(_) if value_begins(text) => Format::Json,
        Err(_) => Format::Text,
    }
}

fn holds_text(text: &str) -> bool {
    text.chars().take(600).collect::<String>().contains("\"text\"")
}

/// Whether a text begins as a JSON value does that is longer than a line, or than what is looked at.
fn value_begins(text: &str) -> bool {
    let inner = text[1..].trim_start();
    match text.as_bytes()[0] {
        b'{' => inner.starts_with('"'),
        _ => inner.strip_prefix('{').is_some_and(|i| i.trim_start().starts_with('"')),
    }
}

/// The name of a header line.
fn header(line: &str) -> Option<String> {
    let (name, _) = line.split_once(':')?;
    let plain = |n: &str| !n.is_empty() && n.len() < 60 && n.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain(name).then(|| name.to_ascii_lowercase())
}

fn is_mail(text: &str) -> bool {
    let block = text.lines().take(80).take_while(|l| !l.trim().is_empty());
    let names: Vec<Option<String>> = block.filter(|l| !l.starts_with([' ', '\t'])).map(header).collect();
    let known = |n: &&Option<String>| n.as_deref().is_some_and(|n| MAIL.contains(&n));
    let from = names.iter().flatten().any(|n| n == "from" || n == "return-path");
    names.iter().all(Option::is_some) && names.iter().filter(known).count() >= 2 && from
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::with_context;

    fn of(text: &str) -> Format {
        with_context(|context| sniff(text.as_bytes(), context))
    }

    #[test]
    fn forms_are_known_by_their_bytes() {
        for (text, want) in [
            ("%PDF-1.7\n", Format::Pdf),
            ("\n<!DOCTYPE html><html>", Format::Html),
            ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Format::Feed),
            ("<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::Feed),
            ("<?xml version=\"1.0\"?><kml>", Format::Other("XML of another kind")),
            ("{\"id\": 1, \"text\": \"a\"}\n", Format::Lines),
            ("{\"data\": [{\"fields\": {}}]}", Format::Json),
            ("{\n  \"data\": []\n}", Format::Json),
            ("[{\"title\": {\"rendered\": \"a\"}}]", Format::Json),
            ("{Braces} begin this report.", Format::Text),
            ("[LIVE] Ferry sinks\n\n21:00", Format::Text),
            ("From a@b.example Thu Jul  3 10:00:00 2025\nFrom: a@b.example\n\nHi", Format::Mbox),
            ("Received: by x\nMessage-ID: <1@x>\nFrom: a@b.example\nSubject: x\n\nHi", Format::Mail),
            ("From: the harbour\nTo: all\n\nA ferry sank.", Format::Text),
            ("date;title;text\n2025-07-03;a;b\n", Format::Csv),
            ("A ferry sank, with sixty on board, text says.\n", Format::Text),
            ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", Format::Warc),
        ] {
            assert_eq!(of(text), want, "{text}");
        }
        assert_eq!(of("\x00\x01\x02\x03\x04\x00\x00"), Format::Other("a binary file, not text"));
    }
}
