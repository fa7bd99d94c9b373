//! Traces → one page: every sentence with its marks, and beside it what was made of them.

use crate::code::{Act, Filled, Kind, Near, Trace};
use crate::model::{Document, Span};
use askama::Template;

/// The page for documents with their traces, in the order given. It needs no script and no other file.
pub fn explain_html(explained: &[(&Document, &[Trace])]) -> String {
    let reports = explained.iter().enumerate().map(|(n, (document, traces))| Report::new(n + 1, document, traces));
    Page { reports: reports.collect() }.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "explain.html")]
struct Page<'a> {
    reports: Vec<Report<'a>>,
}

struct Report<'a> {
    n: usize,
    id: &'a str,
    title: &'a str,
    about: String,
    events: Vec<Listed<'a>>,
    sentences: Vec<Sentence<'a>>,
}

/// An event, campaign or indicator of the record, and the sentences that filled it.
struct Listed<'a> {
    id: &'a str,
    values: Vec<&'a str>,
    sentences: Vec<usize>,
}

struct Sentence<'a> {
    n: usize,
    quiet: bool,
    parts: Vec<Part<'a>>,
    names: Vec<(&'a str, &'a str)>,
    acts: Vec<Told<'a>>,
    tolls: Vec<(&'a str, &'a str)>,
    sources: Vec<(&'a str, &'a str)>,
    fills: Vec<Fills<'a>>,
}

/// What a sentence gave to one event: each value with its words.
struct Fills<'a> {
    id: &'a str,
    values: Vec<(&'a Filled, &'a str)>,
}

/// Words of a sentence; `class` is empty where they are plain.
struct Part<'a> {
    words: &'a str,
    class: &'static str,
    means: &'a str,
}

/// A word of an act and what became of it.
struct Told<'a> {
    words: &'a str,
    act: &'a Act,
}

impl<'a> Report<'a> {
    fn new(n: usize, document: &'a Document, traces: &'a [Trace]) -> Self {
        let about = [&document.outlet, &document.published, &document.language, &document.url];
        let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
        Report {
            n,
            id: &document.id,
            title: document.title.as_deref().unwrap_or(&document.id),
            about: about.join(" · "),
            events: events(traces),
            sentences: traces.iter().enumerate().map(|(i, t)| Sentence::new(i + 1, &document.text, t)).collect(),
        }
    }
}

/// Every event once, in the record's order, with what it is, where and when.
fn events(traces: &[Trace]) -> Vec<Listed<'_>> {
    let mut out: Vec<Listed> = Vec::new();
    for (n, trace) in traces.iter().enumerate() {
        for filled in &trace.fields {
            let at = out.iter().position(|l| l.id == filled.event).unwrap_or_else(|| {
                out.push(Listed { id: &filled.event, values: Vec::new(), sentences: Vec::new() });
                out.len() - 1
            });
            let listed = &mut out[at];
            let names_it = matches!(filled.label(), "type" | "date" | "place" | "indicator");
            if names_it && !listed.values.contains(&filled.value.as_str()) {
                listed.values.push(&filled.value);
            }
            if listed.sentences.last() != Some(&(n + 1)) {
                listed.sentences.push(n + 1);
            }
        }
    }
    out.sort_by_key(|l| (l.id.chars().next(), l.id.len(), l.id));
    out
}

impl<'a> Sentence<'a> {
    fn new(n: usize, text: &'a str, trace: &'a Trace) -> Self {
        let pairs = |list: &'a [(Span, String)]| list.iter().map(|(s, w)| (s.of(text), w.as_str())).collect();
        let acts = trace.acts.iter().map(|act| Told { words: act.span.of(text), act });
        Sentence {
            n,
            quiet: trace.is_empty(),
            parts: trace.parts().into_iter().map(|(span, kind)| part(text, trace, span, kind)).collect(),
            names: trace.mentions.iter().map(|m| (m.span.of(text), m.means.as_str())).collect(),
            acts: acts.collect(),
            tolls: pairs(&trace.counts),
            sources: pairs(&trace.sources),
            fills: trace.fields.chunk_by(|a, b| a.event == b.event).map(|some| Fills::new(text, some)).collect(),
        }
    }
}

impl<'a> Fills<'a> {
    fn new(text: &'a str, filled: &'a [Filled]) -> Self {
        let values = filled.iter().map(|f| (f, f.span.map_or("", |s| s.of(text)))).collect();
        Fills { id: filled.first().map_or("", |f| &f.event), values }
    }
}

fn part<'a>(text: &'a str, trace: &'a Trace, span: Span, kind: Option<Kind>) -> Part<'a> {
    let mention = trace.mentions.iter().find(|m| m.span == span).map_or("", |m| m.means.as_str());
    let act = trace.acts.iter().find(|a| a.span == span);
    let outcome = || act.and_then(|a| a.fired.as_deref().or(a.stopped.as_deref())).unwrap_or("");
    let class = match kind {
        None => "",
        Some(Kind::Who) => "who",
        Some(Kind::Where) => "where",
        Some(Kind::When) => "when",
        Some(Kind::Number) => "number",
        Some(Kind::Act) if trace.acts.iter().any(|a| a.span == span && a.fired.is_some()) => "act",
        Some(Kind::Act) => "act none",
    };
    Part { words: span.of(text), class, means: if mention.is_empty() { outcome() } else { mention } }
}

impl Near {
    /// What was in the way, as one sentence.
    pub fn why(&self) -> String {
        match self.missing.as_slice() {
            [] => "its words are here, but not where it looks for them".into(),
            missing => missing.join("; "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::explain;
    use crate::data::Data;

    fn document(text: &str) -> Document {
        Document {
            id: "r".into(),
            title: Some("A <b>report</b>".into()),
            language: Some("en".into()),
            published: Some("2025-07-03".into()),
            text: text.into(),
            ..Document::default()
        }
    }

    fn page(text: &str) -> String {
        let document = document(text);
        explain_html(&[(&document, &explain(&document, Data::bundled()))])
    }

    #[test]
    fn the_page_marks_the_words_and_says_what_they_filled() {
        let page = page("Gunmen attacked an army post in Kayes on Tuesday. It was hot.");
        assert!(page.starts_with("<!doctype html>"), "{page}");
        assert!(page.contains("class=\"act\"") && page.contains(">attacked</"), "{page}");
        assert!(page.contains("class=\"where\"") && page.contains(">Kayes</"), "{page}");
        assert!(page.contains("Armed clash") && page.contains("href=\"#r1s1\""), "{page}");
    }

    #[test]
    fn hostile_text_stays_text() {
        let page = page("Gunmen attacked <script>alert(1)</script> \"onload=x\" in Kayes & fled 'there'.");
        assert!(!page.contains("<script") && !page.contains("<b>report"), "{page}");
        assert!(!page.contains("\"onload"), "{page}");
    }

    #[test]
    fn the_page_needs_nothing_else() {
        let page = page("Gunmen attacked an army post in Kayes.");
        assert!(!["<script", "<link", "src=", "@import", "url("].iter().any(|needs| page.contains(needs)), "{page}");
    }

    #[test]
    fn a_report_without_a_trace_says_so() {
        let empty = document("");
        assert!(explain_html(&[(&empty, &[])]).contains("not coded"));
    }

    #[test]
    fn events_stand_in_the_order_of_the_record() {
        let filled =
            |event: &str| Filled { span: None, event: event.into(), field: "sub_type".into(), value: "Attack".into() };
        let trace = Trace {
            span: Span::new(0, 1),
            mentions: vec![],
            acts: vec![],
            counts: vec![],
            sources: vec![],
            fields: ["e10", "i1", "e2"].map(filled).into(),
        };
        let ids: Vec<&str> = events(std::slice::from_ref(&trace)).iter().map(|l| l.id).collect();
        assert_eq!(ids, ["e2", "e10", "i1"]);
    }
}
