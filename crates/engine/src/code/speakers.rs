//! Persons who have spoken, by their family name: "Nansel added", "selon M. Diarra" after "police spokesman Rahman
//! Nansel said". The record names whom they speak for (CODEBOOK.md section 7).

use super::clause::Party;
use super::scan::{Reader, Sentence, Who};
use crate::data::Mark;
use std::ops::Range;
use vigie_syntax::Kind;

/// A family name and whom its bearer speaks for.
pub(crate) type Speaker = (String, Party);

/// So many words has a person's name.
const NAME: usize = 4;

/// The family name told beside a party that speaks: behind it ("police spokesman Rahman Nansel", "the governor, Oleh
/// Sy,") or before it ("Issiaka Ganame, the mayor of Yoro").
pub(crate) fn named(r: &Reader, s: &Sentence, party: &Party) -> Option<Speaker> {
    let name = behind(r, s, party.toks.end).or_else(|| ahead(r, s, party.toks.start))?;
    Some((r.word(name.end - 1).to_string(), party.clone()))
}

/// "The governor", "a spokesman": one whose word is a source, whatever this sentence tells of him.
pub(crate) fn holds_office(r: &Reader, party: &Party) -> bool {
    matches!(party.who, Who::Agent(i, _) if r.lex.agents[i].source.is_some() && !r.lex.agents[i].thing)
}

fn behind(r: &Reader, s: &Sentence, end: usize) -> Option<Range<usize>> {
    let end = past_place(r, s, end);
    let light = |i: &usize| s.has_mark(*i, Mark::Title) || matches!(r.word(*i), "," | ".");
    let first = (end..s.toks.end.min(end + NAME)).find(|i| !light(i))?;
    let last = (first..s.toks.end).take_while(|i| is_name(r, *i)).last()? + 1;
    let apart = last >= s.toks.end || matches!(r.word(last), "," | "." | "”" | "\"") || s.has_mark(last, Mark::Report);
    let name = first..last;
    (apart && is_free(s, &name) && name.len() <= NAME).then_some(name)
}

/// "The governor of Gao, Moussa Diarra,": where what he governs ends.
fn past_place(r: &Reader, s: &Sentence, end: usize) -> usize {
    let small = |i: usize| {
        let of = s.has_mark(i, Mark::OfPrep) || s.has_mark(i, Mark::Determiner) || matches!(r.word(i), "'" | "’");
        of || s.mentions.iter().any(|m| m.toks.contains(&i) && !m.is_time())
    };
    let last = (end..s.toks.end.min(end + PLACE)).take_while(|i| small(*i)).last();
    last.map(|i| i + 1).filter(|i| *i < s.toks.end && r.word(*i) == ",").unwrap_or(end)
}

/// So many words say what somebody governs: "de la région de Gao".
const PLACE: usize = 7;

fn ahead(r: &Reader, s: &Sentence, start: usize) -> Option<Range<usize>> {
    let small = |i: &usize| s.has_mark(*i, Mark::Determiner) || s.has_mark(*i, Mark::Title);
    let comma = (s.toks.start..start).rev().find(|i| !small(i)).filter(|i| r.word(*i) == ",")?;
    let first = (s.toks.start..comma).rev().take_while(|i| is_name(r, *i)).last()?;
    let name = first..comma;
    let led = first.checked_sub(1).filter(|i| s.toks.contains(i)).is_some_and(|i| {
        [Mark::LocativePrep, Mark::NearPrep, Mark::OfPrep, Mark::FromPrep].iter().any(|m| s.has_mark(i, *m))
    });
    (!led && name.len() >= 2 && name.len() <= NAME && is_free(s, &name)).then_some(name)
}

/// A word of a name: a capital, and then small letters.
fn is_name(r: &Reader, i: usize) -> bool {
    let token = &r.cut.tokens[i];
    let small = r.span(&(i..i + 1)).of(r.text).chars().skip(1).any(char::is_lowercase);
    token.capital && token.kind == Kind::Word && small
}

/// Its first word names nothing known, nor does the whole.
fn is_free(s: &Sentence, name: &Range<usize>) -> bool {
    !s.mentions.iter().any(|m| m.toks.contains(&name.start) || m.toks.contains(&(name.end - 1)) && m.who().is_some())
}

/// Who speaks by a family name told before: right beside a word of saying, or behind "according to".
pub(crate) fn known(
    r: &Reader,
    s: &Sentence,
    speakers: &[Speaker],
    verb: &Range<usize>,
    according: bool,
) -> Option<(Party, Range<usize>)> {
    let title = |i: &usize| s.has_mark(*i, Mark::Title) || r.word(*i) == "." || r.word(*i).len() <= 2;
    let end = s.toks.end.min(verb.end + NAME);
    let small = |i: usize| r.cut.tokens[i].kind == Kind::Word && !r.cut.tokens[i].capital;
    let light =
        |i: &usize| small(*i) && !s.mentions.iter().any(|m| m.toks.contains(i)) && !s.has_mark(*i, Mark::Clause);
    let before = (s.toks.start..verb.start).rev().take(NAME).find(|i| !light(i));
    let of = |i: usize| {
        let known = speakers.iter().rev().find(|(name, _)| name == r.word(i))?;
        is_name(r, i).then(|| (known.1.clone(), i..i + 1))
    };
    let after = || (verb.end..end).take_while(|i| title(i) || is_name(r, *i)).find_map(of);
    before.filter(|_| !according).and_then(of).or_else(after)
}

/// "Gunmen attacked a village near the French base, he said": whose base it is says nothing.
pub(crate) fn is_landmark(s: &Sentence, start: usize) -> bool {
    let near = start.saturating_sub(3).max(s.toks.start)..start;
    let the = |from: usize| (from..start).any(|i| s.has_mark(i, Mark::Determiner));
    near.into_iter().any(|i| s.has_mark(i, Mark::NearPrep) && the(i + 1))
}

/// "The chief said militiamen killed ten": who stands behind a word of saying and before a verb says nothing.
pub(crate) fn acts_next(s: &Sentence, end: usize) -> bool {
    s.acts.iter().any(|(a, x)| a.start == end && x.iter().all(|y| y.form != crate::data::Form::Noun))
}

/// "no group has claimed", "n'a pas revendiqué", "n'a pas communiqué".
pub(crate) fn is_negated(s: &Sentence, toks: &Range<usize>, far: bool) -> bool {
    let reach = if far { 6 } else { 2 };
    let near = toks.start.saturating_sub(reach).max(s.toks.start)..toks.end;
    near.into_iter().any(|i| s.has_mark(i, Mark::Negation))
}

/// An army or an armed group, by whatever name.
pub(crate) fn is_force(r: &Reader, who: Who) -> bool {
    super::party::class_of(r, who, "armed forces").is_armed()
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;

    fn said_by(language: &str, text: &str) -> Vec<Option<String>> {
        told(language, "2025-07-07", text).into_iter().map(|e| e.said_by).collect()
    }

    fn police(language: &str, text: &str) {
        let police = Some("Nigerian Police".to_string());
        assert_eq!(said_by(language, text), [police.clone(), police]);
    }

    #[test]
    fn a_landmark_does_not_speak() {
        let text = "Gunmen attacked Bokoro near the French army camp on Monday, he said.";
        assert_eq!(said_by("en", text), [None]);
    }

    #[test]
    fn who_spoke_is_known_by_his_family_name() {
        police(
            "en",
            "“Gunmen killed nine farmers in Lafia on Tuesday,” police spokesman Rahman Nansel said.\n\n\
             Gunmen wounded three traders in Kano on Wednesday, Nansel added.",
        );
        police(
            "en",
            "Gunmen killed nine farmers in Lafia on Tuesday, said Rahman Nansel, the police spokesman.\n\n\
             According to Nansel, gunmen wounded three traders in Kano on Wednesday.",
        );
    }

    #[test]
    fn a_mayor_is_known_by_his_family_name_in_both_languages() {
        let mayor = Some("local officials".to_string());
        let text = "Le maire de Dori, Moussa Diarra, a indiqué que des hommes armés avaient tué six bergers jeudi à Gorgadji.\n\n\
                    Selon M. Diarra, des hommes armés ont brûlé des greniers vendredi à Falagountou.";
        assert_eq!(said_by("fr", text), [mayor.clone(), mayor.clone()]);
        let text = "The mayor of Dori, Moussa Diarra, said gunmen killed six herders in Gorgadji on Thursday.\n\n\
                    Gunmen burned granaries in Falagountou on Friday, Diarra said.";
        assert_eq!(said_by("en", text), [mayor.clone(), mayor]);
    }

    #[test]
    fn who_speaks_for_the_police_is_the_police() {
        let text = "Des hommes armés ont tué neuf paysans à Doma mardi, a déclaré le porte-parole de la police.";
        assert_eq!(said_by("fr", text), [Some("Nigerian Police".to_string())]);
    }

    #[test]
    fn a_town_before_a_comma_is_no_name_of_who_speaks() {
        let text = "In Kobe Township, the Malian army said, rebels killed two soldiers on Friday.";
        assert_eq!(said_by("en", text), [Some("Malian Armed Forces".to_string())]);
    }
}
