//! What every page and answer works with: the record, by readers that are kept open and one writer at a time.

use crate::api::Answers;
use crate::auth::{Door, Listen};
use crate::joins::Joins;
use crate::own::{Installation, Job};
use crate::pages::Kept;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use vigie_engine::data::Data;
use vigie_store::{Address, Fault, Kind, Record, Stamp};

/// The desk of one record.
pub struct Desk {
    address: Address,
    /// Replaced when a rebuild takes edited data into use.
    now: RwLock<(Arc<Stamp>, &'static Data)>,
    own: Option<Installation>,
    job: Job,
    door: Door,
    answers: Answers,
    kept: Arc<Kept>,
    joins: Joins,
    readers: Mutex<Vec<Record>>,
    keepers: Mutex<Vec<Record>>,
}

impl Desk {
    /// A desk over a record that only this machine reaches. The data are those of the installation.
    pub fn new(address: Address, stamp: Stamp, data: &'static Data) -> Arc<Self> {
        Self::at(Listen::Loopback, address, stamp, data)
    }

    /// A desk that is reached from somewhere.
    pub fn at(listen: Listen, address: Address, stamp: Stamp, data: &'static Data) -> Arc<Self> {
        Self::with(listen, address, stamp, data, None)
    }

    /// The same where the data files of the installation may be edited.
    pub fn with(
        listen: Listen,
        address: Address,
        stamp: Stamp,
        data: &'static Data,
        own: Option<Installation>,
    ) -> Arc<Self> {
        let (door, now) = (Door::new(listen), RwLock::new((Arc::new(stamp), data)));
        let (job, answers, kept, joins, readers, keepers) = Default::default();
        Arc::new(Self { address, now, own, job, door, answers, kept, joins, readers, keepers })
    }

    /// The data files of the installation, where they may be edited.
    pub fn own(&self) -> Option<&Installation> {
        self.own.as_ref()
    }

    /// The rebuild, if one goes on.
    pub(crate) fn job(&self) -> &Job {
        &self.job
    }

    /// Works with other data from now on.
    pub(crate) fn take_data(&self, stamp: Stamp, data: &'static Data) {
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = (Arc::new(stamp), data);
    }

    /// Who comes in, and how often they tried.
    pub(crate) fn door(&self) -> &Door {
        &self.door
    }

    /// What pages counted of the record as it is.
    pub(crate) fn kept(&self) -> &Arc<Kept> {
        &self.kept
    }

    /// What is known of all events, for those who rule.
    pub(crate) fn joins(&self) -> &Joins {
        &self.joins
    }

    /// Answers that took long.
    pub(crate) fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Where the record is.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The engine and the data of this program.
    pub fn stamp(&self) -> Arc<Stamp> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner).0)
    }

    /// Names, places and rules of the installation.
    pub fn data(&self) -> &'static Data {
        self.now.read().unwrap_or_else(PoisonError::into_inner).1
    }

    /// Asks the record, on a thread that may wait. Readers stay open for the next who asks.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        ask: impl FnOnce(&mut Record) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Failed> {
        let desk = Arc::clone(self);
        blocking(move || {
            let free = desk.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut reader = free.map_or_else(|| Record::read(&desk.address), Ok)?;
            let answer = ask(&mut reader);
            if answer.is_ok() {
                desk.readers.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
            }
            answer
        })
        .await
    }

    /// Keeps what is the desk's own, such as accounts, sessions and the audit: no writer of reports is waited for.
    pub async fn keep<T: Send + 'static>(
        self: &Arc<Self>,
        change: impl FnOnce(&mut Record) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Failed> {
        let desk = Arc::clone(self);
        blocking(move || {
            let free = desk.keepers.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut keeper = free.map_or_else(|| Record::desk(&desk.address), Ok)?;
            let answer = change(&mut keeper);
            // What a person asked in vain is no fault of the connection.
            if answer.as_ref().map_or_else(|fault| fault.kind == Kind::Asked, |_| true) {
                desk.keepers.lock().unwrap_or_else(PoisonError::into_inner).push(keeper);
            }
            answer
        })
        .await
    }

    /// Changes the record; whoever else writes is waited for.
    pub async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        change: impl FnOnce(&mut Record) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Failed> {
        let desk = Arc::clone(self);
        blocking(move || change(&mut Record::write(&desk.address, Stamp::clone(&desk.stamp()), &mut |_| ())?)).await
    }
}

/// Connections wait for their answers, and so for their end: not on a thread that serves others.
impl Drop for Desk {
    fn drop(&mut self) {
        let open = [&mut self.readers, &mut self.keepers].map(|kept| std::mem::take(kept).into_inner());
        let _ = std::thread::spawn(move || drop(open)).join();
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Failed> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(Failed),
        Err(e) => Err(Failed(Fault::new(Kind::Other, format!("a part of the desk ended: {e}"), "try again"))),
    }
}

/// The record could not answer.
#[derive(Debug)]
pub struct Failed(pub Fault);

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, format!("{}: {}", self.0.what, self.0.hint)).into_response()
    }
}
