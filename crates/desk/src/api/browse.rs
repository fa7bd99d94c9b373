//! The description as a page: no script, and nothing from anywhere else.

use super::answer::Answer;
use super::call::{Call, Done};
use super::openapi;
use super::routes::{Method, ROUTES, Route};
use askama::Template;

#[derive(Template)]
#[template(path = "api.html")]
struct Page {
    routes: &'static [Route],
    shapes: Vec<(String, String)>,
    version: &'static str,
}

impl Page {
    fn method(&self, route: &Route) -> &'static str {
        if route.method == Method::Get { "GET" } else { "POST" }
    }

    /// How a parameter is written, in the words of JSON Schema.
    fn written(&self, kind: &super::param::Kind) -> String {
        kind.schema().to_string()
    }
}

/// The page.
pub fn answer(_: &Call) -> Done {
    let shapes = openapi::shapes();
    let shown = |(name, shape): (&String, &serde_json::Value)| {
        (name.clone(), serde_json::to_string_pretty(shape).unwrap_or_default())
    };
    let shapes = shapes.as_object().into_iter().flatten().map(shown).collect();
    let page = Page { routes: ROUTES, shapes, version: env!("CARGO_PKG_VERSION") };
    let html = page.render().map_err(|e| {
        super::Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, format!("the page cannot be written: {e}"))
    })?;
    Ok(Answer::of("text/html; charset=utf-8", html))
}
