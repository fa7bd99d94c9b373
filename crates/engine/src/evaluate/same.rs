//! When two values of two codings are the same.

use super::words::{Words, has_words, norm};
use crate::model::{Actor, Class, Day, Event, Figure, Indicator, Precision};

/// Whether two sides of events are the same actor.
pub(super) fn actors(a: &Actor, b: &Actor) -> bool {
    names(&a.name, Some(a.class), &b.name, Some(b.class))
}

/// Whether two speakers are the same; the outlet's own voice is only itself.
pub(super) fn speakers(a: Option<&str>, b: Option<&str>) -> bool {
    names(a.unwrap_or_default(), None, b.unwrap_or_default(), None)
}

fn names(a: &str, class_a: Option<Class>, b: &str, class_b: Option<Class>) -> bool {
    let words = Words::bundled();
    let (x, y) = (words.actor(a), words.actor(b));
    if x == y || x.is_empty() || y.is_empty() {
        return x == y;
    }
    if let (Some(p), Some(q)) = (words.kind(&x), words.kind(&y))
        && p != q
    {
        return false;
    }
    let (dx, dy) = (words.distinctive(&x), words.distinctive(&y));
    let shared = dx.intersection(&dy).count();
    let same_class = class_a.is_some() && class_a == class_b;
    let people = matches!(class_a, Some(Class::Civilians | Class::Protesters | Class::Rioters));
    if same_class && people && (dx.is_empty() || dy.is_empty() || shared > 0) {
        return true;
    }
    if dx.is_empty() || dy.is_empty() {
        return dx == dy && same_class;
    }
    shared * 2 >= dx.union(&dy).count()
}

/// Whether two names of places mean one place: spelling slips and kinds of place are forgiven.
pub(super) fn places(a: Option<&str>, b: Option<&str>) -> bool {
    let words = Words::bundled();
    let [x, y] = [a, b].map(|name| words.place(name.unwrap_or_default(), &words.place_words));
    if x.is_empty() || y.is_empty() {
        return x == y;
    }
    if x == y || x.replace(" and ", " ") == y.replace(" and ", " ") {
        return true;
    }
    let (short, long) = if y.len() < x.len() { (&y, &x) } else { (&x, &y) };
    if has_words(long, short) && !long.split(' ').next().is_some_and(|w| words.directions.contains(w)) {
        return true;
    }
    if short.len() < 6 || words.are_different(&x, &y) {
        return false;
    }
    swapped(x.as_bytes(), y.as_bytes()) || edits(x.as_bytes(), y.as_bytes()) <= short.len() / 6
}

/// Whether two names of regions mean one, today or before the regions were last cut.
pub(super) fn regions(a: Option<&str>, b: Option<&str>) -> bool {
    let words = Words::bundled();
    let [x, y] = [a, b].map(|name| words.place(name.unwrap_or_default(), &words.region_words));
    let old = |name: &String| words.old_regions.get(name).unwrap_or(name).clone();
    let (old_x, old_y) = (old(&x), old(&y));
    places(a, b) || x == y || old_x == y || x == old_y || old_x == old_y
}

/// How much of the days of two events is shared, 0 to 1.
pub(super) fn dates(g: &Event, p: &Event) -> f64 {
    let (Some(gf), Some(pf)) = (g.date_from, p.date_from) else {
        return if g.date_from.is_none() && p.date_from.is_none() { 0.5 } else { 0.0 };
    };
    let (gt, pt) = (g.date_to.unwrap_or(gf), p.date_to.unwrap_or(pf));
    if g.date_precision == p.date_precision && same_period(g.date_precision, gf, pf) {
        return 1.0;
    }
    let shared = days(gf.max(pf), gt.min(pt)) + 1;
    let spanned = days(gf.min(pf), gt.max(pt)) + 1;
    (f64::from(shared) / f64::from(spanned)).max(0.0)
}

fn same_period(precision: Precision, a: Day, b: Day) -> bool {
    match precision {
        Precision::Year => a.year() == b.year(),
        Precision::Month => (a.year(), a.month()) == (b.year(), b.month()),
        _ => false,
    }
}

/// Days from one day to another, negative when it lies before.
pub(super) fn days(from: Day, to: Day) -> i32 {
    from.until(to).map_or(0, |s| s.get_days())
}

/// Whether two figures count the same of the same people.
pub(super) fn figures(a: &Figure, b: &Figure) -> bool {
    a.measure == b.measure && bounds((a.low, a.high), (b.low, b.high)) && side(a.of) == side(b.of)
}

/// Whether two indicators tell the same total.
pub(super) fn indicators(a: &Indicator, b: &Indicator) -> bool {
    norm(&a.indicator) == norm(&b.indicator)
        && bounds((a.low, a.high), (b.low, b.high))
        && norm(&a.unit) == norm(&b.unit)
}

/// "More than nine" and "at least ten" are one: an open lower bound may be one off.
fn bounds(a: (Option<u64>, Option<u64>), b: (Option<u64>, Option<u64>)) -> bool {
    let near = || matches!((a.0, b.0), (Some(x), Some(y)) if x.abs_diff(y) <= 1);
    a.1 == b.1 && (a.0 == b.0 || (a.1.is_none() && near()))
}

/// Figures are told apart by whose they are: armed groups', states', people's.
fn side(class: Class) -> u8 {
    match class {
        c if c.is_armed_group() => 0,
        c if c.is_government() || c.is_armed() => 1,
        _ => 2,
    }
}

/// The same letters with one pair of near neighbours exchanged.
fn swapped(x: &[u8], y: &[u8]) -> bool {
    let unequal: Vec<usize> = (0..x.len().min(y.len())).filter(|&i| x[i] != y[i]).collect();
    let [i, j] = unequal[..] else { return false };
    x.len() == y.len() && j - i <= 2 && x[i] == y[j] && x[j] == y[i]
}

fn edits(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, cb) in b.iter().enumerate() {
            let best = (row[j + 1] + 1).min(row[j] + 1).min(diagonal + usize::from(ca != cb));
            diagonal = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Measure;

    fn same_name(a: &str, b: &str, class: Class) -> bool {
        names(a, Some(class), b, Some(class))
    }

    #[test]
    fn actors_are_one_by_alias_or_by_their_distinctive_words() {
        assert!(same_name("JNIM", "Jama'at Nusrat al-Islam wal-Muslimin", Class::RebelGroup));
        assert!(same_name("Army of Chad", "Chadian military", Class::StateForces));
        assert!(!same_name("Chadian army", "Government of Chad", Class::StateForces));
        assert!(same_name("Gold miners", "Civilians", Class::Civilians));
        assert!(!same_name("JNIM", "", Class::RebelGroup));
    }

    #[test]
    fn speakers_without_a_name_are_the_outlet() {
        assert!(speakers(None, None));
        assert!(!speakers(None, Some("witnesses")));
        assert!(speakers(Some("eyewitnesses"), Some("witnesses")));
    }

    #[test]
    fn places_forgive_a_slip_but_not_a_direction() {
        let same = |a, b| places(Some(a), Some(b));
        assert!(same("Molodo", "Modolo"));
        assert!(same("Tombouctou", "Timbuktu Region"));
        assert!(same("Nioro du Sahel", "Nioro"));
        assert!(!same("Niger", "Nigeria"));
        assert!(!same("Mali", "northern Mali"));
        assert!(places(None, None) && !places(None, Some("Gao")));
    }

    #[test]
    fn regions_also_match_as_they_were() {
        assert!(regions(Some("Ménaka"), Some("Gao Region")));
        assert!(!regions(Some("Kayes"), Some("Gao")));
    }

    #[test]
    fn open_bounds_may_be_one_off_and_sides_are_three() {
        let figure =
            |low, high, of| Figure { measure: Measure::Killed, of, low, high, approximate: false, said_by: None };
        assert!(figures(&figure(Some(9), None, Class::Civilians), &figure(Some(10), None, Class::Media)));
        assert!(!figures(&figure(Some(9), Some(9), Class::Civilians), &figure(Some(10), Some(10), Class::Civilians)));
        assert!(!figures(&figure(Some(9), None, Class::Civilians), &figure(Some(9), None, Class::RebelGroup)));
    }

    #[test]
    fn edits_count_letters() {
        assert_eq!(edits(b"kidal", b"kidals"), 1);
        assert_eq!(edits(b"", b"abc"), 3);
        assert_eq!(edits(b"kitten", b"sitting"), 3);
    }
}
