//! How sure an alert is, apart from how grave it is.

use crate::model::{Incident, Stance};
use serde::{Deserialize, Serialize};

/// How sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Only a side of the event says so, or it is marked as unproven.
    Low,
    /// One independent origin.
    Medium,
    /// Two or more.
    High,
}

/// Of the least sure of some incidents.
pub fn of(incidents: &[&Incident]) -> Confidence {
    incidents.iter().map(|i| of_one(i)).min().unwrap_or(Confidence::Low)
}

fn of_one(incident: &Incident) -> Confidence {
    let of_claims = incident.fields.values().flatten().map(|claim| claim.origins).max().unwrap_or(1);
    let docs: Vec<&str> = incident.events.iter().map(|(doc, _)| doc.as_str()).collect();
    let heard = |o: &&crate::model::Origin| o.reports.iter().any(|t| docs.contains(&t.doc.as_str()));
    let origins = incident.origins.iter().filter(heard).count().max(of_claims);
    match incident.shown.stance {
        _ if origins > 1 => Confidence::High,
        Stance::Claimed | Stance::Alleged | Stance::Denied => Confidence::Low,
        Stance::Reported | Stance::Stated => Confidence::Medium,
    }
}
