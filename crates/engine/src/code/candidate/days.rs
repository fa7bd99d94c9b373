//! Days that stand beside an act and are those of another verb of its sentence.

use super::*;

/// So many words behind a verb of saying or thinking its day stands.
const WORD: usize = 3;

/// So many words behind "the day after" its noun stands, and the nouns which that one leads to.
const BESIDE: usize = 3;
const CHAIN: usize = 12;

/// So many words from an act the word may stand that says since when it has lasted.
const SINCE: usize = 6;

impl Context<'_, '_> {
    /// "Au lendemain de la mort de 20 autres dans un raid": the raid is of the day of the deaths that it is told by.
    pub(super) fn reach_of_chain(&self, act: &Range<usize>, day: &Range<usize>) -> usize {
        let noun = |x: &[crate::data::Act]| x.iter().any(|y| y.form == Form::Noun);
        let nouns = |a: &Range<usize>| self.s.acts.iter().any(|(b, x)| a == b && noun(x));
        let first = |a: &Range<usize>| a.start >= day.end && a.start - day.end <= BESIDE && a != act;
        let led = self.s.acts.iter().any(|(a, x)| first(a) && noun(x));
        if led && nouns(act) { CHAIN } else { BESIDE }
    }

    /// "On Wednesday, the day after the riots, the army retook the town": the day counted from the riots says again which
    /// day is meant.
    pub(super) fn is_of_noun_beside(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let leads = day.len() > 1 && self.r.lex.marks.word(self.r.word(day.end - 1)).contains(&Mark::OfPrep);
        let noun = |x: &[crate::data::Act]| x.iter().any(|y| y.form == Form::Noun);
        let first = |a: &Range<usize>| a.start >= day.end && a.start - day.end <= BESIDE;
        let told = self.s.acts.iter().any(|(a, x)| first(a) && a != act && noun(x));
        let comma = day.start.checked_sub(1).is_some_and(|i| self.r.word(i) == ",");
        let heads = |m: &Mention| m.toks.start <= self.s.body + 2 && m.toks.end + 1 == day.start;
        leads && told && comma && self.dates(heads).next().is_some()
    }

    /// "Since May 2024 the town has been encircled", "placed since 6 May under a state of siege": a state that a government
    /// or a group made is of the day from which it lasts, where that day heads the sentence or stands right beside it.
    pub(super) fn lasts_from(
        &self,
        act: &Range<usize>,
        form: Form,
        frame: &Frame,
        rule: &Rule,
    ) -> Option<(DateSpan, Range<usize>)> {
        let (since, toks) = self.since_when()?;
        let open = |mut between: Range<usize>| !between.any(|i| matches!(self.r.word(i), "," | ";" | ":"));
        let act_in = |from: usize, to: usize| self.s.acts.iter().any(|(a, _)| a.start >= from && a.end <= to);
        let heads = toks.start <= self.s.body + 2 && form != Form::Noun && !act_in(toks.end, act.start);
        let behind = toks.start >= act.end && toks.start - act.end <= SINCE && open(act.end..toks.start);
        let before = toks.end <= act.start && act.start - toks.end <= BESIDE && open(toks.end..act.start);
        let beside = heads && toks.end <= act.start || behind && !act_in(act.end, toks.start) || before;
        (rule.since || frame.is_political() && beside).then_some((since, toks))
    }

    /// What the sentences before told, without the town where this one says that it is of another part of the land.
    pub(super) fn told_before(&self) -> Before {
        let compass = |i: usize| {
            let led = i > self.s.body && self.s.has_mark(i - 1, Mark::Determiner);
            let inside = (2..=3).filter_map(|b| i.checked_sub(b)).any(|p| self.s.has_mark(p, Mark::ScenePrep));
            let ends = i + 1 >= self.s.toks.end || matches!(self.r.word(i + 1), "." | "," | ";");
            led && inside && ends && self.s.has_mark(i, Mark::Compass)
        };
        let elsewhere = self.s.mark_in(self.s.toks.clone(), Mark::Elsewhere) || self.s.toks.clone().any(compass);
        let spot = self.before.spot.clone().filter(|_| !elsewhere);
        Before { spot, ..self.before.clone() }
    }

    /// "The Council condemned on Monday the attack on the camp on 2 August": the day beside the verb of who welcomes or
    /// condemns an act that has its own.
    pub(super) fn dates_the_reaction(&self, act: &Range<usize>, toks: &Range<usize>) -> bool {
        let near = toks.start.saturating_sub(WORD).max(self.s.toks.start)..toks.start;
        let own = |m: &Mention| matches!(m.what, What::Date(_)) && m.toks.start >= act.end;
        toks.end <= act.start && self.s.mark_in(near, Mark::Reacts) && self.s.mentions.iter().any(own)
    }

    /// "Five aid workers abducted in the south were freed on Saturday": the day behind the verb whose subject a bare
    /// participle only tells of.
    pub(super) fn is_of_finite_verb(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let bare = self.s.acts.iter().any(|(a, x)| a == act && x.iter().all(|y| y.form == Form::Participle));
        let aux = |i: usize| self.s.has_mark(i, Mark::Passive) || self.s.has_mark(i, Mark::Perfect);
        let led = act.start.checked_sub(1).is_some_and(|i| aux(i) || self.s.has_mark(i, Mark::And));
        let open = |i: &usize| !matches!(self.r.word(*i), "," | ";" | ":") && !self.s.has_mark(*i, Mark::Clause);
        if !bare || led || clause::is_passive(self.r, self.s, act.start) || day.start < act.end {
            return false;
        }
        let verb = (act.end..day.start).take_while(open).find(|i| self.s.has_mark(*i, Mark::Passive));
        verb.is_some_and(|v| {
            let near = |a: &Range<usize>| (v..v + WORD + 1).contains(&a.start) && a.end <= day.start;
            (v..day.start).all(|i| open(&i)) && self.s.acts.iter().any(|(a, _)| near(a))
        })
    }

    /// "Five were freed on Saturday, an abduction blamed on rebels": a noun that only takes up what is told before it
    /// has no day but what follows it.
    pub(super) fn is_of_what_it_names(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let noun = |x: &[crate::data::Act]| x.iter().any(|y| y.form == Form::Noun);
        let told = self.s.acts.iter().any(|(a, x)| a == act && noun(x));
        let one = act.start.checked_sub(1).filter(|i| self.r.lex.numbers.one.iter().any(|w| w == self.r.word(*i)));
        let comma = one.and_then(|i| i.checked_sub(1)).is_some_and(|i| self.r.word(i) == ",");
        let laid = [Mark::AgentPrep, Mark::Claim].iter().any(|m| self.s.mark_in(act.end..act.end + WORD, *m))
            || self.s.mark_in(act.end..act.end + WORD, Mark::BlamedBy);
        // "On Saturday, an ambush by rebels left two dead": nothing was told before it.
        let before = self.s.acts.iter().any(|(a, _)| a.end + 1 < act.start);
        told && comma && laid && before && day.end <= act.start
    }

    /// "Raided a camp on Thursday in response to an attack on Bama": the day of the answer, not of what it answers.
    pub(super) fn is_of_answer(&self, act: &Range<usize>, day: &Range<usize>) -> bool {
        let near = act.start.saturating_sub(WORD + 4).max(day.end)..act.start;
        let noun = self.s.acts.iter().any(|(a, x)| a == act && x.iter().all(|y| y.form == Form::Noun));
        let answer = self.s.acts.iter().any(|(a, _)| a.end <= day.start);
        noun && answer && near.into_iter().any(|i| scene::is_reason(self.s, i))
    }

    /// Whether "a" stands before a noun, over one word more.
    pub(super) fn is_indefinite(&self, toks: &Range<usize>) -> bool {
        let one = |i: usize| self.r.lex.numbers.one.iter().any(|w| w == self.r.word(i));
        (1..=2).filter_map(|b| toks.start.checked_sub(b)).any(|i| self.s.toks.contains(&i) && one(i))
    }
}
