//! Events into incidents, kept so that an incident's name stays whatever joins it, and so that what was known on a day
//! can be shown later.

use crate::assess;
use crate::db::Db;
use crate::decide::Overlay;
use crate::fault::Result;
use crate::keep::among;
use crate::load::{Scope, rows};
use crate::near::{EVERYTHING, Joiner, NOTHING, Waiting};
use crate::pack::unpack;
use crate::public::settle;
use crate::record::Record;
use crate::value::{Row, Value};
use crate::write::{retire, write_incidents, write_others, write_rivals};
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::data::Data;
use vigie_engine::model::{Contradiction, Document, EventRef, Incident, Record as Coded, Resolution};
use vigie_engine::resolve::{self, Resolver, Ruling};

/// What joining changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// Incidents that were not there before.
    pub new: usize,
    /// Incidents that are told otherwise than before.
    pub changed: usize,
    /// Of these, those that count other dead.
    pub tolls: usize,
    /// Incidents that became part of another one.
    pub merged: usize,
    /// Incidents of which nothing is left.
    pub ended: usize,
    /// Verdicts on a country and a month that are other than before.
    pub verdicts: usize,
}

/// An incident as it stands in the record.
#[derive(Debug)]
pub(crate) struct Stored {
    pub body: Vec<u8>,
    pub best: i64,
}

impl Stored {
    pub(crate) fn incident(&self) -> Result<Incident> {
        unpack(&self.body)
    }
}

/// What is joined: everything, documents that have to do with no other, or events that have to do with no other.
pub(crate) enum Part<'a> {
    All,
    Documents(&'a [i64]),
    /// With what waited for it, and the contradictions between totals as they are now.
    Events {
        circle: BTreeSet<EventRef>,
        waiting: &'a Waiting,
        totals: Vec<Contradiction>,
    },
}

impl Record {
    /// Joins what waits with all that is there. Does nothing if nothing waits.
    pub fn join(&mut self, data: &Data) -> Result<Joined> {
        self.join_with(&mut Joiner::default(), data)
    }

    /// As [`Record::join`], by what the last join with this joiner left in memory: what waits is then compared with what
    /// it may touch, and nothing else is read. Where another process joined in between, everything is read again.
    pub fn join_with<'d>(&mut self, joiner: &mut Joiner<'d>, data: &'d Data) -> Result<Joined> {
        let joined = self.join_only(joiner, data)?;
        Ok(Joined { verdicts: self.judge(data)?, ..joined })
    }

    /// Joins, and leaves the verdicts to [`Record::judge`].
    fn join_only<'d>(&mut self, joiner: &mut Joiner<'d>, data: &'d Data) -> Result<Joined> {
        let waiting = Waiting::load(&mut self.db)?;
        if waiting.is_joined() {
            return Ok(Joined::default());
        }
        let known = if waiting.everything { None } else { joiner.take(self)? };
        let (joined, resolver) = match known {
            Some(mut resolver) => (self.join_near(&mut resolver, &waiting, data)?, resolver),
            None => self.join_everything(data)?,
        };
        joiner.keep(&mut self.db, resolver)?;
        Ok(joined)
    }

    fn join_everything<'d>(&mut self, data: &'d Data) -> Result<(Joined, Resolver<'d>)> {
        let (resolver, rulings) = self.resolver(data)?;
        let resolution = resolver.ruled(&rulings);
        Ok((self.keep_incidents(&Part::All, resolution, data)?, resolver))
    }

    /// All events as people left them, ready to be joined, and what people ruled of them.
    pub(crate) fn resolver<'d>(&mut self, data: &'d Data) -> Result<(Resolver<'d>, Vec<Ruling>)> {
        let (documents, records, overlay) = self.ruled(&Scope::All)?;
        let resolver = Resolver::of(data, &documents, &records).graded(overlay.grades);
        Ok((resolver, overlay.rulings))
    }

    /// Joins these documents with each other. None of their events may be one with an event of another.
    pub fn join_within(&mut self, documents: &[i64], data: &Data) -> Result<Joined> {
        let (told, records, overlay) = self.ruled(&Scope::Documents(documents.to_vec()))?;
        let resolution = resolve::resolve_ruled(&told, &records, &overlay.rulings, data);
        self.keep_incidents(&Part::Documents(documents), resolution, data)
    }

    /// Documents and records of a scope as people left them.
    pub(crate) fn ruled(&mut self, scope: &Scope) -> Result<(Vec<Document>, Vec<Coded>, Overlay)> {
        let overlay = Overlay::load(&mut self.db)?;
        let documents = self.documents(scope)?;
        let mut records = self.coded(scope)?;
        overlay.lay(&mut records);
        Ok((documents, records, overlay))
    }

    pub(crate) fn keep_incidents(&mut self, part: &Part, mut resolution: Resolution, data: &Data) -> Result<Joined> {
        let Self { db, stamp, .. } = self;
        db.transaction(|db| {
            let members = Members::load(db, part)?;
            let stored = stored(db, part, &members)?;
            let (names, used) = (stored.keys().cloned().collect(), used(db, &resolution)?);
            let rev = Self::revision(db, stamp, "join")?;
            let public = settle(&mut resolution, &members.incident, &names, &used, rev);
            let waiting = Waiting::load(db)?;
            let mut touched = if waiting.everything { assess::all(db)? } else { BTreeSet::new() };
            let mut joined = write_incidents(db, rev, &resolution, &stored, &mut touched)?;
            retire(db, rev, &stored, &resolution, &public, &mut joined, &mut touched)?;
            members.write(db, &resolution)?;
            write_others(db, part, &resolution, &stored)?;
            write_rivals(db, part, &resolution, &stored, data)?;
            assess::wait(db, touched)?;
            log(db, rev, part, &waiting)?;
            done(db, part, &stored)?;
            Ok(joined)
        })
    }
}

/// Which incident each event of a scope belongs to.
#[derive(Debug, Default)]
struct Members {
    /// Number of the document, name of the event.
    of: BTreeMap<EventRef, (i64, String)>,
    incident: BTreeMap<EventRef, String>,
}

impl Members {
    fn load(db: &mut Db, part: &Part) -> Result<Self> {
        let Part::Events { circle, waiting, .. } = part else {
            let scope = match part {
                Part::Documents(nums) => Scope::Documents(nums.to_vec()),
                _ => Scope::All,
            };
            return Self::of(db, &scope);
        };
        let docs: BTreeSet<&str> = circle.iter().map(|(doc, _)| doc.as_str()).collect();
        let values: Vec<Value> = docs.into_iter().map(Value::from).collect();
        let rows = among(db, "SELECT num FROM documents WHERE id IN", &values)?;
        let nums = rows.iter().map(|row| row.int(0)).chain(waiting.documents.iter().copied()).collect::<BTreeSet<_>>();
        let mut members = Self::of(db, &Scope::Documents(nums.into_iter().collect()))?;
        members.of.retain(|event, (num, _)| circle.contains(event) || waiting.documents.contains(num));
        let Self { of, incident } = &mut members;
        incident.retain(|event, _| of.contains_key(event));
        Ok(members)
    }

    fn of(db: &mut Db, scope: &Scope) -> Result<Self> {
        let sql = "SELECT d.id, e.event, e.num, e.name, e.incident FROM documents d JOIN events e ON e.num = d.num
            WHERE d.num";
        let mut members = Self::default();
        rows(db, sql, scope, |row: &Row| {
            let event: EventRef = (row.text(0).into(), row.text(1).into());
            if let Some(incident) = row.maybe_text(4) {
                members.incident.insert(event.clone(), incident.into());
            }
            members.of.insert(event, (row.int(2), row.text(3).into()));
            Ok(())
        })?;
        Ok(members)
    }

    /// Writes where each event belongs now, if that is another incident than before.
    fn write(&self, db: &mut Db, resolution: &Resolution) -> Result<()> {
        let mut now: BTreeMap<&EventRef, &str> = BTreeMap::new();
        for incident in &resolution.incidents {
            now.extend(incident.events.iter().map(|event| (event, incident.id.as_str())));
        }
        let other = |event: &&EventRef| now.get(event).copied() != self.incident.get(*event).map(String::as_str);
        let row = |event: &EventRef| {
            let (num, name) = &self.of[event];
            let incident = now.get(event).map(|id| id.to_string());
            vec![(*num).into(), event.1.as_str().into(), name.as_str().into(), incident.into()]
        };
        let rows: Vec<Vec<Value>> = self.of.keys().filter(other).map(row).collect();
        let ending = "ON CONFLICT (num, event) DO UPDATE SET incident = excluded.incident";
        db.insert("events", "num,event,name,incident", rows, ending)
    }
}

/// The incidents that a scope may change: those that hold its events, and those that are told to be looked at.
fn stored(db: &mut Db, part: &Part, members: &Members) -> Result<BTreeMap<String, Stored>> {
    let sql = "SELECT id, body, best FROM incidents WHERE until IS NULL";
    let rows = match part {
        Part::All => db.rows(sql, &[])?,
        _ => {
            let waiting = db.rows("SELECT item FROM pending WHERE kind = 'incident'", &[])?;
            let waiting = waiting.iter().map(|row| row.text(0).to_string());
            let ids: BTreeSet<String> = members.incident.values().cloned().chain(waiting).collect();
            let ids: Vec<Value> = ids.into_iter().map(Value::from).collect();
            among(db, &format!("{sql} AND id IN"), &ids)?
        }
    };
    let stored = |row: &Row| (row.text(0).to_string(), Stored { body: row.bytes(1).into(), best: row.int(2) });
    Ok(rows.iter().map(stored).collect())
}

/// What was waiting and is joined now waits no more.
fn done(db: &mut Db, part: &Part, stored: &BTreeMap<String, Stored>) -> Result<()> {
    let Part::Documents(nums) = part else {
        return db.run("DELETE FROM pending WHERE kind <> 'verdict'", &[]).map(drop);
    };
    for num in *nums {
        let values = ["document".into(), num.to_string().into()];
        db.run("DELETE FROM pending WHERE kind = $1 AND item = $2", &values)?;
    }
    for id in stored.keys() {
        db.run("DELETE FROM pending WHERE kind = 'incident' AND item = $1", &[id.as_str().into()])?;
    }
    Ok(())
}

/// So many joins are remembered, and so many documents of one; who knew the record before must read it anew.
const REMEMBERED: (i64, usize) = (2000, 5000);

/// Notes which documents a join took in, so that another process that knows the rest need not read everything again.
fn log(db: &mut Db, rev: i64, part: &Part, waiting: &Waiting) -> Result<()> {
    let everything = waiting.everything || waiting.documents.len() > REMEMBERED.1;
    let nums: BTreeSet<i64> = match part {
        Part::Documents(nums) => nums.iter().copied().collect(),
        _ if everything => [EVERYTHING].into(),
        _ => waiting.documents.clone(),
    };
    // A join of no document is known by a row as well.
    let nums = if nums.is_empty() { [NOTHING].into() } else { nums };
    let rows = nums.into_iter().map(|num| vec![rev.into(), num.into()]).collect();
    db.insert("joins", "rev,num", rows, "")?;
    db.run("DELETE FROM joins WHERE rev < $1", &[(rev - REMEMBERED.0).into()]).map(drop)
}

/// Of the names that the engine gives, those that an incident has or ever had: none is given twice.
fn used(db: &mut Db, resolution: &Resolution) -> Result<BTreeSet<String>> {
    let ids: Vec<Value> = resolution.incidents.iter().map(|i| i.id.as_str().into()).collect();
    let rows = among(db, "SELECT DISTINCT id FROM incidents WHERE id IN", &ids)?;
    Ok(rows.iter().map(|row| row.text(0).to_string()).collect())
}
