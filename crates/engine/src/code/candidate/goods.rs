//! Words for an act that tell of goods taken, of a way into a town, or of a campaign that others are blamed on.

use super::*;

/// So many words lead from a verb to what it takes, or from those who are blamed to what they did.
const NEAR: usize = 4;

/// So many words from a verb of blame to the acts that are blamed, and on to whom.
const BLAME: usize = 10;

/// The topic of things that are taken and are no ground.
const TAKEN: &str = "taken_goods";

/// What those do who hit an enemy and what is his.
const STRUCK: [&str; 5] = ["neutralise", "strike", "kill", "counter", "operation"];

impl Context<'_, '_> {
    /// "Seized a truck", "1,533 cattle were taken": what is taken is no town.
    pub(super) fn takes_goods(&self, act: &Range<usize>) -> bool {
        let goods =
            |range: Range<usize>| self.s.topics.iter().any(|(t, name)| name == TAKEN && range.contains(&t.start));
        let small = |i: &usize| !matches!(self.r.word(*i), "," | ";" | ":") && !self.s.has_mark(*i, Mark::LocativePrep);
        let behind = (act.end..self.s.toks.end.min(act.end + NEAR)).take_while(small).last();
        // "Took a car and two workers": people were taken too.
        let people = |m: &Mention| {
            m.toks.start >= act.end && m.toks.start - act.end <= NEAR * 2 && {
                matches!(m.what, What::Actor(Who::Agent(i, _)) if !self.r.lex.agents[i].thing)
            }
        };
        let passive = clause::is_passive(self.r, self.s, act.start);
        let before = act.start.saturating_sub(NEAR).max(self.s.body)..act.start;
        match passive {
            true => goods(before),
            false => !self.s.mentions.iter().any(people) && behind.is_some_and(|last| goods(act.end..last + 1)),
        }
    }

    /// "Entered the town through the Baga road": the name behind is that of the way.
    pub(super) fn is_way_in(&self, act: &Range<usize>) -> bool {
        (act.end..act.end + 2).any(|i| self.s.has_mark(i, Mark::WayIn)) || {
            let from = self.s.has_mark(act.end, Mark::FromPrep);
            let whole = act.len() > 1 && self.s.has_mark(act.end - 1, Mark::PlaceNoun);
            from && whole
        }
    }

    /// "Blamed the attacks on the army's offensive": neither the acts told before nor what they are laid on.
    pub(super) fn is_laid_on_drive(&self, act: &Range<usize>) -> bool {
        let drive = |i: usize| self.s.has_mark(i, Mark::Offensive);
        let lead = act.start.saturating_sub(BLAME).max(self.s.toks.start)..act.start;
        let Some(verb) = lead.rev().find(|i| self.s.has_mark(*i, Mark::Blame)) else { return false };
        let open = |i: &usize| !matches!(self.r.word(*i), "." | ";" | ":");
        let behind = act.end..self.s.toks.end.min(act.end + BLAME);
        let told_before = act.start - verb <= NEAR && behind.take_while(open).any(drive);
        !self.is_indefinite(act) && (drive(act.end - 1) || told_before)
    }

    /// "The assault came days after 25 were killed in similar raids": told of neither day nor place.
    pub(super) fn is_what_was_before(&self, act: &Range<usize>) -> bool {
        let verb = self.s.marks.iter().find(|(m, x)| x.contains(&Mark::Follows) && m.end <= act.start);
        let Some((verb, _)) = verb else { return false };
        let told = self.s.mark_in(verb.start.saturating_sub(NEAR).max(self.s.body)..verb.start, Mark::Anaphor);
        let scene = |m: &Mention| m.toks.start >= verb.end && matches!(m.what, What::Date(_) | What::Place(..));
        told && !self.s.mentions.iter().any(scene)
    }

    /// "Investigate a number of attacks", "looking into the killings": several, of no count.
    pub(super) fn is_looked_into(&self, act: &Range<usize>) -> bool {
        let lead = act.start.saturating_sub(NEAR).max(self.s.toks.start)..act.start;
        let counted = |m: &Mention| matches!(m.what, What::Number(q) if !q.approximate) && lead.contains(&m.toks.start);
        let many = self.r.lex.nouns.plural.iter().any(|end| self.r.word(act.end - 1).ends_with(end.as_str()));
        many && self.s.mark_in(lead.clone(), Mark::Probes) && !self.s.mentions.iter().any(counted)
    }

    /// "The attackers clashed with local youths": those whom men of an armed group fought are no rioters.
    pub(super) fn faces_fighters(&self, crowd: &Range<usize>) -> bool {
        let fight = |(a, x): &&(Range<usize>, Vec<crate::data::Act>)| {
            a.end < crowd.start
                && crowd.start - a.end <= NEAR
                && x.iter().any(|y| y.group == "clash" && y.form != Form::Noun)
        };
        let Some((fight, _)) = self.s.acts.iter().rfind(fight) else { return false };
        let with = (fight.end..crowd.start).any(|i| self.s.has_mark(i, Mark::WithPrep));
        let armed = |g: &Group| g.members.iter().any(|p| class_of(self.r, p.who, "armed forces").is_armed_group());
        with && self.groups.iter().rfind(|g| g.toks.end <= fight.start && g.gov.is_empty()).is_some_and(armed)
    }

    /// "Killed 17 bandits and destroyed their camp": what was theirs who were hit right before.
    pub(super) fn is_their_camp(&self, act: &Range<usize>) -> bool {
        let joined = act.start.checked_sub(1).is_some_and(|i| self.s.has_mark(i, Mark::And));
        let theirs = self.s.has_mark(act.end, Mark::Possessive);
        let camp = |m: &Mention| {
            m.toks.start > act.end
                && m.toks.start - act.end <= 2
                && {
                    matches!(m.what, What::Actor(Who::Agent(i, _)) if self.r.lex.agents[i].thing && self.r.lex.agents[i].class != Class::Civilians)
                }
        };
        let struck = |(a, x): &(Range<usize>, Vec<crate::data::Act>)| {
            a.end < act.start && x.iter().any(|y| y.form != Form::Noun && STRUCK.contains(&y.group.as_str()))
        };
        joined && theirs && self.s.mentions.iter().any(camp) && self.s.acts.iter().any(struck)
    }

    /// An offensive or operation of an army, of which nobody is said to be hit: no attack on people.
    pub(super) fn is_army_drive(&self, act: &Range<usize>, doers: &[Party]) -> bool {
        let forces =
            |p: &Party| matches!(class_of(self.r, p.who, "armed forces"), Class::StateForces | Class::ExternalForces);
        self.s.has_mark(act.end - 1, Mark::Offensive) && !doers.is_empty() && doers.iter().all(forces)
    }

    /// "The president vowed to defeat the militants": who governs promises it to his own people.
    pub(super) fn is_pledge(&self, frame: &Frame, act: &Range<usize>, who: &[Party], whom: &[Party]) -> bool {
        let class = |p: &Party| class_of(self.r, p.who, "government");
        let rules = |p: &Party| class(p).is_government() || class(p) == Class::StateForces;
        let sides = !who.is_empty() && who.iter().all(rules) && whom.iter().all(|p| class(p).is_armed_group());
        frame.sub_type == "Threat" && self.s.has_mark(act.start, Mark::Pledge) && sides
    }

    /// "Lost four herders in the hands of bandits": people who died in them are no town that fell into them.
    pub(super) fn died_in_hands(&self, act: &Range<usize>) -> bool {
        let dead = |c: &Count| c.measure == Measure::Killed && c.toks.end <= act.start;
        self.s.has_mark(act.start, Mark::LocativePrep) && self.counts.iter().any(dead)
    }

    /// "Arrested since the state of emergency": a noun that only says from when something else is told.
    pub(super) fn is_since_then(&self, act: &Range<usize>) -> bool {
        let near = act.start.saturating_sub(NEAR).max(self.s.toks.start)..act.start;
        let since = |i: &usize| self.r.lex.dates.since.iter().any(|w| w == self.r.word(*i));
        let small = |i: usize| {
            self.s.has_mark(i, Mark::Determiner)
                || self.s.has_mark(i, Mark::OfPrep)
                || self.s.acts.iter().any(|(a, _)| a.contains(&i))
        };
        let Some(from) = near.rev().find(since) else { return false };
        let own = |m: &Mention| m.is_time() && m.toks.start >= act.end && m.toks.start - act.end <= NEAR;
        let bare = act.end >= self.s.toks.end || matches!(self.r.word(act.end), "." | "," | ";");
        bare && (from + 1..act.start).all(small) && !self.is_indefinite(act) && !self.s.mentions.iter().any(own)
    }
}
