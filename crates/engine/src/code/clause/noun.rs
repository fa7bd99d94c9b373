//! The sides of an act that a noun tells: "an attack on the post by rebels", "clashes between the army and JNIM".

use super::agents::is_led;
use super::form::is_passive;
use super::governor::is_bare_word;
use super::sides::{ATTACK, act_between, acts_by_of, members, verb_between};
use super::subject::{is_of, right_of, subject};
use super::{Group, PREPOSITIONS, Party, Sides};
use crate::code::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::{Form, Mark};
use std::ops::Range;

/// The sides of the noun at `toks`.
pub(super) fn noun_sides(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Sides {
    let right = || right_of(r, s, groups, toks.end);
    if let Some(between) = opposed(r, s, groups, toks) {
        return Sides { initiators: between, targets: Vec::new() };
    }
    // "An attack suffered by a unit": whom such a word leads to was hit.
    let suffered = |g: &&Group| s.mark_in(toks.end..g.toks.start, Mark::Scene) && g.toks.start - toks.end <= SPREAD;
    let led = |g: &&Group| (g.toks.start.saturating_sub(OWNER)..g.toks.start).any(|i| s.has_mark(i, Mark::AgentPrep));
    let hit = right().find(|g| led(g) && suffered(g));
    let agent = right().find(|g| g.governed_by(Mark::AgentPrep) || is_led(r, s, g, Mark::AgentPrep));
    let by = agent.filter(|_| hit.is_none());
    let agent = by.filter(|g| !is_of_other_verb(s, g, toks));
    let own = groups.iter().find(|g| is_possessor(r, s, g, toks));
    let owner = own.or_else(|| beside(r, s, groups, toks)).or_else(|| shared_owner(r, s, groups, toks));
    let of =
        right().find(|g| g.governed_by(Mark::OfPrep) && g.toks.start - toks.end <= 4 && !is_town_of_scene(s, g, toks));
    let against = right()
        .take_while(|g| !act_between(s, toks.end, g.toks.start) || s.mark_in(toks.end..g.toks.start, Mark::AgainstPrep))
        .filter(|g| !s.mark_in(toks.end..g.toks.start, Mark::Report) || reported_against(s, g))
        .find(|g| {
            g.governed_by(Mark::AgainstPrep)
                || g.governed_by(Mark::WithPrep) && !g.governed_by(Mark::LocativePrep)
                || is_led(r, s, g, Mark::AgainstPrep)
        });
    let done_to = groups.iter().rfind(|g| g.toks.end <= toks.start && is_scene(s, g, toks));
    let subject = subject(r, s, groups, toks.start)
        .filter(|g| done_to.is_none() && (against.is_some() && !is_after(s, g, toks) || has_support(s, g, toks)))
        .filter(|g| !only_tells(r, s, g, toks, against) && !suffers_before(r, s, g, toks))
        .filter(|g| !is_of(g) || !s.mark_in(g.toks.end..toks.start, Mark::And));
    if s.has_mark(toks.start.wrapping_sub(1), Mark::Possessive) && owner.is_none() && agent.is_none() {
        let whose = self::subject(r, s, groups, toks.start);
        // "Since their abduction": whose it is suffered it.
        if s.acts.iter().any(|(a, acts)| a == toks && acts.iter().any(|x| SUFFERED.contains(&x.group.as_str()))) {
            return Sides { initiators: Vec::new(), targets: members(whose) };
        }
        return Sides { initiators: members(whose), targets: members(against.or(of)) };
    }
    // "The kidnapping of two soldiers by gunmen": where the doer is told, those under "of" suffer it.
    let of_acts = of.filter(|g| {
        by.is_none() && !is_objective(s, toks) && !holds_thing(r, s, g) && g.members.iter().any(|p| acts_by_of(r, p))
    });
    let apart = |g: &&Group| agent.is_none_or(|a| a.toks != g.toks);
    let of_suffers = of.filter(|_| of_acts.is_none()).filter(apart);
    // "Protesters": a noun for those who do it suffers nothing by what is told after it.
    let marches = |who| !crate::code::party::class_of(r, who, "armed forces").is_armed_group();
    let doers = s.mentions.iter().any(|m| m.toks == *toks && m.who().is_some_and(marches));
    let followed = right()
        .find(|g| !doers && (g.object || g.free()))
        .filter(|g| verb_between(s, toks.end, g.toks.start) && !g.governed_by(Mark::AgentPrep));
    Sides {
        initiators: members(agent.or(owner).or(of_acts).or(subject)),
        targets: members(hit.or(against).or(of_suffers).or(done_to).or(followed)),
    }
}

/// "assaults were reported against the army": the verb of saying has no speaker, and "against" goes with the act.
fn reported_against(s: &Sentence, group: &Group) -> bool {
    let near = group.toks.start.saturating_sub(3)..group.toks.start;
    near.into_iter().any(|i| i > 0 && s.has_mark(i, Mark::AgainstPrep) && s.has_mark(i - 1, Mark::Report))
}

/// "The attack in a hotel of Mogadishu": a capital behind what an act was in is a town, and no state.
fn is_town_of_scene(s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let seat = |m: &Mention| m.toks == group.toks && matches!(m.what, What::Place(_, Some(_)));
    let inside = |i: usize| s.has_mark(i, Mark::LocativePrep) && !s.has_mark(i, Mark::OfPrep);
    s.mentions.iter().any(seat) && (toks.end..group.toks.start).any(inside)
}

/// So many words a "by" stands before the army that a unit is of.
const OWNER: usize = 5;

/// So many words after an attack stands who suffered it: "une attaque de grande envergure subie par".
const SPREAD: usize = 12;

/// "The strikes were described by residents as": "by" leads to who did what that verb says.
fn is_of_other_verb(s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let by = (toks.end..group.toks.start).rev().find(|i| s.has_mark(*i, Mark::AgentPrep));
    let Some(verb) = by.and_then(|i| i.checked_sub(1)).filter(|v| *v > toks.end) else { return false };
    let done = s.has_mark(verb, Mark::Support) || s.acts.iter().any(|(a, _)| a.contains(&verb));
    let passive = (toks.end..verb).any(|i| s.has_mark(i, Mark::Passive));
    !done && passive && (s.has_mark(verb, Mark::Report) || s.has_mark(verb - 1, Mark::Passive))
}

/// "Civilians were killed in an attack on a mosque": whoever suffers what is told first did not do the rest.
fn suffers_before(r: &Reader, s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let between = |a: &Range<usize>| a.start >= group.toks.end && a.end <= toks.start;
    let dies = |acts: &[crate::data::Act]| acts.iter().any(|x| x.group == "die");
    let hurt = s.tolls.iter().any(|(t, _)| between(t) && is_passive(r, s, t.start));
    hurt || s.acts.iter().any(|(a, acts)| between(a) && (is_passive(r, s, a.start) || dies(acts)))
}

/// "The army confirmed an attack near Menaka": a state that tells of an attack suffered it or heard of it, unless its
/// enemy is said to be hit or it is what forces undertake.
fn only_tells(r: &Reader, s: &Sentence, group: &Group, toks: &Range<usize>, against: Option<&Group>) -> bool {
    let class = |p: &Party| crate::code::party::class_of(r, p.who, "government");
    let state = group.members.iter().all(|p| class(p).is_government() || class(p) == crate::model::Class::StateForces);
    let enemy = against.is_some_and(|g| g.members.iter().any(|p| class(p).is_armed_group()));
    let attack = |x: &crate::data::Act| x.group == ATTACK;
    let suffered = s.acts.iter().any(|(a, acts)| a == toks && acts.iter().any(attack));
    let own = s.mark_in(toks.clone(), Mark::Undertaken) || s.mark_in(group.toks.end..toks.start, Mark::Claim);
    state && !enemy && suffered && !own && s.mark_in(group.toks.end..toks.start, Mark::Report)
}

/// Groups of words for what is somebody's because he suffers it: "his death", "their abduction".
const SUFFERED: [&str; 6] = ["abduct", "kill", "die", "wound", "arrest", "rape"];

/// Groups of words for what is done to whom "of" names: "the expulsion of the ambassador".
const OBJECTIVE: [&str; 5] = ["expel", "suspend", "oust", "strip", "disqualify"];

/// A noun for what is done to those under "of", whoever they are.
pub(crate) fn is_objective(s: &Sentence, toks: &Range<usize>) -> bool {
    let of = |x: &crate::data::Act| {
        let group = x.group.as_str();
        x.form == Form::Noun && (SUFFERED.contains(&group) || OBJECTIVE.contains(&group))
    };
    s.acts.iter().any(|(a, acts)| a == toks && acts.iter().any(of))
}
/// So many words after a fight those who fought it may be told: "on the outskirts of Goma on Sunday between".
const FAR: usize = 12;

/// "clashes between the army and rebels", "des combats ont opposé l'armée aux rebelles": both sides after one word.
pub(super) fn opposed(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Option<Vec<Party>> {
    // "Clashes in Goma pitted the army against": the word may stand at the end of what tells of the fight.
    let light = |i: &usize| {
        let scene = |m: &Mention| m.is_time() || matches!(m.what, What::Place(..) | What::Country(_));
        s.mentions.iter().any(|m| m.toks.contains(i) && scene(m))
    };
    let near = |i: &usize| (toks.end..*i).filter(|i| !light(i)).count() < FAR;
    let word = (toks.start..s.toks.end).take_while(near).find(|i| s.has_mark(*i, Mark::Between))?;
    let mut after = groups.iter().filter(|g| g.toks.start > word);
    // "Ont opposé dans la nuit de samedi à dimanche l'armée et les rebelles": days stand between.
    let time = |i: &usize| s.mentions.iter().any(|m| m.is_time() && m.toks.contains(i));
    let close = |g: &Group| {
        let timed = usize::from((word..g.toks.start).any(|i| time(&i)));
        (word..g.toks.start).filter(|i| !time(i)).count() <= 6 + 2 * timed
    };
    let first = after.next().filter(|g| close(g) && !act_between(s, toks.end, g.toks.start))?;
    let joined = |g: &Group| s.mark_in(first.toks.end..g.toks.start, Mark::And);
    let near = |g: &&Group| {
        g.toks.start - first.toks.end <= if joined(g) { 7 } else { 4 } && !act_between(s, first.toks.end, g.toks.start)
    };
    let second = after.next().filter(near).filter(|_| first.members.len() == 1);
    let all: Vec<Party> = first.members.iter().chain(second.iter().flat_map(|g| &g.members)).cloned().collect();
    let fighters = |p: &Party| {
        let class = crate::code::party::class_of(r, p.who, "armed forces");
        class.is_armed_group() || class == crate::model::Class::IdentityMilitia
    };
    (all.len() > 1 || all.iter().all(fighters)).then_some(all)
}

/// "Thailand's recall of its envoy and expulsion of theirs": whose the noun before "and" is.
fn shared_owner<'g>(r: &Reader, s: &Sentence, groups: &'g [Group], toks: &Range<usize>) -> Option<&'g Group> {
    let and = toks.start.checked_sub(1).filter(|i| s.toks.contains(i) && s.has_mark(*i, Mark::And))?;
    let noun = |(_, acts): &&(Range<usize>, Vec<crate::data::Act>)| acts.iter().any(|x| x.form == Form::Noun);
    let (before, _) = s.acts.iter().rfind(|(a, _)| a.end <= and && and - a.end <= 6).filter(noun)?;
    groups.iter().find(|g| is_possessor(r, s, g, before))
}

/// "JNIM's attack", "JNIM attack", "army operation".
fn is_possessor(r: &Reader, s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let between = group.toks.end..toks.start;
    let light = |i: usize| matches!(r.word(i), "'" | "’" | "s" | "-") || is_bare_word(r, s, i);
    group.toks.end <= toks.start
        && between.len() <= 4
        && between.clone().all(light)
        && !(between.is_empty() && s.has_mark(toks.start, Mark::Support))
}

/// "Une attaque ADF": in French a name right behind an attack says whose it is.
fn beside<'g>(r: &Reader, s: &Sentence, groups: &'g [Group], toks: &Range<usize>) -> Option<&'g Group> {
    let attack = |x: &crate::data::Act| x.group == ATTACK;
    let attack = s.acts.iter().any(|(a, acts)| a == toks && acts.iter().any(attack));
    let behind = !r.lex.nouns.infinitives.is_empty();
    let next = |g: &&Group| g.toks.start == toks.end && g.members.iter().all(|p| acts_by_of(r, p));
    groups.iter().find(next).filter(|_| attack && behind)
}

/// "areas were the scene of attacks", "the camp came under attack", "a fait l'objet d'une attaque".
fn is_scene(s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let close = toks.start.saturating_sub(group.toks.end) <= FAR;
    close
        && (group.toks.end..toks.start).any(|i| s.has_mark(i, Mark::Scene))
        && group.free()
        && s.toks.contains(&toks.start)
}

fn has_support(s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let gap = group.toks.end..toks.start;
    s.mark_in(gap.clone(), Mark::Support)
        || gap.len() <= 5
            && !act_between(s, gap.start, gap.end)
            && !gap.into_iter().any(|i| PREPOSITIONS.iter().any(|p| s.has_mark(i, *p)))
}

/// "The destruction of a rebel camp": a thing that is named with its owners.
fn holds_thing(r: &Reader, s: &Sentence, group: &Group) -> bool {
    let thing = |m: &Mention| matches!(m.what, What::Actor(Who::Agent(i, _)) if r.lex.agents[i].thing);
    s.mentions.iter().any(|m| m.toks.start >= group.toks.start && m.toks.end <= group.toks.end && thing(m))
}

/// "Pupils were missing after an attack on their school": what came after an act did not do it.
fn is_after(s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let opens =
        |i: usize| s.has_mark(i, Mark::Clause) && s.has_mark(i, Mark::OtherPrep) || s.has_mark(i, Mark::Because);
    (group.toks.end..toks.start).any(opens)
}
