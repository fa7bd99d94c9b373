//! Why a word for an act tells of none here, whoever is named beside it. What is planned, denied or feared is told by
//! the modality.

use super::super::modality::PACTS;
use super::*;
use crate::data::CARE;

/// So many words at most stand between a verb and the hospital where it brings somebody.
const TO_CARE: usize = 7;

/// The topic of arms and goods that are seized.
const HAUL: &str = "haul";

/// Days of a year.
const YEAR_DAYS: i32 = 366;

impl Context<'_, '_> {
    /// The reason why such a word is no act here.
    pub(super) fn refusal(&self, toks: &Range<usize>, form: Form, group: &str) -> Option<&'static str> {
        match form {
            Form::Noun => self.refused_noun(toks, group),
            Form::Participle if self.names_the_scene(toks) => Some("where an act was that was told before"),
            Form::Participle if self.names_those_hit(toks) => Some("those hit, who were told of before"),
            Form::Participle if self.only_says_which(toks) => Some("which people, told of before"),
            Form::Participle | Form::PastOrParticiple | Form::Finite if self.says_where(toks, group) => {
                Some("where those are of whom something else is told")
            }
            Form::Gerund if HARM.contains(&group) && self.counts_some_of_them(toks) => {
                Some("a toll of the act before it")
            }
            Form::Gerund if group == "injure" && self.is_toll_of_other(toks) => Some("a toll of the act before it"),
            _ => None,
        }
        .or_else(|| self.refused_group(toks, form, group))
        .or_else(|| self.refused_state(toks, form, group))
    }

    fn refused_noun(&self, toks: &Range<usize>, group: &str) -> Option<&'static str> {
        match group {
            "coup" if self.is_known_coup(toks) => Some("a coup told before, which something else is told by"),
            "suicide" if self.names_the_slain(toks) => Some("those who were killed, not what they did"),
            "coup" if self.is_a_time(toks) => Some("only a time that something else is told by"),
            "agree" if super::super::prospect::is_broken(self.r, self.s, toks) => Some("a pact that was broken"),
            "agree" if self.says_who(toks) => Some("the name of those who made it"),
            "operation" if self.is_of_named(toks) => Some("the name of those who act"),
            "agree" if self.is_standing(toks) => Some("a pact that stands, and was made before"),
            _ if super::super::prospect::is_suffered(self.s, toks) => Some("what a land suffers, on no day"),
            _ if self.is_of_all(toks) => Some("any such act, blamed or welcomed"),
            _ if self.is_since_then(toks) => Some("only a time that something else is told by"),
            _ if self.is_laid_on_drive(toks) => Some("what something else was done because of"),
            _ if self.is_looked_into(toks) => Some("acts told before, which somebody looks into"),
            "crowd" | "riot" if self.faces_fighters(toks) => Some("those whom an armed group fought"),
            _ if self.is_only_named(toks) => Some("an act told elsewhere, whose makers or scene are told"),
            _ if self.is_behind_prefix(toks) => Some("what somebody is for or against, or what came before or after"),
            "clash" | "riot" | "protest" | clause::ATTACK if self.is_of_years(toks) => {
                Some("what went on for months or years")
            }
            _ if self.is_pointed_at(toks) => Some("what was told before"),
            _ if clause::ATTACK == group && self.is_cause(toks) => Some("what something else was done because of"),
            _ if self.is_only_a_time(toks) => Some("only a time that something else is told by"),
            "coup" if self.is_condemned(toks) => Some("welcomed or blamed, and told before"),
            _ if PACTS.contains(&group) && self.is_welcomed(toks) => Some("welcomed or blamed, and told before"),
            _ if self.drives_out(toks) => Some("what drove people out, told of no place or day"),
            _ => None,
        }
    }

    fn refused_group(&self, toks: &Range<usize>, form: Form, group: &str) -> Option<&'static str> {
        let many = || form != Form::Noun && !self.s.has_topic(HAUL) && self.takes_so_many(toks);
        match group {
            _ if self.comes_after(toks) => Some("an act told before, and what came before it"),
            _ if self.is_what_was_before(toks) => Some("what was before an act told before"),
            ARREST if self.is_held(toks) => Some("a meeting or a rally that was held"),
            ARREST if self.is_still_held(toks) => Some("somebody who was taken before"),
            ACCUSE if attribution::is_accuser_after(self.r, self.s, toks) => Some("the word of who tells an act"),
            ACCUSE if self.s.has_mark(toks.start, Mark::AgentPrep) => Some("leads to who is blamed for an act"),
            ACCUSE if form != Form::Noun && self.is_of_a_blow(toks) => Some("what is thought of an act told beside it"),
            ACCUSE if self.s.mark_in(toks.end..toks.end + 3, Mark::All) => Some("any such act, blamed or welcomed"),
            clause::ATTACK if form != Form::Noun && self.is_of_measure(toks) => {
                Some("what a law, an inquiry or a plan is for")
            }
            "rape" if form != Form::Noun && self.breaks_a_rule(toks) => Some("a rule or a pact that was broken"),
            "suspend" | "silence" | "disqualify" if self.is_known_aside(toks, form) => {
                Some("what was done to it before")
            }
            "coup" if form != Form::Noun && self.is_voted(toks) => Some("what a parliament voted"),
            "coup" if form != Form::Noun && self.is_former(toks) => Some("one who was ousted before"),
            ARREST if matches!(form, Form::Participle | Form::PastOrParticiple) && self.is_held_by(toks) => {
                Some("somebody who was taken before")
            }
            "blockade" if form == Form::Gerund && self.is_cut_by(toks) => Some("what the act told before it did"),
            "coup" if self.heads_something(toks) => Some("the head of something that is no state"),
            ACCUSE if self.is_accused(toks, form) => Some("somebody accused by nobody named"),
            DESTROY if self.is_effect(toks) => Some("what the act told before it did"),
            "deploy" if form == Form::Noun && self.is_standing_force(toks) => Some("forces that stand there"),
            "leave" | "exit" if self.is_only_an_end(toks, form) => Some("the end of what is told before"),
            "leave" | "exit" if self.is_on_its_way(toks) => Some("a way from one town to another"),
            clause::ATTACK if form != Form::Noun && self.is_meant(toks, form) => Some("what is meant to be done"),
            _ if PACTS.contains(&group) && self.are_counted_over_years(toks) => Some("so many acts of many years"),
            _ if self.opens_as_noun(toks, form) => Some("a noun that opens its sentence"),
            "strike" if self.is_said_of(toks, form) && self.is_of_blow(toks) => {
                Some("what the blow told right before it hit")
            }
            "abduct" if form != Form::Noun && self.is_freed_from(toks) => {
                Some("what those who are freed were freed from")
            }
            "abduct" | "take_people" if self.is_brought_to_care(toks) => Some("people who were brought to a hospital"),
            "die" if form != Form::Noun && self.dies_in_peace(toks) => Some("a death of which no blow is told"),
            "seize" if many() => Some("so many people or things, not a town"),
            "seize" | "take" | "take_people" if form != Form::Noun && self.takes_goods(toks) => {
                Some("goods, not ground")
            }
            "seize" | "enter" if form != Form::Noun && self.is_way_in(toks) => Some("the way into a town told before"),
            DESTROY if form != Form::Noun && self.is_their_camp(toks) => Some("what the act told before it did"),
            "fall_to" if self.died_in_hands(toks) => Some("those in whose hands people died"),
            "base" | "found_base" if self.had_been(toks) && !self.day_behind(toks) => Some("what had been before"),
            _ if HARM.contains(&group) && self.counts_nobody(toks) => Some("nobody was harmed"),
            _ => None,
        }
    }

    fn refused_state(&self, toks: &Range<usize>, form: Form, group: &str) -> Option<&'static str> {
        let goes_on = group == "blockade" && self.is_state(toks, form)
            || matches!(group, "blockade" | "besieged") && self.has_lasted(toks, form)
            || group == "retake" && self.is_resumed(toks, form);
        let named = matches!(form, Form::Noun | Form::Gerund);
        let reasons = [
            (self.is_struck(toks, form), "a pact that was struck"),
            (self.is_of_other_days(toks, form, group), "of days that are not told"),
            (named && self.is_discussed(toks), "what was talked about"),
            (goes_on, "a state, or what went on"),
            (self.takes_in(toks, group), "people who were taken in"),
        ];
        reasons.into_iter().find(|(told, _)| *told).map(|(_, why)| why)
    }

    /// "Seven peace accords were signed in the past five years": counted over a time that is longer than a year.
    fn are_counted_over_years(&self, toks: &Range<usize>) -> bool {
        let here = |a: &Range<usize>| a == toks || a.end <= toks.start;
        let counted = |at: usize| self.s.acts.iter().any(|(a, _)| a.start == at && here(a));
        let several = |m: &Mention| counted(m.toks.end) && matches!(m.what, What::Number(q) if q.told() > 1);
        let long = |m: &Mention| matches!(m.what, What::Date(d) if (d.to - d.from).get_days() > YEAR_DAYS);
        self.s.mentions.iter().any(several) && self.s.mentions.iter().any(long)
    }

    /// "Following the attack, the governor came": what was told before is only pointed at.
    fn is_pointed_at(&self, toks: &Range<usize>) -> bool {
        let s = self.s;
        let known = s.mark_in(toks.start.saturating_sub(1)..toks.end, Mark::Anaphor);
        let led = (2..=3).filter_map(|b| toks.end.checked_sub(b)).any(|i| {
            let own = s.has_mark(i, Mark::Determiner) || s.has_mark(i, Mark::Anaphor);
            !own && (s.has_mark(i, Mark::OtherPrep) || s.has_mark(i, Mark::OfPrep))
        });
        let opens = toks.start - s.body <= 5 && toks.end < s.toks.end && self.r.word(toks.end) == ",";
        let verb = |(a, x): &(Range<usize>, Vec<crate::data::Act>)| {
            a.start > toks.end && x.iter().any(|y| y.form != Form::Noun)
        };
        known && led && opens && s.acts.iter().any(verb)
    }

    /// "Halted more than a year of hostilities": the unit that a fight is counted by.
    fn is_of_years(&self, toks: &Range<usize>) -> bool {
        let elided = usize::from(toks.start > 0 && matches!(self.r.word(toks.start - 1), "'" | "’"));
        // "Une semaine de violents affrontements".
        let of = (1 + elided..=2 + elided).filter_map(|b| toks.start.checked_sub(b));
        let of = of.into_iter().find(|i| self.s.has_mark(*i, Mark::OfPrep));
        let unit = of.and_then(|i| i.checked_sub(1)).and_then(|i| self.r.lex.dates.units.get(self.r.word(i)));
        let after = of.is_some_and(|i| self.s.mark_in(i.saturating_sub(4).max(self.s.toks.start)..i, Mark::OtherPrep));
        unit.is_some_and(|u| {
            matches!(u.as_str(), "month" | "year" | "decade") || after && u == "week" && self.counts.is_empty()
        })
    }

    /// "Had received 19 bodies": those received are counted, so that nobody was met.
    fn takes_in(&self, toks: &Range<usize>, group: &str) -> bool {
        let next = self.s.mentions.iter().find(|m| m.toks.start >= toks.end && m.toks.start - toks.end <= 2);
        let who = self.s.mentions.iter().any(|m| m.toks.end == toks.start && m.who().is_some());
        // "Intelligence received by the soldiers": what nobody is called by was received.
        let within = toks.len() > 1 && self.s.has_mark(toks.end - 1, Mark::AgentPrep);
        let bare = !who && !clause::is_passive(self.r, self.s, toks.start);
        let plain = toks.start > self.s.body && self.r.word(toks.start - 1) != ",";
        group == "meet" && within && bare && plain
            || group == "receive" && next.is_some_and(|m| matches!(m.what, What::Number(_)))
    }

    /// "Were taken to Bellevue Hospital": those who are hurt are brought there.
    fn is_brought_to_care(&self, toks: &Range<usize>) -> bool {
        let to = |i: usize| self.s.has_mark(i, Mark::ToPrep) || self.s.has_mark(i, Mark::LocativePrep);
        // "Emmenés lundi à l'hôpital": a day may stand between.
        let day = self.s.mentions.iter().find(|m| m.is_time() && m.toks.start == toks.end);
        let next = day.map_or(toks.end, |m| m.toks.end);
        let care = |(t, name): &(Range<usize>, String)| name == CARE && t.start > next && t.start - next <= TO_CARE;
        to(next) && self.s.topics.iter().any(care)
    }

    /// "Rescued 14 people held by bandits": told of no day, it only says of what they were freed.
    fn is_freed_from(&self, toks: &Range<usize>) -> bool {
        let rescue = |(a, x): &(Range<usize>, Vec<crate::data::Act>)| {
            a.end <= toks.start
                && toks.start - a.end <= 8
                && x.iter().any(|y| y.group == "rescue" && y.form != Form::Noun)
        };
        let forces = |m: &Mention| m.who().is_some_and(|w| class_of(self.r, w, "armed forces") == Class::StateForces);
        let by = self.s.mentions.iter().any(|m| m.toks.end <= toks.start && forces(m));
        let said = |i: usize| self.s.has_mark(i, Mark::Report);
        let own = |m: &Mention| m.is_time() && m.toks.start >= toks.end && !(toks.end..m.toks.start).any(said);
        by && self.s.acts.iter().any(rescue) && !self.s.mentions.iter().any(own)
    }

    /// "An anti-coup activist", "the post-coup cabinet": the word says only what somebody is against, or when.
    fn is_behind_prefix(&self, toks: &Range<usize>) -> bool {
        let close = |i: usize| !self.r.cut.tokens[i].spaced;
        let nouns = &self.r.lex.nouns;
        let prefix = |w: &str| nouns.leanings.iter().chain(&nouns.times).any(|p| p == w);
        toks.start >= self.s.toks.start + 2
            && self.r.word(toks.start - 1) == "-"
            && close(toks.start)
            && close(toks.start - 1)
            && prefix(self.r.word(toks.start - 2))
    }
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;

    fn types(language: &str, text: &str) -> Vec<String> {
        told(language, "2025-07-07", text).into_iter().map(|e| e.sub_type).collect()
    }

    #[test]
    fn what_somebody_is_against_or_what_is_only_planned_is_no_act() {
        let text = "An anti-coup activist said three villages were burned near Monywa on Friday.";
        assert_eq!(types("en", text), ["Looting/property destruction"]);
        assert!(types("fr", "Un militant anti-putsch a parlé vendredi à Conakry.").is_empty());
        assert!(types("en", "Police sealed off Freetown before a planned protest on Thursday.").is_empty());
    }

    #[test]
    fn a_way_is_no_withdrawal() {
        assert!(types("en", "Security forces left Macomia for Nguida on Friday.").is_empty());
        assert_eq!(types("en", "The army left Kidal on Friday."), ["Force withdrawal"]);
    }

    #[test]
    fn what_is_only_pointed_at_is_no_act() {
        let text = "As a result of the attacks, 60 fighters surrendered to the army in Diffa on 3 June.";
        assert_eq!(types("en", text), ["Other"]);
    }

    #[test]
    fn months_of_fighting_are_no_fight() {
        let text = "The accord of 5 March 2020 halted six months of fighting between the army and the rebels.";
        assert!(!types("en", text).contains(&"Armed clash".to_string()));
        let text = "L'accord du 5 mars 2020 a mis fin à plus d'un an de combats entre l'armée et les rebelles.";
        assert!(!types("fr", text).contains(&"Armed clash".to_string()));
    }

    #[test]
    fn those_deployed_somewhere_are_only_named_by_it() {
        assert!(types("en", "Soldiers deployed in Goma have not been paid, the union said on Friday.").is_empty());
        assert!(types("fr", "Les soldats déployés à Goma ne sont pas payés, a dit le syndicat vendredi.").is_empty());
        assert_eq!(types("en", "Soldiers were deployed in Goma on Friday."), ["Force deployment"]);
    }

    #[test]
    fn what_captives_are_freed_from_is_no_act_of_the_day_of_the_word() {
        let text = "Troops rescued 14 people held hostage by bandits in Kaduna, an official said on Saturday.";
        assert_eq!(types("en", text), ["Other"]);
    }

    #[test]
    fn news_received_by_soldiers_is_no_meeting() {
        let text = "Intelligence received by the soldiers from the bandits led to Gwazunu on Friday.";
        assert!(!types("en", text).contains(&"Diplomatic meeting".to_string()));
    }

    #[test]
    fn looting_in_which_people_fell_is_an_attack_on_them() {
        assert_eq!(types("en", "A cattle raid in Tonj on Friday left five people dead, an official said."), ["Attack"]);
        assert_eq!(types("fr", "Un vol de bétail a fait cinq morts vendredi à Tonj."), ["Attack"]);
        assert_eq!(types("en", "Cattle raiders stole 300 cows in Tonj on Friday."), ["Looting/property destruction"]);
    }
}
