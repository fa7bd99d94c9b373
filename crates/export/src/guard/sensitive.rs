//! Sources that must not be known from the file.

use super::Released;
use crate::options::{Input, Options};
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::data::{Data, phrase};
use vigie_engine::model::{Claim, Document, Incident, Record};
use vigie_engine::resolve::{Ruling, resolve_ruled};

/// The reports of sensitive sources, by name.
pub(crate) fn reports(input: &Input, options: &Options, data: &Data) -> BTreeSet<String> {
    let named: BTreeSet<String> = options.sensitive.iter().map(|n| phrase(n)).collect();
    let is = |d: &&Document| {
        let known = [d.url.as_deref(), d.outlet.as_deref()].into_iter().flatten().find_map(|n| data.sources.find(n));
        let names = known.iter().flat_map(|s| std::iter::once(&s.name).chain(&s.aliases));
        let mut names = names.chain(&d.outlet).chain(std::iter::once(&d.id));
        known.is_some_and(|s| s.sensitive) || names.any(|n| named.contains(&phrase(n)))
    };
    input.documents.iter().filter(is).map(|d| d.id.clone()).collect()
}

/// Takes these reports out of everything. An incident that others tell as well is told anew by their words alone.
pub(crate) fn leave_out(released: &mut Released, input: &Input, secret: &BTreeSet<String>, data: &Data) {
    if secret.is_empty() {
        return;
    }
    released.withheld.add("reports", "of a sensitive source", secret.len());
    let hears = |i: &Incident| i.events.iter().any(|(doc, _)| secret.contains(doc));
    let records: BTreeMap<&str, &Record> = input.records.iter().map(|r| (r.doc.as_str(), r)).collect();
    let documents: BTreeMap<&str, &Document> = input.documents.iter().map(|d| (d.id.as_str(), d)).collect();
    let mut kept = Vec::new();
    for incident in std::mem::take(&mut released.incidents) {
        if !hears(&incident) {
            kept.push(incident);
            continue;
        }
        match anew(&incident, secret, &documents, &records, data) {
            Some(told) => {
                released.withheld.add("claims", "of a sensitive source", incident.events.len() - told.events.len());
                kept.push(told);
            }
            None => released.withheld.add("incidents", "told by sensitive sources only", 1),
        }
    }
    released.incidents = kept;
    let clean = |c: &vigie_engine::model::Contradiction| {
        c.sides.iter().flat_map(|s| &s.support).all(|s| !secret.contains(&s.doc))
    };
    released.contradictions.retain(clean);
    released.incidents.iter_mut().for_each(|i| i.contradictions.retain(clean));
    for campaign in &mut released.campaigns {
        campaign.documents.retain(|doc| !secret.contains(doc));
        campaign.evidence.retain(|s| !secret.contains(&s.doc));
        campaign.figures.values_mut().for_each(|claims| without(claims, secret));
        campaign.figures.retain(|_, claims| !claims.is_empty());
    }
    released.campaigns.retain(|c| !c.documents.is_empty());
}

fn without(claims: &mut Vec<Claim>, secret: &BTreeSet<String>) {
    claims.iter_mut().for_each(|c| c.support.retain(|s| !secret.contains(&s.doc)));
    claims.retain(|c| !c.support.is_empty());
}

/// The incident as the other reports tell it, under its own name.
fn anew(
    incident: &Incident,
    secret: &BTreeSet<String>,
    documents: &BTreeMap<&str, &Document>,
    records: &BTreeMap<&str, &Record>,
    data: &Data,
) -> Option<Incident> {
    let events: Vec<_> = incident.events.iter().filter(|(doc, _)| !secret.contains(doc)).cloned().collect();
    let docs: BTreeSet<&str> = events.iter().map(|(doc, _)| doc.as_str()).collect();
    let part = |doc: &&str| {
        let record = records.get(doc)?;
        let ours = |id: &String| events.iter().any(|(d, e)| d == doc && e == id);
        let own = record.events.iter().filter(|e| ours(&e.id)).cloned().collect();
        Some(Record { doc: record.doc.clone(), events: own, ..Record::default() })
    };
    let told: Vec<Record> = docs.iter().filter_map(part).collect();
    let read: Vec<Document> = docs.iter().filter_map(|doc| documents.get(doc).map(|d| (*d).clone())).collect();
    let one = resolve_ruled(&read, &told, &[Ruling::Together(events)], data).incidents.into_iter().next()?;
    let mut told = Incident { id: incident.id.clone(), campaign: incident.campaign.clone(), ..one };
    told.shown.id.clone_from(&incident.id);
    told.shown.campaign.clone_from(&incident.campaign);
    told.contradictions.iter_mut().for_each(|c| c.incidents = vec![incident.id.clone()]);
    Some(told)
}
