//! `count`: events, people killed, civilians hit and demonstrations, and how they changed.

use crate::cli::{CountArgs, CountFormat, Global};
use crate::failure::Failure;
use crate::history::Told;
use crate::installation;
use crate::output::{self, Outcome};
use crate::table;
use std::collections::BTreeMap;
use vigie_engine::assess::count::{self, Change, Count, Query};

/// One count, or one for each value of a key.
pub fn count(args: &CountArgs, global: &Global) -> Result<Outcome, Failure> {
    let told = Told::open(&args.told, global.quiet)?;
    let data = installation::data();
    let kind = args.kind.clone();
    let query = Query { area: told.area.clone(), actor: args.actor.clone(), civilians: args.civilians, kind };
    let span = count::span(&told.run.resolution, &query, data).unwrap_or_default();
    let period = (args.from.unwrap_or(span.0), args.to.unwrap_or(span.1));
    if period.1 < period.0 {
        return Err(Failure::new(format!("{} is before {}", period.1, period.0), "exchange --from and --to"));
    }
    let counts = match args.by {
        Some(key) => count::count_by(&told.run.resolution, &query, period, key, data),
        None => [(String::new(), count::count(&told.run.resolution, &query, period, args.against, data))].into(),
    };
    let text = match (args.format, args.by) {
        (CountFormat::Json, None) => counts.values().map(|c| output::json(c, true) + "\n").collect(),
        (CountFormat::Json, Some(_)) => output::json(&counts, true) + "\n",
        (CountFormat::Table, _) => shown(&counts),
        (CountFormat::Csv, _) => csv(&counts),
    };
    Ok(Outcome { text, notes: told.run.notes, failed: false, ..Outcome::default() })
}

const HEADING: [&str; 8] =
    ["", "events", "killed", "killed low", "killed high", "civilians targeted", "civilians killed", "demonstrations"];

fn cells(name: &str, count: &Count) -> Vec<String> {
    let numbers = [
        count.events as u64,
        count.fatalities.best,
        count.fatalities.low,
        count.fatalities.high,
        count.civilians_targeted as u64,
        count.civilians_killed.best,
        count.demonstrations as u64,
    ];
    std::iter::once(name.to_string()).chain(numbers.iter().map(u64::to_string)).collect()
}

fn shown(counts: &BTreeMap<String, Count>) -> String {
    let all = |c: &Count, name: &str| match (name, c.from, c.to) {
        ("", Some(from), Some(to)) => format!("{from} to {to}"),
        _ => name.to_string(),
    };
    let rows: Vec<Vec<String>> = counts.iter().map(|(name, c)| cells(&all(c, name), c)).collect();
    table::table(&HEADING, &rows) + &counts.values().filter_map(|c| c.change.as_ref()).map(told).collect::<String>()
}

fn told(change: &Change) -> String {
    let percent = |p: Option<f64>| p.map_or("none before".into(), |p| format!("{p:+.1} %"));
    let line = |what: &str, before: f64, now: Option<f64>| format!("  {what}: {} (then {before:.1})\n", percent(now));
    let mean = if change.periods > 1 { format!(", the mean of {} periods", change.periods) } else { String::new() };
    let mut text = format!("\nagainst {} to {}{mean}\n", change.against.0, change.against.1);
    text += &line("events", change.events, change.events_percent);
    text += &line("killed", change.fatalities, change.fatalities_percent);
    if let Some(day) = &change.per_day {
        let (events, killed) = (percent(day.events_percent), percent(day.fatalities_percent));
        text += &format!("  the periods are not equally long; a day: events {events}, killed {killed}\n");
    }
    text
}

fn csv(counts: &BTreeMap<String, Count>) -> String {
    let quoted = |cell: &String| {
        if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let line = |row: Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
    let heading = HEADING.iter().map(|h| h.replace(' ', "_")).collect();
    line(heading) + &counts.iter().map(|(name, c)| line(cells(name, c))).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_says_what_it_is_against_and_that_lengths_differ() {
        let change = Change {
            against: ("2023-01-01".parse().unwrap(), "2023-12-31".parse().unwrap()),
            periods: 1,
            events: 100.0,
            events_percent: Some(61.0),
            per_day: Some(count::PerDay { events_percent: Some(93.2), fatalities_percent: None }),
            ..Change::default()
        };
        let text = told(&change);
        for part in [
            "against 2023-01-01 to 2023-12-31\n",
            "events: +61.0 % (then 100.0)",
            "a day: events +93.2 %, killed none before",
        ] {
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn names_with_commas_are_quoted() {
        let counts = [("a, b".to_string(), Count { events: 2, ..Count::default() })].into();
        assert!(csv(&counts).ends_with("\"a, b\",2,0,0,0,0,0,0\n"), "{}", csv(&counts));
    }
}
