//! Feeds: RSS, RDF, Atom and feeds in JSON, and those of another Vigie.

use super::{Eyes, item};
use crate::source::{Item, Look, Source, Take, clean, print};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use url::Url;
use vigie_engine::model::Document;
use vigie_formats::decode;

/// The reports of a feed: whole where it gives all of the text, else their addresses.
pub fn list(eyes: &Eyes<'_>, bytes: &[u8], base: &Url, source: &Source) -> Look {
    let opened = eyes.open(bytes, source, None);
    let notes = opened.notes.into_iter().map(|note| note.message).collect();
    let items = opened.pages.into_iter().filter_map(|document| entry(document, base, source)).collect();
    Look { items, notes, ..Look::default() }
}

fn entry(mut document: Document, base: &Url, source: &Source) -> Option<Item> {
    document.url = document.url.as_deref().and_then(|link| clean(base, link));
    document.id = String::new();
    let whole = source.is_whole(&document);
    if !whole {
        let key = document.url.clone()?;
        let mut item = item(document, key, Take::Fetch);
        (item.given.text, item.given.form, item.given.cut) = (String::new(), None, Vec::new());
        return Some(item);
    }
    if document.text.trim().is_empty() {
        return None;
    }
    let title = document.title.as_deref().unwrap_or("");
    let key = document.url.clone().unwrap_or_else(|| format!("{base}#{}", print(&[title, &document.text])));
    Some(item(document, key, Take::Whole))
}

/// The addresses of reports that another Vigie's feed names as where its incidents stand. Its own words are left
/// alone: what another record tells of a report is no second voice.
pub fn addresses(bytes: &[u8], base: &Url) -> Look {
    let text = decode(bytes).text.unwrap_or_default();
    let mut xml = Reader::from_str(&text);
    xml.config_mut().check_end_names = false;
    let (mut items, mut inside) = (Vec::new(), false);
    loop {
        match xml.read_event() {
            Ok(Event::Start(tag)) if tag.name().as_ref() == "entry" => inside = true,
            Ok(Event::Start(tag) | Event::Empty(tag)) if inside && tag.name().as_ref() == "link" => {
                items.extend(via(&tag).and_then(|link| clean(base, &link)).map(address));
            }
            Ok(Event::End(tag)) if tag.name().as_ref() == "entry" => inside = false,
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let none = items.is_empty().then(|| "names no reports (links with rel=\"via\")".to_string());
    Look { items, notes: none.into_iter().collect(), ..Look::default() }
}

fn address(url: String) -> Item {
    item(Document { url: Some(url.clone()), ..Document::default() }, url, Take::Fetch)
}

fn via(tag: &BytesStart<'_>) -> Option<String> {
    let attribute = |key: &str| {
        let found = tag.attributes().flatten().find(|a| a.key.as_ref() == key)?;
        Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
    };
    attribute("href").filter(|_| attribute("rel").is_some_and(|rel| rel == "via" || rel == "related"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_another_vigie_only_addresses_are_taken() {
        let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom"><link rel="via" href="https://no.example/"/><entry>
            <title>Attack in Kolo</title><link rel="alternate" href="https://desk.example/i1"/>
            <link rel="via" href="https://q.example/a?x=1&amp;y=2"/><link href="https://r.example/b" rel="via"></link>
            <content>Nine killed</content></entry></feed>"#;
        let base = Url::parse("https://desk.example/feed").expect("an address");
        let look = addresses(feed.as_bytes(), &base);
        let keys: Vec<&str> = look.items.iter().map(|i| i.key.as_str()).collect();
        assert_eq!(keys, ["https://q.example/a?x=1&y=2", "https://r.example/b"]);
        assert!(look.items.iter().all(|i| i.given.text.is_empty() && i.take == Take::Fetch));
    }
}
