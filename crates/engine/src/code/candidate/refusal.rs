//! Why a word for an act tells of none here, whoever is named beside it. What is planned, denied or feared is told by
//! the modality.

use super::*;

impl Context<'_, '_> {
    /// The reason why such a word is no act here.
    pub(super) fn refusal(&self, toks: &Range<usize>, form: Form, group: &str) -> Option<&'static str> {
        match form {
            Form::Noun => self.refused_noun(toks, group),
            Form::Participle if self.only_says_which(toks) => Some("which people, told of before"),
            Form::Gerund if group == "injure" && self.is_toll_of_other(toks) => Some("a toll of the act before it"),
            _ => None,
        }
        .or_else(|| self.refused_group(toks, form, group))
        .or_else(|| self.refused_state(toks, form, group))
    }

    fn refused_noun(&self, toks: &Range<usize>, group: &str) -> Option<&'static str> {
        match group {
            "coup" if self.is_a_time(toks) => Some("only a time that something else is told by"),
            "agree" if self.says_who(toks) => Some("the name of those who made it"),
            "operation" if self.is_of_named(toks) => Some("the name of those who act"),
            _ if self.drives_out(toks) => Some("what drove people out, told of no place or day"),
            _ => None,
        }
    }

    fn refused_group(&self, toks: &Range<usize>, form: Form, group: &str) -> Option<&'static str> {
        let many = || form != Form::Noun && !self.s.has_topic(HAUL) && self.takes_so_many(toks);
        match group {
            ARREST if self.is_held(toks) => Some("a meeting or a rally that was held"),
            ARREST if self.is_still_held(toks) => Some("somebody who was taken before"),
            ACCUSE if attribution::is_accuser_after(self.r, self.s, toks) => Some("the word of who tells an act"),
            "coup" if self.heads_something(toks) => Some("the head of something that is no state"),
            "seize" if many() => Some("so many people or things, not a town"),
            _ if HARM.contains(&group) && self.counts_nobody(toks) => Some("nobody was harmed"),
            _ => None,
        }
    }

    fn refused_state(&self, toks: &Range<usize>, form: Form, group: &str) -> Option<&'static str> {
        let goes_on =
            group == "blockade" && self.is_state(toks, form) || group == "retake" && self.is_resumed(toks, form);
        match () {
            () if self.is_struck(toks, form) => Some("a pact that was struck"),
            () if self.is_of_other_days(toks, form, group) => Some("of days that are not told"),
            () if matches!(form, Form::Noun | Form::Gerund) && self.is_discussed(toks) => Some("what was talked about"),
            () if goes_on => Some("a state, or what went on"),
            () => None,
        }
    }
}
