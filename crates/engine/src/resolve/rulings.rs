//! What people ruled about which events are one happening. It stands above what the words say.

use super::resolver::Resolver;
use super::told::Told;
use crate::model::EventRef;
use std::collections::BTreeSet;

/// One ruling. Rulings are followed in their order, so that a later one may undo an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// These events, and all that are joined with them, are one happening.
    Together(Vec<EventRef>),
    /// These events are not of one happening with any other.
    Apart(Vec<EventRef>),
}

impl Ruling {
    /// The events it is about.
    pub fn events(&self) -> &[EventRef] {
        let (Ruling::Together(events) | Ruling::Apart(events)) = self;
        events
    }
}

/// The groups as people ruled them, each in the fixed order of its events.
pub fn follow(resolver: &Resolver, mut groups: Vec<Vec<u32>>, rulings: &[Ruling]) -> Vec<Vec<u32>> {
    for ruling in rulings {
        let named: BTreeSet<u32> = ruling.events().iter().filter_map(|event| resolver.slot(event)).collect();
        groups = match ruling {
            Ruling::Together(_) => together(groups, &named, resolver),
            Ruling::Apart(_) => apart(groups, &named),
        };
    }
    groups
}

fn together(groups: Vec<Vec<u32>>, named: &BTreeSet<u32>, resolver: &Resolver) -> Vec<Vec<u32>> {
    let (ours, mut others): (Vec<_>, Vec<_>) = groups.into_iter().partition(|g| g.iter().any(|i| named.contains(i)));
    let mut told: Vec<(u32, Told)> = ours.concat().into_iter().filter_map(|s| Some((s, resolver.told(s)?))).collect();
    told.sort_by(|a, b| a.1.order(&b.1));
    let one: Vec<u32> = told.into_iter().map(|t| t.0).collect();
    others.extend((!one.is_empty()).then_some(one));
    others
}

fn apart(groups: Vec<Vec<u32>>, named: &BTreeSet<u32>) -> Vec<Vec<u32>> {
    let split = |group: Vec<u32>| -> [Vec<u32>; 2] { group.into_iter().partition(|i| named.contains(i)).into() };
    groups.into_iter().flat_map(split).filter(|group| !group.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::corpus;
    use super::*;
    use crate::data::Data;

    fn ruled(rulings: &[Ruling]) -> Vec<Vec<u32>> {
        let line: &[&str] = &["Attack|2025-07-01|Tarada|JNIM|Civilians|killed 8"];
        let far: &[&str] = &["Attack|2025-03-01|Kolo|JNIM|Civilians|killed 2"];
        let (documents, records) = corpus(&[line, line, far]);
        let resolver = Resolver::of(Data::bundled(), &documents, &records);
        let told = resolver.all();
        let groups: Vec<Vec<u32>> = resolver.groups().cloned().collect();
        let events = |n: usize| told[n].reference();
        assert_eq!(groups, [vec![0, 1], vec![2]]);
        let of = |r: &Ruling| match r {
            Ruling::Together(which) => {
                Ruling::Together(which.iter().map(|(n, _)| events(n.parse().unwrap())).collect())
            }
            Ruling::Apart(which) => Ruling::Apart(which.iter().map(|(n, _)| events(n.parse().unwrap())).collect()),
        };
        let mut made = follow(&resolver, groups, &rulings.iter().map(of).collect::<Vec<_>>());
        made.sort();
        made
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
