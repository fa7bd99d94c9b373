//! What went wrong, as RFC 9457 has programs told.

use crate::state::Failed;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use vigie_store::{Fault, Kind};

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of trouble.
    pub status: StatusCode,
    /// What is wrong, in a sentence.
    pub detail: String,
    /// What to do.
    pub hint: Option<String>,
    /// The request that it is about.
    pub instance: Option<String>,
}

impl Problem {
    /// A problem.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), hint: None, instance: None }
    }

    /// What was asked for makes no sense.
    pub fn unfit(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// What was asked for is not there.
    pub fn missing(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// With what to do.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Of the request for a path.
    pub fn at(self, path: &str) -> Self {
        Self { instance: Some(path.into()), ..self }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let status = match fault.kind {
            Kind::Asked => StatusCode::NOT_FOUND,
            Kind::Locked | Kind::Server | Kind::Disk => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, fault.what).hint(fault.hint)
    }
}

impl From<Failed> for Problem {
    fn from(failed: Failed) -> Self {
        failed.0.into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Problem"),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        for (name, value) in [("hint", self.hint), ("instance", self.instance)] {
            if let Some(value) = value {
                body[name] = value.into();
            }
        }
        let mut response = (self.status, body.to_string()).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, kind);
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}
