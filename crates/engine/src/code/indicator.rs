//! Humanitarian and conflict totals (CODEBOOK.md section 8).

use super::attribution::{self, source_name};
use super::clause;
use super::number::Quantity;
use super::place::{self, Setting};
use super::scan::{Reader, Sentence, What};
use crate::data::{Counted, Form, IndicatorWords, Mark};
use crate::model::{Event, Evidence, Indicator, Measure, PlacePrecision, Precision};
use std::ops::Range;

/// All indicators of a document. Numbers that are tolls of events are not counted again.
pub(crate) fn indicators(r: &Reader, sentences: &[Sentence], events: &[Event]) -> Vec<Indicator> {
    let setting = Setting::of(r, sentences);
    let mut out: Vec<Indicator> = Vec::new();
    let head = as_of_all(r, sentences);
    let mut told = Told { area: heading_area(r, sentences, &setting), ..Told::default() };
    for (n, s) in sentences.iter().enumerate() {
        for (toks, quantity) in numbers(s) {
            let own = words_near(r, s, &toks, &quantity);
            let words = own.or_else(|| told.shared(r, s, n, &toks, &quantity));
            let told_so = !is_taken(r, events, &toks) && (quantity.percent || !is_feared(s, &toks));
            let Some(words) = words.filter(|_| told_so) else { continue };
            let mut indicator = indicator(r, s, &toks, &quantity, words, &setting);
            indicator.area = told.area_of(r, s, n, &toks, &setting);
            if as_of(r, s, &toks, &quantity).is_none() {
                let known = head.filter(|_| own.is_some()).or(own.is_none().then_some(told.as_of));
                (indicator.as_of, indicator.as_of_precision) =
                    known.unwrap_or((indicator.as_of, indicator.as_of_precision));
            }
            told.as_of = (indicator.as_of, indicator.as_of_precision);
            told.last = Some((n, toks.clone(), words, quantity));
            let same = |i: &Indicator| i.indicator == indicator.indicator && i.low == indicator.low;
            if !out.iter().any(|i| same(i) && i.high == indicator.high) {
                out.push(indicator);
            }
        }
    }
    out
}

/// Whether an undated event without toll is told only where a total is: "the war has displaced 2 million".
pub(crate) fn is_behind(indicators: &[Indicator], event: &Event) -> bool {
    let numbers = indicators.iter().flat_map(|i| &i.evidence).filter_map(|e| e.fields.get("low")?.first());
    let numbers: Vec<_> = numbers.collect();
    let sentences = event.evidence.iter().flat_map(|e| &e.event);
    let bare = event.date_from.is_none() && event.figures.is_empty();
    let acts = indicators.iter().filter(|i| i.unit == "events").flat_map(|i| &i.evidence);
    let acts: Vec<_> = acts.filter_map(|e| e.fields.get("low")?.first()).collect();
    let wide = event.place_precision == PlacePrecision::Country && event.event_type != "Political developments";
    let in_sum = |s: &crate::model::Span| acts.iter().any(|n| n.overlaps(s));
    if wide && sentences.clone().next().is_some() && sentences.clone().all(in_sum) {
        return true;
    }
    bare && sentences.clone().next().is_some() && sentences.into_iter().all(|s| numbers.iter().any(|n| n.overlaps(s)))
}

/// "Situation as of 31 March": the day that a report's opening gives to all its numbers.
fn as_of_all(r: &Reader, sentences: &[Sentence]) -> Option<(Option<crate::model::Day>, Precision)> {
    let led = |s: &Sentence, at: usize| {
        (1..=2).filter_map(|b| at.checked_sub(b)).any(|i| s.has_mark(i, Mark::AsOf)) || s.has_mark(at, Mark::AsOf)
    };
    sentences.iter().take(HEAD).find_map(|s| {
        s.mentions.iter().find_map(|m| match m.what {
            What::Date(span) if led(s, m.toks.start) => {
                Some((Some(r.clock.published.map_or(span.to, |p| span.to.min(p))), span.precision))
            }
            _ => None,
        })
    })
}

/// Sentences in which a report says of what day its numbers are.
const HEAD: usize = 6;

/// Whether an event has the number as its toll.
fn is_taken(r: &Reader, events: &[Event], toks: &Range<usize>) -> bool {
    let span = r.span(toks);
    let fields = events.iter().flat_map(|e| &e.evidence).flat_map(|v| &v.fields);
    fields.filter(|(k, _)| k.starts_with("figures")).any(|(_, spans)| spans.iter().any(|x| x.overlaps(&span)))
}

/// "up to 30,000 may be uprooted": a number that is feared or asked for, not counted.
fn is_feared(s: &Sentence, toks: &Range<usize>) -> bool {
    let near = toks.start.saturating_sub(5).max(s.toks.start)..(toks.end + 4).min(s.toks.end);
    s.mark_in(near.clone(), Mark::Irrealis) || s.mark_in(near, Mark::If)
}

/// What the numbers before told, for those that go on with them.
#[derive(Default)]
struct Told<'r> {
    last: Option<(usize, Range<usize>, &'r IndicatorWords, Quantity)>,
    area: Option<String>,
    as_of: (Option<crate::model::Day>, Precision),
}

impl<'r> Told<'r> {
    /// "47,300 displaced (27,000 in May)", "of whom 9,840 in Timbuktu, 8,259 in Goundam": the words of
    /// the number before hold for those in brackets and for its shares by place.
    fn shared(
        &self,
        r: &Reader,
        s: &Sentence,
        n: usize,
        toks: &Range<usize>,
        q: &Quantity,
    ) -> Option<&'r IndicatorWords> {
        let (at, last, words, whole) = self.last.as_ref()?;
        let fits = !q.percent && words.unit == "people" && q.told() >= 100 && n - at <= 1;
        let bracket = *at == n && r.word(toks.start.checked_sub(1)?) == "(" && toks.start - last.end <= 14;
        let placed = s.mentions.iter().any(|m| {
            let near = m.toks.start >= toks.end && m.toks.start - toks.end <= 6 && matches!(m.what, What::Place(..));
            near && s.mark_in(toks.end..m.toks.start, Mark::LocativePrep)
        });
        let share = placed && q.told() <= whole.told().max(100) && !names_people(s, toks);
        (fits && (bracket || share)).then_some(*words)
    }

    /// The place told with the number, else that of the numbers before or of the heading, else the country.
    fn area_of(
        &mut self,
        r: &Reader,
        s: &Sentence,
        n: usize,
        toks: &Range<usize>,
        setting: &Setting,
    ) -> Option<String> {
        let near = self.last.as_ref().is_some_and(|(at, ..)| n - at <= 2) || n < 8;
        let own = area(r, s, toks, setting);
        let country = setting.country.map(|c| r.data.places.countries[c].name.clone());
        own.or_else(|| self.area.clone().filter(|_| near)).or(country)
    }
}

/// A number that counts people by a noun of its own tells something else.
fn names_people(s: &Sentence, toks: &Range<usize>) -> bool {
    s.mentions
        .iter()
        .any(|m| m.toks.start >= toks.end && m.toks.start - toks.end <= 2 && matches!(m.what, What::Actor(_)))
}

/// The one region that the headings name.
fn heading_area(r: &Reader, sentences: &[Sentence], setting: &Setting) -> Option<String> {
    let headings = sentences.iter().take(4).filter(|s| super::issuer::is_heading(r, s));
    let spots = headings.flat_map(|s| place::spots(r, s, setting)).filter(|p| p.precision != PlacePrecision::Country);
    let mut names: Vec<String> = spots.filter(|p| p.precision == PlacePrecision::Admin1).map(|p| p.name).collect();
    names.dedup();
    (names.len() == 1).then(|| names.remove(0))
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
    let other = |w: &&IndicatorWords| !w.not_topic.iter().any(|t| s.has_topic(t));
    let stop = next_number(s, toks, q);
    let fit = r.lex.indicators.iter().filter(percent).filter(large).filter(other);
    let near = fit.filter_map(|w| Some((distance(r, s, toks, stop, w)?, beside(r, s, toks, w)?, w)));
    let nearest = near.min_by_key(|(d, b, _)| (*d, *b)).filter(|(d, ..)| *d <= 14).map(|(.., w)| w);
    nearest.or_else(|| over_a_period(r, s, toks, q))
}

/// Tokens to the nearest of the words that must stand beside the others; none where no word must.
fn beside(r: &Reader, s: &Sentence, toks: &Range<usize>, words: &IndicatorWords) -> Option<usize> {
    let at = |i: &usize| stands(r, s, &words.with, *i);
    let near = s.toks.clone().filter(at).map(|i| i.abs_diff(toks.start)).min();
    near.or(words.with.is_empty().then_some(0))
}

fn stands(r: &Reader, s: &Sentence, words: &[String], i: usize) -> bool {
    super::phrases::any(r, words, i, s.toks.end).is_some()
}

/// "97 soldiers killed since January", "15 attacks in 2024": a toll or a count of acts over a period.
fn over_a_period<'r>(r: &'r Reader, s: &Sentence, toks: &Range<usize>, q: &Quantity) -> Option<&'r IndicatorWords> {
    if q.percent || q.told() < 10 || !super::general::has_period(r, s) {
        return None;
    }
    let killed =
        |c: &super::figure::Count| c.measure == Measure::Killed && c.toks.start <= toks.start && toks.end <= c.toks.end;
    let acts =
        || s.acts.iter().filter(|(a, _)| a.start >= toks.end && a.start - toks.end <= 1).flat_map(|(_, acts)| acts);
    let violent = |group: &str| r.data.frames.rules(group).iter().any(|(f, _)| !f.is_political());
    let what = match super::figure::counts(r, s).iter().any(killed) {
        true => Counted::Killed,
        false if acts().any(|a| a.form == Form::Noun && violent(&a.group)) => Counted::Acts,
        false => return None,
    };
    r.lex.indicators.iter().find(|w| w.over_a_period == Some(what) && !w.not_topic.iter().any(|t| s.has_topic(t)))
}

/// Where the words of a number end: at the next number of its kind. Ages and shares do not count.
fn next_number(s: &Sentence, toks: &Range<usize>, q: &Quantity) -> usize {
    let rival = |(t, x): &(Range<usize>, Quantity)| {
        t.start >= toks.end && x.percent == q.percent && (x.percent || x.told() >= 100)
    };
    numbers(s).into_iter().find(rival).map_or(s.toks.end, |(t, _)| t.start)
}

/// Tokens from the number to the nearest of the words, those after it first.
fn distance(r: &Reader, s: &Sentence, toks: &Range<usize>, stop: usize, words: &IndicatorWords) -> Option<usize> {
    let at = |i: usize| stands(r, s, &words.words, i);
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
    let sources = attribution::sources(r, s, &groups, &Default::default());
    let source = attribution::source_of_count(&sources, toks.start).map(|x| x.party.clone());
    let source = source.or_else(|| in_brackets(r, s, toks, &groups));
    let unknown = if r.clock.published.is_some() { Precision::Day } else { Precision::Unknown };
    let (as_of, precision) =
        as_of(r, s, toks, q).map_or((r.clock.published, unknown), |(day, precision)| (Some(day), precision));
    let mut evidence = Evidence { event: vec![r.span(&s.toks)], ..Evidence::default() };
    evidence.fields.insert("low".into(), vec![r.span(toks)]);
    Indicator {
        indicator: words.indicator.clone(),
        of: words.of.clone(),
        area: None,
        low: q.low,
        high: q.high,
        unit: words.unit.clone(),
        approximate: q.approximate,
        as_of,
        as_of_precision: precision,
        said_by: source.map(|party| source_name(r, &party, setting.country)),
        evidence: Some(evidence),
    }
}

/// "64,500 refugees (UNHCR, 31 March)": who is named first in the brackets after a number, before the next.
fn in_brackets(r: &Reader, s: &Sentence, toks: &Range<usize>, groups: &[clause::Group]) -> Option<clause::Party> {
    let open = (toks.end..s.toks.end).find(|i| r.word(*i) == "(")?;
    let close = (open..s.toks.end).find(|i| r.word(*i) == ")")?;
    let alone = !numbers(s).iter().any(|(t, q)| t.start >= toks.end && t.end <= open && q.told() >= 100);
    let named = groups.iter().flat_map(|g| &g.members).find(|p| p.toks.start > open && p.toks.end <= close)?;
    (alone && named.toks.start <= open + 2).then(|| named.clone())
}

/// The last day of the period named with the number, if one is; no period runs past the publication.
fn as_of(r: &Reader, s: &Sentence, toks: &Range<usize>, q: &Quantity) -> Option<(crate::model::Day, Precision)> {
    let stop = next_number(s, toks, q);
    let dates = s.mentions.iter().filter_map(|m| match m.what {
        What::Date(span) if !is_since(r, &m.toks) && !is_compared(s, &m.toks) => Some((m.toks.clone(), span)),
        _ => None,
    });
    let own = |d: &Range<usize>| d.start >= toks.end && d.start < stop || d.end <= toks.start && is_before(s, d, toks);
    let (_, span) = dates.filter(|(d, _)| own(d)).max_by_key(|(d, span)| (d.start >= toks.end, span.to))?;
    Some((r.clock.published.map_or(span.to, |p| span.to.min(p)), span.precision))
}

/// A date told before the number holds for it unless a clause or "with" begins between them.
fn is_before(s: &Sentence, date: &Range<usize>, toks: &Range<usize>) -> bool {
    let wall = [Mark::WithPrep, Mark::And, Mark::Clause];
    !(date.end..toks.start).any(|i| wall.iter().any(|m| s.has_mark(i, *m)))
}

/// "a surge from 2023", "against 2024": what a number is compared with.
fn is_compared(s: &Sentence, toks: &Range<usize>) -> bool {
    toks.start.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::Compared))
}

/// "since 2023" begins a period and does not end it.
fn is_since(r: &Reader, toks: &Range<usize>) -> bool {
    let words = &r.lex.dates.since;
    (toks.start.saturating_sub(1)..=toks.start).any(|i| words.iter().any(|w| w == r.word(i)))
}

/// The place told with a number: after it and before the next one, else the region of the sentence.
fn area(r: &Reader, s: &Sentence, toks: &Range<usize>, setting: &Setting) -> Option<String> {
    let spots = place::spots(r, s, setting);
    let next = numbers(s).into_iter().map(|(t, _)| t.start).find(|t| *t >= toks.end + 4).unwrap_or(s.toks.end);
    let led = |p: &&place::Spot| {
        let gov = clause::governor(r, s, p.toks.start);
        gov.contains(&Mark::LocativePrep) || gov.contains(&Mark::NearPrep)
    };
    let after = spots.iter().filter(led).find(|p| p.toks.start >= toks.end && p.toks.start < next);
    let before = spots.iter().rfind(|p| p.toks.end <= toks.start && (p.precision == PlacePrecision::Admin1 || led(p)));
    after.or(before).map(|p| p.name.clone()).or_else(|| only_country(r, s))
}

/// "Chad hosts 844,000 Sudanese refugees": the one country that the sentence names.
fn only_country(r: &Reader, s: &Sentence) -> Option<String> {
    let named = |m: &super::scan::Mention| match m.what {
        What::Country(c) => Some(c),
        _ => None,
    };
    let mut all: Vec<usize> = s.mentions.iter().filter_map(named).collect();
    all.dedup();
    (all.len() == 1).then(|| r.data.places.countries[all[0]].name.clone())
}

#[cfg(test)]
#[path = "indicator_tests.rs"]
mod tests;
