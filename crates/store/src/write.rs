//! Incidents, and what hangs on them, into the tables.

use crate::assess::{self, AreaMonth};
use crate::db::Db;
use crate::fault::Result;
use crate::join::{Joined, Part, Stored};
use crate::outlines;
use crate::pack::pack;
use crate::public::Public;
use crate::record::Record;
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::assess::killed;
use vigie_engine::data::Data;
use vigie_engine::model::{CampaignIncident, Contradiction, Incident, Resolution};
use vigie_engine::resolve;

pub(crate) fn write_incidents(
    db: &mut Db,
    rev: i64,
    resolution: &Resolution,
    stored: &BTreeMap<String, Stored>,
    touched: &mut BTreeSet<AreaMonth>,
) -> Result<Joined> {
    let (mut joined, mut rows, mut told) = (Joined::default(), Vec::new(), Vec::<&Incident>::new());
    for incident in &resolution.incidents {
        let body = pack(incident);
        let toll = killed(incident);
        match stored.get(&incident.id) {
            Some(before) if before.body == body => continue,
            Some(before) => {
                joined.changed += 1;
                joined.tolls += usize::from(before.best != toll.best as i64);
                touched.extend(assess::touched(db, &before.incident()?)?);
                end(db, rev, &incident.id)?;
            }
            None => joined.new += 1,
        }
        touched.extend(assess::touched(db, incident)?);
        rows.push(row(incident, rev, body));
        told.push(incident);
    }
    db.insert("incidents", COLUMNS, rows, "")?;
    tell(db, &told, &[])?;
    Ok(joined)
}

/// What pages and verdicts ask of incidents.
fn tell(db: &mut Db, incidents: &[&Incident], ended: &[&str]) -> Result<()> {
    crate::pages::write(db, incidents, ended)?;
    outlines::write(db, incidents, ended)
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
            tell(db, &incidents.iter().collect::<Vec<_>>(), &[])?;
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
pub(crate) fn retire(
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
        touched.extend(assess::touched(db, &before.incident()?)?);
        end(db, rev, id)?;
        tell(db, &[], &[id])?;
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
pub(crate) fn write_others(
    db: &mut Db,
    part: &Part,
    resolution: &Resolution,
    stored: &BTreeMap<String, Stored>,
) -> Result<()> {
    let mut totals: &[Contradiction] = &[];
    match part {
        Part::All => db.script("DELETE FROM campaigns; DELETE FROM parts; DELETE FROM contradictions")?,
        Part::Documents(_) | Part::Events { .. } => {
            if let Part::Events { totals: now, .. } = part {
                db.script("DELETE FROM contradictions WHERE incident IS NULL")?;
                totals = now;
            }
            for id in stored.keys() {
                let parts = "DELETE FROM parts WHERE campaign IN (SELECT id FROM campaigns WHERE incident = $1)";
                db.run(parts, &[id.as_str().into()])?;
                db.run("DELETE FROM campaigns WHERE incident = $1", &[id.as_str().into()])?;
                db.run("DELETE FROM contradictions WHERE incident = $1", &[id.as_str().into()])?;
            }
        }
    }
    let first = |incidents: &[String]| Value::from(incidents.first().cloned());
    let campaigns =
        resolution.campaigns.iter().map(|c| vec![c.id.as_str().into(), first(&c.incidents), pack(c).into()]);
    db.insert("campaigns", "id,incident,body", campaigns.collect(), "ON CONFLICT DO NOTHING")?;
    parts(db, &resolution.campaigns)?;
    let next = db.number("SELECT MAX(num) FROM contradictions", &[])? + 1;
    let numbered = (next..).zip(resolution.contradictions.iter().chain(totals));
    let rows = numbered.map(|(n, c)| vec![n.into(), first(&c.incidents), pack(c).into()]);
    db.insert("contradictions", "num,incident,body", rows.collect(), "")
}

/// Which incidents are part of which operation.
pub(crate) fn parts(db: &mut Db, campaigns: &[CampaignIncident]) -> Result<()> {
    let rows = campaigns.iter().flat_map(|c| c.incidents.iter().map(|i| vec![i.as_str().into(), c.id.as_str().into()]));
    db.insert("parts", "incident,campaign", rows.collect(), "ON CONFLICT DO NOTHING")
}

/// Where each incident looks for another that may be the same one.
pub(crate) fn write_rivals(
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
