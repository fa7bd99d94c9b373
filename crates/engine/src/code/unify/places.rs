//! Places told in a sentence of their own, after the act that they are of.

use super::Story;
use crate::code::event::{Draft, put_date, put_spot};
use crate::code::listed::only_places;
use crate::code::place;
use crate::code::scan::{Mention, Reader, Sentence, What};
use crate::code::scene;
use crate::data::Mark;
use crate::model::{DateSpan, PlacePrecision, Precision};
use std::ops::Range;

/// So many sentences after an act it may be told where it was.
const LATER: usize = 4;

/// So many words before the verb it is said what happened.
const LEAD: usize = 8;

impl Story<'_, '_> {
    /// "Three towns were attacked. They are A, B and C": the places of the act told last, each an event of its own.
    pub(super) fn list_places(&mut self, n: usize, s: &Sentence) {
        self.set_scene(n, s);
        let Some((i, last)) = self.last.and_then(|i| Some((i, self.drafts.get(i)?))).filter(|(_, d)| d.disorder) else {
            return;
        };
        let wide = matches!(last.event.place_precision, PlacePrecision::Country | PlacePrecision::Admin1);
        let goes_on = last.list.is_some() && last.sentence + 1 == n;
        if n - last.sentence > 2 || !(goes_on || wide && last.list.is_none()) {
            return;
        }
        let spots = only_places(self.r, s, &self.setting);
        if spots.is_empty() || spots.iter().any(|p| p.country.is_some() && p.country != last.country) {
            return;
        }
        let list = last.list.unwrap_or(self.lists + 1);
        self.lists = self.lists.max(list);
        let whole = if wide && last.list.is_none() { self.drafts.remove(i) } else { last.clone() };
        let new = spots.iter().map(|p| whole.elsewhere(self.r, n, s, p, list)).collect::<Vec<_>>();
        self.totals.entry(list).or_insert(whole);
        self.drafts.extend(new);
        self.last = Some(self.drafts.len() - 1);
    }

    /// "The incident happened on Tuesday at Kolo": day and place of the act told last, in a sentence of their own.
    fn set_scene(&mut self, n: usize, s: &Sentence) {
        let Some(verb) = happens(self.r, s) else { return };
        let spots = place::spots(self.r, s, &self.setting);
        let near = |d: &&mut Draft| d.disorder && d.list.is_none() && n > d.sentence && n - d.latest <= LATER;
        let Some(draft) = self.last.and_then(|i| self.drafts.get_mut(i)).filter(near) else { return };
        let finer = |d: &DateSpan| {
            draft.days().is_none_or(|old| old.precision != Precision::Day && d.precision < old.precision)
        };
        let date = day_of(s, &verb).filter(|(d, _)| finer(d));
        put_date(self.r, date.as_ref(), &mut draft.event, &mut draft.evidence);
        let here = |p: &place::Spot| p.country.is_none() || draft.country.is_none() || p.country == draft.country;
        let spot = scene::scene(self.r, s, &spots, &verb).filter(here);
        if let Some(spot) = spot.filter(|p| p.precision < draft.event.place_precision) {
            put_spot(self.r, &spot, &mut draft.event, &mut draft.evidence);
            draft.in_unit = false;
        }
    }
}

/// The verb by which a sentence says of what was told before when or where it was.
fn happens(r: &Reader, s: &Sentence) -> Option<Range<usize>> {
    let (verb, _) = s.marks.iter().find(|(toks, m)| m.contains(&Mark::Happens) && toks.start > s.body)?;
    let lead = verb.start.saturating_sub(LEAD).max(s.body)..verb.start;
    let subject = |i: usize| {
        let told = s.has_mark(i, Mark::Anaphor) || s.has_mark(i, Mark::Incident);
        told || s.has_mark(i, Mark::Pronoun) && !s.has_mark(i, Mark::Person) && verb.start - i <= 2
    };
    // "A similar incident had occurred before": another one.
    let other = lead.clone().any(|i| r.lex.marks.word(r.word(i)).contains(&Mark::Before));
    let off = [Mark::Negation, Mark::Irrealis, Mark::If].iter().any(|m| s.mark_in(lead.clone(), *m));
    (lead.clone().any(subject) && !other && !off).then(|| verb.clone())
}

/// The day told behind the verb, or that the sentence begins with.
fn day_of(s: &Sentence, verb: &Range<usize>) -> Option<(DateSpan, Range<usize>)> {
    let day = |m: &Mention| match m.what {
        What::Date(span) if span.precision <= Precision::Week => Some((span, m.toks.clone())),
        _ => None,
    };
    let said = |at: usize| (verb.end..at).any(|i| s.has_mark(i, Mark::Report));
    let behind = |m: &&Mention| m.toks.start >= verb.end && !said(m.toks.start);
    let opens = |m: &&Mention| m.toks.start >= s.body && m.toks.start <= s.body + 2;
    let own = s.mentions.iter().filter(behind).find_map(day);
    own.or_else(|| s.mentions.iter().filter(opens).find_map(day))
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;

    fn check(language: &str, text: &str, places: &[&str]) {
        let found: Vec<String> = told(language, "2025-07-07", text).into_iter().filter_map(|e| e.place).collect();
        assert_eq!(found, places, "{text}");
    }

    #[test]
    fn towns_listed_in_the_next_sentence_are_an_event_each() {
        let towns = "Gunmen attacked three towns in Mali on 1 July. The towns are Kayes, Niono and Léré.";
        check("en", towns, &["Kayes", "Niono", "Léré"]);
        let villages = "Trois villes du Mali ont été attaquées mardi. Il s'agit de Kayes, Niono et Léré.";
        check("fr", villages, &["Kayes", "Niono", "Léré"]);
        let lines = "Des manifestations ont eu lieu vendredi au Mali :\n\n- Kayes ;\n\n- Sikasso ;\n\n- Koutiala.";
        check("fr", lines, &["Kayes", "Sikasso", "Koutiala"]);
    }

    #[test]
    fn towns_of_which_more_is_told_are_no_list() {
        check(
            "en",
            "Gunmen attacked a town in Mali on 1 July. The president was in Kayes and Niono on Friday.",
            &["Mali"],
        );
    }
}
