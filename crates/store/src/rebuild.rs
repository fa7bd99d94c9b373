//! What is derived, made anew: coded again where engine or data changed, with people's decisions laid on top.

use crate::fault::Result;
use crate::join::Joined;
use crate::keep::{forget, hold};
use crate::load::{Scope, rows};
use crate::pack::{pack, unpack};
use crate::record::Record;
use crate::stamp::Stamp;
use crate::value::Value;
use crate::{keep, names, touched};
use serde::Serialize;
use vigie_engine::data::Data;
use vigie_engine::model::{Document, Event, Record as Coded};

/// What coding again changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Recoded {
    /// Documents that were coded again.
    pub documents: usize,
    /// Events that were not there before.
    pub new: usize,
    /// Events that are coded otherwise.
    pub changed: usize,
    /// Events that are no more.
    pub gone: usize,
}

impl Recoded {
    /// With what another batch changed.
    pub fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.new += other.new;
        self.changed += other.changed;
        self.gone += other.gone;
    }
}

/// Documents that were never coded.
const NEVER: &str = "SELECT d.num FROM documents d LEFT JOIN records r ON r.num = d.num WHERE r.num IS NULL";

impl Record {
    /// The documents to code again: those that a change of engine or data can have touched (or all), and those that
    /// were never coded. Who stops half way asks again and gets what is left.
    pub fn stale(&mut self, all: bool) -> Result<Vec<i64>> {
        let Self { db, stamp, .. } = self;
        db.transaction(|db| {
            let current = stamp.number(db)?;
            let stamps = db.rows("SELECT DISTINCT stamp FROM records", &[])?;
            let mut stale = Vec::new();
            for old in stamps.iter().map(|row| row.int(0)).filter(|old| all || *old != current) {
                let what = if all { touched::Touched::All } else { touched::between(&Stamp::kept(db, old)?, stamp) };
                let nums = touched::documents(db, old, &what)?;
                if old != current {
                    restamp(db, old, current, &nums)?;
                }
                stale.extend(nums);
            }
            stale.extend(db.rows(NEVER, &[])?.iter().map(|row| row.int(0)));
            Ok(stale)
        })
    }

    /// How many documents `stale` would name if the data were these. Nothing is changed.
    pub fn outdated(&mut self, now: &Stamp) -> Result<usize> {
        let db = &mut self.db;
        let mut count = db.number(&format!("SELECT COUNT(*) FROM ({NEVER}) n"), &[])? as usize;
        for old in db.rows("SELECT DISTINCT stamp FROM records", &[])?.iter().map(|row| row.int(0)) {
            let kept = Stamp::kept(db, old)?;
            if (&kept.engine, &kept.data) != (&now.engine, &now.data) {
                count += touched::documents(db, old, &touched::between(&kept, now))?.len();
            }
        }
        Ok(count)
    }

    /// Documents by their numbers, to be coded.
    pub fn numbered(&mut self, nums: &[i64]) -> Result<Vec<(i64, Document)>> {
        let sql = "SELECT d.num, d.id, v.body FROM documents d JOIN versions v
            ON v.num = d.num AND v.version = d.version WHERE d.num";
        let scope = Scope::Documents(nums.to_vec());
        rows(&mut self.db, sql, &scope, |row| Ok((row.int(0), keep::document(row.text(1), row.bytes(2))?)))
    }

    /// Keeps what documents were coded as now, in one transaction.
    pub fn recode(&mut self, coded: &[(i64, Document, Coded)]) -> Result<Recoded> {
        let Self { db, stamp, .. } = self;
        db.transaction(|db| {
            Self::revision(db, stamp, "rebuild")?;
            let stamp = stamp.number(db)?;
            let mut all = Recoded { documents: coded.len(), ..Recoded::default() };
            let (mut records, mut events, mut touched) = (Vec::new(), Vec::new(), Vec::new());
            for (num, document, coded) in coded {
                let old = db.rows("SELECT body FROM records WHERE num = $1", &[(*num).into()])?;
                let old: Coded = old.first().map_or_else(|| Ok(Coded::default()), |row| unpack(row.bytes(0)))?;
                let before = names::kept(db, *num)?;
                let named = names::name(&document.id, coded, &document.text, before);
                let change = changes(&old, coded);
                all.add(change);
                // Incidents hang on the events, and contradictions and operations on the rest.
                if change != Recoded::default()
                    || (&old.campaigns, &old.indicators) != (&coded.campaigns, &coded.indicators)
                {
                    touched.push(vec![Value::from("document"), num.to_string().into()]);
                    hold(db, *num)?;
                }
                let version = "SELECT version FROM documents WHERE num = $1";
                let version = db.number(version, &[(*num).into()])?;
                let body = pack(&Coded { doc: String::new(), ..coded.clone() });
                records.push(vec![(*num).into(), version.into(), stamp.into(), body.into()]);
                for (event, name, incident) in named {
                    events.push(vec![(*num).into(), event.into(), name.into(), incident.into()]);
                }
                forget(db, *num)?;
            }
            db.insert("records", "num,version,stamp,body", records, "")?;
            db.insert("events", "num,event,name,incident", events, "")?;
            db.insert("pending", "kind,item", touched, "ON CONFLICT DO NOTHING")?;
            Ok(all)
        })
    }

    /// Has everything joined anew at the next `join`, also what was not coded again.
    pub fn join_all(&mut self, data: &Data) -> Result<Joined> {
        self.db.run("INSERT INTO pending (kind, item) VALUES ('all', '') ON CONFLICT DO NOTHING", &[])?;
        self.join(data)
    }
}

/// What was not touched is as good as coded by the new stamp.
fn restamp(db: &mut crate::db::Db, old: i64, new: i64, touched: &std::collections::BTreeSet<i64>) -> Result<()> {
    let rows = db.rows("SELECT num FROM records WHERE stamp = $1", &[old.into()])?;
    let untouched = rows.iter().map(|row| row.int(0)).filter(|num| !touched.contains(num));
    for num in untouched {
        db.run("UPDATE records SET stamp = $2 WHERE num = $1", &[num.into(), new.into()])?;
    }
    Ok(())
}

/// How two codings of one document differ: events that are the same in all but their number are the same.
fn changes(old: &Coded, new: &Coded) -> Recoded {
    let bare = |e: &Event| serde_json::to_string(&Event { id: String::new(), ..e.clone() }).unwrap_or_default();
    let (old, mut left): (Vec<String>, Vec<String>) =
        (old.events.iter().map(bare).collect(), new.events.iter().map(bare).collect());
    let mut gone = 0;
    for event in &old {
        match left.iter().position(|other| other == event) {
            Some(at) => drop(left.swap_remove(at)),
            None => gone += 1,
        }
    }
    let changed = gone.min(left.len());
    Recoded { documents: 0, new: left.len() - changed, changed, gone: gone - changed }
}
