//! What a verdict on a month needs of the incidents before it: far less than all that is known of them.

use super::rules::Rules;
use super::toll::is_killed;
use crate::model::{Claim, Event, Incident};

/// Months before the one that is judged on which its assessment looks back: those of a forecast, the longest of all.
pub const LOOKS_BACK: u32 = super::outlook::PAST as u32;

/// Months after the one in which something changed whose verdicts rest on it too.
pub fn rests_on(rules: &Rules) -> u32 {
    let base = rules.trend.as_ref().map_or(0, |t| t.base_months);
    base.max(rules.hotspots.months_before) as u32
}

/// An incident without what only its own month asks of it: words, voices, and all numbers but of those killed. An
/// assessment of a later month is the same with it.
pub fn outline(incident: &Incident) -> Incident {
    let killed = incident.fields.iter().filter(|(_, claims)| is_killed(claims));
    Incident {
        id: incident.id.clone(),
        events: incident.events.clone(),
        campaign: incident.campaign.clone(),
        fields: killed.map(|(field, claims)| (field.clone(), claims.iter().map(number).collect())).collect(),
        point: incident.point,
        shown: bare(&incident.shown),
        ..Incident::default()
    }
}

fn number(claim: &Claim) -> Claim {
    Claim { value: claim.value.clone(), figure: claim.figure.clone(), superseded: claim.superseded, ..Claim::default() }
}

fn bare(shown: &Event) -> Event {
    Event { figures: Vec::new(), said_by: None, anchor: String::new(), evidence: None, ..shown.clone() }
}
