//! Who says so (CODEBOOK.md section 7).

use super::clause::{self, Group, Party};
use super::scan::{Reader, Sentence, Who};
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

/// All sources of a sentence.
pub(crate) fn sources(r: &Reader, s: &Sentence, groups: &[Group]) -> Vec<Source> {
    let mut out = Vec::new();
    for (toks, marks) in &s.marks {
        let source = if marks.contains(&Mark::Claim) {
            claimant(s, groups, toks)
        } else if marks.contains(&Mark::According) {
            groups.iter().find(|g| g.toks.start >= toks.end && is_close(r, s, toks.end..g.toks.start))
        } else if marks.contains(&Mark::Report) || marks.contains(&Mark::Deny) {
            speaker(r, s, groups, toks)
        } else {
            None
        };
        if let Some(group) = source {
            out.push(Source {
                party: group.members[0].clone(),
                scope: scope(r, s, toks, group),
                claim: marks.contains(&Mark::Claim),
                deny: marks.contains(&Mark::Deny),
            });
        }
    }
    out
}

/// The source whose words cover a token; one that stands in a clause of its own wins over a wide one.
pub(crate) fn source_of(sources: &[Source], tok: usize) -> Option<&Source> {
    sources
        .iter()
        .filter(|s| s.scope.contains(&tok) && !s.party.toks.contains(&tok))
        .min_by_key(|s| (!s.claim, s.scope.len()))
}

/// The name a source is recorded by.
pub(crate) fn source_name(r: &Reader, party: &Party, country: Option<usize>) -> String {
    if let Who::Agent(i, _) = party.who
        && let Some(source) = &r.lex.agents[i].source
    {
        return source.clone();
    }
    super::party::actor(r, party.who, country, "government").name
}

/// Only articles, titles and adjectives stand between "according to" and its source.
fn is_close(r: &Reader, s: &Sentence, between: Range<usize>) -> bool {
    let number =
        |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, super::scan::What::Number(_)));
    between.len() <= 6 && !between.into_iter().any(|i| matches!(r.word(i), "," | ";" | ":") || number(i))
}

fn claimant<'g>(s: &Sentence, groups: &'g [Group], toks: &Range<usize>) -> Option<&'g Group> {
    let passive = s.mark_in(toks.start..toks.end + 1, Mark::AgentPrep) || s.has_mark(toks.end, Mark::AgentPrep);
    let after = groups.iter().find(|g| g.toks.start >= toks.end && g.toks.start - toks.end <= 4);
    let before = groups.iter().rfind(|g| g.toks.end <= toks.start && g.gov.is_empty());
    if passive { after.or(before) } else { before.or(after) }
}

/// The subject of a reporting verb: before it, or right after it.
fn speaker<'g>(r: &Reader, s: &Sentence, groups: &'g [Group], toks: &Range<usize>) -> Option<&'g Group> {
    if clause::is_passive(r, s, toks.start) {
        return None;
    }
    let tells = s.has_mark(toks.start, Mark::Tell);
    let inverted = groups.iter().find(|g| {
        g.toks.start >= toks.end && g.toks.start - toks.end <= 3 && g.gov.is_empty() && is_end_clause(r, s, toks)
    });
    let named = |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && !m.is_time());
    let verb =
        |i: usize| s.acts.iter().any(|(a, x)| a.contains(&i) && x.iter().any(|y| y.form != crate::data::Form::Noun));
    let light = |i: usize| !matches!(r.word(i), ";" | ":") && !named(i) && !verb(i);
    let close =
        |g: &&Group| g.toks.end <= toks.start && toks.start - g.toks.end <= 8 && (g.toks.end..toks.start).all(light);
    let before = groups.iter().rfind(close).filter(|g| !g.object && g.gov.iter().all(|m| *m == Mark::OfPrep));
    inverted.filter(|_| !tells).or(before).filter(|g| can_speak(r, g))
}

/// A reporting verb after a comma or quote: "..., said the army".
fn is_end_clause(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let before = (toks.start.saturating_sub(3).max(s.toks.start)..toks.start)
        .any(|i| matches!(r.word(i), "," | "\"" | "”" | "»" | "'" | "’"));
    before || toks.start == s.toks.start
}

fn can_speak(r: &Reader, group: &Group) -> bool {
    group.members.iter().all(|p| match p.who {
        Who::Agent(i, _) => {
            !r.lex.agents[i].thing
                && r.lex.agents[i].class != crate::model::Class::PoliticalMilitia
                && (r.lex.agents[i].source.is_some() || !r.lex.agents[i].weak)
        }
        _ => true,
    })
}

/// A source at the end of a sentence covers what stands before it; else what stands after it.
fn scope(r: &Reader, s: &Sentence, verb: &Range<usize>, group: &Group) -> Range<usize> {
    let last = verb.end.max(group.toks.end);
    let rest = (last..s.toks.end).filter(|i| !matches!(r.word(*i), "." | "\"" | "”" | "»" | ",")).count();
    let semicolon_before = (s.toks.start..verb.start).rev().find(|i| r.word(*i) == ";").map_or(s.toks.start, |i| i + 1);
    let semicolon_after = (last..s.toks.end).find(|i| r.word(*i) == ";").unwrap_or(s.toks.end);
    if rest <= 4
        || verb.start > s.toks.start + 3
            && matches!(r.word(verb.start.min(group.toks.start).saturating_sub(1)), "," | "»" | "”" | "\"")
    {
        semicolon_before..semicolon_after
    } else if verb.start.min(group.toks.start) <= s.toks.start + 4 {
        s.toks.start..semicolon_after
    } else {
        verb.start.min(group.toks.start)..semicolon_after
    }
}
