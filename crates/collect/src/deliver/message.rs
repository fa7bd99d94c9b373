//! One thing that is told, in words, as a page and for programs.

use super::wants::What;
use super::words::Words;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vigie_engine::model::Severity;

/// One thing that is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// An alert, a change, a brief.
    pub what: What,
    /// In a few words.
    pub title: String,
    /// In lines.
    pub lines: Vec<String>,
    /// The reports it rests on.
    #[serde(default)]
    pub links: Vec<Link>,
    /// How grave it is.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// As a page, if it is one by itself.
    #[serde(default)]
    pub html: Option<String>,
    /// For programs.
    #[serde(default)]
    pub data: Value,
}

/// A report that something rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Outlet and title.
    pub title: String,
    /// Where it stands.
    pub url: Option<String>,
}

impl Message {
    /// In words, with the reports.
    pub fn text(&self, words: &Words) -> String {
        let mut text = format!("{}\n\n{}\n", self.title, self.lines.join("\n"));
        if !self.links.is_empty() {
            text += &format!("\n{}\n", words.say("sources", &[]));
            let link =
                |l: &Link| format!("- {}{}\n", l.title, l.url.as_ref().map_or(String::new(), |u| format!(" <{u}>")));
            text.extend(self.links.iter().map(link));
        }
        text
    }

    /// As a part of a page.
    pub fn page(&self, words: &Words) -> String {
        let lines: String = self.lines.iter().map(|line| format!("<p>{}</p>", escape(line))).collect();
        let link = |l: &Link| match &l.url {
            Some(url) if url.starts_with("http") => {
                format!("<li><a href=\"{}\">{}</a></li>", escape(url), escape(&l.title))
            }
            _ => format!("<li>{}</li>", escape(&l.title)),
        };
        let links: String = self.links.iter().map(link).collect();
        let sources = match links.is_empty() {
            true => String::new(),
            false => format!("<p>{}</p><ul>{links}</ul>", escape(&words.say("sources", &[]))),
        };
        format!("<h2>{}</h2>{lines}{sources}", escape(&self.title))
    }
}

/// Text within a page or a feed.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No page and no feed may hold these.
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::words::words;
    use vigie_engine::model::Lang;

    #[test]
    fn a_message_names_its_reports_and_escapes_what_they_say() {
        let message = Message {
            what: What::Alerts,
            title: "Alert: <b>Blockade</b>".into(),
            lines: vec!["Kolo, 2025-07-01".into()],
            links: vec![
                Link { title: "River & Radio".into(), url: Some("https://r.example/?a=1&b=2".into()) },
                Link { title: "A letter".into(), url: Some("javascript:x()".into()) },
            ],
            severity: None,
            html: None,
            data: Value::Null,
        };
        let text = message.text(words(Lang::En));
        assert!(text.contains("- River & Radio <https://r.example/?a=1&b=2>\n"), "{text}");
        let page = message.page(words(Lang::En));
        assert!(
            page.contains("<h2>Alert: &lt;b&gt;") && page.contains("href=\"https://r.example/?a=1&amp;b=2\""),
            "{page}"
        );
        assert!(!page.contains("javascript"), "{page}");
    }
}
