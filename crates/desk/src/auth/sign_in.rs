//! The way in and out: sessions, and invitations that are taken up.

use super::guard::{IDLE, SESSION, VISITOR, cookie, ip};
use super::said::{refused, says};
use super::secret::{fresh, hash, later};
use super::{Person, Via, fields::fields, limit::Limit, password, totp};
use crate::pages::Ctx;
use crate::state::{Desk, Failed};
use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use vigie_store::{Account, Kind};

/// Their routes.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/login", get(form).post(sign_in))
        .route("/logout", post(sign_out))
        .route("/invitation/{secret}", get(invitation).post(accept))
        .merge(super::account::routes())
        .merge(super::accounts::routes())
}

#[derive(Template)]
#[template(path = "login.html")]
struct Login {
    c: Ctx,
    next: String,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "invitation.html")]
struct Invited {
    c: Ctx,
    name: String,
    wrong: Option<String>,
}

/// Fields of a form.
pub type Form = BTreeMap<String, String>;

/// The fields that a form sent; of a field sent twice the first counts.
pub fn sent(body: &Bytes) -> Form {
    let mut form = Form::new();
    for (key, value) in fields(body) {
        form.entry(key).or_insert(value);
    }
    form
}

/// A field, or nothing.
pub fn text<'a>(form: &'a Form, name: &str) -> &'a str {
    form.get(name).map_or("", |value| value.trim())
}

async fn form(State(desk): State<Arc<Desk>>, view: Ctx, request: Request) -> Response {
    let query = request.uri().query().unwrap_or("").to_string();
    let next = fields(query.as_bytes()).into_iter().find(|(key, _)| key == "next").map(|(_, v)| v);
    if view.person.via != Via::Nothing {
        return Redirect::to(&inside(next.as_deref().unwrap_or("/"))).into_response();
    }
    let (view, visitor) = visit(&desk, view, request.headers());
    let page = Login { c: view, next: inside(next.as_deref().unwrap_or("/")), wrong: None };
    with(page.c.page(StatusCode::OK, &page), visitor)
}

/// Whoever has not signed in gets a secret, so that the form can prove that it is of this desk.
fn visit(desk: &Desk, mut view: Ctx, headers: &HeaderMap) -> (Ctx, Option<String>) {
    if !view.person.csrf.is_empty() {
        return (view, None);
    }
    let secret = desk.door().visitor();
    view.person.csrf = desk.door().csrf(&secret);
    (view, Some(baked(headers, VISITOR, &secret, 24)))
}

/// A cookie that no script reads and no other site sends along with a change.
fn baked(headers: &HeaderMap, name: &str, value: &str, hours: i64) -> String {
    let safe = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    let secure = if safe { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}", hours * 3600)
}

fn with(mut response: Response, cookie: Option<String>) -> Response {
    if let Some(value) = cookie.and_then(|c| HeaderValue::from_str(&c).ok()) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// A path of this desk; another site's address leads to the first page.
fn inside(next: &str) -> String {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n', '\t', '\0']);
    if own { next.to_string() } else { "/".into() }
}

async fn sign_in(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(view) = Ctx::from_request_parts(&mut parts, &desk).await;
    let ip = ip(&parts);
    let Ok(bytes) = axum::body::to_bytes(body, 64 << 10).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let form = sent(&bytes);
    let (name, next) = (text(&form, "name").to_string(), inside(text(&form, "next")));
    if let Some(wait) = may_try(&desk, ip, &name) {
        return later_again(view, next, wait);
    }
    match known(&desk, &name, form.get("password").map_or("", String::as_str), text(&form, "code")).await {
        Ok(Some(account)) => {
            tries(&desk).forgive(ip, &name);
            enter(&desk, &parts.headers, &account, ip, &next).await
        }
        Ok(None) => {
            let (who, from) = (name.chars().take(60).collect::<String>(), told(ip));
            let line = desk.keep(move |record| {
                let num = record.note(&who, "sign in", &from)?;
                record.answered(num, 401)
            });
            let _ = line.await;
            let wrong = Some(view.t("access.wrong").to_string());
            let page = Login { c: view, next, wrong };
            page.c.page(StatusCode::UNAUTHORIZED, &page)
        }
        Err(failed) => refused(&view, &failed),
    }
}

fn tries(desk: &Desk) -> MutexGuard<'_, Limit> {
    desk.door().tries.lock().unwrap_or_else(PoisonError::into_inner)
}

fn told(ip: Option<IpAddr>) -> String {
    ip.map_or_else(|| "from somewhere".into(), |ip| format!("from {ip}"))
}

/// How long to wait before a try; if none, the try is counted.
fn may_try(desk: &Desk, ip: Option<IpAddr>, name: &str) -> Option<Duration> {
    let (mut tries, now) = (tries(desk), Instant::now());
    let wait = tries.wait(ip, name, now);
    if wait.is_none() {
        tries.note(ip, name, now);
    }
    wait
}

fn later_again(view: Ctx, next: String, wait: Duration) -> Response {
    let minutes = wait.as_secs().div_ceil(60).to_string();
    let wrong = Some(view.with("access.later", "n", &minutes));
    let page = Login { c: view, next, wrong };
    let mut response = page.c.page(StatusCode::TOO_MANY_REQUESTS, &page);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
    response
}

/// The account whose name, password and, if it has a second factor, code these are.
async fn known(desk: &Arc<Desk>, name: &str, password: &str, code: &str) -> Result<Option<Account>, Failed> {
    let wanted = name.to_string();
    let account = desk.read(move |record| record.account(&wanted)).await?;
    let stored = account.as_ref().and_then(|a| a.password.clone());
    if !fits(desk, password.to_string(), stored).await {
        return Ok(None);
    }
    let Some(account) = account else { return Ok(None) };
    let Some(secret) = &account.totp else { return Ok(Some(account)) };
    let Some(step) = totp::step(secret, code) else { return Ok(None) };
    let name = account.name.clone();
    let unused = desk.keep(move |record| record.use_step(&name, step)).await?;
    Ok(unused.then_some(account))
}

/// Tries a password, not too many at once.
pub async fn fits(desk: &Arc<Desk>, password: String, stored: Option<String>) -> bool {
    let Ok(_place) = desk.door().hashing.acquire().await else { return false };
    let tried = tokio::task::spawn_blocking(move || password::fits(&password, stored.as_deref()));
    tried.await.unwrap_or(false)
}

/// Opens a new session; whatever session or secret the browser had before is worth nothing now.
async fn enter(desk: &Arc<Desk>, headers: &HeaderMap, account: &Account, ip: Option<IpAddr>, next: &str) -> Response {
    let (secret, before) = (fresh(), cookie(headers, SESSION));
    let (key, name, from) = (hash(&secret), account.name.clone(), told(ip));
    let opened = desk.keep(move |record| {
        if let Some(before) = before {
            record.end_session(&hash(&before))?;
        }
        record.open_session(&key, &name, &later(IDLE))?;
        let num = record.note(&name, "sign in", &from)?;
        record.answered(num, 200)
    });
    match opened.await {
        Ok(()) => {
            let response = with(Redirect::to(next).into_response(), Some(baked(headers, SESSION, &secret, IDLE)));
            with(response, Some(baked(headers, VISITOR, "", 0)))
        }
        Err(failed) => failed.into_response(),
    }
}

async fn sign_out(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    if let Some(secret) = cookie(&headers, SESSION)
        && let Err(failed) = desk.keep(move |record| record.end_session(&hash(&secret))).await
    {
        return failed.into_response();
    }
    with(Redirect::to("/login").into_response(), Some(baked(&headers, SESSION, "", 0)))
}

async fn invitation(
    State(desk): State<Arc<Desk>>,
    Path(secret): Path<String>,
    view: Ctx,
    headers: HeaderMap,
) -> Response {
    let found = desk.read(move |record| record.invitation(&hash(&secret))).await;
    let (view, visitor) = visit(&desk, view, &headers);
    match found {
        Ok(Some(found)) => {
            let page = Invited { c: view, name: found.account, wrong: None };
            with(page.c.page(StatusCode::OK, &page), visitor)
        }
        Ok(None) => says(&view, StatusCode::NOT_FOUND, "access.void"),
        Err(failed) => refused(&view, &failed),
    }
}

async fn accept(
    State(desk): State<Arc<Desk>>,
    Path(secret): Path<String>,
    view: Ctx,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (key, form) = (hash(&secret), sent(&body));
    let found = {
        let key = key.clone();
        desk.read(move |record| record.invitation(&key)).await
    };
    let name = match found {
        Ok(Some(found)) => found.account,
        Ok(None) => return says(&view, StatusCode::NOT_FOUND, "access.void"),
        Err(failed) => return refused(&view, &failed),
    };
    let hashed = match chosen(&desk, &view, &name, &form).await {
        Ok(hashed) => hashed,
        Err(wrong) => {
            let page = Invited { c: view, name, wrong: Some(wrong) };
            return page.c.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    match desk.keep(move |record| record.accept(&key, &hashed)).await {
        Ok(account) => enter(&desk, &headers, &account, None, "/").await,
        Err(failed) if failed.0.kind == Kind::Asked => says(&view, StatusCode::NOT_FOUND, "access.void"),
        Err(failed) => refused(&view, &failed),
    }
}

/// The hash of the password that a form chose, or what is wrong with it.
pub async fn chosen(desk: &Arc<Desk>, view: &Ctx, name: &str, form: &Form) -> Result<String, String> {
    let new = form.get("password").map_or("", String::as_str).to_string();
    if form.get("again").map(String::as_str) != Some(new.as_str()) {
        return Err(view.t("access.unlike").into());
    }
    if let Some(fault) = password::fault(name, &new) {
        return Err(view.word("access.fault", fault));
    }
    let Ok(_place) = desk.door().hashing.acquire().await else { return Err(String::new()) };
    tokio::task::spawn_blocking(move || password::hash(&new)).await.unwrap_or_else(|e| Err(e.to_string()))
}

/// Whether the person has an account to change: whoever sits at the machine has none.
pub fn has_account(person: &Person) -> bool {
    person.via == Via::Session
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_on_stays_on_this_desk() {
        for own in ["/", "/incidents/i1?a=b", "/login"] {
            assert_eq!(inside(own), own);
        }
        for foreign in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", "evil"]
        {
            assert_eq!(inside(foreign), "/", "{foreign}");
        }
    }

    #[test]
    fn cookies_are_closed_to_scripts_and_other_sites() {
        let headers: HeaderMap =
            [("x-forwarded-proto".parse().expect("a name"), HeaderValue::from_static("https"))].into_iter().collect();
        let cookie = baked(&headers, SESSION, "s", 1);
        assert_eq!(cookie, "vigie_session=s; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure");
        assert!(!baked(&HeaderMap::new(), SESSION, "s", 1).contains("Secure"));
    }
}
