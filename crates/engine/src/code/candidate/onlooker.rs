//! Who only sees, mourns, foils or verifies a blow that others dealt: "the army verified the killing of two traders".

use super::Context;
use crate::code::clause::{self, ATTACK, Group, PREPOSITIONS, Party, Sides};
use crate::code::party::class_of;
use crate::data::{Act, Form, Mark};
use std::ops::Range;

/// Blows that forces and rulers are told of more often than they deal them. Strikes and operations are their own.
const BLOWS_OF_OTHERS: [&str; 8] = [ATTACK, "kill", "abduct", "wound", "rape", "ied", "suicide", "die"];

/// The group of words that only look like acts.
const NO_BLOW: &str = "no_act";

impl Context<'_, '_> {
    /// Takes those from the doers of a blow whom another verb parts from its noun, unless that verb says that they did it
    /// ("carried out", "launched") or an armed group was hit.
    pub(super) fn drop_onlookers(&self, sides: &mut Sides, act: &Range<usize>, form: Form, group: &str) {
        let class = |p: &Party| class_of(self.r, p.who, "government");
        let enemy = sides.targets.iter().any(|p| class(p).is_armed_group());
        let noun = if form == Form::Noun { Some(act.clone()) } else { self.noun_that(act) };
        let Some(noun) = noun.filter(|_| !enemy && BLOWS_OF_OTHERS.contains(&group)) else { return };
        sides.initiators.retain(|p| !self.only_looks_on(p, &noun));
    }

    /// "Attended the funeral of three soldiers killed", "the wife of a soldier": of those hit, only they.
    pub(super) fn spare_bystanders(&self, sides: &mut Sides, act: &Range<usize>, form: Form) {
        let bare = matches!(form, Form::Participle | Form::PastOrParticiple);
        let of = |g: &&Group| g.toks.end == act.start && g.governed_by(Mark::OfPrep);
        let own = self.groups.iter().find(of).filter(|_| bare && !clause::is_passive(self.r, self.s, act.start));
        if let Some(own) = own.filter(|_| sides.targets.iter().any(|t| t.toks.end < act.start)) {
            sides.targets.retain(|t| t.toks.start >= act.end);
            sides.targets.extend(own.members.iter().cloned());
        }
        sides.targets.retain(|t| !self.is_of_kin(t));
    }

    /// "A heavy attack from JNIM": an armed group from whom a blow comes dealt it.
    pub(super) fn come_from(&self, sides: &mut Sides, act: &Range<usize>, form: Form, group: &str) {
        let blow = form == Form::Noun && BLOWS_OF_OTHERS.contains(&group);
        let armed = |p: &Party| class_of(self.r, p.who, "government").is_armed_group();
        let from = |g: &&Group| {
            let gap = act.end..g.toks.start;
            g.toks.start > act.end && gap.len() <= 2 && gap.clone().any(|i| self.s.has_mark(i, Mark::FromPrep))
        };
        let Some(own) = self.groups.iter().find(from).filter(|g| blow && g.members.iter().all(armed)) else { return };
        sides.targets.retain(|t| !own.members.contains(t));
        if sides.initiators.is_empty() {
            sides.initiators.extend(own.members.iter().cloned());
        }
    }

    /// "The wife of a soldier".
    fn is_of_kin(&self, party: &Party) -> bool {
        let small = |i: &usize| self.s.has_mark(*i, Mark::Determiner) || matches!(self.r.word(*i), "'" | "’");
        let of = (self.s.toks.start..party.toks.start).rev().find(|i| !small(i));
        let kin = of.filter(|i| self.s.has_mark(*i, Mark::OfPrep)).and_then(|i| i.checked_sub(1));
        kin.is_some_and(|i| self.s.has_mark(i, Mark::Kin))
    }

    /// "A blast that killed two": the noun whose clause a verb is.
    fn noun_that(&self, verb: &Range<usize>) -> Option<Range<usize>> {
        let aux = |i: &usize| self.s.has_mark(*i, Mark::Perfect) || self.s.has_mark(*i, Mark::Passive);
        let that = (self.s.toks.start..verb.start).rev().find(|i| !aux(i))?;
        if !self.s.has_mark(that, Mark::Relative) {
            return None;
        }
        let noun = self.s.acts.iter().find(|(a, x)| a.end == that && x.iter().any(|y| y.form == Form::Noun));
        noun.map(|(a, _)| a.clone())
    }

    /// Whether a verb that does nothing stands between somebody and the noun of an act with its article.
    fn only_looks_on(&self, party: &Party, act: &Range<usize>) -> bool {
        let s = self.s;
        let gap = party.toks.end..act.start;
        let opens = |i: &usize| {
            let number = s.mentions.iter().any(|m| m.toks.start == *i && m.who().is_none());
            [Mark::Determiner, Mark::Possessive, Mark::Anaphor].iter().any(|m| s.has_mark(*i, *m)) || number
        };
        // "The killing" may be one word for what was told before.
        let Some(noun) = gap.clone().rev().find(opens) else { return false };
        if gap.clone().any(|i| s.has_mark(i, Mark::Claim)) {
            return false;
        }
        let lead = noun.checked_sub(1).filter(|i| gap.contains(i));
        // "Launched a search after the killing": whatever was done came after it.
        if lead.is_some_and(|i| s.has_mark(i, Mark::Clause) && s.has_mark(i, Mark::OtherPrep)) {
            return true;
        }
        let with = |i: usize| s.has_mark(i, Mark::WithPrep) || s.has_mark(i, Mark::AgentPrep);
        let did = s.mark_in(gap.clone(), Mark::Support);
        !did && !lead.is_some_and(with) && (gap.start..noun).any(|i| self.is_verb_of_its_own(i))
    }

    /// A word that is no article, auxiliary, preposition or joint, and of no name.
    fn is_verb_of_its_own(&self, i: usize) -> bool {
        let s = self.s;
        let small = [Mark::Determiner, Mark::Possessive, Mark::Perfect, Mark::Passive, Mark::And, Mark::Relative];
        let light = small.iter().chain(&PREPOSITIONS).any(|m| s.has_mark(i, *m)) || s.has_mark(i, Mark::Clause);
        let word = self.r.cut.tokens[i].kind == vigie_syntax::Kind::Word;
        let blow = |(a, x): &(Range<usize>, Vec<Act>)| a.contains(&i) && x.iter().any(|y| y.group != NO_BLOW);
        word && !light && !s.mentions.iter().any(|m| m.toks.contains(&i)) && !s.acts.iter().any(blow)
    }
}

#[cfg(test)]
mod tests {
    use crate::code::testing::{names, told};

    /// Who dealt the first blow that a text tells of; nobody known if it tells of none.
    fn doer(lang: &str, text: &str) -> String {
        let events = told(lang, "2025-07-08", text);
        let blow = events.iter().find(|e| e.event_type != "Political developments");
        blow.map_or(NOBODY.into(), |e| names(&e.initiators))
    }

    const NOBODY: &str = "Unidentified armed group";

    #[test]
    fn who_speaks_of_a_blow_did_not_deal_it() {
        let acts = ["the killing of two traders", "an attack on a market", "a bomb blast that killed two traders"];
        let verbs = ["verified", "mourned", "survived", "witnessed", "learned of", "failed to stop", "apologised over"];
        for act in acts {
            for verb in verbs {
                let text = format!("The army {verb} {act} in Gao on Monday.");
                assert_eq!(doer("en", &text), NOBODY, "{text}");
            }
        }
        let search = "Soldiers launched a search after the killing of two traders in Gao on Monday.";
        assert_eq!(doer("en", search), NOBODY);
        for verb in ["a constaté", "a filmé", "redoutait"] {
            let text = format!("L'armée {verb} une attaque contre un marché lundi à Gao.");
            assert_eq!(doer("fr", &text), NOBODY, "{text}");
        }
    }

    #[test]
    fn who_dealt_it_is_told_by_verbs_that_do() {
        let did = ["launched", "carried out", "committed", "took part in", "claimed responsibility for"];
        for verb in did {
            let text = format!("The army {verb} an attack on a market in Gao on Monday.");
            assert_eq!(doer("en", &text), "Malian Armed Forces", "{text}");
        }
        assert_eq!(doer("en", "Soldiers killed two traders in Gao on Monday."), "Malian Armed Forces");
        assert_eq!(doer("en", "An army attack on a market in Gao on Monday killed two."), "Malian Armed Forces");
        for verb in ["launched", "carried out", "coordinated", "claimed"] {
            let text = format!("JNIM {verb} an attack on a market in Gao on Monday.");
            assert_eq!(doer("en", &text), "JNIM", "{text}");
        }
        assert_eq!(doer("en", "JNIM witnessed an attack on a market in Gao on Monday."), NOBODY);
        assert_eq!(doer("en", "Rebels staged an attack on a market in Gao on Monday."), NOBODY);
        let text = "L'armée a mené une attaque contre un marché lundi à Gao.";
        assert_eq!(doer("fr", text), "Malian Armed Forces");
    }

    /// Who was hit by the first blow.
    fn hit(lang: &str, text: &str) -> String {
        told(lang, "2025-07-08", text).first().map_or_else(String::new, |e| names(&e.targets))
    }

    #[test]
    fn who_buries_the_dead_and_whose_kin_they_are_was_not_hit() {
        let rites = "The president attended the funeral of three soldiers killed in Gao on Monday.";
        assert_eq!(hit("en", rites), "Malian Armed Forces");
        assert_eq!(hit("en", "The wife of a soldier was killed in Gao on Monday."), "Civilians");
        assert_eq!(hit("fr", "L'épouse d'un soldat a été tuée lundi à Gao."), "Civilians");
        assert_eq!(hit("en", "A soldier was killed in Gao on Monday."), "Malian Armed Forces");
    }

    #[test]
    fn from_whom_a_blow_comes_dealt_it() {
        assert_eq!(doer("en", "Soldiers took two villages from JNIM near Gao on Monday."), "Malian Armed Forces");
        assert_eq!(doer("en", "An attack from JNIM killed two traders in Gao on Monday."), "JNIM");
    }

    #[test]
    fn an_enemy_is_hit_by_who_tells_of_it() {
        let text = "The army confirmed an attack on a JNIM camp near Gao on Monday.";
        assert_eq!(doer("en", text), "Malian Armed Forces");
    }
}
