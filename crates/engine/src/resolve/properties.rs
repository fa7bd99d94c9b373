//! What holds of every resolution.

use super::testing::corpus;
use super::{Resolver, Ruling, resolve};
use crate::data::Data;
use crate::model::{Document, EventRef, Incident, Record, Resolution};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Lines of events over few places, days and parties, so that many of them meet.
pub fn line() -> impl Strategy<Value = String> {
    let kind = prop::sample::select(vec!["Armed clash", "Attack", "Law or decree", "Peaceful protest"]);
    let day = prop::sample::select(vec!["2025-06-20", "2025-06-21", "2025-06-23", "2025-06", "2024-06-20", "2025", ""]);
    let place = prop::sample::select(vec!["Tarada", "Taraad", "Kolo", "~Long River", "-"]);
    let party =
        || prop::sample::select(vec!["JNIM", "?", "Malian Armed Forces", "Civilians", "Government of Mali", ""]);
    let toll = prop::sample::select(vec!["", "killed 9", "killed 12", "killed 9+", "killed 12;injured 3"]);
    (kind, day, place, party(), party(), toll).prop_map(|(k, d, p, i, t, f)| [k, d, p, i, t, f].join("|"))
}

fn reports() -> impl Strategy<Value = (Vec<Document>, Vec<Record>)> {
    prop::collection::vec(prop::collection::vec(line(), 0..5), 1..8).prop_map(|docs| {
        let lines: Vec<Vec<&str>> = docs.iter().map(|d| d.iter().map(String::as_str).collect()).collect();
        let told: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
        corpus(&told)
    })
}

fn check(documents: &[Document], records: &[Record]) -> Resolution {
    resolve(documents, records, Data::bundled())
}

fn events(made: &Resolution) -> Vec<EventRef> {
    made.incidents.iter().flat_map(|i| i.events.clone()).collect()
}

fn supports(made: &Resolution) -> BTreeSet<String> {
    let claims = made.incidents.iter().flat_map(|i| i.fields.iter().flat_map(|(f, c)| c.iter().map(move |c| (f, c))));
    let line = |(f, c): (&String, &crate::model::Claim)| -> Vec<String> {
        c.support.iter().map(|s| format!("{}/{} {f} {:?}", s.doc, s.event, s.said_by)).collect()
    };
    claims.flat_map(line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_the_input_is_nothing((documents, records) in reports(), turn in 0usize..8) {
        let (mut docs, mut recs) = (documents.clone(), records.clone());
        docs.rotate_left(turn % documents.len());
        recs.reverse();
        prop_assert_eq!(check(&documents, &records), check(&docs, &recs));
    }

    #[test]
    fn reports_one_by_one_give_what_all_at_once_give(
        (documents, records) in reports(), order in 0usize..8, gone in 0usize..8, again in any::<bool>(),
    ) {
        let data = Data::bundled();
        let mut kept = Resolver::new(data);
        for n in (0..documents.len()).map(|n| (n + order) % documents.len()) {
            kept.put(&documents[n], records[n].clone());
        }
        prop_assert_eq!(kept.resolution(), check(&documents, &records));
        let gone = gone % documents.len();
        kept.remove(&documents[gone].id);
        let (mut docs, mut recs) = (documents.clone(), records.clone());
        docs.remove(gone);
        recs.remove(gone);
        prop_assert_eq!(kept.resolution(), check(&docs, &recs));
        if again {
            let other = (gone + 1) % documents.len();
            let changed = Record { doc: documents[other].id.clone(), ..records[gone].clone() };
            kept.put(&documents[other], changed.clone());
            recs.retain(|r| r.doc != changed.doc);
            recs.push(changed);
            let at_once = documents.iter().filter(|d| recs.iter().any(|r| r.doc == d.id)).cloned().collect::<Vec<_>>();
            prop_assert_eq!(kept.resolution(), check(&at_once, &recs));
        }
    }

    #[test]
    fn reports_by_the_batch_give_what_all_at_once_give(
        (documents, records) in reports(), first in 0usize..8, again in 0usize..8, other in 0usize..8,
    ) {
        let mut kept = Resolver::new(Data::bundled());
        let (first, again) = (first % documents.len(), again % documents.len());
        let batch = |from: usize, to: usize| (from..to).map(|n| (&documents[n], records[n].clone()));
        kept.put_all(batch(0, first + 1));
        // One of them comes again as it was before it says what it says in the end, and another one twice.
        let twice = [(&documents[again], records[other % documents.len()].clone()), (&documents[again], records[again].clone())];
        let twice = twice.map(|(d, r)| (d, Record { doc: d.id.clone(), ..r }));
        kept.put_all(batch(first + 1, documents.len()).chain(twice));
        prop_assert_eq!(kept.resolution(), check(&documents, &records));
    }

    #[test]
    fn a_circle_resolves_to_what_everything_does(
        (documents, records) in reports(), seed in 0usize..8, join in any::<bool>(),
    ) {
        let kept = Resolver::of(Data::bundled(), &documents, &records);
        let told: Vec<EventRef> = kept.all().iter().map(|t| t.reference()).collect();
        prop_assume!(!told.is_empty());
        let pair = vec![told[seed % told.len()].clone(), told[(seed + 1) % told.len()].clone()];
        let rulings = if join { vec![Ruling::Together(pair.clone())] } else { vec![Ruling::Apart(pair[..1].to_vec())] };
        let circle = kept.circle(&pair[..1].iter().cloned().collect(), &rulings);
        prop_assert!(circle.contains(&pair[0]));
        let part = kept.resolved(&circle, &rulings);
        let every = super::resolve_ruled(&documents, &records, &rulings, Data::bundled());
        // Contradictions with incidents outside of the circle are the caller's to look for.
        let bare = |i: &Incident| Incident { contradictions: Vec::new(), ..i.clone() };
        let within = every.incidents.iter().filter(|i| circle.contains(&i.events[0])).map(bare);
        prop_assert_eq!(part.incidents.iter().map(bare).collect::<Vec<_>>(), within.collect::<Vec<_>>());
        prop_assert_eq!(part.incidents.iter().map(|i| i.events.len()).sum::<usize>(), circle.len());
    }

    #[test]
    fn a_change_names_every_incident_that_is_new_or_gone((documents, records) in reports(), last in 0usize..8) {
        let last = last % documents.len();
        let others = |n: &usize| *n != last;
        let docs: Vec<_> = (0..documents.len()).filter(others).map(|n| documents[n].clone()).collect();
        let recs: Vec<_> = (0..documents.len()).filter(others).map(|n| records[n].clone()).collect();
        let mut kept = Resolver::of(Data::bundled(), &docs, &recs);
        let before: BTreeMap<String, Incident> = kept.incidents().map(|i| (i.id.clone(), i)).collect();
        let change = kept.put(&documents[last], records[last].clone());
        let after: BTreeMap<String, Incident> = kept.incidents().map(|i| (i.id.clone(), i)).collect();
        let mut told = before;
        change.gone.iter().for_each(|id| { told.remove(id); });
        told.extend(change.now.into_iter().map(|i| (i.id.clone(), i)));
        prop_assert_eq!(told, after);
    }

    #[test]
    fn every_event_is_in_exactly_one_incident((documents, records) in reports()) {
        let made = events(&check(&documents, &records));
        let told: usize = records.iter().map(|r| r.events.len()).sum();
        prop_assert_eq!(made.len(), told);
        prop_assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), told);
    }

    #[test]
    fn without_a_document_exactly_its_words_are_gone((documents, records) in reports(), gone in 0usize..8) {
        let gone = format!("d{:02}", gone % documents.len());
        let all = supports(&check(&documents, &records));
        let docs: Vec<_> = documents.into_iter().filter(|d| d.id != gone).collect();
        let recs: Vec<_> = records.into_iter().filter(|r| r.doc != gone).collect();
        let rest: BTreeSet<String> = all.into_iter().filter(|s| !s.starts_with(&format!("{gone}/"))).map(plain).collect();
        prop_assert_eq!(rest, supports(&check(&docs, &recs)).into_iter().map(plain).collect::<BTreeSet<_>>());
    }

    #[test]
    fn every_claim_has_words_and_one_is_shown((documents, records) in reports()) {
        for incident in check(&documents, &records).incidents {
            for claims in incident.fields.values() {
                prop_assert!(claims.iter().all(|c| !c.support.is_empty() && c.origins > 0));
                prop_assert_eq!(claims.iter().filter(|c| c.shown_by.is_some()).count(), 1);
                prop_assert!(claims[0].shown_by.is_some());
            }
        }
    }
}

/// A few places of which so much is told that almost everything hangs together.
fn busy() -> impl Strategy<Value = (Vec<Document>, Vec<Record>)> {
    prop::collection::vec(prop::collection::vec(line(), 1..4), 20..60).prop_map(|docs| {
        let lines: Vec<Vec<&str>> = docs.iter().map(|d| d.iter().map(String::as_str).collect()).collect();
        let told: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
        corpus(&told)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn where_much_is_told_the_last_reports_give_what_all_at_once_give((documents, records) in busy(), last in 1usize..20) {
        let data = Data::bundled();
        let first = documents.len() - last;
        let of = |docs: &[Document], recs: &[Record]| groups(&Resolver::of(data, docs, recs));
        let mut kept = Resolver::of(data, &documents[..first], &records[..first]);
        for n in first..documents.len() {
            kept.put(&documents[n], records[n].clone());
            prop_assert_eq!(groups(&kept), of(&documents[..=n], &records[..=n]));
        }
        for n in 0..last {
            kept.remove(&documents[n].id);
            prop_assert_eq!(groups(&kept), of(&documents[n + 1..], &records[n + 1..]));
        }
    }
}

/// The events of each group.
fn groups(kept: &Resolver) -> BTreeSet<Vec<EventRef>> {
    let told = |slot: &u32| kept.told(*slot).map(|t| t.reference());
    kept.groups().map(|group| group.iter().filter_map(told).collect()).collect()
}

/// The class of a figure's unnamed fighters is lent by other reports; without them it falls back.
fn plain(line: String) -> String {
    line.replace("rebel group", "political militia")
}
