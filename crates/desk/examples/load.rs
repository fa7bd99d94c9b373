//! How fast the desk answers while people read and write: readers open a page every two seconds, writers save notes.
//!
//! ```text
//! cargo run --release -p vigie-desk --example load -- RECORD [--fill N] [--readers 50] [--writers 2] [--seconds 30] [PATH...]
//! ```
//!
//! The record is written to: give a copy. With `--fill` it first gets so many incidents, made of those that it has
//! with other days and places: nothing coded stands behind them. Prints milliseconds by percentile for every path and
//! for the notes; without paths, the pages that people open.

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
use vigie_engine::data::{Data, Place};
use vigie_engine::model::Incident;
use vigie_store::{Address, Record, Search, Stamp};

/// What readers open, one after the other: pages and, less often, programs. `{id}` is an incident.
const PATHS: [&str; 16] = [
    "/",
    "/?area=MLI&from=2024-07&to=2024-07",
    "/?area=BFA&from=2023-01&to=2023-12",
    "/?area=NER&from=2022-05&to=2022-06&killed=10",
    "/?area=all&from=2024-07&to=2024-07",
    "/?area=MLI&from=2024-07&to=2024-07&page=3",
    "/map.json?area=MLI&from=2024-07&to=2024-07",
    "/incidents/{id}",
    "/review",
    "/alerts",
    "/actors",
    "/places",
    "/search?q=village",
    "/status",
    "/api/v1/incidents?limit=50",
    "/api/v1/incidents?limit=50&killed=1",
];
const PAUSE: Duration = Duration::from_secs(2);

/// Milliseconds by what was asked.
type Times = BTreeMap<String, Vec<f64>>;

struct Plan {
    record: String,
    fill: u32,
    readers: u32,
    writers: u32,
    time: Duration,
    paths: Vec<String>,
}

fn plan() -> Plan {
    let mut plan = Plan {
        record: String::new(),
        fill: 0,
        readers: 50,
        writers: 2,
        time: Duration::from_secs(30),
        paths: Vec::new(),
    };
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|n| n.parse().ok()).expect("a number after the option");
        match arg.as_str() {
            "--fill" => plan.fill = number(),
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
    if plan.fill > 0 {
        let (address, many, begun) = (address.clone(), plan.fill, Instant::now());
        tokio::task::spawn_blocking(move || fill(&address, many)).await.expect("it is filled");
        println!("{} incidents written in {:.0} s", plan.fill, begun.elapsed().as_secs_f64());
    }
    let desk = Desk::new(address, Stamp::default(), Data::bundled());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("an address");
    tokio::spawn(serve(listener, desk, std::future::pending()));
    let ids = ids(at).await;
    let one = ids.first().cloned().unwrap_or_default();
    let paths: Arc<Vec<String>> = Arc::new(plan.paths.iter().map(|path| path.replace("{id}", &one)).collect());
    // What the first who comes must count is told apart: it is no reader's usual wait.
    for path in paths.iter() {
        let begun = Instant::now();
        let status = ask(at, "GET", path, "").await.0;
        println!("first {:>8.1} ms  {status} {path}", begun.elapsed().as_secs_f64() * 1000.0);
    }
    let end = Instant::now() + plan.time;
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

/// Incidents like those that the record has, on other days and in other places, written as they are.
fn fill(address: &Address, many: u32) {
    let stamp = Stamp::default();
    let mut record = Record::write(address, stamp, &mut |_| ()).expect("a record");
    let seeds: Vec<Incident> = record
        .listed(&Search::default(), 0, 500)
        .expect("incidents")
        .into_iter()
        .map(|(incident, _)| incident)
        .collect();
    assert!(!seeds.is_empty(), "the record has no incidents to make others of");
    let places: Vec<&Place> =
        Data::bundled().places.places.iter().filter(|p| COUNTRIES.contains(&p.country.as_str())).collect();
    let mut dice = Dice(7);
    for first in (0..many).step_by(BATCH) {
        let some = first..many.min(first + BATCH as u32);
        let made: Vec<Incident> = some.map(|n| like(&seeds, &places, n, &mut dice)).collect();
        record.plant(&made).expect("written");
    }
    record.close().expect("closed");
}

/// How the names of planted incidents begin.
const PLANTED: char = 'p';
const BATCH: usize = 5000;
const COUNTRIES: [&str; 12] = ["MLI", "BFA", "NER", "NGA", "TCD", "CMR", "SDN", "SOM", "ETH", "COD", "MOZ", "BEN"];
/// Days over which they are spread.
const DAYS: u64 = 3650;

fn like(seeds: &[Incident], places: &[&Place], n: u32, dice: &mut Dice) -> Incident {
    let mut made = seeds[dice.below(seeds.len())].clone();
    // Places at the front of the list are better known, and more happens there.
    let place = places[dice.below(places.len()).min(dice.below(places.len())).min(dice.below(places.len()))];
    let day = vigie_engine::model::Day::constant(2015, 1, 1);
    let day = day.saturating_add(jiff::Span::new().days(dice.below(DAYS as usize) as i64));
    made.id = format!("{PLANTED}{n:08}");
    made.campaign = None;
    made.point = Some(place.point);
    let shown = &mut made.shown;
    (shown.date_from, shown.date_to) = (Some(day), Some(day));
    (shown.country, shown.place) = (Some(place.country.clone()), Some(place.name.clone()));
    shown.admin1 = Some(place.admin1.clone()).filter(|a| !a.is_empty());
    made
}

/// The same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most.max(1) as u64) as usize
    }
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
    // Nothing coded stands behind those that were planted: a ruling on one would end them.
    let coded = |id: &&str| !id.starts_with(PLANTED);
    let ids: Vec<String> = items.iter().filter_map(|i| i["id"].as_str()).filter(coded).map(String::from).collect();
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
