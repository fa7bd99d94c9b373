//! Incidents by what an analyst filters by, a page of them at a time.

use crate::db::Db;
use crate::fault::Result;
use crate::pack::unpack;
use crate::record::Record;
use crate::value::Value;
use serde::Serialize;
use vigie_engine::model::{Day, Incident};

/// What is looked for; what is not said does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Search {
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// Place.
    pub place: Option<String>,
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// A type or a sub-type.
    pub kind: Option<String>,
    /// A party, on either side.
    pub actor: Option<String>,
    /// At least so many killed, by the best claim.
    pub killed: Option<i64>,
    /// Only where voices disagree.
    pub disputed: bool,
    /// At most this credibility: 1 confirmed to 6 cannot be judged.
    pub credibility: Option<i64>,
    /// Only what somebody ruled on, or only what nobody did.
    pub reviewed: Option<bool>,
    /// Only what is told otherwise since this time.
    pub since: Option<String>,
    /// Only what this document tells.
    pub document: Option<String>,
}

/// A page of what was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The incidents of the page, newest first; each with whether somebody ruled on it.
    pub incidents: Vec<(Incident, bool)>,
    /// How many there are on all pages.
    pub tally: Tally,
}

/// Incidents and people killed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many incidents.
    pub incidents: i64,
    /// Fewest.
    pub low: i64,
    /// By the best claims.
    pub best: i64,
    /// Most.
    pub high: i64,
}

/// Days of the longest incident that is known better than by its year.
const LONGEST: i64 = 366;

/// A party on both sides of an incident is counted once.
pub(super) const ONCE: &str = "(p.side = 'did' OR NOT EXISTS
    (SELECT 1 FROM parties o WHERE o.name = p.name AND o.incident = p.incident AND o.side = 'did'))";

const REVIEWED: &str = "EXISTS (SELECT 1 FROM events e JOIN ruled r ON r.event = e.name WHERE e.incident = i.id)";

impl Record {
    /// A page of incidents, newest first, undated last.
    pub fn find(&mut self, search: &Search, skip: i64, size: i64) -> Result<Found> {
        Ok(Found { incidents: self.listed(search, skip, size)?, tally: self.tally(search)? })
    }

    /// The same without how many there are on all pages.
    pub fn listed(&mut self, search: &Search, skip: i64, size: i64) -> Result<Vec<(Incident, bool)>> {
        let (from, values) = filter(&mut self.db, search)?;
        // Which they are is answered by an index alone; only those of the page are read.
        let sql = format!(
            "SELECT i.body, {REVIEWED} FROM (SELECT i.id, i.rev, i.day_from FROM incidents i WHERE {from}
             ORDER BY i.day_from DESC NULLS LAST, i.id LIMIT {size} OFFSET {skip}) f
             JOIN incidents i ON i.id = f.id AND i.rev = f.rev ORDER BY f.day_from DESC NULLS LAST, f.id"
        );
        let rows = self.db.rows(&sql, &values)?;
        rows.iter().map(|row| Ok((unpack(row.bytes(0))?, row.int(1) != 0))).collect()
    }

    /// How many incidents and dead there are.
    pub fn tally(&mut self, search: &Search) -> Result<Tally> {
        let (from, values) = filter(&mut self.db, search)?;
        let sum = |c: &str| format!("CAST(COALESCE(SUM(i.{c}), 0) AS BIGINT)");
        let sql =
            format!("SELECT COUNT(*), {}, {}, {} FROM incidents i WHERE {from}", sum("low"), sum("best"), sum("high"));
        let rows = self.db.rows(&sql, &values)?;
        let of = |n: usize| rows.first().map_or(0, |row| row.int(n));
        Ok(Tally { incidents: of(0), low: of(1), best: of(2), high: of(3) })
    }

    /// The same by month of the first day, `2025-07`, oldest first.
    pub fn months(&mut self, search: &Search) -> Result<Vec<(String, Tally)>> {
        self.grouped(search, "substr(i.day_from, 1, 7)", "i.day_from IS NOT NULL", "1")
    }

    /// The same by type.
    pub fn types(&mut self, search: &Search) -> Result<Vec<(String, Tally)>> {
        self.grouped(search, "i.sub_type", "1 = 1", "2 DESC, 1")
    }

    /// The same by first-level region.
    pub fn regions(&mut self, search: &Search) -> Result<Vec<(String, Tally)>> {
        self.grouped(search, "i.admin1", "i.admin1 IS NOT NULL", "2 DESC, 1")
    }

    fn grouped(&mut self, search: &Search, key: &str, and: &str, order: &str) -> Result<Vec<(String, Tally)>> {
        let (from, values) = filter(&mut self.db, search)?;
        let sum = |c: &str| format!("CAST(COALESCE(SUM(i.{c}), 0) AS BIGINT)");
        let sql = format!(
            "SELECT {key}, COUNT(*), {}, {}, {} FROM incidents i WHERE {from} AND {and} GROUP BY 1 ORDER BY {order} LIMIT 1200",
            sum("low"),
            sum("best"),
            sum("high")
        );
        let rows = self.db.rows(&sql, &values)?;
        let of = |row: &crate::value::Row| Tally {
            incidents: row.int(1),
            low: row.int(2),
            best: row.int(3),
            high: row.int(4),
        };
        Ok(rows.iter().map(|row| (row.text(0).to_string(), of(row))).collect())
    }

    /// The parties of what is found, most often named first.
    pub fn parties(&mut self, search: &Search, limit: i64) -> Result<Vec<(String, Tally)>> {
        let (from, values) = filter(&mut self.db, search)?;
        let sql = format!(
            "SELECT p.name, COUNT(*), CAST(COALESCE(SUM(i.best), 0) AS BIGINT)
             FROM incidents i CROSS JOIN parties p WHERE p.incident = i.id AND {from} AND {ONCE}
             GROUP BY p.name ORDER BY 2 DESC, 1 LIMIT {limit}"
        );
        let rows = self.db.rows(&sql, &values)?;
        let of = |row: &crate::value::Row| Tally { incidents: row.int(1), best: row.int(2), ..Tally::default() };
        Ok(rows.iter().map(|row| (row.text(0).to_string(), of(row))).collect())
    }
}

/// The conditions of a search on incidents `i`, with the values in their order.
pub(super) fn filter(db: &mut Db, search: &Search) -> Result<(String, Vec<Value>)> {
    let (mut terms, mut values) = (vec!["i.until IS NULL".to_string()], Vec::<Value>::new());
    let mut add = |term: &str, value: Value| {
        values.push(value);
        terms.push(term.replace('?', &format!("${}", values.len())));
    };
    let text = |t: &String| Value::from(t.as_str());
    search.country.iter().for_each(|c| add("i.country = ?", text(c)));
    search.admin1.iter().for_each(|a| add("i.admin1 = ?", text(a)));
    search.place.iter().for_each(|p| add("i.place = ?", text(p)));
    search.kind.iter().for_each(|k| add("(i.type = ? OR i.sub_type = ?)", text(k)));
    search.killed.iter().for_each(|k| add("i.best >= ?", (*k).into()));
    search.to.iter().for_each(|to| add("i.day_from <= ?", to.to_string().into()));
    if let Some(from) = search.from {
        let early = from.saturating_sub(jiff::Span::new().days(LONGEST));
        add("i.day_from >= ?", early.to_string().into());
        add("i.day_to >= ?", from.to_string().into());
    }
    search.actor.iter().for_each(|a| add("i.id IN (SELECT incident FROM parties WHERE name = ?)", text(a)));
    let credible = "i.id IN (SELECT incident FROM aspects WHERE credibility <= ?)";
    search.credibility.iter().for_each(|c| add(credible, (*c).into()));
    let told = "i.id IN (SELECT e.incident FROM events e JOIN documents d ON d.num = e.num WHERE d.id = ?)";
    search.document.iter().for_each(|d| add(told, text(d)));
    if let Some(since) = &search.since {
        let rev = db.number("SELECT MAX(rev) FROM revisions WHERE at <= $1", &[text(since)])?;
        add("i.rev > ?", rev.into());
    }
    if search.disputed {
        terms.push("i.id IN (SELECT incident FROM aspects WHERE rivals > 0)".into());
    }
    let ruled = "i.id IN (SELECT e.incident FROM ruled r JOIN events e ON e.name = r.event)";
    search.reviewed.iter().for_each(|yes| terms.push(if *yes { ruled.into() } else { format!("NOT {REVIEWED}") }));
    Ok((terms.join(" AND "), values))
}
