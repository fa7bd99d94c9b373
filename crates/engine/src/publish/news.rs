//! What is new against the last brief, or, without one, against the reports before the period.

use super::choose::{Chosen, Scope};
use super::desk::Desk;
use super::say::{self, digits, fill};
use crate::model::{Day, Incident};
use crate::resolve::redirect;
use std::collections::{BTreeMap, BTreeSet};

/// How an incident stands to what was told before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    New,
    Changed,
    Known,
}

/// Keeps the new incidents and those told otherwise; old ones that are first told now count as new.
pub(super) fn keep_new<'a>(desk: &Desk<'a>, scope: &Scope, chosen: &mut Chosen<'a>) {
    let before = told_before(desk);
    let standing = |i: &Incident| standing(desk, scope, before.as_ref(), i);
    let all: Vec<&Incident> = chosen.main.drain(..).chain(chosen.background.drain(..)).collect();
    for incident in all {
        match standing(incident) {
            Standing::New => chosen.main.push(incident),
            Standing::Changed => chosen.changed.push(incident),
            Standing::Known => chosen.known.push(incident),
        }
    }
    chosen.of_period = chosen.of_period.max(chosen.main.len() + chosen.changed.len());
}

/// What the last brief told, under the names that its incidents have now.
fn told_before<'a>(desk: &Desk<'a>) -> Option<BTreeMap<&'a str, &'a str>> {
    let last = desk.options.last.as_ref()?;
    let ids: BTreeSet<&str> = desk.input.resolution.incidents.iter().map(|i| i.id.as_str()).collect();
    let heir = |(id, digest): (&String, &'a String)| match ids.get(id.as_str()) {
        Some(id) => Some((*id, digest.as_str())),
        None => redirect(desk.input.resolution, id).map(|i| (i.id.as_str(), digest.as_str())),
    };
    Some(last.told.iter().filter_map(heir).collect())
}

fn standing(desk: &Desk, scope: &Scope, before: Option<&BTreeMap<&str, &str>>, incident: &Incident) -> Standing {
    if let Some(before) = before {
        return match before.get(incident.id.as_str()) {
            None => Standing::New,
            Some(digest) if **digest == self::digest(incident) => Standing::Known,
            Some(_) => Standing::Changed,
        };
    }
    let published = |doc: &str| desk.support.documents.get(doc).and_then(|d| d.published_day());
    let first = incident.events.iter().filter_map(|(doc, _)| published(doc)).min();
    let is_since = |day: Option<Day>| scope.from.is_none_or(|from| day.is_some_and(|d| from <= d));
    // A number that nobody gave before the period.
    let figures =
        incident.fields.iter().filter(|(field, _)| field.starts_with("figures/")).flat_map(|(_, claims)| claims);
    match is_since(first) {
        true => Standing::New,
        false if figures.into_iter().any(|c| c.first.is_some() && is_since(c.first)) => Standing::Changed,
        false => Standing::Known,
    }
}

/// What was told of an incident, in eight letters: whoever reads it later only asks whether it is the same.
pub(super) fn digest(incident: &Incident) -> String {
    let event = &incident.shown;
    let sides = |side: &[crate::model::Actor]| side.iter().map(|a| a.name.clone()).collect::<Vec<_>>();
    let told = format!(
        "{:?} {:?} {:?} {} {:?} {:?} {:?} {:?}",
        event.date_from,
        event.date_to,
        event.place,
        event.sub_type,
        sides(&event.initiators),
        sides(&event.targets),
        event.figures,
        event.stance
    );
    let hash = told.bytes().fold(0x811c_9dc5_u32, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

/// The line that says what "new" means here.
pub(super) fn line(desk: &Desk, chosen: &Chosen) -> String {
    let count = |n: usize| digits(n as u64, desk.words);
    let (n, all) = (count(chosen.main.len()), count(chosen.of_period));
    let date = desk.options.last.as_ref().and_then(|last| last.to).map(|d| say::day(d, desk.words));
    let key = if date.is_some() { "new_since" } else { "new_first" };
    fill(desk.words.page(key), &[("n", &n), ("all", &all), ("date", &date.unwrap_or_default())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Event;

    #[test]
    fn a_digest_changes_with_what_is_told_and_with_nothing_else() {
        let told = |place: &str, anchor: &str| {
            let shown = Event { place: Some(place.into()), anchor: anchor.into(), ..Event::default() };
            digest(&Incident { shown, ..Incident::default() })
        };
        assert_eq!(told("Kolo", "a"), told("Kolo", "b"));
        assert_ne!(told("Kolo", "a"), told("Banfa", "a"));
        assert_eq!(told("Kolo", "a").len(), 8);
    }
}
