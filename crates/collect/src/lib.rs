//! Collects from sources around the clock, and delivers what people subscribed to.
//!
//! What is fetched is kept before anything is made of it, each address once at each stage (`run`); requests are polite
//! and never go where a page from outside must not send us (`fetch`, `guard`); what is sent is sent at most once
//! (`deliver`). How it is used is told in docs/collecting.md.
#![warn(missing_docs)]

pub mod deliver;
pub mod fetch;
pub mod guard;
mod host;
mod kinds;
mod opml;
mod run;
mod settings;
mod source;
mod state;
mod steps;
mod time;
mod warc;

pub use kinds::{is_to_come, today};
pub use opml::{from_opml, to_opml};
pub use run::{Coded, Done, Job, Setup, Until, Work, run, test};
pub use settings::{Settings, Wrong};
pub use source::{Item, Look, Source, Take};
pub use state::{Health, Pulse, Standing, State, pulse, sensitive, standing, unheard};
pub use time::{after, length, now};
pub use warc::export;
