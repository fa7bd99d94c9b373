//! Who does what to whom by the grammar of the sentence, in the actors that the scan has found.

use super::clause::{Group, Party, Sides, is_cited, only_says};
use super::scan::{Reader, Sentence, Who};
use crate::data::Mark;
use std::ops::Range;
use vigie_syntax::roles::{self, Reading};
use vigie_syntax::{LONGEST, Scratch};

/// The sides of an act as the tree of its sentence has them: those that are known actors. Empty where the
/// language has no grammar.
pub(crate) fn sides(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Sides {
    let mut told = read(r, s, groups, toks).unwrap_or_default();
    told.targets.retain(|p| !only_counts(s, groups, p, toks) && !is_cited(r, s, &p.toks));
    told.initiators.retain(|p| !only_says(s, &p.toks, toks.start));
    for party in told.initiators.iter_mut().chain(&mut told.targets) {
        party.clone_from(&owned(r, groups, party).unwrap_or_else(|| party.clone()));
    }
    let (who, whom) = (whole(s, groups, &told.initiators), whole(s, groups, &told.targets));
    let apart = !who.iter().any(|p| whom.contains(p));
    if apart { Sides { initiators: who, targets: whom } } else { told }
}

/// "Sudan's paramilitary RSF": those whose name follows, and not the land that they are of.
fn owned(r: &Reader, groups: &[Group], land: &Party) -> Option<Party> {
    let sign = matches!(r.word(land.toks.end), "'" | "’") && r.word(land.toks.end + 1) == "s";
    let near = |g: &&Group| g.toks.start >= land.toks.end + 2 && g.toks.start - land.toks.end <= 3;
    let next = groups.iter().find(near).filter(|_| sign && matches!(land.who, Who::State(_)))?;
    next.members.first().filter(|p| matches!(p.who, Who::Named(_))).cloned()
}

/// "The government spoke of 132 civilians killed": who tells of others right before the act did not suffer it.
fn only_counts(s: &Sentence, groups: &[Group], party: &Party, toks: &Range<usize>) -> bool {
    let tells = party.toks.end < toks.start && s.mark_in(party.toks.end..toks.start, Mark::Report);
    tells && groups.iter().any(|g| g.toks.end == toks.start && g.toks.start >= party.toks.end)
}

/// All who are named together with one of a side: "a soldier, two policemen and a driver", "the three countries". A tree
/// may lose the last.
fn whole(s: &Sentence, groups: &[Group], side: &[Party]) -> Vec<Party> {
    let listed = |g: &&Group| {
        let ends = g.members.len().checked_sub(2).map(|n| g.members[n].toks.end..g.members[n + 1].toks.start);
        ends.is_some_and(|between| between.is_empty() || s.mark_in(between, Mark::And))
            && g.members.iter().any(|m| side.contains(m))
    };
    let mut out: Vec<Party> = Vec::new();
    for party in side {
        let list = groups.iter().find(|g| listed(g) && g.members.contains(party));
        let all = list.map_or(std::slice::from_ref(party), |g| g.members.as_slice());
        for member in all {
            if !out.contains(member) {
                out.push(member.clone());
            }
        }
    }
    out
}

/// The sides of grammar, and where it finds no known actor those of word order, but nobody on both sides.
///
/// Where grammar knows no doer and has that of word order among those who suffer, a bare past form was taken for a
/// passive ("armed men attacked Diallassagou"), or a doer for an object ("on Monday JNIM opened fire on farmers"):
/// there the order of words is right more often.
pub(crate) fn better(grammar: Sides, order: Sides) -> Sides {
    let suffers = |p: &Party| grammar.targets.contains(p);
    let does = |p: &Party| grammar.initiators.contains(p);
    let turned = grammar.initiators.is_empty() && order.initiators.iter().all(suffers);
    // "Gunmen shot dead a policeman": an object after a phrase of two words was taken for another doer.
    let lost = !order.targets.is_empty() && order.targets.iter().all(does);
    // "Took a journalist hostage": what they became stands right behind them.
    let became = |t: &Party| order.targets.iter().any(|o| o.toks.end == t.toks.start);
    let became = !grammar.targets.is_empty() && grammar.targets.iter().all(became);
    if (turned || lost || became) && !order.initiators.is_empty() {
        return order;
    }
    let fill = |own: &[Party], order: Vec<Party>, other: &[Party]| match own.is_empty() {
        true => order.into_iter().filter(|p| !other.contains(p)).collect(),
        false => own.to_vec(),
    };
    Sides {
        initiators: fill(&grammar.initiators, order.initiators, &grammar.targets),
        targets: fill(&grammar.targets, order.targets, &grammar.initiators),
    }
}

impl Sides {
    /// The sides of a verb whose subject is the victim: "two soldiers lost their lives", "the convoy hit a mine".
    pub fn suffered(self) -> Self {
        let targets = if self.initiators.is_empty() { self.targets } else { self.initiators };
        Self { initiators: Vec::new(), targets }
    }
}

/// Sentences of acts that are too long to be parsed in one piece.
pub(crate) fn notes(r: &Reader, sentences: &[Sentence]) -> Vec<String> {
    let Some(parser) = r.data.parsers.get(&r.lang) else { return Vec::new() };
    let long = sentences.iter().filter(|s| !s.acts.is_empty() && s.toks.len() > LONGEST);
    let words = long.map(|s| parser.words(r.text, r.span(&s.toks).start..r.span(&s.toks).end));
    words
        .filter(|words| *words > LONGEST)
        .map(|words| format!("a sentence of {words} words was parsed in pieces"))
        .collect()
}

fn read(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Option<Sides> {
    let parser = r.data.parsers.get(&r.lang)?;
    let bytes = |toks: &Range<usize>| {
        let span = r.span(toks);
        span.start..span.end
    };
    let act = bytes(toks);
    let tree = parser.tree(r.text, bytes(&s.toks), &act, &mut Scratch::default())?;
    let reading = Reading::new(&parser.roles, r.text, &tree);
    let clause = reading.clause(reading.word_at(act)?);
    // "Protesters" tell of a protest and hold it: they are not done to by it.
    let apart = |p: &&Party| p.toks.end <= toks.start || toks.end <= p.toks.start;
    let known: Known = groups.iter().flat_map(|g| &g.members).filter(apart).map(|p| (p, bytes(&p.toks))).collect();
    let named = |parties: &[roles::Party]| {
        let mut out: Vec<Party> = Vec::new();
        for party in parties {
            out.extend(actor(&known, &reading, party).filter(|p| !out.contains(p)).cloned());
        }
        out
    };
    Some(Sides { initiators: named(&clause.who), targets: named(&clause.whom) })
}

/// Actors of the sentence with their bytes.
type Known<'g> = Vec<(&'g Party, Range<usize>)>;

/// The actor that a party is: at its noun, else within its phrase, else at a noun beside it that names it again.
fn actor<'g>(known: &Known<'g>, reading: &Reading, party: &roles::Party) -> Option<&'g Party> {
    let noun = reading.span(party.head);
    let beside = || party.also.iter().find_map(|word| actor_at(known, &reading.span(*word)));
    actor_at(known, &noun).or_else(|| actor_in(known, &reading.bytes(party), &noun)).or_else(beside)
}

/// The actor whose words hold a noun.
fn actor_at<'g>(known: &Known<'g>, noun: &Range<usize>) -> Option<&'g Party> {
    known.iter().find(|(_, b)| b.start <= noun.start && noun.end <= b.end).map(|(p, _)| *p)
}

/// The actor named within a noun's phrase, nearest to the noun: "fighters of Islamic State".
fn actor_in<'g>(known: &Known<'g>, phrase: &Range<usize>, noun: &Range<usize>) -> Option<&'g Party> {
    let inside = known.iter().filter(|(_, b)| phrase.start <= b.start && b.end <= phrase.end);
    inside.min_by_key(|(_, b)| b.start.abs_diff(noun.start)).map(|(p, _)| *p)
}

#[cfg(test)]
mod tests {
    use super::super::clause::groups;
    use super::super::date::Clock;
    use super::*;
    use crate::data::Data;
    use crate::model::Lang;

    #[test]
    fn who_tells_of_the_dead_did_not_suffer() {
        use crate::code::testing::{names, told};
        let check = |lang: &str, text: &str, hit: &str| {
            let events = told(lang, "2025-07-07", text);
            assert_eq!(events.iter().map(|e| names(&e.targets)).collect::<Vec<_>>(), [hit], "{text}");
        };
        check(
            "en",
            "Gunmen attacked a village near Gao on Friday. The government spoke of 13 civilians killed.",
            "Civilians",
        );
        check("en", "Gunmen attacked a village near Gao on Friday. The army counted 13 villagers killed.", "Civilians");
        check(
            "fr",
            "Des hommes armés ont attaqué un village près de Gao vendredi. L'armée parle de 13 civils tués.",
            "Civilians",
        );
    }

    #[test]
    fn a_sentence_that_was_cut_is_noted() {
        let notes = |words: usize| {
            let text =
                format!("Gunmen attacked the post of Gao on Monday{}.", ", and then it rained".repeat(words / 5));
            let r = Reader::new(&text, Lang::En, Clock { published: None }, Data::bundled());
            super::notes(&r, &r.sentences())
        };
        assert_eq!(notes(10_000), ["a sentence of 10009 words was parsed in pieces"]);
        assert!(notes(350).is_empty());
    }

    /// The sides of the first act in the words of the text.
    fn check(lang: Lang, text: &str, expected: (&str, &str)) {
        let r = Reader::new(text, lang, Clock { published: None }, Data::bundled());
        let s = &r.sentences()[0];
        let (toks, _) = s.acts.first().expect("an act");
        let sides = sides(&r, s, &groups(&r, s, None), toks);
        let words = |parties: &[Party]| {
            let words: Vec<&str> = parties.iter().map(|p| r.span(&p.toks).of(text)).collect();
            words.join(" + ")
        };
        assert_eq!((words(&sides.initiators).as_str(), words(&sides.targets).as_str()), expected, "{text}");
    }

    #[test]
    fn english_sides_far_from_the_verb() {
        check(
            Lang::En,
            "Gunmen on motorbikes on Monday killed twelve villagers.",
            ("Gunmen on motorbikes", "villagers"),
        );
        check(Lang::En, "Twelve villagers were killed on Monday by gunmen.", ("gunmen", "villagers"));
    }

    #[test]
    fn french_sides_far_from_the_verb() {
        check(Lang::Fr, "Douze villageois ont été tués lundi par des jihadistes.", ("jihadistes", "villageois"));
        check(Lang::Fr, "Les jihadistes, venus du nord, ont tué douze villageois.", ("jihadistes", "villageois"));
    }

    #[test]
    fn word_order_fills_what_grammar_leaves_open_and_puts_nobody_on_both_sides() {
        let party = |n: usize| Party { who: super::super::scan::Who::State(n), toks: n..n + 1 };
        let sides = |who: &[usize], whom: &[usize]| Sides {
            initiators: who.iter().map(|n| party(*n)).collect(),
            targets: whom.iter().map(|n| party(*n)).collect(),
        };
        let found = better(sides(&[], &[1]), sides(&[1, 2], &[3]));
        let all = better(sides(&[], &[1, 3]), sides(&[1], &[3]));
        assert_eq!((all.initiators, all.targets), (vec![party(1)], vec![party(3)]));
        assert_eq!((found.initiators, found.targets), (vec![party(2)], vec![party(1)]));
        let lost = better(sides(&[1, 3], &[]), sides(&[1], &[3]));
        assert_eq!((lost.initiators, lost.targets), (vec![party(1)], vec![party(3)]));
        let became = better(sides(&[1], &[4]), sides(&[1], &[3]));
        assert_eq!(became.targets, vec![party(3)]);
        let turned = better(sides(&[], &[1]), sides(&[1], &[]));
        assert_eq!((turned.initiators, turned.targets), (vec![party(1)], Vec::new()));
    }
}
