//! Everything the pages show, for programs.

use crate::state::Desk;
use axum::Router;
use std::sync::Arc;

/// Their routes.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
}
