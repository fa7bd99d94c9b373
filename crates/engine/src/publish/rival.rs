//! Contradictions between reports, both sides with who says so.

use super::desk::{Desk, add_spans, without_nested};
use super::phrases::look;
use super::quotes::excerpt;
use super::say::{days, digits, fill, hedged, list, when};
use crate::model::{Contradiction, Figure, Incident, PlacePrecision, Sentence, Side, Support};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence for each of the gravest contradictions of these incidents; how many more there are goes to `left`.
pub(super) fn sentences(desk: &Desk, incidents: &[&Incident], most: usize, left: &mut Vec<String>) -> Vec<Sentence> {
    let by_id: BTreeMap<&str, &Incident> = incidents.iter().map(|i| (i.id.as_str(), *i)).collect();
    let own = incidents.iter().flat_map(|i| &i.contradictions);
    let shared = desk
        .input
        .resolution
        .contradictions
        .iter()
        .filter(|c| c.incidents.is_empty() || c.incidents.iter().any(|id| by_id.contains_key(id.as_str())));
    let mut all: Vec<&Contradiction> = own.chain(shared).filter(|c| c.sides.len() > 1 && !is_one_voice(c)).collect();
    all.sort_by_cached_key(|c| (Reverse(c.severity), c.kind.clone(), c.about.clone(), sides_key(c)));
    all.dedup();
    let mut seen = BTreeSet::new();
    let groups = grouped(all, &by_id);
    let mut told = Vec::new();
    let mut tried = 0;
    for group in &groups {
        if told.len() == most {
            break;
        }
        tried += 1;
        told.extend(sentence(desk, group, &by_id).filter(|s| seen.insert(s.text.clone())));
    }
    if tried < groups.len() {
        left.push(super::left::line(desk, "left_contradictions", groups.len() - tried));
    }
    told
}

/// Whether all sides rest on the same words: such words say two things, and no reports differ.
fn is_one_voice(contradiction: &Contradiction) -> bool {
    let words = |s: &Side| s.support.first().map(|x| (x.doc.clone(), x.event.clone()));
    let first = contradiction.sides.first().and_then(words);
    first.is_some() && contradiction.sides.iter().all(|s| words(s) == first)
}

fn sides_key(contradiction: &Contradiction) -> Vec<(String, Vec<Support>)> {
    contradiction.sides.iter().map(|s| (s.value.clone(), s.support.clone())).collect()
}

/// Contradictions of one operation that set the same values of the same reports against each other are one.
fn grouped<'c>(all: Vec<&'c Contradiction>, incidents: &BTreeMap<&str, &Incident>) -> Vec<Vec<&'c Contradiction>> {
    let key = |c: &Contradiction| {
        let campaign = c.incidents.iter().find_map(|id| incidents.get(id.as_str())?.campaign.clone())?;
        let docs = |s: &Side| s.support.first().map(|x| (x.doc.clone(), x.said_by.clone()));
        let sides: Vec<_> = c.sides.iter().map(|s| (s.value.clone(), docs(s))).collect();
        Some((campaign, c.kind.clone(), sides))
    };
    let mut places: BTreeMap<_, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&Contradiction>> = Vec::new();
    for contradiction in all {
        let own = key(contradiction);
        match own.as_ref().and_then(|k| places.get(k)) {
            Some(at) => groups[*at].push(contradiction),
            None => {
                own.map(|k| places.insert(k, groups.len()));
                groups.push(vec![contradiction]);
            }
        }
    }
    groups
}

/// One sentence about contradictions that differ only in place.
fn sentence(desk: &Desk, group: &[&Contradiction], by_id: &BTreeMap<&str, &Incident>) -> Option<Sentence> {
    let find = |c: &&Contradiction| c.incidents.iter().find_map(|id| by_id.get(id.as_str()).copied());
    let incidents: Vec<&Incident> = group.iter().filter_map(find).collect();
    let mut cited = BTreeSet::new();
    for support in group.iter().flat_map(|c| &c.sides).flat_map(|s| s.support.iter().take(2)) {
        let event = desk.event(&support.doc, &support.event);
        let told = event.and_then(|(_, e)| e.evidence.as_ref()).map_or(&[][..], |e| &e.event);
        add_spans(&mut cited, &support.doc, &support.spans);
        add_spans(&mut cited, &support.doc, told);
    }
    let citations = without_nested(cited);
    let has = |bits: u8, bit: u8| bits & bit == 0;
    let plan = |b: u8| Plan { words: has(b, 8), named: has(b, 4), place: has(b, 2), date: has(b, 1) };
    let plans = (0..16u8).map(plan);
    let drafts = plans.filter_map(|p| clause(desk, group.first()?, &incidents, p));
    desk.first_supported(drafts.map(|text| desk.sentence(&text, citations.clone())))
}

/// What is told beside the rival values.
#[derive(Clone, Copy)]
struct Plan {
    words: bool,
    named: bool,
    place: bool,
    date: bool,
}

fn clause(desk: &Desk, c: &Contradiction, incidents: &[&Incident], plan: Plan) -> Option<String> {
    let words = desk.words;
    let side = |(n, s): (usize, &Side)| side(desk, c, s, n, plan);
    let sides: Vec<String> = c.sides.iter().enumerate().map(side).collect::<Option<_>>()?;
    let sides = sides.join(look(&words.contradiction, "between"));
    let about = if incidents.is_empty() { label(desk, &c.about) } else { about(desk, &c.kind, incidents, plan) };
    let kind = look(&words.contradiction_kind, &c.kind);
    Some(fill(look(&words.contradiction, "sentence"), &[("kind", kind), ("about", &about), ("sides", &sides)]))
}

/// What the contradiction is about. A date or place in dispute is not also told as known.
fn about(desk: &Desk, kind: &str, incidents: &[&Incident], plan: Plan) -> String {
    let words = desk.words;
    let Some(event) = incidents.first().map(|i| &i.shown) else { return String::new() };
    let Some(sub) = words.sub_type(&event.sub_type) else { return String::new() };
    let is_named = event.place_precision < PlacePrecision::Country && plan.place && kind != "place";
    let places: BTreeSet<&str> = incidents.iter().filter_map(|i| i.shown.place.as_deref()).collect();
    let places: Vec<String> =
        places.into_iter().map(|p| desk.phrases.names.place(p, desk.lang()).to_string()).collect();
    let key = super::say::key_of(event.place_precision);
    let place = fill(look(&words.place, &key), &[("place", &list(&places, words))]);
    let place = if is_named && !places.is_empty() { format!(" {place}") } else { String::new() };
    let date = event.days().filter(|_| plan.date && kind != "date");
    let date = date.map(|d| format!(" {}", when(&d, words))).unwrap_or_default();
    fill(look(&words.contradiction, "about"), &[("noun", &*sub.noun.0), ("where", &place), ("when", &date)])
}

/// For totals: the indicator that the description names.
fn label(desk: &Desk, about: &str) -> String {
    let named = desk.words.indicator_label.iter().filter(|(key, _)| about.contains(key.as_str()));
    let longest = named.max_by_key(|(key, _)| key.len());
    let shown = |(_, label): (&String, &String)| {
        fill(look(&desk.words.contradiction, "about_label"), &[("label", &label.to_lowercase())])
    };
    longest.map(shown).unwrap_or_default()
}

/// One side: the value, the speaker or outlet that gives it, and the words.
fn side(desk: &Desk, c: &Contradiction, side: &Side, n: usize, plan: Plan) -> Option<String> {
    let support = side.support.first()?;
    let value = value(desk, &c.kind, side, support);
    let table = &desk.words.contradiction;
    let outlet = desk.support.documents.get(support.doc.as_str()).and_then(|d| d.outlet.clone());
    let speaker = support.said_by.as_deref().map(|s| desk.called(s).text).or(outlet);
    let key = match (speaker.is_some() && plan.named, n) {
        (true, _) => "side",
        (false, 0) => "side_unnamed_first",
        (false, _) => "side_unnamed",
    };
    let told = fill(look(table, key), &[("value", &value), ("speaker", &speaker.unwrap_or_default())]);
    let quote = quoted(desk, support).filter(|_| plan.words);
    Some(quote.map_or(told.clone(), |q| fill(look(table, "words"), &[("side", &told), ("quote", &q)])))
}

/// The words on which a side rests, in quotation marks.
fn quoted(desk: &Desk, support: &Support) -> Option<String> {
    let text = &desk.support.documents.get(support.doc.as_str())?.text;
    let told = desk.event(&support.doc, &support.event).and_then(|(_, e)| e.span());
    let span = support.spans.first().copied().or(told)?;
    let words = excerpt(text, told.filter(|t| t.start <= span.start && span.end <= t.end).unwrap_or(span), span)?;
    let (open, close) = &desk.words.quote;
    Some(format!("{open}{words}{close}"))
}

fn value(desk: &Desk, kind: &str, side: &Side, support: &Support) -> String {
    let words = desk.words;
    let event = desk.event(&support.doc, &support.event).map(|(_, e)| e);
    let told = match kind {
        "date" => event.and_then(|e| e.days()).map(|d| days(&d, words)),
        "place" => Some(desk.phrases.names.place(&side.value, desk.lang()).to_string()),
        "perpetrator" | "attribution" | "actor" | "target" => Some(actors(desk, &side.value)),
        "type" => words.sub_type(&side.value).map(|s| s.label.to_lowercase()),
        // Who issued the act stands for its form.
        "legal form" => {
            Some(words.sub_type(&side.value).map_or_else(|| actors(desk, &side.value), |s| s.label.clone()))
        }
        "toll" => event.and_then(|e| toll(desk, e, support)),
        _ => None,
    };
    told.or_else(|| number(desk, &side.value)).unwrap_or_else(|| side.value.clone())
}

fn actors(desk: &Desk, value: &str) -> String {
    let names: Vec<&str> = value.split(';').map(str::trim).filter(|n| !n.is_empty()).collect();
    if names.is_empty() {
        return look(&desk.words.contradiction, "no_value").to_string();
    }
    desk.parties(&names).0
}

/// The figures of an event that stand at the words of this side.
fn toll(desk: &Desk, event: &crate::model::Event, support: &Support) -> Option<String> {
    let at_words = |n: usize| {
        let spans = event.field_evidence(&format!("figures/{n}"));
        spans.iter().any(|s| support.spans.iter().any(|t| s == t))
    };
    let of_voice = |f: &Figure| f.said_by == support.said_by;
    let figures = event.figures.iter().enumerate().filter(|(n, f)| at_words(*n) && of_voice(f));
    let figure = figures.map(|(_, f)| f).min_by_key(|f| f.measure)?;
    Some(super::say::toll_cell(figure, desk.words)).filter(|t| !t.trim().is_empty())
}

/// A bare number as the ledger writes it: `21`, `21+`, `0-21`, `~21`.
fn number(desk: &Desk, value: &str) -> Option<String> {
    let (approximate, rest) = value.strip_prefix('~').map_or((false, value), |r| (true, r));
    let (low, high) = match (rest.strip_suffix('+'), rest.split_once('-')) {
        (Some(low), _) => (low.parse().ok(), None),
        (None, Some((low, high))) => (low.parse().ok(), high.parse().ok()),
        (None, None) => (rest.parse().ok(), rest.parse().ok()),
    };
    let shown = hedged(low, high, approximate, |n| digits(n, desk.words), desk.words);
    (!shown.is_empty()).then_some(shown)
}
