//! What people decided: kept for ever, and laid over what the machine derives.

use crate::db::Db;
use crate::fault::{Fault, Kind, Result};
use crate::load::Scope;
use crate::record::{Record, now};
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::assess::Verdict;
use vigie_engine::data::Grade;
use vigie_engine::model::{Day, Event, EventRef, Record as Coded};
use vigie_engine::resolve::Ruling;

/// What a person rules. Events are named by the names that stay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Act {
    /// It is as it stands.
    Confirm {
        /// Which events.
        events: Vec<String>,
    },
    /// A field has another value.
    Correct {
        /// Which events.
        events: Vec<String>,
        /// The field, and below it: `place`, `date_from`, `figures/0/low`.
        field: String,
        /// The value, as JSON.
        value: serde_json::Value,
    },
    /// It is none: not told, or nothing of the kind.
    Reject {
        /// Which events.
        events: Vec<String>,
    },
    /// They are one happening.
    Merge {
        /// Which events.
        events: Vec<String>,
    },
    /// They are not of one happening with others.
    Split {
        /// Which events.
        events: Vec<String>,
    },
    /// Words to whoever reads it next.
    Note {
        /// Which events.
        events: Vec<String>,
    },
    /// An earlier decision no longer holds; of an undoing, what was undone holds again.
    Undo {
        /// The events that it spoke of.
        events: Vec<String>,
        /// Its number.
        decision: i64,
    },
    /// The verdict on an area and a month is another.
    Verdict {
        /// ISO 3166 alpha-3.
        area: String,
        /// `2025-07`.
        month: String,
        /// In the words of the verdicts.
        verdict: String,
    },
    /// How far a source is trusted.
    Grade {
        /// Its name.
        source: String,
        /// A to F.
        grade: String,
    },
}

impl Act {
    /// The events that it speaks of.
    pub fn events(&self) -> &[String] {
        match self {
            Self::Confirm { events }
            | Self::Correct { events, .. }
            | Self::Reject { events }
            | Self::Merge { events }
            | Self::Split { events }
            | Self::Note { events }
            | Self::Undo { events, .. } => events,
            Self::Verdict { .. } | Self::Grade { .. } => &[],
        }
    }

    /// Whether it says something: a verdict, a month or a grade that there is.
    fn must_make_sense(&self) -> Result<()> {
        let wrong = |what: String, hint: &str| Err(Fault::new(Kind::Asked, what, hint));
        match self {
            Self::Verdict { month, .. } if format!("{month}-01").parse::<Day>().is_err() => {
                wrong(format!("{month} is no month"), "write it as 2025-07")
            }
            Self::Verdict { verdict, .. } if a_verdict(verdict).is_none() => wrong(
                format!("{verdict} is no verdict"),
                "use Deteriorated, Improved, Unchanged or 'Insufficient reporting'",
            ),
            Self::Grade { grade, .. } if a_grade(grade).is_none() => wrong(
                format!("{grade} is no grade"),
                "use a letter from A, completely reliable, to F, not to be judged",
            ),
            _ => Ok(()),
        }
    }

    /// What must be derived anew besides the events' documents: a verdict, or all that a source's word counts in.
    pub(crate) fn reaches(&self) -> Option<(&'static str, String)> {
        match self {
            Self::Verdict { area, month, .. } => Some(("verdict", format!("{area} {month}"))),
            Self::Grade { .. } => Some(("all", String::new())),
            _ => None,
        }
    }
}

/// A decision as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decision {
    /// Its number.
    pub num: i64,
    /// When it was made.
    pub at: String,
    /// Who made it.
    pub who: String,
    /// Why.
    pub why: String,
    /// What was named when it was made: an incident, an event, an area or a source.
    pub target: String,
    /// What was ruled.
    pub act: Act,
}

impl Record {
    /// Keeps a decision, and has what it touches joined anew at the next `join`. A correction must fit its field.
    pub fn decide(&mut self, who: &str, why: &str, target: &str, act: &Act) -> Result<i64> {
        act.must_make_sense()?;
        let Self { db, stamp, .. } = self;
        db.transaction(|db| {
            let found = found(db, act.events())?;
            if let Some(missing) = act.events().iter().find(|name| !found.contains_key(*name)) {
                return Err(Fault::new(
                    Kind::Asked,
                    format!("there is no event {missing}"),
                    "run vigie incidents --show",
                ));
            }
            let rev = Self::revision(db, stamp, "decision")?;
            let num = db.number("SELECT MAX(num) FROM decisions", &[])? + 1;
            let body = serde_json::to_value(act).unwrap_or_default();
            let kind = body.get("kind").and_then(|k| k.as_str()).unwrap_or("").to_string();
            let values: [Value; 8] = [
                num.into(),
                now().into(),
                who.into(),
                why.into(),
                kind.into(),
                target.into(),
                body.to_string().into(),
                rev.into(),
            ];
            let sql = "INSERT INTO decisions (num,at,who,why,kind,target,body,rev) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)";
            db.run(sql, &values)?;
            crate::pages::rule(db, num, act)?;
            let nums: BTreeSet<i64> = found.into_values().map(|(num, ..)| num).collect();
            let mut rows: Vec<Vec<Value>> =
                nums.into_iter().map(|n| vec!["document".into(), n.to_string().into()]).collect();
            rows.extend(act.reaches().map(|(kind, item)| vec![kind.into(), item.into()]));
            db.insert("pending", "kind,item", rows, "ON CONFLICT DO NOTHING")?;
            Ok(num)
        })
    }

    /// Whether a value may stand in a field of all these events.
    pub fn fits(&mut self, events: &[String], field: &str, value: &serde_json::Value) -> Result<bool> {
        let found = found(&mut self.db, events)?;
        let nums: BTreeSet<i64> = found.values().map(|(num, ..)| *num).collect();
        let coded = self.coded(&Scope::Documents(nums.into_iter().collect()))?;
        let wanted: BTreeSet<EventRef> = found.values().map(of).collect();
        let events = coded.iter().flat_map(|c| c.events.iter().map(|e| ((c.doc.clone(), e.id.clone()), e)));
        let mut ours = events.filter(|(reference, _)| wanted.contains(reference));
        Ok(ours.all(|(_, event)| corrected(event, field, value).is_some()))
    }

    /// All decisions, in their order.
    pub fn decisions(&mut self) -> Result<Vec<Decision>> {
        decisions(&mut self.db)
    }

    /// The verdicts that people gave, by area and month (`2025-07`).
    pub fn verdicts(&mut self) -> Result<BTreeMap<(String, String), Ruled>> {
        Ok(Overlay::load(&mut self.db)?.verdicts)
    }

    /// Decisions of which an event is no longer there. They are kept, and take hold again if it comes back.
    pub fn orphans(&mut self) -> Result<Vec<Decision>> {
        let decisions = decisions(&mut self.db)?;
        let names: Vec<String> = decisions.iter().flat_map(|d| d.act.events().to_vec()).collect();
        let found = found(&mut self.db, &names)?;
        let lost = |d: &Decision| d.act.events().iter().any(|name| !found.contains_key(name));
        Ok(decisions.into_iter().filter(lost).collect())
    }
}

/// Decisions, ready to be laid over what was coded.
#[derive(Debug, Default)]
pub(crate) struct Overlay {
    rejected: BTreeSet<EventRef>,
    corrected: BTreeMap<EventRef, Vec<(String, serde_json::Value)>>,
    /// Which events are one happening and which are not.
    pub rulings: Vec<Ruling>,
    /// How far sources are trusted.
    pub grades: BTreeMap<String, Grade>,
    /// Verdicts by area and month.
    pub verdicts: BTreeMap<(String, String), Ruled>,
}

/// A verdict that a person gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ruled {
    /// The verdict.
    pub verdict: Verdict,
    /// Who gave it.
    pub who: String,
    /// Why.
    pub why: String,
}

impl Overlay {
    /// All decisions that find their events.
    pub fn load(db: &mut Db) -> Result<Self> {
        let decisions = decisions(db)?;
        let names: Vec<String> = decisions.iter().flat_map(|d| d.act.events().to_vec()).collect();
        let found = found(db, &names)?;
        let mut overlay = Self::default();
        let undone = undone(&decisions);
        for decision in decisions.into_iter().filter(|d| !undone.contains(&d.num)) {
            let events: Vec<EventRef> = decision.act.events().iter().filter_map(|n| found.get(n)).map(of).collect();
            match decision.act {
                Act::Reject { .. } => overlay.rejected.extend(events),
                // Who confirms an event takes back that it was rejected.
                Act::Confirm { .. } => overlay.rejected.retain(|e| !events.contains(e)),
                Act::Correct { field, value, .. } => events.into_iter().for_each(|e| {
                    overlay.corrected.entry(e).or_default().push((field.clone(), value.clone()));
                }),
                Act::Merge { .. } => overlay.rulings.push(Ruling::Together(events)),
                Act::Split { .. } => overlay.rulings.push(Ruling::Apart(events)),
                Act::Verdict { area, month, verdict } => {
                    let (who, why) = (decision.who, decision.why);
                    let ruled = a_verdict(&verdict).map(|verdict| Ruled { verdict, who, why });
                    ruled.map(|ruled| overlay.verdicts.insert((area, month), ruled));
                }
                Act::Grade { source, grade } => drop(a_grade(&grade).map(|grade| overlay.grades.insert(source, grade))),
                Act::Note { .. } | Act::Undo { .. } => {}
            }
        }
        Ok(overlay)
    }

    /// The records as people left them.
    pub fn lay(&self, records: &mut [Coded]) {
        for record in records {
            let doc = record.doc.clone();
            let reference = |event: &Event| (doc.clone(), event.id.clone());
            record.events.retain(|event| !self.rejected.contains(&reference(event)));
            for event in &mut record.events {
                for (field, value) in self.corrected.get(&reference(event)).into_iter().flatten() {
                    // What does not fit, such as a figure that is no longer told, leaves the event as it is.
                    *event = corrected(event, field, value).unwrap_or_else(|| event.clone());
                }
            }
        }
    }
}

/// A verdict by its word: `Deteriorated`, `Insufficient reporting`.
fn a_verdict(text: &str) -> Option<Verdict> {
    serde_json::from_value(text.trim().to_lowercase().replace(' ', "_").into()).ok()
}

fn a_grade(text: &str) -> Option<Grade> {
    serde_json::from_value(text.trim().to_uppercase().into()).ok()
}

/// The numbers of decisions that were undone, and not by an undoing that was itself undone.
pub(crate) fn undone(decisions: &[Decision]) -> BTreeSet<i64> {
    let mut undone = BTreeSet::new();
    for decision in decisions.iter().rev().filter(|d| matches!(d.act, Act::Undo { .. })) {
        if let (Act::Undo { decision: of, .. }, false) = (&decision.act, undone.contains(&decision.num)) {
            undone.insert(*of);
        }
    }
    undone
}

fn of(found: &(i64, String, String)) -> EventRef {
    (found.1.clone(), found.2.clone())
}

/// The event with another value in a field, if that can be.
pub fn corrected(event: &Event, field: &str, value: &serde_json::Value) -> Option<Event> {
    let mut json = serde_json::to_value(event).ok()?;
    let pointer = format!("/{field}");
    match json.pointer_mut(&pointer) {
        Some(place) => *place = value.clone(),
        None => return None,
    }
    let event: Event = serde_json::from_value(json).ok()?;
    // A last day before the first is no span of days.
    event.days().is_none_or(|days| days.from <= days.to).then_some(event)
}

pub(crate) fn decisions(db: &mut Db) -> Result<Vec<Decision>> {
    let rows = db.rows("SELECT num, at, who, why, target, body FROM decisions ORDER BY num", &[])?;
    let decision = |row: &crate::value::Row| {
        let act = serde_json::from_str(row.text(5));
        let act = act.map_err(|e| Fault::damaged(format!("decision {} cannot be read ({e})", row.int(0))))?;
        let text = |n: usize| row.text(n).to_string();
        Ok(Decision { num: row.int(0), at: text(1), who: text(2), why: text(3), target: text(4), act })
    };
    rows.iter().map(decision).collect()
}

/// Where the named events are: the document's number and name, and the event's id in it.
fn found(db: &mut Db, names: &[String]) -> Result<BTreeMap<String, (i64, String, String)>> {
    let names: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let values: Vec<Value> = names.into_iter().map(Value::from).collect();
    let sql = "SELECT e.name, e.num, d.id, e.event FROM events e JOIN documents d ON d.num = e.num WHERE e.name IN";
    let rows = crate::keep::among(db, sql, &values)?;
    Ok(rows.iter().map(|r| (r.text(0).into(), (r.int(1), r.text(2).into(), r.text(3).into()))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_correction_must_fit_its_field() {
        let event = Event { sub_type: "Attack".into(), ..Event::default() };
        let to = |field: &str, value| corrected(&event, field, &value);
        assert_eq!(to("place", json!("Kolo")).expect("a place").place.as_deref(), Some("Kolo"));
        assert!(to("date_from", json!("soon")).is_none());
        assert!(to("colour", json!("red")).is_none());
        assert!(to("figures/0/low", json!(3)).is_none());
    }
}
