//! "The group", "la rébellion": words that stand for the group named last.

use super::clause;
use super::party::class_of;
use super::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::Mark;

/// How many sentences back the name may stand.
const REACH: usize = 5;

/// Gives the words for "that group" the name told before them, in this sentence or one shortly before.
pub(crate) fn name_groups(r: &Reader, sentences: &mut [Sentence]) {
    let mut last: Option<(usize, Who)> = None;
    for (n, s) in sentences.iter_mut().enumerate() {
        let words: Vec<_> =
            s.marks.iter().filter(|(_, m)| m.contains(&Mark::GroupAnaphor)).map(|(t, _)| t.clone()).collect();
        for toks in words {
            let told = |m: &&Mention| m.toks.end <= toks.start && is_group(r, m) && !clause::only_linked(r, s, m);
            let here = s.mentions.iter().rfind(told).and_then(Mention::who);
            let before = last.filter(|(at, _)| n - at <= REACH).map(|(_, who)| who);
            let overlaps = |m: &Mention| m.toks.start < toks.end && toks.start < m.toks.end;
            let proper = s.mentions.iter().any(|m| overlaps(m) && !matches!(m.what, What::Actor(Who::Agent(_, None))));
            let Some(who) = here.or(before).filter(|_| !proper && !is_named_next(r, s, toks.end)) else { continue };
            s.mentions.retain(|m| !overlaps(m));
            let at = s.mentions.iter().position(|m| m.toks.start >= toks.end).unwrap_or(s.mentions.len());
            s.mentions.insert(at, Mention { toks, what: What::Actor(who) });
        }
        let own = |m: &&Mention| is_group(r, m) && !clause::only_linked(r, s, m);
        last = s.mentions.iter().rfind(own).and_then(Mention::who).map(|who| (n, who)).or(last);
    }
}

/// A group with a name of its own that bears arms, or speaks for people.
fn is_group(r: &Reader, mention: &Mention) -> bool {
    let named = matches!(mention.what, What::Actor(Who::Named(_)));
    let class = mention.who().map(|who| class_of(r, who, "armed forces"));
    named && class.is_some_and(|c| c.is_armed_group() || c == crate::model::Class::CivilSociety)
}

/// "the group Islamic State", "le mouvement CSP", "le groupe d'Iyad": the name itself follows.
fn is_named_next(r: &Reader, s: &Sentence, end: usize) -> bool {
    if s.has_mark(end, Mark::OfPrep) {
        return true;
    }
    let near = |m: &&Mention| m.toks.start >= end && m.toks.start - end <= 1;
    s.mentions.iter().filter(near).any(|m| m.is_proper())
        || r.cut.tokens.get(end).is_some_and(|t| t.capital && s.toks.contains(&end))
}
