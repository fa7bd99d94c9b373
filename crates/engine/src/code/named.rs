//! Those hit who are told by name and by no number: "Senator Awa Keita was killed" is one.

use super::clause::{PREPOSITIONS, is_passive};
use super::counted::is_plain;
use super::figure::Count;
use super::number::Quantity;
use super::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::{Form, Mark, Toll};
use crate::model::Measure::{Abducted, Arrested, Injured, Killed, Released};
use std::ops::Range;

/// So many words may say who a named person is, before the name or set off by commas behind it.
const TITLED: usize = 6;
const APPOSED: usize = 16;

/// A person's name with what stands before it.
struct Name {
    toks: Range<usize>,
    /// "journalist", "mayor": the noun that says who it is.
    of: Option<Who>,
}

/// Named persons whom a word of a toll counts that counts nobody else.
pub(super) fn named(r: &Reader, s: &Sentence, told: &[Count]) -> Vec<Count> {
    let names = names(r, s);
    let free = |t: &Range<usize>| !told.iter().any(|c| c.word == *t);
    let words = s.tolls.iter().filter(|(t, _)| free(t));
    words.filter_map(|(t, tolls)| counted(r, s, &names, t, tolls)).collect()
}

fn counted(r: &Reader, s: &Sentence, names: &[Name], t: &Range<usize>, tolls: &[Toll]) -> Option<Count> {
    let person = |t: &&Toll| {
        t.goods.is_none() && !t.total && matches!(t.measure, Killed | Injured | Abducted | Arrested | Released)
    };
    let passive = is_passive(r, s, t.start);
    let suffers = tolls.iter().filter(person).find(|x| x.subject || passive && x.form != Form::Noun);
    let does = tolls.iter().filter(person).find(|x| !x.subject && !passive && x.form != Form::Noun);
    let noun = tolls.iter().filter(person).find(|x| x.form == Form::Noun);
    let found = suffers
        .and_then(|x| Some((x, before(r, s, names, t.start)?)))
        .or_else(|| does.and_then(|x| Some((x, after(r, s, names, t.end)?))))
        .or_else(|| noun.and_then(|x| Some((x, after(r, s, names, past_of(s, t)?)?))));
    let (toll, hit) = found?;
    let n = hit.len() as u64;
    Some(Count {
        measure: toll.measure,
        of: hit.iter().find_map(|n| n.of),
        mixed: false,
        camp: None,
        quantity: Quantity { low: Some(n), high: Some(n), approximate: false, percent: false },
        toks: hit.first()?.toks.start..hit.last()?.toks.end,
        word: t.clone(),
        bare: false,
        done: false,
        named: true,
    })
}

/// "the murder of", "l'enlèvement de": where those begin whom a noun is of.
fn past_of(s: &Sentence, noun: &Range<usize>) -> Option<usize> {
    let of = |i: &usize| s.has_mark(*i, Mark::OfPrep);
    Some(noun.end).filter(of).map(|i| i + 1).or_else(|| Some(noun.end - 1).filter(of).map(|i| i + 1))
}

/// "Awa Keita and Ali Sesay, two nurses from Gao, were killed": those whose clause the verb is.
fn before<'n>(r: &Reader, s: &Sentence, names: &'n [Name], verb: usize) -> Option<&'n [Name]> {
    let last = names.iter().rposition(|n| n.toks.end <= verb && leads_to(r, s, n.toks.end, verb))?;
    let first =
        (1..=last).rev().take_while(|i| is_next(r, s, &names[i - 1], &names[*i])).last().map_or(last, |i| i - 1);
    is_subject(s, names[first].toks.start).then(|| &names[first..=last])
}

/// "Killed the journalist Awa Keita and Ali Sesay": those who follow with nothing but titles between.
fn after<'n>(r: &Reader, s: &Sentence, names: &'n [Name], from: usize) -> Option<&'n [Name]> {
    let first = names.iter().position(|n| n.toks.start >= from)?;
    let title = |i: &usize| is_title(r, s, *i);
    let gap: Vec<usize> = (from..names[first].toks.start).filter(|i| !is_scene(r, s, *i)).collect();
    if gap.len() > TITLED || !gap.iter().all(title) {
        return None;
    }
    let last = (first + 1..names.len()).take_while(|i| is_next(r, s, &names[i - 1], &names[*i])).last();
    Some(&names[first..=last.unwrap_or(first)])
}

/// Nothing stands between a name and its verb but auxiliaries, and words set off by commas that tell nothing else.
fn leads_to(r: &Reader, s: &Sentence, end: usize, verb: usize) -> bool {
    let light = |i: usize| s.has_mark(i, Mark::Passive) || s.has_mark(i, Mark::Perfect) || is_plain(r, s, i);
    let aside = r.word(end) == "," && verb - end <= APPOSED;
    let close = (end..verb).rev().find(|i| r.word(*i) == ",").filter(|c| aside && *c > end);
    let from = close.map_or(end, |c| c + 1);
    let acts = s.acts.iter().any(|(a, _)| a.start >= end && a.end <= from);
    let tolls = s.tolls.iter().any(|(a, _)| a.start >= end && a.end <= from);
    verb - from <= 4 && (from..verb).all(light) && !acts && !tolls
}

/// A name under a preposition, or one that says whose something is, did not suffer the verb behind it.
fn is_subject(s: &Sentence, start: usize) -> bool {
    let led = |i: usize| PREPOSITIONS.iter().any(|p| s.has_mark(i, *p));
    !start.checked_sub(1).filter(|i| s.toks.contains(i)).is_some_and(led)
}

/// "A, the mayor B and C": names of one list.
fn is_next(r: &Reader, s: &Sentence, a: &Name, b: &Name) -> bool {
    let gap = a.toks.end..b.toks.start;
    let joint = |i: usize| r.word(i) == "," || s.has_mark(i, Mark::And);
    !gap.is_empty() && gap.len() <= TITLED && joint(gap.start) && gap.clone().all(|i| joint(i) || is_title(r, s, i))
}

/// "the", "Senator", "human rights activist".
fn is_title(r: &Reader, s: &Sentence, i: usize) -> bool {
    let mention = s.mentions.iter().find(|m| m.toks.contains(&i));
    let who = |m: &Mention| matches!(m.what, What::Demonym(_)) || m.is_office() || is_person(r, m);
    match mention {
        Some(m) => who(m),
        None => {
            let small = s.has_mark(i, Mark::Determiner) || s.has_mark(i, Mark::Title);
            small || matches!(r.word(i), "'" | "’") || is_plain(r, s, i)
        }
    }
}

/// "on Monday", "à Gao": when and where, which may stand between a verb and its object.
fn is_scene(r: &Reader, s: &Sentence, i: usize) -> bool {
    let scene =
        |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && (m.is_time() || matches!(m.what, What::Place(..))));
    let led = s.has_mark(i, Mark::LocativePrep) || s.has_mark(i, Mark::Determiner);
    scene(i) || r.word(i) != "," && led && scene(i + 1)
}

fn is_person(r: &Reader, m: &Mention) -> bool {
    matches!(m.what, What::Actor(Who::Agent(a, _)) if !r.lex.agents[a].thing)
}

/// All names of persons, left to right.
fn names(r: &Reader, s: &Sentence) -> Vec<Name> {
    let (mut out, mut at) = (Vec::new(), s.body.max(s.toks.start));
    while at < s.toks.end {
        match r.capitalised(at, s.toks.end).filter(|n| is_name(r, s, n)) {
            Some(toks) => {
                at = toks.end;
                out.push(Name { of: title_of(r, s, toks.start), toks });
            }
            None => at += 1,
        }
    }
    out
}

/// Two words or more with capitals, or one with a title, that name nothing else.
fn is_name(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let other = |m: &Mention| m.toks.start < toks.end && toks.start < m.toks.end && !matches!(m.what, What::Place(..));
    let known = |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i));
    let marked = toks.clone().any(|i| !r.lex.marks.word(r.word(i)).is_empty() && !is_initial(r, i));
    let titled = toks.start.checked_sub(1).is_some_and(|i| s.toks.contains(&i) && names_office(r, s, i));
    let words = toks.clone().filter(|i| r.cut.tokens[*i].capital).count();
    let shown = !r.is_headline(s) && words >= 2 || titled;
    shown && !marked && !s.mentions.iter().any(other) && !toks.clone().all(known)
}

/// The "A." of "Kossi A.".
fn is_initial(r: &Reader, i: usize) -> bool {
    r.word(i).chars().count() == 1
}

fn names_office(r: &Reader, s: &Sentence, i: usize) -> bool {
    let person = s.mentions.iter().any(|m| m.toks.contains(&i) && (is_person(r, m) || m.is_office()));
    person || s.has_mark(i, Mark::Title)
}

/// The person's noun right before a name.
fn title_of(r: &Reader, s: &Sentence, start: usize) -> Option<Who> {
    s.mentions.iter().find(|m| m.toks.end == start && is_person(r, m)).and_then(Mention::who)
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;
    use crate::model::Event;

    fn tolls(event: &Event) -> String {
        let word = |f: &crate::model::Figure| format!("{:?} {}", f.measure, f.low.unwrap_or_default());
        event.figures.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    fn check(lang: &str, text: &str, expect: &str) {
        let events = told(lang, "2025-07-08", text);
        assert_eq!(events.iter().map(tolls).collect::<Vec<_>>().join("; "), expect, "{text}");
    }

    #[test]
    fn a_name_is_one() {
        check("en", "Senator Luis Pardo was shot dead in Bogota on Monday.", "Killed 1");
        check("en", "Awa Keita, 54, was kidnapped in Gao on Monday.", "Abducted 1");
        check("en", "Awa Keita, who worked at a clinic in Gao, was killed on Monday.", "Killed 1");
        check("en", "Police arrested opposition leader Moussa Deby in Bamako on Monday.", "Arrested 1");
        check("fr", "Guy Zerbo, coordonnateur d'une ONG, a été arrêté lundi à Ouagadougou.", "Arrested 1");
        check("fr", "Des hommes armés ont enlevé lundi à Gao le maire Oumarou Sy.", "Abducted 1");
    }

    #[test]
    fn a_list_of_names_is_counted() {
        check("en", "Awa Keita and Ali Sesay were abducted in Gao on Monday.", "Abducted 2");
        let three = "Gunmen killed mayor Paul Rey, colonel Luc Sand and senator Jean Morel in Gao on Monday.";
        check("en", three, "Killed 3");
        check("fr", "Moussa Cissé et Paul Rey ont été enlevés lundi à Gao.", "Abducted 2");
    }

    #[test]
    fn a_noun_has_those_it_is_of() {
        check("en", "The murder of the journalist Paul Rey in Gao on Monday shocked the town.", "Killed 1");
        check("fr", "L'assassinat du sénateur Paul Rey, lundi à Gao, a choqué la ville.", "Killed 1");
    }

    #[test]
    fn a_number_says_it_better() {
        let five = "Five people were killed in Gao on Monday. Moussa Cissé was killed as he fled.";
        check("en", five, "Killed 5");
        check("en", "Moussa Cissé was killed in Gao on Monday. Five people were killed in the attack.", "Killed 5");
    }

    #[test]
    fn no_name_and_nobody_hit() {
        check("en", "Gunmen attacked Camp Nassirou in Gao on Monday.", "");
        check("en", "Relatives of Awa Keita were killed in Gao on Monday.", "");
        check("en", "Monday Gao Was Attacked by Rebels", "");
        check("fr", "L'assassinat de six moines, lundi à Gao, a choqué la ville.", "Killed 6");
    }

    #[test]
    fn the_name_is_no_town() {
        let events = told("en", "2025-07-08", "Inspector Eulogio Flores was killed in Lima on Friday.");
        assert_eq!(events[0].place.as_deref(), Some("Lima"));
    }
}
