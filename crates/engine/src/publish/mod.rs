//! Assessment and incidents → brief: a situation report in which every sentence cites its words.
//!
//! Sentences are composed from the fullest that could be said of an incident to the barest; the first
//! one passes whose numbers, dates, places and actors all stand in the words it cites. What no words
//! support is not said: such an incident stays in the table.

mod campaign;
mod choose;
mod compose;
mod covered;
mod desk;
mod explain_html;
mod html;
mod labels;
mod map;
mod markdown;
mod names;
mod notes;
mod outlines;
mod phrases;
mod quotes;
mod rival;
mod say;
mod support;
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod timeline;
mod totals;
pub mod verify;

pub use covered::{FaultKind, covered};
pub use explain_html::explain_html;
pub use labels::Border;
pub use outlines::Outlines;
pub use phrases::Phrases;

use crate::code;
use crate::data::Data;
use crate::model::{Brief, Day, Document, Incident, Kind, Lang, Record, Resolution, Section, Sentence};
use choose::{Chosen, Scope};
use compose::Length;
use desk::Desk;
use std::collections::BTreeSet;
use support::{FactsOf, Support, Voice};

/// What a brief is made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The reports.
    pub documents: &'a [Document],
    /// What each says.
    pub records: &'a [Record],
    /// What they say together.
    pub resolution: &'a Resolution,
}

/// What a brief covers and how it reads.
#[derive(Clone, Debug)]
pub struct Options {
    /// ISO alpha-3 of a country; everything if none.
    pub area: Option<String>,
    /// First day; everything dated if neither is given.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// What kind of report.
    pub kind: Kind,
    /// Language of the sentences.
    pub lang: Lang,
    /// Lines of the verdict, from `assess`, in that language.
    pub verdict: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { area: None, from: None, to: None, kind: Kind::Situation, lang: Lang::En, verdict: Vec::new() }
    }
}

/// At most so many things lead.
const LEAD: usize = 5;
/// At most so many of them are operations.
const OPERATIONS: usize = 3;
/// At most so many sentences in a section; the table holds all.
const SECTION: usize = 60;

/// Writes the brief.
pub fn brief(input: &Input, options: &Options, data: &Data) -> Brief {
    let country_of = |d: &Document| code::country_of(d, data);
    brief_with(input, options, &data.phrases, &support::coder(data), &country_of)
}

/// The brief as Markdown with footnotes.
pub fn markdown(brief: &Brief, documents: &[Document], data: &Data) -> String {
    markdown::render(brief, documents, &data.phrases)
}

/// The brief as one HTML file.
pub fn html(brief: &Brief, documents: &[Document], data: &Data) -> String {
    html::render(brief, documents, &data.phrases, &data.outlines)
}

/// The brief as JSON, in the shape of COMMANDS.md.
pub fn json(brief: &Brief) -> String {
    // A brief holds nothing that JSON cannot: no maps with other keys than text, no unfinished numbers.
    serde_json::to_string_pretty(brief).unwrap_or_default() + "\n"
}

/// The brief, with facts found as the caller says.
fn brief_with(
    input: &Input,
    options: &Options,
    phrases: &Phrases,
    facts: FactsOf,
    country_of: &dyn Fn(&Document) -> Option<String>,
) -> Brief {
    let voice = Voice { lang: options.lang, anchor: options.to, country: options.area.clone() };
    let support = Support::new(input.documents, voice, facts, country_of);
    let mut desk = Desk::new(input, options, phrases, support);
    let scope = Scope::new(options.from, options.to, input.documents);
    let chosen = choose::choose(&desk, &scope);
    // Sentences are read as `verify` will read them: with the brief's last day in mind.
    desk.support.voice.anchor = scope.last(&chosen);
    write(&desk, &scope, &chosen)
}

fn write(desk: &Desk, scope: &Scope, chosen: &Chosen) -> Brief {
    let words = desk.words;
    let area = desk.options.area.as_deref().map(|a| desk.phrases.names.country_name(a, desk.lang()));
    let area = area.unwrap_or(&words.everywhere).to_string();
    let mut brief = Brief {
        title: say::fill(&words.title, &[("area", &area)]),
        area,
        country: desk.options.area.clone(),
        from: scope.from.or_else(|| chosen.days().0),
        to: scope.last(chosen),
        lang: desk.lang(),
        kind: desk.options.kind,
        verdict: desk.options.verdict.clone(),
        coverage: Vec::new(),
        sections: sections(desk, scope, chosen),
        table: table::rows(desk, &chosen.main),
        map: table::points(desk, &chosen.main),
        sources: Vec::new(),
    };
    brief.sources = table::sources(desk, &brief);
    brief.coverage = table::coverage(desk, brief.sources.len());
    brief
}

/// An operation or an incident of the period, as a sentence for the lead and one for its section.
struct Item<'a> {
    section: Option<&'a str>,
    full: Sentence,
    /// For operations: how many incidents they name.
    lead: Option<(usize, Sentence)>,
}

fn sections(desk: &Desk, scope: &Scope, chosen: &Chosen) -> Vec<Section> {
    let items = items(desk, chosen);
    let mut sections = vec![Section { heading: desk.words.page("lead").into(), sentences: lead(desk, chosen, &items) }];
    for words in &desk.words.section {
        let of_section = items.iter().filter(|i| i.section == Some(&words.key)).map(|i| i.full.clone());
        let sentences: Vec<Sentence> = match words.key.as_str() {
            "timeline" => timeline::sentences(desk, &chosen.main),
            "indicators" => totals::sentences(desk, scope),
            "contradictions" => rival::sentences(desk, &chosen.main),
            "background" => background(desk, chosen),
            _ => of_section.collect(),
        };
        sections.push(Section { heading: words.heading.clone(), sentences });
    }
    for section in &mut sections {
        let mut seen = BTreeSet::new();
        section.sentences.retain(|s| seen.insert(s.text.clone()));
        section.sentences.truncate(SECTION);
    }
    sections.retain(|s| !s.sentences.is_empty());
    sections
}

/// Operations first, then incidents that no operation's sentence says all about.
fn items<'a>(desk: &Desk<'a>, chosen: &Chosen) -> Vec<Item<'a>> {
    let section = |i: &Incident| desk.words.section_of(&i.shown.event_type, &i.shown.sub_type).map(|s| s.key.as_str());
    let mut items = Vec::new();
    let mut told = BTreeSet::new();
    for (campaign, members) in &chosen.campaigns {
        let Some(tale) = campaign::tell(desk, campaign, members) else { continue };
        let size = tale.incidents.len();
        told.extend(tale.incidents);
        // Two reports may tell one operation each as their own.
        if items.iter().any(|i: &Item| i.full.text == tale.sentence.text) {
            continue;
        }
        items.push(Item {
            section: section(members[0]),
            lead: Some((size, tale.sentence.clone())),
            full: tale.sentence,
        });
    }
    for incident in &chosen.main {
        let is_told = told.contains(&incident.id);
        if is_told && incident.shown.figures.is_empty() {
            continue;
        }
        let Some(full) = compose::incident(desk, incident, Length::Full) else { continue };
        items.push(Item { section: section(incident), full, lead: None });
    }
    items
}

/// The most important things: operations, then the deadliest incidents, then the newest.
fn lead(desk: &Desk, chosen: &Chosen, items: &[Item]) -> Vec<Sentence> {
    let mut operations: Vec<_> = items.iter().filter_map(|i| i.lead.as_ref()).collect();
    operations.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
    let mut lead: Vec<Sentence> = operations.into_iter().map(|(_, s)| s.clone()).collect();
    // A place of an operation leads by itself only if it has a toll of its own.
    let members = chosen.campaigns.iter().flat_map(|(_, members)| members).filter(|i| i.shown.figures.is_empty());
    let told: BTreeSet<&str> = members.map(|i| i.id.as_str()).collect();
    let mut rest: Vec<&Incident> = chosen.main.iter().copied().filter(|i| !told.contains(i.id.as_str())).collect();
    rest.sort_by_cached_key(|i| choose::weight(i));
    let most = (items.len() / 2).clamp(3, LEAD);
    let short = rest.into_iter().filter_map(|i| compose::incident(desk, i, Length::Short));
    lead.truncate(OPERATIONS.min(most));
    let room = most - lead.len();
    lead.extend(short.take(room));
    lead
}

fn background(desk: &Desk, chosen: &Chosen) -> Vec<Sentence> {
    chosen.background.iter().filter_map(|i| compose::incident(desk, i, Length::Full)).collect()
}
