//! Documents as JSON lines.

use crate::{Piece, Reader};
use serde_json::{Map, Value};
use vigie_engine::model::Document;

impl Reader<'_> {
    /// The documents of JSON lines; a line that is not one is a note, and the rest goes on.
    pub(crate) fn lines(&mut self, piece: &Piece, text: &str) {
        self.out.read += 1;
        if text.trim().is_empty() {
            self.note(&piece.name, "is empty");
        }
        for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match document(line) {
                Ok(document) => self.out.pages.push(document),
                Err(message) => self.note(&format!("{}:{}", piece.name, piece.line.max(1) + n), &message),
            }
        }
    }
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
        ..Document::default()
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
    use crate::testing::opened;

    #[test]
    fn an_id_may_be_a_number_and_nulls_are_nothing() {
        let line = r#"{"id": 7, "title": null, "url": "", "published": "2022-04", "text": "Words."}"#;
        let found = opened("a.jsonl", line.as_bytes());
        let page = &found.pages[0];
        assert_eq!((page.id.as_str(), &page.title, &page.url), ("7", &None, &None));
        assert_eq!(page.published.as_deref(), Some("2022-04"));
        assert!(found.notes.is_empty());
    }

    #[test]
    fn a_broken_line_is_named_and_the_rest_goes_on() {
        let text = "{\"text\": \"One.\"}\n\n{\"text\": \n[1]\n{\"id\": \"x\"}\n{\"text\": \"Two.\"}\n";
        let found = opened("a.jsonl", text.as_bytes());
        assert_eq!(found.pages.len(), 2);
        let places: Vec<&str> = found.notes.iter().map(|n| n.doc.as_str()).collect();
        assert_eq!(places, ["a.jsonl:3", "a.jsonl:4", "a.jsonl:5"]);
    }
}
