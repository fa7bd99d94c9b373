//! Operations: what documents report as one, joined where they share incidents.

use super::origin::Groups;
use super::{claims, id, value};
use crate::model::{Campaign, CampaignIncident, Claim, Document, Evidence, Figure, Incident, Record, Stance, Support};
use std::collections::{BTreeMap, BTreeSet};

/// Origins by document, as figures of campaigns count them too.
pub type Origins<'a> = BTreeMap<&'a str, usize>;

struct Named<'a> {
    doc: &'a str,
    campaign: &'a Campaign,
    incidents: BTreeSet<usize>,
}

/// The values of one total: each with the campaigns that give it and the number of the figure there.
type Totals<'a, 'b> = BTreeMap<String, Vec<(&'b Named<'a>, usize)>>;

/// The operations; every incident of one is told which it belongs to.
pub fn campaigns(
    incidents: &mut [Incident],
    documents: &[Document],
    records: &[Record],
    origins: &Origins,
) -> Vec<CampaignIncident> {
    let named = named(incidents, records);
    let latest: BTreeMap<&str, Option<&str>> =
        documents.iter().map(|d| (d.id.as_str(), d.published.as_deref())).collect();
    let groups = grouped(&named, incidents.len());
    let mut made: Vec<CampaignIncident> = Vec::new();
    for group in groups {
        let campaign = operation(&group, incidents, &latest, origins);
        group.iter().flat_map(|n| &n.incidents).for_each(|&i| {
            incidents[i].campaign = Some(campaign.id.clone());
            incidents[i].shown.campaign = Some(campaign.id.clone());
        });
        made.push(campaign);
    }
    made.sort_by(|a, b| (a.date_from, &a.id).cmp(&(b.date_from, &b.id)));
    made
}

/// Campaigns of documents with the incidents their events went to.
fn named<'a>(incidents: &[Incident], records: &'a [Record]) -> Vec<Named<'a>> {
    let refs = |i: &Incident| i.events.clone();
    let of: BTreeMap<(String, String), usize> =
        incidents.iter().enumerate().flat_map(|(n, i)| refs(i).into_iter().map(move |r| (r, n))).collect();
    let find = |r: &'a Record, c: &'a Campaign| {
        let events = r.events.iter().filter(|e| e.campaign.as_ref() == Some(&c.id));
        let incidents = events.filter_map(|e| of.get(&(r.doc.clone(), e.id.clone())).copied()).collect();
        Named { doc: &r.doc, campaign: c, incidents }
    };
    let mut named: Vec<Named> = records.iter().flat_map(|r| r.campaigns.iter().map(move |c| find(r, c))).collect();
    named.retain(|n| !n.incidents.is_empty());
    named.sort_by(|a, b| (a.doc, &a.campaign.id).cmp(&(b.doc, &b.campaign.id)));
    named
}

fn grouped<'a, 'b>(named: &'b [Named<'a>], incidents: usize) -> Vec<Vec<&'b Named<'a>>> {
    let mut groups = Groups::new(named.len());
    let mut first: Vec<Option<usize>> = vec![None; incidents];
    for (n, campaign) in named.iter().enumerate() {
        campaign.incidents.iter().for_each(|&i| groups.join(*first[i].get_or_insert(n), n));
    }
    let mut sets: BTreeMap<usize, Vec<&Named>> = BTreeMap::new();
    named.iter().enumerate().for_each(|(n, c)| sets.entry(groups.root(n)).or_default().push(c));
    sets.into_values().collect()
}

fn operation(
    group: &[&Named],
    incidents: &[Incident],
    latest: &BTreeMap<&str, Option<&str>>,
    origins: &Origins,
) -> CampaignIncident {
    let members: BTreeSet<usize> = group.iter().flat_map(|n| n.incidents.clone()).collect();
    let mut list: Vec<&Incident> = members.iter().map(|&i| &incidents[i]).collect();
    list.sort_by_key(|i| (i.shown.place.as_deref().map(super::names::key), &i.id));
    let documents: BTreeSet<String> = group.iter().map(|n| n.doc.to_string()).collect();
    CampaignIncident {
        id: id::stable("c", &[group[0].doc, &group[0].campaign.id]),
        date_from: list.iter().filter_map(|i| i.shown.date_from).min(),
        date_to: list.iter().filter_map(|i| i.shown.date_to).max(),
        date_precision: list.iter().map(|i| i.shown.date_precision).max().unwrap_or_default(),
        incidents: list.iter().map(|i| i.id.clone()).collect(),
        documents: documents.into_iter().collect(),
        figures: figures(group, latest, origins),
        evidence: group.iter().map(|n| support(n, None, "")).collect(),
    }
}

/// Totals of the whole: best supported first, then latest report.
fn figures(group: &[&Named], latest: &BTreeMap<&str, Option<&str>>, origins: &Origins) -> BTreeMap<String, Vec<Claim>> {
    let mut fields: BTreeMap<String, Totals> = BTreeMap::new();
    for (named, (n, figure)) in group.iter().flat_map(|g| g.campaign.figures.iter().enumerate().map(move |f| (*g, f))) {
        let text = value::number(figure.low, figure.high, figure.approximate);
        let field = claims::figure_field(figure).unwrap_or_default();
        fields.entry(field).or_default().entry(text).or_default().push((named, n));
    }
    let claim = |(text, told): (String, Vec<(&Named, usize)>)| {
        let newest = told.iter().filter_map(|(n, _)| latest.get(n.doc).copied().flatten()).max().unwrap_or_default();
        (newest.to_string(), total(text, &told, origins))
    };
    let list = |(field, values): (String, Totals)| {
        let mut claims: Vec<(String, Claim)> = values.into_iter().map(claim).collect();
        claims.sort_by(|a, b| (b.1.origins, &b.0, &a.1.value).cmp(&(a.1.origins, &a.0, &b.1.value)));
        (field, claims.into_iter().map(|(_, c)| c).collect())
    };
    fields.into_iter().map(list).collect()
}

fn total(value: String, told: &[(&Named, usize)], origins: &Origins) -> Claim {
    let figure = |(n, i): &(&Named, usize)| n.campaign.figures[*i].clone();
    let voices: BTreeSet<Option<usize>> = told.iter().map(|(n, _)| origins.get(n.doc).copied()).collect();
    Claim {
        value,
        figure: told.first().map(figure).map(|f| Figure { said_by: None, ..f }),
        support: told.iter().map(|t| support(t.0, figure(t).said_by, &format!("figures/{}", t.1))).collect(),
        origins: voices.len(),
        shown_by: None,
    }
}

fn support(named: &Named, said_by: Option<String>, field: &str) -> Support {
    let of = |e: &Evidence| e.fields.get(field).unwrap_or(&e.event).clone();
    let spans = named.campaign.evidence.as_ref().map_or(Vec::new(), of);
    let stance = if said_by.is_some() { Stance::Stated } else { Stance::Reported };
    Support { doc: named.doc.into(), event: named.campaign.id.clone(), said_by, stance, spans }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;
    use crate::data::Data;

    #[test]
    fn two_reports_of_one_operation_make_one_with_all_its_incidents() {
        let told: [&[&str]; 2] = [
            &["Attack|2025-06-20|Tarada|JNIM|Civilians|", "Attack|2025-06-20|Kolo|JNIM|Civilians|"],
            &["Attack|2025-06-20|Kolo|?|Civilians|", "Attack|2025-06-20|Bena|?|Civilians|"],
        ];
        let (documents, mut records) = corpus(&told);
        for record in &mut records {
            record.events.iter_mut().for_each(|e| e.campaign = Some("c1".into()));
            record.campaigns =
                vec![Campaign { id: "c1".into(), figures: event("Attack||-|||killed 30").figures, evidence: None }];
        }
        let made = super::super::resolve(&documents, &records, Data::bundled());
        assert_eq!((made.incidents.len(), made.campaigns.len()), (3, 1));
        let campaign = &made.campaigns[0];
        assert_eq!((campaign.incidents.len(), campaign.documents.len()), (3, 2));
        assert_eq!(campaign.figures["figures/killed/civilians"][0].origins, 2);
        assert!(made.incidents.iter().all(|i| i.campaign.as_ref() == Some(&campaign.id)));
    }
}
