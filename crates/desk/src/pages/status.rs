//! What the record holds, how fresh it is, what waits, and how its sources are doing.

use super::ctx::Ctx;
use crate::state::Desk;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;
use vigie_collect::{Health, Standing, standing};
use vigie_store::{Fault, Record, Stage, Status};

#[derive(Template)]
#[template(path = "status.html")]
struct Page {
    c: Ctx,
    status: Status,
    size: String,
    sources: Vec<Line>,
    /// A rebuild that goes on: documents that are done, and all.
    rebuild: Option<(usize, usize)>,
}

/// A source as it is collected.
struct Line {
    name: String,
    health: &'static str,
    amiss: bool,
    why: String,
    last: Option<String>,
    expected: f64,
    today: i64,
    waiting: i64,
    gone: i64,
}

/// The page.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx) -> Response {
    let own = c.clone();
    let work = desk.job().look();
    let rebuild = work.running.then_some(work.done);
    let made = desk.read(move |record| make(record, own, rebuild)).await;
    c.answer(made)
}

fn make(record: &mut Record, c: Ctx, rebuild: Option<(usize, usize)>) -> Result<Page, Fault> {
    let status = c.kept.status(record)?;
    let mut sources: Vec<Line> = standing(record)?.into_iter().map(line).collect();
    // Those that need somebody stand first.
    sources.sort_by(|a, b| (!a.amiss, &a.name).cmp(&(!b.amiss, &b.name)));
    Ok(Page { size: c.d(&(status.bytes as f64 / 1e6)), status, sources, rebuild, c })
}

fn line(one: Standing) -> Line {
    let count = |stages: &[Stage]| stages.iter().filter_map(|s| one.stages.get(s)).sum::<i64>();
    let amiss = matches!(one.pulse.health, Health::Failing | Health::Quiet | Health::Flooding);
    Line {
        health: one.pulse.health.key(),
        amiss,
        why: one.pulse.why.clone().filter(|_| amiss).unwrap_or_default().chars().take(160).collect(),
        last: one.state.ok.clone(),
        expected: one.pulse.expected,
        today: one.pulse.today,
        waiting: count(&[Stage::Wanted, Stage::Later, Stage::Fetched]),
        gone: count(&[Stage::Gone, Stage::Aside]),
        name: one.source.name,
    }
}
