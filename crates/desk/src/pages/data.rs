//! The entries that this installation wrote itself, whether they are in force, and the rebuild that makes them so.

use super::asked::{Asked, encode};
use super::ctx::Ctx;
use super::decide::Form;
use crate::own::{self, Installation, Refused, Work};
use crate::state::{Desk, Failed};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;
use vigie_engine::data::{File, Named, Source};
use vigie_store::{Fault, Joined, Kind, Recoded, Stamp};

#[derive(Template)]
#[template(path = "data.html")]
struct Page {
    c: Ctx,
    entries: Vec<Entry>,
    kept: Option<String>,
    /// Whether the files say something else than what the desk works with or the record was coded by.
    differs: bool,
    /// Documents that would be coded again.
    outdated: usize,
    work: Work,
    /// What the last rebuild changed, or why it ended.
    done: Option<(Recoded, Joined)>,
    failed: Option<String>,
}

/// An entry that was written here.
struct Entry {
    kind: &'static str,
    name: String,
    country: String,
    /// Who wrote it, when, and why.
    note: String,
    path: String,
}

/// The page.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let (own, from) = (c.clone(), Arc::clone(&desk));
    let made = desk
        .read(move |record| {
            let files = from.own().map(Installation::files);
            let stamp = files.as_ref().map(|f| Stamp::of(f.all()));
            let stamps = own.kept.status(record)?.stamps;
            let (mut differs, mut outdated) = (false, 0);
            if let Some(stamp) = &stamp {
                let coded = |(engine, data, _): &(String, String, i64)| (engine, data) == (&stamp.engine, &stamp.data);
                differs = stamp.data != from.stamp().data || !stamps.iter().all(coded);
                outdated = if differs { record.outdated(stamp)? } else { 0 };
            }
            let entries = from.own().map(|own| own.own().iter().flat_map(entries).collect()).unwrap_or_default();
            let kept = asked.get("kept").map(str::to_string);
            let work = from.job().look();
            let (done, failed) = match work.told.clone() {
                Some(Ok(done)) => (Some(done), None),
                Some(Err(why)) => (None, Some(why)),
                None => (None, None),
            };
            Ok(Page { entries, kept, differs, outdated, work, done, failed, c: own })
        })
        .await;
    c.answer(made)
}

fn entries(file: &File) -> Vec<Entry> {
    let note = file.text.lines().next().and_then(|l| l.strip_prefix("# ")).unwrap_or("").to_string();
    let path = file.path.clone();
    let entry = |kind, name: &str, country: &str| Entry {
        kind,
        name: name.into(),
        country: country.into(),
        note: note.clone(),
        path: path.clone(),
    };
    match path.split('/').next() {
        Some("actors") => {
            let all = file.entries::<Named>("actor", &mut Vec::new());
            all.iter().map(|(_, a)| entry("actors", &a.name, a.home.as_deref().unwrap_or(""))).collect()
        }
        Some("sources") => {
            let source = file.toml::<Option<Source>>(&mut Vec::new());
            source.iter().map(|s| entry("sources", &s.name, s.country.as_deref().unwrap_or(""))).collect()
        }
        _ if path == own::PLACES => {
            file.rows().map(|(_, row)| entry("places", row[0], row.get(6).unwrap_or(&""))).collect()
        }
        // A table that was imported is no entry of the desk.
        _ => Vec::new(),
    }
}

/// Begins a rebuild.
pub async fn rebuild(State(desk): State<Arc<Desk>>, c: Ctx, body: String) -> Response {
    if !c.edits_data() || !c.sent_by_us(Form::parse(&body).get("csrf")) {
        return c.forbidden();
    }
    own::start(&desk);
    Redirect::to("/data").into_response()
}

/// Takes an entry away: what ships with the program, if it has the name, stands again.
pub async fn remove(State(desk): State<Arc<Desk>>, c: Ctx, body: String) -> Response {
    let form = Form::parse(&body);
    if !c.edits_data() || !c.sent_by_us(form.get("csrf")) {
        return c.forbidden();
    }
    let taken = tokio::task::spawn_blocking(move || desk.own().map_or(Ok(()), |own| removed(own, &form)));
    let fault = |what: String, hint: &str| c.trouble(&Failed(Fault::new(Kind::Asked, what, hint)));
    match taken.await {
        Ok(Ok(())) => Redirect::to("/data").into_response(),
        Ok(Err(Refused::Wrong(wrong))) => {
            let told: Vec<String> = wrong.iter().map(ToString::to_string).collect();
            fault(told.join("; "), "other entries need it: take those away first")
        }
        Ok(Err(Refused::Disk(why))) => fault(why, "is the folder yours to write?"),
        Err(e) => fault(e.to_string(), "try again"),
    }
}

fn removed(own: &Installation, form: &Form) -> Result<(), Refused> {
    let path = form.get("path").unwrap_or("");
    if path == own::PLACES {
        let (name, country) = (form.get("name").unwrap_or(""), form.get("country").unwrap_or(""));
        if let Some(left) = own::without_place(&own.files(), name, country) {
            return own.keep(&left);
        }
    }
    own.remove(path)
}

impl Page {
    /// The form in which an entry is changed.
    fn address(&self, entry: &Entry) -> String {
        format!("/data/edit/{}?name={}", entry.kind, encode(&entry.name))
    }
}
