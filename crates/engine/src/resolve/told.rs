//! An event as one report tells it, with what comparing it takes.

use super::names;
use super::report::Report;
use crate::model::{Day, Event, EventRef};
use std::cmp::Ordering;

/// An event and the report that tells it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The report's id.
    pub doc: &'a str,
    /// What is known of the report.
    pub report: &'a Report,
    /// When the report was published.
    pub published: Option<Day>,
    /// The event.
    pub event: &'a Event,
    /// The place's name as it is compared.
    pub place: Option<&'a str>,
    /// The region's name as it is compared.
    pub region: Option<&'a str>,
}

impl Told<'_> {
    /// `[doc, event]`.
    pub fn reference(&self) -> EventRef {
        (self.doc.into(), self.event.id.clone())
    }

    /// The fixed order of all events: document, then number within it, `e2` before `e10`.
    pub fn order(&self, other: &Told) -> Ordering {
        let key = |t: &Told| (t.event.id.len(), t.event.id.clone());
        self.doc.cmp(other.doc).then_with(|| key(self).cmp(&key(other)))
    }

    /// Which of two tellings is the elder: the first report, undated ones last.
    pub fn age(&self, other: &Told) -> Ordering {
        let day = |t: &Told| (t.published.is_none(), t.published);
        day(self).cmp(&day(other)).then_with(|| self.order(other))
    }
}

/// An event that is kept, with its names folded once.
#[derive(Clone, Debug)]
pub struct Kept<R> {
    /// Its report.
    pub report: R,
    event: Event,
    place: Option<String>,
    region: Option<String>,
}

impl<R: AsRef<Report>> Kept<R> {
    /// Keeps an event of a report.
    pub fn new(report: R, event: Event) -> Self {
        let place = event.place.as_deref().map(names::key);
        let region = event.admin1.as_deref().map(names::key);
        Self { report, event, place, region }
    }

    /// The event to compare.
    pub fn told(&self) -> Told<'_> {
        let report = self.report.as_ref();
        Told {
            doc: &report.id,
            report,
            published: report.published,
            event: &self.event,
            place: self.place.as_deref(),
            region: self.region.as_deref(),
        }
    }
}
