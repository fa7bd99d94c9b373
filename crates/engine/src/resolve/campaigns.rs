//! Operations: what documents report as one, joined where they share incidents.

use super::origin::{self, Groups};
use super::resolver::Resolver;
use super::told::Told;
use super::{claims, id, value};
use crate::model::{Campaign, CampaignIncident, Claim, Event, Evidence, Figure, Incident, Stance, Support};
use std::collections::{BTreeMap, BTreeSet};

struct Named<'a> {
    told: Told<'a>,
    campaign: &'a Campaign,
    /// Numbers of the groups that its events are in.
    incidents: BTreeSet<usize>,
}

impl Named<'_> {
    fn doc(&self) -> &str {
        self.told.doc
    }
}

/// The values of one total: each with the campaigns that give it and the number of the figure there.
type Totals<'a, 'b> = BTreeMap<String, Vec<(&'b Named<'a>, usize)>>;

/// The operations, and to which of them the groups belong.
pub fn campaigns(resolver: &Resolver, groups: &[Vec<u32>]) -> (Vec<CampaignIncident>, BTreeMap<usize, String>) {
    let nothing = Event::default();
    let named = named(resolver, groups, &nothing);
    let mut of: BTreeMap<usize, String> = BTreeMap::new();
    let mut made: Vec<CampaignIncident> = Vec::new();
    for group in grouped(&named, groups.len()) {
        let members: BTreeSet<usize> = group.iter().flat_map(|n| n.incidents.clone()).collect();
        let incidents: Vec<Incident> = members.iter().map(|&i| resolver.open(&groups[i]).0).collect();
        let campaign = operation(&group, incidents.iter().collect(), resolver);
        of.extend(members.into_iter().map(|i| (i, campaign.id.clone())));
        made.push(campaign);
    }
    made.sort_by(|a, b| (a.date_from, &a.id).cmp(&(b.date_from, &b.id)));
    (made, of)
}

/// Campaigns of documents with the groups their events went to.
fn named<'a>(resolver: &'a Resolver, groups: &[Vec<u32>], nothing: &'a Event) -> Vec<Named<'a>> {
    let tells = |slot: &u32| resolver.told(*slot).is_some_and(|t| t.event.campaign.is_some());
    let slots = groups.iter().enumerate().flat_map(|(n, g)| g.iter().map(move |slot| (*slot, n)));
    let of: BTreeMap<u32, usize> = slots.filter(|(slot, _)| tells(slot)).collect();
    let mut named = Vec::new();
    let docs: BTreeSet<&str> = of.keys().filter_map(|slot| Some(resolver.told(*slot)?.doc)).collect();
    for holding in docs.into_iter().filter_map(|doc| resolver.reports().get(doc)) {
        let report = holding.report.as_ref();
        for campaign in &holding.campaigns {
            let is_of =
                |slot: &&u32| resolver.told(**slot).is_some_and(|t| t.event.campaign.as_ref() == Some(&campaign.id));
            let incidents = holding.slots.iter().filter(is_of).filter_map(|s| of.get(s).copied()).collect();
            let told = Told {
                doc: &report.id,
                report,
                published: report.published,
                event: nothing,
                place: None,
                region: None,
            };
            named.push(Named { told, campaign, incidents });
        }
    }
    named.retain(|n| !n.incidents.is_empty());
    named.sort_by(|a, b| (a.doc(), &a.campaign.id).cmp(&(b.doc(), &b.campaign.id)));
    named
}

fn grouped<'a, 'b>(named: &'b [Named<'a>], incidents: usize) -> Vec<Vec<&'b Named<'a>>> {
    let mut groups = Groups::new(named.len());
    let mut first: Vec<Option<usize>> = vec![None; incidents];
    for (n, campaign) in named.iter().enumerate() {
        campaign.incidents.iter().for_each(|&i| {
            groups.join(*first[i].get_or_insert(n), n);
        });
    }
    let mut sets: BTreeMap<usize, Vec<&Named>> = BTreeMap::new();
    named.iter().enumerate().for_each(|(n, c)| sets.entry(groups.root(n)).or_default().push(c));
    sets.into_values().collect()
}

fn operation(group: &[&Named], mut list: Vec<&Incident>, resolver: &Resolver) -> CampaignIncident {
    list.sort_by_key(|i| (i.shown.place.as_deref().map(super::names::key), &i.id));
    let documents: BTreeSet<String> = group.iter().map(|n| n.doc().to_string()).collect();
    CampaignIncident {
        id: id::stable("c", &[group[0].doc(), &group[0].campaign.id]),
        date_from: list.iter().filter_map(|i| i.shown.date_from).min(),
        date_to: list.iter().filter_map(|i| i.shown.date_to).max(),
        date_precision: list.iter().map(|i| i.shown.date_precision).max().unwrap_or_default(),
        incidents: list.iter().map(|i| i.id.clone()).collect(),
        documents: documents.into_iter().collect(),
        figures: figures(group, resolver),
        evidence: group.iter().map(|n| support(n, None, "")).collect(),
    }
}

/// Totals of the whole: best supported first, then latest report.
fn figures(group: &[&Named], resolver: &Resolver) -> BTreeMap<String, Vec<Claim>> {
    let mut fields: BTreeMap<String, Totals> = BTreeMap::new();
    for (named, (n, figure)) in group.iter().flat_map(|g| g.campaign.figures.iter().enumerate().map(move |f| (*g, f))) {
        let text = value::number(figure.low, figure.high, figure.approximate);
        let field = claims::figure_field(figure).unwrap_or_default();
        fields.entry(field).or_default().entry(text).or_default().push((named, n));
    }
    let claim = |(text, told): (String, Vec<(&Named, usize)>)| {
        let newest = told.iter().filter_map(|(n, _)| n.told.published).max();
        (newest, total(text, &told, resolver))
    };
    let list = |(field, values): (String, Totals)| {
        let mut claims: Vec<_> = values.into_iter().map(claim).collect();
        claims.sort_by(|a, b| (b.1.origins, &b.0, &a.1.value).cmp(&(a.1.origins, &a.0, &b.1.value)));
        (field, claims.into_iter().map(|(_, c)| c).collect())
    };
    fields.into_iter().map(list).collect()
}

fn total(value: String, told: &[(&Named, usize)], resolver: &Resolver) -> Claim {
    let figure = |(n, i): &(&Named, usize)| n.campaign.figures[*i].clone();
    let reports: Vec<&Told> = told.iter().map(|(n, _)| &n.told).collect();
    let days = || reports.iter().filter_map(|t| t.published);
    Claim {
        value,
        figure: told.first().map(figure).map(|f| Figure { said_by: None, ..f }),
        support: told.iter().map(|t| support(t.0, figure(t).said_by, &format!("figures/{}", t.1))).collect(),
        origins: origin::origins(&reports, &resolver.data.resolve).0.len(),
        first: days().min(),
        last: days().max(),
        ..Claim::default()
    }
}

fn support(named: &Named, said_by: Option<String>, field: &str) -> Support {
    let of = |e: &Evidence| e.fields.get(field).unwrap_or(&e.event).clone();
    let spans = named.campaign.evidence.as_ref().map_or(Vec::new(), of);
    let stance = if said_by.is_some() { Stance::Stated } else { Stance::Reported };
    Support { doc: named.doc().into(), event: named.campaign.id.clone(), said_by, stance, spans }
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
