//! What a document says of itself where its container does not: title, day, language.

use super::furniture::Furniture;
use super::lines::{Line, closed, prose, words};
use super::story::Part;
use crate::model::{Day, Document};
use whichlang::Lang;

/// Lines at the top among which a date line or a title is looked for.
const HEAD: usize = 12;
/// Lines at the foot among which a communiqué's place and date are looked for.
const FOOT: usize = 5;
/// Words of the longest title.
const TITLE: usize = 30;
/// A language shows in so many characters; more cost time and tell nothing.
const SAMPLE: usize = 4000;

/// Fills title, outlet, day and language as far as they are open and the text gives them.
pub fn fill(doc: &mut Document, part: &Part<'_>, input: &str, lines: &[Line], furniture: &Furniture) {
    let story = Story { part, input, lines, furniture };
    if let Some(header) = &part.header {
        doc.title.get_or_insert_with(|| unmarked(lines[header.headline].of(input)).into());
        doc.outlet = doc.outlet.take().or_else(|| header.outlet.clone());
    }
    doc.title = doc.title.take().or_else(|| story.title());
    doc.published = doc.published.take().or_else(|| story.published());
    doc.language = doc.language.take().or_else(|| language(&doc.text));
}

struct Story<'a> {
    part: &'a Part<'a>,
    input: &'a str,
    lines: &'a [Line],
    furniture: &'a Furniture,
}

impl<'a> Story<'a> {
    fn line(&self, n: usize) -> &'a str {
        self.lines.get(n).map_or("", |l| l.of(self.input))
    }

    /// The lines up to the second paragraph of running text; labels above the report among them,
    /// for a date often stands there.
    fn head(&self) -> impl Iterator<Item = usize> + '_ {
        let from = self.part.cuts.from;
        let mut paragraphs = 0;
        (from..from + self.part.cuts.reasons.len()).take(HEAD).take_while(move |n| {
            paragraphs += usize::from(prose(self.line(*n)));
            paragraphs < 2
        })
    }

    fn kept(&self, n: usize) -> bool {
        self.part.cuts.reasons[n - self.part.cuts.from].is_none()
    }

    /// The first line that looks like a headline, before any running text.
    fn title(&self) -> Option<String> {
        let dated = |line: &str| self.furniture.calendar.header(line).is_some();
        let open = self.head().filter(|n| self.kept(*n)).take(3);
        let fits = |line: &str| (3..=TITLE).contains(&words(line, TITLE + 1)) && !ends_sentence(line) && !dated(line);
        let line = open.map(|n| self.line(n)).find(|l| fits(l) || closed(l))?;
        let more = self.part.cuts.kept().nth(1).is_some();
        (more && fits(line)).then(|| unmarked(line).into())
    }

    fn published(&self) -> Option<String> {
        let calendar = &self.furniture.calendar;
        let dated = |n: usize| {
            let line = self.line(n);
            let header = if prose(line) && closed(line) { None } else { calendar.header(line) };
            header.or_else(|| calendar.leading(line))
        };
        let head = self.head().filter(|n| self.kept(*n) || self.above_report(*n)).find_map(dated);
        let given = || self.part.header.as_ref().and_then(|h| h.published.clone());
        head.map(|d| d.to_string()).or_else(given).or_else(|| self.signed().map(|d| d.to_string()))
    }

    /// Whether a line that is cut stands above the report and not among what follows it.
    fn above_report(&self, n: usize) -> bool {
        (self.part.cuts.from..n).all(|b| !prose(self.line(b)))
    }

    /// The day of the line that signs a communiqué.
    fn signed(&self) -> Option<Day> {
        let foot = self.part.cuts.kept().rev().take(FOOT).map(|n| self.line(n));
        foot.filter(|l| !closed(l)).find_map(|l| self.furniture.calendar.header(l))
    }
}

/// Whether the line is a sentence that closes with a stop; headlines may close with other marks.
fn ends_sentence(line: &str) -> bool {
    closed(line) && !line.ends_with(['!', '?', '"', '\'', '”', '’', '»', ')'])
}

/// A headline without the marks of Markdown around it.
fn unmarked(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || "#*_".contains(c))
}

/// The two-letter code of the language that the text is most likely in.
fn language(text: &str) -> Option<String> {
    let sample: String = text.split_whitespace().flat_map(|w| w.chars().chain([' '])).take(SAMPLE).collect();
    let lower = sample.to_lowercase();
    let code = match whichlang::detect_language(&lower) {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    };
    lower.contains(char::is_alphabetic).then(|| code.into())
}
