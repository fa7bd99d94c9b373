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

/// "JNIM + FLA".
pub(crate) fn names(actors: &[Actor]) -> String {
    actors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(" + ")
}
