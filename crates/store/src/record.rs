//! A record that is open: to read, or with the writer's turn taken.

use crate::address::Address;
use crate::db::{Db, Mode};
use crate::fault::{Fault, Kind, Result};
use crate::lock::{self, Lock};
use crate::schema;
use crate::stamp::Stamp;
use std::path::Path;

/// An open record.
pub struct Record {
    pub(crate) db: Db,
    pub(crate) stamp: Stamp,
    _lock: Option<Lock>,
}

impl Record {
    /// Makes a record, or opens the one that is there; whether it was made.
    pub fn init(address: &Address, stamp: Stamp, wait: &mut dyn FnMut(&str)) -> Result<(Self, bool)> {
        if let Address::File(path) = address {
            folder_of(path)?;
        }
        let (mut db, lock) = opened(address, Mode::Create, wait)?;
        let made = schema::is_empty(&mut db)?;
        if made {
            schema::create(&mut db, schema::NEWEST)?;
        }
        schema::migrate(&mut db)?;
        Ok((Self { db, stamp, _lock: Some(lock) }, made))
    }

    /// Opens a record to write it, and brings it to this program's version. Waits while another process writes.
    pub fn write(address: &Address, stamp: Stamp, wait: &mut dyn FnMut(&str)) -> Result<Self> {
        let (mut db, lock) = opened(address, Mode::Write, wait)?;
        schema::migrate(&mut db)?;
        Ok(Self { db, stamp, _lock: Some(lock) })
    }

    /// Opens a record to read it. One of an older version is brought forward first.
    pub fn read(address: &Address) -> Result<Self> {
        let mut db = Db::open(address, Mode::Read)?;
        if schema::version(&mut db)? < schema::NEWEST {
            drop(db);
            return Self::write(address, Stamp::default(), &mut |_| ()).map_err(|fault| Fault {
                what: format!("the record is of an older version and must be brought forward: {}", fault.what),
                ..fault
            });
        }
        Ok(Self { db, stamp: Stamp::default(), _lock: None })
    }

    /// A connection without the writer's turn.
    pub(crate) fn unlocked(db: Db) -> Self {
        Self { db, stamp: Stamp::default(), _lock: None }
    }

    /// The number of a new revision: one for every transaction that changes the record.
    pub(crate) fn revision(db: &mut Db, stamp: &Stamp, what: &str) -> Result<i64> {
        let rev = db.number("SELECT MAX(rev) FROM revisions", &[])? + 1;
        let values = [rev.into(), now().into(), what.into(), stamp.engine.as_str().into(), stamp.data.as_str().into()];
        db.run("INSERT INTO revisions (rev, at, what, engine, data) VALUES ($1,$2,$3,$4,$5)", &values)?;
        Ok(rev)
    }

    /// Folds a file's log into it.
    pub fn close(self) -> Result<()> {
        self.db.close()
    }
}

fn opened(address: &Address, mode: Mode, wait: &mut dyn FnMut(&str)) -> Result<(Db, Lock)> {
    match address {
        Address::File(path) => {
            if mode != Mode::Create && !path.exists() {
                return Err(Db::open(address, mode).err().unwrap_or_else(|| gone(path)));
            }
            let lock = lock::take(address, None, wait)?;
            Ok((Db::open(address, mode)?, lock))
        }
        Address::Server(_) => {
            let mut db = Db::open(address, mode)?;
            let lock = lock::take(address, Some(&mut db), wait)?;
            Ok((db, lock))
        }
    }
}

fn gone(path: &Path) -> Fault {
    Fault::new(Kind::Missing, format!("there is no record at {}", path.display()), "make one with vigie init")
}

/// The folder of a new record is made; the rest of the way to it is the user's.
fn folder_of(path: &Path) -> Result<()> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => std::fs::create_dir_all(folder).map_err(|e| Fault::file(folder, &e)),
        None => Ok(()),
    }
}

/// The time as the record writes it: one length, so that times sort as text.
pub fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}
