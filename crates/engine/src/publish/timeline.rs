//! What happened, day by day: one line for each kind of event on a day, with its places.

use super::desk::{Desk, Part};
use super::phrases::look;
use super::say::{days, fill, key_of, list};
use crate::model::{Citation, DateSpan, Day, Incident, Moment, PlacePrecision, Precision, Sentence, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// Events of one kind, standing and day.
type Group<'a> = Vec<&'a Incident>;

/// A line for each kind of event and day (or month), oldest first. Years are too wide to stand in it.
pub(super) fn sentences(desk: &Desk, incidents: &[&Incident], most: usize) -> Vec<Sentence> {
    let mut moments: BTreeMap<_, Group> = BTreeMap::new();
    for incident in incidents {
        let Some(span) = incident.shown.days().filter(|d| d.precision != Precision::Year) else { continue };
        moments.entry((span, incident.shown.sub_type.as_str(), incident.shown.stance)).or_default().push(incident);
    }
    let lines =
        moments.into_iter().filter_map(|((span, sub_type, stance), group)| line(desk, &span, sub_type, stance, group));
    lines.take(most).collect()
}

/// How many incidents of each theme began on each day, for the picture.
pub(super) fn moments(desk: &Desk, incidents: &[&Incident]) -> Vec<Moment> {
    let mut counts: BTreeMap<(Option<Day>, String), usize> = BTreeMap::new();
    for incident in incidents.iter().filter(|i| i.shown.date_precision <= Precision::Week) {
        let rule = desk.kind.section_of(&incident.shown.event_type, &incident.shown.sub_type);
        let Some((day, rule)) = incident.shown.date_from.zip(rule) else { continue };
        *counts.entry((Some(day), rule.heading(desk.lang()).to_string())).or_insert(0) += 1;
    }
    counts.into_iter().map(|((day, theme), incidents)| Moment { day, theme, incidents }).collect()
}

/// A place joins the line only if its own words give it that day: those of its neighbours do not count.
fn line(desk: &Desk, span: &DateSpan, sub_type: &str, stance: Stance, mut group: Group) -> Option<Sentence> {
    let label = desk.words.sub_type(sub_type)?.label.clone();
    let standing = key_of(stance);
    let values = [("label", label.as_str()), ("stance", look(&desk.words.timeline, &standing))];
    let label = match stance {
        Stance::Reported => label,
        _ => fill(look(&desk.words.timeline, "standing"), &values),
    };
    group.retain(|i| sentence(desk, span, &label, &[*i]).is_some());
    sentence(desk, span, &label, &group)
}

fn sentence(desk: &Desk, span: &DateSpan, label: &str, moment: &[&Incident]) -> Option<Sentence> {
    let mut cited: BTreeSet<Citation> = BTreeSet::new();
    for incident in moment {
        cited.extend(desk.cite(incident, &[Part::Date, Part::Place, Part::Who, Part::Whom]));
    }
    let citations = super::desk::without_nested(cited);
    let line = |place: String| {
        let values = [("date", &*days(span, desk.words)), ("label", label), ("where", &place)];
        desk.sentence(&fill(look(&desk.words.timeline, "sentence"), &values), citations.clone())
    };
    let told = [places(desk, moment), parties(desk, moment)];
    desk.first_supported(told.into_iter().flatten().map(line))
}

/// The places named. A country says too little.
fn places(desk: &Desk, moment: &[&Incident]) -> Option<String> {
    let is_local = |i: &&&Incident| i.shown.place_precision < PlacePrecision::Country;
    let named: BTreeSet<&str> = moment.iter().filter(is_local).filter_map(|i| i.shown.place.as_deref()).collect();
    let names = named.into_iter().map(|p| desk.phrases.names.place(p, desk.lang()).to_string());
    shown(desk, names.collect())
}

/// Where no place is named: who did it and to whom, by their own names.
fn parties(desk: &Desk, moment: &[&Incident]) -> Option<String> {
    let sides = moment.iter().flat_map(|i| i.shown.initiators.iter().chain(&i.shown.targets));
    let named: BTreeSet<&str> = sides.map(|a| a.name.as_str()).filter(|name| !desk.phrases.is_generic(name)).collect();
    shown(desk, named.into_iter().map(|n| desk.phrases.names.label(n, desk.lang()).to_string()).collect())
}

fn shown(desk: &Desk, names: Vec<String>) -> Option<String> {
    let list = list(&names, desk.words);
    (!names.is_empty()).then(|| fill(look(&desk.words.timeline, "where"), &[("places", &list)]))
}
