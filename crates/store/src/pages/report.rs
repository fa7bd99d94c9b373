//! One document with all that hangs on it, and the titles of many.

use super::find::Search;
use crate::fault::{Fault, Kind, Result};
use crate::keep::{among, document};
use crate::load::Scope;
use crate::pack::unpack;
use crate::record::Record;
use crate::value::Value;
use std::collections::BTreeMap;
use vigie_engine::model::{Document, EventRef, Incident, Record as Coded};

/// A document, what was coded of it as people left it, and where its events belong.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The document as it is now.
    pub document: Document,
    /// What is coded of it, with decisions laid on top.
    pub coded: Coded,
    /// The name that stays and the incident of each event, by its id.
    pub events: BTreeMap<String, (String, Option<String>)>,
    /// When it was seen, and from where.
    pub seen: Vec<Seen>,
    /// How many versions of it there are.
    pub versions: i64,
    /// The bytes that it was taken from, if they were kept.
    pub page: Option<Vec<u8>>,
}

/// One time that a document came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// When it was fetched, as told.
    pub fetched: String,
    /// From where.
    pub source: String,
    /// Which version it was.
    pub version: i64,
    /// When it was kept.
    pub at: String,
}

impl Record {
    /// A document with all that hangs on it; the bytes of its page only if they are asked for.
    pub fn report(&mut self, id: &str, with_page: bool) -> Result<Report> {
        let sql = "SELECT d.num, v.body, v.page, (SELECT COUNT(*) FROM versions w WHERE w.num = d.num)
            FROM documents d JOIN versions v ON v.num = d.num AND v.version = d.version WHERE d.id = $1";
        let Some(row) = self.db.rows(sql, &[id.into()])?.pop() else {
            let hint = "look for it by its words";
            return Err(Fault::new(Kind::Asked, format!("there is no report {id} in the record"), hint));
        };
        let num = row.int(0);
        let page = if with_page { self.page(row.bytes(2))? } else { None };
        let (_, mut records, _) = self.ruled(&Scope::Documents(vec![num]))?;
        let events = self.db.rows("SELECT event, name, incident FROM events WHERE num = $1", &[num.into()])?;
        let sql = "SELECT f.fetched, f.source, f.version, r.at FROM fetches f JOIN revisions r ON r.rev = f.rev
            WHERE f.num = $1 ORDER BY r.rev";
        let seen = |r: &crate::value::Row| Seen {
            fetched: r.text(0).into(),
            source: r.text(1).into(),
            version: r.int(2),
            at: r.text(3).into(),
        };
        let event = |r: &crate::value::Row| (r.text(0).into(), (r.text(1).into(), r.maybe_text(2).map(Into::into)));
        Ok(Report {
            document: document(id, row.bytes(1))?,
            coded: records.pop().unwrap_or_default(),
            events: events.iter().map(event).collect(),
            seen: self.db.rows(sql, &[num.into()])?.iter().map(seen).collect(),
            versions: row.int(3),
            page,
        })
    }

    /// Documents by their ids; those that are not there are left out.
    pub fn documents_by_id(&mut self, ids: &[&str]) -> Result<BTreeMap<String, Document>> {
        let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
        let sql = "SELECT d.id, v.body FROM documents d JOIN versions v ON v.num = d.num AND v.version = d.version
            WHERE d.id IN";
        let rows = among(&mut self.db, sql, &values)?;
        rows.iter().map(|row| Ok((row.text(0).to_string(), document(row.text(0), row.bytes(1))?))).collect()
    }

    /// Incidents by their ids; those that are not there are left out.
    pub fn incidents_by_id(&mut self, ids: &[&str]) -> Result<BTreeMap<String, Incident>> {
        let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
        let rows = among(&mut self.db, "SELECT id, body FROM incidents WHERE until IS NULL AND id IN", &values)?;
        rows.iter().map(|row| Ok((row.text(0).to_string(), unpack(row.bytes(1))?))).collect()
    }

    /// The names that stay of the events of an incident, by document and event.
    pub fn names_of(&mut self, incident: &str) -> Result<BTreeMap<EventRef, String>> {
        let sql = "SELECT d.id, e.event, e.name FROM events e JOIN documents d ON d.num = e.num WHERE e.incident = $1";
        let rows = self.db.rows(sql, &[incident.into()])?;
        Ok(rows.iter().map(|r| ((r.text(0).into(), r.text(1).into()), r.text(2).into())).collect())
    }

    /// The incident that holds the first of these events that is in one.
    pub fn incident_with(&mut self, events: &[String]) -> Result<Option<String>> {
        let values: Vec<Value> = events.iter().map(|e| e.as_str().into()).collect();
        let rows = among(&mut self.db, "SELECT incident FROM events WHERE incident IS NOT NULL AND name IN", &values)?;
        Ok(rows.first().map(|row| row.text(0).to_string()))
    }

    /// How an incident was told before: when it changed, and its versions, newest first.
    pub fn history(&mut self, incident: &str) -> Result<Vec<(String, Incident)>> {
        let sql = "SELECT r.at, i.body FROM incidents i JOIN revisions r ON r.rev = i.rev WHERE i.id = $1
            ORDER BY i.rev DESC LIMIT 50";
        let rows = self.db.rows(sql, &[incident.into()])?;
        rows.iter().map(|row| Ok((row.text(0).to_string(), unpack(row.bytes(1))?))).collect()
    }

    /// The operation that an incident belongs to.
    pub fn campaign_of(&mut self, incident: &Incident) -> Result<Option<vigie_engine::model::CampaignIncident>> {
        let Some(id) = &incident.campaign else { return Ok(None) };
        let rows = self.db.rows("SELECT body FROM campaigns WHERE id = $1", &[id.as_str().into()])?;
        rows.first().map(|row| unpack(row.bytes(0))).transpose()
    }

    /// The operations of which a part is found, at most so many: an index finds them, not a look at all.
    pub fn campaigns_within(
        &mut self,
        search: &Search,
        most: i64,
    ) -> Result<Vec<vigie_engine::model::CampaignIncident>> {
        let (rules, values) = super::find::filter(&mut self.db, search)?;
        let sql = format!(
            "SELECT c.body, MAX(i.day_from) FROM incidents i CROSS JOIN parts p CROSS JOIN campaigns c
             WHERE p.incident = i.id AND c.id = p.campaign AND {rules}
             GROUP BY c.id, c.body ORDER BY 2 DESC, c.id LIMIT {most}"
        );
        let rows = self.db.rows(&sql, &values)?;
        rows.iter().map(|row| unpack(row.bytes(0))).collect()
    }

    /// All operations of the record.
    pub fn campaigns(&mut self) -> Result<Vec<vigie_engine::model::CampaignIncident>> {
        let rows = self.db.rows("SELECT body FROM campaigns ORDER BY id", &[])?;
        rows.iter().map(|row| unpack(row.bytes(0))).collect()
    }
}
