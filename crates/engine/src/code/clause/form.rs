//! The form in which the word of an act stands: noun, active verb, passive.

use super::governor::governor;
use crate::code::scan::{Reader, Sentence};
use crate::data::{Form, Mark};
use std::ops::Range;

/// The form in which an act stands here, where its word may be several.
pub(crate) fn form_here(
    r: &Reader,
    s: &Sentence,
    toks: &Range<usize>,
    acts: &[crate::data::Act],
    group: &str,
) -> Option<Form> {
    let forms: Vec<Form> = acts.iter().filter(|a| a.group == group).map(|a| a.form).collect();
    if !forms.contains(&Form::Noun) && (is_noun_here(r, s, toks, acts) || is_name_of_thing(r, s, toks, &forms)) {
        return None;
    }
    Some(form_among(r, s, toks, acts, &forms))
}

/// "out of Muzenze jail": a word that is only listed as a verb, at the end of a name under a preposition.
fn is_name_of_thing(r: &Reader, s: &Sentence, toks: &Range<usize>, forms: &[Form]) -> bool {
    let named =
        |i: usize| r.cut.tokens[i].capital && !s.mentions.iter().any(|m| m.toks.contains(&i) && m.who().is_some());
    let base = forms.iter().all(|f| *f == Form::Base) && toks.len() == 1;
    let first = toks.start.checked_sub(1).filter(|i| *i >= s.toks.start);
    let led =
        |i: usize| s.has_mark(i, Mark::Determiner) && !s.has_mark(i, Mark::Relative) && !s.has_mark(i, Mark::Pronoun);
    // "A nearby bar", "the 1300 block": a number or a word that is no plural may stand between.
    let bare = |i: usize| {
        let number = r.cut.tokens[i].kind == vigie_syntax::Kind::Number;
        number
            || super::super::counted::is_plain(r, s, i)
                && !r.lex.nouns.plural.iter().any(|e| r.word(i).ends_with(e.as_str()))
    };
    let article = first.filter(|i| bare(*i)).and_then(|i| i.checked_sub(1)).filter(|i| *i >= s.toks.start);
    if !r.lex.nouns.plural.is_empty() && base && (first.is_some_and(led) || article.is_some_and(led)) {
        return true;
    }
    let before = (s.toks.start..toks.start).rev().find(|i| !named(*i)).filter(|i| toks.start - i > 1);
    base && before.is_some_and(|i| super::PREPOSITIONS.iter().any(|p| s.has_mark(i, *p)))
}

fn form_among(r: &Reader, s: &Sentence, toks: &Range<usize>, acts: &[crate::data::Act], forms: &[Form]) -> Form {
    if forms.contains(&Form::Undergone) {
        return Form::Undergone;
    }
    if forms.contains(&Form::Noun) && (forms.iter().all(|f| *f == Form::Noun) || is_noun_here(r, s, toks, acts)) {
        return Form::Noun;
    }
    let accented = r.span(toks).of(r.text).chars().rev().take(3).any(|c| matches!(c, 'é' | 'É'));
    let participle = forms.contains(&Form::Participle)
        && (accented || !forms.contains(&Form::Finite) || is_passive(r, s, toks.start));
    if participle {
        return Form::Participle;
    }
    forms.iter().copied().find(|f| *f != Form::Noun).unwrap_or(Form::Noun)
}

/// A word that may be noun or verb ("attack") is a noun after an article, adjective or preposition.
pub(super) fn is_noun_here(r: &Reader, s: &Sentence, toks: &Range<usize>, acts: &[crate::data::Act]) -> bool {
    if !acts.iter().any(|a| a.form == Form::Noun) {
        return false;
    }
    if acts.iter().all(|a| a.form == Form::Noun) {
        return true;
    }
    let Some(before) = toks.start.checked_sub(1).filter(|i| *i >= s.toks.start) else { return true };
    if s.has_mark(before, Mark::Infinitive) || is_auxiliary(s, before) {
        return false;
    }
    let named = s.mentions.iter().any(|m| m.toks.contains(&before) && m.who().is_some());
    if named && !r.lex.nouns.plural.is_empty() && !verb_agrees(r, s, before, toks, acts) {
        return true;
    }
    let wh = s.has_mark(before, Mark::Clause);
    !(named && acts.iter().any(|a| matches!(a.form, Form::Finite | Form::Base | Form::PastOrParticiple))
        || wh && !s.has_mark(before, Mark::OtherPrep))
        || s.has_mark(before, Mark::Determiner)
}

/// "Militants attack" and "JNIM attacks camp" are verbs; "militant attack" and "JNIM attacks in
/// Kayes" are nouns.
fn verb_agrees(r: &Reader, s: &Sentence, before: usize, toks: &Range<usize>, acts: &[crate::data::Act]) -> bool {
    let has = |form: Form| acts.iter().any(|a| a.form == form);
    let plural = r.lex.nouns.plural.iter().any(|end| r.word(before).ends_with(end));
    let object = s.mentions.iter().any(|m| {
        m.toks.start >= toks.end
            && m.toks.start - toks.end <= 3
            && m.who().is_some()
            && governor(r, s, m.toks.start).is_empty()
    });
    has(Form::PastOrParticiple) || has(Form::Participle) || has(Form::Base) && plural || has(Form::Finite) && object
}

fn is_auxiliary(s: &Sentence, i: usize) -> bool {
    s.has_mark(i, Mark::Passive) || s.has_mark(i, Mark::Perfect) || s.has_mark(i, Mark::Negation)
}

/// Whether a passive auxiliary stands before the verb, over adverbs.
pub(crate) fn is_passive(r: &Reader, s: &Sentence, verb: usize) -> bool {
    for i in (s.toks.start.max(verb.saturating_sub(5))..verb).rev() {
        if s.has_mark(i, Mark::Reflexive) {
            return false;
        }
        if s.has_mark(i, Mark::Passive) {
            return !(i > 0 && s.has_mark(i - 1, Mark::Reflexive));
        }
        let adverb = r.cut.tokens[i].kind == vigie_syntax::Kind::Word
            && !s.acts.iter().any(|(a, _)| a.contains(&i))
            && !s.mentions.iter().any(|m| m.toks.contains(&i) && m.who().is_some())
            && !s.has_mark(i, Mark::Clause);
        if !adverb || s.has_mark(i, Mark::Perfect) {
            return false;
        }
    }
    false
}
