//! Figures and states over months or years, which are no events (CODEBOOK.md section 1).

use super::date;
use super::place::Spot;
use super::scan::{Reader, Sentence, What};
use crate::data::Mark;
use crate::model::{DateSpan, Day, PlacePrecision};
use jiff::ToSpan;
use std::ops::Range;

/// A span longer than this is a period rather than a date.
const PERIOD_DAYS: i64 = 45;

/// So many acts of one month are a count.
const DOZEN: u64 = 12;

/// Fewer acts of a year than this are told one by one: "two coups in 2022".
const FEW: u64 = 5;

/// So many acts of a period are none of its own, whatever town is named beside them.
const CENTURY: u64 = 100;

/// So many dead over a period are the sum of many acts.
const MANY: u64 = 50;

/// Without a day, so many are the dead of a war wherever it is.
const THOUSANDS: u64 = 2000;

/// Without a day, so many are the dead of a war.
const HUNDREDS: u64 = 200;

/// "412 abductions between January and June", "since 2012 gunmen have attacked villages", "the number of
/// people killed rose by 40 percent": no single act, unless a town is named.
pub(crate) fn is_of_a_period(
    r: &Reader,
    s: &Sentence,
    act: &Range<usize>,
    date: Option<&(DateSpan, Range<usize>)>,
    spot: Option<&Spot>,
    killed: Option<u64>,
) -> bool {
    let since = || s.mentions.iter().any(|m| m.is_time() && date::is_since(r, m.toks.start));
    if is_state_of_war(s, act) && since() {
        return true;
    }
    let over_days = |span: &DateSpan| (span.to - span.from).get_days() > WEEK_DAYS;
    if is_tally(s, act) && (since() || date.is_some_and(|(span, _)| over_days(span))) {
        return true;
    }
    if is_sum_of_years(r, s, act, date) && killed >= Some(DOZEN) {
        return true;
    }
    if date.is_some_and(|(span, _)| is_long(span) && counted(s, act) >= Some(CENTURY)) {
        return true;
    }
    // "Over 3,000 were killed in Darfur between January and June", "thousands died".
    let wide = spot.is_none_or(|p| p.precision != PlacePrecision::Settlement);
    if date.is_some_and(|(span, _)| is_long(span)) && wide && killed >= Some(MANY)
        || date.is_none_or(|(span, _)| is_a_month(span)) && killed >= Some(THOUSANDS)
    {
        return true;
    }
    if spot.is_some_and(|p| matches!(p.precision, PlacePrecision::Settlement | PlacePrecision::Area)) {
        return false;
    }
    if killed.is_some_and(|n| n >= HUNDREDS) && is_since_long(r, s) {
        return true;
    }
    match date {
        Some((span, _)) => {
            let many = killed.is_some_and(|n| n >= MANY);
            is_long(span) && (many || is_counted(s, act))
                || is_a_month(span) && counted(s, act) >= Some(DOZEN)
                || is_trend(s)
        }
        None if is_vague(s, act) => true,
        None => is_since_long(r, s) || is_trend(s) || killed.is_some_and(|n| n >= HUNDREDS) && !is_since_days(r, s),
    }
}

/// Whether a sentence tells of a period: "since 2012", "in 2024", "between January and June".
pub(crate) fn has_period(r: &Reader, s: &Sentence) -> bool {
    let long = |m: &super::scan::Mention| matches!(m.what, What::Date(span) if is_long(&span));
    is_since_long(r, s) || s.mentions.iter().any(long)
}

fn is_long(span: &DateSpan) -> bool {
    past(span.from, span.to)
}

/// A month or more: so many acts of it are a count.
fn is_a_month(span: &DateSpan) -> bool {
    (span.to - span.from).get_days() >= MONTH_DAYS
}

/// Days of the shortest month, but for its first.
const MONTH_DAYS: i32 = 27;

/// Whether more than a period lies between two days.
fn past(from: Day, to: Day) -> bool {
    from.checked_add(PERIOD_DAYS.days()).is_ok_and(|limit| limit < to)
}

/// "45 air strikes": a number right before the word of the act.
fn is_counted(s: &Sentence, act: &Range<usize>) -> bool {
    counted(s, act) >= Some(FEW)
}

/// "One of the many kidnappings": a series without count, day or town.
fn is_vague(s: &Sentence, act: &Range<usize>) -> bool {
    let before = |m: &&super::scan::Mention| m.toks.end <= act.start && act.start - m.toks.end <= 1;
    s.mentions.iter().filter(before).any(|m| matches!(m.what, What::Number(q) if q.approximate && q.told() <= SEVERAL))
}

/// As many as "several" and "many" say at least.
const SEVERAL: u64 = 2;

fn counted(s: &Sentence, act: &Range<usize>) -> Option<u64> {
    let before = |m: &&super::scan::Mention| m.toks.end <= act.start && act.start - m.toks.end <= 1;
    s.mentions.iter().filter(before).find_map(|m| match m.what {
        What::Number(q) if !q.percent => Some(q.told()),
        _ => None,
    })
}

/// "Brings to five the number of peacekeepers killed this year": the sum of acts told elsewhere.
fn is_tally(s: &Sentence, act: &Range<usize>) -> bool {
    s.mark_in(act.start.saturating_sub(CLAUSE).max(s.toks.start)..act.start, Mark::NumberOf)
}

/// "Has been the scene of fighting since May": what goes on, told by a noun.
fn is_state_of_war(s: &Sentence, act: &Range<usize>) -> bool {
    let near = act.start.saturating_sub(SCENE).max(s.toks.start)..act.start;
    let noun = s.acts.iter().any(|(a, x)| a == act && x.iter().all(|y| y.form == crate::data::Form::Noun));
    noun && s.mark_in(near, Mark::Scene)
}

/// So many words before a noun it is said to have a scene.
const SCENE: usize = 4;

/// "Has killed 1,200 civilians in the area since 2017", "in the past five years": a sum, whatever place it is of.
fn is_sum_of_years(r: &Reader, s: &Sentence, act: &Range<usize>, date: Option<&(DateSpan, Range<usize>)>) -> bool {
    let near = act.start.saturating_sub(NEAR_VERB).max(s.toks.start)..act.start;
    let done =
        near.into_iter().any(|i| s.has_mark(i, Mark::Perfect) && !r.lex.marks.word(r.word(i)).contains(&Mark::Before));
    done && (is_since_long(r, s) || date.is_some_and(|(span, _)| (span.to - span.from).get_days() > YEAR_DAYS))
}

/// So many words before a verb its auxiliary stands.
const NEAR_VERB: usize = 3;

/// Days of a week, and of a year with one more.
const WEEK_DAYS: i32 = 7;
const YEAR_DAYS: i32 = 366;

/// Such a sum in a sentence that tells no act.
pub(crate) fn is_running_sum(s: &Sentence) -> bool {
    let long = s.mentions.iter().any(|m| matches!(m.what, What::Date(span) if is_long(&span)));
    long && s.mark_in(s.toks.clone(), Mark::NumberOf)
}

/// A share and a word of growth: "by 40 percent".
fn is_trend(s: &Sentence) -> bool {
    let percent = s.mentions.iter().any(|m| matches!(m.what, What::Number(q) if q.percent));
    percent && s.mark_in(s.toks.clone(), Mark::Trend)
}

fn is_since_long(r: &Reader, s: &Sentence) -> bool {
    let Some(published) = r.clock.published else { return false };
    s.mentions.iter().any(|m| match m.what {
        What::Date(span) => {
            let since = date::is_since(r, m.toks.start) || in_since_clause(r, s, m.toks.start);
            since && past(span.from, published)
        }
        _ => false,
    })
}

/// "Depuis dimanche": days that have just gone by are no war.
fn is_since_days(r: &Reader, s: &Sentence) -> bool {
    let Some(published) = r.clock.published else { return false };
    s.mentions.iter().any(|m| match m.what {
        What::Date(span) => date::is_since(r, m.toks.start) && !past(span.from, published),
        _ => false,
    })
}

/// So many words a clause such as "since the war broke out in April 2023" has before its day.
const CLAUSE: usize = 8;

/// "Since the war broke out in April 2023": the day of the clause that "since" opens.
pub(crate) fn in_since_clause(r: &Reader, s: &Sentence, day: usize) -> bool {
    since_word(r, s, day).is_some()
}

/// "Since the departure of the last American and foreign soldiers on 30 August": so many words, where nothing parts them.
const FAR: usize = 12;

/// The word that opens the clause.
pub(crate) fn since_word(r: &Reader, s: &Sentence, day: usize) -> Option<usize> {
    let near = day.saturating_sub(FAR).max(s.toks.start)..day;
    let open = |i: &usize| !matches!(r.word(*i), "," | ";" | ":");
    // "Fired from Goma": a word that is also one of place.
    let place = |i: usize| {
        s.mentions.iter().any(|m| m.toks.start == i + 1 && matches!(m.what, What::Place(..) | What::Country(_)))
    };
    near.rev().take_while(open).find(|i| r.lex.dates.since.iter().any(|w| w == r.word(*i)) && !place(*i))
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;

    fn events(language: &str, text: &str) -> usize {
        told(language, "2025-07-07", text).len()
    }

    #[test]
    fn figures_over_months_are_no_events() {
        assert_eq!(events("en", "Over 5,000 people were killed in eastern Congo between January and June 2025."), 0);
        assert_eq!(events("fr", "Entre janvier et juin 2025, 412 enlèvements ont été commis au Burkina Faso."), 0);
        assert_eq!(events("en", "Since 2012, jihadist groups have attacked villages in Mali and killed civilians."), 0);
    }

    #[test]
    fn an_old_act_in_a_town_is_one() {
        assert_eq!(events("en", "In 2021 gunmen killed 160 villagers in Solhan."), 1);
    }
}
