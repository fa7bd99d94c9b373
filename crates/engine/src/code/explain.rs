//! Why: what every sentence names, what fired in it, and what nearly did.

use super::candidate::outcomes;
use super::clause;
use super::date::Clock;
use super::place::Setting;
use super::scan::{Reader, Sentence, What, Who};
use crate::data::Data;
use crate::model::{Document, Span};
use serde::Serialize;

/// What was found in one sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Trace {
    /// The sentence.
    pub span: Span,
    /// Words that name something, and what.
    pub mentions: Vec<(Span, String)>,
    /// Words of acts: their group, and the frame that fired or why none did.
    pub acts: Vec<Act>,
    /// Numbers that count something.
    pub counts: Vec<(Span, String)>,
    /// Who says so.
    pub sources: Vec<(Span, String)>,
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
    /// Why nothing did.
    pub stopped: Option<String>,
}

/// The trace of every sentence of a document.
pub fn explain(document: &Document, data: &Data) -> Vec<Trace> {
    let Some(lang) = document.lang() else { return Vec::new() };
    let clock = Clock { published: document.published_day() };
    let mut r = Reader::new(&document.text, lang, clock, data);
    let sentences = r.sentences();
    let setting = Setting::of(&r, &sentences);
    r.home = setting.country;
    sentences.iter().enumerate().map(|(n, s)| trace(&r, n, s, &setting)).collect()
}

fn trace(r: &Reader, n: usize, s: &Sentence, setting: &Setting) -> Trace {
    let groups = clause::groups(r, s, None);
    let acts = outcomes(r, n, s, setting).into_iter().map(|(toks, group, outcome)| Act {
        span: r.span(&toks),
        group,
        fired: outcome.clone().ok(),
        stopped: outcome.err(),
    });
    let sources = super::attribution::sources(r, s, &groups).into_iter();
    let counts = super::figure::counts(r, s).into_iter();
    Trace {
        span: r.span(&s.toks),
        mentions: s.mentions.iter().map(|m| (r.span(&m.toks), describe(r, &m.what, setting))).collect(),
        acts: acts.collect(),
        counts: counts.map(|c| (r.span(&c.toks), format!("{:?} {:?}", c.measure, c.quantity))).collect(),
        sources: sources
            .map(|x| (r.span(&x.party.toks), super::attribution::source_name(r, &x.party, setting.country)))
            .collect(),
    }
}

/// A mention in a few words.
fn describe(r: &Reader, what: &What, setting: &Setting) -> String {
    match what {
        What::Actor(who) => {
            let actor = super::party::actor(r, *who, setting.country, "government");
            let kind = if matches!(who, Who::Agent(..)) { "agent" } else { "actor" };
            format!(
                "{kind} {} ({})",
                actor.name,
                serde_json::to_value(actor.class).ok().and_then(|v| v.as_str().map(String::from)).unwrap_or_default()
            )
        }
        What::Demonym(c) => format!("of {}", r.data.places.countries[*c].name),
        What::Country(c) => format!("country {}", r.data.places.countries[*c].name),
        What::Place(places, _) => format!("place, {} of that name", places.len()),
        What::Date(span) => format!("date {} to {} ({:?})", span.from, span.to, span.precision),
        What::PartDate => "date that the text does not give whole".into(),
        What::Number(q) => {
            format!("number {:?} to {:?}{}", q.low, q.high, if q.approximate { ", approximate" } else { "" })
        }
    }
}
