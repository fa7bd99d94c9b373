//! Collecting from a farm of sites: everything that can be had is in the record once, whatever the sites do.

mod farm;

use farm::{Farm, Manner};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use vigie_collect::deliver::{Asked, Wants, Way, What, Written, subscription};
use vigie_collect::{Coded, Done, Job, Settings, Setup, Source, Until, guard, run};
use vigie_engine::data::Data;
use vigie_engine::{code, read};
use vigie_formats::{Context, Limits, Piece};
use vigie_store::{Address, Arrival, Fault, Feed, Record, Scope, Stamp};

fn folder() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("vigie-sites-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Reads and codes one page after the other.
fn work(jobs: Vec<Job>, _: &mut Record) -> Result<Vec<Coded>, Fault> {
    let (data, limits, columns) = (Data::bundled(), Limits::default(), BTreeMap::new());
    let one = |job: Job| {
        let pages = if job.whole {
            vec![job.given.clone()]
        } else {
            let piece = Piece {
                name: job.name.clone(),
                given: job.given.clone(),
                bytes: job.bytes.clone(),
                ..Piece::default()
            };
            vigie_formats::open(piece, Context { data, limits: &limits, columns: &columns }).pages
        };
        let documents = pages.into_iter().flat_map(|given| read::read(read::Page { given }, data).0);
        let coded = |d: vigie_engine::model::Document| {
            let record = code::code(&d, data).0;
            Arrival::new(d, job.page.clone(), &job.source).with(record)
        };
        Ok((documents.map(coded).collect(), Vec::new()))
    };
    Ok(jobs.into_iter().map(one).collect())
}

fn brief(_: &Asked) -> Result<Written, String> {
    Ok(Written { text: "A brief.".into(), html: "<p>A brief.</p>".into() })
}

fn settings() -> Settings {
    Settings { seconds: 2, megabytes: 1, ..Settings::default() }
}

fn collect(address: &Address, until: Until) -> Done {
    let setup = Setup {
        address: address.clone(),
        stamp: Stamp::default(),
        data: Data::bundled(),
        settings: settings(),
        lookup: nowhere(),
        work: &work,
        brief: &brief,
        say: &|_| (),
        stop: Arc::new(AtomicBool::new(false)),
    };
    run(&setup, until).expect("a run")
}

/// No name is known: the farm has addresses, and hosts that vanished have none.
fn nowhere() -> guard::Lookup {
    Arc::new(|_: String| -> guard::Found { Box::pin(async { Err(std::io::Error::other("no such host")) }) })
}

fn record(farm: &Farm) -> Address {
    let address = Address::File(folder().join("record.vigie"));
    let (mut record, _) = Record::init(&address, Stamp::default(), &mut |_| ()).expect("a record");
    for n in 0..farm.feeds {
        let url = farm.feed(n);
        let source = Source { name: format!("site {n}"), ..Source::of_address(&url, true) };
        let settings = serde_json::to_string(&source).expect("settings");
        let feed = Feed { name: source.name.clone(), url, settings, due: vigie_collect::now(), ..Feed::default() };
        record.put_feed(&feed).expect("kept");
    }
    address
}

/// Every document's address and text.
fn documents(address: &Address) -> Vec<(String, String)> {
    let mut record = Record::read(address).expect("a record");
    let documents = record.documents(&Scope::All).expect("documents");
    let mut all: Vec<(String, String)> = documents.into_iter().map(|d| (d.url.unwrap_or_default(), d.text)).collect();
    all.sort();
    all
}

fn urls(address: &Address) -> Vec<String> {
    documents(address).into_iter().map(|(url, _)| url).collect()
}

fn whole_farm(ports: usize, feeds: usize, articles: usize) {
    let farm = Farm::new(ports, feeds, articles);
    let address = record(&farm);
    let began = Instant::now();
    let first = collect(&address, Until::Once);
    println!("{feeds} feeds, {articles} articles each: {:?} in {:.1} s", first.fetches, began.elapsed().as_secs_f64());
    let expected: Vec<String> = farm.reachable().into_iter().collect();
    assert_eq!(urls(&address), expected);
    assert_eq!(first.documents, [expected.len(), 0, 0], "{:?}", first.notes);
    assert_eq!(farm.asked("/closed/"), 0, "robots.txt is obeyed");
    for (url, text) in documents(&address) {
        assert!(text.contains("armés ont tué"), "{url} was read in a wrong encoding: {text}");
    }
    // The second round: nothing twice, and what changed is another version.
    farm.round.store(1, Ordering::Relaxed);
    let second = collect(&address, Until::Once);
    assert_eq!(urls(&address), expected);
    assert_eq!(second.documents[..2], [0, farm.count(Manner::Changes)], "{second:?}");
    let mut record = Record::read(&address).expect("a record");
    assert_eq!(record.check().expect("a check").damage, Vec::<String>::new());
    let status = record.status().expect("a status");
    assert_eq!((status.versions - status.documents) as usize, farm.count(Manner::Changes));
    assert_eq!(status.pending, 0);
}

#[test]
fn everything_that_can_be_had_is_in_the_record_once() {
    whole_farm(3, 8, 27);
}

#[test]
#[ignore = "takes minutes: 200 feeds, 5,000 articles"]
fn everything_of_a_large_farm_is_in_the_record_once() {
    whole_farm(16, 200, 25);
}

#[test]
fn a_run_is_repeatable() {
    let farm = Farm::new(2, 3, 18);
    let runs: Vec<_> = (0..2)
        .map(|_| {
            farm.asked.lock().expect("a lock").clear();
            let address = record(&farm);
            collect(&address, Until::Once);
            documents(&address)
        })
        .collect();
    assert_eq!(runs[0], runs[1]);
}

#[test]
fn a_source_that_does_not_allow_its_own_network_is_refused() {
    let farm = Farm::new(1, 1, 3);
    let address = record(&farm);
    let mut there = Record::write(&address, Stamp::default(), &mut |_| ()).expect("a record");
    let feed = there.feeds().expect("feeds").remove(0);
    let mut source: Source = serde_json::from_str(&feed.settings).expect("a source");
    source.fetch.allow_private.clear();
    there.put_feed(&Feed { settings: serde_json::to_string(&source).expect("settings"), ..feed }).expect("kept");
    drop(there);
    let done = collect(&address, Until::Once);
    assert_eq!(done.looks, (1, 1));
    assert!(done.notes[0].message.contains("own network"), "{:?}", done.notes);
    assert_eq!(farm.asked(""), 0, "nobody was asked");
}

#[test]
fn two_do_not_collect_into_one_record() {
    let farm = Farm::new(1, 1, 2);
    let address = record(&farm);
    let turn = vigie_store::Collecting::begin(&address).expect("the turn");
    let fault = vigie_store::Collecting::begin(&address).err().expect("taken");
    assert!(fault.what.contains(&std::process::id().to_string()), "{fault}");
    drop(turn);
    vigie_store::Collecting::begin(&address).expect("free again");
}

fn subscribe(address: &Address, name: &str, wants: &Wants) {
    let mut record = Record::write(address, Stamp::default(), &mut |_| ()).expect("a record");
    let one = subscription(name, wants, &mut record).expect("a subscription");
    record.put_subscription(&one).expect("kept");
}

#[test]
fn what_came_is_told_once_to_each_subscription() {
    let farm = Farm::new(1, 2, 6);
    let (address, out) = (record(&farm), folder());
    let hook = |path: &str| Way::Webhook {
        url: format!("http://127.0.0.1:{}/{path}", farm.ports[0]),
        secret_env: None,
        secret_file: None,
    };
    let what = vec![What::Changes, What::Alerts];
    let wants = |to: Way| Wants { what: what.clone(), to, allow_private: vec!["127.0.0.1".into()], ..Wants::default() };
    subscribe(&address, "hook", &wants(hook("hook")));
    subscribe(&address, "refused", &wants(hook("refuse")));
    subscribe(&address, "guarded", &Wants { allow_private: Vec::new(), ..wants(hook("guarded")) });
    subscribe(&address, "drop", &wants(Way::Drop(out.join("drop").display().to_string())));
    subscribe(&address, "feed", &wants(Way::Atom(out.join("news.atom").display().to_string())));
    let done = collect(&address, Until::Once);
    assert!(done.joined.new > 0 && done.deliveries.0 > 0, "{done:?}");
    let items = told(&farm, "/hook");
    assert_eq!(items.len(), items.iter().collect::<std::collections::BTreeSet<_>>().len(), "nothing twice");
    assert!(items.len() >= done.joined.new, "{items:?}");
    let files = std::fs::read_dir(out.join("drop")).expect("a folder").flatten();
    assert_eq!(files.filter(|f| f.path().extension().is_some_and(|e| e == "json")).count(), items.len());
    let feed = std::fs::read_to_string(out.join("news.atom")).expect("a feed");
    assert_eq!(feed.matches("<entry>").count(), items.len());
    assert!(feed.contains("rel=\"via\""), "{feed}");
    assert!(farm.asked("/guarded") == 0);
    let mut there = Record::write(&address, Stamp::default(), &mut |_| ()).expect("a record");
    let log = there.deliveries(Some("refused"), 100).expect("a log");
    assert!(log.iter().all(|d| d.sent == vigie_store::Sent::Waiting && d.tries > 0), "{log:?}");
    drop(there);
    collect(&address, Until::Once);
    assert_eq!(told(&farm, "/hook").len(), items.len(), "what was told is not told again");
}

/// The names of the items that a webhook was told.
fn told(farm: &Farm, path: &str) -> Vec<String> {
    let posted = farm.posted.lock().expect("a lock");
    let bodies = posted.iter().filter(|(p, ..)| p == path).map(|(.., body)| body.clone());
    let items = bodies.flat_map(|body| {
        let value: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        value["items"].as_array().cloned().unwrap_or_default()
    });
    items.map(|item| item["item"].as_str().unwrap_or("").to_string()).collect()
}

#[test]
fn what_had_begun_when_a_run_ended_is_unsure_and_not_sent_again() {
    let farm = Farm::new(1, 1, 4);
    let address = record(&farm);
    let url = format!("http://127.0.0.1:{}/hook", farm.ports[0]);
    let to = Way::Webhook { url, secret_env: None, secret_file: None };
    subscribe(
        &address,
        "hook",
        &Wants { what: vec![What::Changes], to, allow_private: vec!["localhost".into()], ..Wants::default() },
    );
    let mut there = Record::write(&address, Stamp::default(), &mut |_| ()).expect("a record");
    let one = there.subscriptions().expect("subscriptions").remove(0);
    let body = r#"{"what": "changes", "title": "x", "lines": []}"#;
    let item = vigie_store::Delivery { item: "change/x/1".into(), body: body.into(), ..Default::default() };
    assert_eq!(there.queue(&one, &[item.clone(), item.clone()]).expect("queued"), 1, "queued once");
    assert_eq!(there.begin("hook", &vigie_collect::now(), 9).expect("begun").len(), 1);
    // Here the process ends.
    drop(there);
    collect(&address, Until::Once);
    assert!(!told(&farm, "/hook").contains(&"change/x/1".to_string()));
    let mut there = Record::write(&address, Stamp::default(), &mut |_| ()).expect("a record");
    let log = there.deliveries(Some("hook"), 100).expect("a log");
    assert!(log.iter().any(|d| d.item == "change/x/1" && d.sent == vigie_store::Sent::Unsure), "{log:?}");
    assert_eq!(there.again("hook").expect("again"), 1);
    drop(there);
    collect(&address, Until::Once);
    assert_eq!(told(&farm, "/hook").iter().filter(|i| *i == "change/x/1").count(), 1);
}

#[test]
fn what_a_site_asks_to_be_left_alone_is_left_alone_until_then() {
    let farm = Farm::new(1, 1, 40);
    let address = record(&farm);
    let began = Instant::now();
    collect(&address, Until::Once);
    assert!(farm.count(Manner::Later) > 0 && began.elapsed() > Duration::from_secs(1));
    assert!(urls(&address).len() == farm.reachable().len());
}

#[test]
fn a_brief_is_written_once_a_day_when_its_time_has_come() {
    let farm = Farm::new(1, 1, 2);
    let (address, out) = (record(&farm), folder());
    let to = Way::Drop(out.display().to_string());
    let wants = Wants { what: vec![What::Daily], to, at: "00:00".into(), ..Wants::default() };
    let mut there = Record::write(&address, Stamp::default(), &mut |_| ()).expect("a record");
    let one = subscription("desk", &wants, &mut there).expect("a subscription");
    there.put_subscription(&one).expect("kept");
    drop(there);
    collect(&address, Until::Once);
    assert_eq!(std::fs::read_dir(&out).expect("a folder").count(), 0, "the first brief is that of tomorrow");
    let mut there = Record::write(&address, Stamp::default(), &mut |_| ()).expect("a record");
    let yesterday = vigie_store::Subscription { state: "{\"rev\": 0, \"daily\": \"2025-07-01\"}".into(), ..one };
    there.put_subscription(&yesterday).expect("kept");
    drop(there);
    collect(&address, Until::Once);
    collect(&address, Until::Once);
    let names: Vec<String> = std::fs::read_dir(&out)
        .expect("a folder")
        .flatten()
        .map(|f| f.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.iter().filter(|n| n.starts_with("daily-all-")).count(), 3, "JSON, words and a page: {names:?}");
    assert_eq!(names.len(), 3);
}
