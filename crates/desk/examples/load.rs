//! How fast the desk answers while people read and write: readers open a page every two seconds, writers save notes.
//!
//! ```text
//! cargo run --release -p vigie-desk --example load -- RECORD [--readers 50] [--writers 2] [--seconds 30] [PATH...]
//! ```
//!
//! The record is written to: give a copy. Prints milliseconds by percentile for every path and for the notes.

use std::collections::BTreeMap;
use std::env;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;
use vigie_desk::{Desk, serve};
use vigie_engine::data::Data;
use vigie_store::{Address, Stamp};

/// What readers open, one after the other.
const PATHS: [&str; 5] = [
    "/api/v1/incidents?limit=50",
    "/api/v1/incidents?limit=50&killed=1",
    "/api/v1/incidents.geojson?limit=500",
    "/api/v1/assessments",
    "/api/v1/status",
];
const PAUSE: Duration = Duration::from_secs(2);

/// Milliseconds by what was asked.
type Times = BTreeMap<String, Vec<f64>>;

struct Plan {
    record: String,
    readers: u32,
    writers: u32,
    time: Duration,
    paths: Vec<String>,
}

fn plan() -> Plan {
    let mut plan =
        Plan { record: String::new(), readers: 50, writers: 2, time: Duration::from_secs(30), paths: Vec::new() };
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|n| n.parse().ok()).expect("a number after the option");
        match arg.as_str() {
            "--readers" => plan.readers = number(),
            "--writers" => plan.writers = number(),
            "--seconds" => plan.time = Duration::from_secs(u64::from(number())),
            path if path.starts_with('/') && !plan.record.is_empty() => plan.paths.push(arg),
            _ => plan.record = arg,
        }
    }
    if plan.paths.is_empty() {
        plan.paths = PATHS.map(String::from).into();
    }
    plan
}

#[tokio::main]
async fn main() {
    let plan = plan();
    assert!(Path::new(&plan.record).exists(), "give a record, such as vigie import makes");
    let address = Address::parse(&plan.record).expect("an address");
    let desk = Desk::new(address, Stamp::default(), Data::bundled());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("an address");
    tokio::spawn(serve(listener, desk, std::future::pending()));
    let end = Instant::now() + plan.time;
    let ids = ids(at).await;
    let paths = Arc::new(plan.paths);
    let mut people = Vec::new();
    for n in 0..plan.readers {
        let start = PAUSE * n / plan.readers.max(1);
        people.push(tokio::spawn(reader(at, Arc::clone(&paths), n as usize, start, end)));
    }
    for n in 0..plan.writers {
        people.push(tokio::spawn(writer(at, ids.clone(), n as usize, end)));
    }
    let mut times = Times::new();
    for person in people {
        for (what, mut some) in person.await.expect("an end") {
            times.entry(what).or_default().append(&mut some);
        }
    }
    println!("{:>7} {:>8} {:>8} {:>8} {:>8}  what", "asked", "50 %", "95 %", "99 %", "most");
    times.iter_mut().for_each(|(what, times)| told(what, times));
}

fn told(what: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    println!("{:>7} {:>8.1} {:>8.1} {:>8.1} {:>8.1}  {what}", times.len(), at(0.5), at(0.95), at(0.99), at(1.0));
}

async fn reader(at: SocketAddr, paths: Arc<Vec<String>>, first: usize, start: Duration, end: Instant) -> Times {
    let mut times = Times::new();
    tokio::time::sleep(start).await;
    for n in first.. {
        let path = &paths[n % paths.len()];
        let begun = Instant::now();
        let status = ask(at, "GET", path, "").await.0;
        note(&mut times, path, status, begun);
        if begun + PAUSE >= end {
            break;
        }
        tokio::time::sleep_until(begun + PAUSE).await;
    }
    times
}

async fn writer(at: SocketAddr, ids: Vec<String>, first: usize, end: Instant) -> Times {
    let mut times = Times::new();
    for n in first.. {
        let begun = Instant::now();
        let id = &ids[n % ids.len()];
        let body = format!("{{\"kind\":\"note\",\"on\":[\"{id}\"],\"why\":\"load {n}\"}}");
        let status = ask(at, "POST", "/api/v1/decisions", &body).await.0;
        note(&mut times, "POST /api/v1/decisions", status, begun);
        if begun + PAUSE >= end {
            break;
        }
        tokio::time::sleep_until(begun + PAUSE).await;
    }
    times
}

/// What failed is told apart, so that a fast refusal does not pass for a fast answer.
fn note(times: &mut Times, what: &str, status: u16, begun: Instant) {
    let what = if (200..300).contains(&status) { what.to_string() } else { format!("{status} {what}") };
    times.entry(what).or_default().push(begun.elapsed().as_secs_f64() * 1000.0);
}

async fn ids(at: SocketAddr) -> Vec<String> {
    let (_, body) = ask(at, "GET", "/api/v1/incidents?limit=100", "").await;
    let page: serde_json::Value = serde_json::from_str(&body).expect("a page");
    let items = page["items"].as_array().cloned().unwrap_or_default();
    let ids: Vec<String> = items.iter().filter_map(|i| i["id"].as_str().map(String::from)).collect();
    assert!(!ids.is_empty(), "the record has no incidents");
    ids
}

async fn ask(at: SocketAddr, method: &str, path: &str, body: &str) -> (u16, String) {
    let Ok(mut stream) = TcpStream::connect(at).await else { return (0, String::new()) };
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    );
    let mut bytes = Vec::new();
    if stream.write_all((head + body).as_bytes()).await.is_err() || stream.read_to_end(&mut bytes).await.is_err() {
        return (0, String::new());
    }
    let text = String::from_utf8_lossy(&bytes);
    let status = text.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    (status, text.split_once("\r\n\r\n").map_or("", |(_, body)| body).to_string())
}
