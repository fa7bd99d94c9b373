//! How far the word of a source reaches, who claims, and who is quoted after a colon.

use super::attribution::{Source, can_speak};
use super::clause::Group;
use super::scan::{Reader, Sentence, What};
use crate::data::{Act, Form, Mark};
use std::ops::Range;

/// A source at the end of a sentence covers what stands before it, but no further back than the toll that
/// "according to" stands beside; any other source covers what stands after it.
pub(super) fn scope(
    r: &Reader,
    s: &Sentence,
    verb: &Range<usize>,
    words: &Range<usize>,
    according: bool,
) -> Range<usize> {
    let last = verb.end.max(words.end);
    let first = verb.start.min(words.start);
    let rest = (last..s.toks.end).filter(|i| !matches!(r.word(*i), "." | "\"" | "”" | "»" | ",")).count();
    let end = (last..s.toks.end).find(|i| r.word(*i) == ";").unwrap_or(s.toks.end);
    let small = |i: usize| s.has_mark(i, Mark::Determiner) || s.has_mark(i, Mark::Perfect) || is_number(s, i);
    let opens = (s.toks.start..first).rev().find(|i| !small(*i)).unwrap_or(first);
    let closes = verb.start > s.toks.start + 3 && matches!(r.word(opens), "," | "»" | "”" | "\"");
    if rest <= 4 || closes {
        toll_before(r, s, first, according).unwrap_or_else(|| part_before(r, s, first))..end
    } else if first <= s.toks.start + 4 {
        s.toks.start..end
    } else {
        first..end
    }
}

fn is_number(s: &Sentence, i: usize) -> bool {
    s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Number(_)))
}

/// Where the words begin that a closing source covers: also those before a semicolon, if an act is told after it and
/// nobody else speaks.
fn part_before(r: &Reader, s: &Sentence, first: usize) -> usize {
    let Some(at) = (s.toks.start..first).rev().find(|i| r.word(*i) == ";") else { return s.toks.start };
    let spoken = [Mark::Report, Mark::According].iter().any(|m| s.mark_in(s.toks.start..at, *m));
    let verb = |a: &Range<usize>, x: &[Act]| {
        let auxiliary = |i: usize| s.has_mark(i, Mark::Passive) || s.has_mark(i, Mark::Perfect);
        x.iter().any(|y| y.form == Form::Finite) || (a.start.saturating_sub(2)..a.start).any(auxiliary)
    };
    let told = s.acts.iter().any(|(a, x)| (at..first).contains(&a.start) && verb(a, x));
    if told && !spoken { s.toks.start } else { at + 1 }
}

/// ", faisant cinq morts, d'après des élus", "hit a market: 14 dead, a councillor said": only the toll is theirs.
fn toll_before(r: &Reader, s: &Sentence, first: usize, according: bool) -> Option<usize> {
    let acts = |range: Range<usize>| s.acts.iter().filter(move |(a, _)| range.contains(&a.start));
    let told = |from: usize| acts(s.toks.start..from).next().is_some() && tolls(s, from..first);
    let last = |mark: &str| (s.toks.start..first.saturating_sub(1)).rev().find(|i| r.word(*i) == mark);
    let alone =
        |from: &usize| acts(*from..first).all(|(_, x)| x.iter().any(|y| matches!(y.form, Form::Gerund | Form::Noun)));
    let colon = last(":").filter(|i| told(*i));
    let clause = (s.toks.start..first).rev().find(|i| s.has_mark(*i, Mark::Relative));
    let beside = last(",").into_iter().chain(clause).max();
    let beside = beside.filter(|i| according && told(*i)).filter(alone);
    colon.or(beside).map(|i| i + 1)
}

/// Whether some words tell of dead or wounded.
fn tolls(s: &Sentence, range: Range<usize>) -> bool {
    s.tolls.iter().any(|(t, _)| range.contains(&t.start))
}

/// So many words after "claimed" it may be told by whom.
const BY: usize = 7;

/// Who claims: before the word, or after it where it is passive ("revendiquée mardi par").
pub(super) fn claimant<'g>(s: &Sentence, groups: &'g [Group], toks: &Range<usize>) -> Option<&'g Group> {
    // "Revendiquée dans la nuit par", "claimed late on Sunday by": no act and nobody between.
    let by = (toks.end..s.toks.end.min(toks.end + BY)).find(|i| s.has_mark(*i, Mark::AgentPrep));
    let free = |by: &usize| {
        let between = toks.end..*by;
        !s.acts.iter().any(|(a, _)| between.contains(&a.start))
            && !groups.iter().any(|g| between.contains(&g.toks.start))
    };
    let next = by.filter(free).unwrap_or(toks.end);
    let passive = s.mark_in(toks.clone(), Mark::AgentPrep) || s.has_mark(next, Mark::AgentPrep);
    let after = groups.iter().find(|g| g.toks.start >= toks.end && g.toks.start - toks.end.max(next) <= 4);
    // "He claimed the ambush destroyed four army lorries": what a verb behind it did something to claims nothing.
    let after = after.filter(|g| passive || !g.object);
    let apart = |g: &&Group| !super::clause::is_ally(s, g);
    // "A spokesman for the group said that its men carried out the attack."
    let spoken = |g: &Group| (1..=3).filter_map(|b| g.toks.start.checked_sub(b)).any(|i| s.has_mark(i, Mark::Title));
    // "By the group, which claimed it."
    let which = |g: &Group| (g.toks.end..toks.start).take(3).any(|i| s.has_mark(i, Mark::Relative));
    let leads = |g: &Group| g.gov.is_empty() || spoken(g) || g.governed_by(Mark::AgentPrep) && which(g);
    let before = groups.iter().filter(apart).rfind(|g| g.toks.end <= toks.start && leads(g));
    if passive { after.or(before) } else { before.or(after) }
}

/// "The head of the brigade: “They took six girls.”": who stands alone before a colon and a quotation speaks.
pub(super) fn quoted(r: &Reader, s: &Sentence, groups: &[Group]) -> Option<Source> {
    let quote = |i: &usize| r.word(*i) == ":" && matches!(r.word(i + 1), "«" | "“" | "\"");
    let colon = (s.toks.start..s.toks.end.saturating_sub(1)).find(quote)?;
    let alone = !s.acts.iter().any(|(a, _)| a.start < colon);
    let group = groups.iter().find(|g| alone && g.toks.end <= colon && g.gov.is_empty() && can_speak(r, g))?;
    Some(Source { party: group.members[0].clone(), scope: colon + 1..s.toks.end, claim: false, deny: false })
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;

    /// Who is named as the source of the one event of a text.
    fn check(lang: &str, text: &str, said_by: Option<&str>) {
        let events = told(lang, "2025-07-07", text);
        assert_eq!(events.iter().map(|e| e.said_by.as_deref()).collect::<Vec<_>>(), [said_by], "{text}");
    }

    #[test]
    fn a_closing_source_covers_the_acts_before_a_semicolon() {
        let convoy =
            "Des hommes armés ont attaqué un village lundi à Djibo ; trois civils ont été tués, rapporte un élu local.";
        check("fr", convoy, Some("local officials"));
        let toll = "Gunmen attacked a village in Gao on Monday; 19 wounded, said a local official.";
        check("en", toll, None);
    }

    #[test]
    fn a_source_of_the_toll_alone_is_not_the_events() {
        let market = "Un drone de l'armée a frappé lundi un marché à Gao : 14 morts, d'après un élu local.";
        check("fr", market, None);
        check("fr", "Un drone de l'armée a frappé lundi un marché à Gao, selon un élu local.", Some("local officials"));
        let feast = "Army jets bombed a wedding in Gao on Monday, killing five people, according to residents.";
        check("en", feast, None);
    }

    #[test]
    fn who_claims_may_stand_behind_a_day() {
        let claim = "Une attaque a visé lundi l'armée à Dioura, revendiquée mardi par le Jnim.";
        check("fr", claim, Some("JNIM"));
    }

    #[test]
    fn a_spokesman_claims_for_his_group() {
        let raid = "Gunmen attacked an army post in Dioura on Friday. A spokesman for JNIM said in a message that its men carried out the attack.";
        check("en", raid, Some("JNIM"));
    }

    #[test]
    fn words_for_a_source_may_hold_their_verb() {
        check("en", "Two women were raped by soldiers near Gao on Friday, two survivors said.", Some("witnesses"));
        let lake = "Six fishermen were shot dead on Friday in Bourem by soldiers who took them for jihadists, relatives and a councillor said.";
        check("en", lake, Some("residents"));
    }

    #[test]
    fn a_closing_source_may_be_followed_by_more() {
        let more = "Gunmen attacked a village in Gao on Friday, the mayor said, adding that many had fled.";
        check("en", more, Some("local officials"));
        let part =
            "Two women were raped by soldiers near Gao on Friday, two survivors said; the group could not tell more.";
        check("en", part, Some("witnesses"));
    }

    #[test]
    fn people_of_no_office_are_witnesses() {
        check(
            "fr",
            "Des hommes armés ont tué deux éleveurs lundi à Fafa, racontent deux chauffeurs.",
            Some("witnesses"),
        );
        check("en", "Gunmen killed two traders on Monday in Fafa, drivers said.", Some("witnesses"));
    }

    #[test]
    fn who_stands_before_a_quotation_speaks() {
        let mayor = "Le maire de Djibo : « Lundi, des hommes armés ont tué trois civils à Djibo. »";
        check("fr", mayor, Some("local officials"));
    }
}
