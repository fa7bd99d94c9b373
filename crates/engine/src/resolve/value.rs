//! The values of an event's fields: in words, how exact they are, and which leave room for which.

use super::rules::Rules;
use super::{names, sides};
use crate::model::{Actor, Class, DateSpan, Event, Figure, PlacePrecision, Precision, Stance};
use serde::Serialize;

/// The fields of an event that carry one claim each, in the order in which they are shown.
pub const FIELDS: [&str; 9] =
    ["sub_type", "status", "date", "place", "admin1", "country", "initiators", "targets", "stance"];

/// The value of a field in words, or nothing if the event is silent on it.
pub fn words(event: &Event, field: &str) -> Option<String> {
    match field {
        "sub_type" => Some(event.sub_type.clone()),
        "status" => word(event.status),
        "date" => event.days().map(|d| days(&d)),
        "place" => event.place.clone(),
        "admin1" => event.admin1.clone(),
        "country" => event.country.clone(),
        "initiators" => parties(&event.initiators),
        "targets" => parties(&event.targets),
        "stance" => word(event.stance),
        _ => None,
    }
}

fn word(value: impl Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_string)
}

/// A day, a month, a year, or first and last day.
pub fn days(span: &DateSpan) -> String {
    let whole = |precision, last| span.precision == precision && span.to == last;
    let first = span.from.to_string();
    if whole(Precision::Year, span.from.last_of_year()) && span.from.day_of_year() == 1 {
        first[..first.len() - 6].to_string()
    } else if whole(Precision::Month, span.from.last_of_month()) && span.from.day() == 1 {
        first[..first.len() - 3].to_string()
    } else if span.from == span.to {
        first
    } else {
        format!("{first}/{}", span.to)
    }
}

/// Names in alphabetical order.
fn parties(side: &[Actor]) -> Option<String> {
    let mut names: Vec<&str> = side.iter().map(|a| a.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    (!names.is_empty()).then(|| names.join("; "))
}

/// `21`, `21+`, `0-21`, `~21`.
pub fn number(low: Option<u64>, high: Option<u64>, approximate: bool) -> String {
    let about = if approximate { "~" } else { "" };
    match (low, high) {
        (Some(l), Some(h)) if l == h => format!("{about}{l}"),
        (Some(l), Some(h)) => format!("{about}{l}-{h}"),
        (Some(l), None) => format!("{about}{l}+"),
        (None, Some(h)) => format!("{about}0-{h}"),
        (None, None) => String::new(),
    }
}

/// What spellings of one value have in common.
pub fn key(field: &str, value: &str) -> String {
    if matches!(field, "place" | "admin1") { names::key(value) } else { value.to_string() }
}

/// How exact an event is on a field; more is better.
pub fn exactness(event: &Event, field: &str, rules: &Rules) -> i64 {
    let named = |side: &[Actor]| side.iter().filter(|a| !rules.is_unidentified(&a.name)).count() as i64;
    match field {
        "date" => event.days().map_or(0, |d| -(10_000 * d.precision as i64 + length(&d))),
        "place" => -(event.place_precision as i64),
        "initiators" => named(&event.initiators),
        "targets" => named(&event.targets),
        _ => 0,
    }
}

fn length(span: &DateSpan) -> i64 {
    i64::from(DateSpan::day(span.from).distance(&DateSpan::day(span.to)))
}

/// How exact a number is.
pub fn number_exactness(figure: &Figure) -> i64 {
    match (figure.low, figure.high) {
        (Some(l), Some(h)) if l == h => 2 - i64::from(figure.approximate),
        (Some(_), Some(_)) => 1,
        _ => 0,
    }
}

/// Whether what `vague` says of the field is true as well if `exact` is right.
pub fn leaves_room(vague: &Event, exact: &Event, field: &str, rules: &Rules) -> bool {
    match field {
        "date" => vague
            .days()
            .zip(exact.days())
            .is_some_and(|(v, e)| v.precision > e.precision && v.from <= e.from && e.to <= v.to),
        "place" => place_room(vague, exact),
        "initiators" => party_room(&vague.initiators, &exact.initiators, rules),
        "targets" => party_room(&vague.targets, &exact.targets, rules),
        _ => false,
    }
}

fn place_room(vague: &Event, exact: &Event) -> bool {
    let region = |e: &Event| e.admin1.as_deref().map(names::key);
    let named = vague.place.as_deref().map(names::key);
    match vague.place_precision {
        PlacePrecision::Country => exact.place_precision < PlacePrecision::Country,
        PlacePrecision::Admin1 => exact.place_precision < PlacePrecision::Admin1 && named == region(exact),
        _ => false,
    }
}

fn party_room(vague: &[Actor], exact: &[Actor], rules: &Rules) -> bool {
    let part = vague.iter().all(|x| exact.iter().any(|y| sides::is_same(x, y)));
    let unknown = vague.iter().all(|a| rules.is_unidentified(&a.name)) && exact.iter().any(|a| a.class.is_armed());
    (part && vague.len() < exact.len()) || (unknown && !exact.iter().all(|a| rules.is_unidentified(&a.name)))
}

/// "At least 40" is true as well if 40 is right.
pub fn number_room(vague: &Figure, exact: &Figure) -> bool {
    vague.high.is_none() && vague.low == exact.low && exact.high.is_some()
}

/// The class under which a figure of this event is kept: unidentified fighters go with the named
/// group that other reports make of them.
pub fn class_of(figure: &Figure, event: &Event, all: &[&Event], rules: &Rules) -> Class {
    let parties = |e: &Event| [e.initiators.clone(), e.targets.clone()].concat();
    let own = parties(event);
    let is_theirs = own.iter().filter(|a| a.class == figure.of).all(|a| rules.is_unidentified(&a.name));
    if !is_theirs || !own.iter().any(|a| a.class == figure.of) {
        return figure.of;
    }
    let named = |a: &Actor| a.class.is_armed_group() && !rules.is_unidentified(&a.name);
    all.iter().flat_map(|e| parties(e)).filter(named).map(|a| a.class).min().unwrap_or(figure.of)
}

/// How firmly a number is said: as the event is if one voice says both, else by who the speaker is.
pub fn stance_of(figure: &Figure, event: &Event) -> Stance {
    let is_side = |name: &String| event.initiators.iter().chain(&event.targets).any(|a| a.name == *name);
    match &figure.said_by {
        same if *same == event.said_by => event.stance,
        None => Stance::Reported,
        Some(name) if is_side(name) => Stance::Claimed,
        Some(_) => Stance::Stated,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;

    #[test]
    fn dates_and_numbers_read_as_they_are_known() {
        let date = |d: &str| words(&event(&format!("Attack|{d}|Kolo|?|Civilians|")), "date");
        assert_eq!(date("2025-07-01").as_deref(), Some("2025-07-01"));
        assert_eq!(date("2025-07").as_deref(), Some("2025-07"));
        assert_eq!(date("2025").as_deref(), Some("2025"));
        assert_eq!(date(""), None);
        let shown =
            [(Some(3), Some(3), false), (Some(3), None, true), (None, Some(3), false), (Some(1), Some(3), false)];
        assert_eq!(shown.map(|(l, h, a)| number(l, h, a)), ["3", "~3+", "0-3", "1-3"]);
    }

    #[test]
    fn the_vague_leaves_room_for_the_exact_and_not_the_other_way() {
        let vague = event("Attack|2025-07|-|?|Civilians|");
        let exact = event("Attack|2025-07-09|Kolo|JNIM|Civilians|");
        for field in ["date", "place", "initiators"] {
            assert!(leaves_room(&vague, &exact, field, rules()), "{field}");
            assert!(!leaves_room(&exact, &vague, field, rules()), "{field}");
            assert!(exactness(&exact, field, rules()) > exactness(&vague, field, rules()), "{field}");
        }
    }

    #[test]
    fn a_number_is_as_firm_as_its_own_speaker() {
        let mut told = event("Attack|2025-07-01|Kolo|JNIM|Civilians|killed 21");
        (told.said_by, told.stance) = (Some("JNIM".into()), Stance::Claimed);
        let by = |said_by: Option<&str>| Figure { said_by: said_by.map(String::from), ..told.figures[0].clone() };
        let stances = [Some("JNIM"), Some("residents"), None].map(|s| stance_of(&by(s), &told));
        assert_eq!(stances, [Stance::Claimed, Stance::Stated, Stance::Reported]);
    }

    #[test]
    fn fighters_of_unknown_name_are_counted_with_the_group_others_name() {
        let unknown = event("Armed clash|2025-07-01|Kolo|Malian Armed Forces|?|killed 21/political militia");
        let named = event("Armed clash|2025-07-01|Kolo|Malian Armed Forces|JNIM|killed 21/rebel group");
        let class = |all: &[&Event]| class_of(&unknown.figures[0], &unknown, all, rules());
        assert_eq!(class(&[&unknown, &named]), Class::RebelGroup);
        assert_eq!(class(&[&unknown]), Class::PoliticalMilitia);
    }
}
