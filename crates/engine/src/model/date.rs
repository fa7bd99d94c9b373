//! Days and spans of days.

use serde::{Deserialize, Serialize};

/// A calendar day, written `2025-07-01`.
pub type Day = jiff::civil::Date;

/// How exactly a date is known (UCDP and ACLED time precision, CODEBOOK.md section 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One day, or days that are each known.
    Day,
    /// Some days of one week or of one third of a month.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// The text gives no date.
    #[default]
    Unknown,
}

/// An inclusive span of days with its precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First day.
    pub from: Day,
    /// Last day, never before `from`.
    pub to: Day,
    /// How exactly it is known.
    pub precision: Precision,
}

impl Span {
    /// A span of one day.
    pub fn day(day: Day) -> Self {
        Self { from: day, to: day, precision: Precision::Day }
    }

    /// Whether the two spans have a day in common.
    pub fn overlaps(&self, other: &Span) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Days between the nearest ends of two spans, 0 where they overlap.
    pub fn distance(&self, other: &Span) -> i32 {
        let gap = |a: Day, b: Day| a.until(b).map_or(i32::MAX, |s| s.get_days());
        if self.overlaps(other) {
            0
        } else if self.to < other.from {
            gap(self.to, other.from)
        } else {
            gap(other.to, self.from)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn span(from: Day, to: Day) -> Span {
        Span { from, to, precision: Precision::Week }
    }

    #[test]
    fn distance_is_zero_inside_and_symmetric_outside() {
        let week = span(date(2025, 4, 21), date(2025, 4, 30));
        assert_eq!(week.distance(&Span::day(date(2025, 4, 25))), 0);
        let may = Span::day(date(2025, 5, 3));
        assert_eq!((week.distance(&may), may.distance(&week)), (3, 3));
    }
}
