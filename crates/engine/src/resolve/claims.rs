//! The ledger of an incident: every value of every field, with everyone who gives it.

use super::origin::{Groups, Numbers};
use super::rules::{Rules, Show, Step};
use super::told::Told;
use super::{clash, credibility, value};
use crate::model::{Claim, Day, Event, Figure, Span, Support};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// One report's word on a field.
#[derive(Clone, Debug)]
pub struct Word<'a> {
    /// Its event.
    pub told: Told<'a>,
    /// Number of its report's origin within the incident.
    pub origin: usize,
    /// The number, if the field is a figure.
    pub figure: Option<Figure>,
    /// Number of the figure within the event.
    pub index: usize,
    /// The ledger's line for it.
    pub support: Support,
}

/// A value and the words for it, best first.
#[derive(Clone, Debug)]
pub struct Value<'a> {
    /// In words.
    pub text: String,
    /// Never empty.
    pub words: Vec<Word<'a>>,
    /// Whether each of its origins gave another number later.
    pub superseded: bool,
}

/// The values of each field, the shown one first.
pub type Ledger<'a> = BTreeMap<String, Vec<Value<'a>>>;

/// The ledger of events that are one happening, whose reports are of these origins.
pub fn ledger<'a>(members: &[&Told<'a>], numbers: &Numbers<'a>, rules: &Rules) -> Ledger<'a> {
    let mut found: BTreeMap<String, BTreeMap<String, Vec<(String, Word)>>> = BTreeMap::new();
    for (field, text, mut word) in members.iter().flat_map(|t| said(t, members, rules)) {
        word.origin = numbers.get(word.told.doc).copied().unwrap_or_default();
        let values = found.entry(field.clone()).or_default();
        values.entry(value::key(&field, &text)).or_default().push((text, word));
    }
    let make = |(field, values): (String, BTreeMap<_, Vec<_>>)| {
        let mut values: Vec<Value> = values.into_values().map(value_of).collect();
        supersede(&mut values, rules);
        rank(&field, &mut values, rules);
        (field, values)
    };
    found.into_iter().map(make).collect()
}

/// The ledger as it is handed on.
pub fn claims(ledger: &Ledger, rules: &Rules) -> BTreeMap<String, Vec<Claim>> {
    let reason = |field: &str| rules.show_rule(field).map(|r| r.reason.clone());
    let list = |(field, values): (&String, &Vec<Value>)| {
        let make = |v: &Value| Claim { credibility: credibility::level(field, v, values, rules), ..claim(v, rules) };
        let mut claims: Vec<Claim> = values.iter().map(make).collect();
        claims.iter_mut().take(1).for_each(|c| c.shown_by = reason(field));
        (field.clone(), claims)
    };
    ledger.iter().map(list).collect()
}

fn claim(value: &Value, rules: &Rules) -> Claim {
    let figure = value.words[0].figure.clone().map(|f| Figure { said_by: None, ..f });
    let days = || value.words.iter().filter_map(|w| w.told.published);
    Claim {
        value: value.text.clone(),
        figure,
        support: supports(value),
        origins: origins(&value.words, rules),
        first: days().min(),
        last: days().max(),
        grade: credibility::grade(value),
        superseded: value.superseded,
        ..Claim::default()
    }
}

/// A number is superseded where each of its origins gave another later: rivals never supersede each other.
fn supersede(values: &mut [Value], rules: &Rules) {
    let mut gone: Vec<bool> = vec![false; values.len()];
    for (i, value) in values.iter().enumerate() {
        let rivals = || values.iter().filter(|v| clash::apart(value, v, rules));
        gone[i] = value.words.iter().all(|w| rivals().any(|v| v.words.iter().any(|l| is_later(w, l, rules))));
    }
    values.iter_mut().zip(gone).for_each(|(v, gone)| v.superseded = gone);
}

/// Whether one voice says the second number after the first.
fn is_later(word: &Word, later: &Word, rules: &Rules) -> bool {
    let (said, then) = (&word.support.said_by, &later.support.said_by);
    let named = said.as_ref().is_some_and(|s| rules.is_named(s));
    let one_voice = said == then && (named || word.origin == later.origin);
    one_voice && word.told.published.zip(later.told.published).is_some_and(|(first, then)| first < then)
}

/// Everyone who gives a value, in a fixed order.
pub fn supports(value: &Value) -> Vec<Support> {
    let mut list: Vec<Support> = value.words.iter().map(|w| w.support.clone()).collect();
    list.sort();
    list.dedup();
    list
}

/// Independent voices: origins of reports, of which those that give the word of one named speaker are one.
pub fn origins<'a, 'b: 'a>(words: impl IntoIterator<Item = &'a Word<'b>>, rules: &Rules) -> usize {
    let words: Vec<&Word> = words.into_iter().collect();
    let mut groups = Groups::new(words.len());
    let mut first: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for (n, word) in words.iter().enumerate() {
        let speaker = word.support.said_by.as_ref().filter(|s| rules.is_named(s));
        let keys = [Some((false, word.origin.to_string())), speaker.map(|s| (true, s.clone()))];
        for key in keys.into_iter().flatten() {
            groups.join(*first.entry(key).or_insert(n), n);
        }
    }
    (0..words.len()).filter(|&n| groups.root(n) == n).count()
}

/// All that one event says: field, value, and the line for the ledger.
fn said<'a>(told: &Told<'a>, members: &[&Told<'a>], rules: &Rules) -> Vec<(String, String, Word<'a>)> {
    let event = told.event;
    let word = |field: &str| Word {
        told: *told,
        origin: 0,
        figure: None,
        index: 0,
        support: support(told, event.said_by.clone(), field),
    };
    let plain = value::FIELDS.into_iter().filter_map(|f| Some((f.to_string(), value::words(event, f)?, word(f))));
    let all: Vec<&Event> = members.iter().map(|t| t.event).collect();
    let figures = event.figures.iter().enumerate().filter_map(|(n, f)| {
        let class = value::class_of(f, event, &all, rules);
        let figure = Figure { of: class, ..f.clone() };
        let field = figure_field(&figure)?;
        let spoken = support(told, f.said_by.clone(), &format!("figures/{n}"));
        let support = Support { stance: value::stance_of(f, event), ..spoken };
        Some((
            field,
            value::number(f.low, f.high, f.approximate),
            Word { told: *told, origin: 0, figure: Some(figure), index: n, support },
        ))
    });
    plain.chain(figures).filter(|(_, text, _)| !text.is_empty()).collect()
}

/// `figures/<measure>/<class>`.
pub fn figure_field(figure: &Figure) -> Option<String> {
    fn name(value: impl Serialize) -> Option<String> {
        serde_json::to_value(value).ok()?.as_str().map(str::to_string)
    }
    Some(format!("figures/{}/{}", name(figure.measure)?, name(figure.of)?))
}

/// A report's line in the ledger for a field.
pub fn support(told: &Told, said_by: Option<String>, field: &str) -> Support {
    let event = told.event;
    Support { doc: told.doc.into(), event: event.id.clone(), said_by, stance: event.stance, spans: spans(event, field) }
}

/// The words behind a field; of a list, those of its members; else the sentence.
fn spans(event: &Event, field: &str) -> Vec<Span> {
    let Some(evidence) = &event.evidence else { return Vec::new() };
    let is_of = |key: &str| key.strip_prefix(field).is_some_and(|r| r.is_empty() || r.starts_with(['/', '_']));
    let exact: BTreeSet<Span> = evidence.fields.iter().filter(|(k, _)| is_of(k)).flat_map(|(_, s)| s.clone()).collect();
    if exact.is_empty() { evidence.event.clone() } else { exact.into_iter().collect() }
}

/// One value of its spellings: the commonest, then the one with accents.
fn value_of(spellings: Vec<(String, Word)>) -> Value {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    spellings.iter().for_each(|(text, _)| *counts.entry(text).or_default() += 1);
    let best = counts.into_iter().max_by_key(|&(text, n)| (n, text)).map_or(String::new(), |(t, _)| t.to_string());
    let mut words: Vec<Word> = spellings.into_iter().map(|(_, w)| w).collect();
    words.sort_by(|a, b| {
        (Reverse(a.told.published), a.index, &a.support).cmp(&(Reverse(b.told.published), b.index, &b.support))
    });
    Value { text: best, words, superseded: false }
}

/// Puts the value that the field's rule shows first, and the others in the order of the same rule.
fn rank(field: &str, values: &mut Vec<Value>, rules: &Rules) {
    let Some(rule) = rules.show_rule(field) else { return };
    let keys: Vec<_> = values.iter().map(|v| rank_key(field, v, values, rule, rules)).collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| keys[a].cmp(&keys[b]));
    *values = order.into_iter().map(|i| values[i].clone()).collect();
}

type RankKey = (bool, Vec<Reverse<i64>>, usize, String);

fn rank_key(field: &str, value: &Value, all: &[Value], rule: &Show, rules: &Rules) -> RankKey {
    let step = |step: &Step| match step {
        Step::Origins => backed(field, value, all, rules),
        Step::Exact => exactness(field, value, rules),
        Step::Grade => credibility::grade(value).map_or(i64::MIN, |g| -(g as i64)),
        Step::Latest => value.words.iter().filter_map(|w| w.told.published).map(ordinal).max().unwrap_or(i64::MIN),
    };
    let first = value.words.iter().map(|w| w.index).min().unwrap_or(0);
    (value.superseded, rule.steps.iter().map(|s| Reverse(step(s))).collect(), first, value.text.clone())
}

fn exactness(field: &str, value: &Value, rules: &Rules) -> i64 {
    let of = |w: &Word| match &w.figure {
        Some(figure) => value::number_exactness(figure),
        None => value::exactness(w.told.event, field, rules),
    };
    value.words.iter().map(of).max().unwrap_or(0)
}

/// Origins that give the value or leave room for it.
fn backed(field: &str, value: &Value, all: &[Value], rules: &Rules) -> i64 {
    let room = |v: &Value| match (&v.words[0].figure, &value.words[0].figure) {
        (Some(vague), Some(exact)) => value::number_room(vague, exact),
        _ => value::leaves_room(v.words[0].told.event, value.words[0].told.event, field, rules),
    };
    let backing = all.iter().filter(|v| v.text == value.text || (!v.superseded && room(v)));
    origins(backing.flat_map(|v| &v.words), rules) as i64
}

fn ordinal(day: Day) -> i64 {
    i64::from(day.year()) * 366 + i64::from(day.day_of_year())
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    fn first(docs: &[&[&str]], field: &str) -> Vec<(String, usize)> {
        let (documents, records) = corpus(docs);
        let resolution = super::super::resolve(&documents, &records, crate::data::Data::bundled());
        assert_eq!(resolution.incidents.len(), 1);
        resolution.incidents[0].fields[field].iter().map(|c| (c.value.clone(), c.origins)).collect()
    }

    #[test]
    fn a_vaguer_value_backs_the_exact_one() {
        let told: [&[&str]; 3] = [
            &["Attack|2025-06|Tarada|?|Civilians|killed 9"],
            &["Attack|2025-06|Tarada|?|Civilians|killed 9"],
            &["Attack|2025-06-20|Tarada|JNIM|Civilians|killed 9"],
        ];
        assert_eq!(first(&told, "date"), [("2025-06-20".into(), 1), ("2025-06".into(), 2)]);
        assert_eq!(first(&told, "initiators")[0].0, "JNIM");
        assert_eq!(first(&told, "figures/killed/civilians"), [("9".into(), 3)]);
    }

    #[test]
    fn of_tolls_with_equal_backing_the_latest_is_shown_and_all_are_kept() {
        let told: [&[&str]; 3] = [
            &["Attack|2025-06-20|Tarada|JNIM|Civilians|killed 9"],
            &["Attack|2025-06-20|Tarada|JNIM|Civilians|killed 14"],
            &["Attack|2025-06-20|Tarada|JNIM|Civilians|killed 11+"],
        ];
        let values = first(&told, "figures/killed/civilians");
        assert_eq!(values.iter().map(|v| v.0.as_str()).collect::<Vec<_>>(), ["11+", "14", "9"]);
    }

    #[test]
    fn spellings_of_one_place_are_one_value() {
        let told: [&[&str]; 2] =
            [&["Attack|2025-06-20|Sandare|JNIM|Civilians|"], &["Attack|2025-06-20|Sandaré|JNIM|Civilians|"]];
        assert_eq!(first(&told, "place"), [("Sandaré".into(), 2)]);
    }
}
