//! Who does an act to whom: what the tree and the order of words say, and who stands beside, is spoken of or loses it.

use super::*;

impl<'a> Context<'_, 'a> {
    /// Who does it to whom as the tree and the order of words have it together, and by the order of words alone,
    /// for an act of which the first makes no event.
    pub(super) fn readings(&self, toks: &Range<usize>, form: Form, group: &str) -> [Sides; 2] {
        let order = self.by_order(toks, form, group);
        let both = self.sides_of(toks, form, group, order.clone());
        [both, order].map(|mut sides| {
            self.drop_voices(&mut sides);
            self.face_crowd(&mut sides, group);
            self.name_them(&mut sides, toks, form);
            if sides.initiators.is_empty() {
                let named = form == Form::Noun || toks.len() > 1 && matches!(group, "strike" | "shell");
                sides.initiators.extend(self.by_nation(toks, group).filter(|_| named));
            }
            self.join_allies(&mut sides, toks);
            self.drop_speakers(&mut sides, toks);
            self.drop_onlookers(&mut sides, toks, form, group);
            self.spare_bystanders(&mut sides, toks, form);
            self.take_from(&mut sides, toks, form);
            self.come_from(&mut sides, toks, form, group);
            self.hit_losers(&mut sides, toks, form, group);
            self.killed_in(&mut sides, toks, group);
            self.beat_back(&mut sides, toks, form);
            self.spare_callers(&mut sides, toks, form, group);
            self.withstand(&mut sides, toks, form, group);
            self.hit_marchers(&mut sides, toks);
            self.lay_blame(&mut sides, toks, form);
            self.accuse_only(&mut sides, toks, group);
            self.spare_accuser(&mut sides, toks);
            self.go_on(&mut sides, toks, form, group);
            self.drop_givers(&mut sides, toks, group);
            sides
        })
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
        let mut grammar = self.by_grammar(toks);
        // Who only backs those who act is not alone in it, whatever a tree says.
        if grammar.initiators.iter().all(|p| self.is_beside(p)) {
            grammar.initiators.clear();
        }
        if form == Form::Noun {
            self.mend_noun(toks, &mut grammar, &order);
        }
        // "Had signed the law that parliament passed": the subject of an active verb is not its object.
        let active = form == Form::Participle && !clause::is_passive(self.r, self.s, toks.start);
        let had = (toks.start.saturating_sub(2)..toks.start).any(|i| self.s.has_mark(i, Mark::Perfect));
        let turned = order.initiators.iter().all(|p| grammar.targets.contains(p));
        if active && had && !order.initiators.is_empty() && turned {
            return order;
        }
        // "Died in fighting between the army and rebels": whoever a fight is between fought it.
        if form == Form::Noun && order.initiators.len() > 1 && self.fight_of(toks, &order.initiators) {
            return order;
        }
        // "Police fired on marchers, killing three": after a comma whoever did what stands before it goes on.
        let goes_on = form == Form::Gerund && toks.start > 0 && self.r.word(toks.start - 1) == ",";
        if goes_on && !order.initiators.is_empty() && !grammar.initiators.iter().any(|p| order.initiators.contains(p)) {
            grammar.initiators.clear();
        }
        // "deux fidèles tués, une trentaine emmenés": a bare participle is suffered by the noun before it.
        let bare = form == Form::Participle && order.initiators.is_empty() && !order.targets.is_empty();
        if bare && grammar.initiators == order.targets {
            return order;
        }
        grammar::better(if suffers { grammar.suffered() } else { grammar }, order)
    }

    /// What a tree gets wrong of the sides of a noun.
    fn mend_noun(&self, toks: &Range<usize>, grammar: &mut Sides, order: &Sides) {
        // "L'attaque d'un poste militaire": a thing that is all that a noun of an act has by "of" was hit, and "the
        // dissolution of the parties" is done to them.
        let of = |p: &Party| clause::governor(self.r, self.s, p.toks.start).contains(&Mark::OfPrep);
        let hit = |p: &Party| self.is_thing(p) || clause::is_objective(self.s, toks) && of(p);
        if grammar.targets.is_empty() && grammar.initiators.iter().all(hit) {
            grammar.targets = std::mem::take(&mut grammar.initiators);
        }
        // "Troops deployed in response to an attack": who acts because of it did not do it.
        let because = |p: &Party| p.toks.end <= toks.start && self.s.mark_in(p.toks.end..toks.start, Mark::Because);
        grammar.initiators.retain(|p| !because(p));
        // "In an attack on Monday, rebels hit the town": a comma parts the noun from who acts next.
        grammar.targets.retain(|p| order.targets.contains(p) || !self.is_parted(toks, p));
    }

    /// Whether "between" leads to some right after an act.
    fn fight_of(&self, act: &Range<usize>, parties: &[Party]) -> bool {
        parties.iter().map(|p| p.toks.start).min().is_some_and(|at| self.s.mark_in(act.end..at, Mark::Between))
    }

    /// Whether a comma right before somebody, and no "and", parts him from an act.
    fn is_parted(&self, act: &Range<usize>, party: &Party) -> bool {
        let light = |i: &usize| self.s.has_mark(*i, Mark::Determiner);
        let before = (act.end..party.toks.start).rev().find(|i| !light(i));
        before.is_some_and(|i| self.r.word(i) == ",") && !self.s.mark_in(act.end..party.toks.start, Mark::And)
    }

    /// The sides that the tree gives an act. A word of several groups is parsed once.
    fn by_grammar(&self, toks: &Range<usize>) -> Sides {
        let mut trees = self.trees.borrow_mut();
        trees.entry(toks.start).or_insert_with(|| grammar::sides(self.r, self.s, &self.groups, toks)).clone()
    }
}
