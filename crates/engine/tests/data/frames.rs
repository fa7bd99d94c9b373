//! Frames: an example is coded as its sub-type with the sides it marks, a counter-example is not.

use crate::{Namer, data, document, overlaps, require};
use libtest_mimic::{Failed, Trial};
use std::ops::Range;
use vigie_engine::code::{code, explain};
use vigie_engine::data::{Example, Files, Frame};
use vigie_engine::model::{Document, Event, Record};

pub fn trials(files: &'static Files, out: &mut Vec<Trial>) {
    for file in files.below("frames/", ".toml") {
        let frame: Frame = file.toml(&mut Vec::new());
        let mut namer = Namer::new(file);
        let kinds = [("example", &frame.example), ("counter", &frame.counter)];
        for (kind, example) in kinds.iter().flat_map(|(kind, list)| list.iter().map(move |e| (*kind, e))) {
            let name = namer.name(&format!("{kind} {}", example.lang.code()), &example.text);
            let (frame, example) = (frame.clone(), example.clone());
            out.push(Trial::test(name, move || match kind {
                "example" => is_coded(&frame, &example),
                _ => is_not_coded(&frame, &example),
            }));
        }
    }
}

fn is_coded(frame: &Frame, example: &Example) -> Result<(), Failed> {
    let (text, marks) = unmarked(&example.text);
    let document = document(&text, example.lang);
    let (record, _) = code(&document, data());
    let fits = |e: &&Event| e.sub_type == frame.sub_type && marks.iter().all(|m| m.is_evidence(frame, e));
    let found = record.events.iter().any(|e| fits(&e));
    require(found, format_args!("{} with {marks:?}", frame.sub_type), told(&document, &record))
}

fn is_not_coded(frame: &Frame, example: &Example) -> Result<(), Failed> {
    let document = document(&unmarked(&example.text).0, example.lang);
    let (record, _) = code(&document, data());
    let none = record.events.iter().all(|e| e.sub_type != frame.sub_type);
    require(none, format_args!("no {}", frame.sub_type), told(&document, &record))
}

/// What was coded, and what became of each word of an act.
fn told(document: &Document, record: &Record) -> Vec<String> {
    let spans = |e: &Event| {
        let fields = e.evidence.clone().unwrap_or_default().fields;
        fields.into_iter().map(|(f, s)| format!("{f}: {}", s[0].of(&document.text))).collect::<Vec<_>>().join(", ")
    };
    let events = record.events.iter().map(|e| format!("{} ({})", e.sub_type, spans(e)));
    let acts = explain(document, data()).into_iter().flat_map(|t| t.acts);
    let acts = acts.map(|a| format!("{} [{}]: {:?} {:?}", a.span.of(&document.text), a.group, a.fired, a.stopped));
    events.chain(acts).collect()
}

/// Words that a field must rest on.
#[derive(Debug)]
struct Marked {
    side: String,
    words: Range<usize>,
}

impl Marked {
    /// Where both sides act alike, either may be named first.
    fn is_evidence(&self, frame: &Frame, event: &Event) -> bool {
        let Some(evidence) = &event.evidence else { return false };
        let within = |prefix: &str| {
            let mut spans = evidence.fields.iter().filter(|(f, _)| f.starts_with(prefix)).flat_map(|(_, s)| s);
            spans.any(|s| overlaps(s, &self.words))
        };
        match self.side.as_str() {
            "who" | "whom" if frame.mutual => within("initiators/") || within("targets/"),
            "who" => within("initiators/"),
            "whom" => within("targets/"),
            "where" => within("place"),
            _ => false,
        }
    }
}

/// The plain sentence and its marks: `{who|Gunmen} fled` is `Gunmen fled` with a mark on the first word.
fn unmarked(text: &str) -> (String, Vec<Marked>) {
    let (mut plain, mut marks, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        let Some(((side, words), after)) = after.split_once('}').and_then(|(m, a)| Some((m.split_once('|')?, a)))
        else {
            rest = after;
            continue;
        };
        marks.push(Marked { side: side.into(), words: plain.len()..plain.len() + words.len() });
        plain.push_str(words);
        rest = after;
    }
    plain.push_str(rest);
    (plain, marks)
}
