//! What people rule stays, and stands above what the machine derives.

use super::*;
use crate::{Act, Kind, Select};
use serde_json::json;

fn events(record: &mut Record, id: &str) -> Vec<String> {
    record.event_names(id).expect("events")
}

fn decide(record: &mut Record, act: &Act) {
    record.decide("ana", "why", "target", act).expect("a decision");
    record.join(Data::bundled()).expect("joined");
    sound(record);
}

#[test]
fn corrections_and_rejections_are_laid_over_the_coding() {
    both(|address| {
        let mut record = made(address);
        keep(&mut record, &[told("a", None, &["2025-07-01|Kolo|3", "2025-07-20|Bena|1"])]);
        let names_before = names(&mut record);
        let first = events(&mut record, &names_before[0]);
        assert!(record.fits(&first, "place", &json!("Tarada")).expect("an answer"));
        assert!(!record.fits(&first, "date_from", &json!("soon")).expect("an answer"));
        decide(&mut record, &Act::Correct { events: first.clone(), field: "place".into(), value: json!("Tarada") });
        let shown = record.incident(&names_before[0]).expect("an incident").shown;
        assert_eq!(shown.place.as_deref(), Some("Tarada"));
        let second = events(&mut record, &names_before[1]);
        decide(&mut record, &Act::Reject { events: second.clone() });
        assert_eq!(names(&mut record), names_before[..1]);
        assert_eq!(record.incident(&names_before[1]).expect_err("none").kind, Kind::Asked);
        // Coded again, the record is as people left it.
        let (num, document) = record.numbered(&[1]).expect("documents").remove(0);
        let coded = record.coded(&crate::Scope::All).expect("records").remove(0);
        record.recode(&[(num, document, coded)]).expect("recoded");
        record.join_all(Data::bundled()).expect("joined");
        let shown = record.incidents(&Select::default()).expect("incidents").remove(0).shown;
        assert_eq!(shown.place.as_deref(), Some("Tarada"));
        // Who confirms takes the rejection back. The name that ended is not given again.
        decide(&mut record, &Act::Confirm { events: second });
        assert_eq!(names(&mut record).len(), 2);
        assert_eq!(record.decisions().expect("decisions").len(), 3);
    });
}

#[test]
fn incidents_are_merged_and_split_and_old_names_lead_on() {
    both(|address| {
        let mut record = made(address);
        let far = [told("a", None, &["2025-07-01|Kolo|3"]), told("b", None, &["2025-03-01|Bena|1"])];
        keep(&mut record, &far);
        let before = names(&mut record);
        let both = [events(&mut record, &before[0]), events(&mut record, &before[1])].concat();
        decide(&mut record, &Act::Merge { events: both.clone() });
        let now = names(&mut record);
        assert_eq!(now.len(), 1);
        let lost = before.iter().find(|id| **id != now[0]).expect("a lost name");
        assert_eq!(record.incident(lost).expect("by its old name").id, now[0]);
        assert_eq!(record.gone(None).expect("gone"), [(lost.clone(), Some(now[0].clone()))]);
        decide(&mut record, &Act::Split { events: both[..1].to_vec() });
        assert_eq!(names(&mut record).len(), 2);
    });
}

#[test]
fn a_decision_that_lost_its_event_is_kept_and_listed() {
    both(|address| {
        let mut record = made(address);
        keep(&mut record, &[told("a", Some("u/a"), &["2025-07-01|Kolo|3"])]);
        let id = names(&mut record).remove(0);
        let act = Act::Note { events: events(&mut record, &id) };
        decide(&mut record, &act);
        assert_eq!(record.orphans().expect("orphans"), []);
        keep(&mut record, &[told("a", Some("u/a"), &[])]);
        let orphans = record.orphans().expect("orphans");
        assert_eq!((orphans.len(), orphans[0].who.as_str(), &orphans[0].act), (1, "ana", &act));
        assert_eq!(record.decisions().expect("decisions").len(), 1);
    });
}

#[test]
fn decisions_and_versions_are_never_changed_or_removed() {
    both(|address| {
        let mut record = made(address);
        keep(&mut record, &[told("a", None, &["2025-07-01|Kolo|3"])]);
        let id = names(&mut record).remove(0);
        let act = Act::Confirm { events: events(&mut record, &id) };
        decide(&mut record, &act);
        for table in ["decisions", "versions"] {
            for sql in [format!("DELETE FROM {table}"), format!("UPDATE {table} SET num = 9")] {
                let said = record.db.run(&sql, &[]).expect_err("a refusal").what;
                assert!(said.contains("never"), "{said}");
            }
        }
        assert!(record.decide("ana", "why", "e", &Act::Note { events: vec!["enone".into()] }).is_err());
    });
}

#[test]
fn a_verdict_that_a_person_gave_stands_beside_the_machines() {
    both(|address| {
        let mut record = made(address);
        keep(&mut record, &[told("a", None, &["2025-07-01|Kolo|3"])]);
        let machine = record.assessment("MLI", "2025-07", None).expect("an answer").expect("an assessment");
        let verdict = |word: &str| Act::Verdict { area: "MLI".into(), month: "2025-07".into(), verdict: word.into() };
        decide(&mut record, &verdict("Deteriorated"));
        let ruled = record.assessment("MLI", "2025-07", None).expect("an answer").expect("an assessment");
        assert_eq!(ruled.standing(), vigie_engine::assess::Verdict::Deteriorated);
        assert_eq!(ruled.receipt, machine.receipt);
        assert_eq!(ruled.overruled.expect("a ruling").by.as_deref(), Some("ana"));
        // What comes later is judged beside the ruling.
        keep(&mut record, &[told("b", None, &["2025-07-20|Bena|3"])]);
        let later = record.assessment("MLI", "2025-07", None).expect("an answer").expect("an assessment");
        assert!(later.overruled.is_some() && later.incidents.len() == 2);
    });
}

#[test]
fn a_grade_that_a_person_gave_weighs_in_every_incident() {
    both(|address| {
        let mut record = made(address);
        keep(&mut record, &[of_outlet("a", "Radio Tarada"), of_outlet("b", "Kolo Post")]);
        let grades = |record: &mut Record| -> Vec<vigie_engine::data::Grade> {
            let incident = record.incidents(&Select::default()).expect("incidents").remove(0);
            incident.origins.iter().flat_map(|origin| &origin.reports).map(|teller| teller.grade).collect()
        };
        let before = grades(&mut record);
        decide(&mut record, &Act::Grade { source: "Radio Tarada".into(), grade: "A".into() });
        let after = grades(&mut record);
        assert_ne!(before, after);
        assert!(after.contains(&vigie_engine::data::Grade::A));
        let wrong = Act::Grade { source: "Radio Tarada".into(), grade: "good".into() };
        assert_eq!(record.decide("ana", "why", "target", &wrong).expect_err("no grade").kind, Kind::Asked);
    });
}
