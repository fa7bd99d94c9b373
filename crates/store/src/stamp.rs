//! Which engine and which data made what is derived.

use crate::db::Db;
use crate::fault::Result;
use crate::pack::{hash, hex, pack_bytes, unpack_bytes};
use crate::value::Value;
use std::collections::BTreeMap;
use vigie_engine::data::File;

/// The engine that this program carries.
pub const ENGINE: &str = env!("VIGIE_ENGINE");

/// An engine and the data that it worked with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Version and digest of the engine.
    pub engine: String,
    /// Digest of all data files.
    pub data: String,
    /// Digest and text of each data file, by its path.
    pub files: BTreeMap<String, (String, String)>,
}

impl Stamp {
    /// The engine of this program with these data files.
    pub fn of<'a>(files: impl Iterator<Item = &'a File>) -> Self {
        let one = |f: &File| (f.path.clone(), (hex(&hash(&[f.text.as_bytes()])[..8]), f.text.clone()));
        let files: BTreeMap<String, (String, String)> = files.map(one).collect();
        let parts: Vec<&[u8]> = files.iter().flat_map(|(path, (hash, _))| [path.as_bytes(), hash.as_bytes()]).collect();
        Self { engine: ENGINE.into(), data: hex(&hash(&parts)[..8]), files }
    }
}

/// Folders of tables whose rows are known by name: their texts are kept, so that a later edit shows what it changed.
const NAMED: [&str; 2] = ["actors/", "places/"];

/// Whether the file is a table of names.
pub(crate) fn is_named(path: &str) -> bool {
    NAMED.iter().any(|folder| path.starts_with(folder))
}

impl Stamp {
    /// Its number in the record. The first time it comes, its data files are noted.
    pub(crate) fn number(&self, db: &mut Db) -> Result<i64> {
        let values: [Value; 2] = [self.engine.as_str().into(), self.data.as_str().into()];
        let found = db.number("SELECT stamp FROM stamps WHERE engine = $1 AND data = $2", &values)?;
        if found > 0 {
            return Ok(found);
        }
        let next = db.number("SELECT MAX(stamp) FROM stamps", &[])? + 1;
        let [engine, data] = values;
        db.run("INSERT INTO stamps (stamp, engine, data) VALUES ($1,$2,$3)", &[next.into(), engine, data])?;
        let file = |(path, (hash, _)): (&String, &(String, String))| {
            vec![self.data.as_str().into(), path.as_str().into(), hash.as_str().into()]
        };
        let ending = "ON CONFLICT DO NOTHING";
        db.insert("data_files", "data,path,hash", self.files.iter().map(file).collect(), ending)?;
        let named = self.files.iter().filter(|(path, _)| is_named(path));
        let text =
            |(_, (hash, text)): (_, &(String, String))| vec![hash.as_str().into(), pack_bytes(text.as_bytes()).into()];
        db.insert("data_texts", "hash,body", named.map(text).collect(), ending)?;
        Ok(next)
    }

    /// The data files by which a stamp of the record worked; texts only of tables of names.
    pub(crate) fn kept(db: &mut Db, number: i64) -> Result<Self> {
        let values = [number.into()];
        let Some(own) = db.rows("SELECT engine, data FROM stamps WHERE stamp = $1", &values)?.pop() else {
            return Ok(Self::default());
        };
        let sql = "SELECT f.path, f.hash, t.body FROM data_files f LEFT JOIN data_texts t ON t.hash = f.hash
            WHERE f.data = $1";
        let mut stamp = Self { engine: own.text(0).into(), data: own.text(1).into(), ..Self::default() };
        for row in db.rows(sql, &[own.text(1).into()])? {
            let text = if row.bytes(2).is_empty() { Vec::new() } else { unpack_bytes(row.bytes(2))? };
            let text = String::from_utf8_lossy(&text).into_owned();
            stamp.files.insert(row.text(0).into(), (row.text(1).into(), text));
        }
        Ok(stamp)
    }
}
