//! Who may do what: accounts, sessions, tokens, and the guard that every request passes (docs/api.md).

pub mod account;
pub mod accounts;
mod door;
mod fields;
mod guard;
mod headers;
mod limit;
pub mod password;
mod said;
mod secret;
mod sign_in;
#[cfg(test)]
mod tests;
mod totp;

pub use door::{Door, Listen, may_listen};
pub use fields::fields as form_fields;
pub use guard::{SESSION, guard};
pub use headers::headers;
pub use secret::{fresh, hash, hex, later};

// The layout of the pages asks for these where its pages stand.
use crate::pages::{MENU, MORE, assets};
use crate::state::Desk;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::sync::Arc;
use vigie_engine::model::Lang;

/// Pages to sign in and out, invitations, accounts, tokens.
pub fn routes() -> Router<Arc<Desk>> {
    sign_in::routes()
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

impl Role {
    /// All roles, the least first.
    pub const ALL: [Role; 4] = [Role::Reader, Role::Analyst, Role::Editor, Role::Admin];

    /// As the record writes it.
    pub fn word(self) -> &'static str {
        match self {
            Role::Reader => "reader",
            Role::Analyst => "analyst",
            Role::Editor => "editor",
            Role::Admin => "admin",
        }
    }

    /// The role of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// How somebody is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// Nobody is: pages that anyone may see.
    Nothing,
    /// By sitting at the machine, as long as nobody has an account.
    Local,
    /// By having signed in.
    Session,
    /// By a token with these scopes.
    Token(Vec<String>),
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
    /// How they are known.
    pub via: Via,
    /// Language of their pages, if they chose one for their account.
    pub lang: Option<Lang>,
}

impl Person {
    /// Nobody in particular.
    pub fn nobody() -> Self {
        Self { name: String::new(), role: Role::Reader, csrf: String::new(), via: Via::Nothing, lang: None }
    }

    /// Whether a token, if there is one, was made for this.
    pub fn has_scope(&self, scope: &str) -> bool {
        match &self.via {
            Via::Token(scopes) => scopes.iter().any(|s| s == scope),
            Via::Nothing => false,
            Via::Local | Via::Session => true,
        }
    }
}

/// Whoever the guard let in. Where no guard stood, nobody in particular, who may only read what anyone may.
impl FromRequestParts<Arc<Desk>> for Person {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Desk>) -> Result<Self, Infallible> {
        let known = parts.extensions.get::<Person>().cloned();
        Ok(known.unwrap_or_else(Self::nobody))
    }
}
