//! The total of an operation, told again as an act of the whole country: it belongs to the operation, and its dead are
//! counted once.

use super::toll::{self, Toll};
use crate::model::{CampaignIncident, DateSpan, Incident, PlacePrecision, Precision, Resolution};
use jiff::ToSpan;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Smaller totals may be alike by chance.
const LEAST: u64 = 10;

/// The resolution with such acts among the incidents of the operation whose total they tell; as it was, if there are none.
pub fn linked(resolution: &Resolution) -> Cow<'_, Resolution> {
    if resolution.campaigns.is_empty() {
        return Cow::Borrowed(resolution);
    }
    let by_id: BTreeMap<&str, &Incident> = resolution.incidents.iter().map(|i| (i.id.as_str(), i)).collect();
    let operations: Vec<Operation> = resolution.campaigns.iter().filter_map(|c| Operation::of(c, &by_id)).collect();
    let of = |incident: &Incident| operations.iter().find(|o| o.is_retold_by(incident)).map(|o| o.campaign.id.clone());
    let found: Vec<(usize, String)> =
        resolution.incidents.iter().enumerate().filter_map(|(n, i)| Some((n, of(i)?))).collect();
    if found.is_empty() {
        return Cow::Borrowed(resolution);
    }
    let mut made = resolution.clone();
    for (n, id) in found {
        let incident = &mut made.incidents[n];
        incident.campaign = Some(id.clone());
        let operation = made.campaigns.iter_mut().filter(|c| c.id == id);
        operation.for_each(|c| c.incidents.push(incident.id.clone()));
    }
    Cow::Owned(made)
}

/// What is known of an operation: its totals, days and countries.
struct Operation<'a> {
    campaign: &'a CampaignIncident,
    totals: Vec<Toll>,
    countries: BTreeSet<&'a str>,
}

impl<'a> Operation<'a> {
    fn of(campaign: &'a CampaignIncident, by_id: &BTreeMap<&str, &'a Incident>) -> Option<Self> {
        let mut totals = toll::by_class(&campaign.figures);
        totals.retain(|t| t.killed.best >= LEAST);
        let members = campaign.incidents.iter().filter_map(|i| by_id.get(i.as_str()));
        let countries = members.filter_map(|i| i.shown.country.as_deref()).collect();
        (!totals.is_empty()).then_some(Operation { campaign, totals, countries })
    }

    /// Whether an incident that names no place tells nothing but totals of this operation, of its days.
    fn is_retold_by(&self, incident: &Incident) -> bool {
        let shown = &incident.shown;
        incident.campaign.is_none()
            && shown.place_precision >= PlacePrecision::Country
            && shown.country.as_deref().is_some_and(|c| self.countries.contains(c))
            && shown.days().is_some_and(|days| self.is_then(&days))
            && self.are_totals(&toll::by_class(&incident.fields))
    }

    fn are_totals(&self, tolls: &[Toll]) -> bool {
        let is_total = |t: &Toll| self.totals.iter().any(|o| o.killed.best == t.killed.best && o.side() == t.side());
        !tolls.is_empty() && tolls.iter().all(is_total)
    }

    /// Whether days known to the week at least touch those of the operation, give or take a day.
    fn is_then(&self, days: &DateSpan) -> bool {
        let Some((from, to)) = self.campaign.date_from.zip(self.campaign.date_to) else { return false };
        let (from, to) = (from.saturating_sub(1.day()), to.saturating_add(1.day()));
        days.precision <= Precision::Week && days.from <= to && from <= days.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;
    use crate::model::Campaign;
    use crate::resolve::{resolve, testing::*};

    /// An operation of two places and a total, and another report with one act; the dead of all.
    fn check(total: &str, act: &str, expected: u64) {
        let parts = [
            "Armed clash|2025-06-20|Tarada|JNIM|Malian Armed Forces|",
            "Armed clash|2025-06-20|Kolo|JNIM|Malian Armed Forces|",
        ];
        let told: [&[&str]; 2] = [&parts, &[act]];
        let (documents, mut records) = corpus(&told);
        records[0].events.iter_mut().for_each(|e| e.campaign = Some("c1".into()));
        let figures = event(&format!("Armed clash||-|||{total}")).figures;
        records[0].campaigns = vec![Campaign { id: "c1".into(), figures, evidence: None }];
        let made = resolve(&documents, &records, Data::bundled());
        let made = linked(&made);
        let incidents: Vec<&Incident> = made.incidents.iter().collect();
        let campaigns: Vec<&CampaignIncident> = made.campaigns.iter().collect();
        assert_eq!(toll::total(&incidents, &campaigns).best, expected, "{act}");
    }

    #[test]
    fn a_total_told_again_of_the_country_counts_once() {
        let total = "killed 80/rebel group";
        check(total, "Armed clash|2025-06-20|-|Malian Armed Forces|JNIM|killed 80/rebel group", 80);
        check(total, "Armed clash|2025-06-21|-|Malian Armed Forces|Armed men|killed 80/political militia", 80);
    }

    #[test]
    fn another_act_counts_beside_it() {
        let total = "killed 80/rebel group";
        check(total, "Armed clash|2025-06-20|-|Malian Armed Forces|JNIM|killed 70/rebel group", 150);
        check(total, "Armed clash|2025-06-28|-|Malian Armed Forces|JNIM|killed 80/rebel group", 160);
        check(total, "Armed clash|2025-06-20|Bena|Malian Armed Forces|JNIM|killed 80/rebel group", 160);
        check(total, "Attack|2025-06-20|-|JNIM|Civilians|killed 80/civilians", 160);
        check("killed 8/rebel group", "Armed clash|2025-06-20|-|Malian Armed Forces|JNIM|killed 8/rebel group", 16);
    }
}
