//! What is wrong with a record is said, with what to do, and nothing is made worse.

use super::*;
use crate::Kind;
use crate::db::{Db, Mode};
use std::fs;
use std::time::Duration;

fn fault(address: &str) -> crate::Fault {
    let address = Address::parse(address).expect("an address");
    Record::read(&address).err().expect("a fault")
}

#[test]
fn missing_foreign_and_newer_records_are_told_apart() {
    let folder = folder();
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    assert_eq!(fault(&path("none.vigie")).kind, Kind::Missing);
    fs::write(path("words.txt"), "These are words and no record. ".repeat(200)).expect("a file");
    assert_eq!(fault(&path("words.txt")).kind, Kind::NotARecord);
    assert_eq!(fault(&folder.to_string_lossy()).kind, Kind::NotARecord);
    fs::write(path("empty"), "").expect("a file");
    assert_eq!(fault(&path("empty")).kind, Kind::NotARecord);
    both(|address| {
        let mut record = made(address);
        record.db.run("UPDATE meta SET value = '99' WHERE name = 'schema'", &[]).expect("newer");
        drop(record);
        let fault = Record::read(address).err().expect("a fault");
        assert_eq!(fault.kind, Kind::Newer);
        assert!(fault.to_string().contains("version 99") && fault.hint.contains("install"), "{fault}");
        assert_eq!(Record::write(address, stamp(), &mut |_| ()).err().map(|f| f.kind), Some(Kind::Newer));
    });
}

#[test]
fn servers_that_are_not_there_or_do_not_know_us() {
    assert_eq!(fault("postgres://nobody@127.0.0.1:1/none").kind, Kind::Server);
    let Some(url) = server::database() else { return };
    assert_eq!(fault(&url).kind, Kind::NotARecord);
    let (before, after) = url.split_once("/t").expect("an address");
    let missing = format!("{before}/x{after}");
    assert_eq!(fault(&missing).kind, Kind::Missing);
    let stranger = fault(&url.replace("vigie@", "stranger@"));
    assert_eq!(stranger.kind, Kind::Server, "{stranger}");
    // A reader of the database who may not write says so when told to write.
    let address = Address::parse(&url).expect("an address");
    let mut record = made(&address);
    record.db.script("CREATE ROLE guest LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest").expect("a guest");
    let guest = Address::parse(&url.replace("vigie@", "guest@")).expect("an address");
    drop(record);
    assert_eq!(Record::read(&guest).expect("a look").status().expect("a status").documents, 0);
    let mut record = Record::write(&guest, stamp(), &mut |_| ()).expect("open");
    assert_eq!(record.keep(&[told("a", None, &[])]).expect_err("a fault").kind, Kind::Rights);
}

#[test]
fn a_damaged_page_is_found_and_named() {
    let path = folder().join("record.vigie");
    let address = Address::File(path.clone());
    let mut record = made(&address);
    let many: Vec<_> = (0..300).map(|n| told(&format!("d{n}"), None, &["2025-07-01|Kolo|3"])).collect();
    record.keep(&many).expect("kept");
    record.close().expect("closed");
    let mut bytes = fs::read(&path).expect("bytes");
    let middle = bytes.len() / 2 / 8192 * 8192;
    bytes[middle..middle + 8192].fill(0xa5);
    fs::write(&path, bytes).expect("written");
    let told = Record::read(&address).and_then(|mut record| record.check());
    match told {
        Ok(found) => assert!(!found.damage.is_empty()),
        Err(fault) => assert_eq!(fault.kind, Kind::Damaged, "{fault}"),
    }
}

#[test]
fn other_bytes_than_were_kept_are_damage() {
    both(|address| {
        let mut record = made(address);
        keep(&mut record, &[told("a", None, &["2025-07-01|Kolo|3"]), told("b", None, &["2025-07-01|Kolo|3"])]);
        let guards =
            if record.db.is_file() { "DROP TRIGGER versions_stay" } else { "DROP TRIGGER versions_stay ON versions" };
        record.db.script(guards).expect("no guard");
        let swap = "UPDATE versions SET body = (SELECT v.body FROM versions v WHERE v.num = 2) WHERE num = 1";
        record.db.run(swap, &[]).expect("swapped");
        record.db.run("UPDATE events SET incident = 'inone' WHERE num = 2", &[]).expect("lost");
        let damage = record.check().expect("a check").damage.join("\n");
        assert!(damage.contains("document 1 version 1") && damage.contains("incidents that are no more"), "{damage}");
    });
}

#[test]
fn a_full_disk_is_said_and_what_was_kept_stays() {
    let address = Address::File(folder().join("record.vigie"));
    let mut record = made(&address);
    record.keep(&[told("a", None, &["2025-07-01|Kolo|3"])]).expect("kept");
    let pages = record.db.number("SELECT page_count FROM pragma_page_count()", &[]).expect("pages");
    record.db.script(&format!("PRAGMA max_page_count = {}", pages + 2)).expect("no room");
    // Digests cannot be compressed, so that every document takes its room.
    let noise = |n: usize| (0..200).map(|k| crate::pack::hex(&crate::pack::hash(&[&[n as u8, k]]))).collect::<String>();
    let many: Vec<_> = (0..50).map(|n| told(&format!("d{n}"), Some(&noise(n)), &[])).collect();
    let fault = record.keep(&many).expect_err("a fault");
    assert_eq!(fault.kind, Kind::Disk);
    assert!(fault.hint.contains("room"), "{fault}");
    drop(record);
    let mut record = Record::read(&address).expect("a record");
    assert_eq!(record.status().expect("a status").documents, 1);
    sound(&mut record);
}

#[test]
fn the_second_writer_waits_and_says_so_while_readers_read() {
    both(|address| {
        let mut writer = made(address);
        writer.keep(&[told("a", None, &["2025-07-01|Kolo|3"])]).expect("kept");
        let (tell, told_us) = std::sync::mpsc::channel();
        let own = address.clone();
        let second = std::thread::spawn(move || {
            let mut record = Record::write(&own, stamp(), &mut |why| tell.send(why.to_string()).expect("heard"));
            record.as_mut().expect("a turn").keep(&[told("b", None, &[])]).expect("kept");
        });
        let why = told_us.recv_timeout(Duration::from_secs(60)).expect("words");
        assert!(why.contains("being written by"), "{why}");
        writer.db.script("BEGIN; UPDATE documents SET language = 'xx'").expect("in the middle of writing");
        let mut readers = [Record::read(address).expect("one"), Record::read(address).expect("two")];
        for reader in &mut readers {
            assert_eq!(reader.documents(&crate::Scope::All).expect("documents").len(), 1);
        }
        writer.db.script("ROLLBACK").expect("undone");
        writer.close().expect("closed");
        second.join().expect("its turn");
        assert_eq!(readers[0].status().expect("a status").documents, 2);
    });
}

#[test]
fn what_fails_in_the_middle_leaves_nothing() {
    both(|address| {
        let mut db = Db::open(address, Mode::Create).expect("a database");
        db.script("CREATE TABLE t (a BIGINT PRIMARY KEY)").expect("a table");
        let done = db.transaction(|db| {
            db.run("INSERT INTO t VALUES (1)", &[])?;
            db.run("INSERT INTO t VALUES (1)", &[])
        });
        assert!(done.is_err());
        assert_eq!(db.number("SELECT COUNT(*) FROM t", &[]), Ok(0));
    });
}
