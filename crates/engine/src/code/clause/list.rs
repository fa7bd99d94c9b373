//! Parties named together: what may stand between two of them.

use super::governor::is_bare_word;
use super::groups::{is_counted, is_number};
use super::subject::{is_cited, part_of, told_at};
use super::{Group, Party};
use crate::code::party::class_of;
use crate::code::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::Mark;
use crate::model::Lang;
use std::ops::Range;

/// Whether only "and", commas, articles and numbers stand between two actors.
pub(super) fn coordinated(r: &Reader, s: &Sentence, group: &Group, mention: &Mention) -> bool {
    let from = group.toks.end;
    let between = past_adjective(r, s, from)..mention.toks.start;
    if between.is_empty() && is_pair(s, from) {
        return true;
    }
    let known = if s.mark_in(between.clone(), Mark::KnownAs) { 4 } else { 0 };
    if between.len() > known + if r.lang == Lang::Fr { 5 } else { 4 }
        || !matches!(mention.what, What::Actor(_) | What::Country(_) | What::Demonym(_))
    {
        return false;
    }
    // "Mali, Niger and Chad announced": before the first verb nothing was told that a speaker could be of.
    let first = group.free() && !(s.body..group.toks.start).any(|i| told_at(s, i) || s.has_mark(i, Mark::Report));
    if speaks_for_place(r, s, mention) && !between.clone().any(|i| s.has_mark(i, Mark::And)) {
        return false;
    }
    // "..., Niger said": who speaks after a comma is none of those named before it.
    if !first && speaks_with_others(s, mention) && !between.clone().any(|i| s.has_mark(i, Mark::And)) {
        return false;
    }
    let speaks =
        |part: Range<usize>| part.start > from && (mention.toks.end..part.end).any(|i| s.has_mark(i, Mark::Report));
    if !first && part_of(r, s, &mention.toks).is_some_and(speaks) {
        return false;
    }
    // "According to residents, six farmers were killed": a source is no part of a list that no "and" makes.
    if (is_closed(s, group) || is_cited(r, s, &group.toks)) && !between.clone().any(|i| s.has_mark(i, Mark::And)) {
        return false;
    }
    let joint = |i: usize| s.has_mark(i, Mark::And) || r.word(i) == "," || r.word(i) == "(";
    // "L'Allemagne et l'Italie".
    let elided = |i: usize| r.lang == Lang::Fr && matches!(r.word(i), "'" | "’");
    // "In power in Mali, in Niger and in Chad".
    let ruled = s.mark_in(group.toks.clone(), Mark::InPower);
    let filler = |i: usize| {
        s.has_mark(i, Mark::Determiner)
            || ruled && s.has_mark(i, Mark::LocativePrep)
            || s.has_mark(i, Mark::OfPrep) && r.lang == Lang::Fr
            || is_counted(s, i)
            || elided(i)
    };
    // "Entre le M23 et des jeunes du cru, appelés Wazalendo": a noun that nobody knows, and then its name.
    let named = (between.start..between.end).find(|i| s.has_mark(*i, Mark::KnownAs));
    let called = |i: usize| {
        named.is_some_and(|n| {
            i >= n && s.has_mark(i, Mark::KnownAs) || i < n && (is_bare_word(r, s, i) || r.word(i) == ",")
        })
    };
    let adjective = |i: usize| i + 1 == mention.toks.start && is_bare_word(r, s, i);
    // "Des notables et représentants du Jnim": a noun for those who stand for the party.
    let first = between.start;
    let stands_for = |i: usize| {
        r.lang == Lang::Fr
            && i == first + 1
            && s.has_mark(first, Mark::And)
            && s.has_mark(i + 1, Mark::OfPrep)
            && is_adjective(r, s, i)
    };
    between.clone().any(joint)
        && between.into_iter().all(|i| joint(i) || filler(i) || called(i) || adjective(i) || stands_for(i))
}

/// "The authorities in power in Mali", "the juntas ruling Mali": rulers, and the land that they rule.
pub(super) fn rules_land(r: &Reader, s: &Sentence, group: &Group, party: &Party) -> bool {
    let [rulers] = group.members.as_slice() else { return false };
    let between = group.toks.end..party.toks.start;
    let light = |i: usize| {
        [Mark::InPower, Mark::LocativePrep, Mark::OfPrep, Mark::Determiner].iter().any(|m| s.has_mark(i, *m))
            || r.word(i) == ","
    };
    let state = matches!(party.who, Who::State(_));
    let body = matches!(rulers.who, Who::Institution(..) | Who::Agent(..));
    let rule = body && class_of(r, rulers.who, "government").is_government();
    let led = s.mark_in(between.clone(), Mark::InPower) || s.mark_in(between.clone(), Mark::OfPrep);
    state && rule && led && between.into_iter().all(light)
}

/// "Kagame et Tshisekedi, le M23 a": whom "and" joins to the last is the end of a list.
fn is_closed(s: &Sentence, group: &Group) -> bool {
    let [.., before, last] = group.members.as_slice() else { return false };
    (before.toks.end..last.toks.start).any(|i| s.has_mark(i, Mark::And))
}

/// "Les notables songhaï et les jihadistes": where the next party may begin, past an adjective of the first.
fn past_adjective(r: &Reader, s: &Sentence, from: usize) -> usize {
    let led = r.lang == Lang::Fr && from + 1 < s.toks.end && s.has_mark(from + 1, Mark::And);
    if led && is_adjective(r, s, from) { from + 1 } else { from }
}

/// A word in small letters that is no mark, no act and nobody.
fn is_adjective(r: &Reader, s: &Sentence, i: usize) -> bool {
    s.toks.contains(&i) && !r.cut.tokens[i].capital && is_bare_word(r, s, i)
}

/// "..., the mayor of Gao told reporters": "of" and a name stand between who speaks and the verb.
fn speaks_for_place(r: &Reader, s: &Sentence, mention: &Mention) -> bool {
    let of = mention.toks.end;
    let place = |m: &&Mention| m.toks.start > of && m.toks.start - of <= 2 && matches!(m.what, What::Place(..));
    let seat = s.mentions.iter().find(place).filter(|_| s.has_mark(of, Mark::OfPrep));
    seat.is_some_and(|m| s.has_mark(m.toks.end, Mark::Report) && !matches!(r.word(m.toks.end), "," | ";"))
}

/// "..., relatives and a councillor said": whoever opens the list that a verb of saying follows, or holds that verb.
fn speaks_with_others(s: &Sentence, mention: &Mention) -> bool {
    let mut last = mention;
    let joined = |at: usize| {
        let after = (at + 1..s.toks.end.min(at + 3)).find(|i| !s.has_mark(*i, Mark::Determiner) && !is_number(s, *i));
        after.filter(|_| s.has_mark(at, Mark::And))
    };
    let led = |m: &Mention, at: usize| m.toks.contains(&at) && m.who().is_some();
    while let Some(next) = joined(last.toks.end).and_then(|i| s.mentions.iter().find(|m| led(m, i))) {
        last = next;
    }
    let holds = last.toks.len() > 1 && s.has_mark(last.toks.end - 1, Mark::Report);
    holds || s.has_mark(last.toks.end, Mark::Report)
}

/// "The two countries": words that stand for two, each under a part of them.
fn is_pair(s: &Sentence, at: usize) -> bool {
    let pair = |m: &Mark| matches!(m, Mark::BothLands | Mark::BothSides);
    s.marks.iter().any(|(toks, marks)| toks.start < at && toks.contains(&at) && marks.iter().any(pair))
}

/// "Le ministre de la Défense, le général Salifou Modi,": the rank and name of whoever holds the office told before.
pub(super) fn is_apposed_officer(r: &Reader, group: &Group, mention: &Mention) -> bool {
    let comma = mention.toks.start == group.toks.end + 1 && r.word(group.toks.end) == ",";
    let title = r.lex.marks.word(r.word(mention.toks.end - 1)).contains(&Mark::Title);
    let name = r.cut.tokens.get(mention.toks.end).is_some_and(|t| t.capital);
    let [office] = group.members.as_slice() else { return false };
    let rules = class_of(r, office.who, "government").is_government();
    r.lang == Lang::Fr && comma && title && name && rules
}
