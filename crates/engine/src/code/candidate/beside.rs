//! Days of a sentence that are those of something else than the act: of the clause around it, of who speaks of it.

use super::super::modality::PACTS;
use super::*;

/// So many words from a word its adjective, or the relative that opens its clause, may stand.
const NEAR: usize = 4;

/// So many words has the name of an agency, and the preposition before its day.
const WIRE: usize = 7;

/// So many words before a deployment it may be said that it is ordered.
const ORDER: usize = 8;

impl Context<'_, '_> {
    /// "Pupils who had been kidnapped were freed on Monday": the day behind the verb that goes on from the relative clause.
    pub(super) fn is_of_main_verb(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let lead = act.start.saturating_sub(NEAR).max(self.s.toks.start)..act.start;
        let relative = lead.clone().any(|i| self.s.has_mark(i, Mark::Relative));
        let goes_on = |i: usize| self.s.has_mark(i, Mark::Perfect) || self.s.has_mark(i, Mark::Passive);
        let joined = |i: usize| self.s.has_mark(i - 1, Mark::And) || self.r.word(i - 1) == ",";
        relative && self.had_been(act) && (act.end + 1..day.start).any(|i| goes_on(i) && !joined(i))
    }

    /// "Agreed on Sunday to talks that had stalled after an attack": the day of the agreement, not of what came before it.
    pub(super) fn is_of_pact_before(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let marks = |i: usize| self.r.lex.marks.word(self.r.word(i));
        let after = (2..=3)
            .filter_map(|b| act.start.checked_sub(b))
            .find(|i| *i >= day.end && marks(*i).contains(&Mark::Clause) && marks(*i).contains(&Mark::OtherPrep));
        let noun = self.s.acts.iter().any(|(a, x)| a == act && x.iter().all(|y| y.form == Form::Noun));
        let pact = |(a, x): &(Range<usize>, Vec<crate::data::Act>)| {
            let near = a.start <= day.start && day.start <= a.end + NEAR;
            near && x.iter().any(|y| y.form != Form::Noun && PACTS.contains(&y.group.as_str()))
        };
        noun && after.is_some() && self.s.acts.iter().any(pact)
    }

    /// "Agreed on Sunday to punish those behind the recent coup": a noun told as of days gone by has only a day right beside it.
    pub(super) fn is_of_recent(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let lead = act.start.saturating_sub(1).max(self.s.toks.start)..act.start;
        let noun = self.s.acts.iter().any(|(a, x)| a == act && x.iter().all(|y| y.form == Form::Noun));
        let beside = day.start >= act.end && day.start - act.end <= NEAR;
        noun && !beside && lead.into_iter().any(|i| self.s.has_mark(i, Mark::Recent))
    }

    /// "The raid, first reported by Agence Kobi on Friday": the day of who is quoted.
    pub(super) fn dates_the_wire(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let near = day.start.saturating_sub(WIRE).max(act.end)..day.start;
        let open = near.rev().take_while(|i| !matches!(self.r.word(*i), "," | ";" | ":"));
        let cited = open.into_iter().find(|i| self.s.has_mark(*i, Mark::According));
        cited.is_some_and(|v| !self.s.acts.iter().any(|(a, _)| a.start > v && a.end <= day.start))
    }

    /// "The registrar, who spoke on Monday, said that gunmen took 15": the day of an aside on who speaks.
    pub(super) fn dates_an_aside(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let Some(close) = (day.end..act.start).find(|i| self.r.word(*i) == ",") else { return false };
        let open = (self.s.body..day.start).rev().find(|i| self.r.word(*i) == ",");
        let relative = open.is_some_and(|i| self.s.has_mark(i + 1, Mark::Relative));
        let says = close + 1 < act.start && self.s.has_mark(close + 1, Mark::Report);
        relative && says && close - day.end <= 1
    }

    /// "Were evacuated by plane to a hospital in Gao": where those hurt are cared for.
    pub(super) fn is_hospital(&self, spot: &Spot) -> bool {
        scene::is_carried_to(self.s, spot) || scene::is_treated_at(self.r, self.s, spot)
    }

    /// "Forces under the current deployment": a deployment that stands, told of no day, unless somebody orders or announces it.
    pub(super) fn is_standing_force(&self, act: &Range<usize>) -> bool {
        let lead = act.start.saturating_sub(NEAR).max(self.s.toks.start)..act.start;
        let near = lead.clone().rev().take_while(|i| self.r.word(*i) != ",").collect::<Vec<_>>();
        let definite = near.iter().any(|i| self.s.has_mark(*i, Mark::Determiner));
        let told = |i: usize| self.s.has_mark(i, Mark::Support) || self.s.has_mark(i, Mark::Report);
        // "Announced the deployment", and not "said that it thought the deployment unwise".
        let from = act.start.saturating_sub(ORDER).max(self.s.toks.start);
        let order = (from..act.start).rev().find(|i| told(*i));
        let ordered = order.is_some_and(|v| !(v..act.start).any(|i| self.s.has_mark(i, Mark::That)));
        let plain = self.s.acts.iter().any(|(a, x)| a.end <= act.start && x.iter().all(|y| y.form != Form::Noun));
        definite && !ordered && !plain && !self.is_indefinite(act) && self.dates(|_| true).next().is_none()
    }

    /// "The commander, accused of crimes": who accuses him is not told. "Cut its ties with Kigali, accused of" is.
    pub(super) fn is_accused(&self, act: &Range<usize>, form: Form) -> bool {
        let apposed = act.start.checked_sub(1).is_some_and(|i| self.r.word(i) == ",");
        // "Accused of" is a hedge as a whole.
        let of = self.s.toks.contains(&act.end) && self.r.lex.marks.word(self.r.word(act.end)).contains(&Mark::OfPrep);
        let whole = act.start > self.s.body + 1;
        let subject = |g: &&Group| g.toks.end <= act.start && g.gov.is_empty() && !g.object;
        let last = self.groups.iter().rfind(|g| g.toks.end <= act.start).map(|g| g.toks.clone());
        let alone = self.groups.iter().filter(subject).all(|g| Some(&g.toks) == last.as_ref());
        form != Form::Noun && apposed && of && whole && alone && act.len() == 1
    }

    /// "Shells fell on the town, causing damage to homes": what the act told before it did.
    pub(super) fn is_effect(&self, act: &Range<usize>) -> bool {
        let lead = act.start.saturating_sub(NEAR).max(self.s.toks.start)..act.start;
        let cause = self.s.mark_in(lead.clone(), Mark::Causing);
        cause && self.s.acts.iter().any(|(a, _)| a.end <= lead.start)
    }

    /// "Held the village for two days before leaving it": how long something else went on.
    pub(super) fn is_only_an_end(&self, act: &Range<usize>, form: Form) -> bool {
        let before = act.start.checked_sub(1).filter(|i| self.s.toks.contains(i));
        // "Two days before": the word may be the end of a time.
        let marks = |i: usize| self.r.lex.marks.word(self.r.word(i));
        let lead = before.is_some_and(|i| marks(i).contains(&Mark::Clause) && marks(i).contains(&Mark::OtherPrep));
        form == Form::Gerund && lead && act.start > self.s.body + 2
    }

    /// "The release of ousted President Diallo": who was ousted before, told as what he is.
    pub(super) fn is_former(&self, act: &Range<usize>) -> bool {
        let titled = self.s.has_mark(act.end, Mark::Title);
        let Some(before) = act.start.checked_sub(1).filter(|i| self.s.toks.contains(i)) else { return false };
        let leads = [Mark::OfPrep, Mark::Determiner, Mark::OtherPrep, Mark::WithPrep, Mark::ToPrep, Mark::And];
        let led = leads.iter().any(|m| self.s.has_mark(before, *m)) || self.r.word(before) == ",";
        act.len() == 1 && titled && led && !clause::is_passive(self.r, self.s, act.start)
    }

    /// "The president, held by the junta": an aside on somebody, without a day or place of its own.
    pub(super) fn is_held_by(&self, act: &Range<usize>) -> bool {
        let aside = act.start.checked_sub(1).is_some_and(|i| i > self.s.body && self.r.word(i) == ",");
        let own = |m: &Mention| {
            m.toks.start >= act.end && (m.is_time() || matches!(m.what, What::Place(..) | What::Country(_)))
        };
        let told = self.s.acts.iter().any(|(a, _)| a.end < act.start);
        aside && told && self.s.has_mark(act.end, Mark::AgentPrep) && !self.s.mentions.iter().any(own)
    }

    /// "Destroyed the bridge, effectively cutting off the town": a road or town is cut off by the act told before.
    pub(super) fn is_cut_by(&self, act: &Range<usize>) -> bool {
        let comma = (1..=2).filter_map(|b| act.start.checked_sub(b)).any(|i| self.r.word(i) == ",");
        let blow = |x: &crate::data::Act| {
            let group = x.group.as_str();
            HARM.contains(&group) || BLOWS.contains(&group) || matches!(group, DESTROY | "seize" | "seize_arms")
        };
        comma && self.s.acts.iter().any(|(a, acts)| a.end < act.start && acts.iter().any(blow))
    }

    /// "In response to rebel attacks on civilians": what an act answers, told without day, place or toll.
    pub(super) fn is_cause(&self, act: &Range<usize>) -> bool {
        let lead = act.start.saturating_sub(NEAR).max(self.s.toks.start)..act.start;
        let own = |m: &Mention| {
            let scene = m.is_time() || matches!(m.what, What::Place(..));
            let counted = matches!(m.what, What::Number(_)) && m.toks.end > lead.start;
            (scene && m.toks.start >= act.end || counted) && m.toks.start <= act.end + NEAR * 2
        };
        let cause = self.s.mark_in(lead.clone(), Mark::Because) && !lead.clone().any(|i| self.r.word(i) == ",");
        cause && !self.is_indefinite(act) && !self.s.mentions.iter().any(own)
    }

    /// "The council on Friday condemned the coup": what is condemned without a day or place of its own was told before.
    pub(super) fn is_condemned(&self, act: &Range<usize>) -> bool {
        let lead = act.start.saturating_sub(NEAR).max(self.s.toks.start)..act.start;
        let Some(verb) = lead.rev().find(|i| self.s.has_mark(*i, Mark::Reacts)) else { return false };
        let own = |m: &Mention| {
            let behind = m.toks.start >= act.end && m.toks.start <= act.end + NEAR;
            let owner = m.toks.end <= act.start && m.toks.start > verb && m.is_time();
            behind && (m.is_time() || matches!(m.what, What::Place(..))) || owner
        };
        !self.s.mentions.iter().any(own)
    }

    /// "He was being held at the station on Tuesday": told of one whose arrest is told already.
    pub(super) fn is_still_held(&self, toks: &Range<usize>) -> bool {
        let held =
            self.s.marks.iter().any(|(t, m)| m.contains(&Mark::StillHeld) && t.start < toks.end && toks.start < t.end);
        let first = self.s.body..self.s.toks.end.min(self.s.body + 2);
        held && self.s.mark_in(first, Mark::Pronoun)
    }
}
