//! The situation: verdict with its receipt, what changed, map, series, and the incidents behind every number.

use super::asked::{Asked, PAGE};
use super::charts::{Chart, charts};
use super::ctx::Ctx;
use super::map::{self, Map};
use super::rows::{Row, row};
use super::verdict::{self, Alert, Hot, Verdict};
use crate::state::{Desk, Failed};
use askama::Template;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::Arc;
use vigie_engine::model::Day;
use vigie_store::{AreaLine, Changes, Fault, Record, Search, Spot, Tally};

/// Places on the map at most.
const SPOTS: i64 = 600;

#[derive(Template)]
#[template(path = "situation.html")]
struct Page {
    c: Ctx,
    asked: Asked,
    areas: Vec<AreaLine>,
    area: Option<String>,
    area_name: String,
    period_name: String,
    from_month: String,
    to_month: String,
    nothing: bool,
    totals: String,
    verdict: Option<Verdict>,
    changes: Option<Changes>,
    since: String,
    alerts: Vec<Alert>,
    hotspots: Vec<Hot>,
    map: Option<Map>,
    map_words: String,
    map_label: String,
    unplaced: i64,
    charts: Vec<Chart>,
    campaigns: Vec<Told>,
    types: Vec<(String, Tally)>,
    actors: Vec<(String, Tally)>,
    rows: Vec<Row>,
    total: String,
    pager: Option<(i64, i64)>,
    bare: String,
    views: Vec<(String, String)>,
    now: String,
}

/// An operation in a line.
struct Told {
    id: String,
    what: String,
    about: String,
}

/// Area and period that a page is about.
#[derive(Clone, Debug)]
pub struct View {
    /// ISO alpha-3, or everywhere.
    pub area: Option<String>,
    /// First and last day.
    pub period: (Day, Day),
    /// The address with both in it.
    pub asked: Asked,
}

/// The page.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let own = c.clone();
    let made = desk.read(move |record| make(record, &own, &asked)).await;
    c.answer(made)
}

/// What is asked for, or what a reader would want first: the most told country, in the last month that was judged.
pub fn view(record: &mut Record, asked: &Asked, areas: &[AreaLine]) -> Result<View, Fault> {
    let area = match asked.get("area") {
        Some("all") => None,
        Some(area) => Some(area.to_uppercase()),
        None => areas.first().map(|a| a.country.clone()),
    };
    let judged = match &area {
        Some(area) => record.judged(area)?,
        None => areas.iter().filter_map(|a| a.judged.clone()).collect(),
    };
    let sure = |(_, verdict): &&(String, String)| verdict != "insufficient_reporting";
    let month = judged.iter().filter(sure).map(|(m, _)| m).max().or(judged.iter().map(|(m, _)| m).max());
    let first: Option<Day> = month.and_then(|m| format!("{m}-01").parse().ok());
    let first =
        first.unwrap_or_else(|| jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().first_of_month());
    let told = (asked.day("from", false), asked.day("to", true));
    let alone = asked.day("month", false).map(|m| (m, m.last_of_month()));
    let period = match (told, alone) {
        (_, Some(month)) => month,
        ((Some(from), Some(to)), _) => (from.min(to), to.max(from)),
        ((Some(from), None), _) => (from, from.last_of_month()),
        ((None, Some(to)), _) => (to.first_of_month(), to),
        _ => (first, first.last_of_month()),
    };
    let named = asked.set("area", Some(area.as_deref().unwrap_or("all"))).set("month", None);
    let (from, to) = (month_of(period.0), month_of(period.1));
    let mut full = named.set("from", Some(&from)).set("to", Some(&to));
    if let Some(page) = asked.get("page") {
        full = full.paged(page);
    }
    Ok(View { area, period, asked: full })
}

fn month_of(day: Day) -> String {
    day.strftime("%Y-%m").to_string()
}

fn make(record: &mut Record, c: &Ctx, asked: &Asked) -> Result<Page, Fault> {
    let areas = c.kept.areas(record)?;
    let View { area, period, asked } = view(record, asked, &areas)?;
    let search = asked.search(Some(period));
    let plain = Search { country: area.clone(), from: Some(period.0), to: Some(period.1), ..Search::default() };
    let rows = record.listed(&search, (asked.page() - 1) * PAGE, PAGE)?;
    let tally = c.kept.found("tally", &search, record, |r| r.tally(&search))?;
    let spots = c.kept.found("spots", &search, record, |r| r.spots(&search, SPOTS))?;
    let all = c.kept.found("tally", &plain, record, |r| r.tally(&plain))?;
    let drawn = super::charts::months(period.0, period.1);
    let first = drawn.first().and_then(|m| format!("{m}-01").parse().ok());
    let drawn = Search { from: first, ..search.clone() };
    let months = c.kept.found("months", &drawn, record, |r| r.months(&drawn))?;
    let assessment = match &area {
        Some(area) => record.assessment(area, &month_of(period.1), None)?,
        None => None,
    };
    let ids: Vec<&str> = assessment.iter().flat_map(|a| &a.receipt.movers).map(|m| m.incident.as_str()).collect();
    let movers = record.incidents_by_id(&ids)?;
    let changes = match &c.before {
        Some(before) => Some(record.changes(before, area.as_deref())?),
        None => None,
    };
    let placed: i64 = spots.iter().filter(|s| s.precision < 4).map(|s| s.tally.incidents).sum();
    let campaigns = campaigns(record, c, period, area.as_deref())?;
    let last = (tally.incidents + PAGE - 1) / PAGE;
    let area_name =
        area.as_deref().map_or_else(|| c.t("situation.everywhere").to_string(), |a| c.country(a).to_string());
    let bare = Asked::default()
        .set("area", asked.get("area"))
        .set("from", asked.get("from"))
        .set("to", asked.get("to"))
        .address();
    Ok(Page {
        nothing: areas.is_empty() && tally.incidents == 0,
        area_name: area_name.clone(),
        period_name: period_name(period, c),
        from_month: month_of(period.0),
        to_month: month_of(period.1),
        totals: totals(&all, c),
        verdict: assessment.as_ref().map(|a| verdict::verdict(a, &movers, &asked, c)),
        alerts: assessment.iter().flat_map(|a| verdict::alerts(a, c)).take(6).collect(),
        hotspots: assessment.iter().flat_map(|a| verdict::hotspots(a, &asked, c)).take(5).collect(),
        since: c.before.clone().unwrap_or_default(),
        changes,
        map: map::draw(&spots, area.as_deref(), &asked, c),
        map_words:
            json!({"incidents": c.t("list.incidents"), "killed": c.t("list.killed"), "failed": c.t("map.failed"),
            "load": c.t("map.load"), "reset": c.t("map.reset")})
            .to_string(),
        map_label: c.with("map.label", "area", &area_name),
        unplaced: (tally.incidents - placed).max(0),
        charts: charts(&months, period, &asked, c),
        campaigns,
        types: c.kept.found("types", &plain, record, |r| r.types(&plain))?,
        actors: c.kept.found("parties", &plain, record, |r| r.parties(&plain, 60))?,
        rows: rows.iter().map(|(incident, reviewed)| row(incident, *reviewed, c)).collect(),
        total: totals(&tally, c),
        pager: (last > 1).then_some((asked.page().min(last), last)),
        c: c.clone(),
        bare: bare + "#incidents",
        views: record.views(&c.person.name)?,
        now: asked.address(),
        areas,
        area,
        asked,
    })
}

/// "17 incidents, 166–203 people killed".
pub fn totals(tally: &Tally, c: &Ctx) -> String {
    let killed = c.with("count.killed", "n", c.range(tally.low, tally.high));
    format!("{}, {killed}", c.count("count.incidents", tally.incidents))
}

/// "July 2025", or the first and last month.
pub fn period_name((from, to): (Day, Day), c: &Ctx) -> String {
    let (first, last) = (c.month(&month_of(from)), c.month(&month_of(to)));
    if first == last { first } else { format!("{first} – {last}") }
}

fn campaigns(record: &mut Record, c: &Ctx, period: (Day, Day), area: Option<&str>) -> Result<Vec<Told>, Fault> {
    let within = |d: Option<Day>| d.is_some_and(|d| period.0 <= d && d <= period.1);
    let within_area = Search { country: area.map(str::to_string), ..Search::default() };
    let search = Search { from: Some(period.0), to: Some(period.1), ..within_area };
    let mut all = record.campaigns_within(&search, 300)?;
    all.retain(|k| k.incidents.len() > 1 && (within(k.date_from) || within(k.date_to)));
    all.sort_by_key(|k| std::cmp::Reverse(k.incidents.len()));
    let ids: Vec<&str> = all.iter().flat_map(|k| &k.incidents).map(String::as_str).collect();
    let members = record.incidents_by_id(&ids)?;
    let mut told = Vec::new();
    for campaign in &all {
        let own: Vec<_> = campaign.incidents.iter().filter_map(|i| members.get(i)).collect();
        if area.is_some_and(|a| !own.iter().any(|i| i.shown.country.as_deref() == Some(a))) {
            continue;
        }
        let places: std::collections::BTreeSet<&str> =
            own.iter().filter_map(|i| i.shown.place.as_deref()).map(|p| c.place(p)).collect();
        let day = campaign.date_from.map(|d| c.day(&d.to_string())).unwrap_or_default();
        told.push(Told {
            id: campaign.id.clone(),
            what: c.two("campaigns.line", "day", day, "n", own.len()),
            about: places.into_iter().collect::<Vec<_>>().join(", "),
        });
    }
    told.truncate(5);
    Ok(told)
}

/// Points for the map with a script: clustered there, but never more than the server counted together.
pub async fn points(State(desk): State<Arc<Desk>>, c: Ctx, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let own = c.clone();
    let made = desk
        .read(move |record| {
            let areas = own.kept.areas(record)?;
            let View { period, asked, area } = view(record, &asked, &areas)?;
            let search = asked.search(Some(period));
            let spots = own.kept.found("points", &search, record, |r| r.spots(&search, SPOTS * 5))?;
            let assessment = match &area {
                Some(area) => record.assessment(area, &month_of(period.1), None)?,
                None => None,
            };
            let hot: Vec<Value> = assessment.iter().flat_map(|a| &a.hotspots).map(|h| hotspot(h, &own)).collect();
            let features: Vec<Value> =
                spots.iter().filter(|s| s.precision < 4).map(|s| feature(s, &asked, &own)).collect();
            Ok(json!({"points": {"type": "FeatureCollection", "features": features},
                "hotspots": {"type": "FeatureCollection", "features": hot}, "area": area}))
        })
        .await;
    match made {
        Ok(json) => Json(json).into_response(),
        Err(failed) => Failed(failed.0).into_response(),
    }
}

fn feature(spot: &Spot, asked: &Asked, c: &Ctx) -> Value {
    json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [spot.point.1, spot.point.0]},
        "properties": {"name": c.place(&spot.name), "precision": spot.precision, "incidents": spot.tally.incidents,
            "killed": spot.tally.best, "address": format!("/{}#incidents", asked.to("place", &spot.name))}})
}

fn hotspot(spot: &vigie_engine::assess::Hotspot, c: &Ctx) -> Value {
    json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [spot.point.1, spot.point.0]},
        "properties": {"state": c.label(&spot.state), "weight": spot.weight}})
}
