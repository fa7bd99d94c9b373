//! A desk that is killed while people save: what was acknowledged is there. The tests' own program is that desk.

use crate::Desk;
use crate::auth::Listen;
use crate::serve;
use crate::testing::{Site, apart, stamp};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use vigie_engine::data::Data;
use vigie_store::{Address, Record};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_after_the_desk_was_killed() {
    let site = Site::new(Listen::Loopback).await;
    let path = site.path.clone();
    drop(site);
    let mut acknowledged = BTreeMap::new();
    for round in 0..3 {
        let (mut child, at) = start(&path);
        let ids = ids(&at);
        let stop = Arc::new(AtomicBool::new(false));
        let people: Vec<_> = (0..3)
            .map(|n| {
                let (at, ids, stop) = (at.clone(), ids.clone(), Arc::clone(&stop));
                std::thread::spawn(move || save(&at, &ids, &format!("{round}-{n}"), &stop))
            })
            .collect();
        std::thread::sleep(Duration::from_millis(400 + 350 * round));
        child.kill().expect("an end by force");
        child.wait().expect("an end");
        stop.store(true, Ordering::Relaxed);
        people.into_iter().for_each(|person| acknowledged.extend(person.join().expect("a person")));
    }
    assert!(acknowledged.len() > 5, "only {} were acknowledged", acknowledged.len());
    apart(|| compare(&path, &acknowledged));
}

fn compare(path: &Path, acknowledged: &BTreeMap<i64, String>) {
    let mut record = Record::read(&Address::File(path.into())).expect("a record");
    let kept: BTreeMap<i64, String> =
        record.decisions().expect("decisions").into_iter().map(|d| (d.num, d.why)).collect();
    for (num, why) in acknowledged {
        assert_eq!(kept.get(num), Some(why));
    }
    assert_eq!(record.check().expect("a check").damage, Vec::<String>::new());
    // Everything that was asked has its line, also where no answer went out any more.
    let lines = record.audit(None, 100_000).expect("the audit");
    assert!(lines.iter().filter(|l| l.status == Some(201)).count() <= kept.len() && lines.len() >= kept.len());
}

/// Writes one note after the other until nobody answers; those that were acknowledged.
fn save(at: &str, ids: &[String], who: &str, stop: &AtomicBool) -> BTreeMap<i64, String> {
    let mut done = BTreeMap::new();
    for n in 0.. {
        let why = format!("{who}-{n}");
        let body = format!("{{\"kind\":\"note\",\"on\":[\"{}\"],\"why\":\"{why}\"}}", ids[n % ids.len()]);
        let answer = ask(at, "POST", "/api/v1/decisions", &body);
        match answer.filter(|a| a.starts_with("HTTP/1.1 201")) {
            Some(answer) => {
                let num = answer.split("\"decision\":").nth(1).and_then(|r| r.split([',', '}']).next()?.parse().ok());
                done.insert(num.expect("a number"), why);
            }
            None if stop.load(Ordering::Relaxed) || TcpStream::connect(at).is_err() => break,
            None => {}
        }
    }
    done
}

fn ids(at: &str) -> Vec<String> {
    let answer = ask(at, "GET", "/api/v1/incidents?limit=9", "").expect("an answer");
    let page: serde_json::Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap_or("")).expect("a page");
    page["items"].as_array().expect("items").iter().map(|i| i["id"].as_str().unwrap_or("").to_string()).collect()
}

fn ask(at: &str, method: &str, path: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(at).ok()?;
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all((head + body).as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

fn start(path: &Path) -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().expect("this program"));
    child.args(["--exact", "crash::desk", "--ignored", "--nocapture"]).env("VIGIE_TEST_DESK", path);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let at = lines.find_map(|line| line.ok()?.split("listens at ").nth(1).map(str::to_string));
    // The rest of its output has to go somewhere, or it would wait.
    std::thread::spawn(move || lines.for_each(drop));
    (child, at.expect("an address"))
}

/// What the killed process does.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "is the process that is killed"]
async fn desk() {
    let Some(path) = std::env::var_os("VIGIE_TEST_DESK") else { return };
    let desk = Desk::new(Address::File(path.into()), stamp(), Data::bundled());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("listens at {}", listener.local_addr().expect("an address"));
    serve(listener, desk, std::future::pending()).await.expect("served");
}
