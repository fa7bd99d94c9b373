//! Reports as they may be cited.

use crate::options::{Input, Options};
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::data::{Data, Grade};
use vigie_engine::model::{Day, Document};

/// A report without its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Source {
    pub outlet: Option<String>,
    pub grade: Option<Grade>,
    /// The day of publication, or the last day of its month.
    pub day: Option<Day>,
    pub published: Option<String>,
    pub language: Option<String>,
    pub headline: Option<String>,
    pub url: Option<String>,
    /// Where the outlet is based; none for international ones and for those that nobody knows.
    pub home: Option<String>,
    /// Whether the data know the outlet.
    pub listed: bool,
}

impl Source {
    /// By what people call it.
    pub fn name(&self) -> String {
        let host = || {
            let rest = self.url.as_deref()?.split_once("://")?.1;
            Some(rest.split('/').next()?.trim_start_matches("www.").to_string())
        };
        self.outlet.clone().or_else(host).unwrap_or_default()
    }

    pub fn without_address(self) -> Source {
        // The address and the headline tell the place.
        Source { outlet: Some(self.name()).filter(|n| !n.is_empty()), url: None, headline: None, ..self }
    }
}

/// All reports that may be cited, by name.
pub(crate) fn all(
    input: &Input,
    options: &Options,
    secret: &BTreeSet<String>,
    data: &Data,
) -> BTreeMap<String, Source> {
    let open = input.documents.iter().filter(|d| !secret.contains(&d.id));
    open.map(|d| (d.id.clone(), source(d, options, data))).collect()
}

fn source(document: &Document, options: &Options, data: &Data) -> Source {
    let named = [document.url.as_deref(), document.outlet.as_deref()];
    let known = named.into_iter().flatten().find_map(|n| data.sources.find(n));
    Source {
        outlet: document.outlet.clone().filter(|o| !o.is_empty()).or(known.map(|s| s.name.clone())),
        grade: known.map(|s| s.grade),
        day: document.published_day(),
        published: document.published.as_ref().map(|p| p.chars().take(10).collect()),
        language: document.language.clone(),
        headline: document.title.clone().filter(|_| options.headlines),
        url: document.url.clone().filter(|u| is_public(u)),
        home: known.and_then(|s| s.country.clone()),
        listed: known.is_some(),
    }
}

/// An address of the open web, without anybody's password.
fn is_public(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let clean = !url.chars().any(|c| c.is_whitespace() || c.is_control());
    ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str())
        && !host.contains('@')
        && !host.is_empty()
        && clean
}

/// The reports of an incident, each once, in the order of their days.
pub(crate) fn of<'s>(
    incident: &vigie_engine::model::Incident,
    sources: &'s BTreeMap<String, Source>,
) -> Vec<(&'s String, &'s Source)> {
    let docs: BTreeSet<&str> = incident.events.iter().map(|(doc, _)| doc.as_str()).collect();
    let mut found: Vec<_> = docs.into_iter().filter_map(|doc| sources.get_key_value(doc)).collect();
    found.sort_by(|a, b| (a.1.day.is_none(), a.1.day, a.0).cmp(&(b.1.day.is_none(), b.1.day, b.0)));
    found
}

/// Their outlets, each once.
pub(crate) fn outlets(found: &[(&String, &Source)]) -> Vec<String> {
    let names: BTreeSet<String> = found.iter().map(|(_, s)| s.name()).filter(|n| !n.is_empty()).collect();
    names.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_open_web_leave() {
        assert!(is_public("https://a.example/x") && is_public("HTTP://a.example"));
        for url in ["file:///home/ana/x.txt", "https://ana:pw@a.example/", "imap://a.example/1", "x", "https:///y"] {
            assert!(!is_public(url), "{url}");
        }
    }

    #[test]
    fn without_an_outlet_the_host_names_it() {
        let source = Source { url: Some("https://www.a.example/1".into()), ..Source::default() };
        assert_eq!(source.name(), "a.example");
        assert_eq!(source.without_address().name(), "a.example");
    }
}
