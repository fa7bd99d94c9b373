//! Dates against the rows of `bench/timex`.
use jiff::ToSpan;
use serde_json::Value;
use vigie_engine::code::dates;
use vigie_engine::data::Data;
use vigie_engine::model::{DateSpan, Day, Lang};

/// The share of rows with a value whose value is found.
pub fn share(rows: &[Value], lang: Lang) -> f64 {
    let met = rows.iter().filter_map(|row| {
        let wanted = Wanted::of(row)?;
        let found = dates(row["text"].as_str()?, lang, day(&row["reference"]), Data::bundled());
        Some(wanted.is_met(&found.iter().map(|(_, d)| *d).collect::<Vec<_>>()))
    });
    let (right, all) = met.fold((0, 0), |(right, all), ok| (right + usize::from(ok), all + 1));
    right as f64 / all.max(1) as f64
}

/// The spans that count as right, first day and day after the last; and the day of the report, past which no
/// range runs.
#[derive(Debug)]
struct Wanted {
    results: Vec<Vec<(Day, Day)>>,
    report: Option<Day>,
}

impl Wanted {
    /// The rows of whole days that have a value: a date or a period, not marked as not supported. What is no
    /// day ("Feb 30") has the year 1, and nothing should be found.
    fn of(row: &Value) -> Option<Self> {
        let results = match row["spec"].as_str() {
            Some("DateParser" | "DatePeriodParser") if row["not_supported"].is_null() => {
                row["results"].as_array()?.iter().map(recognised).collect()
            }
            Some(_) => return None,
            None => vec![duckling(row)?],
        };
        let results: Vec<Vec<(Day, Day)>> = results;
        let valued = results.iter().all(|r| !r.is_empty()) && !results.is_empty();
        if !valued {
            return None;
        }
        let results = results.into_iter().filter(|r| r.iter().all(|(from, _)| from.year() > 1)).collect();
        Some(Self { results, report: day(&row["reference"]) })
    }

    fn is_met(&self, found: &[DateSpan]) -> bool {
        let met = |d: &DateSpan, (from, end): &(Day, Day)| {
            let clipped = self.report.is_some_and(|r| d.to == r && *end > r && *from <= r);
            d.from == *from && (d.to == *end || clipped || d.to.tomorrow().is_ok_and(|next| next == *end))
        };
        let any = |wanted: &Vec<(Day, Day)>| found.iter().any(|d| wanted.iter().any(|w| met(d, w)));
        self.results.iter().all(any) && (!self.results.is_empty() || found.is_empty())
    }
}

fn recognised(result: &Value) -> Vec<(Day, Day)> {
    let reading = |x: &Value| match (day(&x["date"]), day(&x["startDate"]), day(&x["endDate"])) {
        (Some(d), ..) => Some((d, d)),
        (_, Some(a), Some(b)) => Some((a, b)),
        _ => None,
    };
    [&result["past"], &result["future"]].into_iter().filter_map(reading).collect()
}

/// The value, and for words that may look either way the same one a week, month or year before: in news
/// they look back.
fn duckling(row: &Value) -> Option<Vec<(Day, Day)>> {
    let grain = row["grain"].as_str()?;
    let unit = match grain {
        "Day" => 1.days(),
        "Week" => 1.weeks(),
        "Month" => 1.months(),
        "Quarter" => 3.months(),
        "Year" => 1.years(),
        _ => return None,
    };
    let values: Vec<Day> = row["values"].as_array()?.iter().filter_map(day).collect();
    let from = *values.first()?;
    let end = values.get(1).copied().unwrap_or(from.checked_add(unit).ok()?);
    let report = day(&row["reference"])?;
    let back = [1.weeks(), 1.months(), 1.years()].into_iter();
    let earlier = back.filter_map(|s| Some((from.checked_sub(s).ok()?, end.checked_sub(s).ok()?)));
    Some(std::iter::once((from, end)).chain(earlier.filter(|(f, _)| from > report && *f <= report)).collect())
}

/// Some values have day 0 for the first of the month.
fn day(value: &Value) -> Option<Day> {
    let text = value.as_str()?.get(..10)?;
    text.replace("-00", "-01").parse().ok()
}
