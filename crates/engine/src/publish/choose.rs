//! Which incidents a brief tells, where, and in what order.

use super::desk::Desk;
use crate::model::{CampaignIncident, Day, Document, Incident, Measure};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Without a period, what ended so long before the newest report is background.
const BACKGROUND_DAYS: i32 = 365;

/// Days covered, and where background begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scope {
    pub from: Option<Day>,
    pub to: Option<Day>,
    newest: Option<Day>,
    background_before: Option<Day>,
}

/// What a brief has to tell.
#[derive(Default)]
pub(super) struct Chosen<'a> {
    /// Of the period, oldest first, undated last.
    pub main: Vec<&'a Incident>,
    /// Older, but told by the period's reports.
    pub background: Vec<&'a Incident>,
    /// Operations with at least two incidents of the period.
    pub campaigns: Vec<(&'a CampaignIncident, Vec<&'a Incident>)>,
}

#[derive(PartialEq)]
enum Belongs {
    Main,
    Background,
    Elsewhere,
}

impl Scope {
    /// The period asked for, or all that is dated.
    pub fn new(from: Option<Day>, to: Option<Day>, documents: &[Document]) -> Self {
        let newest = documents.iter().filter_map(Document::published_day).max();
        let year_before = newest.and_then(|d| d.checked_sub(jiff::Span::new().days(BACKGROUND_DAYS)).ok());
        let is_open = from.is_none() && to.is_none();
        Self { from, to, newest, background_before: if is_open { year_before } else { from } }
    }

    /// Last day covered: no later than the newest report, however wide a date is told.
    pub fn last(&self, chosen: &Chosen) -> Option<Day> {
        let told = chosen.days().1;
        self.to.or_else(|| told.map(|t| self.newest.map_or(t, |n| t.min(n))))
    }

    /// Whether a day lies in the period.
    pub fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }

    fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    fn belongs(&self, desk: &Desk, incident: &Incident) -> Belongs {
        let area = desk.options.area.as_deref();
        if area.is_some() && area != incident.shown.country.as_deref() {
            return Belongs::Elsewhere;
        }
        let told_now = self.is_open() || incident.events.iter().any(|(doc, _)| self.published_in(desk, doc));
        match incident.shown.days() {
            // Without a period a brief tells everything dated (COMMANDS.md).
            None if told_now && !self.is_open() => Belongs::Main,
            None => Belongs::Elsewhere,
            Some(days) if self.background_before.is_some_and(|b| days.to < b) => {
                if told_now {
                    Belongs::Background
                } else {
                    Belongs::Elsewhere
                }
            }
            Some(days) if self.to.is_some_and(|to| to < days.from) => Belongs::Elsewhere,
            Some(_) => Belongs::Main,
        }
    }

    /// Whether a report was published in the period; one of unknown date may not be.
    pub fn published_in(&self, desk: &Desk, doc: &str) -> bool {
        let day = desk.support.documents.get(doc).and_then(|d| d.published_day());
        day.is_some_and(|d| self.holds(d))
    }
}

impl Chosen<'_> {
    /// First and last day of what is told.
    pub fn days(&self) -> (Option<Day>, Option<Day>) {
        let spans = || self.main.iter().filter_map(|i| i.shown.days());
        (spans().map(|d| d.from).min(), spans().map(|d| d.to).max())
    }
}

/// Sorts the incidents of the resolution into what the brief tells.
pub(super) fn choose<'a>(desk: &Desk<'a>, scope: &Scope) -> Chosen<'a> {
    let mut chosen = Chosen::default();
    for incident in &desk.input.resolution.incidents {
        match scope.belongs(desk, incident) {
            Belongs::Main => chosen.main.push(incident),
            Belongs::Background => chosen.background.push(incident),
            Belongs::Elsewhere => {}
        }
    }
    chosen.main.sort_by_key(|i| order(i));
    chosen.background.sort_by_key(|i| order(i));
    let by_id: BTreeMap<&str, &Incident> = chosen.main.iter().map(|i| (i.id.as_str(), *i)).collect();
    for campaign in &desk.input.resolution.campaigns {
        let ids = campaign.incidents.iter();
        let mut members: Vec<&Incident> = ids.filter_map(|id| by_id.get(id.as_str()).copied()).collect();
        members.sort_by_key(|i| order(i));
        if members.len() > 1 {
            chosen.campaigns.push((campaign, members));
        }
    }
    chosen.campaigns.sort_by_key(|(c, _)| (c.date_from.is_none(), c.date_from, c.id.clone()));
    chosen
}

/// Oldest first, undated last, then by place and id.
fn order(incident: &Incident) -> (bool, Option<Day>, Option<Day>, Option<String>, String) {
    let event = &incident.shown;
    (event.date_from.is_none(), event.date_from, event.date_to, event.place.clone(), incident.id.clone())
}

/// The lead's rule after campaigns: the deadliest first, then the newest.
pub(super) fn weight(incident: &Incident) -> (Reverse<u64>, Reverse<Option<Day>>, String) {
    let event = &incident.shown;
    let dead = event.figures.iter().filter(|f| f.measure == Measure::Killed);
    // Rival tolls are not added up: the largest one of each class counts.
    let mut by_class = BTreeMap::new();
    for figure in dead {
        let n = figure.low.filter(|l| *l > 0).or(figure.high).unwrap_or(0);
        let most = by_class.entry(figure.of).or_insert(0);
        *most = n.max(*most);
    }
    let dead = by_class.values().fold(0u64, |sum, n| sum.saturating_add(*n));
    (Reverse(dead), Reverse(event.date_to.or(event.date_from)), incident.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Class, Figure};
    use jiff::civil::date;

    #[test]
    fn rival_tolls_are_not_added_up() {
        let toll = |of, low| Figure {
            measure: Measure::Killed,
            of,
            low: Some(low),
            high: Some(low),
            approximate: false,
            said_by: None,
        };
        let mut incident = Incident::default();
        incident.shown.figures =
            vec![toll(Class::RebelGroup, 21), toll(Class::RebelGroup, 30), toll(Class::Civilians, 2)];
        assert_eq!(weight(&incident).0, Reverse(32));
    }

    #[test]
    fn an_open_period_puts_old_years_into_the_background() {
        let newest = Document { published: Some("2025-07-26".into()), ..Document::default() };
        let scope = Scope::new(None, None, &[newest]);
        assert_eq!(scope.background_before, Some(date(2024, 7, 26)));
        assert!(scope.holds(date(1990, 1, 1)));
        let july = Scope::new(Some(date(2025, 7, 1)), Some(date(2025, 7, 31)), &[]);
        assert!(july.holds(date(2025, 7, 31)) && !july.holds(date(2025, 8, 1)));
    }
}
