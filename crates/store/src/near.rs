//! Joining what is new with what it touches, by what is kept in memory of everything else.

use crate::assess::AreaMonth;
use crate::db::Db;
use crate::decide::Overlay;
use crate::fault::Result;
use crate::join::{Joined, Part};
use crate::keep::among;
use crate::load::Scope;
use crate::pack::unpack;
use crate::record::Record;
use crate::value::{Row, Value};
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::data::Data;
use vigie_engine::model::{CampaignIncident, Contradiction, Document, EventRef, Incident, Record as Coded, Resolution};
use vigie_engine::resolve::{Resolver, rival_block};

/// What is known of all events between one join and the next, so that a report more costs what it touches and no more.
/// Takes about 3 kB an event.
#[derive(Debug, Default)]
pub struct Joiner<'d> {
    known: Option<Known<'d>>,
}

#[derive(Debug)]
struct Known<'d> {
    resolver: Resolver<'d>,
    /// The last join that it saw.
    rev: i64,
}

/// In the place of a document's number: a join that took in more than is remembered, and one that took in none.
pub(crate) const EVERYTHING: i64 = -1;
pub(crate) const NOTHING: i64 = 0;

impl<'d> Joiner<'d> {
    /// Reads all that there is to know, so that the first join need not. The record may be open to read only.
    pub fn warm(&mut self, record: &mut Record, data: &'d Data) -> Result<()> {
        if self.known.is_none() {
            let rev = last_join(&mut record.db)?;
            self.known = Some(Known { resolver: record.resolver(data)?.0, rev });
        }
        Ok(())
    }

    /// What is known, brought to the last join and taken out: who fails half way leaves nothing that does not match
    /// the record. Nothing, if more was joined meanwhile than is remembered.
    pub(crate) fn take(&mut self, record: &mut Record) -> Result<Option<Resolver<'d>>> {
        let Some(Known { mut resolver, rev }) = self.known.take() else { return Ok(None) };
        let Some(documents) = joined_since(&mut record.db, rev)? else { return Ok(None) };
        if !documents.is_empty() {
            let (documents, records, _) = record.ruled(&Scope::Documents(documents))?;
            put(&mut resolver, &documents, records);
        }
        Ok(Some(resolver))
    }

    /// Keeps what is known after a join.
    pub(crate) fn keep(&mut self, db: &mut Db, resolver: Resolver<'d>) -> Result<()> {
        self.known = Some(Known { resolver, rev: last_join(db)? });
        Ok(())
    }
}

/// The documents that were joined after a revision, if all of these joins are remembered.
fn joined_since(db: &mut Db, rev: i64) -> Result<Option<Vec<i64>>> {
    let joins = db.number("SELECT COUNT(*) FROM revisions WHERE what = 'join' AND rev > $1", &[rev.into()])?;
    let rows = db.rows("SELECT rev, num FROM joins WHERE rev > $1", &[rev.into()])?;
    let told: BTreeSet<i64> = rows.iter().map(|row| row.int(0)).collect();
    let nums: BTreeSet<i64> = rows.iter().map(|row| row.int(1)).filter(|num| *num != NOTHING).collect();
    let known = told.len() as i64 == joins && !nums.contains(&EVERYTHING);
    Ok(known.then(|| nums.into_iter().collect()))
}

fn last_join(db: &mut Db) -> Result<i64> {
    db.number("SELECT MAX(rev) FROM revisions WHERE what = 'join'", &[])
}

/// What waits to be joined.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    pub everything: bool,
    pub documents: BTreeSet<i64>,
    pub incidents: BTreeSet<String>,
    /// Areas and months of which people gave the verdict.
    pub verdicts: BTreeSet<AreaMonth>,
}

impl Waiting {
    pub fn load(db: &mut Db) -> Result<Self> {
        let mut waiting = Self::default();
        for row in db.rows("SELECT kind, item FROM pending", &[])? {
            match (row.text(0), row.text(1)) {
                ("document", num) => drop(num.parse().map(|num| waiting.documents.insert(num))),
                ("incident", id) => drop(waiting.incidents.insert(id.into())),
                ("verdict", of) => {
                    let day =
                        of.split_once(' ').and_then(|(area, m)| Some((area.into(), format!("{m}-01").parse().ok()?)));
                    waiting.verdicts.extend(day);
                }
                _ => waiting.everything = true,
            }
        }
        Ok(waiting)
    }

    /// Whether nothing waits to be joined. Verdicts may still wait to be made.
    pub fn is_joined(&self) -> bool {
        !self.everything && self.documents.is_empty() && self.incidents.is_empty()
    }
}

impl Record {
    /// Joins what waits by what is known of the rest.
    pub(crate) fn join_near(&mut self, resolver: &mut Resolver, waiting: &Waiting, data: &Data) -> Result<Joined> {
        let overlay = Overlay::load(&mut self.db)?;
        let scope = Scope::Documents(waiting.documents.iter().copied().collect());
        let (documents, mut records) = (self.documents(&scope)?, self.coded(&scope)?);
        overlay.lay(&mut records);
        let mut seeds = put(resolver, &documents, records);
        let (circle, resolution) = loop {
            let circle = resolver.circle(&seeds, &overlay.rulings);
            let resolution = resolver.resolved(&circle, &overlay.rulings);
            let more = beyond(&mut self.db, &circle, &resolution, waiting, data)?;
            let more: BTreeSet<EventRef> = more.difference(&seeds).cloned().collect();
            if more.is_subset(&circle) {
                break (circle, resolution);
            }
            seeds.extend(more);
        };
        let totals: Vec<Contradiction> = resolver.totals();
        self.keep_incidents(&Part::Events { circle, waiting, totals }, resolution, data)
    }
}

/// Takes the documents in, in place of what was known of them; the events that may be grouped otherwise by that.
fn put(resolver: &mut Resolver, documents: &[Document], records: Vec<Coded>) -> BTreeSet<EventRef> {
    let mut records: BTreeMap<String, Coded> = records.into_iter().map(|r| (r.doc.clone(), r)).collect();
    let mut arrived = |d: &Document| records.remove(&d.id).unwrap_or_default();
    let arrived: Vec<(&Document, Coded)> = documents.iter().map(|d| (d, arrived(d))).collect();
    let own = arrived.iter().flat_map(|(d, record)| record.events.iter().map(|e| (d.id.clone(), e.id.clone())));
    let mut touched: BTreeSet<EventRef> = own.collect();
    let change = resolver.put_all(arrived);
    touched.extend(change.now.into_iter().flat_map(|i| i.events));
    touched
}

/// Events outside of a circle with whose incidents those of it have, or had, to do: incidents that held events of it,
/// operations, and incidents that may be doubles.
fn beyond(
    db: &mut Db,
    circle: &BTreeSet<EventRef>,
    resolution: &Resolution,
    waiting: &Waiting,
    data: &Data,
) -> Result<BTreeSet<EventRef>> {
    let mut ids = incidents_of(db, circle)?;
    ids.extend(waiting.incidents.iter().cloned());
    ids.extend(incidents_in(db, &waiting.documents)?);
    let former = stored(db, &ids)?;
    ids.extend(operations(db, &former)?);
    let blocks = former.iter().chain(&resolution.incidents).filter_map(|i| rival_block(&i.shown, data));
    for (block, most) in blocks.collect::<BTreeSet<_>>() {
        let sql = "SELECT incident FROM rivals WHERE block = $1";
        let there: BTreeSet<String> = db.rows(sql, &[block.into()])?.iter().map(|row| row.text(0).into()).collect();
        let others: BTreeSet<String> = there.difference(&ids).cloned().collect();
        // Where more than so many stand outside, none is compared, whatever is added or taken away here.
        if most.is_none_or(|most| others.len() <= most) {
            ids.extend(others);
        }
    }
    events_of(db, &ids)
}

/// The operations that incidents belonged to, by all their incidents.
fn operations(db: &mut Db, incidents: &[Incident]) -> Result<BTreeSet<String>> {
    let ids: BTreeSet<&str> = incidents.iter().filter_map(|i| i.campaign.as_deref()).collect();
    let values: Vec<Value> = ids.into_iter().map(Value::from).collect();
    let mut all = BTreeSet::new();
    for row in among(db, "SELECT body FROM campaigns WHERE id IN", &values)? {
        all.extend(unpack::<CampaignIncident>(row.bytes(0))?.incidents);
    }
    Ok(all)
}

fn stored(db: &mut Db, ids: &BTreeSet<String>) -> Result<Vec<Incident>> {
    let values: Vec<Value> = ids.iter().map(|id| id.as_str().into()).collect();
    let rows = among(db, "SELECT body FROM incidents WHERE until IS NULL AND id IN", &values)?;
    rows.iter().map(|row| unpack(row.bytes(0))).collect()
}

/// The incidents that hold these events.
fn incidents_of(db: &mut Db, events: &BTreeSet<EventRef>) -> Result<BTreeSet<String>> {
    let docs: BTreeSet<&str> = events.iter().map(|(doc, _)| doc.as_str()).collect();
    let values: Vec<Value> = docs.into_iter().map(Value::from).collect();
    let sql = "SELECT d.id, e.event, e.incident FROM documents d JOIN events e ON e.num = d.num
        WHERE e.incident IS NOT NULL AND d.id IN";
    let ours = |row: &&Row| events.contains(&(row.text(0).to_string(), row.text(1).to_string()));
    Ok(among(db, sql, &values)?.iter().filter(ours).map(|row| row.text(2).to_string()).collect())
}

/// The incidents that hold events of documents, also such events as were rejected since.
fn incidents_in(db: &mut Db, documents: &BTreeSet<i64>) -> Result<BTreeSet<String>> {
    let values: Vec<Value> = documents.iter().map(|num| (*num).into()).collect();
    let sql = "SELECT DISTINCT incident FROM events WHERE incident IS NOT NULL AND num IN";
    Ok(among(db, sql, &values)?.iter().map(|row| row.text(0).to_string()).collect())
}

fn events_of(db: &mut Db, incidents: &BTreeSet<String>) -> Result<BTreeSet<EventRef>> {
    let values: Vec<Value> = incidents.iter().map(|id| id.as_str().into()).collect();
    let sql = "SELECT d.id, e.event FROM events e JOIN documents d ON d.num = e.num WHERE e.incident IN";
    Ok(among(db, sql, &values)?.iter().map(|row| (row.text(0).into(), row.text(1).into())).collect())
}
