//! Rows in aligned columns, and the words that stand in them.

use serde::Serialize;
use vigie_engine::model::{Actor, Event, Figure, Precision};

/// Rows under a heading; columns are as wide as their widest cell, the last one runs free.
pub fn table(heading: &[&str], rows: &[Vec<String>]) -> String {
    let heading: Vec<String> = heading.iter().map(ToString::to_string).collect();
    let all = || std::iter::once(&heading).chain(rows);
    let width = |n: usize| all().filter_map(|row| row.get(n)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heading.len()).map(width).collect();
    all().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).map(|(cell, &width)| format!("{cell:<width$}"));
    cells.collect::<Vec<_>>().join("  ").trim_end().to_string() + "\n"
}

/// Days as shown: one, a span, or a month or year where no more is known.
pub fn dates(event: &Event) -> String {
    let Some(days) = event.days() else { return "undated".into() };
    let from = days.from.to_string();
    match days.precision {
        Precision::Year if days.from.year() == days.to.year() => from[..4].into(),
        Precision::Month if (days.from.year(), days.from.month()) == (days.to.year(), days.to.month()) => {
            from[..7].into()
        }
        _ if days.from == days.to => from,
        _ => format!("{from}..{}", days.to),
    }
}

/// Who did it to whom.
pub fn sides(event: &Event) -> String {
    let names = |actors: &[Actor]| match actors {
        [] => "?".to_string(),
        _ => actors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(", "),
    };
    format!("{} → {}", names(&event.initiators), names(&event.targets))
}

/// All figures of an event.
pub fn figures(figures: &[Figure]) -> String {
    figures.iter().map(figure).collect::<Vec<_>>().join("; ")
}

/// A figure with its bounds, whose it is, and who says so.
fn figure(figure: &Figure) -> String {
    let about = if figure.approximate { "~" } else { "" };
    let number = match (figure.low, figure.high) {
        (Some(0), Some(high)) => format!("≤{high}"),
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("≥{low}"),
        (None, Some(high)) => format!("≤{high}"),
        (None, None) => "?".into(),
    };
    let by = figure.said_by.as_ref().map_or_else(String::new, |who| format!(" ({who})"));
    format!("{about}{number} {} {}{by}", word(&figure.measure), word(&figure.of))
}

/// The codebook's word for a value.
pub fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::model::{Class, Measure};

    #[test]
    fn columns_line_up_and_lines_end_clean() {
        let rows = [vec!["é".into(), "long cell".into()], vec!["abc".into(), String::new()]];
        assert_eq!(table(&["id", "who"], &rows), "id   who\né    long cell\nabc\n");
    }

    #[test]
    fn figures_show_their_bounds() {
        let shown = |low, high, approximate| {
            figure(&Figure { measure: Measure::Killed, of: Class::StateForces, low, high, approximate, said_by: None })
        };
        assert_eq!(shown(Some(3), Some(3), false), "3 killed state forces");
        assert_eq!(shown(Some(10), None, false), "≥10 killed state forces");
        assert_eq!(shown(Some(0), Some(5), false), "≤5 killed state forces");
        assert_eq!(shown(Some(24), None, true), "~≥24 killed state forces");
    }

    #[test]
    fn dates_show_no_more_than_is_known() {
        let event = |from: &str, to: &str, date_precision| Event {
            date_from: from.parse().ok(),
            date_to: to.parse().ok(),
            date_precision,
            ..Event::default()
        };
        assert_eq!(dates(&event("2025-07-01", "2025-07-01", Precision::Day)), "2025-07-01");
        assert_eq!(dates(&event("2025-07-01", "2025-07-31", Precision::Month)), "2025-07");
        assert_eq!(dates(&event("2025-04-21", "2025-04-30", Precision::Week)), "2025-04-21..2025-04-30");
        assert_eq!(dates(&Event::default()), "undated");
    }
}
