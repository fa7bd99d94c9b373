//! A brief as Markdown with footnotes that `verify` reads back.

use super::notes::{Note, Notes, encode, one_line, source, web};
use super::phrases::{Phrases, Wording};
use super::say;
use crate::model::{Brief, Document, Sentence, Source};
use std::fmt::Write;

/// Marks the end of what is checked sentence by sentence.
pub(super) const END: &str = "<!-- vigie: end of sentences -->";
/// Begins the line that says which incidents were told.
pub(super) const TOLD: &str = "<!-- vigie: told";
/// Stands before the name of whoever added a sentence.
pub(super) const BY: char = '✍';
/// Begins the line that says what the brief covers.
pub(super) const HEAD: &str = "<!-- vigie: brief";

/// The brief as Markdown.
pub(super) fn render(brief: &Brief, documents: &[Document], phrases: &Phrases) -> String {
    let words = phrases.of(brief.lang);
    let notes = Notes::new(brief, documents, words);
    let mut out = String::new();
    head(&mut out, brief, words);
    for section in &brief.sections {
        let _ = writeln!(out, "## {}\n", escape(&section.heading));
        for sentence in &section.sentences {
            let _ = writeln!(out, "{}{}", words_of(sentence, &section.form), marks(&notes.of(&sentence.citations)));
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{END}\n");
    list(&mut out, words.page("outlook"), &brief.outlook, Some(words.page("outlook_rule")));
    list(&mut out, words.page("left_out"), &brief.left_out, None);
    table(&mut out, brief, words, &notes);
    sources(&mut out, brief, words);
    for note in notes.all() {
        let _ = writeln!(out, "{}", definition(&note, words));
    }
    out
}

/// A sentence as its section's form wants it, with the name of whoever added it.
fn words_of(sentence: &Sentence, form: &str) -> String {
    let by = sentence.by.as_ref().map(|name| format!("{BY} *{}:* ", escape(name))).unwrap_or_default();
    let text = escape(&sentence.text);
    match (form, by.is_empty()) {
        ("bold", true) => format!("**{text}**"),
        ("prose", _) => format!("\n{by}{text}"),
        _ => format!("- {by}{text}"),
    }
}

/// Lines that rest on no report's words.
fn list(out: &mut String, heading: &str, lines: &[String], about: Option<&str>) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "## {heading}\n");
    lines.iter().for_each(|line| out.push_str(&format!("- {}\n", escape(line))));
    out.push_str(&about.map(|a| format!("\n{a}\n")).unwrap_or_default());
    out.push('\n');
}

fn head(out: &mut String, brief: &Brief, words: &Wording) {
    let fields = head_fields(brief).map(|(name, value)| format!("{name}={}", encode(&value)));
    let _ = writeln!(out, "{HEAD} {} -->", fields.join(" "));
    if !brief.told.is_empty() {
        let _ = writeln!(out, "{TOLD} {} -->", encode(&told(brief)));
    }
    let arrow = brief.arrow.as_ref().map(|a| format!("{a} ")).unwrap_or_default();
    let _ = writeln!(out, "# {arrow}{}\n", escape(&brief.title));
    let _ = writeln!(out, "{}  ", escape(&period(brief, words)));
    for line in &brief.coverage {
        let _ = writeln!(out, "{}  ", escape(line));
    }
    out.push('\n');
    for line in &brief.verdict {
        let _ = writeln!(out, "> {}\n", escape(line));
    }
}

/// What a reader of the file needs to know that its text does not say.
pub(super) fn head_fields(brief: &Brief) -> [(&'static str, String); 6] {
    let day = |d: Option<crate::model::Day>| d.map(|d| d.to_string()).unwrap_or_default();
    [
        ("lang", brief.lang.code().into()),
        ("kind", brief.kind.to_string()),
        ("area", brief.area.clone()),
        ("country", brief.country.clone().unwrap_or_default()),
        ("from", day(brief.from)),
        ("to", day(brief.to)),
    ]
}

/// The incidents told with their digests, as one word that `verify` and the next brief read.
pub(super) fn told(brief: &Brief) -> String {
    brief.told.iter().map(|(id, digest)| format!("{}={digest}", encode(id))).collect::<Vec<_>>().join(",")
}

/// First and last day in words.
pub(super) fn period(brief: &Brief, words: &Wording) -> String {
    match (brief.from, brief.to) {
        (None, None) => words.page("undated").into(),
        (from, to) => {
            let shown = |d: Option<_>| d.map_or("…".into(), |d| say::day(d, words));
            let (from, to) = (shown(from), shown(to));
            if from == to { from } else { format!("{from} – {to}") }
        }
    }
}

fn marks(numbers: &[usize]) -> String {
    numbers.iter().map(|n| format!("[^{n}]")).collect()
}

fn definition(note: &Note, words: &Wording) -> String {
    let c = &note.citation;
    let place = format!("({} {}, {} {}-{})", words.page("doc"), encode(&c.doc), words.page("bytes"), c.start, c.end);
    let source = escape_all(&note.source);
    let separator = if source.is_empty() { "" } else { " " };
    format!(
        "[^{}]: {source}{separator}{place}: {}{}{}",
        note.number,
        words.quote.0,
        escape_all(&note.cited),
        words.quote.1
    )
}

/// The columns of the incidents table.
pub(super) const COLUMNS: [&str; 6] = ["date", "place", "type", "sides", "toll", "claim"];

fn table(out: &mut String, brief: &Brief, words: &Wording, notes: &Notes) {
    if brief.table.is_empty() {
        return;
    }
    let _ = writeln!(out, "## {}\n", words.page("incidents"));
    let _ = writeln!(out, "| {} |", COLUMNS.map(|c| words.page(c)).join(" | "));
    let _ = writeln!(out, "|{}", " --- |".repeat(COLUMNS.len()));
    for row in &brief.table {
        let cells: Vec<String> = row.cells.iter().map(|c| escape(c)).collect();
        let _ = writeln!(out, "| {}{} |", cells.join(" | "), marks(&notes.of(&row.citations)));
    }
    out.push('\n');
}

fn sources(out: &mut String, brief: &Brief, words: &Wording) {
    let _ = writeln!(out, "## {}\n", words.page("sources"));
    for source in &brief.sources {
        let _ = writeln!(out, "- {}", one_source(source, words));
    }
    let _ = writeln!(out, "\n{}\n", words.page("verify"));
}

fn one_source(report: &Source, words: &Wording) -> String {
    let from = source(report.outlet.as_deref(), report.published.as_deref(), words);
    let title = report.title.as_deref().unwrap_or(&report.doc);
    let link = web(report.url.as_deref()).map(|u| format!(" <{}>", u.replace(['<', '>', ' ', '\n'], "")));
    format!("{}: {}{}", escape(&from), escape(title), link.unwrap_or_default())
}

/// Takes the meaning from every mark that Markdown or HTML would read, on one line.
fn escape(text: &str) -> String {
    escaped(text, "\\`*_[]<>|~&#")
}

/// The same, and brackets, so that the only open bracket of a note is our own.
fn escape_all(text: &str) -> String {
    escaped(text, "\\`*_[]<>|~&#()")
}

fn escaped(text: &str, marks: &str) -> String {
    let one = |c: char| if marks.contains(c) { format!("\\{c}") } else { c.to_string() };
    one_line(text).chars().map(one).collect()
}

/// The text that was escaped.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let marked = letters.next_if(|n| c == '\\' && n.is_ascii_punctuation());
        out.push(marked.unwrap_or(c));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaping_comes_back() {
        for text in ["a *b* [c](d) \\ \\* <script>", "R&D | x", "\\\\"] {
            assert_eq!(unescape(&escape(text)), text);
            assert_eq!(unescape(&escape_all(text)), text);
        }
        assert!(escape("<script>").starts_with("\\<"));
    }
}
