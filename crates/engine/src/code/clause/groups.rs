//! Who is named together: the actors of a sentence in groups, each with what governs it.

use super::governor::{after_verb, governor, is_bare_word, is_plain_word};
use super::list::{coordinated, is_apposed_officer, rules_land};
use super::owner::{is_on_shared_ground, whose};
use super::{Group, Party};
use crate::code::party::class_of;
use crate::code::scan::{Body, Mention, Reader, Sentence, What, Who};
use crate::data::Mark;
use crate::model::Lang;
use std::ops::Range;

/// "He was arrested": a person who does not speak is no association and no mission.
fn may_be(r: &Reader, s: &Sentence, pronoun: usize, party: &Party) -> bool {
    use crate::model::Class::{CivilSociety, InternationalOrganisation, Media};
    let body = matches!(party.who, Who::Named(_))
        && matches!(class_of(r, party.who, "government"), CivilSociety | InternationalOrganisation | Media);
    let speaks = (pronoun + 1..pronoun + 4).any(|i| s.has_mark(i, Mark::Report));
    !body || speaks || !s.has_mark(pronoun, Mark::Person)
}

/// The actors of a sentence, those named together in one group. A pronoun that opens it stands for
/// `topic`, the actor that the sentence before was about.
pub(crate) fn groups(r: &Reader, s: &Sentence, topic: Option<&Party>) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let opening = (s.body..s.toks.end.min(s.body + 4))
        .find(|i| s.has_mark(*i, Mark::Pronoun) && !s.mentions.iter().any(|m| m.who().is_some() && m.toks.start <= *i));
    if let (Some(i), Some(party)) = (opening, topic.filter(|p| opening.is_some_and(|i| may_be(r, s, i, p)))) {
        out.push(Group {
            members: vec![Party { who: party.who, toks: i..i + 1 }],
            toks: i..i + 1,
            gov: Vec::new(),
            object: false,
        });
    }
    for (n, mention) in s.mentions.iter().enumerate().filter(|(_, m)| m.toks.start >= s.body) {
        let who = mention.who().or_else(|| shared_adjective(r, s, n));
        let beside = is_town(s, mention)
            || lies_in(r, s, n)
            || names_pact(r, s, mention)
            || is_of_border(r, s, n)
            || is_on_shared_ground(r, s, mention)
            || owns_land(r, s, n)
            || is_told_to(r, s, mention);
        let Some(who) = who.filter(|_| !only_linked(r, s, mention) && !beside) else { continue };
        let who = whose(r, s, &out, topic, mention).unwrap_or(who);
        let party = Party { who, toks: mention.toks.clone() };
        let theirs = |g: &Group| of_country(r, s, g, &party).or_else(|| of_rulers(r, g, &party));
        if let Some(theirs) = out.last().and_then(theirs) {
            let last = out.len() - 1;
            out[last].toks.end = mention.toks.end;
            out[last].members.pop();
            out[last].members.push(theirs);
            continue;
        }
        if let Some(last) = out.last_mut().filter(|g| same_people(r, s, g, &party)) {
            let in_brackets = party.toks.start > 0 && r.word(party.toks.start - 1) == "(";
            last.toks.end = mention.toks.end + usize::from(in_brackets);
            let head = last.members[last.members.len() - 1].who;
            if in_brackets || gives_way(r, head, who) {
                last.members.pop();
                last.members.push(party);
            }
            continue;
        }
        if let Some(last) = out.last_mut().filter(|g| rules_land(r, s, g, &party)) {
            last.toks.end = mention.toks.end;
            last.members = vec![Party { toks: last.toks.clone(), ..party }];
            continue;
        }
        if let Some(last) = out.last_mut().filter(|g| is_apposed_officer(r, g, mention)) {
            last.toks.end = mention.toks.end;
            continue;
        }
        if let Some(last) = out.last_mut().filter(|g| guessed_as(r, s, g, &party)) {
            last.toks.end = mention.toks.end;
            last.members.pop();
            last.members.push(party);
            continue;
        }
        match out.last_mut().filter(|g| coordinated(r, s, g, mention)) {
            Some(group) => {
                group.toks.end = mention.toks.end;
                let party = shared_office(group, &party).unwrap_or(party);
                // "In power in Mali and in Niger": the rulers act, who are named before the first.
                let ruled = s.mark_in(group.toks.clone(), Mark::InPower).then(|| group.toks.clone());
                group.members.push(Party { toks: ruled.unwrap_or(party.toks), ..party });
            }
            None => out.push(Group {
                members: vec![party],
                toks: mention.toks.clone(),
                gov: governor(r, s, mention.toks.start),
                object: after_verb(r, s, mention.toks.start),
            }),
        }
    }
    drop_apposed(r, s, &mut out);
    out
}

/// "men believed to be Chadian rebels", "attackers suspected of being bandits": people of no name, and what they are
/// taken for.
fn guessed_as(r: &Reader, s: &Sentence, group: &Group, party: &Party) -> bool {
    let Some(last) = group.members.last() else { return false };
    let between = group.toks.end..party.toks.start;
    let nameless = matches!(last.who, Who::Agent(i, None) if r.lex.agents[i].anybody) || is_unknown_group(r, last.who);
    let armed = class_of(r, party.who, "armed forces").is_armed();
    let light = |i: usize| {
        [Mark::Determiner, Mark::OtherPrep, Mark::FromPrep, Mark::OfPrep, Mark::Alleged]
            .iter()
            .any(|m| s.has_mark(i, *m))
            || is_bare_word(r, s, i)
    };
    let hedged = s.marks.iter().any(|(m, marks)| {
        marks.contains(&Mark::Alleged)
            && m.start >= between.start
            && m.start - between.start <= 1
            && m.end <= between.end
    });
    nameless && armed && hedged && between.len() <= 7 && between.into_iter().all(light)
}

/// "the foreign ministers of Niger", "officials from Niger": a common noun for an institution, and the country that it is of.
fn of_country(r: &Reader, s: &Sentence, group: &Group, party: &Party) -> Option<Party> {
    let last = group.members.last()?;
    let (Who::Agent(i, None), Who::State(country)) = (last.who, party.who) else { return None };
    let between = group.toks.end..party.toks.start;
    let of = |i: usize| s.has_mark(i, Mark::OfPrep) || s.has_mark(i, Mark::FromPrep);
    let light = |i: usize| of(i) || s.has_mark(i, Mark::Determiner) || is_plain_word(r, s, i);
    let led = between.len() <= 5 && between.clone().rev().take(2).any(of);
    let office = r.lex.agents[i].institution.is_some();
    (office && led && between.into_iter().all(light))
        .then(|| Party { who: Who::Agent(i, Some(country)), ..last.clone() })
}

/// "A regime base", "junta soldiers": the rulers' men and things are those of their country's forces.
fn of_rulers(r: &Reader, group: &Group, party: &Party) -> Option<Party> {
    let [owner] = group.members.as_slice() else { return None };
    let rules = |i: usize| r.data.actors.institutions[i].key == "government";
    let country = match owner.who {
        Who::Institution(i, c) if rules(i) => c,
        _ => return None,
    };
    let Who::Agent(i, None) = party.who else { return None };
    let forces = r.lex.agents[i].institution.as_deref() == Some("armed forces");
    (forces && group.toks.end == party.toks.start)
        .then_some(Party { who: Who::Agent(i, country), toks: owner.toks.start..party.toks.end })
}

/// "The National Transitional Council, the legislative body, met": of two bodies of one state with only a comma between
/// them the second says what the first is.
fn drop_apposed(r: &Reader, s: &Sentence, groups: &mut [Group]) {
    let rules = |p: &Party| class_of(r, p.who, "government").is_government();
    let named = |p: &Party| matches!(p.who, Who::Named(_) | Who::Institution(..));
    for group in groups {
        let [first, second] = group.members.as_slice() else { continue };
        let gap = first.toks.end..second.toks.start;
        let comma = matches!(r.word(gap.start), "," | "(") && !s.mark_in(gap.clone(), Mark::And);
        let article = gap.clone().any(|i| s.has_mark(i, Mark::Determiner));
        let states = matches!((first.who, second.who), (Who::State(_), _) | (_, Who::State(_)));
        if comma && article && !states && [first, second].into_iter().all(|p| rules(p) && named(p)) {
            group.members.truncate(1);
        }
    }
}

/// "the ministers of Niger and Burkina Faso": the second country shares the noun of the first.
fn shared_office(group: &Group, party: &Party) -> Option<Party> {
    match (group.members.last()?.who, party.who) {
        (Who::Agent(i, Some(_)), Who::State(country)) => {
            Some(Party { who: Who::Agent(i, Some(country)), ..party.clone() })
        }
        _ => None,
    }
}

/// "On the Nigeria-Cameroon border": the countries on either side of one do nothing.
fn is_of_border(r: &Reader, s: &Sentence, n: usize) -> bool {
    let mention = &s.mentions[n];
    let border = |at: usize| s.topics.iter().any(|(t, name)| name == "border" && t.start == at);
    let next = s.mentions.get(n + 1).filter(|m| matches!(m.what, What::Country(_)) && r.word(mention.toks.end) == "-");
    let beside = next.is_some_and(|m| m.toks.start == mention.toks.end + 1 && border(m.toks.end));
    matches!(mention.what, What::Country(_)) && (border(mention.toks.end) || beside)
}

/// "Selon une source s'exprimant à l'agence": to whom a source speaks, where no verb of saying leads to it.
fn is_told_to(r: &Reader, s: &Sentence, mention: &Mention) -> bool {
    let press = |who: Who| class_of(r, who, "government") == crate::model::Class::Media;
    let Some(prep) = mention.toks.start.checked_sub(1).filter(|i| s.toks.contains(i)) else { return false };
    let led = s.has_mark(prep, Mark::LocativePrep) && !s.has_mark(prep, Mark::OfPrep);
    let near = prep.saturating_sub(3)..prep;
    let act = s.acts.iter().any(|(a, _)| near.contains(&a.start) || near.contains(&(a.end - 1)));
    let named = matches!(mention.what, What::Actor(Who::Named(_)));
    led && named && !act && !s.mark_in(near, Mark::Report) && mention.who().is_some_and(press)
}

/// "Crossed into Congo's Mahagi territory and": the country of a place does nothing.
fn owns_land(r: &Reader, s: &Sentence, n: usize) -> bool {
    let (mention, next) = (&s.mentions[n], s.mentions.get(n + 1));
    let owned = |m: &&Mention| {
        let gap = mention.toks.end..m.toks.start;
        let sign = !gap.is_empty() && gap.clone().all(|i| matches!(r.word(i), "'" | "’" | "s" | "'s" | "’s"));
        sign && matches!(m.what, What::Place(_, None))
    };
    matches!(mention.what, What::Country(_)) && next.filter(owned).is_some()
}

/// "An attack against the village of Manila", "the capital Niamey": called a town, a capital stands for no state.
fn is_town(s: &Sentence, mention: &Mention) -> bool {
    let noun = |i: usize| {
        s.has_mark(i, Mark::PlaceNoun) || s.has_mark(i, Mark::PlaceAnaphor) || s.has_mark(i, Mark::CapitalNoun)
    };
    let before = mention.toks.start.checked_sub(1).filter(|i| s.toks.contains(i));
    let of = before.filter(|i| s.has_mark(*i, Mark::OfPrep)).and_then(|i| i.checked_sub(1));
    matches!(mention.what, What::Place(..)) && (before.is_some_and(noun) || of.is_some_and(noun))
}

/// "The Algiers Accord": the town that a pact is called after does nothing.
fn names_pact(r: &Reader, s: &Sentence, mention: &Mention) -> bool {
    let noun = |acts: &[crate::data::Act]| acts.iter().all(|x| x.form == crate::data::Form::Noun);
    let town = matches!(mention.what, What::Place(..));
    let called = |(a, acts): &(Range<usize>, Vec<crate::data::Act>)| {
        a.start == mention.toks.end && r.cut.tokens[a.start].capital && noun(acts)
    };
    town && s.acts.iter().any(called)
}

/// "In Mpondwe, western Uganda, burning a dormitory": the country that the place before it lies in does nothing.
fn lies_in(r: &Reader, s: &Sentence, n: usize) -> bool {
    let (Some(before), What::Country(country)) = (n.checked_sub(1).map(|b| &s.mentions[b]), &s.mentions[n].what) else {
        return false;
    };
    let What::Place(list, _) = &before.what else { return false };
    let gap = before.toks.end..s.mentions[n].toks.start;
    let inside = |p: &usize| r.data.places.index_of(&r.data.places.places[*p].country) == Some(*country);
    let apposed = (1..=3).contains(&gap.len()) && r.word(gap.start) == ",";
    let plain = |i: usize| is_plain_word(r, s, i) && !s.has_mark(i, Mark::And);
    let says = s.has_mark(s.mentions[n].toks.end, Mark::Report);
    apposed && !says && (gap.start + 1..gap.end).all(plain) && (list.is_empty() || list.iter().any(inside))
}

/// "Al Qaeda-linked", "affilié à Al-Qaïda": a group that only says whom another is close to.
pub(crate) fn only_linked(r: &Reader, s: &Sentence, mention: &Mention) -> bool {
    let after = mention.toks.end + usize::from(r.word(mention.toks.end) == "-");
    let named_next = s.mentions.iter().any(|m| m.toks.start == after + 1 && m.who().is_some());
    let before = |b: usize| mention.toks.start.checked_sub(b).filter(|i| s.has_mark(*i, Mark::Linked));
    // Of the fighters in "Al Qaeda-linked fighters" the word says whose friends they are.
    let of_name =
        |i: usize| s.mentions.iter().any(|m| m.is_proper() && m.toks.end < mention.toks.start && i - m.toks.end <= 1);
    s.has_mark(after, Mark::Linked) && (after > mention.toks.end || named_next)
        || (1..=2).filter_map(before).any(|i| !of_name(i))
}

/// "Malian and Russian forces": the first adjective shares the noun of the second.
fn shared_adjective(r: &Reader, s: &Sentence, n: usize) -> Option<Who> {
    let What::Demonym(country) = s.mentions[n].what else { return None };
    let end = s.mentions[n].toks.end;
    let next = s.mentions.get(n + 1).filter(|m| m.toks.start <= end + 2);
    let joined = s.has_mark(end, Mark::And) && next.is_some();
    let Some(noun) = s.mentions[n + 1..].iter().take(2).find_map(Mention::who).filter(|_| joined) else {
        return noun_before(r, s, n, country);
    };
    match noun {
        Who::Institution(i, Some(_)) => Some(Who::Institution(i, Some(country))),
        who if class_of(r, who, "armed forces").is_armed() => {
            Some(Who::Institution(r.data.actors.institution("armed forces")?, Some(country)))
        }
        _ => None,
    }
}

/// "les présidents français, béninois et ivoirien": each adjective shares the noun before the first.
fn noun_before(r: &Reader, s: &Sentence, n: usize, country: usize) -> Option<Who> {
    let noun =
        (0..n).rev().find(|k| !matches!(s.mentions[*k].what, What::Demonym(_))).filter(|_| r.lang == Lang::Fr)?;
    let joint = |i: usize| s.has_mark(i, Mark::And) || r.word(i) == ",";
    let joined = |k: usize| {
        let gap = s.mentions[k].toks.end..s.mentions[k + 1].toks.start;
        gap.len() == 1 && gap.into_iter().all(joint)
    };
    match s.mentions[noun].what {
        _ if !(noun..n).all(joined) || !s.has_mark(s.mentions[n].toks.start - 1, Mark::And) && n == noun + 1 => None,
        What::Actor(Who::Institution(i, Some(_))) => Some(Who::Institution(i, Some(country))),
        What::Actor(Who::Agent(i, Some(_))) => Some(Who::Agent(i, Some(country))),
        _ => None,
    }
}

/// "militants from JNIM", "JNIM fighters", "(JNIM)": one side under a name and a common noun.
fn same_people(r: &Reader, s: &Sentence, group: &Group, party: &Party) -> bool {
    let Some(last) = group.members.last() else { return false };
    let between = group.toks.end..party.toks.start;
    let armed = |p: &Party| class_of(r, p.who, "armed forces").is_armed_group();
    // "Un convoi logistique de l'armée", "des combattants présumés des ADF": an adjective may stand after the noun.
    let plain = |i: usize| is_bare_word(r, s, i);
    let of =
        |i: usize| s.has_mark(i, Mark::OfPrep) || s.has_mark(i, Mark::Determiner) || matches!(r.word(i), "'" | "’");
    let noun_of = (2..=5).contains(&between.len())
        && plain(between.start)
        && s.has_mark(between.start + 1, Mark::OfPrep)
        && (between.start + 1..between.end).all(of);
    let one_generic = is_unknown_group(r, last.who) != is_unknown_group(r, party.who);
    let linked = between.is_empty()
        || between.len() <= 3
            && between.clone().all(|i| {
                s.has_mark(i, Mark::OfPrep)
                    || s.has_mark(i, Mark::FromPrep)
                    || s.has_mark(i, Mark::Determiner)
                    || matches!(r.word(i), "'" | "’")
            });
    let bracket = between.len() > 1
        && between.len() <= 5
        && r.word(between.end - 1) == "("
        && r.word(party.toks.end) == ")"
        && matches!(party.who, Who::Named(_));
    if bracket && (between.start..between.end - 1).all(|i| is_plain_word(r, s, i) || matches!(r.word(i), "'" | "’")) {
        return true;
    }
    let named_again = between.len() == 1 && r.word(between.start) == "(" && r.word(party.toks.end) == ")";
    let people = |p: &Party| is_plain_people(r, p.who) && !between.is_empty();
    // "Resistance fighters, known as Wazalendo".
    let known = s.mark_in(between.clone(), Mark::KnownAs)
        && between
            .clone()
            .all(|i| s.has_mark(i, Mark::KnownAs) || s.has_mark(i, Mark::Determiner) || plain(i) || r.word(i) == ",");
    // "Houthi security forces".
    let service = between.is_empty()
        && matches!(last.who, Who::Named(_))
        && matches!(party.who, Who::Institution(_, None))
        && class_armed(r, party);
    armed(last) && armed(party) && one_generic && (linked || noun_of || known)
        || armed(last) && service
        || linked && people(last) && class_armed(r, party)
        || noun_of && is_thing(r, last.who) && is_theirs(r, last.who, party)
        || linked
            && (is_theirs(r, last.who, party) && (!between.is_empty() || r.lang == Lang::Fr)
                || is_thing_beside(r, s, last, party, &between))
        || !linked && is_thing_beside(r, s, last, party, &between)
        || named_again
            && (last.who == party.who
                || armed(last) == armed(party) && !is_unknown_group(r, party.who) && !is_unknown_group(r, last.who))
}

fn class_armed(r: &Reader, party: &Party) -> bool {
    class_of(r, party.who, "armed forces").is_armed()
}

/// "a patrol of peacekeepers", "un convoi de la MINUSMA", "troops of the joint force": a common noun for armed men or
/// for a thing, and whose they are.
fn is_theirs(r: &Reader, head: Who, owner: &Party) -> bool {
    let common = |i: usize| r.lex.agents[i].thing || r.lex.agents[i].class.is_armed();
    let own = match owner.who {
        Who::Named(_) | Who::Institution(..) | Who::Called { body: Body::Armed | Body::Kin, .. } => true,
        Who::Agent(i, _) => r.lex.agents[i].peacekeepers || is_thing(r, head) && is_unknown_group(r, owner.who),
        _ => false,
    };
    own && matches!(head, Who::Agent(i, None) if common(i) && !r.lex.agents[i].peacekeepers)
}

fn is_thing(r: &Reader, who: Who) -> bool {
    matches!(who, Who::Agent(i, None) if r.lex.agents[i].thing)
}

/// "a Boko Haram base", "the MINUSMA convoy", "RSF troops": a name before a thing or men says whose they are.
fn is_thing_beside(r: &Reader, s: &Sentence, owner: &Party, thing: &Party, between: &Range<usize>) -> bool {
    let named = matches!(owner.who, Who::Named(_) | Who::Institution(..)) || is_unknown_group(r, owner.who);
    let armed = class_of(r, owner.who, "armed forces").is_armed();
    let men =
        |i: usize| r.lex.agents[i].institution.as_deref() == Some("armed forces") || is_plain_people(r, thing.who);
    let beside = |i: usize| r.lex.agents[i].thing || armed && men(i);
    // "A MINUSMA temporary operating base": adjectives between a name and a thing, where they stand before their noun.
    let before_noun = r.lang == Lang::En && between.len() <= 2;
    let thing_of = matches!(thing.who, Who::Agent(i, None) if r.lex.agents[i].thing);
    let adjective = |i: usize| is_bare_word(r, s, i) && !r.cut.tokens[i].capital;
    let led = before_noun && thing_of && matches!(owner.who, Who::Named(_)) && between.clone().all(adjective);
    (between.is_empty() || led) && named && matches!(thing.who, Who::Agent(i, None) if beside(i))
}

/// Whether the first of two words for the same people is the one that says less.
fn gives_way(r: &Reader, head: Who, other: Who) -> bool {
    let armed = |who| class_of(r, who, "armed forces").is_armed_group();
    let common = matches!(head, Who::Agent(..)) && !matches!(other, Who::Agent(..));
    let thing = is_thing(r, head) && is_unknown_group(r, other);
    is_unknown_group(r, head) && armed(other)
        || is_plain_people(r, head)
        || common
        || thing
        || is_peacekeepers(r, other)
}

pub(super) fn is_peacekeepers(r: &Reader, who: Who) -> bool {
    matches!(who, Who::Agent(i, _) if r.lex.agents[i].peacekeepers)
}

/// "men", "people": in "men of the army" they are the army's.
fn is_plain_people(r: &Reader, who: Who) -> bool {
    matches!(who, Who::Agent(i, None) if r.lex.agents[i].is_anyone())
}

/// Common nouns for armed men of no named group.
fn is_unknown_group(r: &Reader, who: Who) -> bool {
    matches!(who, Who::Agent(i, _) if r.lex.agents[i].class.is_armed_group())
}

pub(super) fn is_number(s: &Sentence, tok: usize) -> bool {
    s.mentions.iter().any(|m| m.toks.contains(&tok) && matches!(m.what, What::Number(_)))
}

/// A number or an adjective of a country, which may stand before a noun.
pub(super) fn is_counted(s: &Sentence, tok: usize) -> bool {
    let plain = |m: &Mention| m.toks.contains(&tok) && matches!(m.what, What::Number(_) | What::Demonym(_));
    s.mentions.iter().any(plain)
}
