//! All sentences → one record: acts told twice are one event, lists are campaigns, and what a
//! sentence leaves out comes from its neighbours.

mod blame;
mod lists;
mod loose;
mod places;

use super::attribution::source_name;
use super::before::{Before, follow};
use super::candidate::{Candidate, candidates};
use super::claims;
use super::clause::Party;
use super::denials::deny;
use super::event::{Draft, draft};
use super::indicator;
use super::likewise::likewise;
use super::listed::{gapped, lands_in_turn, second_date};
use super::outcome;
use super::place::Setting;
use super::scan::{Reader, Sentence};
use crate::data::Mark;
use crate::model::{Campaign, PlacePrecision, Record};
use std::collections::BTreeMap;

/// The group of words that tell of a coup.
const COUP: &str = "coup";

/// The record of a document.
pub(crate) fn record(r: &Reader, sentences: &[Sentence], setting: Setting) -> Record {
    let mut story = Story {
        r,
        setting,
        drafts: Vec::new(),
        lists: 0,
        totals: BTreeMap::new(),
        last: None,
        before: Before::default(),
        pending: Vec::new(),
        echo: None,
        issuer: super::issuer::issuer(r, sentences),
    };
    for (n, sentence) in sentences.iter().enumerate() {
        story.tell(n, sentence);
    }
    let mut record = story.finish();
    record.indicators = indicator::indicators(r, sentences, &record.events);
    record.events.retain(|e| !indicator::is_behind(&record.indicators, e));
    for (n, event) in record.events.iter_mut().enumerate() {
        event.id = format!("e{}", n + 1);
    }
    record
}

/// So many sentences after a fight those who fought still move because of it.
const FOLLOWS: usize = 9;

struct Story<'r, 'a> {
    r: &'r Reader<'a>,
    setting: Setting,
    drafts: Vec<Draft>,
    lists: usize,
    /// What is told of a list of places as a whole.
    totals: BTreeMap<usize, Draft>,
    /// Who issued the text, if it is a communiqué.
    issuer: Option<Party>,
    /// The draft told last, by index.
    last: Option<usize>,
    /// What this sentence may leave out.
    before: Before,
    /// Claims heard before the acts that they are of.
    pending: Vec<claims::Heard>,
    /// What was dropped last, as too little to stand alone.
    echo: Option<Draft>,
}

impl<'a> Story<'_, 'a> {
    fn tell(&mut self, n: usize, s: &Sentence) {
        let mut found = candidates(self.r, n, s, &self.setting, &self.before);
        let follows = self.drafts.iter().any(|d| d.disorder && n - d.sentence <= 2);
        found.retain(|c| !c.line || follows);
        let retold = self.retells_toll(s, &found);
        if found.is_empty() || retold {
            self.add_loose(s, retold);
        }
        if found.is_empty() {
            self.list_places(n, s);
        }
        let own = |c: &Candidate| c.source.as_ref().is_some_and(|x| x.claim) && c.spot.is_some();
        let claimed = found.iter().any(own);
        let silent = found.is_empty();
        let again = self.last.and_then(|i| self.drafts.get(i)).filter(|_| found.is_empty());
        let again = again.and_then(|last| likewise(self.r, n, s, &self.before, last));
        for candidate in found.into_iter().filter(|_| !retold) {
            self.add(candidate, s);
        }
        again.into_iter().for_each(|new| self.keep(new));
        if !claimed {
            let heard = claims::heard(self.r, n, s, &self.before);
            self.pending.extend(heard.into_iter().filter(|c| !c.apply(self.r, &mut self.drafts, self.last)));
        }
        if let Some(last) = self.last.and_then(|i| self.drafts.get_mut(i)).filter(|_| silent) {
            deny(self.r, n, s, &self.before, last);
        }
        self.before = follow(self.r, n, s, &self.setting, std::mem::take(&mut self.before));
    }

    /// "The toll rose to 14 on Tuesday after three of the wounded died": a new toll of the act told last.
    fn retells_toll(&self, s: &Sentence, found: &[Candidate<'a>]) -> bool {
        let Some(last) = self.last.and_then(|i| self.drafts.get(i)).filter(|d| d.disorder) else { return false };
        let total = s.mark_in(s.toks.clone(), Mark::Succumbed)
            || s.tolls.iter().any(|(_, tolls)| tolls.iter().any(|t| t.total));
        let here = |c: &Candidate| c.spot.as_ref().is_none_or(|p| Some(&p.name) == last.event.place.as_ref());
        let deaths = |c: &Candidate| matches!(c.group.as_str(), "kill" | "die");
        total && found.iter().all(|c| (deaths(c) || c.anaphor) && here(c))
    }

    /// A list of towns becomes one event for each.
    fn add(&mut self, candidate: Candidate<'a>, s: &Sentence) {
        let turns = if candidate.group == COUP { lands_in_turn(s, &candidate.act) } else { Vec::new() };
        for (land, date) in &turns {
            let (land, date) = (Some(*land), Some(date.clone()));
            let none = (Vec::new(), Vec::new());
            let one = Candidate { land, date, spot: None, initiators: none.0, targets: none.1, ..candidate.clone() };
            self.place(one, s);
        }
        if !turns.is_empty() {
            return;
        }
        if let Some(second) = second_date(self.r, &candidate, s) {
            self.add_place(Candidate { date: Some(second), ..candidate.clone() }, s);
        }
        let more = gapped(self.r, &candidate, s, &self.setting);
        self.add_place(candidate.clone(), s);
        for (spot, date) in more {
            let one = Candidate { spot: Some(spot), date: Some(date), counts: Vec::new(), ..candidate.clone() };
            self.add_place(one, s);
        }
    }

    /// Joins a candidate to the draft it retells, or keeps it as a new one.
    fn place(&mut self, candidate: Candidate<'a>, s: &Sentence) {
        let new = self.with_echo(draft(self.r, &candidate, &s.toks, &self.setting));
        if let Some(i) = self.drafts.iter().rposition(|d| d.disorder && d.is_one_with(&new)) {
            if outcome::only_goods(&self.drafts[i], &new) {
                self.drafts[i].become_part(&new);
            }
            self.drafts[i].join(new);
            self.last = Some(i);
            return;
        }
        if let Some(i) = self.drafts.iter().rposition(|d| outcome::is_same_pact(d, &new)) {
            return self.absorb(i, new);
        }
        if self.drafts.iter().any(|d| outcome::is_told_by_verb(d, &new)) {
            return;
        }
        if let Some(i) = self.drafts.iter().rposition(|d| outcome::only_captives(d, &new)) {
            return self.take_captives(i, new);
        }
        if let Some(i) = self.drafts.iter().rposition(|d| outcome::holds(d, &new)) {
            return self.drafts[i].take_figures_of(&new);
        }
        if self.follows_violence(&new) {
            return;
        }
        if self.is_bare_answer(&new) {
            return;
        }
        let echo = self.is_echo(&new);
        let before = |d: &Draft, new: &Draft| d.disorder && d.sentence < new.sentence;
        let same = |d: &&Draft| {
            d.may_be(&new)
                && (d.list.is_none()
                    || d.list == new.list
                    || d.event.place == new.event.place
                    || new.event.place_precision == PlacePrecision::Country)
        };
        let near = self.last.and_then(|i| self.drafts.get(i)).filter(same).and(self.last);
        let found = near.or_else(|| self.drafts.iter().rposition(|d| same(&d)));
        match found {
            Some(i) if self.retells(i, &new) => {
                self.absorb(i, new);
            }
            _ if echo && self.raid_of(&new).is_some() => {
                // "They attacked the town in which he was taken" does not say who took him.
                let mut more = new.clone();
                more.event.initiators.clear();
                more.guessed.0 = true;
                let raid = self.raid_of(&new).and_then(|i| self.drafts.get_mut(i));
                raid.into_iter().for_each(|d| d.refine(&more));
                self.leave_figures(&new);
            }
            _ if echo || new.joins => {
                self.leave_figures(&new);
                self.echo = Some(new);
            }
            _ if self.last.and_then(|i| self.drafts.get(i)).is_some_and(|d| outcome::is_outcome(d, &new)) => {
                let last = self.last.and_then(|i| self.drafts.get_mut(i));
                last.into_iter().for_each(|d| d.take_figures_of(&new));
            }
            _ if new.is_adrift() && !self.hits_another(&new) && self.drafts.iter().any(|d| before(d, &new)) => {
                self.leave_figures(&new);
            }
            _ => self.keep(new),
        }
    }

    /// The raid told right before was an abduction, which may have been told already.
    fn take_captives(&mut self, i: usize, mut new: Draft) {
        new.absorb(self.drafts.remove(i));
        let told = self.drafts.iter().position(|d| d.event.sub_type == new.event.sub_type && d.may_be(&new));
        match told.filter(|at| self.retells(*at, &new)) {
            Some(at) => self.absorb(at, new),
            None => {
                self.drafts.insert(i, new);
                self.last = Some(i);
            }
        }
    }

    /// "The riposte made the assailants fall back": those who were attacked right before strike back, and nobody is counted.
    fn is_bare_answer(&self, new: &Draft) -> bool {
        let last = self.last.and_then(|i| self.drafts.get(i)).filter(|d| d.is_violent() && !d.counter);
        let hit = |d: &Draft| {
            new.event.initiators.iter().any(|a| a.class == crate::model::Class::StateForces)
                && d.event.targets.iter().any(|t| t.class == crate::model::Class::StateForces)
        };
        new.counter && new.event.figures.is_empty() && last.is_some_and(|d| new.sentence - d.sentence <= 3 && hit(d))
    }

    /// Whether words such as "the attack" only point at an act told elsewhere: not where they are the first to
    /// tell of it, with place and day or toll, or with a day of its own.
    fn is_echo(&self, new: &Draft) -> bool {
        let told = new.by_verb || !new.guessed.0 && !new.event.initiators.is_empty() || !new.event.figures.is_empty();
        let dated = new.event.date_from.is_some() && !new.anaphor && told;
        let new_politics = !new.disorder && new.by_verb;
        let named = new_politics || dated || new.event.place_precision < PlacePrecision::Admin1;
        let other_day =
            |d: &Draft| d.days().is_some_and(|a| new.by_verb && new.days().is_some_and(|b| !a.overlaps(&b)));
        let first = named && !self.drafts.iter().any(|d| d.types_agree(new) && !other_day(d));
        let first = first && self.raid_of(new).is_none();
        let whole = first && (new.event.date_from.is_some() || !new.event.figures.is_empty());
        // "On the eve of this visit": of politics, what was told before.
        let again = !new.disorder && self.drafts.iter().any(|d| d.event.sub_type == new.event.sub_type);
        new.weight() <= 1 && !first && !new.indefinite || new.anaphor && (!whole || again)
    }

    /// "The attack on Sunday was the second on the town": of a raid told before as an abduction.
    fn raid_of(&self, new: &Draft) -> Option<usize> {
        let raid = |d: &Draft| {
            let day = d.days().is_none_or(|a| new.days().is_none_or(|b| a.overlaps(&b)));
            day && d.is_violent() && d.event.event_type == new.event.event_type && !d.types_agree(new)
        };
        self.drafts.iter().rposition(raid).filter(|_| new.anaphor)
    }

    /// Reinforcements or a retreat told right after a fight by those who fought.
    fn follows_violence(&self, new: &Draft) -> bool {
        let forces = |a: &crate::model::Actor| {
            matches!(a.class, crate::model::Class::StateForces | crate::model::Class::InternationalOrganisation)
                || a.class.is_government()
        };
        // "Sent to the area", "sent to Ansongo" where they fought: a place that is no other.
        let here = |d: &Draft| !new.told_place() || new.event.place == d.event.place;
        let after = |d: &Draft| new.sentence > d.sentence && new.sentence - d.sentence <= FOLLOWS;
        let near = |d: &&Draft| d.is_violent() && after(d) && here(d);
        new.follows && new.event.initiators.iter().all(forces) && self.drafts.iter().any(|d| near(&d))
    }

    /// A mission, an agency or a medium is hit, or forces from abroad did it, that are no side of what was told
    /// before: no retelling of it.
    fn hits_another(&self, new: &Draft) -> bool {
        use crate::model::Class::{CivilSociety, ExternalForces, InternationalOrganisation, Media};
        let apart = |c| matches!(c, CivilSociety | ExternalForces | InternationalOrganisation | Media);
        let told = |name: &str| {
            let sides = |d: &Draft| d.event.initiators.iter().chain(&d.event.targets).any(|a| a.name == name);
            self.drafts.iter().any(sides)
        };
        let retold = new.deaths || new.neutralises || new.may_be_part || new.counter;
        let hit = !new.guessed.1 && new.event.targets.iter().all(|a| apart(a.class) && !told(&a.name));
        let named = |a: &crate::model::Actor| a.class == crate::model::Class::ExternalForces && !told(&a.name);
        let done = !new.guessed.0 && !new.event.initiators.is_empty() && new.event.initiators.iter().all(named);
        !retold && (hit || done)
    }

    /// "Air raids killed four": what was too little to stand alone is told in full by the next word.
    fn with_echo(&mut self, new: Draft) -> Draft {
        let Some(mut echo) = self.echo.take().filter(|d| d.disorder && !d.anaphor && d.is_one_with(&new)) else {
            return new;
        };
        echo.join(new);
        echo
    }

    /// A new event, with what was told before it as acts of their own and is a part of it.
    fn keep(&mut self, mut new: Draft) {
        let parts: Vec<Draft> = self.drafts.extract_if(.., |d| outcome::holds(&new, d)).collect();
        parts.iter().for_each(|part| new.take_figures_of(part));
        self.drafts.push(new);
        self.last = Some(self.drafts.len() - 1);
    }

    /// The act told last: blame told after it changes nothing ("the president blamed rebels; 12 died").
    fn last_act(&self) -> Option<usize> {
        let told = self.last.and_then(|i| self.drafts.get(..=i)).unwrap_or_default();
        told.iter().rposition(|d| d.disorder || !d.unless_coded)
    }

    /// What a dropped retelling counts belongs to the act told right before it.
    fn leave_figures(&mut self, new: &Draft) {
        let last = self.last_act().and_then(|i| self.drafts.get_mut(i));
        let close = last.filter(|d| d.disorder && new.disorder && new.sentence - d.sentence <= 4);
        close.into_iter().for_each(|d| d.take_figures_of(new));
    }

    /// What is told of "the attacks" after a list holds for all its places.
    fn absorb(&mut self, i: usize, new: Draft) {
        let list = self.drafts[i].list;
        if new.event.place_precision == PlacePrecision::Country && list.is_some() {
            for other in self.drafts.iter_mut().filter(|d| d.list == list) {
                other.refine(&new);
                other.take_source(&new);
            }
        }
        self.drafts[i].absorb(new);
        self.last = Some(i);
    }

    /// Two tellings are one act if something ties them: the same place or day, or the flow of the text.
    fn retells(&self, i: usize, new: &Draft) -> bool {
        let old = &self.drafts[i];
        let same_place = old.event.place == new.event.place && old.event.place_precision != PlacePrecision::Country;
        let same_day = old.days().is_some_and(|a| new.days().is_some_and(|b| a.overlaps(&b)));
        let lacks = |d: &Draft| d.event.place_precision == PlacePrecision::Country || d.event.date_from.is_none();
        let close = new.sentence.saturating_sub(old.sentence) <= 4;
        let within = new.lies_in(old) && (same_day || old.event.date_from.is_none() || new.event.date_from.is_none());
        // "An attack in Borno on Friday. ... The men rode into Magumeri on Friday": the lead names only the region.
        let lead = old.sentence <= 1
            && old.event.place_precision == PlacePrecision::Admin1
            && new.event.place_precision == PlacePrecision::Settlement
            && old.event.sub_type == new.event.sub_type
            && same_day
            && close
            && !old.dead_differ(new);
        within
            || lead
            || same_place && (same_day || lacks(new) || lacks(old))
            || same_day && (lacks(new) || lacks(old))
            || close && lacks(new)
            || old.sentence <= 1 && lacks(old)
    }

    fn finish(mut self) -> Record {
        self.pending.iter().for_each(|c| c.apply_ahead(self.r, &mut self.drafts));
        self.drop_blame();
        self.drafts.iter_mut().for_each(Draft::settle_date);
        super::borrow::borrow(self.r, &mut self.drafts);
        self.drafts.retain(|d| !d.is_bare());
        let mut record = Record::default();
        let mut campaigns: Vec<usize> = Vec::new();
        let issuer = self.issuer.as_ref().map(|p| (source_name(self.r, p, self.setting.country), self.r.span(&p.toks)));
        let settle = |draft: &mut Draft| {
            draft.settle_sides(self.r);
            draft.settle_figures(self.r);
            draft.turn_dead();
            draft.list_hit(self.r);
            draft.become_fight();
            issuer.iter().for_each(|(name, span)| draft.issued_by(name, *span));
            draft.settle_source(self.r);
        };
        for (n, mut draft) in self.drafts.into_iter().enumerate() {
            settle(&mut draft);
            let mut event = draft.event;
            event.id = format!("e{}", n + 1);
            event.campaign = draft.list.map(|list| {
                let at = campaigns.iter().position(|c| *c == list).unwrap_or_else(|| {
                    campaigns.push(list);
                    campaigns.len() - 1
                });
                format!("c{}", at + 1)
            });
            event.evidence = Some(draft.evidence);
            record.events.push(event);
        }
        record.campaigns =
            (1..=campaigns.len()).map(|n| Campaign { id: format!("c{n}"), ..Campaign::default() }).collect();
        for (campaign, list) in record.campaigns.iter_mut().zip(campaigns) {
            let total = self.totals.get(&list).cloned().filter(|t| !t.event.figures.is_empty());
            total.into_iter().for_each(|mut t| {
                settle(&mut t);
                t.evidence.fields.retain(|k, _| k.starts_with("figures/"));
                campaign.figures = t.event.figures;
                campaign.evidence = Some(t.evidence);
            });
        }
        record
    }
}
