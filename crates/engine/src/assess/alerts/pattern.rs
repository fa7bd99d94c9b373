//! The conditions that a rule may name, over the incidents of its sub-types.

use super::{Alert, Rule, alert};
use crate::assess::scope::Scope;
use crate::assess::toll;
use crate::model::{CampaignIncident, Claim, Day, Incident, PlacePrecision, Precision};
use std::collections::{BTreeMap, BTreeSet};

/// The alerts of a rule, in no order.
pub fn of_rule(scope: &Scope, rule: &Rule, incidents: &[&Incident]) -> Vec<Alert> {
    if let Some(places) = rule.places {
        return coordinated(scope, rule, incidents, places);
    }
    if let Some(killed) = rule.killed {
        return mass_casualty(scope, rule, incidents, killed);
    }
    if let Some(days) = rule.new_actor_days {
        return new_actors(scope, rule, incidents, days);
    }
    if let Some(factor) = rule.revised_factor {
        return revised(scope, rule, incidents, factor);
    }
    let near = incidents.iter().filter(|i| rule.capital_km.is_none_or(|km| is_near_capital(scope, i, km)));
    let fits = near.filter(|i| rule.first_days.is_none_or(|days| is_first(scope, rule, i, days)));
    fits.map(|i| alert(rule, &[i], toll::killed(i))).collect()
}

/// Several places on one day, of one operation or of one named armed side.
fn coordinated(scope: &Scope, rule: &Rule, incidents: &[&Incident], least: usize) -> Vec<Alert> {
    let mut days: BTreeMap<(Day, Result<&str, &str>), Vec<&Incident>> = BTreeMap::new();
    for incident in incidents.iter().filter(|i| is_exact(i)) {
        let Some(day) = incident.shown.date_from else { continue };
        if let Some(campaign) = incident.campaign.as_deref() {
            days.entry((day, Ok(campaign))).or_default().push(incident);
        }
        for side in sides(scope, incident) {
            days.entry((day, Err(side))).or_default().push(incident);
        }
    }
    let made = days.into_iter().map(|((_, who), group)| Alert {
        campaign: who.ok().map(str::to_string),
        actor: who.err().map(str::to_string),
        ..alert(rule, &group, group.iter().map(|i| toll::killed(i)).sum())
    });
    largest(made.filter(|a| a.places.len() >= least).collect())
}

/// Without those whose incidents are all among another's.
fn largest(mut found: Vec<Alert>) -> Vec<Alert> {
    found.sort_by_key(|a| (std::cmp::Reverse(a.incidents.len()), a.campaign.is_none()));
    let mut kept: Vec<Alert> = Vec::new();
    for alert in found {
        let within = |k: &Alert| alert.incidents.iter().all(|i| k.incidents.contains(i));
        if !kept.iter().any(within) {
            kept.push(alert);
        }
    }
    kept
}

fn is_exact(incident: &Incident) -> bool {
    incident.shown.date_precision == Precision::Day && incident.shown.place_precision < PlacePrecision::Country
}

/// Armed groups that began it and have a name of their own.
fn sides<'a>(scope: &Scope, incident: &'a Incident) -> impl Iterator<Item = &'a str> {
    let unknown = scope.unknown_group;
    let armed = incident.shown.initiators.iter().filter(|a| a.class.is_armed_group());
    armed.map(|a| a.name.as_str()).filter(move |name| *name != unknown)
}

/// Incidents, and operations whose total alone tells it.
fn mass_casualty(scope: &Scope, rule: &Rule, incidents: &[&Incident], least: u64) -> Vec<Alert> {
    let grave = incidents.iter().filter(|i| toll::killed(i).low >= least);
    let single = grave.map(|i| alert(rule, &[i], toll::killed(i)));
    let ids: BTreeSet<&str> = incidents.iter().map(|i| i.id.as_str()).collect();
    let whole = |c: &&CampaignIncident| {
        let chosen = |i: &&Incident| ids.contains(i.id.as_str());
        let members: Vec<&Incident> = scope.members(c).into_iter().filter(chosen).collect();
        let killed = toll::total(&members, &[c]);
        let told = members.iter().any(|i| toll::killed(i).low >= least);
        let raised = killed.low >= least && !told && !members.is_empty();
        raised.then(|| Alert { campaign: Some(c.id.clone()), ..alert(rule, &members, killed) })
    };
    single.chain(scope.campaigns.iter().filter_map(whole)).collect()
}

fn is_near_capital(scope: &Scope, incident: &Incident, km: f64) -> bool {
    let close = incident.shown.place_precision < PlacePrecision::Admin1;
    let capital = incident.shown.country.as_deref().and_then(|iso| scope.capitals.get(iso).copied());
    close && incident.point.zip(capital).is_some_and(|(a, b)| crate::assess::scope::km(a, b) <= km)
}

/// Nothing like it in the days before, and something is known of all these days.
fn is_first(scope: &Scope, rule: &Rule, incident: &Incident, days: i32) -> bool {
    let Some(day) = incident.shown.date_from else { return false };
    let since = |i: &&&Incident| i.shown.date_from.is_some_and(|d| d < day && (day - d).get_days() <= days);
    let like = |i: &&Incident| {
        rule.sub_types.contains(&i.shown.sub_type) && rule.capital_km.is_none_or(|km| is_near_capital(scope, i, km))
    };
    let earlier_today = |i: &&&Incident| i.shown.date_from == Some(day) && i.id < incident.id;
    let known = scope.all.first().and_then(|i| i.shown.date_from).is_some_and(|d| (day - d).get_days() >= days);
    known && !scope.all.iter().filter(|i| since(i) || earlier_today(i)).any(like)
}

/// Armed groups in a region where they were not in the days before.
fn new_actors(scope: &Scope, rule: &Rule, incidents: &[&Incident], days: i32) -> Vec<Alert> {
    let mut regions: BTreeMap<(&str, &str), Region> = BTreeMap::new();
    let chosen: BTreeSet<&str> = incidents.iter().map(|i| i.id.as_str()).collect();
    let mut found = Vec::new();
    for incident in &scope.all {
        let (Some(day), Some(key)) = (incident.shown.date_from, region(incident)) else { continue };
        let here = regions.entry(key).or_insert_with(|| Region { since: day, seen: BTreeMap::new() });
        for side in sides(scope, incident) {
            let before = here.seen.insert(side, day);
            let known = (day - here.since).get_days() >= days;
            let new = before.is_none_or(|d| (day - d).get_days() > days);
            if known && new && chosen.contains(incident.id.as_str()) {
                found.push(Alert { actor: Some(side.into()), ..alert(rule, &[incident], toll::killed(incident)) });
            }
        }
    }
    found
}

/// Since when something is known of a region, and when each group was last seen there.
struct Region<'a> {
    since: Day,
    seen: BTreeMap<&'a str, Day>,
}

fn region(incident: &Incident) -> Option<(&str, &str)> {
    Some((incident.shown.country.as_deref()?, incident.shown.admin1.as_deref()?))
}

/// Incidents of which a later day's report tells more dead than the first day's.
fn revised(scope: &Scope, rule: &Rule, incidents: &[&Incident], factor: f64) -> Vec<Alert> {
    let rises = |i: &&&Incident| {
        let Some((first, later)) = first_and_later(scope, i) else { return false };
        later >= first + rule.revised_least && later as f64 >= first as f64 * factor
    };
    incidents.iter().filter(rises).map(|i| alert(rule, &[i], toll::killed(i))).collect()
}

/// The highest figure of one side's dead on the first day it was told, and on later days.
fn first_and_later(scope: &Scope, incident: &Incident) -> Option<(u64, u64)> {
    let of_field = |claims: &Vec<Claim>| {
        let dated = claims.iter().flat_map(|c| {
            let figure = c.figure.as_ref().map(|f| f.high.or(f.low).unwrap_or(0));
            c.support.iter().filter_map(move |s| Some((*scope.published.get(s.doc.as_str())?, figure?)))
        });
        let told: Vec<(Day, u64)> = dated.collect();
        let first = told.iter().map(|t| t.0).min()?;
        let most = |on: &dyn Fn(Day) -> bool| told.iter().filter(|t| on(t.0)).map(|t| t.1).max();
        Some((most(&|d| d == first)?, most(&|d| d > first)?))
    };
    let killed = incident.fields.values().filter(|claims| toll::is_killed(claims));
    killed.filter_map(of_field).max_by_key(|(first, later)| later.saturating_sub(*first))
}
