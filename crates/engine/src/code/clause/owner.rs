//! Whose forces are told of: "its troops", "their men".

use super::groups::is_peacekeepers;
use super::{Group, Party};
use crate::code::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::Mark;

/// "Kenya withdrew its troops", "two peacekeepers died when their patrol was hit": forces that are those of the one
/// named before, in this sentence or as the `topic` of the one before it.
pub(super) fn whose(
    r: &Reader,
    s: &Sentence,
    before: &[Group],
    topic: Option<&Party>,
    mention: &Mention,
) -> Option<Who> {
    let near =
        (1..=2).filter_map(|b| mention.toks.start.checked_sub(b)).chain(mention.toks.start..mention.toks.end - 1);
    let led = near.into_iter().any(|i| s.has_mark(i, Mark::Possessive));
    // "The army said its troops had left": the speaker's, whoever is named after that.
    let speaks = |g: &&Group| (0..2).any(|k| s.has_mark(g.toks.end + k, Mark::Report));
    // "Killed by rebels in an attack on their patrol": not of those who did it.
    let by = |at: usize| (1..=3).filter_map(|b| at.checked_sub(b)).any(|i| s.has_mark(i, Mark::AgentPrep));
    let done = |g: &&Group| !by(g.toks.start);
    let thing = matches!(mention.who(), Some(Who::Agent(i, _)) if r.lex.agents[i].thing);
    let end = before.last().map_or(s.body, |g| g.toks.end);
    let blow = s.acts.iter().any(|(a, _)| a.start >= end && a.end <= mention.toks.start);
    let last = before.iter().rfind(done).filter(|_| thing || blow).or(before.last());
    let here = before.iter().rfind(speaks).or(last).and_then(|g| g.members.first());
    let owner = match here.or(topic).filter(|_| led) {
        Some(party) => party.who,
        None => sender(s, before, mention)?,
    };
    let i = match mention.who()? {
        Who::Agent(i, None) => i,
        Who::Institution(i, None) => return as_owner(r, owner, i),
        _ => return None,
    };
    // "Shells hit their base": of those whom the sentence before told of, where this one names nobody yet.
    let agent = Some(&r.lex.agents[i]).filter(|a| !a.thing || here.is_none())?;
    let forces = agent.institution.as_deref() == Some("armed forces");
    // "Its men": those of the group or the army told of.
    let men = agent.class.is_armed_group() || agent.is_anyone();
    match owner {
        Who::State(c) | Who::Institution(_, Some(c)) if forces => Some(Who::Agent(i, Some(c))),
        Who::Agent(_, Some(c)) if forces => Some(Who::Agent(i, Some(c))),
        Who::Named(_) if (forces || men) && crate::code::party::class_of(r, owner, "armed forces").is_armed() => {
            Some(owner)
        }
        who if forces && is_peacekeepers(r, who) => Some(who),
        _ => None,
    }
}

/// "Rwanda's army said its soldiers": the army of the owner, or the group itself.
fn as_owner(r: &Reader, owner: Who, institution: usize) -> Option<Who> {
    let army = |i: usize| r.data.actors.institutions[i].key == "armed forces";
    match owner {
        Who::State(c) | Who::Institution(_, Some(c)) | Who::Agent(_, Some(c)) if army(institution) => {
            Some(Who::Institution(institution, Some(c)))
        }
        Who::Named(_) if army(institution) && crate::code::party::class_of(r, owner, "armed forces").is_armed() => {
            Some(owner)
        }
        _ => None,
    }
}

/// "Kenya announced the deployment of 600 soldiers": the soldiers of who announces it.
fn sender(s: &Sentence, before: &[Group], mention: &Mention) -> Option<Who> {
    let light = |i: &usize| s.mentions.iter().any(|m| m.toks.contains(i) && matches!(m.what, What::Number(_)));
    let of = (s.toks.start..mention.toks.start).rev().find(|i| !light(i)).filter(|i| s.has_mark(*i, Mark::OfPrep))?;
    let sent = |(a, x): &(std::ops::Range<usize>, Vec<crate::data::Act>)| {
        a.end == of && x.iter().any(|y| matches!(y.group.as_str(), "deploy" | "exit"))
    };
    let announces = |g: &&Group| (0..2).any(|k| s.has_mark(g.toks.end + k, Mark::Report));
    let first = before.iter().rfind(announces).and_then(|g| g.members.first());
    first.filter(|_| s.acts.iter().any(sent)).map(|p| p.who)
}

/// So many words lead from "between" to the lands that share some ground.
const BETWEEN: usize = 5;

/// "An attack in Abyei, contested between Sudan and South Sudan": lands that share the ground where it was did nothing.
pub(super) fn is_on_shared_ground(r: &Reader, s: &Sentence, mention: &Mention) -> bool {
    let land = matches!(mention.what, What::Country(_));
    let near = mention.toks.start.saturating_sub(BETWEEN).max(s.toks.start)..mention.toks.start;
    let Some(between) = near.rev().find(|i| s.has_mark(*i, Mark::Between)).filter(|_| land) else { return false };
    let lands = |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Country(_)));
    let light = |i: usize| lands(i) || s.has_mark(i, Mark::And) || s.has_mark(i, Mark::Determiner);
    let told = |(a, x): &&(std::ops::Range<usize>, Vec<crate::data::Act>)| a.end <= between && !x.is_empty();
    // Nobody attacks between two lands: they only fight, meet or agree between themselves.
    let blow =
        |x: &[crate::data::Act]| x.iter().all(|y| matches!(y.group.as_str(), "assault" | "kill" | "die" | "abduct"));
    let blow = s.acts.iter().rfind(told).is_some_and(|(_, x)| blow(x));
    let shared = (between.saturating_sub(3).max(s.toks.start)..between)
        .any(|i| s.has_mark(i, Mark::Shared) || r.lex.marks.word(r.word(i)).contains(&Mark::Shared));
    (between + 1..mention.toks.start).all(light) && (shared || blow)
}
