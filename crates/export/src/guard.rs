//! What may leave: decided here, once, before any format sees it.
//!
//! Reports of sensitive sources leave first, and what only they tell with them; then incidents that were not asked
//! for or are too fresh; then names of people and of places that nobody listed; last, where it is asked, all that is
//! more exact than a first-level region.

mod coarse;
mod names;
mod sensitive;

use crate::known::Known;
use crate::options::{Input, Options};
use crate::sources::{self, Source};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::assess::count::{self, Query};
use vigie_engine::data::Data;
use vigie_engine::model::{CampaignIncident, Contradiction, Incident, Indicator};

/// What may leave, and what was held back.
#[derive(Debug, Default)]
pub(crate) struct Released {
    /// Oldest first, undated last.
    pub incidents: Vec<Incident>,
    pub campaigns: Vec<CampaignIncident>,
    pub contradictions: Vec<Contradiction>,
    /// Each with the report that cites it.
    pub indicators: Vec<(String, Indicator)>,
    /// The reports, by name.
    pub sources: BTreeMap<String, Source>,
    pub changed: BTreeMap<String, Timestamp>,
    pub confirmed: BTreeSet<String>,
    pub withheld: Withheld,
}

/// What was held back: what it was and why, and how often.
#[derive(Clone, Debug, Default)]
pub(crate) struct Withheld(pub BTreeMap<(&'static str, String), usize>);

impl Withheld {
    pub fn add(&mut self, what: &'static str, why: impl Into<String>, count: usize) {
        if count > 0 {
            *self.0.entry((what, why.into())).or_default() += count;
        }
    }
}

/// What of a record may leave under these options.
pub(crate) fn release(input: &Input, options: &Options, data: &Data) -> Released {
    let mut released = Released {
        incidents: input.resolution.incidents.clone(),
        campaigns: input.resolution.campaigns.clone(),
        contradictions: input.resolution.contradictions.clone(),
        changed: input.changed.clone(),
        confirmed: input.confirmed.clone(),
        ..Released::default()
    };
    let secret = sensitive::reports(input, options, data);
    released.sources = sources::all(input, options, &secret, data);
    sensitive::leave_out(&mut released, input, &secret, data);
    released.choose(options, data);
    released.wait(options);
    released.totals(input, options, &secret);
    let known = Known::new(data);
    names::hide(&mut released, options, &known, data);
    if options.coarsen {
        coarse::coarsen(&mut released, data);
    }
    released.tidy();
    released
}

impl Released {
    /// Those that were asked for; the others are not held back, they are elsewhere.
    fn choose(&mut self, options: &Options, data: &Data) {
        let query = Query { area: options.area.clone(), kind: options.kind.clone(), ..Query::default() };
        let kept: BTreeSet<String> = count::matching(&self.incidents, &query, data).map(|i| i.id.clone()).collect();
        self.incidents.retain(|i| kept.contains(&i.id) && is_within(i, options));
    }

    /// Acts that are too fresh wait until the delay after their last day is over.
    fn wait(&mut self, options: &Options) {
        let Some(delay) = options.delay else { return };
        let before = self.incidents.len();
        let sources = &self.sources;
        self.incidents
            .retain(|i| ended(i, sources).is_none_or(|end| end.saturating_add(delay).is_ok_and(|t| t <= options.now)));
        let hours = delay.as_hours();
        self.withheld.add("incidents", format!("less than {hours} hours ago"), before - self.incidents.len());
    }

    /// Totals of the reports behind the incidents; of all reports where nothing was chosen.
    fn totals(&mut self, input: &Input, options: &Options, secret: &BTreeSet<String>) {
        let told: BTreeSet<&str> = self.incidents.iter().flat_map(|i| &i.events).map(|(doc, _)| doc.as_str()).collect();
        let all = options.area == Default::default()
            && options.from.is_none()
            && options.to.is_none()
            && options.kind.is_none();
        let fresh = |doc: &str| {
            let day = self.sources.get(doc).and_then(|s| s.day);
            let free = |end: Timestamp, delay| end.saturating_add(delay).is_ok_and(|t| t <= options.now);
            options.delay.is_some_and(|delay| day.is_some_and(|d| !free(after(d), delay)))
        };
        let leaves = |doc: &str| !secret.contains(doc) && (all || told.contains(doc)) && !fresh(doc);
        let records = input.records.iter().filter(|r| leaves(&r.doc));
        self.indicators = records.flat_map(|r| r.indicators.iter().map(|i| (r.doc.clone(), i.clone()))).collect();
    }

    /// Operations, contradictions and reports that still have what they speak of.
    fn tidy(&mut self) {
        let ids: BTreeSet<&str> = self.incidents.iter().map(|i| i.id.as_str()).collect();
        let has = |c: &Contradiction| c.incidents.iter().all(|i| ids.contains(i.as_str()));
        let mut contradictions = std::mem::take(&mut self.contradictions);
        contradictions.retain(has);
        let mut campaigns = std::mem::take(&mut self.campaigns);
        for campaign in &mut campaigns {
            let before = campaign.incidents.len();
            campaign.incidents.retain(|i| ids.contains(i.as_str()));
            if campaign.incidents.len() < before {
                // A total that stands for more than what is shown would tell what is held back.
                campaign.figures.clear();
            }
        }
        campaigns.retain(|c| !c.incidents.is_empty());
        let mut docs: BTreeSet<String> =
            self.incidents.iter().flat_map(|i| &i.events).map(|(d, _)| d.clone()).collect();
        docs.extend(self.indicators.iter().map(|(doc, _)| doc.clone()));
        let lists: Vec<Vec<Contradiction>> =
            self.incidents.iter().map(|i| i.contradictions.iter().filter(|c| has(c)).cloned().collect()).collect();
        for (incident, list) in self.incidents.iter_mut().zip(lists) {
            incident.contradictions = list;
            // The words by which a person finds the sentence are words of the report.
            incident.shown.anchor.clear();
            incident.shown.evidence = None;
        }
        self.contradictions = contradictions;
        self.campaigns = campaigns;
        self.sources.retain(|doc, _| docs.contains(doc));
        self.incidents.sort_by(|a, b| {
            let age = |i: &Incident| (i.shown.date_from.is_none(), i.shown.date_from, i.id.clone());
            age(a).cmp(&age(b))
        });
    }
}

/// Whether an incident lies in the days asked for; an undated one lies in none.
fn is_within(incident: &Incident, options: &Options) -> bool {
    if options.from.is_none() && options.to.is_none() {
        return true;
    }
    let Some(days) = incident.shown.days() else { return false };
    options.from.is_none_or(|from| days.to >= from) && options.to.is_none_or(|to| days.from <= to)
}

/// When an act was over: the end of its last day, of the last report's day if it has none.
fn ended(incident: &Incident, sources: &BTreeMap<String, Source>) -> Option<Timestamp> {
    let reported = incident.events.iter().filter_map(|(doc, _)| sources.get(doc)?.day).max();
    incident.shown.date_to.or(incident.shown.date_from).or(reported).map(after)
}

fn after(day: vigie_engine::model::Day) -> Timestamp {
    let next = day.tomorrow().unwrap_or(day);
    next.to_zoned(TimeZone::UTC).map_or(Timestamp::MAX, |z| z.timestamp())
}

#[cfg(test)]
#[path = "guard/tests.rs"]
mod tests;
