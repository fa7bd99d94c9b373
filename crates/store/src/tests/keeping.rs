//! Documents come in once, edited ones as versions, and are found by their words.

use super::*;
use crate::{Kept, Scope, Select};

#[test]
fn what_is_imported_twice_is_imported_once() {
    both(|address| {
        let mut record = made(address);
        let batch = [told("a", Some("u/a"), &["2025-07-01|Kolo|3"]), told("b", None, &["2025-07-01|Kolo|4"])];
        keep(&mut record, &batch);
        let before = record.digest().expect("a digest");
        assert_eq!(record.knows(&batch).expect("known"), [true, true]);
        let again: Vec<Kept> = record.keep(&batch).expect("kept").into_iter().map(|(_, kept)| kept).collect();
        record.join(Data::bundled()).expect("joined");
        assert_eq!(again, [Kept::Known, Kept::Known]);
        let mut after = record.digest().expect("a digest");
        // That somebody imported again is noted; nothing else is.
        after.insert("revisions".into(), before["revisions"].clone());
        assert_eq!(before, after);
        sound(&mut record);
    });
}

#[test]
fn an_edited_article_is_another_version_and_both_are_kept() {
    both(|address| {
        let mut record = made(address);
        keep(&mut record, &[told("a", Some("u/a"), &["2025-07-01|Kolo|3", "2025-07-05|Bena|1"])]);
        let names_before = names(&mut record);
        let batch = [told("other", Some("u/a"), &["2025-07-01|Kolo|5"])];
        assert_eq!(record.keep(&batch).expect("kept"), [("a".to_string(), Kept::Version)]);
        assert_eq!(record.join(Data::bundled()).expect("joined").tolls, 1);
        let status = record.status().expect("a status");
        assert_eq!((status.documents, status.versions, status.events, status.incidents), (1, 2, 1, 1));
        let documents = record.documents(&Scope::All).expect("documents");
        assert!(documents[0].text.contains("|5") && documents[0].id == "a");
        // The one that is told again keeps its name, the other is gone.
        assert_eq!(names(&mut record), names_before[..1]);
        assert_eq!(record.gone(None).expect("gone"), [(names_before[1].clone(), None)]);
        sound(&mut record);
    });
}

#[test]
fn an_id_alone_never_makes_two_texts_one() {
    both(|address| {
        let mut record = made(address);
        let ids = |kept: Vec<(String, Kept)>| kept.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        let one = record.keep(&[told("a", None, &["2025-07-01|Kolo|3"]), told("a", None, &["2025-07-02|Kolo|3"])]);
        assert_eq!(ids(one.expect("kept")), ["a", "a~2"]);
        let two = record.keep(&[told("a", None, &["2025-07-03|Kolo|3"])]);
        assert_eq!(ids(two.expect("kept")), ["a~3"]);
    });
}

#[test]
fn words_are_found_with_and_without_accents() {
    both(|address| {
        let mut record = made(address);
        keep(&mut record, &[told("a", None, &["2025-07-01|Ségou|3"]), told("b", None, &["2025-07-01|Bena|4"])]);
        let mut found = |words: &str| -> Vec<String> {
            record.search(words, 10).expect("hits").into_iter().map(|hit| hit.id).collect()
        };
        assert_eq!(found("segou"), ["a"]);
        assert_eq!(found("SÉGOU tués"), ["a"]);
        assert_eq!(found("été"), ["b", "a"]);
        assert_eq!(found("\"pres du marche\" ben*"), ["b"]);
        assert_eq!(found("\"marché près\""), [""; 0]);
        assert_eq!(found("  \"'(&"), [""; 0]);
    });
}

#[test]
fn lists_take_an_area_and_a_time() {
    both(|address| {
        let mut record = made(address);
        let days = ["2025-06-30|Kolo|1", "2025-07-01|Bena|2", "2025-07-31|Kolo|3", "2025-08-01|Kolo|4"];
        keep(&mut record, &[told("a", None, &days)]);
        let day = |text: &str| Some(text.parse().expect("a day"));
        let mut july = Select { from: day("2025-07-01"), to: day("2025-07-31"), ..Select::default() };
        let killed = |lines: Vec<crate::Line>| lines.iter().map(|l| l.killed).collect::<Vec<_>>();
        assert_eq!(killed(record.list(&july).expect("lines")), [3, 2]);
        july.country = Some("NER".into());
        assert_eq!(killed(record.list(&july).expect("lines")), [0; 0]);
        let (documents, records, resolution) = record.view(&Select::default()).expect("a view");
        assert_eq!((documents.len(), records[0].events.len(), resolution.incidents.len()), (1, 4, 4));
    });
}

#[test]
fn two_versions_of_one_report_may_come_in_one_batch() {
    both(|address| {
        let mut record = made(address);
        let version = |event: &str| told("a", Some("https://a.example/1"), &[event]);
        keep(&mut record, &[version("2025-07-01|Kolo|3"), version("2025-07-01|Kolo|4")]);
        let status = record.status().expect("a status");
        assert_eq!((status.documents, status.versions, status.events), (1, 2, 1));
        sound(&mut record);
    });
}
