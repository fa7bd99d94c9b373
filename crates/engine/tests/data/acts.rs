//! Words of acts, tolls and topics: those in brackets are read so.

use crate::{Namer, data, document, overlaps, require, shown};
use libtest_mimic::{Failed, Trial};
use serde::Deserialize;
use vigie_engine::code::{explain, tolls};
use vigie_engine::data::Files;
use vigie_engine::model::{Lang, Measure};

/// What the kinds of entries have in common.
#[derive(Deserialize)]
struct Entry {
    group: Option<String>,
    measure: Option<Measure>,
    topic: Option<String>,
    kind: Option<String>,
    example: Vec<String>,
}

pub fn trials(lang: Lang, files: &'static Files, out: &mut Vec<Trial>) {
    let Some(file) = files.get(&format!("lang/{}/triggers.toml", lang.code())) else { return };
    for kind in ["trigger", "toll", "topic", "goods"] {
        let mut namer = Namer::new(file);
        for (line, entry) in file.entries::<Entry>(kind, &mut Vec::new()) {
            let measure = entry.measure.map(|m| format!("{m:?}"));
            let word = entry.group.or(measure).or(entry.topic).or(entry.kind).unwrap_or_default();
            namer.next = line;
            for example in entry.example {
                let (name, word) = (namer.name(&format!("{kind} {word}"), &example), word.clone());
                out.push(Trial::test(name, move || match kind {
                    "trigger" => is_act(lang, &example, &word),
                    "toll" => is_toll(lang, &example, &word),
                    "goods" => is_kind(lang, &example, &word),
                    _ => is_topic(lang, &example, &word),
                }));
            }
        }
    }
}

fn is_act(lang: Lang, example: &str, group: &str) -> Result<(), Failed> {
    let (text, words) = shown(example)?;
    let acts: Vec<_> = explain(&document(&text, lang), data()).into_iter().flat_map(|t| t.acts).collect();
    let found = acts.iter().any(|a| a.group == group && overlaps(&a.span, &words));
    require(found, format_args!("an act of {group}"), acts)
}

fn is_toll(lang: Lang, example: &str, measure: &str) -> Result<(), Failed> {
    let (text, words) = shown(example)?;
    let counts = tolls(&text, lang, data());
    let found = counts.iter().any(|(span, what)| format!("{what:?}") == measure && overlaps(span, &words));
    require(found, format_args!("a count of {measure}"), counts)
}

fn is_topic(lang: Lang, example: &str, topic: &str) -> Result<(), Failed> {
    let (text, words) = shown(example)?;
    let topics = data().lexicon(lang).topics.get(&text[words]);
    require(topics.iter().any(|t| t == topic), format_args!("the topic {topic}"), topics)
}

fn is_kind(lang: Lang, example: &str, kind: &str) -> Result<(), Failed> {
    let (text, words) = shown(example)?;
    let kinds = data().lexicon(lang).goods.get(&text[words]);
    require(kinds.iter().any(|k| k == kind), format_args!("things of the kind {kind}"), kinds)
}
