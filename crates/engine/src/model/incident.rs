//! One happening in the world, and all that is claimed about it.

use super::{Day, Precision, Span, Stance};
use crate::data::Grade;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An event of a document: `[doc, event]`.
pub type EventRef = (String, String);

/// What `resolve` makes of many records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Resolution {
    /// Every event is in exactly one of them; oldest first, then by id.
    pub incidents: Vec<Incident>,
    /// Incidents that belong to one operation.
    pub campaigns: Vec<CampaignIncident>,
    /// Contradictions between incidents, which stand with both of them too, and between indicators.
    pub contradictions: Vec<Contradiction>,
}

impl Resolution {
    /// Every contradiction once: those within each incident, then those between incidents and indicators.
    pub fn every_contradiction(&self) -> impl Iterator<Item = &Contradiction> {
        let own = |c: &&Contradiction| c.incidents.len() == 1;
        self.incidents.iter().flat_map(move |i| i.contradictions.iter().filter(own)).chain(&self.contradictions)
    }
}

/// One happening with its claims.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Stable: made from the events it holds.
    pub id: String,
    /// The events it is made of.
    pub events: Vec<EventRef>,
    /// The campaign it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// Every distinct value of every field, the shown one first. Keys: `sub_type`, `status`, `date`,
    /// `place`, `admin1`, `country`, `initiators`, `targets`, `stance`, and `figures/<measure>/<class>`.
    pub fields: BTreeMap<String, Vec<Claim>>,
    /// Where the claims cannot all be true, or those of another incident that may be the same; gravest first.
    pub contradictions: Vec<Contradiction>,
    /// The independent origins of its reports, with the reason for every grouping.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<Origin>,
    /// Lowest, best and highest of each figure, by field name; what a later report of the same origin took back is left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ranges: BTreeMap<String, Bounds>,
    /// Chosen values, ready to show: the event that a reader would make of the claims.
    pub shown: super::Event,
    /// Latitude and longitude in degrees, when the place is in the gazetteer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<(f64, f64)>,
}

/// One value of a field, and everyone who gives it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The value in words, as the codebook writes it: names split by `; `, dates `2025-07-01`, `2025-07`
    /// or `2025-07-01/2025-07-06`, numbers `21`, `21+`, `0-21` or `~21`.
    pub value: String,
    /// The number, where the field is a figure; who says it stands in `support`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<super::Figure>,
    /// Who gives it, report by report.
    pub support: Vec<Support>,
    /// Number of independent origins among the reports; one speaker in two papers is one.
    pub origins: usize,
    /// The day of the first report that gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Day>,
    /// The day of the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// Reliability of the best of its sources, A to F.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// 1 confirmed to 6 cannot be judged, by the table in `data/resolve.toml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credibility: Option<u8>,
    /// Whether each of its origins gave another number later.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub superseded: bool,
    /// The rule that made it the shown value, on the shown one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_by: Option<String>,
}

/// Reports that count as one voice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The reports, by id.
    pub reports: Vec<Teller>,
    /// What ties them; one tie fewer than there are reports.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Tie>,
}

/// A report and what the data say of its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Teller {
    /// The document.
    pub doc: String,
    /// The source, if it is a known one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How reliable the source is; F if it is unknown.
    pub grade: Grade,
}

/// Why two reports are one origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// `publisher`, `agency`, `original`, `quotes`, `text`, `translation` or `speaker`.
    pub kind: String,
    /// Which publisher or speaker, how many quotations, how much of the text.
    pub what: String,
    /// The two reports.
    pub reports: [String; 2],
}

/// Lowest, best and highest of a figure; never an average.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// Smallest claim.
    pub low: u64,
    /// The shown one.
    pub best: u64,
    /// Largest claim; nothing if somebody says "at least" so many.
    pub high: Option<u64>,
}

/// One report's word for a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Support {
    /// The document.
    pub doc: String,
    /// The event of that document.
    pub event: String,
    /// Who says so; `None` is the outlet's own voice.
    pub said_by: Option<String>,
    /// How firmly.
    pub stance: Stance,
    /// The words.
    pub spans: Vec<Span>,
}

/// Claims that cannot all be true, or that need background to be joined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// `date`, `place`, `perpetrator` (rival parties), `attribution` (a party, or nobody known), `actor`
    /// (a party more), `target`, `toll`, `type`, `legal form` or `indicator`.
    pub kind: String,
    /// How much hangs on it.
    pub severity: Severity,
    /// What it is about, in a few words: place, type, day.
    pub about: String,
    /// The rival claims, at least two.
    pub sides: Vec<Side>,
    /// The incidents it concerns: one, or two that may be the same.
    pub incidents: Vec<String>,
}

/// One side of a contradiction.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The value in words.
    pub value: String,
    /// Who gives it, with the words.
    pub support: Vec<Support>,
}

/// How much hangs on a contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Both may be true of different days or measures.
    Low,
    /// They differ, and a reader would want to know.
    Medium,
    /// They cannot both be true, on something people act upon.
    High,
}

/// Several incidents that one or more documents report as one operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CampaignIncident {
    /// Stable: made from the incidents' ids.
    pub id: String,
    /// The incidents, in order of place name.
    pub incidents: Vec<String>,
    /// The documents that tell it.
    pub documents: Vec<String>,
    /// First day.
    pub date_from: Option<Day>,
    /// Last day.
    pub date_to: Option<Day>,
    /// How exactly.
    pub date_precision: Precision,
    /// Totals told for the whole, by field name as in [`Incident::fields`].
    pub figures: BTreeMap<String, Vec<Claim>>,
    /// Where the documents tell it as one.
    pub evidence: Vec<Support>,
}
