//! The desk: web app, API and MCP server over a record.
//!
//! Pages (`pages`), the API (`api`) and the MCP server (`mcp`) ask the same record by the same functions; who may do
//! what stands in `auth`. Nothing here codes or judges: that is the engine's.
#![warn(missing_docs)]

pub mod api;
pub mod auth;
pub mod mcp;
pub mod pages;
mod state;

pub use state::{Desk, Failed};

use axum::Router;
use std::sync::Arc;

/// All that the desk answers.
pub fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .merge(pages::routes())
        .merge(auth::routes())
        .nest("/api/v1", api::routes())
        .merge(mcp::routes())
        .with_state(desk)
}
