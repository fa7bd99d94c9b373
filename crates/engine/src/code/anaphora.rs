//! "The group", "les deux pays": words that stand for the group named last, or for the last two.

use super::clause;
use super::number;
use super::party::class_of;
use super::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::Mark;
use std::ops::Range;

/// How many sentences back the name may stand.
const REACH: usize = 5;
/// How many sentences on, where it was not told before.
const AHEAD: usize = 2;
/// So many at most are meant by words for several.
const MOST: usize = 3;

/// Gives the words for "that group" the name told before them, in this sentence or one shortly before.
pub(crate) fn name_groups(r: &Reader, sentences: &mut [Sentence]) {
    let mut last: Option<(usize, Who)> = None;
    let mut armed = last;
    for (n, s) in sentences.iter_mut().enumerate() {
        let words: Vec<_> =
            s.marks.iter().filter(|(_, m)| m.contains(&Mark::GroupAnaphor)).map(|(t, _)| t.clone()).collect();
        for toks in words {
            // "Les paramilitaires" bear arms; "le groupe" may be of doctors.
            let any = s.has_mark(toks.start, Mark::Pronoun);
            let fits = |who: Who| any || class_of(r, who, "armed forces").is_armed_group();
            let told = |m: &&Mention| m.toks.end <= toks.start && is_group(r, m) && !clause::only_linked(r, s, m);
            let here = s.mentions.iter().filter(told).filter_map(Mention::who).rfind(|who| fits(*who));
            let before = [last, armed].into_iter().flatten().find(|(at, who)| n - at <= REACH && fits(*who));
            let before = before.map(|(_, who)| who);
            let overlaps = |m: &Mention| m.toks.start < toks.end && toks.start < m.toks.end;
            let proper = s.mentions.iter().any(|m| overlaps(m) && !matches!(m.what, What::Actor(Who::Agent(_, None))));
            let Some(who) = here.or(before).filter(|_| !proper && !is_named_next(r, s, toks.end)) else { continue };
            s.mentions.retain(|m| !overlaps(m));
            let at = s.mentions.iter().position(|m| m.toks.start >= toks.end).unwrap_or(s.mentions.len());
            s.mentions.insert(at, Mention { toks, what: What::Actor(who) });
        }
        let own = |m: &&Mention| is_group(r, m) && !clause::only_linked(r, s, m);
        let bears = |who: &Who| class_of(r, *who, "armed forces").is_armed_group();
        armed = s.mentions.iter().filter(own).filter_map(Mention::who).rfind(bears).map(|who| (n, who)).or(armed);
        last = s.mentions.iter().rfind(own).and_then(Mention::who).map(|who| (n, who)).or(last);
    }
}

/// Gives the words for "the two countries" and "both sides" as many as they say of those named last before them, mostly two.
pub(crate) fn name_pairs(r: &Reader, sentences: &mut [Sentence]) {
    let (mut lands, mut sides) = (Vec::new(), Vec::new());
    let next = to_come(r, sentences);
    for (n, s) in sentences.iter_mut().enumerate() {
        let pairs = |s: &Sentence, mark: Mark| -> Vec<Range<usize>> {
            let two = |(t, m): &&(Range<usize>, Vec<Mark>)| m.contains(&mark) && t.len() > 1;
            s.marks.iter().filter(two).map(|(t, _)| t.clone()).collect()
        };
        for toks in pairs(s, Mark::BothLands) {
            let all = told(n, s, toks.start, &lands, |m| land(r, s, m));
            put_all(r, s, toks, &all);
        }
        for toks in pairs(s, Mark::BothSides) {
            let all = told(n, s, toks.start, &sides, |m| side(r, s, m));
            let all = if all.len() < 2 { next.get(n).cloned().unwrap_or_default() } else { all };
            put_all(r, s, toks, &all);
        }
        lands = told(n, s, s.toks.end, &lands, |m| land(r, s, m));
        sides = told(n, s, s.toks.end, &sides, |m| side(r, s, m));
    }
}

/// For each sentence, the two sides named together shortly after it: "Both sides agreed to a truce. The army and the
/// rebels met in Doha."
fn to_come(r: &Reader, sentences: &[Sentence]) -> Vec<Vec<(usize, Who)>> {
    let named = |n: usize| {
        let s = sentences.get(n)?;
        let two = told(n, s, s.toks.end, &[], |m| side(r, s, m));
        (two.len() == 2).then_some(two)
    };
    (0..sentences.len()).map(|n| (n + 1..=n + AHEAD).find_map(named).unwrap_or_default()).collect()
}

/// The last few of a kind that were named up to a word, and in which sentence.
fn told(
    n: usize,
    s: &Sentence,
    end: usize,
    before: &[(usize, Who)],
    kind: impl Fn(&Mention) -> Option<Who>,
) -> Vec<(usize, Who)> {
    let mut out = before.iter().copied().filter(|(at, _)| n - at <= REACH).collect::<Vec<_>>();
    for who in s.mentions.iter().filter(|m| m.toks.end <= end).filter_map(kind) {
        out.retain(|(_, known)| *known != who);
        out.push((n, who));
    }
    out.split_off(out.len().saturating_sub(MOST))
}

/// As many of those named last as the words say ("the three countries"), else two: the first for all words but the
/// last, each other for one of them.
fn put_all(r: &Reader, s: &mut Sentence, toks: Range<usize>, who: &[(usize, Who)]) {
    let said =
        toks.clone().find_map(|i| number::parse(r, i, toks.end)).and_then(|(_, q)| usize::try_from(q.told()).ok());
    let many = said.unwrap_or(2).clamp(2, MOST);
    if who.len() < many || toks.len() < many {
        return;
    }
    s.mentions.retain(|m| m.toks.end <= toks.start || toks.end <= m.toks.start);
    let at = s.mentions.iter().position(|m| m.toks.start >= toks.end).unwrap_or(s.mentions.len());
    let cut = toks.end + 1 - many;
    let pieces = std::iter::once(toks.start..cut).chain((cut..toks.end).map(|i| i..i + 1));
    let named = pieces.zip(&who[who.len() - many..]);
    let mentions: Vec<Mention> = named.map(|(toks, (_, who))| Mention { toks, what: What::Actor(*who) }).collect();
    s.mentions.splice(at..at, mentions);
}

/// The state that a mention is of or stands for. A capital in which something is stands for none.
fn land(r: &Reader, s: &Sentence, mention: &Mention) -> Option<Who> {
    let led = mention.toks.start.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::LocativePrep));
    let country = match mention.what {
        What::Country(c) | What::Demonym(c) => c,
        What::Place(_, Some(c)) if !led => c,
        What::Actor(Who::State(c) | Who::Institution(_, Some(c)) | Who::Agent(_, Some(c))) => c,
        What::Actor(who @ Who::Named(i)) if class_of(r, who, "government").is_government() => {
            super::place::country_index(r, r.data.actors.named[i].home.as_deref()?)?
        }
        _ => return None,
    };
    Some(Who::State(country))
}

/// A government, an army or an armed group with a name of its own; "the road to Libya" tells of no side.
fn side(r: &Reader, s: &Sentence, mention: &Mention) -> Option<Who> {
    let way = || {
        let gov = clause::governor(r, s, mention.toks.start);
        gov.contains(&Mark::LocativePrep) && !gov.contains(&Mark::OfPrep) && !gov.contains(&Mark::WithPrep)
    };
    let land = matches!(mention.what, What::Country(_) | What::Place(..));
    if land && way() {
        return None;
    }
    let who = match mention.what {
        What::Actor(who @ (Who::State(_) | Who::Named(_) | Who::Institution(..) | Who::Called { .. })) => who,
        What::Actor(who @ Who::Agent(i, Some(_))) if !r.lex.agents[i].thing => who,
        What::Country(c) | What::Place(_, Some(c)) => Who::State(c),
        _ => return None,
    };
    let class = class_of(r, who, "government");
    (class.is_armed() || class.is_government()).then_some(who)
}

/// A group with a name of its own that bears arms, or speaks for people.
fn is_group(r: &Reader, mention: &Mention) -> bool {
    let named = matches!(mention.what, What::Actor(Who::Named(_) | Who::Called { .. }));
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
