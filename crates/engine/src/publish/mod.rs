//! Assessment and incidents → brief: a situation report in which every sentence cites its words.
//!
//! Sentences are composed from the fullest that could be said of an incident to the barest; the first
//! one passes whose numbers, dates, places and actors all stand in the words it cites. What no words
//! support is not said: such an incident stays in the table.

mod assessed;
mod campaign;
mod choose;
mod claims;
mod compose;
mod covered;
mod desk;
mod edit;
mod explain_html;
mod handout;
mod html;
mod kinds;
mod labels;
mod left;
mod map;
mod markdown;
mod names;
mod news;
mod notes;
mod outlines;
mod phrases;
mod pictures;
pub mod plan;
mod quotes;
mod references;
mod rival;
mod say;
mod sections;
mod support;
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod timeline;
mod totals;
pub mod verify;
mod voice;

pub use assessed::assessed;
pub use covered::{FaultKind, covered};
pub use edit::{Add, Edits, Strike, edit};
pub use explain_html::explain_html;
pub use handout::{Handout, Line, Part, handout};
pub use kinds::{BriefKind, Kinds, fault as kind_fault};
pub use labels::Border;
pub use outlines::Outlines;
pub use phrases::Phrases;
pub use pictures::{Picture, pictures};
pub use references::{Mark, Reference};

use crate::assess::Assessment;
use crate::code;
use crate::data::Data;
use crate::model::{Brief, Day, Document, Kind, Lang, MonthMark, Record, Resolution};
use choose::{Chosen, Scope};
use desk::Desk;
use std::collections::BTreeMap;
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
#[derive(Clone, Debug, Default)]
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
    /// What is likely, in lines, from `assess`.
    pub outlook: Vec<String>,
    /// The assessment: its verdict becomes the arrow, its threads what is told of other countries.
    pub assessment: Option<Assessment>,
    /// Months with their verdicts, for the pictures.
    pub months: Vec<MonthMark>,
    /// For a brief on one thing: the id of an incident or operation.
    pub show: Option<String>,
    /// The last brief of this kind, against which something is new.
    pub last: Option<Brief>,
    /// Sources that are not heard as they used to be, by what is amiss: `failing`, `quiet`, `flooding`.
    pub unheard: BTreeMap<String, Vec<String>>,
}

/// Writes the brief.
pub fn brief(input: &Input, options: &Options, data: &Data) -> Brief {
    let country_of = |d: &Document| code::country_of(d, data);
    brief_with(input, options, &data.phrases, &support::coder(data), &country_of)
}

/// First and last day that a brief will cover: those asked for, else the kind's own.
pub fn period(options: &Options, documents: &[Document], data: &Data) -> (Option<Day>, Option<Day>) {
    let scope = Scope::new(options, data.phrases.kinds().or_ordinary(&options.kind), documents);
    (scope.from, scope.to)
}

/// The brief as Markdown with footnotes.
pub fn markdown(brief: &Brief, documents: &[Document], data: &Data) -> String {
    markdown::render(brief, documents, &data.phrases)
}

/// The brief as one HTML file.
pub fn html(brief: &Brief, documents: &[Document], data: &Data) -> String {
    html::render(brief, documents, &data.phrases, &data.outlines, &data.verdicts.labels)
}

/// A month in words: "July 2025" of `2025-07`.
pub fn month_name(month: &str, lang: Lang, data: &Data) -> String {
    pictures::month_name(month, data.phrases.of(lang))
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
    let voices = voice::Voices::new(input.records, &phrases.of(options.lang).voice.marks);
    let support = Support::new(input.documents, voice, facts, country_of).with(voices);
    let mut desk = Desk::new(input, options, phrases, support);
    let scope = Scope::new(options, desk.kind, input.documents);
    let chosen = choose::choose(&desk, &scope);
    // Sentences are read as `verify` will read them: with the brief's last day in mind.
    desk.support.voice.anchor = scope.last(&chosen);
    write(&desk, &scope, &chosen)
}

fn write(desk: &Desk, scope: &Scope, chosen: &Chosen) -> Brief {
    let words = desk.words;
    let area = desk.options.area.as_deref().map(|a| desk.phrases.names.country_name(a, desk.lang()));
    let area = area.unwrap_or(&words.everywhere).to_string();
    let mut left = Vec::new();
    let sections = sections::sections(desk, scope, chosen, &mut left);
    let shown = left::rows(desk, chosen, &mut left);
    let verdict = desk.options.assessment.as_ref().filter(|_| desk.kind.style.arrow);
    let mut brief = Brief {
        title: say::fill(desk.kind.title(desk.lang()), &[("area", &area)]),
        area,
        country: desk.options.area.clone(),
        from: scope.from.or_else(|| chosen.days().0),
        to: scope.last(chosen),
        lang: desk.lang(),
        kind: desk.options.kind.clone(),
        verdict: desk.options.verdict.clone(),
        arrow: verdict.map(|a| phrases::look(&words.arrow, a.standing().key()).to_string()),
        coverage: Vec::new(),
        outlook: desk.options.outlook.clone(),
        left_out: left,
        sections,
        table: table::rows(desk, &shown),
        map: table::points(desk, &chosen.main),
        sources: Vec::new(),
        moments: timeline::moments(desk, &chosen.main),
        months: desk.options.months.clone(),
        told: chosen
            .main
            .iter()
            .chain(&chosen.changed)
            .chain(&chosen.known)
            .map(|i| (i.id.clone(), news::digest(i)))
            .collect(),
    };
    if !desk.kind.style.pictures {
        (brief.map, brief.moments, brief.months) = Default::default();
    }
    brief.sources = table::sources(desk, &brief);
    brief.coverage = table::coverage(desk, brief.sources.len());
    if desk.kind.select.what == kinds::What::New {
        brief.coverage.insert(0, news::line(desk, chosen));
    }
    brief
}
