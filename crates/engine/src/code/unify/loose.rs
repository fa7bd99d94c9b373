//! Tolls and days that stand in a sentence of their own, and the act that they are of.

use super::Story;
use crate::code::before::Before;
use crate::code::candidate::{Candidate, loose_counts};
use crate::code::date;
use crate::code::event::{Draft, put_date, put_figures};
use crate::code::figure::Count;
use crate::code::scan::{Reader, Sentence, What};
use crate::data::Mark;
use crate::model::{DateSpan, Precision};

/// So many days after an act somebody may be asked how many died.
const SOON: i32 = 4;

/// As many as "hundreds" are at least.
const HUNDREDS: u64 = 200;

/// Days of a week and one more.
const WEEK: i32 = 8;

impl Story<'_, '_> {
    /// Tolls of a sentence without an act belong to the act told before it.
    pub(super) fn add_loose(&mut self, s: &Sentence, retold: bool) {
        if super::super::general::is_running_sum(s) {
            return;
        }
        let mut counts = loose_counts(self.r, s, &self.before);
        // "The raid came days after 25 had died in others": behind such a verb the toll is of what was before.
        let follows = s.marks.iter().find(|(_, m)| m.contains(&Mark::Follows)).map(|(toks, _)| toks.end);
        counts.retain(|(c, _)| follows.is_none_or(|at| c.toks.start < at));
        self.add_loose_date(s);
        let freed = crate::code::rival::let_go(self.r, s);
        if let (Some(words), Some(draft)) = (freed, self.last.and_then(|i| self.drafts.get_mut(i))) {
            draft.let_go(self.r.span(&words));
        }
        // "A source reached on Friday morning spoke of 15 dead": the day of the word, soon after the act's.
        let spoken = !counts.is_empty() && counts.iter().all(|(_, source)| source.is_some());
        let soon = |a: &DateSpan, b: &DateSpan| {
            a.precision == Precision::Day && (1..=SOON).contains(&(a.from - b.to).get_days())
        };
        let other_day = |d: &Draft| {
            let other = |a: &DateSpan, b: &DateSpan| !(a.overlaps(b) || spoken && soon(a, b));
            s.mentions.iter().any(|m| matches!((&m.what, d.days()), (What::Date(a), Some(b)) if other(a, &b)))
        };
        let last = self.last_act().and_then(|i| self.drafts.get_mut(i));
        let Some(draft) = last.filter(|d| retold || !other_day(d)) else { return };
        if counts.is_empty() || !draft.frame_is_disorder() {
            return;
        }
        let frame = self.r.data.frames.get(&draft.event.sub_type);
        if let Some(frame) = frame {
            let told = counts.into_iter();
            let whole = is_of_whole(self.r, s);
            let fits = |source: bool, c: &Count| source && !whole || !is_total(c);
            let told = told.filter(|(c, source)| c.measure.is_of_an_act() && fits(source.is_some(), c));
            let told = told.filter(|(c, _)| !retold || !is_under_total(s, c));
            let dead = draft.event.figures.iter().any(|f| f.measure == crate::model::Measure::Killed);
            let told = told.filter(|(c, _)| !c.bare || dead);
            // "Killed 45. Its fighters have killed hundreds in the province": the dead of a war.
            let told = told.filter(|(c, _)| !(dead && c.quantity.approximate && c.quantity.told() >= HUNDREDS));
            let carrier = carrier(frame, told.collect());
            let many = s.mark_in(s.toks.clone(), Mark::Plural);
            let total = draft.list.filter(|_| many).and_then(|list| self.totals.get_mut(&list));
            put_figures(self.r, &carrier, total.unwrap_or(draft));
        }
    }

    /// "The assault took place on Wednesday": a day told of an act without saying the act again.
    pub(super) fn add_loose_date(&mut self, s: &Sentence) {
        let told = s.acts.iter().any(|(a, _)| {
            s.has_mark(a.start.saturating_sub(1), Mark::Determiner) || s.has_mark(a.start, Mark::Anaphor)
        });
        let date = s.mentions.iter().find_map(|m| match m.what {
            // "Between 15 April and 15 May": what came about over weeks is no day of an act.
            What::Date(span) if span.precision < Precision::Month && (span.to - span.from).get_days() > WEEK => None,
            What::Date(span) if !date::is_since(self.r, m.toks.start) => Some((span, m.toks.clone())),
            _ => None,
        });
        // "The decree comes after the opposition called on 2 June": the day of what came before.
        let told = told && !s.mark_in(s.toks.clone(), Mark::Follows);
        // Where the day of the announcement is known, a vaguer one of the past is of something else.
        let vaguer =
            |d: &Draft| d.told_on.is_some() && date.as_ref().is_some_and(|(span, _)| span.precision != Precision::Day);
        let open = |d: &&mut Draft| told && d.days().is_none() && !vaguer(d);
        let Some(draft) = self.last.and_then(|i| self.drafts.get_mut(i)).filter(open) else { return };
        put_date(self.r, date.as_ref(), &mut draft.event, &mut draft.evidence);
    }
}

/// Hundreds are a total of many acts, unless the act itself is told beside them; "thousands" are one of a war.
fn is_total(count: &Count) -> bool {
    let told = count.quantity.told();
    told >= 300 && !count.quantity.approximate || told >= 1000
}

/// "The war has killed 5,000", "fighting has killed 4,000 since 2023": the dead of a whole war, whoever counts them.
fn is_of_whole(r: &Reader, s: &Sentence) -> bool {
    let since = s.mentions.iter().any(|m| m.is_time() && date::is_since(r, m.toks.start));
    since || s.mark_in(s.toks.clone(), Mark::War)
}

/// "The toll rose to 14 after three of the wounded died": deaths told in a clause behind a toll are in it.
fn is_under_total(s: &Sentence, count: &crate::code::figure::Count) -> bool {
    let first = s.tolls.iter().find(|(_, tolls)| tolls.iter().any(|t| t.total)).map(|(t, _)| t.end);
    let behind = |from: usize| s.mark_in(from..count.toks.start, Mark::Clause);
    count.measure == crate::model::Measure::Killed && first.is_some_and(|from| from < count.toks.start && behind(from))
}

/// A candidate that only carries tolls.
fn carrier<'a>(
    frame: &'a crate::data::Frame,
    counts: Vec<(crate::code::figure::Count, Option<crate::code::clause::Party>)>,
) -> Candidate<'a> {
    Candidate {
        sentence: 0,
        act: 0..0,
        group: String::new(),
        frame,
        joins: false,
        initiators: Vec::new(),
        targets: Vec::new(),
        spot: None,
        land: None,
        date: None,
        told_on: None,
        counts,
        source: None,
        stance: Default::default(),
        status: Default::default(),
        anaphor: false,
        indefinite: false,
        by_verb: false,
        beside: false,
        line: false,
        exchange: false,
        local: false,
        headline: false,
        earlier: false,
        measured_from: None,
        list: None,
        before: Before::default(),
    }
}
