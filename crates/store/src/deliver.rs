//! What is told to whom: subscriptions, and the log of what each was given.
//!
//! Something is delivered at most once to a subscription. That sending begins is kept before it begins; what had begun
//! when a process ended is never begun again by itself, and stands in the log as unsure.

use crate::fault::Result;
use crate::keep::{among, document};
use crate::pack::{pack, unpack};
use crate::record::{Record, now};
use crate::value::{Row, Value};
use serde::{Deserialize, Serialize};
use vigie_engine::model::Incident;

/// Who is told what, when and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// Its name.
    pub name: String,
    /// What is wanted and how it is sent.
    pub settings: String,
    /// How far it came.
    pub state: String,
    /// When it is looked at next.
    pub due: String,
}

/// How far a delivery came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sent {
    /// It is to be sent.
    #[default]
    Waiting,
    /// Sending has begun.
    Begun,
    /// It was taken.
    Sent,
    /// Whether it was taken is not known; it is not sent again by itself.
    Unsure,
    /// It was refused too often.
    Dead,
}

impl Sent {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Waiting, "waiting"),
        (Self::Begun, "begun"),
        (Self::Sent, "sent"),
        (Self::Unsure, "unsure"),
        (Self::Dead, "dead"),
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(sent, _)| *sent == self).map_or("", |(_, word)| word)
    }

    fn of(word: &str) -> Self {
        Self::ALL.iter().find(|(_, w)| *w == word).map_or(Self::Unsure, |(sent, _)| *sent)
    }
}

/// One item for one subscription.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delivery {
    /// The subscription.
    pub subscription: String,
    /// The name of the item, the same whenever it is found again.
    pub item: String,
    /// How far it came.
    pub sent: Sent,
    /// Not before this time.
    pub due: String,
    /// How often it was refused.
    pub tries: i64,
    /// When this was written.
    pub at: String,
    /// What is sent, as the sender writes it.
    pub body: String,
}

/// An incident that is other than it was, or new.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The revision that changed it.
    pub rev: i64,
    /// Whether that revision made it.
    pub new: bool,
    /// The incident as it is.
    pub incident: Incident,
    /// The incident as it was before.
    pub before: Option<Incident>,
}

impl Record {
    /// The number of the last change of the record.
    pub fn last_revision(&mut self) -> Result<i64> {
        self.db.number("SELECT MAX(rev) FROM revisions", &[])
    }

    /// Incidents that changed after a revision, as they are now beside what they were then.
    pub fn changed_after(&mut self, rev: i64) -> Result<Vec<Changed>> {
        let rows = self.db.rows(
            "SELECT id, rev, body FROM incidents WHERE until IS NULL AND rev > $1 ORDER BY rev, id",
            &[rev.into()],
        )?;
        let mut changed = Vec::new();
        for row in rows {
            let sql = "SELECT body FROM incidents WHERE id = $1 AND rev <= $2 AND until > $2";
            let before = self.db.rows(sql, &[row.text(0).into(), rev.into()])?;
            let before = before.first().map(|row| unpack(row.bytes(0))).transpose()?;
            let incident = unpack(row.bytes(2))?;
            changed.push(Changed { rev: row.int(1), new: before.is_none(), incident, before });
        }
        Ok(changed)
    }

    /// How many of these items were ever queued for a subscription.
    pub fn queued(&mut self, subscription: &str, items: &[String]) -> Result<i64> {
        let mut found = 0;
        for item in items {
            let sql = "SELECT COUNT(*) FROM deliveries WHERE subscription = $1 AND item = $2";
            found += self.db.number(sql, &[subscription.into(), item.as_str().into()])?;
        }
        Ok(found)
    }

    /// Outlet, title and address of documents.
    #[allow(clippy::type_complexity)]
    pub fn headings(&mut self, ids: &[String]) -> Result<Vec<(Option<String>, Option<String>, Option<String>)>> {
        let values: Vec<Value> = ids.iter().map(|id| id.as_str().into()).collect();
        let sql = "SELECT d.id, v.body FROM documents d JOIN versions v ON v.num = d.num AND v.version = d.version
            WHERE d.id IN";
        let rows = among(&mut self.db, sql, &values)?;
        let heading = |row: &Row| {
            let d = document(row.text(0), row.bytes(1))?;
            Ok((d.outlet, d.title, d.url))
        };
        rows.iter().map(heading).collect()
    }

    /// All subscriptions, by name.
    pub fn subscriptions(&mut self) -> Result<Vec<Subscription>> {
        let rows = self.db.rows("SELECT name, settings, state, due FROM subscriptions ORDER BY name", &[])?;
        let one = |row: &Row| Subscription {
            name: row.text(0).into(),
            settings: row.text(1).into(),
            state: row.text(2).into(),
            due: row.text(3).into(),
        };
        Ok(rows.iter().map(one).collect())
    }

    /// Adds a subscription, or puts it in place of the one of that name.
    pub fn put_subscription(&mut self, one: &Subscription) -> Result<()> {
        let row = [&one.name, &one.settings, &one.state, &one.due].map(|t| t.as_str().into());
        let sql = "INSERT INTO subscriptions (name, settings, state, due) VALUES ($1,$2,$3,$4) ON CONFLICT (name)
            DO UPDATE SET settings = excluded.settings, state = excluded.state, due = excluded.due";
        self.db.run(sql, &row).map(drop)
    }

    /// Takes a subscription away with all that waits for it; the log of what was sent stays. Whether it was there.
    pub fn remove_subscription(&mut self, name: &str) -> Result<bool> {
        self.db.transaction(|db| {
            db.run("DELETE FROM deliveries WHERE subscription = $1 AND state = 'waiting'", &[name.into()])?;
            Ok(db.run("DELETE FROM subscriptions WHERE name = $1", &[name.into()])? > 0)
        })
    }

    /// Queues items that were never queued for their subscription, and notes how far the subscription came; how many
    /// are new. Both are one step, so that nothing is left out or queued twice whenever the process ends.
    pub fn queue(&mut self, one: &Subscription, items: &[Delivery]) -> Result<u64> {
        self.db.transaction(|db| {
            let mut new = 0;
            for item in items {
                let sql = "INSERT INTO deliveries (subscription, item, state, due, tries, at, body)
                    VALUES ($1,$2,'waiting',$3,0,$4,$5) ON CONFLICT DO NOTHING";
                let values = [
                    one.name.as_str().into(),
                    item.item.as_str().into(),
                    item.due.as_str().into(),
                    now().into(),
                    pack(&item.body).into(),
                ];
                new += db.run(sql, &values)?;
            }
            let row = [&one.name, &one.state, &one.due].map(|t| t.as_str().into());
            db.run("UPDATE subscriptions SET state = $2, due = $3 WHERE name = $1", &row)?;
            Ok(new)
        })
    }

    /// Marks what waits for a subscription and is due as begun, and gives it. What is begun is in the caller's hands alone.
    pub fn begin(&mut self, subscription: &str, time: &str, limit: i64) -> Result<Vec<Delivery>> {
        self.db.transaction(|db| {
            let sql = format!(
                "{DELIVERY} WHERE subscription = $1 AND state = 'waiting' AND due <= $2 ORDER BY at, item LIMIT {limit}"
            );
            let found: Vec<Delivery> =
                db.rows(&sql, &[subscription.into(), time.into()])?.iter().map(delivery).collect::<Result<_>>()?;
            for one in &found {
                let sql = "UPDATE deliveries SET state = 'begun', at = $3 WHERE subscription = $1 AND item = $2";
                db.run(sql, &[subscription.into(), one.item.as_str().into(), now().into()])?;
            }
            Ok(found)
        })
    }

    /// Notes what became of deliveries.
    pub fn delivered(&mut self, all: &[Delivery]) -> Result<()> {
        self.db.transaction(|db| {
            for one in all {
                let sql = "UPDATE deliveries SET state = $3, due = $4, tries = $5, at = $6, body = $7
                    WHERE subscription = $1 AND item = $2";
                let values = [
                    one.subscription.as_str().into(),
                    one.item.as_str().into(),
                    one.sent.word().into(),
                    one.due.as_str().into(),
                    one.tries.into(),
                    now().into(),
                    pack(&one.body).into(),
                ];
                db.run(sql, &values)?;
            }
            Ok(())
        })
    }

    /// Notes as unsure what had begun when an earlier process ended; how many these are. Only the one who collects asks.
    pub fn unsure(&mut self) -> Result<u64> {
        self.db.run("UPDATE deliveries SET state = 'unsure', at = $1 WHERE state = 'begun'", &[now().into()])
    }

    /// Has what was refused too often or is unsure sent again; how many these are.
    pub fn again(&mut self, subscription: &str) -> Result<u64> {
        let sql = "UPDATE deliveries SET state = 'waiting', tries = 0, due = $2, at = $2
            WHERE subscription = $1 AND state IN ('dead', 'unsure')";
        self.db.run(sql, &[subscription.into(), now().into()])
    }

    /// The log, the newest first; of one subscription or of all.
    pub fn deliveries(&mut self, subscription: Option<&str>, limit: i64) -> Result<Vec<Delivery>> {
        let rows = match subscription {
            Some(name) => {
                let sql = format!("{DELIVERY} WHERE subscription = $1 ORDER BY at DESC, item LIMIT {limit}");
                self.db.rows(&sql, &[name.into()])?
            }
            None => self.db.rows(&format!("{DELIVERY} ORDER BY at DESC, subscription, item LIMIT {limit}"), &[])?,
        };
        rows.iter().map(delivery).collect()
    }
}

const DELIVERY: &str = "SELECT subscription, item, state, due, tries, at, body FROM deliveries";

fn delivery(row: &Row) -> Result<Delivery> {
    Ok(Delivery {
        subscription: row.text(0).into(),
        item: row.text(1).into(),
        sent: Sent::of(row.text(2)),
        due: row.text(3).into(),
        tries: row.int(4),
        at: row.text(5).into(),
        body: unpack(row.bytes(6))?,
    })
}
