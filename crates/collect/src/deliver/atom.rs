//! A feed of what a subscription was told, for readers of feeds and for another Vigie.

use super::message::{Message, escape};
use super::words::Words;

/// The feed of messages, the newest first, each with the name of its item and its time. The reports that an entry
/// rests on are links with rel="via", so that another Vigie reads them itself instead of believing us.
pub fn feed(name: &str, entries: &[(String, String, Message)], words: &Words) -> String {
    let updated = entries.first().map_or("1970-01-01T00:00:00Z", |(_, at, _)| at.as_str());
    let entry = |(item, at, message): &(String, String, Message)| {
        let via = |url: &String| format!("<link rel=\"via\" href=\"{}\"/>", escape(url));
        let links: String = message.links.iter().filter_map(|l| l.url.as_ref()).map(via).collect();
        let content = message.html.clone().unwrap_or_else(|| message.page(words));
        format!(
            "<entry><id>urn:vigie:{}:{}</id><title>{}</title><updated>{at}</updated>{links}<content type=\"html\">{}</content></entry>\n",
            escape(name),
            escape(item),
            escape(&message.title),
            escape(&content)
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>urn:vigie:{0}</id>\
         <title>{0}</title><updated>{updated}</updated><author><name>Vigie</name></author>\n{1}</feed>\n",
        escape(name),
        entries.iter().map(entry).collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::message::Link;
    use crate::deliver::wants::What;
    use crate::deliver::words::words;
    use vigie_engine::model::Lang;

    #[test]
    fn a_feed_leads_to_the_reports() {
        let links = vec![Link { title: "Radio".into(), url: Some("https://r.example/?a=1&b=2".into()) }];
        let message = Message {
            what: What::Changes,
            title: "New: Attack, Kolo & Lanto".into(),
            lines: vec!["Two killed".into()],
            links,
            severity: None,
            html: None,
            data: serde_json::Value::Null,
        };
        let feed = feed("desk", &[("change/i1/3".into(), "2025-07-01T00:00:00Z".into(), message)], words(Lang::En));
        assert!(feed.contains("<link rel=\"via\" href=\"https://r.example/?a=1&amp;b=2\"/>"), "{feed}");
        assert!(feed.contains("<title>New: Attack, Kolo &amp; Lanto</title>"), "{feed}");
        let mut xml = quick_xml::Reader::from_str(&feed);
        while !matches!(xml.read_event().expect("whole"), quick_xml::events::Event::Eof) {}
    }
}
