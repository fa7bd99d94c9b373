//! What the desk's pages ask of a record, so that a page costs the same however much is kept.

mod aspects;
mod briefs;
mod find;
mod heard;
mod lists;
mod queue;
mod report;
mod views;

pub use briefs::{BriefLine, KeptBrief};
pub use find::{Found, Search, Tally};
pub use heard::Heard;
pub use lists::{AreaLine, Change, Changes, Named, Spot};
pub use queue::Agreement;
pub use report::{Report, Seen};

pub(crate) use aspects::{rule, write};
pub(crate) use heard::{speak, voice};

/// Fills what pages ask of a record that was made before they did.
pub(crate) fn fill(db: &mut crate::db::Db) -> crate::fault::Result<()> {
    aspects::fill(db)?;
    heard::fill(db)
}
