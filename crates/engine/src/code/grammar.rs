//! Who does what to whom by the grammar of the sentence, in the actors that the scan has found.

use super::clause::{Group, Party, Sides};
use super::scan::{Reader, Sentence};
use std::ops::Range;
use vigie_syntax::Scratch;
use vigie_syntax::roles::{Clause, Happened, Reading};

/// What grammar says of an act.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub sides: Sides,
    pub speakers: Vec<Party>,
    pub happened: Happened,
    /// Whether the sentence names a doer, known as an actor or not.
    pub has_doer: bool,
    pub has_sufferer: bool,
}

/// What the tree of a sentence says about the act at `toks`; nothing where the language has no grammar.
pub(crate) fn told(r: &Reader, s: &Sentence, groups: &[Group], toks: &Range<usize>) -> Option<Told> {
    let parser = r.data.parsers.get(&r.lang)?;
    let bytes = |toks: &Range<usize>| {
        let span = r.span(toks);
        span.start..span.end
    };
    let act = bytes(toks);
    let tree = parser.tree(r.text, bytes(&s.toks), &act, &mut Scratch::default())?;
    let reading = Reading::new(&parser.roles, r.text, &tree);
    let clause: Clause = reading.clause(reading.word_at(act)?);
    let members: Vec<(&Party, Range<usize>)> =
        groups.iter().flat_map(|g| &g.members).map(|p| (p, bytes(&p.toks))).collect();
    let known = |parties: &[vigie_syntax::roles::Party]| {
        let mut out: Vec<Party> = Vec::new();
        for party in parties {
            let head = tree.words[party.head as usize].span.clone();
            let also = party.also.iter().map(|w| tree.words[*w as usize].span.clone());
            let found = actor_at(&members, &head)
                .or_else(|| actor_in(&members, &reading.bytes(party), &head))
                .or_else(|| also.into_iter().find_map(|span| actor_at(&members, &span)));
            out.extend(found.filter(|p| !out.contains(p)).cloned());
        }
        out
    };
    Some(Told {
        sides: Sides { initiators: known(&clause.who), targets: known(&clause.whom) },
        speakers: known(&clause.said_by),
        happened: clause.happened,
        has_doer: !clause.who.is_empty(),
        has_sufferer: !clause.whom.is_empty(),
    })
}

/// The actor whose words hold a noun.
fn actor_at<'g>(members: &[(&'g Party, Range<usize>)], noun: &Range<usize>) -> Option<&'g Party> {
    members.iter().find(|(_, b)| b.start <= noun.start && noun.end <= b.end).map(|(p, _)| *p)
}

/// The actor named within a noun's phrase, nearest to the noun: "fighters of Islamic State".
fn actor_in<'g>(
    members: &[(&'g Party, Range<usize>)],
    phrase: &Range<usize>,
    noun: &Range<usize>,
) -> Option<&'g Party> {
    let inside = members.iter().filter(|(_, b)| phrase.start <= b.start && b.end <= phrase.end);
    inside.min_by_key(|(_, b)| b.start.abs_diff(noun.start)).map(|(p, _)| *p)
}

/// The sides of an act: those of grammar, and where it names none those of word order.
pub(crate) fn better(told: Option<&Told>, order: Sides) -> Sides {
    let Some(told) = told else { return order };
    let mode = std::env::var("SIDES").unwrap_or_default();
    let pick = |grammar: &Vec<Party>, order: Vec<Party>, named: bool, other: &Vec<Party>| -> Vec<Party> {
        if !grammar.is_empty() {
            return grammar.clone();
        }
        match mode.as_str() {
            "strict" if named => Vec::new(),
            "none" => Vec::new(),
            _ => order.into_iter().filter(|p| !other.contains(p)).collect(),
        }
    };
    if mode == "order" {
        return order;
    }
    Sides {
        initiators: pick(&told.sides.initiators, order.initiators, told.has_doer, &told.sides.targets),
        targets: pick(&told.sides.targets, order.targets, told.has_sufferer, &told.sides.initiators),
    }
}
