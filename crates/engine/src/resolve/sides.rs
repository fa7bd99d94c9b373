//! How well the parties of two events agree.

use super::rules::Rules;
use super::told::Told;
use crate::model::{Actor, Class};

/// Points of initiators and targets together.
pub fn points(a: &Told, b: &Told, rules: &Rules) -> f64 {
    let [ai, at] = [&a.event.initiators, &a.event.targets];
    let [bi, bt] = [&b.event.initiators, &b.event.targets];
    let straight = if is_struck([ai, bi], bt, rules) || is_struck([bi, ai], at, rules) {
        rules.side.rival + side(at, bt, rules)
    } else {
        side(ai, bi, rules) + side(at, bt, rules)
    };
    if !(rules.is_symmetric(&a.event.sub_type) && rules.is_symmetric(&b.event.sub_type)) {
        return straight;
    }
    straight.max(side(ai, bt, rules) + side(at, bi, rules)).max(together(a, b, rules))
}

/// Whether those who act in one telling are those whom somebody unnamed strikes in the other: they did not strike
/// themselves.
fn is_struck([named, unnamed]: [&[Actor]; 2], hit: &[Actor], rules: &Rules) -> bool {
    unnamed.iter().all(|a| rules.is_unidentified(&a.name))
        && !unnamed.is_empty()
        && named.iter().any(|a| !is_common(a, rules) || is_organ(a))
        && named.iter().any(|a| hit.iter().any(|b| is_same(a, b)))
}

/// Points of one side against one side.
pub fn side(a: &[Actor], b: &[Actor], rules: &Rules) -> f64 {
    let points = &rules.side;
    match agreement(a, b, rules) {
        Agreement::Named => points.named,
        Agreement::Common => points.common,
        Agreement::Class => points.class,
        Agreement::Unidentified => points.unidentified,
        Agreement::BothEmpty => points.both_empty,
        Agreement::OneEmpty | Agreement::Organs => points.one_empty,
        Agreement::Rival => points.rival,
    }
}

/// What two lists of parties have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// A party known by its own name.
    Named,
    /// Only civilians, the government of the country, unidentified men and the like.
    Common,
    /// No name, yet a class in which names are loose, or a name that holds the other.
    Class,
    /// One side only says "somebody armed".
    Unidentified,
    /// A government and its forces.
    Organs,
    /// Nobody is named on either side.
    BothEmpty,
    /// Nobody is named on one side.
    OneEmpty,
    /// Nothing: different parties.
    Rival,
}

/// Compares two lists of parties.
pub fn agreement(a: &[Actor], b: &[Actor], rules: &Rules) -> Agreement {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => return Agreement::BothEmpty,
        (true, false) | (false, true) => return Agreement::OneEmpty,
        _ => {}
    }
    let shared: Vec<&Actor> = a.iter().filter(|x| b.iter().any(|y| is_same(x, y))).collect();
    if shared.iter().any(|x| !is_common(x, rules)) {
        return Agreement::Named;
    }
    if shared.is_empty() { strangers(a, b, rules) } else { Agreement::Common }
}

fn strangers(a: &[Actor], b: &[Actor], rules: &Rules) -> Agreement {
    let any = |test: &dyn Fn(&Actor, &Actor) -> bool| a.iter().any(|x| b.iter().any(|y| test(x, y)));
    let unknown = |x: &Actor, y: &Actor| rules.is_unidentified(&x.name) && y.class.is_armed();
    let loose = |x: &Actor, y: &Actor| x.class == y.class && rules.loose_classes.contains(&x.class);
    if any(&|x, y| loose(x, y) || holds(x, y) || holds(y, x)) {
        Agreement::Class
    } else if any(&|x, y| unknown(x, y) || unknown(y, x)) {
        Agreement::Unidentified
    } else if any(&|x, y| is_organ(x) && is_organ(y) && x.class != y.class) {
        Agreement::Organs
    } else {
        Agreement::Rival
    }
}

/// Names without regard to case and accents.
pub fn is_same(a: &Actor, b: &Actor) -> bool {
    let (a, b) = (&a.name, &b.name);
    let plain = a.is_ascii() && b.is_ascii();
    a.eq_ignore_ascii_case(b) || (!plain && vigie_syntax::fold(a) == vigie_syntax::fold(b))
}

/// A branch carries its parent's name in front of its own.
fn holds(whole: &Actor, part: &Actor) -> bool {
    let rest = whole.name.strip_prefix(part.name.as_str());
    whole.class == part.class && rest.is_some_and(|r| r.starts_with(' '))
}

fn is_organ(actor: &Actor) -> bool {
    matches!(actor.class, Class::Government | Class::StateForces)
}

/// Whether these are only parties too common to tell one happening from another.
pub fn are_common(side: &[Actor], rules: &Rules) -> bool {
    side.iter().all(|a| is_common(a, rules))
}

pub fn is_common(actor: &Actor, rules: &Rules) -> bool {
    rules.is_unidentified(&actor.name) || rules.common_classes.contains(&actor.class)
}

/// Both sides as one list: what is shared, and then what is left over on either.
fn together(a: &Told, b: &Told, rules: &Rules) -> f64 {
    let all = |t: &Told| [t.event.initiators.clone(), t.event.targets.clone()].concat();
    let (a, b) = (all(a), all(b));
    let left = |x: &[Actor], y: &[Actor]| -> Vec<Actor> {
        x.iter().filter(|p| !y.iter().any(|q| is_same(p, q))).cloned().collect()
    };
    side(&a, &b, rules) + side(&left(&a, &b), &left(&b, &a), rules)
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;

    fn of(a: &str, b: &str) -> Agreement {
        let (a, b) = (actors(a), actors(b));
        let there = agreement(&a, &b, rules());
        assert_eq!(there, agreement(&b, &a, rules()));
        there
    }

    #[test]
    fn parties_agree_by_name_by_class_or_not_at_all() {
        for (a, b, expected) in [
            ("JNIM", "JNIM;Civilians", Agreement::Named),
            ("Civilians", "Civilians", Agreement::Common),
            ("Government of Mali", "Government of Mali", Agreement::Common),
            ("?", "?", Agreement::Common),
            ("?", "JNIM", Agreement::Unidentified),
            ("Malian Armed Forces", "?", Agreement::Unidentified),
            ("Islamic State", "Islamic State Sahel Province", Agreement::Class),
            ("Civilians", "Drivers", Agreement::Class),
            ("Government of Mali", "Malian Armed Forces", Agreement::Organs),
            ("JNIM", "Islamic State", Agreement::Rival),
            ("", "JNIM", Agreement::OneEmpty),
            ("", "", Agreement::BothEmpty),
        ] {
            assert_eq!(of(a, b), expected, "{a} / {b}");
        }
    }

    #[test]
    fn in_a_meeting_the_order_of_the_parties_is_nothing() {
        let one = event("Diplomatic meeting|2025-06-03|-|Government of Mali|Government of Russia|");
        let two = event("Diplomatic meeting|2025-06-03|-|Government of Russia;Government of Mali||");
        let other = event("Diplomatic meeting|2025-06-03|-|Government of Mali|Government of France|");
        let reports = ["a", "b"].map(super::super::report::Report::unknown);
        let to = |e| points(&of_report(&reports[0], &one), &of_report(&reports[1], e), rules());
        assert!(to(&two) > to(&other), "{} {}", to(&two), to(&other));
    }
}
