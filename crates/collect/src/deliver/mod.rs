//! Those who subscribed are told: what came is queued for each subscription once, and sent when it is due.
//!
//! The guarantee: something is sent at most once to a subscription. What surely did not arrive is sent again later and
//! later, and stands in the list of the dead after that; of what may have arrived it is said that nobody knows.

mod atom;
mod items;
mod message;
mod send;
#[cfg(test)]
mod sent;
pub mod wants;
mod words;

pub use items::{Asked, Brief, Written};
pub(crate) use message::escape;
pub use message::{Link, Message};
pub use send::Batch;
pub use wants::{Wants, Way, What};

use crate::run::Setup;
use crate::time::{now, written};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use vigie_engine::model::Note;
use vigie_store::{Delivery, Fault, Record, Sent, Subscription};

/// How far a subscription came; the record keeps it as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// The revision of the record up to which it was told.
    pub rev: i64,
    /// The day of the last brief of a day.
    pub daily: Option<String>,
    /// The day of the last brief of a week.
    pub weekly: Option<String>,
}

/// A subscription as a person asked for it, for the record: told of what comes from now on.
pub fn subscription(name: &str, wants: &Wants, record: &mut Record) -> Result<Subscription, Fault> {
    let today = wants.local(Timestamp::now()).date().to_string();
    let told = Told { rev: record.last_revision()?, daily: Some(today.clone()), weekly: Some(today) };
    Ok(Subscription {
        name: name.into(),
        settings: serde_json::to_string(wants).unwrap_or_default(),
        state: serde_json::to_string(&told).unwrap_or_default(),
        due: now(),
    })
}

/// Sends while a run goes on.
pub struct Post<'a> {
    setup: &'a Setup<'a>,
    woken: bool,
    looked: Option<Instant>,
    /// Subscriptions to which something is being sent.
    sending: BTreeSet<String>,
}

/// Items that are sent at once.
const MOST: i64 = 50;
/// How often it is looked for what is due.
const PATIENCE: Duration = Duration::from_secs(5);

impl<'a> Post<'a> {
    /// Nothing is under way.
    pub fn new(setup: &'a Setup<'a>) -> Self {
        Self { setup, woken: true, looked: None, sending: BTreeSet::new() }
    }

    /// Something changed.
    pub fn wake(&mut self) {
        self.woken = true;
    }

    /// There is nobody to tell.
    pub fn rest(&mut self) {
        (self.woken, self.looked) = (false, Some(Instant::now()));
    }

    /// Whether it is time to look.
    pub fn is_due(&self) -> bool {
        self.woken || self.looked.is_none_or(|at| at.elapsed() > PATIENCE)
    }

    /// Queues what is new for each subscription, and gives what is to be sent now. It is marked as begun: from here on
    /// it is not sent by anyone else.
    pub fn due(
        &mut self,
        record: &mut Record,
        reader: &mut Record,
        notes: &mut Vec<Note>,
    ) -> Result<Vec<Batch>, Fault> {
        self.rest();
        let mut batches = Vec::new();
        for one in record.subscriptions()? {
            let wants: Wants = match serde_json::from_str(&one.settings) {
                Ok(wants) => wants,
                Err(e) => {
                    notes.push(Note { doc: one.name, message: format!("is no subscription that can be read ({e})") });
                    continue;
                }
            };
            let told: Told = serde_json::from_str(&one.state).unwrap_or_default();
            let found = items::find(&one.name, &wants, &told, reader, self.setup, notes)?;
            if found.told != told || !found.items.is_empty() {
                let state = serde_json::to_string(&found.told).unwrap_or_default();
                let at = written(wants.due(Timestamp::now()));
                let delivery = |(item, message): (String, Message)| Delivery {
                    subscription: one.name.clone(),
                    item,
                    due: at.clone(),
                    body: serde_json::to_string(&message).unwrap_or_default(),
                    ..Delivery::default()
                };
                let items: Vec<Delivery> = found.items.into_iter().map(delivery).collect();
                record.queue(&Subscription { state, ..one.clone() }, &items)?;
            }
            if self.sending.contains(&one.name) {
                continue;
            }
            let begun = record.begin(&one.name, &now(), MOST)?;
            if !begun.is_empty() {
                let log = if matches!(wants.to, Way::Atom(_)) {
                    record.deliveries(Some(&one.name), 200)?
                } else {
                    Vec::new()
                };
                self.sending.insert(one.name.clone());
                self.woken |= begun.len() as i64 == MOST;
                batches.push(Batch::new(one.name, wants, begun, log, &self.setup.settings, self.setup.lookup.clone()));
            }
        }
        Ok(batches)
    }

    /// What became of a batch; how many of it were taken.
    pub fn back(&mut self, sent: &[Delivery], notes: &mut Vec<Note>) -> usize {
        for one in sent {
            self.sending.remove(&one.subscription);
            if one.sent != Sent::Sent {
                let why = serde_json::from_str::<serde_json::Value>(&one.body).ok();
                let why = why.as_ref().and_then(|v| v["fault"].as_str()).unwrap_or("").to_string();
                let message = match one.sent {
                    Sent::Dead => format!("{} was refused {} times and is not sent again: {why}", one.item, one.tries),
                    Sent::Unsure => format!("{} may have arrived, and is not sent again by itself: {why}", one.item),
                    _ => format!("{} was refused and is sent again later: {why}", one.item),
                };
                notes.push(Note { doc: one.subscription.clone(), message });
            }
        }
        sent.iter().filter(|one| one.sent == Sent::Sent).count()
    }
}
