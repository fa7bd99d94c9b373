//! The alerts that a past record would have raised, day by day, from what was known on each.

use super::{Alert, Confidence, alerts};
use crate::assess::count::Area;
use crate::assess::scope::Scope;
use crate::data::Data;
use crate::model::{Claim, Day, Document, Incident, Resolution};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An alert on the day on which it would have been raised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// The day on which the reports were there.
    pub on: Day,
    /// Key of what was new: `new`, `toll`, `places`, `confidence`; or `withdrawn`, when the reports no longer bear it.
    pub why: String,
    /// The alert as it stood then.
    #[serde(flatten)]
    pub alert: Alert,
}

/// Goes through the days on which reports came. Types, days and places of incidents are those of the record as it
/// stands now; which incidents were known, by how many origins and with what toll is as of the day.
pub fn replay(resolution: &Resolution, documents: &[Document], area: &Area, data: &Data) -> Vec<Raised> {
    let published: BTreeMap<&str, Day> =
        documents.iter().filter_map(|d| Some((d.id.as_str(), d.published_day()?))).collect();
    let days: BTreeSet<Day> = published.values().copied().collect();
    let mut standing: BTreeMap<Key, Alert> = BTreeMap::new();
    let mut raised = Vec::new();
    for day in days {
        let known = known_on(resolution, &published, day);
        let mut scope = Scope::new(&known, documents, area, data);
        scope.chosen = scope.all.clone();
        step(alerts(&scope), day, &scope, &mut standing, &mut raised);
    }
    raised
}

/// What makes an alert the same one tomorrow: its kind, its operation or group, and its first place and day.
type Key = (String, Option<String>, Option<Day>, Option<String>);

fn key(alert: &Alert) -> Key {
    let whose = alert.campaign.clone().or_else(|| alert.actor.clone());
    let place = alert.places.first().filter(|_| whose.is_none()).cloned();
    (alert.kind.clone(), whose, alert.date, place)
}

fn step(now: Vec<Alert>, on: Day, scope: &Scope, standing: &mut BTreeMap<Key, Alert>, raised: &mut Vec<Raised>) {
    let mut gone: BTreeSet<Key> = standing.keys().cloned().collect();
    let late = |a: &Alert| a.date.is_some_and(|d| (on - d).get_days() > LATE);
    for alert in now {
        let key = key(&alert);
        if late(&alert) && !standing.contains_key(&key) {
            continue;
        }
        gone.remove(&key);
        let why = match standing.get(&key) {
            None => Some("new"),
            Some(before) => news(before, &alert),
        };
        if let Some(why) = why {
            raised.push(Raised { on, why: why.into(), alert: alert.clone() });
            standing.insert(key, alert);
        }
    }
    gone.retain(|key| standing.get(key).is_some_and(|alert| !still_holds(alert, scope)));
    for key in gone {
        if let Some(alert) = standing.remove(&key) {
            raised.push(Raised { on, why: "withdrawn".into(), alert });
        }
    }
}

/// What is told of an older day than this is the past, and nobody is alerted to it.
const LATE: i32 = 90;

/// What is known of an alert that was not when it was last raised; small changes of a toll are not news.
fn news(before: &Alert, now: &Alert) -> Option<&'static str> {
    let (was, is) = (before.killed.low, now.killed.low);
    match () {
        () if now.places.len() > before.places.len() => Some("places"),
        () if is >= was + 5 && is * 2 >= was * 3 => Some("toll"),
        () if now.confidence > before.confidence && now.confidence == Confidence::High => Some("confidence"),
        () => None,
    }
}

/// An alert that fell just below its threshold stands on: its rule says down to which toll.
fn still_holds(alert: &Alert, scope: &Scope) -> bool {
    let Some(keep) = scope.rules.alerts.iter().find(|r| r.kind == alert.kind).and_then(|r| r.keep) else {
        return false;
    };
    let incidents: Vec<&Incident> = scope.all.iter().copied().filter(|i| alert.incidents.contains(&i.id)).collect();
    let campaigns: Vec<_> =
        scope.campaigns.iter().copied().filter(|c| Some(&c.id) == alert.campaign.as_ref()).collect();
    crate::assess::toll::total(&incidents, &campaigns).low >= keep
}

/// The record with only the events of reports up to a day.
fn known_on(resolution: &Resolution, published: &BTreeMap<&str, Day>, day: Day) -> Resolution {
    let is_known = |doc: &str| published.get(doc).is_none_or(|d| *d <= day);
    let known = |i: &&Incident| i.events.iter().any(|(doc, _)| is_known(doc));
    let claims = |all: &BTreeMap<String, Vec<Claim>>| -> BTreeMap<String, Vec<Claim>> {
        all.iter()
            .map(|(field, claims)| (field.clone(), of_day(claims, &is_known)))
            .filter(|(_, c)| !c.is_empty())
            .collect()
    };
    let incidents = resolution.incidents.iter().filter(known).map(|i| Incident {
        events: i.events.iter().filter(|(doc, _)| is_known(doc)).cloned().collect(),
        fields: claims(&i.fields),
        ..i.clone()
    });
    let told = resolution.campaigns.iter().filter(|c| c.documents.iter().any(|d| is_known(d)));
    let campaigns = told.map(|c| crate::model::CampaignIncident { figures: claims(&c.figures), ..c.clone() });
    Resolution { incidents: incidents.collect(), campaigns: campaigns.collect(), contradictions: Vec::new() }
}

/// Claims that a known report makes; its origins can be no more than its reports. What nobody has taken back yet stands.
fn of_day(claims: &[Claim], is_known: &impl Fn(&str) -> bool) -> Vec<Claim> {
    let known = claims.iter().map(|claim| {
        let support: Vec<_> = claim.support.iter().filter(|s| is_known(&s.doc)).cloned().collect();
        Claim { origins: claim.origins.min(support.len()), support, ..claim.clone() }
    });
    let mut known: Vec<Claim> = known.filter(|claim| !claim.support.is_empty()).collect();
    if known.iter().all(|claim| claim.superseded) {
        known.iter_mut().for_each(|claim| claim.superseded = false);
    }
    known
}
