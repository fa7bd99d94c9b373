//! Incidents that are one operation, told as one.

use super::desk::{Desk, Part, Teller, add_spans, names, spans_below, without_nested};
use super::phrases::look;
use super::say::{agree, fill, list, when};
use crate::model::{
    Campaign, CampaignIncident, Citation, DateSpan, Figure, Incident, PlacePrecision, Sentence, Stance,
};
use std::collections::{BTreeMap, BTreeSet};

/// A sentence about a whole operation, and the incidents that it names.
pub(super) struct Told {
    pub sentence: Sentence,
    pub incidents: BTreeSet<String>,
}

/// The fullest sentence that the words support; none unless it names at least two places.
pub(super) fn tell(desk: &Desk, campaign: &CampaignIncident, members: &[&Incident]) -> Option<Told> {
    let days = common_days(members);
    let is_then = |i: &&&Incident| days.is_none() || i.shown.days().is_none() || i.shown.days() == days;
    let placed: Vec<&&Incident> = members.iter().filter(is_then).filter(|i| is_supported(desk, i)).collect();
    let mut places: BTreeMap<&str, &str> = BTreeMap::new();
    for incident in &placed {
        let name = incident.shown.place.as_deref().unwrap_or("");
        places.entry(name).or_insert(desk.phrases.names.place(name, desk.lang()));
    }
    if places.len() < 2 {
        return None;
    }
    let operation = Operation { desk, campaign, days, placed: placed.iter().map(|i| **i).collect() };
    let places: Vec<String> = places.into_values().map(str::to_string).collect();
    let drafts = (0..8u8).map(|bits| operation.draft(&places, bits & 1 == 0, bits & 2 == 0, bits & 4 == 0));
    let sentence = desk.first_supported(drafts)?;
    let incidents = operation.placed.iter().map(|i| i.id.clone()).collect();
    Some(Told { sentence, incidents })
}

/// The days that most of the members share: one that a report dates otherwise is a contradiction, and no reason to
/// stretch the whole.
fn common_days(members: &[&Incident]) -> Option<DateSpan> {
    let mut counts: BTreeMap<DateSpan, usize> = BTreeMap::new();
    members.iter().filter_map(|i| i.shown.days()).for_each(|d| *counts.entry(d).or_insert(0) += 1);
    let dated: usize = counts.values().sum();
    let (days, n) = counts.into_iter().max_by_key(|(days, n)| (*n, std::cmp::Reverse(*days)))?;
    (2 * n > dated).then_some(days)
}

/// Whether a report names the place of this incident, below the level of a country.
fn is_supported(desk: &Desk, incident: &Incident) -> bool {
    let Some(place) = incident.shown.place.as_deref() else { return false };
    let text = desk.phrases.names.place(place, desk.lang()).to_string();
    let citations = desk.cite(incident, &[Part::Place]);
    incident.shown.place_precision < PlacePrecision::Admin1
        && desk.support.unheld(&Sentence { text, citations, by: None }).is_empty()
}

struct Operation<'a> {
    desk: &'a Desk<'a>,
    campaign: &'a CampaignIncident,
    days: Option<DateSpan>,
    placed: Vec<&'a Incident>,
}

impl Operation<'_> {
    fn draft(&self, places: &[String], toll: bool, date: bool, who: bool) -> Sentence {
        let desk = self.desk;
        let told = self.told();
        let figures: Vec<&Figure> = told.iter().filter(|_| toll).flat_map(|(_, c)| &c.figures).collect();
        let mut clauses = vec![self.clause(places, date, who)];
        clauses.extend(super::compose::toll(desk, &dedup(figures), self.speaker()));
        desk.sentence(&clauses.join(&desk.words.clause_joint), self.cite(date, who, toll))
    }

    fn clause(&self, places: &[String], date: bool, who: bool) -> String {
        let words = self.desk.words;
        let named = list(places, words);
        let when = self.days().filter(|_| date).map(|d| when(&d, words) + &words.after_when).unwrap_or_default();
        let stance = self.stance();
        let claims = stance == Stance::Claimed && self.speaker().is_some_and(|s| self.is_attacker(s));
        let attackers = self.shared().filter(|_| who && !claims);
        let key = match (self.is_attack(), &attackers) {
            (true, Some(_)) => "attack_by",
            (true, None) => "attack",
            (false, _) => "other",
        };
        let (who, many) = self.desk.parties(&attackers.unwrap_or_default());
        let template = agree(look(&words.campaign, key), ('[', ']'), many);
        let label = self.label();
        let clause = fill(&template, &[("when", &when), ("who", &who), ("places", &named), ("label", &label)]);
        self.voiced(clause, stance)
    }

    /// The clause with whoever stands behind it.
    fn voiced(&self, clause: String, stance: Stance) -> String {
        let key = match (stance, self.speaker()) {
            (Stance::Claimed, Some(speaker)) if self.is_attacker(speaker) => "claimed",
            (Stance::Claimed | Stance::Stated, Some(_)) => "stated",
            (Stance::Alleged, _) => "alleged",
            _ => return clause,
        };
        let (speaker, many) = self.desk.parties(self.speaker().as_slice());
        let template = agree(look(&self.desk.words.campaign, key), ('[', ']'), many);
        fill(&template, &[("clause", &clause), ("speaker", &speaker)])
    }

    /// The least firm of the members' stances: a sentence about all says no more than about each.
    fn stance(&self) -> Stance {
        self.placed.iter().map(|i| i.shown.stance).max().unwrap_or_default()
    }

    /// Whether a speaker claims the act as its own, and does not tell it of others.
    fn is_attacker(&self, speaker: &str) -> bool {
        let own = |i: &&&Incident| i.shown.initiators.iter().any(|a| a.name == speaker);
        2 * self.placed.iter().filter(own).count() > self.placed.len()
    }

    fn speaker(&self) -> Option<&str> {
        let firm = self.stance();
        self.placed.iter().find(|i| i.shown.stance == firm)?.shown.said_by.as_deref()
    }

    /// The side that all members share.
    fn shared(&self) -> Option<Vec<&str>> {
        let first = names(&self.placed.first()?.shown.initiators);
        let all = self.placed.iter().all(|i| names(&i.shown.initiators) == first);
        (all && !first.is_empty()).then_some(first)
    }

    fn is_attack(&self) -> bool {
        let attack = |i: &&Incident| self.desk.words.sub_type(&i.shown.sub_type).is_some_and(|s| s.attack);
        self.placed.iter().all(attack)
    }

    fn label(&self) -> String {
        let first = self.placed.first().and_then(|i| self.desk.words.sub_type(&i.shown.sub_type));
        first.map(|s| s.label.to_lowercase()).unwrap_or_default()
    }

    fn days(&self) -> Option<DateSpan> {
        if self.days.is_some() {
            return self.days;
        }
        let from = self.campaign.date_from?;
        let to = self.campaign.date_to.unwrap_or(from);
        Some(DateSpan { from, to, precision: self.campaign.date_precision })
    }

    fn cite(&self, date: bool, who: bool, toll: bool) -> Vec<Citation> {
        let mut cited: BTreeSet<Citation> = BTreeSet::new();
        for support in &self.campaign.evidence {
            add_spans(&mut cited, &support.doc, &support.spans);
        }
        for (n, incident) in self.placed.iter().enumerate() {
            let mut parts = vec![Part::Place, Part::Speaker];
            // What all members share is cited once.
            parts.extend((date && n == 0).then_some(Part::Date));
            parts.extend((who && n == 0).then_some(Part::Who));
            cited.extend(self.desk.cite(incident, &parts));
        }
        for (doc, campaign) in self.told().into_iter().filter(|_| toll) {
            let Some(evidence) = &campaign.evidence else { continue };
            add_spans(&mut cited, doc, &evidence.event);
            spans_below(evidence, "figures").for_each(|s| add_spans(&mut cited, doc, s));
        }
        without_nested(cited)
    }

    /// The campaigns of the records that this operation is made of.
    fn told(&self) -> Vec<(&str, &Campaign)> {
        let tellers: Vec<Teller> = self.placed.iter().flat_map(|i| self.desk.tellers(i)).collect();
        let keys: BTreeSet<(&str, &str)> =
            tellers.iter().filter_map(|(d, e)| Some((*d, e.campaign.as_deref()?))).collect();
        let find = |(doc, id): (_, &str)| {
            let campaigns = &self.desk.records.get(doc)?.campaigns;
            Some((doc, campaigns.iter().find(|c| c.id == id)?))
        };
        keys.into_iter().filter_map(find).collect()
    }
}

fn dedup(figures: Vec<&Figure>) -> Vec<&Figure> {
    let mut seen = BTreeSet::new();
    figures.into_iter().filter(|f| seen.insert((*f).clone())).collect()
}
