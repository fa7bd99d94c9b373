//! Sitemaps, and lists of them.

use super::{Eyes, Last, ask, item, today, unpacked};
use crate::source::{Look, Source, Take, clean};
use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;
use vigie_engine::model::{Day, Document};
use vigie_formats::decode;

/// One address of a sitemap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    url: String,
    changed: String,
    published: String,
    title: String,
}

/// Days for which a report is new, where the source does not say otherwise.
const DAYS: u32 = 7;
/// Sitemaps of a list that are looked into.
const PARTS: usize = 3;

/// The reports of a sitemap that changed of late; of a list of sitemaps, those of the newest.
pub async fn list(eyes: &Eyes<'_>, bytes: &[u8], base: &Url, source: &Source) -> Look {
    let (mut places, is_list) = places(bytes);
    let mut look = Look::default();
    if is_list {
        let mut parts = std::mem::take(&mut places);
        parts.sort_by(|a, b| (&b.changed, &b.url).cmp(&(&a.changed, &a.url)));
        for part in parts.iter().take(PARTS).filter_map(|p| clean(base, &p.url)) {
            match eyes.fetcher.get(&ask(source, &part, &Last::default())).await {
                Ok(answer) if answer.body.starts_with(b"\x1f\x8b") => match unpacked(&answer.body, 64 << 20) {
                    Ok(bytes) => places.extend(self::places(&bytes).0),
                    Err(e) => look.notes.push(format!("{part} {e}")),
                },
                Ok(answer) => places.extend(self::places(&answer.body).0),
                Err(e) => look.notes.push(e.to_string()),
            }
        }
    }
    places.retain(|p| is_new(p, source.fetch.days.unwrap_or(DAYS), today()));
    places.sort_by(|a, b| (&b.changed, &b.published).cmp(&(&a.changed, &a.published)));
    for place in places {
        let Some(url) = clean(base, &place.url) else { continue };
        let filled = |text: String| (!text.is_empty()).then_some(text);
        let document = Document {
            url: Some(url.clone()),
            title: filled(place.title),
            published: filled(place.published.chars().take(10).collect()),
            updated: filled(place.changed),
            ..Document::default()
        };
        look.items.push(item(document, url, Take::Fetch));
    }
    look.items.iter_mut().for_each(|item| item.given.updated = None);
    look
}

/// An address without a day may be new.
fn is_new(place: &Place, days: u32, today: Day) -> bool {
    let day = [&place.changed, &place.published].into_iter().find_map(|d| d.get(..10)?.parse::<Day>().ok());
    day.is_none_or(|day| (today - day).get_days() <= days as i32)
}

/// The addresses of a sitemap, and whether they are sitemaps themselves. What is not whole is read so far.
fn places(bytes: &[u8]) -> (Vec<Place>, bool) {
    const MOST: usize = 50_000;
    let text = decode(bytes).text.unwrap_or_default();
    let mut xml = Reader::from_str(&text);
    xml.config_mut().check_end_names = false;
    let (mut places, mut is_list, mut words, mut open) = (Vec::new(), false, String::new(), Place::default());
    loop {
        match xml.read_event() {
            Ok(Event::Start(tag)) => {
                is_list |= tag.name().as_ref() == "sitemapindex";
                words.clear();
            }
            Ok(Event::Text(text)) => words.push_str(&text),
            Ok(Event::CData(text)) => words.push_str(&text),
            Ok(Event::GeneralRef(name)) => {
                let written = format!("&{};", &*name);
                words.push_str(&quick_xml::escape::unescape(&written).unwrap_or_default());
            }
            Ok(Event::End(tag)) => {
                let said = std::mem::take(&mut words).trim().to_string();
                match tag.name().as_ref() {
                    "loc" => open.url = said,
                    "lastmod" => open.changed = said,
                    "news:publication_date" => open.published = said,
                    "news:title" => open.title = said,
                    "url" | "sitemap" => places.push(std::mem::take(&mut open)),
                    _ => {}
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        if places.len() >= MOST {
            break;
        }
    }
    places.retain(|p: &Place| !p.url.is_empty());
    (places, is_list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_a_sitemap_have_days_and_titles() {
        let map = "<?xml version=\"1.0\"?><urlset xmlns:news=\"n\"><url><loc> https://a.example/x?a=1&amp;b=2 </loc>\
            <lastmod>2025-07-03T10:00:00Z</lastmod><news:news><news:publication_date>2025-07-02</news:publication_date>\
            <news:title>Ferry sinks</news:title></news:news></url><url><loc>https://a.example/y</loc></url><url><loc>https://a.e";
        let (places, is_list) = places(map.as_bytes());
        assert_eq!((places.len(), is_list), (2, false));
        assert_eq!((places[0].url.as_str(), places[0].title.as_str()), ("https://a.example/x?a=1&b=2", "Ferry sinks"));
        let new = |place: &Place, on: &str| is_new(place, 7, on.parse().expect("a day"));
        assert!(new(&places[0], "2025-07-09") && !new(&places[0], "2025-07-19") && new(&places[1], "2025-07-19"));
    }

    #[test]
    fn a_list_of_sitemaps_is_known() {
        let map = "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>";
        assert!(places(map.as_bytes()).1);
    }
}
