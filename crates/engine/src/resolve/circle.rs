//! A part of all events that nothing outside of it has to do with: it is resolved by itself, and gives what resolving
//! everything gives of it.

use super::resolver::Resolver;
use super::rulings::{self, Ruling};
use super::{indicators, rivals, whole};
use crate::model::{Contradiction, Event, EventRef, Resolution};
use std::collections::BTreeSet;

impl Resolver<'_> {
    /// The events that are one incident with these, or hang together with such by an operation, a ruling or a
    /// report that may tell one of them twice; of the
    /// events named, those that there are.
    pub fn circle(&self, seeds: &BTreeSet<EventRef>, rulings: &[Ruling]) -> BTreeSet<EventRef> {
        let mut open: Vec<u32> = seeds.iter().filter_map(|seed| self.slot(seed)).collect();
        let mut seen = BTreeSet::new();
        while let Some(slot) = open.pop() {
            if seen.contains(&slot) {
                continue;
            }
            for near in self.together_with(slot) {
                seen.insert(near);
                open.extend(self.of_operation(near));
                open.extend(self.doubles(near));
                open.extend(self.of_rulings(near, rulings));
            }
        }
        seen.into_iter().filter_map(|slot| Some(self.told(slot)?.reference())).collect()
    }

    /// Incidents, campaigns and contradictions of all reports, as people ruled.
    pub fn ruled(&self, rulings: &[Ruling]) -> Resolution {
        whole::resolution(self, rulings::follow(self, self.groups().cloned().collect(), rulings))
    }

    /// Incidents, campaigns and contradictions of a circle. Contradictions with incidents outside of it are not looked
    /// for (see [`rival_block`]), nor those between totals (see [`Resolver::totals`]).
    pub fn resolved(&self, circle: &BTreeSet<EventRef>, rulings: &[Ruling]) -> Resolution {
        let within = |group: &&Vec<u32>| {
            group.first().and_then(|slot| self.told(*slot)).is_some_and(|t| circle.contains(&t.reference()))
        };
        let heads: BTreeSet<u32> = circle.iter().filter_map(|event| Some(self.head_of(self.slot(event)?))).collect();
        let groups = heads.iter().filter_map(|head| self.group_of(*head)).filter(within).cloned().collect();
        whole::part(self, rulings::follow(self, groups, rulings))
    }

    /// Contradictions between the totals of all reports.
    pub fn totals(&self) -> Vec<Contradiction> {
        let cited = self.reports().iter().map(|(doc, held)| (doc.as_str(), held.indicators.as_slice()));
        indicators::between(cited, &self.data.resolve)
    }

    /// The other events of the operation that a report counts this one to.
    fn of_operation(&self, slot: u32) -> Vec<u32> {
        let Some((told, campaign)) = self.told(slot).and_then(|t| Some((t, t.event.campaign.as_ref()?))) else {
            return Vec::new();
        };
        let slots = self.reports().get(told.doc).map_or(&[][..], |held| held.slots.as_slice());
        let same = |s: &&u32| self.told(**s).is_some_and(|t| t.event.campaign.as_ref() == Some(campaign));
        slots.iter().filter(same).copied().collect()
    }

    fn of_rulings(&self, slot: u32, rulings: &[Ruling]) -> Vec<u32> {
        if rulings.is_empty() {
            return Vec::new();
        }
        let Some(own) = self.told(slot).map(|t| t.reference()) else { return Vec::new() };
        let about = rulings.iter().map(Ruling::events).filter(|events| events.contains(&own));
        about.flatten().filter_map(|event| self.slot(event)).collect()
    }
}

/// Where an incident that shows these values looks for another that may be the same one: nowhere, or among the
/// incidents of one block. A block of laws is compared whatever its size, others up to `most_rivals`.
pub fn rival_block(shown: &Event, data: &crate::data::Data) -> Option<(String, Option<usize>)> {
    let rules = &data.resolve;
    let most = (!super::clash::is_law(shown, rules)).then_some(rules.contradiction.repeat_most);
    Some((rivals::block(shown, rules)?, most))
}
