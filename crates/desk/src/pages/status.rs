//! What the record holds, how fresh it is, and what waits.

use super::ctx::Ctx;
use crate::state::Desk;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;
use vigie_store::Status;

#[derive(Template)]
#[template(path = "status.html")]
struct Page {
    c: Ctx,
    status: Status,
    size: String,
}

/// The page.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx) -> Response {
    let made = desk.read(|record| record.status()).await;
    let size = |bytes: i64| c.d(&(bytes as f64 / 1e6));
    c.answer(made.map(|status| Page { size: size(status.bytes), status, c: c.clone() }))
}
