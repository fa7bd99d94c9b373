//! The sides of an act from the places around its word.

use super::agents::{comes_from, head_at, is_hand, is_led, leads_on, suspends};
use super::form::is_passive;
use super::governor::is_bare_word;
use super::noun::{noun_sides, opposed};
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
    let things = !is_before_noun(s, toks.start) && is_plural_thing(r, s, toks.end);
    by || form == Form::Participle || !(object || counted || things) && (toll || bare_after_noun(s, groups, toks))
}

/// "With captured arms", "the burned houses": a participle before its noun.
fn is_before_noun(s: &Sentence, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|i| s.toks.contains(i));
    before.is_some_and(|i| s.has_mark(i, Mark::Determiner) || PREPOSITIONS.iter().any(|p| s.has_mark(i, *p)))
}

/// "The rebels burned crops": a noun in the plural that nothing leads to is the object of a past form before it.
fn is_plural_thing(r: &Reader, s: &Sentence, at: usize) -> bool {
    let bare = s.toks.contains(&at) && is_bare_word(r, s, at);
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

/// "Les chefs ont exigé la libération du président et fixé un ultimatum": a participle behind "and" shares the auxiliary of
/// the one before it, and so its subject.
fn first_verb(r: &Reader, s: &Sentence, verb: usize) -> usize {
    let joined = verb > s.toks.start && s.has_mark(verb - 1, Mark::And);
    let form = |a: &crate::data::Act| a.form != Form::Noun;
    let past = r.span(&(verb..verb + 1)).of(r.text).ends_with('é');
    let bare = past || s.acts.iter().any(|(a, x)| a.start == verb && a.len() == 1 && x.iter().all(form));
    let open = |i: &usize| r.word(*i) != ";" && !(s.has_mark(*i, Mark::Clause) && r.word(*i) != ",");
    // Folded, the "à" of a place is the "a" of a perfect tense.
    let auxiliary = |i: &usize| s.has_mark(*i, Mark::Perfect) && r.span(&(*i..*i + 1)).of(r.text) != "à";
    let before = (s.toks.start..verb).rev().take_while(open).find(auxiliary);
    before.filter(|_| joined && bare && r.lang == crate::model::Lang::Fr).unwrap_or(verb)
}

fn active_sides(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Sides {
    let subject = subject(r, s, groups, first_verb(r, s, toks.start));
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
        .filter(|g| !is_of_act_noun(s, g, toks))
        .or_else(|| right_of(r, s, groups, toks.end).find(|g| g.free() && g.toks.start - toks.end <= 3));
    Sides { initiators: members(agent), targets: members(patient) }
}

/// "The president signed the law adopted by parliament": a participle right behind a word for an act is said of that.
fn is_of_act_noun(s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let noun = |(a, acts): &&(Range<usize>, Vec<crate::data::Act>)| {
        a.end <= toks.start && toks.start - a.end <= 2 && acts.iter().all(|x| x.form == Form::Noun)
    };
    let light = |i: usize| !s.has_mark(i, Mark::Perfect) && !s.has_mark(i, Mark::Passive) && !s.has_mark(i, Mark::And);
    let near = s.acts.iter().rfind(noun).filter(|(a, _)| (a.end..toks.start).all(light));
    near.is_some_and(|(a, _)| group.toks.end < a.start && verb_between(s, group.toks.end, a.start))
}

/// The sides of a verb whose subject is the victim: "two soldiers lost their lives".
pub(crate) fn suffers(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>, form: Form) -> Sides {
    if form != Form::Noun {
        return passive_sides(r, s, groups, toks);
    }
    let of = right_of(r, s, groups, toks.end).find(|g| g.toks.start - toks.end <= 4);
    Sides { initiators: Vec::new(), targets: members(of) }
}

/// The group of words for what two do together, whose bare past form is no passive.
const MEET: &str = "meet";

/// The group of words for an attack.
pub(crate) const ATTACK: &str = "assault";

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
pub(super) fn act_between(s: &Sentence, from: usize, to: usize) -> bool {
    s.acts.iter().any(|(a, _)| a.start >= from && a.end <= to && !s.has_mark(a.start, Mark::KnownAs))
}

pub(super) fn verb_between(s: &Sentence, from: usize, to: usize) -> bool {
    from < to
        && s.acts.iter().any(|(a, acts)| a.start >= from && a.end <= to && acts.iter().any(|x| x.form != Form::Noun))
        || s.tolls.iter().any(|(a, _)| a.start >= from && a.end <= to)
}

pub(super) fn members(group: Option<&Group>) -> Vec<Party> {
    group.map(|g| g.members.clone()).unwrap_or_default()
}
