//! Backups, and the way from one database to the other and back.

use super::*;
use crate::{Key, Signed};
use std::fs;

fn filled(address: &Address) -> Record {
    let mut record = made(address);
    keep(&mut record, &[told("a", Some("u/a"), &["2025-07-01|Kolo|3", "2025-07-05|Bena|1"])]);
    keep(&mut record, &[told("a", Some("u/a"), &["2025-07-01|Kolo|5"]), told("b", None, &["2025-07-01|Kolo|5"])]);
    let events = names(&mut record).first().map(|id| record.event_names(id).expect("events"));
    record
        .decide("ana", "two sources", "i", &crate::Act::Confirm { events: events.expect("an incident") })
        .expect("kept");
    record.join(Data::bundled()).expect("joined");
    record
}

fn rows(record: &mut Record) -> std::collections::BTreeMap<String, (u64, String)> {
    record.digest().expect("a digest")
}

#[test]
fn a_record_goes_to_the_other_database_and_back_and_loses_nothing() {
    let folder = folder();
    let mut first = filled(&Address::File(folder.join("first.vigie")));
    let digest = rows(&mut first);
    first.backup(&folder.join("one")).expect("a backup");
    let Some(url) = server::database() else { return };
    let server = Address::parse(&url).expect("an address");
    Record::restore(&folder.join("one"), &server, &mut |_| ()).expect("restored");
    let mut there = Record::read(&server).expect("a record");
    assert_eq!(rows(&mut there), digest);
    assert_eq!(there.search("marche", 9).expect("hits").len(), 2);
    sound(&mut there);
    there.backup(&folder.join("two")).expect("a backup");
    let back = Address::File(folder.join("back.vigie"));
    Record::restore(&folder.join("two"), &back, &mut |_| ()).expect("restored");
    let mut back = Record::read(&back).expect("a record");
    assert_eq!(rows(&mut back), digest);
    assert_eq!(digest["decisions"].0, 1);
    sound(&mut back);
}

#[test]
fn a_backup_is_never_written_over_and_never_restored_over_a_record() {
    let folder = folder();
    let place = Address::File(folder.join("first.vigie"));
    let mut record = filled(&place);
    record.backup(&folder.join("one")).expect("a backup");
    assert!(record.backup(&folder.join("one")).is_err());
    drop(record);
    assert!(Record::restore(&folder.join("one"), &place, &mut |_| ()).is_err());
}

#[test]
fn a_backup_made_while_another_process_writes_is_whole() {
    both(|address| {
        let folder = folder();
        let mut writer = filled(address);
        let mut reader = Record::read(address).expect("a second look");
        let writing = std::thread::spawn(move || {
            for n in 0..40 {
                let batch: Vec<_> = (0..25).map(|k| told(&format!("w{n}-{k}"), None, &["2025-07-01|Kolo|3"])).collect();
                writer.keep(&batch).expect("kept");
            }
        });
        for n in 0..3 {
            let file = folder.join(format!("copy{n}"));
            reader.backup(&file).expect("a backup");
            let mut copy = Record::read(&Address::File(file)).expect("a record");
            sound(&mut copy);
        }
        writing.join().expect("an end");
    });
}

#[test]
fn a_signed_backup_tells_its_signer_and_every_change() {
    let folder = folder();
    let (file, key) = (folder.join("copy"), Key::of(&folder.join("keys/signing.key")).expect("a key"));
    filled(&Address::File(folder.join("first.vigie"))).backup(&file).expect("a backup");
    Signed::sign(&file, &key).expect("signed");
    assert_eq!(Signed::check(&file).as_deref(), Ok(key.public().as_str()));
    assert_eq!(Key::of(&folder.join("keys/signing.key")).expect("the key").public(), key.public());
    let mut bytes = fs::read(&file).expect("bytes");
    *bytes.last_mut().expect("a byte") ^= 1;
    fs::write(&file, &bytes).expect("written");
    assert!(Signed::check(&file).expect_err("a fault").what.contains("not the file that was signed"));
    let other = Key::of(&folder.join("other.key")).expect("a key");
    let path = Signed::beside(&file);
    let forged = fs::read_to_string(&path).expect("a signature").replace(&key.public(), &other.public());
    fs::write(&path, forged).expect("written");
    assert!(Signed::check(&file).expect_err("a fault").what.contains("key"));
}
