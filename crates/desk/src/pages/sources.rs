//! Sources: who publishes, how far each is trusted and why, and what came from each.

use super::asked::{Asked, encode};
use super::ctx::Ctx;
use crate::state::{Desk, Failed};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use std::collections::BTreeMap;
use std::sync::Arc;
use vigie_engine::data::Source;
use vigie_store::{Fault, Heard, Kind};

#[derive(Template)]
#[template(path = "sources.html")]
struct List {
    c: Ctx,
    lines: Vec<Line>,
    unknown: Vec<(String, i64)>,
}

struct Line {
    name: String,
    grade: String,
    reason: String,
    reports: i64,
    last: Option<String>,
    usual: Option<u32>,
}

#[derive(Template)]
#[template(path = "source.html")]
struct Page {
    c: Ctx,
    source: &'static Source,
    judged: Option<String>,
    grade: String,
    reports: Vec<(String, String, String)>,
    count: i64,
}

/// All sources of the installation, and outlets of the record that have no file.
pub async fn list(State(desk): State<Arc<Desk>>, c: Ctx) -> Response {
    let made = desk.read(|record| record.heard()).await;
    c.answer(made.map(|heard| lines(heard, &c)))
}

fn lines(heard: Vec<Heard>, c: &Ctx) -> List {
    let mut known: BTreeMap<&str, (i64, Option<String>)> = BTreeMap::new();
    let mut unknown: BTreeMap<String, i64> = BTreeMap::new();
    for one in heard {
        match find(&one, c) {
            Some(source) => {
                let entry = known.entry(&source.name).or_default();
                entry.0 += one.reports;
                entry.1 = entry.1.clone().max(one.last);
            }
            None => *unknown.entry(one.outlet.unwrap_or_else(|| "?".into())).or_default() += one.reports,
        }
    }
    let line = |s: &Source| {
        let (reports, last) = known.get(s.name.as_str()).cloned().unwrap_or_default();
        Line {
            name: s.name.clone(),
            grade: format!("{:?}", s.grade),
            reason: s.reason.clone(),
            reports,
            last,
            usual: s.volume,
        }
    };
    let mut lines: Vec<Line> = c.data.sources.list.iter().map(line).collect();
    lines.sort_by(|a, b| (b.reports, &a.name).cmp(&(a.reports, &b.name)));
    let mut unknown: Vec<(String, i64)> = unknown.into_iter().collect();
    unknown.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    List { c: c.clone(), lines, unknown }
}

fn find(heard: &Heard, c: &Ctx) -> Option<&'static Source> {
    let by = |text: &Option<String>| text.as_deref().and_then(|t| c.data.sources.find(t));
    by(&heard.url).or_else(|| by(&heard.outlet))
}

/// One source with its reports.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let Some(source) = c.data.sources.list.iter().find(|s| s.name == asked.text("name")) else {
        let fault = Fault::new(Kind::Asked, "there is no such source", "see the list of sources");
        return c.trouble(&Failed(fault));
    };
    let own = c.clone();
    let made = desk
        .read(move |record| {
            let mine = |h: &Heard| find(h, &own).is_some_and(|s| s.name == source.name);
            let voices: Vec<Heard> = record.heard()?.into_iter().filter(mine).collect();
            let documents = record.reports_of(&voices, 200)?;
            let line = |d: &vigie_engine::model::Document| {
                let title = d.title.clone().unwrap_or_else(|| d.id.clone());
                (
                    format!("/document?id={}", encode(&d.id)),
                    title,
                    d.published.as_deref().map(|p| own.day(p)).unwrap_or_default(),
                )
            };
            let reports = documents.iter().map(line).collect();
            let judged = source.judged.map(|d| own.day(&d.to_string()));
            Ok(Page {
                judged,
                grade: format!("{:?}", source.grade),
                count: voices.iter().map(|v| v.reports).sum(),
                reports,
                source,
                c: own,
            })
        })
        .await;
    c.answer(made)
}
