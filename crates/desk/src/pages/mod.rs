//! Pages for people.

use crate::state::Desk;
use axum::Router;
use std::sync::Arc;

/// Their routes.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
}
