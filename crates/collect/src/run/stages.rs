//! The stages after fetching: what came is kept, read, coded, joined, and told.

use super::{BATCH, Back, Job, PATIENCE, Run};
use crate::steps::settle;
use crate::time::{after, now};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use vigie_store::{Entry, Fault, Kept, Page, Stage};

/// Pages that are read and coded at once, and the bytes of them.
const PAGES: i64 = 48;
const BYTES: usize = 16 << 20;

/// Failures of one stage after which bytes are set aside.
const TRIES: i64 = 3;

impl Run<'_> {
    /// Keeps what came back, in one transaction.
    pub(super) fn keep(&mut self, now: bool) -> Result<(), Fault> {
        let patient = self.since.is_some_and(|at| at.elapsed() < PATIENCE) && self.under_way > 0;
        if self.waiting.is_empty() || !now && patient && self.waiting.len() < BATCH {
            return Ok(());
        }
        self.write()?.visited(&self.waiting)?;
        for visited in std::mem::take(&mut self.waiting) {
            match visited.feed {
                Some(feed) => {
                    self.busy.remove(&feed.name);
                    self.feeds.iter_mut().filter(|f| f.name == feed.name).for_each(|f| *f = feed.clone());
                }
                None => visited.entries.iter().for_each(|entry| {
                    self.busy.remove(&entry.url);
                }),
            }
        }
        self.since = None;
        Ok(())
    }

    /// Reads and codes what was fetched, and keeps its reports; whether there was anything.
    pub(super) fn work(&mut self) -> Result<bool, Fault> {
        let entries = self.reader.at_stage(Stage::Fetched, &now(), PAGES)?;
        if entries.is_empty() {
            return Ok(false);
        }
        let (entries, jobs) = self.jobs(entries)?;
        let results = (self.setup.work)(jobs, &mut self.reader)?;
        let (mut arrivals, mut settled) = (Vec::new(), Vec::new());
        for (mut entry, result) in entries.into_iter().zip(results) {
            match result {
                Ok((found, notes)) => {
                    let none = found.is_empty().then(|| "holds no report".to_string());
                    settle(&mut entry, notes.first().map(|n| n.message.clone()).or(none));
                    arrivals.extend(found);
                    self.notes(notes);
                }
                Err(why) => {
                    entry.tries += 1;
                    entry.body.fault = Some(why.clone());
                    entry.due = after(Duration::from_secs(5 * entry.tries as u64));
                    entry.stage = if entry.tries >= TRIES { Stage::Aside } else { Stage::Fetched };
                    self.note(&entry.url.clone(), &why);
                }
            }
            settled.push(entry);
        }
        let mut record = self.write()?;
        for (_, kept) in record.keep(&arrivals)? {
            self.done.documents[match kept {
                Kept::New => 0,
                Kept::Version => 1,
                Kept::Known => 2,
            }] += 1;
        }
        // Should the run end here, the same reports are read again and found to be known.
        record.put_entries(&settled)?;
        Ok(true)
    }

    /// The bytes of addresses, as far as they should be in memory at once.
    fn jobs(&mut self, entries: Vec<Entry>) -> Result<(Vec<Entry>, Vec<Job>), Fault> {
        let (mut taken, mut jobs, mut size) = (Vec::new(), Vec::new(), 0);
        let mut pages: BTreeMap<Vec<u8>, (Arc<Page>, Vec<u8>)> = BTreeMap::new();
        for entry in entries {
            if size > BYTES {
                break;
            }
            let hash = entry.page.clone().unwrap_or_default();
            if !pages.contains_key(&hash)
                && let Some(bytes) = self.reader.page(&hash)?
            {
                size += bytes.len();
                pages.insert(hash.clone(), (Arc::new(Page::new(&bytes)), bytes));
            }
            let page = pages.get(&hash);
            jobs.push(Job {
                name: entry.url.clone(),
                source: entry.feed.clone(),
                given: entry.body.given.clone(),
                whole: entry.body.whole,
                content: entry.body.content.clone(),
                bytes: if entry.body.whole { Vec::new() } else { page.map(|p| p.1.clone()).unwrap_or_default() },
                page: page.map(|p| p.0.clone()),
            });
            taken.push(entry);
        }
        Ok((taken, jobs))
    }

    /// Joins what waits with all that is there: at once if there is nothing else to do, else so that it takes no more
    /// than a part of the time.
    pub(super) fn join(&mut self, now: bool) -> Result<(), Fault> {
        let late = self.joined.is_none_or(|(at, took)| at.elapsed() > (took * 4).max(Duration::from_millis(500)));
        if !now && !late || self.reader.status_pending()? == 0 {
            return Ok(());
        }
        let began = Instant::now();
        let joined = self.write()?.join_with(&mut self.joiner, self.setup.data)?;
        self.joined = Some((Instant::now(), began.elapsed()));
        let sum = &mut self.done.joined;
        sum.new += joined.new;
        sum.changed += joined.changed;
        sum.tolls += joined.tolls;
        sum.merged += joined.merged;
        sum.ended += joined.ended;
        sum.verdicts += joined.verdicts;
        self.post.wake();
        Ok(())
    }

    /// Queues what people subscribed to, and sends what is due.
    pub(super) fn deliver(&mut self, runtime: &Runtime) -> Result<(), Fault> {
        if !self.post.is_due() {
            return Ok(());
        }
        if self.reader.subscriptions()?.is_empty() {
            self.post.rest();
            return Ok(());
        }
        let (mut record, mut notes) = (self.write()?, Vec::new());
        let batches = self.post.due(&mut record, &mut self.reader, &mut notes)?;
        drop(record);
        self.notes(notes);
        for batch in batches {
            self.under_way += 1;
            let send = self.send.clone();
            runtime.spawn(async move {
                let sent = batch.send().await;
                let _ = send.send(Back::Sent(sent));
            });
        }
        Ok(())
    }
}
