//! What exports ask of a record: when incidents changed, and whose an event is.

use crate::fault::Result;
use crate::record::Record;
use std::collections::{BTreeMap, BTreeSet};

impl Record {
    /// When each incident took its present form.
    pub fn changed(&mut self) -> Result<BTreeMap<String, String>> {
        let sql = "SELECT i.id, r.at FROM incidents i JOIN revisions r ON r.rev = i.rev WHERE i.until IS NULL";
        let rows = self.db.rows(sql, &[])?;
        Ok(rows.iter().map(|row| (row.text(0).into(), row.text(1).into())).collect())
    }

    /// The incident that each event belongs to, by the event's name.
    pub fn owners(&mut self) -> Result<BTreeMap<String, String>> {
        let rows = self.db.rows("SELECT name, incident FROM events WHERE incident IS NOT NULL", &[])?;
        Ok(rows.iter().map(|row| (row.text(0).into(), row.text(1).into())).collect())
    }

    /// The reports, by name, that came from a source of this name.
    pub fn came_from(&mut self, source: &str) -> Result<BTreeSet<String>> {
        let sql = "SELECT DISTINCT d.id FROM fetches f JOIN documents d ON d.num = f.num WHERE f.source = $1";
        let rows = self.db.rows(sql, &[source.into()])?;
        Ok(rows.iter().map(|row| row.text(0).into()).collect())
    }
}
