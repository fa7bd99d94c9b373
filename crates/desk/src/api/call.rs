//! From a request to an answer: may they, is it written as it must be, has it changed, and then the work.

use super::answer::Answer;
use super::decisions;
use super::param::Asked;
use super::problem::Problem;
use super::routes::{Fresh, Method, Route};
use crate::auth::{Person, hash, hex};
use crate::state::Desk;
use axum::body::to_bytes;
use axum::extract::{FromRequestParts, RawPathParams, Request};
use axum::http::header::{CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use std::sync::Arc;
use vigie_store::{Fault, Kind, Record};

/// A request that may be done.
pub struct Call {
    /// The desk.
    pub desk: Arc<Desk>,
    /// Who asks.
    pub person: Person,
    /// What.
    pub asked: Asked,
    /// With which body; null if there is none.
    pub body: Value,
}

/// What came of it.
pub type Done = Result<Answer, Problem>;

/// What a route does.
#[derive(Clone, Copy)]
pub enum Work {
    /// Asks the record.
    Read(fn(&mut Record, &Call) -> Done),
    /// Keeps a ruling in it, and joins anew what that touches.
    Rule(fn(&mut Record, &Call) -> Result<Value, Problem>),
    /// Needs no record.
    Still(fn(&Call) -> Done),
}

/// Bytes of a body at most.
const MOST: usize = 256 << 10;

/// The answer to a request for a route.
pub async fn answer(desk: Arc<Desk>, route: &'static Route, request: Request) -> Response {
    let path = request.uri().path().to_string();
    let done = answered(desk, route, request).await;
    done.unwrap_or_else(|problem| problem.at(&path).into_response())
}

async fn answered(desk: Arc<Desk>, route: &'static Route, request: Request) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let Ok(person) = Person::from_request_parts(&mut parts, &desk).await;
    may(&person, route)?;
    let asked = asked(&mut parts, &desk, route).await?;
    let body = match route.method {
        Method::Get => Value::Null,
        Method::Post => {
            let bytes = to_bytes(body, MOST).await;
            json(&parts.headers, &bytes.map_err(|_| too_large())?)?
        }
    };
    let tag = tag(&desk, route, &parts, &person).await?;
    if tag.as_ref().is_some_and(|tag| is_known(&parts.headers, tag)) {
        return Ok(tagged(StatusCode::NOT_MODIFIED.into_response(), tag));
    }
    let kept = tag.as_ref().filter(|_| route.fresh == Fresh::Costly).and_then(|tag| desk.answers().get(tag));
    let answer = match kept {
        Some(answer) => answer,
        None => work(route, Call { desk: Arc::clone(&desk), person, asked, body }).await?,
    };
    if let Some(tag) = tag.as_ref().filter(|_| route.fresh == Fresh::Costly) {
        desk.answers().put(tag, &answer);
    }
    Ok(tagged(answer.into_response(), tag))
}

async fn work(route: &'static Route, call: Call) -> Done {
    let desk = Arc::clone(&call.desk);
    match route.work {
        Work::Read(ask) => desk.read(move |record| done(ask(record, &call))).await?,
        Work::Rule(rule) => {
            let kept = desk.write(move |record| done(rule(record, &call))).await??;
            Ok(decisions::answer(&kept, desk.join().await?))
        }
        Work::Still(make) => make(&call),
    }
}

/// A record that failed is not asked again by the same connection; what was asked in vain is no failure.
fn done<T>(done: Result<T, Problem>) -> Result<Result<T, Problem>, Fault> {
    match done {
        Err(problem) if problem.status == StatusCode::INTERNAL_SERVER_ERROR => {
            Err(Fault::new(Kind::Other, problem.detail, problem.hint.unwrap_or_default()))
        }
        other => Ok(other),
    }
}

/// Whether the person and, if there is one, the token may.
fn may(person: &Person, route: &Route) -> Result<(), Problem> {
    if !route.scopes.iter().any(|scope| person.has_scope(scope)) {
        let detail = format!("this needs a token with the scope {}", route.scopes[0]);
        return Err(Problem::new(StatusCode::FORBIDDEN, detail));
    }
    if person.role < route.needs {
        let detail = format!("{} is {}, and this needs {}", person.name, person.role.word(), route.needs.word());
        return Err(Problem::new(StatusCode::FORBIDDEN, detail));
    }
    Ok(())
}

async fn asked(parts: &mut Parts, desk: &Arc<Desk>, route: &'static Route) -> Result<Asked, Problem> {
    let mut asked = Asked::check(parts.uri.query().unwrap_or(""), route.query)?;
    let path = RawPathParams::from_request_parts(parts, desk).await;
    let path = path.map_err(|_| Problem::missing("the address is not written in letters"))?;
    for (name, value) in &path {
        let Some(known) = route.in_path.iter().find(|known| **known == name) else { continue };
        if value.contains('\0') || value.len() > 2000 {
            return Err(Problem::missing("there is nothing of this name"));
        }
        asked = asked.with(known, value.to_string());
    }
    Ok(asked)
}

fn json(headers: &HeaderMap, bytes: &[u8]) -> Result<Value, Problem> {
    let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let essence = kind.split(';').next().unwrap_or("").trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        let detail = "the body must be application/json";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    }
    let fault = |e| Problem::new(StatusCode::BAD_REQUEST, format!("the body is no JSON: {e}"));
    let value: Value = serde_json::from_slice(bytes).map_err(fault)?;
    if is_odd(&value) { Err(Problem::unfit("the body has a zero byte in its words")) } else { Ok(value) }
}

/// Whether words hold what no database keeps.
fn is_odd(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(is_odd),
        Value::Object(fields) => fields.iter().any(|(key, value)| key.contains('\0') || is_odd(value)),
        _ => false,
    }
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("a body has at most {MOST} bytes"))
}

/// A word that is another as soon as the answer may be: by the last change, the data, the program and the question.
async fn tag(desk: &Arc<Desk>, route: &Route, parts: &Parts, person: &Person) -> Result<Option<String>, Problem> {
    if route.fresh == Fresh::Never {
        return Ok(None);
    }
    let rev = desk.read(Record::last_change).await?;
    let question = parts.uri.path_and_query().map_or("", |p| p.as_str());
    let stamp = desk.stamp();
    let all = [&rev.to_string(), question, &stamp.engine, &stamp.data, person.role.word(), env!("CARGO_PKG_VERSION")];
    Ok(Some(format!("W/\"{}\"", &hex(&hash(&all.join("\n")))[..32])))
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_string();
    let told = headers.get_all(IF_NONE_MATCH);
    let mut tags = told.iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    tags.any(|known| known.trim() == "*" || bare(known) == bare(tag))
}

fn tagged(mut response: Response, tag: Option<String>) -> Response {
    if let Some(value) = tag.and_then(|tag| HeaderValue::from_str(&tag).ok()) {
        response.headers_mut().insert(ETAG, value);
    }
    response
}
