//! An act told of several places: each is an event of its own, with its share of the toll.

use super::Story;
use crate::code::candidate::Candidate;
use crate::code::event::{Draft, draft};
use crate::code::figure::Count;
use crate::code::listed::{listed, shares};
use crate::code::scan::Sentence;
use crate::data::Mark;
use crate::model::PlacePrecision;

impl<'a> Story<'_, 'a> {
    pub(super) fn add_place(&mut self, candidate: Candidate<'a>, s: &Sentence) {
        if !candidate.frame.is_political() && self.add_shares(&candidate, s) {
            return;
        }
        let spots = candidate.spot.as_ref().map(|spot| listed(self.r, s, spot, &self.setting)).unwrap_or_default();
        let between = spots.first().is_some_and(|spot| {
            let gov = crate::code::clause::governor(self.r, s, spot.toks.start);
            gov.contains(&Mark::NearPrep) && gov.contains(&Mark::WithPrep)
        });
        if spots.len() < 2 || between || candidate.frame.no_scene || candidate.frame.is_political() {
            return self.place(candidate, s);
        }
        let known = self.list_told(candidate.sentence, &spots);
        let list = known.unwrap_or(self.lists + 1);
        self.lists = self.lists.max(list);
        let whole = self.whole_of(&candidate, s);
        let mut total = draft(self.r, &candidate, &s.toks, &self.setting);
        whole.iter().for_each(|w| total.take_figures_of(w));
        let deaths = total.deaths;
        match self.totals.get_mut(&list) {
            Some(told) => told.take_figures_of(&total),
            None => drop(self.totals.insert(list, total)),
        }
        for spot in spots.into_iter().filter(|_| known.is_none() || !deaths) {
            let one = Candidate { spot: Some(spot), list: Some(list), counts: Vec::new(), ..candidate.clone() };
            self.part(one, s, whole.as_ref());
        }
    }

    /// "Gunmen attacked A and B, killing 19 in all": the list of the same places in the same sentence.
    fn list_told(&self, sentence: usize, spots: &[crate::code::place::Spot]) -> Option<usize> {
        let last = self.drafts.last().filter(|d| d.sentence == sentence)?.list?;
        let of_list = || self.drafts.iter().filter(|d| d.list == Some(last));
        let same = |p: &crate::code::place::Spot| of_list().any(|d| d.event.place.as_ref() == Some(&p.name));
        (of_list().count() == spots.len() && spots.iter().all(same)).then_some(last)
    }

    /// "179 in Soro and 44 in Nondin": each place has its own share of the toll.
    fn add_shares(&mut self, candidate: &Candidate<'a>, s: &Sentence) -> bool {
        let shares = shares(self.r, s, &self.setting);
        let Some(first) =
            candidate.counts.first().map(|(c, source)| (c.clone(), source.clone())).filter(|_| shares.len() >= 2)
        else {
            return false;
        };
        self.lists += 1;
        for (quantity, toks, spot) in shares {
            let count = Count { quantity, toks: toks.clone(), word: toks, ..first.0.clone() };
            let one = Candidate {
                spot: Some(spot),
                list: Some(self.lists),
                counts: vec![(count, first.1.clone())],
                ..candidate.clone()
            };
            self.part(one, s, None);
        }
        true
    }

    /// The act told before without a place, of which this list gives the places. It gives way to them.
    fn whole_of(&mut self, candidate: &Candidate<'a>, s: &Sentence) -> Option<Draft> {
        let new = draft(self.r, candidate, &s.toks, &self.setting);
        let wide = |d: &Draft| {
            d.event.place_precision == PlacePrecision::Country && d.list.is_none() && !d.event.initiators.is_empty()
        };
        let at = self
            .drafts
            .iter()
            .position(|d| wide(d) && d.disorder && d.may_be(&new) && new.sentence - d.sentence <= 6)?;
        self.last = None;
        Some(self.drafts.remove(at))
    }

    /// One place of a list: an event of its own unless it was told already.
    fn part(&mut self, candidate: Candidate<'a>, s: &Sentence, whole: Option<&Draft>) {
        let mut new = draft(self.r, &candidate, &s.toks, &self.setting);
        whole.into_iter().for_each(|w| new.refine(w));
        match self.drafts.iter().position(|d| d.event.place == new.event.place && d.may_be(&new)) {
            Some(i) => {
                self.drafts[i].list = new.list;
                self.drafts[i].absorb(new);
                self.last = Some(i);
            }
            None => {
                self.drafts.push(new);
                self.last = Some(self.drafts.len() - 1);
            }
        }
    }
}
