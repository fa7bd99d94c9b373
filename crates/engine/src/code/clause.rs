//! Who does what to whom, by the order of words around a verb or noun.
//!
//! This is the coder that works without a parse: subjects stand before active verbs, objects after
//! them, "by" brings the agent of a passive, "against" and "on" the target of a noun.

use super::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::{Form, Mark};
use crate::model::Lang;
use std::ops::Range;

/// Actors that are named together: "JNIM and Islamic State".
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub members: Vec<Party>,
    pub toks: Range<usize>,
    /// The preposition that governs it.
    pub gov: Vec<Mark>,
    /// Whether an active verb stands right before it.
    pub object: bool,
}

/// A side as named in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Party {
    pub who: Who,
    pub toks: Range<usize>,
}

/// The sides of an act as one sentence tells them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sides {
    pub initiators: Vec<Party>,
    pub targets: Vec<Party>,
}

const PREPOSITIONS: [Mark; 8] = [
    Mark::AgentPrep,
    Mark::AgainstPrep,
    Mark::OfPrep,
    Mark::LocativePrep,
    Mark::NearPrep,
    Mark::FromPrep,
    Mark::WithPrep,
    Mark::OtherPrep,
];

impl Group {
    pub fn governed_by(&self, mark: Mark) -> bool {
        self.gov.contains(&mark)
    }

    fn free(&self) -> bool {
        self.gov.is_empty()
    }
}

/// The actors of a sentence, those named together in one group. A pronoun that opens it stands for
/// `topic`, the actor that the sentence before was about.
pub(crate) fn groups(r: &Reader, s: &Sentence, topic: Option<&Party>) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let opening = (s.body..s.toks.end.min(s.body + 4))
        .find(|i| s.has_mark(*i, Mark::Pronoun) && !s.mentions.iter().any(|m| m.who().is_some() && m.toks.start <= *i));
    if let (Some(i), Some(party)) = (opening, topic) {
        out.push(Group {
            members: vec![Party { who: party.who, toks: i..i + 1 }],
            toks: i..i + 1,
            gov: Vec::new(),
            object: false,
        });
    }
    for (n, mention) in s.mentions.iter().enumerate().filter(|(_, m)| m.toks.start >= s.body) {
        let Some(who) = mention.who().or_else(|| shared_adjective(r, s, n)).filter(|_| !only_linked(r, s, mention))
        else {
            continue;
        };
        let party = Party { who, toks: mention.toks.clone() };
        if let Some(last) = out.last_mut().filter(|g| same_people(r, s, g, &party)) {
            let in_brackets = party.toks.start > 0 && r.word(party.toks.start - 1) == "(";
            last.toks.end = mention.toks.end + usize::from(in_brackets);
            let head = last.members[last.members.len() - 1].who;
            if in_brackets || is_unknown_group(r, head) || is_plain_people(r, head) {
                last.members.pop();
                last.members.push(party);
            }
            continue;
        }
        match out.last_mut().filter(|g| coordinated(r, s, g.toks.end, mention)) {
            Some(group) => {
                group.toks.end = mention.toks.end;
                group.members.push(party);
            }
            None => out.push(Group {
                members: vec![party],
                toks: mention.toks.clone(),
                gov: governor(r, s, mention.toks.start),
                object: after_verb(r, s, mention.toks.start),
            }),
        }
    }
    out
}

/// "Al Qaeda-linked", "affilié à Al-Qaïda": a group that only says whom another is close to.
fn only_linked(r: &Reader, s: &Sentence, mention: &Mention) -> bool {
    let after = mention.toks.end + usize::from(r.word(mention.toks.end) == "-");
    let before = (1..=2).filter_map(|b| mention.toks.start.checked_sub(b)).any(|i| s.has_mark(i, Mark::Linked));
    s.has_mark(after, Mark::Linked) && after > mention.toks.end || before
}

/// "Malian and Russian forces": the first adjective shares the noun of the second.
fn shared_adjective(r: &Reader, s: &Sentence, n: usize) -> Option<Who> {
    let What::Demonym(country) = s.mentions[n].what else { return None };
    let next = s.mentions.get(n + 1)?;
    let end = s.mentions[n].toks.end;
    let joined = s.has_mark(end, Mark::And) && next.toks.start <= end + 2;
    let noun = s.mentions[n + 1..].iter().take(2).find_map(Mention::who).filter(|_| joined)?;
    match noun {
        Who::Institution(i, Some(_)) => Some(Who::Institution(i, Some(country))),
        who if super::party::class_of(r, who, "armed forces").is_armed() => {
            Some(Who::Institution(r.data.actors.institution("armed forces")?, Some(country)))
        }
        _ => None,
    }
}

/// "militants from JNIM", "JNIM fighters", "(JNIM)": one side under a name and a common noun.
fn same_people(r: &Reader, s: &Sentence, group: &Group, party: &Party) -> bool {
    let Some(last) = group.members.last() else { return false };
    let between = group.toks.end..party.toks.start;
    let armed = |p: &Party| super::party::class_of(r, p.who, "armed forces").is_armed_group();
    let one_generic = is_unknown_group(r, last.who) != is_unknown_group(r, party.who);
    let linked = between.is_empty()
        || between.len() <= 2
            && between.clone().all(|i| {
                s.has_mark(i, Mark::OfPrep)
                    || s.has_mark(i, Mark::FromPrep)
                    || s.has_mark(i, Mark::Determiner)
                    || r.word(i) == "'"
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
    let some_of = linked && is_plain_people(r, last.who) && class_armed(r, party) && !between.is_empty();
    armed(last) && armed(party) && one_generic && linked
        || some_of
        || named_again
            && (last.who == party.who
                || armed(last) == armed(party) && !is_unknown_group(r, party.who) && !is_unknown_group(r, last.who))
}

fn class_armed(r: &Reader, party: &Party) -> bool {
    super::party::class_of(r, party.who, "armed forces").is_armed()
}

/// "men", "people": in "men of the army" they are the army's.
fn is_plain_people(r: &Reader, who: Who) -> bool {
    let plain = |i: usize| {
        let agent = &r.lex.agents[i];
        agent.weak && !agent.thing && agent.source.is_none() && agent.class == crate::model::Class::Civilians
    };
    matches!(who, Who::Agent(i, None) if plain(i))
}

/// Common nouns for armed men of no named group.
fn is_unknown_group(r: &Reader, who: Who) -> bool {
    matches!(who, Who::Agent(i, _) if r.lex.agents[i].class == crate::model::Class::PoliticalMilitia)
}

/// Whether only "and", commas, articles and numbers stand between two actors.
fn coordinated(r: &Reader, s: &Sentence, from: usize, mention: &Mention) -> bool {
    let between = from..mention.toks.start;
    if between.len() > 4 || !matches!(mention.what, What::Actor(_) | What::Country(_)) {
        return false;
    }
    let joint = |i: usize| s.has_mark(i, Mark::And) || r.word(i) == "," || r.word(i) == "(";
    let filler = |i: usize| {
        s.has_mark(i, Mark::Determiner) || s.has_mark(i, Mark::OfPrep) && r.lang == Lang::Fr || is_counted(s, i)
    };
    between.clone().any(joint) && between.into_iter().all(|i| joint(i) || filler(i))
}

fn is_number(s: &Sentence, tok: usize) -> bool {
    s.mentions.iter().any(|m| m.toks.contains(&tok) && matches!(m.what, What::Number(_)))
}

/// A number or an adjective of a country, which may stand before a noun.
fn is_counted(s: &Sentence, tok: usize) -> bool {
    let plain = |m: &Mention| m.toks.contains(&tok) && matches!(m.what, What::Number(_) | What::Demonym(_));
    s.mentions.iter().any(plain)
}

/// The prepositions right before a noun, over articles, numbers and a few adjectives.
pub(crate) fn governor(r: &Reader, s: &Sentence, start: usize) -> Vec<Mark> {
    let mut free = 3;
    for i in (s.toks.start..start).rev() {
        let marks: Vec<Mark> = s.marks.iter().filter(|(m, _)| m.contains(&i)).flat_map(|(_, m)| m.clone()).collect();
        let prepositions: Vec<Mark> = marks.iter().copied().filter(|m| PREPOSITIONS.contains(m)).collect();
        let counted = i > s.toks.start && prepositions.contains(&Mark::OfPrep) && is_number(s, i - 1);
        if !prepositions.is_empty() && !counted && !is_number(s, i) {
            if is_article_after_preposition(s, i, &marks) {
                continue;
            }
            let article = marks.contains(&Mark::Determiner) && is_article_here(r, s, i);
            return if article { Vec::new() } else { prepositions };
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

fn is_plain_word(r: &Reader, s: &Sentence, i: usize) -> bool {
    let word = r.cut.tokens[i].kind == vigie_syntax::Kind::Word;
    word && !s.acts.iter().any(|(a, _)| a.contains(&i)) && !s.mentions.iter().any(|m| m.toks.contains(&i))
}

/// Whether an active verb of an act stands right before the noun: then it is that verb's object.
fn after_verb(r: &Reader, s: &Sentence, start: usize) -> bool {
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

/// The form in which an act stands here, where its word may be several.
pub(crate) fn form_here(
    r: &Reader,
    s: &Sentence,
    toks: &Range<usize>,
    acts: &[crate::data::Act],
    group: &str,
) -> Option<Form> {
    let forms: Vec<Form> = acts.iter().filter(|a| a.group == group).map(|a| a.form).collect();
    if !forms.contains(&Form::Noun) && is_noun_here(r, s, toks, acts) {
        return None;
    }
    Some(form_among(r, s, toks, acts, &forms))
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
fn is_noun_here(r: &Reader, s: &Sentence, toks: &Range<usize>, acts: &[crate::data::Act]) -> bool {
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
    if named && r.lang == Lang::En && !verb_agrees(r, s, before, toks, acts) {
        return true;
    }
    let wh = s.has_mark(before, Mark::Clause);
    !(named && acts.iter().any(|a| matches!(a.form, Form::Finite | Form::Base | Form::PastOrParticiple))
        || wh && !s.has_mark(before, Mark::OtherPrep))
        || s.has_mark(before, Mark::Determiner)
}

/// English "militants attack" and "JNIM attacks camp" are verbs; "militant attack" and "JNIM attacks in
/// Kayes" are nouns.
fn verb_agrees(r: &Reader, s: &Sentence, before: usize, toks: &Range<usize>, acts: &[crate::data::Act]) -> bool {
    let has = |form: Form| acts.iter().any(|a| a.form == form);
    let plural = r.word(before).ends_with('s') || r.word(before).ends_with("men") || r.word(before).ends_with("people");
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

/// The sides of the act at `toks`.
pub(crate) fn sides(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>, form: Form) -> Sides {
    match form {
        _ if form != Form::Noun && is_passive(r, s, toks.start) => passive_sides(r, s, groups, toks),
        Form::Undergone => passive_sides(r, s, groups, toks),
        Form::Noun => noun_sides(r, s, groups, toks),
        Form::Participle | Form::PastOrParticiple if is_patient_first(r, s, groups, toks, form) => {
            passive_sides(r, s, groups, toks)
        }
        _ => active_sides(r, s, groups, toks),
    }
}

/// A participle whose subject suffers the act: with an auxiliary, with "by", or bare after its noun.
fn is_patient_first(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>, form: Form) -> bool {
    if is_passive(r, s, toks.start) {
        return true;
    }
    let perfect = (1..=2).filter_map(|b| toks.start.checked_sub(b)).any(|i| s.has_mark(i, Mark::Perfect));
    if perfect || form == Form::Participle && shares_perfect(r, s, toks.start) {
        return false;
    }
    let toll = s.tolls.iter().any(|(t, _)| t == toks);
    let by = s.has_mark(toks.end, Mark::AgentPrep);
    let object = groups.iter().any(|g| g.object && g.toks.start >= toks.end && g.toks.start - toks.end <= 4);
    let counted = s
        .mentions
        .iter()
        .any(|m| m.toks.start == toks.end && matches!(m.what, What::Number(_) | What::Place(..) | What::Country(_)));
    by || form == Form::Participle || !(object || counted) && (toll || bare_after_noun(s, groups, toks))
}

/// "ont surgi et abattu": a participle joined to one with an auxiliary shares it.
fn shares_perfect(r: &Reader, s: &Sentence, verb: usize) -> bool {
    let Some(before) = verb.checked_sub(1).filter(|i| s.has_mark(*i, Mark::And) || r.word(*i) == ",") else {
        return false;
    };
    let apart = |i: &usize| matches!(r.word(*i), ";" | ":" | ".") || s.has_mark(*i, Mark::Relative);
    let from = (s.toks.start..before).rev().find(apart).map_or(s.toks.start, |i| i + 1);
    let auxiliary = (from.max(before.saturating_sub(16))..before)
        .rev()
        .find(|i| s.has_mark(*i, Mark::Perfect) || s.has_mark(*i, Mark::Passive));
    auxiliary.is_some_and(|i| s.has_mark(i, Mark::Perfect) && !s.has_mark(i, Mark::Passive))
}

/// "Two soldiers killed in raid": the noun right before, nothing like an object after.
fn bare_after_noun(s: &Sentence, groups: &[Group], toks: &Range<usize>) -> bool {
    let before = groups.iter().any(|g| g.toks.end <= toks.start && toks.start - g.toks.end <= 2);
    let prep = PREPOSITIONS.iter().any(|p| s.has_mark(toks.end, *p)) && !s.has_mark(toks.end, Mark::Determiner);
    before && prep
}

fn active_sides(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Sides {
    let subject = subject(r, s, groups, toks.start);
    let right = || right_of(r, s, groups, toks.end).take_while(|g| !act_between(s, toks.end, g.toks.start));
    let led = |g: &&Group| {
        g.free() || g.governed_by(Mark::AgainstPrep) || g.governed_by(Mark::FromPrep) || g.governed_by(Mark::WithPrep)
    };
    let object = right().filter(|g| !is_seat_here(s, g)).find(led).or_else(|| right().find(led));
    let object = object.or_else(|| right().find(|g| is_owner_of_object(s, g, toks)));
    let object = object.or_else(|| right().find(|g| g.governed_by(Mark::OfPrep) && g.toks.start - toks.end <= 5));
    Sides { initiators: members(subject), targets: members(object) }
}

/// "froze the assets of ministers", "killed a chief of the group": whose the object is.
fn is_owner_of_object(s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let gap = toks.end..group.toks.start;
    let titled = gap.len() <= 5 && gap.clone().any(|i| s.has_mark(i, Mark::Title));
    is_of(group) && (titled || toks.len() > 1 && gap.len() <= 3)
}

/// "received in Bamako the minister": a capital under "in" is where it happens.
fn is_seat_here(s: &Sentence, group: &Group) -> bool {
    let seat = |m: &Mention| m.toks == group.toks && matches!(m.what, What::Place(..));
    group.governed_by(Mark::LocativePrep) && s.mentions.iter().any(seat)
}

fn passive_sides(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Sides {
    let by = |g: &&Group| g.governed_by(Mark::AgentPrep) || g.toks.start <= toks.end + 1 && leads_on(s, toks);
    let agent = right_of(r, s, groups, toks.end).find(by);
    let agent = agent.or_else(|| right_of(r, s, groups, toks.end).find(|g| is_hand(s, g, toks)));
    let patient = subject(r, s, groups, toks.start)
        .or_else(|| right_of(r, s, groups, toks.end).find(|g| g.free() && g.toks.start - toks.end <= 3));
    Sides { initiators: members(agent), targets: members(patient) }
}

/// "fell to", "in the hands of": what ends in a preposition is followed by who did it.
fn leads_on(s: &Sentence, toks: &Range<usize>) -> bool {
    toks.len() > 1 && PREPOSITIONS.iter().any(|p| s.has_mark(toks.end - 1, *p))
}

/// "fell into the hands of rebels": after a phrase of several words that an "of" follows.
fn is_hand(s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let undergone = |x: &crate::data::Act| x.form == Form::Undergone;
    let phrase = s.acts.iter().any(|(a, acts)| a == toks && acts.iter().any(undergone));
    phrase && s.has_mark(toks.end, Mark::OfPrep) && group.toks.start - toks.end <= 2
}

/// The sides of a verb whose subject is the victim: "two soldiers lost their lives".
pub(crate) fn suffers(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>, form: Form) -> Sides {
    if form != Form::Noun {
        return passive_sides(r, s, groups, toks);
    }
    let of = right_of(r, s, groups, toks.end).find(|g| g.toks.start - toks.end <= 4);
    Sides { initiators: Vec::new(), targets: members(of) }
}

fn noun_sides(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Sides {
    let right = || right_of(r, s, groups, toks.end);
    let agent = right().find(|g| g.governed_by(Mark::AgentPrep));
    let owner = groups.iter().find(|g| is_possessor(r, s, g, toks));
    let of = right().find(|g| g.governed_by(Mark::OfPrep) && g.toks.start - toks.end <= 4);
    let against = right()
        .take_while(|g| !act_between(s, toks.end, g.toks.start) || s.mark_in(toks.end..g.toks.start, Mark::AgainstPrep))
        .find(|g| {
            g.governed_by(Mark::AgainstPrep) || g.governed_by(Mark::WithPrep) && !g.governed_by(Mark::LocativePrep)
        });
    let done_to = groups.iter().rfind(|g| g.toks.end <= toks.start && is_scene(s, g, toks));
    let subject = subject(r, s, groups, toks.start)
        .filter(|g| done_to.is_none() && (against.is_some() || has_support(s, g, toks)))
        .filter(|g| !is_of(g) || !s.mark_in(g.toks.end..toks.start, Mark::And));
    if s.has_mark(toks.start.wrapping_sub(1), Mark::Possessive) && owner.is_none() && agent.is_none() {
        let whose = self::subject(r, s, groups, toks.start);
        return Sides { initiators: members(whose), targets: members(against.or(of)) };
    }
    let of_acts = of.filter(|g| g.members.iter().any(|p| acts_by_of(r, p)));
    let of_suffers = of.filter(|_| of_acts.is_none());
    let followed = right()
        .find(|g| g.object || g.free())
        .filter(|g| verb_between(s, toks.end, g.toks.start) && !g.governed_by(Mark::AgentPrep));
    Sides {
        initiators: members(agent.or(owner).or(of_acts).or(subject)),
        targets: members(against.or(of_suffers).or(done_to).or(followed)),
    }
}

/// "JNIM's attack", "JNIM attack", "army operation".
fn is_possessor(r: &Reader, s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let between = group.toks.end..toks.start;
    let light = |i: usize| {
        matches!(r.word(i), "'" | "’" | "s" | "-")
            || is_plain_word(r, s, i) && !s.marks.iter().any(|(m, _)| m.contains(&i))
    };
    group.toks.end <= toks.start
        && between.len() <= 4
        && between.clone().all(light)
        && !(between.is_empty() && s.has_mark(toks.start, Mark::Support))
}

/// "areas were the scene of attacks", "the camp came under attack", "a fait l'objet d'une attaque".
fn is_scene(s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let close = toks.start.saturating_sub(group.toks.end) <= 8;
    close
        && (group.toks.end..toks.start).any(|i| s.has_mark(i, Mark::Scene))
        && group.free()
        && s.toks.contains(&toks.start)
}

fn has_support(s: &Sentence, group: &Group, toks: &Range<usize>) -> bool {
    let gap = group.toks.end..toks.start;
    s.mark_in(gap.clone(), Mark::Support)
        || gap.len() <= 5
            && !act_between(s, gap.start, gap.end)
            && !gap.into_iter().any(|i| PREPOSITIONS.iter().any(|p| s.has_mark(i, *p)))
}

/// "attack of JNIM" is JNIM's; "attack of the camp" is on the camp.
fn acts_by_of(r: &Reader, party: &Party) -> bool {
    match party.who {
        Who::Agent(i, _) => !r.lex.agents[i].thing && r.lex.agents[i].class.is_armed(),
        who => {
            let class = super::party::class_of(r, who, "government");
            class.is_armed() || class.is_government() || class == crate::model::Class::InternationalOrganisation
        }
    }
}

/// Whether another act is told between two tokens.
fn act_between(s: &Sentence, from: usize, to: usize) -> bool {
    s.acts.iter().any(|(a, _)| a.start >= from && a.end <= to)
}

fn verb_between(s: &Sentence, from: usize, to: usize) -> bool {
    from < to
        && s.acts.iter().any(|(a, acts)| a.start >= from && a.end <= to && acts.iter().any(|x| x.form != Form::Noun))
        || s.tolls.iter().any(|(a, _)| a.start >= from && a.end <= to)
}

/// The nearest actor before a verb that is nobody's object and under no preposition; else one that
/// says whose a plain noun is ("a unit of the army").
fn subject<'g>(r: &Reader, s: &Sentence, groups: &'g [Group], verb: usize) -> Option<&'g Group> {
    let apart = |g: &&Group| !(g.toks.end..verb).any(|i| r.word(i) == ";");
    let left: Vec<&Group> = groups.iter().rev().filter(|g| g.toks.end <= verb).take_while(apart).collect();
    let own = |g: &&&Group| g.members.iter().all(|p| !is_quoted_source(r, s, p, verb));
    let acts = |g: &&&Group| g.free() && !g.object || has_relative(s, g, verb) || is_absolute(g, verb);
    let head = |g: &&&Group| is_of(g) && !g.object && verb - g.toks.end <= 8;
    left.iter().filter(own).find(acts).or_else(|| left.iter().filter(own).find(head)).copied()
}

/// Whose a noun is: "a unit of the army". French "de" may also lead a place.
fn is_of(group: &Group) -> bool {
    let plain = |m: &Mark| matches!(m, Mark::OfPrep | Mark::LocativePrep | Mark::FromPrep);
    group.governed_by(Mark::OfPrep) && group.gov.iter().all(plain)
}

/// "gunmen who attacked": whatever governs the noun, it is the subject.
fn has_relative(s: &Sentence, group: &Group, verb: usize) -> bool {
    (group.toks.end..verb).take(2).any(|i| s.has_mark(i, Mark::Relative))
}

/// "with French forces leaving": the noun right before the verb.
fn is_absolute(group: &Group, verb: usize) -> bool {
    group.toks.end == verb && group.gov.iter().all(|m| matches!(m, Mark::WithPrep | Mark::OtherPrep))
}

/// A source that only reports ("residents said gunmen came") is no subject of what it reports.
fn is_quoted_source(r: &Reader, s: &Sentence, party: &Party, verb: usize) -> bool {
    let only_source = matches!(party.who, Who::Agent(i, _) if r.lex.agents[i].only_source);
    let reports = s.mark_in(party.toks.end..verb, Mark::Report)
        && (party.toks.end..verb).any(|i| s.has_mark(i, Mark::Report) && i <= party.toks.end + 3);
    only_source
        || reports
            && !speaks_of_itself(r, s, party, verb)
            && (party.toks.end..verb).any(|i| {
                matches!(r.word(i), "that" | "que" | "qu")
                    || s.mentions.iter().any(|m| m.toks.contains(&i) && m.who().is_some())
            })
}

/// "the group said that it had struck": the pronoun after the verb of saying is the speaker.
fn speaks_of_itself(r: &Reader, s: &Sentence, party: &Party, verb: usize) -> bool {
    let between = party.toks.end..verb;
    let pronoun = |i: &usize| s.has_mark(*i, Mark::Pronoun) && !s.has_mark(*i, Mark::Determiner);
    let named = |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && m.who().is_some());
    between.clone().rev().take(5).any(|i| pronoun(&i) && r.word(i).len() <= 4) && !between.into_iter().any(named)
}

/// Actors after a verb, up to where the clause ends.
fn right_of<'g>(r: &'g Reader, s: &'g Sentence, groups: &'g [Group], end: usize) -> impl Iterator<Item = &'g Group> {
    let stop = clause_end(r, s, end);
    groups.iter().filter(move |g| g.toks.start >= end && g.toks.start < stop)
}

/// Where the clause that goes on at `from` ends.
pub(crate) fn clause_end(r: &Reader, s: &Sentence, from: usize) -> usize {
    let ends = |i: &usize| {
        matches!(r.word(*i), ";" | "." | ":" | "—")
            || s.has_mark(*i, Mark::Clause) && *i > from && !PREPOSITIONS.iter().any(|p| s.has_mark(*i, *p))
    };
    (from..s.toks.end).find(ends).unwrap_or(s.toks.end)
}

fn members(group: Option<&Group>) -> Vec<Party> {
    group.map(|g| g.members.clone()).unwrap_or_default()
}
