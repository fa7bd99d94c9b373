//! What the pages on accounts know: who asks, and the words of their language.

use super::Person;
use crate::state::{Desk, Failed};
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::OnceLock;
use vigie_engine::model::Lang;
use vigie_store::Kind;

/// The page's view of the request.
#[derive(Clone)]
pub struct View {
    /// Who asks.
    pub person: Person,
    /// Language of the page.
    pub lang: Lang,
}

const FILES: [(Lang, &str); 2] =
    [(Lang::En, include_str!("../../lang/access.en.toml")), (Lang::Fr, include_str!("../../lang/access.fr.toml"))];

fn words(lang: Lang) -> &'static toml::Table {
    static ALL: OnceLock<Vec<(Lang, toml::Table)>> = OnceLock::new();
    let parse =
        |(lang, text): (Lang, &str)| (lang, text.parse().unwrap_or_else(|e| panic!("words of {}: {e}", lang.code())));
    let all = ALL.get_or_init(|| FILES.map(parse).into());
    &all.iter().find(|(l, _)| *l == lang).unwrap_or(&all[0]).1
}

impl FromRequestParts<Arc<Desk>> for View {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Infallible> {
        let person = Person::from_request_parts(parts, desk).await?;
        let kept = super::guard::cookie(&parts.headers, "vigie_lang").and_then(|code| Lang::from_code(&code));
        let told = parts.headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("");
        let asked = told.split(',').find_map(|part| Lang::from_code(part.trim()));
        Ok(Self { person, lang: kept.or(asked).unwrap_or(Lang::ALL[0]) })
    }
}

impl View {
    /// Words of a key, `access.wrong`.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        let found = key.split_once('.').and_then(|(_, name)| words(self.lang).get(name)?.as_str());
        found.unwrap_or(key)
    }

    /// Words with a value in the place of `{n}`.
    pub fn with(&self, key: &str, value: &str) -> String {
        self.t(key).replace("{n}", value)
    }

    /// The word of a value of a closed list.
    pub fn word(&self, list: &str, key: &str) -> String {
        self.t(&format!("{list}_{key}")).to_string()
    }

    /// Answers with a page.
    pub fn page<T: Template>(&self, status: StatusCode, page: &T) -> Response {
        match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(e) => (StatusCode::INTERNAL_SERVER_ERROR, format!("the page cannot be written: {e}")).into_response(),
        }
    }

    /// A page that says one thing.
    pub fn said(&self, status: StatusCode, key: &str) -> Response {
        self.page(status, &Said { c: self.clone(), what: self.t(key).into() })
    }
}

/// A page that says what failed.
pub fn refused(view: &View, failed: &Failed) -> Response {
    let status = match failed.0.kind {
        Kind::Asked => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Locked | Kind::Server | Kind::Disk => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    view.page(status, &Said { c: view.clone(), what: format!("{}. {}", failed.0.what, failed.0.hint) })
}

#[derive(Template)]
#[template(path = "access_said.html")]
struct Said {
    c: View,
    what: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_language_is_incomplete_and_every_word_is_asked_for() {
        let keys = |lang| words(lang).keys().cloned().collect::<BTreeSet<String>>();
        assert_eq!(keys(Lang::En), keys(Lang::Fr));
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut text = String::new();
        for folder in ["templates", "src/auth"] {
            for entry in std::fs::read_dir(root.join(folder)).expect("a folder").flatten() {
                text += &std::fs::read_to_string(entry.path()).unwrap_or_default();
            }
        }
        let asked: BTreeSet<String> = text
            .split("\"access.")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|key| !["fault", "role"].contains(key))
            .map(String::from)
            .collect();
        let listed = |key: &&String| key.starts_with("fault_") || key.starts_with("role_");
        let own: BTreeSet<String> = keys(Lang::En).iter().filter(|k| !listed(k)).cloned().collect();
        assert_eq!(asked, own);
    }
}
