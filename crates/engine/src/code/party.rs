//! Sides by canonical name and class (CODEBOOK.md section 5).

use super::scan::{Body, Mention, Reader, Sentence, Who};
use crate::data::Data;
use crate::model::{Actor, Class};

/// Key of the institution that a country stands for where forces act.
const FORCES: &str = "armed forces";

/// Key of the people of a country, and the tag of people of no stated kind.
const NATIONALS: &str = "nationals";
pub(crate) const PEOPLE: &str = "people";

/// Stands for all countries that a list of names does not have.
const ELSEWHERE: &str = "*";

/// The listed actor that has a tag.
pub(crate) fn tagged(data: &Data, tag: &str) -> Option<Actor> {
    let named = data.actors.named.iter().find(|a| a.has_tag(tag))?;
    Some(Actor { name: named.name.clone(), class: named.class })
}

/// The actor that a mention names, in an event of a country. `acts_as` is the institution that a
/// country stands for.
pub(crate) fn actor(r: &Reader, who: Who, country: Option<usize>, acts_as: &str) -> Actor {
    match who {
        Who::Named(i) => named(r.data, i, country, acts_as),
        Who::Institution(i, own) => institution(r.data, i, own.or_else(|| implied(r, i, country)), country),
        Who::State(own) => match r.data.actors.institution(acts_as) {
            Some(i) => institution(r.data, i, Some(own), country),
            None => Actor { name: r.data.places.countries[own].name.clone(), class: Class::Government },
        },
        Who::Agent(i, own) => agent(r, i, own, country),
        Who::Called { start, end, body } => called(r, start..end, body),
    }
}

/// A body that no table knows, under the name that the text gives it.
fn called(r: &Reader, toks: std::ops::Range<usize>, body: Body) -> Actor {
    let name = r.span(&toks).of(r.text).split_whitespace().collect::<Vec<_>>().join(" ");
    match body {
        Body::People => Actor { name, class: Class::CivilSociety },
        Body::Armed => Actor { name, class: Class::RebelGroup },
        Body::Kin => Actor { name: r.lex.nouns.kin_name.replace("{name}", &name), class: Class::IdentityMilitia },
    }
}

/// Whose institution a bare name means: forces are those of where it happened, the rest of the
/// country the report is about.
fn implied(r: &Reader, i: usize, country: Option<usize>) -> Option<usize> {
    let forces = r.data.actors.institutions[i].class == Class::StateForces;
    if forces { country.or(r.home) } else { r.home.or(country) }
}

/// A mission with troops is a force where forces act, and an organisation where it is invited or leaves.
fn named(data: &Data, i: usize, country: Option<usize>, acts_as: &str) -> Actor {
    let named = &data.actors.named[i];
    if named.has_troops() && acts_as == FORCES {
        return Actor { name: named.name.clone(), class: Class::ExternalForces };
    }
    let away = match (&named.home, country) {
        (Some(home), Some(c)) => data.places.countries[c].iso != *home,
        _ => false,
    };
    let class = if away { abroad(named.class) } else { named.class };
    Actor { name: named.name.clone(), class }
}

/// Forces and governments outside their own country are somebody else's.
fn abroad(class: Class) -> Class {
    match class {
        Class::StateForces => Class::ExternalForces,
        Class::Government => Class::ForeignGovernment,
        class => class,
    }
}

fn institution(data: &Data, i: usize, own: Option<usize>, country: Option<usize>) -> Actor {
    let rule = &data.actors.institutions[i];
    // "Malian herders" are told apart by their country only abroad.
    let here = rule.key == NATIONALS && own.is_some() && own == country;
    if let Some(people) = here.then(|| tagged(data, PEOPLE)).flatten() {
        return people;
    }
    let away = own.is_some() && country.is_some() && own != country;
    let class = if away { rule.abroad.unwrap_or(abroad(rule.class)) } else { rule.class };
    match own {
        Some(c) => {
            let nation = &data.places.countries[c];
            let own = data.actors.army_of(&nation.iso).filter(|_| rule.key == FORCES);
            Actor { name: own.map_or_else(|| rule.name_in(nation), String::from), class }
        }
        None => Actor { name: bare_name(&rule.name), class },
    }
}

/// "{dem} Armed Forces" without a country is "Armed Forces".
fn bare_name(pattern: &str) -> String {
    let name = pattern.replace("{dem}", "").replace("{country}", "");
    name.trim().trim_end_matches(" of").to_string()
}

fn agent(r: &Reader, i: usize, own: Option<usize>, country: Option<usize>) -> Actor {
    let agent = &r.lex.agents[i];
    if let Some(rule) = agent.institution.as_ref().and_then(|k| r.data.actors.institution(k)) {
        return institution(r.data, rule, own.or_else(|| implied(r, rule, country)), country);
    }
    let foreign = own.filter(|c| country.is_some_and(|e| e != *c));
    let plain = agent.class == Class::Civilians && agent.weak;
    if let (true, Some(c), Some(rule)) = (plain, foreign, r.data.actors.institution("nationals")) {
        return Actor {
            name: r.data.actors.institutions[rule].name_in(&r.data.places.countries[c]),
            class: Class::Civilians,
        };
    }
    let there = own.or(country).map(|c| r.data.places.countries[c].iso.as_str());
    let other = there.and_then(|iso| agent.names_in.get(iso).or_else(|| agent.names_in.get(ELSEWHERE)));
    let name = other.or(agent.name.as_ref()).unwrap_or(&agent.words[0]);
    Actor { name: name.clone(), class: agent.class }
}

/// The actor a frame names when the text names none: an institution of the country, or a listed actor.
pub(crate) fn default_actor(r: &Reader, name: &str, country: Option<usize>) -> Option<Actor> {
    if let Some(i) = r.data.actors.institution(name) {
        return country.map(|c| institution(r.data, i, Some(c), Some(c)));
    }
    let named = r.data.actors.get(name)?;
    Some(Actor { name: named.name.clone(), class: named.class })
}

/// Whether a report names forces of a state that it is not about, missions and mercenaries left aside: who strikes from the air without being named may be
/// those as well.
pub(crate) fn names_foreign_forces(r: &Reader, sentences: &[Sentence]) -> bool {
    let nation = |who: Who| match who {
        Who::Institution(_, c) | Who::Agent(_, c) => c,
        Who::Named(i) => crate::code::place::country_index(r, r.data.actors.named[i].home.as_deref()?),
        _ => None,
    };
    let forces = |who: Who| class_of(r, who, FORCES) == Class::StateForces;
    let abroad = |who: Who| nation(who).is_some_and(|c| Some(c) != r.home) && forces(who);
    sentences.iter().flat_map(|s| &s.mentions).filter_map(Mention::who).any(abroad)
}

/// The class a side has at home, for choosing a frame before the event's country is known.
pub(crate) fn class_of(r: &Reader, who: Who, acts_as: &str) -> Class {
    actor(r, who, None, acts_as).class
}
