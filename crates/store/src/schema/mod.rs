//! The tables, and the steps that bring a record of any released version forward.

use crate::db::Db;
use crate::fault::{Fault, Kind, Result};
use crate::words;

/// A step: what both databases do, what each does in its own words, and what must be filled in.
struct Step {
    both: &'static str,
    file: &'static str,
    server: &'static str,
    fill: fn(&mut Db) -> Result<()>,
}

/// The first makes version 1, the next version 2, and so on. A step that was released is never edited.
const STEPS: &[Step] = &[
    Step {
        both: include_str!("v1.sql"),
        file: include_str!("guards_file.sql"),
        server: include_str!("guards_server.sql"),
        fill: |_| Ok(()),
    },
    // Words to find documents by, verdicts, and the data files that coded them.
    Step {
        both: include_str!("v2.sql"),
        file: include_str!("words_file.sql"),
        server: include_str!("words_server.sql"),
        fill: words::fill,
    },
    // Where doubles are looked for; sources, fetches, subscriptions and deliveries; accounts; what pages ask.
    Step {
        both: concat!(
            include_str!("v3.sql"),
            include_str!("v4.sql"),
            include_str!("v5.sql"),
            include_str!("v6.sql"),
            include_str!("v7.sql")
        ),
        file: include_str!("guards5_file.sql"),
        server: include_str!("guards5_server.sql"),
        fill: crate::pages::fill,
    },
    // What verdicts need of past incidents, and which documents each join took in.
    Step { both: include_str!("v8.sql"), file: "", server: "", fill: crate::outlines::fill },
];

/// The version that this program writes.
pub const NEWEST: i64 = STEPS.len() as i64;

/// The mark of our files: "Vigi".
const MARK: i64 = 0x5669_6769;

/// Makes the tables of an empty database up to a version.
pub fn create(db: &mut Db, version: i64) -> Result<()> {
    db.transaction(|db| {
        let mark = if db.is_file() { format!("PRAGMA application_id = {MARK};") } else { String::new() };
        db.script(&format!("{mark} CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)"))?;
        db.run("INSERT INTO meta (name, value) VALUES ('schema', '0')", &[])?;
        (1..=version).try_for_each(|n| step(db, n))
    })
}

/// Brings the record to the newest version, a transaction for each step; whether there was anything to do.
pub fn migrate(db: &mut Db) -> Result<bool> {
    let from = version(db)?;
    (from + 1..=NEWEST).try_for_each(|n| db.transaction(|db| step(db, n)))?;
    Ok(from < NEWEST)
}

fn step(db: &mut Db, to: i64) -> Result<()> {
    let step = &STEPS[(to - 1) as usize];
    let own = if db.is_file() { step.file } else { step.server };
    db.script(&worded(step.both, db.is_file()))?;
    db.script(own)?;
    (step.fill)(db)?;
    db.run("UPDATE meta SET value = $1 WHERE name = 'schema'", &[to.to_string().into()]).map(drop)
}

/// The words in which a database calls its types.
fn worded(sql: &str, file: bool) -> String {
    let words = match file {
        true => {
            [("{KEY}", "INTEGER PRIMARY KEY"), ("{BYTES}", "BLOB"), ("{REAL}", "REAL"), ("{FLAT}", "WITHOUT ROWID")]
        }
        false => {
            [("{KEY}", "BIGINT PRIMARY KEY"), ("{BYTES}", "BYTEA"), ("{REAL}", "DOUBLE PRECISION"), ("{FLAT}", "")]
        }
    };
    words.into_iter().fold(sql.to_string(), |sql, (from, to)| sql.replace(from, to))
}

/// The version of the record; a fault if it is none, or newer than this program.
pub fn version(db: &mut Db) -> Result<i64> {
    let told = db.rows("SELECT value FROM meta WHERE name = 'schema'", &[]);
    let version: i64 = match told {
        Ok(rows) => rows.first().and_then(|row| row.text(0).parse().ok()).unwrap_or(0),
        Err(fault) if fault.kind == Kind::Other => 0,
        Err(fault) => return Err(fault),
    };
    match version {
        0 => Err(Fault::new(Kind::NotARecord, "there are no tables of a record in it", EMPTY)),
        n if n > NEWEST => {
            let what = format!("the record is of version {n}, and this program knows up to {NEWEST}");
            Err(Fault::new(Kind::Newer, what, "install the newest vigie; nothing was changed"))
        }
        n => Ok(n),
    }
}

const EMPTY: &str = "make a record with vigie init, or check that this is the file or database that was meant";

/// Whether a database has no table at all.
pub fn is_empty(db: &mut Db) -> Result<bool> {
    let tables = if db.is_file() {
        "SELECT COUNT(*) FROM sqlite_master"
    } else {
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()"
    };
    Ok(db.number(tables, &[])? == 0)
}
