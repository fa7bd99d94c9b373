//! An attack that is told by how it failed: who threw it back was attacked.

use super::*;

/// So many words after the verb the attack is named that was thrown back.
const NEXT: usize = 5;

/// So many words after an attack stands who made it.
const MAKER: usize = 4;

impl Context<'_, '_> {
    /// "Troops repelled an attack on their base", "ont repoussé samedi un assaut": whoever beats an attack back was its
    /// target, and those whose attack it was did it.
    pub(super) fn withstand(&self, sides: &mut Sides, act: &Range<usize>, form: Form, group: &str) {
        if form == Form::Noun || group != "counter" || clause::is_passive(self.r, self.s, act.start) {
            return;
        }
        let Some(attack) = self.thrown_back(act) else { return };
        // "Lost five men in repelling an attack": the subject of the main verb.
        let main = || self.groups.iter().find(|g| g.free() && !g.object && g.toks.end <= act.start);
        if let Some(main) = main().filter(|_| form == Form::Gerund) {
            sides.initiators.clone_from(&main.members);
        }
        if sides.initiators.iter().any(|p| p.toks.start >= act.end) {
            return;
        }
        let of = [Mark::OfPrep, Mark::AgentPrep];
        let near = |g: &&Group| g.toks.start >= attack.end && g.toks.start - attack.end <= MAKER;
        let led = |g: &&Group| of.iter().any(|m| g.governed_by(*m)) || g.toks.start == attack.end;
        let made = self.groups.iter().filter(near).find(led).map(|g| g.members.clone());
        let armed = |p: &Party| class_of(self.r, p.who, "armed forces").is_armed_group();
        let other = |p: &Party| armed(p) && !sides.initiators.contains(p);
        let told = || sides.targets.iter().filter(|p| other(p)).cloned().collect();
        let makers: Vec<Party> = made.filter(|m| m.iter().all(other)).unwrap_or_else(told);
        sides.targets = std::mem::replace(&mut sides.initiators, makers);
    }

    /// The attack that a verb has for its object, over an article and a day.
    fn thrown_back(&self, act: &Range<usize>) -> Option<Range<usize>> {
        let blow = |x: &crate::data::Act| x.form == Form::Noun && BLOWS.contains(&x.group.as_str());
        let near = |a: &Range<usize>| a.start >= act.end && a.start - act.end <= NEXT;
        let time = |i: usize| self.s.mentions.iter().any(|m| m.is_time() && m.toks.contains(&i));
        let number =
            |i: usize| self.s.mentions.iter().any(|m| matches!(m.what, What::Number(_)) && m.toks.contains(&i));
        let light = |i: usize| time(i) || number(i) || self.s.has_mark(i, Mark::Determiner) || self.is_bare(i);
        let mut acts = self.s.acts.iter().filter(|(a, x)| near(a) && x.iter().any(blow));
        acts.find(|(a, _)| (act.end..a.start).all(light)).map(|(a, _)| a.clone())
    }

    /// "An attack of the rebels was beaten back by the army": those whose attack it was did it, and suffered none.
    pub(super) fn give_back(&self, sides: &mut Sides, attack: &Range<usize>, verb: &Range<usize>, hit: &Group) {
        let armed = |p: &Party| class_of(self.r, p.who, "armed forces").is_armed_group() && !hit.members.contains(p);
        let near =
            |g: &&Group| g.toks.start >= attack.end && g.toks.end <= verb.start && g.toks.start - attack.end <= MAKER;
        let makers = self.groups.iter().filter(near).find(|g| g.governed_by(Mark::OfPrep));
        if let Some(makers) = makers.filter(|g| g.members.iter().all(armed)) {
            sides.targets.retain(|p| !makers.members.contains(p));
            sides.initiators.clone_from(&makers.members);
        }
    }

    /// The town that its sentence only measures from: "in Kobi, 20 km from Gao".
    pub(super) fn landmark(&self) -> Option<String> {
        let far = |p: &&Spot| place::is_measured_from(self.r, self.s, &p.toks);
        self.spots.iter().find(far).map(|p| p.name.clone())
    }

    /// A small-letter word that nothing is known of, such as an adjective.
    fn is_bare(&self, i: usize) -> bool {
        let marked = self.s.marks.iter().any(|(m, _)| m.contains(&i));
        let named = self.s.mentions.iter().any(|m| m.toks.contains(&i) && m.is_proper());
        !marked && !named && !self.r.cut.tokens[i].capital && self.r.word(i).len() > 2
    }
}
