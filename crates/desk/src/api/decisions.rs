//! What people rule, by a program of theirs.

use super::answer::Answer;
use super::call::{Call, Done};
use super::incidents::paged;
use super::problem::Problem;
use crate::auth::Role;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use vigie_store::{Act, Decision, Fault, Joined, Kind, Record};

/// A decision as it is sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    kind: Ruling,
    why: String,
    /// Incidents, by id, and events, by name.
    #[serde(default)]
    on: Vec<String>,
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    value: Option<Value>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    grade: Option<Grade>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Ruling {
    Confirm,
    Correct,
    Reject,
    Merge,
    Split,
    Note,
    Grade,
}

#[derive(Clone, Copy, Debug, Deserialize)]
enum Grade {
    A,
    B,
    C,
    D,
    E,
    F,
}

/// Letters of a reason, things that one decision is on, and letters of a name.
const MOST: (usize, usize, usize) = (4000, 200, 200);

/// Keeps a decision: its number, and what it is.
pub fn decide(record: &mut Record, call: &Call) -> Result<Value, Problem> {
    let sent: Sent = serde_json::from_value(call.body.clone()).map_err(|e| Problem::unfit(e.to_string()))?;
    check(&sent)?;
    if sent.kind == Ruling::Grade && call.person.role < Role::Editor {
        return Err(Problem::new(StatusCode::FORBIDDEN, "grading a source needs an editor"));
    }
    let act = act(record, &sent)?;
    let target = sent.on.first().or(sent.source.as_ref()).map_or("", String::as_str);
    let num = record.decide(&call.person.name, sent.why.trim(), target, &act).map_err(unfit)?;
    Ok(json!({"decision": num, "act": act}))
}

/// The answer to a decision, with what it changed; with nothing of that while it is still being joined.
pub fn answer(kept: &Value, joined: Option<Joined>) -> Answer {
    let changed = joined.map(|j| json!({"new": j.new, "changed": j.changed, "merged": j.merged, "ended": j.ended}));
    Answer::json(&json!({"decision": kept["decision"], "act": kept["act"], "incidents": changed})).made()
}

fn check(sent: &Sent) -> Result<(), Problem> {
    let (letters, things) = (sent.why.trim().chars().count(), sent.on.len());
    let corrects = sent.kind == Ruling::Correct;
    let grades = sent.kind == Ruling::Grade;
    let odd = |word: &String| !(1..=MOST.2).contains(&word.chars().count());
    let wrong = match () {
        () if sent.on.iter().chain(&sent.field).chain(&sent.source).any(odd) => "a name has 1 to 200 letters",
        () if letters == 0 => "why is empty: say why",
        () if letters > MOST.0 => "why is too long",
        () if things > MOST.1 => "on names too many",
        () if grades != (things == 0) => "on names the incidents or events, and a grade has none",
        () if corrects != (sent.field.is_some() && sent.value.is_some()) => {
            "a correction, and nothing else, has field and value"
        }
        () if !corrects && (sent.field.is_some() || sent.value.is_some()) => "only a correction has field and value",
        () if grades != (sent.source.is_some() && sent.grade.is_some()) => {
            "a grade, and nothing else, has source and grade"
        }
        () if !grades && (sent.source.is_some() || sent.grade.is_some()) => "only a grade has source and grade",
        () => return Ok(()),
    };
    Err(Problem::unfit(wrong))
}

fn act(record: &mut Record, sent: &Sent) -> Result<Act, Problem> {
    let events = events(record, &sent.on)?;
    Ok(match (sent.kind, &sent.field, &sent.value) {
        (Ruling::Confirm, ..) => Act::Confirm { events },
        (Ruling::Reject, ..) => Act::Reject { events },
        (Ruling::Split, ..) => Act::Split { events },
        (Ruling::Note, ..) => Act::Note { events },
        (Ruling::Merge, ..) if events.len() < 2 => return Err(Problem::unfit("a merge needs two events at least")),
        (Ruling::Merge, ..) => Act::Merge { events },
        (Ruling::Correct, Some(field), Some(value)) => {
            if !record.fits(&events, field, value).map_err(unfit)? {
                let hint = "the fields are those of the codebook: place, date_from, figures/0/low";
                return Err(Problem::unfit(format!("{value} cannot stand in {field}")).hint(hint));
            }
            Act::Correct { events, field: field.clone(), value: value.clone() }
        }
        _ => {
            let grade = sent.grade.map(|g| format!("{g:?}")).unwrap_or_default();
            Act::Grade { source: sent.source.clone().unwrap_or_default(), grade }
        }
    })
}

/// The events of incidents, and events by themselves.
fn events(record: &mut Record, on: &[String]) -> Result<Vec<String>, Problem> {
    let mut all = Vec::new();
    for one in on {
        match record.event_names(one) {
            Ok(names) => all.extend(names),
            Err(fault) if fault.kind == Kind::Asked => all.push(one.clone()),
            Err(fault) => return Err(fault.into()),
        }
    }
    let mut seen = BTreeSet::new();
    all.retain(|name| seen.insert(name.clone()));
    Ok(all)
}

/// What names something that is not there cannot be done, though the address is.
fn unfit(fault: Fault) -> Problem {
    if fault.kind == Kind::Asked { Problem::unfit(fault.what).hint(fault.hint) } else { fault.into() }
}

/// What people ruled, in their order; on an incident.
pub fn list(record: &mut Record, call: &Call) -> Done {
    let names: Option<BTreeSet<String>> = match call.asked.text("incident") {
        Some(id) => Some(record.event_names(id)?.into_iter().collect()),
        None => None,
    };
    let after: i64 = call.asked.cursor().and_then(|c| c.0.parse().ok()).unwrap_or(0);
    let on_it = |d: &Decision| names.as_ref().is_none_or(|n| d.act.events().iter().any(|e| n.contains(e)));
    let mut all = record.decisions()?.into_iter().filter(|d| d.num > after && on_it(d));
    let items: Vec<Decision> = all.by_ref().take(call.asked.limit()).collect();
    let next = items.last().filter(|_| all.next().is_some()).map(|d| (d.num.to_string(), String::new()));
    Ok(Answer::json(&paged(items.iter().map(|d| json!(d)).collect(), &next)))
}
