//! Events → groups that are one happening, whatever the order of the input.

use super::rules::Rules;
use super::told::Told;
use super::{index, pair};
use std::collections::{BTreeMap, BTreeSet};

/// Groups of positions. The best pair is joined first; a join needs that no two events of it are of
/// one document or exclude each other, and that the average of all pairs reaches the threshold.
pub fn clusters(told: &[Told], rules: &Rules) -> Vec<Vec<usize>> {
    let mut pairs = strong_pairs(told, rules);
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut forest = Forest::new(told.len());
    for (_, (a, b)) in pairs {
        forest.try_join(a, b, |x, y| linked(told, x, y, rules));
    }
    forest.groups.into_values().collect()
}

fn strong_pairs(told: &[Told], rules: &Rules) -> Vec<(f64, (usize, usize))> {
    let scored = index::candidates(told, rules).into_iter();
    scored
        .filter_map(|(a, b)| Some((pair::score(&told[a], &told[b], rules)?, (a, b))))
        .filter(|(points, _)| *points >= rules.threshold)
        .collect()
}

/// Whether two groups may become one.
fn linked(told: &[Told], a: &[usize], b: &[usize], rules: &Rules) -> bool {
    let docs: BTreeSet<&str> = a.iter().map(|&i| told[i].doc).collect();
    if b.iter().any(|&j| docs.contains(told[j].doc)) {
        return false;
    }
    let across = a.iter().flat_map(|&i| b.iter().map(move |&j| (i.min(j), i.max(j))));
    let points: Option<Vec<f64>> = across.map(|(i, j)| pair::score(&told[i], &told[j], rules)).collect();
    points.is_some_and(|p| p.iter().sum::<f64>() >= rules.threshold * p.len() as f64)
}

struct Forest {
    of: Vec<usize>,
    groups: BTreeMap<usize, Vec<usize>>,
}

impl Forest {
    fn new(len: usize) -> Self {
        Self { of: (0..len).collect(), groups: (0..len).map(|i| (i, vec![i])).collect() }
    }

    fn try_join(&mut self, a: usize, b: usize, may: impl Fn(&[usize], &[usize]) -> bool) {
        let (x, y) = (self.of[a].min(self.of[b]), self.of[a].max(self.of[b]));
        if x == y || !may(&self.groups[&x], &self.groups[&y]) {
            return;
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
    use super::super::testing::*;
    use super::*;

    fn groups(docs: &[&[&str]]) -> Vec<Vec<usize>> {
        let (documents, records) = corpus(docs);
        let told = super::super::told::in_order(&documents, &records, &BTreeMap::new());
        clusters(&told, rules())
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
}
