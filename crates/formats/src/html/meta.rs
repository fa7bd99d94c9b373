//! What a page says of itself: title, outlet, author, days, address.

use super::tree::{Tree, one_line};
use serde_json::Value;

/// What a page says of itself, the surest first in each field.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// Headlines.
    pub titles: Vec<String>,
    /// Name of the site.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Day of the last change.
    pub updated: Option<String>,
    /// The page's own address.
    pub url: Option<String>,
    /// Whether it is a page to which entries are added.
    pub live: bool,
    /// The text of the report, if the page gives it to machines.
    pub body: Option<String>,
}

/// Names of `meta` elements by what they tell, the surest first.
const PUBLISHED: [&str; 22] = [
    "article:published_time",
    "datepublished",
    "og:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "date_published",
    "citation_publication_date",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "dc.date.created",
    "article.published",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "date",
];
const UPDATED: [&str; 7] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "revised",
];
const AUTHOR: [&str; 7] =
    ["author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "byl", "sailthru.author"];
const TITLE: [&str; 6] = ["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "headline"];
const SITE: [&str; 5] = ["og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site_name"];
/// Types of JSON-LD objects that are a report.
const REPORT: [&str; 9] = [
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "report",
    "blogposting",
    "analysisnewsarticle",
    "liveblogposting",
    "opinionnewsarticle",
    "webpage",
];

impl Meta {
    /// All that the page says outside its text.
    pub fn new(tree: &Tree) -> Self {
        let mut meta = Self::default();
        meta.linked_data(tree);
        meta.named(tree);
        meta.marked(tree);
        meta
    }

    fn named(&mut self, tree: &Tree) {
        let all: Vec<(String, &str)> = tree
            .nodes
            .iter()
            .filter(|n| n.name == "meta")
            .map(|n| {
                let name = ["property", "name", "itemprop", "http-equiv"].into_iter().map(|a| n.attr(a));
                (
                    name.filter(|v| !v.is_empty()).map(str::to_lowercase).next().unwrap_or_default(),
                    n.attr("content").trim(),
                )
            })
            .collect();
        let first = |names: &[&str]| {
            let of = |name: &&str| all.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| one_line(v));
            names.iter().find_map(of)
        };
        let dated = |names: &[&str]| {
            let of = |name: &&str| all.iter().filter(|(n, _)| n == name).find_map(|(_, v)| day(v));
            names.iter().find_map(of)
        };
        self.titles.extend(first(&TITLE));
        self.outlet = self.outlet.take().or_else(|| first(&SITE));
        self.author = self.author.take().or_else(|| first(&AUTHOR).filter(|a| !a.contains("://")));
        self.published = self.published.take().or_else(|| dated(&PUBLISHED));
        self.updated = self.updated.take().or_else(|| dated(&UPDATED));
        self.url = first(&["og:url"]).filter(|u| u.starts_with("http"));
    }

    /// Attributes of elements: `time`, `itemprop`, `link rel=canonical`, `html lang`.
    fn marked(&mut self, tree: &Tree) {
        let nodes = || tree.nodes.iter().enumerate();
        let link = |n: &&super::tree::Node| n.name == "link" && n.attr("rel") == "canonical";
        let canonical = tree.nodes.iter().find(link).map(|n| n.attr("href").trim().to_string());
        self.url = canonical.filter(|u| u.starts_with("http")).or(self.url.take());
        let property = |name: &str| {
            let (n, node) = nodes().find(|(_, n)| n.attr("itemprop").eq_ignore_ascii_case(name))?;
            let given = [node.attr("datetime"), node.attr("content"), node.attr("title")];
            let words = tree.words(n);
            given.into_iter().chain([words.as_str()]).find_map(day)
        };
        self.published = self.published.take().or_else(|| property("datePublished"));
        self.updated = self.updated.take().or_else(|| property("dateModified"));
        let headline = nodes().find(|(_, n)| n.name == "title").map(|(n, _)| tree.words(n));
        self.titles.extend(headline.filter(|t| !t.is_empty()));
    }

    /// JSON-LD, which may be an object, a list or a graph.
    fn linked_data(&mut self, tree: &Tree) {
        let scripts = tree.nodes.iter().enumerate().filter(|(_, n)| n.name == "script");
        for (n, _) in scripts.take(20) {
            let text: String = tree.nodes[tree.within(n)].iter().map(|t| t.text.as_str()).collect();
            let Ok(value) = serde_json::from_str::<Value>(text.trim()) else { continue };
            let mut open = vec![(value, 0)];
            while let Some((value, depth)) = open.pop() {
                match value {
                    Value::Array(list) if depth < 4 => open.extend(list.into_iter().rev().map(|v| (v, depth + 1))),
                    Value::Object(mut map) => {
                        if let Some(graph) = map.remove("@graph").filter(|_| depth < 4) {
                            open.push((graph, depth + 1));
                        }
                        self.object(&map);
                    }
                    _ => {}
                }
            }
        }
    }

    fn object(&mut self, map: &serde_json::Map<String, Value>) {
        let kind = said(map.get("@type")).unwrap_or_default().to_lowercase();
        if !REPORT.contains(&kind.as_str()) {
            return;
        }
        let field = |name: &str| said(map.get(name));
        self.live |= kind == "liveblogposting";
        let page = kind == "webpage";
        if !page {
            self.titles.extend(field("headline"));
            self.body = self.body.take().or_else(|| field("articleBody"));
        }
        self.published = self.published.take().or_else(|| day(&field("datePublished")?));
        self.updated = self.updated.take().or_else(|| day(&field("dateModified")?));
        self.author = self.author.take().or_else(|| field("author"));
        self.outlet = self.outlet.take().or_else(|| field("publisher"));
    }
}

/// The words of a value: of the first of a list, of the name of an object.
fn said(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text,
        Value::Array(list) => return said(list.first()),
        Value::Object(map) => return said(map.get("name")),
        _ => return None,
    };
    let text = one_line(&super::plain::entities(text));
    (!text.is_empty()).then_some(text)
}

/// The day at the start of a time stamp; "2025-07-03T22:10:00+02:00" is the day as its place counts it.
pub fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let digits: String = text.chars().take(8).collect();
    let packed = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
    let written = match text.get(..10) {
        Some(day) if day.as_bytes()[4] == b'-' || day.as_bytes()[4] == b'/' => day.replace('/', "-"),
        _ if packed => format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]),
        _ => return None,
    };
    written.parse::<vigie_engine::model::Day>().ok().map(|d| d.to_string())
}

/// The day in an address: `/2025/07/03/`, `/2025-07-03-`, `20250703`.
pub fn day_of_address(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next().unwrap_or("");
    let numbers: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    let sane = |d: &String| ("1995".."2100").contains(&&d[..4]);
    let parted = numbers.windows(3).filter(|w| w[0].len() == 4 && w[1].len() <= 2 && w[2].len() <= 2);
    let parted = parted.map(|w| format!("{}-{:0>2}-{:0>2}", w[0], w[1], w[2])).find_map(|d| day(&d));
    parted.or_else(|| numbers.iter().filter(|n| n.len() == 8).find_map(|n| day(n))).filter(sane)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_stamps_and_addresses() {
        assert_eq!(day("2025-07-03T22:10:00+02:00").as_deref(), Some("2025-07-03"));
        assert_eq!(day("20250703").as_deref(), Some("2025-07-03"));
        assert_eq!(day("3 July"), None);
        assert_eq!(day("2025-13-40"), None);
        assert_eq!(day_of_address("https://a.example/2025/7/3/two-dead/").as_deref(), Some("2025-07-03"));
        assert_eq!(day_of_address("https://a.example/article-20250703.html").as_deref(), Some("2025-07-03"));
        assert_eq!(day_of_address("https://a.example/news/4412345"), None);
    }
}
