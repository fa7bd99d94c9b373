//! A situation report in which every sentence cites its words.

use super::{Day, Lang};
use serde::{Deserialize, Serialize};

/// A situation report. The JSON form of COMMANDS.md, with what the pages need beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// How many reports it is drawn from, their dates, and what they leave out.
    #[serde(default)]
    pub coverage: Vec<String>,
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
}

/// Kinds of briefs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// When, where, topic; sections by theme; conclusion.
    #[default]
    Situation,
}

/// A heading with its sentences.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Heading, in the brief's language.
    pub heading: String,
    /// Sentences in reading order.
    pub sentences: Vec<Sentence>,
}

/// A sentence and the words it rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// Plain text.
    pub text: String,
    /// At least one.
    pub citations: Vec<Citation>,
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
