//! Who is told what: subscriptions to alerts, changes and briefs, and the log of what was sent.
//!
//! From a browser only ways to other people are taken: files of this machine are named on the command line.

use super::ctx::Ctx;
use super::decide::Form;
use crate::state::Desk;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};
use std::sync::Arc;
use vigie_collect::deliver::{Wants, Way, What, subscription};
use vigie_store::{AreaLine, Fault, Kind, Record};

#[derive(Template)]
#[template(path = "subscriptions.html")]
struct Page {
    c: Ctx,
    lines: Vec<Line>,
    sent: Vec<Sent>,
    areas: Vec<AreaLine>,
}

struct Line {
    name: String,
    what: String,
    areas: String,
    to: String,
    language: &'static str,
}

struct Sent {
    at: String,
    name: String,
    state: &'static str,
    title: String,
    fault: String,
}

/// Lines of the log.
const LOG: i64 = 50;

/// The page.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx) -> Response {
    let own = c.clone();
    let made = desk.read(move |record| make(record, own)).await;
    c.answer(made)
}

fn make(record: &mut Record, c: Ctx) -> Result<Page, Fault> {
    let lines = record.subscriptions()?.iter().map(|s| line(&s.name, &s.settings, &c)).collect();
    let sent = record.deliveries(None, LOG)?.into_iter().map(|d| {
        let body: Value = serde_json::from_str(&d.body).unwrap_or_default();
        let said = |key: &str| body[key].as_str().unwrap_or("").to_string();
        Sent { at: d.at, name: d.subscription, state: d.sent.word(), title: said("title"), fault: said("fault") }
    });
    let sent = sent.collect();
    Ok(Page { lines, sent, areas: c.kept.areas(record)?, c })
}

fn line(name: &str, settings: &str, c: &Ctx) -> Line {
    let wants: Wants = serde_json::from_str(settings).unwrap_or_default();
    let what = |w: &What| c.word("subscribe.what", json!(w).as_str().unwrap_or(""));
    let area = |a: &String| match a.split_once('/') {
        Some((country, region)) => format!("{}, {}", c.place(region), c.country(country)),
        None => c.country(a).to_string(),
    };
    let areas: Vec<String> = wants.areas.iter().map(area).collect();
    Line {
        name: name.to_string(),
        what: wants.what.iter().map(what).collect::<Vec<_>>().join(", "),
        areas: if areas.is_empty() { c.t("situation.everywhere").to_string() } else { areas.join("; ") },
        to: match &wants.to {
            Way::Mail(to) => to.join(", "),
            Way::Webhook { url, .. } | Way::Push(url) => url.clone(),
            Way::Atom(_) | Way::Drop(_) => c.t("subscribe.file").to_string(),
        },
        language: wants.lang.code(),
    }
}

/// Adds or changes a subscription, or ends one.
pub async fn change(State(desk): State<Arc<Desk>>, c: Ctx, body: String) -> Response {
    let form = Form::parse(&body);
    if !c.edits() || !c.sent_by_us(form.get("csrf")) {
        return c.forbidden();
    }
    let lang = c.lang.code();
    let made = desk
        .write(move |record| {
            let name = form.get("name").unwrap_or("").chars().take(60).collect::<String>();
            if form.get("end").is_some() {
                return record.remove_subscription(&name).map(drop);
            }
            let wants = wants(&form, lang)?;
            let there = record.subscriptions()?.into_iter().find(|s| s.name == name);
            let mut one = subscription(&name, &wants, record)?;
            // Who changes it is not told a second time of what came before.
            one.state = there.map_or(one.state, |s| s.state);
            record.put_subscription(&one)
        })
        .await;
    match made {
        Ok(()) => Redirect::to("/subscriptions").into_response(),
        Err(failed) => c.trouble(&failed),
    }
}

fn wants(form: &Form, lang: &str) -> Result<Wants, Fault> {
    let wrong = |what: String| Fault::new(Kind::Asked, what, "go back and change it");
    let to = Way::parse(form.get("to").unwrap_or(""), None, None).map_err(wrong)?;
    if matches!(to, Way::Atom(_) | Way::Drop(_)) || form.get("name").is_none() {
        return Err(wrong(
            "a subscription has a name, and goes to mailto:ADDRESS, https://... or ntfy:https://...".into(),
        ));
    }
    let read = |key: &str| form.get(key).map(|v| json!(v));
    let settings = json!({
        "what": form.all("what"),
        "areas": form.all("area").iter().filter(|a| !a.is_empty()).collect::<Vec<_>>(),
        "severity": read("severity"),
        "lang": read("language").unwrap_or_else(|| json!(lang)),
        "zone": read("zone").unwrap_or_else(|| json!("UTC")),
        "quiet": read("quiet"),
    });
    let wants: Wants = serde_json::from_value(settings).map_err(|e| wrong(e.to_string()))?;
    let wants = Wants { to, ..wants };
    wants.check().map_err(wrong)?;
    Ok(wants)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ways_to_people_are_taken_from_a_browser() {
        let of = |text: &str| wants(&Form::parse(text), "fr");
        let good = of("name=room&to=mailto:a@b.example&what=alerts&what=daily&area=MLI&severity=high").expect("wanted");
        assert_eq!((good.what.len(), good.areas.as_slice(), good.lang.code()), (2, &["MLI".to_string()][..], "fr"));
        for bad in [
            "name=x&to=/etc/passwd&what=alerts",
            "name=x&to=feed.atom&what=alerts",
            "name=x&to=mailto:a@b.example",
            "to=mailto:a@b.example&what=alerts",
            "name=x&to=mailto:a@b.example&what=gossip",
        ] {
            assert!(of(bad).is_err(), "{bad}");
        }
    }
}
