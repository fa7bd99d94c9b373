//! Whether an act is told as having happened (CODEBOOK.md section 1).

use super::candidate::{BLOWS, HARM};
use super::meant::{is_aimed_at, is_aside_hedge, is_blamed_for, is_to_be, trails_general};
use super::ongoing::{goes_on, is_gerund, is_in_course};
use super::prospect;
use super::scan::{Mention, Reader, Sentence, What};
use crate::data::{Form, Mark};
use std::ops::Range;

/// How an act is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Modality {
    Happened,
    /// The act itself is marked as unproven.
    Alleged,
    Foiled,
    /// It is not told as a happening; why.
    Not(&'static str),
}

/// Reads the words around an act.
pub(crate) fn modality(r: &Reader, s: &Sentence, toks: &Range<usize>, form: Form) -> Modality {
    let left = left_context(r, s, toks.start);
    let near = toks.start.saturating_sub(4).max(left.start)..toks.start;
    if let Some(why) = unreal(r, s, toks, form, &left, &near) {
        return Modality::Not(why);
    }
    if s.mark_in(near.start.saturating_sub(2).max(left.start)..toks.end + 2, Mark::Foiled) && form == Form::Noun {
        return Modality::Foiled;
    }
    let hedges = |(toks, marks): &(Range<usize>, Vec<Mark>)| {
        marks.contains(&Mark::Alleged)
            && toks.start >= left.start
            && toks.end <= left.end
            && !of_culprit(r, s, toks.end)
            && !is_aside_hedge(r, s, toks, left.end)
    };
    if s.marks.iter().any(hedges) {
        return Modality::Alleged;
    }
    Modality::Happened
}

/// "men believed to be rebels": a hedge on the culprit alone, which leaves the act as told.
fn of_culprit(r: &Reader, s: &Sentence, end: usize) -> bool {
    let acts = |to: usize| s.acts.iter().any(|(a, _)| a.start >= end && a.end <= to);
    let next = s.mentions.iter().find(|m| m.toks.start >= end);
    let next = next.filter(|m| m.toks.start - end <= 5 && !acts(m.toks.start));
    let class = next.and_then(|m| m.who()).map(|who| super::party::class_of(r, who, "armed forces"));
    class.is_some_and(|c| c.is_armed_group())
}

/// Whether the report is of a book, a film, a match or a drill: its opening says so, and not in passing.
pub(crate) fn invented(sentences: &[Sentence]) -> bool {
    let told = |s: &&Sentence| s.mark_in(s.toks.clone(), Mark::Fiction);
    let count = sentences.iter().filter(told).count();
    let first = sentences.iter().find(|s| told(s) || !s.acts.is_empty());
    let notice = count * SHARE >= sentences.len() && first.is_some_and(|s| told(&s));
    sentences.iter().take(OPENING).any(|s| told(&s)) && (count > 1 || notice)
}

/// A short notice that says before any act, and once in so many sentences, that it is of a film is of that film.
const SHARE: usize = 4;

/// Sentences that say what a report is about: the headline and the lead.
const OPENING: usize = 4;

fn unreal(
    r: &Reader,
    s: &Sentence,
    toks: &Range<usize>,
    form: Form,
    left: &Range<usize>,
    near: &Range<usize>,
) -> Option<&'static str> {
    let marked = |range: &Range<usize>, mark| s.mark_in(range.clone(), mark);
    if matches!(form, Form::Future | Form::Conditional) {
        return Some("told as future or possible");
    }
    if marked(left, Mark::If) && !is_conceded(r, s, toks, form, left) {
        return Some("told as a condition");
    }
    if marked(&s.toks, Mark::Fiction) || r.invented && !s.mentions.iter().any(|m| m.is_time()) {
        return Some("told of a drill, a match, a work of fiction or as a rumour");
    }
    if r.word(s.toks.end - 1) == "?" {
        return Some("asked, not told");
    }
    if negated(r, s, near, form) {
        return Some("negated");
    }
    let reach = toks.start.saturating_sub(if form == Form::Noun { 5 } else { 4 });
    let wide = reach.max(before_auxiliary(s, toks.start, form)).max(left.start)..toks.start;
    if marked(&wide, Mark::Irrealis) {
        return Some("told as possible, planned or feared");
    }
    if form == Form::Noun && prospect::is_aim(r, s, toks) {
        return Some("what somebody aims at");
    }
    if prospect::is_foreseen(r, s, toks) || is_wished(r, s, left.start) {
        return Some("told as possible, planned or feared");
    }
    if form == Form::Noun && (outlook(s, toks) || prospect::would_be(r, s, toks)) {
        return Some("told as possible, planned or feared");
    }
    if remembered(s, toks) {
        return Some("remembered, not told");
    }
    // "barred convoys from entering": what somebody was kept from did not happen.
    if form == Form::Gerund && toks.start > s.toks.start && s.has_mark(toks.start - 1, Mark::FromPrep) {
        return Some("what somebody was kept from");
    }
    if form == Form::Gerund && is_aimed_at(r, s, toks) {
        return Some("what something else is meant for");
    }
    if form == Form::Noun && is_by_pact(s, toks) {
        return Some("a pact by which something else is done");
    }
    if form == Form::Noun && is_called_off(s, toks) {
        return Some("what was called off");
    }
    if form == Form::Noun && is_object_of_pact(r, s, toks) {
        return Some("what was agreed or talked about, not told");
    }
    if (form == Form::Gerund || is_gerund(s, toks)) && (goes_on(r, s, toks) || is_in_course(r, s, toks)) {
        return Some("what has gone on for long");
    }
    if form == Form::Noun && is_blamed_for(r, s, toks) {
        return Some("what somebody is accused of, told of no place or day");
    }
    if is_to_be(s, toks) {
        return Some("what is yet to be done to somebody");
    }
    if (form == Form::Gerund || form == Form::Noun && is_plot(s, toks)) && is_charge(s, toks) {
        return Some("what somebody is accused of, told of no place or day");
    }
    if matches!(form, Form::Noun | Form::Gerund) && is_listed_charge(r, s, toks) {
        return Some("what somebody is suspected of, told of no place or day");
    }
    if form == Form::Noun && prospect::protested(r, s, toks) {
        return Some("what is protested against, not told");
    }
    if bare_infinitive(r, s, toks, form) {
        return Some("an infinitive of purpose");
    }
    general(r, s, toks, form, left).then_some("a general statement")
}

/// "Si le calme est revenu, deux soldats ont été tués": a condition is followed by what would be; what is told as done
/// behind its comma stands beside what was conceded.
fn is_conceded(r: &Reader, s: &Sentence, toks: &Range<usize>, form: Form, left: &Range<usize>) -> bool {
    let told = matches!(form, Form::Participle | Form::Finite);
    let opens = |(m, marks): &&(Range<usize>, Vec<Mark>)| marks.contains(&Mark::If) && m.start >= left.start;
    let start = s.marks.iter().find(opens).map(|(m, _)| m.clone());
    let leads = start.filter(|m| m.start <= s.body + 1);
    let done = (toks.start.saturating_sub(4)..toks.start)
        .any(|i| s.has_mark(i, Mark::Perfect) || s.has_mark(i, Mark::Passive));
    r.lang == crate::model::Lang::Fr
        && told
        && done
        && leads.is_some_and(|m| (m.end + 2..toks.start).any(|i| r.word(i) == ","))
}

/// "The march planned for Friday was banned": what stands further off than the word before the
/// auxiliaries does not govern the verb.
fn before_auxiliary(s: &Sentence, start: usize, form: Form) -> usize {
    let auxiliary = |i: &usize| s.has_mark(*i, Mark::Perfect) || s.has_mark(*i, Mark::Passive);
    let chain = (s.toks.start..start).rev().take_while(auxiliary).last();
    chain.filter(|_| form != Form::Noun).map_or(0, |i| i.saturating_sub(1))
}

/// The words of the clause before the act: back to a semicolon or a clause word.
fn left_context(r: &Reader, s: &Sentence, start: usize) -> Range<usize> {
    let stop = |i: &usize| {
        matches!(r.word(*i), ";" | ":" | "—" | "»" | "”")
            || s.has_mark(*i, Mark::Clause) && !s.has_mark(*i, Mark::If) && start - *i > 1
    };
    let from = (s.toks.start..start).rev().find(stop).map_or(s.toks.start, |i| i + 1);
    from..start
}

/// "demanded that troops leave", "feared that rebels": what stands before "that" rules its clause.
fn is_wished(r: &Reader, s: &Sentence, clause: usize) -> bool {
    let Some(that) = clause.checked_sub(1).filter(|i| s.has_mark(*i, Mark::Clause) && s.has_mark(*i, Mark::Relative))
    else {
        return false;
    };
    let wish = |(toks, marks): &(Range<usize>, Vec<Mark>)| toks.end == that && marks.contains(&Mark::Irrealis);
    r.word(that) != "," && s.marks.iter().any(wish)
}

/// "A march could take place", but not "an attack could have been carried out by".
fn outlook(s: &Sentence, toks: &Range<usize>) -> bool {
    let after = toks.end + 1..(toks.end + 4).min(s.toks.end.max(toks.end + 1));
    // Next to the verb only: folded, the "à" of a place is the "a" of a perfect tense.
    let done = s.has_mark(toks.end + 1, Mark::Perfect) && s.mark_in(after, Mark::Passive);
    let called_for = s.has_mark(toks.end, Mark::Passive) && s.has_mark(toks.end + 1, Mark::Irrealis);
    (s.has_mark(toks.end, Mark::Irrealis) || called_for || prospect::is_scheduled(s, toks)) && !done
}

/// "A wreath was laid in memory of those killed": what is remembered is told only with its own day.
fn remembered(s: &Sentence, toks: &Range<usize>) -> bool {
    let marks = s.marks.iter().filter(|(m, names)| m.end <= toks.start && names.contains(&Mark::Remembered));
    let Some(from) = marks.map(|(m, _)| m.end).next_back() else { return false };
    !s.mentions.iter().any(|m| m.is_time() && m.toks.start >= from)
}

/// "An accord on the reopening of the border", "talks on a withdrawal": what a pact or a meeting is about.
fn is_object_of_pact(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let small = |i: &usize| {
        s.has_mark(*i, Mark::Determiner) || s.has_mark(*i, Mark::Possessive) || matches!(r.word(*i), "'" | "’")
    };
    let Some(about) = (s.toks.start..toks.start).rev().find(|i| !small(i)) else { return false };
    let pact = |(a, acts): &(Range<usize>, Vec<crate::data::Act>)| {
        a.end == about && acts.iter().any(|x| PACTS.contains(&x.group.as_str()))
    };
    s.has_mark(about, Mark::About) && s.acts.iter().any(pact)
}

/// "Cancelled talks", "bars the deployment": a meeting, a march or a deployment that somebody undid.
fn is_called_off(s: &Sentence, toks: &Range<usize>) -> bool {
    let of = |acts: &[crate::data::Act], groups: &[&str]| acts.iter().any(|x| groups.contains(&x.group.as_str()));
    let here = s.acts.iter().any(|(a, acts)| a == toks && of(acts, &UNDONE));
    let time = |i: usize| s.mentions.iter().any(|m| m.is_time() && m.toks.contains(&i));
    let light = [Mark::Determiner, Mark::Possessive, Mark::OfPrep];
    let small = |i: usize| light.iter().any(|m| s.has_mark(i, *m)) || time(i);
    let undoes = |(a, acts): &(Range<usize>, Vec<crate::data::Act>)| {
        let verb = acts.iter().any(|x| x.form != Form::Noun);
        a.end <= toks.start && (a.end..toks.start).all(small) && verb && of(acts, &UNDOING)
    };
    here && s.acts.iter().any(undoes)
}

/// "Withdrew under the Doha accord": the pact is named for what is done by it, unless its own day follows.
fn is_by_pact(s: &Sentence, toks: &Range<usize>) -> bool {
    let pact = s.acts.iter().any(|(a, acts)| a == toks && acts.iter().any(|x| x.group == "agree"));
    let near = toks.start.saturating_sub(6).max(s.toks.start)..toks.start;
    let next = s.acts.iter().map(|(a, _)| a.start).find(|at| *at > toks.end).unwrap_or(s.toks.end);
    let dated = s.mentions.iter().any(|m| m.is_time() && (toks.end..next).contains(&m.toks.start));
    pact && !dated && s.mark_in(near, Mark::ByPact)
}

/// What may be called off, and the groups of the verbs that do it.
const UNDONE: [&str; 4] = ["meet", "summit", PROTEST, "deploy"];
const UNDOING: [&str; 6] = ["suspend", "halt", "end_deal", "strip", "silence", "disqualify"];

/// The groups of words that tell of pacts and meetings.
pub(crate) const PACTS: [&str; 5] = ["agree", "make_deal", "meet", "summit", "peace_made"];

/// "Soupçonnés de fomenter un putsch": what plotters are suspected of.
fn is_plot(s: &Sentence, toks: &Range<usize>) -> bool {
    s.acts.iter().any(|(a, acts)| a == toks && acts.iter().any(|x| x.group == "coup"))
}

/// "Firms accused of supplying weapons": a charge, which tells an act only with its place or day.
fn is_charge(s: &Sentence, toks: &Range<usize>) -> bool {
    let reach = if is_plot(s, toks) { 5 } else { 2 };
    let accused = |(a, acts): &(Range<usize>, Vec<crate::data::Act>)| {
        a.end < toks.start && toks.start - a.end <= reach && acts.iter().any(|x| x.group == ACCUSE)
    };
    let scene = |m: &Mention| m.toks.start >= toks.end && (m.is_time() || matches!(m.what, What::Place(..)));
    s.acts.iter().any(accused) && !s.mentions.iter().any(scene)
}

/// So many words a list of charges has at most.
const CHARGES: usize = 12;

/// "Suspected of kidnapping, armed robbery and cattle rustling": a list of charges, which tells of acts only what a
/// place or day beside them does.
fn is_listed_charge(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let near = toks.start.saturating_sub(CHARGES).max(s.toks.start);
    let hedge = |(m, marks): &&(Range<usize>, Vec<Mark>)| {
        marks.contains(&Mark::Alleged)
            && r.lex.marks.word(r.word(m.end - 1)).contains(&Mark::OfPrep)
            && m.start >= near
            && m.end <= toks.start
    };
    let Some((from, _)) = s.marks.iter().rfind(hedge) else { return false };
    let act = |i: usize| s.acts.iter().any(|(a, _)| a.contains(&i));
    let joint = |i: usize| r.word(i) == "," || s.has_mark(i, Mark::And) || s.has_mark(i, Mark::Determiner);
    let plain =
        |i: usize| !s.mentions.iter().any(|m| m.toks.contains(&i)) && !s.marks.iter().any(|(m, _)| m.contains(&i));
    let stop = (toks.end..s.toks.end).find(|i| matches!(r.word(*i), "," | ";")).unwrap_or(s.toks.end);
    let told = |m: &Mention| {
        m.toks.start >= toks.end && m.toks.start < stop && (m.is_time() || matches!(m.what, What::Place(..)))
    };
    (from.end..toks.start).all(|i| act(i) || joint(i) || plain(i)) && !s.mentions.iter().any(told)
}

/// The group of words that accuse.
pub(crate) const ACCUSE: &str = "accuse";

/// The group of words that tell of a march.
pub(crate) const PROTEST: &str = "protest";

fn negated(r: &Reader, s: &Sentence, near: &Range<usize>, form: Form) -> bool {
    let close = if form == Form::Noun { near.end.saturating_sub(2).max(near.start)..near.end } else { near.clone() };
    s.mark_in(close, Mark::Negation) || form == Form::Noun && is_denied(r, s, near)
}

/// "il n'y a pas eu d'attaque", "they have not had an attack": nothing but small words between.
fn is_denied(r: &Reader, s: &Sentence, near: &Range<usize>) -> bool {
    let small = [Mark::Determiner, Mark::OfPrep, Mark::Perfect, Mark::Passive, Mark::Scene];
    let short = |i: usize| r.word(i).len() <= 2;
    let light = |i: &usize| (short(*i) || small.iter().any(|m| s.has_mark(*i, *m))) && !s.has_mark(*i, Mark::Negation);
    let from = near.clone().rev().take_while(light).last().unwrap_or(near.end);
    from.checked_sub(1).is_some_and(|i| near.contains(&i) && s.has_mark(i, Mark::Negation))
}

/// "to attack", "pour attaquer": no act, unless a word such as "managed to" leads it.
fn bare_infinitive(r: &Reader, s: &Sentence, toks: &Range<usize>, form: Form) -> bool {
    let Some(before) = toks.start.checked_sub(1) else { return false };
    // "d'attaquer": the word is before its apostrophe.
    let before = if matches!(r.word(before), "'" | "’") { before.saturating_sub(1) } else { before };
    let near = |mark| (toks.start.saturating_sub(3)..toks.start).any(|i| s.has_mark(i, mark));
    let leads = [Mark::Infinitive, Mark::Purpose, Mark::Decided];
    let infinitive = leads.iter().any(|m| s.has_mark(before, *m));
    let readings = s.acts.iter().filter(|(a, _)| a == toks).flat_map(|(_, acts)| acts);
    // "To regain control of": a phrase behind "to".
    let phrase = r.lang == crate::model::Lang::En
        && toks.len() > 1
        && form == Form::Finite
        && s.has_mark(before, Mark::Infinitive)
        && !s.mark_in(before.saturating_sub(6).max(s.toks.start)..before + 1, Mark::Achieved);
    let noun = form == Form::Noun && readings.into_iter().any(|a| a.form == Form::Base);
    let base = form == Form::Base || phrase || noun || prospect::is_infinitive_phrase(r, toks);
    base && infinitive && !near(Mark::Achieved) && !(near(Mark::Decided) && is_act_of_rule(s, toks))
}

/// "Announced its decision to quit the bloc": what a state does by deciding it; who decides to attack has not yet.
fn is_act_of_rule(s: &Sentence, toks: &Range<usize>) -> bool {
    let forced = |x: &crate::data::Act| HARM.iter().chain(&BLOWS).any(|group| *group == x.group);
    s.acts.iter().filter(|(a, _)| a == toks).all(|(_, acts)| !acts.iter().any(forced))
}

/// "Attacks have increased", "gunmen often attack": no act with a day and a place.
fn general(r: &Reader, s: &Sentence, toks: &Range<usize>, form: Form, left: &Range<usize>) -> bool {
    let after = toks.end..(toks.end + 8).min(s.toks.end);
    // "Après celle de dimanche à Koutougou": a noun with its own day.
    let own = |m: &Mention| {
        let day = matches!(m.what, What::Date(d) if d.precision == crate::model::Precision::Day);
        day && s.has_mark(toks.start, Mark::SameNoun) && m.toks.start >= toks.end && m.toks.start - toks.end <= 1
    };
    let led = |m: &Mention| m.is_time() && m.toks.end <= toks.start && toks.start - m.toks.end <= 2;
    let dated = s.mentions.iter().any(|m| led(m) || own(m));
    if dated {
        return false;
    }
    // "Attacks intensified in the east, killing scores".
    let rises = |a: &Range<usize>| s.has_mark(a.end, Mark::Trend) && is_plural_noun(r, a);
    let noun =
        |(a, x): &&(Range<usize>, Vec<crate::data::Act>)| a.end <= toks.start && x.iter().any(|y| y.form == Form::Noun);
    let led = toks.start > s.toks.start && r.word(toks.start - 1) == ",";
    let gerund = s.acts.iter().any(|(a, x)| a == toks && x.iter().any(|y| y.form == Form::Gerund));
    let host = s.acts.iter().rfind(noun).filter(|_| led && gerund);
    let risen = form == Form::Noun && rises(toks) || host.is_some_and(|(a, _)| rises(a));
    // "The toll of the attack rose to 14": it is the toll that rises.
    let toll = |(t, x): &(Range<usize>, Vec<crate::data::Toll>)| {
        t.end <= toks.start && toks.start - t.end <= 3 && x.iter().any(|y| y.total)
    };
    let rising = s.mark_in(after.clone(), Mark::Trend) && !s.tolls.iter().any(toll);
    let trend_after = form == Form::Noun && rising && !after.into_iter().any(|i| r.word(i) == ",");
    let trend_before =
        form == Form::Noun && s.mark_in(toks.start.saturating_sub(4).max(left.start)..toks.start, Mark::Trend);
    // "Which is still besieged, said that gunmen": a word of the clause before who speaks says nothing of what is told.
    let told = left.clone().rev().find(|i| s.has_mark(*i, Mark::Report)).map_or(left.start, |i| i + 1);
    let generic =
        s.mark_in(told..left.end, Mark::Generic) || form != Form::Noun && starts_near(s, toks.end, Mark::Generic);
    let generic = generic || form == Form::Noun && s.has_mark(toks.start, Mark::Generic);
    // "The repeated raids of armed men", where no day follows.
    let day = |m: &Mention| m.is_time() && m.toks.start >= toks.end;
    let again = form == Form::Noun && is_plural_noun(r, toks) && s.has_mark(toks.end, Mark::Generic);
    let repeated = again && !s.mentions.iter().any(day);
    risen
        || trend_after
        || trend_before
        || generic
        || repeated
        || trails_general(s, toks)
        || form == Form::Noun && is_habit(s, toks)
}

/// "Attacks on teachers and the burning of schools have been frequent": what is said of the acts behind their verb.
fn is_habit(s: &Sentence, toks: &Range<usize>) -> bool {
    let often = |(m, marks): &&(Range<usize>, Vec<Mark>)| m.start > toks.end && marks.contains(&Mark::Generic);
    let Some((often, _)) = s.marks.iter().find(often) else { return false };
    let verb = |(a, x): &(Range<usize>, Vec<crate::data::Act>)| {
        a.start >= toks.end && a.end <= often.start && x.iter().all(|y| y.form != Form::Noun && y.form != Form::Gerund)
    };
    s.has_mark(often.start - 1, Mark::Passive) && !s.acts.iter().any(verb)
}

/// Whether such words begin at a token or the next.
fn starts_near(s: &Sentence, at: usize, mark: Mark) -> bool {
    s.marks.iter().any(|(toks, m)| (at..at + 2).contains(&toks.start) && m.contains(&mark))
}

/// "Attacks", "clashes": several, whose rise is a general statement.
pub(super) fn is_plural_noun(r: &Reader, toks: &Range<usize>) -> bool {
    r.lex.nouns.plural.iter().any(|end| r.word(toks.end - 1).ends_with(end))
}
