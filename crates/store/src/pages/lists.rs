//! Areas, points of the map, what changed since a visit, and lists of parties and places.

use super::find::{ONCE, Search, Tally, filter};
use crate::fault::Result;
use crate::record::Record;
use serde::Serialize;

/// A country of the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AreaLine {
    /// ISO 3166 alpha-3.
    pub country: String,
    /// All that is kept of it.
    pub tally: Tally,
    /// The last month that was judged, and the verdict's key.
    pub judged: Option<(String, String)>,
    /// The last day on which something happened there.
    pub last: Option<String>,
}

/// Incidents in one place.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// Country and region.
    pub within: (Option<String>, Option<String>),
    /// Degrees north and east.
    pub point: (f64, f64),
    /// 1 a settlement, 2 an area, 3 a first-level region.
    pub precision: i64,
    /// How many, and how many killed.
    pub tally: Tally,
}

/// What changed since a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Reports that came.
    pub reports: i64,
    /// Incidents that were not there.
    pub new: i64,
    /// Incidents told otherwise.
    pub changed: i64,
    /// Incidents that became part of another one.
    pub merged: i64,
    /// The largest changes of tolls: incident, best claim then and now.
    pub tolls: Vec<Change>,
}

/// A toll that is another now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The incident.
    pub incident: String,
    /// Where, if it is told.
    pub place: Option<String>,
    /// Best claim then.
    pub before: i64,
    /// Best claim now.
    pub now: i64,
}

/// A name of a list with what is kept of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The name.
    pub name: String,
    /// What it lies in, for a place.
    pub within: (Option<String>, Option<String>),
    /// How many incidents, and how many killed.
    pub tally: Tally,
    /// The last day.
    pub last: Option<String>,
}

impl Record {
    /// The countries of the record, those with most incidents first.
    pub fn areas(&mut self) -> Result<Vec<AreaLine>> {
        let sql = "SELECT country, COUNT(*), CAST(SUM(low) AS BIGINT), CAST(SUM(best) AS BIGINT), CAST(SUM(high) AS BIGINT), MAX(day_from)
            FROM incidents WHERE until IS NULL AND country IS NOT NULL GROUP BY country ORDER BY 2 DESC, 1";
        let rows = self.db.rows(sql, &[])?;
        let judged = "SELECT a.area, a.month, a.verdict FROM assessments a WHERE a.until IS NULL AND a.month =
            (SELECT MAX(b.month) FROM assessments b WHERE b.area = a.area AND b.until IS NULL)";
        let judged = self.db.rows(judged, &[])?;
        let of = |country: &str| {
            let row = judged.iter().find(|row| row.text(0) == country)?;
            Some((row.text(1).to_string(), row.text(2).to_string()))
        };
        let line = |row: &crate::value::Row| AreaLine {
            country: row.text(0).into(),
            tally: Tally { incidents: row.int(1), low: row.int(2), best: row.int(3), high: row.int(4) },
            judged: of(row.text(0)),
            last: row.maybe_text(5).map(Into::into),
        };
        Ok(rows.iter().map(line).collect())
    }

    /// Months of an area that were judged, with the verdict's key, newest first.
    pub fn judged(&mut self, area: &str) -> Result<Vec<(String, String)>> {
        let sql = "SELECT month, verdict FROM assessments WHERE area = $1 AND until IS NULL ORDER BY month DESC";
        let rows = self.db.rows(sql, &[area.into()])?;
        Ok(rows.iter().map(|row| (row.text(0).to_string(), row.text(1).to_string())).collect())
    }

    /// The places of what is found, most incidents first, at most so many.
    pub fn spots(&mut self, search: &Search, limit: i64) -> Result<Vec<Spot>> {
        let (from, values) = filter(&mut self.db, search)?;
        let inner = format!("SELECT i.* FROM incidents i WHERE {from} AND i.lat IS NOT NULL AND i.place IS NOT NULL");
        let sql = format!(
            "SELECT f.place, f.country, f.admin1, f.lat, f.lon, MIN(a.precision), COUNT(*), CAST(SUM(f.best) AS BIGINT)
             FROM ({inner}) f JOIN aspects a ON a.incident = f.id
             GROUP BY f.place, f.country, f.admin1, f.lat, f.lon ORDER BY 7 DESC, 1 LIMIT {limit}"
        );
        let rows = self.db.rows(&sql, &values)?;
        let spot = |row: &crate::value::Row| Spot {
            name: row.text(0).into(),
            within: (row.maybe_text(1).map(Into::into), row.maybe_text(2).map(Into::into)),
            point: (row.maybe_real(3).unwrap_or(0.0), row.maybe_real(4).unwrap_or(0.0)),
            precision: row.int(5),
            tally: Tally { incidents: row.int(6), best: row.int(7), ..Tally::default() },
        };
        Ok(rows.iter().map(spot).collect())
    }

    /// What changed since a time.
    pub fn changes(&mut self, since: &str, country: Option<&str>) -> Result<Changes> {
        let rev = self.db.number("SELECT MAX(rev) FROM revisions WHERE at <= $1", &[since.into()])?;
        let here = country.map_or(String::new(), |_| " AND i.country = $2".into());
        let mut values = vec![rev.into()];
        values.extend(country.map(crate::value::Value::from));
        let count = |db: &mut crate::db::Db, before: &str| {
            let sql = format!(
                "SELECT COUNT(*) FROM incidents i WHERE i.until IS NULL AND i.rev > $1{here} AND {before} EXISTS
                 (SELECT 1 FROM incidents o WHERE o.id = i.id AND o.rev <= $1)"
            );
            db.number(&sql, &values)
        };
        let tolls = format!(
            "SELECT i.id, i.place, o.best, i.best FROM incidents i JOIN incidents o ON o.id = i.id AND o.rev <= $1
             AND o.until > $1 WHERE i.until IS NULL AND i.rev > $1{here} AND o.best <> i.best
             ORDER BY ABS(i.best - o.best) DESC LIMIT 5"
        );
        let toll = |row: &crate::value::Row| Change {
            incident: row.text(0).into(),
            place: row.maybe_text(1).map(Into::into),
            before: row.int(2),
            now: row.int(3),
        };
        Ok(Changes {
            reports: self.db.number("SELECT COUNT(*) FROM documents WHERE rev > $1", &[rev.into()])?,
            new: count(&mut self.db, "NOT")?,
            changed: count(&mut self.db, "")?,
            merged: self.db.number("SELECT COUNT(*) FROM redirects WHERE rev > $1", &[rev.into()])?,
            tolls: self.db.rows(&tolls, &values)?.iter().map(toll).collect(),
        })
    }

    /// All parties of the record, most often named first.
    pub fn all_parties(&mut self, limit: i64) -> Result<Vec<Named>> {
        let sql = format!(
            "SELECT p.name, COUNT(*), CAST(SUM(i.best) AS BIGINT), MAX(i.day_from) FROM incidents i CROSS JOIN parties p
             WHERE p.incident = i.id AND i.until IS NULL AND {ONCE} GROUP BY p.name ORDER BY 2 DESC, 1 LIMIT {limit}"
        );
        let rows = self.db.rows(&sql, &[])?;
        let named = |row: &crate::value::Row| Named {
            name: row.text(0).into(),
            tally: Tally { incidents: row.int(1), best: row.int(2), ..Tally::default() },
            last: row.maybe_text(3).map(Into::into),
            ..Named::default()
        };
        Ok(rows.iter().map(named).collect())
    }

    /// All places of the record, most often named first.
    pub fn all_places(&mut self, limit: i64) -> Result<Vec<Named>> {
        let sql = format!(
            "SELECT place, country, admin1, COUNT(*), CAST(SUM(best) AS BIGINT), MAX(day_from) FROM incidents
             WHERE until IS NULL AND place IS NOT NULL GROUP BY place, country, admin1 ORDER BY 4 DESC, 1 LIMIT {limit}"
        );
        let rows = self.db.rows(&sql, &[])?;
        let named = |row: &crate::value::Row| Named {
            name: row.text(0).into(),
            within: (row.maybe_text(1).map(Into::into), row.maybe_text(2).map(Into::into)),
            tally: Tally { incidents: row.int(3), best: row.int(4), ..Tally::default() },
            last: row.maybe_text(5).map(Into::into),
        };
        Ok(rows.iter().map(named).collect())
    }
}
