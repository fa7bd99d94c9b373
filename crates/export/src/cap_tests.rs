use super::*;
use crate::Format;
use crate::testing::{World, input, options};
use oasiscap::v1dot2::{Alert, MessageType, Scope, Status as Sent};
use std::io::{Cursor, Read};

fn zip(world: &World, previous: Option<Vec<u8>>, now: &str) -> Vec<u8> {
    let now = now.parse().expect("a time");
    let options = Options { previous, now, sender: "desk@example.org".into(), ..options(Format::Cap) };
    crate::export(&world.input(), &options, Data::bundled()).expect("a file").bytes
}

fn alerts(bytes: &[u8]) -> Vec<Alert> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let mut alerts = Vec::new();
    for n in 0..zip.len() {
        let mut text = String::new();
        zip.by_index(n).expect("a file").read_to_string(&mut text).expect("text");
        let alert: oasiscap::Alert = text.parse().unwrap_or_else(|e| panic!("{e}: {text}"));
        let oasiscap::Alert::V1dot2(alert) = alert else { panic!("another version") };
        alerts.push(alert);
    }
    alerts
}

const FIRST: &str = "2025-08-01T12:00:00Z";
const LATER: &str = "2025-08-02T12:00:00Z";
const ATTACK: &str = "Attack|2025-07-01|Gao|JNIM|Civilians|killed 12";

#[test]
fn a_warning_is_a_draft_until_its_incident_is_confirmed() {
    let mut world = input(&[&[ATTACK, "Election change|2025-07-01|-|JNIM||"]]);
    let draft = alerts(&zip(&world, None, FIRST));
    assert_eq!(draft.len(), 1);
    assert_eq!((draft[0].status, draft[0].scope), (Sent::Draft, Scope::Restricted));
    assert!(draft[0].restriction.is_some() && draft[0].message_type == MessageType::Alert);
    let info = &draft[0].info[0];
    assert_eq!((info.event.as_str(), info.areas[0].description.as_str()), ("Attack", "Gao (Mali)"));
    assert_eq!(format!("{:?} {:?} {:?}", info.urgency, info.severity, info.certainty), "Past Severe Likely");
    assert_eq!((info.areas[0].circles.len(), info.resources.len()), (1, 1));
    world.confirmed = world.resolution.incidents.iter().map(|i| i.id.clone()).collect();
    let actual = alerts(&zip(&world, Some(zip(&input(&[&[ATTACK]]), None, FIRST)), LATER));
    assert_eq!(
        (actual[0].status, actual[0].scope, actual[0].message_type),
        (Sent::Actual, Scope::Public, MessageType::Alert)
    );
    assert!(actual[0].references.is_none());
}

#[test]
fn what_changed_is_an_update_that_names_the_message_before() {
    let before = input(&[&[ATTACK]]);
    let mut after = input(&[&["Attack|2025-07-01|Gao|JNIM|Civilians|killed 30"]]);
    after.resolution.incidents[0].id.clone_from(&before.resolution.incidents[0].id);
    let sent = zip(&before, None, FIRST);
    let first = &alerts(&sent)[0];
    assert_eq!(zip(&before, Some(sent.clone()), LATER), sent);
    let update = &alerts(&zip(&after, Some(sent.clone()), LATER))[0];
    assert_eq!(update.message_type, MessageType::Update);
    let named = update.references.as_ref().and_then(|r| r.iter().next()).expect("a reference");
    assert_eq!(
        (named.sender.to_string(), named.identifier.to_string()),
        (first.sender.to_string(), first.identifier.to_string())
    );
    assert_eq!(named.sent, first.sent);
}

#[test]
fn what_no_longer_stands_is_cancelled_once() {
    let before = input(&[&[ATTACK]]);
    let sent = zip(&before, None, FIRST);
    let mut empty = input(&[]);
    let id = before.resolution.incidents[0].id.clone();
    empty.gone = [(id, Some("i2".to_string()))].into();
    let last = zip(&empty, Some(sent), LATER);
    let cancel = &alerts(&last)[0];
    assert_eq!((cancel.message_type, cancel.note.as_deref()), (MessageType::Cancel, Some("now part of i2")));
    assert_eq!((cancel.references.iter().count(), cancel.info.len()), (1, 0));
    assert!(alerts(&zip(&empty, Some(last), LATER)).is_empty());
}

#[test]
fn what_is_only_not_asked_for_is_not_cancelled() {
    let world = input(&[&[ATTACK]]);
    let sent = zip(&world, None, FIRST);
    let from = Some("2025-07-20".parse().expect("a day"));
    let options = Options { previous: Some(sent), from, ..options(Format::Cap) };
    let made = crate::export(&world.input(), &options, Data::bundled()).expect("a file");
    assert!(alerts(&made.bytes).is_empty());
}

#[test]
fn an_empty_record_is_an_empty_zip_and_another_file_is_refused() {
    assert!(alerts(&zip(&input(&[]), None, FIRST)).is_empty());
    let options = Options { previous: Some(b"no zip".to_vec()), ..options(Format::Cap) };
    let fault = crate::export(&input(&[]).input(), &options, Data::bundled()).expect_err("a fault");
    assert!(fault.what.contains("sent before") && fault.hint.contains("ZIP"), "{fault}");
}
