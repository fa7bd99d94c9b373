//! Places of the record.

use super::ctx::Ctx;
use crate::state::Desk;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;
use vigie_store::Named;

#[derive(Template)]
#[template(path = "places.html")]
struct List {
    c: Ctx,
    named: Vec<Named>,
}

/// All places of the record, those with most incidents first.
pub async fn list(State(desk): State<Arc<Desk>>, c: Ctx) -> Response {
    let kept = Arc::clone(&c.kept);
    let made = desk.read(move |record| kept.places(record)).await;
    c.answer(made.map(|named| List { c: c.clone(), named }))
}

impl List {
    /// The incidents of a place.
    fn address(&self, place: &Named) -> String {
        let area = place.within.0.as_deref().unwrap_or("all");
        let asked = super::asked::Asked::default().set("area", Some(area)).set("place", Some(&place.name));
        asked.set("from", Some("1900-01")).set("to", Some("2100-12")).address()
    }
}
