//! Which incidents a brief tells, where, and in what order.

use super::desk::Desk;
use super::kinds::{BriefKind, Period, What};
use super::{Options, news};
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
    /// Operations with at least two incidents of the period, the largest first.
    pub campaigns: Vec<(&'a CampaignIncident, Vec<&'a Incident>)>,
    /// Told before, and told otherwise now.
    pub changed: Vec<&'a Incident>,
    /// Told before, and not told again: the next brief must know them too.
    pub known: Vec<&'a Incident>,
    /// Incidents of the period, also those that are not new.
    pub of_period: usize,
}

#[derive(PartialEq)]
enum Belongs {
    Main,
    Background,
    Elsewhere,
}

impl Scope {
    /// The period asked for; else the kind's own, up to the newest report; else all that is dated.
    pub fn new(options: &Options, kind: &BriefKind, documents: &[Document]) -> Self {
        let newest = documents.iter().filter_map(Document::published_day).max();
        let year_before = newest.and_then(|d| d.checked_sub(jiff::Span::new().days(BACKGROUND_DAYS)).ok());
        let asked = (options.from, options.to);
        let own = newest.filter(|_| asked == (None, None)).and_then(|day| own_period(kind.select.span, day));
        let (from, to) = own.map_or(asked, |(from, to)| (Some(from), Some(to)));
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

fn own_period(span: Period, newest: Day) -> Option<(Day, Day)> {
    match span {
        Period::All => None,
        Period::Month => Some((newest.first_of_month(), newest.last_of_month())),
        Period::Week => Some((newest.checked_sub(jiff::Span::new().days(6)).ok()?, newest)),
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
    let mut chosen = match desk.kind.select.what {
        What::One => one(desk, scope),
        What::Period | What::New => of_period(desk, scope),
    };
    chosen.of_period = chosen.main.len();
    if desk.kind.select.what == What::New {
        news::keep_new(desk, scope, &mut chosen);
    }
    chosen.main.sort_by_cached_key(|i| order(i));
    chosen.background.sort_by_cached_key(|i| order(i));
    chosen.campaigns = campaigns(desk, &chosen.main);
    chosen
}

fn of_period<'a>(desk: &Desk<'a>, scope: &Scope) -> Chosen<'a> {
    let mut chosen = Chosen::default();
    for incident in &desk.input.resolution.incidents {
        match scope.belongs(desk, incident) {
            Belongs::Main => chosen.main.push(incident),
            Belongs::Background => chosen.background.push(incident),
            Belongs::Elsewhere => {}
        }
    }
    chosen
}

/// The incident or the operation that is asked for; else the weightiest operation, else the weightiest incident.
fn one<'a>(desk: &Desk<'a>, scope: &Scope) -> Chosen<'a> {
    let resolution = desk.input.resolution;
    let of = |ids: &[String]| resolution.incidents.iter().filter(|i| ids.contains(&i.id)).collect::<Vec<_>>();
    let main = match desk.options.show.as_deref() {
        Some(id) => match resolution.campaigns.iter().find(|c| c.id == id) {
            Some(campaign) => of(&campaign.incidents),
            None => crate::resolve::redirect(resolution, id).into_iter().collect(),
        },
        None => {
            let all = of_period(desk, scope).main;
            let largest = campaigns(desk, &all).into_iter().next().map(|(_, members)| members);
            largest.unwrap_or_else(|| all.into_iter().min_by_key(|i| weight(i)).into_iter().collect())
        }
    };
    Chosen { main, ..Chosen::default() }
}

/// Operations with at least two of these incidents, the largest first.
fn campaigns<'a>(desk: &Desk<'a>, main: &[&'a Incident]) -> Vec<(&'a CampaignIncident, Vec<&'a Incident>)> {
    let by_id: BTreeMap<&str, &Incident> = main.iter().map(|i| (i.id.as_str(), *i)).collect();
    let mut campaigns = Vec::new();
    for campaign in &desk.input.resolution.campaigns {
        let ids = campaign.incidents.iter();
        let mut members: Vec<&Incident> = ids.filter_map(|id| by_id.get(id.as_str()).copied()).collect();
        members.sort_by_cached_key(|i| order(i));
        if members.len() > 1 {
            campaigns.push((campaign, members));
        }
    }
    campaigns.sort_by_cached_key(|(c, members)| (Reverse(members.len()), c.date_from, c.id.clone()));
    campaigns
}

/// Oldest first, undated last, then by place and id.
pub(super) fn order(incident: &Incident) -> (bool, Option<Day>, Option<Day>, Option<String>, String) {
    let event = &incident.shown;
    (event.date_from.is_none(), event.date_from, event.date_to, event.place.clone(), incident.id.clone())
}

/// The rule of importance after operations: the deadliest first, then those with most origins, then the newest.
pub(super) fn weight(incident: &Incident) -> (Reverse<u64>, Reverse<usize>, Reverse<Option<Day>>, String) {
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
    (Reverse(dead), Reverse(incident.origins.len()), Reverse(event.date_to.or(event.date_from)), incident.id.clone())
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
        let kind = BriefKind::default();
        let scope = Scope::new(&Options::default(), &kind, std::slice::from_ref(&newest));
        assert_eq!(scope.background_before, Some(date(2024, 7, 26)));
        assert!(scope.holds(date(1990, 1, 1)));
        let options = Options { from: Some(date(2025, 7, 1)), to: Some(date(2025, 7, 31)), ..Options::default() };
        let july = Scope::new(&options, &kind, &[]);
        assert!(july.holds(date(2025, 7, 31)) && !july.holds(date(2025, 8, 1)));
        let mut weekly = BriefKind::default();
        weekly.select.span = Period::Week;
        let week = Scope::new(&Options::default(), &weekly, &[newest]);
        assert_eq!((week.from, week.to), (Some(date(2025, 7, 20)), Some(date(2025, 7, 26))));
    }
}
