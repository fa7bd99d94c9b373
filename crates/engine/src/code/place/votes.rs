//! Which country a report is about: how much of its words speaks for each.

use super::{country_index, rank_as_written};
use crate::code::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::{Mark, phrase};
use crate::model::Class;
use std::collections::{BTreeMap, BTreeSet};

/// How much of a document speaks for each country.
#[derive(Default)]
pub(super) struct Votes {
    pub countries: BTreeMap<usize, usize>,
    /// In the order in which the text speaks of them.
    order: Vec<usize>,
    /// Countries named by themselves, by a people, an institution or an actor of theirs.
    named: BTreeSet<usize>,
    /// Different names of places in a country.
    places: BTreeMap<usize, BTreeSet<String>>,
    /// Namesakes in several countries, the best known first, with their name and what it counts.
    open: Vec<(Vec<usize>, String, usize)>,
}

/// "From neighbouring Niger", "venus du Mali voisin": a country named as that beside the one a report is about.
fn is_neighbour(s: &Sentence, mention: &Mention) -> bool {
    let beside = |i: usize| s.has_mark(i, Mark::Neighbour);
    let before = mention.toks.start.checked_sub(1).is_some_and(beside);
    matches!(mention.what, What::Country(_)) && (before || beside(mention.toks.end))
}

impl Votes {
    pub fn add(&mut self, r: &Reader, s: &Sentence, mention: &Mention, weight: usize) {
        if is_neighbour(s, mention) {
            return;
        }
        if let What::Place(places, None) = &mention.what {
            return self.add_place(r, mention, places, weight);
        }
        let Some(c) = country_named(r, mention) else { return };
        // "A Russian drone", "French nationals": an adjective says whose, not where.
        let weight = match mention.what {
            What::Actor(Who::Named(_)) | What::Demonym(_) => 1,
            What::Actor(Who::Agent(i, _)) if r.lex.agents[i].class == Class::Civilians => 1,
            _ => weight,
        };
        self.give(c, weight);
        self.named.insert(c);
    }

    /// A place within a country says more of where a report is set than a people or a foreign power does.
    fn add_place(&mut self, r: &Reader, mention: &Mention, places: &[usize], weight: usize) {
        let place = |p: &usize| &r.data.places.places[*p];
        let mut best = places.to_vec();
        best.sort_by_key(|p| std::cmp::Reverse(rank_as_written(r, *p, mention)));
        let known = best.iter().map(|p| place(p).rank).max().filter(|rank| *rank >= 2);
        let Some(rank) = known else { return };
        let mut nations: Vec<usize> = Vec::new();
        for c in best.iter().filter_map(|p| country_index(r, &place(p).country)) {
            if !nations.contains(&c) {
                nations.push(c);
            }
        }
        let name = phrase(r.span(&mention.toks).of(r.text));
        let weight = if rank < 5 { 2 * weight } else { weight };
        match nations[..] {
            [one] => self.count(one, name, weight),
            _ => self.open.push((nations, name, weight)),
        }
    }

    fn give(&mut self, country: usize, weight: usize) {
        *self.countries.entry(country).or_default() += weight;
        if !self.order.contains(&country) {
            self.order.push(country);
        }
    }

    fn count(&mut self, country: usize, name: String, weight: usize) {
        self.give(country, weight);
        self.places.entry(country).or_default().insert(name);
    }

    /// Namesakes speak for the country that the rest of the text speaks for, else for the best known.
    pub fn settle(&mut self) {
        let before = self.countries.clone();
        for (nations, name, weight) in std::mem::take(&mut self.open) {
            let said = |c: &usize| before.get(c).copied().unwrap_or(0);
            let most = nations.iter().copied().rev().max_by_key(said).filter(|c| said(c) > 0);
            if let Some(c) = most.or(nations.first().copied()) {
                self.count(c, name, weight);
            }
        }
    }

    pub fn supported(&self) -> BTreeSet<usize> {
        let several = self.places.iter().filter(|(_, names)| names.len() > 1).map(|(c, _)| *c);
        self.named.iter().copied().chain(several).collect()
    }

    pub fn is_about(&self, country: usize) -> bool {
        let all: usize = self.countries.values().sum();
        self.named.contains(&country) && 2 * self.countries.get(&country).copied().unwrap_or(0) > all
    }

    /// The country that most speaks for; of two the one of more places, then the one told first.
    pub fn most(&self) -> Option<usize> {
        let at = |c: usize| self.order.iter().position(|o| *o == c);
        let places = |c: usize| self.places.get(&c).map_or(0, BTreeSet::len);
        let weight = |c: usize, n: usize| (n, places(c), std::cmp::Reverse(at(c)));
        self.countries.iter().max_by_key(|(c, n)| weight(**c, **n)).map(|(c, _)| *c)
    }
}

fn country_named(r: &Reader, mention: &Mention) -> Option<usize> {
    match &mention.what {
        What::Country(c) | What::Demonym(c) | What::Place(_, Some(c)) => Some(*c),
        What::Actor(Who::Institution(_, c) | Who::Agent(_, c)) => *c,
        // "A spokesman told Reuters": where an agency sits is no land of the report.
        What::Actor(Who::Named(i)) if r.data.actors.named[*i].class == Class::Media => None,
        What::Actor(Who::Named(i)) => country_index(r, r.data.actors.named[*i].home.as_deref()?),
        _ => None,
    }
}
