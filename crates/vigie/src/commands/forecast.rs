//! `forecast`: what the coming months may bring, from a table of months or from the reports.

use crate::cli::{ForecastArgs, Global, ListFormat};
use crate::failure::Failure;
use crate::history;
use crate::installation;
use crate::output::{self, Outcome};
use crate::pipeline::Run;
use crate::table;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vigie_engine::assess::forecast::{self, Backtest, Distribution, History, Row, Rule};
use vigie_engine::assess::{count, monthly};
use vigie_store::Select;

/// The forecast, or with `--backtest` what earlier ones would have been worth.
pub fn forecast(args: &ForecastArgs, global: &Global) -> Result<Outcome, Failure> {
    let rule = rule()?;
    let (known, notes) = known(args, global)?;
    if known.history.months() == 0 {
        return Err(Failure::new("there is nothing to forecast from", "give reports or a history with dated events"));
    }
    let text = if args.backtest {
        told(&forecast::backtest(&known.history, rule), args.format.unwrap_or(ListFormat::Table))
    } else {
        ahead(&known, args, rule)
    };
    Ok(Outcome { text, notes, failed: false, ..Outcome::default() })
}

fn rule() -> Result<&'static Rule, Failure> {
    let missing = || Failure::new("the rule of the forecast is missing", "restore data/verdicts/forecast.toml");
    installation::data().verdicts.forecast.as_ref().ok_or_else(missing)
}

/// Counts by month, and how the file that they came from writes each unit.
pub struct Known {
    pub history: History,
    pub units: BTreeMap<String, Value>,
}

fn known(args: &ForecastArgs, global: &Global) -> Result<(Known, Vec<vigie_engine::model::Note>), Failure> {
    if let Some(file) = &args.history {
        return Ok((history::months(file, args.value.as_deref())?, Vec::new()));
    }
    let run = Run::of(&args.from_reports, &Select::default(), global.quiet)?;
    let key = if args.regions { count::Key::Region } else { count::Key::Country };
    let history = monthly(&run.resolution, key, args.events, installation::data());
    Ok((Known { history, units: BTreeMap::new() }, run.notes))
}

fn ahead(known: &Known, args: &ForecastArgs, rule: &Rule) -> String {
    let months = args.months.map_or(rule.months, usize::from);
    let made = forecast::forecast(&known.history, months, rule);
    let last = known.history.day(known.history.months() - 1);
    let month = |ahead: usize| forecast::months_after(last, ahead).to_string()[..7].to_string();
    match args.format.unwrap_or_default() {
        ListFormat::Jsonl => {
            let samples = args.samples.map_or(rule.samples, usize::from);
            let unit = |name: &str| known.units.get(name).cloned().unwrap_or_else(|| name.into());
            let lines = made.iter().map(
                |f| json!({"unit": unit(f.unit), "month": month(f.ahead), "samples": f.distribution.samples(samples)}),
            );
            output::lines(&lines.collect::<Vec<_>>())
        }
        ListFormat::Table => {
            let rows: Vec<Vec<String>> = made
                .iter()
                .map(|f| [vec![f.unit.into(), month(f.ahead)], quantiles(&f.distribution)].concat())
                .collect();
            table::table(&["unit", "month", "5 %", "25 %", "50 %", "75 %", "95 %", "mean"], &rows)
        }
    }
}

fn quantiles(made: &Distribution) -> Vec<String> {
    let shares = [0.05, 0.25, 0.5, 0.75, 0.95].iter().map(|share| made.quantile(*share).to_string());
    shares.chain([format!("{:.1}", made.mean())]).collect()
}

fn told(backtest: &Backtest, format: ListFormat) -> String {
    match format {
        ListFormat::Jsonl => output::lines(&backtest.rows),
        ListFormat::Table => {
            let heading = [
                "forecast",
                "of",
                "forecasts",
                "this rule",
                "negative binomial",
                "last value",
                "zeros",
                "against the negative binomial",
            ];
            table::table(&heading, &backtest.rows.iter().map(row).collect::<Vec<_>>())
                + "\nMean CRPS of months forecast from nothing but what was known before; small is good. The negative binomial has the\nmean and variance of the last 12 months.\n"
        }
    }
}

fn row(row: &Row) -> Vec<String> {
    let ahead = row.ahead.map_or("the next calendar year".into(), |a| format!("{a} months ahead"));
    let score = |s: f64| format!("{s:.2}");
    vec![
        ahead,
        format!("{} to {}", row.months.0, row.months.1),
        row.forecasts.to_string(),
        score(row.forecast),
        score(row.negative_binomial),
        score(row.last_value),
        score(row.zeros),
        format!("{:+.1} %", -100.0 * row.skill()),
    ]
}
