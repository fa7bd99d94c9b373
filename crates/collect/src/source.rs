//! A source as it is collected, and what one look at it finds.

use crate::fetch::Answer;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;
use vigie_engine::data::{self, Fetch, Full, Kind};
use vigie_engine::model::Document;

/// A source as it is collected; the record keeps it as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its name: that of the outlet, or the host.
    pub name: String,
    /// Its address, or the path of a file or folder.
    pub url: String,
    /// Who publishes what it gives, if that is one.
    #[serde(default)]
    pub outlet: Option<String>,
    /// Reports a week that one may expect.
    #[serde(default)]
    pub volume: Option<u32>,
    /// Whether nothing that it tells may leave in an export.
    #[serde(default)]
    pub sensitive: bool,
    /// How it is fetched.
    #[serde(default)]
    pub fetch: Fetch,
}

impl Source {
    /// A source that has a file, if that names an address to fetch.
    pub fn of_data(source: &data::Source) -> Option<Self> {
        let domain = || Some(format!("https://{}/", source.domains.first()?));
        let url = source.feed.clone().or_else(|| domain().filter(|_| source.fetch != Fetch::default()))?;
        let aggregates = matches!(source.fetch.kind, Kind::Gdelt | Kind::Reliefweb | Kind::Vigie | Kind::Imap);
        let outlet = (!aggregates).then(|| source.name.clone());
        let (name, fetch) = (source.name.clone(), source.fetch.clone());
        Some(Self { name, url, outlet, volume: source.volume, sensitive: source.sensitive, fetch })
    }

    /// A source of which only the address is known.
    pub fn of_address(address: &str, allow_private: bool) -> Self {
        let url = Url::parse(address).ok();
        let host = url.as_ref().and_then(|u| u.host_str()).map(|h| h.trim_start_matches("www.").to_string());
        let kind = kind_of(address, url.as_ref());
        let stem = || std::path::Path::new(address).file_stem().map(|s| s.to_string_lossy().into_owned());
        let mut fetch = Fetch { kind, ..Fetch::default() };
        if allow_private {
            fetch.allow_private.extend(url.as_ref().and_then(|u| u.host_str()).map(String::from));
        }
        let name = host.or_else(stem).unwrap_or_else(|| address.into());
        Self { name, url: address.into(), fetch, ..Self::default() }
    }

    /// Whether an address that the source names is wanted.
    pub fn wants(&self, url: &str) -> bool {
        let Fetch { include, exclude, .. } = &self.fetch;
        (include.is_empty() || include.iter().any(|word| url.contains(word.as_str())))
            && !exclude.iter().any(|word| url.contains(word.as_str()))
    }

    /// Whether what the feed says of a report is all of it.
    pub fn is_whole(&self, document: &Document) -> bool {
        match self.fetch.full {
            _ if document.url.is_none() => true,
            Full::Always => false,
            Full::Never => true,
            Full::Auto => is_long(&document.text),
        }
    }
}

/// A text of some length in more than one paragraph that does not break off.
fn is_long(text: &str) -> bool {
    const LETTERS: usize = 900;
    let text = text.trim();
    let broken = ["…", "...", "[…]", "[...]", "[&#8230;]"].iter().any(|end| text.ends_with(end));
    !broken && text.chars().count() >= LETTERS && text.contains("\n\n")
}

/// What an address is by its form alone.
fn kind_of(address: &str, url: Option<&Url>) -> Kind {
    let ending = |ends: &str| address.to_ascii_lowercase().ends_with(ends);
    match url.map(|u| (u.scheme(), u.host_str().unwrap_or(""))) {
        Some(("imap" | "imaps", _)) => Kind::Imap,
        Some(("http" | "https", host)) if host.starts_with("api.reliefweb.") => Kind::Reliefweb,
        Some(("http" | "https", host)) if host.ends_with("gdeltproject.org") => Kind::Gdelt,
        Some(("http" | "https", _)) => Kind::Auto,
        _ if ending("result.json") => Kind::Telegram,
        _ if ending("_chat.txt") => Kind::Whatsapp,
        _ => Kind::Folder,
    }
}

/// One report that a look at a source found, or the address of one.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// The address, or another name that tells it from all others.
    pub key: String,
    /// What was said of it, in short: another print means that it changed.
    pub print: String,
    /// What is known of it.
    pub given: Document,
    /// How the report is had.
    pub take: Take,
}

/// How a report is had.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Take {
    /// From its address.
    #[default]
    Fetch,
    /// It is here whole.
    Whole,
    /// Its bytes are here.
    Bytes(Vec<u8>),
}

/// What one look at a source found.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// What the server said.
    pub answer: Answer,
    /// What it named.
    pub items: Vec<Item>,
    /// Where the next look goes on, for sources that count.
    pub cursor: Option<String>,
    /// What a person should know.
    pub notes: Vec<String>,
    /// What stands there, as its bytes showed.
    pub kind: Kind,
}

/// A short print of parts.
pub fn print(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Parts of an address that only say who sent the reader there.
const TRACKING: [&str; 12] = [
    "utm_",
    "at_medium",
    "at_campaign",
    "at_custom",
    "fbclid",
    "gclid",
    "mc_cid",
    "mc_eid",
    "xtor",
    "cmpid",
    "ns_mchannel",
    "igshid",
];

/// The address of a report: without its fragment and without what says who sent the reader there.
pub fn clean(base: &Url, link: &str) -> Option<String> {
    let mut url = base.join(link.trim()).ok().filter(|u| matches!(u.scheme(), "http" | "https"))?;
    url.set_fragment(None);
    let tracks = |name: &str| TRACKING.iter().any(|t| name.starts_with(t));
    if url.query_pairs().any(|(name, _)| tracks(&name)) {
        let kept: Vec<(String, String)> =
            url.query_pairs().filter(|(name, _)| !tracks(name)).map(|(n, v)| (n.into(), v.into())).collect();
        url.set_query(None);
        if !kept.is_empty() {
            url.query_pairs_mut().extend_pairs(kept);
        }
    }
    Some(url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_whoever_sent_the_reader() {
        let base = Url::parse("https://a.example/feed").expect("an address");
        let cleaned = |link: &str| clean(&base, link).unwrap_or_default();
        assert_eq!(cleaned("/x?utm_source=rss&id=3#top"), "https://a.example/x?id=3");
        assert_eq!(cleaned("https://b.example/y?at_medium=RSS"), "https://b.example/y");
        assert_eq!(cleaned("/a?q=a+b"), "https://a.example/a?q=a+b");
        assert_eq!((cleaned("mailto:a@b.example"), cleaned("javascript:x()")), (String::new(), String::new()));
    }

    #[test]
    fn what_an_address_is_shows_in_its_form() {
        let kind = |address: &str| Source::of_address(address, false).fetch.kind;
        assert_eq!(kind("https://a.example/feed"), Kind::Auto);
        assert_eq!(kind("imaps://ana@mail.example/INBOX"), Kind::Imap);
        assert_eq!(kind("chats/result.json"), Kind::Telegram);
        assert_eq!(kind("chats/_chat.txt"), Kind::Whatsapp);
        assert_eq!(kind("/srv/reports"), Kind::Folder);
        let own = Source::of_address("http://127.0.0.1:8000/feed", true);
        assert_eq!((own.name.as_str(), own.fetch.allow_private), ("127.0.0.1", vec!["127.0.0.1".into()]));
    }

    #[test]
    fn a_teaser_is_no_report() {
        let source = Source::default();
        let of = |text: String| Document { url: Some("https://a.example/1".into()), text, ..Document::default() };
        assert!(source.is_whole(&of("A sentence. ".repeat(50) + "\n\n" + &"More of it. ".repeat(50))));
        assert!(!source.is_whole(&of("A sentence. ".repeat(50) + "\n\n" + &"More of it. ".repeat(50) + "[…]")));
        assert!(!source.is_whole(&of("A sentence.".into())));
        assert!(source.is_whole(&Document::default()));
    }
}
