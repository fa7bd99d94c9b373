//! From whom reports came.

use crate::db::Db;
use crate::fault::Result;
use crate::load::{Scope, rows};
use crate::record::Record;
use crate::value::Value;
use vigie_engine::model::Document;

/// Reports of one outlet or site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// Its name as the reports give it.
    pub outlet: Option<String>,
    /// The site, as the start of an address.
    pub url: Option<String>,
    /// How many.
    pub reports: i64,
    /// The last day of publication.
    pub last: Option<String>,
}

/// Columns of a document's voice.
pub(crate) const VOICE: &str = "num,outlet,site,published";

impl Record {
    /// The reports of the record by outlet and site.
    pub fn heard(&mut self) -> Result<Vec<Heard>> {
        let sql =
            "SELECT outlet, site, COUNT(*), MAX(published) FROM voices GROUP BY outlet, site ORDER BY outlet, site";
        let text = |row: &crate::value::Row, n: usize| row.maybe_text(n).map(str::to_string);
        let heard = |row: &crate::value::Row| Heard {
            outlet: text(row, 0),
            url: text(row, 1),
            reports: row.int(2),
            last: text(row, 3),
        };
        Ok(self.db.rows(sql, &[])?.iter().map(heard).collect())
    }

    /// The last reports of these outlets and sites, newest first, at most so many of each.
    pub fn reports_of(&mut self, voices: &[Heard], most: usize) -> Result<Vec<Document>> {
        let mut ids: Vec<(Option<String>, String)> = Vec::new();
        for voice in voices {
            let (mut rules, mut values) = (Vec::new(), Vec::<Value>::new());
            for (column, value) in [("outlet", &voice.outlet), ("site", &voice.url)] {
                match value {
                    Some(value) => {
                        values.push(value.as_str().into());
                        rules.push(format!("v.{column} = ${}", values.len()));
                    }
                    None => rules.push(format!("v.{column} IS NULL")),
                }
            }
            let sql = format!(
                "SELECT v.published, d.id FROM voices v JOIN documents d ON d.num = v.num WHERE {}
                 ORDER BY v.published DESC NULLS LAST, v.num LIMIT {most}",
                rules.join(" AND ")
            );
            let found = self.db.rows(&sql, &values)?;
            ids.extend(found.iter().map(|row| (row.maybe_text(0).map(str::to_string), row.text(1).to_string())));
        }
        ids.sort_by(|a, b| b.cmp(a));
        ids.truncate(most);
        let names: Vec<&str> = ids.iter().map(|(_, id)| id.as_str()).collect();
        let mut found = self.documents_by_id(&names)?;
        Ok(ids.iter().filter_map(|(_, id)| found.remove(id)).collect())
    }
}

/// Whose voice a document is, as a row.
pub(crate) fn voice(num: i64, document: &Document) -> Vec<Value> {
    let site = document.url.as_deref().map(site);
    vec![num.into(), document.outlet.clone().into(), site.into(), document.published.clone().into()]
}

/// Writes the voices of documents, in place of those that they had.
pub(crate) fn speak(db: &mut Db, voices: Vec<Vec<Value>>) -> Result<()> {
    let ending = "ON CONFLICT (num) DO UPDATE SET outlet = excluded.outlet, site = excluded.site, published = excluded.published";
    db.insert("voices", VOICE, voices, ending)
}

/// Fills the table of a record that had none.
pub(crate) fn fill(db: &mut Db) -> Result<()> {
    let nums: Vec<i64> = db.rows("SELECT num FROM documents ORDER BY num", &[])?.iter().map(|row| row.int(0)).collect();
    let sql = "SELECT d.num, d.id, v.body FROM documents d JOIN versions v ON v.num = d.num AND v.version = d.version
        WHERE d.num";
    for some in nums.chunks(500) {
        let read = |row: &crate::value::Row| Ok(voice(row.int(0), &crate::keep::document(row.text(1), row.bytes(2))?));
        let voices = rows(db, sql, &Scope::Documents(some.to_vec()), read)?;
        speak(db, voices)?;
    }
    Ok(())
}

fn site(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    format!("{scheme}://{}", rest.split(['/', '?', '#']).next().unwrap_or(""))
}
