//! Documents and what was coded of them, back out of the record.

use crate::db::Db;
use crate::fault::Result;
use crate::keep::{among, document};
use crate::pack::unpack;
use crate::record::Record;
use crate::value::{Row, Value};
use vigie_engine::model::{Document, Record as Coded};

/// Which documents are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    All,
    /// Those with these numbers.
    Documents(Vec<i64>),
}

/// How many documents are in memory as rows at a time.
const STEP: i64 = 2000;

impl Record {
    /// The documents of a scope as they are now, by number.
    pub fn documents(&mut self, scope: &Scope) -> Result<Vec<Document>> {
        let sql = "SELECT d.id, v.body FROM documents d JOIN versions v ON v.num = d.num AND v.version = d.version
            WHERE d.num";
        rows(&mut self.db, sql, scope, |row| document(row.text(0), row.bytes(1)))
    }

    /// What the machine coded of the documents of a scope, by number.
    pub fn coded(&mut self, scope: &Scope) -> Result<Vec<Coded>> {
        let sql = "SELECT d.id, r.body FROM documents d JOIN records r ON r.num = d.num WHERE d.num";
        rows(&mut self.db, sql, scope, |row| Ok(Coded { doc: row.text(0).into(), ..unpack(row.bytes(1))? }))
    }
}

/// What is made of the rows of a question that ends with the number of a document.
pub(crate) fn rows<T>(
    db: &mut Db,
    sql: &str,
    scope: &Scope,
    mut make: impl FnMut(&Row) -> Result<T>,
) -> Result<Vec<T>> {
    let mut made = Vec::new();
    match scope {
        Scope::Documents(nums) => {
            let values: Vec<Value> = nums.iter().map(|n| (*n).into()).collect();
            for row in among(db, &format!("{sql} IN"), &values)? {
                made.push(make(&row)?);
            }
        }
        Scope::All => {
            let last = db.number("SELECT MAX(num) FROM documents", &[])?;
            for first in (0..=last).step_by(STEP as usize) {
                let sql = format!("{sql} BETWEEN $1 AND $2 ORDER BY d.num");
                for row in db.rows(&sql, &[first.into(), (first + STEP - 1).into()])? {
                    made.push(make(&row)?);
                }
            }
        }
    }
    Ok(made)
}
