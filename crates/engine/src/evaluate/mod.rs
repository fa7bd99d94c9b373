//! Figures of a coding against gold: the measure of `eval/score.py`, to the same numbers.
//!
//! Events are paired one to one within a document by the agreement of their slots. Every slot is then
//! counted over all events: an event nobody coded misses all its slots, an invented one makes all its
//! slots spurious.

mod errors;
mod incidents;
mod same;
mod slots;
mod table;
mod words;

pub use errors::errors;
pub use incidents::{Cluster, pairwise};
pub use slots::SLOTS;

use crate::model::{Event, EventRef, Figure, Record};
use serde::Serialize;
use slots::Counts;
use std::collections::{BTreeMap, BTreeSet};
use words::{Words, norm};

/// Gold events and the coded events they were paired with.
pub type Matches = BTreeMap<EventRef, EventRef>;

/// Precision, recall and F1, rounded to four places, with the counts they come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Prf {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    pub gold: usize,
    pub pred: usize,
    pub tp: usize,
}

/// Something compared only where both codings have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Beside {
    /// How many were the same.
    pub right: usize,
    /// How many were compared.
    pub of: usize,
    /// The share, if there were any.
    pub share: Option<f64>,
}

/// Figures of a whole set of documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// What stands beside the slots: status, campaigns, speakers of figures and the like.
    pub beside: BTreeMap<&'static str, Beside>,
    /// Documents of the gold.
    pub documents: usize,
    /// Those without an event.
    pub quiet_documents: usize,
    /// Those without an event in which the coding has one.
    pub quiet_documents_with_invented_events: usize,
    /// Humanitarian and conflict totals.
    pub indicators: Prf,
    /// Every slot, `event` and `record`, over all events.
    pub all: BTreeMap<&'static str, Prf>,
    /// The same for disorder alone.
    pub disorder: BTreeMap<&'static str, Prf>,
    /// The same for political developments alone.
    pub political: BTreeMap<&'static str, Prf>,
    /// Pairs of events in one incident, where incidents were compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incidents: Option<Prf>,
    /// The same among events that were coded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incidents_among_matched: Option<Prf>,
}

/// Compares a coding with gold, both in any order.
pub fn score(gold: &[Record], coded: &[Record]) -> (Report, Matches) {
    let (gold, coded) = (by_document(gold), by_document(coded));
    let (mut tally, empty) = (Tally::default(), Record::default());
    let documents: BTreeSet<&str> = gold.keys().chain(coded.keys()).copied().collect();
    for doc in documents {
        let g = gold.get(doc).copied();
        let p = coded.get(doc).copied().unwrap_or(&empty);
        if g.is_some_and(|g| g.events.is_empty()) {
            tally.quiet[0] += 1;
            tally.quiet[1] += usize::from(!p.events.is_empty());
        }
        tally.document(doc, g.unwrap_or(&empty), p);
    }
    tally.report(gold.len())
}

fn by_document(records: &[Record]) -> BTreeMap<&str, &Record> {
    records.iter().map(|r| (r.doc.as_str(), r)).collect()
}

#[derive(Default)]
struct Tally {
    families: [BTreeMap<&'static str, Counts>; 3],
    beside: BTreeMap<&'static str, [usize; 2]>,
    indicators: Counts,
    matches: Matches,
    quiet: [usize; 2],
}

/// Index of a family of events in [`Tally::families`].
const ALL: usize = 0;
const DISORDER: usize = 1;
const POLITICAL: usize = 2;

impl Tally {
    fn document(&mut self, doc: &str, g: &Record, p: &Record) {
        let pairs = slots::pairs(&g.events, &p.events);
        for &(i, j) in &pairs {
            let id = |e: &Event| (doc.to_string(), e.id.clone());
            self.matches.insert(id(&g.events[i]), id(&p.events[j]));
            self.beside_event(&g.events[i], &p.events[j]);
        }
        let missed = (0..g.events.len()).filter(|i| !pairs.iter().any(|pair| pair.0 == *i));
        let spurious = (0..p.events.len()).filter(|j| !pairs.iter().any(|pair| pair.1 == *j));
        let rows = pairs.iter().map(|&(i, j)| (Some(&g.events[i]), Some(&p.events[j])));
        let rows = rows.chain(missed.map(|i| (Some(&g.events[i]), None)));
        rows.chain(spurious.map(|j| (None, Some(&p.events[j])))).for_each(|(a, b)| self.event(a, b));
        self.campaigns(g, p);
        self.indicators(g, p);
    }

    fn event(&mut self, gold: Option<&Event>, coded: Option<&Event>) {
        let Some(one) = gold.or(coded) else { return };
        let political = Words::bundled().political_types.contains(&norm(&one.event_type));
        let told = [gold.is_some() && coded.is_some(), gold.is_some(), coded.is_some()].map(usize::from);
        let counts = slots::counts(gold, coded);
        for family in [ALL, if political { POLITICAL } else { DISORDER }] {
            let family = &mut self.families[family];
            add(family.entry("event").or_default(), told);
            counts.iter().for_each(|(slot, c)| add(family.entry(slot).or_default(), *c));
        }
    }

    fn campaigns(&mut self, g: &Record, p: &Record) {
        let figures = |r: &Record| r.campaigns.iter().flat_map(|c| c.figures.clone()).collect::<Vec<Figure>>();
        let (gold, coded) = (figures(g), figures(p));
        let counts = [slots::paired(&gold, &coded, same::figures), gold.len(), coded.len()];
        for family in [ALL, DISORDER] {
            add(self.families[family].entry("figures").or_default(), counts);
        }
    }

    fn indicators(&mut self, g: &Record, p: &Record) {
        let hits = slots::paired(&g.indicators, &p.indicators, same::indicators);
        add(&mut self.indicators, [hits, g.indicators.len(), p.indicators.len()]);
        for x in &g.indicators {
            if let Some(y) = p.indicators.iter().find(|y| same::indicators(x, y)) {
                self.compare("indicator_area", same::places(x.area.as_deref(), y.area.as_deref()));
                self.compare("indicator_as_of", x.as_of == y.as_of);
            }
        }
    }

    fn beside_event(&mut self, a: &Event, b: &Event) {
        let in_campaign = |e: &Event| e.campaign.as_ref().is_some_and(|c| !c.is_empty());
        self.compare("status", a.status == b.status);
        self.compare("campaign", in_campaign(a) == in_campaign(b));
        self.compare("place_precision", a.place_precision == b.place_precision);
        for figure in &a.figures {
            if let Some(twin) = b.figures.iter().find(|x| same::figures(figure, x)) {
                self.compare("figure_said_by", same::speakers(figure.said_by.as_deref(), twin.said_by.as_deref()));
            }
        }
    }

    fn compare(&mut self, what: &'static str, same: bool) {
        let entry = self.beside.entry(what).or_default();
        entry[0] += usize::from(same);
        entry[1] += 1;
    }

    fn report(self, documents: usize) -> (Report, Matches) {
        let [all, disorder, political] = self.families.map(family);
        let beside = table::BESIDE.map(|what| (what, Beside::of(self.beside.get(what).copied().unwrap_or_default())));
        let report = Report {
            beside: beside.into(),
            documents,
            quiet_documents: self.quiet[0],
            quiet_documents_with_invented_events: self.quiet[1],
            indicators: Prf::of(self.indicators),
            all,
            disorder,
            political,
            incidents: None,
            incidents_among_matched: None,
        };
        (report, self.matches)
    }
}

fn family(counts: BTreeMap<&'static str, Counts>) -> BTreeMap<&'static str, Prf> {
    let mut record = [0; 3];
    slots::SLOTS.iter().filter_map(|slot| counts.get(slot)).for_each(|c| add(&mut record, *c));
    let slots = counts.into_iter().map(|(slot, c)| (slot, Prf::of(c)));
    slots.chain([("record", Prf::of(record))]).collect()
}

fn add(sum: &mut Counts, more: Counts) {
    sum.iter_mut().zip(more).for_each(|(a, b)| *a += b);
}

impl Prf {
    fn of([tp, gold, pred]: Counts) -> Self {
        let share = |of: usize| if of == 0 { 0.0 } else { tp as f64 / of as f64 };
        let (r, q) = (share(gold), share(pred));
        let f1 = if q + r == 0.0 { 0.0 } else { 2.0 * q * r / (q + r) };
        Prf { precision: rounded(q), recall: rounded(r), f1: rounded(f1), gold, pred, tp }
    }
}

impl Beside {
    fn of([right, of]: [usize; 2]) -> Self {
        Beside { right, of, share: (of > 0).then(|| rounded(right as f64 / of as f64)) }
    }
}

/// Four places, ties to even as the exact value has them.
fn rounded(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(doc: &str, places: &[&str]) -> Record {
        let event = |(n, place): (usize, &&str)| Event {
            id: format!("e{}", n + 1),
            event_type: "Battles".into(),
            sub_type: "Armed clash".into(),
            place: Some(place.to_string()),
            ..Event::default()
        };
        Record { doc: doc.into(), events: places.iter().enumerate().map(event).collect(), ..Record::default() }
    }

    #[test]
    fn gold_against_itself_is_perfect() {
        let gold = [record("a", &["Kayes", "Niono"]), record("b", &[])];
        let (report, matches) = score(&gold, &gold);
        assert_eq!(report.all["record"].f1, 1.0);
        assert_eq!((report.documents, report.quiet_documents, matches.len()), (2, 1, 2));
    }

    #[test]
    fn an_invented_event_in_a_quiet_document_is_told() {
        let (report, _) = score(&[record("a", &[])], &[record("a", &["Kayes"]), record("b", &["Gao"])]);
        assert_eq!(report.quiet_documents_with_invented_events, 1);
        assert_eq!((report.all["event"].pred, report.all["event"].f1), (2, 0.0));
    }

    #[test]
    fn the_order_of_documents_does_not_matter() {
        let (a, b) = (record("a", &["Kayes"]), record("b", &["Niono", "Gao"]));
        let one = score(&[a.clone(), b.clone()], std::slice::from_ref(&a));
        assert_eq!(one, score(&[b, a.clone()], &[a]));
    }
}
