//! What a route may be asked, and how it must be written. One list checks requests and describes them.

use super::problem::Problem;
use crate::auth::form_fields;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vigie_engine::model::Day;

/// A parameter of an address.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub kind: Kind,
    /// What it does.
    pub says: &'static str,
    /// Whether it must be there.
    pub must: bool,
}

/// How a value is written.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A day, `2025-07-01`.
    Day,
    /// A month, `2025-07`.
    Month,
    /// A time, `2025-07-01T12:00:00Z`.
    Time,
    /// ISO 3166 alpha-3.
    Country,
    /// A whole number within bounds.
    Number(i64, i64),
    /// `true` or `false`.
    Flag,
    /// One of some words.
    One(&'static [&'static str]),
    /// Words, at most so many letters.
    Words(usize),
    /// Where a page goes on, as the page before it said.
    Cursor,
}

/// The first and the last day that can be asked for.
const YEARS: (i16, i16) = (1000, 9999);

impl Kind {
    /// Whether a value is written so.
    pub fn takes(&self, value: &str) -> bool {
        let digits = |text: &str, shape: &str| {
            let fits = |(c, s): (char, char)| if s == '0' { c.is_ascii_digit() } else { c == s };
            text.len() == shape.len() && text.chars().zip(shape.chars()).all(fits)
        };
        let in_years = |day: Day| (YEARS.0..=YEARS.1).contains(&day.year());
        match self {
            Kind::Day => digits(value, "0000-00-00") && value.parse().is_ok_and(in_years),
            Kind::Month => digits(value, "0000-00") && format!("{value}-01").parse().is_ok_and(in_years),
            Kind::Time => value.len() <= 40 && value.parse::<jiff::Timestamp>().is_ok(),
            Kind::Country => value.len() == 3 && value.bytes().all(|b| b.is_ascii_uppercase()),
            Kind::Number(least, most) => {
                let plain = value.bytes().all(|b| b.is_ascii_digit()) && value.len() <= 18;
                plain && value.parse().is_ok_and(|n: i64| (*least..=*most).contains(&n))
            }
            Kind::Flag => ["true", "false"].contains(&value),
            Kind::One(words) => words.contains(&value),
            Kind::Words(most) => (1..=*most).contains(&value.chars().count()) && !value.contains('\0'),
            Kind::Cursor => super::cursor::read(value).is_some(),
        }
    }

    /// In the words of JSON Schema.
    pub fn schema(&self) -> Value {
        match self {
            Kind::Day => json!({"type": "string", "format": "date", "pattern": "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"}),
            Kind::Month => json!({"type": "string", "pattern": "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"}),
            Kind::Time => json!({"type": "string", "format": "date-time"}),
            Kind::Country => json!({"type": "string", "pattern": "^[A-Z]{3}$"}),
            Kind::Number(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
            Kind::Flag => json!({"type": "boolean"}),
            Kind::One(words) => json!({"type": "string", "enum": words}),
            Kind::Words(most) => {
                json!({"type": "string", "minLength": 1, "maxLength": most, "pattern": "^[^\\u0000]+$"})
            }
            Kind::Cursor => json!({"type": "string", "pattern": "^c([0-9a-f]{2})*x([0-9a-f]{2})*$", "maxLength": 1000}),
        }
    }

    fn hint(&self) -> String {
        match self {
            Kind::Day => "write a day as 2025-07-01".into(),
            Kind::Month => "write a month as 2025-07".into(),
            Kind::Time => "write a time as 2025-07-01T12:00:00Z".into(),
            Kind::Country => "write the code of three letters of ISO 3166, such as MLI".into(),
            Kind::Number(least, most) => format!("write a whole number from {least} to {most}"),
            Kind::Flag => "write true or false".into(),
            Kind::One(words) => format!("write one of {}", words.join(", ")),
            Kind::Words(most) => format!("write 1 to {most} letters"),
            Kind::Cursor => "write what next of the page before says".into(),
        }
    }
}

/// What a request asks, checked.
#[derive(Clone, Debug, Default)]
pub struct Asked(BTreeMap<&'static str, String>);

impl Asked {
    /// The parameters of an address. Those that nobody knows and those that are written otherwise are told, not
    /// passed over: a filter that does not filter is worse than none.
    pub fn check(query: &str, params: &'static [Param]) -> Result<Self, Problem> {
        let mut found = BTreeMap::new();
        for (name, value) in form_fields(query.as_bytes()) {
            let Some(param) = params.iter().find(|p| p.name == name) else {
                let names: Vec<&str> = params.iter().map(|p| p.name).collect();
                let known = if names.is_empty() { "there are none here".into() } else { names.join(", ") };
                let shown: String = name.chars().take(40).collect();
                return Err(Problem::unfit(format!("there is no parameter {shown}")).hint(format!("known: {known}")));
            };
            if !param.kind.takes(&value) {
                let shown: String = value.chars().take(60).collect();
                return Err(Problem::unfit(format!("{name} cannot be {shown:?}")).hint(param.kind.hint()));
            }
            if found.insert(param.name, value).is_some() {
                return Err(Problem::unfit(format!("{name} is given twice")).hint("give it once"));
            }
        }
        match params.iter().find(|p| p.must && !found.contains_key(p.name)) {
            Some(missing) => Err(Problem::unfit(format!("{} is missing", missing.name)).hint(missing.kind.hint())),
            None => Ok(Self(found)),
        }
    }

    /// Adds what stands in the path.
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.0.insert(name, value);
        self
    }

    /// Words.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Words, as the record wants them.
    pub fn own(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    /// A day.
    pub fn day(&self, name: &str) -> Option<Day> {
        self.text(name)?.parse().ok()
    }

    /// The first day of a month.
    pub fn month(&self, name: &str) -> Option<Day> {
        format!("{}-01", self.text(name)?).parse().ok()
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// Whether something is wished.
    pub fn flag(&self, name: &str) -> bool {
        self.text(name) == Some("true")
    }

    /// A time, in the one form that the record has.
    pub fn time(&self, name: &str) -> Option<String> {
        let time: jiff::Timestamp = self.text(name)?.parse().ok()?;
        Some(time.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string())
    }

    /// Where the page begins.
    pub fn cursor(&self) -> Option<(String, String)> {
        super::cursor::read(self.text("cursor")?)
    }

    /// How many things a page has.
    pub fn limit(&self) -> usize {
        self.number("limit").and_then(|n| usize::try_from(n).ok()).unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMS: &[Param] = &[
        Param { name: "from", kind: Kind::Day, says: "", must: false },
        Param { name: "limit", kind: Kind::Number(1, 500), says: "", must: false },
        Param { name: "q", kind: Kind::Words(5), says: "", must: true },
    ];

    fn fault(query: &str) -> String {
        Asked::check(query, PARAMS).expect_err("a problem").detail
    }

    #[test]
    fn what_is_written_otherwise_is_told() {
        assert_eq!(fault("q=a&form=2025-07-01"), "there is no parameter form");
        assert_eq!(fault("q=a&from=2025-02-30"), "from cannot be \"2025-02-30\"");
        assert_eq!(fault("q=a&limit=0"), "limit cannot be \"0\"");
        assert_eq!(fault("q=a&q=b"), "q is given twice");
        assert_eq!((fault("limit=3"), fault("q=abcdef")), ("q is missing".into(), "q cannot be \"abcdef\"".into()));
        let asked = Asked::check("q=%C3%A9t%C3%A9&limit=7", PARAMS).expect("fine");
        assert_eq!((asked.text("q"), asked.limit(), asked.day("from")), (Some("été"), 7, None));
    }

    #[test]
    fn every_kind_takes_what_it_says_and_nothing_near_it() {
        for (kind, good, bad) in [
            (Kind::Day, "2024-02-29", "2023-02-29"),
            (Kind::Month, "2024-12", "2024-13"),
            (Kind::Time, "2024-02-29T10:00:00Z", "2024-02-29"),
            (Kind::Country, "MLI", "mli"),
            (Kind::Number(0, 9), "9", "+9"),
            (Kind::Flag, "true", "1"),
            (Kind::One(&["a", "b"]), "b", "c"),
            (Kind::Words(3), "a b", ""),
            (Kind::Cursor, "c61x62", "c6x"),
        ] {
            assert!(kind.takes(good) && !kind.takes(bad) && !kind.takes("\0"), "{kind:?}");
        }
    }
}
