//! Reports in one JSON value: ReliefWeb's answers, feeds in JSON, what WordPress sites give, lists of objects.

use crate::html;
use crate::{Piece, Reader};
use serde_json::{Map, Value};
use vigie_engine::model::Document;

/// Where lists of reports stand.
const LISTS: [&str; 6] = ["data", "items", "articles", "results", "reports", "documents"];

impl Reader<'_> {
    /// The reports of a JSON value.
    pub(crate) fn json(&mut self, piece: &Piece, text: &str) {
        let value: Value = match serde_json::from_str(text) {
            Ok(value) => value,
            // One object after the other, of which the first was too long to tell.
            Err(_) if text.lines().nth(1).is_some_and(|l| l.starts_with('{')) => return self.lines(piece, text),
            Err(e) => return self.note(&piece.name, &format!("is not JSON and was left out ({e})")),
        };
        self.out.read += 1;
        let outlet = value.get("title").and_then(Value::as_str).filter(|_| value.get("items").is_some());
        let found = list(&value);
        let before = self.out.pages.len();
        for (n, record) in found.iter().enumerate().take(self.context.limits.members) {
            let id = if found.len() > 1 { format!("{}:{}", piece.given.id, n + 1) } else { piece.given.id.clone() };
            let mut given = Document { id, ..piece.given.clone() };
            given.outlet = given.outlet.or_else(|| outlet.map(String::from));
            self.record(record, given);
        }
        if self.out.pages.len() == before {
            self.note(&piece.name, "holds no reports that are known by their names (title, body, text, ...)");
        }
    }

    fn record(&mut self, record: &Map<String, Value>, mut doc: Document) {
        let fields = record.get("fields").and_then(Value::as_object).unwrap_or(record);
        let data = self.context.data;
        let field = |name: &str| {
            let mut names = data.forms.columns.get(name).into_iter().flatten();
            names.find_map(|n| said(fields.get(n)).or_else(|| said(record.get(n))))
        };
        let html = ["body-html", "content_html"].into_iter().find_map(|n| said(fields.get(n)));
        let plain = field("text").or_else(|| said(fields.get("content_text")));
        let Some(text) = html.or(plain) else { return };
        if text.contains("</") || text.contains("<p") {
            (doc.text, doc.cut) = html::fragment(&text, data, self.context.limits);
            doc.form = Some("html".into());
        } else {
            doc.text = text;
        }
        doc.id = field("id").unwrap_or(doc.id);
        doc.title = field("title").map(|t| html::entities(&t)).or(doc.title);
        doc.url = said(fields.get("url_alias")).or_else(|| field("url")).or(doc.url);
        doc.outlet = field("outlet").or(doc.outlet);
        doc.author = field("author");
        doc.published = self.day(fields).or_else(|| day(&field("published")?));
        doc.language = fields.get("language").and_then(code);
        self.out.pages.push(doc);
    }

    /// ReliefWeb gives the day that a report bears beside the day it came in.
    fn day(&self, fields: &Map<String, Value>) -> Option<String> {
        let date = fields.get("date")?;
        ["original", "created"].into_iter().find_map(|n| day(date.get(n)?.as_str()?))
    }
}

fn list(value: &Value) -> Vec<&Map<String, Value>> {
    let own = value.as_array().or_else(|| LISTS.into_iter().find_map(|n| value.get(n)?.as_array()));
    match own {
        Some(list) => list.iter().filter_map(Value::as_object).collect(),
        None => value.as_object().into_iter().collect(),
    }
}

/// The words of a value: a text, a number, what stands under "rendered" or "name", the first of a list.
fn said(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.trim().to_string(),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => return said(list.first()),
        Value::Object(map) => return ["rendered", "name", "shortname"].into_iter().find_map(|n| said(map.get(n))),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn day(text: &str) -> Option<String> {
    html::day(text).or_else(|| Some(text.to_string()).filter(|t| t.len() == 7 && t.as_bytes()[4] == b'-'))
}

fn code(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) => list.first().and_then(code),
        Value::Object(map) => map.get("code").and_then(code),
        Value::String(text) => Some(text.chars().take(2).collect::<String>().to_lowercase()).filter(|c| c.len() == 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::opened;

    #[test]
    fn answers_of_reliefweb_are_reports() {
        let text = r#"{"href": "https://api.example/v1/reports", "count": 1, "data": [{"id": "41", "fields": {
            "title": "Lanto: Ferry Flash Update No. 2", "body": "Nine people died.", "source": [{"name": "River Office"}],
            "date": {"created": "2025-07-05T10:00:00+00:00", "original": "2025-07-04T00:00:00+00:00"},
            "language": [{"code": "en"}], "url_alias": "https://rw.example/report/41"}}]}"#;
        let page = opened("rw.json", text.as_bytes()).pages.remove(0);
        assert_eq!((page.id.as_str(), page.published.as_deref()), ("41", Some("2025-07-04")));
        assert_eq!((page.outlet.as_deref(), page.text.as_str()), (Some("River Office"), "Nine people died."));
    }

    #[test]
    fn posts_of_a_site_are_reports() {
        let text = r#"[{"id": 3, "date": "2025-07-03T08:00:00", "link": "https://q.example/bac", "title": {"rendered": "Le bac &laquo;Espoir&raquo; coule"},
            "content": {"rendered": "<p>Neuf personnes sont mortes.</p>"}}]"#;
        let page = opened("wp.json", text.as_bytes()).pages.remove(0);
        assert_eq!(page.title.as_deref(), Some("Le bac «Espoir» coule"));
        assert_eq!(
            (page.text.as_str(), page.url.as_deref()),
            ("Neuf personnes sont mortes.", Some("https://q.example/bac"))
        );
    }
}
