//! What is kept of a report to tell whose voice it is: publisher, agencies, original, quotations, runs of words.

use super::rules::Rules;
use super::{names, telling};
use crate::data::{Data, Grade, Source};
use crate::model::{Day, Document};
use std::collections::{BTreeMap, BTreeSet};

/// A report without its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The document's id.
    pub id: String,
    /// When it was published.
    pub published: Option<Day>,
    /// Two-letter code of its language.
    pub language: Option<String>,
    /// The source that published it, if it is a known one.
    pub source: Option<Voice>,
    /// Families of those that publish it, or their names where they are unknown.
    pub publishers: Vec<String>,
    /// Families of those that it takes its text from.
    pub agencies: Vec<String>,
    /// Where its text stands first.
    pub address: Option<String>,
    /// Its longer quotations.
    pub quotes: Vec<u64>,
    /// Its runs of words, or a fixed sample of them.
    pub runs: Runs,
    /// Names and numbers of its text, folded: what one happening's reports have in common in any language.
    pub telling: Vec<u64>,
    /// People whom it names with their age, each as one number: hardly two happenings have one in common.
    pub people: Vec<u64>,
    /// How many acts of violence or of the street it tells: its names are spread over them.
    pub acts: usize,
}

/// What the data say of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// Its name.
    pub name: String,
    /// How reliable it is.
    pub grade: Grade,
}

/// Runs of words of a text, sorted; of a long text only every fourth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Runs {
    list: Vec<u64>,
    sampled: bool,
}

/// Runs of which a text may have so many before only a sample is kept.
const MANY: usize = 160;
const SAMPLE: u64 = 4;

impl AsRef<Report> for Report {
    fn as_ref(&self) -> &Report {
        self
    }
}

impl Report {
    /// A report of which nothing is known but its id: a voice of its own.
    pub fn unknown(id: &str) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// What there is to know of a document.
    pub fn of(document: &Document, data: &Data) -> Self {
        let rules = &data.resolve;
        let outlet = document.outlet.as_deref().unwrap_or("");
        let of_address = document.url.as_deref().and_then(|url| data.sources.find(url));
        let known = data.sources.find(outlet).or(of_address);
        let mut publishers = parts(outlet, rules, data);
        publishers.extend(of_address.map(|s| names::key(&s.family)));
        let credits = document.credits.iter().flat_map(|c| parts(c, rules, data));
        Self {
            id: document.id.clone(),
            published: document.published_day(),
            language: document.language.clone(),
            source: known.map(Voice::of),
            agencies: distinct(credits.chain(outlet_agencies(outlet, rules, data))),
            publishers: distinct(publishers.into_iter()),
            address: document.canonical.clone().or_else(|| document.url.clone()),
            quotes: quotes(&document.text, rules),
            runs: Runs::of(&document.text, rules),
            telling: telling::words(document, rules),
            people: telling::people(document, rules),
            acts: 0,
        }
    }

    /// The report with the grade that people gave its source, if they did.
    pub fn regraded(&self, grades: &BTreeMap<String, Grade>) -> Option<Self> {
        let own = self.source.as_ref().and_then(|source| grades.get(&names::key(&source.name)));
        let grade = *own.or_else(|| self.publishers.iter().find_map(|name| grades.get(name)))?;
        let name =
            self.source.as_ref().map(|source| source.name.clone()).or_else(|| self.publishers.first().cloned())?;
        Some(Self { source: Some(Voice { name, grade }), ..self.clone() })
    }
}

impl Voice {
    fn of(source: &Source) -> Self {
        Self { name: source.name.clone(), grade: source.grade }
    }
}

impl Runs {
    fn of(text: &str, rules: &Rules) -> Self {
        let folded = names::key(text);
        let words: Vec<&str> = folded.split(' ').collect();
        if words.len() < rules.origin.least_words.max(rules.origin.shingle) {
            return Self::default();
        }
        let all: BTreeSet<u64> = words.windows(rules.origin.shingle.max(1)).map(hash).collect();
        let sampled = all.len() > MANY;
        Self { list: all.into_iter().filter(|r| !sampled || r % SAMPLE == 0).collect(), sampled }
    }

    /// Share of the shorter text's runs that the other has too.
    pub fn shared(&self, other: &Runs) -> f64 {
        let sample = self.sampled || other.sampled;
        let of =
            |runs: &Runs| -> Vec<u64> { runs.list.iter().copied().filter(|r| !sample || r % SAMPLE == 0).collect() };
        overlap(&of(self), &of(other))
    }
}

/// Share of the shorter sorted list that is in the other too.
pub fn overlap(a: &[u64], b: &[u64]) -> f64 {
    let least = a.len().min(b.len());
    if least == 0 { 0.0 } else { common(a, b) as f64 / least as f64 }
}

/// The same, where a list of fewer than `least` is taken to have so many.
pub fn overlap_of(a: &[u64], b: &[u64], least: usize) -> f64 {
    let size = a.len().min(b.len());
    if size == 0 { 0.0 } else { common(a, b) as f64 / size.max(least) as f64 }
}

/// By how much the names that two reports have in common say less of one act, where the one with more tells so many.
pub fn spread(acts: usize) -> f64 {
    (acts.max(1) as f64).sqrt()
}

/// How many numbers two sorted lists have in common.
pub fn common(a: &[u64], b: &[u64]) -> usize {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.iter().filter(|x| long.binary_search(x).is_ok()).count()
}

/// The families of the names in an outlet's line, or the names where they are unknown.
fn parts(outlet: &str, rules: &Rules, data: &Data) -> Vec<String> {
    let is_separator = |c: char| rules.outlet_separators.iter().any(|s| s.starts_with(c));
    let family =
        |part: &str| data.sources.find(part.trim()).map_or_else(|| names::key(part), |s| names::key(&s.family));
    outlet.split(is_separator).filter(|p| !p.trim().is_empty()).map(family).filter(|p| !p.is_empty()).collect()
}

/// Behind a separator stands whom the outlet copies.
fn outlet_agencies(outlet: &str, rules: &Rules, data: &Data) -> Vec<String> {
    parts(outlet, rules, data).into_iter().skip(1).collect()
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The longer quotations of a text.
fn quotes(text: &str, rules: &Rules) -> Vec<u64> {
    let mut found = BTreeSet::new();
    for (open, close) in [('“', '”'), ('«', '»'), ('"', '"')] {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(open) {
            let Some((inner, after)) = after.split_once(close) else { break };
            let key = if inner.len() < 2000 { names::key(inner) } else { String::new() };
            let words: Vec<&str> = key.split(' ').collect();
            if words.len() >= rules.origin.quote_words {
                found.insert(hash(&words));
            }
            rest = after;
        }
    }
    found.into_iter().collect()
}

/// A fixed number for some words.
pub fn hash(words: &[&str]) -> u64 {
    let bytes = words.iter().flat_map(|w| w.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_a_part_are_in_the_whole_though_only_a_sample_is_kept() {
        let words: Vec<String> = (0..900).map(|n| format!("word{n}")).collect();
        let of = |words: &[String]| Runs::of(&words.join(" "), &Data::bundled().resolve);
        let (whole, part) = (of(&words), of(&words[300..420]));
        assert!(whole.sampled && !part.sampled);
        assert!(whole.shared(&part) > 0.99 && part.shared(&whole) > 0.99);
        assert_eq!(whole.shared(&of(&words.iter().map(|w| format!("{w}x")).collect::<Vec<_>>())), 0.0);
    }
}
