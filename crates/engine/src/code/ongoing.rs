//! Fights that go on: they say who somebody is or how a country stands, and tell of no day (CODEBOOK.md section 1).

use super::scan::{Mention, Reader, Sentence, What};
use crate::data::{Act, Form, Mark};
use crate::model::Precision;
use std::ops::Range;

/// "Has been battling jihadists for a decade", "is battling an insurgency", "a militia fighting the rebels": a fight that
/// goes on, without a day.
pub(crate) fn goes_on(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let fights = |(a, acts): &(Range<usize>, Vec<Act>)| {
        a == toks && acts.iter().any(|x| matches!(x.group.as_str(), "clash" | "engage"))
    };
    let told = || has_lasted(s, toks) || !has_day(s, toks) && (stands(r, s, toks) || describes(s, toks));
    s.acts.iter().any(fights) && told()
}

/// "Who are fighting the army in Pibor": what those told of do now, and on no day.
pub(crate) fn is_in_course(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let Some(verb) = toks.start.checked_sub(1).filter(|i| *i > s.body && s.has_mark(*i, Mark::Present)) else {
        return false;
    };
    let word = |i: usize| r.lex.marks.word(r.word(i));
    let relative = word(verb - 1).contains(&Mark::Relative) && word(verb - 1).contains(&Mark::Clause);
    // "Where they are fighting".
    let where_they =
        verb >= s.body + 2 && word(verb - 1).contains(&Mark::They) && word(verb - 2).contains(&Mark::Clause);
    (relative || where_they) && !has_day(s, toks)
}

/// "Vigilantes fighting the bandits": a word that is noun and gerund stands between who fights and whom he fights.
pub(crate) fn is_gerund(s: &Sentence, toks: &Range<usize>) -> bool {
    let gerund = |(a, acts): &(Range<usize>, Vec<Act>)| a == toks && acts.iter().any(|x| x.form == Form::Gerund);
    let who = |m: &Mention| m.who().is_some();
    let small = |i: usize| s.has_mark(i, Mark::Determiner);
    let object = |m: &Mention| who(m) && m.toks.start >= toks.end && (toks.end..m.toks.start).all(small);
    let subject = s.mentions.iter().any(|m| m.toks.end == toks.start && who(m));
    subject && s.acts.iter().any(gerund) && s.mentions.iter().any(object)
}

/// "Has been battling": whatever place follows, if no day does.
fn has_lasted(s: &Sentence, toks: &Range<usize>) -> bool {
    let perfect = toks.start >= s.toks.start + 2
        && s.has_mark(toks.start - 1, Mark::Passive)
        && s.has_mark(toks.start - 2, Mark::Perfect);
    perfect && !s.mentions.iter().any(|m| m.toks.start >= toks.end && is_day(m))
}

/// "Is battling an insurgency", "the government, battling rebels, signed": how things stand, unless a town is named.
fn stands(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let Some(before) = toks.start.checked_sub(1).filter(|i| *i >= s.body) else { return false };
    let town = |m: &Mention| m.toks.start >= toks.end && m.toks.start < next_told(s, toks) && is_town(r, m);
    (s.has_mark(before, Mark::Passive) || r.word(before) == ",") && !s.mentions.iter().any(town)
}

/// "A militia fighting the rebels", of whom something else is told: the fight only says who they are.
fn describes(s: &Sentence, toks: &Range<usize>) -> bool {
    let who = s.mentions.iter().any(|m| m.toks.end == toks.start && m.who().is_some());
    let verb = |(a, acts): &(Range<usize>, Vec<Act>)| a != toks && acts.iter().any(|x| x.form != Form::Noun);
    who && (s.mark_in(s.toks.clone(), Mark::Report)
        || s.mark_in(s.toks.clone(), Mark::According)
        || s.acts.iter().any(verb))
}

/// Whether a day follows before anything else is told.
fn has_day(s: &Sentence, toks: &Range<usize>) -> bool {
    let next = next_told(s, toks);
    s.mentions.iter().any(|m| (toks.end..next).contains(&m.toks.start) && is_day(m))
}

/// Where the next act or word of saying begins.
fn next_told(s: &Sentence, toks: &Range<usize>) -> usize {
    let acts = s.acts.iter().map(|(a, _)| a.start);
    let said = s.marks.iter().filter(|(_, m)| m.contains(&Mark::Report)).map(|(t, _)| t.start);
    acts.chain(said).filter(|at| *at >= toks.end).min().unwrap_or(s.toks.end)
}

fn is_day(m: &Mention) -> bool {
    matches!(m.what, What::Date(span) if span.precision == Precision::Day)
}

/// A place below a region.
fn is_town(r: &Reader, m: &Mention) -> bool {
    use crate::model::PlacePrecision::{Area, Settlement};
    let small = |p: &usize| matches!(r.data.places.places[*p].precision, Settlement | Area);
    matches!(&m.what, What::Place(list, _) if list.is_empty() || list.iter().any(small))
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;

    fn types(language: &str, text: &str) -> Vec<String> {
        told(language, "2025-07-07", text).into_iter().map(|e| e.sub_type).collect()
    }

    #[test]
    fn a_fight_that_says_who_speaks_is_no_act() {
        let text =
            "Gunmen killed six people in Bria on Friday, said a member of a militia fighting the rebels in Bangassou.";
        assert_eq!(types("en", text), ["Attack"]);
        let text =
            "Six traders were abducted near Kaga Bandoro, said the head of a self-defence group fighting the bandits.";
        assert_eq!(types("en", text), ["Abduction/forced disappearance"]);
    }

    #[test]
    fn how_a_country_stands_is_no_act_of_the_day_told_beside_it() {
        let text = "Somalia's government, battling an al-Shabaab insurgency, signed a law on Thursday.";
        assert_eq!(types("en", text), ["Law or decree"]);
        let text = "Ghana, where police shot two protesters on Friday, is battling jihadist groups in the north.";
        assert!(!types("en", text).contains(&"Armed clash".to_string()));
    }

    #[test]
    fn a_fight_with_its_own_day_or_town_is_one() {
        assert_eq!(types("en", "Troops were seen battling insurgents in Uvira on Tuesday."), ["Armed clash"]);
        assert_eq!(
            types("en", "Rebels were battling soldiers in the centre of Uvira, residents said."),
            ["Armed clash"]
        );
    }
}
