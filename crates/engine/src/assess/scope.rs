//! What the stages of an assessment share: the incidents of an area, by month, and the reports behind them.

use super::count::Area;
use super::rules::Rules;
use crate::data::Data;
use crate::model::{CampaignIncident, Day, Document, Incident, Precision, Resolution, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// The incidents of an area and what is known of how they were reported.
pub struct Scope<'a> {
    pub rules: &'a Rules,
    /// Dated incidents of the area, oldest first.
    pub all: Vec<&'a Incident>,
    /// Those of the period.
    pub chosen: Vec<&'a Incident>,
    /// Operations with a part in the area.
    pub campaigns: Vec<&'a CampaignIncident>,
    /// Incidents of the area that no month can count, and why.
    pub uncounted: Vec<(&'a Incident, &'static str)>,
    /// Reports of the sources that cover the area, whatever they tell of.
    pub reports: Vec<Report<'a>>,
    /// Days on which reports were published.
    pub published: BTreeMap<&'a str, Day>,
    /// Where the capitals are, by country.
    pub capitals: BTreeMap<&'a str, (f64, f64)>,
    /// The name of those whom nobody knows.
    pub unknown_group: &'a str,
    by_id: BTreeMap<&'a str, &'a Incident>,
    by_month: BTreeMap<Day, Vec<&'a Incident>>,
    campaign_by_id: BTreeMap<&'a str, &'a CampaignIncident>,
}

/// A report, for what it says of its source's being there.
pub struct Report<'a> {
    pub day: Day,
    /// Name of the source, or the document's own where nobody says who published it.
    pub source: String,
    /// Reports a month that the source's file says one may expect.
    pub usual: Option<f64>,
    pub doc: &'a str,
}

impl<'a> Scope<'a> {
    /// The scope of an area; `chosen` is still to be filled.
    pub fn new(resolution: &'a Resolution, documents: &'a [Document], area: &Area, data: &'a Data) -> Self {
        let name = area.name();
        let here: Vec<&Incident> = resolution.incidents.iter().filter(|i| area.holds(i, &name)).collect();
        let mut all: Vec<&Incident> = here.iter().copied().filter(|i| uncounted(i).is_none_or(|w| w == YEAR)).collect();
        all.sort_by(|a, b| (a.shown.date_from, &a.id).cmp(&(b.shown.date_from, &b.id)));
        let by_id: BTreeMap<&str, &Incident> = all.iter().map(|i| (i.id.as_str(), *i)).collect();
        let mut by_month: BTreeMap<Day, Vec<&Incident>> = BTreeMap::new();
        for incident in all.iter().filter(|i| i.shown.date_precision <= Precision::Month) {
            let month = incident.shown.date_from.map(Day::first_of_month);
            month.into_iter().for_each(|m| by_month.entry(m).or_default().push(incident));
        }
        let has_part = |c: &&CampaignIncident| c.incidents.iter().any(|i| by_id.contains_key(i.as_str()));
        let campaigns: Vec<&CampaignIncident> = resolution.campaigns.iter().filter(has_part).collect();
        Scope {
            rules: &data.verdicts,
            reports: reports(&here, documents, data),
            uncounted: here.iter().filter_map(|i| Some((*i, uncounted(i)?))).collect(),
            campaign_by_id: campaigns.iter().map(|c| (c.id.as_str(), *c)).collect(),
            published: documents.iter().filter_map(|d| Some((d.id.as_str(), d.published_day()?))).collect(),
            capitals: capitals(&here, data),
            unknown_group: &data.verdicts.unknown_group,
            chosen: Vec::new(),
            all,
            campaigns,
            by_id,
            by_month,
        }
    }

    /// Incidents that began in the month and are known to the month at least.
    pub fn of_month(&self, first: Day) -> &[&'a Incident] {
        self.by_month.get(&first.first_of_month()).map_or(&[], Vec::as_slice)
    }

    /// The incidents of an operation that lie in the area.
    pub fn members(&self, campaign: &CampaignIncident) -> Vec<&'a Incident> {
        campaign.incidents.iter().filter_map(|i| self.by_id.get(i.as_str()).copied()).collect()
    }

    /// The operation that an incident belongs to.
    pub fn campaign_of(&self, incident: &Incident) -> Option<&'a CampaignIncident> {
        self.campaign_by_id.get(incident.campaign.as_deref()?).copied()
    }
}

/// Where the capitals of the incidents' countries are.
fn capitals<'a>(here: &[&'a Incident], data: &Data) -> BTreeMap<&'a str, (f64, f64)> {
    let countries: BTreeSet<&str> = here.iter().filter_map(|i| i.shown.country.as_deref()).collect();
    let point = |iso: &str| data.places.point(&data.places.country(iso)?.capital, Some(iso), None);
    countries.into_iter().filter_map(|iso| Some((iso, point(iso)?))).collect()
}

/// Kilometres between two points in degrees north and east.
pub fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat, lon) = ((b.0 - a.0).to_radians() / 2.0, (b.1 - a.1).to_radians() / 2.0);
    let half = lat.sin().powi(2) + a.0.to_radians().cos() * b.0.to_radians().cos() * lon.sin().powi(2);
    12_742.0 * half.sqrt().min(1.0).asin()
}

const YEAR: &str = "year_only";

/// Why no month can count an incident.
fn uncounted(incident: &Incident) -> Option<&'static str> {
    match incident.shown.days() {
        _ if incident.shown.stance == Stance::Denied => Some("denied"),
        None => Some("undated"),
        Some(days) if days.precision > Precision::Month => Some(YEAR),
        Some(_) => None,
    }
}

/// All reports of the sources that told of the area at least once.
fn reports<'a>(here: &[&Incident], documents: &'a [Document], data: &Data) -> Vec<Report<'a>> {
    let docs: BTreeSet<&str> = here.iter().flat_map(|i| i.events.iter().map(|(doc, _)| doc.as_str())).collect();
    let all: Vec<Report> = documents.iter().filter_map(|d| report(d, data)).collect();
    let covering: BTreeSet<String> = all.iter().filter(|r| docs.contains(r.doc)).map(|r| r.source.clone()).collect();
    all.into_iter().filter(|r| covering.contains(&r.source)).collect()
}

fn report<'a>(document: &'a Document, data: &Data) -> Option<Report<'a>> {
    let named = [document.url.as_deref(), document.outlet.as_deref()];
    let source = named.into_iter().flatten().find_map(|n| data.sources.find(n));
    let own = || document.outlet.clone().unwrap_or_else(|| document.id.clone());
    Some(Report {
        day: document.published_day()?,
        source: source.map_or_else(own, |s| s.name.clone()),
        usual: source.and_then(|s| s.volume).map(|weekly| f64::from(weekly) * 52.0 / 12.0),
        doc: &document.id,
    })
}
