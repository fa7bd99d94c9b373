//! Events that hang together → groups that are one happening, whatever the order of the input.

use super::pair;
use super::rules::Rules;
use super::told::Told;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A pair of positions and its points.
pub type Edge = (f64, usize, usize);

/// Groups of positions of events in their fixed order. The best pair is joined first; a join needs that no two
/// events of it are of one document, and that the average of all pairs reaches the threshold. Two that exclude each
/// other count as `excluded`: one of them may be wrong where the others are sure.
pub fn clusters(told: &[Told], mut edges: Vec<Edge>, rules: &Rules) -> Vec<Vec<usize>> {
    edges.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut forest = Forest::new(told.len());
    let mut scores = Scores { told, rules, known: HashMap::new() };
    for (_, a, b) in edges {
        forest.try_join(a, b, |x, y| linked(&mut scores, x, y));
    }
    forest.groups.into_values().collect()
}

/// Points of pairs, each reckoned once: groups are tried again as they grow.
struct Scores<'a> {
    told: &'a [Told<'a>],
    rules: &'a Rules,
    known: HashMap<(u32, u32), Option<f64>>,
}

impl Scores<'_> {
    fn of(&mut self, a: usize, b: usize) -> Option<f64> {
        let (a, b) = (a.min(b), a.max(b));
        *self.known.entry((a as u32, b as u32)).or_insert_with(|| pair::score(&self.told[a], &self.told[b], self.rules))
    }
}

/// Whether two groups may become one: yes, not as they are, or never, however they grow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Holds,
    Weak,
    Never,
}

fn linked(scores: &mut Scores, a: &[usize], b: &[usize]) -> Link {
    let docs: BTreeSet<&str> = a.iter().map(|&i| scores.told[i].doc).collect();
    if b.iter().any(|&j| docs.contains(scores.told[j].doc)) {
        return Link::Never;
    }
    let mut sum = 0.0;
    for (&i, &j) in a.iter().flat_map(|i| b.iter().map(move |j| (i, j))) {
        sum += scores.of(i, j).unwrap_or(scores.rules.excluded);
    }
    let enough = sum >= scores.rules.threshold * (a.len() * b.len()) as f64;
    if enough { Link::Holds } else { Link::Weak }
}

struct Forest {
    of: Vec<usize>,
    groups: BTreeMap<usize, Vec<usize>>,
    /// Joins that failed, with the sizes of the groups, so that they are not tried again until one has grown.
    failed: HashMap<(usize, usize), (usize, usize)>,
    /// Groups that each group excludes for good.
    never: HashMap<usize, HashSet<usize>>,
}

impl Forest {
    fn new(len: usize) -> Self {
        let groups = (0..len).map(|i| (i, vec![i])).collect();
        Self { of: (0..len).collect(), groups, failed: HashMap::new(), never: HashMap::new() }
    }

    fn try_join(&mut self, a: usize, b: usize, may: impl FnOnce(&[usize], &[usize]) -> Link) {
        let (x, y) = (self.of[a].min(self.of[b]), self.of[a].max(self.of[b]));
        if x == y {
            return;
        }
        let sizes = (self.groups[&x].len(), self.groups[&y].len());
        let excluded = self.never.get(&x).is_some_and(|never| never.contains(&y));
        if excluded || self.failed.get(&(x, y)) == Some(&sizes) {
            return;
        }
        match may(&self.groups[&x], &self.groups[&y]) {
            Link::Holds => self.join(x, y),
            Link::Weak => drop(self.failed.insert((x, y), sizes)),
            Link::Never => {
                self.never.entry(x).or_default().insert(y);
                self.never.entry(y).or_default().insert(x);
            }
        }
    }

    fn join(&mut self, x: usize, y: usize) {
        for other in self.never.remove(&y).unwrap_or_default() {
            self.never.entry(x).or_default().insert(other);
            self.never.entry(other).or_default().insert(x);
        }
        let moved = self.groups.remove(&y).unwrap_or_default();
        moved.iter().for_each(|&i| self.of[i] = x);
        let group = self.groups.entry(x).or_default();
        group.extend(moved);
        group.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::super::resolver::Resolver;
    use super::super::testing::*;
    use crate::data::Data;

    /// Groups of the events of these reports, as numbers in the order of telling.
    fn groups(docs: &[&[&str]]) -> Vec<Vec<usize>> {
        let (documents, records) = corpus(docs);
        let made = Resolver::of(Data::bundled(), &documents, &records);
        made.groups().map(|g| g.iter().map(|slot| *slot as usize).collect()).collect()
    }

    #[test]
    fn each_events_best_partner_is_found_and_a_document_keeps_its_events_apart() {
        let one: &[&str] =
            &["Armed clash|2025-07-01|Tarada|JNIM|Malian Armed Forces|", "Attack|2025-07-01|Tarada|JNIM|Civilians|"];
        let two: &[&str] =
            &["Attack|2025-07-01|Tarada|?|Civilians|", "Armed clash|2025-07-01|Tarada|?|Malian Armed Forces|"];
        assert_eq!(groups(&[one, two]), [vec![0, 3], vec![1, 2]]);
    }

    #[test]
    fn a_vague_event_does_not_chain_two_that_exclude_each_other() {
        let told: [&[&str]; 3] = [
            &["Attack|2025-07-02|Tarada|JNIM|Civilians|killed 8"],
            &["Attack|2025-07-20|Tarada|JNIM|Civilians|killed 9"],
            &["Attack|2025-07|Tarada|JNIM|Civilians|killed 9"],
        ];
        assert_eq!(groups(&told), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn towns_attacked_are_not_one_of_the_towns() {
        let town = |name: &str| format!("Armed clash|2025-07-01|{name}|JNIM|Malian Armed Forces|");
        let (one, two) = (town("Tarada"), town("Kolo"));
        let whole = "Armed clash|2025-07-01|-|JNIM|Malian Armed Forces|killed 80/state forces";
        assert_eq!(groups(&[&[&one, &two], &[whole]]), [vec![0], vec![1], vec![2]]);
        assert_eq!(groups(&[&[&one], &[whole]]), [vec![0, 1]]);
    }
}
