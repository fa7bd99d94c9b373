//! The sides of an event: as told, by default of the frame, or from another telling.

use super::Draft;
use super::merge::copy_list;
use super::source::is_same_side;
use crate::code::candidate::Candidate;
use crate::code::clause::Party;
use crate::code::party::{actor, default_actor, tagged};
use crate::code::scan::{Reader, Who};
use crate::model::{Actor, Class, Event, Evidence};

pub(super) fn put_sides(r: &Reader, c: &Candidate, country: Option<usize>, event: &mut Event, evidence: &mut Evidence) {
    let talks = c.frame.is_political() || c.frame.mutual;
    let strikes = c.frame.is_violent();
    let initiators: Vec<Party> = c.initiators.iter().map(|p| if strikes { at_arms(r, p) } else { p.clone() }).collect();
    let mut both = |parties: &[Party], acts_as: &str, key: &str, other: &[Actor]| {
        let mut out: Vec<Actor> = Vec::new();
        for party in parties {
            let who = in_section(r, party.who, c.before.section);
            let one = actor(r, if talks { at_home(r, who) } else { who }, country, acts_as);
            if !out.contains(&one) && !other.contains(&one) {
                evidence.fields.insert(format!("{key}/{}", out.len()), vec![r.span(&party.toks)]);
                out.push(one);
            }
        }
        out
    };
    event.initiators = both(&initiators, &c.frame.country_acts_as, "initiators", &[]);
    // Nobody meets himself.
    let met: &[Actor] = if c.frame.mutual { &event.initiators } else { &[] };
    event.targets =
        if c.frame.no_target { Vec::new() } else { both(&c.targets, &c.frame.country_hit_as, "targets", met) };
    if strikes {
        name_officials(r, c, event);
    }
    if !c.exchange {
        let does = matches!(c.group.as_str(), "neutralise" | "operation" | "counter") || !is_violent(event);
        part(event, evidence, does);
    }
    if c.frame.crowd {
        leave_to_crowd(r, c, event, evidence);
    }
    if let Some(nationals) = own_nationals(r, c) {
        event.targets = vec![nationals];
    }
}

/// Under the heading "NIGER" the government is Niger's, whatever country the report is mostly about.
pub(super) fn in_section(r: &Reader, who: Who, section: Option<usize>) -> Who {
    let office = |i: usize| r.lex.agents[i].institution.is_some();
    match who {
        Who::Institution(i, None) if section.is_some() => Who::Institution(i, section),
        Who::Agent(i, None) if section.is_some() && office(i) => Who::Agent(i, section),
        who => who,
    }
}

/// The institution that fights for a state, and the one that rules it.
const FORCES: &str = "armed forces";
const RULERS: &str = "government";

/// "The junta bombed a school": rulers fight by the forces of their country.
fn at_arms(r: &Reader, party: &Party) -> Party {
    let rulers = |i: usize| r.data.actors.institutions[i].key == RULERS;
    let who = match party.who {
        Who::Institution(i, c) if rulers(i) => c.or(r.home),
        Who::Agent(i, c) if r.lex.agents[i].institution.as_deref() == Some(RULERS) => c.or(r.home),
        _ => None,
    };
    let forces = who.zip(r.data.actors.institution(FORCES)).map(|(c, i)| Who::Institution(i, Some(c)));
    Party { who: forces.unwrap_or(party.who), ..party.clone() }
}

/// The tag of people of an office.
const OFFICIALS: &str = "officials";

/// "Executed two officials": people of an office, where they are counted, and not the state.
fn name_officials(r: &Reader, c: &Candidate, event: &mut Event) {
    let counted = |p: &Party| {
        let led = |i: usize| {
            let one = r.lex.numbers.one.iter().any(|w| w == r.word(i));
            one || crate::code::number::parse(r, i, p.toks.start).is_some()
        };
        (1..=2).filter_map(|b| p.toks.start.checked_sub(b)).any(led)
    };
    let Some(people) = tagged(r.data, OFFICIALS) else { return };
    for party in c.targets.iter().filter(|p| counted(p)) {
        let hit = actor(r, party.who, None, "government");
        let thing = matches!(party.who, Who::Agent(i, _) if r.lex.agents[i].thing);
        let own = |a: &&mut Actor| a.class.is_government() && !thing && hit.class.is_government();
        for target in event.targets.iter_mut().filter(own) {
            *target = people.clone();
        }
    }
}

/// "The army and the rebels met in Doha": an army that talks is that of the country the report is about.
fn at_home(r: &Reader, who: Who) -> Who {
    let forces = |key: Option<&str>| key.is_some_and(|k| k == "armed forces");
    match who {
        Who::Institution(i, None) => {
            let own = forces(Some(&r.data.actors.institutions[i].key));
            Who::Institution(i, r.home.filter(|_| own))
        }
        Who::Agent(i, None) => {
            let own = forces(r.lex.agents[i].institution.as_deref());
            Who::Agent(i, r.home.filter(|_| own))
        }
        who => who,
    }
}

/// "Paris told its citizens to leave": French nationals.
fn own_nationals(r: &Reader, c: &Candidate) -> Option<Actor> {
    let [state] = c.initiators.as_slice() else { return None };
    let country = super::country_of_party(r, state).filter(|_| c.frame.own_nationals)?;
    default_actor(r, "nationals", Some(country))
}

/// A march of teachers is one of protesters; police beside it are those it meets.
fn leave_to_crowd(r: &Reader, c: &Candidate, event: &mut Event, evidence: &mut Evidence) {
    let named = c.initiators.iter().all(|p| matches!(p.who, crate::code::scan::Who::Named(_)));
    let met = |a: &Actor| a.class.is_armed() || a.class.is_government() || a.class == Class::InternationalOrganisation;
    if named && !event.initiators.iter().any(met) {
        return;
    }
    if event.targets.iter().any(|a| a.class == Class::Protesters) {
        event.targets.clear();
        evidence.fields.retain(|k, _| !k.starts_with("targets/"));
    }
    let other = |a: &Actor| matches!(a.class, Class::StateForces | Class::InternationalOrganisation);
    let met: Vec<Actor> = event.initiators.drain(..).filter(other).collect();
    evidence.fields.retain(|k, _| !k.starts_with("initiators/"));
    // "Clashes between police and marchers left three people dead": the people are of the crowd.
    let nobody = event.targets.iter().all(|a| a.class == Class::Civilians);
    if let (true, Some(force)) = (nobody, met.into_iter().next()) {
        event.targets.clear();
        let words = c.initiators.iter().map(|p| r.span(&p.toks)).take(1).collect();
        evidence.fields.insert("targets/0".into(), words);
        event.targets.push(force);
    }
}

/// Whether its type is one of force against somebody.
pub(super) fn is_violent(event: &Event) -> bool {
    matches!(event.event_type.as_str(), "Battles" | "Explosions/Remote violence" | "Violence against civilians")
}

/// Nobody fights himself: "the army said it had repelled an attack on its camp". There the one hit is told, and
/// who attacked is not; of an operation the reverse holds.
fn part(event: &mut Event, evidence: &mut Evidence, does: bool) {
    let (who, whom) = (event.initiators.clone(), event.targets.clone());
    let (side, others, key) = match does {
        true => (&mut event.targets, who, "targets"),
        false => (&mut event.initiators, whom, "initiators"),
    };
    let before = side.len();
    side.retain(|a| a.class == Class::Civilians || !others.iter().any(|o| o.name == a.name));
    if side.len() < before && side.is_empty() {
        evidence.fields.retain(|k, _| !k.starts_with(key));
    }
}

/// "The army denied that its guns had hit the market": who denies an act of which nobody else is said to be the doer
/// denies having done it.
pub(super) fn put_denier(
    r: &Reader,
    c: &Candidate,
    country: Option<usize>,
    event: &mut Event,
    evidence: &mut Evidence,
) {
    let Some(source) = c.source.as_ref().filter(|x| x.deny) else { return };
    let denier = actor(r, source.party.who, country, FORCES);
    let may = denier.class.is_armed() || denier.class.is_government();
    let hit = event.targets.iter().any(|t| is_same_side(&t.name, &denier.name));
    if may && !hit && event.initiators.is_empty() && is_violent(event) && c.group != "clash" {
        evidence.fields.insert("initiators/0".into(), vec![r.span(&source.party.toks)]);
        event.initiators.push(denier);
    }
}

/// The sides that the frame names when the text does not.
pub(super) fn put_defaults(r: &Reader, c: &Candidate, country: Option<usize>, event: &mut Event) -> (bool, bool) {
    let guess = |actors: &mut Vec<Actor>, name: &Option<String>| {
        let missing = actors.is_empty();
        if missing {
            actors.extend(name.as_ref().and_then(|n| default_actor(r, n, country)));
        }
        missing
    };
    // "Air strikes hit the south": the home army is assumed to have flown them where no other forces are told of.
    let name = if r.foreign && c.frame.unsure.is_some() { &c.frame.unsure } else { &c.frame.initiator };
    let first = guess(&mut event.initiators, name);
    if first && !c.frame.is_political() && event.initiators == event.targets {
        return not_oneself(r, c, country, event);
    }
    let weak = !c.targets.is_empty() && c.targets.iter().all(|p| is_weak_thing(r, p));
    let second = guess(&mut event.targets, &c.frame.target) || weak;
    (first && !c.frame.fixed_sides, second && !c.frame.fixed_sides)
}

/// "An air strike destroyed a base", "the army, for its part, shelled Kutum": whoever is assumed to strike does not
/// strike himself. His things are then the enemy's, and his men are those who strike.
fn not_oneself(r: &Reader, c: &Candidate, country: Option<usize>, event: &mut Event) -> (bool, bool) {
    let things = c.targets.iter().all(|p| super::is_thing(r, p));
    let name = if things { &c.frame.enemy } else { &c.frame.target };
    let other = name.as_ref().and_then(|n| default_actor(r, n, country));
    event.targets = other.into_iter().collect();
    (things, true)
}

impl Draft {
    /// "Twenty militants were killed on Sunday": where nothing else is told they died, and nobody is said to have killed
    /// them.
    pub(crate) fn turn_dead(&mut self) {
        if self.is_only_dead() {
            self.event.targets = std::mem::take(&mut self.event.initiators);
            self.evidence.fields.retain(|k, _| !k.starts_with("initiators/"));
        }
    }

    /// Whether all that is told is that fighters of no name died: they may have been killed or have come to kill.
    pub(super) fn is_only_dead(&self) -> bool {
        let event = &self.event;
        let [one] = event.initiators.as_slice() else { return false };
        let theirs = |f: &crate::model::Figure| one.class == f.of && is_unknown(one);
        let dead = !event.figures.is_empty() && event.figures.iter().all(theirs);
        self.deaths && self.guessed.1 && event.targets.is_empty() && dead
    }

    /// Whether the other tells by whom those died of whom this tells only that.
    pub(super) fn died_in(&self, other: &Draft) -> bool {
        let hit = |a: &Actor| self.event.initiators.iter().any(|d| may_be_one(d, a));
        self.is_only_dead() && !other.is_only_dead() && other.event.targets.iter().any(hit)
    }
}

/// "the town", "the market": a place hit, which says little of who was.
fn is_weak_thing(r: &Reader, party: &Party) -> bool {
    matches!(party.who, crate::code::scan::Who::Agent(i, _) if r.lex.agents[i].thing && r.lex.agents[i].weak)
}

pub(super) fn is_unknown(actor: &Actor) -> bool {
    actor.class == Class::PoliticalMilitia
}

/// Unknown attackers may turn out to be any armed group.
pub(crate) fn may_be_one(a: &Actor, b: &Actor) -> bool {
    a.name == b.name
        || a.class == b.class && (a.class == Class::Civilians || a.class.is_armed_group())
        || (a.class.is_armed_group() && b.class.is_armed_group() && (is_unknown(a) || is_unknown(b)))
}

pub(super) fn take_sides(into: &mut Draft, more: &Event, words: &Evidence, guessed: (bool, bool)) {
    let better = |mine: &[Actor], theirs: &[Actor]| {
        !theirs.is_empty() && mine.iter().all(is_unknown) && !theirs.iter().all(is_unknown)
    };
    if into.event.initiators.is_empty() && guessed.0 {
        into.event.initiators.clone_from(&more.initiators);
    }
    if !guessed.0 && (into.guessed.0 || better(&into.event.initiators, &more.initiators)) {
        into.event.initiators = more.initiators.clone();
        into.guessed.0 = false;
        copy_list(&mut into.evidence, words, "initiators/");
    }
    if !guessed.1 && into.guessed.1 && !more.targets.is_empty() {
        into.event.targets = more.targets.clone();
        into.guessed.1 = false;
        retype(into, more);
        copy_list(&mut into.evidence, words, "targets/");
    }
}

/// The fight that is about no ground.
const CLASH: &str = "Armed clash";

/// Who was hit decides the type of an attack.
fn retype(into: &mut Draft, more: &Event) {
    let attack = |e: &Event| matches!(e.event_type.as_str(), "Battles" | "Violence against civilians");
    let ground = |e: &Event| e.event_type == "Battles";
    if into.fight {
        return;
    }
    // Ground won or lost stays that, whoever died in it.
    let taken = ground(&into.event) && into.event.sub_type != CLASH;
    if !taken && attack(&into.event) && attack(more) && !(ground(&into.event) && ground(more)) {
        into.event.sub_type = more.sub_type.clone();
        into.event.event_type = more.event_type.clone();
    }
}

impl Draft {
    /// An attack that was beaten back is the attackers' act.
    pub(super) fn turn(&mut self, other: &Draft) {
        if other.guessed.1 && !self.answers(other) {
            return;
        }
        std::mem::swap(&mut self.event.initiators, &mut self.event.targets);
        self.guessed = (self.guessed.1, self.guessed.0);
        let turned = |key: &str| match key.split_once('/') {
            Some(("initiators", n)) => format!("targets/{n}"),
            Some(("targets", n)) => format!("initiators/{n}"),
            _ => key.to_string(),
        };
        let fields = std::mem::take(&mut self.evidence.fields);
        self.evidence.fields = fields.into_iter().map(|(k, v)| (turned(&k), v)).collect();
        self.counter = false;
    }
}
