//! Copies of a whole record: while others write it, from one kind of database to the other, and back.

use crate::address::Address;
use crate::db::{Db, Mode, beside};
use crate::fault::{Fault, Kind, Result};
use crate::record::Record;
use crate::stamp::Stamp;
use crate::{schema, tables, words};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

impl Record {
    /// Writes the record, as it is at this moment, into a file that is a record itself.
    pub fn backup(&mut self, to: &Path) -> Result<()> {
        if to.exists() {
            let what = format!("there is a file {} already", to.display());
            return Err(Fault::new(Kind::Asked, what, "name another file; a backup is never written over"));
        }
        let part = beside(to, ".part");
        let _ = fs::remove_file(&part);
        let done = self.write_to(&part).and_then(|()| settle(&part, to));
        if done.is_err() {
            let _ = fs::remove_file(&part);
        }
        done
    }

    fn write_to(&mut self, part: &Path) -> Result<()> {
        if self.db.is_file() {
            return self.db.run("VACUUM INTO $1", &[part.to_string_lossy().into_owned().into()]).map(drop);
        }
        let mut copy = Db::open(&Address::File(part.into()), Mode::Create)?;
        schema::create(&mut copy, schema::NEWEST)?;
        self.db.snapshot(|db| copy.transaction(|copy| whole(db, copy)))?;
        copy.close()
    }

    /// The number of rows of every table with a digest of them, by which two records are compared.
    pub fn digest(&mut self) -> Result<BTreeMap<String, (u64, String)>> {
        self.db.snapshot(tables::digest)
    }

    /// Makes a record of a backup where none is, or an empty one.
    pub fn restore(backup: &Path, address: &Address, wait: &mut dyn FnMut(&str)) -> Result<()> {
        let mut from = Self::read(&Address::File(backup.into()))?;
        let (mut to, _) = Self::init(address, Stamp::default(), wait)?;
        if to.db.number("SELECT COUNT(*) FROM revisions", &[])? > 0 {
            let what = format!("the record at {address} is not empty");
            return Err(Fault::new(Kind::Asked, what, "restore to a new file or an empty database, then use that one"));
        }
        to.db.transaction(|to| from.db.snapshot(|from| whole(from, to)))?;
        to.close()
    }
}

fn whole(from: &mut Db, to: &mut Db) -> Result<()> {
    tables::copy(from, to, schema::NEWEST)?;
    words::fill(to)
}

/// Gives the finished file its name, once it has reached the disk.
fn settle(part: &Path, to: &Path) -> Result<()> {
    let synced = fs::OpenOptions::new().write(true).open(part).and_then(|file| file.sync_all());
    synced.and_then(|()| fs::rename(part, to)).map_err(|e| Fault::file(to, &e))
}
