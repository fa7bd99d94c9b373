//! Everything the pages show, for programs. One list of routes (`routes.rs`) makes the router, the description in the
//! words of OpenAPI, and the table of who may do what that the tests go through.

mod answer;
mod brief;
mod browse;
mod call;
mod cursor;
mod decisions;
mod feeds;
mod gone;
mod incidents;
pub mod judged;
mod openapi;
mod param;
mod problem;
mod reports;
mod routes;
mod status;
#[cfg(test)]
mod tests;

pub use answer::{Answer, Answers};
pub use brief::compose;
pub use call::{Call, Done, Work};
pub use incidents::{cited, claims, line};
pub use openapi::document;
pub use problem::Problem;
pub use reports::hits;
pub use routes::{Method, ROUTES, Route};

use crate::state::Desk;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Their routes.
pub fn routes() -> Router<Arc<Desk>> {
    let mut by_path: BTreeMap<&str, MethodRouter<Arc<Desk>>> = BTreeMap::new();
    for route in ROUTES {
        let handler = move |State(desk): State<Arc<Desk>>, request: Request| call::answer(desk, route, request);
        let known = by_path.remove(route.path).unwrap_or_default();
        let more = match route.method {
            Method::Get => get(handler),
            Method::Post => post(handler),
        };
        by_path.insert(route.path, known.merge(more));
    }
    let router = by_path.into_iter().fold(Router::new(), |router, (path, methods)| router.route(path, methods));
    router.fallback(nothing).method_not_allowed_fallback(not_so)
}

async fn nothing(request: Request) -> Response {
    let hint = "GET /api/v1/openapi.json lists what there is";
    Problem::missing("there is nothing at this address").hint(hint).at(request.uri().path()).into_response()
}

async fn not_so(request: Request) -> Response {
    let detail = format!("{} is not answered here", request.method());
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail).at(request.uri().path()).into_response()
}
