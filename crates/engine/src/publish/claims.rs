//! Who says what of an incident: each voice's own numbers, claim by claim.

use super::compose::toll;
use super::desk::{Desk, add_spans, spans_below, without_nested};
use crate::model::{Claim, Figure, Incident, Sentence, Support};
use std::collections::BTreeSet;

/// A sentence for each number that somebody gives of these incidents, with the words that give it.
pub(super) fn sentences(desk: &Desk, incidents: &[&Incident], most: usize) -> Vec<Sentence> {
    let figures = |(field, _): &(&String, &Vec<Claim>)| field.starts_with("figures/");
    let claims = incidents.iter().flat_map(|i| i.fields.iter().filter(figures)).flat_map(|(_, claims)| claims);
    let voices = claims.flat_map(|claim| claim.support.iter().map(move |s| (claim, s)));
    let mut seen = BTreeSet::new();
    let once = voices.filter(|(claim, support)| seen.insert((claim.figure.clone(), support.said_by.clone())));
    once.filter_map(|(claim, support)| sentence(desk, claim, support)).take(most).collect()
}

fn sentence(desk: &Desk, claim: &Claim, support: &Support) -> Option<Sentence> {
    let figure = Figure { said_by: support.said_by.clone(), ..claim.figure.clone()? };
    desk.turn.set(desk.turn.get() + 1);
    let clause = toll(desk, &[&figure], None).join(&desk.words.clause_joint);
    let mut cited = BTreeSet::new();
    add_spans(&mut cited, &support.doc, &support.spans);
    if let Some(evidence) = desk.event(&support.doc, &support.event).and_then(|(_, e)| e.evidence.as_ref()) {
        add_spans(&mut cited, &support.doc, &evidence.event);
        spans_below(evidence, "said_by").for_each(|s| add_spans(&mut cited, &support.doc, s));
        spans_below(evidence, "figures").for_each(|s| add_spans(&mut cited, &support.doc, s));
    }
    let sentence = desk.sentence(&clause, without_nested(cited));
    (!clause.is_empty() && desk.support.passes(&sentence)).then_some(sentence)
}
