//! Who says so (CODEBOOK.md section 7).

use super::before::Before;
use super::clause::{self, Group, Party};
use super::modality::ACCUSE;
use super::scan::{Reader, Sentence, Who};
use super::speakers;
use super::voice::{claimant, quoted, scope};
use crate::data::Mark;
use std::ops::Range;

/// The source of a sentence, or of a part of it.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub party: Party,
    /// The words it covers.
    pub scope: Range<usize>,
    /// It claims the act as its own.
    pub claim: bool,
    pub deny: bool,
}

/// All sources of a sentence. A pronoun that speaks ("he said", "assure-t-elle") stands for whom the sentence before
/// was about, "the same source" for who spoke last.
pub(crate) fn sources(r: &Reader, s: &Sentence, groups: &[Group], before: &Before) -> Vec<Source> {
    let mut out = Vec::new();
    for (toks, marks) in &s.marks {
        let claim = marks.contains(&Mark::Claim);
        let tells = marks.contains(&Mark::Report) || marks.contains(&Mark::Deny);
        let according = marks.contains(&Mark::According);
        if (claim || tells && !marks.contains(&Mark::Deny)) && speakers::is_negated(s, toks, claim) {
            continue;
        }
        // "Concluded a deal": a verb of saying that is a part of an act says nothing.
        let within = |a: &Range<usize>| a.len() > toks.len() && a.start <= toks.start && toks.end <= a.end;
        if tells && s.acts.iter().any(|(a, _)| within(a)) {
            continue;
        }
        let first = |g: &Group| (g.members[0].clone(), g.toks.clone());
        let named =
            (tells || according || claim).then(|| speakers::known(r, s, &before.speakers, toks, according)).flatten();
        let source = if named.is_some() {
            named
        } else if claim {
            claimant(s, groups, toks).map(first)
        } else if according {
            let close = |g: &&Group| follows(g, toks) && is_close(r, s, toks.end..g.toks.start);
            groups.iter().find(close).filter(|g| !is_fighters(r, g)).map(first)
        } else if tells {
            speaker(r, s, groups, toks)
        } else {
            None
        };
        let same = || (toks.end..s.toks.end.min(toks.end + 3)).find(|i| s.has_mark(*i, Mark::Pronoun));
        let pronoun = || if according { same() } else { speaking_pronoun(r, s, toks).filter(|_| tells || claim) };
        let last = if according { before.voice.as_ref().or(before.topic.as_ref()) } else { before.topic.as_ref() };
        // "He" who speaks is no army and no armed group.
        let person = |i: usize, who: Who| !s.has_mark(i, Mark::Person) || !speakers::is_force(r, who);
        let heard = before.voice.as_ref().or(before.topic.as_ref());
        let before = || last.filter(|p| speaks(r, p)).map(|p| p.who);
        let one = |i: usize| heard.map(|p| p.who).filter(|who| s.has_mark(i, Mark::Person) && person(i, *who));
        let meant = |i: usize| {
            let here = antecedent(r, s, groups, i, false).filter(|who| person(i, *who));
            here.or_else(|| before().filter(|who| person(i, *who)))
                .or_else(|| one(i))
                .or_else(before)
                .or_else(|| antecedent(r, s, groups, i, true))
        };
        let Some((party, words)) =
            source.or_else(|| pronoun().and_then(|i| Some((Party { who: meant(i)?, toks: i..i + 1 }, i..i + 1))))
        else {
            continue;
        };
        let scope = scope(r, s, toks, &words, according);
        out.push(Source { party, scope, claim, deny: marks.contains(&Mark::Deny) });
    }
    out.extend(accuser(r, s, groups).filter(|_| out.is_empty()));
    out.extend(groups.iter().filter_map(|g| bracketed(r, s, g)));
    out.extend(quoted(r, s, groups).filter(|_| out.is_empty()));
    out
}

fn accuses(acts: &[crate::data::Act]) -> bool {
    acts.iter().any(|x| x.group == ACCUSE && x.form != crate::data::Form::Noun)
}

/// "L'armée a tiré sur un village, accuse une association": a verb that closes what is told, and who speaks after it.
fn accuser_after(r: &Reader, s: &Sentence, groups: &[Group], verb: &Range<usize>) -> Option<Source> {
    let who = groups.iter().find(|g| is_accuser_after(r, s, verb) && g.toks.start >= verb.end)?;
    let near = who.toks.start - verb.end <= 3 && can_speak(r, who);
    let party = who.members.first().filter(|_| near)?.clone();
    Some(Source { party, scope: s.toks.start..verb.start, claim: false, deny: false })
}

/// Whether an accusing verb stands after a comma, as a verb of saying does, with an act told before it.
pub(crate) fn is_accuser_after(r: &Reader, s: &Sentence, verb: &Range<usize>) -> bool {
    let comma = verb.start.checked_sub(1).is_some_and(|i| i > s.toks.start && matches!(r.word(i), "," | "»" | "”"));
    let told = s.acts.iter().any(|(a, _)| a.end < verb.start);
    let finite = |x: &[crate::data::Act]| x.iter().any(|y| y.group == ACCUSE && y.form == crate::data::Form::Finite);
    let here = s.acts.iter().any(|(a, x)| a == verb && finite(x));
    r.lang == crate::model::Lang::Fr && comma && told && here
}

/// "The rebels accused the army of killing", "une ONG dénonce le viol de": who accuses says that it was done.
fn accuser(r: &Reader, s: &Sentence, groups: &[Group]) -> Option<Source> {
    let (verb, _) = s.acts.iter().find(|(a, x)| accuses(x) && !clause::is_passive(r, s, a.start))?;
    if let Some(after) = accuser_after(r, s, groups, verb) {
        return Some(after);
    }
    let act = |i: usize| s.acts.iter().any(|(a, _)| a.contains(&i));
    let near =
        |g: &&Group| g.toks.end <= verb.start && verb.start - g.toks.end <= 4 && !(g.toks.end..verb.start).any(act);
    let who = groups.iter().rfind(near).filter(|g| g.gov.is_empty() && !g.object && can_speak(r, g))?;
    // "Blamed the group for the attack": who did it is his word, that it was done is not.
    let told = s.acts.iter().map(|(a, _)| a.start).find(|at| *at >= verb.end)?;
    let scope = verb.end..s.toks.end;
    if s.mark_in(verb.end..told, Mark::OtherPrep) {
        return None;
    }
    Some(Source { party: who.members[0].clone(), scope, claim: false, deny: false })
}

/// Whether a group stands after a word, or begins in it: "de sources locales".
fn follows(group: &Group, mark: &Range<usize>) -> bool {
    group.toks.start >= mark.end || group.toks.start > mark.start && group.toks.end > mark.end
}

/// "21 killed, 36 wounded (local authorities)": a source alone in brackets covers what stands before it.
fn bracketed(r: &Reader, s: &Sentence, group: &Group) -> Option<Source> {
    use crate::model::Class::{CivilSociety, InternationalOrganisation, Media};
    let open = group.toks.start.checked_sub(1).filter(|i| r.word(*i) == "(" && *i > s.toks.start + 1)?;
    let closed = group.toks.end < s.toks.end && matches!(r.word(group.toks.end), ")" | ",");
    let party = group.members.first()?;
    let source = match party.who {
        Who::Agent(i, _) => r.lex.agents[i].source.is_some(),
        who => {
            let class = super::party::class_of(r, who, "government");
            !r.cut.tokens[open - 1].capital && matches!(class, CivilSociety | InternationalOrganisation | Media)
        }
    };
    let scope = s.toks.start..open;
    (closed && source).then(|| Source { party: party.clone(), scope, claim: false, deny: false })
}

/// Who "it" is in "the army launched a counterattack that it said killed 80": several are no "it".
fn antecedent(r: &Reader, s: &Sentence, groups: &[Group], pronoun: usize, any: bool) -> Option<Who> {
    let several = |g: &Group| {
        let common = matches!(g.members[0].who, Who::Agent(..)) || g.members.len() > 1;
        common && r.lex.nouns.plural.iter().any(|end| r.word(g.toks.end - 1).ends_with(end))
    };
    let they = any || r.lex.marks.word(r.word(pronoun)).contains(&Mark::They);
    let ruled = |g: &Group| !g.gov.is_empty() || g.object || super::speakers::is_landmark(s, g.toks.start);
    let subject = |g: &&Group| g.toks.end < pronoun && !ruled(g) && can_speak(r, g) && (they || !several(g));
    groups.iter().rfind(subject).map(|g| g.members[0].who)
}

/// "he said", "it also added", "assure-t-elle", "a-t-il dit".
fn speaking_pronoun(r: &Reader, s: &Sentence, verb: &Range<usize>) -> Option<usize> {
    let first = verb.start.saturating_sub(4).max(s.toks.start);
    let plain = |i: usize| {
        r.cut.tokens[i].kind == vigie_syntax::Kind::Word && !s.mentions.iter().any(|m| m.toks.contains(&i))
            || r.word(i) == "-"
    };
    let before = (first..verb.start).rev().take_while(|i| plain(*i)).find(|i| s.has_mark(*i, Mark::Pronoun));
    let joint = |i: &usize| matches!(r.word(*i), "-" | "t");
    let after = (verb.end..s.toks.end.min(verb.end + 4)).find(|i| !joint(i)).filter(|i| *i > verb.end);
    before.or(after.filter(|i| s.has_mark(*i, Mark::Pronoun)))
}

/// The source whose words cover a token; one that stands in a clause of its own wins over a wide one.
pub(crate) fn source_of(sources: &[Source], tok: usize) -> Option<&Source> {
    sources
        .iter()
        .filter(|s| s.scope.contains(&tok) && !s.party.toks.contains(&tok))
        .min_by_key(|s| (!s.claim, s.scope.len()))
}

/// The source of a number: also one that ends the sentence, beyond a semicolon.
pub(crate) fn source_of_count(sources: &[Source], tok: usize) -> Option<&Source> {
    let last = || sources.first().filter(|s| sources.len() == 1 && s.scope.start > tok && !s.claim);
    source_of(sources, tok).or_else(last)
}

/// How people of no office are named as a source (CODEBOOK.md section 7).
const WITNESSES: &str = "witnesses";

/// The name a source is recorded by.
pub(crate) fn source_name(r: &Reader, party: &Party, country: Option<usize>) -> String {
    if let Who::Agent(i, _) = party.who {
        let agent = &r.lex.agents[i];
        if let Some(source) = agent.source.as_ref().or_else(|| other_reading(r, &party.toks)) {
            return source.clone();
        }
        if agent.class == crate::model::Class::Civilians {
            return WITNESSES.into();
        }
    }
    super::party::actor(r, party.who, country, "government").name
}

/// "The hospital", where it speaks: a word for a house or people that is also one for a source.
fn other_reading<'r>(r: &'r Reader, toks: &Range<usize>) -> Option<&'r String> {
    let (end, all) = r.lex.agent_book().longest_at(&r.cut, toks.start, toks.end)?;
    all.iter().filter(|_| end == toks.end).find_map(|i| r.lex.agents[*i].source.as_ref())
}

/// Only articles, titles and adjectives stand between "according to" and its source, or the name of
/// a person whose office follows.
fn is_close(r: &Reader, s: &Sentence, between: Range<usize>) -> bool {
    let number =
        |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, super::scan::What::Number(_)));
    let counted = |i: usize| number(i) && (i + 1..between.end).all(|k| number(k) || is_adjective(r, s, k));
    let plain = !between.clone().any(|i| matches!(r.word(i), "," | ";" | ":") || number(i) && !counted(i));
    between.len() <= 6 && plain || is_person(r, s, between)
}

/// A word that may stand between a number and what it counts.
fn is_adjective(r: &Reader, s: &Sentence, i: usize) -> bool {
    r.cut.tokens[i].kind == vigie_syntax::Kind::Word && !s.mentions.iter().any(|m| m.toks.contains(&i))
}

/// "Moulaye Guindo, mayor of": capitalised words, a comma, titles and articles.
fn is_person(r: &Reader, s: &Sentence, between: Range<usize>) -> bool {
    let light = |i: usize| {
        r.cut.tokens[i].capital
            || matches!(r.word(i), "," | "-" | "." | "'" | "’")
            || [Mark::Title, Mark::Determiner, Mark::OfPrep].iter().any(|m| s.has_mark(i, *m))
    };
    let commas = between.clone().filter(|i| r.word(*i) == ",").count();
    between.len() <= 9
        && commas <= 1
        && between.clone().any(|i| r.cut.tokens[i].capital)
        && between.into_iter().all(light)
}

/// The subject of a reporting verb: before it, or right after it.
fn speaker(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Option<(Party, Range<usize>)> {
    if clause::is_passive(r, s, toks.start) {
        return None;
    }
    let of = |g: &Group| Some((g.members[0].clone(), g.toks.clone()));
    // "Two survivors said": words for a source may hold their verb.
    let whole = |g: &&Group| g.toks.start < toks.start && g.toks.end == toks.end && can_speak(r, g);
    if let Some(group) = groups.iter().find(whole) {
        return of(group);
    }
    if let Some(last) = listed_last(r, s, groups, toks) {
        return Some((last.clone(), last.toks));
    }
    // "..., local authorities said, accusing rebels": who stands right before the verb speaks.
    let beside = |g: &&Group| g.toks.end == toks.start && g.gov.is_empty() && !g.object && can_speak(r, g);
    let comma = |i: usize| i > s.toks.start && r.word(i - 1) == ",";
    let led = |g: &Group| g.toks.start > s.toks.start && s.has_mark(g.toks.start - 1, Mark::Determiner);
    let apposed = |g: &Group| comma(g.toks.start) || led(g) && comma(g.toks.start - 1);
    if let Some(group) = groups.iter().find(beside).filter(|g| apposed(g)) {
        return of(group);
    }
    let tells = s.has_mark(toks.start, Mark::Tell);
    let inverted = groups.iter().find(|g| {
        let gap = after_addressee(groups, toks.end)..g.toks.start;
        g.toks.start >= toks.end
            && (g.gov.is_empty() && (gap.len() <= 3 || is_person(r, s, gap.clone()))
                || is_article(s, g.toks.start) && (gap.len() <= 3 || is_person(r, s, gap.clone()))
                || is_office(r, s, gap.clone()))
            && !gap.into_iter().any(|i| s.has_mark(i, Mark::That))
            && is_end_clause(r, s, toks)
    });
    let named = |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && !m.is_time() && !is_whose(r, s, m));
    let verb = |i: usize| {
        s.acts.iter().any(|(a, x)| {
            a.contains(&i) && x.iter().any(|y| y.form != crate::data::Form::Noun) && !s.has_mark(a.end, Mark::AgentPrep)
        })
    };
    let stop = |i: usize| matches!(r.word(i), ";" | ":") || s.has_mark(i, Mark::Person) && s.has_mark(i, Mark::Pronoun);
    let light = |i: usize| !stop(i) && !named(i) && !verb(i);
    let close = |g: &&Group| (0..=8).any(|n| g.toks.end + n == toks.start) && (g.toks.end..toks.start).all(light);
    let before = groups.iter().filter(|g| !is_where(r, s, g)).rfind(close).map(|g| head(r, groups, g));
    let belongs = |g: &&Group| g.gov.is_empty() || BELONGING.iter().any(|m| g.governed_by(*m));
    let before = before.filter(|g| !g.object && belongs(g) && !speaks_after(r, s, toks));
    let found =
        inverted.filter(|g| !tells && !speakers::acts_next(s, g.toks.end)).or(before).filter(|g| can_speak(r, g));
    let main = || main_subject(r, s, groups, toks).filter(|g| !speakers::is_landmark(s, g.toks.start));
    of(found.or_else(main)?)
}

/// "« ... », affirme Jean Kasongo": after a quotation or an act, a name or noun right behind the verb speaks, whoever
/// it is.
fn speaks_after(r: &Reader, s: &Sentence, verb: &Range<usize>) -> bool {
    let told = s.acts.iter().any(|(a, _)| a.end < verb.start);
    let name = |i: usize| r.cut.tokens[i].capital && r.cut.tokens[i].kind == vigie_syntax::Kind::Word;
    // "..., told Reuters": there the name is whom it was said to.
    let addressed = s.has_mark(verb.start, Mark::Tell);
    told && !addressed && is_end_clause(r, s, verb) && s.toks.contains(&verb.end) && name(verb.end)
}

/// "A déclaré le porte-parole de la police": nothing but an office and small words up to whose it is.
fn is_office(r: &Reader, s: &Sentence, gap: Range<usize>) -> bool {
    let title = |i: usize| s.has_mark(i, Mark::Title);
    let small = |i: usize| {
        s.has_mark(i, Mark::Determiner) || s.has_mark(i, Mark::OfPrep) || matches!(r.word(i), "-" | "'" | "’")
    };
    gap.len() <= NAMED && gap.clone().any(title) && gap.clone().all(|i| title(i) || small(i))
}

/// So many words an office and its articles have: "le porte-parole de la".
const NAMED: usize = 8;

/// Common armed men, who are no source.
fn is_fighters(r: &Reader, group: &Group) -> bool {
    let armed = |who| super::party::class_of(r, who, "armed forces") == crate::model::Class::PoliticalMilitia;
    group.members.iter().all(|p| matches!(p.who, Who::Agent(..)) && armed(p.who))
}

/// "ont rapporté à l'AFP des sources locales": a word that is an article as well as "of".
fn is_article(s: &Sentence, noun: usize) -> bool {
    let before = noun.checked_sub(1).filter(|i| s.toks.contains(i));
    before.is_some_and(|i| s.has_mark(i, Mark::Determiner) && s.has_mark(i, Mark::OfPrep))
}

/// "killed 12 villagers, the army said": no list ends right before the verb, but a source begins there.
fn listed_last(r: &Reader, s: &Sentence, groups: &[Group], verb: &Range<usize>) -> Option<Party> {
    let group =
        groups.iter().find(|g| g.toks.end <= verb.start && verb.start - g.toks.end <= 2 && g.members.len() > 1)?;
    let last = group.members.last().filter(|p| speaks(r, p))?;
    let comma = (1..=3).filter_map(|b| last.toks.start.checked_sub(b)).find(|i| !s.has_mark(*i, Mark::Determiner))?;
    (r.word(comma) == ",").then(|| last.clone())
}

/// "a déclaré à l'AFP le maire": where the words for whom it was said to end.
fn after_addressee(groups: &[Group], verb_end: usize) -> usize {
    let whom = groups.iter().find(|g| g.toks.start >= verb_end && g.toks.start - verb_end <= 3 && !g.gov.is_empty());
    whom.map_or(verb_end, |g| g.toks.end)
}

/// "The army denied it, saying 12 died": a participle after a comma is said by who the sentence began with.
fn main_subject<'g>(r: &Reader, s: &Sentence, groups: &'g [Group], verb: &Range<usize>) -> Option<&'g Group> {
    let comma = verb.start.checked_sub(1).is_some_and(|i| r.word(i) == "," && i > s.toks.start);
    let comma = comma && !speaks_after(r, s, verb);
    let first = groups.iter().find(|g| g.gov.is_empty() && !g.object && g.toks.end < verb.start);
    first.filter(|g| comma && can_speak(r, g))
}

/// Prepositions under which a name stands for who speaks: "a spokesman of the army", "for", "from".
const BELONGING: [Mark; 3] = [Mark::OfPrep, Mark::FromPrep, Mark::OtherPrep];

/// "the mayor of Bamako said", "traders reached in Nara say", "a nurse at the hospital": a place or a house under "of" or
/// "in" only says whose the speaker is.
fn is_whose(r: &Reader, s: &Sentence, mention: &super::scan::Mention) -> bool {
    use super::scan::What;
    let led = |i: usize| s.has_mark(i, Mark::OfPrep) || s.has_mark(i, Mark::LocativePrep);
    let house = |who: Who| matches!(who, Who::Agent(i, _) if r.lex.agents[i].thing && r.lex.agents[i].source.is_none());
    let place = match mention.what {
        What::Place(..) | What::Country(_) | What::Demonym(_) => true,
        What::Actor(who) => house(who),
        _ => false,
    };
    place && (1..=3).filter_map(|b| mention.toks.start.checked_sub(b)).any(led)
}

/// "at the hospital": a house that says where the one who speaks is.
fn is_where(r: &Reader, s: &Sentence, group: &Group) -> bool {
    let house = |m: &&super::scan::Mention| m.toks == group.toks && matches!(m.what, super::scan::What::Actor(_));
    s.mentions.iter().find(house).is_some_and(|m| is_whose(r, s, m))
}

/// The noun that a name under "of" belongs to, if that noun can speak: "the mayor of Bamako".
fn head<'g>(r: &Reader, groups: &'g [Group], group: &'g Group) -> &'g Group {
    let belongs = BELONGING.iter().any(|m| group.governed_by(*m));
    let own = groups.iter().rfind(|g| g.toks.end <= group.toks.start && group.toks.start - g.toks.end <= 3 && belongs);
    let place = matches!(group.members[0].who, Who::State(_));
    let source = |g: &Group| matches!(g.members[0].who, Who::Agent(i, _) if r.lex.agents[i].source.is_some());
    own.filter(|g| (place || source(g)) && can_speak(r, g)).unwrap_or(group)
}

/// A reporting verb after a comma or quote: "..., said the army".
fn is_end_clause(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let elided = |i: usize| i > s.toks.start && r.word(i - 1).chars().count() <= 2;
    let quote = |i: usize| match r.word(i) {
        "'" | "’" => !elided(i),
        word => matches!(word, "," | "\"" | "”" | "»"),
    };
    let before = (toks.start.saturating_sub(3).max(s.toks.start)..toks.start).any(quote);
    before || toks.start == s.toks.start
}

pub(super) fn can_speak(r: &Reader, group: &Group) -> bool {
    group.members.iter().all(|p| speaks(r, p))
}

fn speaks(r: &Reader, party: &Party) -> bool {
    let Who::Agent(i, _) = party.who else { return true };
    let agent = &r.lex.agents[i];
    (!agent.thing || agent.source.is_some())
        && agent.class != crate::model::Class::PoliticalMilitia
        && (agent.source.is_some() || !agent.weak)
}
