//! Lists page by page, for programs that read a whole record: each page says where the next one begins.

use crate::db::Db;
use crate::fault::Result;
use crate::keep::document;
use crate::load::Scope;
use crate::pack::unpack;
use crate::query::{Select, after, filter};
use crate::record::Record;
use crate::value::{Row, Value};
use serde::Serialize;
use std::collections::BTreeMap;
use vigie_engine::model::{CampaignIncident, Contradiction, Document, Event, Incident, Record as Coded, Resolution};

/// Which incidents, and from where on.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Where, when, as known when, changed since when. Its limit is not looked at.
    pub select: Select,
    /// Type, or sub-type.
    pub kind: Option<String>,
    /// A party on either side, as the ledger writes it.
    pub actor: Option<String>,
    /// At least so many killed by the best claim.
    pub killed: Option<i64>,
    /// The last of the page before.
    pub after: Option<(String, String)>,
    /// At most so many.
    pub limit: usize,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page<T> {
    /// What it holds.
    pub items: Vec<T>,
    /// From where the next page goes on; none if this is the last.
    pub next: Option<(String, String)>,
}

/// An event with the name that stays, and where it belongs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventLine {
    /// The name that decisions are made on.
    pub name: String,
    /// The document that tells it.
    pub doc: String,
    /// The incident that holds it; none if it was rejected or waits to be joined.
    pub incident: Option<String>,
    /// What is told.
    #[serde(flatten)]
    pub event: Event,
}

/// Rows of the past that one page looks at to find an actor in them; it ends there, whatever it holds.
const LOOKED_AT: usize = 2_000;

impl Record {
    /// Incidents, the newest first; those that changed since a time in the order in which they changed. Each with the
    /// time of its change. A page may hold fewer than asked for and still not be the last.
    pub fn page_of_incidents(&mut self, wanted: &Wanted) -> Result<Page<(String, Incident)>> {
        let (terms, mut values) = terms(&mut self.db, wanted)?;
        let by_change = wanted.select.since.is_some();
        let (key, order, sign) = match by_change {
            true => ("i.rev, i.id", "i.rev, i.id", '>'),
            false => (NEWEST, "COALESCE(i.day_from, '') DESC, i.id DESC", '<'),
        };
        let mut from = String::new();
        if let Some((first, id)) = &wanted.after {
            let first = if by_change { first.parse::<i64>().unwrap_or(0).into() } else { first.as_str().into() };
            values.extend([first, id.as_str().into()]);
            from = format!(" AND ({key}) {sign} (${}, ${})", values.len() - 1, values.len());
        }
        let most = if wanted.actor.is_some() && wanted.select.known.is_some() { LOOKED_AT } else { wanted.limit };
        let sql = format!(
            "SELECT i.id, i.rev, COALESCE(i.day_from, ''), r.at, i.body FROM incidents i
            JOIN revisions r ON r.rev = i.rev WHERE {terms}{from} ORDER BY {order} LIMIT {}",
            most + 1
        );
        let rows = self.db.rows(&sql, &values)?;
        let place = |row: &Row| {
            let first = if by_change { row.int(1).to_string() } else { row.text(2).to_string() };
            (first, row.text(0).to_string())
        };
        let mut page = Page { items: Vec::new(), next: None };
        for (n, row) in rows.iter().enumerate() {
            if n == most || page.items.len() == wanted.limit {
                page.next = n.checked_sub(1).map(|last| place(&rows[last]));
                break;
            }
            let incident: Incident = unpack(row.bytes(4))?;
            if wanted.actor.as_ref().is_none_or(|name| has_party(&incident, name)) {
                page.items.push((row.text(3).to_string(), incident));
            }
        }
        Ok(page)
    }

    /// Documents by the order in which they came, without their text.
    pub fn page_of_documents(&mut self, after: i64, since: Option<&str>, limit: usize) -> Result<Page<Document>> {
        let rev = match since {
            Some(time) => crate::query::after(&mut self.db, time)?,
            None => -1,
        };
        let sql = format!(
            "SELECT d.num, d.id, v.body FROM documents d JOIN versions v ON v.num = d.num AND v.version = d.version
            WHERE d.num > $1 AND d.rev > $2 ORDER BY d.num LIMIT {}",
            limit + 1
        );
        let rows = self.db.rows(&sql, &[after.into(), rev.into()])?;
        let light = |row: &Row| -> Result<Document> {
            let full = document(row.text(1), row.bytes(2))?;
            Ok(Document { text: String::new(), cut: Vec::new(), anchors: Vec::new(), ..full })
        };
        page(&rows, limit, |row| (row.int(0).to_string(), String::new()), light)
    }

    /// A document with what is coded of it as people left it; none if there is no such.
    pub fn document_of(&mut self, id: &str) -> Result<Option<(Document, Option<Coded>)>> {
        let num = self.db.rows("SELECT num FROM documents WHERE id = $1", &[id.into()])?;
        let Some(num) = num.first().map(|row| row.int(0)) else { return Ok(None) };
        let (documents, records, _) = self.ruled(&Scope::Documents(vec![num]))?;
        Ok(documents.into_iter().next().map(|document| (document, records.into_iter().next())))
    }

    /// Events by name: of one incident, of one document, or all.
    pub fn page_of_events(
        &mut self,
        incident: Option<&str>,
        doc: Option<&str>,
        after: &str,
        limit: usize,
    ) -> Result<Page<EventLine>> {
        let (mut values, mut more) = (vec![Value::from(after)], String::new());
        for (column, value) in [("e.incident", incident), ("d.id", doc)] {
            if let Some(value) = value {
                values.push(value.into());
                more += &format!(" AND {column} = ${}", values.len());
            }
        }
        let sql = format!(
            "SELECT e.name, e.event, e.incident, d.id, e.num FROM events e JOIN documents d ON d.num = e.num
            WHERE e.name > $1{more} ORDER BY e.name LIMIT {}",
            limit + 1
        );
        let rows = self.db.rows(&sql, &values)?;
        let mut nums: Vec<i64> = rows.iter().map(|row| row.int(4)).collect();
        nums.sort_unstable();
        nums.dedup();
        let (_, records, _) = self.ruled(&Scope::Documents(nums))?;
        let told: BTreeMap<(&str, &str), &Event> =
            records.iter().flat_map(|r| r.events.iter().map(|e| ((r.doc.as_str(), e.id.as_str()), e))).collect();
        let named = |row: &Row| {
            let event = told.get(&(row.text(3), row.text(1)))?;
            let incident = row.maybe_text(2).map(Into::into);
            Some(EventLine { name: row.text(0).into(), doc: row.text(3).into(), incident, event: (*event).clone() })
        };
        // What people rejected has a name still, and is told no more.
        let found = page(&rows, limit, |row| (row.text(0).into(), String::new()), |row| Ok(named(row)))?;
        Ok(Page { items: found.items.into_iter().flatten().collect(), next: found.next })
    }

    /// Operations by id; those of one incident.
    pub fn page_of_campaigns(
        &mut self,
        incident: Option<&str>,
        after: &str,
        limit: usize,
    ) -> Result<Page<CampaignIncident>> {
        let sql = "SELECT id, body FROM campaigns WHERE id > $1 ORDER BY id";
        let sql = if incident.is_some() { sql.to_string() } else { format!("{sql} LIMIT {}", limit + 1) };
        let rows = self.db.rows(&sql, &[after.into()])?;
        let mut found =
            page(&rows, if incident.is_some() { rows.len() } else { limit }, first_of, |row| unpack(row.bytes(1)))?;
        if let Some(incident) = incident {
            found.items.retain(|c: &CampaignIncident| c.incidents.iter().any(|i| i == incident));
        }
        Ok(found)
    }

    /// Contradictions between incidents and between totals, in their order.
    pub fn page_of_contradictions(&mut self, after: i64, limit: usize) -> Result<Page<Contradiction>> {
        let sql = format!("SELECT num, body FROM contradictions WHERE num > $1 ORDER BY num LIMIT {}", limit + 1);
        let rows = self.db.rows(&sql, &[after.into()])?;
        page(&rows, limit, |row| (row.int(0).to_string(), String::new()), |row| unpack(row.bytes(1)))
    }

    /// Names that are no more, in the order in which they went: the time, the name, and where it leads, if anywhere.
    pub fn page_of_gone(
        &mut self,
        leading: bool,
        since: Option<&str>,
        from: Option<&(String, String)>,
        limit: usize,
    ) -> Result<Page<(String, String, Option<String>)>> {
        let least = match since {
            Some(time) => after(&mut self.db, time)?,
            None => -1,
        };
        let (name, leads, table) = if leading { ("old", "g.new", "redirects") } else { ("id", "NULL", "deletions") };
        let (rev, last) = from.map_or((-1, ""), |(rev, name)| (rev.parse().unwrap_or(0), name.as_str()));
        let sql = format!(
            "SELECT g.rev, g.{name}, {leads}, r.at FROM {table} g JOIN revisions r ON r.rev = g.rev
            WHERE g.rev > $1 AND (g.rev, g.{name}) > ($2, $3) ORDER BY g.rev, g.{name} LIMIT {}",
            limit + 1
        );
        let rows = self.db.rows(&sql, &[least.into(), rev.into(), last.into()])?;
        let gone = |row: &Row| Ok((row.text(3).into(), row.text(1).into(), row.maybe_text(2).map(Into::into)));
        page(&rows, limit, |row| (row.int(0).to_string(), row.text(1).into()), gone)
    }

    /// Verdicts as they stand: area, month, verdict, and since when it is so told.
    pub fn verdict_lines(&mut self, area: Option<&str>) -> Result<Vec<[String; 4]>> {
        let sql = "SELECT a.area, a.month, a.verdict, r.at FROM assessments a JOIN revisions r ON r.rev = a.rev
            WHERE a.until IS NULL AND ($1 = '' OR a.area = $1) ORDER BY a.area, a.month";
        let rows = self.db.rows(sql, &[area.unwrap_or("").into()])?;
        Ok(rows.iter().map(|row| [0, 1, 2, 3].map(|n| row.text(n).to_string())).collect())
    }

    /// What is joined of a selection, without the reports: enough to count.
    pub fn joined(&mut self, select: &Select) -> Result<Resolution> {
        let incidents = self.incidents(select)?;
        let ids: std::collections::BTreeSet<&str> = incidents.iter().map(|i| i.id.as_str()).collect();
        let rows = self.db.rows("SELECT body FROM campaigns ORDER BY id", &[])?;
        let campaigns: Vec<CampaignIncident> = rows.iter().map(|row| unpack(row.bytes(0))).collect::<Result<_>>()?;
        let campaigns =
            campaigns.into_iter().filter(|c| c.incidents.iter().any(|i| ids.contains(i.as_str()))).collect();
        Ok(Resolution { incidents, campaigns, ..Resolution::default() })
    }

    /// The number of the last change of what is found by pages: incidents, their ends, verdicts. Rulings that change no
    /// incident are none.
    pub fn last_found(&mut self) -> Result<i64> {
        // Each by an index of its own.
        let sql = "SELECT MAX(rev) FROM (SELECT MAX(rev) AS rev FROM incidents UNION ALL SELECT MAX(rev) FROM deletions
            UNION ALL SELECT MAX(rev) FROM redirects UNION ALL SELECT MAX(rev) FROM assessments) r";
        self.db.number(sql, &[])
    }

    /// The number of the last change: what is derived is the same as long as it is.
    pub fn last_change(&mut self) -> Result<i64> {
        self.db.number("SELECT MAX(rev) FROM revisions", &[])
    }
}

/// Newest first; those without a day last. The same words as in the index.
const NEWEST: &str = "COALESCE(i.day_from, ''), i.id";

fn terms(db: &mut Db, wanted: &Wanted) -> Result<(String, Vec<Value>)> {
    let (terms, mut values) = filter(db, &wanted.select)?;
    // "until", "day_from" and the like are columns of no other table of the question; "rev" is.
    let mut terms = terms.replace("rev <= ", "i.rev <= ").replace("rev > ", "i.rev > ");
    if let Some(kind) = &wanted.kind {
        values.push(kind.as_str().into());
        terms += &format!(" AND (i.type = ${n} OR i.sub_type = ${n})", n = values.len());
    }
    if let Some(actor) = wanted.actor.as_ref().filter(|_| wanted.select.known.is_none()) {
        values.push(actor.as_str().into());
        terms += &format!(" AND i.id IN (SELECT incident FROM parties WHERE name = ${})", values.len());
    }
    if let Some(killed) = wanted.killed {
        values.push(killed.into());
        terms += &format!(" AND i.best >= ${}", values.len());
    }
    Ok((terms, values))
}

fn has_party(incident: &Incident, name: &str) -> bool {
    incident.shown.initiators.iter().chain(&incident.shown.targets).any(|actor| actor.name == name)
}

fn first_of(row: &Row) -> (String, String) {
    (row.text(0).into(), String::new())
}

/// A page of rows of which one more than the limit was asked for.
fn page<T>(
    rows: &[Row],
    limit: usize,
    place: impl Fn(&Row) -> (String, String),
    make: impl Fn(&Row) -> Result<T>,
) -> Result<Page<T>> {
    let items = rows.iter().take(limit).map(make).collect::<Result<_>>()?;
    let next = (rows.len() > limit).then(|| limit.checked_sub(1).map(|last| place(&rows[last]))).flatten();
    Ok(Page { items, next })
}
