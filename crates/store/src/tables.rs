//! The tables by name, for what is done to all of them: copies, and digests by which two records are compared.

use crate::db::Db;
use crate::fault::Result;
use crate::pack::hash;
use crate::value::{Row, Value};
use std::collections::BTreeMap;

/// A table: its columns, each with the letter of its type, and how many of the first are its key.
pub struct Table {
    pub name: &'static str,
    columns: &'static [(&'static str, char)],
    key: usize,
    /// The version of the schema that brought it.
    since: i64,
}

macro_rules! tables {
    ($($since:literal $name:ident $key:literal: $($column:ident $kind:literal),+;)+) => {
        &[$(Table {
            name: stringify!($name),
            columns: &[$((stringify!($column), $kind)),+],
            key: $key,
            since: $since,
        }),+]
    };
}

/// All tables but `meta`, whose one value is the version of the others, the index of words, which is made anew, and
/// sessions, which end with the record that they were opened on.
pub const TABLES: &[Table] = tables! {
    1 revisions 1: rev 'i', at 't', what 't', engine 't', data 't';
    1 pages 1: hash 'b', size 'i', bytes 'b';
    1 documents 1: num 'i', id 't', identity 'b', version 'i', published 't', language 't', rev 'i';
    1 versions 2: num 'i', version 'i', hash 'b', page 'b', body 'b', rev 'i';
    1 fetches 4: num 'i', version 'i', fetched 't', source 't', rev 'i';
    1 decisions 1: num 'i', at 't', who 't', why 't', kind 't', target 't', body 't', rev 'i';
    1 stamps 1: stamp 'i', engine 't', data 't';
    1 records 1: num 'i', version 'i', stamp 'i', body 'b';
    1 events 2: num 'i', event 't', name 't', incident 't';
    1 pending 2: kind 't', item 't';
    1 incidents 2: id 't', rev 'i', until 'i', type 't', sub_type 't', country 't', admin1 't', place 't', day_from 't',
        day_to 't', lat 'r', lon 'r', low 'i', best 'i', high 'i', reports 'i', body 'b';
    1 campaigns 1: id 't', incident 't', body 'b';
    1 contradictions 1: num 'i', incident 't', body 'b';
    1 redirects 1: old 't', new 't', rev 'i';
    1 deletions 2: id 't', rev 'i';
    3 rivals 1: incident 't', block 't';
    2 data_files 2: data 't', path 't', hash 't';
    2 data_texts 1: hash 't', body 'b';
    2 assessments 3: area 't', month 't', rev 'i', until 'i', verdict 't', stamp 'i', body 'b';
    3 accounts 1: name 't', role 't', password 't', totp 'b', step 'i', lang 't', made 't';
    3 tokens 1: hash 'b', account 't', label 't', scopes 't', made 't', until 't';
    3 invitations 1: hash 'b', account 't', role 't', maker 't', until 't';
    3 audit 1: num 'i', at 't', who 't', what 't', detail 't', status 'i';
    3 aspects 1: incident 't', precision 'i', origins 'i', rivals 'i', credibility 'i', worth 'i';
    3 parties 3: name 't', incident 't', side 't';
    4 outlines 3: country 't', day 't', incident 't', body 'b';
    4 joins 2: rev 'i', num 'i';
    4 parts 2: incident 't', campaign 't';
    3 voices 1: num 'i', outlet 't', site 't', published 't';
    3 ruled 2: event 't', decision 'i';
    3 briefs 2: num 'i', version 'i', at 't', who 't', signed 't', title 't', area 't', day_from 't', day_to 't',
        language 't', body 'b';
    3 views 2: who 't', name 't', address 't';
    3 feeds 1: name 't', url 't', settings 't', state 't', due 't';
    3 entries 1: url 't', feed 't', print 't', state 't', due 't', tries 'i', page 'b', body 'b';
    3 visits 1: num 'i', feed 't', url 't', at 't', status 'i', change 't', page 'b', body 'b';
    3 volumes 2: feed 't', day 't', came 'i';
    3 subscriptions 1: name 't', settings 't', state 't', due 't';
    3 deliveries 2: subscription 't', item 't', state 't', due 't', tries 'i', at 't', body 'b';
};

/// Rows that are in memory at a time.
const STEP: usize = 1000;

impl Table {
    /// The columns, as a statement names them.
    pub fn columns(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",")
    }

    /// Gives the rows in some order of their key, a thousand at a time.
    pub fn each(&self, db: &mut Db, take: &mut dyn FnMut(Vec<Row>) -> Result<()>) -> Result<()> {
        let keys = self.columns[..self.key].iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",");
        let select = format!("SELECT {} FROM {}", self.columns(), self.name);
        let order = format!("ORDER BY {keys} LIMIT {STEP}");
        let mut last: Option<Vec<Value>> = None;
        loop {
            let rows = match &last {
                None => db.rows(&format!("{select} {order}"), &[])?,
                Some(key) => {
                    let after = format!("WHERE ({keys}) > {}", crate::db::marks(0, self.key));
                    db.rows(&format!("{select} {after} {order}"), key)?
                }
            };
            let rows: Vec<Row> = rows.into_iter().map(|row| self.typed(row)).collect();
            let Some(row) = rows.last() else { return Ok(()) };
            last = Some(row.0[..self.key].to_vec());
            let done = rows.len() < STEP;
            take(rows)?;
            if done {
                return Ok(());
            }
        }
    }

    /// A lack is of the column's type: SQLite does not say of which.
    fn typed(&self, row: Row) -> Row {
        let typed = |(value, (_, kind)): (Value, &(&str, char))| match (value, kind) {
            (Value::Int(None), 't') => Value::Text(None),
            (Value::Int(None), 'r') => Value::Real(None),
            (Value::Int(None), 'b') => Value::Bytes(None),
            // A whole number of degrees.
            (Value::Int(Some(n)), 'r') => Value::Real(Some(n as f64)),
            (value, _) => value,
        };
        Row(row.0.into_iter().zip(self.columns).map(typed).collect())
    }
}

/// The number of rows of every table, and a digest of them that their order does not change.
pub fn digest(db: &mut Db) -> Result<BTreeMap<String, (u64, String)>> {
    let mut all = BTreeMap::new();
    for table in TABLES {
        let (mut count, mut sum) = (0, [0_u8; 32]);
        table.each(db, &mut |rows| {
            for row in &rows {
                count += 1;
                let parts: Vec<Vec<u8>> = row.0.iter().map(bytes).collect();
                let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
                sum.iter_mut().zip(hash(&parts)).for_each(|(sum, byte)| *sum ^= byte);
            }
            Ok(())
        })?;
        all.insert(table.name.to_string(), (count, crate::pack::hex(&sum)));
    }
    Ok(all)
}

/// Copies all rows into the empty tables of another database, of the newest version or an older one.
pub fn copy(from: &mut Db, to: &mut Db, version: i64) -> Result<()> {
    for table in TABLES.iter().filter(|table| table.since <= version) {
        let columns = table.columns();
        table.each(from, &mut |rows| to.insert(table.name, &columns, rows.into_iter().map(|r| r.0).collect(), ""))?;
    }
    Ok(())
}

fn bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::Int(Some(n)) => [b"i", n.to_le_bytes().as_slice()].concat(),
        Value::Real(Some(n)) => [b"r", n.to_le_bytes().as_slice()].concat(),
        Value::Text(Some(text)) => [b"t", text.as_bytes()].concat(),
        Value::Bytes(Some(bytes)) => [b"b", bytes.as_slice()].concat(),
        _ => Vec::new(),
    }
}
