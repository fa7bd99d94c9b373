//! The values that pass between the stages, named as in CODEBOOK.md and COMMANDS.md.

mod brief;
mod date;
mod document;
mod event;
mod incident;

pub use brief::{Brief, Citation, Kind, MapPoint, Moment, MonthMark, Section, Sentence, Source, TableRow};
pub use date::{Day, Precision, Span as DateSpan};
pub use document::{Anchor, Cut, Document, Lang, Note, Span};
pub use event::{
    Actor, Campaign, Class, Event, Evidence, Figure, Indicator, Measure, PlacePrecision, Record, Stance, Status,
};
pub use incident::{
    Bounds, CampaignIncident, Claim, Contradiction, EventRef, Incident, Origin, Resolution, Severity, Side, Support,
    Teller, Tie,
};
