//! Lists: towns one after another, shares of a toll by town, days side by side.

use super::candidate::Candidate;
use super::counted::is_measured;
use super::place::{self, Setting, Spot};
use super::scan::{Mention, Reader, Sentence, What};
use super::scene;
use crate::data::Mark;
use crate::model::{DateSpan, PlacePrecision, Precision};
use std::ops::Range;

/// The settlements that a sentence lists one after another: "the towns of A, B and C".
pub(crate) fn listed(r: &Reader, s: &Sentence, spot: &Spot, setting: &Setting) -> Vec<Spot> {
    let spots: Vec<Spot> = place::spots(r, s, setting)
        .into_iter()
        .filter(|p| p.precision != PlacePrecision::Country && !is_aside(r, p))
        .collect();
    let mut runs: Vec<Vec<Spot>> = Vec::new();
    let around: Vec<bool> = spots.iter().map(|p| lies_around(r, s, p, &spots)).collect();
    for (next, _) in spots.iter().cloned().zip(around).filter(|(_, around)| !around) {
        match runs.last_mut().filter(|run| run.last().is_some_and(|last| in_list(r, s, last.toks.end, next.toks.start)))
        {
            Some(run) => run.push(next),
            None => runs.push(vec![next]),
        }
    }
    // "The market of Maroua and the Barmaré quarter": what something is of heads no list, unless it is what it is called.
    let noun = |i: usize| PLACE_NOUNS.iter().any(|m| r.lex.marks.word(r.word(i)).contains(m));
    let told = |i: usize| s.acts.iter().any(|(a, _)| a.contains(&i));
    let owned = |i: usize| s.has_mark(i, Mark::OfPrep) && i.checked_sub(1).is_none_or(|i| !noun(i) && !told(i));
    let lead = |p: &Spot| p.toks.start.checked_sub(1).filter(|i| s.toks.contains(i));
    let joins = |i: usize| s.has_mark(i, Mark::Between) || s.has_mark(i, Mark::Links);
    let between = |p: &Spot| lead(p).is_some_and(|i| joins(i) || owned(i));
    // "In Gao, Ménaka region": a town and a region alone are no list.
    let wide = |p: &&Spot| p.precision == PlacePrecision::Admin1;
    let alike = |run: &[Spot]| run.len() > 2 || run.iter().filter(wide).count() != 1;
    let nest = |run: &[Spot]| is_address(r, s, run) || is_nest(r, s, run);
    runs.retain(|run| !between(&run[0]) && !nest(run) && alike(run));
    runs.into_iter().find(|run| run.len() >= 2 && run.iter().any(|p| p.toks == spot.toks)).unwrap_or_default()
}

/// Nouns that call a name a place.
const PLACE_NOUNS: [Mark; 3] = [Mark::PlaceNoun, Mark::UnitNoun, Mark::RegionNoun];

/// "Tessit (Gao region)": the region of the town before it.
fn is_aside(r: &Reader, p: &Spot) -> bool {
    p.precision == PlacePrecision::Admin1 && p.toks.start.checked_sub(1).is_some_and(|i| r.word(i) == "(")
}

/// "In Byambwe, Lubero, on Friday", "Sarki village, Kachia district", "near Kibati, in Walikale": two names with a comma
/// and no more than a preposition or a noun for a place between them are a village and what it lies in.
fn is_address(r: &Reader, s: &Sentence, run: &[Spot]) -> bool {
    // "The village of A, in the B group, in C territory": each is led to as what the one before it lies in.
    let unit = |i: usize| s.has_mark(i, Mark::UnitNoun) || s.has_mark(i, Mark::RegionNoun);
    let within = |i: usize| s.has_mark(i, Mark::LocativePrep) && !s.has_mark(i, Mark::OfPrep);
    let led = |pair: &[Spot]| {
        let gap = pair[0].toks.end..pair[1].toks.start;
        gap.clone().any(unit) && gap.clone().any(within) && !gap.into_iter().any(|i| s.has_mark(i, Mark::And))
    };
    if run.len() > 1 && run.windows(2).all(led) {
        return true;
    }
    let [inner, outer] = run else { return false };
    let between = inner.toks.end..outer.toks.start;
    let light = |i: usize| {
        [Mark::PlaceNoun, Mark::UnitNoun, Mark::LocativePrep, Mark::Determiner].iter().any(|m| s.has_mark(i, *m))
    };
    let commas = between.clone().filter(|i| r.word(*i) == ",").count();
    let zone = is_zone(r, outer);
    let light = |i: usize| light(i) || zone && s.has_mark(i, Mark::RegionNoun);
    commas == 1 && between.into_iter().all(|i| r.word(i) == "," || light(i) && !s.has_mark(i, Mark::And))
}

/// "In Kutulo, Elwak, Mandera County": names with nothing but commas between them, of which the last is the unit that
/// holds the others.
fn is_nest(r: &Reader, s: &Sentence, run: &[Spot]) -> bool {
    let Some((last, inner)) = run.split_last().filter(|_| run.len() > 2) else { return false };
    let joined = s.mark_in(run[0].toks.end..last.toks.start, Mark::And);
    let unit = [Mark::UnitNoun, Mark::RegionNoun].iter().any(|m| s.has_mark(last.toks.end, *m));
    let wide = |p: &Spot| p.precision == PlacePrecision::Admin1;
    // "Bama, Borno State, Northeast Nigeria": what the region lies in may follow it.
    let zone = is_zone(r, last) && inner.last().is_some_and(wide);
    let towns = inner.len() - usize::from(zone);
    !joined && (unit || zone || wide(last)) && !inner[..towns].iter().any(wide)
}

/// "Northeast Nigeria": a quarter of a land, by whose name it ends.
fn is_zone(r: &Reader, spot: &Spot) -> bool {
    let end = spot.toks.end - 1;
    let land = |n: &crate::data::Name| matches!(n, crate::data::Name::Country(_));
    let names = r.data.names.longest_at(&r.cut, end, spot.toks.end);
    spot.toks.len() > 1 && names.is_some_and(|(_, all)| all.iter().any(land))
}

/// "The towns are A, B and C", "- A ;": the places of a sentence that tells nothing but where something was.
pub(crate) fn only_places(r: &Reader, s: &Sentence, setting: &Setting) -> Vec<Spot> {
    let told = |m: &Mention| m.is_time() || m.is_proper() && !matches!(m.what, What::Place(..) | What::Country(_));
    if !s.acts.is_empty() || s.tolls.iter().any(|(t, _)| s.toks.contains(&t.start)) || s.mentions.iter().any(told) {
        return Vec::new();
    }
    let near = |p: &Spot| matches!(p.precision, PlacePrecision::Settlement | PlacePrecision::Area);
    let spots: Vec<Spot> = place::spots(r, s, setting);
    let inner = spots.iter().filter(|p| near(p) && !lies_around(r, s, p, &spots)).cloned().collect::<Vec<_>>();
    let place = |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i));
    let small = |i: usize| place(i) || s.has_mark(i, Mark::And) || !r.word(i).chars().any(char::is_alphanumeric);
    let others = s.toks.clone().filter(|i| !small(*i)).count();
    let most = if inner.len() > 1 { LEAD } else { 0 };
    if others > most { Vec::new() } else { inner }
}

/// So many words may lead to a list of places: "the towns hit that day are".
const LEAD: usize = 6;

/// Pairs of a number and the place it is told of: "10 in A; two in the town of B".
pub(crate) fn shares(
    r: &Reader,
    s: &Sentence,
    setting: &Setting,
) -> Vec<(super::number::Quantity, Range<usize>, Spot)> {
    let spots = place::spots(r, s, setting);
    let numbers: Vec<(super::number::Quantity, Range<usize>)> = s
        .mentions
        .iter()
        .filter_map(|m| match m.what {
            What::Number(q) if !q.percent && !is_measured(r, s, &m.toks) => Some((q, m.toks.clone())),
            _ => None,
        })
        .collect();
    let mut out: Vec<(super::number::Quantity, Range<usize>, Spot)> = Vec::new();
    for (n, (quantity, toks)) in numbers.iter().enumerate() {
        let stop = numbers.get(n + 1).map_or(s.toks.end, |(_, t)| t.start);
        let spot =
            spots.iter().find(|p| p.toks.start >= toks.end && p.toks.end <= stop && p.toks.start - toks.end <= 6);
        let near = spot.filter(|p| p.precision == PlacePrecision::Settlement || p.precision == PlacePrecision::Area);
        let led = near.filter(|p| {
            (toks.end..p.toks.start).any(|i| s.has_mark(i, Mark::LocativePrep))
                && !s.acts.iter().any(|(a, _)| a.start >= toks.end && a.end <= p.toks.start)
        });
        // "Killed two in A and burnt 30 huts in B": what another verb counts is no share of the first.
        let other = |(a, _): &(Range<usize>, Vec<crate::data::Act>)| {
            out.last().is_some_and(|(_, _, last)| a.start >= last.toks.end && a.end <= toks.start)
        };
        if s.acts.iter().any(other) {
            break;
        }
        out.extend(led.map(|p| (*quantity, toks.clone(), p.clone())));
    }
    out
}

/// So many words after a place of a list its "and" may stand.
const NEXT: usize = 6;

/// "Xxx, in Anka district": what a settlement lies in is no place beside it, unless "and" joins them or the
/// same preposition leads to both.
fn lies_around(r: &Reader, s: &Sentence, place: &Spot, spots: &[Spot]) -> bool {
    let Some(inner) = spots.iter().rfind(|q| q.toks.end <= place.toks.start) else { return false };
    let between = inner.toks.end..place.toks.start;
    let joined = between.clone().any(|i| s.has_mark(i, Mark::And));
    // "à Gao, à Kidal et à Ménaka" lists, "à Cité Soleil, à Port-au-Prince," says where.
    let more = (place.toks.end..(place.toks.end + NEXT).min(s.toks.end)).any(|i| s.has_mark(i, Mark::And));
    let same = more
        && !between.is_empty()
        && inner.toks.start > 0
        && r.word(inner.toks.start - 1) == r.word(place.toks.start - 1);
    let led = between.into_iter().any(|i| s.has_mark(i, Mark::LocativePrep));
    led && !joined && !same && scene::is_around(r, s, place, spots)
}

fn in_list(r: &Reader, s: &Sentence, from: usize, to: usize) -> bool {
    // "Near Gao, between this town and Ansongo": the ends of a way are no list.
    if s.mark_in(from..to, Mark::Between) {
        return false;
    }
    let joint = |i: usize| r.word(i) == "," || s.has_mark(i, Mark::And);
    let from = after_aside(r, s, from, to);
    let filler = |i: usize| {
        joint(i)
            || s.has_mark(i, Mark::LocativePrep)
            || s.has_mark(i, Mark::Determiner)
            || s.has_mark(i, Mark::PlaceNoun)
            || s.has_mark(i, Mark::RegionNoun)
            || s.has_mark(i, Mark::CapitalNoun)
            || in_parentheses(r, from, to, i)
    };
    from < to && to - from <= 8 && (from..to).any(joint) && (from..to).all(filler)
}

/// The end of what is said of a place before the next of a list: "Kaduna, the state capital, and Kano".
fn after_aside(r: &Reader, s: &Sentence, from: usize, to: usize) -> usize {
    let opens = from + 1 < to && r.word(from) == ",";
    let leads = [Mark::Determiner, Mark::LocativePrep, Mark::CapitalNoun, Mark::PlaceNoun];
    let led = opens && leads.iter().any(|m| s.has_mark(from + 1, *m));
    let ends = |i: &usize| r.word(*i) == "," || s.has_mark(*i, Mark::And);
    let end = (from + 2..to.min(from + ASIDE)).find(ends).filter(|_| led);
    let told = |end: usize| s.acts.iter().any(|(a, _)| a.start < end && a.end > from);
    end.filter(|end| !told(*end)).unwrap_or(from)
}

/// So many words are said of a place of a list, with their commas.
const ASIDE: usize = 9;

fn in_parentheses(r: &Reader, from: usize, to: usize, i: usize) -> bool {
    let open = (from..=i).rev().find(|k| r.word(*k) == "(");
    open.is_some_and(|o| (o..to).any(|k| r.word(k) == ")" && k >= i))
}

/// "the coups of 2020 and 2021": the other of two years or months told side by side.
pub(crate) fn second_date(r: &Reader, candidate: &Candidate, s: &Sentence) -> Option<(DateSpan, Range<usize>)> {
    let (span, toks) = candidate.date.as_ref()?;
    let plain = |i: usize| r.word(i) != "," && !s.marks.iter().any(|(m, _)| m.contains(&i));
    let beside = |m: &&Mention| {
        let gap = if m.toks.start >= toks.end { toks.end..m.toks.start } else { m.toks.end..toks.start };
        !gap.is_empty()
            && gap.len() <= 4
            && gap.clone().any(|i| s.has_mark(i, Mark::And) || s.has_mark(i, Mark::Then))
            // "In 2019 and restored them in 2022": another verb stands between.
            && !gap.clone().skip(1).any(|i| plain(i - 1) && plain(i))
            && !s.acts.iter().any(|(a, _)| gap.contains(&a.start))
            && !s.tolls.iter().any(|(t, _)| gap.contains(&t.start))
            && !gap.into_iter().any(|i| r.word(i) == "," && !s.has_mark(i + 1, Mark::And) && !s.has_mark(i + 1, Mark::Then))
    };
    let other = s.mentions.iter().filter(beside).find_map(|m| match m.what {
        What::Date(other) if other.precision == span.precision && other != *span => Some((other, m.toks.clone())),
        _ => None,
    })?;
    let apart = (other.0.from - span.from).get_days().abs() > 1;
    (matches!(span.precision, Precision::Year | Precision::Month) || span.precision == Precision::Day && apart)
        .then_some(other)
}

/// "Coups au Mali (2020, 2021), au Burkina Faso (2022) et au Niger en juillet 2023": each land with each of its days.
pub(crate) fn lands_in_turn(s: &Sentence, act: &Range<usize>) -> Vec<(usize, (DateSpan, Range<usize>))> {
    let mut out: Vec<(usize, (DateSpan, Range<usize>))> = Vec::new();
    let (mut land, mut end) = (None, act.end);
    for m in s.mentions.iter().filter(|m| m.toks.start >= act.end) {
        match m.what {
            What::Country(c) => (land, end) = (Some(c), m.toks.end),
            What::Date(span) if m.toks.start - end <= 2 => {
                out.extend(land.map(|c| (c, (span, m.toks.clone()))));
                end = m.toks.end;
            }
            _ => {}
        }
    }
    let several = out.iter().any(|(c, _)| *c != out[0].0);
    if several { out } else { Vec::new() }
}

/// "A fell on 30 March, B on the 31st, C on 1 April": further places, each with its day, where the verb
/// is left out.
pub(crate) fn gapped(
    r: &Reader,
    candidate: &Candidate,
    s: &Sentence,
    setting: &Setting,
) -> Vec<(Spot, (DateSpan, Range<usize>))> {
    let Some((_, first)) = candidate.date.as_ref().filter(|_| candidate.spot.is_some()) else { return Vec::new() };
    let mut end = first.end.max(candidate.act.end);
    let mut out = Vec::new();
    let from = end;
    for spot in place::spots(r, s, setting).into_iter().filter(|p| p.toks.start >= from) {
        let date = s.mentions.iter().find(|m| m.toks.start >= spot.toks.end && matches!(m.what, What::Date(_)));
        let joint = |i: usize| matches!(r.word(i), "," | ";") || s.has_mark(i, Mark::And);
        let light = |i: usize| joint(i) || s.has_mark(i, Mark::LocativePrep) || s.has_mark(i, Mark::Determiner);
        let gap = end..spot.toks.start;
        let close = gap.len() <= 4 && gap.clone().any(joint) && gap.into_iter().all(light);
        match date.filter(|m| close && m.toks.start - spot.toks.end <= 2).map(|m| (m.what.clone(), m.toks.clone())) {
            Some((What::Date(span), toks)) => {
                end = toks.end;
                out.push((spot, (span, toks)));
            }
            _ => break,
        }
    }
    out
}
