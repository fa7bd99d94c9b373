//! What a reader should not miss, by rules that stand in the data.

use super::Scope;
use super::rules::Alert as Rule;
use super::toll::{self, Range};
use crate::model::{CampaignIncident, Day, Incident, PlacePrecision, Precision, Status};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One alert. Labels of its kind stand in `data/verdicts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Key of its kind.
    pub kind: String,
    /// First day.
    pub date: Option<Day>,
    /// Places, in alphabetical order.
    pub places: Vec<String>,
    /// The incidents it rests on.
    pub incidents: Vec<String>,
    /// The operation, if it is one.
    pub campaign: Option<String>,
    /// People killed, all together.
    pub killed: Range,
}

/// The alerts of the period, oldest first.
pub fn alerts(scope: &Scope) -> Vec<Alert> {
    let mut found: Vec<Alert> = scope.rules.alerts.iter().flat_map(|r| of_rule(scope, r)).collect();
    found.sort_by(|a, b| (a.date, &a.kind, &a.incidents).cmp(&(b.date, &b.kind, &b.incidents)));
    found
}

fn of_rule(scope: &Scope, rule: &Rule) -> Vec<Alert> {
    let fits = |i: &&Incident| rule.sub_types.is_empty() || rule.sub_types.contains(&i.shown.sub_type);
    let happened = scope.chosen.iter().copied().filter(|i| i.shown.status == Status::Happened);
    let incidents: Vec<&Incident> = happened.filter(fits).collect();
    match (rule.places, rule.killed) {
        (Some(places), _) => coordinated(rule, &incidents, places),
        (None, Some(killed)) => mass_casualty(scope, rule, &incidents, killed),
        (None, None) => incidents.iter().map(|i| alert(rule, &[i], None, toll::killed(i))).collect(),
    }
}

fn alert(rule: &Rule, incidents: &[&Incident], campaign: Option<&str>, killed: Range) -> Alert {
    let places: BTreeSet<String> = incidents.iter().filter_map(|i| i.shown.place.clone()).collect();
    Alert {
        kind: rule.kind.clone(),
        date: incidents.iter().filter_map(|i| i.shown.date_from).min(),
        places: places.into_iter().collect(),
        incidents: incidents.iter().map(|i| i.id.clone()).collect(),
        campaign: campaign.map(str::to_string),
        killed,
    }
}

/// Several places of one operation on one day.
fn coordinated(rule: &Rule, incidents: &[&Incident], least: usize) -> Vec<Alert> {
    let mut days: BTreeMap<(Day, &str), Vec<&Incident>> = BTreeMap::new();
    for incident in incidents.iter().filter(|i| is_exact(i)) {
        if let Some(key) = incident.shown.date_from.zip(incident.campaign.as_deref()) {
            days.entry(key).or_default().push(incident);
        }
    }
    let made = days
        .into_iter()
        .map(|((_, campaign), group)| alert(rule, &group, Some(campaign), group.iter().map(|i| toll::killed(i)).sum()));
    made.filter(|a| a.places.len() >= least).collect()
}

fn is_exact(incident: &Incident) -> bool {
    incident.shown.date_precision == Precision::Day && incident.shown.place_precision < PlacePrecision::Country
}

/// Incidents, and operations whose total alone tells it.
fn mass_casualty(scope: &Scope, rule: &Rule, incidents: &[&Incident], least: u64) -> Vec<Alert> {
    let grave = incidents.iter().filter(|i| toll::killed(i).low >= least);
    let single = grave.map(|i| alert(rule, &[i], None, toll::killed(i)));
    let whole = |c: &&CampaignIncident| {
        let members: Vec<&Incident> = incidents.iter().copied().filter(|i| c.incidents.contains(&i.id)).collect();
        let killed = toll::total(&members, &[c]);
        let told = members.iter().any(|i| toll::killed(i).low >= least);
        (killed.low >= least && !told && !members.is_empty()).then(|| alert(rule, &members, Some(&c.id), killed))
    };
    single.chain(scope.campaigns.iter().filter_map(whole)).collect()
}

#[cfg(test)]
mod tests {
    use crate::assess::assess;
    use crate::data::Data;
    use crate::model::Campaign;
    use crate::resolve::{resolve, testing::*};

    fn kinds(lines: &[&str], total: &str) -> Vec<(String, usize)> {
        let (documents, mut records) = corpus(&[lines]);
        records[0].events.iter_mut().for_each(|e| e.campaign = Some("c1".into()));
        let figures = event(&format!("Attack||-|||{total}")).figures;
        records[0].campaigns = vec![Campaign { id: "c1".into(), figures, evidence: None }];
        let data = Data::bundled();
        let made = assess(&resolve(&documents, &records, data), &documents, None, None, None, data);
        made.alerts.into_iter().map(|a| (a.kind, a.places.len())).collect()
    }

    #[test]
    fn three_places_of_one_operation_on_one_day_are_coordinated() {
        let three = [
            "Attack|2025-06-20|Tarada|JNIM|Civilians|",
            "Armed clash|2025-06-20|Kolo|JNIM|Malian Armed Forces|",
            "Attack|2025-06-20|Bena|JNIM|Civilians|",
        ];
        assert_eq!(kinds(&three, ""), [("coordinated_attacks".into(), 3)]);
        assert_eq!(kinds(&three[..2], ""), []);
        assert_eq!(kinds(&three[..2], "killed 130+"), [("mass_casualty".into(), 2)]);
    }

    #[test]
    fn towns_blockades_advisories_and_tolls_raise_their_own() {
        let lines = [
            "Non-state actor overtakes territory|2025-06-01|Tarada|JNIM|Malian Armed Forces|killed 24/state forces",
            "Blockade|2025-06-02|Kolo|JNIM|Civilians|",
            "Travel advisory|2025-06-03|-|Government of India|Civilians|",
            "Attack|2025-06-04|Bena|JNIM|Civilians|killed 25",
        ];
        let found: Vec<String> = kinds(&lines, "").into_iter().map(|k| k.0).collect();
        assert_eq!(found, ["town_taken", "blockade", "evacuation_advisory", "mass_casualty"]);
    }
}
