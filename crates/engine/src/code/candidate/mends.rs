//! What the sentence says of the sides beyond who stands before and after the act.

use super::super::modality::ACCUSE;
use super::{BLOWS, Context, distance};
use crate::code::clause::{self, Group, Party, Sides};
use crate::code::party::class_of;
use crate::code::scan::{Mention, What, Who};
use crate::data::{Act, Form, Mark};
use crate::model::Class;
use std::ops::Range;

/// So many words may stand between "accuses" and what somebody is accused of.
const BLAME_REACH: usize = 10;

/// Topics of what may be received.
const ARMS: [&str; 4] = ["weapons", "haul", "aid", "aircraft"];

/// The group of verbs for guests, and for gifts.
const RECEIVE: &str = "receive";

impl Context<'_, '_> {
    /// "Backed by the army", "alongside mercenaries".
    pub(super) fn is_beside(&self, party: &Party) -> bool {
        (1..=3).filter_map(|b| party.toks.start.checked_sub(b)).any(|i| self.s.has_mark(i, Mark::Beside))
    }

    /// "The army, alongside mercenaries, retook the town": who stands beside the doer does it too, and is not hit.
    pub(super) fn join_allies(&self, sides: &mut Sides, act: &Range<usize>) {
        let led = |p: &Party| self.is_beside(p);
        sides.targets.retain(|p| !led(p));
        let armed = |p: &&Party| class_of(self.r, p.who, "armed forces").is_armed();
        let near = |p: &&Party| distance(&p.toks, act) <= 10 && led(p);
        let allies = self.groups.iter().flat_map(|g| &g.members).filter(armed).filter(near);
        let new: Vec<Party> = allies.filter(|p| !sides.initiators.iter().any(|i| i.who == p.who)).cloned().collect();
        if !sides.initiators.is_empty() {
            sides.initiators.extend(new);
        }
    }

    /// "received two aircraft from Russia": who gives is no guest.
    pub(super) fn drop_givers(&self, sides: &mut Sides, act: &Range<usize>, group: &str) {
        if group != RECEIVE || clause::is_passive(self.r, self.s, act.start) {
            return;
        }
        // "Received a delegation from Togo", "hosted the head of the army": a guest, where nothing is counted or named.
        let goods = self.s.goods.iter().any(|(g, _)| g.start >= act.end);
        let counted = |m: &Mention| m.toks.start >= act.end && matches!(m.what, What::Number(_));
        let arms = self.s.topics.iter().any(|(t, name)| t.start >= act.end && ARMS.contains(&name.as_str()));
        let gift = goods || arms || self.s.mentions.iter().any(counted);
        let gives = |p: &Party| {
            let own = self.groups.iter().find(|g| g.members.contains(p));
            gift && own.is_some_and(|g| g.governed_by(Mark::FromPrep) || g.governed_by(Mark::OfPrep))
        };
        sides.targets.retain(|p| !gives(p) && !self.is_thing(p));
        // What is received then is a gift.
        if sides.targets.is_empty() {
            sides.initiators.clear();
        }
    }

    /// "..., the mission said" at the end of a sentence: who speaks there takes no part, whatever a tree says.
    pub(super) fn drop_speakers(&self, sides: &mut Sides, act: &Range<usize>) {
        let speaks = |p: &Party| {
            let after = self.groups.iter().filter(|g| g.toks.start >= act.end);
            after.into_iter().any(|g| g.members.contains(p) && clause::is_speaker(self.r, self.s, g))
        };
        // "The envoy condemned Sunday's attack on Kobi": who condemns an act told with its place did not do it.
        let placed = self.place_behind(act);
        let reacts = |p: &Party| (p.toks.end..act.start.min(p.toks.end + 3)).any(|i| self.s.has_mark(i, Mark::Reacts));
        // "Police are investigating the murder of a trader": who looks into an act did not do it.
        let probes = |p: &Party| {
            let between = p.toks.end..act.start;
            between.len() <= 8 && self.s.mark_in(between.clone(), Mark::Probes)
        };
        sides.initiators.retain(|p| !(speaks(p) || probes(p) || placed && reacts(p)));
        sides.targets.retain(|p| !speaks(p));
    }

    /// "They rode into Palma at dawn": the armed men told of last, whom the sentence does not name.
    pub(super) fn name_them(&self, sides: &mut Sides, act: &Range<usize>, form: Form) {
        let Some(toks) = self.pronoun(act, form).filter(|_| sides.initiators.is_empty()) else { return };
        let they = self.s.has_mark(toks.start, Mark::They);
        let class = |p: &Party| class_of(self.r, p.who, "armed forces");
        let armed = |p: &&Party| class(p).is_armed() && !self.is_thing(p);
        let forces = sides.targets.iter().any(|t| class(t) == Class::StateForces);
        let same = |p: &Party| sides.targets.iter().any(|t| t.who == p.who) || forces && class(p) == Class::StateForces;
        let free = |p: &&Party| !same(p) && !matches!(p.who, Who::State(_));
        let subject = |g: &&Group| g.toks.end <= toks.start && g.gov.is_empty() && !g.object;
        let whole = |p: &&Party| they || matches!(p.who, Who::Named(_) | Who::Institution(..));
        let here = self.groups.iter().filter(subject).flat_map(|g| &g.members).filter(whole);
        let before = self.before.recent.iter().map(|(_, p)| p).filter(|_| they);
        let last = here.chain(before).filter(armed).find(free);
        let doer = last.map(|p| Party { who: p.who, toks });
        sides.initiators.extend(doer);
    }

    /// "Thousands marched in Tana. Police fired live rounds": those fired at are the crowd told of before.
    pub(super) fn face_crowd(&self, sides: &mut Sides, group: &str) {
        let force = |p: &Party| class_of(self.r, p.who, "government") == Class::StateForces;
        let crowd = |p: &Party| class_of(self.r, p.who, "government") == Class::Protesters;
        let fires = matches!(group, "assault" | "kill" | "shoot")
            && sides.targets.is_empty()
            && sides.initiators.iter().any(force);
        let told = self.before.recent.iter().filter(|(at, p)| self.n - at <= 1 && crowd(p)).map(|(_, p)| p.clone());
        sides.targets.extend(told.take(1).filter(|_| fires));
    }

    /// "According to residents, militiamen executed two officials": whose word it is takes no part.
    pub(super) fn drop_voices(&self, sides: &mut Sides) {
        sides.initiators.retain(|p| !clause::is_cited(self.r, self.s, &p.toks));
    }

    /// "accused the army of massacres", "condemned the strike that": those accused did it, and who condemns did not.
    pub(super) fn lay_blame(&self, sides: &mut Sides, act: &Range<usize>, form: Form) {
        let blames = |(a, x): &&(Range<usize>, Vec<Act>)| {
            a.end <= act.start && act.start - a.end <= BLAME_REACH && x.iter().any(|y| y.group == ACCUSE)
        };
        let Some((verb, _)) = self.s.acts.iter().rfind(blames) else { return };
        if clause::is_passive(self.r, self.s, verb.start) {
            return self.stand_accused(sides, verb);
        }
        if form != Form::Noun && self.accused_of(sides, verb, act) {
            return;
        }
        if form != Form::Noun && !self.s.mark_in(verb.end..act.start, Mark::Relative) {
            return;
        }
        sides.initiators.retain(|p| p.toks.start >= verb.end);
        let between = |g: &&Group| g.toks.start >= verb.end && g.toks.end <= act.start;
        let accused = self.groups.iter().rfind(between).map(|g| g.members.clone()).unwrap_or_default();
        let leads = |i: usize| self.s.has_mark(i, Mark::OfPrep) || self.s.has_mark(i, Mark::OtherPrep);
        let of = (1..=2).filter_map(|b| act.start.checked_sub(b)).any(leads);
        if of && form == Form::Noun && !accused.is_empty() {
            sides.targets.retain(|p| p.toks.start >= verb.end && !accused.contains(p));
            sides.initiators = accused;
        }
    }

    /// "Fighters of the group are accused of killing four traders": whoever stands accused did it.
    fn stand_accused(&self, sides: &mut Sides, verb: &Range<usize>) {
        let before = |g: &&Group| g.toks.end <= verb.start && g.gov.is_empty() && !g.object;
        if let Some(accused) = self.groups.iter().rfind(before).filter(|_| sides.initiators.is_empty()) {
            sides.targets.retain(|p| p.toks.start >= verb.end);
            sides.initiators.clone_from(&accused.members);
        }
    }

    /// "Accused the neighbour of arming rebels": those named in what somebody is accused of are not accused.
    pub(super) fn accuse_only(&self, sides: &mut Sides, verb: &Range<usize>, group: &str) {
        let charge = |i: &usize| {
            self.s.has_mark(*i, Mark::OfPrep)
                && self.s.acts.iter().any(|(a, x)| a.start == i + 1 && x.iter().any(|y| y.form == Form::Gerund))
        };
        if let Some(of) = (verb.end..self.s.toks.end).find(charge).filter(|_| group == ACCUSE) {
            sides.targets.retain(|p| p.toks.start < of);
        }
    }

    /// "Accused the army of dropping bombs and wounding seven": whoever stands between the two verbs did it.
    fn accused_of(&self, sides: &mut Sides, verb: &Range<usize>, act: &Range<usize>) -> bool {
        let Some(accused) = self.groups.iter().find(|g| g.toks.start >= verb.end && g.toks.end < act.start) else {
            return false;
        };
        let near = accused.toks.start - verb.end <= 2 && self.s.has_mark(accused.toks.end, Mark::OfPrep);
        if near {
            sides.targets.retain(|p| p.toks.start >= act.end);
            sides.initiators.clone_from(&accused.members);
        }
        near
    }

    /// "After the capture of Goma in January, the rebels moved on": who goes on took the town.
    pub(super) fn go_on(&self, sides: &mut Sides, act: &Range<usize>, form: Form, group: &str) {
        let opens = act.start.saturating_sub(self.s.body) <= 4 && self.s.has_mark(self.s.body, Mark::Clause);
        if group != "seize" || form != Form::Noun || !opens || !sides.initiators.is_empty() {
            return;
        }
        let comma = (act.end..self.s.toks.end).take(12).find(|i| self.r.word(*i) == ",");
        let armed = |g: &&Group| g.members.iter().all(|p| class_of(self.r, p.who, "armed forces").is_armed());
        let next = comma.and_then(|i| self.groups.iter().find(|g| g.toks.start > i && g.toks.start - i <= 3));
        sides
            .initiators
            .extend(next.filter(armed).filter(|g| g.gov.is_empty()).map(|g| g.members.clone()).unwrap_or_default());
    }

    /// "Three rebels were killed in an army raid": whose raid it was killed them.
    pub(super) fn killed_in(&self, sides: &mut Sides, act: &Range<usize>, group: &str) {
        let passive = group == "kill" && clause::is_passive(self.r, self.s, act.start);
        if !passive || !sides.initiators.is_empty() || sides.targets.is_empty() {
            return;
        }
        let near =
            |g: &&Group| g.toks.start >= act.end && g.toks.start - act.end <= 3 && g.governed_by(Mark::LocativePrep);
        let raid = |g: &&Group| {
            let noun = |x: &[Act]| x.iter().any(|y| y.form == Form::Noun);
            self.s.acts.iter().any(|(a, x)| a.start == g.toks.end && noun(x))
        };
        let armed = |p: &Party| class_of(self.r, p.who, "armed forces").is_armed();
        let hit = |p: &Party| sides.targets.iter().any(|t| t.who == p.who);
        let doer = self.groups.iter().filter(near).find(raid).filter(|g| g.members.iter().all(|p| armed(p) && !hit(p)));
        if let Some(doer) = doer {
            sides.initiators.clone_from(&doer.members);
        }
    }

    /// "The army lost 12 men in the ambush": who lost people in it was hit.
    pub(super) fn hit_losers(&self, sides: &mut Sides, act: &Range<usize>, form: Form, group: &str) {
        let blow = BLOWS.contains(&group);
        let loss = |t: &crate::data::Toll| t.people && t.measure == crate::model::Measure::Killed;
        let lost = self.s.tolls.iter().rfind(|(t, tolls)| t.end <= act.start && tolls.iter().any(loss));
        let Some((verb, _)) = lost.filter(|_| blow && form == Form::Noun && sides.targets.is_empty()) else { return };
        let near = |g: &&Group| g.toks.end <= verb.start && verb.start - g.toks.end <= 2 && g.gov.is_empty();
        let armed = |p: &Party| class_of(self.r, p.who, "armed forces").is_armed();
        let loser = self.groups.iter().rfind(near).filter(|g| g.members.iter().all(armed));
        if let Some(loser) = loser {
            sides.initiators.retain(|p| !loser.members.contains(p));
            sides.targets.clone_from(&loser.members);
        }
    }

    /// "recaptured the palace from the rebels": whom a thing is taken from is hit, not the thing.
    /// "Came under attack from the rebels" takes nothing.
    pub(super) fn take_from(&self, sides: &mut Sides, act: &Range<usize>, form: Form) {
        if form == Form::Undergone {
            return;
        }
        let armed = |g: &&Group| {
            g.members.iter().all(|p| class_of(self.r, p.who, "armed forces").is_armed() && !self.is_thing(p))
        };
        let from =
            |g: &&Group| g.governed_by(Mark::FromPrep) && g.toks.start >= act.end && g.toks.start - act.end <= 12;
        let between = |g: &&Group| self.s.acts.iter().any(|(a, _)| a.start >= act.end && a.end <= g.toks.start);
        if let Some(loser) = self.groups.iter().filter(from).find(armed).filter(|g| !between(g))
            && sides.targets.iter().all(|p| self.is_thing(p) || matches!(p.who, Who::State(_)))
        {
            sides.targets.clone_from(&loser.members);
        }
    }

    /// "Israeli air strikes", "une frappe française": whose arms they are, of acts told by a noun. Of other acts the adjective of the report's
    /// own country only says where ("the Malian attack").
    pub(super) fn by_nation(&self, toks: &Range<usize>, group: &str) -> Option<Party> {
        let beside = |m: &&Mention| m.toks.end == toks.start || m.toks.start == toks.end;
        let found = self.s.mentions.iter().filter(beside).find_map(|m| match m.what {
            What::Demonym(country) => Some(Party { who: Who::State(country), toks: m.toks.clone() }),
            _ => None,
        });
        let arms = matches!(group, "strike" | "pound" | "shell");
        found.filter(|p| arms || self.r.home.is_some() && p.who != Who::State(self.r.home.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use crate::code::testing::{names, told};

    /// Who does the first act of a text.
    fn check(text: &str, sub_type: &str, doer: &str) {
        let events = told("fr", "2025-07-07", text);
        let event = events.first().expect(text);
        assert_eq!((event.sub_type.as_str(), names(&event.initiators).as_str()), (sub_type, doer), "{text}");
    }

    #[test]
    fn who_condemns_an_act_did_not_do_it() {
        let strike = "Le FLA condamne la frappe de drone qui a tué quatre civils vendredi à Tinzaouaten.";
        check(strike, "Air/drone strike", "Malian Armed Forces");
    }

    #[test]
    fn the_heading_of_a_headline_is_a_place() {
        check("Le Caire : frappe sur un marché, 12 morts vendredi.", "Air/drone strike", "Egyptian Armed Forces");
        check("Bamako : assaut contre une caserne vendredi.", "Armed clash", "Unidentified armed group");
    }

    #[test]
    fn an_air_force_strikes_from_the_air() {
        check("L'aviation nigériane a frappé vendredi un camp à Banki.", "Air/drone strike", "Nigerian Air Force");
    }
}
