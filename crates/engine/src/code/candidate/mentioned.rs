//! Words that only call to mind an act or those who were in it: whose coup it was, who was shot before his bomb went off.

use super::super::modality::PROTEST;
use super::*;

/// So many words behind a coup its own day stands.
const DAY: usize = 4;

/// So many words before a verb what it was done to may be told.
const CHAIN: usize = 8;

/// So many words between those who died and the verb.
const VERB: usize = 4;

/// So many words stand between a measure and the verb that says whom it is meant for.
const MEASURE: usize = 6;

/// The group of words for troops that are sent.
const DEPLOY: &str = "deploy";

/// What is done to a bomber before his bomb goes off.
const SLAIN: [&str; 4] = ["kill", "shoot", "neutralise", "arrest"];

impl Context<'_, '_> {
    /// "The leaders of the coup", "to justify his putsch", "march against the coup": told before, where no day of its own
    /// stands beside it.
    pub(super) fn is_known_coup(&self, toks: &Range<usize>) -> bool {
        let light = |i: &usize| self.s.has_mark(*i, Mark::Determiner) || matches!(self.r.word(*i), "'" | "’");
        let prep = (self.s.toks.start..toks.start).rev().take(3).find(|i| !light(i));
        let before = toks.start.checked_sub(1).filter(|i| self.s.toks.contains(i));
        let own = before.is_some_and(|i| self.s.has_mark(i, Mark::Possessive));
        let leads = |i: usize| self.s.has_mark(i, Mark::OfPrep) || self.s.has_mark(i, Mark::AgainstPrep);
        // "Du coup d'État": article and preposition in one word.
        let joint = before.is_some_and(|i| leads(i) && self.s.has_mark(i, Mark::Determiner));
        let led = own || joint || before != prep && prep.is_some_and(leads);
        let behind = |m: &Mention| m.toks.start >= toks.end && m.toks.start - toks.end <= DAY;
        let near = |m: &Mention| behind(m) || m.toks.end <= toks.start && toks.start - m.toks.end <= 2;
        led && !self.is_indefinite(toks) && self.dates(near).next().is_none()
    }

    /// "Two bombers were shot dead": those who died before they could do it.
    pub(super) fn names_the_slain(&self, toks: &Range<usize>) -> bool {
        let slays = |(a, x): &(Range<usize>, Vec<crate::data::Act>)| {
            let near = a.start >= toks.end && a.start - toks.end <= VERB;
            near && x.iter().any(|y| SLAIN.contains(&y.group.as_str()) && y.form != Form::Noun)
                && clause::is_passive(self.r, self.s, a.start)
        };
        let person =
            self.s.mentions.iter().any(|m| m.toks.start <= toks.start && m.toks.end >= toks.end && m.who().is_some());
        person && self.s.acts.iter().any(slays)
    }

    /// The group of words that a word is of here: beasts that are killed are goods, and who leaves for another land is sent
    /// there.
    pub(super) fn group_meant<'g>(&self, toks: &Range<usize>, form: Form, group: &'g str) -> &'g str {
        match group {
            _ if HARM.contains(&group) && self.hits_beasts(toks, form) => DESTROY,
            "exit" | "leave" if form != Form::Noun && self.bound_for(toks).is_some() => DEPLOY,
            _ => group,
        }
    }

    /// "Left Kigali on Monday for Mozambique": the land that forces set out for, behind the place that they leave.
    pub(super) fn bound_for(&self, act: &Range<usize>) -> Option<usize> {
        let place = |m: &&Mention| matches!(m.what, What::Place(..) | What::Country(_));
        let from = self.s.mentions.iter().filter(place).find(|m| m.toks.start >= act.end)?;
        // "On Monday": the preposition before a day goes with it.
        let time = |i: &usize| self.s.mentions.iter().any(|m| m.is_time() && m.toks.start <= i + 1 && *i < m.toks.end);
        let next = (from.toks.end..self.s.toks.end).find(|i| !time(i))?;
        let ways = [Mark::Purpose, Mark::ToPrep, Mark::OtherPrep];
        let leads = ways.iter().any(|m| self.s.has_mark(next, *m)) && !self.s.has_mark(next, Mark::Clause);
        let land = |m: &Mention| match m.what {
            What::Country(c) if m.toks.start > next && m.toks.start - next <= 2 => Some(c),
            _ => None,
        };
        let near = from.toks.start - act.end <= 2;
        self.s.mentions.iter().find_map(land).filter(|_| near && leads)
    }

    /// ", killing twenty of them": some of those that the act before it hit.
    pub(super) fn counts_some_of_them(&self, toks: &Range<usize>) -> bool {
        let near = toks.end..self.s.toks.end.min(toks.end + VERB + 2);
        let number = self.s.mentions.iter().any(|m| near.contains(&m.toks.start) && matches!(m.what, What::Number(_)));
        number && self.s.mark_in(near, Mark::OfThem) && self.s.acts.iter().any(|(a, _)| a.end <= toks.start)
    }

    /// "The sanctions target five generals", "visé par une plainte": no weapon hits them.
    pub(super) fn is_of_measure(&self, toks: &Range<usize>) -> bool {
        let act = |from: usize, to: usize| {
            self.s
                .acts
                .iter()
                .any(|(a, x)| a.start >= from && a.end <= to && x.iter().any(|y| BLOWS.contains(&y.group.as_str())))
        };
        let passive =
            clause::is_passive(self.r, self.s, toks.start) || self.s.mark_in(toks.end..toks.end + 5, Mark::AgentPrep);
        let subject =
            |m: &Range<usize>| m.end <= toks.start && toks.start - m.end <= MEASURE && !act(m.end, toks.start);
        let agent = |m: &Range<usize>| m.start >= toks.end && m.start - toks.end <= MEASURE && !act(toks.end, m.start);
        // "The army, which announced measures, attacked": somebody stands between.
        let fighter = |p: &Party| class_of(self.r, p.who, "government").is_armed();
        let other = |from: usize, to: usize| {
            self.groups
                .iter()
                .any(|g| g.toks.start >= from && g.toks.end <= to && g.free() && g.members.iter().any(fighter))
        };
        self.s.marks.iter().any(|(m, x)| {
            x.contains(&Mark::Measure)
                && (!passive && subject(m) && !other(m.end, toks.start)
                    || passive && agent(m) && !other(toks.end, m.start))
        })
    }

    /// "The rules that the army violated", "the truce was violated": no person suffers it.
    pub(super) fn breaks_a_rule(&self, toks: &Range<usize>) -> bool {
        let near = toks.start.saturating_sub(CHAIN).max(self.s.body)..toks.start;
        let person = |m: &Mention| matches!(m.what, What::Actor(Who::Agent(i, _)) if !self.r.lex.agents[i].thing);
        let people = |at: usize| self.s.mentions.iter().any(|m| m.toks.end == at && person(m));
        let that = near.clone().rev().find(|i| self.s.has_mark(*i, Mark::Said));
        let object = that
            .is_some_and(|i| i > self.s.body && !people(i) && !people(i - 1) && !self.s.has_mark(i - 1, Mark::Report));
        let hit = self.s.mentions.iter().any(|m| m.toks.start >= toks.end && m.toks.start - toks.end <= 3 && person(m));
        let pact = |x: &crate::data::Act| matches!(x.group.as_str(), "agree" | "law_noun") && x.form == Form::Noun;
        let passive = clause::is_passive(self.r, self.s, toks.start);
        let subject = self.s.acts.iter().any(|(a, x)| near.contains(&a.start) && x.iter().any(pact));
        object && !passive && !hit || subject && passive
    }

    /// "The party, dissolved by the junta, held a rally": an aside without a day of its own, before the verb of its noun.
    pub(super) fn is_known_aside(&self, toks: &Range<usize>, form: Form) -> bool {
        let comma = (1..=2).filter_map(|b| toks.start.checked_sub(b)).find(|i| self.r.word(*i) == ",");
        let close = (toks.end..self.s.toks.end).find(|i| self.r.word(*i) == ",");
        let bare = form == Form::Participle && !clause::is_passive(self.r, self.s, toks.start);
        let (Some(open), Some(close)) = (comma.filter(|i| *i > self.s.body), close.filter(|_| bare)) else {
            return false;
        };
        let own = self.s.mentions.iter().any(|m| m.is_time() && m.toks.start >= toks.end && m.toks.end <= close);
        let goes_on = (close + 1..self.s.toks.end.min(close + 4)).any(|i| self.s.has_mark(i, Mark::Perfect));
        let joined = (open + 1..toks.start).any(|i| self.s.has_mark(i, Mark::And) || self.s.has_mark(i, Mark::Perfect));
        !own && goes_on && !joined
    }

    /// "Parliament removed the president": no soldier did.
    pub(super) fn is_voted(&self, toks: &Range<usize>) -> bool {
        let house = self.r.data.actors.institution("parliament");
        let votes = |p: &Party| match p.who {
            Who::Institution(i, _) => Some(i) == house,
            Who::Agent(i, _) => self.r.lex.agents[i].institution.as_deref() == Some("parliament"),
            _ => false,
        };
        let near = |g: &Group| {
            let subject = g.toks.end <= toks.start && toks.start - g.toks.end <= MEASURE && g.free();
            subject || g.toks.start >= toks.end && g.toks.start - toks.end <= MEASURE && g.governed_by(Mark::AgentPrep)
        };
        self.groups.iter().any(|g| near(g) && g.members.iter().any(votes))
    }

    /// "A march of the opposition": a party or a movement whose march it is was not marched against.
    pub(super) fn spare_callers(&self, sides: &mut Sides, act: &Range<usize>, form: Form, group: &str) {
        let civic = |p: &Party| {
            let class = class_of(self.r, p.who, "government");
            matches!(class, Class::CivilSociety | Class::PoliticalParty | Class::Civilians)
        };
        let of = |p: &Party| {
            let near = p.toks.start >= act.end && p.toks.start - act.end <= VERB;
            near && clause::governor(self.r, self.s, p.toks.start).contains(&Mark::OfPrep)
        };
        if form == Form::Noun && group == PROTEST {
            sides.targets.retain(|p| !(civic(p) && of(p)));
        }
    }
}
