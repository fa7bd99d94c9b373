//! Who asked the desk to change what, and what came of it. Written before the change, so that none is without its line.

use crate::db::Db;
use crate::fault::Result;
use crate::record::{Record, now};
use serde::Serialize;

/// A line of the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its number.
    pub num: i64,
    /// When.
    pub at: String,
    /// Who asked.
    pub who: String,
    /// What was asked: method and path, or an act such as signing in.
    pub what: String,
    /// With which words.
    pub detail: String,
    /// What was answered, as a status of HTTP; nothing if the program ended before it could tell.
    pub status: Option<i64>,
}

impl Record {
    /// Writes what is asked; its number.
    pub fn note(&mut self, who: &str, what: &str, detail: &str) -> Result<i64> {
        self.db.transaction(|db| {
            alone(db)?;
            let num = db.number("SELECT MAX(num) FROM audit", &[])? + 1;
            let values = [num.into(), now().into(), who.into(), what.into(), detail.into()];
            db.run("INSERT INTO audit (num, at, who, what, detail) VALUES ($1,$2,$3,$4,$5)", &values)?;
            Ok(num)
        })
    }

    /// Writes what came of it.
    pub fn answered(&mut self, num: i64, status: u16) -> Result<()> {
        let sql = "UPDATE audit SET status = $2 WHERE num = $1 AND status IS NULL";
        self.db.run(sql, &[num.into(), i32::from(status).into()]).map(drop)
    }

    /// Lines before a number, the newest first.
    pub fn audit(&mut self, before: Option<i64>, limit: i64) -> Result<Vec<Entry>> {
        let sql = "SELECT num, at, who, what, detail, status FROM audit WHERE num < $1 ORDER BY num DESC LIMIT $2";
        let rows = self.db.rows(sql, &[before.unwrap_or(i64::MAX).into(), limit.into()])?;
        let entry = |row: &crate::value::Row| Entry {
            num: row.int(0),
            at: row.text(1).into(),
            who: row.text(2).into(),
            what: row.text(3).into(),
            detail: row.text(4).into(),
            status: row.maybe_int(5),
        };
        Ok(rows.iter().map(entry).collect())
    }
}

/// A file has one writer at a time by itself; on a server two would take the same number.
fn alone(db: &mut Db) -> Result<()> {
    if db.is_file() { Ok(()) } else { db.script("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE") }
}
