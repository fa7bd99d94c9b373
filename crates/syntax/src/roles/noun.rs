//! The sides of an act told by a noun: "the attack by rebels on a convoy", "l'attaque des rebelles contre".

use super::lists::List;
use super::{Party, Reading, Sides, Via};
use crate::tree::{Rel, Upos};

/// The verbs and participles that carry a noun, and the sides they give it.
impl Reading<'_> {
    pub(crate) fn noun_sides(&self, act: u32) -> Sides {
        let mut sides = Sides { who: self.doers(act), whom: self.sufferers(act) };
        self.share_of(act, &mut sides);
        if let Some(verb) = self.carrier(act) {
            self.carried(act, verb, &mut sides);
        }
        self.scene(act, &mut sides);
        sides
    }

    /// "By", a possessor, and a name written before the noun.
    fn doers(&self, act: u32) -> Vec<Party> {
        let by = self.agents(act);
        if !by.is_empty() {
            return by;
        }
        let place = |k: &u32| match self.rel(*k) {
            Rel::NmodPoss => Some((*k, Via::Possessor)),
            Rel::Compound if self.word(*k).tag.upos == Upos::Propn => Some((*k, Via::Compound)),
            _ => None,
        };
        let found = self.kids(act).find_map(|k| place(&k));
        let (owners, victims) = (found.into_iter(), self.is(act, List::OfWhom));
        owners.filter(|(_, via)| !victims || *via == Via::Compound).flat_map(|(k, v)| self.parties(k, v)).collect()
    }

    /// "Against", "on" and participles such as "targeting".
    fn sufferers(&self, act: u32) -> Vec<Party> {
        let own = self.kids(act).find(|k| self.is_target(*k));
        let low = || self.complements(act).find(|k| self.is_target(*k));
        let against = own.or_else(low).into_iter().map(|k| (k, Via::Against));
        let aimed = self.kids_by(act, Rel::Acl).filter(|k| self.is(*k, List::Aim) && !self.passive(*k));
        let objects = aimed.flat_map(|k| self.kids_by(k, Rel::Obj)).map(|k| (k, Via::Against));
        let mine = self.kids_by(act, Rel::NmodPoss).filter(|_| self.is(act, List::OfWhom)).map(|k| (k, Via::Possessor));
        against.chain(objects).chain(mine).flat_map(|(k, via)| self.parties(k, via)).collect()
    }

    /// A complement under "against" that is no time ("on Monday").
    fn is_target(&self, k: u32) -> bool {
        matches!(self.rel(k), Rel::Nmod | Rel::Obl) && self.under(k, List::Against) && !self.is_time(k)
    }

    /// "Of" leads to the sufferer of a killing and to the doer of an attack.
    fn share_of(&self, act: u32, sides: &mut Sides) {
        let of = self.kids_by(act, Rel::Nmod).find(|k| self.under(*k, List::Of) && !self.is_time(*k));
        let Some(of) = of else { return };
        let side = if self.is(act, List::OfWhom) { &mut sides.whom } else { &mut sides.who };
        if side.is_empty() {
            side.extend(self.parties(of, Via::Of));
        }
    }

    /// The verb that carries a noun: "carried out an attack", "une attaque menée par".
    pub(crate) fn carrier(&self, act: u32) -> Option<u32> {
        let above =
            self.head(act).filter(|_| matches!(self.rel(act), Rel::Obj | Rel::NsubjPass | Rel::Nsubj | Rel::Obl));
        let below = self.kids(act).filter(|k| matches!(self.rel(*k), Rel::Acl | Rel::AclRelcl));
        let noun = self.is_noun(act);
        above.into_iter().chain(below).find(|v| noun && self.is(*v, List::Support))
    }

    fn carried(&self, act: u32, verb: u32, sides: &mut Sides) {
        let object = self.rel(act) == Rel::Obj;
        if sides.who.is_empty() && self.passive(verb) {
            sides.who = self.agents(verb);
        } else if sides.who.is_empty() && object {
            sides.who = self.verb_sides(verb).who;
        }
        if sides.whom.is_empty() {
            let targets = self.kids(verb).filter(|k| self.is_target(*k) && *k != act);
            sides.whom = targets.flat_map(|k| self.parties(k, Via::Against)).collect();
        }
    }

    /// "The camp came under attack", "le village a été la cible d'une attaque".
    fn scene(&self, act: u32, sides: &mut Sides) {
        let Some(head) = self.head(act).filter(|_| sides.whom.is_empty()) else { return };
        let under = self.under(act, List::Scene) || self.is(head, List::Scene);
        if !under {
            return;
        }
        let subjects = self.subjects(head, 4);
        let above = self.head(head).filter(|_| subjects.is_empty()).map(|h| self.subjects(h, 4));
        let found = above.unwrap_or(subjects).into_iter().filter(|s| *s != act);
        sides.whom = found.flat_map(|s| self.parties(s, Via::Subject)).collect();
    }
}
