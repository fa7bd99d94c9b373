//! Pages that say one thing.

use crate::pages::Ctx;
use crate::state::Failed;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use vigie_store::Kind;

#[derive(Template)]
#[template(path = "access_said.html")]
struct Said {
    c: Ctx,
    what: String,
}

/// A page that says what stands under a key.
pub fn says(c: &Ctx, status: StatusCode, key: &str) -> Response {
    c.page(status, &Said { c: c.clone(), what: c.t(key).into() })
}

/// A page that says what failed.
pub fn refused(c: &Ctx, failed: &Failed) -> Response {
    let status = match failed.0.kind {
        Kind::Asked => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Locked | Kind::Server | Kind::Disk => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    c.page(status, &Said { c: c.clone(), what: format!("{}. {}", failed.0.what, failed.0.hint) })
}
