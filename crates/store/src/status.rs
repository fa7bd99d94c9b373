//! What a record holds, in numbers.

use crate::fault::Result;
use crate::record::Record;
use crate::schema;
use serde::Serialize;

/// What a record holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Version of its tables.
    pub schema: i64,
    /// Documents, each counted once.
    pub documents: i64,
    /// Versions of them.
    pub versions: i64,
    /// Documents that wait to be joined with the others.
    pub pending: i64,
    /// Events of the current versions.
    pub events: i64,
    /// Incidents as they are now.
    pub incidents: i64,
    /// What people decided.
    pub decisions: i64,
    /// First and last day of publication.
    pub published: (Option<String>, Option<String>),
    /// When it was changed last.
    pub changed: Option<String>,
    /// Engines and data that coded it, with the number of documents of each.
    pub stamps: Vec<(String, String, i64)>,
    /// Bytes on the disk.
    pub bytes: i64,
}

impl Record {
    /// What the record holds.
    pub fn status(&mut self) -> Result<Status> {
        self.db.snapshot(|db| {
            let count = |db: &mut crate::db::Db, what: &str| db.number(&format!("SELECT COUNT(*) FROM {what}"), &[]);
            let days = db.rows("SELECT MIN(published), MAX(published) FROM documents", &[])?;
            let day = |n: usize| days.first().and_then(|row| row.maybe_text(n)).map(str::to_string);
            let changed = db.rows("SELECT at FROM revisions ORDER BY rev DESC LIMIT 1", &[])?;
            let stamps = db.rows(STAMPS, &[])?;
            let size = if db.is_file() { FILE_SIZE } else { "SELECT pg_database_size(current_database())" };
            Ok(Status {
                schema: schema::version(db)?,
                documents: count(db, "documents")?,
                versions: count(db, "versions")?,
                pending: count(db, "pending")?,
                events: count(db, "events")?,
                incidents: count(db, "incidents WHERE until IS NULL")?,
                decisions: count(db, "decisions")?,
                published: (day(0), day(1)),
                changed: changed.first().map(|row| row.text(0).to_string()),
                stamps: stamps.iter().map(|r| (r.text(0).into(), r.text(1).into(), r.int(2))).collect(),
                bytes: db.number(size, &[])?,
            })
        })
    }
}

const STAMPS: &str = "SELECT s.engine, s.data, COUNT(*) FROM records r JOIN stamps s ON s.stamp = r.stamp
    GROUP BY s.stamp, s.engine, s.data ORDER BY s.stamp";
const FILE_SIZE: &str = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
