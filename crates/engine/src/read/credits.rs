//! Whom a report names as where its text comes from: "LANTO (AFP) -", "avec Reuters", "Source: Studio Tamani".

use super::lines::tidy;
use crate::data::Sources;
use std::collections::BTreeSet;

/// Bytes at the start in which an agency stands in brackets, and lines at the end that may be a credit.
const DATELINE: usize = 120;
const FOOT: usize = 4;
/// Words of the longest line that is a credit and nothing else.
const LINE: usize = 9;

/// The names of the sources that the text credits, each once.
pub fn credits(text: &str, words: &[String], sources: &Sources) -> Vec<String> {
    let mut found = BTreeSet::new();
    found.extend(bracketed(head(text), sources));
    let foot = text.lines().rev().filter(|l| !l.trim().is_empty()).take(FOOT);
    for line in foot {
        let last = line.rfind('(').map_or("", |at| &line[at..]);
        found.extend(bracketed(last, sources).filter(|_| last.trim_end_matches(['.', ' ']).ends_with(')')));
        found.extend(credited(line, words, sources));
    }
    found.into_iter().collect()
}

fn head(text: &str) -> &str {
    let start = text.trim_start();
    let end = (0..=DATELINE.min(start.len())).rev().find(|n| start.is_char_boundary(*n)).unwrap_or(0);
    let first = start[..end].lines().next().unwrap_or("");
    // An agency within a sentence is quoted, not credited: only a dateline closes with a dash.
    first
        .find([')'])
        .filter(|at| first[at + 1..].trim_start().starts_with(['-', '–', '—', ':']))
        .map_or("", |at| &first[..=at])
}

/// The sources in the brackets of a text: "(AFP)", "(avec AFP et Reuters)".
fn bracketed<'t>(text: &'t str, sources: &'t Sources) -> impl Iterator<Item = String> + 't {
    let inner = text.split_once('(').map_or("", |(_, inner)| inner.split(')').next().unwrap_or(""));
    inner.split(['/', ',', ' ', '&']).filter_map(|name| known(name, sources)).chain(known(inner, sources))
}

/// The sources of a line that is nothing but a credit.
fn credited(line: &str, words: &[String], sources: &Sources) -> Vec<String> {
    let short = line.split_whitespace().count() <= LINE;
    let Some(tidy) = tidy(line).filter(|_| short) else { return Vec::new() };
    let Some(start) = words.iter().find(|w| tidy.starts_with(w.as_str())) else { return Vec::new() };
    let rest = tidy[start.len()..].trim_matches(|c: char| !c.is_alphanumeric());
    let parts = rest.split(['/', ',', '&']).flat_map(|p| p.split(" et ")).flat_map(|p| p.split(" and "));
    parts.filter_map(|name| known(name, sources)).collect()
}

fn known(name: &str, sources: &Sources) -> Option<String> {
    let name = name.trim().trim_end_matches('.');
    let name = name.rsplit_once("://").map_or(name, |(_, n)| n);
    sources.find(name).filter(|_| !name.is_empty()).map(|s| s.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;

    fn check(text: &str, want: &[&str]) {
        let data = Data::bundled();
        assert_eq!(credits(text, data.furniture.credit_words(), &data.sources), want, "{text}");
    }

    #[test]
    fn datelines_and_last_lines_credit() {
        check("LANTO, Sept 8 (AFP) - A ferry sank at dawn.\nNine died.", &["AFP"]);
        check("Un bac a coulé.\n\nNeuf morts.\n\nAvec AFP et Reuters", &["AFP", "Reuters"]);
        check("Un bac a coulé.\nSource : Studio Tamani", &["Studio Tamani"]);
        check("A ferry sank. Nine died. (Reuters)", &["Reuters"]);
    }

    #[test]
    fn an_agency_that_is_told_is_not_credited() {
        check(
            "A ferry sank, the harbour master told the agency (AFP) on Tuesday.\nNine died.\nMore are lost.\nx\ny",
            &[],
        );
        check("Avec AFP le ministre a parlé longuement de la crue du fleuve et des bacs perdus.", &[]);
    }
}
