//! What a word for an act tells as to come, aimed at, foreseen, marched against or suffered, and not as done.

use super::candidate::BLOWS;
use super::modality::{ACCUSE, PROTEST, is_plural_noun};
use super::scan::{Mention, Reader, Sentence, What};
use crate::data::{Form, Mark};
use std::ops::Range;

/// So many words after what a march is against its own day is told.
const MARCHED: usize = 6;

/// Groups of verbs that say what marchers blame or want ended.
const BLAMING: [&str; 2] = [ACCUSE, "end_deal"];

/// "A new march called by the opposition is planned for Tuesday": what its own verb puts off to a day to come.
pub(crate) fn is_scheduled(s: &Sentence, toks: &Range<usize>) -> bool {
    let planned = s.marks.iter().find(|(m, x)| x.contains(&Mark::Scheduled) && m.start >= toks.end);
    let first = !s.acts.iter().any(|(a, _)| a.end <= toks.start);
    let verb = |a: &crate::data::Act| a.form == Form::Finite;
    let other = |end: usize| s.acts.iter().any(|(a, x)| a.start >= toks.end && a.end <= end && x.iter().all(verb));
    first && planned.is_some_and(|(m, _)| !other(m.start) && !s.mark_in(toks.end..m.start, Mark::Relative))
}

/// "En proie à des combats entre l'armée et les rebelles": what a land suffers, and no act of a day.
pub(crate) fn is_suffered(s: &Sentence, toks: &Range<usize>) -> bool {
    let near = |m: &Range<usize>| m.end <= toks.start && toks.start - m.end <= 3;
    s.marks.iter().any(|(m, x)| x.contains(&Mark::PreyTo) && near(m))
}

/// "marched against the postponement of the vote": what a march is against is told by whoever dates it.
pub(crate) fn protested(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    // "Marched to denounce the repeated attacks".
    let blame = |x: &crate::data::Act| x.form == Form::Base && BLAMING.contains(&x.group.as_str());
    let verb = |i: usize| s.acts.iter().any(|(a, x)| a.contains(&i) && x.iter().any(blame));
    let blames = |i: usize| is_plural_noun(r, toks) && verb(i);
    let led = |i: usize| s.has_mark(i, Mark::AgainstPrep) || blames(i);
    let against = (1..=3).filter_map(|b| toks.start.checked_sub(b)).any(led);
    let marches = s.acts.iter().any(|(a, acts)| a.end <= toks.start && acts.iter().any(|x| x.group == PROTEST));
    // "The vote, due on the 25th": a day to come dates nothing.
    let to_come = |m: &Mention| {
        let day = r.clock.published;
        matches!(m.what, What::Date(span) if day.is_some_and(|p| span.from > p))
    };
    let near = |m: &Mention| m.toks.start >= toks.end && m.toks.start - toks.end <= MARCHED;
    against && marches && !s.mentions.iter().any(|m| m.is_time() && near(m) && !to_come(m))
}

/// "Came to launch attacks on the capital", "pour mener des attaques": what such a verb is the means of after "to".
pub(crate) fn is_aim(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let light = |i: &usize| s.has_mark(*i, Mark::Determiner) || matches!(r.word(*i), "'" | "’");
    let Some(verb) = (s.toks.start..toks.start).rev().find(|i| !light(i)) else { return false };
    let bare = r.lex.nouns.infinitives.iter().any(|end| r.word(verb).ends_with(end.as_str()));
    let to = verb.checked_sub(1).filter(|i| s.has_mark(*i, Mark::Purpose) && s.toks.contains(i));
    let dated = s.mentions.iter().any(|m| m.is_time() && m.toks.start >= toks.end);
    let blow = |x: &crate::data::Act| BLOWS.contains(&x.group.as_str());
    let attack = s.acts.iter().any(|(a, x)| a == toks && x.iter().any(blow));
    attack && bare && to.is_some() && s.has_mark(verb, Mark::Support) && !dated
}

/// "A bill providing for a vote and a longer mandate": what a text that is not law yet says shall be.
pub(crate) fn is_foreseen(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let stop = |i: &usize| matches!(r.word(*i), ";" | ":" | "—") || s.has_mark(*i, Mark::Clause) && r.word(*i) != ",";
    let clause = (s.toks.start..toks.start).rev().take_while(|i| !stop(i));
    let open = |from: usize| !(from..toks.start).any(|i| r.word(i) == ";");
    let unknown = || s.marks.iter().any(|(m, x)| x.contains(&Mark::Unknown) && m.end <= toks.start && open(m.end));
    clause.into_iter().any(|i| s.has_mark(i, Mark::Foresees)) || unknown()
}

/// "Pour s'emparer de la ville": a phrase of an infinitive behind its pronoun.
pub(crate) fn is_infinitive_phrase(r: &Reader, toks: &Range<usize>) -> bool {
    let sign = toks.len() > 2 && matches!(r.word(toks.start + 1), "'" | "’");
    sign && r.lex.nouns.infinitives.iter().any(|end| r.word(toks.start + 2).ends_with(end.as_str()))
}

/// So many words behind an act its verb stands.
const VERB: usize = 7;

/// "Une offensive sur Goma provoquerait un exode", "an attack on Goma would be a disaster": what an act would bring about.
pub(crate) fn would_be(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let one = |i: usize| r.lex.numbers.one.iter().any(|w| w == r.word(i));
    let led = toks.start.checked_sub(1).is_some_and(|i| s.toks.contains(&i) && one(i));
    let first = led && (s.body..toks.start - 1).all(|i| matches!(r.word(i), "«" | "\"" | "“" | "'" | "’"));
    let open = |i: &usize| !matches!(r.word(*i), "," | ";" | ":" | ".") && !s.has_mark(*i, Mark::Clause);
    let near = (toks.end..s.toks.end.min(toks.end + VERB)).take_while(open);
    let hedge = |i: usize| s.has_mark(i, Mark::Alleged);
    // "Une attaque serait une catastrophe", where "serait survenue" only hedges.
    let is_what = |i: usize| i + 1 < s.toks.end && one(i + 1);
    let ends = |i: usize| {
        let word = r.span(&(i..i + 1)).of(r.text);
        r.lex.nouns.conditionals.iter().any(|end| word.ends_with(end.as_str()))
    };
    let would = |i: usize| r.lex.nouns.would.iter().any(|w| w == r.word(i));
    first && near.into_iter().any(|i| would(i) || ends(i) && (!hedge(i) || is_what(i)))
}

/// "The ceasefire was broken on Saturday", "a rompu la trêve": a pact that somebody broke is not made.
pub(crate) fn is_broken(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let open = |mut between: Range<usize>| !between.any(|i| matches!(r.word(i), ";" | ":" | "."));
    let near = |m: &Range<usize>| {
        m.start >= toks.end && m.start - toks.end <= VERB && open(toks.end..m.start)
            || m.end <= toks.start && toks.start - m.end <= 3 && open(m.end..toks.start)
    };
    s.marks.iter().any(|(m, x)| x.contains(&Mark::Broken) && near(m))
}
