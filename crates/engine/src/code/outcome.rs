//! What is told beside an act and belongs to it: arrests at a march, houses burnt in a raid, the dead
//! whom those attacked counted among the attackers.

use super::event::{Draft, may_be_one};
use crate::model::{Measure, PlacePrecision};

/// So many sentences later deaths may still be the outcome of an act.
const FAR: usize = 6;

/// So many sentences later an army may still count those who attacked it.
const CLOSE: usize = 3;

/// Whether arrests, or things burnt or seized, are told of the same scene as an act.
pub(crate) fn holds(whole: &Draft, part: &Draft) -> bool {
    let march = matches!(whole.event.event_type.as_str(), "Protests" | "Riots");
    let headed = part.headline && part.sentence == 0;
    // "More than sixty were held in the three days of marches": of the same days, further off.
    let same_days = march && whole.days().zip(part.days()).is_some_and(|(x, y)| x.overlaps(&y));
    let reach = if same_days { CLOSE } else { usize::from(march || headed) };
    let near = part.sentence.abs_diff(whole.sentence) <= reach;
    let alone = whole.list.is_none() && part.list.is_none();
    if march && part.deaths && part.guessed.0 && part.sentence == whole.sentence && alone {
        return whole.disorder && same_scene(whole, part);
    }
    if part.event.sub_type == RETREAT && part.sentence == whole.sentence {
        return whole.takes_ground() && same_scene(whole, part);
    }
    if part.follows && part.beside && part.sentence == whole.sentence && whole.is_violent() {
        let same = |key: &str| {
            let own = part.evidence.fields.get(key);
            own.is_none() || own == whole.evidence.fields.get(key)
        };
        return same("date") && same("place");
    }
    if is_taking_in_raid(whole, part) {
        return true;
    }
    if is_decreed(whole, part) {
        return true;
    }
    // "Announced the suspension of the constitution, a curfew and the closure of borders": one order.
    if part.event.sub_type == LIMIT && whole.event.sub_type == LIMIT && part.sentence == whole.sentence {
        let named = |d: &Draft| d.evidence.fields.contains_key("initiators/0");
        let whom = |d: &Draft| d.evidence.fields.contains_key("targets/0");
        return named(whole) && !named(part) && !whom(part) && !part.by_verb && same_scene(whole, part);
    }
    // "Parliament voted to extend the state of emergency": what a law does is the law.
    if part.event.sub_type == LIMIT && whole.event.sub_type == LAW && !part.by_verb {
        return part.sentence == whole.sentence && whole.by_verb;
    }
    part.may_be_part && whole.disorder && !whole.may_be_part && near && alone && same_scene(whole, part) && {
        march || part.guessed.0 || shares(&whole.event.initiators, &part.event.initiators)
    }
}

/// "The junta suspends the parties. It issued a decree": a headline's ban, or one told next to its decree, is the decree.
fn is_decreed(whole: &Draft, part: &Draft) -> bool {
    let (a, b) = (&whole.event, &part.event);
    let types = b.sub_type == LIMIT && a.sub_type == LAW;
    let near = (part.sentence..=part.sentence + 2).contains(&whole.sentence);
    let days = whole.days().zip(part.days()).is_none_or(|(x, y)| x.overlaps(&y));
    let sides = shares(&a.initiators, &b.initiators)
        && (a.targets.is_empty() || b.targets.is_empty() || shares(&a.targets, &b.targets));
    types && near && days && sides && a.place == b.place
}

/// "Killing 30 people and abducting 60": who is killed and who is taken in one sentence, of one scene, are figures of
/// one act. It is a kidnapping where far more were taken than died.
fn is_taking_in_raid(whole: &Draft, part: &Draft) -> bool {
    let (a, b) = (whole.event.sub_type.as_str(), part.event.sub_type.as_str());
    let told = |d: &Draft, m: Measure| {
        d.event.figures.iter().filter(|f| f.measure == m).filter_map(|f| f.low.or(f.high)).max().unwrap_or(0)
    };
    let died = told(whole, Measure::Killed).max(told(part, Measure::Killed)).max(1);
    let taken = told(whole, Measure::Abducted).max(told(part, Measure::Abducted));
    let kidnapping = taken > MANY_TAKEN * died;
    let harm = |d: &Draft| d.harmed || told(d, Measure::Killed) + told(d, Measure::Injured) > 0;
    let raid = harm(whole) || harm(part);
    let pair =
        a == RAID && b == CAPTURE && raid && !kidnapping || a == CAPTURE && b == RAID && (part.deaths || kidnapping);
    let alone = whole.list.is_none() && part.list.is_none();
    let hit = |x: &crate::model::Actor| whole.event.targets.iter().any(|t| t.name == x.name);
    let by = part.guessed.0
        || shares(&whole.event.initiators, &part.event.initiators)
        || part.event.initiators.iter().all(hit);
    // A lead may have told of the raid before.
    let same_hands = !part.guessed.0 && shares(&whole.event.initiators, &part.event.initiators);
    let together = whole.sentence == part.sentence || whole.latest == part.sentence && same_hands;
    pair && alone && by && together && !part.headline && same_scene(whole, part)
}

/// So many times as many are taken as died in a kidnapping.
const MANY_TAKEN: u64 = 3;

/// "Travelled to Cairo and met the president", "elders put their thumbs to a truce": two words for one
/// meeting or pact, as for a base that is left and handed over.
pub(crate) fn is_same_pact(old: &Draft, new: &Draft) -> bool {
    let (a, b) = (&old.event, &new.event);
    let leave = |x: &str| matches!(x, RETREAT | HANDOVER);
    let left = a.sub_type != b.sub_type && leave(&a.sub_type) && leave(&b.sub_type);
    let pact = left || matches!(a.sub_type.as_str(), PACT | TREATY | MEETING | RUPTURE) && a.sub_type == b.sub_type;
    let days = old.days().zip(new.days()).is_none_or(|(x, y)| x == y);
    let nobody = a.sub_type == PACT && (a.initiators.is_empty() || b.initiators.is_empty());
    let named = a.sub_type == RUPTURE && !new.by_verb && (new.guessed.1 || b.targets.is_empty());
    let met = a.place == b.place && (shares(&a.targets, &b.targets) || shares(&a.initiators, &b.initiators));
    let met = met || a.sub_type == MEETING && shares(&a.targets, &b.initiators) && shares(&a.initiators, &b.targets);
    pact && old.sentence == new.sentence && days && (nobody || named || met)
}

/// "Cotonou et Abuja ont paraphé une convention": the pact that a verb of its sentence tells.
pub(crate) fn is_told_by_verb(old: &Draft, new: &Draft) -> bool {
    let pact = |d: &Draft| matches!(d.event.sub_type.as_str(), PACT | TREATY);
    let scene = old.event.place == new.event.place && old.days() == new.days();
    pact(old) && pact(new) && old.sentence == new.sentence && old.by_verb && !new.by_verb && scene
}

/// "They burst into a village and led away its chief": where nobody is told to be hurt, those taken name the act.
pub(crate) fn only_captives(whole: &Draft, part: &Draft) -> bool {
    let hurt = whole.harmed || whole.counts.iter().any(|c| !is_of_things(c.measure));
    let raid = whole.event.sub_type == RAID && part.event.sub_type == CAPTURE && !hurt;
    let alone = whole.list.is_none() && part.list.is_none() && whole.sentence == part.sentence;
    raid && alone && same_scene(whole, part) && shares(&whole.event.initiators, &part.event.initiators)
}

/// "Gunmen broke into a clinic and carried off medicines": where nobody is told to be hit, the goods name the act.
pub(crate) fn only_goods(whole: &Draft, part: &Draft) -> bool {
    let nobody = !whole.harmed && (whole.guessed.1 || whole.thing_hit);
    let bare = nobody && whole.counts.is_empty() && part.counts.iter().all(|c| is_of_things(c.measure));
    let raid = whole.event.sub_type == RAID && part.event.sub_type == GOODS && part.by_verb;
    raid && bare && whole.sentence == part.sentence
}

fn is_of_things(measure: Measure) -> bool {
    use Measure::{HomesDestroyed, VehiclesDestroyed, VehiclesSeized, WeaponsSeized};
    matches!(measure, HomesDestroyed | VehiclesDestroyed | VehiclesSeized | WeaponsSeized)
}

/// What the codebook calls an attack on people, and one on what they own.
pub(crate) const RAID: &str = "Attack";
const GOODS: &str = "Looting/property destruction";

/// What it calls pacts and meetings.
const PACT: &str = "Agreement";
const TREATY: &str = "Cooperation agreement";
const MEETING: &str = "Diplomatic meeting";
const RUPTURE: &str = "Diplomatic rupture";

/// What it calls a law, and what people may do no more.
const LAW: &str = "Law or decree";
const LIMIT: &str = "Restriction of civic space";

/// What it calls the carrying off of people.
const CAPTURE: &str = "Abduction/forced disappearance";

/// What the codebook calls the leaving of troops.
const RETREAT: &str = "Force withdrawal";

/// What it calls ground or a base given to another.
const HANDOVER: &str = "Non-violent transfer of territory";

/// Neither another day nor another place.
fn same_scene(whole: &Draft, part: &Draft) -> bool {
    let own = |d: &Draft, key: &str| d.evidence.fields.contains_key(key);
    let day = match (whole.days(), part.days()) {
        (Some(a), Some(b)) => a.overlaps(&b),
        (None, Some(_)) => false,
        _ => true,
    };
    let place = !own(part, "place") || whole.event.place == part.event.place;
    day && place && whole.event.country == part.event.country
}

fn shares(a: &[crate::model::Actor], b: &[crate::model::Actor]) -> bool {
    a.iter().any(|x| b.iter().any(|y| may_be_one(x, y)))
}

/// Deaths told right after an act, with neither place nor day of their own, are its outcome.
pub(crate) fn is_outcome(old: &Draft, new: &Draft) -> bool {
    let bare = new.event.place_precision == PlacePrecision::Country && new.event.date_from.is_none();
    let ago = new.sentence.saturating_sub(old.sentence);
    let by = new.guessed.0 || old.may_be_by(new);
    old.disorder && bare && (new.deaths && ago <= FAR && by || ago <= CLOSE && is_answer(old, new))
}

/// Those attacked say how many of the attackers fell.
fn is_answer(old: &Draft, new: &Draft) -> bool {
    let counts = new.deaths || new.neutralises;
    counts && !new.event.figures.is_empty() && shares(&old.event.targets, &new.event.initiators) && {
        new.guessed.1 || new.event.targets.iter().all(|a| a.class.is_armed_group())
    }
}

#[cfg(test)]
mod tests {
    use crate::code::code;
    use crate::data::Data;
    use crate::model::{Document, Event, Measure};

    fn events(language: &str, text: &str) -> Vec<Event> {
        let document = Document {
            text: text.into(),
            language: Some(language.into()),
            published: Some("2025-07-07".into()),
            ..Document::default()
        };
        code(&document, Data::bundled()).0.events
    }

    #[test]
    fn a_retreat_told_with_the_taking_of_a_town_is_no_act_of_its_own() {
        let text = "M23 rebels captured Sake on Monday after the army pulled out.";
        check("en", text, "Non-state actor overtakes territory", &[]);
    }

    #[test]
    fn troops_that_come_in_a_clause_of_an_attack_belong_to_it() {
        let text = "Gunmen ambushed an army convoy near Marte on Thursday and killed nine soldiers before reinforcements arrived.";
        check("en", text, "Armed clash", &[Measure::Killed]);
    }

    #[test]
    fn a_raid_that_hit_only_goods_is_looting() {
        let goods = "Looting/property destruction";
        check("en", "Gunmen burst into a clinic in Pibor on Friday and looted drugs and radios.", goods, &[]);
        check("fr", "Des hommes armés ont fait irruption lundi à Bria et pillé un entrepôt de vivres.", goods, &[]);
        let shot = "Gunmen burst into a clinic in Pibor on Friday, killing two nurses, and looted drugs.";
        check("en", shot, "Attack", &[Measure::Killed]);
    }

    #[test]
    fn a_raid_that_only_carried_people_off_is_an_abduction() {
        let village = "Gunmen burst into the village of Dan Isa on Friday and led away ten women.";
        check("en", village, "Abduction/forced disappearance", &[Measure::Abducted]);
        let entered = "Des hommes armés ont fait irruption mardi à Bria et emmené le chef du village.";
        check("fr", entered, "Abduction/forced disappearance", &[Measure::Abducted]);
    }

    fn check(language: &str, text: &str, sub_type: &str, measures: &[Measure]) {
        let events = events(language, text);
        assert_eq!(events.len(), 1, "{events:?}");
        assert_eq!(events[0].sub_type, sub_type);
        let told: Vec<Measure> = events[0].figures.iter().map(|f| f.measure).collect();
        measures.iter().for_each(|m| assert!(told.contains(m), "{told:?}"));
    }

    #[test]
    fn what_is_destroyed_in_a_fight_is_a_figure_of_it() {
        let raid = "Troops killed ten terrorists and destroyed three motorcycles in an operation near Gwoza on Friday.";
        check("en", raid, "Armed clash", &[Measure::Killed, Measure::VehiclesDestroyed]);
    }

    #[test]
    fn arrests_at_a_march_are_a_figure_of_it() {
        let march = "Some 2,000 people marched in Lomé on Friday. Police arrested 31 of them.";
        let events = events("en", march);
        assert_eq!(events.len(), 1, "{events:?}");
        assert!(events[0].figures.iter().any(|f| f.measure == Measure::Arrested));
    }

    #[test]
    fn those_attacked_count_the_attackers() {
        let post = "Gunmen attacked an army post in Gao on Friday. The army said it neutralised 12 assailants.";
        check("en", post, "Armed clash", &[Measure::Killed]);
    }
}
