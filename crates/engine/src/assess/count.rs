//! Counts by area, actor, type and period, and how they changed: `vigie count`.

use super::retold::linked;
use super::toll::{self, Range};
use crate::data::{Data, phrase};
use crate::model::{CampaignIncident, Class, DateSpan, Day, Incident, Precision, Resolution, Stance, Status};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which incidents are counted; what is not said does not restrict.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Where.
    pub area: Area,
    /// A party on either side, as the actors' table writes it; with `civilians`, the one who did it.
    pub actor: Option<String>,
    /// Only what hit civilians.
    pub civilians: bool,
    /// A type, a sub-type, or a name of several types in the rule.
    pub kind: Option<String>,
}

/// Where something is counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Area {
    /// Everywhere.
    #[default]
    World,
    /// A country, ISO alpha-3.
    Country(String),
    /// A first-level region or a place by its name, in a country if one is given.
    Named(Option<String>, String),
    /// Corners of a drawn area, degrees north and east.
    Drawn(Vec<(f64, f64)>),
}

impl Area {
    /// The area of an ISO code or of a code and a name, `MLI/Mopti`; nothing is everywhere.
    pub fn parse(text: Option<&str>) -> Self {
        match text.map(|t| t.split_once('/')) {
            None => Area::World,
            Some(Some((iso, name))) => Area::Named(Some(iso.into()), name.into()),
            Some(None) => Area::Country(text.unwrap_or_default().into()),
        }
    }

    /// Whether an incident lies in it; `named` is its name as names are compared.
    pub(crate) fn holds(&self, incident: &Incident, named: &str) -> bool {
        let event = &incident.shown;
        let same = |name: &Option<String>| name.as_ref().is_some_and(|n| phrase(n) == named);
        match self {
            Area::World => true,
            Area::Country(iso) => event.country.as_ref() == Some(iso),
            Area::Named(iso, _) => {
                (iso.is_none() || event.country == *iso) && (same(&event.admin1) || same(&event.place))
            }
            Area::Drawn(corners) => incident.point.is_some_and(|p| contains(corners, p)),
        }
    }

    /// Its name as names are compared, if it has one.
    pub(crate) fn name(&self) -> String {
        match self {
            Area::Named(_, name) => phrase(name),
            _ => String::new(),
        }
    }
}

/// The period compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// Days that were named, such as a year.
    Days(Day, Day),
    /// As long a period just before.
    Last,
    /// The mean of so many periods just before.
    Mean(usize),
    /// The same months a year before.
    YearBefore,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// Incidents.
    pub events: usize,
    /// People killed in them, with totals of operations that lie wholly within.
    pub fatalities: Range,
    /// Incidents that hit civilians.
    pub civilians_targeted: usize,
    /// Civilians killed.
    pub civilians_killed: Range,
    /// Protests and riots.
    pub demonstrations: usize,
    /// Ids of the incidents, oldest first.
    pub incidents: Vec<String>,
    /// How it changed, if a comparison was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}

/// A comparison with another period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// First and last day of the other period, or of all periods that make the mean.
    pub against: (Day, Day),
    /// How many periods make the mean.
    pub periods: usize,
    /// Incidents then, the mean if there are several periods.
    pub events: f64,
    /// Change in percent; nothing where there was none before.
    pub events_percent: Option<f64>,
    /// People killed then, best claims.
    pub fatalities: f64,
    /// Change in percent.
    pub fatalities_percent: Option<f64>,
    /// Changes of the counts per day, where the periods are not equally long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<PerDay>,
    /// Ids of the incidents then.
    pub incidents: Vec<String>,
}

/// Changes in percent once each count is shared out over its days.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PerDay {
    /// Of incidents.
    pub events_percent: Option<f64>,
    /// Of people killed.
    pub fatalities_percent: Option<f64>,
}

/// Counts the incidents of a period, and compares it with another.
pub fn count(
    resolution: &Resolution,
    query: &Query,
    period: (Day, Day),
    against: Option<Against>,
    data: &Data,
) -> Count {
    let resolution = &*linked(resolution);
    let found = find(resolution, query, data);
    let mut count = within(&found, resolution, period);
    count.change = against.map(|a| change(&count, period, &others(period, a), |p| within(&found, resolution, p)));
    count
}

/// The same for every value of a key: the months, types, actors, regions or countries of the period.
pub fn count_by(
    resolution: &Resolution,
    query: &Query,
    period: (Day, Day),
    key: Key,
    data: &Data,
) -> BTreeMap<String, Count> {
    let resolution = &*linked(resolution);
    let mut groups: BTreeMap<String, Vec<&Incident>> = BTreeMap::new();
    for incident in find(resolution, query, data) {
        key.of(incident).into_iter().for_each(|k| groups.entry(k).or_default().push(incident));
    }
    let counted = groups.into_iter().map(|(key, group)| (key, within(&group, resolution, period)));
    counted.filter(|(_, count)| count.events > 0).collect()
}

/// First and last day of the dated incidents of a query, for a period that nobody gave.
pub fn span(resolution: &Resolution, query: &Query, data: &Data) -> Option<(Day, Day)> {
    let days: Vec<DateSpan> = find(resolution, query, data).iter().filter_map(|i| i.shown.days()).collect();
    Some((days.iter().map(|d| d.from).min()?, days.iter().map(|d| d.to).max()?))
}

/// By what counts are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Key {
    Month,
    Type,
    SubType,
    Actor,
    Country,
    Region,
    Place,
}

impl Key {
    pub(crate) fn of(self, incident: &Incident) -> BTreeSet<String> {
        let event = &incident.shown;
        match self {
            Key::Month => event.date_from.map(super::series::name).into_iter().collect(),
            Key::Type => BTreeSet::from([event.event_type.clone()]),
            Key::SubType => BTreeSet::from([event.sub_type.clone()]),
            Key::Actor => event.initiators.iter().chain(&event.targets).map(|a| a.name.clone()).collect(),
            Key::Country => event.country.iter().cloned().collect(),
            Key::Region => event.admin1.iter().cloned().collect(),
            Key::Place => event.place.iter().cloned().collect(),
        }
    }
}

/// The incidents of a query on whatever day, oldest first: told as happened, dated, not merely denied.
fn find<'a>(resolution: &'a Resolution, query: &Query, data: &Data) -> Vec<&'a Incident> {
    let fits = Fits::new(query, data);
    let told = |i: &&Incident| i.shown.status == Status::Happened && i.shown.stance != Stance::Denied;
    let mut found: Vec<&Incident> = resolution.incidents.iter().filter(told).filter(|i| fits.all(i)).collect();
    found.sort_by(|a, b| (a.shown.date_from, &a.id).cmp(&(b.shown.date_from, &b.id)));
    found
}

/// Those of a query, whatever their status and day: for lists that leave nothing out.
pub fn matching<'a>(
    incidents: &'a [Incident],
    query: &'a Query,
    data: &Data,
) -> impl Iterator<Item = &'a Incident> + use<'a> {
    let fits = Fits::new(query, data);
    incidents.iter().filter(move |i| fits.all(i))
}

/// A query with its names in the form in which names are compared.
struct Fits<'a> {
    query: &'a Query,
    named: String,
    actor: Option<String>,
    kinds: Vec<String>,
}

impl<'a> Fits<'a> {
    fn new(query: &'a Query, data: &Data) -> Self {
        let groups = &data.verdicts.groups;
        let kinds = |k: &String| groups.get(&k.to_lowercase()).cloned().unwrap_or_else(|| vec![k.clone()]);
        let kinds = query.kind.as_ref().map(kinds).unwrap_or_default();
        let actor = query.actor.as_ref().map(|a| phrase(&canonical(a, data)));
        Self { query, named: query.area.name(), actor, kinds: kinds.iter().map(|k| phrase(k)).collect() }
    }

    fn all(&self, incident: &Incident) -> bool {
        self.query.area.holds(incident, &self.named) && self.is_party(incident) && self.is_kind(incident)
    }

    fn is_party(&self, incident: &Incident) -> bool {
        let event = &incident.shown;
        let is = |a: &crate::model::Actor| self.actor.as_ref().is_none_or(|wanted| phrase(&a.name) == *wanted);
        let did = event.initiators.iter().any(is);
        match (self.query.civilians, &self.actor) {
            (true, Some(_)) => did && hits_civilians(incident),
            (true, None) => hits_civilians(incident),
            (false, Some(_)) => did || event.targets.iter().any(is),
            (false, None) => true,
        }
    }

    fn is_kind(&self, incident: &Incident) -> bool {
        let is = |name: &str| self.kinds.contains(&phrase(name));
        self.kinds.is_empty() || is(&incident.shown.event_type) || is(&incident.shown.sub_type)
    }
}

/// The name under which a party is kept, for any of its names.
fn canonical(name: &str, data: &Data) -> String {
    let wanted = phrase(name);
    let called = |a: &&crate::data::Named| a.aliases.iter().any(|n| phrase(n) == wanted);
    let known = data.actors.get(name).or_else(|| data.actors.named.iter().find(called));
    known.map_or_else(|| name.to_string(), |a| a.name.clone())
}

/// Violence whose target is civilians.
pub fn hits_civilians(incident: &Incident) -> bool {
    let by_force =
        incident.shown.initiators.is_empty() || incident.shown.initiators.iter().any(|a| a.class != Class::Civilians);
    by_force && incident.shown.targets.iter().any(|a| a.class == Class::Civilians)
}

/// Whether a point lies within the corners, by the number of sides that a line from it crosses.
fn contains(corners: &[(f64, f64)], (lat, lon): (f64, f64)) -> bool {
    let sides = corners.iter().zip(corners.iter().cycle().skip(1));
    let crossed =
        sides.filter(|(a, b)| (a.0 > lat) != (b.0 > lat) && lon < (b.1 - a.1) * (lat - a.0) / (b.0 - a.0) + a.1);
    crossed.count() % 2 == 1
}

/// Counts what began within the days and is known well enough to lie there.
fn within(found: &[&Incident], resolution: &Resolution, (from, to): (Day, Day)) -> Count {
    let whole = |i: &&Incident| i.shown.date_precision <= Precision::Month || (from <= first(i) && last(i) <= to);
    let chosen: Vec<&Incident> = found
        .iter()
        .copied()
        .filter(|i| i.shown.date_from.is_some_and(|d| from <= d && d <= to))
        .filter(whole)
        .collect();
    let ids: BTreeSet<&str> = chosen.iter().map(|i| i.id.as_str()).collect();
    let lies_within =
        |c: &&CampaignIncident| !c.incidents.is_empty() && c.incidents.iter().all(|i| ids.contains(i.as_str()));
    let campaigns: Vec<&CampaignIncident> = resolution.campaigns.iter().filter(lies_within).collect();
    Count {
        from: Some(from),
        to: Some(to),
        events: chosen.len(),
        fatalities: toll::total(&chosen, &campaigns),
        civilians_targeted: chosen.iter().filter(|i| hits_civilians(i)).count(),
        civilians_killed: chosen.iter().map(|i| toll::killed_of(i, Class::Civilians)).sum(),
        demonstrations: chosen.iter().filter(|i| matches!(i.shown.event_type.as_str(), "Protests" | "Riots")).count(),
        incidents: chosen.iter().map(|i| i.id.clone()).collect(),
        change: None,
    }
}

fn first(incident: &Incident) -> Day {
    incident.shown.days().map_or(Day::MIN, |d| d.from)
}

fn last(incident: &Incident) -> Day {
    incident.shown.days().map_or(Day::MAX, |d| d.to)
}

/// The periods compared with, the latest first.
fn others((from, to): (Day, Day), against: Against) -> Vec<(Day, Day)> {
    match against {
        Against::Days(from, to) => vec![(from, to)],
        Against::Last => before((from, to)).take(1).collect(),
        Against::Mean(periods) => before((from, to)).take(periods.max(1)).collect(),
        Against::YearBefore => vec![(from.saturating_sub(1.year()), same_end(to, to.saturating_sub(1.year())))],
    }
}

/// Equally long periods just before, the latest first; whole months go back by months.
fn before(period: (Day, Day)) -> impl Iterator<Item = (Day, Day)> {
    let whole = period.0.day() == 1 && period.1 == period.1.last_of_month();
    let months = (i64::from(period.1.year()) - i64::from(period.0.year())) * 12 + i64::from(period.1.month())
        - i64::from(period.0.month())
        + 1;
    let days = days(period) as i64;
    let step = move |(from, _): (Day, Day)| {
        let first = if whole { from.saturating_sub(months.months()) } else { from.saturating_sub(days.days()) };
        (first, from.saturating_sub(1.day()))
    };
    std::iter::successors(Some(step(period)), move |p| Some(step(*p)))
}

/// The end of a month stays one, also of February.
fn same_end(to: Day, moved: Day) -> Day {
    if to == to.last_of_month() { moved.last_of_month() } else { moved }
}

fn days((from, to): (Day, Day)) -> i32 {
    from.until(to).map_or(1, |s| s.get_days() + 1).max(1)
}

fn change(now: &Count, period: (Day, Day), others: &[(Day, Day)], count: impl Fn((Day, Day)) -> Count) -> Change {
    let counts: Vec<Count> = others.iter().map(|p| count(*p)).collect();
    let n = counts.len().max(1) as f64;
    let (events, killed) = (
        counts.iter().map(|c| c.events as f64).sum::<f64>() / n,
        counts.iter().map(|c| c.fatalities.best as f64).sum::<f64>() / n,
    );
    let length = others.iter().map(|p| f64::from(days(*p))).sum::<f64>() / n;
    let scale = f64::from(days(period)) / length.max(1.0);
    let percent = super::verdict::percent;
    let (now_events, now_killed) = (now.events as f64, now.fatalities.best as f64);
    Change {
        against: (
            others.iter().map(|p| p.0).min().unwrap_or(period.0),
            others.iter().map(|p| p.1).max().unwrap_or(period.1),
        ),
        periods: counts.len(),
        events,
        events_percent: percent(now_events, events),
        fatalities: killed,
        fatalities_percent: percent(now_killed, killed),
        per_day: ((scale - 1.0).abs() > 0.05).then(|| PerDay {
            events_percent: percent(now_events, events * scale),
            fatalities_percent: percent(now_killed, killed * scale),
        }),
        incidents: counts.into_iter().flat_map(|c| c.incidents).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::{resolve, testing::corpus};

    const TOLD: [&[&str]; 3] = [
        &["Attack|2025-06-20|Tarada|JNIM|Civilians|killed 9", "Attack|2024-06-02|Kolo|JNIM|Civilians|killed 5"],
        &[
            "Attack|2025-06-20|Tarada|JNIM|Civilians|killed 12",
            "Armed clash|2025-06-22|Bena|JNIM|Malian Armed Forces|killed 3/state forces",
        ],
        &["Peaceful protest|2025-05-03|Kolo|Protesters||", "Attack|2025-05-09|Kolo|?|Civilians|killed 2"],
    ];

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn counted(query: Query, period: (&str, &str), against: Option<Against>) -> Count {
        let (documents, records) = corpus(&TOLD);
        let data = Data::bundled();
        count(&resolve(&documents, &records, data), &query, (day(period.0), day(period.1)), against, data)
    }

    const JUNE: (&str, &str) = ("2025-06-01", "2025-06-30");

    #[test]
    fn what_one_group_did_to_civilians_against_a_year_is_one_question() {
        let query = Query { actor: Some("GSIM".into()), civilians: true, ..Query::default() };
        let made =
            counted(query, ("2025-01-01", "2025-10-31"), Some(Against::Days(day("2024-01-01"), day("2024-12-31"))));
        assert_eq!((made.events, made.fatalities), (1, Range { low: 9, best: 12, high: 12 }));
        let change = made.change.unwrap();
        assert_eq!((change.events, change.fatalities, change.fatalities_percent), (1.0, 5.0, Some(140.0)));
        assert!(change.per_day.unwrap().fatalities_percent > Some(180.0));
    }

    #[test]
    fn periods_before_are_as_long_and_follow_the_months() {
        let period = (day("2025-03-01"), day("2025-03-31"));
        assert_eq!(others(period, Against::Last), [(day("2025-02-01"), day("2025-02-28"))]);
        assert_eq!(others(period, Against::Mean(3))[2], (day("2024-12-01"), day("2024-12-31")));
        let february = (day("2025-02-01"), day("2025-02-28"));
        assert_eq!(others(february, Against::YearBefore), [(day("2024-02-01"), day("2024-02-29"))]);
        let week = (day("2025-03-08"), day("2025-03-14"));
        assert_eq!(others(week, Against::Last), [(day("2025-03-01"), day("2025-03-07"))]);
    }

    #[test]
    fn actor_type_and_area_restrict_and_all_may_be_listed() {
        let june = counted(Query::default(), JUNE, Some(Against::Last));
        assert_eq!((june.events, june.civilians_targeted, june.civilians_killed.best), (2, 1, 12));
        assert_eq!(june.incidents.len(), 2);
        let before = june.change.unwrap();
        assert_eq!((before.events, before.events_percent), (2.0, Some(0.0)));
        let army = Query { actor: Some("Malian Armed Forces".into()), ..Query::default() };
        assert_eq!(counted(army, JUNE, None).events, 1);
        let battles = Query { kind: Some("battles".into()), ..Query::default() };
        assert_eq!(counted(battles, JUNE, None).events, 1);
        let kolo = Query { area: Area::Named(Some("MLI".into()), "KOLO".into()), ..Query::default() };
        assert_eq!(counted(kolo.clone(), JUNE, None).events, 0);
        assert_eq!(counted(kolo, ("2025-05-01", "2025-05-31"), None).demonstrations, 1);
        let abroad = Query { area: Area::Country("NER".into()), ..Query::default() };
        assert_eq!(counted(abroad, JUNE, None).events, 0);
    }

    #[test]
    fn groups_are_counts_too() {
        let (documents, records) = corpus(&TOLD);
        let data = Data::bundled();
        let made = resolve(&documents, &records, data);
        let by = |key| count_by(&made, &Query::default(), (day("2025-05-01"), day("2025-06-30")), key, data);
        assert_eq!(
            by(Key::Month).iter().map(|(m, c)| (m.as_str(), c.events)).collect::<Vec<_>>(),
            [("2025-05", 2), ("2025-06", 2)]
        );
        assert_eq!(by(Key::Actor)["JNIM"].events, 2);
        assert_eq!(by(Key::Type)["Protests"].demonstrations, 1);
    }

    #[test]
    fn a_drawn_area_holds_its_inside_only() {
        let bend = [(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0), (5.0, 5.0)];
        assert!(contains(&bend, (3.0, 5.0)) && contains(&bend, (5.0, 8.0)));
        assert!(!contains(&bend, (5.0, 2.0)) && !contains(&bend, (11.0, 5.0)) && !contains(&[], (0.0, 0.0)));
    }
}
