//! Common nouns for people, and words of totals: those in brackets are read so.

use crate::{Namer, data, document, overlaps, require, shown};
use libtest_mimic::{Failed, Trial};
use vigie_engine::code::{actors, code};
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

/// The words in brackets are listed in this entry, and the coder reads them as such people; the same words
/// may stand among the institutions too.
fn is_agent(lang: Lang, example: &str, agent: &Agent) -> Result<(), Failed> {
    let (text, words) = shown(example)?;
    let lexicon = data().lexicon(lang);
    let readings = lexicon.agent_book().get(&text[words.clone()]);
    let listed = readings.iter().any(|i| lexicon.agents[*i].words == agent.words);
    let mentions = actors(&text, lang, data());
    let found = mentions.iter().any(|(span, who)| overlaps(span, &words) && who.class == agent.class);
    require(listed && found, format_args!("one of {:?} (listed: {listed})", agent.class), mentions)
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
