//! The queue: the incident whose review is worth most and that nobody else has before them.

use super::asked::{Asked, Ruled};
use super::ctx::Ctx;
use super::incident::{Field, Reviewed, reviewed};
use super::rows::Row;
use crate::state::Desk;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use std::sync::Arc;
use vigie_store::{Agreement, AreaLine, Fault, Record, Search};

#[derive(Template)]
#[template(path = "review.html")]
struct Page {
    c: Ctx,
    asked: Asked,
    areas: Vec<AreaLine>,
    item: Option<Item>,
    done: Option<Ruled>,
    waiting: i64,
    ruled: i64,
    agreement: Agreement,
    back: String,
    pass: String,
}

struct Item {
    head: Row,
    fields: Vec<Field>,
    reasons: Vec<String>,
    choices: Vec<(String, String)>,
    types: Vec<(String, String)>,
    related: Vec<Row>,
    events: Vec<super::incident::Told>,
}

/// Items that a person may pass over before they come again.
const PAST: usize = 60;

/// The page.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let own = c.clone();
    // Who may only read sees what waits and takes nothing.
    let made = match c.rules() {
        true => desk.keep(move |record| make(record, &own, asked)).await,
        false => desk.read(move |record| figures(record, &own, asked)).await,
    };
    c.answer(made)
}

fn figures(record: &mut Record, c: &Ctx, asked: Asked) -> Result<Page, Fault> {
    let (waiting, ruled) = counts(record, c, &asked.search(None))?;
    Ok(Page {
        areas: c.kept.areas(record)?,
        agreement: c.kept.agreement(record)?,
        done: asked.ruled(),
        back: String::new(),
        pass: String::new(),
        item: None,
        c: c.clone(),
        asked,
        waiting,
        ruled,
    })
}

/// How many wait, and how many somebody ruled on.
fn counts(record: &mut Record, c: &Ctx, search: &Search) -> Result<(i64, i64), Fault> {
    let all = c.kept.found("tally", search, record, |r| r.tally(search))?.incidents;
    let ruled = record.tally(&Search { reviewed: Some(true), ..search.clone() })?.incidents;
    Ok((all - ruled, ruled))
}

fn make(record: &mut Record, c: &Ctx, asked: Asked) -> Result<Page, Fault> {
    let past: Vec<String> = asked.text("past").split(',').filter(|p| !p.is_empty()).map(str::to_string).collect();
    let next = record.next_to_review(&c.person.name, &asked.search(None), &past)?;
    let (waiting, ruled) = counts(record, c, &asked.search(None))?;
    let item = match &next {
        Some(id) => Some(item(record, c, id)?),
        None => None,
    };
    let bare = asked.set("done", None).set("waits", None);
    let pass = next.map(|id| {
        let mut past = past;
        past.push(id);
        let late = past.len().saturating_sub(PAST);
        format!("/review{}", bare.set("past", Some(&past[late..].join(","))).address())
    });
    Ok(Page {
        areas: c.kept.areas(record)?,
        agreement: c.kept.agreement(record)?,
        done: asked.ruled(),
        waiting,
        ruled,
        back: format!("/review{}", bare.address()),
        pass: pass.unwrap_or_default(),
        c: c.clone(),
        asked,
        item,
    })
}

fn item(record: &mut Record, c: &Ctx, id: &str) -> Result<Item, Fault> {
    let Reviewed { head, fields, choices, types, related, events, rivals } = reviewed(record, c, id)?;
    let mut reasons = rivals;
    reasons.extend(head.doubt.then(|| c.t("review.doubt").to_string()));
    reasons.extend((head.origins < 2).then(|| c.t("review.alone").to_string()));
    reasons.extend((!head.killed.is_empty()).then(|| c.with("count.killed", "n", &head.killed)));
    Ok(Item { head, fields, reasons, choices, types, related, events })
}
