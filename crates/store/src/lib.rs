//! The record that keeps: documents and decisions, which are never lost, and all that is derived from them.
//!
//! One schema on SQLite and PostgreSQL, told in docs/record.md. Writers take turns, readers never wait, and what a
//! call returned as kept has reached the disk. The clock is read here and nowhere in the engine.
#![warn(missing_docs)]

mod accounts;
mod address;
mod assess;
mod audit;
mod backup;
mod check;
mod collect;
mod db;
mod decide;
mod deliver;
mod exported;
mod fault;
mod join;
mod keep;
mod listing;
mod load;
mod lock;
mod names;
mod near;
mod outlines;
mod pack;
mod pages;
mod past;
mod public;
mod query;
mod rebuild;
mod record;
mod schema;
mod sessions;
mod sign;
mod stamp;
mod status;
mod tables;
#[cfg(test)]
mod tests;
mod touched;
mod value;
mod words;
mod write;

pub use accounts::Account;
pub use address::Address;
pub use audit::Entry as AuditEntry;
pub use check::Findings;
pub use collect::{Collecting, Entry, Feed, Known as EntryBody, NEVER, NumberedVisit, Stage, Visit, Visited};
pub use decide::{Act, Decision, Ruled};
pub use deliver::{Changed, Delivery, Sent, Subscription};
pub use fault::{Fault, Kind, Result};
pub use join::Joined;
pub use keep::{Arrival, Kept, Page};
pub use listing::{EventLine, Page as Paged, Wanted};
pub use load::Scope;
pub use near::Joiner;
pub use pages::{
    Agreement, AreaLine, BriefLine, Change, Changes, Found, Heard, KeptBrief, Named, Report, Search, Seen, Spot, Tally,
};
pub use query::{Line, Select};
pub use rebuild::Recoded;
pub use record::{Record, now};
pub use sessions::{Invitation, Session, Token};
pub use sign::{Key, Signed};
pub use stamp::{ENGINE, Stamp};
pub use status::Status;
pub use words::Hit;
