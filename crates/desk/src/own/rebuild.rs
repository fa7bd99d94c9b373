//! What was coded by other data, coded again while people go on working: a batch at a time, each kept whole.

use crate::state::Desk;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use vigie_engine::code;
use vigie_engine::data::Data;
use vigie_engine::model::{Document, Record as Coded};
use vigie_store::{Fault, Joined, Recoded, Record, Stamp};

/// Documents that are coded at a time: between two batches others may write.
const BATCH: usize = 200;

/// How far a rebuild is.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Whether it goes on.
    pub running: bool,
    /// Documents that are done, and all.
    pub done: (usize, usize),
    /// What the last one changed, or why it ended.
    pub told: Option<Result<(Recoded, Joined), String>>,
}

/// The rebuild of a desk: one at a time.
#[derive(Debug, Default)]
pub struct Job(Mutex<Work>);

impl Job {
    /// How far it is.
    pub fn look(&self) -> Work {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, change: impl FnOnce(&mut Work)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn begin(&self) -> bool {
        let mut work = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        !std::mem::replace(&mut *work, Work { running: true, ..Work::default() }).running
    }
}

/// Begins a rebuild beside the desk's other work; one that goes on already is enough.
pub fn start(desk: &Arc<Desk>) {
    if desk.job().begin() {
        let desk = Arc::clone(desk);
        thread::spawn(move || {
            let told =
                catch_unwind(AssertUnwindSafe(|| run(&desk))).unwrap_or_else(|_| Err("it ended half way".into()));
            desk.job().set(|work| (work.running, work.told) = (false, Some(told)));
        });
    }
}

fn run(desk: &Arc<Desk>) -> Result<(Recoded, Joined), String> {
    let Some(own) = desk.own() else { return Err("the data of this desk are not edited here".into()) };
    let files = own.files();
    let data =
        Data::load(&files).map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    // Whoever asks meanwhile may hold the old data: each rebuild leaves one set behind until the desk ends.
    let data: &'static Data = Box::leak(Box::new(data));
    desk.take_data(Stamp::of(files.all()), data);
    again(desk, data).map_err(|fault| format!("{}: {}", fault.what, fault.hint))
}

fn again(desk: &Desk, data: &'static Data) -> Result<(Recoded, Joined), Fault> {
    let write = || Record::write(desk.address(), Stamp::clone(&desk.stamp()), &mut |_| ());
    let stale = write()?.stale(false)?;
    desk.job().set(|work| work.done = (0, stale.len()));
    let mut recoded = Recoded::default();
    for batch in stale.chunks(BATCH) {
        let documents = Record::read(desk.address())?.numbered(batch)?;
        let done = coded(documents, data);
        recoded.add(write()?.recode(&done)?);
        desk.job().set(|work| work.done.0 += batch.len());
    }
    Ok((recoded, write()?.join_all(data)?))
}

/// Coded on all cores. A document on which the coder fails stays as it was.
fn coded(documents: Vec<(i64, Document)>, data: &Data) -> Vec<(i64, Document, Coded)> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let part = documents.len().div_ceil(cores).max(1);
    thread::scope(|scope| {
        let threads: Vec<_> = documents.chunks(part).map(|some| scope.spawn(|| coded_here(some, data))).collect();
        threads.into_iter().flat_map(|t| t.join().unwrap_or_default()).collect()
    })
}

fn coded_here(documents: &[(i64, Document)], data: &Data) -> Vec<(i64, Document, Coded)> {
    let one = |(num, document): &(i64, Document)| {
        let coded = catch_unwind(AssertUnwindSafe(|| code::code(document, data).0)).ok()?;
        Some((*num, document.clone(), coded))
    };
    documents.iter().filter_map(one).collect()
}
