//! People killed: lowest, best and highest claim, never an average.

use crate::model::{CampaignIncident, Claim, Class, Figure, Incident, Measure};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::Add;

/// Lowest, best and highest claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Range {
    /// Smallest claim.
    pub low: u64,
    /// The shown one.
    pub best: u64,
    /// Largest claim.
    pub high: u64,
}

impl Add for Range {
    type Output = Range;

    fn add(self, other: Range) -> Range {
        let add = u64::saturating_add;
        Range { low: add(self.low, other.low), best: add(self.best, other.best), high: add(self.high, other.high) }
    }
}

impl Sum for Range {
    fn sum<I: Iterator<Item = Range>>(all: I) -> Range {
        all.fold(Range::default(), Add::add)
    }
}

impl Range {
    /// What is left of it beyond another.
    fn beyond(self, other: Range) -> Range {
        let less = u64::saturating_sub;
        Range { low: less(self.low, other.low), best: less(self.best, other.best), high: less(self.high, other.high) }
    }
}

/// Killed in an incident, all sides together.
pub fn killed(incident: &Incident) -> Range {
    by_side(&incident.fields).into_values().sum()
}

/// Killed among one class in an incident.
pub fn killed_of(incident: &Incident, class: Class) -> Range {
    let of = |claims: &Vec<Claim>| claims.first().and_then(|c| c.figure.as_ref()).is_some_and(|f| f.of == class);
    let sides = by_side(&incident.fields);
    sides.iter().filter(|(field, _)| incident.fields.get(*field).is_some_and(of)).map(|(_, killed)| *killed).sum()
}

/// Killed in an operation beyond what those of its incidents tell: a total that names no places.
pub fn beyond(campaign: &CampaignIncident, members: &[&Incident]) -> Range {
    let told: Vec<Toll> = members.iter().flat_map(|i| by_class(&i.fields)).collect();
    let of = |side| -> Range { told.iter().filter(|t| t.side() == side).map(|t| t.killed).sum() };
    let mut totals: BTreeMap<Option<Class>, Range> = BTreeMap::new();
    for total in by_class(&campaign.figures) {
        let most = totals.entry(total.side()).or_default();
        *most = (*most).max(total.killed.beyond(of(total.side())));
    }
    totals.into_values().sum()
}

/// How many of a class were killed.
pub(super) struct Toll {
    class: Class,
    pub killed: Range,
}

impl Toll {
    /// The class of those killed; nothing for groups in arms, since one report calls the same dead rebels, and another armed men.
    pub fn side(&self) -> Option<Class> {
        (!self.class.is_armed_group()).then_some(self.class)
    }
}

/// The tolls of an incident or an operation.
pub(super) fn by_class(fields: &BTreeMap<String, Vec<Claim>>) -> Vec<Toll> {
    let class = |claims: &Vec<Claim>| claims.first().and_then(|c| c.figure.as_ref()).map(|f| f.of);
    let killed = fields.values().filter(|claims| is_killed(claims));
    killed.filter_map(|claims| Some(Toll { class: class(claims)?, killed: range(claims) })).collect()
}

/// Incidents and operations together.
pub fn total(incidents: &[&Incident], campaigns: &[&CampaignIncident]) -> Range {
    let by_id: BTreeMap<&str, &Incident> = incidents.iter().map(|i| (i.id.as_str(), *i)).collect();
    let members = |c: &CampaignIncident| c.incidents.iter().filter_map(|i| by_id.get(i.as_str()).copied()).collect();
    let told: Range = incidents.iter().map(|i| killed(i)).sum();
    told + campaigns
        .iter()
        .map(|c| -> Range {
            let members: Vec<&Incident> = members(c);
            beyond(c, &members)
        })
        .sum()
}

/// Whether claims are of people killed.
pub fn is_killed(claims: &[Claim]) -> bool {
    claims.first().and_then(|c| c.figure.as_ref()).is_some_and(|f| f.measure == Measure::Killed)
}

fn by_side(fields: &BTreeMap<String, Vec<Claim>>) -> BTreeMap<String, Range> {
    let killed = fields.iter().filter(|(_, claims)| is_killed(claims));
    killed.map(|(field, claims)| (field.clone(), range(claims))).collect()
}

/// Claims of one toll, the shown one first.
fn range(claims: &[Claim]) -> Range {
    let figures = || claims.iter().filter(|c| !c.superseded).filter_map(|c| c.figure.as_ref());
    let low = |f: &Figure| f.low.unwrap_or(0);
    let high = |f: &Figure| f.high.unwrap_or(low(f)).max(low(f));
    Range {
        low: figures().map(low).min().unwrap_or(0),
        best: figures().next().map_or(0, |f| if low(f) > 0 { low(f) } else { high(f) }),
        high: figures().map(high).max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;
    use crate::model::Campaign;
    use crate::resolve::{resolve, testing::*};

    #[test]
    fn rival_tolls_make_a_range_and_sides_add_up() {
        let told: [&[&str]; 2] = [
            &["Armed clash|2025-06-20|Tarada|JNIM|Malian Armed Forces|killed 9/state forces;killed 4/rebel group"],
            &["Armed clash|2025-06-20|Tarada|JNIM|Malian Armed Forces|killed 12+/state forces"],
        ];
        let (documents, records) = corpus(&told);
        let made = resolve(&documents, &records, Data::bundled());
        assert_eq!(killed(&made.incidents[0]), Range { low: 13, best: 16, high: 16 });
    }

    #[test]
    fn an_operations_total_counts_beyond_its_incidents() {
        let told: [&[&str]; 1] =
            [&["Attack|2025-06-20|Tarada|JNIM|Civilians|killed 9", "Attack|2025-06-20|Kolo|JNIM|Civilians|"]];
        let (documents, mut records) = corpus(&told);
        records[0].events.iter_mut().for_each(|e| e.campaign = Some("c1".into()));
        let figures = event("Attack||-|||killed 30+").figures;
        records[0].campaigns = vec![Campaign { id: "c1".into(), figures, evidence: None }];
        let made = resolve(&documents, &records, Data::bundled());
        let incidents: Vec<&Incident> = made.incidents.iter().collect();
        let campaigns: Vec<&CampaignIncident> = made.campaigns.iter().collect();
        assert_eq!(total(&incidents, &campaigns), Range { low: 30, best: 30, high: 30 });
    }

    #[test]
    fn rebels_of_the_parts_are_the_armed_men_of_the_whole() {
        let told: [&[&str]; 1] = [&[
            "Armed clash|2025-06-20|Tarada|JNIM|Malian Armed Forces|killed 80/rebel group",
            "Armed clash|2025-06-20|Kolo|JNIM|Malian Armed Forces|",
        ]];
        let (documents, mut records) = corpus(&told);
        records[0].events.iter_mut().for_each(|e| e.campaign = Some("c1".into()));
        let figures = event("Armed clash||-|||killed 80/political militia").figures;
        records[0].campaigns = vec![Campaign { id: "c1".into(), figures, evidence: None }];
        let made = resolve(&documents, &records, Data::bundled());
        let incidents: Vec<&Incident> = made.incidents.iter().collect();
        let campaigns: Vec<&CampaignIncident> = made.campaigns.iter().collect();
        assert_eq!(total(&incidents, &campaigns), Range { low: 80, best: 80, high: 80 });
    }
}
