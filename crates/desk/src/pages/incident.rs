//! The ledger of one incident: for each field all that is claimed, by whom, and in which words.

use super::asked::{Asked, Ruled, encode};
use super::ctx::Ctx;
use super::excerpt::{Piece, excerpt, told};
use super::rows::{Row, row};
use crate::state::{Desk, Failed};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vigie_engine::model::{
    Claim, Contradiction, Document, EventRef, Figure, Incident, Origin, PlacePrecision, Side, Support, Teller, Tie,
};
use vigie_store::{Decision, Fault, Kind, Record, Search};

#[derive(Template)]
#[template(path = "incident.html")]
struct Page {
    c: Ctx,
    head: Row,
    moved: Option<String>,
    done: Option<Ruled>,
    held: Option<String>,
    fields: Vec<Field>,
    rivals: Vec<Rival>,
    origins: Vec<Voice>,
    events: Vec<Told>,
    history: Vec<(String, String)>,
    decisions: Vec<Ruling>,
    campaign: Option<(String, usize)>,
    related: Vec<Row>,
    choices: Vec<(String, String)>,
    types: Vec<(String, String)>,
}

/// A field of the ledger.
pub struct Field {
    /// Its key, as an anchor.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Lowest, best and highest, where several numbers are told.
    pub range: Option<String>,
    /// All that is claimed.
    pub claims: Vec<Claimed>,
}

/// One value.
pub struct Claimed {
    /// In words.
    pub value: String,
    /// Whether it is the one shown, and by which rule.
    pub shown: Option<String>,
    /// Independent origins, grade, credibility, when.
    pub about: Vec<String>,
    /// Whether its own source took it back.
    pub superseded: bool,
    /// Who gives it.
    pub support: Vec<Said>,
}

/// One report's word.
pub struct Said {
    /// Outlet and day.
    pub outlet: String,
    /// Who says so in it.
    pub speaker: String,
    /// How firmly.
    pub stance: String,
    /// The words.
    pub words: Vec<Piece>,
    /// The report with these words marked.
    pub address: String,
}

struct Rival {
    kind: String,
    severity: String,
    grave: &'static str,
    sides: Vec<(String, Vec<Said>)>,
    others: Vec<String>,
}

struct Voice {
    reports: Vec<(String, String, String)>,
    because: Vec<String>,
}

/// One report's telling of it.
pub struct Told {
    /// The event's name that stays.
    pub name: String,
    /// Its words.
    pub what: String,
    /// Who tells it.
    pub outlet: String,
}

/// A decision in a line.
pub struct Ruling {
    /// Its number.
    pub num: i64,
    /// When, who, what, why.
    pub line: String,
    /// Why.
    pub why: String,
    /// Whether it can be taken back.
    pub undoable: bool,
}

#[derive(Template)]
#[template(path = "gone.html")]
struct Gone {
    c: Ctx,
    id: String,
    done: Option<Ruled>,
    decisions: Vec<Ruling>,
    now: Option<String>,
}

enum Shown {
    Page(Box<Page>),
    Gone(Box<Gone>),
}

/// The page.
pub async fn page(
    State(desk): State<Arc<Desk>>,
    c: Ctx,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let own = c.clone();
    let made = desk
        .read(move |record| match make(record, &own, &id, &asked) {
            Ok(page) => Ok(Shown::Page(Box::new(page))),
            Err(fault) if fault.kind == Kind::Asked => {
                gone(record, &own, &id, &asked, fault).map(|gone| Shown::Gone(Box::new(gone)))
            }
            Err(fault) => Err(fault),
        })
        .await;
    match made {
        Ok(Shown::Page(page)) => c.answer(Ok(*page)),
        Ok(Shown::Gone(gone)) => c.answer(Ok(*gone)),
        Err(failed) => c.answer::<Gone>(Err(Failed(failed.0))),
    }
}

/// An incident of which nothing is left, with the decisions that did it; a fault if there are none.
fn gone(record: &mut Record, c: &Ctx, id: &str, asked: &Asked, fault: Fault) -> Result<Gone, Fault> {
    let all = record.decisions()?;
    let events: Vec<String> = all.iter().filter(|d| d.target == id).flat_map(|d| d.act.events().to_vec()).collect();
    let decisions = rulings(record.decisions_on(&events)?, c);
    if decisions.is_empty() {
        return Err(fault);
    }
    let now = record.incident_with(&events)?;
    Ok(Gone { now, c: c.clone(), id: id.to_string(), done: asked.ruled(), decisions })
}

fn make(record: &mut Record, c: &Ctx, id: &str, asked: &Asked) -> Result<Page, Fault> {
    let incident = record.incident(id)?;
    let names = record.names_of(&incident.id)?;
    let ids: BTreeSet<&str> = incident.events.iter().map(|(doc, _)| doc.as_str()).collect();
    let rival_docs =
        incident.contradictions.iter().flat_map(|k| &k.sides).flat_map(|s| &s.support).map(|s| s.doc.as_str());
    let ids: Vec<&str> = ids.into_iter().chain(rival_docs).collect::<BTreeSet<_>>().into_iter().collect();
    let documents = record.documents_by_id(&ids)?;
    let events: Vec<String> = names.values().cloned().collect();
    let decided = record.decisions_on(&events)?;
    let reviewed = decided.iter().any(|(d, undone)| !undone && rules(d));
    let campaign = record.campaign_of(&incident)?.map(|k| (k.id, k.incidents.len()));
    let desk = Ledger { c, documents: &documents };
    Ok(Page {
        head: row(&incident, reviewed, c),
        moved: (incident.id != id).then(|| id.to_string()),
        done: asked.ruled(),
        held: record.held_by(&incident.id, &c.person.name)?,
        fields: fields(&incident, &desk),
        rivals: incident.contradictions.iter().map(|k| desk.rival(k, &incident.id)).collect(),
        origins: incident.origins.iter().map(|o| desk.voice(o)).collect(),
        events: desk.events(&incident, &names),
        history: history(record, &incident, c)?,
        decisions: rulings(decided, c),
        campaign,
        related: related(record, &incident, c)?,
        choices: choices(&incident, c),
        types: types(c),
        c: c.clone(),
    })
}

/// What the queue shows of an incident.
pub struct Reviewed {
    /// It in a line.
    pub head: Row,
    /// Its ledger.
    pub fields: Vec<Field>,
    /// The fields that may be corrected.
    pub choices: Vec<(String, String)>,
    /// All sub-types.
    pub types: Vec<(String, String)>,
    /// What may be one with it.
    pub related: Vec<Row>,
    /// Who tells it.
    pub events: Vec<Told>,
    /// What voices disagree on.
    pub rivals: Vec<String>,
}

/// The parts of an incident that a person needs to rule on it.
pub fn reviewed(record: &mut Record, c: &Ctx, id: &str) -> Result<Reviewed, Fault> {
    let incident = record.incident(id)?;
    let names = record.names_of(&incident.id)?;
    let ids: BTreeSet<&str> = incident.events.iter().map(|(doc, _)| doc.as_str()).collect();
    let documents = record.documents_by_id(&ids.into_iter().collect::<Vec<_>>())?;
    let desk = Ledger { c, documents: &documents };
    let rivals = incident.contradictions.iter().map(|k| c.with("review.disputed", "what", c.word("rival", &k.kind)));
    Ok(Reviewed {
        head: row(&incident, false, c),
        fields: fields(&incident, &desk),
        choices: choices(&incident, c),
        types: types(c),
        related: related(record, &incident, c)?,
        events: desk.events(&incident, &names),
        rivals: rivals.collect::<BTreeSet<_>>().into_iter().collect(),
    })
}

/// Whether a decision says that somebody looked at it.
fn rules(decision: &Decision) -> bool {
    !matches!(decision.act, vigie_store::Act::Note { .. } | vigie_store::Act::Undo { .. })
}

const ORDER: [&str; 9] =
    ["sub_type", "date", "place", "admin1", "country", "initiators", "targets", "status", "stance"];

fn fields(incident: &Incident, desk: &Ledger) -> Vec<Field> {
    let tolls = incident.fields.keys().filter(|k| k.starts_with("figures/")).map(String::as_str);
    let (first, last) = ORDER.split_at(7);
    let keys = first.iter().copied().chain(tolls).chain(last.iter().copied());
    let field = |key: &str| {
        let claims = incident.fields.get(key)?;
        Some(Field {
            key: key.replace(['/', ' '], "-"),
            name: desk.name(key, claims),
            range: range(incident, key, claims, desk.c),
            claims: claims.iter().map(|claim| desk.claim(key, claim)).collect(),
        })
    };
    keys.filter_map(field).collect()
}

fn range(incident: &Incident, key: &str, claims: &[Claim], c: &Ctx) -> Option<String> {
    let bounds = incident.ranges.get(key).filter(|_| claims.len() > 1)?;
    let high = bounds.high.map_or_else(|| c.t("ledger.open").to_string(), |h| c.n(h));
    Some(c.w.fill("ledger.range", &[("low", &c.n(bounds.low)), ("best", &c.n(bounds.best)), ("high", &high)]))
}

/// What is needed to write claims.
pub struct Ledger<'a> {
    /// The page.
    pub c: &'a Ctx,
    /// The reports that are cited.
    pub documents: &'a BTreeMap<String, Document>,
}

impl Ledger<'_> {
    /// The name of a field; of a toll, what is counted.
    fn name(&self, key: &str, claims: &[Claim]) -> String {
        match claims.first().and_then(|c| c.figure.as_ref()) {
            Some(figure) => {
                let class = serde_json::to_value(figure.of).unwrap_or_default();
                format!("{} · {}", self.c.measure(figure.measure), self.c.word("class", class.as_str().unwrap_or("")))
            }
            None => self.c.word("field", key),
        }
    }

    /// A value in the language of the page.
    pub fn value(&self, key: &str, text: &str, figure: Option<&Figure>) -> String {
        let c = self.c;
        let list = |text: &str, of: &dyn Fn(&str) -> String| text.split("; ").map(of).collect::<Vec<_>>().join(", ");
        match key {
            _ if figure.is_some_and(|f| f.low.is_some() || f.high.is_some()) => text.to_string(),
            "sub_type" | "type" => c.kind(text),
            "place" | "admin1" => list(text, &|n| c.place(n).to_string()),
            "country" => c.country(text).to_string(),
            "initiators" | "targets" | "perpetrator" | "attribution" | "actor" | "target" => {
                list(text, &|n| c.actor(n))
            }
            "date" => text.split('/').map(|d| c.day(d)).collect::<Vec<_>>().join(" – "),
            "status" => c.word("came_about", text),
            "stance" => c.word("stance", text),
            _ => text.to_string(),
        }
    }

    fn claim(&self, key: &str, claim: &Claim) -> Claimed {
        let c = self.c;
        let mut about = vec![c.count("count.origins", claim.origins)];
        about.extend(claim.grade.map(|g| c.with("ledger.grade", "grade", format!("{g:?}"))));
        about.extend(claim.credibility.map(|n| c.word("credibility", n.to_string())));
        about.extend(claim.first.zip(claim.last).map(|(first, last)| match first == last {
            true => c.with("ledger.told", "day", c.day(&first.to_string())),
            false => c.two("ledger.told_span", "from", c.day(&first.to_string()), "to", c.day(&last.to_string())),
        }));
        Claimed {
            value: self.value(key, &claim.value, claim.figure.as_ref()),
            shown: claim.shown_by.as_ref().map(|rule| c.word("rule", rule)),
            about,
            superseded: claim.superseded,
            support: claim.support.iter().map(|s| self.said(s)).collect(),
        }
    }

    /// One report's word with its words.
    pub fn said(&self, support: &Support) -> Said {
        let document = self.documents.get(&support.doc);
        Said {
            outlet: document.map_or_else(|| support.doc.clone(), |d| outlet(d, self.c)),
            speaker: support.said_by.as_deref().map_or_else(String::new, |who| self.c.actor(who)),
            stance: self.c.data.phrases.stance_label(support.stance, self.c.lang),
            words: document.map(|d| excerpt(&d.text, &support.spans)).unwrap_or_default(),
            address: format!("/document?id={}&mark={}#mark", encode(&support.doc), told(&support.spans)),
        }
    }

    fn rival(&self, rival: &Contradiction, own: &str) -> Rival {
        let side =
            |s: &Side| (self.value(&rival.kind, &s.value, None), s.support.iter().map(|s| self.said(s)).collect());
        let grave = match rival.severity {
            vigie_engine::model::Severity::High => "high",
            vigie_engine::model::Severity::Medium => "medium",
            vigie_engine::model::Severity::Low => "low",
        };
        Rival {
            kind: self.c.word("rival", &rival.kind),
            severity: self.c.word("severity", grave),
            grave,
            sides: rival.sides.iter().map(side).collect(),
            others: rival.incidents.iter().filter(|i| *i != own).cloned().collect(),
        }
    }

    fn voice(&self, origin: &Origin) -> Voice {
        let teller = |t: &Teller| {
            let outlet = self.documents.get(&t.doc).map_or_else(|| t.doc.clone(), |d| outlet(d, self.c));
            (outlet, format!("/document?id={}", encode(&t.doc)), format!("{:?}", t.grade))
        };
        let tie = |t: &Tie| {
            let name = |id: &String| self.documents.get(id).map_or_else(|| id.clone(), |d| outlet(d, self.c));
            let key = format!("tie.{}", t.kind);
            let key = if self.c.w.has(&key) { key.as_str() } else { "tie.speaker" };
            self.c.w.fill(key, &[("a", &name(&t.reports[0])), ("b", &name(&t.reports[1])), ("what", &t.what)])
        };
        Voice {
            reports: origin.reports.iter().map(teller).collect(),
            because: origin.because.iter().map(tie).collect(),
        }
    }

    fn events(&self, incident: &Incident, names: &BTreeMap<EventRef, String>) -> Vec<Told> {
        let event = |reference: &EventRef| {
            let document = self.documents.get(&reference.0)?;
            let spans = spans_of(incident, reference);
            Some(Told {
                name: names.get(reference)?.clone(),
                what: excerpt(&document.text, &spans).iter().map(|p| p.text.as_str()).collect(),
                outlet: outlet(document, self.c),
            })
        };
        incident.events.iter().filter_map(event).collect()
    }
}

/// The words by which a report tells the act.
fn spans_of(incident: &Incident, reference: &EventRef) -> Vec<vigie_engine::model::Span> {
    let supports = incident.fields.get("sub_type").into_iter().flatten().flat_map(|c| &c.support);
    let own = supports.filter(|s| s.doc == reference.0 && s.event == reference.1);
    own.flat_map(|s| s.spans.iter().copied()).collect()
}

/// "Studio Tamani, 2 July 2025".
pub fn outlet(document: &Document, c: &Ctx) -> String {
    let name = document.outlet.as_deref().or(document.title.as_deref()).unwrap_or(&document.id);
    match &document.published {
        Some(day) => format!("{name}, {}", c.day(day)),
        None => name.to_string(),
    }
}

/// How the shown values changed, newest first.
fn history(record: &mut Record, incident: &Incident, c: &Ctx) -> Result<Vec<(String, String)>, Fault> {
    let versions = record.history(&incident.id)?;
    let line = |i: &Incident| {
        let r = row(i, false, c);
        let parts = [r.kind, r.days, r.place, r.sides, r.killed, r.voices];
        parts.map(|p| if p.is_empty() { "–".to_string() } else { p })
    };
    let lines: Vec<(String, [String; 6])> = versions.iter().map(|(at, i)| (c.time(at), line(i))).collect();
    let told = |(n, (at, now)): (usize, &(String, [String; 6]))| match lines.get(n + 1) {
        None => (at.clone(), c.with("history.first", "what", now.join(", "))),
        Some((_, before)) => {
            let other: Vec<String> =
                now.iter().zip(before).filter(|(a, b)| a != b).map(|(a, b)| format!("{b} → {a}")).collect();
            let other = if other.is_empty() { c.t("history.claims").to_string() } else { other.join("; ") };
            (at.clone(), other)
        }
    };
    Ok(lines.iter().enumerate().map(told).collect())
}

/// Decisions as lines, newest first.
pub fn rulings(decided: Vec<(Decision, bool)>, c: &Ctx) -> Vec<Ruling> {
    let line = |(decision, undone): (Decision, bool)| {
        let act = serde_json::to_value(&decision.act).unwrap_or_default();
        let kind = act["kind"].as_str().unwrap_or("");
        let detail = match kind {
            "correct" => {
                format!(" {} = {}", c.word("field", act["field"].as_str().unwrap_or("")), plain(&act["value"]))
            }
            "undo" => format!(" {}", act["decision"]),
            _ => String::new(),
        };
        let taken = if undone { format!(" ({})", c.t("decide.undone")) } else { String::new() };
        let what = c.word("decide.did", kind);
        Ruling {
            num: decision.num,
            line: format!("{}, {}: {what}{detail}{taken}", c.time(&decision.at), decision.who),
            why: decision.why,
            undoable: !undone && kind != "note",
        }
    };
    decided.into_iter().rev().map(line).collect()
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(list) => {
            list.iter().map(|v| plain(v.get("name").unwrap_or(v))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// What happened in the same place in the weeks around.
fn related(record: &mut Record, incident: &Incident, c: &Ctx) -> Result<Vec<Row>, Fault> {
    // What is known by its country alone has no neighbours.
    let named = incident.shown.place_precision < PlacePrecision::Country;
    let place = incident.shown.place.clone().filter(|_| named);
    let Some((place, days)) = place.zip(incident.shown.days()) else { return Ok(Vec::new()) };
    let weeks = jiff::Span::new().days(45);
    let search = Search {
        country: incident.shown.country.clone(),
        place: Some(place),
        from: Some(days.from.saturating_sub(weeks)),
        to: Some(days.to.saturating_add(weeks)),
        ..Search::default()
    };
    let found = record.find(&search, 0, 8)?;
    let others = found.incidents.iter().filter(|(i, _)| i.id != incident.id);
    Ok(others.map(|(i, reviewed)| row(i, *reviewed, c)).collect())
}

/// The fields that a person may correct, with the value that is shown.
fn choices(incident: &Incident, c: &Ctx) -> Vec<(String, String)> {
    let mut keys = vec!["place", "admin1", "country", "date_from", "date_to", "sub_type", "initiators", "targets"];
    keys.extend(incident.fields.keys().filter(|k| k.starts_with("figures/")).map(String::as_str));
    let name = |key: &str| match incident.fields.get(key).and_then(|f| f.first()).and_then(|f| f.figure.as_ref()) {
        Some(figure) => c.measure(figure.measure),
        None => c.word("field", key),
    };
    keys.into_iter().map(|key| (key.to_string(), name(key))).collect()
}

/// All sub-types, by the name that the page gives them.
fn types(c: &Ctx) -> Vec<(String, String)> {
    let names: BTreeSet<&str> = c.data.frames.frames.iter().map(|f| f.sub_type.as_str()).collect();
    let mut all: Vec<(String, String)> = names.into_iter().map(|n| (n.to_string(), c.kind(n))).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}
