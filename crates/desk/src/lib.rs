//! The desk: web app, API and MCP server over a record.
//!
//! Pages (`pages`), the API (`api`) and the MCP server (`mcp`) ask the same record by the same functions; who may do
//! what stands in `auth`. Nothing here codes or judges: that is the engine's.
#![warn(missing_docs)]

pub mod api;
pub mod auth;
#[cfg(test)]
mod crash;
mod joins;
pub mod mcp;
#[cfg(test)]
mod outside;
pub mod own;
pub mod pages;
mod serve;
mod state;
#[cfg(test)]
mod testing;

pub use serve::serve;
pub use state::{Desk, Failed};

use axum::{Router, middleware};
use std::sync::Arc;

/// All that the desk answers.
pub fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .merge(pages::routes())
        .merge(auth::routes())
        .nest("/api/v1", api::routes())
        .merge(mcp::routes(&desk))
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), auth::guard))
        .layer(middleware::from_fn(auth::headers))
        .with_state(desk)
}

/// Answers language models on standard input and output until the input ends.
pub fn answer_models(desk: Arc<Desk>) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|e| e.to_string())?.block_on(mcp::stdio(desk))
}
