//! Reports that come and go, and the groups their events form. A report touches only what hangs together with it,
//! and the groups are those that all reports at once would give.

use super::glance::Glance;
use super::index::Index;
use super::names;
use super::pair;
use super::report::Report;
use super::rules::Rules;
use super::told::{Kept, Told};
use super::{Opened, open};
use crate::data::{Data, Grade};
use crate::model::{Campaign, Document, EventRef, Incident, Indicator, Record, Resolution};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Events of many reports with their neighbourhoods.
#[derive(Debug)]
pub struct Resolver<'d> {
    pub(super) data: &'d Data,
    told: Vec<Option<Kept<Arc<Report>>>>,
    /// What is seen of each event at a glance.
    seen: Vec<Glance>,
    /// Grades that people gave, by the folded name of the source.
    grades: BTreeMap<String, Grade>,
    free: Vec<u32>,
    /// Partners of every event, with points.
    pub(super) edges: Vec<Vec<(u32, f32)>>,
    index: Index,
    reports: BTreeMap<String, Holding>,
    /// Members of each group by its first; the first of each event.
    pub(super) groups: BTreeMap<u32, Vec<u32>>,
    pub(super) head: Vec<u32>,
}

/// What a report brought.
#[derive(Debug)]
pub(super) struct Holding {
    pub report: Arc<Report>,
    pub slots: Vec<u32>,
    /// Campaign of each event that belongs to one.
    pub campaigns: Vec<Campaign>,
    pub indicators: Vec<Indicator>,
}

/// What a report changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Incidents as they are now.
    pub now: Vec<Incident>,
    /// Ids that are no more. Each is answered by the incident that holds its event, see [`super::redirect`].
    pub gone: Vec<String>,
}

impl<'d> Resolver<'d> {
    /// No reports yet.
    pub fn new(data: &'d Data) -> Self {
        Self {
            data,
            told: Vec::new(),
            seen: Vec::new(),
            grades: BTreeMap::new(),
            free: Vec::new(),
            edges: Vec::new(),
            index: Index::default(),
            reports: BTreeMap::new(),
            groups: BTreeMap::new(),
            head: Vec::new(),
        }
    }

    /// Many reports at once. A record whose document is missing is a voice of its own.
    pub fn of(data: &'d Data, documents: &[Document], records: &[Record]) -> Self {
        let mut sorted: Vec<&Document> = documents.iter().collect();
        sorted.sort_by(|a, b| (&a.id, &a.text).cmp(&(&b.id, &b.text)));
        sorted.dedup_by(|later, kept| later.id == kept.id);
        let at = |id: &str| sorted.binary_search_by(|d| d.id.as_str().cmp(id)).ok();
        let report = |id: &str| at(id).map_or_else(|| Report::unknown(id), |n| Report::of(sorted[n], data));
        let mut merged: BTreeMap<&str, Record> = BTreeMap::new();
        for record in records {
            let entry = merged.entry(&record.doc).or_default();
            entry.doc.clone_from(&record.doc);
            entry.events.extend(record.events.iter().cloned());
            entry.campaigns.extend(record.campaigns.iter().cloned());
            entry.indicators.extend(record.indicators.iter().cloned());
        }
        Self::filled(data, merged.into_values().map(|r| (report(&r.doc), r)))
    }

    /// Many reports at once, each with the record that was coded of it; ids must differ.
    pub fn filled(data: &'d Data, reports: impl Iterator<Item = (Report, Record)>) -> Self {
        let mut made = Self::new(data);
        for (report, record) in reports {
            made.hold(report, record);
        }
        let rules = &data.resolve;
        let mut index = Index::default();
        index.extend(made.every(), rules);
        made.index = index;
        for slot in 0..made.told.len() as u32 {
            made.find_partners(slot, |other| other > slot);
        }
        made.group_all();
        made
    }

    /// With grades that people gave to sources, by their names; they stand above those of the data.
    pub fn graded(mut self, grades: impl IntoIterator<Item = (String, Grade)>) -> Self {
        self.grades.extend(grades.into_iter().map(|(name, grade)| (names::key(&name), grade)));
        for holding in self.reports.values_mut() {
            let Some(report) = holding.report.regraded(&self.grades) else { continue };
            holding.report = Arc::new(report);
            for slot in &holding.slots {
                if let Some(kept) = self.told[*slot as usize].as_mut() {
                    kept.report = holding.report.clone();
                }
            }
        }
        self
    }

    /// Adds a report, or takes it in place of the one of the same id.
    pub fn put(&mut self, document: &Document, record: Record) -> Change {
        self.put_all([(document, record)])
    }

    /// The same for several reports; what hangs together with any of them is grouped anew once.
    pub fn put_all<'a>(&mut self, reports: impl IntoIterator<Item = (&'a Document, Record)>) -> Change {
        let (mut before, mut touched) = (BTreeMap::new(), BTreeSet::new());
        for (document, record) in reports {
            before.extend(self.groups_of(&document.id));
            self.take_out(&document.id, &mut touched);
            let slots = self.hold(Report::of(document, self.data), Record { doc: document.id.clone(), ..record });
            let told = &self.told;
            let new = slots.iter().filter_map(|s| Some((*s, told[*s as usize].as_ref()?.told())));
            self.index.extend(new, &self.data.resolve);
            slots.iter().for_each(|slot| self.find_partners(*slot, |_| true));
            touched.extend(self.turned_by(&slots));
            touched.extend(slots);
        }
        self.settle(touched, before)
    }

    /// Takes a report away, with all its claims.
    pub fn remove(&mut self, doc: &str) -> Change {
        let (before, mut touched) = (self.groups_of(doc), BTreeSet::new());
        self.take_out(doc, &mut touched);
        self.settle(touched, before)
    }

    /// The groups, each in the fixed order of its events.
    pub fn groups(&self) -> impl Iterator<Item = &Vec<u32>> {
        self.groups.values()
    }

    /// An event by its number.
    pub(super) fn told(&self, slot: u32) -> Option<Told<'_>> {
        self.told.get(slot as usize)?.as_ref().map(Kept::told)
    }

    /// The number of an event, if it is held.
    pub(super) fn slot(&self, (doc, event): &EventRef) -> Option<u32> {
        let slots = &self.reports.get(doc)?.slots;
        slots.iter().copied().find(|slot| self.told(*slot).is_some_and(|t| t.event.id == *event))
    }

    /// The first event of the group that an event is in.
    pub(super) fn head_of(&self, slot: u32) -> u32 {
        self.head[slot as usize]
    }

    /// The group that begins with an event.
    pub(super) fn group_of(&self, head: u32) -> Option<&Vec<u32>> {
        self.groups.get(&head)
    }

    /// All events.
    #[cfg(test)]
    pub(super) fn all(&self) -> Vec<Told<'_>> {
        self.every().map(|(_, told)| told).collect()
    }

    /// The reports by id.
    pub(super) fn reports(&self) -> &BTreeMap<String, Holding> {
        &self.reports
    }

    /// The incident that a group is, with its ledger.
    pub(super) fn open(&self, group: &[u32]) -> Opened<'_> {
        let members: Vec<Told> = group.iter().filter_map(|s| self.told(*s)).collect();
        open(&members, self.data)
    }

    /// All incidents, one after the other and without what only a look at all of them can tell.
    pub fn incidents(&self) -> impl Iterator<Item = Incident> + '_ {
        self.groups().map(|g| self.open(g).0)
    }

    /// Incidents, campaigns and contradictions of all reports.
    pub fn resolution(&self) -> Resolution {
        super::whole::resolution(self, self.groups().cloned().collect())
    }

    fn every(&self) -> impl Iterator<Item = (u32, Told<'_>)> {
        (0u32..).zip(&self.told).filter_map(|(n, kept)| Some((n, kept.as_ref()?.told())))
    }

    /// Keeps a report and its events, not yet compared with any.
    fn hold(&mut self, report: Report, mut record: Record) -> Vec<u32> {
        let mut report = report.regraded(&self.grades).unwrap_or(report);
        report.acts = record.events.iter().filter(|e| !self.data.resolve.is_of_states(e)).count();
        let report = Arc::new(report);
        record.events.sort_by(|a, b| (a.id.len(), &a.id, &a.anchor).cmp(&(b.id.len(), &b.id, &b.anchor)));
        record.events.dedup_by(|later, kept| later.id == kept.id);
        let mut slots = Vec::new();
        for event in record.events {
            let kept = Kept::new(report.clone(), event);
            let (seen, kept) = (Glance::of(&kept.told(), &self.data.resolve), Some(kept));
            let slot = self.free.pop().unwrap_or(self.told.len() as u32);
            if slot as usize == self.told.len() {
                self.told.push(kept);
                self.seen.push(seen);
                self.edges.push(Vec::new());
                self.head.push(slot);
            } else {
                self.told[slot as usize] = kept;
                self.seen[slot as usize] = seen;
                self.head[slot as usize] = slot;
            }
            slots.push(slot);
        }
        let holding = Holding {
            report: report.clone(),
            slots: slots.clone(),
            campaigns: record.campaigns,
            indicators: record.indicators,
        };
        self.reports.insert(report.id.clone(), holding);
        slots
    }

    /// Forgets a report and the groups it had a part in; notes the events that may be grouped otherwise without it, and
    /// none of its own.
    fn take_out(&mut self, doc: &str, touched: &mut BTreeSet<u32>) {
        let Some(holding) = self.reports.remove(doc) else { return };
        touched.extend(self.turned_by(&holding.slots));
        for slot in &holding.slots {
            for member in self.groups.remove(&self.head[*slot as usize]).unwrap_or_default() {
                self.head[member as usize] = member;
                touched.insert(member);
            }
        }
        for slot in &holding.slots {
            touched.remove(slot);
            self.forget(*slot);
        }
    }

    fn forget(&mut self, slot: u32) {
        if let Some(kept) = self.told[slot as usize].take() {
            self.index.remove(slot, &kept.told(), &self.data.resolve);
        }
        for (other, _) in std::mem::take(&mut self.edges[slot as usize]) {
            self.edges[other as usize].retain(|e| e.0 != slot);
        }
        self.free.push(slot);
    }

    /// Compares an event with its neighbours and keeps those that may be the same happening.
    fn find_partners(&mut self, slot: u32, wanted: impl Fn(u32) -> bool) {
        let data = self.data;
        let rules: &Rules = &data.resolve;
        let Some(told) = self.told(slot) else { return };
        let near = self.index.neighbours(&told, rules).into_iter().filter(|n| *n != slot && wanted(*n));
        let seen = &self.seen[slot as usize];
        let may = |n: &u32| seen.most(&self.seen[*n as usize], rules).is_some_and(|most| most >= rules.threshold);
        let others = near.filter(may).filter_map(|n| Some((n, self.told(n)?)));
        let others = others.filter(|(_, other)| !std::ptr::eq(other.report, told.report));
        let scored = others.filter_map(|(n, other)| Some((n, pair::score(&told, &other, rules)?)));
        let found: Vec<(u32, f32)> =
            scored.filter(|(_, points)| *points >= rules.threshold).map(|(n, p)| (n, p as f32)).collect();
        for (other, points) in &found {
            self.edges[*other as usize].push((slot, *points));
        }
        self.edges[slot as usize].extend(found);
    }

    /// The groups in which a report has a part, with their ids.
    fn groups_of(&self, doc: &str) -> BTreeMap<String, Vec<u32>> {
        let slots = self.reports.get(doc).map(|h| h.slots.iter().copied().collect()).unwrap_or_default();
        self.held(&slots)
    }

    /// The groups that these events are in, by id.
    pub(super) fn held(&self, slots: &BTreeSet<u32>) -> BTreeMap<String, Vec<u32>> {
        let heads: BTreeSet<u32> = slots.iter().map(|s| self.head[*s as usize]).collect();
        let groups = heads.iter().filter_map(|h| self.groups.get(h));
        groups.map(|g| (self.id_of(g), g.clone())).collect()
    }

    /// The id of the incident that a group is.
    pub(super) fn id_of(&self, group: &[u32]) -> String {
        let members: Vec<Told> = group.iter().filter_map(|s| self.told(*s)).collect();
        super::id_of(&members)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;

    fn report(n: usize, line: &str) -> (Document, Record) {
        (document(n), record(n, &[line]))
    }

    #[test]
    fn a_report_changes_its_own_incident_and_leaves_the_rest() {
        let (documents, records) = corpus(&[
            &["Attack|2025-06-20|Tarada|JNIM|Civilians|killed 9"],
            &["Attack|2025-06-20|Kolo|JNIM|Civilians|killed 3"],
        ]);
        let mut kept = Resolver::of(Data::bundled(), &documents, &records);
        let (document, record) = report(2, "Attack|2025-06-20|Tarada|?|Civilians|killed 12");
        let change = kept.put(&document, record);
        assert_eq!((change.now.len(), change.gone.len()), (1, 0));
        assert_eq!(change.now[0].id, kept.open(&kept.groups[&0]).0.id);
        assert_eq!(change.now[0].events.len(), 2);
        let change = kept.remove("d00");
        assert_eq!((change.now.len(), change.gone.len()), (1, 1));
        assert_eq!(change.now[0].fields["figures/killed/civilians"].len(), 1);
        assert_eq!(kept.groups().count(), 2);
    }

    #[test]
    fn an_incident_keeps_its_id_and_merged_ones_are_answered_by_the_elder() {
        let (documents, records) = corpus(&[
            &["Attack|2025-06-20|Tarada|JNIM|Civilians|killed 9"],
            &["Attack|2025-06-22|Tarada|JNIM|Civilians|"],
        ]);
        let mut kept = Resolver::of(Data::bundled(), &documents, &records);
        let before: Vec<Incident> = kept.incidents().collect();
        assert_eq!(before.len(), 2);
        let (document, record) = report(2, "Attack|2025-06-21|Tarada|JNIM|Civilians|killed 9");
        let change = kept.put(&document, record);
        let after = kept.resolution();
        for old in &before {
            let answer = super::super::redirect(&after, &old.id).expect("every id is answered");
            assert!(answer.events.contains(&old.events[0]));
        }
        assert!(change.gone.iter().all(|id| after.incidents.iter().all(|i| i.id != *id)));
    }
}
