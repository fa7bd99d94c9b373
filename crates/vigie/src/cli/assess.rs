//! Options of the commands that assess: counts, verdicts, alerts, forecasts.

use super::{From, first_day, last_day};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use vigie_engine::assess::Verdict;
use vigie_engine::assess::count::{Against, Key};
use vigie_engine::model::{Day, Lang};

/// What is counted or assessed, and where.
#[derive(Debug, Args)]
pub struct Told {
    #[command(flatten)]
    pub from_reports: From,
    /// Events coded elsewhere, in the shape of UCDP GED or ACLED (CSV or JSON lines); read for this run, kept nowhere.
    #[arg(long, value_name = "FILE")]
    pub history: Vec<PathBuf>,
    /// A country, by name or code; with a region or place after a slash (Mali/Mopti), or a GeoJSON file of a drawn area.
    #[arg(long, visible_alias = "country")]
    pub area: Option<String>,
}

#[derive(Debug, Args)]
pub struct CountArgs {
    #[command(flatten)]
    pub told: Told,
    /// A party, by any of its names; with --civilians, the one who did it.
    #[arg(long)]
    pub actor: Option<String>,
    /// Only what hit civilians.
    #[arg(long)]
    pub civilians: bool,
    /// A type or sub-type of the codebook, or demonstrations, violence, disorder.
    #[arg(long = "type")]
    pub kind: Option<String>,
    /// First day, YYYY-MM-DD, or a month, YYYY-MM.
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    pub from: Option<Day>,
    /// Last day, or a month.
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    pub to: Option<Day>,
    /// Compare with: 2023, 2024-03, 2024-01..2024-06, last (period), mean-3 (of the last three), year-before.
    #[arg(long, value_name = "PERIOD", value_parser = against)]
    pub against: Option<Against>,
    /// A count for every month, type, sub-type, actor, country, region or place.
    #[arg(long, value_name = "KEY", value_parser = key)]
    pub by: Option<Key>,
    /// json for programs, table to read, csv.
    #[arg(long, value_enum, default_value_t)]
    pub format: CountFormat,
}

#[derive(Debug, Args)]
pub struct AssessArgs {
    #[command(flatten)]
    pub told: Told,
    /// The month judged, YYYY-MM; without it, the last one of which something is told.
    #[arg(long, value_name = "MONTH")]
    pub month: Option<String>,
    /// Language of the words: en or fr.
    #[arg(long, default_value = "en", value_parser = super::lang)]
    pub lang: Lang,
    /// Resolution of the H3 cells of hotspots, 0 to 10.
    #[arg(long, default_value_t = 4, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=10))]
    pub cells: u8,
    /// Rule otherwise than the machine: deteriorated, improved, unchanged or insufficient_reporting; needs --reason.
    #[arg(long = "override", value_name = "VERDICT", value_parser = verdict, requires = "reason")]
    pub ruling: Option<Verdict>,
    /// Why it is ruled otherwise.
    #[arg(long)]
    pub reason: Option<String>,
    /// Who rules so.
    #[arg(long)]
    pub by: Option<String>,
    /// Judge every month instead, each by what was before it.
    #[arg(long, conflicts_with_all = ["month", "ruling"])]
    pub replay: bool,
    /// First month of the replay.
    #[arg(long, value_name = "MONTH", value_parser = first_day, requires = "replay")]
    pub from: Option<Day>,
    /// Last month of the replay.
    #[arg(long, value_name = "MONTH", value_parser = last_day, requires = "replay")]
    pub to: Option<Day>,
    /// json for programs, md to read, svg for a picture of the replay.
    #[arg(long, value_enum, default_value_t)]
    pub format: AssessFormat,
}

#[derive(Debug, Args)]
pub struct AlertsArgs {
    #[command(flatten)]
    pub told: Told,
    /// The alerts that the reports would have raised, day by day as they came.
    #[arg(long)]
    pub replay: bool,
    /// jsonl for programs, table to read.
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub struct ForecastArgs {
    #[command(flatten)]
    pub from_reports: From,
    /// Counts by month as JSON lines: unit, month (2025-07), and a count. Kept nowhere.
    #[arg(long, value_name = "FILE.jsonl")]
    pub history: Option<PathBuf>,
    /// Which field of the history holds the count; without it: y, value, count, fatalities, best, ged_sb or events.
    #[arg(long, value_name = "FIELD", requires = "history")]
    pub value: Option<String>,
    /// Of reports: count first-level regions rather than countries.
    #[arg(long)]
    pub regions: bool,
    /// Of reports: count violent incidents rather than people killed.
    #[arg(long)]
    pub events: bool,
    /// How many months ahead; without it, what data/verdicts/forecast.toml says.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=60))]
    pub months: Option<u16>,
    /// How many samples stand for each distribution.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub samples: Option<u16>,
    /// What earlier forecasts would have been worth, against simpler ones.
    #[arg(long)]
    pub backtest: bool,
    /// jsonl: samples for each unit and month; table to read.
    #[arg(long, value_enum)]
    pub format: Option<ListFormat>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CountFormat {
    #[default]
    Json,
    Table,
    Csv,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AssessFormat {
    #[default]
    Json,
    Md,
    Svg,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    #[default]
    Jsonl,
    Table,
}

fn against(text: &str) -> Result<Against, String> {
    let days = |text: &str| -> Option<(Day, Day)> { Some((first_day(text).ok()?, last_day(text).ok()?)) };
    if let Some(n) = text.strip_prefix("mean-").or_else(|| text.strip_prefix("mean:")) {
        return n.parse().map(Against::Mean).map_err(|_| "write mean-3 for the mean of the last three".into());
    }
    match text {
        "last" | "previous" => Ok(Against::Last),
        "year-before" => Ok(Against::YearBefore),
        _ => {
            let (first, last) = text.split_once("..").unwrap_or((text, text));
            let span = days(first).zip(days(last)).filter(|(a, b)| a.0 <= b.1);
            span.map(|(a, b)| Against::Days(a.0, b.1))
                .ok_or("write 2023, 2024-03, 2024-01..2024-06, last, mean-3 or year-before".into())
        }
    }
}

fn key(text: &str) -> Result<Key, String> {
    let keys = [
        ("month", Key::Month),
        ("type", Key::Type),
        ("sub-type", Key::SubType),
        ("actor", Key::Actor),
        ("country", Key::Country),
        ("region", Key::Region),
        ("admin1", Key::Region),
        ("place", Key::Place),
    ];
    let known = keys.iter().find(|(name, _)| *name == text);
    known.map(|(_, key)| *key).ok_or("use month, type, sub-type, actor, country, region or place".into())
}

fn verdict(text: &str) -> Result<Verdict, String> {
    let quoted = serde_json::Value::String(text.replace('-', "_"));
    serde_json::from_value(quoted).map_err(|_| "use deteriorated, improved, unchanged or insufficient_reporting".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_year_a_month_a_span_or_a_rule() {
        let day = |d: &str| d.parse().unwrap();
        assert_eq!(against("2023"), Ok(Against::Days(day("2023-01-01"), day("2023-12-31"))));
        assert_eq!(against("2024-01..2024-06"), Ok(Against::Days(day("2024-01-01"), day("2024-06-30"))));
        assert_eq!((against("mean-3"), against("year-before")), (Ok(Against::Mean(3)), Ok(Against::YearBefore)));
        assert!(against("soon").is_err() && against("2024-06..2024-01").is_err());
    }

    #[test]
    fn verdicts_and_keys_are_known_by_name() {
        assert_eq!(verdict("insufficient-reporting"), Ok(Verdict::InsufficientReporting));
        assert_eq!(key("admin1"), Ok(Key::Region));
        assert!(verdict("worse").is_err() && key("week").is_err());
    }
}
