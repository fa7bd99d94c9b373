//! The slots of an event, and which events of two codings are the same.

use super::same;
use super::words::{Words, norm};
use crate::model::{Actor, Event, Precision};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Hits, size of the gold, size of the coding.
pub(super) type Counts = [usize; 3];

/// The slots of an event that are counted, in the order in which they are shown.
pub const SLOTS: [&str; 12] = [
    "type",
    "sub_type",
    "date",
    "place",
    "admin1",
    "country",
    "initiators",
    "targets",
    "classes",
    "figures",
    "said_by",
    "stance",
];

/// Pairs the events of one document one to one, best pair first: index in gold, index in the coding.
pub(super) fn pairs(gold: &[Event], coded: &[Event]) -> Vec<(usize, usize)> {
    let every = gold.iter().enumerate().flat_map(|(i, g)| coded.iter().enumerate().map(move |(j, p)| (i, g, j, p)));
    let mut scored: Vec<(f64, usize, usize)> = every.map(|(i, g, j, p)| (similarity(g, p), i, j)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut used_gold, mut used_coded) = (BTreeSet::new(), BTreeSet::new());
    let mut out = Vec::new();
    for (_, i, j) in scored.into_iter().take_while(|(s, _, _)| *s >= 0.45) {
        if !used_gold.contains(&i) && !used_coded.contains(&j) {
            used_gold.insert(i);
            used_coded.insert(j);
            out.push((i, j));
        }
    }
    out
}

/// Sums in this order, so that ties fall as they do in the published scorer.
fn similarity(g: &Event, p: &Event) -> f64 {
    let yes = |same: bool| f64::from(u8::from(same));
    let mut s = 0.15 * yes(norm(&g.event_type) == norm(&p.event_type));
    s += 0.15 * yes(norm(&g.sub_type) == norm(&p.sub_type));
    s += 0.20 * same::dates(g, p).min(1.0);
    s += 0.20 * yes(same::places(g.place.as_deref(), p.place.as_deref()));
    s += 0.10 * overlap(&g.initiators, &p.initiators, same::actors, 1.0);
    s += 0.10 * overlap(&g.targets, &p.targets, same::actors, 1.0);
    s += 0.10 * overlap(&g.figures, &p.figures, same::figures, 0.5);
    s + wording(&g.anchor, &p.anchor)
}

fn overlap<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool, neither: f64) -> f64 {
    if a.is_empty() && b.is_empty() {
        return neither;
    }
    (2 * paired(a, b, same)) as f64 / (a.len() + b.len()) as f64
}

/// Shared words of the anchors, which only break ties.
fn wording(a: &str, b: &str) -> f64 {
    let (a, b) = (norm(a), norm(b));
    let words = |text: &'_ str| text.split_whitespace().map(str::to_string).collect::<BTreeSet<_>>();
    let (a, b) = (words(&a), words(&b));
    let all = a.union(&b).count();
    if all == 0 { 0.0 } else { 0.02 * a.intersection(&b).count() as f64 / all as f64 }
}

/// Number of one-to-one matches between two lists, each taking the first that is left.
pub(super) fn paired<T>(xs: &[T], ys: &[T], same: impl Fn(&T, &T) -> bool) -> usize {
    let mut left: Vec<&T> = ys.iter().collect();
    let mut take = |x: &T| left.iter().position(|y| same(x, y)).map(|i| left.remove(i));
    xs.iter().filter_map(&mut take).count()
}

/// Hits and sizes of every slot of a pair; either side may be missing.
pub(super) fn counts(gold: Option<&Event>, coded: Option<&Event>) -> Vec<(&'static str, Counts)> {
    let one_list = gold.or(coded).is_some_and(|e| Words::bundled().symmetric.contains(&norm(&e.sub_type)));
    let [g, p] = [gold, coded].map(|e| e.map(|e| if one_list { Cow::Owned(merged(e)) } else { Cow::Borrowed(e) }));
    SLOTS.iter().map(|slot| (*slot, count(slot, g.as_deref(), p.as_deref()))).collect()
}

/// The event with both its sides in one list.
fn merged(event: &Event) -> Event {
    let mut event = event.clone();
    let targets = std::mem::take(&mut event.targets);
    event.initiators.extend(targets);
    event
}

fn count(slot: &str, gold: Option<&Event>, coded: Option<&Event>) -> Counts {
    let of = |e: Option<&Event>| e.map_or(0, |e| size(slot, e));
    let sizes = (of(gold), of(coded));
    let hits = match (gold, coded) {
        (Some(g), Some(p)) if sizes.0 > 0 && sizes.1 > 0 => hits(slot, g, p),
        _ => 0,
    };
    [hits, sizes.0, sizes.1]
}

fn size(slot: &str, e: &Event) -> usize {
    let told = |text: &Option<String>| usize::from(text.as_ref().is_some_and(|t| !t.is_empty()));
    match slot {
        "classes" => e.initiators.len() + e.targets.len(),
        "initiators" => e.initiators.len(),
        "targets" => e.targets.len(),
        "figures" => e.figures.len(),
        "date" => usize::from(e.date_from.is_some()),
        "place" => told(&e.place),
        "admin1" => told(&e.admin1),
        "country" => told(&e.country),
        "said_by" => told(&e.said_by),
        "type" => usize::from(!e.event_type.is_empty()),
        "sub_type" => usize::from(!e.sub_type.is_empty()),
        _ => 1,
    }
}

fn hits(slot: &str, g: &Event, p: &Event) -> usize {
    let same_class = |a: &Actor, b: &Actor| a.class == b.class;
    let text =
        |a: &Option<String>, b: &Option<String>| norm(a.as_deref().unwrap_or("")) == norm(b.as_deref().unwrap_or(""));
    match slot {
        "initiators" => paired(&g.initiators, &p.initiators, same::actors),
        "targets" => paired(&g.targets, &p.targets, same::actors),
        "classes" => paired(&g.initiators, &p.initiators, same_class) + paired(&g.targets, &p.targets, same_class),
        "figures" => paired(&g.figures, &p.figures, same::figures),
        "date" => usize::from(same::dates(g, p) >= needed(g)),
        "place" => usize::from(same::places(g.place.as_deref(), p.place.as_deref())),
        "admin1" => usize::from(same::regions(g.admin1.as_deref(), p.admin1.as_deref())),
        "said_by" => usize::from(same::speakers(g.said_by.as_deref(), p.said_by.as_deref())),
        "country" => usize::from(text(&g.country, &p.country)),
        "type" => usize::from(norm(&g.event_type) == norm(&p.event_type)),
        "sub_type" => usize::from(norm(&g.sub_type) == norm(&p.sub_type)),
        _ => usize::from(g.stance == p.stance),
    }
}

/// How much of the days must be shared: all of one day, most of a long span, half of a vague one.
fn needed(gold: &Event) -> f64 {
    let long = matches!((gold.date_from, gold.date_to), (Some(from), Some(to)) if same::days(from, to) > 3);
    match gold.date_precision {
        Precision::Day if long => 0.8,
        Precision::Day => 0.99,
        _ => 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Class;
    use jiff::civil::date;

    fn event(sub_type: &str, place: &str, day: i8) -> Event {
        Event {
            event_type: "Battles".into(),
            sub_type: sub_type.into(),
            place: Some(place.into()),
            date_from: Some(date(2025, 7, day)),
            date_to: Some(date(2025, 7, day)),
            date_precision: Precision::Day,
            ..Event::default()
        }
    }

    fn slot(counts: &[(&str, Counts)], name: &str) -> Counts {
        counts.iter().find(|(slot, _)| *slot == name).map(|(_, c)| *c).expect("a slot")
    }

    #[test]
    fn events_pair_with_their_like_in_any_order() {
        let gold = [event("Armed clash", "Kayes", 1), event("Armed clash", "Niono", 2)];
        let coded = [event("Armed clash", "Niono", 2), event("Armed clash", "Kayes", 1)];
        let mut found = pairs(&gold, &coded);
        found.sort_unstable();
        assert_eq!(found, [(0, 1), (1, 0)]);
    }

    #[test]
    fn nothing_alike_is_no_pair() {
        let other = Event { event_type: "Protests".into(), ..event("Peaceful protest", "Ansongo", 20) };
        assert!(pairs(&[event("Armed clash", "Kayes", 1)], &[other]).is_empty());
    }

    #[test]
    fn a_missed_event_misses_all_its_slots() {
        let counts = counts(Some(&event("Armed clash", "Kayes", 1)), None);
        assert_eq!(slot(&counts, "place"), [0, 1, 0]);
        assert_eq!(slot(&counts, "admin1"), [0, 0, 0]);
        assert_eq!(slot(&counts, "stance"), [0, 1, 0]);
    }

    #[test]
    fn who_met_whom_is_one_list() {
        let actor = |name: &str| Actor { name: name.into(), class: Class::Government };
        let (a, b) = (vec![actor("Government of Mali")], vec![actor("Government of Chad")]);
        let met = |initiators: &Vec<Actor>, targets: &Vec<Actor>| Event {
            initiators: initiators.clone(),
            targets: targets.clone(),
            ..event("Diplomatic meeting", "Kayes", 1)
        };
        let counts = counts(Some(&met(&a, &b)), Some(&met(&b, &a)));
        assert_eq!((slot(&counts, "initiators"), slot(&counts, "targets")), ([2, 2, 2], [0, 0, 0]));
    }

    #[test]
    fn a_long_span_needs_most_of_its_days() {
        let mut long = event("Armed clash", "Kayes", 1);
        assert_eq!(needed(&long), 0.99);
        long.date_to = Some(date(2025, 7, 9));
        assert_eq!(needed(&long), 0.8);
    }
}
