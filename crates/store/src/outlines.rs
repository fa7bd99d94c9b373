//! What verdicts need of incidents that lie in the past: small, and by country and day, so that years of them are one
//! look. Derived, and written with the incident.

use crate::db::{Db, marks};
use crate::fault::Result;
use crate::keep::among;
use crate::pack::{pack, unpack};
use crate::value::{Row, Value};
use vigie_engine::assess::outline;
use vigie_engine::model::{CampaignIncident, Day, Incident};

/// Rows that are written or read at a time.
const STEP: usize = 500;

/// Writes the outlines of incidents anew; those of incidents that are no more are taken away.
pub fn write(db: &mut Db, incidents: &[&Incident], ended: &[&str]) -> Result<()> {
    let ids: Vec<Value> =
        incidents.iter().map(|i| i.id.as_str()).chain(ended.iter().copied()).map(Value::from).collect();
    for chunk in ids.chunks(STEP) {
        db.run(&format!("DELETE FROM outlines WHERE incident IN {}", marks(0, chunk.len())), chunk)?;
    }
    let rows = incidents.iter().filter_map(|i| row(i)).collect();
    db.insert("outlines", "country,day,incident,body", rows, "ON CONFLICT DO NOTHING")
}

/// Nothing for an incident of no country, on which no verdict rests.
fn row(incident: &Incident) -> Option<Vec<Value>> {
    let country = incident.shown.country.as_deref()?;
    let day = incident.shown.days().map_or_else(String::new, |d| d.from.to_string());
    Some(vec![country.into(), day.into(), incident.id.as_str().into(), pack(&outline(incident)).into()])
}

/// Those of a country that began within some days, and those of which no day is known.
pub fn of_country(db: &mut Db, country: &str, from: Day, to: Day) -> Result<Vec<Incident>> {
    let sql = "SELECT body FROM outlines WHERE country = $1 AND (day = '' OR day BETWEEN $2 AND $3)
        ORDER BY day, incident";
    read(&db.rows(sql, &[country.into(), from.to_string().into(), to.to_string().into()])?)
}

/// Those with these names, wherever they are.
pub fn named(db: &mut Db, ids: &[String]) -> Result<Vec<Incident>> {
    let ids: Vec<Value> = ids.iter().map(|id| id.as_str().into()).collect();
    read(&among(db, "SELECT body FROM outlines WHERE incident IN", &ids)?)
}

fn read(rows: &[Row]) -> Result<Vec<Incident>> {
    rows.iter().map(|row| unpack(row.bytes(0))).collect()
}

/// Fills the tables of a record that had none: outlines, and the parts of operations.
pub fn fill(db: &mut Db) -> Result<()> {
    let ids = db.rows("SELECT id FROM incidents WHERE until IS NULL", &[])?;
    let ids: Vec<Value> = ids.iter().map(|row| row.text(0).into()).collect();
    for chunk in ids.chunks(STEP) {
        let rows = among(db, "SELECT body FROM incidents WHERE until IS NULL AND id IN", chunk)?;
        let incidents: Vec<Incident> = read(&rows)?;
        write(db, &incidents.iter().collect::<Vec<_>>(), &[])?;
    }
    let campaigns = db.rows("SELECT body FROM campaigns", &[])?;
    let campaigns: Vec<CampaignIncident> = campaigns.iter().map(|row| unpack(row.bytes(0))).collect::<Result<_>>()?;
    crate::write::parts(db, &campaigns)
}
