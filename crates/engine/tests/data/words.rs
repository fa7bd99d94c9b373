//! Common nouns for people, and words of totals: those in brackets are read so.

use crate::{Namer, data, document, overlaps, require, shown};
use libtest_mimic::{Failed, Trial};
use vigie_engine::code::{code, explain};
use vigie_engine::data::{Agent, Files, IndicatorWords};
use vigie_engine::model::Lang;

pub fn trials(lang: Lang, files: &'static Files, out: &mut Vec<Trial>) {
    if let Some(file) = files.get(&format!("lang/{}/agents.toml", lang.code())) {
        let mut namer = Namer::new(file);
        for (line, agent) in file.entries::<Agent>("agent", &mut Vec::new()) {
            namer.next = line;
            for example in agent.example.clone() {
                let (name, agent) = (namer.name("agent", &example), agent.clone());
                out.push(Trial::test(name, move || is_agent(lang, &example, &agent)));
            }
        }
    }
    if let Some(file) = files.get(&format!("lang/{}/indicators.toml", lang.code())) {
        let mut namer = Namer::new(file);
        for (line, entry) in file.entries::<IndicatorWords>("indicator", &mut Vec::new()) {
            namer.next = line;
            for example in entry.example {
                let (name, indicator) = (namer.name(&entry.indicator, &example), entry.indicator.clone());
                out.push(Trial::test(name, move || is_indicator(lang, &example, &indicator)));
            }
        }
    }
}

/// A word of this entry covers the brackets, and the coder reads those words as an agent.
fn is_agent(lang: Lang, example: &str, agent: &Agent) -> Result<(), Failed> {
    let (text, words) = shown(example)?;
    let lexicon = data().lexicon(lang);
    let readings = lexicon.agent_book().get(&text[words.clone()]);
    let listed = readings.iter().any(|i| lexicon.agents[*i].words == agent.words);
    let mentions: Vec<_> = explain(&document(&text, lang), data()).into_iter().flat_map(|t| t.mentions).collect();
    let class = serde_json::to_value(agent.class).ok().and_then(|v| v.as_str().map(String::from)).unwrap_or_default();
    let found = mentions.iter().any(|m| overlaps(&m.span, &words) && m.kind == vigie_engine::code::Kind::Who);
    require(listed && found, format_args!("an agent of class {class} (listed: {listed})"), mentions)
}

fn is_indicator(lang: Lang, example: &str, indicator: &str) -> Result<(), Failed> {
    let (text, words) = shown(example)?;
    let (record, _) = code(&document(&text, lang), data());
    let spans = |i: &vigie_engine::model::Indicator| i.evidence.clone().unwrap_or_default();
    let near = |e: vigie_engine::model::Evidence| {
        e.event.iter().chain(e.fields.values().flatten()).any(|s| overlaps(s, &words))
    };
    let found = record.indicators.iter().any(|i| i.indicator == indicator && near(spans(i)));
    require(found, indicator, record.indicators)
}
