//! Documents into the record: each once, an edited one as a new version, a batch in one transaction.

use crate::db::Db;
use crate::fault::Result;
use crate::names;
use crate::pack::{content, hash, identity, pack, pack_bytes, unpack};
use crate::record::Record;
use crate::value::{Row, Value};
use crate::words;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vigie_engine::model::{Document, Record as Coded};

/// A report with what the coder made of it, on its way into the record.
#[derive(Clone, Debug)]
pub struct Arrival {
    document: Document,
    identity: Vec<u8>,
    hash: Vec<u8>,
    body: Vec<u8>,
    coded: Option<(Coded, Vec<u8>)>,
    page: Option<Arc<Page>>,
    source: String,
}

/// The bytes that one or more reports were taken from, compressed.
#[derive(Clone, Debug)]
pub struct Page {
    hash: Vec<u8>,
    size: usize,
    bytes: Vec<u8>,
}

/// What became of an arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A document that was not there.
    New,
    /// Another version of a document that was.
    Version,
    /// Nothing new: at most the fact that it was seen again.
    Known,
}

impl Page {
    /// Bytes as they came.
    pub fn new(bytes: &[u8]) -> Self {
        Self { hash: hash(&[bytes]), size: bytes.len(), bytes: pack_bytes(bytes) }
    }

    /// The hash under which the bytes are kept.
    pub fn hash(&self) -> &[u8] {
        &self.hash
    }

    pub(crate) fn row(&self) -> Vec<Value> {
        vec![self.hash.clone().into(), (self.size as i64).into(), self.bytes.clone().into()]
    }
}

impl Arrival {
    /// A report as it was read. What takes time is done here, so that it can be done on all cores.
    pub fn new(document: Document, page: Option<Arc<Page>>, source: &str) -> Self {
        let bare = Document { id: String::new(), ..document.clone() };
        Self {
            identity: identity(&document),
            hash: content(&document),
            body: pack(&bare),
            document,
            coded: None,
            page,
            source: source.into(),
        }
    }

    /// The report.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// With what the coder made of it.
    pub fn with(mut self, coded: Coded) -> Self {
        let body = pack(&Coded { doc: String::new(), ..coded.clone() });
        self.coded = Some((coded, body));
        self
    }
}

/// A document that is in the record.
#[derive(Debug, Default)]
struct There {
    num: i64,
    id: String,
    current: i64,
    versions: BTreeMap<Vec<u8>, i64>,
}

impl Record {
    /// Whether each of these is in the record as it is, so that it need not be coded.
    pub fn knows(&mut self, arrivals: &[Arrival]) -> Result<Vec<bool>> {
        let there = there(&mut self.db, arrivals)?;
        let known = |a: &Arrival| there.get(&a.identity).is_some_and(|t| t.versions.contains_key(&a.hash));
        Ok(arrivals.iter().map(known).collect())
    }

    /// Keeps a batch. When this returns, all of it has reached the disk; each with the id it has in the record.
    pub fn keep(&mut self, arrivals: &[Arrival]) -> Result<Vec<(String, Kept)>> {
        let Self { db, stamp, .. } = self;
        db.transaction(|db| {
            let mut batch = Batch {
                there: there(db, arrivals)?,
                next: db.number("SELECT MAX(num) FROM documents", &[])? + 1,
                taken: taken(db, arrivals)?,
                ..Batch::default()
            };
            let kept = arrivals.iter().map(|a| batch.take(a, db)).collect::<Result<Vec<_>>>()?;
            if !batch.is_empty() {
                let rev = Self::revision(db, stamp, "import")?;
                let stamp = stamp.number(db)?;
                batch.write(db, rev, stamp)?;
            }
            Ok(kept)
        })
    }
}

/// The rows of one batch, collected so that few statements write them.
#[derive(Debug, Default)]
struct Batch {
    there: BTreeMap<Vec<u8>, There>,
    taken: BTreeSet<String>,
    next: i64,
    pages: BTreeMap<Vec<u8>, Arc<Page>>,
    documents: Vec<Vec<Value>>,
    /// By the number of the document: of several versions the last one speaks.
    voices: BTreeMap<i64, Vec<Value>>,
    current: Vec<(i64, i64, Option<String>, Option<String>)>,
    versions: Vec<Vec<Value>>,
    fetches: Vec<Vec<Value>>,
    records: Vec<Vec<Value>>,
    recoded: Vec<i64>,
    events: Vec<Vec<Value>>,
    words: Vec<(i64, String)>,
    touched: Vec<Vec<Value>>,
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.versions.is_empty() && self.fetches.is_empty()
    }

    fn take(&mut self, arrival: &Arrival, db: &mut Db) -> Result<(String, Kept)> {
        let Some(there) = self.there.get_mut(&arrival.identity) else {
            let id = self.free(&arrival.document.id, &arrival.identity, db)?;
            return Ok((self.new_document(arrival, id), Kept::New));
        };
        let (num, id) = (there.num, there.id.clone());
        if let Some(&version) = there.versions.get(&arrival.hash) {
            self.fetch(arrival, num, version);
            return Ok((id, Kept::Known));
        }
        there.current = there.versions.values().max().copied().unwrap_or(0) + 1;
        let version = there.current;
        there.versions.insert(arrival.hash.clone(), version);
        let Document { published, language, .. } = &arrival.document;
        self.current.push((num, version, published.clone(), language.clone()));
        self.recoded.push(num);
        self.give_up(num);
        self.version(arrival, num, version, &id, names::kept(db, num)?);
        Ok((id, Kept::Version))
    }

    fn new_document(&mut self, arrival: &Arrival, id: String) -> String {
        let num = self.next;
        self.next += 1;
        let Document { published, language, .. } = &arrival.document;
        self.documents.push(vec![
            num.into(),
            id.as_str().into(),
            arrival.identity.as_slice().into(),
            1.into(),
            published.clone().into(),
            language.clone().into(),
        ]);
        let there =
            There { num, id: id.clone(), current: 1, versions: [(arrival.hash.clone(), 1)].into_iter().collect() };
        self.there.insert(arrival.identity.clone(), there);
        self.version(arrival, num, 1, &id, Vec::new());
        id
    }

    fn version(&mut self, arrival: &Arrival, num: i64, version: i64, id: &str, before: Vec<names::Named>) {
        let page = arrival.page.as_ref().map(|page| page.hash.clone());
        let hash = arrival.hash.as_slice();
        self.versions.push(vec![num.into(), version.into(), hash.into(), page.into(), arrival.body.as_slice().into()]);
        if let Some(page) = &arrival.page {
            self.pages.insert(page.hash.clone(), page.clone());
        }
        self.fetch(arrival, num, version);
        self.words.push((num, words::of(&arrival.document)));
        self.voices.insert(num, crate::pages::voice(num, &arrival.document));
        self.touched.push(vec!["document".into(), num.to_string().into()]);
        let Some((coded, body)) = &arrival.coded else { return };
        self.records.push(vec![num.into(), version.into(), body.as_slice().into()]);
        let named = names::name(id, coded, &arrival.document.text, before);
        let row = |(event, name, incident): names::Name| vec![num.into(), event.into(), name.into(), incident.into()];
        self.events.extend(named.into_iter().map(row));
    }

    /// What was coded of a version that another one of this batch follows is not written.
    fn give_up(&mut self, num: i64) {
        let others = |row: &Vec<Value>| row.first() != Some(&num.into());
        self.records.retain(others);
        self.events.retain(others);
        self.words.retain(|(of, _)| *of != num);
    }

    fn fetch(&mut self, arrival: &Arrival, num: i64, version: i64) {
        let fetched = arrival.document.fetched.as_deref().unwrap_or("");
        self.fetches.push(vec![num.into(), version.into(), fetched.into(), arrival.source.as_str().into()]);
    }

    /// The id itself, or with the first number that nobody has: the second `a` is `a~2`.
    fn free(&mut self, id: &str, identity: &[u8], db: &mut Db) -> Result<String> {
        let wanted = match id.trim() {
            "" => crate::pack::hex(&identity[..6]),
            id => id.to_string(),
        };
        let mut found = wanted.clone();
        let mut number = 2;
        while self.taken.contains(&found)
            || number > 2 && db.number("SELECT COUNT(*) FROM documents WHERE id = $1", &[found.as_str().into()])? > 0
        {
            found = format!("{wanted}~{number}");
            number += 1;
        }
        self.taken.insert(found.clone());
        Ok(found)
    }

    fn write(self, db: &mut Db, rev: i64, stamp: i64) -> Result<()> {
        let with = |rows: Vec<Vec<Value>>, more: &[i64]| -> Vec<Vec<Value>> {
            let more: Vec<Value> = more.iter().map(|n| (*n).into()).collect();
            rows.into_iter().map(|row| [row, more.clone()].concat()).collect()
        };
        db.insert("pages", "hash,size,bytes", self.pages.into_values().map(|p| p.row()).collect(), ON_CONFLICT)?;
        let columns = "num,id,identity,version,published,language,rev";
        db.insert("documents", columns, with(self.documents, &[rev]), "")?;
        for (num, version, published, language) in self.current {
            let sql = "UPDATE documents SET version = $2, published = $3, language = $4, rev = $5 WHERE num = $1";
            db.run(sql, &[num.into(), version.into(), published.into(), language.into(), rev.into()])?;
        }
        db.insert("versions", "num,version,hash,page,body,rev", with(self.versions, &[rev]), "")?;
        db.insert("fetches", "num,version,fetched,source,rev", with(self.fetches, &[rev]), ON_CONFLICT)?;
        for num in &self.recoded {
            hold(db, *num)?;
            forget(db, *num)?;
        }
        db.insert("records", "num,version,body,stamp", with(self.records, &[stamp]), "")?;
        db.insert("events", "num,event,name,incident", self.events, "")?;
        words::remove(db, &self.recoded)?;
        words::put(db, self.words)?;
        crate::pages::speak(db, self.voices.into_values().collect())?;
        db.insert("pending", "kind,item", self.touched, ON_CONFLICT)
    }
}

const ON_CONFLICT: &str = "ON CONFLICT DO NOTHING";

/// Notes the incidents that hold events of a document: they may be told otherwise without them.
pub(crate) fn hold(db: &mut Db, num: i64) -> Result<()> {
    let held = "INSERT INTO pending (kind, item) SELECT DISTINCT 'incident', incident FROM events
        WHERE num = $1 AND incident IS NOT NULL ON CONFLICT DO NOTHING";
    db.run(held, &[num.into()]).map(drop)
}

/// Takes away what was coded of a document that is coded anew.
pub(crate) fn forget(db: &mut Db, num: i64) -> Result<()> {
    db.run("DELETE FROM events WHERE num = $1", &[num.into()])?;
    db.run("DELETE FROM records WHERE num = $1", &[num.into()]).map(drop)
}

fn there(db: &mut Db, arrivals: &[Arrival]) -> Result<BTreeMap<Vec<u8>, There>> {
    let mut found: BTreeMap<Vec<u8>, There> = BTreeMap::new();
    let identities: BTreeSet<&[u8]> = arrivals.iter().map(|a| a.identity.as_slice()).collect();
    let values: Vec<Value> = identities.into_iter().map(Value::from).collect();
    let sql = "SELECT d.identity, d.num, d.id, d.version, v.version, v.hash FROM documents d
        JOIN versions v ON v.num = d.num WHERE d.identity IN";
    for row in among(db, sql, &values)? {
        let there = found.entry(row.bytes(0).to_vec()).or_default();
        (there.num, there.id, there.current) = (row.int(1), row.text(2).into(), row.int(3));
        there.versions.insert(row.bytes(5).to_vec(), row.int(4));
    }
    Ok(found)
}

fn taken(db: &mut Db, arrivals: &[Arrival]) -> Result<BTreeSet<String>> {
    let ids: BTreeSet<&str> = arrivals.iter().map(|a| a.document.id.trim()).collect();
    let values: Vec<Value> = ids.into_iter().map(Value::from).collect();
    let rows = among(db, "SELECT id FROM documents WHERE id IN", &values)?;
    Ok(rows.iter().map(|row| row.text(0).to_string()).collect())
}

/// The rows for a list of values, some hundred at a time.
pub(crate) fn among(db: &mut Db, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for chunk in values.chunks(500) {
        let places = db.places(0, chunk.len());
        rows.extend(db.rows(&format!("{sql} {places}"), chunk)?);
    }
    Ok(rows)
}

/// A kept document, with the name it has here.
pub(crate) fn document(id: &str, body: &[u8]) -> Result<Document> {
    Ok(Document { id: id.into(), ..unpack(body)? })
}
