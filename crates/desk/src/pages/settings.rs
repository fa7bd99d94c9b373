//! Who one is here, in which language, and by which keys one works.

use super::ctx::Ctx;
use crate::auth::Role;
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "settings.html")]
struct Page {
    c: Ctx,
    role: &'static str,
}

/// The page.
pub async fn page(c: Ctx) -> Response {
    let role = match c.person.role {
        Role::Reader => "reader",
        Role::Analyst => "analyst",
        Role::Editor => "editor",
        Role::Admin => "admin",
    };
    c.answer(Ok(Page { c: c.clone(), role }))
}
