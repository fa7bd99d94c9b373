//! One writer at a time: a lock that ends with the process that holds it, however that ends.

use crate::address::Address;
use crate::db::{Db, beside};
use crate::fault::{Fault, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

/// Held while a process writes a file.
#[derive(Debug)]
pub struct Lock {
    _file: Option<File>,
}

/// A number that no other program takes for its locks: "vigie" in letters.
const NUMBER: i64 = 0x76_69_67_69_65;

/// Waits for the writer's turn; tells who is in front if there is anyone.
pub fn take(address: &Address, db: Option<&mut Db>, wait: &mut dyn FnMut(&str)) -> Result<Lock> {
    match (address, db) {
        (Address::File(path), _) => file(path, wait),
        (Address::Server(_), Some(db)) => server(db, wait),
        (Address::Server(_), None) => Ok(Lock { _file: None }),
    }
}

fn file(record: &Path, wait: &mut dyn FnMut(&str)) -> Result<Lock> {
    let path = beside(record, "-lock");
    let fault = |e: std::io::Error| Fault::file(&path, &e);
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(fault)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut who = String::new();
            let _ = file.read_to_string(&mut who);
            wait(&format!("the record is being written by process {}; waiting for it", who.trim()));
            file.lock().map_err(fault)?;
        }
        Err(TryLockError::Error(e)) => return Err(fault(e)),
    }
    // Who writes is only told to those who wait.
    let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
    Ok(Lock { _file: Some(file) })
}

fn server(db: &mut Db, wait: &mut dyn FnMut(&str)) -> Result<Lock> {
    let taken = db.number("SELECT CAST(pg_try_advisory_lock($1) AS INT)", &[NUMBER.into()])?;
    if taken == 0 {
        wait("the record is being written by another process; waiting for it");
        db.rows("SELECT CAST(pg_advisory_lock($1) AS TEXT)", &[NUMBER.into()])?;
    }
    Ok(Lock { _file: None })
}
