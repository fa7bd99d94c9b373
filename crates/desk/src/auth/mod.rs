//! Who may do what.

use crate::state::Desk;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::sync::Arc;

/// Pages to sign in and out, invitations, accounts, tokens.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
}

/// What a person may do; each may also do what those before may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads.
    Reader,
    /// Also rules on incidents and writes briefs.
    Analyst,
    /// Also signs, publishes and edits actors, places and sources.
    Editor,
    /// Also invites people and sees the audit.
    Admin,
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct Person {
    /// Account's name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// What a form must send back, so that no other site can send it.
    pub csrf: String,
}

impl FromRequestParts<Arc<Desk>> for Person {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &Arc<Desk>) -> Result<Self, Infallible> {
        Ok(Self { name: "local".into(), role: Role::Admin, csrf: String::new() })
    }
}
