//! Figures of incidents: which pairs of events were put together.

use super::{Matches, Prf};
use crate::model::EventRef;
use std::collections::{BTreeMap, BTreeSet};

/// Events that one coder holds to be one happening.
pub type Cluster = Vec<EventRef>;

/// F1 over pairs of gold events that a program put into one incident.
///
/// Events that were not coded count as missed, unless only matched ones are asked for.
pub fn pairwise(gold: &[Cluster], coded: &[Cluster], matches: &Matches, only_matched: bool) -> Prf {
    let (label, place) = (clusters(gold), clusters(coded));
    let events: BTreeSet<&EventRef> = label.keys().copied().chain(matches.keys()).collect();
    let events: Vec<&EventRef> = events.into_iter().filter(|e| !only_matched || matches.contains_key(*e)).collect();
    let coded_as = |e: &EventRef| matches.get(e).and_then(|m| place.get(m));
    let mut counts = [0, 0, 0];
    for (i, a) in events.iter().enumerate() {
        for b in &events[i + 1..] {
            let in_gold = label.contains_key(a) && label.get(a) == label.get(b);
            let in_coding = coded_as(a).is_some() && coded_as(a) == coded_as(b);
            counts[0] += usize::from(in_gold && in_coding);
            counts[1] += usize::from(in_gold);
            counts[2] += usize::from(in_coding);
        }
    }
    Prf::of(counts)
}

fn clusters(clusters: &[Cluster]) -> BTreeMap<&EventRef, usize> {
    clusters.iter().enumerate().flat_map(|(k, events)| events.iter().map(move |e| (e, k))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(doc: &str) -> EventRef {
        (doc.into(), "e1".into())
    }

    fn all_matched(docs: &[&str]) -> Matches {
        docs.iter().map(|d| (event(d), event(d))).collect()
    }

    #[test]
    fn pairs_are_counted_over_gold_events() {
        let gold = [vec![event("a"), event("b"), event("c")]];
        let coded = [vec![event("a"), event("b")], vec![event("c"), event("d")]];
        let found = pairwise(&gold, &coded, &all_matched(&["a", "b", "c", "d"]), false);
        assert_eq!((found.tp, found.gold, found.pred), (1, 3, 2));
    }

    #[test]
    fn uncoded_events_count_unless_only_matched_are_asked_for() {
        let gold = [vec![event("a"), event("b"), event("c")]];
        let coded = [vec![event("a"), event("b")]];
        let matches = all_matched(&["a", "b"]);
        assert_eq!(pairwise(&gold, &coded, &matches, false).gold, 3);
        assert_eq!(pairwise(&gold, &coded, &matches, true).f1, 1.0);
    }
}
