//! Why: what every sentence names, what fired in it, what nearly did, and what it put into the record.

mod filled;
mod near;
#[cfg(test)]
mod tests;
mod words;

pub use filled::Filled;
pub use near::Near;

use super::attribution;
use super::candidate::outcomes;
use super::clause::{self, Group};
use super::place::Setting;
use super::scan::{Reader, Sentence};
use crate::data::Data;
use crate::model::{Document, Event, Span};
use serde::Serialize;
use words::Words;

/// What was found in one sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Trace {
    /// The sentence.
    pub span: Span,
    /// Words that name something, and what.
    pub mentions: Vec<Mention>,
    /// Words of acts: their group, and the frame that fired or why none did.
    pub acts: Vec<Act>,
    /// Numbers that count something.
    pub counts: Vec<(Span, String)>,
    /// Who says so.
    pub sources: Vec<(Span, String)>,
    /// What the sentence put into the record.
    pub fields: Vec<Filled>,
}

/// Words that name something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// What kind of thing they name.
    pub kind: Kind,
    /// What they name, in plain words.
    pub means: String,
}

/// What a part of a sentence is to the coder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Kind {
    Who,
    Where,
    When,
    Number,
    Act,
}

/// A word of an act and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct Act {
    /// The word.
    pub span: Span,
    /// Its group in `data/lang`.
    pub group: String,
    /// The sub-type that fired.
    pub fired: Option<String>,
    /// The event of the record that rests on the word.
    pub event: Option<String>,
    /// Why nothing did.
    pub stopped: Option<String>,
    /// The sub-types that were tried, nearest first, and what each lacked.
    pub near: Vec<Near>,
}

/// The trace of every sentence of a document.
pub fn explain(document: &Document, data: &Data) -> Vec<Trace> {
    let Some((r, sentences, setting)) = super::open(document, data) else { return Vec::new() };
    let record = super::code(document, data).0;
    let trace = |(n, s)| {
        let mut trace = trace(&r, n, s, &setting);
        trace.fields = filled::filled(&record, trace.span);
        recorded(&mut trace.acts, &record.events);
        trace
    };
    sentences.iter().enumerate().map(trace).collect()
}

/// Sets the event that rests on each act. An act that fires only with what earlier sentences told (a
/// place, a subject) does not by itself, but the record holds it: the record is right.
fn recorded(acts: &mut [Act], events: &[Event]) {
    let event_of = |words: Span| {
        let rests = |e: &&Event| e.field_evidence("sub_type").iter().any(|s| s.overlaps(&words));
        events.iter().find(rests)
    };
    for at in 0..acts.len() {
        let span = acts[at].span;
        let Some(event) = event_of(span) else { continue };
        let fired = acts.iter().position(|a| a.span == span && a.fired.is_some()).unwrap_or(at);
        let act = &mut acts[fired];
        act.fired.get_or_insert_with(|| event.sub_type.clone());
        act.event = Some(event.id.clone());
        (act.stopped, act.near) = (None, Vec::new());
    }
}

fn trace(r: &Reader, n: usize, s: &Sentence, setting: &Setting) -> Trace {
    let groups = clause::groups(r, s, None);
    let words = Words::new(r, s, setting);
    let counts = super::figure::counts(r, s).into_iter();
    let sources = attribution::sources(r, s, &groups, &Default::default()).into_iter();
    let mut sources: Vec<(Span, String)> =
        sources.map(|x| (r.span(&x.party.toks), attribution::source_name(r, &x.party, setting.country))).collect();
    sources.sort();
    sources.dedup();
    Trace {
        span: r.span(&s.toks),
        mentions: s.mentions.iter().map(|m| words.mention(m)).collect(),
        acts: acts(r, n, s, setting, &groups),
        counts: counts.map(|c| (r.span(&c.toks), words.count(&c))).collect(),
        sources,
        fields: Vec::new(),
    }
}

/// Every word of an act with each of its groups; once one group fired, the rest were not tried.
fn acts(r: &Reader, n: usize, s: &Sentence, setting: &Setting, groups: &[Group]) -> Vec<Act> {
    let mut out: Vec<Act> = Vec::new();
    for (toks, group, outcome) in outcomes(r, n, s, setting) {
        let span = r.span(&toks);
        if out.iter().any(|a| a.span == span && a.fired.is_some()) {
            continue;
        }
        let act = Act { span, group, fired: None, event: None, stopped: None, near: Vec::new() };
        out.push(match outcome {
            Ok(sub_type) => Act { fired: Some(sub_type), ..act },
            Err(why) => near::stopped(r, s, groups, &toks, act, &why),
        });
    }
    out
}

impl Trace {
    /// Whether nothing at all was found in the sentence.
    pub fn is_empty(&self) -> bool {
        self.mentions.is_empty() && self.acts.is_empty() && self.counts.is_empty() && self.fields.is_empty()
    }

    /// The sentence cut into marked and plain parts, in order and without gaps. Where a name and a word
    /// of an act share words, the name's mark stays.
    pub fn parts(&self) -> Vec<(Span, Option<Kind>)> {
        let names = self.mentions.iter().map(|m| (m.span, m.kind));
        let free = |a: &&Act| !self.mentions.iter().any(|m| m.span.overlaps(&a.span));
        let acts = self.acts.iter().filter(free).map(|a| (a.span, Kind::Act));
        let mut marks: Vec<(Span, Kind)> = names.chain(acts).filter(|(s, _)| self.span.contains(s)).collect();
        marks.sort();
        let (mut out, mut at) = (Vec::new(), self.span.start);
        for (span, kind) in marks {
            if span.start < at || span.end == span.start {
                continue;
            }
            if at < span.start {
                out.push((Span::new(at, span.start), None));
            }
            out.push((span, Some(kind)));
            at = span.end;
        }
        if at < self.span.end {
            out.push((Span::new(at, self.span.end), None));
        }
        out
    }
}
