//! What is exported, and how.

use crate::format::Format;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use vigie_engine::assess::count::Area;
use vigie_engine::model::{Day, Document, Lang, Record, Resolution};

/// What a record holds.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The reports.
    pub documents: &'a [Document],
    /// What each says.
    pub records: &'a [Record],
    /// What they say together.
    pub resolution: &'a Resolution,
    /// When the record last changed an incident, by its name; empty where there is no record.
    pub changed: BTreeMap<String, Timestamp>,
    /// Incidents that somebody confirmed.
    pub confirmed: BTreeSet<String>,
    /// Names that are no more, with the incident that each leads to, if one does.
    pub gone: BTreeMap<String, Option<String>>,
}

/// Which incidents leave, in which form, and what is held back.
#[derive(Clone, Debug)]
pub struct Options {
    /// The form.
    pub format: Format,
    /// Language of lines and headings for people.
    pub lang: Lang,
    /// The time at which it is exported.
    pub now: Timestamp,
    /// Where.
    pub area: Area,
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// A type or sub-type of the codebook, or a group of them.
    pub kind: Option<String>,
    /// Whether places are told by their first-level region only.
    pub coarsen: bool,
    /// How long after its last day an act is held back.
    pub delay: Option<SignedDuration>,
    /// Outlets, sources or reports that must not be known from the file, beside those that the data mark.
    pub sensitive: Vec<String>,
    /// Whether headlines leave.
    pub headlines: bool,
    /// Whether names of places leave that no gazetteer knows.
    pub unlisted: bool,
    /// ACLED's interaction in numbers.
    pub numeric: bool,
    /// Whether text files begin with the mark of UTF-8, which Excel needs.
    pub mark: bool,
    /// Which tables.
    pub tables: Tables,
    /// How places are drawn.
    pub geometry: Geometry,
    /// Who sends warnings and feeds.
    pub sender: String,
    /// The warnings that were sent last.
    pub previous: Option<Vec<u8>>,
}

impl Options {
    /// Everything, at a time.
    pub fn new(format: Format, now: Timestamp) -> Self {
        Options {
            format,
            lang: Lang::En,
            now,
            area: Area::World,
            from: None,
            to: None,
            kind: None,
            coarsen: false,
            delay: None,
            sensitive: Vec::new(),
            headlines: false,
            unlisted: false,
            numeric: false,
            mark: false,
            tables: Tables::One("incidents".into()),
            geometry: Geometry::default(),
            sender: "vigie@localhost".into(),
            previous: None,
        }
    }
}

/// One table or all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tables {
    /// The one of that name.
    One(String),
    /// All of them, in a ZIP.
    All,
}

/// How places are drawn on a map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Geometry {
    /// A point where a settlement is named, else the ground that the words may mean; nothing for a whole country.
    #[default]
    Mixed,
    /// Points only; of an area or region its middle.
    Point,
    /// The ground that the words may mean, also around settlements.
    Footprint,
}

/// What was asked and cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub hint: String,
}

impl Fault {
    /// What is wrong, and what to do.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Fault { what: what.into(), hint: hint.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.what, self.hint)
    }
}
