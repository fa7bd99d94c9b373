//! Who has an account: what an admin sees and does.

use super::said::{refused, says};
use super::secret::{fresh, hash, later};
use super::sign_in::{sent, text};
use super::{Role, password};
use crate::pages::Ctx;
use crate::state::Desk;
use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::response::Response;
use axum::routing::{get, post};
use std::sync::Arc;
use vigie_store::{Account, Invitation};

/// Their routes.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/accounts", get(page))
        .route("/accounts/invite", post(invite))
        .route("/accounts/role", post(role))
        .route("/accounts/remove", post(remove))
}

/// Hours that an invitation is good for.
pub const INVITED: i64 = 7 * 24;

#[derive(Template)]
#[template(path = "accounts.html")]
struct All {
    c: Ctx,
    accounts: Vec<Account>,
    invitations: Vec<Invitation>,
    /// A link that was just made: shown this once.
    link: Option<String>,
    said: Option<String>,
}

async fn page(State(desk): State<Arc<Desk>>, view: Ctx) -> Response {
    shown(&desk, view, StatusCode::OK, None, None).await
}

async fn shown(
    desk: &Arc<Desk>,
    view: Ctx,
    status: StatusCode,
    said: Option<String>,
    link: Option<String>,
) -> Response {
    if view.person.role < Role::Admin {
        return says(&view, StatusCode::FORBIDDEN, "access.forbidden");
    }
    match desk.read(|record| Ok((record.accounts()?, record.invitations()?))).await {
        Ok((accounts, invitations)) => {
            let page = All { c: view, accounts, invitations, link, said };
            page.c.page(status, &page)
        }
        Err(failed) => refused(&view, &failed),
    }
}

/// An invitation: the secret of its link, and what is kept of it.
pub fn new_invitation(name: &str, role: Role, maker: &str) -> (String, Vec<u8>, Invitation) {
    let secret = fresh();
    let invitation =
        Invitation { account: name.into(), role: role.word().into(), maker: maker.into(), until: later(INVITED) };
    let key = hash(&secret);
    (secret, key, invitation)
}

async fn invite(State(desk): State<Arc<Desk>>, view: Ctx, headers: HeaderMap, body: Bytes) -> Response {
    if view.person.role < Role::Admin {
        return says(&view, StatusCode::FORBIDDEN, "access.forbidden");
    }
    let form = sent(&body);
    let (name, role) = (text(&form, "name"), Role::of(text(&form, "role")));
    let Some(role) = role.filter(|_| password::is_name(name)) else {
        let wrong = Some(view.t("access.odd_name").to_string());
        return shown(&desk, view, StatusCode::UNPROCESSABLE_ENTITY, wrong, None).await;
    };
    let (secret, key, invitation) = new_invitation(name, role, &view.person.name);
    match desk.keep(move |record| record.invite(&key, &invitation)).await {
        Ok(()) => {
            let link = format!("{}/invitation/{secret}", origin(&headers));
            shown(&desk, view, StatusCode::OK, None, Some(link)).await
        }
        Err(failed) => refused(&view, &failed),
    }
}

/// The address by which this desk was asked, for a link that can be handed on.
fn origin(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let scheme = if text("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    format!("{scheme}://{}", text(HOST.as_str()).unwrap_or("localhost"))
}

async fn role(State(desk): State<Arc<Desk>>, view: Ctx, body: Bytes) -> Response {
    let form = sent(&body);
    let (name, role) = (text(&form, "name").to_string(), Role::of(text(&form, "role")));
    let Some(role) = role else { return says(&view, StatusCode::UNPROCESSABLE_ENTITY, "access.odd_name") };
    changed(&desk, view, move |record| record.set_role(&name, role.word())).await
}

async fn remove(State(desk): State<Arc<Desk>>, view: Ctx, body: Bytes) -> Response {
    let name = text(&sent(&body), "name").to_string();
    changed(&desk, view, move |record| record.remove_account(&name)).await
}

async fn changed(
    desk: &Arc<Desk>,
    view: Ctx,
    change: impl FnOnce(&mut vigie_store::Record) -> Result<(), vigie_store::Fault> + Send + 'static,
) -> Response {
    if view.person.role < Role::Admin {
        return says(&view, StatusCode::FORBIDDEN, "access.forbidden");
    }
    match desk.keep(change).await {
        Ok(()) => shown(desk, view, StatusCode::OK, None, None).await,
        Err(failed) => refused(&view, &failed),
    }
}

impl All {
    /// Whether an account has a role.
    fn is(&self, account: &Account, role: &str) -> bool {
        account.role == role
    }

    /// Roles, each with its name.
    fn roles(&self) -> Vec<(&'static str, String)> {
        Role::ALL.into_iter().map(|role| (role.word(), self.c.word("role", role.word()))).collect()
    }
}
