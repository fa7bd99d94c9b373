//! What people ruled about which events are one happening. It stands above what the words say.

use super::told::Told;
use crate::model::EventRef;
use std::collections::{BTreeMap, BTreeSet};

/// One ruling. Rulings are followed in their order, so that a later one may undo an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// These events, and all that are joined with them, are one happening.
    Together(Vec<EventRef>),
    /// These events are not of one happening with any other.
    Apart(Vec<EventRef>),
}

/// The groups as people ruled them; each in order, and in the order of their first members.
pub fn follow(told: &[Told], mut groups: Vec<Vec<usize>>, rulings: &[Ruling]) -> Vec<Vec<usize>> {
    if rulings.is_empty() {
        return groups;
    }
    let at: BTreeMap<(&str, &str), usize> =
        told.iter().enumerate().map(|(n, t)| ((t.doc, t.event.id.as_str()), n)).collect();
    for ruling in rulings {
        let (Ruling::Together(events) | Ruling::Apart(events)) = ruling;
        let named: BTreeSet<usize> =
            events.iter().filter_map(|(doc, event)| at.get(&(doc.as_str(), event.as_str())).copied()).collect();
        groups = match ruling {
            Ruling::Together(_) => together(groups, &named),
            Ruling::Apart(_) => apart(groups, &named),
        };
    }
    groups.sort();
    groups
}

fn together(groups: Vec<Vec<usize>>, named: &BTreeSet<usize>) -> Vec<Vec<usize>> {
    let (ours, mut others): (Vec<_>, Vec<_>) = groups.into_iter().partition(|g| g.iter().any(|i| named.contains(i)));
    let mut one: Vec<usize> = ours.concat();
    one.sort_unstable();
    others.extend((!one.is_empty()).then_some(one));
    others
}

fn apart(groups: Vec<Vec<usize>>, named: &BTreeSet<usize>) -> Vec<Vec<usize>> {
    let split = |group: Vec<usize>| -> [Vec<usize>; 2] { group.into_iter().partition(|i| named.contains(i)).into() };
    groups.into_iter().flat_map(split).filter(|group| !group.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{corpus, rules};
    use super::super::{cluster, told};
    use super::*;

    fn ruled(rulings: &[Ruling]) -> Vec<Vec<usize>> {
        let line: &[&str] = &["Attack|2025-07-01|Tarada|JNIM|Civilians|killed 8"];
        let far: &[&str] = &["Attack|2025-03-01|Kolo|JNIM|Civilians|killed 2"];
        let (documents, records) = corpus(&[line, line, far]);
        let told = told::in_order(&documents, &records, &BTreeMap::new());
        let events = |n: usize| told[n].reference();
        assert_eq!(cluster::clusters(&told, rules()), [vec![0, 1], vec![2]]);
        let of = |r: &Ruling| match r {
            Ruling::Together(which) => {
                Ruling::Together(which.iter().map(|(n, _)| events(n.parse().unwrap())).collect())
            }
            Ruling::Apart(which) => Ruling::Apart(which.iter().map(|(n, _)| events(n.parse().unwrap())).collect()),
        };
        follow(&told, cluster::clusters(&told, rules()), &rulings.iter().map(of).collect::<Vec<_>>())
    }

    fn numbers(which: &[&str]) -> Vec<EventRef> {
        which.iter().map(|n| (n.to_string(), String::new())).collect()
    }

    #[test]
    fn people_join_and_part_what_the_words_do_not() {
        assert_eq!(ruled(&[Ruling::Together(numbers(&["1", "2"]))]), [vec![0, 1, 2]]);
        assert_eq!(ruled(&[Ruling::Apart(numbers(&["1"]))]), [vec![0], vec![1], vec![2]]);
    }

    #[test]
    fn the_later_ruling_wins() {
        let (join, part) = (Ruling::Together(numbers(&["0", "2"])), Ruling::Apart(numbers(&["2"])));
        assert_eq!(ruled(&[join.clone(), part.clone()]), [vec![0, 1], vec![2]]);
        assert_eq!(ruled(&[part, join]), [vec![0, 1, 2]]);
    }
}
