//! Feeds saved as files: RSS, RDF and Atom, a report an entry.

use crate::{Piece, Reader, html, mail};
use quick_xml::Reader as Xml;
use quick_xml::events::{BytesStart, Event};
use vigie_engine::model::Document;

/// What is known of an entry, or of the feed.
#[derive(Clone, Debug, Default)]
struct Entry {
    title: String,
    link: String,
    published: String,
    updated: String,
    content: String,
    summary: String,
    author: String,
    source: String,
}

impl Reader<'_> {
    /// The entries of a feed.
    pub(crate) fn feed(&mut self, piece: &Piece, text: &str) {
        let (feed, entries, fault) = entries(text, self.context.limits.members);
        self.out.read += 1;
        if let Some(fault) = fault {
            self.note(&piece.name, &fault);
        }
        if entries.is_empty() {
            self.note(&piece.name, "is a feed without entries");
        }
        for (n, entry) in entries.iter().enumerate() {
            let page = self.entry(entry, &feed, &piece.given, n + 1);
            self.out.pages.push(page);
        }
    }

    fn entry(&self, entry: &Entry, feed: &Entry, given: &Document, number: usize) -> Document {
        let body = if entry.content.len() >= entry.summary.len() { &entry.content } else { &entry.summary };
        let (text, cut) = html::fragment(body, self.context.data, self.context.limits);
        let filled = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_string());
        let day = |text: &str| html::day(text).or_else(|| mail::written_day(text));
        let published = day(&entry.published).or_else(|| day(&entry.updated));
        Document {
            id: format!("{}:{number}", given.id),
            title: filled(&html::entities(&entry.title)),
            outlet: filled(&entry.source).or_else(|| filled(&feed.title)).or_else(|| given.outlet.clone()),
            url: filled(&entry.link).filter(|u| u.contains("://")),
            updated: day(&entry.updated).filter(|u| Some(u) != published.as_ref()),
            published,
            author: filled(&entry.author),
            form: Some("feed".into()),
            text,
            cut,
            ..given.clone()
        }
    }
}

/// The feed's own fields, its entries, and what was wrong. Entities of the document's own are not expanded.
fn entries(text: &str, most: usize) -> (Entry, Vec<Entry>, Option<String>) {
    let mut xml = Xml::from_str(text);
    xml.config_mut().check_end_names = false;
    let (mut feed, mut entries, mut open) = (Entry::default(), Vec::new(), None::<Entry>);
    let (mut path, mut words) = (Vec::<String>::new(), String::new());
    loop {
        match xml.read_event() {
            Ok(Event::Start(tag)) => {
                let name = local(&tag);
                if name == "item" || name == "entry" {
                    open = Some(Entry::default());
                }
                link(&tag, &name, open.as_mut().unwrap_or(&mut feed));
                path.push(name);
                words.clear();
            }
            Ok(Event::Empty(tag)) => link(&tag, &local(&tag), open.as_mut().unwrap_or(&mut feed)),
            Ok(Event::Text(text)) => words.push_str(&text),
            Ok(Event::CData(text)) => words.push_str(&text),
            Ok(Event::GeneralRef(name)) => words.push_str(&html::entities(&format!("&{};", &*name))),
            Ok(Event::End(_)) => {
                let name = path.pop().unwrap_or_default();
                if name == "item" || name == "entry" {
                    entries.extend(open.take());
                    if entries.len() >= most {
                        return (feed, entries, Some("has more entries than are read (limit members)".into()));
                    }
                } else {
                    let parent = path.last().map_or("", String::as_str);
                    set(open.as_mut().unwrap_or(&mut feed), &name, parent, &words);
                }
                words.clear();
            }
            Ok(Event::Eof) => return (feed, entries, None),
            Ok(_) => {}
            Err(e) => return (feed, entries, Some(format!("is not whole ({e}); what stands before was read"))),
        }
    }
}

fn local(tag: &BytesStart<'_>) -> String {
    tag.name().as_ref().to_lowercase()
}

/// An Atom link stands in an attribute.
fn link(tag: &BytesStart<'_>, name: &str, entry: &mut Entry) {
    let attr = |key: &str| {
        let found = tag.attributes().flatten().find(|a| a.key.as_ref() == key)?;
        Some(html::entities(&found.value))
    };
    let alternate = attr("rel").is_none_or(|r| r == "alternate");
    if name == "link" && alternate && entry.link.is_empty() {
        entry.link = attr("href").unwrap_or_default();
    }
}

fn set(entry: &mut Entry, name: &str, parent: &str, words: &str) {
    let inner = ["image", "textinput", "media:group"].contains(&parent);
    let field = match (name, parent) {
        _ if inner => return,
        ("title", "source") | ("source", _) => &mut entry.source,
        ("title", _) => &mut entry.title,
        ("link", _) => &mut entry.link,
        ("pubdate" | "published" | "issued" | "dc:date" | "dcterms:issued", _) => &mut entry.published,
        ("updated" | "modified" | "dcterms:modified" | "lastbuilddate", _) => &mut entry.updated,
        ("content:encoded" | "content", _) => &mut entry.content,
        ("description" | "summary", _) => &mut entry.summary,
        ("dc:creator" | "author" | "itunes:author", _) | ("name", "author") => &mut entry.author,
        _ => return,
    };
    if field.is_empty() {
        *field = words.trim().into();
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::opened;

    #[test]
    fn entries_of_rss_are_reports() {
        let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"c\"><channel><title>Quay News</title><item>\
            <title>Ferry &amp; crew lost</title><link>https://q.example/f</link><pubDate>Thu, 03 Jul 2025 10:00:00 +0000</pubDate>\
            <description>Short</description><content:encoded><![CDATA[<p>The ferry sank.</p><p>Nine died.</p>]]></content:encoded></item></channel></rss>";
        let page = opened("f.xml", feed.as_bytes()).pages.remove(0);
        assert_eq!(
            (page.title.as_deref(), page.text.as_str()),
            (Some("Ferry & crew lost"), "The ferry sank.\n\nNine died.")
        );
        assert_eq!((page.published.as_deref(), page.outlet.as_deref()), (Some("2025-07-03"), Some("Quay News")));
    }

    #[test]
    fn entries_of_atom_are_reports_and_entities_do_not_grow() {
        let feed = "<?xml version=\"1.0\"?><!DOCTYPE feed [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
            <feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Pier</title><entry><title>Mill shut &b;</title>\
            <link rel=\"alternate\" href=\"https://p.example/m\"/><updated>2025-07-04T10:00:00Z</updated>\
            <content type=\"html\">&lt;p&gt;The mill was shut.&lt;/p&gt;</content></entry></feed>";
        let page = opened("a.xml", feed.as_bytes()).pages.remove(0);
        assert_eq!((page.title.as_deref(), page.text.as_str()), (Some("Mill shut &b;"), "The mill was shut."));
        assert_eq!((page.published.as_deref(), page.url.as_deref()), (Some("2025-07-04"), Some("https://p.example/m")));
    }
}
