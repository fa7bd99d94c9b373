//! What lists ask of an incident and its columns do not hold: parties, voices, disagreement, and what a look at it is
//! worth. Derived, and written with the incident.

use crate::db::Db;
use crate::decide::Act;
use crate::fault::Result;
use crate::keep::among;
use crate::pack::unpack;
use crate::value::Value;
use std::collections::BTreeSet;
use vigie_engine::assess::killed;
use vigie_engine::model::{Actor, Incident, PlacePrecision, Severity};

/// Rows read at a time while an older record is filled.
const STEP: usize = 500;

/// Writes the aspects of incidents anew. Those of incidents that are no more are taken away.
pub(crate) fn write(db: &mut Db, incidents: &[&Incident], ended: &[&str]) -> Result<()> {
    let ids: Vec<Value> =
        incidents.iter().map(|i| i.id.as_str()).chain(ended.iter().copied()).map(Value::from).collect();
    for chunk in ids.chunks(STEP) {
        let marks = crate::db::marks(0, chunk.len());
        db.run(&format!("DELETE FROM aspects WHERE incident IN {marks}"), chunk)?;
        db.run(&format!("DELETE FROM parties WHERE incident IN {marks}"), chunk)?;
    }
    let columns = "incident,precision,origins,rivals,credibility,worth";
    db.insert("aspects", columns, incidents.iter().map(|i| row(i)).collect(), "ON CONFLICT DO NOTHING")?;
    let parties = incidents.iter().flat_map(|i| parties(i)).collect();
    db.insert("parties", "name,incident,side", parties, "ON CONFLICT DO NOTHING")
}

fn row(incident: &Incident) -> Vec<Value> {
    let precision = match incident.shown.place_precision {
        PlacePrecision::Settlement => 1,
        PlacePrecision::Area => 2,
        PlacePrecision::Admin1 => 3,
        PlacePrecision::Country => 4,
    };
    vec![
        incident.id.as_str().into(),
        precision.into(),
        (incident.origins.len() as i64).into(),
        (incident.contradictions.len() as i64).into(),
        i64::from(credibility(incident)).into(),
        worth(incident).into(),
    ]
}

fn parties(incident: &Incident) -> Vec<Vec<Value>> {
    let side = |actors: &[Actor], side: &str| -> Vec<Vec<Value>> {
        let names: BTreeSet<&str> = actors.iter().map(|a| a.name.as_str()).collect();
        names.into_iter().map(|name| vec![name.into(), incident.id.as_str().into(), side.into()]).collect()
    };
    [side(&incident.shown.initiators, "did"), side(&incident.shown.targets, "hit")].concat()
}

/// How far the act itself is believed: the best credibility that somebody's word for it has, 6 if nobody's was judged.
fn credibility(incident: &Incident) -> u8 {
    let claims = incident.fields.get("sub_type").into_iter().flatten();
    claims.filter_map(|c| c.credibility).min().unwrap_or(6)
}

/// What a person's look at it is worth: a point for each of the dead up to a hundred, points for contradictions by
/// their gravity, for a word that cannot be believed yet, and for a toll that rests on one voice.
fn worth(incident: &Incident) -> i64 {
    let killed = killed(incident);
    let gravity = |s: Severity| match s {
        Severity::High => 40,
        Severity::Medium => 15,
        Severity::Low => 4,
    };
    let rivals: i64 = incident.contradictions.iter().map(|c| gravity(c.severity)).sum();
    let doubt = i64::from(credibility(incident)) * 3;
    let alone = if incident.origins.len() < 2 && killed.best > 10 { 20 } else { 0 };
    i64::try_from(killed.high.min(100)).unwrap_or(100) + rivals.min(120) + doubt + alone
}

/// Notes on which events a decision rules, so that lists can tell what somebody has looked at.
pub(crate) fn rule(db: &mut Db, decision: i64, act: &Act) -> Result<()> {
    match act {
        Act::Note { .. } => Ok(()),
        Act::Undo { events, .. } => ruled_again(db, events),
        _ => note_rulings(db, decision, act.events()),
    }
}

fn note_rulings(db: &mut Db, decision: i64, events: &[String]) -> Result<()> {
    let rows = events.iter().map(|e| vec![e.as_str().into(), decision.into()]).collect();
    db.insert("ruled", "event,decision", rows, "ON CONFLICT DO NOTHING")
}

/// After an undoing: the decisions that still hold on these events.
fn ruled_again(db: &mut Db, events: &[String]) -> Result<()> {
    let decisions = crate::decide::decisions(db)?;
    let undone = crate::decide::undone(&decisions);
    for event in events {
        db.run("DELETE FROM ruled WHERE event = $1", &[event.as_str().into()])?;
    }
    let plain = |a: &Act| !matches!(a, Act::Note { .. } | Act::Undo { .. });
    for d in decisions.iter().filter(|d| !undone.contains(&d.num) && plain(&d.act)) {
        let ours: Vec<String> = d.act.events().iter().filter(|e| events.contains(e)).cloned().collect();
        note_rulings(db, d.num, &ours)?;
    }
    Ok(())
}

/// Fills the tables of a record that had none.
pub(crate) fn fill(db: &mut Db) -> Result<()> {
    let ids = db.rows("SELECT id FROM incidents WHERE until IS NULL", &[])?;
    let ids: Vec<Value> = ids.iter().map(|row| row.text(0).into()).collect();
    for chunk in ids.chunks(STEP) {
        let rows = among(db, "SELECT body FROM incidents WHERE until IS NULL AND id IN", chunk)?;
        let incidents: Vec<Incident> = rows.iter().map(|row| unpack(row.bytes(0))).collect::<Result<_>>()?;
        write(db, &incidents.iter().collect::<Vec<_>>(), &[])?;
    }
    for row in db.rows("SELECT num, body FROM decisions ORDER BY num", &[])? {
        if let Ok(act) = serde_json::from_str::<Act>(row.text(1)) {
            rule(db, row.int(0), &act)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::model::{Claim, Contradiction};

    fn check(contradictions: &[Severity], credibility: Option<u8>, expect: i64) {
        let rival = |severity: &Severity| Contradiction {
            kind: "toll".into(),
            severity: *severity,
            about: String::new(),
            sides: Vec::new(),
            incidents: Vec::new(),
        };
        let claim = Claim { credibility, ..Claim::default() };
        let incident = Incident {
            fields: [("sub_type".to_string(), vec![claim])].into(),
            contradictions: contradictions.iter().map(rival).collect(),
            ..Incident::default()
        };
        assert_eq!(worth(&incident), expect);
    }

    #[test]
    fn a_look_is_worth_more_where_voices_disagree_or_nobody_is_believed() {
        check(&[], Some(1), 3);
        check(&[], None, 18);
        check(&[Severity::Low, Severity::High], Some(2), 50);
        check(&[Severity::High; 9], Some(2), 126);
    }
}
