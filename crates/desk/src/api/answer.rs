//! What a route answers, and the last answers, kept as long as the record does not change.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// 200, or 201 where something was made.
    pub status: StatusCode,
    /// Of which kind the bytes are.
    pub kind: &'static str,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Answer {
    /// A value as JSON.
    pub fn json(value: &impl Serialize) -> Self {
        // Nothing here has other keys than text.
        Self { status: StatusCode::OK, kind: "application/json", body: serde_json::to_vec(value).unwrap_or_default() }
    }

    /// Something else than JSON.
    pub fn of(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: StatusCode::OK, kind, body: body.into() }
    }

    /// Of something that was made.
    pub fn made(self) -> Self {
        Self { status: StatusCode::CREATED, ..self }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = (self.status, self.body).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        response
    }
}

/// Answers that took long, by their tags.
#[derive(Debug, Default)]
pub struct Answers(Mutex<VecDeque<(String, Answer)>>);

/// Bytes of answers that are kept at most.
const ROOM: usize = 32 << 20;

impl Answers {
    /// The answer of a tag.
    pub fn get(&self, tag: &str) -> Option<Answer> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| known == tag).map(|(_, answer)| answer.clone())
    }

    /// Keeps an answer; the oldest make room.
    pub fn put(&self, tag: &str, answer: &Answer) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| known != tag);
        kept.push_back((tag.into(), answer.clone()));
        while kept.iter().map(|(_, a)| a.body.len() + 1000).sum::<usize>() > ROOM {
            kept.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_answers_make_room() {
        let (kept, large) = (Answers::default(), Answer::of("text/plain", vec![0; ROOM / 3]));
        ["a", "b", "c", "b"].iter().for_each(|tag| kept.put(tag, &large));
        assert!(kept.get("a").is_none() && kept.get("b").is_some() && kept.get("c").is_some());
        kept.put("huge", &Answer::of("text/plain", vec![0; ROOM]));
        assert!(kept.get("huge").is_none() && kept.get("b").is_none());
    }
}
