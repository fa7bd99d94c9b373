//! Alerts of all areas in the months that were judged last, gravest first, each with what it rests on.

use super::asked::Asked;
use super::ctx::Ctx;
use super::verdict::{Alert, alert};
use crate::state::Desk;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use std::sync::Arc;
use vigie_store::{AreaLine, Fault, Record};

#[derive(Template)]
#[template(path = "alerts.html")]
struct Page {
    c: Ctx,
    asked: Asked,
    areas: Vec<AreaLine>,
    months: Vec<(String, Vec<Alert>)>,
}

/// Months that are shown.
const MONTHS: usize = 12;

/// The page.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let own = c.clone();
    let made = desk.read(move |record| make(record, own, asked)).await;
    c.answer(made)
}

fn make(record: &mut Record, c: Ctx, asked: Asked) -> Result<Page, Fault> {
    let areas = c.kept.areas(record)?;
    let area = asked.get("area").map(str::to_string).or_else(|| areas.first().map(|a| a.country.clone()));
    let mut months = Vec::new();
    for (month, _) in area.iter().flat_map(|a| record.judged(a)).flatten().take(MONTHS).collect::<Vec<_>>() {
        let made = record.assessment(area.as_deref().unwrap_or(""), &month, None)?;
        let mut alerts: Vec<_> = made.iter().flat_map(|a| &a.alerts).collect();
        alerts.sort_by_key(|a| std::cmp::Reverse((a.severity, a.date)));
        if !alerts.is_empty() {
            months.push((month, alerts.into_iter().map(|a| alert(a, &c)).collect()));
        }
    }
    Ok(Page { asked: asked.set("area", area.as_deref()), c, areas, months })
}
