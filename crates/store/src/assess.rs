//! Verdicts on the countries and months that a join touched, kept so that a later reader sees what was said when.

use crate::db::Db;
use crate::decide::Overlay;
use crate::fault::Result;
use crate::pack::{pack, unpack};
use crate::record::Record;
use crate::stamp::Stamp;
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::assess::{Assessment, assess};
use vigie_engine::data::Data;
use vigie_engine::model::{Day, Document, Incident, Resolution};

/// A country and the first day of a month.
pub(crate) type AreaMonth = (String, Day);

/// The country and the months of an incident.
pub(crate) fn months(incident: &Incident) -> Vec<AreaMonth> {
    let Some((country, days)) = incident.shown.country.clone().zip(incident.shown.days()) else { return Vec::new() };
    let (mut month, mut all) = (days.from.first_of_month(), Vec::new());
    // An incident known by its year alone says nothing about a month.
    while month <= days.to && all.len() < 3 {
        all.push((country.clone(), month));
        month = month.saturating_add(jiff::Span::new().months(1));
    }
    all
}

/// Everything that was ever assessed.
pub(crate) fn all(db: &mut Db) -> Result<BTreeSet<AreaMonth>> {
    let rows = db.rows("SELECT area, month FROM assessments WHERE until IS NULL", &[])?;
    let one = |row: &crate::value::Row| Some((row.text(0).to_string(), format!("{}-01", row.text(1)).parse().ok()?));
    Ok(rows.iter().filter_map(one).collect())
}

/// Assesses what was touched; how many verdicts are other than before.
pub(crate) fn write(db: &mut Db, rev: i64, stamp: &Stamp, touched: BTreeSet<AreaMonth>, data: &Data) -> Result<usize> {
    let mut by_country: BTreeMap<String, Vec<Day>> = BTreeMap::new();
    touched.into_iter().for_each(|(country, month)| by_country.entry(country).or_default().push(month));
    let (stamp, mut changed) = (stamp.number(db)?, 0);
    let ruled = if by_country.is_empty() { BTreeMap::new() } else { Overlay::load(db)?.verdicts };
    for (country, months) in by_country {
        let (resolution, documents) = of_country(db, &country)?;
        for month in months {
            let last = month.last_of_month();
            let made = assess(&resolution, &documents, Some(&country), Some(month), Some(last), data);
            let made = match ruled.get(&(country.clone(), month.strftime("%Y-%m").to_string())) {
                Some(by) => made.clone().overruled(by.verdict, &by.why, Some(&by.who)).unwrap_or(made),
                None => made,
            };
            changed += usize::from(keep(db, rev, stamp, &country, month, &made)?);
        }
    }
    Ok(changed)
}

/// All incidents of a country, and when their reports were published.
fn of_country(db: &mut Db, country: &str) -> Result<(Resolution, Vec<Document>)> {
    let values = [country.into()];
    let rows = db.rows("SELECT body FROM incidents WHERE until IS NULL AND country = $1", &values)?;
    let incidents: Vec<Incident> = rows.iter().map(|row| unpack(row.bytes(0))).collect::<Result<_>>()?;
    let sql = "SELECT DISTINCT d.id, d.published FROM incidents i JOIN events e ON e.incident = i.id
        JOIN documents d ON d.num = e.num WHERE i.until IS NULL AND i.country = $1";
    let light = |row: &crate::value::Row| Document {
        id: row.text(0).into(),
        published: row.maybe_text(1).map(Into::into),
        ..Document::default()
    };
    let documents = db.rows(sql, &values)?.iter().map(light).collect();
    Ok((Resolution { incidents, ..Resolution::default() }, documents))
}

/// Keeps an assessment if it is not what was said before; whether the verdict is another.
fn keep(db: &mut Db, rev: i64, stamp: i64, country: &str, month: Day, made: &Assessment) -> Result<bool> {
    let month = month.strftime("%Y-%m").to_string();
    let verdict = serde_json::to_value(made.standing()).ok();
    let verdict = verdict.as_ref().and_then(|v| v.as_str()).unwrap_or("none").to_string();
    let (area, body) = (Value::from(country), pack(made));
    let key = [area.clone(), month.as_str().into()];
    let now = "SELECT verdict, body FROM assessments WHERE area = $1 AND month = $2 AND until IS NULL";
    let before = db.rows(now, &key)?.pop();
    if before.as_ref().is_some_and(|row| row.bytes(1) == body) {
        return Ok(false);
    }
    let end = "UPDATE assessments SET until = $3 WHERE area = $1 AND month = $2 AND until IS NULL";
    db.run(end, &[area.clone(), month.as_str().into(), rev.into()])?;
    let values = [area, month.into(), rev.into(), verdict.as_str().into(), stamp.into(), body.into()];
    db.run("INSERT INTO assessments (area,month,rev,verdict,stamp,body) VALUES ($1,$2,$3,$4,$5,$6)", &values)?;
    Ok(before.is_some_and(|row| row.text(0) != verdict))
}

impl Record {
    /// The assessment of a country and a month (`2025-07`) as it stands, or as it stood at the end of a day.
    pub fn assessment(&mut self, area: &str, month: &str, known: Option<Day>) -> Result<Option<Assessment>> {
        let rev = match known {
            Some(day) => crate::query::known(&mut self.db, day)?,
            None => i64::MAX,
        };
        let sql = "SELECT body FROM assessments WHERE area = $1 AND month = $2 AND rev <= $3
            AND (until IS NULL OR until > $3)";
        let rows = self.db.rows(sql, &[area.into(), month.into(), rev.into()])?;
        rows.first().map(|row| unpack(row.bytes(0))).transpose()
    }
}
