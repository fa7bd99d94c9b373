//! Events into incidents, kept so that an incident's name stays whatever joins it, and so that what was known on a day
//! can be shown later.

use crate::assess::{self, AreaMonth};
use crate::db::Db;
use crate::decide::Overlay;
use crate::fault::Result;
use crate::keep::among;
use crate::load::{Scope, rows};
use crate::near::{Joiner, Waiting};
use crate::pack::{pack, unpack};
use crate::public::{Public, settle};
use crate::record::Record;
use crate::value::{Row, Value};
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::assess::killed;
use vigie_engine::data::Data;
use vigie_engine::model::{Contradiction, Document, EventRef, Incident, Record as Coded, Resolution};
use vigie_engine::resolve::{self, Resolver};

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
    body: Vec<u8>,
    best: i64,
}

impl Stored {
    pub(crate) fn months(&self) -> Result<Vec<AreaMonth>> {
        Ok(assess::months(&unpack(&self.body)?))
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
        let waiting = Waiting::load(&mut self.db)?;
        if waiting.is_empty() {
            return Ok(Joined::default());
        }
        let known = joiner.take(&mut self.db)?.filter(|_| !waiting.everything);
        let (joined, resolver) = match known {
            Some(mut resolver) => (self.join_near(&mut resolver, &waiting, data)?, resolver),
            None => self.join_everything(data)?,
        };
        joiner.keep(&mut self.db, resolver)?;
        Ok(joined)
    }

    fn join_everything<'d>(&mut self, data: &'d Data) -> Result<(Joined, Resolver<'d>)> {
        let (documents, records, overlay) = self.ruled(&Scope::All)?;
        let resolver = Resolver::of(data, &documents, &records).graded(overlay.grades.clone());
        drop((documents, records));
        let resolution = resolver.ruled(&overlay.rulings);
        Ok((self.keep_incidents(&Part::All, resolution, data)?, resolver))
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
            let everything = db.number("SELECT COUNT(*) FROM pending WHERE kind = 'all'", &[])? > 0;
            let mut touched = if everything { assess::all(db)? } else { BTreeSet::new() };
            touched.extend(Waiting::load(db)?.verdicts);
            let mut joined = write_incidents(db, rev, &resolution, &stored, &mut touched)?;
            retire(db, rev, &stored, &resolution, &public, &mut joined, &mut touched)?;
            members.write(db, &resolution)?;
            write_others(db, part, &resolution, &stored)?;
            write_rivals(db, part, &resolution, &stored, data)?;
            joined.verdicts = assess::write(db, rev, stamp, touched, data)?;
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
    let Part::Documents(nums) = part else { return db.run("DELETE FROM pending", &[]).map(drop) };
    for num in *nums {
        let values = ["document".into(), num.to_string().into()];
        db.run("DELETE FROM pending WHERE kind = $1 AND item = $2", &values)?;
    }
    for id in stored.keys() {
        db.run("DELETE FROM pending WHERE kind = 'incident' AND item = $1", &[id.as_str().into()])?;
    }
    Ok(())
}

/// Of the names that the engine gives, those that an incident has or ever had: none is given twice.
fn used(db: &mut Db, resolution: &Resolution) -> Result<BTreeSet<String>> {
    let ids: Vec<Value> = resolution.incidents.iter().map(|i| i.id.as_str().into()).collect();
    let rows = among(db, "SELECT DISTINCT id FROM incidents WHERE id IN", &ids)?;
    Ok(rows.iter().map(|row| row.text(0).to_string()).collect())
}

fn write_incidents(
    db: &mut Db,
    rev: i64,
    resolution: &Resolution,
    stored: &BTreeMap<String, Stored>,
    touched: &mut BTreeSet<AreaMonth>,
) -> Result<Joined> {
    let (mut joined, mut rows, mut told) = (Joined::default(), Vec::new(), Vec::new());
    for incident in &resolution.incidents {
        let body = pack(incident);
        let toll = killed(incident);
        match stored.get(&incident.id) {
            Some(before) if before.body == body => continue,
            Some(before) => {
                joined.changed += 1;
                joined.tolls += usize::from(before.best != toll.best as i64);
                touched.extend(before.months()?);
                end(db, rev, &incident.id)?;
            }
            None => joined.new += 1,
        }
        touched.extend(assess::months(incident));
        rows.push(row(incident, rev, body));
        told.push(incident);
    }
    db.insert("incidents", COLUMNS, rows, "")?;
    crate::pages::write(db, &told, &[])?;
    Ok(joined)
}

const COLUMNS: &str = "id,rev,type,sub_type,country,admin1,place,day_from,day_to,lat,lon,low,best,high,reports,body";

fn row(incident: &Incident, rev: i64, body: Vec<u8>) -> Vec<Value> {
    let (shown, toll) = (&incident.shown, killed(incident));
    let mut reports: Vec<&str> = incident.events.iter().map(|(doc, _)| doc.as_str()).collect();
    reports.dedup();
    let days = shown.days();
    vec![
        incident.id.as_str().into(),
        rev.into(),
        shown.event_type.as_str().into(),
        shown.sub_type.as_str().into(),
        shown.country.clone().into(),
        shown.admin1.clone().into(),
        shown.place.clone().into(),
        days.map(|d| d.from.to_string()).into(),
        days.map(|d| d.to.to_string()).into(),
        incident.point.map(|p| p.0).into(),
        incident.point.map(|p| p.1).into(),
        (toll.low as i64).into(),
        (toll.best as i64).into(),
        (toll.high as i64).into(),
        (reports.len() as i64).into(),
        body.into(),
    ]
}

impl Record {
    /// Writes incidents as they are, with nothing coded behind them: a record to measure with, never one to work with.
    pub fn plant(&mut self, incidents: &[Incident]) -> Result<()> {
        let Self { db, stamp, .. } = self;
        db.transaction(|db| {
            let rev = Self::revision(db, stamp, "plant")?;
            db.insert("incidents", COLUMNS, incidents.iter().map(|i| row(i, rev, pack(i))).collect(), "")?;
            crate::pages::write(db, &incidents.iter().collect::<Vec<_>>(), &[])?;
            let stamp =
                "INSERT INTO events (num, event, name, incident) SELECT 0, id, id, id FROM incidents WHERE rev = $1";
            db.run(stamp, &[rev.into()]).map(drop)
        })
    }
}

fn end(db: &mut Db, rev: i64, id: &str) -> Result<()> {
    let sql = "UPDATE incidents SET until = $2 WHERE id = $1 AND until IS NULL";
    db.run(sql, &[id.into(), rev.into()]).map(drop)
}

/// Ends the incidents that are no more: with a redirect to the one that holds their events, else as deleted.
fn retire(
    db: &mut Db,
    rev: i64,
    stored: &BTreeMap<String, Stored>,
    resolution: &Resolution,
    public: &Public,
    joined: &mut Joined,
    touched: &mut BTreeSet<AreaMonth>,
) -> Result<()> {
    let now: BTreeSet<&str> = resolution.incidents.iter().map(|i| i.id.as_str()).collect();
    for (id, before) in stored.iter().filter(|(id, _)| !now.contains(id.as_str())) {
        touched.extend(before.months()?);
        end(db, rev, id)?;
        crate::pages::write(db, &[], &[id])?;
        match public.heirs.get(id) {
            Some(heir) => {
                joined.merged += 1;
                let sql = "INSERT INTO redirects (old, new, rev) VALUES ($1,$2,$3)";
                db.run(sql, &[id.as_str().into(), heir.as_str().into(), rev.into()])?;
                // A redirect leads to where the incident is now, in one step.
                let sql = "UPDATE redirects SET new = $2, rev = $3 WHERE new = $1";
                db.run(sql, &[id.as_str().into(), heir.as_str().into(), rev.into()])?;
            }
            None => {
                joined.ended += 1;
                db.run("INSERT INTO deletions (id, rev) VALUES ($1,$2)", &[id.as_str().into(), rev.into()])?;
            }
        }
    }
    Ok(())
}

/// Operations and contradictions, in place of those that stood between the same incidents. Contradictions between
/// totals stand between documents and are written anew as a whole.
fn write_others(db: &mut Db, part: &Part, resolution: &Resolution, stored: &BTreeMap<String, Stored>) -> Result<()> {
    let mut totals: &[Contradiction] = &[];
    match part {
        Part::All => db.script("DELETE FROM campaigns; DELETE FROM contradictions")?,
        Part::Documents(_) | Part::Events { .. } => {
            if let Part::Events { totals: now, .. } = part {
                db.script("DELETE FROM contradictions WHERE incident IS NULL")?;
                totals = now;
            }
            for id in stored.keys() {
                db.run("DELETE FROM campaigns WHERE incident = $1", &[id.as_str().into()])?;
                db.run("DELETE FROM contradictions WHERE incident = $1", &[id.as_str().into()])?;
            }
        }
    }
    let first = |incidents: &[String]| Value::from(incidents.first().cloned());
    let campaigns =
        resolution.campaigns.iter().map(|c| vec![c.id.as_str().into(), first(&c.incidents), pack(c).into()]);
    db.insert("campaigns", "id,incident,body", campaigns.collect(), "ON CONFLICT DO NOTHING")?;
    let next = db.number("SELECT MAX(num) FROM contradictions", &[])? + 1;
    let numbered = (next..).zip(resolution.contradictions.iter().chain(totals));
    let rows = numbered.map(|(n, c)| vec![n.into(), first(&c.incidents), pack(c).into()]);
    db.insert("contradictions", "num,incident,body", rows.collect(), "")
}

/// Where each incident looks for another that may be the same one.
fn write_rivals(
    db: &mut Db,
    part: &Part,
    resolution: &Resolution,
    stored: &BTreeMap<String, Stored>,
    data: &Data,
) -> Result<()> {
    if let Part::All = part {
        db.script("DELETE FROM rivals")?;
    } else {
        let ids: Vec<Value> = stored.keys().map(|id| id.as_str().into()).collect();
        for chunk in ids.chunks(500) {
            let sql = format!("DELETE FROM rivals WHERE incident IN {}", crate::db::marks(0, chunk.len()));
            db.run(&sql, chunk)?;
        }
    }
    let row = |incident: &Incident| {
        let (block, _) = resolve::rival_block(&incident.shown, data)?;
        Some(vec![incident.id.as_str().into(), block.into()])
    };
    db.insert("rivals", "incident,block", resolution.incidents.iter().filter_map(row).collect(), "")
}
