//! A person's own account: password, second factor, tokens, sessions.

use super::guard::{SESSION, cookie};
use super::said::{refused, says};
use super::secret::{fresh, hash, hex, later};
use super::sign_in::{Form, chosen, fits, has_account, sent, text};
use super::{Role, totp};
use crate::pages::Ctx;
use crate::state::{Desk, Failed};
use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::sync::Arc;
use vigie_engine::model::Lang;
use vigie_store::{Account, Token};

/// Their routes.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/account", get(page))
        .route("/account/language", post(language))
        .route("/account/password", post(password))
        .route("/account/second", post(second))
        .route("/account/second/off", post(second_off))
        .route("/account/tokens", post(token))
        .route("/account/tokens/remove", post(remove_token))
        .route("/account/sessions/end", post(end_others))
}

/// What a token may be made for.
pub const SCOPES: [&str; 3] = ["read", "write", "feeds"];
/// Days that a token is good for at most.
pub const DAYS: i64 = 366;

#[derive(Template)]
#[template(path = "account.html")]
struct Own {
    c: Ctx,
    account: Account,
    tokens: Vec<(String, Token)>,
    /// A token that was just made: shown this once.
    made: Option<String>,
    /// A secret of a second factor that waits for its first code.
    offered: Option<String>,
    said: Option<String>,
}

async fn page(State(desk): State<Arc<Desk>>, view: Ctx) -> Response {
    shown(&desk, view, StatusCode::OK, None, None, None).await
}

async fn shown(
    desk: &Arc<Desk>,
    view: Ctx,
    status: StatusCode,
    said: Option<String>,
    made: Option<String>,
    offered: Option<String>,
) -> Response {
    if !has_account(&view.person) {
        return says(&view, StatusCode::OK, "access.none");
    }
    let name = view.person.name.clone();
    let found = desk.read(move |record| Ok((record.account(&name)?, record.tokens(&name)?))).await;
    match found {
        Ok((Some(account), tokens)) => {
            let tokens = tokens.into_iter().map(|t| (hex(&t.hash), t)).collect();
            let page = Own { c: view, account, tokens, made, offered, said };
            page.c.page(status, &page)
        }
        Ok((None, _)) => says(&view, StatusCode::NOT_FOUND, "access.none"),
        Err(failed) => refused(&view, &failed),
    }
}

async fn told(desk: &Arc<Desk>, view: Ctx, done: Result<&'static str, String>) -> Response {
    let (status, said) = match done {
        Ok(key) => (StatusCode::OK, view.t(key).to_string()),
        Err(wrong) => (StatusCode::UNPROCESSABLE_ENTITY, wrong),
    };
    shown(desk, view, status, Some(said), None, None).await
}

/// Whether the password that stands in the form is the one of the account: what weakens it needs the person.
async fn proved(desk: &Arc<Desk>, view: &Ctx, form: &Form) -> Result<bool, Failed> {
    let name = view.person.name.clone();
    let stored = desk.read(move |record| record.account(&name)).await?.and_then(|a| a.password);
    Ok(fits(desk, form.get("old").cloned().unwrap_or_default(), stored).await)
}

async fn password(State(desk): State<Arc<Desk>>, view: Ctx, body: Bytes) -> Response {
    let form = sent(&body);
    match proved(&desk, &view, &form).await {
        Ok(true) => {}
        Ok(false) => {
            let wrong = view.t("access.wrong").to_string();
            return told(&desk, view, Err(wrong)).await;
        }
        Err(failed) => return refused(&view, &failed),
    }
    let name = view.person.name.clone();
    let hashed = match chosen(&desk, &view, &name, &form).await {
        Ok(hashed) => hashed,
        Err(wrong) => return told(&desk, view, Err(wrong)).await,
    };
    match desk.keep(move |record| record.set_password(&name, &hashed)).await {
        // All sessions ended, this one too.
        Ok(()) => Redirect::to("/login").into_response(),
        Err(failed) => refused(&view, &failed),
    }
}

/// The language of the person's pages; none leaves it to the browser.
async fn language(State(desk): State<Arc<Desk>>, view: Ctx, body: Bytes) -> Response {
    if !has_account(&view.person) {
        return says(&view, StatusCode::FORBIDDEN, "access.none");
    }
    let name = view.person.name.clone();
    let lang = Lang::from_code(text(&sent(&body), "language")).map_or("", Lang::code);
    match desk.keep(move |record| record.set_lang(&name, lang)).await {
        // Asked anew, so that the page is already in the language that was chosen.
        Ok(()) => Redirect::to("/account").into_response(),
        Err(failed) => refused(&view, &failed),
    }
}

/// Offers a secret, or takes the one that was offered once a code proves that the app has it.
async fn second(State(desk): State<Arc<Desk>>, view: Ctx, body: Bytes) -> Response {
    let form = sent(&body);
    if !has_account(&view.person) {
        return says(&view, StatusCode::FORBIDDEN, "access.none");
    }
    let Some(secret) = form.get("secret").and_then(|typed| totp::parsed(typed)) else {
        let offered = Some(totp::typed(&totp::secret()));
        return shown(&desk, view, StatusCode::OK, None, None, offered).await;
    };
    let Some(step) = totp::step(&secret, text(&form, "code")) else {
        let (wrong, offered) = (Some(view.t("access.wrong_code").to_string()), Some(totp::typed(&secret)));
        return shown(&desk, view, StatusCode::UNPROCESSABLE_ENTITY, wrong, None, offered).await;
    };
    let name = view.person.name.clone();
    let kept = desk.keep(move |record| {
        record.set_totp(&name, Some(&secret))?;
        record.use_step(&name, step)
    });
    match kept.await {
        Ok(_) => told(&desk, view, Ok("access.second_on")).await,
        Err(failed) => refused(&view, &failed),
    }
}

async fn second_off(State(desk): State<Arc<Desk>>, view: Ctx, body: Bytes) -> Response {
    match proved(&desk, &view, &sent(&body)).await {
        Ok(true) => {}
        Ok(false) => {
            let wrong = view.t("access.wrong").to_string();
            return told(&desk, view, Err(wrong)).await;
        }
        Err(failed) => return refused(&view, &failed),
    }
    let name = view.person.name.clone();
    match desk.keep(move |record| record.set_totp(&name, None)).await {
        Ok(()) => told(&desk, view, Ok("access.second_off")).await,
        Err(failed) => refused(&view, &failed),
    }
}

/// A new token of an account; the secret, which nobody sees again, and what is kept of it.
pub fn new_token(account: &str, label: &str, scopes: &[&str], days: i64) -> Result<(String, Token), &'static str> {
    let known = |scope: &&str| SCOPES.contains(scope);
    if scopes.is_empty() || !scopes.iter().all(known) {
        return Err("scope");
    }
    if !(1..=DAYS).contains(&days) {
        return Err("days");
    }
    if label.trim().is_empty() || label.chars().count() > 60 || label.chars().any(char::is_control) {
        return Err("label");
    }
    let secret = format!("vigie_{}", fresh());
    let token = Token {
        hash: hash(&secret),
        account: account.into(),
        label: label.trim().into(),
        scopes: scopes.join(" "),
        made: String::new(),
        until: later(days * 24),
    };
    Ok((secret, token))
}

async fn token(State(desk): State<Arc<Desk>>, view: Ctx, body: Bytes) -> Response {
    if !has_account(&view.person) {
        return says(&view, StatusCode::FORBIDDEN, "access.none");
    }
    let form = sent(&body);
    let scopes: Vec<&str> = SCOPES.into_iter().filter(|scope| form.contains_key(*scope)).collect();
    let days = text(&form, "days").parse().unwrap_or(0);
    match new_token(&view.person.name, text(&form, "label"), &scopes, days) {
        Ok((secret, token)) => match desk.keep(move |record| record.add_token(&token)).await {
            Ok(()) => shown(&desk, view, StatusCode::OK, None, Some(secret), None).await,
            Err(failed) => refused(&view, &failed),
        },
        Err(fault) => {
            let wrong = view.word("access.fault", fault);
            told(&desk, view, Err(wrong)).await
        }
    }
}

async fn remove_token(State(desk): State<Arc<Desk>>, view: Ctx, body: Bytes) -> Response {
    let (form, name) = (sent(&body), view.person.name.clone());
    let digits = text(&form, "token").to_string();
    let removed = desk.keep(move |record| {
        let found = record.tokens(&name)?.into_iter().find(|token| hex(&token.hash) == digits);
        found.map_or(Ok(false), |token| record.remove_token(&name, &token.hash))
    });
    match removed.await {
        Ok(_) => told(&desk, view, Ok("access.token_gone")).await,
        Err(failed) => refused(&view, &failed),
    }
}

async fn end_others(State(desk): State<Arc<Desk>>, view: Ctx, headers: HeaderMap) -> Response {
    let (name, own) = (view.person.name.clone(), cookie(&headers, SESSION).map(|s| hash(&s)).unwrap_or_default());
    match desk.keep(move |record| record.end_sessions(&name, &own)).await {
        Ok(()) => told(&desk, view, Ok("access.others_out")).await,
        Err(failed) => refused(&view, &failed),
    }
}

impl Own {
    /// What a role is called.
    fn role(&self) -> String {
        let role = Role::of(&self.account.role).unwrap_or(Role::Reader);
        self.c.word("role", role.word())
    }

    /// The address that apps for codes read.
    fn app_link(&self, secret: &str) -> String {
        let name = crate::pages::asked::encode(&self.account.name);
        format!("otpauth://totp/Vigie:{name}?secret={secret}&issuer=Vigie")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_for_something_for_a_while() {
        let (secret, token) = new_token("ana", " script ", &["read", "feeds"], 30).expect("a token");
        assert_eq!(
            (token.hash.clone(), token.scopes.as_str(), token.label.as_str()),
            (hash(&secret), "read feeds", "script")
        );
        assert!(secret.starts_with("vigie_") && token.until > later(29 * 24) && token.until < later(31 * 24));
        let fault = |label, scopes: &[&str], days| new_token("ana", label, scopes, days).expect_err("a fault");
        assert_eq!([fault("a", &[], 1), fault("a", &["all"], 1)], ["scope"; 2]);
        assert_eq!([fault("a", &["read"], 0), fault("a", &["read"], 4000)], ["days"; 2]);
        assert_eq!([fault(" ", &["read"], 1), fault("a\nb", &["read"], 1)], ["label"; 2]);
    }
}
