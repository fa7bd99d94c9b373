//! Front matter: a block of `key: value` lines between two `---` at the very start of a page.

use crate::model::{Cut, Document};

/// A block of metadata is short; a longer one is a text that happens to start with a rule.
const LONGEST: usize = 40;

/// Where the front matter ends, 0 if there is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Front {
    /// The first byte after it.
    pub end: usize,
}

impl Front {
    /// What was left out.
    pub fn cut(&self, input: &str) -> Vec<Cut> {
        let text = input[..self.end].trim();
        let cut = Cut { reason: "front matter".into(), text: text.into() };
        if text.is_empty() { Vec::new() } else { vec![cut] }
    }
}

/// Fills what the container left open from the front matter of the text.
pub fn fill(doc: &mut Document, input: &str) -> Front {
    let Some((pairs, end)) = parse(input) else { return Front::default() };
    for (key, value) in pairs {
        let field = match key {
            "title" => &mut doc.title,
            "outlet" => &mut doc.outlet,
            "url" => &mut doc.url,
            "published" => &mut doc.published,
            "fetched" => &mut doc.fetched,
            "language" => &mut doc.language,
            _ => continue,
        };
        if field.is_none() && !value.is_empty() {
            *field = Some(value.into());
        }
    }
    Front { end }
}

fn parse(input: &str) -> Option<(Vec<(&str, &str)>, usize)> {
    let body = input.trim_start_matches('\u{feff}');
    let mut at = input.len() - body.len();
    let mut pairs = Vec::new();
    for (n, raw) in body.split_inclusive('\n').take(LONGEST).enumerate() {
        at += raw.len();
        match (n, raw.trim()) {
            (0, "---") => {}
            (0, _) => return None,
            (_, "---") => return (!pairs.is_empty()).then_some((pairs, at)),
            (_, "") => {}
            _ if raw.starts_with([' ', '\t', '-', '#']) => {}
            (_, line) => pairs.push(pair(line)?),
        }
    }
    None
}

fn pair(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let simple = |k: &str| !k.is_empty() && k.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    let value = value.trim();
    let quoted = |q: char| value.strip_prefix(q).and_then(|v| v.strip_suffix(q));
    simple(key).then(|| (key, quoted('"').or(quoted('\'')).unwrap_or(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_fills_only_what_is_open() {
        let text = "---\ntitle: \"A: b\"\noutlet: Two\ntags:\n  - x\npages: 3\n---\nBody.";
        let mut doc = Document { outlet: Some("One".into()), ..Default::default() };
        let end = fill(&mut doc, text).end;
        assert_eq!(&text[end..], "Body.");
        assert_eq!((doc.title.as_deref(), doc.outlet.as_deref()), (Some("A: b"), Some("One")));
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        for text in ["---\nThe ferry sank.\n---\n", "---\n---\n", "---\ntitle: x", "text\n---\na: b\n---\n"] {
            assert_eq!(fill(&mut Document::default(), text).end, 0, "{text}");
        }
    }
}
