//! When too little came out: the text that the page gives to machines, or another extractor's.

use super::meta::Meta;
use super::tree::one_line;
use dom_smoothie::{Config, Readability, TextMode};
use vigie_engine::model::Document;

/// Replaces a text of fewer than `little` bytes by a much longer one, if there is one.
pub fn step_in(doc: &mut Document, page: &str, meta: &Meta, little: usize) {
    if doc.text.len() >= little {
        return;
    }
    let told = meta.body.as_deref().map(lines).filter(|t| better(t, &doc.text));
    if let Some(text) = told.or_else(|| readable(page).filter(|t| better(t, &doc.text))) {
        doc.anchors = super::anchors::anchors(&text, page);
        doc.text = text;
    }
}

fn better(text: &str, old: &str) -> bool {
    text.len() > old.len() * 2
}

fn readable(page: &str) -> Option<String> {
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let article = Readability::new(page, None, Some(config)).ok()?.parse().ok()?;
    Some(lines(&article.text_content))
}

/// Lines of one space between words, blank lines between paragraphs.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(one_line).filter(|l| !l.is_empty()).collect();
    lines.join("\n\n")
}
