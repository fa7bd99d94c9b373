//! Who does an act to whom: what the tree and the order of words say, and who stands beside, is spoken of or loses it.

use super::*;

impl<'a> Context<'_, 'a> {
    /// Who does it to whom as the tree and the order of words have it together, and by the order of words alone,
    /// for an act of which the first makes no event.
    pub(super) fn readings(&self, toks: &Range<usize>, form: Form, group: &str) -> [Sides; 2] {
        let order = self.by_order(toks, form, group);
        let both = self.sides_of(toks, form, group, order.clone());
        [both, order].map(|mut sides| {
            if sides.initiators.is_empty() {
                sides.initiators.extend(self.by_nation(toks, group));
            }
            self.join_allies(&mut sides, toks);
            self.drop_speakers(&mut sides, toks);
            self.take_from(&mut sides, toks);
            sides
        })
    }

    /// "The army, alongside mercenaries, retook the town": who stands beside the doer does it too, and is not hit.
    fn join_allies(&self, sides: &mut Sides, act: &Range<usize>) {
        let led =
            |p: &Party| (1..=3).filter_map(|b| p.toks.start.checked_sub(b)).any(|i| self.s.has_mark(i, Mark::Beside));
        sides.targets.retain(|p| !led(p));
        let armed = |p: &&Party| class_of(self.r, p.who, "armed forces").is_armed();
        let near = |p: &&Party| distance(&p.toks, act) <= 10 && led(p);
        let allies = self.groups.iter().flat_map(|g| &g.members).filter(armed).filter(near);
        let new: Vec<Party> = allies.filter(|p| !sides.initiators.iter().any(|i| i.who == p.who)).cloned().collect();
        if !sides.initiators.is_empty() {
            sides.initiators.extend(new);
        }
    }

    /// "..., the mission said" at the end of a sentence: who speaks there takes no part, whatever a tree says.
    fn drop_speakers(&self, sides: &mut Sides, act: &Range<usize>) {
        let speaks = |p: &Party| {
            let after = self.groups.iter().filter(|g| g.toks.start >= act.end);
            after.into_iter().any(|g| g.members.contains(p) && clause::is_speaker(self.r, self.s, g))
        };
        sides.initiators.retain(|p| !speaks(p));
        sides.targets.retain(|p| !speaks(p));
    }

    /// "recaptured the palace from the rebels": whom a thing is taken from is hit, not the thing.
    fn take_from(&self, sides: &mut Sides, act: &Range<usize>) {
        let armed = |g: &&Group| {
            g.members.iter().all(|p| class_of(self.r, p.who, "armed forces").is_armed() && !self.is_thing(p))
        };
        let from =
            |g: &&Group| g.governed_by(Mark::FromPrep) && g.toks.start >= act.end && g.toks.start - act.end <= 12;
        let between = |g: &&Group| self.s.acts.iter().any(|(a, _)| a.start >= act.end && a.end <= g.toks.start);
        if let Some(loser) = self.groups.iter().filter(from).find(armed).filter(|g| !between(g))
            && sides.targets.iter().all(|p| self.is_thing(p) || matches!(p.who, Who::State(_)))
        {
            sides.targets.clone_from(&loser.members);
        }
    }

    /// "Israeli air strikes", "une frappe française": whose arms they are. Of other acts the adjective of the report's
    /// own country only says where ("the Malian attack").
    fn by_nation(&self, toks: &Range<usize>, group: &str) -> Option<Party> {
        let beside = |m: &&Mention| m.toks.end == toks.start || m.toks.start == toks.end;
        let found = self.s.mentions.iter().filter(beside).find_map(|m| match m.what {
            What::Demonym(country) => Some(Party { who: Who::State(country), toks: m.toks.clone() }),
            _ => None,
        });
        let arms = matches!(group, "strike" | "shell");
        found.filter(|p| arms || self.r.home.is_some() && p.who != Who::State(self.r.home.unwrap_or_default()))
    }

    fn by_order(&self, toks: &Range<usize>, form: Form, group: &str) -> Sides {
        match group {
            "die" => clause::suffers(self.r, self.s, &self.groups, toks, form),
            _ => clause::sides(self.r, self.s, &self.groups, toks, form),
        }
    }

    /// Who does the act to whom, by the order of the words and, where it knows better, by the tree.
    fn sides_of(&self, toks: &Range<usize>, form: Form, group: &str, order: Sides) -> Sides {
        let suffers = group == "die" || form == Form::Undergone;
        let grammar = self.by_grammar(toks);
        grammar::better(if suffers { grammar.suffered() } else { grammar }, order)
    }

    /// The sides that the tree gives an act. A word of several groups is parsed once.
    fn by_grammar(&self, toks: &Range<usize>) -> Sides {
        let mut trees = self.trees.borrow_mut();
        trees.entry(toks.start).or_insert_with(|| grammar::sides(self.r, self.s, &self.groups, toks)).clone()
    }
}
