//! From whom reports came.

use crate::fault::Result;
use crate::load::Scope;
use crate::record::Record;
use std::collections::BTreeMap;

/// Reports of one outlet or site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// Its name as the reports give it.
    pub outlet: Option<String>,
    /// The site, as the start of an address.
    pub url: Option<String>,
    /// How many.
    pub reports: i64,
    /// The last day of publication.
    pub last: Option<String>,
    /// Their ids.
    pub documents: Vec<String>,
}

impl Record {
    /// The reports of the record by outlet and site. Every document is read for it: for pages of the house, not of
    /// every visit.
    pub fn heard(&mut self) -> Result<Vec<Heard>> {
        let mut found: BTreeMap<(Option<String>, Option<String>), Heard> = BTreeMap::new();
        for document in self.documents(&Scope::All)? {
            let site = document.url.as_deref().map(site);
            let entry = found.entry((document.outlet.clone(), site.clone())).or_default();
            (entry.outlet, entry.url) = (document.outlet.clone(), site);
            entry.reports += 1;
            entry.last = entry.last.take().max(document.published.clone());
            entry.documents.push(document.id);
        }
        Ok(found.into_values().collect())
    }
}

fn site(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    format!("{scheme}://{}", rest.split(['/', '?', '#']).next().unwrap_or(""))
}
