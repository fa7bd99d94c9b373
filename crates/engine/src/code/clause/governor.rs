//! What stands right before a noun: prepositions, articles, a verb whose object it is.

use super::PREPOSITIONS;
use super::form::{is_noun_here, is_passive};
use super::groups::{is_counted, is_number};
use crate::code::scan::{Reader, Sentence, What};
use crate::data::{Form, Mark};

/// The prepositions right before a noun, over articles, numbers and a few adjectives.
pub(crate) fn governor(r: &Reader, s: &Sentence, start: usize) -> Vec<Mark> {
    let mut free = 3;
    for i in (s.toks.start..start).rev() {
        let marks: Vec<Mark> = s.marks.iter().filter(|(m, _)| m.contains(&i)).flat_map(|(_, m)| m.clone()).collect();
        let prepositions: Vec<Mark> = marks.iter().copied().filter(|m| PREPOSITIONS.contains(m)).collect();
        // "A hotel frequented by lawmakers": they did nothing that is told beside it.
        if marks.contains(&Mark::KeptBy) {
            return vec![Mark::OtherPrep];
        }
        let counted = i > s.toks.start && prepositions.contains(&Mark::OfPrep) && is_number(s, i - 1);
        if !prepositions.is_empty() && !counted && !is_number(s, i) {
            if is_article_after_preposition(s, i, &marks) {
                continue;
            }
            let article = marks.contains(&Mark::Determiner) && is_article_here(r, s, i);
            let part = || before_part(s, i).filter(|_| prepositions.contains(&Mark::OfPrep));
            return if article { Vec::new() } else { part().unwrap_or(prepositions) };
        }
        let linked = marks.contains(&Mark::And)
            && i > s.toks.start
            && is_plain_word(r, s, i - 1)
            && !s.marks.iter().any(|(m, _)| m.contains(&(i - 1)));
        let scene = s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Place(..)));
        let light = linked
            || counted
            || scene
            || marks.contains(&Mark::PlaceAnaphor)
            || marks.contains(&Mark::Anaphor)
            || marks.contains(&Mark::Determiner)
            || marks.contains(&Mark::Title)
            || marks.contains(&Mark::PlaceNoun)
            || marks == [Mark::Compass]
            || is_counted(s, i)
            || matches!(r.word(i), "'" | "’" | "\"" | "“" | "«" | "-" | "l");
        if light {
            continue;
        }
        let adjective = free > 0 && marks.is_empty() && is_plain_word(r, s, i);
        if !adjective {
            return Vec::new();
        }
        free -= 1;
    }
    Vec::new()
}

/// "An attack in the centre of Mali": what leads to a part of a land leads to the land.
fn before_part(s: &Sentence, of: usize) -> Option<Vec<Mark>> {
    let light = |i: &usize| s.has_mark(*i, Mark::Compass) || s.has_mark(*i, Mark::Determiner);
    let led = |i: &usize| s.has_mark(*i, Mark::LocativePrep);
    of.checked_sub(1).filter(|i| s.has_mark(*i, Mark::Compass))?;
    let before = (s.toks.start..of).rev().find(|i| led(i) || !light(i)).filter(led)?;
    let marks = s.marks.iter().filter(|(m, _)| m.contains(&before)).flat_map(|(_, m)| m.iter().copied());
    Some(marks.filter(|m| PREPOSITIONS.contains(m)).collect())
}

/// "par des terroristes", "contre des civils": after another preposition "des" is an article.
fn is_article_after_preposition(s: &Sentence, i: usize, marks: &[Mark]) -> bool {
    let Some(before) = i.checked_sub(1).filter(|b| *b >= s.toks.start) else { return false };
    let led = PREPOSITIONS.iter().any(|p| s.has_mark(before, *p)) && !s.has_mark(before, Mark::Determiner);
    let apart = !s.marks.iter().any(|(m, _)| m.contains(&i) && m.contains(&before));
    led && apart && marks.contains(&Mark::Determiner) && marks.contains(&Mark::OfPrep)
}

/// French "des" is "of the" only after a noun: at the head of a clause and after a verb it is an article.
fn is_article_here(r: &Reader, s: &Sentence, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|b| *b >= s.body.max(s.toks.start)) else { return true };
    let verb = s.acts.iter().find(|(a, _)| a.contains(&before));
    let after_verb = verb.is_some_and(|(a, acts)| {
        acts.iter().any(|x| x.form != Form::Noun) && !is_noun_here(r, s, a, acts) && !is_passive(r, s, a.start)
    });
    after_verb || r.word(before) == "," || s.has_mark(before, Mark::Clause)
}

pub(super) fn is_plain_word(r: &Reader, s: &Sentence, i: usize) -> bool {
    let word = r.cut.tokens[i].kind == vigie_syntax::Kind::Word;
    word && !s.acts.iter().any(|(a, _)| a.contains(&i)) && !s.mentions.iter().any(|m| m.toks.contains(&i))
}

/// A plain word that stands for nothing else either: an adjective, or a noun that no table knows.
pub(super) fn is_bare_word(r: &Reader, s: &Sentence, i: usize) -> bool {
    is_plain_word(r, s, i) && !s.marks.iter().any(|(m, _)| m.contains(&i))
}

/// Whether an active verb of an act stands right before the noun: then it is that verb's object.
pub(super) fn after_verb(r: &Reader, s: &Sentence, start: usize) -> bool {
    let act = s.acts.iter().rfind(|(a, _)| a.end <= start && start - a.end <= 3 && !s.mark_in(a.clone(), Mark::Report));
    act.is_some_and(|(a, acts)| {
        let only_light =
            (a.end..start).all(|i| s.has_mark(i, Mark::Determiner) || is_counted(s, i) || is_plain_word(r, s, i));
        only_light
            && acts.iter().any(|x| x.form != Form::Noun)
            && !is_noun_here(r, s, a, acts)
            && !is_passive(r, s, a.start)
    })
}
