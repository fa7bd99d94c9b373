//! The queue of incidents that wait for a person's look: what a decision is worth most comes first, and nobody is
//! given what another has before them.

use super::find::{Search, filter};
use crate::decide::{Act, Decision};
use crate::fault::{Fault, Kind, Result};
use crate::record::{Record, now};
use crate::value::Value;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How far people agree with each other and with the machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// Incidents' events on which two people ruled without knowing of a third.
    pub pairs: i64,
    /// Those on which both ruled the same.
    pub same: i64,
    /// Events that somebody confirmed, corrected or rejected.
    pub ruled: i64,
    /// Confirmed as they stood.
    pub confirmed: i64,
    /// Rejected.
    pub rejected: i64,
    /// Corrections by field, most first.
    pub fields: Vec<(String, i64)>,
}

/// Minutes for which an item is one person's.
const HELD: i64 = 10;
/// Items that are tried for one person: others may take some in the same moment.
const TRIES: usize = 8;

impl Record {
    /// The item that a person should look at: the one they hold, else the worthiest that nobody holds, which is then
    /// theirs. `past` are those that they passed over.
    pub fn next_to_review(&mut self, who: &str, search: &Search, past: &[String]) -> Result<Option<String>> {
        let search = Search { reviewed: Some(false), ..search.clone() };
        let now = now();
        let until = jiff::Timestamp::now().checked_add(jiff::SignedDuration::from_mins(HELD));
        let until = until.map(|t| t.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()).unwrap_or_else(|_| now.clone());
        self.db.transaction(|db| {
            db.run("DELETE FROM holds WHERE until < $1", &[now.as_str().into()])?;
            let (rules, values) = filter(db, &search)?;
            let mine = with(&values, who);
            // From the few that somebody holds on, never from all incidents: the record is held meanwhile.
            let held = format!(
                "SELECT i.id FROM holds h CROSS JOIN incidents i WHERE i.id = h.incident AND h.who = ${} AND {rules}",
                mine.len()
            );
            // From the worthiest on, by the index of their worth: the first that fits ends it.
            let sql = format!(
                "SELECT i.id FROM aspects a CROSS JOIN incidents i WHERE i.id = a.incident AND {rules}
                 AND i.id NOT IN (SELECT incident FROM holds) ORDER BY a.worth DESC, a.incident DESC LIMIT {}",
                past.len() + TRIES
            );
            let (own, free) = (db.rows(&held, &mine)?, db.rows(&sql, &values)?);
            let names = own.iter().chain(&free).map(|row| row.text(0).to_string());
            db.run("DELETE FROM holds WHERE who = $1", &[who.into()])?;
            for id in names.filter(|id| !past.contains(id)) {
                let values = [id.as_str().into(), who.into(), until.as_str().into()];
                let sql = "INSERT INTO holds (incident, who, until) VALUES ($1,$2,$3) ON CONFLICT DO NOTHING";
                // Where somebody took it in the same moment, the next one is looked at.
                if db.run(sql, &values)? == 1 {
                    return Ok(Some(id));
                }
            }
            Ok(None)
        })
    }

    /// Who else has an incident before them just now.
    pub fn held_by(&mut self, incident: &str, but: &str) -> Result<Option<String>> {
        let sql = "SELECT who FROM holds WHERE incident = $1 AND until > $2 AND who <> $3";
        let rows = self.db.rows(sql, &[incident.into(), now().as_str().into(), but.into()])?;
        Ok(rows.first().map(|row| row.text(0).to_string()))
    }

    /// Decisions that name one of these events, oldest first, with whether each was undone.
    pub fn decisions_on(&mut self, events: &[String]) -> Result<Vec<(Decision, bool)>> {
        let all = self.decisions()?;
        let undone = crate::decide::undone(&all);
        let on = |d: &Decision| d.act.events().iter().any(|name| events.contains(name));
        Ok(all.into_iter().filter(on).map(|d| (d.num, d)).map(|(num, d)| (d, undone.contains(&num))).collect())
    }

    /// All decisions, oldest first, with whether each was undone.
    pub fn all_decisions(&mut self) -> Result<Vec<(Decision, bool)>> {
        let all = self.decisions()?;
        let undone = crate::decide::undone(&all);
        Ok(all.into_iter().map(|d| (undone.contains(&d.num), d)).map(|(u, d)| (d, u)).collect())
    }

    /// Takes a decision back, by a further decision.
    pub fn undo(&mut self, who: &str, why: &str, num: i64) -> Result<i64> {
        let all = self.decisions()?;
        let Some(decision) = all.into_iter().find(|d| d.num == num) else {
            return Err(Fault::new(
                Kind::Asked,
                format!("there is no decision {num}"),
                "see the audit for all of them",
            ));
        };
        let act = Act::Undo { events: decision.act.events().to_vec(), decision: num };
        let num = self.decide(who, why, &decision.target, &act)?;
        let row = decision.act.reaches().map(|(kind, item)| vec![kind.into(), item.into()]);
        self.db.insert("pending", "kind,item", row.into_iter().collect(), "ON CONFLICT DO NOTHING")?;
        Ok(num)
    }

    /// How far people agree with each other, and with the machine.
    pub fn agreement(&mut self) -> Result<Agreement> {
        let all = self.decisions()?;
        let undone = crate::decide::undone(&all);
        Ok(agreement(all.iter().filter(|d| !undone.contains(&d.num))))
    }
}

fn with(values: &[Value], last: &str) -> Vec<Value> {
    values.iter().cloned().chain([last.into()]).collect()
}

fn agreement<'a>(decisions: impl Iterator<Item = &'a Decision>) -> Agreement {
    let mut by_event: BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
    let mut fields: BTreeMap<&str, i64> = BTreeMap::new();
    for decision in decisions {
        let kind = match &decision.act {
            Act::Confirm { .. } => "confirm".to_string(),
            Act::Reject { .. } => "reject".to_string(),
            Act::Correct { field, value, .. } => {
                *fields.entry(field.split('/').next().unwrap_or(field)).or_default() += 1;
                format!("{field}={value}")
            }
            _ => continue,
        };
        for event in decision.act.events() {
            by_event.entry(event).or_default().entry(&decision.who).or_default().insert(kind.clone());
        }
    }
    let mut made = Agreement { ruled: by_event.len() as i64, ..Agreement::default() };
    for people in by_event.values() {
        let all: BTreeSet<&String> = people.values().flatten().collect();
        let only = |kind: &str| all.len() == 1 && all.iter().all(|k| *k == kind);
        made.confirmed += i64::from(only("confirm"));
        made.rejected += i64::from(all.iter().any(|k| *k == "reject"));
        let mut rulings = people.values();
        if let (Some(first), Some(second)) = (rulings.next(), rulings.next()) {
            made.pairs += 1;
            made.same += i64::from(first == second);
        }
    }
    made.fields = fields.into_iter().map(|(field, n)| (field.to_string(), n)).collect();
    made.fields.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruled(num: i64, who: &str, act: Act) -> Decision {
        Decision { num, at: String::new(), who: who.into(), why: String::new(), target: String::new(), act }
    }

    #[test]
    fn people_agree_where_they_ruled_the_same() {
        let on = |e: &str| vec![e.to_string()];
        let decisions = [
            ruled(1, "ana", Act::Confirm { events: on("a") }),
            ruled(2, "ben", Act::Confirm { events: on("a") }),
            ruled(3, "ana", Act::Reject { events: on("b") }),
            ruled(4, "ben", Act::Confirm { events: on("b") }),
            ruled(5, "ana", Act::Correct { events: on("c"), field: "place".into(), value: "Kolo".into() }),
        ];
        let made = agreement(decisions.iter());
        assert_eq!((made.pairs, made.same, made.ruled, made.confirmed, made.rejected), (2, 1, 3, 1, 1));
        assert_eq!(made.fields, [("place".to_string(), 1)]);
    }
}
