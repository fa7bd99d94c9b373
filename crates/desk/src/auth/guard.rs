//! What every request passes: who asks, whether the request is their own, whether they may, and a line in the audit.

use super::door::{Listen, is_local_name, is_loopback};
use super::fields::{field, fields};
use super::secret::{hash, later, same};
use super::{Person, Role, Via};
use crate::api::Problem;
use crate::pages::asked::encode;
use crate::state::Desk;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, ORIGIN, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use vigie_engine::model::Lang;
use vigie_store::Account;

/// Cookie of a session, and of somebody who has not signed in yet.
pub const SESSION: &str = "vigie_session";
pub const VISITOR: &str = "vigie_visitor";
/// Bytes of a form or a body at most.
pub const MOST: usize = 2 << 20;
/// A session ends after so many hours without a request.
pub const IDLE: i64 = 7 * 24;
/// Letters of the words of a request that the audit keeps.
const DETAIL: usize = 2000;

/// Lets a request through, or says why not.
pub async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path().to_string();
    let known = match identify(&desk, &parts).await {
        Ok(known) => known,
        Err(problem) => return refused(problem, &path),
    };
    let person = match known {
        Some(person) => person,
        None if is_open(&path) => visitor(&desk, &parts.headers),
        None => return strangers(&parts),
    };
    if let Some(problem) = out_of_scope(&person, &path) {
        return refused(problem, &path);
    }
    if matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return pass(Request::from_parts(parts, body), person, next).await;
    }
    if is_of_another_site(&parts.headers) {
        return refused(Problem::new(StatusCode::FORBIDDEN, "the request comes from another site"), &path);
    }
    change(desk, parts, body, person, next, &path).await
}

async fn pass(mut request: Request, person: Person, next: Next) -> Response {
    request.extensions_mut().insert(person);
    next.run(request).await
}

/// A request that may change something: with a proof that a page of ours sent it, by someone who may, and written down.
async fn change(desk: Arc<Desk>, parts: Parts, body: Body, person: Person, next: Next, path: &str) -> Response {
    let Ok(body) = to_bytes(body, MOST).await else {
        return refused(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("a body has at most {MOST} bytes")), path);
    };
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_string();
    if !is_of_programs(path) {
        let sent = parts.headers.get("x-csrf-token").and_then(|v| v.to_str().ok()).map(str::to_string);
        let sent = sent.or_else(|| field(&kind, &body, "csrf")).unwrap_or_default();
        if person.csrf.is_empty() || !same(&sent, &person.csrf) {
            return refused(Problem::new(StatusCode::FORBIDDEN, "the form is too old or not of this desk"), path);
        }
        if !is_open(path) && !is_own(path) && person.role < Role::Analyst {
            return refused(Problem::new(StatusCode::FORBIDDEN, "a reader changes nothing"), path);
        }
    }
    // Answers for language models change nothing, and signing in writes a line of its own.
    let noted = !is_open(path) && !path.starts_with("/mcp");
    let num = match noted {
        true => match note(&desk, &person, &parts, &kind, &body).await {
            Ok(num) => Some(num),
            Err(problem) => return refused(problem, path),
        },
        false => None,
    };
    let response = pass(Request::from_parts(parts, Body::from(body)), person, next).await;
    if let Some(num) = num {
        let status = response.status().as_u16();
        // What was done is done: that its line has no end yet is no reason to say otherwise.
        let _ = desk.keep(move |record| record.answered(num, status)).await;
    }
    response
}

async fn note(desk: &Arc<Desk>, person: &Person, parts: &Parts, kind: &str, body: &[u8]) -> Result<i64, Problem> {
    let what = format!("{} {}", parts.method, parts.uri.path());
    let (who, detail) = (person.name.clone(), detail(kind, body));
    Ok(desk.keep(move |record| record.note(&who, &what, &detail)).await?)
}

/// The words of a request, without what nobody should read later.
fn detail(kind: &str, body: &[u8]) -> String {
    let hidden = |key: &str| ["csrf", "password", "again", "old", "code", "secret"].contains(&key);
    let words = match kind.split(';').next().unwrap_or("") {
        "application/x-www-form-urlencoded" => {
            let shown = fields(body).into_iter().filter(|(key, _)| !hidden(key));
            shown.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ")
        }
        "application/json" => String::from_utf8_lossy(body).into_owned(),
        other => format!("{} bytes of {other}", body.len()),
    };
    words.chars().take(DETAIL).collect()
}

/// Whoever the request says it is, if it can prove it.
async fn identify(desk: &Arc<Desk>, parts: &Parts) -> Result<Option<Person>, Problem> {
    if let Some(told) = parts.headers.get(AUTHORIZATION) {
        let token = token(told).ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, UNKNOWN))?;
        return by_token(desk, &token).await.map(Some);
    }
    let session = cookie(&parts.headers, SESSION);
    let local = desk.door().listen == Listen::Loopback && is_from_here(parts);
    let secret = session.clone();
    let (found, has_accounts) = desk
        .read(move |record| {
            let found = secret.map(|s| record.session(&hash(&s))).transpose()?.flatten();
            let open = found.is_none() && local;
            Ok((found, !open || record.has_accounts()?))
        })
        .await?;
    if let (Some(found), Some(secret)) = (found, session) {
        prolong(desk, &secret, &found.until);
        let csrf = desk.door().csrf(&secret);
        let role = Role::of(&found.account.role).unwrap_or(Role::Reader);
        let lang = language(&found.account);
        return Ok(Some(Person { name: found.account.name, role, csrf, via: Via::Session, lang }));
    }
    let (name, csrf) = ("local".to_string(), desk.door().csrf("local"));
    let owner = Person { name, role: Role::Admin, csrf, via: Via::Local, lang: None };
    Ok((local && !has_accounts).then_some(owner))
}

fn language(account: &Account) -> Option<Lang> {
    account.lang.as_deref().and_then(Lang::from_code)
}

const UNKNOWN: &str = "the token is unknown or over";

async fn by_token(desk: &Arc<Desk>, token: &str) -> Result<Person, Problem> {
    let key = hash(token);
    let found = desk.read(move |record| record.token(&key)).await?;
    let (token, account) = found.ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, UNKNOWN))?;
    let scopes = token.scopes.split(' ').map(str::to_string).collect();
    let role = Role::of(&account.role).unwrap_or(Role::Reader);
    let lang = language(&account);
    Ok(Person { name: account.name, role, csrf: String::new(), via: Via::Token(scopes), lang })
}

/// A session that is used goes on; written at most every few hours.
fn prolong(desk: &Arc<Desk>, secret: &str, until: &str) {
    if until < later(IDLE - 6).as_str() {
        let (desk, key) = (Arc::clone(desk), hash(secret));
        tokio::spawn(async move { desk.keep(move |record| record.prolong_session(&key, &later(IDLE))).await });
    }
}

/// `Bearer TOKEN`, or `Basic` with the token as password, which is all that feed readers know.
fn token(header: &HeaderValue) -> Option<String> {
    let (scheme, rest) = header.to_str().ok()?.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_string());
    }
    let pair = String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?;
    (scheme.eq_ignore_ascii_case("basic")).then(|| pair.split_once(':').map(|(_, token)| token.to_string()))?
}

/// Somebody who may see what anyone may, with a proof for the form to sign in by.
fn visitor(desk: &Desk, headers: &HeaderMap) -> Person {
    let csrf = cookie(headers, VISITOR).map(|secret| desk.door().csrf(&secret)).unwrap_or_default();
    Person { csrf, ..Person::nobody() }
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(COOKIE);
    let pairs = all.iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
    let found = pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(n, _)| *n == name);
    found.map(|(_, value)| value.to_string()).filter(|v| !v.is_empty())
}

/// The address that a request comes from; that which a server in front on this machine tells, if there is one.
pub fn ip(parts: &Parts) -> Option<IpAddr> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())?;
    let told = parts.headers.get("x-forwarded-for").and_then(|v| v.to_str().ok());
    let last = told.and_then(|t| t.rsplit(',').next()?.trim().parse().ok());
    Some(if is_loopback(peer) { last.unwrap_or(peer) } else { peer })
}

/// Whether a request was made on this machine, for this machine, and was not handed on.
fn is_from_here(parts: &Parts) -> bool {
    let (peer, headers) = (parts.extensions.get::<ConnectInfo<SocketAddr>>(), &parts.headers);
    let handed_on = ["x-forwarded-for", "forwarded", "x-real-ip", "via"].iter().any(|name| headers.contains_key(*name));
    let host = headers.get(HOST).and_then(|v| v.to_str().ok()).or(parts.uri.host());
    peer.is_none_or(|info| is_loopback(info.0.ip())) && !handed_on && host.is_some_and(is_local_name)
}

/// What a browser says of a request that a page of another site made.
fn is_of_another_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let site = text("sec-fetch-site").is_some_and(|site| !["same-origin", "none"].contains(&site));
    let host = headers.get(HOST).and_then(|v| v.to_str().ok());
    let origin = headers.get(ORIGIN).map(|v| v.to_str().unwrap_or(""));
    site || origin.is_some_and(|origin| origin.split_once("://").map(|(_, rest)| rest) != host)
}

/// What anyone may see: the way in, and what pages are dressed with.
fn is_open(path: &str) -> bool {
    ["/login", "/favicon.ico", "/robots.txt", "/health"].contains(&path)
        || ["/invitation/", "/static/", "/assets/"].iter().any(|below| path.starts_with(below))
}

/// What everyone may change, because it is their own.
fn is_own(path: &str) -> bool {
    path == "/logout" || path == "/account" || path.starts_with("/account/")
}

/// Where programs ask: they are answered as programs are, and send no forms.
fn is_of_programs(path: &str) -> bool {
    path.starts_with("/api/") || path == "/mcp" || path.starts_with("/mcp/")
}

/// A token opens what it was made for, and no page.
fn out_of_scope(person: &Person, path: &str) -> Option<Problem> {
    let Via::Token(_) = person.via else { return None };
    let wrong = match is_of_programs(path) {
        true => path.starts_with("/mcp") && !person.has_scope("read"),
        false => true,
    };
    wrong.then(|| Problem::new(StatusCode::FORBIDDEN, "the token was not made for this"))
}

/// A person is led to the way in, a program is told.
fn strangers(parts: &Parts) -> Response {
    let path = parts.uri.path();
    if is_of_programs(path) || parts.method != Method::GET {
        return refused(Problem::new(StatusCode::UNAUTHORIZED, "who asks is not known"), path);
    }
    let wanted = parts.uri.path_and_query().map_or("/", |p| p.as_str());
    Redirect::to(&format!("/login?next={}", encode(wanted))).into_response()
}

fn refused(problem: Problem, path: &str) -> Response {
    let unknown = problem.status == StatusCode::UNAUTHORIZED;
    let mut response = problem.at(path).into_response();
    if unknown {
        let ways = HeaderValue::from_static("Bearer realm=\"vigie\", Basic realm=\"vigie\"");
        response.headers_mut().insert(WWW_AUTHENTICATE, ways);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(headers: &[(&str, &str)], peer: Option<&str>) -> Parts {
        let mut request = Request::new(Body::empty());
        for (name, value) in headers {
            let name: axum::http::HeaderName = name.parse().expect("a name");
            request.headers_mut().insert(name, value.parse().expect("a value"));
        }
        if let Some(peer) = peer {
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer.parse().expect("an address")));
        }
        request.into_parts().0
    }

    #[test]
    fn only_this_machine_by_its_own_name_is_here() {
        let here = |headers: &[(&str, &str)], peer| is_from_here(&asked(headers, peer));
        assert!(here(&[("host", "localhost:8080")], Some("127.0.0.1:5")));
        assert!(!here(&[("host", "localhost:8080")], Some("192.168.1.9:5")));
        // A name of another site that leads here, and a server in front.
        assert!(!here(&[("host", "evil.example")], Some("127.0.0.1:5")));
        assert!(!here(&[("host", "localhost"), ("x-forwarded-for", "1.2.3.4")], Some("127.0.0.1:5")));
        assert!(!here(&[], Some("127.0.0.1:5")));
    }

    #[test]
    fn requests_of_other_sites_are_known() {
        let other = |headers: &[(&str, &str)]| is_of_another_site(&asked(headers, None).headers);
        assert!(!other(&[("host", "desk:80")]));
        assert!(!other(&[("host", "desk:80"), ("origin", "http://desk:80"), ("sec-fetch-site", "same-origin")]));
        assert!(other(&[("host", "desk:80"), ("origin", "http://evil:80")]));
        assert!(other(&[("host", "desk:80"), ("origin", "null")]));
        assert!(other(&[("host", "desk:80"), ("sec-fetch-site", "cross-site")]));
        assert!(other(&[("host", "desk:80"), ("sec-fetch-site", "same-site")]));
    }

    #[test]
    fn the_last_server_in_front_is_believed_only_on_this_machine() {
        let far = asked(&[("x-forwarded-for", "1.1.1.1")], Some("9.9.9.9:1"));
        assert_eq!(ip(&far).map(|ip| ip.to_string()).as_deref(), Some("9.9.9.9"));
        let near = asked(&[("x-forwarded-for", "6.6.6.6, 1.1.1.1")], Some("127.0.0.1:1"));
        assert_eq!(ip(&near).map(|ip| ip.to_string()).as_deref(), Some("1.1.1.1"));
    }

    #[test]
    fn the_audit_has_no_secrets() {
        let form = b"csrf=1&password=hunter&why=two+sources&code=123456";
        assert_eq!(detail("application/x-www-form-urlencoded", form), "why=two sources");
        assert_eq!(detail("text/plain", b"abc"), "3 bytes of text/plain");
    }

    #[test]
    fn a_token_stands_in_either_header() {
        let of = |text: &str| token(&HeaderValue::from_str(text).expect("a value"));
        assert_eq!(of("Bearer abc").as_deref(), Some("abc"));
        assert_eq!(of("Basic eDphYmM=").as_deref(), Some("abc"));
        assert_eq!([of("Basic !!"), of("Digest x"), of("Bearer")], [None, None, None]);
    }
}
