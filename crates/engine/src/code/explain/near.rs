//! Why a word of an act made no event: what each type that was tried would have needed.

use super::super::clause::{self, Group, Party, Sides};
use super::super::figure;
use super::super::party::class_of;
use super::super::scan::{Mention, Reader, Sentence, What, Who};
use super::Act;
use crate::data::{Frame, Rule, in_set};
use serde::Serialize;
use std::ops::Range;

/// A sub-type that was tried and did not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Near {
    /// The sub-type.
    pub sub_type: String,
    /// What stood in its way, in plain words; empty where the words are there but not in place.
    pub missing: Vec<String>,
}

/// The act with why it stopped: how it is told, or the types that did not fit.
pub(super) fn stopped(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>, act: Act, why: &str) -> Act {
    let acts = s.acts.iter().find(|(t, _)| t == toks).map_or(&[][..], |(_, a)| a);
    let form = clause::form_here(r, s, toks, acts, &act.group);
    let (Some(form), true) = (form, why.starts_with("no frame")) else {
        return Act { stopped: Some(plain(why)), ..act };
    };
    let rules = r.data.frames.rules(&act.group);
    if rules.is_empty() {
        return Act { stopped: Some("these words look like an act and are none".into()), ..act };
    }
    let sides = match act.group.as_str() {
        "die" => clause::suffers(r, s, groups, toks, form),
        _ => clause::sides(r, s, groups, toks, form),
    };
    let found = Found { r, s, toks, sides: real(r, sides) };
    Act { stopped: Some(found.told()), near: nearest(rules.iter().map(|(f, rule)| found.near(f, rule))), ..act }
}

/// The coder's own reason, where it is too short to stand alone.
fn plain(why: &str) -> String {
    match why {
        "a noun here" => "the word is not used as a verb here".into(),
        why => why.to_string(),
    }
}

/// Each sub-type once, at its best; those that lacked least come first.
fn nearest(tried: impl Iterator<Item = Near>) -> Vec<Near> {
    let mut out: Vec<Near> = Vec::new();
    for near in tried {
        match out.iter_mut().find(|n| n.sub_type == near.sub_type) {
            Some(known) if known.missing.len() > near.missing.len() => *known = near,
            Some(_) => {}
            None => out.push(near),
        }
    }
    out.sort_by_key(|n| n.missing.len());
    out
}

/// Words that only speak are no sides, and things do not act.
fn real(r: &Reader, sides: Sides) -> Sides {
    let keep = |p: &Party, acting: bool| match p.who {
        Who::Agent(i, _) => !(r.lex.agents[i].only_source || acting && r.lex.agents[i].thing),
        _ => true,
    };
    Sides {
        initiators: sides.initiators.into_iter().filter(|p| keep(p, true)).collect(),
        targets: sides.targets.into_iter().filter(|p| keep(p, false)).collect(),
    }
}

/// What stands around the act.
struct Found<'a, 'r> {
    r: &'a Reader<'r>,
    s: &'a Sentence,
    toks: &'a Range<usize>,
    sides: Sides,
}

impl Found<'_, '_> {
    /// Who was read as doing it and whom it hit.
    fn told(&self) -> String {
        let words = |parties: &[Party]| {
            let words: Vec<_> = parties.iter().map(|p| format!("“{}”", self.r.span(&p.toks).of(self.r.text))).collect();
            if words.is_empty() { "nobody named".to_string() } else { words.join(" and ") }
        };
        format!(
            "no event type fits (done by {}, done to {})",
            words(&self.sides.initiators),
            words(&self.sides.targets)
        )
    }

    fn near(&self, frame: &Frame, rule: &Rule) -> Near {
        let needs = rule.needs.iter().filter(|n| !self.has(n)).map(|n| absent(n));
        let lacks = rule.lacks.iter().filter(|n| self.has(n)).map(|n| present(n));
        let mut missing: Vec<String> = needs.chain(lacks).map(String::from).collect();
        missing.extend(self.class(&self.sides.initiators, &rule.initiator, &frame.country_acts_as, "who did it"));
        missing.extend(self.class(&self.sides.targets, &rule.target, &frame.country_hit_as, "whom it hit"));
        if !rule.topic.is_empty() && !rule.topic.iter().any(|t| self.s.has_topic(t)) {
            missing.push(format!("the sentence does not speak of {}", rule.topic.join(", ")));
        }
        let other = rule.not_topic.iter().filter(|t| self.s.has_topic(t));
        missing.extend(other.map(|t| format!("the sentence speaks of {t}")));
        Near { sub_type: frame.sub_type.clone(), missing }
    }

    fn has(&self, what: &str) -> bool {
        let next = |m: &&Mention| m.toks.start >= self.toks.end;
        let named =
            |is: &dyn Fn(&Mention) -> bool| self.s.mentions.iter().any(|m| m.toks.start >= self.s.body && is(m));
        match what {
            "initiator" => !self.sides.initiators.is_empty(),
            "target" => !self.sides.targets.is_empty(),
            "place" => named(&|m| matches!(m.what, What::Place(..))),
            "date" => named(&|m| matches!(m.what, What::Date(_))),
            "toll" => !figure::counts(self.r, self.s).is_empty(),
            "goal" => self.s.mentions.iter().find(next).is_some_and(|m| m.is_proper()),
            "ground" => self.s.mentions.iter().find(next).is_some_and(|m| matches!(m.what, What::Place(..))),
            _ => false,
        }
    }

    /// A side whose class the rule does not take.
    fn class(&self, parties: &[Party], sets: &[String], acts_as: &str, who: &str) -> Option<String> {
        let first = parties.first()?;
        let taken = |p: &Party| sets.iter().any(|set| in_set(class_of(self.r, p.who, acts_as), set));
        let wrong = !sets.is_empty() && !parties.iter().any(taken);
        let words = self.r.span(&first.toks).of(self.r.text);
        let kinds: Vec<&str> = sets.iter().map(|set| kind(set)).collect();
        wrong.then(|| format!("{who} (“{words}”) would have to be {}", kinds.join(" or ")))
    }
}

fn absent(what: &str) -> &str {
    match what {
        "initiator" => "nobody is said to have done it",
        "target" => "nobody is said to be hit",
        "place" => "no place is named",
        "date" => "no date is given",
        "toll" => "no toll is told",
        "goal" => "no name follows that it leads to",
        "ground" => "no place is its object",
        "person" => "nobody but a thing is said to be hit",
        "named_place" => "no town is named",
        other => other,
    }
}

fn present(what: &str) -> &str {
    match what {
        "initiator" => "somebody is said to have done it",
        "target" => "somebody is said to be hit",
        "place" => "a place is named",
        "date" => "a date is given",
        "toll" => "a toll is told",
        other => other,
    }
}

/// A set of classes as a rule names it, in plain words.
fn kind(set: &str) -> &str {
    match set {
        "group" => "an armed group",
        "forces" => "an army or police",
        "government" => "a government",
        "state" => "a government or its forces",
        "people" => "people without arms",
        "politics" => "a party, a civic body or the press",
        other => other,
    }
}
