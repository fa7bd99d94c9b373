//! The class of those whom a number counts.

use super::figure::Count;
use super::scan::{Reader, Who};
use crate::data::Mark;
use crate::model::Class;

/// The class counted, from the heading or the noun, else from who was hit.
pub(crate) fn class_counted(r: &Reader, count: &Count, initiators: &[Class], targets: &[Class]) -> Class {
    let of_noun = count.of.map(|who| (super::party::class_of(r, who, "armed forces"), is_people(r, who)));
    let side = |fits: fn(Class) -> bool, other: Class| {
        targets.iter().chain(initiators).copied().find(|c| fits(*c)).unwrap_or(other)
    };
    match (count.camp, of_noun) {
        (Some(_), Some((Class::Civilians, false))) => Class::Civilians,
        (Some(Mark::OwnSide), _) => side(is_forces, Class::StateForces),
        (Some(_), _) => side(Class::is_armed_group, Class::PoliticalMilitia),
        (None, Some((Class::Civilians, true))) if is_thing(r, count) && !targets.contains(&Class::Civilians) => {
            victims(targets)
        }
        (None, Some((class, people))) if !(class == Class::Civilians && people) => {
            side_like(class, initiators, targets)
        }
        _ if count.mixed => Class::Civilians,
        _ => victims(targets),
    }
}

fn is_thing(r: &Reader, count: &Count) -> bool {
    count.of.is_some_and(|who| is_thing_of(r, who))
}

pub(super) fn is_thing_of(r: &Reader, who: Who) -> bool {
    matches!(who, Who::Agent(i, _) if r.lex.agents[i].thing)
}

/// "people" may be anybody: the people hit, else civilians.
fn is_people(r: &Reader, who: Who) -> bool {
    matches!(who, Who::Agent(i, None) if r.lex.agents[i].anybody)
}

/// Those hit, where all are of one class that can bleed; a government or an office is hit in its people.
fn victims(targets: &[Class]) -> Class {
    match targets {
        [one, rest @ ..] if rest.iter().all(|c| c == one || is_forces(*c) && is_forces(*one)) && !is_office(*one) => {
            *one
        }
        _ => Class::Civilians,
    }
}

fn is_office(class: Class) -> bool {
    class.is_government() || class == Class::InternationalOrganisation
}

/// "fighters" are the event's armed group, whichever class it has.
fn side_like(class: Class, initiators: &[Class], targets: &[Class]) -> Class {
    let same_kind =
        |c: &&Class| **c == class || c.is_armed_group() && class.is_armed_group() || is_forces(**c) && is_forces(class);
    let sides = || targets.iter().chain(initiators);
    sides().find(|c| **c == class).or_else(|| sides().find(same_kind)).copied().unwrap_or(class)
}

fn is_forces(class: Class) -> bool {
    matches!(class, Class::StateForces | Class::ExternalForces)
}
