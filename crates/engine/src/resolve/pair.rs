//! How well two events agree, in points; `None` where they cannot be one happening.

use super::rules::{Rules, TypePoints};
use super::told::Told;
use super::{names, report, sides};
use crate::model::{Class, DateSpan, Day, Figure, PlacePrecision, Precision};

/// Points of agreement, the same for `(a, b)` and `(b, a)`.
pub fn score(a: &Told, b: &Told, rules: &Rules) -> Option<f64> {
    let types = rules.type_points(a.event)?;
    let kind = kind(a, b, rules)?;
    let words = words(a, b, rules);
    let (tolls, fingerprint) = tolls(&a.event.figures, &b.event.figures, rules);
    // Reports that share most of their names, or several large numbers, may differ on where, when and who.
    let sure = fingerprint || words >= rules.wording.sure;
    let date = date(a, b, rules).or_else(|| astray(a, b, words, rules).filter(|_| sure))?;
    let place = place(a, b, types, rules).or_else(|| sure.then_some(rules.wording.place))?;
    let sides = sides::points(a, b, rules) + other_doer(a, b, rules);
    let sides = if sure { sides.max(0.0) } else { sides };
    Some(kind + date + place + sides + tolls + wording(words, rules))
}

/// Two bodies that do the same to one state on one day have done two acts.
fn other_doer(a: &Told, b: &Told, rules: &Rules) -> f64 {
    let points = |t: &Told| rules.type_points(t.event).map_or(0.0, |k| k.other_doer);
    let symmetric = rules.is_symmetric(&a.event.sub_type) || rules.is_symmetric(&b.event.sub_type);
    let other = || sides::agreement(&a.event.initiators, &b.event.initiators, rules) == sides::Agreement::Rival;
    if !symmetric && other() { points(a).max(points(b)) } else { 0.0 }
}

/// Share of names and numbers that the reports have in common, less where a report tells several acts. Acts of states
/// have those of all reports of the country.
fn words(a: &Told, b: &Told, rules: &Rules) -> f64 {
    if rules.is_of_states(a.event) || rules.is_of_states(b.event) {
        return 0.0;
    }
    let share = report::overlap_of(&a.report.telling, &b.report.telling, rules.wording.least);
    let share = if share_a_person(a, b) { share.max(rules.wording.person) } else { share };
    share / report::spread(a.report.acts.max(b.report.acts))
}

fn share_a_person(a: &Told, b: &Told) -> bool {
    report::common(&a.report.people, &b.report.people) > 0
}

/// Points for names and numbers that the reports have in common.
fn wording(share: f64, rules: &Rules) -> f64 {
    let rule = &rules.wording;
    let part = (share - rule.from) / (rule.to - rule.from);
    rule.most * part.clamp(0.0, 1.0)
}

/// One of the two days is wrong by a few days, by more where the reports are of one mind, or not told at all.
fn astray(a: &Told, b: &Told, words: f64, rules: &Rules) -> Option<f64> {
    let rule = &rules.wording;
    let Some((x, y)) = a.event.days().zip(b.event.days()) else { return Some(rule.undated) };
    let most = if words >= rule.certain { rule.certain_days } else { rules.date.astray_days };
    // Two reports that each tell of the days before they came out do not tell of one act on days far apart.
    let most = if is_news(a, rules) && is_news(b, rules) { most.min(rules.date.news_apart) } else { most };
    let most = if share_a_person(a, b) { rules.wording.person_days } else { most };
    (x.distance(&y) <= most).then_some(rule.date)
}

/// Whether a report tells an act within days of it.
fn is_news(told: &Told, rules: &Rules) -> bool {
    let days = told.event.days().filter(|d| d.precision == Precision::Day);
    let since = days.zip(told.published).map(|(days, published)| (published - days.to).get_days());
    since.is_some_and(|since| (0..=rules.date.news_days).contains(&since))
}

fn kind(a: &Told, b: &Told, rules: &Rules) -> Option<f64> {
    let (x, y) = (&a.event.sub_type, &b.event.sub_type);
    let (p, q) = (rules.type_points(a.event)?, rules.type_points(b.event)?);
    if x != y {
        return rules.related(x, y).then_some(p.near.min(q.near));
    }
    let rare = rules.rare.iter().find(|r| r.sub_type == *x);
    Some(rare.map_or(p.same, |r| r.same))
}

fn date(a: &Told, b: &Told, rules: &Rules) -> Option<f64> {
    match (a.event.days(), b.event.days()) {
        (Some(x), Some(y)) => dated(&x, &y, rules),
        (Some(x), None) => current(&x, b.published?, rules),
        (None, Some(y)) => current(&y, a.published?, rules),
        (None, None) => undated(a.published, b.published, rules),
    }
}

/// Points by days that are told.
pub fn dated(x: &DateSpan, y: &DateSpan, rules: &Rules) -> Option<f64> {
    let points = &rules.date;
    match (x.precision.max(y.precision), x.distance(y)) {
        (Precision::Day, 0) => Some(points.same_day),
        (Precision::Day, 1) => Some(points.day_apart),
        (Precision::Day, 2) => Some(points.two_days_apart),
        (Precision::Week, 0) => Some(points.within_week),
        (Precision::Month, 0) => Some(points.within_month),
        (_, 0) => Some(points.within_year),
        _ => None,
    }
}

/// An undated act told as news lies shortly before its report.
fn current(dated: &DateSpan, published: Day, rules: &Rules) -> Option<f64> {
    let age = DateSpan::day(published).distance(dated);
    (dated.from <= published && age <= rules.date.current_days).then_some(rules.date.undated)
}

fn undated(a: Option<Day>, b: Option<Day>, rules: &Rules) -> Option<f64> {
    let apart = a.zip(b).map_or(0, |(a, b)| DateSpan::day(a).distance(&DateSpan::day(b)));
    (apart <= rules.date.undated_days).then_some(rules.date.undated)
}

fn place(a: &Told, b: &Told, types: &TypePoints, rules: &Rules) -> Option<f64> {
    let points = &rules.place;
    if let (Some(x), Some(y)) = (&a.event.country, &b.event.country)
        && x != y
    {
        let may = types.abroad && rules.type_points(b.event).is_some_and(|t| t.abroad);
        return may.then_some(points.abroad);
    }
    if is_country(a) || is_country(b) {
        let within = rules.type_points(b.event).map_or(0.0, |t| t.within_country.min(types.within_country));
        return Some(points.country + within);
    }
    below_country(a, b, rules)
}

fn is_country(told: &Told) -> bool {
    told.place.is_none() || told.event.place_precision == PlacePrecision::Country
}

fn below_country(a: &Told, b: &Told, rules: &Rules) -> Option<f64> {
    let points = &rules.place;
    let (p, q) = (a.place?, b.place?);
    let regions = [a, b].map(|t| t.event.place_precision == PlacePrecision::Admin1);
    match regions {
        [true, true] => (p == q).then_some(points.region),
        [true, false] => in_region(b, p).map(|known| if known { points.inside } else { points.loose }),
        [false, true] => in_region(a, q).map(|known| if known { points.inside } else { points.loose }),
        _ if p == q => Some(points.same),
        // The first letter decides most pairs at no cost.
        _ if p.chars().next() == q.chars().next() && names::is_variant(p, q) => Some(points.variant),
        _ => areas(a, b, rules),
    }
}

/// Whether a place lies in the region: yes, not known, or (`None`) in another.
fn in_region(told: &Told, key: &str) -> Option<bool> {
    match told.region {
        _ if told.place == Some(key) => Some(true),
        None => Some(false),
        Some(own) => (own == key).then_some(true),
    }
}

/// Two names of which one is an area: a river may pass the town, a district may hold it.
fn areas(a: &Told, b: &Told, rules: &Rules) -> Option<f64> {
    let is_area = |t: &Told| t.event.place_precision == PlacePrecision::Area;
    match (a.region, b.region) {
        _ if !is_area(a) && !is_area(b) => None,
        (Some(x), Some(y)) => (x == y).then_some(rules.place.apart),
        (None, _) if is_area(a) => Some(rules.place.loose),
        (_, None) if is_area(b) => Some(rules.place.loose),
        _ => Some(rules.place.apart),
    }
}

/// Equal tolls strengthen; tolls that differ forbid nothing. Several that are equal, one of them large, are as
/// good as a name.
fn tolls(a: &[Figure], b: &[Figure], rules: &Rules) -> (f64, bool) {
    let equal: Vec<&Figure> = a.iter().filter(|f| b.iter().any(|g| is_equal(f, g))).collect();
    let points = &rules.toll;
    let Some(largest) = equal.iter().filter_map(|f| f.low.max(f.high)).max() else { return (0.0, false) };
    let first = if largest < points.small_below { points.small } else { points.equal };
    let fingerprint = equal.len() >= points.fingerprint && largest >= points.fingerprint_from;
    if fingerprint && equal.len() >= points.whole {
        return (points.wholly, true);
    }
    ((first + points.more * (equal.len() as f64 - 1.0)).min(points.most), fingerprint)
}

fn is_equal(f: &Figure, g: &Figure) -> bool {
    let side = |c: Class| if c.is_armed_group() { Class::RebelGroup } else { c };
    f.measure == g.measure && f.low == g.low && f.high == g.high && side(f.of) == side(g.of)
}

#[cfg(test)]
mod tests {
    use super::super::report::Report;
    use super::super::testing::*;
    use super::*;

    fn points(a: &str, b: &str) -> Option<f64> {
        let (a, b) = (event(a), event(b));
        let reports = ["a", "b"].map(Report::unknown);
        let (a, b) = (kept(&reports[0], &a), kept(&reports[1], &b));
        let (a, b) = (a.told(), b.told());
        let (there, back) = (score(&a, &b, rules()), score(&b, &a, rules()));
        assert_eq!(there, back, "points depend on the order");
        there
    }

    fn joins(a: &str, b: &str) -> bool {
        points(a, b).is_some_and(|p| p >= rules().threshold)
    }

    #[test]
    fn one_attack_told_twice_joins_under_two_names_of_the_culprit() {
        assert!(joins(
            "Armed clash|2025-07-01|Tarada|JNIM|Malian Armed Forces|",
            "Attack|2025-07-01|Tarada|?|Civilians|"
        ));
        assert!(joins(
            "Armed clash|2025-07-01|Molodo|JNIM|Malian Armed Forces|",
            "Armed clash|2025-07-01|Modolo|?|Malian Armed Forces|"
        ));
        assert!(joins(
            "Armed clash|2025-07|Tarada|Malian Armed Forces|JNIM|killed 21",
            "Armed clash|2025-07-09|Tarada|Malian Armed Forces|?|killed 21"
        ));
    }

    #[test]
    fn other_places_days_and_types_never_join() {
        let base = "Armed clash|2025-07-01|Tarada|JNIM|Malian Armed Forces|killed 9";
        assert_eq!(points(base, "Armed clash|2025-07-01|Kolo|JNIM|Malian Armed Forces|killed 9"), None);
        assert_eq!(points(base, "Armed clash|2025-07-11|Tarada|JNIM|Malian Armed Forces|killed 9"), None);
        assert_eq!(points(base, "Law or decree|2025-07-01|Tarada|JNIM|Malian Armed Forces|killed 9"), None);
    }

    #[test]
    fn two_days_apart_or_somewhere_in_the_country_takes_an_equal_toll() {
        let base = "Armed clash|2025-07-01|Tarada|?|Malian Armed Forces|killed 17";
        assert!(!joins(base, "Armed clash|2025-07-03|Tarada|JNIM|Civilians|killed 5"));
        assert!(!joins(base, "Armed clash|2025-07-01|-|JNIM|Malian Armed Forces|"));
        assert!(joins(base, "Armed clash|2025-07-01|-|JNIM|Malian Armed Forces|killed 17"));
    }

    #[test]
    fn acts_of_states_join_by_type_country_date_and_actors() {
        let left = "Membership change|2025-01|-|Government of Mali|ECOWAS|";
        assert!(joins(left, left));
        assert!(!joins(left, "Membership change|2025-01|-|Government of Niger|African Union|"));
        let decree = "Law or decree|2025-05|-|Government of Mali|Political parties of Mali|";
        assert!(joins(decree, "Restriction of civic space|2025-05-13|-|Government of Mali|Political parties of Mali|"));
        assert!(!joins(decree, "Law or decree|2025-05|-|National Assembly|Political parties of Mali|"));
    }

    #[test]
    fn two_bodies_that_punish_one_state_on_one_day_have_done_two_acts() {
        let sanction = |who: &str| format!("Sanction|2025-05-13|-|{who}|Government of Mali|");
        assert!(joins(&sanction("ECOWAS"), &sanction("ECOWAS")));
        assert!(!joins(&sanction("ECOWAS"), &sanction("African Union")));
        assert!(joins(&sanction("ECOWAS"), &sanction("")));
    }

    #[test]
    fn reports_of_one_mind_err_by_weeks_unless_each_tells_the_news_of_its_day() {
        let telling: Vec<u64> = (1..40).collect();
        let report = |published: &str| Report {
            telling: telling.clone(),
            published: published.parse().ok(),
            ..Report::unknown(published)
        };
        let joins = |first: &str, second: &str| {
            let (one, two) = (report(first), report(second));
            let (a, b) = (
                event("Armed clash|2025-07-01|Tarada|JNIM|Malian Armed Forces|"),
                event("Armed clash|2025-08-14|Tarada|JNIM|Malian Armed Forces|"),
            );
            let (a, b) = (kept(&one, &a), kept(&two, &b));
            score(&a.told(), &b.told(), rules()).is_some()
        };
        assert!(joins("2025-08-30", "2025-08-15"));
        assert!(!joins("2025-07-02", "2025-08-15"));
    }

    #[test]
    fn a_person_of_one_age_ties_what_is_told_far_apart_unless_much_else_is_told() {
        let act = |day: &str, place: &str| event(&format!("Attack|{day}|{place}|?|Civilians|"));
        let joins = |acts: usize, people: [u64; 2]| {
            let report = |id: &str, person: u64| Report { people: vec![person], acts, ..Report::unknown(id) };
            let reports = [report("a", people[0]), report("b", people[1])];
            let (x, y) = (act("2025-07-01", "Tarada"), act("2025-11-20", "Kolo"));
            let (a, b) = (kept(&reports[0], &x), kept(&reports[1], &y));
            score(&a.told(), &b.told(), rules()).is_some_and(|p| p >= rules().threshold)
        };
        assert!(joins(1, [7, 7]));
        assert!(!joins(1, [7, 8]));
        assert!(!joins(12, [7, 7]));
    }

    #[test]
    fn whom_somebody_unnamed_strikes_is_not_who_strikes() {
        let raid = "Armed clash|2025-06|Tarada|?|Malian Armed Forces|";
        assert!(joins("Air/drone strike|2025-06|Tarada|JNIM|Malian Armed Forces|", raid));
        assert!(!joins("Air/drone strike|2025-06|Tarada|Malian Armed Forces|Civilians|", raid));
    }

    #[test]
    fn three_equal_tolls_are_one_toll_told_twice() {
        let here = "Armed clash|2025-07-01|Tarada|JNIM|Malian Armed Forces|killed 34;injured 14;killed 24/rebel group";
        let there = "Armed clash||-|?|Malian Armed Forces|killed 34;injured 14;killed 24/rebel group";
        assert!(points(here, there).is_some_and(|p| p >= rules().threshold));
        let other = "Armed clash||-|?|Malian Armed Forces|killed 34;injured 12;killed 20/rebel group";
        assert!(points(here, other).is_none_or(|p| p < rules().threshold));
    }

    #[test]
    fn an_undated_act_is_news_or_stays_alone() {
        let (undated, old) = (
            event("Armed clash||Tarada|JNIM|Malian Armed Forces|"),
            event("Armed clash|2025-03-01|Tarada|JNIM|Malian Armed Forces|"),
        );
        let recent = event("Armed clash|2025-06-25|Tarada|JNIM|Malian Armed Forces|");
        let report = Report { published: Some("2025-07-01".parse().unwrap()), ..Report::unknown("a") };
        let other = Report::unknown("b");
        let points = |e| score(&kept(&report, &undated).told(), &kept(&other, e).told(), rules());
        assert!(points(&recent).is_some());
        assert_eq!(points(&old), None);
    }
}
