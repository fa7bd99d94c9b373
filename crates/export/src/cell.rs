//! Values of a table, and how text is kept from being run as a formula.

use serde_json::Value;
use vigie_engine::data::codebook::Cell as Kind;
use vigie_engine::model::Day;

/// A value of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Int(i64),
    /// Another number.
    Real(f64),
    /// Yes or no.
    Bool(bool),
    /// A day.
    Date(Day),
    /// A time, in UTC.
    Time(jiff::Timestamp),
}

/// What a sheet takes for the beginning of a formula.
const STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

impl Cell {
    /// Words, on one line; nothing if there are none.
    pub fn text(words: impl AsRef<str>) -> Cell {
        let line = words.as_ref().split(['\n', '\r']).map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>();
        if line.is_empty() { Cell::Empty } else { Cell::Text(line.join(" ")) }
    }

    /// A count; those beyond all bounds are cut.
    pub fn count(n: impl TryInto<i64>) -> Cell {
        Cell::Int(n.try_into().unwrap_or(i64::MAX))
    }

    /// As a table in text has it: no text is ever the beginning of a formula.
    pub fn plain(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) if text.starts_with(STARTS) => format!("'{text}"),
            Cell::Text(text) => text.clone(),
            Cell::Int(n) => n.to_string(),
            Cell::Real(n) => degrees(*n),
            Cell::Bool(yes) => yes.to_string(),
            Cell::Date(day) => day.to_string(),
            Cell::Time(time) => seconds(*time),
        }
    }

    /// As JSON has it.
    pub fn json(&self) -> Value {
        match self {
            Cell::Empty => Value::Null,
            Cell::Int(n) => (*n).into(),
            Cell::Real(n) => Value::from(rounded(*n)),
            Cell::Bool(yes) => (*yes).into(),
            Cell::Text(text) => text.clone().into(),
            Cell::Date(_) | Cell::Time(_) => self.plain().into(),
        }
    }

    /// Whether it may stand in a column of that kind.
    pub fn fits(&self, kind: Kind) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(_) => kind == Kind::Text,
            Cell::Int(_) => kind == Kind::Integer,
            Cell::Real(_) => kind == Kind::Number,
            Cell::Bool(_) => kind == Kind::Boolean,
            Cell::Date(_) => kind == Kind::Date,
            Cell::Time(_) => kind == Kind::Time,
        }
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::text(text)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::text(text)
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Cell {
        Cell::Date(day)
    }
}

impl From<u64> for Cell {
    fn from(n: u64) -> Cell {
        Cell::count(n)
    }
}

impl From<f64> for Cell {
    fn from(n: f64) -> Cell {
        Cell::Real(n)
    }
}

/// A time to the second: "2025-07-03T08:00:00Z".
pub(crate) fn seconds(time: jiff::Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Some ten metres are as exact as any gazetteer is.
pub(crate) fn rounded(n: f64) -> f64 {
    (n * 10_000.0).round() / 10_000.0
}

/// Always with a fraction, so that a column of degrees is read as one of numbers with fractions.
fn degrees(n: f64) -> String {
    let text = format!("{:.4}", rounded(n));
    let short = text.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_begins_a_formula() {
        for text in ["=1+1", "+33 1", "-cmd", "@SUM(A1)", "\t=1"] {
            let plain = Cell::Text(text.into()).plain();
            assert!(plain.starts_with('\''), "{plain}");
        }
        assert_eq!(Cell::text("a\n =b").plain(), "a =b");
        assert_eq!(Cell::Int(-3).plain(), "-3");
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_text_no_cell_runs_and_every_cell_comes_back(text in "[=+@\t\r\n -]{0,3}\\PC{0,12}") {
            // Who writes an apostrophe himself, loses it.
            proptest::prop_assume!(!text.trim().starts_with('\''));
            let plain = Cell::text(&text).plain();
            proptest::prop_assert!(!plain.starts_with(STARTS), "{plain:?}");
            proptest::prop_assert!(!plain.contains(['\n', '\r']));
            let back = plain.strip_prefix('\'').filter(|rest| rest.starts_with(STARTS)).unwrap_or(&plain);
            let told: Vec<&str> = text.split(['\n', '\r']).map(str::trim).filter(|l| !l.is_empty()).collect();
            proptest::prop_assert_eq!(back, told.join(" "));
        }
    }

    #[test]
    fn numbers_keep_a_fraction_and_nothing_is_nothing() {
        assert_eq!([14.0, -11.44, 0.123456].map(|n| Cell::Real(n).plain()), ["14.0", "-11.44", "0.1235"]);
        assert_eq!((Cell::text(" \n"), Cell::Empty.json()), (Cell::Empty, Value::Null));
    }

    #[test]
    fn times_are_told_to_the_second() {
        assert_eq!(Cell::Time(jiff::Timestamp::UNIX_EPOCH).plain(), "1970-01-01T00:00:00Z");
    }
}
