//! Bars month by month, each a link to its month: no script, no picture, labelled directly.

use super::asked::Asked;
use super::ctx::Ctx;
use std::collections::BTreeMap;
use vigie_engine::model::Day;
use vigie_store::Tally;

/// A row of bars.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// What they count.
    pub name: String,
    /// Size of the drawing.
    pub width: f64,
    /// Size of the drawing.
    pub height: f64,
    /// Where the bars stand.
    pub floor: f64,
    /// Where the names of months stand.
    pub below: f64,
    /// From bar to bar.
    pub step: f64,
    /// Width of a bar.
    pub wide: f64,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// One month.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// `2025-07`.
    pub month: String,
    /// What it says on touch.
    pub title: String,
    /// Its view.
    pub address: String,
    /// Left end of its room.
    pub x: f64,
    /// Left end of the bar.
    pub x1: f64,
    /// Its middle.
    pub middle: f64,
    /// Upper end.
    pub y: f64,
    /// Height.
    pub h: f64,
    /// Where its number stands.
    pub above: f64,
    /// Upper end and height up to the highest claim, if that is more.
    pub whole: Option<(f64, f64)>,
    /// Its number.
    pub value: String,
    /// Name of the month, short.
    pub tick: String,
    /// Whether it lies in the period.
    pub chosen: bool,
}

/// Most months that fit.
const MOST: usize = 24;
const WIDTH: f64 = 480.0;
const FLOOR: f64 = 106.0;
const ROOM: f64 = 84.0;

/// The months up to the last day: those of the period and at least a year.
pub fn months(from: Day, to: Day) -> Vec<String> {
    let name = |d: Day| format!("{:04}-{:02}", d.year(), d.month());
    let mut months = Vec::new();
    let mut day = to.first_of_month();
    let first = from.first_of_month();
    while months.len() < MOST && (months.len() < 12 || day >= first) {
        months.push(name(day));
        day = day.saturating_sub(jiff::Span::new().months(1));
    }
    months.reverse();
    months
}

/// Two charts: incidents, and people killed with the highest claim behind the best.
pub fn charts(told: &[(String, Tally)], period: (Day, Day), asked: &Asked, c: &Ctx) -> Vec<Chart> {
    let months = months(period.0, period.1);
    let by_month: BTreeMap<&str, &Tally> = told.iter().map(|(m, t)| (m.as_str(), t)).collect();
    let tally = |month: &String| by_month.get(month.as_str()).copied().copied().unwrap_or_default();
    let incidents = |t: &Tally| (t.incidents, t.incidents);
    let killed = |t: &Tally| (t.best, t.high);
    let chart = |name: &str, of: &dyn Fn(&Tally) -> (i64, i64)| {
        let values: Vec<(String, i64, i64)> = months
            .iter()
            .map(|m| {
                let (best, high) = of(&tally(m));
                (m.clone(), best, high)
            })
            .collect();
        chart(c.t(name), &values, period, asked, c)
    };
    vec![chart("series.incidents", &incidents), chart("series.killed", &killed)]
}

fn chart(name: &str, values: &[(String, i64, i64)], period: (Day, Day), asked: &Asked, c: &Ctx) -> Chart {
    let most = values.iter().map(|v| v.2.max(v.1)).max().unwrap_or(0).max(1) as f64;
    let round = |v: f64| (v * 10.0).round() / 10.0;
    let step = round(WIDTH / values.len().max(1) as f64);
    let wide = round(step * 0.62);
    let high = |n: i64| round(n as f64 / most * ROOM);
    let (first, last) = (format!("{}", period.0), format!("{}", period.1));
    let bar = |(at, (month, best, highest)): (usize, &(String, i64, i64))| {
        let (x, h) = (round(at as f64 * step), high(*best));
        let top = high(*highest);
        let count = if best == highest {
            c.n(best)
        } else {
            format!("{} ({} {})", c.n(best), c.t("series.upto"), c.n(highest))
        };
        Bar {
            title: format!("{}: {count} {}", c.month(month), name.to_lowercase()),
            address: asked.set("from", Some(month)).set("to", Some(month)).set("month", None).address(),
            x,
            x1: round(x + (step - wide) / 2.0),
            middle: round(x + step / 2.0),
            y: FLOOR - h,
            h,
            above: FLOOR - top - 4.0,
            whole: (top > h).then_some((FLOOR - top, top)),
            value: if *best > 0 { c.n(best) } else { String::new() },
            tick: tick(month, at == 0, c),
            chosen: month.as_str() >= &first[..7] && month.as_str() <= &last[..7],
            month: month.clone(),
        }
    };
    Chart {
        name: name.to_string(),
        width: WIDTH,
        height: FLOOR + 20.0,
        floor: FLOOR,
        below: FLOOR + 15.0,
        step,
        wide,
        bars: values.iter().enumerate().map(bar).collect(),
    }
}

/// The first letter of a month, with the year where it begins.
fn tick(month: &str, first: bool, c: &Ctx) -> String {
    let letter: String = c.month(month).chars().take(1).collect::<String>().to_uppercase();
    if first || month.ends_with("-01") { format!("{letter} {}", &month[2..4]) } else { letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_shown_at_least_and_two_at_most() {
        let day = |t: &str| t.parse().expect("a day");
        let short = months(day("2025-07-01"), day("2025-07-31"));
        assert_eq!((short.len(), short[0].as_str(), short[11].as_str()), (12, "2024-08", "2025-07"));
        assert_eq!(months(day("1900-01-01"), day("2025-07-31")).len(), 24);
    }
}
