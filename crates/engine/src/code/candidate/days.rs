//! Days that stand beside an act and are those of another verb of its sentence.

use super::*;

/// So many words behind a verb of saying or thinking its day stands.
const WORD: usize = 3;

impl Context<'_, '_> {
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
}
