//! What was found, in the words of someone who knows the country and not the program.

use super::super::figure::Count;
use super::super::number::Quantity;
use super::super::party;
use super::super::place::{self, Setting, Spot};
use super::super::scan::{self, Reader, Sentence, What, Who};
use super::{Kind, Mention};
use crate::model::{Actor, DateSpan, Figure, PlacePrecision, Precision};
use serde::Serialize;

/// The words for one sentence.
pub(super) struct Words<'a, 'r> {
    r: &'a Reader<'r>,
    setting: &'a Setting,
    spots: Vec<Spot>,
}

impl<'a, 'r> Words<'a, 'r> {
    pub fn new(r: &'a Reader<'r>, s: &Sentence, setting: &'a Setting) -> Self {
        Self { r, setting, spots: place::spots(r, s, setting) }
    }

    pub fn mention(&self, mention: &scan::Mention) -> Mention {
        let (kind, means) = self.meaning(mention);
        Mention { span: self.r.span(&mention.toks), kind, means }
    }

    fn meaning(&self, mention: &scan::Mention) -> (Kind, String) {
        let country = |c: &usize| self.r.data.places.countries[*c].name.clone();
        match &mention.what {
            What::Actor(who) => (Kind::Who, self.actor(*who)),
            What::Demonym(c) => (Kind::Who, format!("of {}", country(c))),
            What::Country(c) => (Kind::Where, format!("{}, a country", country(c))),
            What::Place(namesakes, _) => (Kind::Where, self.place(mention, namesakes.len())),
            What::Date(days) => (Kind::When, date(days)),
            What::PartDate => (Kind::When, "a date that the text does not give whole".into()),
            What::Number(q) => (Kind::Number, quantity(q)),
        }
    }

    fn actor(&self, who: Who) -> String {
        if let Who::Agent(i, _) = who
            && let Some(source) = self.r.lex.agents[i].source.as_ref().filter(|_| self.r.lex.agents[i].only_source)
        {
            return format!("{source}, who can only speak");
        }
        let actor = self.named(who);
        let how = if matches!(who, Who::Agent(..)) { ", from a common noun" } else { "" };
        format!("{} ({}){how}", actor.name, value(&actor.class))
    }

    fn named(&self, who: Who) -> Actor {
        party::actor(self.r, who, self.setting.country, "government")
    }

    fn place(&self, mention: &scan::Mention, namesakes: usize) -> String {
        let Some(spot) = self.spots.iter().find(|p| p.toks == mention.toks) else {
            return "a name of a place, not usable here".into();
        };
        let country = spot.country.map(|c| self.r.data.places.countries[c].name.clone());
        let region = spot.admin1.clone().filter(|_| spot.precision != PlacePrecision::Admin1);
        let within: Vec<String> = region.into_iter().chain(country).collect();
        let of = if within.is_empty() { String::new() } else { format!(" ({})", within.join(", ")) };
        let chosen = match namesakes {
            0 => ", not in the gazetteer".into(),
            1 => String::new(),
            n => format!(", chosen among {n} of that name"),
        };
        format!("{}, {}{of}{chosen}", spot.name, kind_of_place(spot.precision))
    }

    /// A toll as the sentence tells it.
    pub fn count(&self, count: &Count) -> String {
        let of = count.of.map(|who| format!(", {}", self.named(who).name)).unwrap_or_default();
        format!("{} {}{of}", quantity(&count.quantity), value(&count.measure))
    }
}

fn kind_of_place(precision: PlacePrecision) -> &'static str {
    match precision {
        PlacePrecision::Settlement => "a settlement",
        PlacePrecision::Area => "an area",
        PlacePrecision::Admin1 => "a region",
        PlacePrecision::Country => "a country",
    }
}

/// Days, and how exactly they are known.
pub(super) fn date(days: &DateSpan) -> String {
    let span = if days.from == days.to { days.from.to_string() } else { format!("{} to {}", days.from, days.to) };
    match days.precision {
        Precision::Day => span,
        Precision::Unknown => format!("{span}, not known how exactly"),
        other => format!("{span} (known to the {})", value(&other)),
    }
}

fn quantity(q: &Quantity) -> String {
    let percent = if q.percent { "%" } else { "" };
    bounds(q.low, q.high, q.approximate) + percent
}

/// A figure of the record: bounds, measure, whose, and who says so.
pub(super) fn figure(figure: &Figure) -> String {
    let by = figure.said_by.as_ref().map(|who| format!(", says {who}")).unwrap_or_default();
    let Figure { measure, of, low, high, approximate, .. } = figure;
    format!("{} {} of {}{by}", bounds(*low, *high, *approximate), value(measure), value(of))
}

/// A number with its bounds.
pub(super) fn bounds(low: Option<u64>, high: Option<u64>, approximate: bool) -> String {
    let about = if approximate { "about " } else { "" };
    match (low.map(digits), high.map(digits)) {
        (Some(low), Some(high)) if low == high => format!("{about}{low}"),
        (_, Some(high)) if low.is_none_or(|n| n == 0) => format!("{about}at most {high}"),
        (Some(low), Some(high)) => format!("{about}{low} to {high}"),
        (Some(low), None) => format!("{about}at least {low}"),
        (None, _) => "an unknown number".into(),
    }
}

/// Thousands set apart by commas.
fn digits(n: u64) -> String {
    let plain = n.to_string();
    let groups: Vec<&str> =
        plain.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// The codebook's word for a value.
pub(super) fn value<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}
