//! Lines of sheets → paragraphs, without what stands at the head and foot of every sheet.

use super::layout::{self, Glyph, Line};
use crate::unwrap;
use std::collections::BTreeMap;
use vigie_engine::model::{Anchor, Cut, Document, Span};
use vigie_engine::read::Forms;

/// Lines at the head and the foot of a sheet among which its furniture is looked for.
const EDGE: usize = 3;
/// Letters so much larger than those of the text are a headline.
const HEADLINE: f64 = 1.25;

/// A paragraph and the sheet that it begins on.
struct Paragraph {
    text: String,
    sheet: u32,
    size: f64,
    row: bool,
    item: bool,
}

/// The text of the sheets with an anchor for each paragraph.
pub fn document(sheets: Vec<Vec<Glyph>>, given: Document, forms: &Forms) -> Document {
    let sheets: Vec<Vec<Line>> = sheets.into_iter().map(layout::lines).collect();
    let furniture = furniture(&sheets);
    let mut doc = given;
    let mut kept: Vec<(u32, &Line)> = Vec::new();
    for (sheet, lines) in (1..).zip(&sheets) {
        for (n, line) in lines.iter().enumerate() {
            let tidy = tidy(&line.text());
            let numbered = || tidy.len() < 100 && forms.sheets.iter().any(|mark| tidy.ends_with(mark.as_str()));
            if at_edge(n, lines.len()) && (furniture.contains(&tidy) || is_number(&line.text()) || numbered()) {
                doc.cut.push(Cut { reason: "sheet".into(), text: line.text() });
            } else {
                kept.push((sheet, line));
            }
        }
    }
    let size = usual(kept.iter().map(|(_, l)| (l.size, l.text().len())));
    let mut paragraphs = paragraphs(&kept, size);
    let title = headline(&mut paragraphs, size);
    if let Some(title) = &title {
        doc.cut.push(Cut { reason: "title".into(), text: title.clone() });
    }
    doc.title = doc.title.or(title);
    for paragraph in &paragraphs {
        add(&mut doc, paragraph);
    }
    doc
}

fn add(doc: &mut Document, paragraph: &Paragraph) {
    if !doc.text.is_empty() {
        let close = (paragraph.row || paragraph.item) && !doc.text.ends_with(':');
        doc.text.push_str(if close { "\n" } else { "\n\n" });
    }
    let start = doc.text.len();
    doc.text.push_str(&paragraph.text);
    let text = Span::new(start, doc.text.len());
    doc.anchors.push(Anchor { text, page: Span::default(), sheet: Some(paragraph.sheet) });
}

/// Takes the first paragraph in large letters, with those below it in the same.
fn headline(paragraphs: &mut Vec<Paragraph>, size: f64) -> Option<String> {
    let large = |p: &Paragraph| p.size >= size * HEADLINE && p.sheet == 1 && p.text.len() < 300;
    let top = paragraphs.iter().take(8).filter(|p| large(p)).map(|p| p.size).fold(0.0, f64::max);
    let first = paragraphs.iter().take(8).position(|p| large(p) && p.size >= top * 0.98)?;
    let same = paragraphs[first..].iter().take(3).take_while(|p| large(p) && p.size >= top * 0.98).count();
    let title: Vec<String> = paragraphs.drain(first..first + same).map(|p| p.text).collect();
    Some(title.join(" "))
}

fn paragraphs(lines: &[(u32, &Line)], size: f64) -> Vec<Paragraph> {
    let leading = usual(lines.windows(2).filter_map(|w| {
        let step = w[0].1.y - w[1].1.y;
        (step > 0.0 && step < 3.0 * size).then_some((step, 1))
    }));
    let mut out: Vec<Paragraph> = Vec::new();
    let mut last: Option<&Line> = None;
    for (sheet, line) in lines {
        let text = line.text();
        let (item, text) = bullet(&text);
        let row = line.runs.len() > 1;
        let goes_on = last.is_some_and(|l| goes_on(l, line, leading, &text)) && !item && !row;
        match out.last_mut().filter(|p| goes_on && !p.row) {
            Some(paragraph) => unwrap::join(&mut paragraph.text, &text),
            None => out.push(Paragraph { text, sheet: *sheet, size: line.size, row, item }),
        }
        last = Some(line);
    }
    out
}

/// Whether a line belongs to the paragraph of the line before it.
fn goes_on(last: &Line, line: &Line, leading: f64, text: &str) -> bool {
    let same = (last.size - line.size).abs() < 0.12 * last.size;
    let words = last.text();
    let closed = words.trim_end().ends_with(['.', '!', '?', ':', ';', '»', '”']);
    let full = last.end() > last.left + 0.75 * last.width;
    let step = last.y - line.y;
    if line.top || step <= 0.0 {
        return same && !closed && text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    }
    let near = step < 1.3 * leading.max(line.size);
    same && near && (full || !closed && text.starts_with(char::is_lowercase))
}

/// Whether a line is an item of a list, and its words with a plain hyphen.
fn bullet(text: &str) -> (bool, String) {
    let text = text.trim();
    let rest = text
        .strip_prefix(['•', '▪', '●', '○', '\u{f0b7}', '–', '-', '*', '‣', '·'])
        .map(|r| r.trim_start_matches([' ', '|']));
    match rest.filter(|r| !r.is_empty() && text.len() > r.len() + 1) {
        Some(rest) => (true, format!("- {rest}")),
        None => (false, text.into()),
    }
}

/// Lines that stand at the head or foot of several sheets.
fn furniture(sheets: &[Vec<Line>]) -> Vec<String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for lines in sheets {
        let edge = lines.iter().enumerate().filter(|(n, _)| at_edge(*n, lines.len())).map(|(_, l)| tidy(&l.text()));
        let once: std::collections::BTreeSet<String> = edge.collect();
        once.into_iter().for_each(|text| *count.entry(text).or_default() += 1);
    }
    let enough = (sheets.len() / 3).max(2);
    count.into_iter().filter(|(text, n)| *n >= enough && !text.is_empty()).map(|(text, _)| text).collect()
}

fn at_edge(n: usize, len: usize) -> bool {
    n < EDGE || n + EDGE >= len
}

/// A line with its numbers made alike.
fn tidy(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            _ if c.is_ascii_digit() && out.ends_with('#') => {}
            _ if c.is_ascii_digit() => out.push('#'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// A number of a sheet: "3", "- 3 -", "3/8".
fn is_number(text: &str) -> bool {
    let inner: String = text.chars().filter(|c| !" -–|/".contains(*c)).collect();
    !inner.is_empty() && inner.len() <= 4 && inner.bytes().all(|b| b.is_ascii_digit())
}

/// The value with the most weight, to a tenth.
fn usual(values: impl Iterator<Item = (f64, usize)>) -> f64 {
    let mut count: BTreeMap<i64, usize> = BTreeMap::new();
    values.for_each(|(value, weight)| *count.entry((value * 10.0).round() as i64).or_default() += weight);
    count.into_iter().rev().max_by_key(|(_, n)| *n).map_or(10.0, |(value, _)| value as f64 / 10.0)
}
