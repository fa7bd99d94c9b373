//! Whether everything in a record is as it was kept.

use crate::db::Db;
use crate::fault::Result;
use crate::keep::document;
use crate::pack::{content, hash, unpack, unpack_bytes};
use crate::record::Record;
use crate::tables::TABLES;
use serde::Serialize;
use std::collections::BTreeSet;
use vigie_engine::model::{Incident, Record as Coded};

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// What is not as it should be.
    pub damage: Vec<String>,
    /// What a person should know, and is no damage.
    pub notes: Vec<String>,
    /// How much was looked at.
    pub documents: usize,
}

/// More of one kind are not told one by one.
const MANY: usize = 20;

impl Record {
    /// Looks at everything.
    pub fn check(&mut self) -> Result<Findings> {
        let mut found = Findings::default();
        self.db.snapshot(|db| {
            if db.is_file() {
                let rows = db.rows("PRAGMA integrity_check(20)", &[])?;
                let wrong = rows.iter().map(|r| r.text(0)).filter(|said| *said != "ok");
                found.damage.extend(wrong.map(|said| format!("the file: {said}")));
            }
            kept(db, &mut found)?;
            QUESTIONS.iter().try_for_each(|(what, sql)| question(db, what, sql, &mut found))?;
            derived(db, &mut found)
        })?;
        for orphan in self.orphans()? {
            let (num, who, target) = (orphan.num, orphan.who, orphan.target);
            found.notes.push(format!("decision {num} of {who} on {target} no longer finds its event"));
        }
        Ok(found)
    }
}

/// What no row may answer.
const QUESTIONS: &[(&str, &str)] = &[
    (
        "documents without their current version",
        "SELECT d.id FROM documents d LEFT JOIN versions v
        ON v.num = d.num AND v.version = d.version WHERE v.num IS NULL",
    ),
    (
        "versions of no document",
        "SELECT CAST(v.num AS TEXT) FROM versions v LEFT JOIN documents d ON d.num = v.num
        WHERE d.num IS NULL",
    ),
    (
        "versions whose page is missing",
        "SELECT CAST(v.num AS TEXT) FROM versions v LEFT JOIN pages p ON p.hash = v.page
        WHERE v.page IS NOT NULL AND p.hash IS NULL",
    ),
    (
        "versions that were never fetched",
        "SELECT CAST(v.num AS TEXT) FROM versions v LEFT JOIN fetches f
        ON f.num = v.num AND f.version = v.version WHERE f.num IS NULL",
    ),
    (
        "records of another version than the current one",
        "SELECT d.id FROM records r JOIN documents d ON d.num = r.num
        WHERE r.version <> d.version",
    ),
    (
        "events of documents that are not coded",
        "SELECT e.name FROM events e LEFT JOIN records r ON r.num = e.num
        WHERE r.num IS NULL",
    ),
    (
        "events of incidents that are no more",
        "SELECT e.name FROM events e LEFT JOIN incidents i
        ON i.id = e.incident AND i.until IS NULL WHERE e.incident IS NOT NULL AND i.id IS NULL",
    ),
    (
        "incidents that are current twice",
        "SELECT id FROM incidents WHERE until IS NULL GROUP BY id HAVING COUNT(*) > 1",
    ),
    (
        "addresses whose bytes are missing",
        "SELECT e.url FROM entries e LEFT JOIN pages p ON p.hash = e.page
        WHERE e.page IS NOT NULL AND p.hash IS NULL",
    ),
    (
        "visits whose bytes are missing",
        "SELECT CAST(v.num AS TEXT) FROM visits v LEFT JOIN pages p ON p.hash = v.page
        WHERE v.page IS NOT NULL AND p.hash IS NULL",
    ),
    ("redirects to nowhere", "SELECT r.old FROM redirects r LEFT JOIN incidents i ON i.id = r.new WHERE i.id IS NULL"),
    (
        "rows of revisions that are not there",
        "SELECT CAST(d.num AS TEXT) FROM documents d LEFT JOIN revisions r
        ON r.rev = d.rev WHERE r.rev IS NULL",
    ),
];

fn question(db: &mut Db, what: &str, sql: &str, found: &mut Findings) -> Result<()> {
    let rows = db.rows(sql, &[])?;
    if !rows.is_empty() {
        let first: Vec<&str> = rows.iter().take(3).map(|row| row.text(0)).collect();
        found.damage.push(format!("{} {what}: {}", rows.len(), first.join(", ")));
    }
    Ok(())
}

/// Documents and pages: their bytes have the hashes under which they were kept.
fn kept(db: &mut Db, found: &mut Findings) -> Result<()> {
    let mut wrong = Wrong::default();
    let (mut pages, mut versions) = (0, 0);
    for table in TABLES.iter().filter(|t| ["pages", "versions"].contains(&t.name)) {
        table.each(db, &mut |rows| {
            for row in rows {
                if table.name == "pages" {
                    pages += 1;
                    let same = unpack_bytes(row.bytes(2)).is_ok_and(|bytes| hash(&[&bytes]) == row.bytes(0));
                    wrong.unless(same, "pages", || crate::pack::hex(row.bytes(0)));
                } else {
                    versions += 1;
                    let same = document("", row.bytes(4)).is_ok_and(|d| content(&d) == row.bytes(2));
                    wrong.unless(same, "versions", || format!("document {} version {}", row.int(0), row.int(1)));
                }
            }
            Ok(())
        })?;
    }
    found.documents = versions;
    found.damage.extend(wrong.told("have other bytes than were kept"));
    Ok(())
}

/// What is derived can be read, and holds together.
fn derived(db: &mut Db, found: &mut Findings) -> Result<()> {
    let (mut wrong, mut events) = (Wrong::default(), 0);
    let mut members = BTreeSet::new();
    for table in TABLES.iter().filter(|t| ["records", "incidents"].contains(&t.name)) {
        table.each(db, &mut |rows| {
            for row in rows {
                if table.name == "records" {
                    let coded = unpack::<Coded>(row.bytes(3));
                    events += coded.as_ref().map_or(0, |c| c.events.len());
                    wrong.unless(coded.is_ok(), "records", || row.int(0).to_string());
                } else {
                    let incident = unpack::<Incident>(row.bytes(16));
                    let same = incident.as_ref().is_ok_and(|i| i.id == row.text(0));
                    wrong.unless(same, "incidents", || row.text(0).to_string());
                    let current = row.maybe_int(2).is_none();
                    members.extend(incident.into_iter().filter(|_| current).flat_map(|i| i.events));
                }
            }
            Ok(())
        })?;
    }
    found.damage.extend(wrong.told("cannot be read; vigie rebuild --all makes them anew"));
    let named = db.number("SELECT COUNT(*) FROM events", &[])? as usize;
    if named != events {
        found.damage.push(format!("{events} events are coded and {named} have a name"));
    }
    let pending = db.number("SELECT COUNT(*) FROM pending", &[])?;
    if pending > 0 {
        found.notes.push(format!("{pending} documents or incidents wait to be joined; run vigie rebuild"));
        return Ok(());
    }
    let joined = db.number("SELECT COUNT(*) FROM events WHERE incident IS NOT NULL", &[])? as usize;
    if joined != members.len() {
        found.damage.push(format!("{joined} events have an incident and incidents hold {}", members.len()));
    }
    Ok(())
}

/// Things that are wrong, by kind, the first few by name.
#[derive(Debug, Default)]
struct Wrong(std::collections::BTreeMap<&'static str, Vec<String>>);

impl Wrong {
    fn unless(&mut self, fine: bool, kind: &'static str, name: impl FnOnce() -> String) {
        if !fine {
            self.0.entry(kind).or_default().push(name());
        }
    }

    fn told(self, what: &str) -> Vec<String> {
        let one = |(kind, names): (&str, Vec<String>)| {
            let first = &names[..names.len().min(MANY)];
            format!("{} {kind} {what}: {}", names.len(), first.join(", "))
        };
        self.0.into_iter().map(one).collect()
    }
}
