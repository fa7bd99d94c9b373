//! Traces to read in a terminal.

use super::wrap::{Words, paint};
use anstyle::{AnsiColor, Style};
use vigie_engine::code::{Act, Filled, Kind, Trace};
use vigie_engine::model::{Document, Span};

/// Where the text will be read.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// Whether words may be coloured.
    pub colour: bool,
    /// Columns of a line.
    pub width: usize,
}

/// How many types that nearly fired are told; the rest lacked more.
const NEAREST: usize = 3;
/// Where the notes below a sentence begin.
const INDENT: &str = "       ";

/// Every document with its sentences, and below each what was made of it.
pub fn text(explained: &[(&Document, Vec<Trace>)], paper: Paper) -> String {
    let documents: Vec<String> = explained.iter().map(|(d, traces)| paper.document(d, traces)).collect();
    documents.join("\n")
}

impl Paper {
    fn document(&self, document: &Document, traces: &[Trace]) -> String {
        let mut out = self.head(document);
        if traces.is_empty() {
            out += "\nNot coded: no text, or a language that is not known here.\n";
        }
        for (n, trace) in traces.iter().enumerate() {
            out += "\n";
            out += &self.sentence(n + 1, &document.text, trace);
        }
        out
    }

    fn head(&self, document: &Document) -> String {
        let mut title = Words::default();
        title.push(&document.id, self.style(Style::new().bold()));
        title.push(" · ", None);
        title.push(document.title.as_deref().unwrap_or("no title"), None);
        let about = [&document.outlet, &document.published, &document.language];
        let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
        let mut below = Words::default();
        below.push(&about.join(", "), self.soft());
        let below = if about.is_empty() { String::new() } else { below.lines("", "", self.width) };
        title.lines("", "", self.width) + &below + &self.key()
    }

    /// What the colours mean, where there are any.
    fn key(&self) -> String {
        let kinds = [Kind::Who, Kind::Where, Kind::When, Kind::Number, Kind::Act];
        let names = ["who", "where", "when", "how many", "act"];
        let painted: Vec<String> =
            kinds.into_iter().zip(names).map(|(k, name)| paint(name, self.style(style(k)))).collect();
        if self.colour { painted.join("  ") + "\n" } else { String::new() }
    }

    fn sentence(&self, n: usize, text: &str, trace: &Trace) -> String {
        let mut words = Words::default();
        for (span, kind) in trace.parts() {
            words.push(span.of(text), kind.and_then(|k| self.style(style(k))));
        }
        let mut out = words.lines(&format!("{n:>3}  "), "     ", self.width);
        out += &self.notes("names", trace.mentions.iter().filter_map(|m| names(m.span.of(text), &m.means)));
        for act in &trace.acts {
            out += &self.notes("act", std::iter::once(outcome(act, text)));
            let near = act.near.iter().take(NEAREST);
            out += &self.notes("", near.map(|n| format!("  nearly {}: {}", n.sub_type, n.why())));
        }
        out += &self.notes("toll", pairs(&trace.counts, text));
        out += &self.notes("says so", pairs(&trace.sources, text));
        out + &self.notes("fills", trace.fields.iter().map(|f| fills(f, text)))
    }

    /// Lines of one kind below a sentence, the first one labelled.
    fn notes(&self, label: &str, notes: impl Iterator<Item = String>) -> String {
        let mut out = String::new();
        for (n, note) in notes.enumerate() {
            let label = paint(&format!("{:<9}", if n == 0 { label } else { "" }), self.soft());
            let (mut words, lead) = (Words::default(), note.len() - note.trim_start().len());
            words.push(note.trim_start(), None);
            let first = format!("{INDENT}{label}{}", " ".repeat(lead));
            out += &words.lines(&first, &format!("{INDENT}{:>1$}", "", 11 + lead), self.width);
        }
        out
    }

    fn style(&self, style: Style) -> Option<Style> {
        self.colour.then_some(style)
    }

    fn soft(&self) -> Option<Style> {
        self.style(Style::new().dimmed())
    }
}

/// Colours that stay apart for the colour-blind, each with a mark of its own beside.
fn style(kind: Kind) -> Style {
    match kind {
        Kind::Who => AnsiColor::Blue.on_default().underline(),
        Kind::Where => AnsiColor::Cyan.on_default().underline(),
        Kind::When => AnsiColor::Magenta.on_default(),
        Kind::Number => AnsiColor::Yellow.on_default(),
        Kind::Act => Style::new().bold().invert(),
    }
}

/// A name that says more than its words do.
fn names(words: &str, means: &str) -> Option<String> {
    (words != means).then(|| format!("“{words}” = {means}"))
}

fn pairs(list: &[(Span, String)], text: &str) -> impl Iterator<Item = String> {
    list.iter().map(move |(s, means)| names(s.of(text), means).unwrap_or_else(|| means.clone()))
}

fn outcome(act: &Act, text: &str) -> String {
    let words = act.span.of(text);
    match (&act.fired, &act.event) {
        (Some(fired), Some(event)) => format!("“{words}” → {fired}, {event}"),
        (Some(fired), None) => {
            format!("“{words}” → {fired}, no event of its own: it tells more of another, or too little")
        }
        (None, _) => format!("“{words}” → {}", act.stopped.as_deref().unwrap_or("nothing")),
    }
}

fn fills(filled: &Filled, text: &str) -> String {
    let words = filled.span.map(|s| format!(" ← “{}”", s.of(text))).unwrap_or_default();
    format!("{filled}{words}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::code::explain;
    use vigie_engine::data::Data;

    fn shown(text: &str, paper: Paper) -> String {
        let document = Document {
            id: "r".into(),
            language: Some("en".into()),
            published: Some("2025-07-03".into()),
            text: text.into(),
            ..Document::default()
        };
        super::text(&[(&document, explain(&document, Data::bundled()))], paper)
    }

    const TEXT: &str = "On Tuesday, gunmen attacked an army post in Kayes. It was the first attack for years.";

    #[test]
    fn below_each_sentence_stands_what_was_made_of_it() {
        let shown = shown(TEXT, Paper { colour: false, width: 100 });
        for line in ["  1  On Tuesday, gunmen", "act      “attacked” → Armed clash, e1", "e1 place = Kayes ← “Kayes”"]
        {
            assert!(shown.contains(line), "{line} in\n{shown}");
        }
        assert!(shown.contains("  nearly Armed clash: nobody is said to be hit"), "{shown}");
        assert!(!shown.contains('\u{1b}'));
    }

    #[test]
    fn colour_changes_no_word_and_no_line() {
        let paper = |colour| Paper { colour, width: 60 };
        let (plain, painted) = (shown(TEXT, paper(false)), shown(TEXT, paper(true)));
        let stripped = console::strip_ansi_codes(&painted).replace("who  where  when  how many  act\n", "");
        assert!(painted.contains('\u{1b}'));
        assert_eq!(stripped, plain);
        assert!(plain.lines().all(|l| l.chars().count() <= 60), "{plain}");
    }

    #[test]
    fn a_document_without_sentences_says_so() {
        assert!(shown("", Paper { colour: false, width: 80 }).contains("Not coded"));
    }
}
