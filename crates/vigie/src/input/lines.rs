//! Documents as JSON lines.

use serde_json::{Map, Value};
use vigie_engine::model::{Document, Note};

/// The documents of a file of JSON lines; a line that is not one is a note, and the rest goes on.
pub fn documents(name: &str, text: &str, notes: &mut Vec<Note>) -> Vec<Document> {
    let mut found = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match document(line) {
            Ok(document) => found.push(document),
            Err(message) => notes.push(Note { doc: format!("{name}:{}", n + 1), message }),
        }
    }
    found
}

/// Whether a text is JSON lines rather than a report: its first line is an object.
pub fn looks_like_lines(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    first.trim_start().starts_with('{') && serde_json::from_str::<Map<String, Value>>(first).is_ok()
}

fn document(line: &str) -> Result<Document, String> {
    let mut fields: Map<String, Value> =
        serde_json::from_str(line).map_err(|e| format!("is not a JSON object and was left out ({e})"))?;
    let Some(Value::String(text)) = fields.remove("text") else {
        return Err("has no \"text\" and was left out".into());
    };
    let mut field = |name: &str| fields.remove(name).and_then(word);
    Ok(Document {
        id: field("id").unwrap_or_default(),
        title: field("title"),
        outlet: field("outlet"),
        url: field("url"),
        published: field("published"),
        fetched: field("fetched"),
        language: field("language"),
        text,
        cut: Vec::new(),
    })
}

/// A field as text: numbers count, since some tools write an id as one; nothing else does.
fn word(value: Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_may_be_a_number_and_nulls_are_nothing() {
        let mut notes = Vec::new();
        let line = r#"{"id": 7, "title": null, "url": "", "published": "2022-04", "text": "Words."}"#;
        let found = documents("a.jsonl", line, &mut notes);
        assert_eq!((found[0].id.as_str(), &found[0].title, &found[0].url), ("7", &None, &None));
        assert_eq!(found[0].published.as_deref(), Some("2022-04"));
        assert!(notes.is_empty());
    }

    #[test]
    fn a_broken_line_is_named_and_the_rest_goes_on() {
        let mut notes = Vec::new();
        let text = "{\"text\": \"One.\"}\n\n{\"text\": \n[1]\n{\"id\": \"x\"}\n{\"text\": \"Two.\"}\n";
        assert_eq!(documents("a.jsonl", text, &mut notes).len(), 2);
        let places: Vec<&str> = notes.iter().map(|n| n.doc.as_str()).collect();
        assert_eq!(places, ["a.jsonl:3", "a.jsonl:4", "a.jsonl:5"]);
    }

    #[test]
    fn lines_are_told_from_a_report() {
        assert!(looks_like_lines("\n  {\"text\": \"One.\"}\n"));
        assert!(!looks_like_lines("{curly words} begin this report"));
        assert!(!looks_like_lines(""));
    }
}
