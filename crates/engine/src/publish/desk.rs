//! Everything a writer of sentences needs at hand: events by name, words of the language, the gate.

use super::kinds::BriefKind;
use super::phrases::{Phrases, Wording};
use super::say;
use super::support::Support;
use super::{Input, Options};
use crate::model::{Actor, Citation, Event, Evidence, Figure, Incident, Lang, Record, Sentence, Span};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// At most so many reports are cited for one value: enough to check, few enough to read.
const REPORTS_CITED: usize = 2;

/// The writer's desk.
pub(super) struct Desk<'a> {
    pub input: &'a Input<'a>,
    pub options: &'a Options,
    pub phrases: &'a Phrases,
    pub words: &'a Wording,
    pub support: Support<'a>,
    pub records: BTreeMap<&'a str, &'a Record>,
    pub kind: &'a BriefKind,
    /// Events by document and id: a report may hold thousands.
    events: HashMap<&'a str, HashMap<&'a str, &'a Event>>,
    /// How many incidents were put into words: sentences that follow each other take turns in form.
    pub turn: Cell<usize>,
}

/// An event and the document that tells it.
pub(super) type Teller<'a> = (&'a str, &'a Event);

/// A part of a sentence that needs words to rest on.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Date,
    Place,
    Region,
    Who,
    Whom,
    Speaker,
    Figure(Figure),
}

impl<'a> Desk<'a> {
    pub fn new(input: &'a Input<'a>, options: &'a Options, phrases: &'a Phrases, support: Support<'a>) -> Self {
        let kind = phrases.kinds().or_ordinary(&options.kind);
        let events =
            input.records.iter().map(|r| (r.doc.as_str(), r.events.iter().map(|e| (e.id.as_str(), e)).collect()));
        Self {
            words: phrases.in_style(options.lang, kind.style.telegraphic),
            records: input.records.iter().map(|r| (r.doc.as_str(), r)).collect(),
            kind,
            events: events.collect(),
            turn: Cell::new(0),
            input,
            options,
            phrases,
            support,
        }
    }

    pub fn lang(&self) -> Lang {
        self.options.lang
    }

    /// The event of a document.
    pub fn event(&self, doc: &str, event: &str) -> Option<Teller<'a>> {
        let (doc, events) = self.events.get_key_value(doc)?;
        Some((*doc, *events.get(event)?))
    }

    /// Whether it is the turn of the second of two forms.
    pub fn is_second(&self) -> bool {
        self.turn.get() % 2 == 1
    }

    /// Those who tell an incident, best agreement with what is shown first.
    pub fn tellers(&self, incident: &Incident) -> Vec<Teller<'a>> {
        let found = incident.events.iter().filter_map(|(d, e)| self.event(d, e));
        let mut tellers: Vec<Teller> = found.collect();
        let all = [Part::Place, Part::Date, Part::Who, Part::Whom, Part::Speaker];
        let agreed = |e: &Event| all.iter().filter(|p| agrees(e, &incident.shown, p)).count();
        let figures = |e: &Event| incident.shown.figures.iter().filter(|f| figure_at(e, f).is_some()).count();
        tellers.sort_by_cached_key(|(doc, e)| (usize::MAX - agreed(e) - figures(e), *doc, e.id.clone()));
        tellers
    }

    /// The words for an incident and for these parts of its sentence.
    pub fn cite(&self, incident: &Incident, parts: &[Part]) -> Vec<Citation> {
        let tellers = self.tellers(incident);
        let mut cited = BTreeSet::new();
        for (doc, event) in tellers.iter().take(REPORTS_CITED) {
            add_spans(&mut cited, doc, event.evidence.as_ref().map_or(&[], |e| &e.event));
        }
        for part in parts {
            let agreeing = tellers.iter().filter(|(_, e)| agrees(e, &incident.shown, part));
            for (doc, event) in agreeing.take(REPORTS_CITED) {
                cite_part(&mut cited, doc, event, part);
            }
        }
        without_nested(cited)
    }

    /// An actor as a sentence calls it.
    pub fn called(&self, name: &str) -> super::phrases::Called {
        self.phrases.names.called(name, self.lang(), self.words)
    }

    /// Several actors as one phrase, and whether a verb is plural after it.
    pub fn parties(&self, names: &[&str]) -> (String, bool) {
        let (texts, many) = self.each_called(names);
        (say::list(&texts, self.words), many)
    }

    /// Several actors one by one, and whether a verb is plural after them all.
    pub fn each_called(&self, names: &[&str]) -> (Vec<String>, bool) {
        let called: Vec<_> = names.iter().map(|n| self.called(n)).collect();
        let many = called.len() > 1 || called.iter().any(|c| c.plural);
        (called.into_iter().map(|c| c.text).collect(), many)
    }

    /// A sentence from a clause and its words.
    pub fn sentence(&self, clause: &str, citations: Vec<Citation>) -> Sentence {
        Sentence { text: say::sentence(clause, self.words), citations, by: None }
    }

    /// The first of the drafts whose cited words hold all that it names.
    pub fn first_supported(&self, mut drafts: impl Iterator<Item = Sentence>) -> Option<Sentence> {
        drafts.find(|s| self.support.passes(s))
    }
}

/// Each name once, in order.
pub(super) fn names(side: &[Actor]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    side.iter().map(|a| a.name.as_str()).filter(|n| seen.insert(*n)).collect()
}

/// Whether an event says of a part what is shown of it.
fn agrees(event: &Event, shown: &Event, part: &Part) -> bool {
    let set = |side: &[Actor]| names(side).into_iter().map(str::to_string).collect::<BTreeSet<_>>();
    let holds = |own: &[Actor], shown: &[Actor]| set(shown).is_subset(&set(own));
    match part {
        Part::Date => event.days() == shown.days(),
        Part::Place => event.place == shown.place,
        Part::Region => event.admin1 == shown.admin1,
        Part::Who => holds(&event.initiators, &shown.initiators),
        Part::Whom => holds(&event.targets, &shown.targets),
        Part::Speaker => (event.stance, &event.said_by) == (shown.stance, &shown.said_by),
        Part::Figure(figure) => figure_at(event, figure).is_some(),
    }
}

/// Where an event gives this figure. Its class may be told more or less exactly.
fn figure_at(event: &Event, figure: &Figure) -> Option<usize> {
    let key = |f: &Figure| (f.measure, f.low, f.high, f.approximate, f.said_by.clone());
    let same = |f: &&Figure| key(f) == key(figure);
    let exact = event.figures.iter().position(|f| f == figure);
    exact.or_else(|| event.figures.iter().position(|f| same(&f)))
}

fn cite_part(cited: &mut BTreeSet<Citation>, doc: &str, event: &Event, part: &Part) {
    let Some(evidence) = &event.evidence else { return };
    let key = match part {
        Part::Date => "date".to_string(),
        Part::Place => "place".into(),
        Part::Region => "admin1".into(),
        Part::Who => "initiators".into(),
        Part::Whom => "targets".into(),
        Part::Speaker => "said_by".into(),
        Part::Figure(f) => format!("figures/{}", figure_at(event, f).unwrap_or(usize::MAX)),
    };
    add_spans(cited, doc, &evidence.event);
    spans_below(evidence, &key).for_each(|s| add_spans(cited, doc, s));
}

/// The spans of a field and of its members.
pub(super) fn spans_below<'e>(evidence: &'e Evidence, key: &str) -> impl Iterator<Item = &'e [Span]> {
    let below = format!("{key}/");
    let key = key.to_string();
    let of = move |(k, _): &(&'e String, &'e Vec<Span>)| **k == key || k.starts_with(&below);
    evidence.fields.iter().filter(of).map(|(_, spans)| spans.as_slice())
}

pub(super) fn add_spans(cited: &mut BTreeSet<Citation>, doc: &str, spans: &[Span]) {
    let citation = |s: &Span| Citation { doc: doc.into(), start: s.start, end: s.end };
    cited.extend(spans.iter().map(citation));
}

/// Leaves out spans that lie within another one.
pub(super) fn without_nested(cited: BTreeSet<Citation>) -> Vec<Citation> {
    let inside = |a: &Citation, b: &Citation| a != b && a.doc == b.doc && b.start <= a.start && a.end <= b.end;
    cited.iter().filter(|a| !cited.iter().any(|b| inside(a, b))).cloned().collect()
}
