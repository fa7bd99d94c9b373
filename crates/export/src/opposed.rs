//! Who stands against whom, for tables that have each party once.

use vigie_engine::data::Data;
use vigie_engine::data::codebook::Kind;
use vigie_engine::model::{Actor, Event};

/// The sides. A fight whose parties stand in both lists, as the codebook has it where both fire, is told as the first
/// against the others, a state first; a party that is told to have hit its own and others, hit the others.
pub(crate) fn sides(event: &Event, data: &Data) -> (Vec<Actor>, Vec<Actor>) {
    let who = event.initiators.clone();
    let did = |a: &Actor| who.iter().any(|b| b.name == a.name);
    let others: Vec<Actor> = event.targets.iter().filter(|a| !did(a)).cloned().collect();
    if !others.is_empty() || event.targets.is_empty() {
        return (who, others);
    }
    if who.len() < 2 {
        return (who, event.targets.clone());
    }
    let state = |a: &Actor| data.codebook.class(a.class).is_some_and(|c| c.ucdp == Kind::State);
    let first = who.iter().position(state).unwrap_or(0);
    let mut rest = who;
    let one = rest.remove(first);
    (vec![one], rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::event;

    fn told(line: &str) -> [String; 2] {
        let (who, whom) = sides(&event(line), Data::bundled());
        [who, whom].map(|side| crate::tables::names(&side))
    }

    #[test]
    fn each_party_stands_on_one_side() {
        let both = "Armed clash|2025-07-01|Gao|JNIM;Malian Armed Forces|JNIM;Malian Armed Forces|";
        assert_eq!(told(both), ["Malian Armed Forces", "JNIM"]);
        let own = "Attack|2025-07-01|Gao|Malian Armed Forces|Civilians;Malian Armed Forces|";
        assert_eq!(told(own), ["Malian Armed Forces", "Civilians"]);
        assert_eq!(told("Attack|2025-07-01|Gao|JNIM|Civilians|"), ["JNIM", "Civilians"]);
        assert_eq!(told("Threat|2025-07-01|-|JNIM||"), ["JNIM", ""]);
        assert_eq!(told("Armed clash|2025-07-01|Gao|JNIM|JNIM|"), ["JNIM", "JNIM"]);
    }
}
