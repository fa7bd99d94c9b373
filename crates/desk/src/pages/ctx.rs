//! What every page knows: who asks, in which language, from which address, and how things are called there.

use super::kept::Kept;
use super::words::Words;
use crate::auth::{Person, Role};
use crate::state::{Desk, Failed};
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use std::convert::Infallible;
use std::fmt::Display;
use std::sync::Arc;
use vigie_engine::data::Data;
use vigie_engine::model::{DateSpan, Event, Lang, Measure};
use vigie_store::Kind;

/// A whole number of whatever kind, as templates hand it on.
pub trait Number {
    /// The number.
    fn number(&self) -> i64;
}

macro_rules! numbers {
    ($($of:ty),+) => { $(impl Number for $of {
        fn number(&self) -> i64 {
            i64::try_from(*self).unwrap_or(i64::MAX)
        }
    })+ };
}
numbers!(i64, u64, usize, u32, i32, u8);

impl<T: Number> Number for &T {
    fn number(&self) -> i64 {
        (**self).number()
    }
}

/// The page's view of the request.
#[derive(Clone)]
pub struct Ctx {
    /// Who asks.
    pub person: Person,
    /// Language of the interface.
    pub lang: Lang,
    /// Its words.
    pub w: &'static Words,
    /// Path of the address.
    pub path: String,
    /// The rest of the address, without the choice of language.
    pub query: String,
    /// The names of the installation.
    pub data: &'static Data,
    /// When this browser was here before.
    pub before: Option<String>,
    /// What was counted of the record as it is.
    pub kept: Arc<Kept>,
    /// Whether the data files of the installation can be edited here.
    pub has_own: bool,
    cookies: Vec<String>,
}

impl FromRequestParts<Arc<Desk>> for Ctx {
    type Rejection = <Person as FromRequestParts<Arc<Desk>>>::Rejection;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Self::Rejection> {
        let person = Person::from_request_parts(parts, desk).await?;
        let query = parts.uri.query().unwrap_or("");
        let chosen = query.split('&').find_map(|pair| Lang::from_code(pair.strip_prefix("lang=")?));
        let kept = cookie(&parts.headers, "vigie_lang").and_then(|code| Lang::from_code(&code));
        // The browser's memory of a choice counts only for those whose account says nothing.
        let lang = chosen.or(person.lang).or(kept).unwrap_or_else(|| preferred(&parts.headers));
        let rest: Vec<&str> = query.split('&').filter(|p| !p.is_empty() && !p.starts_with("lang=")).collect();
        let mut cookies = Vec::new();
        cookies.extend(chosen.map(|l| set("vigie_lang", l.code())));
        let before = visit(&parts.headers, &mut cookies);
        Ok(Self {
            person,
            lang,
            w: Words::of(lang),
            path: parts.uri.path().to_string(),
            query: rest.join("&"),
            data: desk.data(),
            before,
            kept: Arc::clone(desk.kept()),
            has_own: desk.own().is_some(),
            cookies,
        })
    }
}

fn set(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
}

/// Minutes without a page after which the next one is a new visit.
const VISIT: i64 = 30;

/// When the visit before this one was, and what the browser is to remember of this one.
fn visit(headers: &HeaderMap, cookies: &mut Vec<String>) -> Option<String> {
    let (last, before) = (cookie(headers, "vigie_last"), cookie(headers, "vigie_before"));
    let now = jiff::Timestamp::now();
    let fresh = last.as_deref().and_then(|t| t.parse::<jiff::Timestamp>().ok());
    let goes_on = fresh.is_some_and(|t| now.duration_since(t).as_mins() < VISIT);
    let before = if goes_on { before } else { last };
    // Checked, so that what stands in a cookie never reaches a question.
    let before = before.filter(|t| t.parse::<jiff::Timestamp>().is_ok());
    cookies.push(set("vigie_last", &now.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()));
    cookies.extend(before.as_deref().map(|t| set("vigie_before", t)));
    before
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE);
    let pairs = all.iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
    let found = pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(n, _)| *n == name);
    found.map(|(_, value)| value.to_string())
}

/// The first of the browser's languages that we have, else the first that we have.
fn preferred(headers: &HeaderMap) -> Lang {
    let told = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let mut asked: Vec<(f32, Lang)> = Vec::new();
    for part in told.split(',') {
        let (code, rest) = part.trim().split_once(';').unwrap_or((part.trim(), ""));
        let weight = rest.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(1.0);
        asked.extend(Lang::from_code(code).map(|lang| (weight, lang)));
    }
    asked.sort_by(|a, b| b.0.total_cmp(&a.0));
    asked.first().map_or(Lang::ALL[0], |(_, lang)| *lang)
}

impl Ctx {
    /// Words of the interface.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.w.t(key)
    }

    /// Words with one value.
    pub fn with(&self, key: &str, name: &str, value: impl Display) -> String {
        self.w.fill(key, &[(name, &value)])
    }

    /// "12 reports".
    pub fn count(&self, key: &str, n: impl Number) -> String {
        self.w.count(key, n.number())
    }

    /// Words with two values.
    pub fn two(&self, key: &str, a: &str, one: impl Display, b: &str, other: impl Display) -> String {
        self.w.fill(key, &[(a, &one), (b, &other)])
    }

    /// Whether the person may rule, and write briefs.
    pub fn rules(&self) -> bool {
        self.person.role >= Role::Analyst
    }

    /// Whether the person may sign, and edit data.
    pub fn edits(&self) -> bool {
        self.person.role >= Role::Editor
    }

    /// Whether the person signed in by an account of their own.
    pub fn has_account(&self) -> bool {
        self.person.via == crate::auth::Via::Session
    }

    /// Whether the person may edit actors, places and sources.
    pub fn edits_data(&self) -> bool {
        self.has_own && self.edits()
    }

    /// Whether the person may see the audit.
    pub fn admin(&self) -> bool {
        self.person.role >= Role::Admin
    }

    /// Whether a part of the menu is for this person.
    pub fn sees(&self, path: &str) -> bool {
        self.admin() || !super::ADMIN.contains(&path)
    }

    /// Whether this is the page of a part of the menu.
    pub fn here(&self, part: &str) -> bool {
        if part == "/" { self.path == "/" } else { self.path.starts_with(part) }
    }

    /// The same page in another language.
    pub fn in_language(&self, code: &str) -> String {
        let rest = if self.query.is_empty() { String::new() } else { format!("{}&", self.query) };
        format!("{}?{rest}lang={code}", self.path)
    }

    /// The languages of the interface, each by its own name.
    pub fn languages(&self) -> Vec<(&'static str, &'static str, bool)> {
        Lang::ALL.iter().map(|l| (l.code(), Words::of(*l).t("lang.name"), *l == self.lang)).collect()
    }

    /// A number with the language's mark between thousands.
    pub fn n(&self, number: impl Number) -> String {
        self.data.phrases.number_label(number.number().max(0) as u64, self.lang)
    }

    /// A number with one digit after the point, as the language writes it.
    pub fn d(&self, number: &f64) -> String {
        let text = format!("{number:.1}");
        if self.lang == Lang::Fr { text.replace('.', ",") } else { text }
    }

    /// A share in percent.
    pub fn percent(&self, share: &f64) -> String {
        let sign = if self.lang == Lang::Fr { "\u{a0}%" } else { "%" };
        format!("{:.0}{sign}", share * 100.0)
    }

    /// Lowest to highest, or the one number.
    pub fn range(&self, low: impl Number, high: impl Number) -> String {
        let (low, high) = (low.number(), high.number());
        if low >= high { self.n(high.max(low)) } else { format!("{}–{}", self.n(low), self.n(high)) }
    }

    /// A month, `2025-07`, in words.
    pub fn month(&self, month: &str) -> String {
        self.data.phrases.month_label(month, self.lang)
    }

    /// A day or a time as it is kept, in words; whatever is not one stays as it is.
    pub fn day(&self, text: &str) -> String {
        let day = text.get(..10).and_then(|d| d.parse().ok());
        match day {
            Some(day) => self.data.phrases.day_label(day, self.lang),
            None if text.len() == 7 => self.month(text),
            None => text.to_string(),
        }
    }

    /// A time to the minute.
    pub fn time(&self, text: &str) -> String {
        format!("{} {}", self.day(text), text.get(11..16).unwrap_or(""))
    }

    /// Days of an event in words.
    pub fn days(&self, event: &Event) -> String {
        let none = || self.t("incident.undated").to_string();
        event.days().map_or_else(none, |span: DateSpan| self.data.phrases.days_label(&span, self.lang))
    }

    /// A country by its code.
    pub fn country<'a>(&'a self, iso: &'a str) -> &'a str {
        self.data.phrases.country_label(iso, self.lang)
    }

    /// A place.
    pub fn place<'a>(&'a self, name: &'a str) -> &'a str {
        self.data.phrases.place_label(name, self.lang)
    }

    /// "Diboli, Kayes".
    pub fn where_(&self, event: &Event) -> String {
        let place = event.place.as_deref().map(|p| self.place(p));
        let region = event.admin1.as_deref().map(|r| self.place(r)).filter(|r| Some(*r) != place);
        let country = event.country.as_deref().map(|c| self.country(c));
        let parts: Vec<&str> = match place.is_some() || region.is_some() {
            true => [place, region].into_iter().flatten().collect(),
            false => country.into_iter().collect(),
        };
        if parts.is_empty() { self.t("incident.unplaced").to_string() } else { parts.join(", ") }
    }

    /// A sub-type.
    pub fn kind(&self, sub_type: &str) -> String {
        self.data.phrases.type_label(sub_type, self.lang)
    }

    /// A party.
    pub fn actor(&self, name: &str) -> String {
        self.data.phrases.actor_label(name, self.lang)
    }

    /// What counted people are called: "killed".
    pub fn measure(&self, measure: Measure) -> String {
        self.data.phrases.measure_label(measure, self.lang)
    }

    /// A word of the verdicts' own tables.
    pub fn label(&self, key: &str) -> String {
        self.data.verdicts.label(self.lang, key).to_string()
    }

    /// A value of a closed list: `severity.high`; as it is where there are no words.
    pub fn word(&self, list: &str, key: impl AsRef<str>) -> String {
        let (key, name) = (key.as_ref(), format!("{list}.{}", key.as_ref()));
        if self.w.has(&name) { self.w.t(&name).to_string() } else { key.to_string() }
    }

    /// Answers with a page, or with one that says what is wrong.
    pub fn answer<T: Template>(&self, made: Result<T, Failed>) -> Response {
        match made {
            Ok(page) => self.page(StatusCode::OK, &page),
            Err(failed) => self.trouble(&failed),
        }
    }

    /// Answers with a page, and what the browser is to remember.
    pub fn page<T: Template>(&self, status: StatusCode, page: &T) -> Response {
        let html = match page.render() {
            Ok(html) => html,
            Err(e) => {
                return (StatusCode::INTERNAL_SERVER_ERROR, format!("the page cannot be written: {e}")).into_response();
            }
        };
        let mut response = (status, Html(html)).into_response();
        for cookie in &self.cookies {
            if let Ok(value) = HeaderValue::from_str(cookie) {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
        }
        response
    }

    /// The page that says what is wrong, and what to do.
    pub fn trouble(&self, failed: &Failed) -> Response {
        let (status, key) = match failed.0.kind {
            Kind::Asked => (StatusCode::NOT_FOUND, "missing"),
            Kind::Locked | Kind::Server => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Kind::Disk => (StatusCode::INSUFFICIENT_STORAGE, "disk"),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, "other"),
        };
        self.page(status, &Trouble { c: self.clone(), key, what: &failed.0.what, hint: &failed.0.hint })
    }

    /// The page for those who may not.
    pub fn forbidden(&self) -> Response {
        self.page(StatusCode::FORBIDDEN, &Trouble { c: self.clone(), key: "forbidden", what: "", hint: "" })
    }

    /// Whether a form was sent by one of our own pages.
    pub fn sent_by_us(&self, token: Option<&str>) -> bool {
        !self.person.csrf.is_empty() && token == Some(self.person.csrf.as_str())
    }
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble<'a> {
    c: Ctx,
    key: &'static str,
    what: &'a str,
    hint: &'a str,
}

/// So that a page may be asked for by anyone, even where nobody can be refused.
impl From<Infallible> for Failed {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
        [(name, HeaderValue::from_str(value).expect("a header"))].into_iter().collect()
    }

    #[test]
    fn the_browsers_first_language_that_we_have_is_taken() {
        let of = |told: &str| preferred(&headers(header::ACCEPT_LANGUAGE, told));
        assert_eq!(of("fr-ML,fr;q=0.9,en;q=0.8"), Lang::Fr);
        assert_eq!(of("de,en;q=0.5,fr;q=0.7"), Lang::Fr);
        assert_eq!(of("ar"), Lang::En);
        assert_eq!(of(";q=x,,"), Lang::En);
    }

    #[test]
    fn a_visit_goes_on_while_pages_follow_each_other() {
        let recent = jiff::Timestamp::now().to_string();
        let mut cookies = Vec::new();
        let going = headers(header::COOKIE, &format!("vigie_last={recent}; vigie_before=2025-01-01T00:00:00Z"));
        assert_eq!(visit(&going, &mut cookies).as_deref(), Some("2025-01-01T00:00:00Z"));
        let new = headers(header::COOKIE, "vigie_last=2025-02-01T00:00:00Z; vigie_before=2025-01-01T00:00:00Z");
        assert_eq!(visit(&new, &mut cookies).as_deref(), Some("2025-02-01T00:00:00Z"));
        let hostile = headers(header::COOKIE, "vigie_last=' OR 1=1");
        assert_eq!(visit(&hostile, &mut cookies), None);
    }
}
