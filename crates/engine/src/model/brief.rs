//! A situation report in which every sentence cites its words.

use super::{Day, Lang};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A situation report. The JSON form of COMMANDS.md, with what the pages need beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// Heading of the whole.
    pub title: String,
    /// The area it covers, in the language of the brief.
    pub area: String,
    /// ISO alpha-3 of the area, which "the army" in a sentence refers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// First day covered; `None` when nothing is dated.
    pub from: Option<Day>,
    /// Last day covered.
    pub to: Option<Day>,
    /// Language of the sentences.
    pub lang: Lang,
    /// What kind of report it is.
    pub kind: Kind,
    /// The verdict's label, and why, from `assess`.
    #[serde(default)]
    pub verdict: Vec<String>,
    /// The verdict as one mark: up, down, level or a question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrow: Option<String>,
    /// How many reports it is drawn from, their dates, and what they leave out.
    #[serde(default)]
    pub coverage: Vec<String>,
    /// What the month ahead may bring, by rules: no report says it, so it is no sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outlook: Vec<String>,
    /// What was not told one by one, by section and region.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Headings and cited sentences.
    pub sections: Vec<Section>,
    /// The incidents table.
    #[serde(default)]
    pub table: Vec<TableRow>,
    /// Points of the map.
    #[serde(default)]
    pub map: Vec<MapPoint>,
    /// The reports it rests on.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Incidents by day and type, for the picture of the timeline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<Moment>,
    /// Months with their verdicts and tolls, for the pictures of the series and the verdicts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub months: Vec<MonthMark>,
    /// The incidents told, with a digest of what was told of each: the next brief finds what is new by it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub told: BTreeMap<String, String>,
}

/// The kind of a brief: the name of a file of `data/briefs`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(pub String);

impl Default for Kind {
    fn default() -> Self {
        Self("situation".into())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Kind {
    type Err = String;

    /// A name as files have them; whether there is such a kind is known where the data are.
    fn from_str(text: &str) -> Result<Self, String> {
        let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let is_name = !text.is_empty() && text.chars().all(plain);
        is_name.then(|| Self(text.into())).ok_or_else(|| "a kind is one word, such as situation or weekly".into())
    }
}

/// A heading with its sentences.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Heading, in the brief's language.
    pub heading: String,
    /// How it looks: `lead`, `bold`, `prose`, `timeline`, or a list if nothing is said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub form: String,
    /// Sentences in reading order.
    pub sentences: Vec<Sentence>,
}

/// A sentence and the words it rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// Plain text.
    pub text: String,
    /// At least one, unless a person added it.
    pub citations: Vec<Citation>,
    /// The person who added it; nobody for sentences that the program wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A range of bytes of a document's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// The document's id.
    pub doc: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A row of the incidents table, in the brief's language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableRow {
    /// The incident's id.
    pub incident: String,
    /// Date, place, type, sides and tolls as shown.
    pub cells: Vec<String>,
    /// What the row rests on.
    pub citations: Vec<Citation>,
}

/// An incident on the map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MapPoint {
    /// Place name.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How many incidents stand there.
    pub incidents: usize,
    /// Whether the point stands for an area rather than a settlement.
    pub area: bool,
}

/// Incidents of one type on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// The day.
    pub day: Option<Day>,
    /// Heading of the section that tells such incidents.
    pub theme: String,
    /// How many.
    pub incidents: usize,
}

/// One month of the series.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthMark {
    /// `2025-07`.
    pub month: String,
    /// The verdict's key: `deteriorated`, `improved`, `unchanged` or `insufficient_reporting`.
    pub verdict: String,
    /// Incidents that the verdict counts.
    pub incidents: usize,
    /// People killed: the lowest claims.
    pub low: u64,
    /// The shown ones.
    pub best: u64,
    /// The highest ones.
    pub high: u64,
}

/// A report the brief rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The document's id.
    pub doc: String,
    /// Outlet, or nothing.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// Publication date as told.
    pub published: Option<String>,
}
