//! How a source went so far, what may be expected of it, and what is not as it should be.

use crate::source::{Source, print};
use crate::time::{after, age, length};
use backon::{BackoffBuilder, ExponentialBuilder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;
use vigie_engine::data::{Data, Kind};
use vigie_engine::model::Day;
use vigie_store::{Fault, Feed, Record, Stage};

/// How a source went so far; the record keeps it as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// For the next conditional request.
    pub etag: Option<String>,
    /// For the next conditional request.
    pub modified: Option<String>,
    /// Where a source that counts goes on.
    pub cursor: Option<String>,
    /// What stands at its address, as its bytes showed.
    pub kind: Kind,
    /// When it was first looked at.
    pub since: Option<String>,
    /// When it was last looked at.
    pub tried: Option<String>,
    /// When it last answered.
    pub ok: Option<String>,
    /// When it last named something new.
    pub news: Option<String>,
    /// What was wrong the last time.
    pub fault: Option<String>,
    /// Not before this time, as its server said.
    pub closed: Option<String>,
    /// How often in a row it did not answer.
    pub failures: u32,
    /// What a person should know of the last look.
    pub note: Option<String>,
}

impl State {
    /// As the record keeps it.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// For the record.
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What is not as it should be with a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// It was not looked at yet.
    New,
    /// Nothing is amiss.
    Well,
    /// It does not answer.
    Failing,
    /// It answers, and has named nothing new for much longer than it used to.
    Quiet,
    /// It named far more today than it used to.
    Flooding,
}

impl Health {
    /// Its key in lists of words.
    pub fn key(self) -> &'static str {
        match self {
            Health::New => "new",
            Health::Well => "well",
            Health::Failing => "failing",
            Health::Quiet => "quiet",
            Health::Flooding => "flooding",
        }
    }
}

/// What a source does, in numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pulse {
    /// What is amiss.
    pub health: Health,
    /// New reports a day that may be expected, learnt from the days before.
    pub expected: f64,
    /// New reports today.
    pub today: i64,
    /// Why it is called so.
    pub why: Option<String>,
}

/// Failures in a row from which a source is called failing.
const FAILURES: u32 = 3;
/// Days that an expectation told by the source's file weighs.
const PRIOR: f64 = 7.0;
/// Silence that comes once in a thousand times at the expected pace is quiet.
const SILENCE: f64 = 6.9;

/// What a source does; `volumes` are its new reports by day, of the last four weeks.
pub fn pulse(source: &Source, state: &State, volumes: &BTreeMap<String, i64>, today: Day) -> Pulse {
    let first = state.since.as_deref().and_then(|s| s.get(..10)?.parse::<Day>().ok());
    // The first look finds what gathered over weeks, and today is not over.
    let counted = |day: &Day| first.is_some_and(|first| *day > first) && *day < today;
    let days = first.map_or(0, |first| (today - first).get_days() - 1).clamp(0, 28);
    let came: i64 = volumes.iter().filter(|(d, _)| d.parse::<Day>().is_ok_and(|d| counted(&d))).map(|(_, n)| n).sum();
    let told = source.volume.map(|week| f64::from(week) / 7.0);
    let (prior, weight) = told.map_or((0.0, 0.0), |told| (told * PRIOR, PRIOR));
    let expected = if days == 0 && told.is_none() { 0.0 } else { (came as f64 + prior) / (f64::from(days) + weight) };
    let so_far = volumes.get(&today.to_string()).copied().unwrap_or(0);
    let silent = state.news.as_deref().or(state.since.as_deref()).and_then(age).unwrap_or(0) as f64 / 86_400.0;
    let is_first = first == Some(today);
    let (health, why) = match () {
        () if state.tried.is_none() => (Health::New, None),
        () if state.failures >= FAILURES => {
            let why = state.fault.clone().unwrap_or_default();
            (Health::Failing, Some(format!("{} times in a row: {why}", state.failures)))
        }
        () if !is_first && so_far as f64 > 20.0 + 4.0 * expected => {
            (Health::Flooding, Some(format!("{so_far} today, {expected:.1} a day expected")))
        }
        () if expected * silent > SILENCE => {
            (Health::Quiet, Some(format!("nothing new for {silent:.0} days, {expected:.1} a day expected")))
        }
        () => (Health::Well, state.fault.clone().or_else(|| state.note.clone())),
    };
    Pulse { health, expected, today: so_far, why }
}

/// A source of a record: how it is doing, and how many of its addresses stand at each stage.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The source.
    pub source: Source,
    /// How it went so far.
    pub state: State,
    /// What it does.
    pub pulse: Pulse,
    /// When it is looked at next.
    pub due: String,
    /// Addresses by stage.
    pub stages: BTreeMap<Stage, i64>,
}

/// How all sources of a record are doing.
pub fn standing(record: &mut Record) -> Result<Vec<Standing>, Fault> {
    let day = crate::kinds::today();
    let (mut volumes, mut stages) = (record.volumes(&weeks_ago(day))?, record.stages()?);
    let one = |feed: Feed| {
        let source: Source = serde_json::from_str(&feed.settings).unwrap_or_default();
        let state = State::read(&feed.state);
        let pulse = pulse(&source, &state, &volumes.remove(&feed.name).unwrap_or_default(), day);
        Standing { source, state, pulse, due: feed.due, stages: stages.remove(&feed.name).unwrap_or_default() }
    };
    Ok(record.feeds()?.into_iter().map(one).collect())
}

/// The sources that fail, are quiet or flood, by that; of an area, those that are based there or nowhere.
///
/// # Errors
/// What the record says when it cannot be read.
pub fn unheard(record: &mut Record, area: Option<&str>, data: &Data) -> Result<BTreeMap<String, Vec<String>>, Fault> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in standing(record)? {
        let base = data.sources.find(&one.source.name).and_then(|s| s.country.as_deref());
        let concerns = area.is_none_or(|area| base.is_none_or(|base| base == area));
        let amiss = matches!(one.pulse.health, Health::Failing | Health::Quiet | Health::Flooding);
        if concerns && amiss {
            found.entry(one.pulse.health.key().into()).or_default().push(one.source.name);
        }
    }
    Ok(found)
}

/// The reports, by name, of the sources of a record that were added as sensitive.
///
/// # Errors
/// What the record says when it cannot be read.
pub fn sensitive(record: &mut Record) -> Result<Vec<String>, Fault> {
    let mut reports = Vec::new();
    for feed in record.feeds()? {
        let source: Source = serde_json::from_str(&feed.settings).unwrap_or_default();
        if source.sensitive {
            reports.extend(record.came_from(&feed.name)?);
        }
    }
    Ok(reports)
}

/// The first day from which volumes are learnt.
pub fn weeks_ago(day: Day) -> String {
    day.saturating_sub(jiff::Span::new().days(28)).to_string()
}

/// When a source is looked at next: by its own setting, else the more often the more it brings.
pub fn next(source: &Source, expected: f64) -> String {
    let own = source.fetch.every.as_deref().and_then(length);
    let learnt = || match expected {
        e if e > 0.0 => Duration::from_secs_f64((86_400.0 / e / 4.0).clamp(600.0, 6.0 * 3600.0)),
        _ => Duration::from_secs(1800),
    };
    let every = own.unwrap_or_else(learnt);
    // Sources that began together are spread over time.
    let spread = u32::from_str_radix(&print(&[&source.name, &crate::time::now()])[..4], 16).unwrap_or(0);
    after(every.mul_f64(0.95 + f64::from(spread) / f64::from(u16::MAX) / 10.0))
}

/// How long to wait after so many failures in a row: some seconds for what only stumbled, then minutes, then hours.
pub fn back_off(failures: u32) -> Duration {
    let steps = ExponentialBuilder::default()
        .with_min_delay(Duration::from_secs(5))
        .with_factor(8.0)
        .with_max_delay(Duration::from_secs(6 * 3600))
        .with_max_times(16)
        .with_jitter();
    let step = if failures > 1 { failures.min(8) } else { 0 };
    steps.build().nth(step as usize).unwrap_or(Duration::from_secs(6 * 3600))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(volume: Option<u32>, failures: u32, counts: &[(&str, i64)], silent_days: i64) -> Pulse {
        let source = Source { volume, ..Source::default() };
        let ago =
            |days: i64| crate::time::written(jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24 * days));
        let state = State {
            since: Some("2025-07-01T00:00:00Z".into()),
            tried: Some(ago(0)),
            news: Some(ago(silent_days)),
            failures,
            ..State::default()
        };
        let volumes = counts.iter().map(|(day, n)| (day.to_string(), *n)).collect();
        pulse(&source, &state, &volumes, "2025-07-11".parse().expect("a day"))
    }

    #[test]
    fn what_is_expected_is_learnt_without_the_first_day() {
        let pulse = of(None, 0, &[("2025-07-01", 400), ("2025-07-02", 9), ("2025-07-05", 9)], 0);
        assert_eq!((pulse.expected, pulse.health), (2.0, Health::Well));
        assert_eq!(of(Some(14), 0, &[], 0).expected, 14.0 / 16.0);
    }

    #[test]
    fn a_source_is_failing_quiet_or_flooding() {
        let days = [("2025-07-03", 9), ("2025-07-05", 9)];
        assert_eq!(of(None, 3, &days, 0).health, Health::Failing);
        assert_eq!(of(None, 0, &days, 3).health, Health::Well);
        assert_eq!(of(None, 0, &days, 5).health, Health::Quiet);
        assert_eq!(of(None, 0, &[days[0], days[1], ("2025-07-11", 28)], 0).health, Health::Well);
        assert_eq!(of(None, 0, &[days[0], days[1], ("2025-07-11", 29)], 0).health, Health::Flooding);
    }

    #[test]
    fn failures_make_the_wait_longer() {
        let mut last = Duration::ZERO;
        for (failures, least) in [(1, 5), (2, 320), (3, 2560), (20, 20_000)] {
            let wait = back_off(failures);
            assert!(wait >= Duration::from_secs(least) && wait > last, "{failures}: {wait:?}");
            last = wait;
        }
    }
}
