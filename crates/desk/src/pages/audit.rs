//! Every decision that was ever made, newest first.

use super::ctx::Ctx;
use super::incident::{Ruling, rulings};
use crate::state::Desk;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;
use vigie_store::AuditEntry;

#[derive(Template)]
#[template(path = "audit.html")]
struct Page {
    c: Ctx,
    decisions: Vec<Ruling>,
    orphans: usize,
    lines: Vec<AuditEntry>,
}

/// Decisions that are listed.
const MOST: usize = 500;

/// The page.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx) -> Response {
    if !c.admin() {
        return c.forbidden();
    }
    let own = c.clone();
    let made = desk
        .read(move |record| {
            let mut all = record.all_decisions()?;
            let late = all.len().saturating_sub(MOST);
            let decisions = rulings(all.split_off(late), &own);
            Ok(Page { decisions, orphans: record.orphans()?.len(), lines: record.audit(None, MOST as i64)?, c: own })
        })
        .await;
    c.answer(made)
}
