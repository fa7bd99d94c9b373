//! Pages of links: those that a selector finds, or those that look like reports.

use super::item;
use crate::source::{Look, Source, Take, clean};
use dom_query::Document as Page;
use url::Url;
use vigie_engine::model::Document;
use vigie_formats::decode;

/// What a note begins with that names the page's own feed.
pub const FEED: &str = "its feed is ";
/// Types of feeds.
const TYPES: [&str; 3] = ["application/rss+xml", "application/atom+xml", "application/feed+json"];

/// The reports that a page links to.
pub fn list(bytes: &[u8], base: &Url, source: &Source) -> Look {
    let page = Page::from(decode(bytes).text.unwrap_or_default());
    let selector = source.fetch.links.as_deref();
    if selector.is_none() && source.fetch.kind != vigie_engine::data::Kind::Index {
        if let Some(feed) = own_feed(&page, base) {
            return Look { notes: vec![format!("{FEED}{feed}")], ..Look::default() };
        }
    }
    let Some(found) = page.try_select(selector.unwrap_or("a[href]")) else {
        let told = selector.unwrap_or("");
        let note = format!("no link fits the selector {told:?} (or it is none); see vigie source test");
        return Look { notes: vec![note], ..Look::default() };
    };
    let mut look = Look::default();
    for link in found.iter() {
        let own = link.attr("href");
        let inner = || link.try_select("a[href]").and_then(|a| a.attr("href"));
        let Some(url) = own.or_else(inner).and_then(|href| clean(base, &href)) else { continue };
        if selector.is_some() || is_report(&url, base) {
            // Titles of links are cut short as it suits the page; they do not say that a report changed.
            look.items.push(item(Document { url: Some(url.clone()), ..Document::default() }, url, Take::Fetch));
        }
    }
    look
}

fn own_feed(page: &Page, base: &Url) -> Option<String> {
    let links = page.try_select("link[rel=alternate][type][href]")?;
    let of_type = |kind: &str| links.iter().find(|l| l.attr("type").is_some_and(|t| t.trim().starts_with(kind)));
    let link = TYPES.into_iter().find_map(of_type)?;
    Some(base.join(link.attr("href")?.trim()).ok()?.to_string())
}

/// Whether an address looks like that of a report: on the same site, with a day, a number or a title in it.
fn is_report(url: &str, base: &Url) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let path = url.path();
    let words = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or("").split(['-', '_']).count();
    let digits = path.chars().filter(char::is_ascii_digit).count();
    url.host_str() == base.host_str() && path.len() > 1 && (words >= 4 || digits >= 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::data::Fetch;

    const PAGE: &str = r#"<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>
        <nav><a href="/about">About</a></nav><div class="list"><h2><a href="/2025/07/ferry-sinks">Ferry</a></h2>
        <h2><a href="mill-shut-after-two-died">Mill</a></h2></div><a href="https://other.example/2025/07/03/x">x</a></body></html>"#;

    fn listed(links: Option<&str>, kind: vigie_engine::data::Kind) -> Look {
        let fetch = Fetch { links: links.map(Into::into), kind, ..Fetch::default() };
        let base = Url::parse("https://a.example/news/").expect("an address");
        list(PAGE.as_bytes(), &base, &Source { fetch, ..Source::default() })
    }

    #[test]
    fn a_selector_says_which_links_are_reports() {
        let keys = |look: Look| look.items.into_iter().map(|i| i.key).collect::<Vec<_>>();
        let both = ["https://a.example/2025/07/ferry-sinks", "https://a.example/news/mill-shut-after-two-died"];
        assert_eq!(keys(listed(Some(".list a"), Default::default())), both);
        assert_eq!(keys(listed(Some(".list h2"), Default::default())), both);
        assert_eq!(keys(listed(None, vigie_engine::data::Kind::Index)), both);
        assert!(listed(Some("p ]["), Default::default()).notes[0].contains("selector"));
    }

    #[test]
    fn a_page_that_names_its_feed_says_so() {
        assert_eq!(listed(None, Default::default()).notes, ["its feed is https://a.example/rss"]);
    }
}
