//! Operations: incidents that reports tell as one.

use super::ctx::Ctx;
use super::incident::{Ledger, Said};
use super::rows::{Row, row};
use crate::state::Desk;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use std::collections::BTreeSet;
use std::sync::Arc;
use vigie_engine::model::CampaignIncident;
use vigie_store::{Fault, Kind, Record};

#[derive(Template)]
#[template(path = "campaigns.html")]
struct List {
    c: Ctx,
    campaigns: Vec<Line>,
}

struct Line {
    id: String,
    days: String,
    places: String,
    incidents: usize,
    reports: usize,
}

#[derive(Template)]
#[template(path = "campaign.html")]
struct Page {
    c: Ctx,
    days: String,
    rows: Vec<Row>,
    figures: Vec<(String, Vec<Said>)>,
    told: Vec<Said>,
}

/// All operations, the last first.
pub async fn list(State(desk): State<Arc<Desk>>, c: Ctx) -> Response {
    let own = c.clone();
    let made = desk.read(move |record| lines(record, &own)).await;
    c.answer(made.map(|campaigns| List { c: c.clone(), campaigns }))
}

fn lines(record: &mut Record, c: &Ctx) -> Result<Vec<Line>, Fault> {
    let mut all = record.campaigns()?;
    all.retain(|k| k.incidents.len() > 1);
    all.sort_by_key(|k| std::cmp::Reverse(k.date_from));
    all.truncate(300);
    let ids: Vec<&str> = all.iter().flat_map(|k| &k.incidents).map(String::as_str).collect();
    let members = record.incidents_by_id(&ids)?;
    let line = |k: &CampaignIncident| {
        let places: BTreeSet<&str> =
            k.incidents.iter().filter_map(|i| members.get(i)?.shown.place.as_deref()).map(|p| c.place(p)).collect();
        Line {
            id: k.id.clone(),
            days: days(k, c),
            places: places.into_iter().collect::<Vec<_>>().join(", "),
            incidents: k.incidents.len(),
            reports: k.documents.len(),
        }
    };
    Ok(all.iter().map(line).collect())
}

fn days(campaign: &CampaignIncident, c: &Ctx) -> String {
    let day = |d: Option<vigie_engine::model::Day>| d.map(|d| c.day(&d.to_string())).unwrap_or_default();
    match campaign.date_from == campaign.date_to {
        true => day(campaign.date_from),
        false => format!("{} – {}", day(campaign.date_from), day(campaign.date_to)),
    }
}

/// One operation.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx, Path(id): Path<String>) -> Response {
    let own = c.clone();
    let made = desk.read(move |record| make(record, &own, &id)).await;
    c.answer(made)
}

fn make(record: &mut Record, c: &Ctx, id: &str) -> Result<Page, Fault> {
    let found = record.campaigns()?.into_iter().find(|k| k.id == id);
    let campaign =
        found.ok_or_else(|| Fault::new(Kind::Asked, format!("there is no operation {id}"), "see the list of them"))?;
    let ids: Vec<&str> = campaign.incidents.iter().map(String::as_str).collect();
    let members = record.incidents_by_id(&ids)?;
    let cited = campaign.evidence.iter().chain(campaign.figures.values().flatten().flat_map(|k| &k.support));
    let docs: BTreeSet<&str> = cited.map(|s| s.doc.as_str()).collect();
    let documents = record.documents_by_id(&docs.into_iter().collect::<Vec<_>>())?;
    let desk = Ledger { c, documents: &documents };
    let claim = |k: &vigie_engine::model::Claim| {
        let what = k.figure.as_ref().map(|f| c.measure(f.measure)).unwrap_or_default();
        (format!("{} {what}", k.value), k.support.iter().map(|s| desk.said(s)).collect())
    };
    Ok(Page {
        c: c.clone(),
        days: days(&campaign, c),
        rows: campaign.incidents.iter().filter_map(|i| members.get(i)).map(|i| row(i, false, c)).collect(),
        figures: campaign.figures.values().flatten().map(claim).collect(),
        told: campaign.evidence.iter().map(|s| desk.said(s)).collect(),
    })
}
