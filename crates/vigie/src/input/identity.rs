//! Which documents are one, and what each is called, whatever the order in which they came.

use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::model::{Document, Note};

/// Keeps each document once, gives every one a name of its own and puts them in their canonical order.
pub fn settle(pages: Vec<Document>, notes: &mut Vec<Note>) -> Vec<Document> {
    let mut keyed: Vec<(String, Document)> = pages.into_iter().map(named).collect();
    keyed.sort_by_cached_key(|(key, d)| {
        let content = hash(&[d.title.as_deref().unwrap_or(""), &d.text]);
        let rest = (d.outlet.clone(), d.language.clone(), d.url.clone());
        (key.clone(), Reverse(d.fetched.clone()), Reverse(d.published.clone()), d.id.clone(), content, rest)
    });
    let mut kept = once(keyed, notes);
    kept.sort_by(|(a, x), (b, y)| (&x.id, a).cmp(&(&y.id, b)));
    let mut documents: Vec<Document> = kept.into_iter().map(|(_, d)| d).collect();
    apart(&mut documents, notes);
    documents
}

/// Keeps one document for each address. A page may tell its address only in its own first lines, so this is
/// asked again once the pages are read. The version saved or published last is kept.
pub fn by_address(documents: Vec<Document>, notes: &mut Vec<Note>) -> Vec<Document> {
    let mut best: BTreeMap<String, usize> = BTreeMap::new();
    let age = |n: usize| (&documents[n].fetched, &documents[n].published, Reverse(n));
    for (n, url) in documents.iter().enumerate().filter_map(|(n, d)| Some((n, d.url.clone()?))) {
        let kept = best.entry(url).or_insert(n);
        *kept = if age(n) > age(*kept) { n } else { *kept };
    }
    let kept: Vec<usize> =
        documents.iter().enumerate().map(|(n, d)| d.url.as_ref().map_or(n, |url| best[url])).collect();
    let ids: Vec<String> = documents.iter().map(|d| d.id.clone()).collect();
    let stays = |(n, document): (usize, Document)| {
        if kept[n] == n {
            return Some(document);
        }
        notes.push(left_out(&ids[n], "address", &ids[kept[n]]));
        None
    };
    documents.into_iter().enumerate().filter_map(stays).collect()
}

fn left_out(id: &str, same: &str, kept: &str) -> Note {
    Note { doc: id.into(), message: format!("has the same {same} as {kept} and was left out") }
}

/// Renames documents that share an id, in the order they stand in: the second `a` becomes `a~2`.
pub fn apart(documents: &mut [Document], notes: &mut Vec<Note>) {
    let mut taken: BTreeSet<String> = documents.iter().map(|d| d.id.clone()).collect();
    let mut seen = BTreeSet::new();
    for document in documents {
        if seen.insert(document.id.clone()) {
            continue;
        }
        let free = (2..).map(|n| format!("{}~{n}", document.id)).find(|id| !taken.contains(id));
        let id = free.unwrap_or_default();
        let message = format!("is the id of two different documents; one of them is now {id}");
        notes.push(Note { doc: std::mem::replace(&mut document.id, id.clone()), message });
        taken.insert(id.clone());
        seen.insert(id);
    }
}

/// The identity of a document beside it; the identity also names a document that has no id.
fn named(mut document: Document) -> (String, Document) {
    document.id = document.id.trim().to_string();
    let title = document.title.as_deref().unwrap_or("");
    let key = match &document.url {
        Some(url) => hash(&["url", url.trim()]),
        // Documents without a word have nothing but the id to tell them apart.
        None if title.is_empty() && document.text.trim().is_empty() => hash(&["empty", &document.id]),
        None => hash(&["text", title, document.text.trim()]),
    };
    if document.id.is_empty() {
        document.id = key[..12].to_string();
    }
    (key, document)
}

fn once(keyed: Vec<(String, Document)>, notes: &mut Vec<Note>) -> Vec<(String, Document)> {
    let mut kept: Vec<(String, Document)> = Vec::new();
    for (key, document) in keyed {
        match kept.last() {
            Some((last, first)) if *last == key => {
                let same = if document.url.is_some() { "address" } else { "text" };
                notes.push(left_out(&document.id, same, &first.id));
            }
            _ => kept.push((key, document)),
        }
    }
    kept
}

fn hash(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(id: &str, url: Option<&str>, text: &str) -> Document {
        Document { id: id.into(), url: url.map(Into::into), text: text.into(), ..Document::default() }
    }

    fn settled(pages: &[Document]) -> Vec<(String, String)> {
        let named = |d: Document| (d.id, d.text);
        settle(pages.to_vec(), &mut Vec::new()).into_iter().map(named).collect()
    }

    #[test]
    fn any_order_gives_the_same_documents_and_names() {
        let pages = [page("a", None, "one"), page("a", None, "two"), page("b", None, "one"), page("", None, "three")];
        let mut turned = pages.to_vec();
        turned.reverse();
        assert_eq!(settled(&pages), settled(&turned));
        turned.swap(0, 2);
        assert_eq!(settled(&pages), settled(&turned));
    }

    #[test]
    fn an_id_alone_never_makes_two_texts_one() {
        let ids: Vec<String> = settled(&[page("a", None, "one"), page("a", None, "two"), page("a~2", None, "six")])
            .into_iter()
            .map(|d| d.0)
            .collect();
        assert_eq!(ids, ["a", "a~3", "a~2"]);
    }

    #[test]
    fn the_same_address_or_text_is_kept_once() {
        let mut notes = Vec::new();
        let mut later = page("z", Some("https://a.example/1"), "second version");
        later.fetched = Some("2025-07-02".into());
        let pages =
            vec![page("y", Some("https://a.example/1"), "first"), later, page("p", None, "x"), page("q", None, "x ")];
        let kept: Vec<String> = settle(pages, &mut notes).into_iter().map(|d| d.id).collect();
        assert_eq!(kept, ["p", "z"]);
        assert_eq!(notes.len(), 2);
    }

    #[test]
    fn an_address_found_in_the_page_itself_counts() {
        let mut notes = Vec::new();
        let mut later = page("a", Some("https://a.example/1"), "second version");
        later.published = Some("2025-07-02".into());
        let first = page("b", Some("https://a.example/1"), "first");
        let kept = by_address(vec![first.clone(), page("c", None, "x"), later, first], &mut notes);
        assert_eq!(kept.into_iter().map(|d| d.id).collect::<Vec<_>>(), ["c", "a"]);
        assert_eq!(notes.len(), 2);
    }

    #[test]
    fn empty_documents_are_told_apart_by_id() {
        assert_eq!(settled(&[page("a", None, ""), page("b", None, " ")]).len(), 2);
    }
}
