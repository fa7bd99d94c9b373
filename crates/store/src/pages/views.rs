//! Views that a person keeps under a name: an address each.

use crate::fault::Result;
use crate::record::Record;

impl Record {
    /// Keeps a view; one of the same name is replaced.
    pub fn keep_view(&mut self, who: &str, name: &str, address: &str) -> Result<()> {
        let sql = "INSERT INTO views (who, name, address) VALUES ($1,$2,$3)
            ON CONFLICT (who, name) DO UPDATE SET address = excluded.address";
        self.db.run(sql, &[who.into(), name.into(), address.into()]).map(drop)
    }

    /// A person's views, by name: each with its address.
    pub fn views(&mut self, who: &str) -> Result<Vec<(String, String)>> {
        let rows =
            self.db.rows("SELECT name, address FROM views WHERE who = $1 ORDER BY name LIMIT 100", &[who.into()])?;
        Ok(rows.iter().map(|row| (row.text(0).to_string(), row.text(1).to_string())).collect())
    }

    /// Forgets a view.
    pub fn forget_view(&mut self, who: &str, name: &str) -> Result<()> {
        self.db.run("DELETE FROM views WHERE who = $1 AND name = $2", &[who.into(), name.into()]).map(drop)
    }
}
