//! Who publishes: outlets, agencies and organisations, with their families and grades.

use super::phrase::{Book, phrase};
use super::{DataError, File, Files};
use crate::model::{Day, Lang};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// All sources that have a file under `data/sources/`.
#[derive(Debug, Default)]
pub struct Sources {
    /// In the order of their files.
    pub list: Vec<Source>,
    by_name: Book<usize>,
    by_domain: HashMap<String, usize>,
}

/// Someone who publishes reports.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// As it writes its name.
    pub name: String,
    /// Other names in outlet lines and credits.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Publisher: sources of one family are one origin.
    pub family: String,
    /// How far it has proved reliable (Admiralty code).
    pub grade: Grade,
    /// Why that grade, in one line.
    pub reason: String,
    /// The day on which that was judged.
    #[serde(default)]
    pub judged: Option<Day>,
    /// Languages it publishes in that we read.
    pub languages: Vec<Lang>,
    /// Where it is based, ISO alpha-3; none for international organisations.
    #[serde(default)]
    pub country: Option<String>,
    /// Its sites, without `www.`.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Address of its feed.
    #[serde(default)]
    pub feed: Option<String>,
    /// Reports a week that one may expect of it.
    #[serde(default)]
    pub volume: Option<u32>,
    /// Whether nothing that it tells may leave in an export.
    #[serde(default)]
    pub sensitive: bool,
    /// How it is fetched, where that is not told by the feed itself.
    #[serde(default)]
    pub fetch: Fetch,
    /// Addresses or outlet lines by which it must be known.
    pub example: Vec<String>,
}

/// How a source is fetched.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fetch {
    /// What stands at its address.
    pub kind: Kind,
    /// Time between two looks, such as `30m` or `6h`; learnt if it is not given.
    pub every: Option<String>,
    /// Whether articles are fetched, or what the feed itself says is enough.
    pub full: Full,
    /// Requests a second to one host.
    pub rate: Option<f64>,
    /// Which links of an index page are articles, as a CSS selector.
    pub links: Option<String>,
    /// Only addresses with one of these words.
    pub include: Vec<String>,
    /// No addresses with one of these words.
    pub exclude: Vec<String>,
    /// Hosts on the own network that may be asked, by name.
    pub allow_private: Vec<String>,
    /// Countries as the interface of the source calls them.
    pub countries: Vec<String>,
    /// Classes of events as the interface of the source calls them.
    pub codes: Vec<String>,
    /// Only what is at most so many days old.
    pub days: Option<u32>,
    /// At most so many entries of one look.
    pub limit: Option<u32>,
    /// Where messages of a chat stand: their number is put behind it.
    pub base: Option<String>,
    /// Name of the variable of the environment that holds the password.
    pub password_env: Option<String>,
    /// File that holds the password.
    pub password_file: Option<String>,
}

/// What stands at the address of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A feed, a sitemap or a page of links, whichever its bytes show.
    #[default]
    Auto,
    /// RSS, Atom or a feed in JSON.
    Feed,
    /// A sitemap.
    Sitemap,
    /// A page of links.
    Index,
    /// A folder on this machine.
    Folder,
    /// A chat as Telegram exports it.
    Telegram,
    /// A chat as WhatsApp exports it.
    Whatsapp,
    /// The feed of another Vigie, of which the addresses of reports are taken.
    Vigie,
    /// Reports of ReliefWeb by its interface.
    Reliefweb,
    /// The files of GDELT, of which addresses are taken.
    Gdelt,
    /// A mailbox.
    Imap,
}

/// Whether articles are fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Full {
    /// Where the feed gives a teaser only.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Reliability of a source by the Admiralty code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    F,
}

impl Sources {
    /// Loads every file under `sources/`. A file of the installation's own stands for the shipped one of its name.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let mut sources = Sources::default();
        for file in files.own_last("sources/", ".toml") {
            let before = errors.len();
            let source: Option<Source> = file.toml::<Option<Source>>(errors);
            let Some(source) = source.filter(|_| errors.len() == before) else { continue };
            let same = sources.list.iter().position(|s| file.is_own() && phrase(&s.name) == phrase(&source.name));
            let n = same.unwrap_or(sources.list.len());
            source.names().for_each(|name| sources.by_name.add(name, n));
            sources.by_domain.retain(|_, of| *of != n);
            sources.by_domain.extend(source.domains.iter().map(|domain| (domain.to_ascii_lowercase(), n)));
            match same {
                Some(n) => sources.list[n] = source,
                None => sources.list.push(source),
            }
            sources.require_examples(n, file, errors);
        }
        sources
    }

    /// The source of an address, or of an outlet's name as it is written in a line above a report.
    pub fn find(&self, address_or_name: &str) -> Option<&Source> {
        match address_or_name.split_once("://") {
            Some((_, rest)) => self.of_host(rest.split(['/', '?', '#', ':']).next().unwrap_or("")),
            None => self.by_name.get(address_or_name).first().map(|n| &self.list[*n]),
        }
    }

    /// The longest listed domain wins, so that a blog on a big site may be a source of its own.
    fn of_host(&self, host: &str) -> Option<&Source> {
        let host = host.to_ascii_lowercase();
        let within = std::iter::successors(Some(host.as_str()), |name| Some(name.split_once('.')?.1));
        within.filter_map(|name| self.by_domain.get(name)).map(|n| &self.list[*n]).next()
    }

    fn require_examples(&self, n: usize, file: &File, errors: &mut Vec<DataError>) {
        let source = &self.list[n];
        let known = |e: &&String| self.find(e).is_some_and(|s| phrase(&s.name) == phrase(&source.name));
        let line = file.line_with("example", 1);
        let mut fail = |expected: &str, found: &str, hint: &str| {
            errors.push(DataError::new(&file.path, line, expected, found, hint));
        };
        if source.example.is_empty() {
            fail("an example", "none", "add an address or an outlet line of this source");
        }
        for example in source.example.iter().filter(|e| !known(e)) {
            fail("an address or line of this source", example, "list its domain or its name as an alias");
        }
    }
}

impl Source {
    fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.aliases)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(name: &str, domain: &str, example: &str) -> File {
        let text = format!(
            "name = \"{name}\"\nfamily = \"X\"\ngrade = \"B\"\nreason = \"r\"\njudged = \"2025-01-01\"\nlanguages = [\"en\"]\n\
             domains = [\"{domain}\"]\nexample = [\"{example}\"]\n"
        );
        File { path: format!("sources/{}.toml", phrase(name)), text }
    }

    fn load(files: Vec<File>) -> (Sources, Vec<String>) {
        let mut errors = Vec::new();
        let sources = Sources::load(&Files::new(files), &mut errors);
        (sources, errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn sources_are_known_by_address_and_by_name() {
        let files = vec![source("Big", "big.org", "Big"), source("Small Blog", "blog.big.org", "small-blog")];
        let (sources, errors) = load(files);
        assert!(errors.is_empty(), "{errors:?}");
        let name = |what: &str| sources.find(what).map(|s| s.name.as_str());
        assert_eq!(name("https://www.big.org/a?b=1"), Some("Big"));
        assert_eq!(name("https://BLOG.big.org"), Some("Small Blog"));
        assert_eq!(name("https://notbig.org/"), None);
        assert_eq!(name("BIG"), Some("Big"));
        assert_eq!(name("Bigger"), None);
    }

    #[test]
    fn an_example_that_is_no_address_of_the_source_is_refused() {
        let (_, errors) = load(vec![source("Big", "big.org", "https://small.org/x")]);
        assert!(errors[0].starts_with("data/sources/big.toml:8: expected an address"), "{errors:?}");
        let (_, errors) =
            load(vec![File { path: "sources/a.toml".into(), text: "name = \"A\"\ngrade = \"G\"\n".into() }]);
        assert!(errors[0].starts_with("data/sources/a.toml:2: expected one of `A`"), "{errors:?}");
    }
}
