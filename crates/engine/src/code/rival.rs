//! Rival tolls that leave out what they count: "the union counts 61", "rebels spoke of 80", "said it was 40".

use super::clause::is_passive;
use super::counted::{Phrase, is_light};
use super::figure::Counted;
use super::phrases::any;
use super::scan::{Reader, Sentence, What};
use crate::data::Mark;
use crate::model::Measure;
use std::ops::Range;

/// What a number counts that only a verb of saying leads to and after which nothing is told: the dead, as of another toll
/// of its sentence or, where the second value says so, of the sentences before.
pub(super) fn rival(r: &Reader, s: &Sentence, phrase: &Phrase, found: &[Option<Counted>]) -> Option<(Counted, bool)> {
    if let Some(earlier) = revised(r, s, phrase, found) {
        return Some((earlier, false));
    }
    let told = said(r, s, phrase).filter(|_| is_alone(r, s, phrase))?;
    let dead = found.iter().flatten().any(|(measure, word)| *measure == Measure::Killed && word.end <= told.0);
    let word = told.0..told.0 + 1;
    Some(((Measure::Killed, word), !dead)).filter(|_| dead || !told.1)
}

/// "54 dead, up from eight", "contre huit annoncés d'abord": an earlier count of what the number before it counts.
fn revised(r: &Reader, s: &Sentence, phrase: &Phrase, found: &[Option<Counted>]) -> Option<Counted> {
    let words = |at: usize| any(r, &r.lex.numbers.earlier, at, s.toks.end);
    let from = phrase.number.start.saturating_sub(6).max(s.body);
    let led = (from..phrase.number.start).any(|at| words(at) == Some(phrase.number.start))
        || s.has_mark(phrase.number.end, Mark::According) && r.word(phrase.number.start - 1) == ",";
    let alone = phrase.goods.is_none() && !s.tolls.iter().any(|(t, _)| t.start == phrase.number.end);
    let before = found.iter().flatten().rfind(|(_, word)| word.start < phrase.number.start)?;
    (led && alone).then(|| before.clone())
}

/// "They were freed two days later": the word that lets go of those told before.
pub(super) fn let_go(r: &Reader, s: &Sentence) -> Option<Range<usize>> {
    let freed = |tolls: &[crate::data::Toll]| tolls.iter().any(|t| t.measure == Measure::Released && t.goods.is_none());
    let he = |i: usize| r.lex.numbers.person.iter().any(|w| w == r.word(i));
    let they = |i: usize| s.has_mark(i, Mark::They) || he(i);
    let here = |t: &Range<usize>| (1..=5).filter_map(|b| t.start.checked_sub(b)).any(|i| i >= s.toks.start && they(i));
    let all = |t: &&(Range<usize>, Vec<crate::data::Toll>)| freed(&t.1) && here(&t.0) && is_passive(r, s, t.0.start);
    s.tolls.iter().find(all).map(|(t, _)| t.clone())
}

/// The verb of saying before a number, and whether the sentence tells acts of its own before it.
fn said(r: &Reader, s: &Sentence, phrase: &Phrase) -> Option<(usize, bool)> {
    let small = |i: &usize| {
        s.has_mark(*i, Mark::OfPrep)
            || s.has_mark(*i, Mark::LocativePrep)
            || s.has_mark(*i, Mark::Pronoun)
            || s.has_mark(*i, Mark::Passive)
            || s.has_mark(*i, Mark::Determiner)
            || s.has_mark(*i, Mark::Part)
            || is_light(r, s, *i) && r.word(*i).len() <= 6
    };
    let from = phrase.number.start.saturating_sub(4).max(s.body);
    let verb = (from..phrase.number.start).rev().find(|i| s.has_mark(*i, Mark::Report))?;
    let close = (verb + 1..phrase.number.start).all(|i| small(&i) || s.has_mark(i, Mark::Report));
    let acts = s.acts.iter().any(|(a, _)| a.start >= s.body && a.end <= verb);
    close.then_some((verb, acts))
}

/// Nothing but the dead, soldiers or a stop stands after the number.
fn is_alone(r: &Reader, s: &Sentence, phrase: &Phrase) -> bool {
    let end = phrase.toks.end;
    let stop = end >= s.toks.end || matches!(r.word(end), "." | "," | ";" | ":" | "\"" | "”" | ")" | "—");
    let ranges = s.mentions.iter().any(|m| {
        m.toks.start == phrase.number.start && matches!(m.what, What::Number(q) if !q.percent && q.told() > 0)
    });
    phrase.goods.is_none() && ranges && (stop || s.has_mark(end, Mark::And))
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;
    use crate::model::Measure;

    /// The tolls of the dead of the first event of a text.
    fn check(language: &str, text: &str, expected: &[u64]) {
        let events = told(language, "2025-07-07", text);
        let dead = events[0].figures.iter().filter(|f| f.measure == Measure::Killed).filter_map(|f| f.low.or(f.high));
        assert_eq!(dead.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_rival_toll_may_leave_out_the_dead() {
        let village = "Gunmen killed 43 people in Ntoyo on Friday, the army said. A local association said 61.";
        check("en", village, &[43, 61]);
        let post = "Rebels attacked an army post in Gao on Friday, killing two soldiers. The rebels spoke of 40.";
        check("en", post, &[2, 40]);
        let lorry =
            "Gunmen ambushed soldiers in Gao on Friday; the army acknowledged two dead, the rebels claimed seven.";
        check("en", lorry, &[2, 7]);
    }

    #[test]
    fn those_taken_are_let_go() {
        let freed = |text: &str| {
            let events = told("en", "2025-07-07", text);
            let figures = events[0].figures.iter().filter(|f| f.measure == Measure::Released);
            figures.filter_map(|f| f.low).collect::<Vec<_>>()
        };
        assert_eq!(freed("Gunmen kidnapped three teachers in Gao on Friday. They were freed the next day."), [3]);
        assert_eq!(freed("Gunmen kidnapped a priest in Gao on Friday. He was released on Sunday."), [1]);
        assert!(freed("Gunmen kidnapped a priest in Gao on Friday. He was known to all.").is_empty());
    }

    #[test]
    fn other_numbers_are_no_toll() {
        check("en", "Gunmen killed three people in Gao on Friday. The mayor said 200 families had fled.", &[3]);
        check("en", "Gunmen killed three people in Gao on Friday. The group claims 40 percent of the vote.", &[3]);
    }
}
