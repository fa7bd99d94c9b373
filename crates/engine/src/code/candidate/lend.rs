//! What an act leaves to the sentences before it: who "they" are, and the place that a paragraph is of.

use super::*;
use crate::code::scan::What;

/// So many words before a verb its pronoun may stand.
const NEAR: usize = 8;
/// So many of those named before are tried.
const TRIED: usize = 4;

impl Context<'_, '_> {
    /// The sides and the place that an act may have by what the sentences before it told, the likeliest first. Only
    /// what has a day, a place or a toll in its own sentence is lent any.
    pub(super) fn lent(&self, act: &Range<usize>, form: Form, own: &Sides, known: &Known) -> Vec<(Sides, Known)> {
        if !(known.date || known.place || known.toll) || self.before.recent.is_empty() {
            return Vec::new();
        }
        let here = self.lent_place(form, own, known);
        let doers = self.lent_doers(act, form, own);
        let placed = |sides: Sides| here.iter().map(move |k| (sides.clone(), k.clone())).collect::<Vec<_>>();
        let known = doers.iter().map(|sides| (sides.clone(), known.clone())).collect::<Vec<_>>();
        known.into_iter().chain(placed(own.clone())).chain(doers.iter().cloned().flat_map(placed)).collect()
    }

    /// The place told last, for a dated act with sides whose sentence names none.
    fn lent_place(&self, form: Form, own: &Sides, known: &Known) -> Option<Known> {
        let told = known.date && form != Form::Noun && !(own.initiators.is_empty() && own.targets.is_empty());
        let (at, spot) = self.before.spot.as_ref().filter(|_| told && !known.place)?;
        let near = self.n - at <= 2 && matches!(spot.precision, PlacePrecision::Settlement | PlacePrecision::Area);
        near.then(|| Known { spot: Some(spot.clone()), place: true, ..known.clone() })
    }

    /// Those who may be meant by the pronoun that does the act.
    fn lent_doers(&self, act: &Range<usize>, form: Form, own: &Sides) -> Vec<Sides> {
        let Some(toks) = self.pronoun(act, form).filter(|_| own.initiators.is_empty()) else { return Vec::new() };
        let free = |p: &&Party| !own.targets.iter().any(|t| t.who == p.who) && !self.is_thing(p);
        let words = |p: &Party| Party { who: p.who, toks: toks.clone() };
        let sides = |initiators: Vec<Party>| Sides { initiators, targets: own.targets.clone() };
        if self.s.mark_in(toks.clone(), Mark::Ourselves) {
            return self.before.voice.iter().map(|p| sides(vec![words(p)])).collect();
        }
        let recent = || self.before.recent.iter().map(|(_, p)| p).filter(free).take(TRIED);
        let states: Vec<Party> = recent().filter(|p| matches!(p.who, Who::State(_))).take(2).map(words).collect();
        let both = (states.len() == 2).then(|| sides(states));
        recent().map(|p| sides(vec![words(p)])).chain(both).collect()
    }

    /// The pronoun before a verb that nobody named stands between.
    fn pronoun(&self, act: &Range<usize>, form: Form) -> Option<Range<usize>> {
        if form == Form::Noun || clause::is_passive(self.r, self.s, act.start) {
            return None;
        }
        let first = act.start.saturating_sub(NEAR).max(self.s.body);
        let named = |i: usize| {
            self.s.mentions.iter().any(|m| m.toks.contains(&i) && !matches!(m.what, What::Number(_)) && !m.is_time())
        };
        let stops = |i: usize| matches!(self.r.word(i), ";" | ":") || named(i);
        let stands = |i: &usize| self.s.has_mark(*i, Mark::Pronoun) || self.s.has_mark(*i, Mark::Ourselves);
        (first..act.start).rev().take_while(|i| !stops(*i)).find(stands).map(|i| i..i + 1)
    }
}
