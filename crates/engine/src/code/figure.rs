//! Tolls: which number counts what, of whom, said by whom (CODEBOOK.md section 6).

mod fate;

use super::clause::is_passive;
use super::counted::{Phrase, is_light, is_listed, phrases};
use super::counted_class::is_thing_of;
use super::named::named;
use super::number::Quantity;
use super::rival::rival;
use super::scan::{Reader, Sentence, What, Who};
use crate::data::{Form, Mark, Toll};
use crate::model::Measure;
use fate::{is_dying, is_of_some, is_role, released, undergone};
use std::ops::Range;

/// The topic of words for what flies.
const CRAFT: &str = "aircraft";

/// A number told of an act.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Count {
    pub measure: Measure,
    /// The class of those counted, when a noun says it.
    pub of: Option<Who>,
    /// Whether people of other kinds are told to be among them.
    pub mixed: bool,
    /// `OwnSide` or `EnemySide`, when a heading says whose losses these are.
    pub camp: Option<Mark>,
    pub quantity: Quantity,
    /// The number with its noun.
    pub toks: Range<usize>,
    /// The word that says what is counted.
    pub word: Range<usize>,
    /// A rival toll that leaves out what it counts, where the sentence tells of no other.
    pub bare: bool,
    /// Told by a verb such as "killing 12", whose subject did it.
    pub done: bool,
    /// Nobody counts them: they are told by their names.
    pub named: bool,
}

/// What is counted, and the word that says it.
pub(super) type Counted = (Measure, Range<usize>);

/// All tolls that a sentence tells by itself.
pub(crate) fn counts(r: &Reader, s: &Sentence) -> Vec<Count> {
    with_rivals(r, s).into_iter().filter(|c| !c.bare).collect()
}

/// All tolls of a sentence, also those that count as the sentences before it did.
pub(crate) fn with_rivals(r: &Reader, s: &Sentence) -> Vec<Count> {
    let phrases = phrases(r, s);
    let mut found: Vec<Option<Counted>> = phrases.iter().map(|p| measure(r, s, p, &phrases)).collect();
    share_words(r, s, &phrases, &mut found);
    for (phrase, counted) in phrases.iter().zip(&mut found) {
        let cell = s.cells.iter().find(|(cell, _)| *cell == phrase.number);
        *counted = counted.take().or(cell.map(|(toks, measure)| (*measure, toks.clone())));
    }
    let told = found.clone();
    let mut out: Vec<Count> = Vec::new();
    for (phrase, counted) in phrases.iter().zip(found) {
        let bare = counted.is_none().then(|| rival(r, s, phrase, &told)).flatten();
        let counted = counted.or_else(|| bare.as_ref().map(|(c, _)| c.clone()));
        let told = |c: &Counted| {
            !phrase.part && !is_state(s, phrase, c) && !is_yet_to_be(s, phrase, c) && !is_only_meant(r, s, c)
        };
        let Some((measure, word)) = counted.filter(told) else { continue };
        let bare = bare.is_some_and(|(_, alone)| alone);
        let done = is_done(s, &word);
        let of = phrase.of.or_else(|| shared_noun(r, &out, phrase));
        let (toks, quantity) = (phrase.toks.clone(), phrase.quantity);
        let count = Count {
            measure,
            of,
            mixed: phrase.mixed,
            camp: camp(s, phrase),
            quantity,
            toks,
            word,
            bare,
            done,
            named: false,
        };
        let later = released(r, s, phrase, &count).filter(|c| !is_yet_to_be(s, phrase, c));
        let later = later.map(|(measure, word)| Count { measure, word, ..count.clone() });
        out.push(count);
        out.extend(later);
    }
    let names = named(r, s, &out);
    out.extend(names);
    out
}

/// "Five were taken and have yet to be freed": a word of a toll that words of denial lead to.
fn is_yet_to_be(s: &Sentence, phrase: &Phrase, counted: &Counted) -> bool {
    let near = |m: &Range<usize>| m.end <= counted.1.start && counted.1.start - m.end <= 2;
    let off = |(m, marks): &(Range<usize>, Vec<Mark>)| {
        m.len() > 1 && marks.contains(&Mark::Negation) && near(m) && m.start >= phrase.toks.end
    };
    s.marks.iter().any(off)
}

/// "Attempted to steal three cars", "called on the army to arrest those of both": what is only meant.
fn is_only_meant(r: &Reader, s: &Sentence, counted: &Counted) -> bool {
    let base = |t: &Toll| t.form == Form::Base;
    let verb = s.tolls.iter().any(|(t, tolls)| *t == counted.1 && tolls.iter().any(base));
    let to = counted.1.start.checked_sub(1).filter(|i| s.toks.contains(i) && s.has_mark(*i, Mark::Infinitive));
    let near = |to: usize| to.saturating_sub(2).max(s.toks.start)..to + 1;
    r.lang == crate::model::Lang::En && verb && to.is_some_and(|to| !near(to).any(|i| s.has_mark(i, Mark::Achieved)))
}

/// Whether a toll is told by a verb that somebody does, in a clause such as ", killing 12".
fn is_done(s: &Sentence, word: &Range<usize>) -> bool {
    let gerund = |tolls: &[Toll]| tolls.iter().any(|t| t.form == Form::Gerund && t.measure == Measure::Killed);
    s.tolls.iter().any(|(t, tolls)| t == word && gerund(tolls))
}

/// So many are displaced by a war, and by no single act.
const MULTITUDE: u64 = 100_000;

/// "17,000 displaced people live in the camp": a state of things, which is an indicator and no outcome.
fn is_state(s: &Sentence, phrase: &Phrase, counted: &Counted) -> bool {
    let driven = counted.1.end <= phrase.number.start;
    let act = |t: &Toll| t.subject || driven && t.form != Form::Noun;
    let fled = s.tolls.iter().any(|(t, tolls)| *t == counted.1 && tolls.iter().any(act));
    let told = phrase.quantity.told();
    // One who runs for his life is no displaced person.
    counted.0 == Measure::Displaced && (told == 1 || told >= 1000 && !fled || told >= MULTITUDE)
}

/// Whose losses a heading before the number announces, in its sentence or on the line above.
fn camp(s: &Sentence, phrase: &Phrase) -> Option<Mark> {
    let heads = |marks: &[Mark]| marks.iter().copied().find(|m| matches!(m, Mark::OwnSide | Mark::EnemySide));
    let before = s.marks.iter().rev().filter(|(m, _)| m.end <= phrase.number.start);
    before.filter_map(|(_, marks)| heads(marks)).next().or(s.camp)
}

/// "12 soldiers and three civilians were killed", "killing 12 soldiers and three civilians": numbers
/// in one list are counted by the same word.
fn share_words(r: &Reader, s: &Sentence, phrases: &[Phrase], found: &mut [Option<Counted>]) {
    let whole: Vec<usize> = (0..phrases.len()).filter(|i| !phrases[*i].part).collect();
    for pair in whole.windows(2).rev() {
        let (a, b) = (&phrases[pair[0]], &phrases[pair[1]]);
        let follows = found[pair[1]].as_ref().is_some_and(|(_, word)| word.start >= b.number.end);
        let free = !speaks(r, s, a) && !is_whole(r, s, a, phrases);
        if found[pair[0]].is_none()
            && follows
            && free
            && (a.is_somebody() || is_bare_row(r, s, a, b))
            && is_listed(r, s, a, b)
        {
            found[pair[0]] = match a.goods == b.goods {
                true => found[pair[1]].clone(),
                false => found[pair[1]].as_ref().and_then(|(_, word)| same_word(s, word, a)),
            };
        }
    }
    for pair in whole.windows(2) {
        let (a, b) = (&phrases[pair[0]], &phrases[pair[1]]);
        let leads = found[pair[0]].as_ref().is_some_and(|(_, word)| word.end <= a.number.start);
        let free = !acts_itself(s, b) && !speaks(r, s, b);
        if found[pair[1]].is_none() && leads && free && b.is_somebody() && is_listed(r, s, a, b) {
            found[pair[1]] = found[pair[0]].as_ref().and_then(|(_, word)| same_word(s, word, b));
        }
    }
}

/// "Six monks and two women": a noun in the plural that no table knows, in a row of two.
fn is_bare_row(r: &Reader, s: &Sentence, a: &Phrase, b: &Phrase) -> bool {
    let noun = a.number.end;
    let plural = r.lex.nouns.plural.iter().any(|end| r.word(noun).ends_with(end.as_str()));
    let row = s.has_mark(noun + 1, Mark::And) && b.number.start == noun + 2;
    plural && row && super::counted::is_plain(r, s, noun) && b.is_somebody() && a.goods.is_none()
}

/// "seized 20 motorcycles and 15 rifles": the word read for the things that are counted.
fn same_word(s: &Sentence, word: &Range<usize>, phrase: &Phrase) -> Option<Counted> {
    let readings = s.tolls.iter().filter(|(t, _)| t == word).flat_map(|(_, tolls)| tolls);
    readings.into_iter().find(|t| t.goods == phrase.goods).map(|t| (t.measure, word.clone()))
}

/// "killed seven soldiers, a military officer said", "a tué sept soldats, raconte un riverain": who speaks is not counted.
fn speaks(r: &Reader, s: &Sentence, phrase: &Phrase) -> bool {
    let part = super::clause::part_of(r, s, &phrase.toks).unwrap_or(phrase.toks.end..phrase.toks.end + 2);
    let says = |i: usize| s.has_mark(i, Mark::Report) || s.has_mark(i, Mark::According);
    super::clause::says_by_name(r, s, part.end) || part.into_iter().any(says)
}

/// "and 30 fighters fled": the next in a row begins a clause of its own.
fn acts_itself(s: &Sentence, phrase: &Phrase) -> bool {
    let end = phrase.toks.end;
    // "Killed 12 civilians and nine soldiers, and wounded four": the verb behind "and" is of who did it.
    let joined = |a: &Range<usize>| a.start > end && s.has_mark(a.start - 1, Mark::And);
    let begins =
        |a: &Range<usize>| a.start >= end && a.start - end <= 2 && !s.mark_in(end..a.start, Mark::Clause) && !joined(a);
    s.acts.iter().any(|(a, acts)| begins(a) && acts.iter().any(|x| x.form != Form::Noun))
}

/// What a number counts: a word of a toll right after it, a participle or verb after its noun, or a
/// verb before it.
fn measure(r: &Reader, s: &Sentence, phrase: &Phrase, all: &[Phrase]) -> Option<Counted> {
    if is_of_kin(r, s, phrase) || is_share_of_things(s, phrase, all) || is_whole(r, s, phrase, all) {
        return None;
    }
    let told = after(r, s, phrase, all, false).filter(|c| !is_dying(s, phrase, c) && !is_of_some(s, phrase, c));
    if told.as_ref().is_some_and(|c| is_mixed_sum(s, phrase, c)) {
        return None;
    }
    if !told.as_ref().is_some_and(|c| is_role(s, c)) {
        let theirs = || after(r, s, phrase, all, true).filter(|_| phrase.quantity.told() > 1);
        return told.or_else(|| before(r, s, phrase, all)).or_else(theirs);
    }
    let undergone = told.as_ref().and_then(|c| undergone(r, s, phrase, c));
    undergone.or_else(|| before(r, s, phrase, all)).or(told)
}

/// "A relative of two of the victims": told of before, and only named by whose kin they are.
fn is_of_kin(r: &Reader, s: &Sentence, phrase: &Phrase) -> bool {
    let joint = |i: &usize| matches!(r.word(*i), "'" | "’");
    let of = (s.toks.start..phrase.number.start).rev().find(|i| !joint(i)).filter(|i| s.has_mark(*i, Mark::OfPrep));
    of.and_then(|i| i.checked_sub(1)).is_some_and(|i| s.toks.contains(&i) && s.has_mark(i, Mark::Kin))
}

/// "Of the nine passengers, three were killed": those of whom the next number is a part.
fn is_whole(r: &Reader, s: &Sentence, phrase: &Phrase, all: &[Phrase]) -> bool {
    let small = |i: &usize| s.has_mark(*i, Mark::Determiner);
    let of = (s.toks.start..phrase.number.start).rev().find(|i| !small(i));
    let opens = of.is_some_and(|i| s.has_mark(i, Mark::OfPrep) && i <= s.body + 1);
    let part = all.iter().find(|p| p.number.start >= phrase.toks.end);
    opens && part.is_some_and(|p| (phrase.toks.end..p.number.start).any(|i| r.word(i) == ","))
}

/// "Shot down 19 of the 20 drones": a share of what is no people, where no word of a toll follows.
fn is_share_of_things(s: &Sentence, phrase: &Phrase, all: &[Phrase]) -> bool {
    let of = phrase.number.end;
    let whole = |p: &&Phrase| p.number.start > of && p.number.start <= of + 2 && p.of.is_none();
    let counted = |p: &&Phrase| !s.tolls.iter().any(|(t, _)| t.start == p.number.end);
    let bare = !phrase.is_somebody() && s.has_mark(of, Mark::OfPrep);
    // "Shot down 12 drones": craft are not killed.
    let craft = s.topics.iter().any(|(t, name)| name == CRAFT && t.start == of);
    craft || bare && all.iter().filter(whole).any(|p| counted(&p) && p.number.end < s.toks.end)
}

/// "27 morts et blessés": a sum of the dead and the wounded is a count of neither.
fn is_mixed_sum(s: &Sentence, phrase: &Phrase, counted: &Counted) -> bool {
    let noun = |tolls: &[Toll]| tolls.iter().any(|t| t.form == Form::Noun);
    let other = |tolls: &[Toll]| noun(tolls) && tolls.iter().all(|t| t.measure != counted.0);
    let next = counted.1.end + 1;
    let bare = counted.1.start == phrase.number.end && s.has_mark(counted.1.end, Mark::And);
    bare && s.tolls.iter().any(|(t, tolls)| t.start == next && other(tolls))
}

/// Where the parts of a number end that are told right after it.
fn end_of_parts(phrase: &Phrase, all: &[Phrase]) -> usize {
    let parts = all.iter().skip_while(|p| p.number.start <= phrase.number.start).take_while(|p| p.part);
    parts.map(|p| p.toks.end).max().unwrap_or(phrase.toks.end).max(phrase.toks.end)
}

/// What is told of a number right after it, or in the clause of its own that follows: "three nurses of a charity, who
/// had been kidnapped".
fn after(r: &Reader, s: &Sentence, phrase: &Phrase, all: &[Phrase], theirs: bool) -> Option<Counted> {
    let first = super::clause::clause_end(r, s, end_of_parts(phrase, all));
    let theirs = theirs && first < s.toks.end && s.has_mark(first, Mark::Relative);
    let stop = if theirs { super::clause::clause_end(r, s, first + 1) } else { first };
    for (toks, tolls) in s.tolls.iter().filter(|(t, _)| t.start >= phrase.number.end && t.start < stop) {
        let gap = phrase.toks.end.min(toks.start)..toks.start;
        let parts = gap.clone().any(|i| all.iter().any(|p| p.part && p.number.contains(&i)));
        let cited = gap.clone().any(|i| cites(s, i));
        // "Five miners working at a pit near Kangaba were taken": those whom the sentence begins with.
        let opens = phrase.number.start <= s.body + 2 && is_passive(r, s, toks.start);
        let far = gap.len()
            > 9 + 6 * usize::from(opens) + 9 * usize::from(parts || cited) + 4 * usize::from(toks.start > first);
        if far || gap.clone().any(|i| is_rival(s, i, &phrase.number, all) || matches!(r.word(i), ";" | ".")) {
            return None;
        }
        let weight = gap.clone().filter(|i| !s.has_mark(*i, Mark::OfPrep) && !matches!(r.word(*i), "'" | "’")).count();
        let close = weight <= 2 && gap.clone().all(|i| is_light(r, s, i) || r.word(i) == ",");
        // "Three people during a protest": a noun here, whatever verb has its form.
        let article = |i: usize| i >= phrase.toks.end && s.has_mark(i, Mark::Determiner);
        let noun_here = toks.start.checked_sub(1).is_some_and(article);
        let passive = |t: &Toll| match t.form {
            Form::Noun if theirs => false,
            form if form != Form::Noun && noun_here => false,
            // "Killed three soldiers, wounded nine": a verb with an object of its own.
            Form::Noun if goes_on_counting(r, s, toks, tolls) => false,
            Form::Noun => !t.total && (close || gap.clone().any(|i| s.has_mark(i, Mark::Passive))),
            Form::Participle | Form::PastOrParticiple => {
                is_passive(r, s, toks.start) || close && !takes_object(r, s, toks) || t.subject
            }
            _ => t.subject,
        };
        if let Some(toll) = tolls.iter().find(|t| t.goods == phrase.goods && passive(t)) {
            return Some((toll.measure, toks.clone()));
        }
        let active = |t: &Toll| t.goods == phrase.goods && matches!(t.form, Form::Finite | Form::PastOrParticiple);
        if tolls.iter().any(active) {
            return None;
        }
    }
    None
}

/// A verb between a comma and a number: the next of a row, of another toll.
fn goes_on_counting(r: &Reader, s: &Sentence, toks: &Range<usize>, tolls: &[Toll]) -> bool {
    let verb = tolls.iter().any(|t| matches!(t.form, Form::PastOrParticiple | Form::Participle));
    let number = |m: &super::scan::Mention| m.toks.start == toks.end && matches!(m.what, What::Number(_));
    verb && toks.start > s.toks.start && r.word(toks.start - 1) == "," && s.mentions.iter().any(number)
}

/// "killed 12": an object follows right after, with no comma or preposition between.
fn takes_object(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let stop = matches!(r.word(toks.end), "," | ";")
        || [Mark::Clause, Mark::LocativePrep, Mark::AgentPrep].iter().any(|m| s.has_mark(toks.end, *m));
    let apart = |m: &super::scan::Mention| m.toks.start > toks.end && stop;
    s.mentions.iter().any(|m| {
        let next = m.toks.start >= toks.end && m.toks.start - toks.end <= 1 && !apart(m);
        next && matches!(m.what, What::Number(_) | What::Actor(_))
    })
}

/// A number in the way, unless it only tells a part: "12 people, including two children, were killed".
fn is_rival(s: &Sentence, i: usize, own: &Range<usize>, all: &[Phrase]) -> bool {
    let part = |toks: &Range<usize>| all.iter().any(|p| p.part && p.number == *toks);
    s.mentions.iter().any(|m| {
        m.toks.contains(&i)
            && m.toks != *own
            && matches!(m.what, What::Number(_))
            && !part(&m.toks)
            && !cites(s, m.toks.end)
    })
}

/// "6,000 people by the town's count, 12,000 by that of the organisers": whose number it is follows.
fn cites(s: &Sentence, at: usize) -> bool {
    s.has_mark(at, Mark::According)
}

/// "killed 12", "leaving 21 militants dead" is found after; "the deaths of 12", "tuant 12 soldats",
/// "the toll rose to 12".
fn before(r: &Reader, s: &Sentence, phrase: &Phrase, all: &[Phrase]) -> Option<Counted> {
    let fits = |t: &&Toll| t.goods == phrase.goods || !phrase.is_somebody() && t.goods.is_some();
    let (toks, tolls) =
        s.tolls.iter().rfind(|(t, tolls)| t.end <= phrase.number.start && tolls.iter().any(|t| fits(&t)))?;
    let gap = toks.end..phrase.number.start;
    let cut = |i: usize| matches!(r.word(i), ";" | ".");
    let total = tolls.iter().find(|t| t.total).filter(|_| !gap.clone().any(cut));
    // "The number of people killed when missiles hit the market rose to 14".
    let rises = (gap.end.saturating_sub(3)..gap.end).any(|i| s.has_mark(i, Mark::Trend));
    let reach = if rises { 24 } else { 14 };
    if let Some(toll) = total.filter(|_| gap.len() <= reach && !phrase.is_somebody()) {
        return Some((toll.measure, toks.clone()));
    }
    if gap.clone().any(|i| cut(i) || is_rival(s, i, &phrase.number, all)) {
        return None;
    }
    let number_of = tolls.iter().find(|t| t.goods.is_some() && t.goods == goods_before(s, toks.start));
    if let Some(toll) = number_of.filter(|_| !phrase.is_somebody() && (1..=3).contains(&gap.len())) {
        return Some((toll.measure, toks.clone()));
    }
    let person = phrase.of.is_some_and(|who| !is_thing_of(r, who));
    // "A survivor, who lost two brothers": they are among the dead told before.
    let kin = s.mark_in(phrase.toks.clone(), Mark::Kin);
    let fits = |t: &&Toll| t.goods == phrase.goods && (!t.people || person && !(kin && t.measure == Measure::Killed));
    let tolls: Vec<&Toll> = tolls.iter().filter(fits).collect();
    // "Killed, on Monday, 12 men": a day set off by commas parts no verb from its object.
    let day = |i: usize| s.mentions.iter().any(|m| m.is_time() && m.toks.start <= i + 2 && i <= m.toks.end);
    let gap: Vec<usize> = gap.filter(|i| !day(*i)).collect();
    let gap = || gap.iter().copied();
    let clean = gap().count() <= 5
        && !gap().any(|i| r.word(i) == ":" || s.has_mark(i, Mark::Clause) || s.has_mark(i, Mark::AgentPrep));
    let list = gap().any(|i| s.has_mark(i, Mark::And) || r.word(i) == ",");
    let active = tolls.iter().find(|t| !t.subject && t.form != Form::Noun).filter(|_| !is_passive(r, s, toks.start));
    let noun = tolls.iter().find(|t| t.form == Form::Noun && !t.total).filter(|_| {
        s.has_mark(toks.end, Mark::OfPrep)
            || gap().next().is_none()
            || gap().count() == 1 && gap().any(|i| s.has_mark(i, Mark::AgainstPrep))
    });
    // "The execution by soldiers of 12 men": whose it is stands between.
    let done = |i: &usize| s.has_mark(*i, Mark::AgentPrep);
    let by = gap().next().filter(done).and(gap().last()).is_some_and(|i| s.has_mark(i, Mark::OfPrep));
    let of_them = tolls.iter().find(|t| t.form == Form::Noun && !t.total).filter(|_| by && gap().count() <= 7);
    let label = tolls.first().filter(|_| gap().count() == 1 && r.word(toks.end) == ":");
    let total = tolls.iter().find(|t| t.total).filter(|_| gap().count() <= 10);
    let toll = active.filter(|_| clean && !list).or(noun.filter(|_| clean)).or(of_them).or(label).or(total)?;
    Some((toll.measure, toks.clone()))
}

/// "the number of tankers destroyed at 40": the things named right before the word.
fn goods_before(s: &Sentence, at: usize) -> Option<String> {
    let near = s.goods.iter().rfind(|(toks, _)| toks.end <= at && at - toks.end <= 1);
    near.and_then(|(_, kinds)| kinds.first().cloned())
}

/// "12 soldiers were killed and nine wounded": the second number counts the same people.
fn shared_noun(r: &Reader, so_far: &[Count], phrase: &Phrase) -> Option<Who> {
    let last = so_far.last().filter(|_| phrase.goods.is_none())?;
    let gap = last.toks.end..phrase.toks.start;
    let close = gap.len() <= 12 && !gap.into_iter().any(|i| matches!(r.word(i), ";" | "."));
    close.then_some(last.of).flatten()
}
