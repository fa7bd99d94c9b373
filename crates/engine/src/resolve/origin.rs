//! Which reports are one origin: an outlet or an agency in common, the page they were taken from, or text in common.

use super::names;
use super::rules::Rules;
use crate::model::Document;
use std::collections::{BTreeMap, BTreeSet};

/// The number of the origin of every document. Documents of one origin are one voice.
pub fn origins<'a>(documents: &'a [Document], rules: &Rules) -> BTreeMap<&'a str, usize> {
    let mut sorted: Vec<&Document> = documents.iter().collect();
    sorted.sort_by(|a, b| (&a.id, &a.text).cmp(&(&b.id, &b.text)));
    let mut groups = Groups::new(sorted.len());
    join_outlets(&sorted, rules, &mut groups);
    join_addresses(&sorted, &mut groups);
    join_quotes(&sorted, rules, &mut groups);
    join_texts(&sorted, rules, &mut groups);
    sorted.iter().enumerate().map(|(i, d)| (d.id.as_str(), groups.root(i))).collect()
}

/// Disjoint sets whose root is always their smallest member, so that the order of joins is nothing.
#[derive(Clone, Debug)]
pub struct Groups(Vec<usize>);

impl Groups {
    /// Every member alone.
    pub fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    /// The smallest member of the set that `i` is in.
    pub fn root(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    /// Makes one set of two.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

fn join_outlets(documents: &[&Document], rules: &Rules, groups: &mut Groups) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (i, document) in documents.iter().enumerate() {
        let credits = document.credits.iter().map(|c| names::key(c));
        for part in outlet_parts(document.outlet.as_deref().unwrap_or(""), rules).into_iter().chain(credits) {
            groups.join(*first.entry(part).or_insert(i), i);
        }
    }
}

fn outlet_parts(outlet: &str, rules: &Rules) -> Vec<String> {
    let is_separator = |c: char| rules.outlet_separators.iter().any(|s| s.starts_with(c));
    outlet.split(is_separator).map(names::key).filter(|p| !p.is_empty()).collect()
}

/// Joins a reprint with the page that it names as its original, and with other reprints of it.
fn join_addresses(documents: &[&Document], groups: &mut Groups) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, document) in documents.iter().enumerate() {
        let canonical = document.canonical.as_deref();
        for url in canonical.into_iter().chain(document.url.as_deref().filter(|_| canonical.is_none())) {
            groups.join(*first.entry(url).or_insert(i), i);
        }
    }
}

/// Joins reports that quote the same people in the same words more than once.
fn join_quotes(documents: &[&Document], rules: &Rules, groups: &mut Groups) {
    let quotes: Vec<BTreeSet<u64>> = documents.iter().map(|d| quotes(&d.text, rules)).collect();
    for (pair, shared) in shared_counts(&quotes) {
        if shared >= rules.origin.quotes.max(1) {
            groups.join(pair.0, pair.1);
        }
    }
}

/// The longer quotations of a text.
fn quotes(text: &str, rules: &Rules) -> BTreeSet<u64> {
    let mut found = BTreeSet::new();
    for (open, close) in [('“', '”'), ('«', '»'), ('"', '"')] {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(open) {
            let Some((inner, after)) = after.split_once(close) else { break };
            let key = names::key(inner);
            let words: Vec<&str> = key.split(' ').collect();
            if words.len() >= rules.origin.quote_words && inner.len() < 2000 {
                found.insert(hash(&words));
            }
            rest = after;
        }
    }
    found
}

/// Joins reports of which one holds more than a share of the other's runs of words.
fn join_texts(documents: &[&Document], rules: &Rules, groups: &mut Groups) {
    let sets: Vec<BTreeSet<u64>> = documents.iter().map(|d| shingles(&d.text, rules)).collect();
    for (pair, shared) in shared_counts(&sets) {
        let shorter = sets[pair.0].len().min(sets[pair.1].len());
        if shared as f64 > rules.origin.shared * shorter as f64 {
            groups.join(pair.0, pair.1);
        }
    }
}

/// How many shingles each pair of documents has in common, pairs with none left out.
fn shared_counts(sets: &[BTreeSet<u64>]) -> BTreeMap<(usize, usize), usize> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (i, set) in sets.iter().enumerate() {
        set.iter().for_each(|s| holders.entry(*s).or_default().push(i));
    }
    let mut counts = BTreeMap::new();
    for docs in holders.into_values().filter(|d| d.len() > 1) {
        // A run of words that very many reports have is boilerplate; neighbours are enough.
        let reach = if docs.len() > 50 { 1 } else { docs.len() };
        for (n, &a) in docs.iter().enumerate() {
            docs[n + 1..].iter().take(reach).for_each(|&b| *counts.entry((a, b)).or_insert(0) += 1);
        }
    }
    counts
}

fn shingles(text: &str, rules: &Rules) -> BTreeSet<u64> {
    let folded = names::key(text);
    let words: Vec<&str> = folded.split(' ').collect();
    if words.len() < rules.origin.least_words.max(rules.origin.shingle) {
        return BTreeSet::new();
    }
    words.windows(rules.origin.shingle.max(1)).map(hash).collect()
}

fn hash(words: &[&str]) -> u64 {
    let bytes = words.iter().flat_map(|w| w.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Files;

    fn origins_of(documents: &[Document]) -> Vec<usize> {
        let rules = Rules::load(&Files::bundled(), &mut Vec::new());
        origins(documents, &rules).into_values().collect()
    }

    fn document(id: &str, outlet: &str, text: &str) -> Document {
        Document { id: id.into(), outlet: Some(outlet.into()), text: text.into(), ..Document::default() }
    }

    #[test]
    fn an_outlet_or_an_agency_in_common_is_one_origin() {
        let told = [
            document("a", "Daily Lantern / Agency", "x"),
            document("b", "The Reed / AGENCY", "y"),
            document("c", "The Reed", "z"),
            document("d", "Alone", "w"),
        ];
        assert_eq!(origins_of(&told), [0, 0, 0, 3]);
    }

    #[test]
    fn credits_originals_and_quotations_in_common_are_one_origin() {
        let quote =
            "“We shouted to the pilot to turn back at once.” Later: “The market would not wait for us any longer.”";
        let mut told = [
            document("a", "A", "x"),
            document("b", "B", "y"),
            document("c", "C", quote),
            document("d", "D", &format!("Told otherwise. {quote}")),
            document("e", "E", "“We shouted to the pilot to turn back at once.”"),
            document("f", "F", "z"),
        ];
        told[0].credits = vec!["Agency".into()];
        told[1].credits = vec!["AGENCY".into()];
        told[4].url = Some("https://e.example/1".into());
        told[5].canonical = Some("https://e.example/1".into());
        assert_eq!(origins_of(&told), [0, 0, 2, 2, 4, 4]);
    }

    #[test]
    fn copied_text_is_one_origin_and_a_shared_topic_is_not() {
        let words: Vec<String> = (0..80).map(|n| format!("word{n}")).collect();
        let (whole, part) = (words.join(" "), words[..50].join(" "));
        let other: String = (0..80).map(|n| format!("word{} ", n * 7 % 80)).collect();
        let told = [document("a", "A", &whole), document("b", "B", &part), document("c", "C", &other)];
        assert_eq!(origins_of(&told), [0, 0, 2]);
    }
}
