//! Records of every released version are brought forward.

use super::*;
use crate::db::{Db, Mode};
use crate::schema;
use std::path::Path;

/// The small record that is kept of a version, compressed.
fn stored(version: i64) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/records/v{version}.vigie.zst"))
}

#[test]
fn a_stored_record_of_every_version_is_brought_forward() {
    for version in 1..schema::NEWEST {
        let path = folder().join("old.vigie");
        let packed = std::fs::read(stored(version)).unwrap_or_else(|e| panic!("a record of version {version}: {e}"));
        std::fs::write(&path, zstd::decode_all(packed.as_slice()).expect("unpacked")).expect("a file");
        let address = Address::File(path);
        let mut db = Db::open(&address, Mode::Read).expect("open");
        assert_eq!(schema::version(&mut db), Ok(version));
        drop(db);
        let mut record = Record::read(&address).expect("a record");
        let status = record.status().expect("a status");
        assert_eq!((status.schema, status.documents, status.versions, status.decisions), (schema::NEWEST, 3, 4, 1));
        assert_eq!(record.search("marche", 9).expect("hits").len(), 3);
        sound(&mut record);
    }
}

#[test]
fn an_empty_database_is_brought_forward_step_by_step() {
    for version in 1..schema::NEWEST {
        both(|address| {
            let mut db = Db::open(address, Mode::Create).expect("a database");
            schema::create(&mut db, version).expect("an old record");
            assert_eq!(schema::migrate(&mut db), Ok(true));
            assert_eq!(schema::migrate(&mut db), Ok(false));
            sound(&mut Record::read(address).expect("a record"));
        });
    }
}

/// Makes the stored record of the version before the newest, when a version is released:
/// `VIGIE_STORE_RECORD=1 cargo test -p vigie-store store_a_record`.
#[test]
fn store_a_record() {
    if std::env::var_os("VIGIE_STORE_RECORD").is_none() {
        return;
    }
    let version = schema::NEWEST - 1;
    let address = Address::File(folder().join("now.vigie"));
    let mut record = made(&address);
    keep(&mut record, &[told("a", Some("u/a"), &["2025-07-01|Kolo|3"]), told("b", None, &["2025-07-01|Kolo|4"])]);
    keep(&mut record, &[told("a", Some("u/a"), &["2025-07-01|Kolo|5"]), told("c", None, &["2025-07-09|Bena|1"])]);
    let id = names(&mut record).remove(0);
    let events = record.event_names(&id).expect("events");
    record.decide("ana", "two sources", &id, &crate::Act::Confirm { events }).expect("a decision");
    record.join(Data::bundled()).expect("joined");
    let old = folder().join("old.vigie");
    let mut db = Db::open(&Address::File(old.clone()), Mode::Create).expect("a database");
    schema::create(&mut db, version).expect("an old record");
    crate::tables::copy(&mut record.db, &mut db, version).expect("copied");
    crate::words::fill(&mut db).expect("words");
    db.close().expect("closed");
    let packed = zstd::encode_all(std::fs::File::open(old).expect("a file"), 19).expect("packed");
    std::fs::create_dir_all(stored(version).parent().expect("a folder")).expect("a folder");
    std::fs::write(stored(version), packed).expect("written");
}
