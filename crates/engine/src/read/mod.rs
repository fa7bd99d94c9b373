//! Page → documents: clean text, stories of one page apart, dates and outlet where the text gives them.
//!
//! The first document of a page keeps the byte positions of the page: what is not the report is
//! blanked out within it and dropped after it. So a span can be looked up in the page itself.
//! Further stories are slices of the page. Where the text was taken out of a web page, a PDF or another
//! form (`Document::form`), there are no positions to keep: what is cut is gone, and anchors lead back.

mod credits;
mod cutting;
mod date_words;
mod dates;
mod forms;
mod front;
mod furniture;
mod head;
mod lines;
mod pieces;
mod story;
#[cfg(test)]
mod tests;
mod unwrap;

pub use forms::{Forms, Mail};
pub use furniture::Furniture;

use crate::data::Data;
use crate::model::{Cut, Document, Lang, Note};
use lines::Line;
use story::Part;

/// A page as it came in: text, and whatever its container says of it (a JSON line's fields).
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Given fields; `id` and `text` are always set.
    pub given: Document,
}

/// The documents of a page, with what was cut from it, and notes.
pub fn read(page: Page, data: &Data) -> (Vec<Document>, Vec<Note>) {
    let mut documents = documents(page.given, &data.furniture);
    for doc in &mut documents {
        doc.credits = credits::credits(&doc.text, data.furniture.credit_words(), &data.sources);
    }
    let notes = documents.iter().filter_map(note).collect();
    (documents, notes)
}

fn note(doc: &Document) -> Option<Note> {
    let note = |message: String| Some(Note { doc: doc.id.clone(), message });
    if doc.text.trim().is_empty() {
        return note("no text".into());
    }
    match doc.language.as_deref() {
        None => note("no words to tell the language by; nothing coded".into()),
        Some(code) if Lang::from_code(code).is_none() => note(format!("no lexicon for language {code}; nothing coded")),
        Some(_) => None,
    }
}

fn documents(mut page: Document, furniture: &Furniture) -> Vec<Document> {
    let input = std::mem::take(&mut page.text);
    let front = front::fill(&mut page, &input);
    // The paragraphs of other forms are whole.
    let broken = page.form.as_deref().is_none_or(|form| form == "mail");
    let input = if broken { unwrap::unwrap(input, front.end) } else { input };
    let lines = lines::lines(&input, front.end);
    let parts = story::parts(&input, &lines, furniture, page.fetched.as_deref());
    let mut documents: Vec<Document> = Vec::new();
    for part in parts.iter().filter(|p| p.full) {
        let doc = if documents.is_empty() { page.clone() } else { sibling(&page, documents.len() + 1) };
        documents.push(document(doc, part, &input, &lines, furniture));
    }
    if let Some(first) = documents.first_mut() {
        first.cut.splice(..0, front.cut(&input));
        first.cut.extend(parts.iter().filter_map(|p| p.teaser(&input, &lines)));
    }
    documents
}

/// The document of a further story of the page, of which nothing is known yet but where it stands.
fn sibling(page: &Document, number: usize) -> Document {
    Document {
        id: format!("{}#{number}", page.id),
        url: page.url.as_ref().map(|url| format!("{url}#{number}")),
        fetched: page.fetched.clone(),
        form: page.form.clone(),
        anchors: page.anchors.clone(),
        ..Document::default()
    }
}

fn document(mut doc: Document, part: &Part<'_>, input: &str, lines: &[Line], furniture: &Furniture) -> Document {
    for (reason, from, to) in part.cuts.runs() {
        let text = input[lines[from].start..lines[to].end].into();
        doc.cut.push(Cut { reason: reason.into(), text });
    }
    if doc.form.is_some() {
        pieces::take(&mut doc, part, input, lines);
    } else {
        doc.text = text(input, part, lines);
    }
    head::fill(&mut doc, part, input, lines, furniture);
    doc
}

/// The story's stretch of the page up to its last line, with spaces for every byte that is cut. The
/// page's first story starts at the first byte of the page.
fn text(input: &str, part: &Part<'_>, lines: &[Line]) -> String {
    let own = part.cuts.from;
    let first = lines.get(own).map_or(input.len(), |l| l.start);
    let end = part.end(input, lines);
    let mut text = String::with_capacity(end);
    if part.opens {
        blank(&input[..first.min(end)], &mut text);
    }
    let mut at = first.min(end);
    for (_, from, to) in part.cuts.runs() {
        let (from, to) = (lines[from].start.min(end), lines[to].end.min(end));
        text.push_str(&input[at..from]);
        blank(&input[from..to], &mut text);
        at = to;
    }
    text.push_str(&input[at..end]);
    text
}

fn blank(cut: &str, text: &mut String) {
    text.extend(cut.bytes().map(|b| if b == b'\n' || b == b'\r' { b as char } else { ' ' }));
}
