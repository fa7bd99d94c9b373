//! Forecasts of the dead of each country and month, against a negative binomial in the same run.

use serde_json::Value;
use vigie_engine::assess::forecast::{History, Row, Rule, backtest};
use vigie_engine::model::Day;

/// By how much each way of asking is better than the negative binomial: 1, 3 and 6 months ahead, and the next year.
///
/// # Errors
/// A figure that `data/verdicts/forecast.toml` tells readers is not the one that was measured.
pub fn skills(rows: &[Value], rule: &Rule) -> Result<Vec<(&'static str, f64)>, String> {
    let row = |r: &Value| {
        let month: Day = format!("{}-01", r["month"].as_str()?).parse().ok()?;
        Some((r["country_id"].to_string(), month, r["ged_sb"].as_f64()? as u64))
    };
    let made = backtest(&History::new(rows.iter().filter_map(row)), rule);
    made.rows.iter().for_each(told);
    made.rows.iter().try_for_each(|r| promised(r, rule))?;
    Ok(made.rows.iter().map(|r| (name(r), r.skill())).collect())
}

/// What the page says of the past is what was measured, to the hundredth.
fn promised(row: &Row, rule: &Rule) -> Result<(), String> {
    let hundredths = |n: f64| (n * 100.0).round() as i64;
    let measured = [row.forecast, row.negative_binomial, row.last_value, row.zeros].map(hundredths);
    let months = [row.months.0.as_str(), row.months.1.as_str()];
    let told = rule.scored.iter().find(|s| s.of == name(row));
    let same = told.is_some_and(|s| {
        measured == [s.forecast, s.negative_binomial, s.last_value, s.zeros].map(hundredths) && s.months == months
    });
    let wanted = || format!("data/verdicts/forecast.toml: scored {}: {months:?} {measured:?} hundredths", name(row));
    if same { Ok(()) } else { Err(wanted()) }
}

fn name(row: &Row) -> &'static str {
    match row.ahead {
        Some(1) => "one_month",
        Some(3) => "three_months",
        Some(_) => "six_months",
        None => "next_year",
    }
}

fn told(row: &Row) {
    let Row { forecast, negative_binomial, last_value, zeros, forecasts, .. } = row;
    println!(
        "{:<15} {:<13} CRPS {forecast:.2}  negative binomial {negative_binomial:.2}  last value {last_value:.2}  \
         zeros {zeros:.2}  of {forecasts}",
        "",
        name(row)
    );
}
