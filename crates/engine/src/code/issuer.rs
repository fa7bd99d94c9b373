//! Who issued a text, if it is headed as a communiqué.

use super::clause::Party;
use super::scan::{Reader, Sentence, Who};
use crate::data::Mark;
use std::ops::Range;

/// Who issued the text, if it is headed as a communiqué: the institution or group named last in its heading, which
/// is the office below its ministry.
pub(crate) fn issuer(r: &Reader, sentences: &[Sentence]) -> Option<Party> {
    let headings: Vec<&Sentence> = sentences.iter().take(HEADINGS).take_while(|s| is_heading(r, s)).collect();
    let Some(called) = headings.iter().rposition(|s| s.mark_in(s.toks.clone(), Mark::Communique)) else {
        return sentences.iter().take(HEADINGS).find_map(|s| informs(r, s));
    };
    let issuers = |lines: &[&Sentence]| {
        let mut parties: Vec<Party> = lines.iter().flat_map(|s| &s.mentions).filter_map(|m| issues(r, m)).collect();
        parties.sort_by_key(|p| !matches!(p.who, Who::Agent(i, _) if r.lex.agents[i].thing));
        parties.pop()
    };
    issuers(&headings[..=called]).or_else(|| issuers(&headings[called..]))
}

/// "The General Staff informs the public that": who opens a text so has issued it.
fn informs(r: &Reader, s: &Sentence) -> Option<Party> {
    let says = |(m, marks): &&(Range<usize>, Vec<Mark>)| {
        marks.contains(&Mark::Communique) && marks.contains(&Mark::Report) && m.len() > 1
    };
    let (verb, _) = s.marks.iter().find(says)?;
    let mentions = s.mentions.iter().filter(|m| m.toks.end <= verb.start && verb.start - s.body <= OPENING);
    mentions.filter_map(|m| issues(r, m)).next_back()
}

/// So many words the name of who issues a text has at most.
const OPENING: usize = 24;

/// Lines that may head a communiqué: the motto, the ministry, the staff, the office, the word itself.
const HEADINGS: usize = 8;

fn issues(r: &Reader, mention: &super::scan::Mention) -> Option<Party> {
    let super::scan::What::Actor(who) = mention.what else { return None };
    let class = super::party::class_of(r, who, "government");
    let armed = class.is_armed() && class != crate::model::Class::PoliticalMilitia;
    (armed || class.is_government()).then(|| Party { who, toks: mention.toks.clone() })
}

/// A line that does not end as a sentence does.
pub(crate) fn is_heading(r: &Reader, s: &Sentence) -> bool {
    let last = s.toks.end.checked_sub(1).filter(|i| s.toks.contains(i));
    last.is_some_and(|i| !matches!(r.word(i), "." | "!" | "?" | "»" | "”" | "\"" | "…"))
}
