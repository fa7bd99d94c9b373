//! Words for an act that only point at one told elsewhere: what followed on it, who welcomed it, where a patrol was going.

use super::*;

/// So many words after its noun the verb stands that says what an act came after.
const NEXT: usize = 12;

/// So many words after that verb the clause begins.
const SPAN: usize = 6;

/// So many words behind a verb of saying the town of who speaks may stand.
const VOICE: usize = 10;

/// So many words a way has between its two ends.
const WAY: usize = 3;

impl Context<'_, '_> {
    /// "The attack comes two days after the army said": the days and sides behind the verb are of another act.
    pub(super) fn comes_after(&self, toks: &Range<usize>) -> bool {
        let open = |i: &usize| !matches!(self.r.word(*i), "," | ";" | ":");
        let near = (toks.end..self.s.toks.end.min(toks.end + NEXT)).take_while(open);
        let Some(verb) = near.into_iter().find(|i| self.s.has_mark(*i, Mark::Follows)) else { return false };
        let own = |m: &Mention| m.toks.start >= toks.end && m.toks.end <= verb && m.is_time();
        let mut clause = verb + 1..self.s.toks.end.min(verb + 1 + SPAN);
        // "Quelques jours après": a preposition within a day is none of the sentence's marks.
        let leads = |i: usize| {
            self.r.lex.marks.word(self.r.word(i)).iter().any(|m| matches!(m, Mark::Clause | Mark::OtherPrep))
        };
        !self.is_indefinite(toks) && !self.s.mentions.iter().any(own) && clause.any(leads)
    }

    /// "Au lendemain de l'attaque, par la mission": a day told by an act of which nothing else is told.
    pub(super) fn is_only_a_time(&self, toks: &Range<usize>) -> bool {
        let lead = toks.start.saturating_sub(2)..toks.start;
        let day = self.s.mentions.iter().any(|m| m.is_time() && m.toks.end <= toks.start && m.toks.end >= lead.start);
        let bare = matches!(self.r.word(toks.end), "." | "," | ";") || self.s.has_mark(toks.end, Mark::AgentPrep);
        let article = toks
            .start
            .checked_sub(1)
            .is_some_and(|i| self.s.has_mark(i, Mark::Determiner) || matches!(self.r.word(i), "'" | "’"));
        let counted =
            self.dates(|m| m.toks.end <= toks.start && m.toks.len() > 1).any(|(_, d)| d.end + 2 >= toks.start);
        bare && article && day && counted && !self.is_indefinite(toks)
    }

    /// "The UN welcomed the signing of this deal": whoever welcomes a deal told before made none.
    pub(super) fn is_welcomed(&self, toks: &Range<usize>) -> bool {
        let open = |i: &usize| !matches!(self.r.word(*i), "," | ";" | ":");
        let before = (self.s.toks.start..toks.start).rev().take_while(open);
        let near = toks.start.saturating_sub(2)..self.s.toks.end.min(toks.end + WAY + 1);
        before.into_iter().any(|i| self.s.has_mark(i, Mark::Reacts)) && self.s.mark_in(near, Mark::Anaphor)
    }

    /// "A patrol left Gao for Ansongo": who goes from one town to another gives none up.
    pub(super) fn is_on_its_way(&self, toks: &Range<usize>) -> bool {
        let place = |m: &&Mention| matches!(m.what, What::Place(..));
        let from = self.s.mentions.iter().filter(place).find(|m| m.toks.start >= toks.end);
        let Some(from) = from.filter(|m| m.toks.start - toks.end <= 1) else { return false };
        let ways = [Mark::OtherPrep, Mark::ToPrep, Mark::Purpose];
        let leads = |i: usize| ways.iter().any(|m| self.s.has_mark(i, *m));
        // "On Wednesday": the preposition before a day goes with it.
        let time = |i: usize| self.s.mentions.iter().any(|m| m.is_time() && m.toks.start <= i + 1 && i < m.toks.end);
        let next = (from.toks.end..self.s.toks.end).find(|i| !time(*i)).filter(|i| leads(*i));
        let to = |m: &Mention, i: usize| m.toks.start > i && m.toks.start - i <= WAY && place(&m);
        next.is_some_and(|i| self.s.mentions.iter().any(|m| to(m, i)))
    }

    /// "Measures aimed at hitting", "visant à frapper": what is meant, where an infinitive follows.
    pub(super) fn is_meant(&self, toks: &Range<usize>, form: Form) -> bool {
        let bare = |i: usize| {
            let mention = self.s.mentions.iter().any(|m| m.toks.contains(&i));
            !mention && !self.s.has_mark(i, Mark::Determiner) && self.s.toks.contains(&i)
        };
        let purpose = self.s.has_mark(toks.end, Mark::Purpose);
        // "A mission that aims to restore order" by a verb that else hits; "attacked to free them" was done.
        let leads = purpose && form == Form::Gerund || !purpose && self.s.has_mark(toks.end, Mark::Infinitive);
        let ends = |i: usize| self.r.lex.nouns.infinitives.iter().any(|end| self.r.word(i).ends_with(end.as_str()));
        toks.len() == 1 && leads && bare(toks.end + 1) && ends(toks.end + 1)
    }

    /// "Signe de la fragilité": a form that opens a sentence with neither subject nor object is a noun.
    pub(super) fn opens_as_noun(&self, toks: &Range<usize>, form: Form) -> bool {
        form == Form::Finite && toks.start == self.s.body && self.s.has_mark(toks.end, Mark::OfPrep)
    }

    /// A verb, or what its accent tells from a noun: "frappé" is no "frappe".
    pub(super) fn is_said_of(&self, toks: &Range<usize>, form: Form) -> bool {
        form != Form::Noun || self.r.span(toks).of(self.r.text).ends_with('é')
    }

    /// "An attack that struck a mosque": what an attack, a blast or a bomber strikes is struck from nowhere else.
    pub(super) fn is_of_blow(&self, toks: &Range<usize>) -> bool {
        let blow =
            |x: &crate::data::Act| x.form == Form::Noun && x.group != "strike" && BLOWS.contains(&x.group.as_str());
        let near = |a: &Range<usize>| a.end <= toks.start && toks.start - a.end <= WAY;
        self.s.acts.iter().any(|(a, acts)| near(a) && acts.iter().any(blow))
    }

    /// "The authors of the attack", "the circumstances of the attack": of which nothing else is told.
    pub(super) fn is_only_named(&self, toks: &Range<usize>) -> bool {
        let lead = toks.start.saturating_sub(WAY + 1).max(self.s.toks.start)..toks.start;
        // "The perpetrators of Sunday's attack fled": a verb goes on with them.
        let led = |i: usize| clause::PREPOSITIONS.iter().any(|m| self.s.has_mark(i, *m));
        let verb = self.s.toks.contains(&toks.end) && !led(toks.end) && !self.s.has_mark(toks.end, Mark::Relative);
        let bare = toks.end >= self.s.toks.end
            || verb
            || matches!(self.r.word(toks.end), "." | "," | ";" | "»" | "\"")
            || self.s.has_mark(toks.end, Mark::And);
        bare && !self.is_indefinite(toks) && self.s.mark_in(lead, Mark::Makers)
    }

    /// "Condemned all attacks on peacekeepers": any act of a kind that somebody blames or welcomes.
    pub(super) fn is_of_all(&self, toks: &Range<usize>) -> bool {
        let near = toks.start.saturating_sub(WAY).max(self.s.toks.start)..toks.start;
        let reacts = self.s.mark_in(toks.start.saturating_sub(NEXT).max(self.s.toks.start)..toks.start, Mark::Reacts);
        reacts && self.s.mark_in(near, Mark::All)
    }

    /// "Condemned on Monday the attack on a convoy": whoever was attacked stands not accused, and who did it is told with
    /// the attack.
    pub(super) fn is_of_a_blow(&self, toks: &Range<usize>) -> bool {
        let blow = |x: &crate::data::Act| x.form == Form::Noun && BLOWS.contains(&x.group.as_str());
        let near = |a: &Range<usize>| a.start >= toks.end && a.start - toks.end <= NEXT;
        let attack = self.s.acts.iter().find(|(a, x)| near(a) && x.iter().any(blow));
        let who = |m: &Mention, end: usize| m.who().is_some() && m.toks.start >= toks.end && m.toks.end <= end;
        self.s.has_mark(toks.start, Mark::Reacts)
            && attack.is_some_and(|(a, _)| !self.s.mentions.iter().any(|m| who(m, a.start)))
    }

    /// "Its partnership with Kigali": what somebody has, told without a day.
    pub(super) fn is_standing(&self, toks: &Range<usize>) -> bool {
        let own = toks.start.checked_sub(1).is_some_and(|i| self.s.has_mark(i, Mark::Possessive));
        own && self.dates(|m| m.toks.start >= toks.end).next().is_none()
    }

    /// "Had killed ten", "the bombing that had killed ten": told in the past of the past.
    pub(super) fn had_been(&self, toks: &Range<usize>) -> bool {
        // "Avaient été tués": in the passive the auxiliary is a part of a longer mark.
        let auxiliary = |i: usize| self.s.has_mark(i, Mark::Perfect) || self.s.has_mark(i, Mark::Passive);
        let had = |i: usize| auxiliary(i) && self.r.lex.marks.word(self.r.word(i)).contains(&Mark::Before);
        let verb = toks.start.saturating_sub(WAY).max(self.s.toks.start)..toks.start;
        let behind = toks.end..self.s.toks.end.min(toks.end + VOICE);
        let relative = |i: usize| self.s.has_mark(i, Mark::Relative) && had(i + 1);
        // "In response to an attack": what something else answered.
        let answered = (1..=WAY).filter_map(|b| toks.start.checked_sub(b)).any(|i| scene::is_reason(self.s, i));
        verb.into_iter().any(had) || behind.into_iter().any(relative) || answered
    }

    /// "Besieged for months": a state without a day on which it began.
    pub(super) fn has_lasted(&self, toks: &Range<usize>, form: Form) -> bool {
        let near = toks.end - 1..self.s.toks.end.min(toks.end + 2);
        let lasts = near.into_iter().any(|i| self.s.has_mark(i, Mark::Lasting));
        form != Form::Noun && lasts && self.since_when().is_none()
    }

    /// "..., a dit le chef des jeunes de Baga": the town of somebody who speaks, where the act's own was told before.
    pub(super) fn is_of_speaker(&self, spot: &Spot, act: &Range<usize>) -> bool {
        let from = spot.toks.start.saturating_sub(VOICE).max(act.end);
        let Some(verb) = (from..spot.toks.start).rev().find(|i| self.s.has_mark(*i, Mark::Report)) else {
            return false;
        };
        let told = |i: usize| matches!(self.r.word(i), "," | "»" | "”" | "\"");
        let other = |(a, _): &(Range<usize>, Vec<crate::data::Act>)| a.start > verb && a.end <= spot.toks.start;
        let that = (verb..spot.toks.start).any(|i| self.s.has_mark(i, Mark::That));
        // "..., said Jean Diallo, administrator of Baga": an office follows the name.
        let office = |at: usize| {
            let held = |m: &Mention| match m.what {
                What::Actor(Who::Agent(k, _)) => self.r.lex.agents[k].source.is_some(),
                _ => false,
            };
            let near = |m: &Mention| m.toks.start > at && m.toks.start - at <= 2;
            self.s.has_mark(at + 1, Mark::Title) || self.s.mentions.iter().any(|m| near(m) && held(m))
        };
        let goes_on = (verb..spot.toks.start).any(|i| self.r.word(i) == "," && !office(i));
        (act.end..verb).any(told) && !goes_on && !that && !self.s.acts.iter().any(other)
    }
}
