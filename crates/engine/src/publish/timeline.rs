//! What happened, day by day: one line for each kind of event on a day, with its places.

use super::desk::{Desk, Part};
use super::phrases::look;
use super::say::{days, fill, list};
use crate::model::{Citation, DateSpan, Incident, Precision, Sentence};
use std::collections::{BTreeMap, BTreeSet};

/// Events of one kind and day.
type Moment<'a> = Vec<&'a Incident>;

/// A line for each kind of event and day (or month), oldest first. Years are too wide to stand in it.
pub(super) fn sentences(desk: &Desk, incidents: &[&Incident]) -> Vec<Sentence> {
    let mut moments: BTreeMap<_, Moment> = BTreeMap::new();
    for incident in incidents {
        let Some(span) = incident.shown.days().filter(|d| d.precision != Precision::Year) else { continue };
        moments.entry((span, incident.shown.sub_type.as_str())).or_default().push(incident);
    }
    moments.into_iter().filter_map(|((span, sub_type), moment)| line(desk, &span, sub_type, moment)).collect()
}

/// A place joins the line only if its own words give it that day: those of its neighbours do not count.
fn line(desk: &Desk, span: &DateSpan, sub_type: &str, mut moment: Moment) -> Option<Sentence> {
    let label = desk.words.sub_type(sub_type)?.label.as_str();
    moment.retain(|i| sentence(desk, span, label, &[*i]).is_some());
    sentence(desk, span, label, &moment)
}

fn sentence(desk: &Desk, span: &DateSpan, label: &str, moment: &[&Incident]) -> Option<Sentence> {
    let mut cited: BTreeSet<Citation> = BTreeSet::new();
    for incident in moment {
        cited.extend(desk.cite(incident, &[Part::Date, Part::Place]));
    }
    let citations = super::desk::without_nested(cited);
    let line = |place: String| {
        let values = [("date", &*days(span, desk.words)), ("label", label), ("where", &place)];
        desk.sentence(&fill(look(&desk.words.timeline, "sentence"), &values), citations.clone())
    };
    Some(line(places(desk, moment))).filter(|s| desk.support.passes(s))
}

/// The places named, nothing if there are none.
fn places(desk: &Desk, moment: &[&Incident]) -> String {
    let named: BTreeSet<&str> = moment.iter().filter_map(|i| i.shown.place.as_deref()).collect();
    let names: Vec<String> =
        named.into_iter().map(|p| desk.phrases.names.place(p, desk.lang()).to_string()).collect();
    match names.is_empty() {
        true => String::new(),
        false => fill(look(&desk.words.timeline, "where"), &[("places", &list(&names, desk.words))]),
    }
}
