//! Names that no list knows: of people, who are never named, and of places that may be people.

use super::{Released, coarse};
use crate::known::Known;
use crate::options::Options;
use vigie_engine::data::Data;
use vigie_engine::data::codebook::class_word;
use vigie_engine::model::{Actor, Incident, Support};

/// Who speaks where the name may not leave.
const SOMEBODY: &str = "unnamed source";

/// Puts what kind of actor it is in the place of every name that no list knows, and the region or country in the
/// place of a place that no gazetteer knows, unless somebody confirmed the incident.
pub(crate) fn hide(released: &mut Released, options: &Options, known: &Known, data: &Data) {
    let (mut people, mut places) = (0, 0);
    for incident in &mut released.incidents {
        let swaps = swaps(incident, known);
        people += swaps.len();
        apply(incident, &swaps, known);
        let free = options.unlisted || released.confirmed.contains(&incident.id);
        if !free && incident.shown.place.as_deref().is_some_and(|p| !known.is_place(p)) {
            places += 1;
            coarse::to_region(incident, data);
        }
        if !free {
            drop_places(incident, known);
        }
    }
    for campaign in &mut released.campaigns {
        let claims = campaign.figures.values_mut().flatten();
        claims.flat_map(|c| &mut c.support).chain(&mut campaign.evidence).for_each(|s| people += speaker(s, known));
    }
    for contradiction in &mut released.contradictions {
        contradiction.sides.iter_mut().flat_map(|s| &mut s.support).for_each(|s| people += speaker(s, known));
    }
    for (_, total) in &mut released.indicators {
        let odd = |text: &String| !known.is_plain(text);
        people += usize::from(odd(&total.of));
        if odd(&total.of) {
            total.of.clear();
        }
        if total.said_by.as_ref().is_some_and(|who| !known.is_actor(who)) {
            total.said_by = Some(SOMEBODY.into());
            people += 1;
        }
        if total.area.as_ref().is_some_and(|area| !options.unlisted && !known.is_place(area)) {
            total.area = None;
            places += 1;
        }
    }
    released.withheld.add("names", "in no list of actors: they may be private", people);
    released.withheld.add("places", "in no gazetteer: they may be private names", places);
}

/// Each name that may not leave, with what stands for it.
fn swaps(incident: &Incident, known: &Known) -> Vec<(String, String)> {
    let shown = incident.shown.initiators.iter().chain(&incident.shown.targets);
    let mut swaps: Vec<(String, String)> =
        shown.filter(|a| !known.is_actor(&a.name)).map(|a| (a.name.clone(), unnamed(a))).collect();
    let told = ["initiators", "targets"].iter().filter_map(|field| incident.fields.get(*field)).flatten();
    let names = told.flat_map(|claim| claim.value.split("; ")).filter(|n| !n.is_empty() && !known.is_actor(n));
    swaps.extend(names.map(|n| (n.to_string(), "Unnamed".to_string())));
    let said = incident.shown.said_by.iter().filter(|who| !known.is_actor(who));
    swaps.extend(said.map(|who| (who.clone(), SOMEBODY.to_string())));
    let mut seen = std::collections::BTreeSet::new();
    swaps.retain(|(name, _)| seen.insert(name.clone()));
    swaps
}

fn unnamed(actor: &Actor) -> String {
    format!("Unnamed ({})", class_word(actor.class))
}

fn apply(incident: &mut Incident, swaps: &[(String, String)], known: &Known) {
    let swapped = |name: &String| swaps.iter().find(|(from, _)| from == name).map(|(_, to)| to.clone());
    let event = &mut incident.shown;
    for actor in event.initiators.iter_mut().chain(&mut event.targets) {
        actor.name = swapped(&actor.name).unwrap_or_else(|| std::mem::take(&mut actor.name));
    }
    event.said_by = event.said_by.take().map(|who| swapped(&who).unwrap_or(who));
    for figure in &mut event.figures {
        figure.said_by = figure.said_by.take().map(|who| if known.is_actor(&who) { who } else { SOMEBODY.into() });
    }
    for claims in incident.fields.values_mut() {
        for claim in claims {
            claim.support.iter_mut().for_each(|s| _ = speaker(s, known));
            rewrite(&mut claim.value, swaps);
        }
    }
    for contradiction in &mut incident.contradictions {
        rewrite(&mut contradiction.about, swaps);
        for side in &mut contradiction.sides {
            rewrite(&mut side.value, swaps);
            side.support.iter_mut().for_each(|s| _ = speaker(s, known));
        }
    }
}

fn rewrite(text: &mut String, swaps: &[(String, String)]) {
    for (from, to) in swaps.iter().filter(|(from, _)| !from.is_empty()) {
        if text.contains(from.as_str()) {
            *text = text.replace(from.as_str(), to);
        }
    }
}

fn speaker(support: &mut Support, known: &Known) -> usize {
    let hidden = support.said_by.as_ref().is_some_and(|who| !known.is_actor(who));
    if hidden {
        support.said_by = Some(SOMEBODY.into());
    }
    usize::from(hidden)
}

/// Rival places that no gazetteer knows.
fn drop_places(incident: &mut Incident, known: &Known) {
    let Some(claims) = incident.fields.get_mut("place") else { return };
    let odd: Vec<String> = claims.iter().map(|c| c.value.clone()).filter(|v| !known.is_place(v)).collect();
    claims.retain(|c| !odd.contains(&c.value));
    if claims.is_empty() {
        incident.fields.remove("place");
    }
    incident.contradictions.retain(|c| !c.sides.iter().any(|s| odd.contains(&s.value)));
    let swaps: Vec<_> = odd.into_iter().map(|name| (name, "unlisted place".to_string())).collect();
    incident.contradictions.iter_mut().for_each(|c| rewrite(&mut c.about, &swaps));
}
