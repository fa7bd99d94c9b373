//! Which events are one happening, when a report came or went: what it touches is grouped anew, and nothing else, and
//! the groups are those that all reports at once would give.

use super::cluster::{self, Edge};
use super::resolver::{Change, Resolver};
use super::told::Told;
use crate::model::PlacePrecision::{Admin1, Area};
use std::collections::{BTreeMap, BTreeSet};

impl Resolver<'_> {
    /// Groups anew what was touched, and says what came of it.
    pub(super) fn settle(&mut self, touched: BTreeSet<u32>, mut before: BTreeMap<String, Vec<u32>>) -> Change {
        let (changed, groups) = self.regrouped(&touched);
        before.extend(self.held(&changed));
        self.take_groups(&changed, groups);
        let after = self.held(&changed);
        let is_new = |group: &[u32]| group.iter().any(|s| touched.contains(s));
        let changed = after.iter().filter(|(id, group)| is_new(group) || before.get(*id) != Some(*group));
        let now = changed.map(|(_, group)| self.open(group).0).collect();
        let gone = before.into_keys().filter(|id| !after.contains_key(id)).collect();
        Change { now, gone }
    }

    /// Groups all events: each lot that hangs together by itself.
    pub(super) fn group_all(&mut self) {
        let mut open: BTreeSet<u32> = (0..self.head.len() as u32).collect();
        while let Some(start) = open.pop_first() {
            let lot = self.reached_from(start);
            for slot in &lot {
                open.remove(slot);
            }
            let groups = self.grouped(&lot, |_, _| true);
            self.take_groups(&lot, groups);
        }
    }

    /// The events of a group, or an event that is in none yet.
    pub(super) fn together_with(&self, slot: u32) -> Vec<u32> {
        self.group_of(self.head_of(slot)).cloned().unwrap_or_else(|| vec![slot])
    }

    /// Events that stand above several others in one way with these events of a report, and in the other without them.
    pub(super) fn turned_by(&self, slots: &[u32]) -> Vec<u32> {
        let own: BTreeSet<u32> = slots.iter().copied().collect();
        let near = slots.iter().flat_map(|slot| self.edges[*slot as usize].iter().map(|e| e.0));
        let near: BTreeSet<u32> = near.filter(|n| !own.contains(n)).collect();
        let turned = |n: &u32| self.is_whole(*n, |_| true) != self.is_whole(*n, |part| !own.contains(&part));
        near.into_iter().filter(turned).collect()
    }

    /// The events whose groups may be others than before, and their groups. These events are grouped beside the groups
    /// that they could have a part in; where one does become part of such a group, that group is grouped anew as well.
    /// All other groups come about as they did before, since nothing ever joined them to what was touched.
    fn regrouped(&self, touched: &BTreeSet<u32>) -> (BTreeSet<u32>, Vec<Vec<u32>>) {
        let mut inside: BTreeSet<u32> = touched.iter().flat_map(|slot| self.together_with(*slot)).collect();
        loop {
            let beside = inside.iter().flat_map(|slot| self.edges[*slot as usize].iter().map(|e| e.0));
            let beside: BTreeSet<u32> = beside.flat_map(|slot| self.together_with(slot)).collect();
            let lot: BTreeSet<u32> = beside.union(&inside).copied().collect();
            let one = |a, b| self.head_of(a) == self.head_of(b);
            let groups = self.grouped(&lot, |a, b| inside.contains(&a) || inside.contains(&b) || one(a, b));
            let (ours, others): (Vec<_>, Vec<_>) =
                groups.into_iter().partition(|g| g.iter().any(|s| inside.contains(s)));
            drop(others);
            let grown: BTreeSet<u32> = ours.iter().flatten().flat_map(|slot| self.together_with(*slot)).collect();
            if grown.is_subset(&inside) {
                return (inside, ours);
            }
            inside.extend(grown);
        }
    }

    /// All events that an event hangs together with, itself among them.
    fn reached_from(&self, start: u32) -> BTreeSet<u32> {
        let mut seen = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(slot) = open.pop() {
            open.extend(self.edges[slot as usize].iter().map(|e| e.0).filter(|n| seen.insert(*n)));
        }
        seen
    }

    /// The groups of a lot of events by those of their links that count.
    fn grouped(&self, lot: &BTreeSet<u32>, counts: impl Fn(u32, u32) -> bool) -> Vec<Vec<u32>> {
        let mut told: Vec<(u32, Told)> = lot.iter().filter_map(|s| Some((*s, self.told(*s)?))).collect();
        if told.len() == 1 {
            return vec![vec![told[0].0]];
        }
        told.sort_by(|a, b| a.1.order(&b.1));
        let order: Vec<u32> = told.iter().map(|t| t.0).collect();
        let edges = self.links(&order, counts);
        let all: Vec<Told> = told.into_iter().map(|t| t.1).collect();
        let groups = cluster::clusters(&all, edges, &self.data.resolve);
        groups.into_iter().map(|members| members.into_iter().map(|n| order[n]).collect()).collect()
    }

    /// Links between events by their places in the order, but for those between a whole and its parts.
    fn links(&self, order: &[u32], counts: impl Fn(u32, u32) -> bool) -> Vec<Edge> {
        let place: BTreeMap<u32, usize> = order.iter().enumerate().map(|(n, slot)| (*slot, n)).collect();
        let whole: Vec<bool> = order.iter().map(|slot| self.is_whole(*slot, |_| true)).collect();
        let mut links: Vec<Edge> = Vec::new();
        for (n, slot) in order.iter().enumerate() {
            for (other, points) in &self.edges[*slot as usize] {
                let Some(m) = place.get(other).copied().filter(|m| *m > n) else { continue };
                let part = whole[n] && self.is_wider(*slot, *other) || whole[m] && self.is_wider(*other, *slot);
                if !part && counts(*slot, *other) {
                    links.push((f64::from(*points), n, m));
                }
            }
        }
        links
    }

    fn take_groups(&mut self, slots: &BTreeSet<u32>, groups: Vec<Vec<u32>>) {
        slots.iter().for_each(|s| drop(self.groups.remove(&self.head[*s as usize])));
        for group in groups {
            group.iter().for_each(|s| self.head[*s as usize] = group[0]);
            self.groups.insert(group[0], group);
        }
    }

    /// Whether an act told of a region or a country fits several acts of one report about equally well: it is then
    /// none of them.
    fn is_whole(&self, slot: u32, counts: impl Fn(u32) -> bool) -> bool {
        let mut parts: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for (part, points) in self.edges[slot as usize].iter().filter(|e| counts(e.0) && self.is_wider(slot, e.0)) {
            if let Some(told) = self.told(*part) {
                parts.entry(told.doc).or_default().push(f64::from(*points));
            }
        }
        let margin = self.data.resolve.part_margin;
        parts.values_mut().any(|points| {
            points.sort_by(|x, y| y.total_cmp(x));
            points.len() > 1 && points[0] - points[1] < margin
        })
    }

    fn is_wider(&self, whole: u32, part: u32) -> bool {
        let precision = |slot: u32| self.told(slot).map(|told| told.event.place_precision);
        precision(whole).is_some_and(|p| p >= Admin1) && precision(part).is_some_and(|p| p <= Area)
    }
}
