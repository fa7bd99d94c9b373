//! What the incidents of an area amount to: counts, verdicts, alerts, forecasts, indicators.

use super::answer::Answer;
use super::call::{Call, Done};
use super::problem::Problem;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vigie_engine::assess::count::{self, Against, Area, Key, Query};
use vigie_engine::assess::forecast as ahead;
use vigie_engine::assess::{self, Question};
use vigie_engine::data::Data;
use vigie_engine::model::Day;
use vigie_store::{Record, Select};

/// A count, or one for every value of a key.
pub fn counts(record: &mut Record, call: &Call) -> Done {
    Ok(Answer::json(&counted(record, call.desk.data(), &Counting::of(&call.asked))?))
}

/// What is counted.
#[derive(Clone, Debug, Default)]
pub struct Counting {
    /// Which incidents.
    pub query: Query,
    /// First and last day, as far as they are said.
    pub period: (Option<Day>, Option<Day>),
    /// A count for each of these.
    pub by: Option<Key>,
    /// The period compared with.
    pub against: Option<Against>,
}

impl Counting {
    fn of(asked: &super::param::Asked) -> Self {
        let query = Query {
            area: area(asked.own("country"), asked.own("admin1")),
            actor: asked.own("actor"),
            civilians: asked.flag("civilians"),
            kind: asked.own("type"),
        };
        let against = match asked.text("against") {
            Some("last") => Some(Against::Last),
            Some("year-before") => Some(Against::YearBefore),
            Some("mean-3") => Some(Against::Mean(3)),
            Some("mean-12") => Some(Against::Mean(12)),
            _ => None,
        };
        Self { query, period: (asked.day("from"), asked.day("to")), by: asked.text("by").and_then(key), against }
    }
}

/// The counts: one under the empty name, or one under each value of the key.
pub fn counted(record: &mut Record, data: &Data, counting: &Counting) -> Result<Value, Problem> {
    let Counting { query, period, by, against } = counting;
    let country = country_of(&query.area);
    let resolution = record.joined(&Select { country, ..Select::default() })?;
    let span = count::span(&resolution, query, data).unwrap_or_default();
    let period = (period.0.unwrap_or(span.0), period.1.unwrap_or(span.1));
    if period.1 < period.0 {
        return Ok(json!({"counts": {}}));
    }
    let counts: BTreeMap<String, count::Count> = match by {
        Some(key) => count::count_by(&resolution, query, period, *key, data),
        None => [(String::new(), count::count(&resolution, query, period, *against, data))].into(),
    };
    Ok(json!({"counts": counts}))
}

/// The key of a word.
pub fn key(word: &str) -> Option<Key> {
    Some(match word {
        "month" => Key::Month,
        "type" => Key::Type,
        "sub-type" => Key::SubType,
        "actor" => Key::Actor,
        "country" => Key::Country,
        "region" => Key::Region,
        "place" => Key::Place,
        _ => return None,
    })
}

/// A country, a region of it, or everything.
pub fn area(country: Option<String>, admin1: Option<String>) -> Area {
    match (country, admin1) {
        (country, Some(region)) => Area::Named(country, region),
        (Some(country), None) => Area::Country(country),
        (None, None) => Area::World,
    }
}

fn country_of(area: &Area) -> Option<String> {
    match area {
        Area::Country(iso) | Area::Named(Some(iso), _) => Some(iso.clone()),
        _ => None,
    }
}

/// All verdicts as they stand.
pub fn verdicts(record: &mut Record, call: &Call) -> Done {
    let all = record.verdict_lines(call.asked.text("country"))?;
    let told = |[country, month, verdict, at]: &[String; 4]| json!({"country": country, "month": month, "verdict": verdict, "changed": at});
    Ok(Answer::json(&json!({"items": all.iter().map(told).collect::<Vec<_>>()})))
}

/// The assessment of a country and month as it is kept; of a region it is made now.
pub fn assessment(record: &mut Record, call: &Call) -> Done {
    let (country, month) = (call.asked.text("country").unwrap_or(""), call.asked.text("month").unwrap_or(""));
    let first = call.asked.month("month").filter(|_| month.len() == 7);
    let first = first.ok_or_else(|| Problem::missing(format!("{month} is no month; write it as 2025-07")))?;
    if let Some(region) = call.asked.own("admin1") {
        let select = Select { country: Some(country.into()), known: call.asked.day("known"), ..Select::default() };
        let (documents, _, resolution) = record.view(&select)?;
        let area = area(Some(country.into()), Some(region.clone()));
        let question = Question { area, from: Some(first), to: Some(first.last_of_month()), ..Question::default() };
        let made = assess::answer(&resolution, &documents, &question, call.desk.data());
        return Ok(Answer::json(&assess::Assessment { area: Some(format!("{country}/{region}")), ..made }));
    }
    let kept = record.assessment(country, month, call.asked.day("known"))?;
    let kept = kept.ok_or_else(|| Problem::missing(format!("nothing is assessed of {country} in {month}")))?;
    Ok(Answer::json(&kept))
}

/// What a reader should not miss.
pub fn alerts(record: &mut Record, call: &Call) -> Done {
    let select = Select { country: call.asked.own("country"), ..Select::default() };
    let (documents, _, resolution) = record.view(&select)?;
    let question = Question {
        area: area(select.country, call.asked.own("admin1")),
        from: call.asked.day("from"),
        to: call.asked.day("to"),
        ..Question::default()
    };
    let made = assess::answer(&resolution, &documents, &question, call.desk.data());
    Ok(Answer::json(&json!({"items": made.alerts})))
}

/// Quantiles of what the coming months may bring.
pub fn forecast(record: &mut Record, call: &Call) -> Done {
    let data = call.desk.data();
    let missing = || Problem::missing("the installation has no rule of forecasts");
    let rule = data.verdicts.forecast.as_ref().ok_or_else(missing)?;
    let resolution = record.joined(&Select { country: call.asked.own("country"), ..Select::default() })?;
    let key = if call.asked.flag("regions") { Key::Region } else { Key::Country };
    let history = assess::monthly(&resolution, key, call.asked.flag("events"), data);
    let months = call.asked.number("months").and_then(|n| usize::try_from(n).ok()).unwrap_or(rule.months);
    let Some(last) = history.months().checked_sub(1).map(|n| history.day(n)) else {
        return Ok(Answer::json(&json!({"items": []})));
    };
    let told = |f: &ahead::Forecast| {
        let month = ahead::months_after(last, f.ahead).strftime("%Y-%m").to_string();
        let shares = [("p05", 0.05), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p95", 0.95)];
        let quantiles: BTreeMap<&str, u64> = shares.map(|(name, s)| (name, f.distribution.quantile(s))).into();
        json!({"unit": f.unit, "month": month, "quantiles": quantiles, "mean": f.distribution.mean()})
    };
    let items: Vec<Value> = ahead::forecast(&history, months, rule).iter().map(told).collect();
    Ok(Answer::json(&json!({"items": items})))
}

/// Totals as series, as old as they are on the last day asked for.
pub fn indicators(record: &mut Record, call: &Call) -> Done {
    let country = call.asked.own("country");
    let (documents, records, resolution) = record.view(&Select { country: country.clone(), ..Select::default() })?;
    let names = country.map(|iso| names(&iso, call.desk.data())).unwrap_or_default();
    let last = documents.iter().filter_map(|d| d.published_day()).max();
    let Some(on) = call.asked.day("to").or(last) else { return Ok(Answer::json(&json!({"items": []}))) };
    let series = assess::indicators(&records, &documents, &resolution, &names, on);
    Ok(Answer::json(&json!({"items": series})))
}

/// Names under which reports write a country.
pub fn names(iso: &str, data: &Data) -> Vec<String> {
    let of = |c: &vigie_engine::data::Country| {
        [vec![c.iso.as_str(), &c.fr], c.names_en()].concat().iter().map(ToString::to_string).collect()
    };
    data.places.country(iso).map_or_else(|| vec![iso.to_string()], of)
}
