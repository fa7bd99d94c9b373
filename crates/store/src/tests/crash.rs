//! A process that is killed while it writes or brings a record forward. The tests' own program is that process.

use super::*;
use crate::db::{Db, Mode};
use crate::schema;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Documents of the old record: enough for a step forward to take a while.
const MANY: usize = 3000;

#[test]
fn bringing_forward_may_be_killed_and_is_done_again() {
    kill(6);
}

#[test]
#[ignore = "takes minutes"]
fn bringing_forward_is_killed_a_hundred_times() {
    kill(100);
}

fn kill(times: u32) {
    let folder = folder();
    let (old, path) = (folder.join("old.vigie"), folder.join("record.vigie"));
    make_old(&Address::File(old.clone()));
    let mut whole = Duration::from_millis(100);
    for n in 0..=times {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(crate::db::beside(&path, ending));
        }
        std::fs::copy(&old, &path).expect("a copy");
        let started = Instant::now();
        let mut child = Command::new(std::env::current_exe().expect("this program"));
        child.args(["--exact", "tests::crash::forward", "--ignored"]).env("VIGIE_TEST_FORWARD", &path);
        let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        if n > 0 {
            std::thread::sleep(whole * n / times);
            let _ = child.kill();
        }
        child.wait().expect("an end");
        whole = if n == 0 { started.elapsed() } else { whole };
        let mut record = Record::read(&Address::File(path.clone())).expect("brought forward");
        assert_eq!(record.status().expect("a status").documents, MANY as i64);
        assert_eq!(record.search("marche", 5).expect("hits").len(), 5);
        sound(&mut record);
    }
}

fn make_old(address: &Address) {
    let many: Vec<Arrival> = (0..MANY).map(|n| told(&format!("d{n}"), None, &["2025-07-01|Kolo|3"])).collect();
    let now = Address::File(folder().join("now.vigie"));
    let mut record = made(&now);
    record.keep(&many).expect("kept");
    let mut db = Db::open(address, Mode::Create).expect("a database");
    schema::create(&mut db, 1).expect("an old record");
    crate::tables::copy(&mut record.db, &mut db, 1).expect("copied");
    db.close().expect("closed");
}

/// What the killed process does.
#[test]
#[ignore = "is the process that is killed"]
fn forward() {
    if let Some(path) = std::env::var_os("VIGIE_TEST_FORWARD") {
        Record::write(&Address::File(path.into()), stamp(), &mut |_| ())
            .expect("brought forward")
            .close()
            .expect("closed");
    }
}
