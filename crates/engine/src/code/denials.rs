//! Who denies what another sentence says he did.

use super::attribution;
use super::before::Before;
use super::clause;
use super::event::{Draft, is_same_side};
use super::party::actor;
use super::scan::{Reader, Sentence};
use crate::model::Stance;

/// So many sentences after an act it may be denied.
const REACH: usize = 4;

/// "The army denied the account": an act that one tells of and one of its sides denies is only alleged. Who denies a toll denies no act.
pub(crate) fn deny(r: &Reader, n: usize, s: &Sentence, before: &Before, draft: &mut Draft) {
    let near = draft.frame_is_disorder() && n > draft.sentence && n - draft.sentence <= REACH;
    if !near || !s.tolls.is_empty() || draft.event.said_by.is_none() {
        return;
    }
    let groups = clause::groups(r, s, before.topic.as_ref());
    let Some(who) = attribution::sources(r, s, &groups, before).into_iter().find(|x| x.deny) else { return };
    let denier = actor(r, who.party.who, draft.country, "armed forces");
    let mut sides = draft.event.initiators.iter().chain(&draft.event.targets);
    let side = sides.any(|a| is_same_side(&a.name, &denier.name));
    let own = draft.event.said_by.as_ref().is_some_and(|by| is_same_side(by, &denier.name));
    if side && !own {
        draft.event.stance = Stance::Alleged;
    }
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;
    use crate::model::Stance;

    fn check(lang: &str, text: &str, stance: Stance) {
        let events = told(lang, "2025-07-07", text);
        assert_eq!(events.iter().map(|e| e.stance).collect::<Vec<_>>(), [stance], "{text}");
    }

    #[test]
    fn what_its_doer_denies_is_alleged() {
        let queue = "Soldiers shot dead 14 people in a queue for bread in Hama on Friday, medics said. The Syrian army denied it.";
        check("en", queue, Stance::Alleged);
        let rebels = "Le M23 a tué douze civils vendredi à Masisi, selon des habitants. Le groupe a démenti.";
        check("fr", rebels, Stance::Alleged);
    }

    #[test]
    fn what_who_was_hit_denies_is_alleged() {
        let town = "M23 rebels said they had taken Masisi on Friday. The Congolese army denied it.";
        check("en", town, Stance::Alleged);
        let french = "Vendredi, le M23 s'est emparé de Masisi, selon des habitants. L'armée congolaise dément.";
        check("fr", french, Stance::Alleged);
    }

    #[test]
    fn a_denial_by_another_or_of_a_toll_changes_nothing() {
        let other =
            "M23 rebels killed 12 civilians in Masisi on Friday, residents said. Uganda denied that it helped them.";
        check("en", other, Stance::Stated);
        let toll =
            "Soldiers shot at a bus in Hama on Friday, residents said. The Syrian army denied that 14 people had died.";
        check("en", toll, Stance::Stated);
    }
}
