//! Words of reports, with or without accents, and the incidents that these reports tell.

use super::asked::{Asked, encode};
use super::ctx::Ctx;
use super::excerpt::{Piece, excerpt};
use super::incident::outlet;
use super::rows::{Row, row};
use crate::state::Desk;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use std::collections::BTreeSet;
use std::sync::Arc;
use vigie_engine::data::phrase;
use vigie_engine::model::{Document, Span};
use vigie_store::{Fault, Record, Search};

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    c: Ctx,
    words: String,
    hits: Vec<Hit>,
    rows: Vec<Row>,
    names: Vec<(String, String)>,
    more: bool,
}

struct Hit {
    title: String,
    outlet: String,
    address: String,
    words: Vec<Piece>,
}

/// Reports on a page.
const MOST: i64 = 40;

/// The page.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let own = c.clone();
    let made = desk.read(move |record| make(record, &own, asked.text("q"))).await;
    c.answer(made)
}

fn make(record: &mut Record, c: &Ctx, words: &str) -> Result<Page, Fault> {
    let hits = record.search(words, MOST + 1)?;
    let more = hits.len() as i64 > MOST;
    let ids: Vec<&str> = hits.iter().take(MOST as usize).map(|h| h.id.as_str()).collect();
    let documents = record.documents_by_id(&ids)?;
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for id in ids.iter().take(12) {
        let search = Search { document: Some(id.to_string()), ..Search::default() };
        let found = record.find(&search, 0, 12)?;
        let new = found.incidents.iter().filter(|(i, _)| seen.insert(i.id.clone()));
        rows.extend(new.map(|(i, reviewed)| row(i, *reviewed, c)));
    }
    rows.truncate(30);
    if let Ok(incident) = record.incident(words.trim()) {
        rows.insert(0, row(&incident, false, c));
    }
    let hit = |id: &&str| documents.get(*id).map(|d| hit(d, words, c));
    Ok(Page {
        c: c.clone(),
        names: names(words, c),
        hits: ids.iter().filter_map(hit).collect(),
        words: words.to_string(),
        rows,
        more,
    })
}

fn hit(document: &Document, words: &str, c: &Ctx) -> Hit {
    let spans = places(&document.text, words);
    let mark = super::excerpt::told(&spans);
    let mut shown = excerpt(&document.text, &spans[..spans.len().min(3)]);
    if shown.is_empty() {
        let start: String = document.text.chars().take(240).collect();
        shown.push(Piece { text: start, ..Piece::default() });
    }
    Hit {
        title: document.title.clone().unwrap_or_else(|| document.id.clone()),
        outlet: outlet(document, c),
        address: format!("/document?id={}&mark={mark}#mark", encode(&document.id)),
        words: shown,
    }
}

/// Where the words stand, as people compare them: without accents and capitals. At most a dozen.
fn places(text: &str, words: &str) -> Vec<Span> {
    let bare = |w: &str| phrase(w.trim_matches(|c: char| !c.is_alphanumeric()));
    let asked: Vec<(String, bool)> = words
        .split(|c: char| c.is_whitespace() || c == '"' || c == '«' || c == '»')
        .map(|w| (bare(w.trim_end_matches('*')), w.ends_with('*')))
        .filter(|(w, _)| !w.is_empty())
        .collect();
    let mut spans = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = phrase(&text[from..at]);
                let hit = asked.iter().any(|(w, any)| if *any { word.starts_with(w) } else { word == *w });
                spans.extend(hit.then(|| Span::new(from, at)));
                start = None;
            }
            _ => {}
        }
        if spans.len() >= 12 {
            break;
        }
    }
    spans
}

/// Parties and places of that name.
fn names(words: &str, c: &Ctx) -> Vec<(String, String)> {
    let wanted = phrase(words);
    if wanted.len() < 3 {
        return Vec::new();
    }
    let called =
        |a: &&vigie_engine::data::Named| std::iter::once(&a.name).chain(&a.aliases).any(|n| phrase(n) == wanted);
    let actors = c
        .data
        .actors
        .named
        .iter()
        .filter(called)
        .map(|a| (c.actor(&a.name), format!("/actor?name={}", encode(&a.name))));
    let places = c.data.places.named(words).iter().map(|i| &c.data.places.places[*i]);
    let places = places.map(|p| {
        let label = format!("{}, {}", c.place(&p.name), c.country(&p.country));
        (label, format!("/?area={}&place={}&from=1900-01&to=2100-12#incidents", encode(&p.country), encode(&p.name)))
    });
    let mut all: Vec<(String, String)> = actors.chain(places).collect();
    all.dedup();
    all.truncate(8);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_accents() {
        let of = |words: &str| {
            let text = "Le préfet de Ségou parle. Segou écoute, le Préfet se tait.";
            places(text, words).iter().map(|s| s.of(text).to_string()).collect::<Vec<_>>()
        };
        assert_eq!(of("segou"), ["Ségou", "Segou"]);
        assert_eq!(of("\"PREFET\" ecou*"), ["préfet", "écoute", "Préfet"]);
        assert!(of("\"* «»").is_empty());
    }
}
