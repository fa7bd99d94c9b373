//! Verdicts on the countries and months that a join touched, kept so that a later reader sees what was said when. They
//! are made after the join and outside of its transaction: nobody who reads waits for them.

use crate::db::Db;
use crate::decide::{Overlay, Ruled};
use crate::fault::Result;
use crate::keep::among;
use crate::near::Waiting;
use crate::pack::{pack, unpack};
use crate::past::Past;
use crate::record::Record;
use crate::value::{Row, Value};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::assess::{Assessment, rests_on};
use vigie_engine::data::Data;
use vigie_engine::model::{DateSpan, Day, Incident};

/// A country and the first day of a month.
pub(crate) type AreaMonth = (String, Day);

/// The months whose verdicts rest on an incident: those in which it went on, and those in which its reports came.
pub(crate) fn touched(db: &mut Db, incident: &Incident) -> Result<BTreeSet<AreaMonth>> {
    let Some(country) = incident.shown.country.clone() else { return Ok(BTreeSet::new()) };
    let mut months = incident.shown.days().map(went_on).unwrap_or_default();
    let docs: BTreeSet<&str> = incident.events.iter().map(|(doc, _)| doc.as_str()).collect();
    let docs: Vec<Value> = docs.into_iter().map(Value::from).collect();
    let rows = among(db, "SELECT published FROM documents WHERE published IS NOT NULL AND id IN", &docs)?;
    let day = |row: &Row| row.text(0).get(..10).and_then(|day| day.parse::<Day>().ok());
    months.extend(rows.iter().filter_map(day).map(Day::first_of_month));
    Ok(months.into_iter().map(|month| (country.clone(), month)).collect())
}

/// The months of some days; three at most, since what is known by its year alone says nothing about a month.
fn went_on(days: DateSpan) -> BTreeSet<Day> {
    let next = |month: &Day| Some(month.saturating_add(1.month()));
    std::iter::successors(Some(days.from.first_of_month()), next).take_while(|m| *m <= days.to).take(3).collect()
}

/// Everything that was ever assessed.
pub(crate) fn all(db: &mut Db) -> Result<BTreeSet<AreaMonth>> {
    Ok(areas(&db.rows("SELECT area, month FROM assessments WHERE until IS NULL", &[])?))
}

fn areas(rows: &[Row]) -> BTreeSet<AreaMonth> {
    let one = |row: &Row| Some((row.text(0).to_string(), format!("{}-01", row.text(1)).parse().ok()?));
    rows.iter().filter_map(one).collect()
}

fn name(month: Day) -> String {
    month.strftime("%Y-%m").to_string()
}

/// Notes that the verdicts of these months wait to be made.
pub(crate) fn wait(db: &mut Db, touched: BTreeSet<AreaMonth>) -> Result<()> {
    let row = |(area, month): AreaMonth| vec!["verdict".into(), format!("{area} {}", name(month)).into()];
    db.insert("pending", "kind,item", touched.into_iter().map(row).collect(), "ON CONFLICT DO NOTHING")
}

impl Record {
    /// Makes the verdicts that wait; how many are other than before. Nobody who reads waits meanwhile, and
    /// whoever rules waits for the writer's turn.
    pub fn judge(&mut self, data: &Data) -> Result<usize> {
        let Self { db, stamp, .. } = self;
        let waiting = Waiting::load(db)?.verdicts;
        if waiting.is_empty() {
            return Ok(0);
        }
        let made = assessed(db, &waiting, data)?;
        db.transaction(|db| {
            let (rev, mut changed) = (Self::revision(db, stamp, "judge")?, 0);
            let stamp = stamp.number(db)?;
            for ((country, month), assessment) in &made {
                changed += usize::from(keep(db, rev, stamp, country, *month, assessment)?);
            }
            for (country, month) in &waiting {
                let item = format!("{country} {}", name(*month));
                db.run("DELETE FROM pending WHERE kind = 'verdict' AND item = $1", &[item.into()])?;
            }
            Ok(changed)
        })
    }

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

/// The assessments of months, and of the months after them that rest on them.
fn assessed(db: &mut Db, waiting: &BTreeSet<AreaMonth>, data: &Data) -> Result<Vec<(AreaMonth, Assessment)>> {
    let (ruled, mut made) = (Overlay::load(db)?.verdicts, Vec::new());
    for (country, months) in by_country(db, waiting, data)? {
        let past = Past::load(db, &country, &months)?;
        for month in months {
            let assessment = overruled(past.assess(db, month, data)?, &ruled, &country, month);
            made.push(((country.clone(), month), assessment));
        }
    }
    Ok(made)
}

fn by_country(db: &mut Db, waiting: &BTreeSet<AreaMonth>, data: &Data) -> Result<BTreeMap<String, BTreeSet<Day>>> {
    let mut all: BTreeMap<String, BTreeSet<Day>> = BTreeMap::new();
    for (country, month) in waiting {
        let last = month.saturating_add((rests_on(&data.verdicts) as i64).months());
        let sql =
            "SELECT area, month FROM assessments WHERE until IS NULL AND area = $1 AND month > $2 AND month <= $3";
        let later = db.rows(sql, &[country.as_str().into(), name(*month).into(), name(last).into()])?;
        let months = all.entry(country.clone()).or_default();
        months.insert(*month);
        months.extend(areas(&later).into_iter().map(|(_, month)| month));
    }
    Ok(all)
}

/// With the verdict that a person gave instead.
fn overruled(made: Assessment, ruled: &BTreeMap<(String, String), Ruled>, country: &str, month: Day) -> Assessment {
    match ruled.get(&(country.to_string(), name(month))) {
        Some(by) => made.clone().overruled(by.verdict, &by.why, Some(&by.who)).unwrap_or(made),
        None => made,
    }
}

/// Keeps an assessment if it is not what was said before; whether the verdict is another.
fn keep(db: &mut Db, rev: i64, stamp: i64, country: &str, month: Day, made: &Assessment) -> Result<bool> {
    let month = name(month);
    let verdict = made.standing().key();
    let (area, body) = (Value::from(country), pack(made));
    let key = [area.clone(), month.as_str().into()];
    let now = "SELECT verdict, body FROM assessments WHERE area = $1 AND month = $2 AND until IS NULL";
    let before = db.rows(now, &key)?.pop();
    if before.as_ref().is_some_and(|row| row.bytes(1) == body) {
        return Ok(false);
    }
    let end = "UPDATE assessments SET until = $3 WHERE area = $1 AND month = $2 AND until IS NULL";
    db.run(end, &[area.clone(), month.as_str().into(), rev.into()])?;
    let values = [area, month.into(), rev.into(), verdict.into(), stamp.into(), body.into()];
    db.run("INSERT INTO assessments (area,month,rev,verdict,stamp,body) VALUES ($1,$2,$3,$4,$5,$6)", &values)?;
    Ok(before.is_some_and(|row| row.text(0) != verdict))
}
