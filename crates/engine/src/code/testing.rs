//! What tests of coding share.

use super::code;
use crate::data::Data;
use crate::model::{Actor, Document, Event};

/// The events of a text in a language ("en"), published on a day.
pub(crate) fn told(language: &str, published: &str, text: &str) -> Vec<Event> {
    let document = Document {
        id: "x".into(),
        text: text.into(),
        published: Some(published.into()),
        language: Some(language.into()),
        ..Document::default()
    };
    code(&document, Data::bundled()).0.events
}

/// Checks the events of a text of 8 July 2025, each as [`row`] has it.
pub(crate) fn check(language: &str, text: &str, expected: &[&str]) {
    let events: Vec<String> = told(language, "2025-07-08", text).iter().map(row).collect();
    assert_eq!(events, expected, "{text}");
}

/// Checks the events of a text of 7 July 2025, each with its first day before what [`row`] has.
pub(crate) fn check_dated(language: &str, text: &str, expected: &[&str]) {
    let day = |e: &Event| e.date_from.map(|d| d.to_string()).unwrap_or_default();
    let line = |e: &Event| format!("{}, {}", day(e), row(e));
    let events: Vec<String> = told(language, "2025-07-07", text).iter().map(line).collect();
    assert_eq!(events, expected, "{text}");
}

/// An event as "type at place: who -> whom".
pub(crate) fn row(e: &Event) -> String {
    let place = e.place.as_deref().unwrap_or_default();
    format!("{} at {place}: {} -> {}", e.sub_type, names(&e.initiators), names(&e.targets))
}

/// "JNIM + FLA".
pub(crate) fn names(actors: &[Actor]) -> String {
    actors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(" + ")
}
