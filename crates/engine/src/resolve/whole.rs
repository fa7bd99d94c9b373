//! What only a look at all incidents can tell: contradictions between them, operations, their order.

use super::resolver::Resolver;
use super::rivals::{self, Outline};
use super::{campaigns, clash, inside};
use crate::model::{Contradiction, Day, Incident, Resolution, Side};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Incidents, campaigns and contradictions of these groups.
pub fn resolution(resolver: &Resolver, groups: Vec<Vec<u32>>) -> Resolution {
    let mut incidents = Vec::new();
    let rest = each(resolver, groups, |incident| incidents.push(incident));
    Resolution { incidents, ..rest }
}

/// Incidents, campaigns and contradictions of some of all groups; what is told of totals is left out.
pub fn part(resolver: &Resolver, groups: Vec<Vec<u32>>) -> Resolution {
    let mut incidents = Vec::new();
    let rest = hand_out(resolver, groups, |incident| incidents.push(incident));
    Resolution { incidents, ..rest }
}

/// Hands out the incidents of these groups one by one, oldest first, and returns what concerns several of them.
pub fn each(resolver: &Resolver, groups: Vec<Vec<u32>>, take: impl FnMut(Incident)) -> Resolution {
    let mut rest = hand_out(resolver, groups, take);
    rest.contradictions.extend(resolver.totals());
    rest
}

fn hand_out(resolver: &Resolver, groups: Vec<Vec<u32>>, mut take: impl FnMut(Incident)) -> Resolution {
    let (groups, outlines) = by_age(resolver, groups);
    let (campaigns, of) = campaigns::campaigns(resolver, &groups);
    let mut contradictions = between(resolver, &groups, outlines);
    contradictions.extend(inside::between(resolver, &groups, |n| resolver.open(&groups[n]).0.id));
    let mut told: BTreeMap<String, Vec<&Contradiction>> = BTreeMap::new();
    for (contradiction, id) in contradictions.iter().flat_map(|c| c.incidents.iter().map(move |id| (c, id))) {
        told.entry(id.clone()).or_default().push(contradiction);
    }
    for (n, group) in groups.iter().enumerate() {
        let mut incident = resolver.open(group).0;
        incident.campaign = of.get(&n).cloned();
        incident.shown.campaign.clone_from(&incident.campaign);
        incident.contradictions.extend(told.get(&incident.id).into_iter().flatten().map(|c| (*c).clone()));
        incident.contradictions.sort_by_key(|c| Reverse(c.severity));
        take(incident);
    }
    Resolution { incidents: Vec::new(), campaigns, contradictions }
}

/// Oldest first, undated last; with what is needed to see which of them may be one.
fn by_age(resolver: &Resolver, groups: Vec<Vec<u32>>) -> (Vec<Vec<u32>>, Vec<Option<Outline>>) {
    let look = |group: Vec<u32>| {
        let incident = resolver.open(&group).0;
        let age: (bool, Option<Day>) = (incident.shown.date_from.is_none(), incident.shown.date_from);
        let outline = Outline::of(&incident, &resolver.data.resolve);
        (age, incident.id, group, outline)
    };
    let mut looked: Vec<_> = groups.into_iter().map(look).collect();
    looked.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    looked.into_iter().map(|(_, _, group, outline)| (group, outline)).unzip()
}

/// Contradictions between incidents: two that may be one.
fn between(resolver: &Resolver, groups: &[Vec<u32>], outlines: Vec<Option<Outline>>) -> Vec<Contradiction> {
    let known = outlines.into_iter().enumerate().filter_map(|(n, o)| Some((n, o?)));
    let (at, outlines): (Vec<usize>, Vec<Outline>) = known.unzip();
    let value = |n: usize, field: &str| -> Option<Side> {
        resolver.open(&groups[at[n]]).1.get(field)?.first().map(clash::side)
    };
    rivals::between(&outlines, value, &resolver.data.resolve)
}
