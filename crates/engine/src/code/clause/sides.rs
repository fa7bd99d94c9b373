//! The sides of an act from the places around its word.

use super::agents::{comes_from, head_at, is_hand, is_led, leads_on, suspends};
use super::form::is_passive;
use super::governor::is_plain_word;
use super::subject::{is_of, is_speaker, right_of, subject};
use super::{Group, PREPOSITIONS, Party, Sides};
use crate::code::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::{Form, Mark};
use std::ops::Range;

/// The sides of the act at `toks`.
pub(crate) fn sides(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>, form: Form) -> Sides {
    let found = by_form(r, s, groups, toks, form);
    // "Talks resumed in Doha between the army and the rebels": whoever it was between did it.
    let opposed = opposed(r, s, groups, toks).filter(|_| form != Form::Noun && found.initiators.is_empty());
    let same = |all: &Vec<Party>| found.targets.iter().all(|t| all.iter().any(|p| p.who == t.who));
    match opposed.filter(same) {
        Some(between) => Sides { initiators: between, targets: Vec::new() },
        None => found,
    }
}

fn by_form(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>, form: Form) -> Sides {
    match form {
        _ if !matches!(form, Form::Noun | Form::Gerund) && is_passive(r, s, toks.start) => {
            passive_sides(r, s, groups, toks)
        }
        Form::Undergone => passive_sides(r, s, groups, toks),
        Form::Noun => noun_sides(r, s, groups, toks),
        Form::Participle | Form::PastOrParticiple if is_patient_first(r, s, groups, toks, form) => {
            passive_sides(r, s, groups, toks)
        }
        _ => active_sides(r, s, groups, toks),
    }
}

/// A participle whose subject suffers the act: with an auxiliary, with "by", or bare after its noun.
fn is_patient_first(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>, form: Form) -> bool {
    if is_passive(r, s, toks.start) {
        return true;
    }
    let perfect = (1..=2).filter_map(|b| toks.start.checked_sub(b)).any(|i| s.has_mark(i, Mark::Perfect));
    if perfect || form == Form::Participle && shares_perfect(r, s, toks.start) {
        return false;
    }
    // "The envoys, who met in Doha": the word before is the subject.
    let relative = toks.start.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::Relative) && r.word(i) != ",");
    if relative && form == Form::PastOrParticiple {
        return false;
    }
    if form == Form::PastOrParticiple && acts_itself(r, s, groups, toks) {
        return false;
    }
    let toll = s.tolls.iter().any(|(t, _)| t == toks);
    let by = s.has_mark(toks.end, Mark::AgentPrep);
    // "The president met on Monday in Abuja with the minister": nobody is met without an auxiliary.
    if !by && s.acts.iter().any(|(a, acts)| a == toks && acts.iter().any(|x| x.group == MEET)) {
        return false;
    }
    let object = groups.iter().any(|g| g.object && g.toks.start >= toks.end && g.toks.start - toks.end <= 4);
    let counted = s
        .mentions
        .iter()
        .any(|m| m.toks.start == toks.end && matches!(m.what, What::Number(_) | What::Place(..) | What::Country(_)));
    let things = !is_adjective(s, toks.start) && is_plural_thing(r, s, toks.end);
    by || form == Form::Participle || !(object || counted || things) && (toll || bare_after_noun(s, groups, toks))
}

/// "With captured arms", "the burned houses": a participle before its noun.
fn is_adjective(s: &Sentence, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|i| s.toks.contains(i));
    before.is_some_and(|i| s.has_mark(i, Mark::Determiner) || PREPOSITIONS.iter().any(|p| s.has_mark(i, *p)))
}

/// "The rebels burned crops": a noun in the plural that nothing leads to is the object of a past form before it.
fn is_plural_thing(r: &Reader, s: &Sentence, at: usize) -> bool {
    let bare = s.toks.contains(&at) && is_plain_word(r, s, at) && !s.marks.iter().any(|(m, _)| m.contains(&at));
    bare && r.word(at).len() > 3 && r.lex.nouns.plural.iter().any(|end| r.word(at).ends_with(end))
}

/// "The army attacked on Monday a camp", "the minister met in Ankara with": fighters or rulers right before the only verb
/// of a whole sentence do what it says. Where dead are counted, somebody else must be told of after it.
fn acts_itself(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> bool {
    let near = |g: &&Group| g.toks.end <= toks.start && toks.start - g.toks.end <= 1;
    let Some(before) = groups.iter().rfind(near).filter(|g| g.members.iter().all(|p| acts_by_of(r, p))) else {
        return false;
    };
    let counted = s
        .mentions
        .iter()
        .any(|m| matches!(m.what, What::Number(_)) && m.toks.end <= toks.start && m.toks.end + 1 >= before.toks.start);
    let light =
        |i: &usize| s.has_mark(*i, Mark::Determiner) || s.mentions.iter().any(|m| m.is_time() && m.toks.contains(i));
    let opens = (s.body..before.toks.start).rev().find(|i| !light(i)).is_none_or(|i| {
        i == s.body
            || r.word(i) == ","
            || s.has_mark(i, Mark::Clause)
            || s.has_mark(i, Mark::And)
            || s.has_mark(i, Mark::Report)
    });
    let auxiliary = (toks.end..s.toks.end).any(|i| s.has_mark(i, Mark::Passive) || s.has_mark(i, Mark::Perfect));
    let whole = s.toks.end - s.toks.start > SHORT && matches!(r.word(s.toks.end - 1), "." | "\"" | "”");
    let toll = s.tolls.iter().any(|(t, _)| t == toks);
    let other = || groups.iter().any(|g| g.toks.start >= toks.end && !g.governed_by(Mark::AgentPrep));
    whole && opens && !counted && !auxiliary && !s.has_mark(toks.end, Mark::AgentPrep) && (!toll || other())
}

/// A line of no more words than this may leave out its auxiliary.
const SHORT: usize = 7;

/// "ont surgi et abattu": a participle joined to one with an auxiliary shares it.
fn shares_perfect(r: &Reader, s: &Sentence, verb: usize) -> bool {
    let Some(before) = verb.checked_sub(1).filter(|i| s.has_mark(*i, Mark::And) || r.word(*i) == ",") else {
        return false;
    };
    let apart = |i: &usize| matches!(r.word(*i), ";" | ":" | ".") || s.has_mark(*i, Mark::Relative);
    let from = (s.toks.start..before).rev().find(apart).map_or(s.toks.start, |i| i + 1);
    let auxiliary = (from.max(before.saturating_sub(16))..before)
        .rev()
        .find(|i| s.has_mark(*i, Mark::Perfect) || s.has_mark(*i, Mark::Passive));
    auxiliary.is_some_and(|i| s.has_mark(i, Mark::Perfect) && !s.has_mark(i, Mark::Passive))
}

/// "Two soldiers killed in raid": the noun right before, nothing like an object after.
fn bare_after_noun(s: &Sentence, groups: &[Group], toks: &Range<usize>) -> bool {
    // "The deal that Ethiopia signed with": whoever stands after "that" does it.
    let does = |g: &Group| g.toks.start > s.toks.start && s.has_mark(g.toks.start - 1, Mark::Relative);
    let before = groups.iter().any(|g| g.toks.end <= toks.start && toks.start - g.toks.end <= 2 && !does(g));
    let prep = PREPOSITIONS.iter().any(|p| s.has_mark(toks.end, *p)) && !s.has_mark(toks.end, Mark::Determiner);
    before && prep
}

fn active_sides(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Sides {
    let subject = subject(r, s, groups, toks.start);
    // "Condemned the violence and denied sheltering the colonel": what another verb leads to is no object of the first.
    let other = |g: &&Group| act_between(s, toks.end, g.toks.start) || s.mark_in(toks.end..g.toks.start, Mark::Deny);
    let right = || right_of(r, s, groups, toks.end).take_while(|g| !other(g));
    let led = |g: &&Group| {
        g.free() || g.governed_by(Mark::AgainstPrep) || g.governed_by(Mark::FromPrep) || g.governed_by(Mark::WithPrep)
    };
    let said = |g: &&Group| is_speaker(r, s, g);
    let taken_from = right().find(|g| g.governed_by(Mark::FromPrep) && g.members.iter().all(|p| acts_by_of(r, p)));
    let thing = |g: &&Group| g.members.iter().all(|p| matches!(p.who, Who::Agent(i, _) if r.lex.agents[i].thing));
    let object = right()
        .filter(|g| !is_seat_here(s, g) && !said(g))
        .find(led)
        .or_else(|| right().filter(|g| !said(g)).find(led));
    let object = object.filter(|g| !(taken_from.is_some() && thing(g))).or(taken_from);
    let object = object.or_else(|| right().find(|g| is_owner_of_object(s, g, toks)));
    let object = object.or_else(|| {
        let with = |g: &&Group| g.governed_by(Mark::WithPrep) && !verb_between(s, toks.end, g.toks.start);
        right_of(r, s, groups, toks.end).find(with).filter(|g| !said(g))
    });
    let object = object.or_else(|| right().find(|g| g.governed_by(Mark::OfPrep) && g.toks.start - toks.end <= 5));
    Sides { initiators: members(subject), targets: members(object) }
}

/// "froze the assets of ministers", "killed a chief of the group": whose the object is.
fn is_owner_of_object(s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let gap = toks.end..group.toks.start;
    let titled = gap.len() <= 5 && gap.clone().any(|i| s.has_mark(i, Mark::Title));
    is_of(group) && (titled || toks.len() > 1 && gap.len() <= 3)
}

/// "received in Bamako the minister": a capital under "in" is where it happens.
fn is_seat_here(s: &Sentence, group: &Group) -> bool {
    let seat = |m: &Mention| m.toks == group.toks && matches!(m.what, What::Place(..));
    group.governed_by(Mark::LocativePrep) && s.mentions.iter().any(seat)
}

fn passive_sides(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Sides {
    let by = |g: &&Group| g.governed_by(Mark::AgentPrep) || head_at(r, s, g) <= toks.end + 1 && leads_on(s, toks);
    let agent = right_of(r, s, groups, toks.end).find(by);
    let agent = agent.or_else(|| right_of(r, s, groups, toks.end).find(|g| is_led(r, s, g, Mark::AgentPrep)));
    let agent = agent.or_else(|| right_of(r, s, groups, toks.end).find(|g| comes_from(r, s, g, toks)));
    let agent = agent.or_else(|| right_of(r, s, groups, toks.end).find(|g| suspends(r, s, g, toks)));
    let agent = agent.or_else(|| right_of(r, s, groups, toks.end).find(|g| is_hand(r, s, g, toks)));
    let patient = subject(r, s, groups, toks.start)
        .or_else(|| right_of(r, s, groups, toks.end).find(|g| g.free() && g.toks.start - toks.end <= 3));
    Sides { initiators: members(agent), targets: members(patient) }
}

/// The sides of a verb whose subject is the victim: "two soldiers lost their lives".
pub(crate) fn suffers(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>, form: Form) -> Sides {
    if form != Form::Noun {
        return passive_sides(r, s, groups, toks);
    }
    let of = right_of(r, s, groups, toks.end).find(|g| g.toks.start - toks.end <= 4);
    Sides { initiators: Vec::new(), targets: members(of) }
}

/// "assaults were reported against the army": the verb of saying has no speaker, and "against" goes with the act.
fn reported_against(s: &Sentence, group: &Group) -> bool {
    let near = group.toks.start.saturating_sub(3)..group.toks.start;
    near.into_iter().any(|i| i > 0 && s.has_mark(i, Mark::AgainstPrep) && s.has_mark(i - 1, Mark::Report))
}

fn noun_sides(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Sides {
    let right = || right_of(r, s, groups, toks.end);
    if let Some(between) = opposed(r, s, groups, toks) {
        return Sides { initiators: between, targets: Vec::new() };
    }
    let agent = right().find(|g| g.governed_by(Mark::AgentPrep) || is_led(r, s, g, Mark::AgentPrep));
    let owner = groups.iter().find(|g| is_possessor(r, s, g, toks));
    let of = right().find(|g| g.governed_by(Mark::OfPrep) && g.toks.start - toks.end <= 4);
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
    let of_acts = of.filter(|g| agent.is_none() && !holds_thing(r, s, g) && g.members.iter().any(|p| acts_by_of(r, p)));
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
        targets: members(against.or(of_suffers).or(done_to).or(followed)),
    }
}

/// "Civilians were killed in an attack on a mosque": whoever suffers what is told first did not do the rest.
fn suffers_before(r: &Reader, s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let between = |a: &Range<usize>| a.start >= group.toks.end && a.end <= toks.start;
    let dies = |acts: &[crate::data::Act]| acts.iter().any(|x| x.group == "die");
    s.acts.iter().any(|(a, acts)| between(a) && (is_passive(r, s, a.start) || dies(acts)))
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

/// The group of words for what two do together, whose bare past form is no passive.
const MEET: &str = "meet";

/// The group of words for an attack.
pub(crate) const ATTACK: &str = "assault";

/// So many words after a fight those who fought it may be told: "on the outskirts of Goma on Sunday between".
const FAR: usize = 12;

/// "clashes between the army and rebels", "des combats ont opposé l'armée aux rebelles": both sides after one word.
fn opposed(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Option<Vec<Party>> {
    let word = (toks.end..s.toks.end.min(toks.end + FAR)).find(|i| s.has_mark(*i, Mark::Between))?;
    let mut after = groups.iter().filter(|g| g.toks.start > word);
    let first = after.next().filter(|g| g.toks.start - word <= 6 && !act_between(s, toks.end, g.toks.start))?;
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

/// "JNIM's attack", "JNIM attack", "army operation".
fn is_possessor(r: &Reader, s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let between = group.toks.end..toks.start;
    let light = |i: usize| {
        matches!(r.word(i), "'" | "’" | "s" | "-")
            || is_plain_word(r, s, i) && !s.marks.iter().any(|(m, _)| m.contains(&i))
    };
    group.toks.end <= toks.start
        && between.len() <= 4
        && between.clone().all(light)
        && !(between.is_empty() && s.has_mark(toks.start, Mark::Support))
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
    let opens = |i: usize| s.has_mark(i, Mark::Clause) && s.has_mark(i, Mark::OtherPrep);
    (group.toks.end..toks.start).any(opens)
}

/// "attack of JNIM" is JNIM's; "attack of the camp" is on the camp.
pub(super) fn acts_by_of(r: &Reader, party: &Party) -> bool {
    match party.who {
        Who::Agent(i, _) => !r.lex.agents[i].thing && r.lex.agents[i].class.is_armed(),
        who => {
            let class = crate::code::party::class_of(r, who, "government");
            class.is_armed() || class.is_government() || class == crate::model::Class::InternationalOrganisation
        }
    }
}

/// Whether another act is told between two tokens.
fn act_between(s: &Sentence, from: usize, to: usize) -> bool {
    s.acts.iter().any(|(a, _)| a.start >= from && a.end <= to)
}

fn verb_between(s: &Sentence, from: usize, to: usize) -> bool {
    from < to
        && s.acts.iter().any(|(a, acts)| a.start >= from && a.end <= to && acts.iter().any(|x| x.form != Form::Noun))
        || s.tolls.iter().any(|(a, _)| a.start >= from && a.end <= to)
}

pub(super) fn members(group: Option<&Group>) -> Vec<Party> {
    group.map(|g| g.members.clone()).unwrap_or_default()
}
