//! One report: clean text with what was found in it, why, what was cut, and the page as it came.

use super::asked::{Asked, encode};
use super::ctx::Ctx;
use super::excerpt::{Piece, spans};
use super::incident::outlet;
use crate::state::{Desk, Failed};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use vigie_engine::code::{Act, Kind, Trace, explain};
use vigie_engine::model::{Cut, Document, Event, Span};
use vigie_store::{Fault, Report, Seen};

#[derive(Template)]
#[template(path = "document.html")]
struct Page {
    c: Ctx,
    document: Document,
    id: String,
    outlet: String,
    url: Option<String>,
    view: &'static str,
    text: Vec<Piece>,
    events: Vec<Told>,
    sentences: Vec<Sentence>,
    cut: Vec<Cut>,
    seen: Vec<Seen>,
    versions: i64,
    has_page: bool,
    /// The page as it came, where it is plain text and asked for.
    raw: Option<String>,
}

/// An event that the report tells.
struct Told {
    what: String,
    about: String,
    incident: Option<String>,
    address: String,
}

/// A sentence with what was found in it and what became of it.
struct Sentence {
    n: usize,
    quiet: bool,
    pieces: Vec<Piece>,
    acts: Vec<(String, bool, String)>,
    sources: Vec<String>,
    fills: Vec<(String, String, String)>,
}

const VIEWS: [&str; 5] = ["text", "beside", "explain", "original", "cut"];

/// The page.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let own = c.clone();
    let made = desk
        .read(move |record| {
            let report = record.report(asked.text("id"), true)?;
            Ok(make(report, &own, &asked))
        })
        .await;
    c.answer(made)
}

fn make(report: Report, c: &Ctx, asked: &Asked) -> Page {
    let Report { document, coded, events, seen, versions, page } = report;
    let view = VIEWS.into_iter().find(|v| asked.is("view", v)).unwrap_or("text");
    let traces = explain(&document, c.data);
    let marks = spans(asked.text("mark"), &document.text);
    let told = |event: &Event| {
        let spans = event.evidence.as_ref().map(|e| e.event.clone()).unwrap_or_default();
        Told {
            what: c.kind(&event.sub_type),
            about: format!("{} · {}", c.days(event), c.where_(event)),
            incident: events.get(&event.id).and_then(|(_, incident)| incident.clone()),
            address: format!("?id={}&mark={}#mark", encode(&document.id), super::excerpt::told(&spans)),
        }
    };
    Page {
        c: c.clone(),
        id: encode(&document.id),
        outlet: outlet(&document, c),
        url: document.url.clone().filter(|u| u.starts_with("http://") || u.starts_with("https://")),
        text: if ["text", "beside"].contains(&view) {
            text(&document, &traces, &coded.events, &marks, c)
        } else {
            Vec::new()
        },
        sentences: if view == "explain" { sentences(&document, &traces, c) } else { Vec::new() },
        events: coded.events.iter().map(told).collect(),
        cut: document.cut.clone(),
        view,
        seen,
        versions,
        has_page: page.is_some(),
        raw: page.filter(|_| ["beside", "original"].contains(&view)).and_then(|p| plain(p, document.form.as_deref())),
        document,
    }
}

/// A stretch that means something; of those that lie on each other the one with the highest rank is seen.
struct Mark {
    span: Span,
    rank: u8,
    class: &'static str,
    title: String,
    address: String,
}

fn text(document: &Document, traces: &[Trace], events: &[Event], asked: &[Span], c: &Ctx) -> Vec<Piece> {
    let mut marks: Vec<Mark> = Vec::new();
    for event in events {
        let spans = event.evidence.iter().flat_map(|e| &e.event);
        marks.extend(spans.map(|s| Mark {
            span: *s,
            rank: 0,
            class: "event",
            title: format!("{} {}", event.id, c.kind(&event.sub_type)),
            address: String::new(),
        }));
    }
    for (n, trace) in traces.iter().enumerate() {
        let address = format!("?id={}&view=explain#s{}", encode(&document.id), n + 1);
        marks.extend(trace.mentions.iter().map(|m| Mark {
            span: m.span,
            rank: 1,
            class: class(m.kind),
            title: m.means.clone(),
            address: address.clone(),
        }));
        marks.extend(trace.acts.iter().map(|a| Mark {
            span: a.span,
            rank: 2,
            class: if a.fired.is_some() { "act" } else { "act none" },
            title: outcome(a, c),
            address: address.clone(),
        }));
    }
    marks.extend(asked.iter().map(|s| Mark {
        span: *s,
        rank: 3,
        class: "asked",
        title: String::new(),
        address: String::new(),
    }));
    let mut pieces = cut(&document.text, marks);
    pieces.iter_mut().find(|p| p.marked).into_iter().for_each(|p| p.anchor = true);
    tidy(&mut pieces);
    pieces
}

/// What was cut is blanked in the text: of many empty lines one is enough, and none at the start.
fn tidy(pieces: &mut [Piece]) {
    let mut lines = 2;
    for piece in pieces {
        let mut kept = String::with_capacity(piece.text.len());
        for letter in piece.text.chars() {
            if letter == '\n' {
                lines += 1;
            } else if !letter.is_whitespace() {
                lines = 0;
            }
            let blank = letter.is_whitespace() && lines > 0;
            if !blank || (letter == '\n' && lines <= 2) {
                kept.push(letter);
            }
        }
        piece.text = kept;
    }
}

/// The text as stretches that each have one meaning at most.
fn cut(text: &str, mut marks: Vec<Mark>) -> Vec<Piece> {
    marks.retain(|m| !m.span.of(text).is_empty());
    marks.sort_by_key(|m| m.span);
    let mut ends: Vec<usize> = marks.iter().flat_map(|m| [m.span.start, m.span.end]).chain([0, text.len()]).collect();
    ends.sort_unstable();
    ends.dedup();
    let piece = |pair: &[usize]| {
        let here = Span::new(pair[0], pair[1]);
        // Marks are in order of their start: those that may hold this stretch come before its end.
        let until = marks.partition_point(|m| m.span.start < here.end);
        let best = marks[..until].iter().filter(|m| m.span.contains(&here)).max_by_key(|m| m.rank);
        let within = marks[..until].iter().any(|m| m.rank == 3 && m.span.contains(&here));
        let mut piece = Piece { text: here.of(text).to_string(), ..Piece::default() };
        if let Some(mark) = best {
            piece = Piece {
                marked: within,
                class: mark.class,
                title: mark.title.clone(),
                address: mark.address.clone(),
                ..piece
            };
        }
        piece
    };
    ends.windows(2).map(piece).collect()
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Who => "who",
        Kind::Where => "where",
        Kind::When => "when",
        Kind::Number => "number",
        Kind::Act => "act",
    }
}

fn outcome(act: &Act, c: &Ctx) -> String {
    match (&act.fired, &act.stopped) {
        (Some(sub_type), _) => c.kind(sub_type),
        (None, Some(why)) => why.clone(),
        (None, None) => act.near.first().map(|n| n.why()).unwrap_or_default(),
    }
}

fn sentences(document: &Document, traces: &[Trace], c: &Ctx) -> Vec<Sentence> {
    let text = &document.text;
    let sentence = |(n, trace): (usize, &Trace)| {
        let piece = |(span, kind): (Span, Option<Kind>)| Piece {
            text: span.of(text).to_string(),
            class: kind.map_or("", class),
            title: trace.mentions.iter().find(|m| m.span == span).map(|m| m.means.clone()).unwrap_or_default(),
            ..Piece::default()
        };
        Sentence {
            n: n + 1,
            quiet: trace.is_empty(),
            pieces: trace.parts().into_iter().map(piece).collect(),
            acts: trace.acts.iter().map(|a| (a.span.of(text).to_string(), a.fired.is_some(), outcome(a, c))).collect(),
            sources: trace.sources.iter().map(|(_, who)| c.actor(who)).collect(),
            fills: trace
                .fields
                .iter()
                .map(|f| (f.event.clone(), c.word("field", f.label()), f.value.clone()))
                .collect(),
        }
    };
    traces.iter().enumerate().map(sentence).collect()
}

/// The page as it came, shut in: no script, nothing from elsewhere, an origin of its own.
pub async fn original(State(desk): State<Arc<Desk>>, c: Ctx, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let made = desk.read(move |record| record.report(asked.text("id"), true)).await;
    match made {
        Ok(Report { page: Some(bytes), document, .. }) => shut_in(bytes, document.form.as_deref()),
        Ok(_) => c.trouble(&Failed(Fault::new(vigie_store::Kind::Asked, "its page was not kept", "read its text"))),
        Err(failed) => c.trouble(&failed),
    }
}

/// Bytes that are words to be read as they stand, as of Markdown and mail: a frame is for what has a look of its own.
fn plain(bytes: Vec<u8>, form: Option<&str>) -> Option<String> {
    if matches!(form, Some("html" | "pdf")) { None } else { String::from_utf8(bytes).ok() }
}

fn shut_in(bytes: Vec<u8>, form: Option<&str>) -> Response {
    let kind = match form {
        Some("html") => "text/html",
        Some("pdf") => "application/pdf",
        _ => "text/plain; charset=utf-8",
    };
    let policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (StatusCode::OK, headers, bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, rank: u8, class: &'static str) -> Mark {
        Mark { span: Span::new(start, end), rank, class, title: String::new(), address: String::new() }
    }

    #[test]
    fn what_has_a_look_of_its_own_is_framed_and_plain_words_are_not() {
        let words = || b"# Kolo\n".to_vec();
        assert_eq!(plain(words(), None).as_deref(), Some("# Kolo\n"));
        assert_eq!(plain(words(), Some("markdown")).as_deref(), Some("# Kolo\n"));
        assert_eq!(plain(words(), Some("html")), None);
        assert_eq!(plain(vec![0x25, 0xff, 0xfe], Some("docx")), None);
    }

    #[test]
    fn of_many_empty_lines_one_is_left() {
        let piece = |text: &str| Piece { text: text.into(), ..Piece::default() };
        let mut pieces = [piece("   \n \n\n"), piece("One\n   \n\n\n  "), piece("two\nthree")];
        tidy(&mut pieces);
        assert_eq!(pieces.map(|p| p.text).concat(), "One\n\ntwo\nthree");
    }

    #[test]
    fn of_marks_on_each_other_the_closer_one_is_seen_and_no_word_is_lost() {
        let text = "Gunmen attacked a post in Kolo.";
        let marks =
            vec![mark(0, 31, 0, "event"), mark(7, 15, 2, "act"), mark(26, 30, 1, "where"), mark(0, 15, 3, "asked")];
        let pieces = cut(text, marks);
        assert_eq!(pieces.iter().map(|p| p.text.as_str()).collect::<String>(), text);
        let seen: Vec<(&str, &str)> = pieces.iter().map(|p| (p.text.as_str(), p.class)).collect();
        assert_eq!(seen[0], ("Gunmen ", "asked"));
        assert!(seen.contains(&("Kolo", "where")) && seen.contains(&(" a post in ", "event")));
    }
}
