//! Humanitarian and conflict totals (CODEBOOK.md section 8).

use super::attribution::{self, source_name};
use super::clause;
use super::number::Quantity;
use super::place::{self, Setting};
use super::scan::{Reader, Sentence, What};
use crate::data::{IndicatorWords, phrase};
use crate::model::{Event, Evidence, Indicator, PlacePrecision, Precision};
use std::ops::Range;

/// All indicators of a document. Numbers that are tolls of events are not counted again.
pub(crate) fn indicators(r: &Reader, sentences: &[Sentence], events: &mut [Event]) -> Vec<Indicator> {
    let setting = Setting::of(r, sentences);
    let mut out: Vec<Indicator> = Vec::new();
    for s in sentences {
        for (toks, quantity) in numbers(s) {
            let Some(words) = words_near(r, s, &toks, &quantity) else { continue };
            let indicator = indicator(r, s, &toks, &quantity, words, &setting);
            let span = r.span(&toks);
            let taken = events.iter().any(|e| {
                e.evidence
                    .iter()
                    .flat_map(|v| &v.fields)
                    .any(|(k, spans)| k.starts_with("figures") && spans.iter().any(|x| x.overlaps(&span)))
            });
            let told = out
                .iter()
                .any(|i| i.indicator == indicator.indicator && i.low == indicator.low && i.high == indicator.high);
            if !taken && !told {
                out.push(indicator);
            }
        }
    }
    out
}

fn numbers(s: &Sentence) -> Vec<(Range<usize>, Quantity)> {
    let number = |m: &super::scan::Mention| match m.what {
        What::Number(q) => Some((m.toks.clone(), q)),
        _ => None,
    };
    s.mentions.iter().filter_map(number).collect()
}

/// The indicator whose words stand nearest to a number that is large enough for it.
fn words_near<'r>(r: &'r Reader, s: &Sentence, toks: &Range<usize>, q: &Quantity) -> Option<&'r IndicatorWords> {
    let percent = |w: &&IndicatorWords| (w.unit == "percent") == q.percent;
    let large = |w: &&IndicatorWords| q.percent || q.told() >= w.least;
    let near =
        r.lex.indicators.iter().filter(percent).filter(large).filter_map(|w| Some((distance(r, s, toks, w)?, w)));
    near.min_by_key(|(d, _)| *d).filter(|(d, _)| *d <= 12).map(|(_, w)| w)
}

/// Tokens from the number to the nearest of the words, those after it first.
fn distance(r: &Reader, s: &Sentence, toks: &Range<usize>, words: &IndicatorWords) -> Option<usize> {
    let at = |i: usize| words.words.iter().any(|w| super::number::phrase_at(r, &phrase(w), i, s.toks.end).is_some());
    let stop = numbers(s).iter().map(|(t, _)| t.start).find(|t| *t >= toks.end).unwrap_or(s.toks.end);
    let after = (toks.end..stop).find(|i| at(*i)).map(|i| i - toks.end);
    let before = (s.toks.start..toks.start).rev().find(|i| at(*i)).map(|i| 4 + toks.start - i);
    after.or(before)
}

fn indicator(
    r: &Reader,
    s: &Sentence,
    toks: &Range<usize>,
    q: &Quantity,
    words: &IndicatorWords,
    setting: &Setting,
) -> Indicator {
    let groups = clause::groups(r, s, None);
    let sources = attribution::sources(r, s, &groups);
    let source = attribution::source_of(&sources, toks.start);
    let (as_of, precision) = as_of(r, s);
    let area = area(r, s, setting);
    let mut evidence = Evidence { event: vec![r.span(&s.toks)], ..Evidence::default() };
    evidence.fields.insert("low".into(), vec![r.span(toks)]);
    Indicator {
        indicator: words.indicator.clone(),
        of: words.of.clone(),
        area,
        low: q.low,
        high: q.high,
        unit: words.unit.clone(),
        approximate: q.approximate,
        as_of,
        as_of_precision: precision,
        said_by: source.map(|x| source_name(r, &x.party, setting.country)),
        evidence: Some(evidence),
    }
}

/// The last day of the period named, else the publication date.
fn as_of(r: &Reader, s: &Sentence) -> (Option<crate::model::Day>, Precision) {
    let dates = s.mentions.iter().filter_map(|m| match m.what {
        What::Date(span) => Some(span),
        _ => None,
    });
    match dates.max_by_key(|d| d.to) {
        Some(span) => (r.clock.published.map_or(Some(span.to), |p| Some(span.to.min(p))), span.precision),
        None => (r.clock.published, if r.clock.published.is_some() { Precision::Day } else { Precision::Unknown }),
    }
}

fn area(r: &Reader, s: &Sentence, setting: &Setting) -> Option<String> {
    let spots = place::spots(r, s, setting);
    let region = spots.iter().find(|p| p.precision == PlacePrecision::Admin1);
    let country = || setting.country.map(|c| r.data.places.countries[c].name.clone());
    region.map(|p| p.name.clone()).or_else(country)
}
