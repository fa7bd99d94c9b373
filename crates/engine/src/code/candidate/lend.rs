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
        let doers = self.lent_doers(act, form, own, known);
        let known = doers.iter().map(|(pair, sides)| (sides.clone(), Known { pair: *pair, ..known.clone() }));
        let placed = |(pair, sides): (bool, Sides)| here.clone().map(|k| (sides, Known { pair, ..k }));
        let elsewhere = std::iter::once((false, own.clone())).chain(doers.iter().cloned()).filter_map(placed);
        known.chain(elsewhere).collect()
    }

    /// The place told last, for a dated act with sides whose sentence names none.
    fn lent_place(&self, form: Form, own: &Sides, known: &Known) -> Option<Known> {
        let told = known.date && form != Form::Noun && !(own.initiators.is_empty() && own.targets.is_empty());
        let (at, spot) = self.before.spot.as_ref().filter(|_| told && !known.place)?;
        let near = self.n - at <= 2 && matches!(spot.precision, PlacePrecision::Settlement | PlacePrecision::Area);
        near.then(|| Known { spot: Some(spot.clone()), place: true, ..known.clone() })
    }

    /// Those who may be meant by the pronoun that does the act, and the two of whom nobody or "their ministers" is told.
    fn lent_doers(&self, act: &Range<usize>, form: Form, own: &Sides, known: &Known) -> Vec<(bool, Sides)> {
        let theirs = own.initiators.iter().find(|p| self.is_office_of_two(p)).map(|p| p.toks.clone());
        let nobody = known.date && own.initiators.is_empty() && own.targets.is_empty();
        let pronoun = self.pronoun(act, form).filter(|_| own.initiators.is_empty());
        let Some(toks) = pronoun.clone().or(theirs).or(nobody.then(|| act.clone())) else { return Vec::new() };
        let words = |p: &Party| Party { who: p.who, toks: toks.clone() };
        let sides = |initiators: Vec<Party>| Sides { initiators, targets: own.targets.clone() };
        if pronoun.is_some() && self.s.mark_in(toks.clone(), Mark::Ourselves) {
            return self.before.voice.iter().map(|p| (false, sides(vec![words(p)]))).collect();
        }
        let free = |p: &&Party| !own.targets.iter().any(|t| t.who == p.who) && !self.is_thing(p);
        let recent = || self.before.recent.iter().map(|(_, p)| p).filter(free).take(TRIED);
        let one = recent().map(|p| vec![words(p)]).filter(|_| pronoun.is_some());
        let states = two(recent().map(words), |p| matches!(p.who, Who::State(_)));
        let armed = two(recent().map(words), |p| class_of(self.r, p.who, "armed forces").is_armed());
        let pairs = states.into_iter().chain(armed).map(|both| (true, sides(both)));
        one.map(|p| (false, sides(p))).chain(pairs).collect()
    }

    /// "Their foreign ministers": an office of two states told before.
    fn is_office_of_two(&self, party: &Party) -> bool {
        let office = matches!(party.who, Who::Agent(i, None) if self.r.lex.agents[i].institution.is_some());
        let led = (1..=2).filter_map(|b| party.toks.start.checked_sub(b)).any(|i| self.s.has_mark(i, Mark::Theirs));
        office && led
    }

    /// The pronoun before a verb that nobody named stands between.
    pub(super) fn pronoun(&self, act: &Range<usize>, form: Form) -> Option<Range<usize>> {
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

/// The two of a kind named last.
fn two(recent: impl Iterator<Item = Party>, kind: impl Fn(&Party) -> bool) -> Option<Vec<Party>> {
    let both: Vec<Party> = recent.filter(|p| kind(p)).take(2).collect();
    (both.len() == 2).then_some(both)
}
