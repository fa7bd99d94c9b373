//! What one document says happened: CODEBOOK.md sections 1 to 9.

use super::{Day, Precision, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All events, campaigns and indicators of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The document's id.
    pub doc: String,
    /// In the order in which the document tells them.
    pub events: Vec<Event>,
    /// Events reported as one coordinated operation.
    #[serde(default)]
    pub campaigns: Vec<Campaign>,
    /// Humanitarian or conflict totals.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
}

/// One type of act, in one place, over one span of days, between the same sides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// `e1`, `e2`, ... within the document.
    pub id: String,
    /// The campaign it belongs to, `c1`, ...
    #[serde(default)]
    pub campaign: Option<String>,
    /// Disorder or political type, from `data/codebook`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Sub-event type, from `data/codebook`.
    pub sub_type: String,
    /// Whether it came about.
    #[serde(default)]
    pub status: Status,
    /// First day, inclusive.
    #[serde(default)]
    pub date_from: Option<Day>,
    /// Last day, inclusive.
    #[serde(default)]
    pub date_to: Option<Day>,
    /// How exactly the days are known.
    #[serde(default)]
    pub date_precision: Precision,
    /// Most specific named place.
    #[serde(default)]
    pub place: Option<String>,
    /// First-level region.
    #[serde(default)]
    pub admin1: Option<String>,
    /// ISO 3166 alpha-3.
    #[serde(default)]
    pub country: Option<String>,
    /// What kind of place the name is.
    #[serde(default)]
    pub place_precision: PlacePrecision,
    /// Who did it.
    #[serde(default)]
    pub initiators: Vec<Actor>,
    /// Whom it hit.
    #[serde(default)]
    pub targets: Vec<Actor>,
    /// Numbers told of it.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// Who asserts it; `None` is the outlet's own voice.
    #[serde(default)]
    pub said_by: Option<String>,
    /// How firmly.
    #[serde(default)]
    pub stance: Stance,
    /// A few words that locate the sentence.
    #[serde(default)]
    pub anchor: String,
    /// The words that support each value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// Spans of the document's text that support an event and each of its fields.
///
/// Keys of `fields` are field names; members of lists carry their index: `figures/0`, `initiators/1`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The sentence or clause that tells the event.
    pub event: Vec<Span>,
    /// The words behind each field.
    pub fields: BTreeMap<String, Vec<Span>>,
}

/// Whether an act came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It did.
    #[default]
    Happened,
    /// It was stopped before it did.
    Foiled,
}

/// Who stands behind an assertion, and how firmly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// The outlet's own voice.
    #[default]
    Reported,
    /// A source that is not a side of the event.
    Stated,
    /// A side of the event speaks of itself or its enemy.
    Claimed,
    /// The act itself is marked as unproven.
    Alleged,
    /// A side denies it.
    Denied,
}

/// What kind of place a name is (UCDP and ACLED space precision).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlacePrecision {
    /// A town or village.
    Settlement,
    /// Near a settlement, a district, a forest, a road.
    Area,
    /// A first-level region.
    Admin1,
    /// Only the country is known.
    #[default]
    Country,
}

/// A side of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// Canonical English name.
    pub name: String,
    /// ACLED's actor classes, and those of political events.
    pub class: Class,
}

/// Kinds of actors (CODEBOOK.md section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Class {
    #[serde(rename = "state forces")]
    StateForces,
    #[serde(rename = "rebel group")]
    RebelGroup,
    #[serde(rename = "political militia")]
    PoliticalMilitia,
    #[serde(rename = "identity militia")]
    IdentityMilitia,
    Rioters,
    Protesters,
    Civilians,
    #[serde(rename = "external/other forces")]
    ExternalForces,
    Government,
    #[serde(rename = "foreign government")]
    ForeignGovernment,
    #[serde(rename = "international organisation")]
    InternationalOrganisation,
    #[serde(rename = "civil society")]
    CivilSociety,
    Media,
    #[serde(rename = "political party")]
    PoliticalParty,
}

impl Class {
    /// Organised and armed: armies, missions, rebels and militias.
    pub fn is_armed(self) -> bool {
        self.is_armed_group() || matches!(self, Class::StateForces | Class::ExternalForces)
    }

    /// Armed, and no state's.
    pub fn is_armed_group(self) -> bool {
        matches!(self, Class::RebelGroup | Class::PoliticalMilitia | Class::IdentityMilitia)
    }

    /// A government, of whichever country.
    pub fn is_government(self) -> bool {
        matches!(self, Class::Government | Class::ForeignGovernment)
    }
}

/// A number told of an event, and who tells it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Figure {
    /// What is counted.
    pub measure: Measure,
    /// The class of those counted.
    pub of: Class,
    /// At least; `None` when no lower bound is told.
    pub low: Option<u64>,
    /// At most; `None` for "at least N".
    pub high: Option<u64>,
    /// "around", "nearly", or a word such as "dozens".
    #[serde(default)]
    pub approximate: bool,
    /// Who gives the number; `None` is the outlet's own voice.
    #[serde(default)]
    pub said_by: Option<String>,
}

/// What a figure counts (CODEBOOK.md section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Measure {
    Killed,
    Injured,
    Abducted,
    Missing,
    Arrested,
    Captured,
    Released,
    Displaced,
    Surrendered,
    #[serde(rename = "vehicles destroyed")]
    VehiclesDestroyed,
    #[serde(rename = "vehicles seized")]
    VehiclesSeized,
    #[serde(rename = "weapons seized")]
    WeaponsSeized,
    #[serde(rename = "homes destroyed")]
    HomesDestroyed,
    Participants,
}

impl Measure {
    /// Told of an act, rather than of a situation that many acts made.
    pub fn is_of_an_act(self) -> bool {
        !matches!(self, Measure::Displaced | Measure::Participants)
    }
}

/// One coordinated operation of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// `c1`, `c2`, ... within the document.
    pub id: String,
    /// Totals told for the whole operation.
    pub figures: Vec<Figure>,
    /// The words that tell of the operation as one; key `figures/0` for its totals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// A humanitarian or conflict total with its date (CODEBOOK.md section 8).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Name from `data/codebook`.
    pub indicator: String,
    /// Who is counted, in a few words.
    pub of: String,
    /// Where.
    pub area: Option<String>,
    /// At least.
    pub low: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// `people`, `percent`, `events`, `USD` or `factor`.
    pub unit: String,
    /// "nearly", "around".
    #[serde(default)]
    pub approximate: bool,
    /// Last day of the period named, else the publication date.
    pub as_of: Option<Day>,
    /// How exactly `as_of` is known.
    #[serde(default)]
    pub as_of_precision: Precision,
    /// Who says so.
    pub said_by: Option<String>,
    /// The words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

impl Event {
    /// The event's days, if it is dated.
    pub fn days(&self) -> Option<super::DateSpan> {
        let from = self.date_from?;
        let to = self.date_to.unwrap_or(from);
        Some(super::DateSpan { from, to, precision: self.date_precision })
    }

    /// The spans behind a field, or none.
    pub fn field_evidence(&self, field: &str) -> &[Span] {
        self.evidence.as_ref().and_then(|e| e.fields.get(field)).map_or(&[], Vec::as_slice)
    }

    /// The span of the sentence that tells it.
    pub fn span(&self) -> Option<Span> {
        self.evidence.as_ref()?.event.first().copied()
    }
}
