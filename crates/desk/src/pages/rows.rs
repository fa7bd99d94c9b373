//! Incidents as lines of a list.

use super::ctx::Ctx;
use std::collections::BTreeSet;
use vigie_engine::assess::killed;
use vigie_engine::model::{Actor, Incident};

/// One line.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Name of the incident.
    pub id: String,
    /// When, in words.
    pub days: String,
    /// Where.
    pub place: String,
    /// What.
    pub kind: String,
    /// Who to whom.
    pub sides: String,
    /// People killed, or nothing.
    pub killed: String,
    /// Reports that tell it.
    pub reports: usize,
    /// Independent origins.
    pub origins: usize,
    /// "7 reports, 2 independent origins".
    pub voices: String,
    /// Contradictions.
    pub rivals: usize,
    /// Whether nobody's word for it can be believed yet.
    pub doubt: bool,
    /// Whether somebody ruled on it.
    pub reviewed: bool,
}

/// The line of an incident.
pub fn row(incident: &Incident, reviewed: bool, c: &Ctx) -> Row {
    let (event, dead) = (&incident.shown, killed(incident));
    let reports: BTreeSet<&str> = incident.events.iter().map(|(doc, _)| doc.as_str()).collect();
    let credibility = incident.fields.get("sub_type").into_iter().flatten().filter_map(|c| c.credibility).min();
    let origins = incident.origins.len().max(1);
    Row {
        id: incident.id.clone(),
        days: c.days(event),
        place: c.where_(event),
        kind: c.kind(&event.sub_type),
        sides: sides(incident, c),
        killed: if dead.high == 0 { String::new() } else { c.range(dead.low, dead.high) },
        reports: reports.len(),
        origins,
        voices: format!("{}, {}", c.count("count.reports", reports.len()), c.count("count.origins", origins)),
        rivals: incident.contradictions.len(),
        doubt: credibility.is_none_or(|c| c > 3),
        reviewed,
    }
}

/// "Group → Civilians".
pub fn sides(incident: &Incident, c: &Ctx) -> String {
    let names = |side: &[Actor]| {
        let each: BTreeSet<String> = side.iter().map(|a| c.actor(&a.name)).collect();
        each.into_iter().collect::<Vec<_>>().join(", ")
    };
    let (who, whom) = (names(&incident.shown.initiators), names(&incident.shown.targets));
    match (who.is_empty(), whom.is_empty()) {
        (false, false) => format!("{who} → {whom}"),
        _ => format!("{who}{whom}"),
    }
}
