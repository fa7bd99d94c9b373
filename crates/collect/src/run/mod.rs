//! The run: which sources and addresses are asked now, what came is kept, read, coded and joined, and people are told.
//!
//! One thread holds the record and decides; requests run beside it and bring back what they found. A stage is only
//! left when its result is kept, so that a run that ends at any moment goes on where it stood.

mod stages;

use crate::deliver::Post;
use crate::fetch::{Answer, Ask, Fetcher, Kind as TroubleKind, Trouble};
use crate::guard::{self, Lookup};
use crate::kinds::{Eyes, Last, read_file};
use crate::settings::Settings;
use crate::source::{Look, Source};
use crate::state::{State, pulse, weeks_ago};
use crate::steps::{fetched, looked};
use crate::time::{after, now};
use futures_util::FutureExt;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use url::Url;
use vigie_engine::data::Data;
use vigie_engine::model::{Document, Note};
use vigie_store::{
    Address, Arrival, Collecting, Delivery, Entry, Fault, Feed, Joined, Joiner, Kind, Page, Record, Stage, Stamp,
    Visited,
};

/// How long a run lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Every source is looked at once, now, and what it named of late is looked at again.
    Once,
    /// What is due is looked at once.
    Due,
    /// Until it is told to stop.
    Stopped,
}

/// Bytes that are to be read and coded.
#[derive(Clone, Debug)]
pub struct Job {
    /// What notes call it.
    pub name: String,
    /// The source.
    pub source: String,
    /// What is known of it; the report itself if it is `whole`.
    pub given: Document,
    /// Whether nothing has to be opened.
    pub whole: bool,
    /// What the server called it: `text/html; charset=utf-8`.
    pub content: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The bytes, as they are kept.
    pub page: Option<Arc<Page>>,
}

/// The reports in some bytes, coded, with what should be noted; or why it could not be done.
pub type Coded = Result<(Vec<Arrival>, Vec<Note>), String>;
/// Reads and codes, each job by itself.
pub type Work = dyn Fn(Vec<Job>, &mut Record) -> Result<Vec<Coded>, Fault>;

/// What a run works with.
pub struct Setup<'a> {
    /// Where the record is.
    pub address: Address,
    /// The engine and data of this program.
    pub stamp: Stamp,
    /// Names, places and rules.
    pub data: &'static Data,
    /// How this installation collects.
    pub settings: Settings,
    /// How names are looked up.
    pub lookup: Lookup,
    /// Reads and codes.
    pub work: &'a Work,
    /// Makes briefs for those who subscribed to them.
    pub brief: &'a crate::deliver::Brief,
    /// Told of what goes on, a line at a time.
    pub say: &'a dyn Fn(&str),
    /// Set when the run is to end.
    pub stop: Arc<AtomicBool>,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Sources that were looked at, and those of them that gave no answer.
    pub looks: (usize, usize),
    /// Addresses that were fetched: new, changed, same, and those that gave nothing.
    pub fetches: [usize; 4],
    /// Documents: new, new versions, known.
    pub documents: [usize; 3],
    /// What joining changed, all together.
    pub joined: Joined,
    /// Deliveries that were taken, and those that were not.
    pub deliveries: (usize, usize),
    /// What a person should know.
    pub notes: Vec<Note>,
}

/// What comes back from a request.
enum Back {
    Look(Box<(Feed, Source, Result<Look, Trouble>)>),
    Fetch(Box<(Entry, Result<Answer, Trouble>)>),
    Sent(Vec<Delivery>),
}

/// Results that are kept at once, and how long the first of them waits.
const BATCH: usize = 64;
const PATIENCE: Duration = Duration::from_millis(200);
/// Addresses that are in memory as waiting.
const QUEUE: i64 = 2000;
/// In a run that ends, what is due this soon is waited for.
const SOON: Duration = Duration::from_secs(30);

/// Collects. The record must be there.
pub fn run(setup: &Setup<'_>, until: Until) -> Result<Done, Fault> {
    let turn = Collecting::begin(&setup.address)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|e| other(&format!("no requests can be made: {e}")))?;
    let fetcher = Fetcher::new(&setup.settings, setup.lookup.clone()).map_err(|e| other(&e))?;
    let (send, back) = channel();
    let mut record = Record::write(&setup.address, setup.stamp.clone(), &mut |_| ())?;
    record.unsure()?;
    drop(record);
    let mut run = Run {
        setup,
        until,
        fetcher,
        reader: Record::read(&setup.address)?,
        send,
        back,
        feeds: Vec::new(),
        read_feeds: None,
        looks: BTreeMap::new(),
        seen: BTreeSet::new(),
        queue: VecDeque::new(),
        busy: BTreeSet::new(),
        hosts: BTreeMap::new(),
        under_way: 0,
        waiting: Vec::new(),
        since: None,
        joiner: Joiner::default(),
        joined: None,
        post: Post::new(setup),
        done: Done::default(),
    };
    let result = run.all(&runtime);
    let done = std::mem::take(&mut run.done);
    drop(run);
    runtime.shutdown_timeout(Duration::from_secs(1));
    drop(turn);
    result.map(|()| done)
}

fn other(what: &str) -> Fault {
    Fault::new(Kind::Other, what, "free some memory")
}

struct Run<'a> {
    setup: &'a Setup<'a>,
    until: Until,
    fetcher: Arc<Fetcher>,
    reader: Record,
    send: Sender<Back>,
    back: Receiver<Back>,
    feeds: Vec<Feed>,
    read_feeds: Option<Instant>,
    /// How often this run looked at each source.
    looks: BTreeMap<String, u32>,
    /// Sources that this run is done with.
    seen: BTreeSet<String>,
    queue: VecDeque<Entry>,
    /// Sources and addresses that are asked now, or whose result is not kept yet.
    busy: BTreeSet<String>,
    hosts: BTreeMap<String, usize>,
    under_way: usize,
    /// What is not kept yet, and since when.
    waiting: Vec<Visited>,
    since: Option<Instant>,
    /// What joining keeps in memory of what is there.
    joiner: Joiner<'static>,
    /// When joining was last done, and how long it took.
    joined: Option<(Instant, Duration)>,
    post: Post<'a>,
    done: Done,
}

impl Run<'_> {
    fn all(&mut self, runtime: &Runtime) -> Result<(), Fault> {
        // What an earlier run left at a later stage comes first.
        self.work()?;
        self.join(true)?;
        while !self.setup.stop.load(Ordering::Relaxed) {
            let began = self.begin(runtime)?;
            self.receive()?;
            self.keep(false)?;
            let worked = self.work()?;
            let idle = self.under_way == 0 && self.waiting.is_empty() && !worked;
            self.join(idle && !began)?;
            self.deliver(runtime)?;
            if idle && !began && self.under_way == 0 && self.is_over()? {
                break;
            }
        }
        self.keep(true)?;
        self.work()?;
        self.join(true)
    }

    /// Begins what is due and has a place; whether anything was begun.
    fn begin(&mut self, runtime: &Runtime) -> Result<bool, Fault> {
        self.read_feeds()?;
        let before = self.under_way;
        let time = now();
        for n in 0..self.feeds.len() {
            if self.under_way >= self.setup.settings.requests {
                break;
            }
            if self.is_due(&self.feeds[n], &time) {
                let feed = self.feeds[n].clone();
                self.look(feed, runtime);
            }
        }
        self.fetches(runtime, &time)?;
        Ok(self.under_way > before)
    }

    /// Sources may be added and taken away while a run goes on.
    fn read_feeds(&mut self) -> Result<(), Fault> {
        if self.read_feeds.is_none_or(|at| at.elapsed() > Duration::from_secs(2)) {
            self.feeds = self.reader.feeds()?;
            self.read_feeds = Some(Instant::now());
        }
        Ok(())
    }

    fn is_due(&self, feed: &Feed, time: &str) -> bool {
        let now = match self.until {
            Until::Once => match self.looks.get(&feed.name) {
                // Whoever asks now is answered now, unless the server said when to come again.
                None => State::read(&feed.state).closed.is_none_or(|closed| closed.as_str() <= time),
                Some(_) => feed.due.as_str() <= time,
            },
            Until::Due | Until::Stopped => feed.due.as_str() <= time,
        };
        now && !self.busy.contains(&feed.name) && !self.seen.contains(&feed.name)
    }

    fn look(&mut self, feed: Feed, runtime: &Runtime) {
        let source: Source = serde_json::from_str(&feed.settings).unwrap_or_default();
        self.busy.insert(feed.name.clone());
        *self.looks.entry(feed.name.clone()).or_default() += 1;
        self.under_way += 1;
        let (send, fetcher, settings, data) =
            (self.send.clone(), self.fetcher.clone(), self.setup.settings.clone(), self.setup.data);
        runtime.spawn(async move {
            let state = State::read(&feed.state);
            let last = Last { etag: state.etag, modified: state.modified, cursor: state.cursor };
            let eyes = Eyes { fetcher: &fetcher, settings: &settings, data };
            let found = guarded(eyes.look(&source, &last)).await;
            let _ = send.send(Back::Look(Box::new((feed, source, found))));
        });
    }

    /// Begins to fetch addresses that are due, some for each host.
    fn fetches(&mut self, runtime: &Runtime, time: &str) -> Result<(), Fault> {
        let most = self.setup.settings.requests;
        if self.queue.is_empty() && self.under_way < most {
            let due = self.reader.at_stage(Stage::Wanted, time, QUEUE)?;
            self.queue = due.into_iter().filter(|e| !self.busy.contains(&e.url)).collect();
        }
        let mut left = VecDeque::new();
        while let Some(entry) = self.queue.pop_front() {
            let host = host(&entry.url);
            let own = self.source(&entry.feed).is_some_and(|s| !s.fetch.allow_private.is_empty());
            let places = if own { most } else { self.setup.settings.per_host };
            if self.under_way >= most || self.hosts.get(&host).is_some_and(|n| *n >= places) {
                left.push_back(entry);
                if self.under_way >= most {
                    break;
                }
            } else if !self.busy.contains(&entry.url) {
                *self.hosts.entry(host).or_default() += 1;
                self.fetch(entry, runtime);
            }
        }
        left.append(&mut self.queue);
        self.queue = left;
        Ok(())
    }

    fn source(&self, feed: &str) -> Option<Source> {
        let feed = self.feeds.iter().find(|f| f.name == feed)?;
        serde_json::from_str(&feed.settings).ok()
    }

    fn fetch(&mut self, entry: Entry, runtime: &Runtime) {
        let source = self.source(&entry.feed).unwrap_or_default();
        self.busy.insert(entry.url.clone());
        self.under_way += 1;
        let (send, fetcher, most) = (self.send.clone(), self.fetcher.clone(), self.setup.settings.megabytes << 20);
        runtime.spawn(async move {
            let found = match entry.url.starts_with("file:") {
                true => file(&entry.url, most).await,
                false => guarded(fetcher.get(&ask(&entry, &source))).await,
            };
            let _ = send.send(Back::Fetch(Box::new((entry, found))));
        });
    }

    /// Takes what came back, and waits a little if nothing did.
    fn receive(&mut self) -> Result<(), Fault> {
        let wait = if self.under_way > 0 || self.queue.is_empty() { PATIENCE } else { Duration::from_millis(5) };
        let mut next = self.back.recv_timeout(wait).ok();
        while let Some(back) = next {
            self.take(back)?;
            next = if self.waiting.len() < BATCH { self.back.try_recv().ok() } else { None };
        }
        Ok(())
    }

    fn take(&mut self, back: Back) -> Result<(), Fault> {
        self.under_way -= 1;
        self.since.get_or_insert_with(Instant::now);
        match back {
            Back::Look(found) => {
                let (feed, source, found) = *found;
                self.done.looks.0 += 1;
                if let Err(trouble) = &found {
                    self.done.looks.1 += 1;
                    self.note(&feed.name, &trouble.what);
                }
                let keys: Vec<String> = found.iter().flat_map(|l| &l.items).map(|item| item.key.clone()).collect();
                let known = self.reader.entries(&keys)?;
                let expected = self.expected(&feed, &source)?;
                let again = self.until == Until::Once && found.is_ok();
                let visited = looked(&feed, &source, expected, found, &known, again);
                self.finish(&visited);
                self.waiting.push(visited);
            }
            Back::Fetch(found) => {
                let (entry, found) = *found;
                if let Some(n) = self.hosts.get_mut(&host(&entry.url)) {
                    *n = n.saturating_sub(1);
                }
                let source = self.source(&entry.feed).unwrap_or_default();
                let visited = fetched(&entry, &source, found);
                if visited.visit.url.is_empty() {
                    self.waiting.push(visited);
                    return Ok(());
                }
                let at = ["new", "changed", "same"].iter().position(|change| *change == visited.visit.change);
                self.done.fetches[at.unwrap_or(3)] += 1;
                if visited.visit.change == "gone" {
                    self.note(&entry.feed, visited.visit.fault.as_deref().unwrap_or("gone"));
                }
                self.waiting.push(visited);
            }
            Back::Sent(sent) => {
                let mut notes = Vec::new();
                let taken = self.post.back(&sent, &mut notes);
                self.notes(notes);
                self.done.deliveries.0 += taken;
                self.done.deliveries.1 += sent.len() - taken;
                self.write()?.delivered(&sent)?;
            }
        }
        Ok(())
    }

    /// In a run that ends, a source is done with when it was looked at, or is not worth waiting for.
    fn finish(&mut self, visited: &Visited) {
        let Some(feed) = &visited.feed else { return };
        let failures = State::read(&feed.state).failures;
        let soon = feed.due <= after(SOON);
        let often = self.looks.get(&feed.name).is_some_and(|n| *n > 1);
        if self.until == Until::Once && (failures == 0 || often || !soon) {
            self.seen.insert(feed.name.clone());
        }
        if self.until == Until::Due {
            self.seen.insert(feed.name.clone());
        }
    }

    fn expected(&mut self, feed: &Feed, source: &Source) -> Result<f64, Fault> {
        let today = crate::kinds::today();
        let volumes = self.reader.volumes(&weeks_ago(today))?.remove(&feed.name).unwrap_or_default();
        Ok(pulse(source, &State::read(&feed.state), &volumes, today).expected)
    }

    fn note(&mut self, doc: &str, message: &str) {
        self.notes(vec![Note { doc: doc.into(), message: message.into() }]);
    }

    /// Told at once; the first are told again at the end. A run may go on for months.
    fn notes(&mut self, notes: Vec<Note>) {
        const MOST: usize = 1000;
        notes.iter().for_each(|note| (self.setup.say)(&format!("{}: {}", note.doc, note.message)));
        let room = MOST.saturating_sub(self.done.notes.len());
        self.done.notes.extend(notes.into_iter().take(room));
    }

    fn write(&self) -> Result<Record, Fault> {
        Record::write(&self.setup.address, self.setup.stamp.clone(), &mut |_| ())
    }

    /// Whether a run that ends has nothing left to do now or soon.
    fn is_over(&mut self) -> Result<bool, Fault> {
        if self.until == Until::Stopped {
            let due = self.reader.waiting(Stage::Done, &now())?.0;
            if due > 0 {
                self.write()?.look_again(&now())?;
            }
            return Ok(false);
        }
        self.read_feeds = None;
        self.read_feeds()?;
        let (time, soon) = (now(), after(SOON));
        let retried = |f: &Feed| !self.seen.contains(&f.name) && f.due <= soon;
        let feeds = self.feeds.iter().any(|f| self.is_due(f, &time) || self.until == Until::Once && retried(f));
        let (wanted, next) = self.reader.waiting(Stage::Wanted, &time)?;
        let (fetched, again) = self.reader.waiting(Stage::Fetched, &time)?;
        let near = [next, again].into_iter().flatten().any(|due| due <= soon);
        if near && !feeds && wanted + fetched == 0 {
            std::thread::sleep(Duration::from_millis(300));
        }
        Ok(!feeds && wanted + fetched == 0 && !near && !self.post.is_due())
    }
}

fn ask(entry: &Entry, source: &Source) -> Ask {
    Ask {
        url: entry.url.clone(),
        // Without the bytes of before, a server that says that nothing changed would tell us nothing.
        etag: entry.body.etag.clone().filter(|_| entry.page.is_some()),
        modified: entry.body.modified.clone().filter(|_| entry.page.is_some()),
        allowed: source.fetch.allow_private.clone(),
        rate: source.fetch.rate,
        interface: false,
    }
}

async fn file(url: &str, most: usize) -> Result<Answer, Trouble> {
    let url = url.to_string();
    let read = tokio::task::spawn_blocking(move || {
        let body = read_file(&url, most)?;
        Ok(Answer { url, status: 200, body, ..Answer::default() })
    });
    read.await.unwrap_or_else(|_| Err(Trouble::new(TroubleKind::Passing, "reading it came to no end")))
}

/// Should a request meet an error of the program's own, it is a trouble of that request.
async fn guarded<T>(work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.unwrap_or_else(|_| Err(Trouble::new(TroubleKind::Passing, "it met an error of the program's own")))
}

fn host(url: &str) -> String {
    let url = Url::parse(url).ok();
    url.map(|u| format!("{}:{}", u.host_str().unwrap_or(""), u.port_or_known_default().unwrap_or(0)))
        .unwrap_or_default()
}

/// Looks at a source without keeping anything, to see whether it works.
pub fn test(source: &Source, settings: &Settings, data: &'static Data) -> Result<Look, Trouble> {
    let failed = |e: String| Trouble::new(TroubleKind::Passing, e);
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|e| failed(e.to_string()))?;
    let fetcher = Fetcher::new(settings, guard::system()).map_err(failed)?;
    let eyes = Eyes { fetcher: &fetcher, settings, data };
    runtime.block_on(eyes.look(source, &Last::default()))
}
