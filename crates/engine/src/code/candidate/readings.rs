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
            self.take_from(&mut sides, toks);
            self.beat_back(&mut sides, toks, form);
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
        // "L'attaque d'un poste militaire": a thing that is all that a noun of an act has by "of" was hit.
        if form == Form::Noun && grammar.targets.is_empty() && grammar.initiators.iter().all(|p| self.is_thing(p)) {
            grammar.targets = std::mem::take(&mut grammar.initiators);
        }
        // "deux fidèles tués, une trentaine emmenés": a bare participle is suffered by the noun before it.
        let bare = form == Form::Participle && order.initiators.is_empty() && !order.targets.is_empty();
        if bare && grammar.initiators == order.targets {
            return order;
        }
        grammar::better(if suffers { grammar.suffered() } else { grammar }, order)
    }

    /// The sides that the tree gives an act. A word of several groups is parsed once.
    fn by_grammar(&self, toks: &Range<usize>) -> Sides {
        let mut trees = self.trees.borrow_mut();
        trees.entry(toks.start).or_insert_with(|| grammar::sides(self.r, self.s, &self.groups, toks)).clone()
    }
}
