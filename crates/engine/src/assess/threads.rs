//! What goes on across a border: incidents of one operation, or of one armed group near each other, in several countries.

use super::scope::{Scope, km};
use crate::model::{Class, Day, Incident, Resolution, Stance};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Incidents in the area, and those across its borders that belong with them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    /// `campaign` or `actor`.
    pub by: String,
    /// The operation's id, or the group's name.
    pub who: String,
    /// The other countries, ISO alpha-3.
    pub countries: Vec<String>,
    /// Ids of the incidents of the period in the area.
    pub here: Vec<String>,
    /// Ids of the incidents across the border.
    pub there: Vec<String>,
}

/// Kilometres and days within which acts of one group on both sides of a border are one thread.
const NEAR: (f64, i32) = (150.0, 31);

type Found<'a> = BTreeMap<(&'static str, &'a str), (BTreeSet<&'a str>, BTreeMap<&'a str, &'a str>)>;

/// The threads of the period, those with most incidents first.
pub fn threads<'a>(scope: &Scope<'a>, resolution: &'a Resolution) -> Vec<Thread> {
    let countries: BTreeSet<&str> = scope.all.iter().filter_map(|i| country(i)).collect();
    let outside = |i: &&'a Incident| country(i).is_some_and(|c| !countries.contains(c));
    let mut abroad: Vec<&'a Incident> =
        resolution.incidents.iter().filter(|i| i.shown.stance != Stance::Denied).filter(outside).collect();
    abroad.sort_by(|a, b| (a.shown.date_from, &a.id).cmp(&(b.shown.date_from, &b.id)));
    let mut found = Found::new();
    of_campaigns(scope, &abroad, &mut found);
    of_groups(scope, &abroad, &mut found);
    let told = |((by, who), (here, there)): (_, (BTreeSet<&str>, BTreeMap<&str, &str>))| Thread {
        by: str::to_string(by),
        who: str::to_string(who),
        countries: there.values().copied().collect::<BTreeSet<&str>>().into_iter().map(str::to_string).collect(),
        here: here.into_iter().map(str::to_string).collect(),
        there: there.into_keys().map(str::to_string).collect(),
    };
    let mut threads: Vec<Thread> = found.into_iter().map(told).collect();
    threads.sort_by_key(|t| (std::cmp::Reverse(t.here.len() + t.there.len()), t.who.clone()));
    threads
}

fn country(incident: &Incident) -> Option<&str> {
    incident.shown.country.as_deref()
}

fn link<'a>(found: &mut Found<'a>, key: (&'static str, &'a str), here: &'a Incident, there: &'a Incident) {
    let (ours, theirs) = found.entry(key).or_default();
    ours.insert(&here.id);
    theirs.insert(&there.id, country(there).unwrap_or_default());
}

fn of_campaigns<'a>(scope: &Scope<'a>, abroad: &[&'a Incident], found: &mut Found<'a>) {
    let mut members: BTreeMap<&str, Vec<&'a Incident>> = BTreeMap::new();
    for incident in abroad {
        incident.campaign.iter().for_each(|c| members.entry(c).or_default().push(incident));
    }
    for here in &scope.chosen {
        let Some(campaign) = here.campaign.as_deref() else { continue };
        members.get(campaign).into_iter().flatten().for_each(|there| link(found, ("campaign", campaign), here, there));
    }
}

/// Acts of one named armed group on both sides, near in days and kilometres.
fn of_groups<'a>(scope: &Scope<'a>, abroad: &[&'a Incident], found: &mut Found<'a>) {
    let mut acts: BTreeMap<&str, Vec<(Day, &'a Incident)>> = BTreeMap::new();
    for incident in abroad.iter().filter(|i| i.point.is_some()) {
        let Some(day) = incident.shown.date_from else { continue };
        groups(scope, incident).for_each(|name| acts.entry(name).or_default().push((day, incident)));
    }
    for here in &scope.chosen {
        let (Some(day), Some(point)) = (here.shown.date_from, here.point) else { continue };
        for name in groups(scope, here) {
            let theirs = acts.get(name).map_or(&[][..], Vec::as_slice);
            let from = theirs.partition_point(|(d, _)| (day - *d).get_days() > NEAR.1);
            let soon = theirs[from..].iter().take_while(|(d, _)| (*d - day).get_days() <= NEAR.1);
            let near = soon.filter(|(_, i)| i.point.is_some_and(|p| km(point, p) <= NEAR.0));
            near.for_each(|(_, there)| link(found, ("actor", name), here, there));
        }
    }
}

fn groups<'a>(scope: &Scope<'a>, incident: &'a Incident) -> impl Iterator<Item = &'a str> {
    let unknown = scope.unknown_group;
    let sides = incident.shown.initiators.iter().chain(&incident.shown.targets);
    let named = sides.filter(|a| a.class == Class::RebelGroup).map(|a| a.name.as_str());
    named.filter(move |name| *name != unknown).collect::<BTreeSet<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::count::Area;
    use crate::data::Data;
    use crate::model::*;

    fn incident(id: &str, country: &str, day: &str, lat: f64, who: &str) -> Incident {
        let shown = Event {
            date_from: day.parse().ok(),
            date_precision: Precision::Day,
            country: Some(country.into()),
            initiators: vec![Actor { name: who.into(), class: Class::RebelGroup }],
            ..Event::default()
        };
        Incident { id: id.into(), point: Some((lat, 0.0)), shown, ..Incident::default() }
    }

    fn found(there: Incident, campaign: Option<&str>) -> Vec<(String, Vec<String>)> {
        let mut incidents = vec![incident("h", "MLI", "2025-07-02", 14.0, "JNIM"), there];
        incidents.iter_mut().for_each(|i| i.campaign = campaign.map(str::to_string));
        let resolution = Resolution { incidents, ..Resolution::default() };
        let mut scope = Scope::new(&resolution, &[], &Area::Country("MLI".into()), Data::bundled());
        scope.chosen = scope.all.clone();
        threads(&scope, &resolution).into_iter().map(|t| (t.by, t.countries)).collect()
    }

    #[test]
    fn one_group_near_on_both_sides_of_a_border_is_a_thread() {
        let there = |day, lat, who| found(incident("t", "BFA", day, lat, who), None);
        assert_eq!(there("2025-07-20", 13.5, "JNIM"), [("actor".into(), vec!["BFA".into()])]);
        assert!(there("2025-07-20", 10.0, "JNIM").is_empty());
        assert!(there("2025-09-20", 13.5, "JNIM").is_empty());
        assert!(there("2025-07-20", 13.5, "Dozo").is_empty());
    }

    #[test]
    fn one_operation_is_a_thread_however_far() {
        assert_eq!(
            found(incident("t", "NER", "2025-07-02", 5.0, "?"), Some("c1")),
            [("campaign".into(), vec!["NER".into()])]
        );
        assert!(found(incident("t", "MLI", "2025-07-02", 5.0, "?"), Some("c1")).is_empty());
    }
}
