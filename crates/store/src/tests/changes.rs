//! What changed since, what was known when, and verdicts.

use super::*;
use crate::Select;

/// Gives the revisions so far another day.
fn on(record: &mut Record, day: &str) {
    let sql = format!("UPDATE revisions SET at = '{day}T12:00:00.000000Z' WHERE at > '2025-12-31'");
    record.db.run(&sql, &[]).expect("another day");
}

#[test]
fn the_record_is_shown_as_it_was_known_on_a_day() {
    both(|address| {
        let mut record = made(address);
        keep(&mut record, &[told("b", Some("u/b"), &["2025-07-01|Kolo|3"])]);
        on(&mut record, "2025-07-02");
        keep(&mut record, &[told("a", Some("u/a"), &["2025-07-01|Kolo|8"]), told("c", None, &["2025-07-03|Bena|1"])]);
        on(&mut record, "2025-07-05");
        keep(&mut record, &[told("d", None, &["2025-07-09|Kolo|1"])]);
        let mut known = |day: &str| {
            let select = Select { known: Some(day.parse().expect("a day")), ..Select::default() };
            record.incidents(&select).expect("incidents")
        };
        assert_eq!(known("2025-07-01").len(), 0);
        let (first, second) = (known("2025-07-02"), known("2025-07-05"));
        assert_eq!((first.len(), second.len()), (1, 2));
        // The same incident: it keeps its name though a report that stands before the first joined it.
        assert_eq!((&first[0].id, second[0].events.len()), (&second[0].id, 2));
        assert_eq!(first[0].events.len(), 1);
        let since = Select { since: Some("2025-07-05T13:00:00Z".into()), ..Select::default() };
        let changed = record.incidents(&since).expect("incidents");
        assert_eq!(changed.iter().map(|i| i.shown.place.as_deref()).collect::<Vec<_>>(), [Some("Kolo")]);
        sound(&mut record);
    });
}

#[test]
fn verdicts_are_kept_with_what_they_were_before() {
    both(|address| {
        let mut record = made(address);
        keep(&mut record, &[told("a", None, &["2025-07-01|Kolo|3"])]);
        on(&mut record, "2025-07-02");
        let count = |record: &mut Record, known: Option<&str>| {
            let known = known.map(|day| day.parse().expect("a day"));
            record.assessment("MLI", "2025-07", known).expect("an answer").map(|a| a.incidents.len())
        };
        assert_eq!(count(&mut record, None), Some(1));
        keep(&mut record, &[told("b", None, &["2025-07-20|Bena|3"])]);
        assert_eq!((count(&mut record, None), count(&mut record, Some("2025-07-02"))), (Some(2), Some(1)));
        assert_eq!(record.assessment("MLI", "2024-01", None).expect("an answer"), None);
    });
}

#[test]
fn only_what_a_change_can_touch_is_coded_again() {
    both(|address| {
        let file = |text: &str| vigie_engine::data::File { path: "places/MLI.tsv".into(), text: text.into() };
        let stamp = |text: &str| Stamp::of([file(text)].iter());
        let head = "name\tx\taliases\n";
        let mut record = Record::init(address, stamp(head), &mut |_| ()).expect("a record").0;
        keep(&mut record, &[told("a", None, &["2025-07-01|Kolo|3"]), told("b", None, &["2025-07-01|Bena|4"])]);
        assert_eq!(record.stale(false).expect("stale"), [0; 0]);
        record.stamp = stamp(&format!("{head}Bena\t\tBéna\n"));
        assert_eq!(record.stale(false).expect("stale"), [2]);
        // Who was stopped before coding asks again.
        assert_eq!(record.stale(false).expect("stale"), [2]);
        let (num, document) = record.numbered(&[2]).expect("documents").remove(0);
        let coded = record.coded(&crate::Scope::Documents(vec![2])).expect("records").remove(0);
        let none = record.recode(&[(num, document.clone(), coded.clone())]).expect("recoded");
        assert_eq!((none.new, none.changed, none.gone), (0, 0, 0));
        assert_eq!(record.stale(false).expect("stale"), [0; 0]);
        let mut other = coded;
        other.events[0].figures.clear();
        let one = record.recode(&[(num, document, other)]).expect("recoded");
        assert_eq!((one.new, one.changed, one.gone), (0, 1, 0));
        assert_eq!(record.stale(true).expect("stale"), [1, 2]);
        sound(&mut record);
    });
}

#[test]
fn an_operation_is_found_and_counted_in_every_country_that_it_crosses() {
    both(|address| {
        let mut record = made(address);
        let arrival = told_as("a", Some("u/a"), &["2025-07-01|Kolo|3", "2025-07-01|Bena|2"], |coded| {
            coded.campaigns = vec![vigie_engine::model::Campaign { id: "c1".into(), ..Default::default() }];
            coded.events.iter_mut().for_each(|e| e.campaign = Some("c1".into()));
            coded.events[1].country = Some("BFA".into());
        });
        keep(&mut record, &[arrival]);
        let mut within = |country: &str| {
            let search = crate::Search { country: Some(country.into()), ..crate::Search::default() };
            record.campaigns_within(&search, 9).expect("operations").len()
        };
        assert_eq!((within("MLI"), within("BFA"), within("NER")), (1, 1, 0));
        let made = record.assessment("BFA", "2025-07", None).expect("an answer").expect("an assessment");
        assert_eq!(made.threads.iter().map(|t| t.countries.clone()).collect::<Vec<_>>(), [["MLI"]]);
    });
}
