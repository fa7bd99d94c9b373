//! Participles that only say which people are meant, or where they are.

use super::*;

impl Context<'_, '_> {
    /// "The soldiers killed were buried on Tuesday": a participle before the verb of its noun, which nobody counts.
    pub(super) fn only_says_which(&self, toks: &Range<usize>) -> bool {
        let auxiliary = self.s.has_mark(toks.end, Mark::Passive) || self.s.has_mark(toks.end, Mark::Perfect);
        // "à" is not the "a" of a verb.
        let verb = auxiliary && self.r.word(toks.end).len() > 1;
        let people = self.s.mentions.iter().any(|m| m.toks.end == toks.start && m.who().is_some());
        let counted = self.counts.iter().any(|c| c.word == *toks);
        people && verb && !counted && !clause::is_passive(self.r, self.s, toks.start)
    }

    /// "On alert in the area attacked": the scene of an act told before.
    pub(super) fn names_the_scene(&self, toks: &Range<usize>) -> bool {
        let (s, r) = (self.s, self.r);
        let place = |i: usize| {
            let word = r.lex.marks.word(r.word(i));
            [Mark::PlaceNoun, Mark::AreaNoun, Mark::UnitNoun].iter().any(|m| word.contains(m))
        };
        let noun = toks.start.checked_sub(1).filter(|i| s.toks.contains(i) && place(*i));
        // "Dans la zone" stands for the place told before, and so hides its small words.
        let is = |i: usize, m: Mark| r.lex.marks.word(r.word(i)).contains(&m);
        let the = noun.and_then(|i| i.checked_sub(1)).filter(|i| is(*i, Mark::Determiner));
        let inside = the.and_then(|i| i.checked_sub(1)).is_some_and(|i| is(i, Mark::LocativePrep));
        inside && matches!(r.word(toks.end), "." | "," | ";" | ":" | "»") && !clause::is_passive(r, s, toks.start)
    }

    /// "Where the villages attacked are", "les villages attaqués, trois selon lui": known from before, where neither doer,
    /// day nor place follows.
    pub(super) fn names_those_hit(&self, toks: &Range<usize>) -> bool {
        let (s, r) = (self.s, self.r);
        let end = matches!(r.word(toks.end), "." | "," | ";" | ")" | ":" | "»");
        let people = s.mentions.iter().find(|m| m.toks.end == toks.start && m.who().is_some());
        let Some(the) = people.and_then(|m| m.toks.start.checked_sub(1)).filter(|i| s.toks.contains(i)) else {
            return false;
        };
        let one = r.lex.numbers.one.iter().any(|w| w == r.word(the));
        let definite = s.has_mark(the, Mark::Determiner) && !one && !s.has_mark(the, Mark::OfPrep);
        // Where nothing else is told of them, the participle is their verb, as in headlines.
        let verb = s.marks.iter().any(|(m, x)| x.contains(&Mark::Relative) && m.end <= the);
        let counted = self.counts.iter().any(|c| c.word == *toks);
        end && definite && verb && !counted && !clause::is_passive(r, s, toks.start)
    }

    /// "Troops deployed in Goma have not been paid": where those are of whom the verb behind tells something else.
    pub(super) fn says_where(&self, toks: &Range<usize>, group: &str) -> bool {
        let people = self.s.mentions.iter().any(|m| m.toks.end == toks.start && m.who().is_some());
        let verb = |i: &usize| {
            let auxiliary = self.s.has_mark(*i, Mark::Passive) || self.s.has_mark(*i, Mark::Perfect);
            auxiliary && self.r.word(*i).len() > 1 || self.s.has_mark(*i, Mark::Report)
        };
        let stop =
            (toks.end..self.s.toks.end).find(|i| matches!(self.r.word(*i), "," | ";")).unwrap_or(self.s.toks.end);
        // "The police deployed to fight the gangs led a raid".
        if group == "deploy"
            && people
            && self.s.has_mark(toks.end, Mark::Purpose)
            && !clause::is_passive(self.r, self.s, toks.start)
        {
            return !self.s.mentions.iter().any(|m| m.is_time() && m.toks.start == toks.end);
        }
        let told = (toks.end..stop).find(verb).filter(|_| group == "deploy" && people);
        let day = |m: &Mention, to: usize| m.is_time() && m.toks.start >= toks.end && m.toks.end <= to;
        told.is_some_and(|to| !self.s.mentions.iter().any(|m| day(m, to)))
            && !clause::is_passive(self.r, self.s, toks.start)
    }
}
