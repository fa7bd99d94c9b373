//! The record that keeps: documents and decisions, which are never lost, and all that is derived from them.
//!
//! One schema on SQLite and PostgreSQL, told in docs/record.md. Writers take turns, readers never wait, and what a
//! call returned as kept has reached the disk. The clock is read here and nowhere in the engine.
#![warn(missing_docs)]

mod address;
mod assess;
mod backup;
mod check;
mod collect;
mod db;
mod decide;
mod deliver;
mod fault;
mod join;
mod keep;
mod load;
mod lock;
mod names;
mod near;
mod pack;
mod public;
mod query;
mod rebuild;
mod record;
mod schema;
mod sign;
mod stamp;
mod status;
mod tables;
#[cfg(test)]
mod tests;
mod touched;
mod value;
mod words;

pub use address::Address;
pub use check::Findings;
pub use collect::{Collecting, Entry, Feed, Known as EntryBody, NEVER, Stage, Visit, Visited};
pub use decide::{Act, Decision, Ruled};
pub use deliver::{Changed, Delivery, Sent, Subscription};
pub use fault::{Fault, Kind, Result};
pub use join::Joined;
pub use keep::{Arrival, Kept, Page};
pub use load::Scope;
pub use near::Joiner;
pub use query::{Line, Select};
pub use rebuild::Recoded;
pub use record::{Record, now};
pub use sign::{Key, Signed};
pub use stamp::{ENGINE, Stamp};
pub use status::Status;
pub use words::Hit;
