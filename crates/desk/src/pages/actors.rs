//! Parties: all of the record, and one with its names, series and incidents.

use super::asked::Asked;
use super::charts::{Chart, charts};
use super::ctx::Ctx;
use super::rows::{Row, row};
use super::situation::totals;
use crate::state::Desk;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use std::sync::Arc;
use vigie_engine::data::Named as Entry;
use vigie_engine::model::Day;
use vigie_store::{Fault, Named, Record, Search, Tally};

#[derive(Template)]
#[template(path = "actors.html")]
struct List {
    c: Ctx,
    named: Vec<Named>,
}

#[derive(Template)]
#[template(path = "actor.html")]
struct Page {
    c: Ctx,
    name: String,
    asked: Asked,
    class: String,
    known: bool,
    aliases: Vec<String>,
    about: Vec<(String, String)>,
    total: String,
    charts: Vec<Chart>,
    types: Vec<(String, Tally)>,
    regions: Vec<(String, Tally)>,
    enemies: Vec<(String, Tally)>,
    rows: Vec<Row>,
}

/// All parties of the record.
pub async fn list(State(desk): State<Arc<Desk>>, c: Ctx) -> Response {
    let kept = Arc::clone(&c.kept);
    let made = desk.read(move |record| kept.parties(record)).await;
    c.answer(made.map(|named| List { c: c.clone(), named }))
}

/// One party.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let own = c.clone();
    let made = desk.read(move |record| make(record, &own, asked)).await;
    c.answer(made)
}

fn make(record: &mut Record, c: &Ctx, asked: Asked) -> Result<Page, Fault> {
    let known = c.data.actors.get(asked.text("name"));
    let name = known.map_or(asked.text("name"), |k| k.name.as_str()).to_string();
    let search = Search { actor: Some(name.clone()), ..Search::default() };
    let found = record.find(&search, 0, 50)?;
    let months = record.months(&search)?;
    let last: Option<Day> = found.incidents.iter().filter_map(|(i, _)| i.shown.date_from).max();
    let period = last.map(|l| (l.first_of_month(), l.last_of_month()));
    let link = Asked::default().set("area", Some("all")).set("actor", Some(&name));
    let others = record.parties(&search, 12)?.into_iter().filter(|(n, _)| *n != name).collect();
    Ok(Page {
        c: c.clone(),
        class: known.map_or_else(String::new, |k| {
            c.word("class", serde_json::to_value(k.class).unwrap_or_default().as_str().unwrap_or(""))
        }),
        known: known.is_some(),
        aliases: known.map(|k| k.aliases.clone()).unwrap_or_default(),
        about: known.map(|k| about(k, c)).unwrap_or_default(),
        total: totals(&found.tally, c),
        charts: period.map(|p| charts(&months, p, &link, c)).unwrap_or_default(),
        types: record.types(&search)?,
        regions: record.regions(&search)?,
        enemies: others,
        rows: found.incidents.iter().map(|(i, reviewed)| row(i, *reviewed, c)).collect(),
        asked: link.set("from", Some("1900-01")).set("to", Some("2100-12")),
        name,
    })
}

/// What the installation's data say of it.
fn about(entry: &Entry, c: &Ctx) -> Vec<(String, String)> {
    let lines = [
        ("actors.home", entry.home.as_deref().map(|h| c.country(h).to_string())),
        ("actors.parent", entry.parent.clone()),
        ("actors.from", entry.from.as_deref().map(|d| c.day(d))),
        ("actors.to", entry.to.as_deref().map(|d| c.day(d))),
        ("actors.example", Some(entry.example.replace(['[', ']'], ""))),
    ];
    lines
        .into_iter()
        .filter_map(|(key, value)| Some((c.t(key).to_string(), value.filter(|v| !v.is_empty())?)))
        .collect()
}
