//! What pages and programs ask of a record: lists, one incident, words, what changed since, what was known when.

use crate::db::Db;
use crate::fault::{Fault, Kind, Result};
use crate::load::Scope;
use crate::pack::unpack;
use crate::record::Record;
use crate::value::{Row, Value};
use serde::Serialize;
use std::collections::BTreeSet;
use vigie_engine::model::{Day, Document, Incident, Record as Coded, Resolution};

/// Which incidents.
#[derive(Clone, Debug, Default)]
pub struct Select {
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// As the record stood at the end of this day.
    pub known: Option<Day>,
    /// Only what changed after this time.
    pub since: Option<String>,
    /// At most so many.
    pub limit: Option<i64>,
}

/// A line of a list, a point of a map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Name of the incident.
    pub id: String,
    /// Type and sub-type.
    pub sub_type: String,
    /// Where.
    pub place: Option<String>,
    /// First day.
    pub day: Option<String>,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// People killed as shown.
    pub killed: i64,
    /// How many reports tell it.
    pub reports: i64,
}

/// The days that the longest incident lasts for lists: one known by its year alone.
const LONGEST: i64 = 366;

impl Record {
    /// Incidents as lines, the newest first.
    pub fn list(&mut self, select: &Select) -> Result<Vec<Line>> {
        let (filter, values) = filter(&mut self.db, select)?;
        let columns = "id, sub_type, place, day_from, lat, lon, best, reports";
        let limit = select.limit.map_or_else(String::new, |n| format!(" LIMIT {n}"));
        let sql = format!("SELECT {columns} FROM incidents WHERE {filter} ORDER BY day_from DESC, id{limit}");
        Ok(self.db.rows(&sql, &values)?.iter().map(line).collect())
    }

    /// Incidents with all their claims, oldest first, undated last.
    pub fn incidents(&mut self, select: &Select) -> Result<Vec<Incident>> {
        let (filter, values) = filter(&mut self.db, select)?;
        let sql = format!("SELECT body FROM incidents WHERE {filter} ORDER BY day_from IS NULL, day_from, id");
        self.db.rows(&sql, &values)?.iter().map(|row| unpack(row.bytes(0))).collect()
    }

    /// One incident; a name that it had before leads to it.
    pub fn incident(&mut self, id: &str) -> Result<Incident> {
        let sql = "SELECT body FROM incidents WHERE until IS NULL AND id =
            COALESCE((SELECT new FROM redirects WHERE old = $1), $1)";
        match self.db.rows(sql, &[id.into()])?.first() {
            Some(row) => unpack(row.bytes(0)),
            None => Err(self.unknown(id)),
        }
    }

    fn unknown(&mut self, id: &str) -> Fault {
        let ended = self.db.number("SELECT COUNT(*) FROM deletions WHERE id = $1", &[id.into()]).unwrap_or(0);
        let what = match ended {
            0 => format!("there is no incident {id} in the record"),
            _ => format!("of the incident {id} nothing is left: its events were rejected or are no longer coded"),
        };
        Fault::new(Kind::Asked, what, "run vigie incidents for the names of all")
    }

    /// The names that stay of the events of an incident.
    pub fn event_names(&mut self, id: &str) -> Result<Vec<String>> {
        let id = self.incident(id)?.id;
        let rows = self.db.rows("SELECT name FROM events WHERE incident = $1 ORDER BY name", &[id.into()])?;
        Ok(rows.iter().map(|row| row.text(0).to_string()).collect())
    }

    /// All that a brief of these incidents needs: their reports, what is coded of them as people left it, and what
    /// `resolve` made of it.
    pub fn view(&mut self, select: &Select) -> Result<(Vec<Document>, Vec<Coded>, Resolution)> {
        self.db.script(if self.db.is_file() { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ" })?;
        let view = self.seen(select);
        let _ = self.db.script("ROLLBACK");
        view
    }

    fn seen(&mut self, select: &Select) -> Result<(Vec<Document>, Vec<Coded>, Resolution)> {
        let incidents = self.incidents(select)?;
        let everything = select.country.is_none() && select.from.is_none() && select.to.is_none();
        let scope = if everything { Scope::All } else { self.reports(&incidents)? };
        let (documents, records, _) = self.ruled(&scope)?;
        let ids: BTreeSet<&str> = incidents.iter().map(|i| i.id.as_str()).collect();
        let mut resolution = Resolution::default();
        for row in self.db.rows("SELECT body FROM campaigns ORDER BY id", &[])? {
            let campaign: vigie_engine::model::CampaignIncident = unpack(row.bytes(0))?;
            if campaign.incidents.iter().any(|i| ids.contains(i.as_str())) {
                resolution.campaigns.push(campaign);
            }
        }
        for row in self.db.rows("SELECT body FROM contradictions ORDER BY num", &[])? {
            let contradiction: vigie_engine::model::Contradiction = unpack(row.bytes(0))?;
            if contradiction.incidents.iter().all(|i| ids.contains(i.as_str())) {
                resolution.contradictions.push(contradiction);
            }
        }
        resolution.incidents = incidents;
        Ok((documents, records, resolution))
    }

    /// The documents that tell these incidents.
    fn reports(&mut self, incidents: &[Incident]) -> Result<Scope> {
        let ids: BTreeSet<&str> = incidents.iter().flat_map(|i| &i.events).map(|(doc, _)| doc.as_str()).collect();
        let values: Vec<Value> = ids.into_iter().map(Value::from).collect();
        let rows = crate::keep::among(&mut self.db, "SELECT num FROM documents WHERE id IN", &values)?;
        Ok(Scope::Documents(rows.iter().map(|row| row.int(0)).collect()))
    }

    /// Names that are no more since a time: where each leads, or nowhere.
    pub fn gone(&mut self, since: Option<&str>) -> Result<Vec<(String, Option<String>)>> {
        let rev = after(&mut self.db, since.unwrap_or(""))?;
        let sql = "SELECT old, new FROM redirects WHERE rev > $1 UNION ALL
            SELECT id, NULL FROM deletions WHERE rev > $1 ORDER BY 1";
        let rows = self.db.rows(sql, &[rev.into()])?;
        Ok(rows.iter().map(|row| (row.text(0).into(), row.maybe_text(1).map(str::to_string))).collect())
    }
}

fn line(row: &Row) -> Line {
    Line {
        id: row.text(0).into(),
        sub_type: row.text(1).into(),
        place: row.maybe_text(2).map(Into::into),
        day: row.maybe_text(3).map(Into::into),
        point: row.maybe_real(4).zip(row.maybe_real(5)),
        killed: row.int(6),
        reports: row.int(7),
    }
}

pub(crate) fn filter(db: &mut Db, select: &Select) -> Result<(String, Vec<Value>)> {
    // The words of the partial indexes, in which every other term is then a range.
    let now = select.known.is_none().then(|| "until IS NULL".to_string());
    let (mut terms, mut values) = (Vec::from_iter(now), Vec::<Value>::new());
    let mut add = |term: &str, value: Value| {
        values.push(value);
        terms.push(term.replace('?', &format!("${}", values.len())));
    };
    if let Some(day) = select.known {
        add("rev <= ? AND (until IS NULL OR until > $1)", known(db, day)?.into());
    }
    select.country.iter().for_each(|c| add("country = ?", c.as_str().into()));
    select.admin1.iter().for_each(|a| add("admin1 = ?", a.as_str().into()));
    if let Some(from) = select.from {
        let early = from.saturating_sub(jiff::Span::new().days(LONGEST));
        add("day_from >= ?", early.to_string().into());
        add("day_to >= ?", from.to_string().into());
    }
    select.to.iter().for_each(|to| add("day_from <= ?", to.to_string().into()));
    if let Some(since) = &select.since {
        let rev = after(db, since)?;
        add("rev > ?", rev.into());
    }
    Ok((terms.join(" AND "), values))
}

/// The last revision of a day.
pub(crate) fn known(db: &mut Db, day: Day) -> Result<i64> {
    let next = day.saturating_add(jiff::Span::new().days(1)).to_string();
    db.number("SELECT MAX(rev) FROM revisions WHERE at < $1", &[next.into()])
}

/// The last revision up to a time.
pub(crate) fn after(db: &mut Db, time: &str) -> Result<i64> {
    db.number("SELECT MAX(rev) FROM revisions WHERE at <= $1", &[time.into()])
}
