//! Day and place that a report does not repeat: an act without its own has those of the sentences before
//! it, or of the report's main act.

use super::event::Draft;
use super::scan::Reader;
use crate::model::{DateSpan, Day, PlacePrecision, Precision, Span};
use jiff::ToSpan;

fn var(bit: u32) -> bool {
    std::env::var("DPV").ok().and_then(|v| v.parse::<u32>().ok()).unwrap_or(0) >> bit & 1 == 1
}

fn limit() -> usize {
    usize::from(var(0)) + 2 * usize::from(var(8))
}

/// Fills what the drafts leave out, then joins those that turn out to be one act.
pub(crate) fn borrow(r: &Reader, drafts: &mut Vec<Draft>) {
    let main = main_day(r, drafts);
    let place = main_place(drafts);
    for draft in drafts.iter_mut() {
        if draft.event.date_from.is_none() {
            borrow_day(r, draft, main);
        }
        if draft.disorder && draft.event.place_precision == PlacePrecision::Country {
            borrow_place(draft, place.as_ref());
        }
    }
    if var(5) {
        join(drafts);
    }
}

/// The day of the first act that is news: a day within a week before the report.
fn main_day(r: &Reader, drafts: &[Draft]) -> Option<(DateSpan, Span)> {
    let published = r.clock.published?;
    let oldest = published.checked_sub(8.days()).ok()?;
    let news = |d: &&Draft| d.days().is_some_and(|s| s.from >= oldest && s.from <= published && s.precision == Precision::Day);
    let first = drafts.iter().find(news)?;
    Some((first.days()?, *first.evidence.fields.get("date")?.first()?))
}

fn main_place(drafts: &[Draft]) -> Option<Draft> {
    drafts.iter().find(|d| d.disorder && d.event.place_precision <= PlacePrecision::Area).cloned()
}

fn borrow_day(r: &Reader, draft: &mut Draft, main: Option<(DateSpan, Span)>) {
    if draft.near.back && var(6) {
        return;
    }
    let near = draft.near.date.filter(|(ago, ..)| *ago <= limit()).map(|(_, d, words)| (d, words));
    let main = main.filter(|_| var(1) && draft.disorder || var(2));
    if let Some((span, words)) = near.or(main) {
        put(draft, span, Some(words));
    } else if let Some(day) = r.clock.published.filter(|_| var(3)) {
        put(draft, DateSpan::day(day), None);
    }
}

fn put(draft: &mut Draft, span: DateSpan, words: Option<Span>) {
    draft.event.date_from = Some(span.from);
    draft.event.date_to = Some(span.to);
    draft.event.date_precision = span.precision;
    draft.evidence.fields.insert("date".into(), words.into_iter().collect());
}

fn borrow_place(draft: &mut Draft, main: Option<&Draft>) {
    if var(4) && let Some((ago, spot, words)) = draft.near.place.clone()
        && ago <= if var(7) { 1 } else { 2 }
        && (spot.country == draft.country || draft.country.is_none())
    {
        draft.event.place = Some(spot.name);
        draft.event.admin1 = spot.admin1;
        draft.event.place_precision = spot.precision;
        draft.evidence.fields.insert("place".into(), vec![words]);
        return;
    }
    if let Some(main) = main.filter(|m| var(9) && m.country == draft.country) {
        draft.event.place = main.event.place.clone();
        draft.event.admin1 = main.event.admin1.clone();
        draft.event.place_precision = main.event.place_precision;
    }
}

/// Drafts of one place and day that may be one act are one.
fn join(drafts: &mut Vec<Draft>) {
    let mut at = 1;
    while at < drafts.len() {
        let same = (0..at).find(|i| {
            let (a, b) = (&drafts[*i], &drafts[at]);
            a.event.place == b.event.place && a.days() == b.days() && a.list == b.list && a.may_be(b)
        });
        match same {
            Some(i) => {
                let more = drafts.remove(at);
                drafts[i].absorb(more);
            }
            None => at += 1,
        }
    }
}

#[allow(dead_code)]
fn unused(_: Day) {}
