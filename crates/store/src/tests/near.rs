//! Joining what is new by what is in memory gives what joining everything gives.

use super::*;
use crate::{Act, Joiner, Select};
use proptest::prelude::*;
use std::collections::BTreeMap;
use vigie_engine::model::{Campaign, EventRef, Incident};

/// What happens to a record between two joins.
#[derive(Clone, Debug)]
enum Step {
    /// A report of this number comes, or comes again in another version, with these events; of one operation or not.
    Report(u8, Vec<(u8, u8, u8)>, bool),
    /// The n-th incident is rejected, or merged with the next.
    Reject(u8),
    Merge(u8),
    Split(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let event = (0u8..5, 0u8..3, 0u8..3);
    let report = (0u8..6, prop::collection::vec(event, 0..4), any::<bool>());
    prop_oneof![
        6 => report.prop_map(|(n, events, one)| Step::Report(n, events, one)),
        1 => any::<u8>().prop_map(Step::Reject),
        1 => any::<u8>().prop_map(Step::Merge),
        1 => any::<u8>().prop_map(Step::Split),
    ]
}

fn arrival(n: u8, events: &[(u8, u8, u8)], operation: bool) -> Arrival {
    let days = ["2025-07-01", "2025-07-02", "2025-03-01", "2024-07-01", "2023-07-02"];
    let line = |&(day, place, toll): &(u8, u8, u8)| {
        format!("{}|{}|{}", days[day as usize], ["Kolo", "Bena", "Tarada"][place as usize], [3, 3, 9][toll as usize])
    };
    let lines: Vec<String> = events.iter().map(line).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    told_as(&format!("d{n}"), Some(&format!("u/{n}")), &lines, |coded| {
        if operation {
            coded.campaigns = vec![Campaign { id: "c1".into(), ..Campaign::default() }];
            coded.events.iter_mut().for_each(|e| e.campaign = Some("c1".into()));
        }
    })
}

fn take(record: &mut Record, step: &Step) {
    let incidents = record.incidents(&Select::default()).expect("incidents");
    let events = |record: &mut Record, n: usize| match incidents.is_empty() {
        true => Vec::new(),
        false => record.event_names(&incidents[n % incidents.len()].id).expect("events"),
    };
    let act = match step {
        Step::Report(n, list, one) => return drop(record.keep(&[arrival(*n, list, *one)]).expect("kept")),
        Step::Reject(n) => Act::Reject { events: events(record, *n as usize) },
        Step::Merge(n) => {
            Act::Merge { events: [events(record, *n as usize), events(record, *n as usize + 1)].concat() }
        }
        Step::Split(n) => Act::Split { events: events(record, *n as usize).into_iter().take(1).collect() },
    };
    record.decide("ana", "why", "target", &act).expect("a decision");
}

/// Incidents by their events, and how many operations and contradictions there are.
type Now = (BTreeMap<Vec<EventRef>, Incident>, usize, usize);

/// What is told now, without the names of incidents, which hang on the way there.
fn told_now(record: &mut Record) -> Now {
    let named: BTreeMap<String, Vec<EventRef>> =
        record.incidents(&Select::default()).expect("incidents").into_iter().map(|i| (i.id, i.events)).collect();
    let bare = |mut incident: Incident| {
        for id in incident.contradictions.iter_mut().flat_map(|c| &mut c.incidents) {
            *id = named.get(id).map_or_else(|| format!("{id} is no more"), |events| format!("{events:?}"));
        }
        incident.contradictions.sort_by_key(|c| format!("{c:?}"));
        let key = incident.events.clone();
        (key, Incident { id: String::new(), shown: Event { id: String::new(), ..incident.shown }, ..incident })
    };
    let incidents = record.incidents(&Select::default()).expect("incidents").into_iter().map(bare).collect();
    let count = |record: &mut Record, table: &str| {
        record.db.number(&format!("SELECT COUNT(*) FROM {table}"), &[]).expect("a number") as usize
    };
    (incidents, count(record, "campaigns"), count(record, "contradictions"))
}

/// What is judged of every country and month, without the names of incidents and their order.
fn verdicts(record: &mut Record) -> BTreeMap<(String, String), String> {
    let sql = "SELECT area, month FROM assessments WHERE until IS NULL";
    let areas: Vec<(String, String)> =
        record.db.rows(sql, &[]).expect("rows").iter().map(|r| (r.text(0).into(), r.text(1).into())).collect();
    let told = |(area, month): (String, String)| {
        let made = record.assessment(&area, &month, None).expect("an answer").expect("an assessment");
        let told = format!(
            "{:?} {:?} {:?} {:?} {:?}",
            made.receipt.inputs, made.receipt.verdict, made.receipt.coverage, made.fatalities, made.series
        );
        ((area, month), told)
    };
    areas.into_iter().map(told).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn step_by_step_is_all_at_once(
        steps in prop::collection::vec(step(), 1..9),
        turns in prop::collection::vec(any::<bool>(), 1..9),
    ) {
        let data = Data::bundled();
        let mut record = made(&Address::File(folder().join("record.vigie")));
        // Two that take turns, as the desk and the collector do: each must take in what the other joined.
        let mut joiners = [Joiner::default(), Joiner::default()];
        joiners[1].warm(&mut record, data).expect("read");
        for (step, turn) in steps.iter().zip(turns.iter().cycle()) {
            take(&mut record, step);
            record.join_with(&mut joiners[usize::from(*turn)], data).expect("joined");
        }
        let (near, judged) = (told_now(&mut record), verdicts(&mut record));
        record.join_all(data).expect("joined");
        prop_assert_eq!(near, told_now(&mut record));
        prop_assert_eq!(judged, verdicts(&mut record));
        prop_assert_eq!(record.check().expect("a check").damage, Vec::<String>::new());
    }
}
