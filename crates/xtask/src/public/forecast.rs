//! Forecasts of the dead of each country and month, against a negative binomial in the same run.

use serde_json::Value;
use vigie_engine::assess::forecast::{History, Row, Rule, backtest};
use vigie_engine::model::Day;

/// By how much each way of asking is better than the negative binomial: 1, 3 and 6 months ahead, and the next year.
pub fn skills(rows: &[Value], rule: &Rule) -> Vec<(&'static str, f64)> {
    let row = |r: &Value| {
        let month: Day = format!("{}-01", r["month"].as_str()?).parse().ok()?;
        Some((r["country_id"].to_string(), month, r["ged_sb"].as_f64()? as u64))
    };
    let made = backtest(&History::new(rows.iter().filter_map(row)), rule);
    made.rows.iter().for_each(told);
    made.rows.iter().map(|r| (name(r), r.skill())).collect()
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
