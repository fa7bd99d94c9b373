//! What collecting keeps: sources and when each is due, addresses and how far each came, every visit with its bytes.
//!
//! A visit and what it changes are one transaction, so that a process may end at any moment: what was fetched is kept
//! and waits at its stage, what was not is fetched again.

use crate::address::Address;
use crate::db::{Db, Mode, beside};
use crate::fault::{Fault, Kind, Result};
use crate::keep::among;
use crate::pack::{pack, unpack, unpack_bytes};
use crate::record::Record;
use crate::value::{Row, Value};
use crate::{Page, schema};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::sync::Arc;
use vigie_engine::model::Document;

/// A source that is collected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// How it is fetched, as the collector writes it.
    pub settings: String,
    /// How it went so far, as the collector writes it.
    pub state: String,
    /// When it is looked at next.
    pub due: String,
}

/// How far an address came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It is to be fetched.
    #[default]
    Wanted,
    /// It is to be fetched, and not before the time that its server named.
    Later,
    /// Its bytes are here and are to be read.
    Fetched,
    /// Its reports are in the record.
    Done,
    /// It cannot be had.
    Gone,
    /// Its bytes are here and could not be read.
    Aside,
}

impl Stage {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Wanted, "wanted"),
        (Self::Later, "later"),
        (Self::Fetched, "fetched"),
        (Self::Done, "done"),
        (Self::Gone, "gone"),
        (Self::Aside, "aside"),
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(stage, _)| *stage == self).map_or("", |(_, word)| word)
    }

    fn of(word: &str) -> Self {
        Self::ALL.iter().find(|(_, w)| *w == word).map_or(Self::Wanted, |(stage, _)| *stage)
    }

    /// The states that are asked for together: what is to be fetched, now or later.
    fn states(self) -> String {
        let all = if self == Self::Wanted { vec![Self::Wanted, Self::Later] } else { vec![self] };
        all.iter().map(|stage| format!("'{}'", stage.word())).collect::<Vec<_>>().join(",")
    }
}

/// An address that a source named, and how far it came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The address, or another name that tells it from all others.
    pub url: String,
    /// The source that named it first.
    pub feed: String,
    /// What the source said of it: another print means that it changed.
    pub print: String,
    /// How far it came.
    pub stage: Stage,
    /// Not before this time.
    pub due: String,
    /// How often this stage failed.
    pub tries: i64,
    /// Hash of the bytes that were fetched last.
    pub page: Option<Vec<u8>>,
    /// What else is known of it.
    pub body: Known,
}

/// What is known of an address beside its stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// What the source said of it.
    #[serde(default)]
    pub given: Document,
    /// Whether `given` is the report itself, so that nothing has to be fetched.
    #[serde(default)]
    pub whole: bool,
    /// For the next conditional request.
    #[serde(default)]
    pub etag: Option<String>,
    /// For the next conditional request.
    #[serde(default)]
    pub modified: Option<String>,
    /// `text/html; charset=...` as the server said.
    #[serde(default)]
    pub content: Option<String>,
    /// When it was first named.
    #[serde(default)]
    pub first: String,
    /// When it was last looked at.
    #[serde(default)]
    pub looked: String,
    /// Why it does not go on.
    #[serde(default)]
    pub fault: Option<String>,
}

/// One request, or one look into a folder or mailbox.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// The source for which it was made.
    #[serde(skip)]
    pub feed: String,
    /// The address that was asked for.
    #[serde(skip)]
    pub url: String,
    /// When.
    #[serde(skip)]
    pub at: String,
    /// 200 and the like; 0 if there was no answer.
    #[serde(skip)]
    pub status: i64,
    /// `new`, `changed`, `same`, `gone`, `failed`.
    #[serde(skip)]
    pub change: String,
    /// Hash of the bytes.
    #[serde(skip)]
    pub page: Option<Vec<u8>>,
    /// The addresses it was sent on to, the last of which answered.
    #[serde(default)]
    pub hops: Vec<String>,
    /// The head of the answer.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// Milliseconds until all was there.
    #[serde(default)]
    pub millis: u64,
    /// Why there was no answer, or why it was not taken.
    #[serde(default)]
    pub fault: Option<String>,
}

/// What one visit changes, kept as a whole.
#[derive(Clone, Debug, Default)]
pub struct Visited {
    /// The visit; one without an address if nobody was asked.
    pub visit: Visit,
    /// Its bytes.
    pub page: Option<Arc<Page>>,
    /// The source as it is now, if it was the source that was visited.
    pub feed: Option<Feed>,
    /// Addresses as they are now.
    pub entries: Vec<Entry>,
    /// Bytes that came with the visit and belong to one of the addresses each.
    pub pages: Vec<Arc<Page>>,
    /// The day, and how many of the addresses are new.
    pub came: Option<(String, i64)>,
    /// Whether all that the source named of late is looked at again.
    pub again: bool,
}

/// When an address is looked at again that is not: after all times.
pub const NEVER: &str = "9999-12-31T00:00:00.000000Z";

impl Record {
    /// All sources, by name.
    pub fn feeds(&mut self) -> Result<Vec<Feed>> {
        let rows = self.db.rows("SELECT name, url, settings, state, due FROM feeds ORDER BY name", &[])?;
        let feed = |row: &Row| Feed {
            name: row.text(0).into(),
            url: row.text(1).into(),
            settings: row.text(2).into(),
            state: row.text(3).into(),
            due: row.text(4).into(),
        };
        Ok(rows.iter().map(feed).collect())
    }

    /// Adds a source, or puts it in place of the one of that name.
    pub fn put_feed(&mut self, feed: &Feed) -> Result<()> {
        put_feed(&mut self.db, feed)
    }

    /// Takes a source away; what came of it stays. Whether it was there.
    pub fn remove_feed(&mut self, name: &str) -> Result<bool> {
        self.db.transaction(|db| {
            let waiting = "DELETE FROM entries WHERE feed = $1 AND state IN ('wanted', 'later')";
            db.run(waiting, &[name.into()])?;
            Ok(db.run("DELETE FROM feeds WHERE name = $1", &[name.into()])? > 0)
        })
    }

    /// Keeps visits and all that they change, in one transaction.
    pub fn visited(&mut self, batch: &[Visited]) -> Result<()> {
        self.db.transaction(|db| {
            let mut next = db.number("SELECT MAX(num) FROM visits", &[])? + 1;
            for one in batch {
                let pages = one.page.iter().chain(&one.pages).map(|p| p.row());
                db.insert("pages", "hash,size,bytes", pages.collect(), "ON CONFLICT DO NOTHING")?;
                // Nobody was asked.
                if !one.visit.url.is_empty() {
                    put_visit(db, next, &one.visit)?;
                    next += 1;
                }
                one.feed.iter().try_for_each(|feed| set_feed(db, feed))?;
                put_entries(db, &one.entries)?;
                if one.again {
                    let sql = "UPDATE entries SET state = 'wanted', due = $2, tries = 0
                        WHERE feed = $1 AND state IN ('done', 'wanted') AND due < $3";
                    let values = [one.visit.feed.as_str().into(), one.visit.at.as_str().into(), NEVER.into()];
                    db.run(sql, &values)?;
                }
                if let Some((day, came)) = one.came.as_ref().filter(|(_, came)| *came > 0) {
                    let sql = "INSERT INTO volumes (feed, day, came) VALUES ($1,$2,$3)
                        ON CONFLICT (feed, day) DO UPDATE SET came = volumes.came + excluded.came";
                    db.run(sql, &[one.visit.feed.as_str().into(), day.as_str().into(), (*came).into()])?;
                }
            }
            Ok(())
        })
    }

    /// Addresses as they are now, without a visit.
    pub fn put_entries(&mut self, entries: &[Entry]) -> Result<()> {
        self.db.transaction(|db| put_entries(db, entries))
    }

    /// Has addresses fetched anew whose time to be looked at again has come; how many these are.
    pub fn look_again(&mut self, time: &str) -> Result<u64> {
        let sql = "UPDATE entries SET state = 'wanted', tries = 0 WHERE state = 'done' AND due <= $1";
        self.db.run(sql, &[time.into()])
    }

    /// How many addresses stand at a stage and are due, and when the first of the others is.
    pub fn waiting(&mut self, stage: Stage, time: &str) -> Result<(i64, Option<String>)> {
        let states = stage.states();
        let sql = format!(
            "SELECT COUNT(CASE WHEN due <= $1 THEN 1 END), MIN(CASE WHEN due > $1 THEN due END) FROM entries
             WHERE state IN ({states})"
        );
        let rows = self.db.rows(&sql, &[time.into()])?;
        Ok(rows.first().map_or((0, None), |row| (row.int(0), row.maybe_text(1).map(str::to_string))))
    }

    /// Those of the addresses that are known.
    pub fn entries(&mut self, urls: &[String]) -> Result<BTreeMap<String, Entry>> {
        let values: Vec<Value> = urls.iter().map(|u| u.as_str().into()).collect();
        let rows = among(&mut self.db, &format!("{ENTRY} WHERE url IN"), &values)?;
        rows.iter().map(|row| Ok((row.text(0).to_string(), entry(row)?))).collect()
    }

    /// Addresses at a stage that are due, the oldest first.
    pub fn at_stage(&mut self, stage: Stage, now: &str, limit: i64) -> Result<Vec<Entry>> {
        let states = stage.states();
        let sql = format!("{ENTRY} WHERE state IN ({states}) AND due <= $1 ORDER BY due, url LIMIT {limit}");
        self.db.rows(&sql, &[now.into()])?.iter().map(entry).collect()
    }

    /// The bytes that are kept under a hash.
    pub fn page(&mut self, hash: &[u8]) -> Result<Option<Vec<u8>>> {
        let rows = self.db.rows("SELECT bytes FROM pages WHERE hash = $1", &[hash.into()])?;
        rows.first().map(|row| unpack_bytes(row.bytes(0))).transpose()
    }

    /// How many addresses of each source stand at each stage.
    pub fn stages(&mut self) -> Result<BTreeMap<String, BTreeMap<Stage, i64>>> {
        let rows = self.db.rows("SELECT feed, state, COUNT(*) FROM entries GROUP BY feed, state", &[])?;
        let mut stages: BTreeMap<String, BTreeMap<Stage, i64>> = BTreeMap::new();
        for row in rows {
            stages.entry(row.text(0).into()).or_default().insert(Stage::of(row.text(1)), row.int(2));
        }
        Ok(stages)
    }

    /// How many new addresses each source named on each day since a day.
    pub fn volumes(&mut self, since: &str) -> Result<BTreeMap<String, BTreeMap<String, i64>>> {
        let rows = self.db.rows("SELECT feed, day, came FROM volumes WHERE day >= $1", &[since.into()])?;
        let mut volumes: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
        for row in rows {
            volumes.entry(row.text(0).into()).or_default().insert(row.text(1).into(), row.int(2));
        }
        Ok(volumes)
    }

    /// Visits after a number, some at a time, each with its number and its bytes.
    pub fn visits(&mut self, after: i64, limit: i64) -> Result<Vec<NumberedVisit>> {
        let sql = format!(
            "SELECT v.num, v.feed, v.url, v.at, v.status, v.change, v.page, v.body, p.bytes FROM visits v
             LEFT JOIN pages p ON p.hash = v.page WHERE v.num > $1 ORDER BY v.num LIMIT {limit}"
        );
        self.db.rows(&sql, &[after.into()])?.iter().map(visit).collect()
    }
}

/// A visit with its number and its bytes.
pub type NumberedVisit = (i64, Visit, Option<Vec<u8>>);

fn visit(row: &Row) -> Result<NumberedVisit> {
    let bytes = Some(row.bytes(8)).filter(|b| !b.is_empty()).map(unpack_bytes).transpose()?;
    let visit = Visit {
        feed: row.text(1).into(),
        url: row.text(2).into(),
        at: row.text(3).into(),
        status: row.int(4),
        change: row.text(5).into(),
        page: Some(row.bytes(6).to_vec()).filter(|b| !b.is_empty()),
        ..unpack(row.bytes(7))?
    };
    Ok((row.int(0), visit, bytes))
}

const ENTRY: &str = "SELECT url, feed, print, state, due, tries, page, body FROM entries";

fn entry(row: &Row) -> Result<Entry> {
    Ok(Entry {
        url: row.text(0).into(),
        feed: row.text(1).into(),
        print: row.text(2).into(),
        stage: Stage::of(row.text(3)),
        due: row.text(4).into(),
        tries: row.int(5),
        page: Some(row.bytes(6).to_vec()).filter(|b| !b.is_empty()),
        body: unpack(row.bytes(7))?,
    })
}

fn put_feed(db: &mut Db, feed: &Feed) -> Result<()> {
    let row = [&feed.name, &feed.url, &feed.settings, &feed.state, &feed.due].map(|t| t.as_str().into());
    let sql = "INSERT INTO feeds (name, url, settings, state, due) VALUES ($1,$2,$3,$4,$5) ON CONFLICT (name)
        DO UPDATE SET url = excluded.url, settings = excluded.settings, state = excluded.state, due = excluded.due";
    db.run(sql, &row).map(drop)
}

/// Only how it went: what a person changed meanwhile stays, and a source that was taken away does not come back.
fn set_feed(db: &mut Db, feed: &Feed) -> Result<()> {
    let row = [&feed.name, &feed.state, &feed.due].map(|t| t.as_str().into());
    db.run("UPDATE feeds SET state = $2, due = $3 WHERE name = $1", &row).map(drop)
}

fn put_visit(db: &mut Db, num: i64, visit: &Visit) -> Result<()> {
    let row = vec![
        num.into(),
        visit.feed.as_str().into(),
        visit.url.as_str().into(),
        visit.at.as_str().into(),
        visit.status.into(),
        visit.change.as_str().into(),
        Value::Bytes(visit.page.clone()),
        pack(visit).into(),
    ];
    db.insert("visits", "num,feed,url,at,status,change,page,body", vec![row], "")
}

fn put_entries(db: &mut Db, entries: &[Entry]) -> Result<()> {
    let row = |e: &Entry| {
        vec![
            e.url.as_str().into(),
            e.feed.as_str().into(),
            e.print.as_str().into(),
            e.stage.word().into(),
            e.due.as_str().into(),
            e.tries.into(),
            Value::Bytes(e.page.clone()),
            pack(&e.body).into(),
        ]
    };
    // The last of several that name one address counts; one statement may not touch a row twice.
    let last: BTreeMap<&str, &Entry> = entries.iter().map(|e| (e.url.as_str(), e)).collect();
    let ending = "ON CONFLICT (url) DO UPDATE SET feed = excluded.feed, print = excluded.print, state = excluded.state,
        due = excluded.due, tries = excluded.tries, page = excluded.page, body = excluded.body";
    let columns = "url,feed,print,state,due,tries,page,body";
    db.insert("entries", columns, last.into_values().map(row).collect(), ending)
}

/// Held while a process collects into a record: no two do. It ends with the process, however that ends.
pub struct Collecting {
    _file: Option<File>,
    _db: Option<Db>,
}

/// A number that no other lock takes: "collect" in letters.
const NUMBER: i64 = 0x63_6f_6c_6c_65_63_74;

impl Collecting {
    /// Takes the turn; a fault that names the other process if there is one.
    pub fn begin(address: &Address) -> Result<Self> {
        match address {
            Address::File(path) => Self::file(&beside(path, "-collect")),
            Address::Server(_) => {
                let mut db = Db::open(address, Mode::Write)?;
                schema::version(&mut db)?;
                match db.number("SELECT CAST(pg_try_advisory_lock($1) AS INT)", &[NUMBER.into()])? {
                    0 => Err(busy("another process")),
                    _ => Ok(Self { _file: None, _db: Some(db) }),
                }
            }
        }
    }

    fn file(path: &std::path::Path) -> Result<Self> {
        let fault = |e: std::io::Error| Fault::file(path, &e);
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(fault)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut who = String::new();
                let _ = file.read_to_string(&mut who);
                return Err(busy(&format!("process {}", who.trim())));
            }
            Err(TryLockError::Error(e)) => return Err(fault(e)),
        }
        // Who collects is only told to those who find the turn taken.
        let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Self { _file: Some(file), _db: None })
    }
}

fn busy(who: &str) -> Fault {
    let what = format!("{who} is collecting into this record");
    Fault::new(Kind::Locked, what, "it does the work of both; end it first if this one is meant to take over")
}

impl Record {
    /// How much waits to be joined.
    pub fn status_pending(&mut self) -> Result<i64> {
        self.db.number("SELECT COUNT(*) FROM pending", &[])
    }
}

impl Record {
    /// The address of each document, and when it was first joined with the others.
    pub fn joined_at(&mut self) -> Result<Vec<(String, String)>> {
        let joins = self.db.rows("SELECT rev, at FROM revisions WHERE what = 'join' ORDER BY rev", &[])?;
        let joins: Vec<(i64, String)> = joins.iter().map(|row| (row.int(0), row.text(1).to_string())).collect();
        let sql = "SELECT d.id, v.body, v.rev FROM documents d JOIN versions v ON v.num = d.num AND v.version = 1";
        let mut all = Vec::new();
        for row in self.db.rows(sql, &[])? {
            let document = crate::keep::document(row.text(0), row.bytes(1))?;
            let at = joins.iter().find(|(rev, _)| *rev > row.int(2));
            all.extend(document.url.zip(at.map(|(_, at)| at.clone())));
        }
        Ok(all)
    }
}
