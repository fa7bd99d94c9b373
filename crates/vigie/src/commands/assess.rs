//! `assess`: the verdict on a month with its receipt, what may come, and what a reader should not miss.

use super::brief;
use crate::cli::{AssessArgs, AssessFormat, Global};
use crate::failure::Failure;
use crate::history::Told;
use crate::installation;
use crate::output::{self, Outcome};
use vigie_engine::assess::{self, Assessment, Question, Verdict};
use vigie_engine::model::Day;
use vigie_store::Ruled;

/// The assessment of an area and month.
pub fn assess(args: &AssessArgs, global: &Global) -> Result<Outcome, Failure> {
    let told = Told::open(&args.told, global.quiet)?;
    if args.replay {
        return Ok(replay(args, told));
    }
    let run = &told.run;
    let month = args.month.as_deref().map(month).transpose()?;
    let question = Question {
        area: told.area.clone(),
        from: month.map(|(first, _)| first),
        to: month.map(|(_, last)| last),
        cells: Some(args.cells),
        complete: told.complete,
    };
    let made = assess::answer(&run.resolution, &run.documents, &question, installation::data());
    let indicators = made
        .to
        .map(|on| assess::indicators(&run.records, &run.documents, &run.resolution, &told.names(), on.last_of_month()));
    let made = Assessment { area: told.name.clone(), indicators: indicators.unwrap_or_default(), ..made };
    let made = match (args.ruling, kept(args, month)?) {
        (Some(verdict), _) => ruled(made, verdict, args)?,
        (None, Some(by)) => made.clone().overruled(by.verdict, &by.why, Some(&by.who)).unwrap_or(made),
        (None, None) => made,
    };
    let text = match args.format {
        AssessFormat::Json => output::json(&made, true) + "\n",
        AssessFormat::Md => assess::markdown(&made, &run.resolution, args.lang, installation::data()),
        AssessFormat::Svg => return Err(Failure::new("one month makes no picture", "add --replay, or write md")),
    };
    Ok(Outcome { text, notes: told.run.notes, failed: false, ..Outcome::default() })
}

/// The verdict on every month.
fn replay(args: &AssessArgs, told: Told) -> Outcome {
    let (run, data) = (told.run, installation::data());
    let (from, to, complete) = (args.from, args.to, told.complete);
    let question = Question { area: told.area, from, to, complete, ..Question::default() };
    let months = assess::by_month(&run.resolution, &run.documents, &question, data);
    let title = told.name.unwrap_or_default();
    let text = match args.format {
        AssessFormat::Json => output::lines(&months),
        AssessFormat::Md => assess::past::table(&months, args.lang, data),
        AssessFormat::Svg => assess::past::picture(&months, &title, args.lang, data),
    };
    Outcome { text, notes: run.notes, failed: false, ..Outcome::default() }
}

fn month(text: &str) -> Result<(Day, Day), Failure> {
    let first: Option<Day> = text.get(..7).filter(|_| text.len() == 7).and_then(|m| format!("{m}-01").parse().ok());
    let first = first.ok_or_else(|| Failure::new(format!("{text} is no month"), "write it as 2025-07"))?;
    Ok((first, first.last_of_month()))
}

/// The verdict that a person gave the record on a country and a month.
fn kept(args: &AssessArgs, month: Option<(Day, Day)>) -> Result<Option<Ruled>, Failure> {
    let told = &args.told;
    let Some((first, area)) = month.map(|m| m.0).zip(told.area.as_deref()) else { return Ok(None) };
    if !told.from_reports.paths.is_empty() || !told.history.is_empty() {
        return Ok(None);
    }
    let Ok(country) = brief::country(area) else { return Ok(None) };
    let key = (country, first.strftime("%Y-%m").to_string());
    Ok(told.from_reports.place.read()?.verdicts()?.remove(&key))
}

fn ruled(made: Assessment, verdict: Verdict, args: &AssessArgs) -> Result<Assessment, Failure> {
    let reason = args.reason.as_deref().unwrap_or("");
    let ruled = made.overruled(verdict, reason, args.by.as_deref());
    ruled.ok_or_else(|| Failure::new("a ruling needs a reason", "say why with --reason"))
}
