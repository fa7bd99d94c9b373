//! What an assessment of a month in a record looks at: the month's incidents whole, those of the years before in
//! outline, what goes on across the borders, and the reports of the last year.

use crate::db::Db;
use crate::fault::Result;
use crate::keep::among;
use crate::outlines;
use crate::pack::unpack;
use crate::value::{Row, Value};
use jiff::ToSpan;
use std::collections::BTreeSet;
use vigie_engine::assess::{Assessment, LOOKS_BACK, assess};
use vigie_engine::data::Data;
use vigie_engine::model::{CampaignIncident, Day, Document, Incident, Resolution};

/// Months of reports by which one knows who covers a country.
const REPORTS: i64 = 12;
/// Days and degrees within which an act across a border may have to do with one here.
const NEAR: (i64, f64) = (31, 3.0);

/// The incidents of a country over the years that some months of it look back on.
pub(crate) struct Past {
    country: String,
    outlines: Vec<Incident>,
    /// Who published what, by the time of publication.
    reports: Vec<Document>,
}

impl Past {
    /// For months of a country, of which there must be one.
    pub fn load(db: &mut Db, country: &str, months: &BTreeSet<Day>) -> Result<Self> {
        let first = months.first().copied().unwrap_or_default();
        let last = months.last().copied().unwrap_or_default().last_of_month();
        let outlines = outlines::of_country(db, country, looks_back(first), last)?;
        Ok(Self { country: country.into(), outlines, reports: reports(db, year_of(first).0, year_of(last).1)? })
    }

    /// The assessment of one of the months. It does not hang on the others.
    pub fn assess(&self, db: &mut Db, month: Day, data: &Data) -> Result<Assessment> {
        let (from, to) = (looks_back(month), month.last_of_month());
        let day = |i: &Incident| i.shown.days().map(|d| d.from);
        let within = |i: &&Incident| day(i).is_none_or(|d| from <= d && d <= to);
        let incidents: Vec<Incident> = self.outlines.iter().filter(within).cloned().collect();
        let resolution = with_others(db, &self.country, incidents, month)?;
        let resolution = whole(db, resolution, month)?;
        let documents = self.heard(db, &resolution, month)?;
        Ok(assess(&resolution, &documents, Some(&self.country), Some(month), Some(to), data))
    }

    /// The reports of the year that ends with the month, and all others that tell of the month.
    fn heard(&self, db: &mut Db, resolution: &Resolution, month: Day) -> Result<Vec<Document>> {
        let (from, until) = year_of(month);
        let place = |day: &str| self.reports.partition_point(|d| d.published.as_deref().unwrap_or("") < day);
        let mut all = self.reports[place(&from)..place(&until)].to_vec();
        let known: BTreeSet<&str> = all.iter().map(|d| d.id.as_str()).collect();
        let told = resolution.incidents.iter().filter(|i| is_of(i, month)).flat_map(|i| &i.events);
        let told: BTreeSet<&str> = told.map(|(doc, _)| doc.as_str()).filter(|doc| !known.contains(doc)).collect();
        let told = among(db, &format!("{VOICES} d.id IN"), &told.into_iter().map(Value::from).collect::<Vec<_>>())?;
        all.extend(told.iter().map(light));
        Ok(all)
    }
}

/// The first moment of the year of reports that ends with a month, and the first after it, as they are written.
fn year_of(month: Day) -> (String, String) {
    let from = month.first_of_month().saturating_sub(REPORTS.months());
    (from.to_string(), month.last_of_month().saturating_add(1.day()).to_string())
}

fn looks_back(month: Day) -> Day {
    month.saturating_sub(i64::from(LOOKS_BACK).months())
}

fn is_of(incident: &Incident, month: Day) -> bool {
    incident.shown.days().is_some_and(|d| d.from <= month.last_of_month() && month <= d.to)
}

/// With the operations that they belong to, all their parts, and what was near them across a border.
fn with_others(db: &mut Db, country: &str, mut incidents: Vec<Incident>, month: Day) -> Result<Resolution> {
    let known: BTreeSet<String> = incidents.iter().map(|i| i.id.clone()).collect();
    let ids: BTreeSet<&str> = incidents.iter().filter_map(|i| i.campaign.as_deref()).collect();
    let values: Vec<Value> = ids.into_iter().map(Value::from).collect();
    let rows = among(db, "SELECT body FROM campaigns WHERE id IN", &values)?;
    let campaigns: Vec<CampaignIncident> = rows.iter().map(|row| unpack(row.bytes(0))).collect::<Result<_>>()?;
    let mut others: BTreeSet<String> = campaigns.iter().flat_map(|c| c.incidents.iter().cloned()).collect();
    others.extend(abroad(db, country, &incidents, month)?);
    let others: Vec<String> = others.difference(&known).cloned().collect();
    incidents.extend(outlines::named(db, &others)?);
    Ok(Resolution { incidents, campaigns, ..Resolution::default() })
}

/// The names of incidents across the borders in and about the month, near where something happened in it.
fn abroad(db: &mut Db, country: &str, incidents: &[Incident], month: Day) -> Result<Vec<String>> {
    let points: Vec<(f64, f64)> = incidents.iter().filter(|i| is_of(i, month)).filter_map(|i| i.point).collect();
    let (Some(south), Some(north)) = span(points.iter().map(|p| p.0)) else { return Ok(Vec::new()) };
    let (Some(west), Some(east)) = span(points.iter().map(|p| p.1)) else { return Ok(Vec::new()) };
    let (from, to) = (month.saturating_sub(NEAR.0.days()), month.last_of_month().saturating_add(NEAR.0.days()));
    let sql = "SELECT id FROM incidents WHERE until IS NULL AND day_from BETWEEN $1 AND $2 AND country <> $3
        AND lat BETWEEN $4 AND $5 AND lon BETWEEN $6 AND $7";
    let days = [from.to_string().into(), to.to_string().into(), country.into()];
    let around = [south - NEAR.1, north + NEAR.1, west - NEAR.1, east + NEAR.1].map(|d| Value::from(Some(d)));
    let rows = db.rows(sql, &[&days[..], &around[..]].concat())?;
    Ok(rows.iter().map(|row| row.text(0).to_string()).collect())
}

fn span(values: impl Iterator<Item = f64> + Clone) -> (Option<f64>, Option<f64>) {
    (values.clone().min_by(f64::total_cmp), values.max_by(f64::total_cmp))
}

/// With all that is known of the incidents of the month.
fn whole(db: &mut Db, mut resolution: Resolution, month: Day) -> Result<Resolution> {
    let ids = resolution.incidents.iter().filter(|i| is_of(i, month)).map(|i| i.id.as_str());
    let values: Vec<Value> = ids.map(Value::from).collect();
    let rows = among(db, "SELECT body FROM incidents WHERE until IS NULL AND id IN", &values)?;
    let mut bodies = std::collections::BTreeMap::new();
    for row in &rows {
        let incident: Incident = unpack(row.bytes(0))?;
        bodies.insert(incident.id.clone(), incident);
    }
    for incident in &mut resolution.incidents {
        if let Some(body) = bodies.remove(&incident.id) {
            *incident = body;
        }
    }
    Ok(resolution)
}

const VOICES: &str = "SELECT d.id, v.published, v.outlet, v.site FROM voices v JOIN documents d ON d.num = v.num WHERE";

fn reports(db: &mut Db, from: String, until: String) -> Result<Vec<Document>> {
    let sql = format!("{VOICES} v.published >= $1 AND v.published < $2 ORDER BY v.published, d.id");
    Ok(db.rows(&sql, &[from.into(), until.into()])?.iter().map(light).collect())
}

fn light(row: &Row) -> Document {
    let text = |column| row.maybe_text(column).map(String::from);
    Document { id: row.text(0).into(), published: text(1), outlet: text(2), url: text(3), ..Document::default() }
}
