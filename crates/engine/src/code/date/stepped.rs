//! Weekdays and weeks that are counted: "two Sundays ago", "the Friday before last", "lundi en huit", "week 23".

use super::span::{self, previous};
use super::{Dater, Found};
use crate::model::{DateSpan, Day};
use jiff::ToSpan;
use vigie_syntax::Kind;

/// A year has at most so many weeks.
const WEEKS: i64 = 53;

impl Dater<'_, '_> {
    /// "Two Thursdays ago", "three Sundays from now".
    pub(super) fn weekdays_counted(&self, at: usize) -> Found {
        let (next, count) = super::super::number::parse(self.r, at, self.end)?;
        let count = i64::try_from(count.told()).ok().filter(|c| (1..10).contains(c))?;
        let index = self.weekday_plural(next)?;
        let ago = self.word_of(&self.r.lex.dates.ago, next + 1).map(|after| (after, -count));
        let hence = || self.longest(&self.r.lex.dates.hence, next + 1).map(|(after, _)| (after, count));
        let (after, count) = ago.or_else(hence)?;
        Some((after, self.published().and_then(|p| nth(p, index, count)).map(DateSpan::day)))
    }

    fn weekday_plural(&self, at: usize) -> Option<usize> {
        let word = self.r.word(at).strip_suffix('s').filter(|_| at < self.end)?;
        self.r.lex.dates.weekdays.iter().position(|names| names.iter().any(|n| n == word && n.len() > 4))
    }

    /// "before last", "en huit" behind a weekday.
    pub(super) fn weeks_off(&self, next: usize, index: usize) -> Found {
        let (after, weeks) = self.longest(&self.r.lex.dates.weeks_off, next)?;
        // "Lundi en huit villages".
        if super::super::number::parse(self.r, after - 1, self.end).is_some() && !self.is_free(after) {
            return None;
        }
        let first = |p: Day| if *weeks < 0 { nth(p, index, -1) } else { nth(p.yesterday().ok()?, index, 1) };
        let day = self.published().and_then(first).and_then(|d| d.checked_add((7 * weeks).days()).ok());
        Some((after, day.map(DateSpan::day)))
    }

    /// "Week 23 of 2025", "semaine 23": the last such week that has begun.
    pub(super) fn week_by_number(&self, at: usize) -> Found {
        self.r.lex.dates.part_units.get(self.r.word(at)).filter(|u| at + 1 < self.end && *u == "week")?;
        let number = self.r.word(at + 1).parse().ok().filter(|n| (1..=WEEKS).contains(n) && !self.is_counted(at))?;
        if let Some((next, year)) = self.year_number(self.skip_fillers(at + 2, 1)) {
            return Some((next, self.week_of_year(Some(year), number)));
        }
        // A noun behind it is counted.
        let word = self.r.cut.tokens.get(at + 2).is_some_and(|t| at + 2 < self.end && t.kind == Kind::Word);
        let alone = !word && !matches!(self.r.word(at + 2), "-" | "/" | "%");
        alone.then(|| (at + 2, self.week_of_year(None, number)))
    }

    /// "This week 10 villages", "one week, 3": something stands before it that it belongs to.
    fn is_counted(&self, at: usize) -> bool {
        let dates = &self.r.lex.dates;
        let lists = [&dates.this, &dates.last, &dates.next, &self.r.lex.numbers.one];
        let number = |i: usize| super::super::number::parse(self.r, i, self.end).is_some();
        lists.iter().any(|l| self.after_one_of(l, at)) || at.checked_sub(1).is_some_and(number)
    }

    fn week_of_year(&self, year: Option<i16>, number: i64) -> Option<DateSpan> {
        let published = self.published();
        let week = |year: i16| {
            let monday = previous(Day::new(year, 1, 4).ok()?, 0, false)?.checked_add((7 * (number - 1)).days()).ok()?;
            span::shifted(monday, "week", 0)
        };
        let begun = |y: i16| week(y).filter(|w| published.is_some_and(|p| w.from <= p));
        match (year, published) {
            (Some(year), _) => week(year),
            (None, Some(p)) => begun(p.year()).or_else(|| begun(p.year() - 1)),
            _ => None,
        }
    }
}

/// The n-th such weekday after a day, or before it for a number below nought.
fn nth(day: Day, index: usize, n: i64) -> Option<Day> {
    let before = previous(day, index, n < 0)?;
    before.checked_add((7 * if n < 0 { n + 1 } else { n }).days()).ok()
}

#[cfg(test)]
mod tests {
    use crate::code::dates;
    use crate::data::Data;
    use crate::model::Lang;

    /// Of a report of Tuesday 8 July 2025.
    fn check(lang: Lang, text: &str, expect: &[&str]) {
        let found = dates(text, lang, Some("2025-07-08".parse().unwrap()), Data::bundled());
        let days: Vec<String> = found.iter().map(|(_, d)| d.from.to_string()).collect();
        assert_eq!(days, expect, "{text}");
    }

    #[test]
    fn weekdays_are_counted_from_the_report() {
        check(Lang::En, "They came two Thursdays ago.", &["2025-06-26"]);
        check(Lang::En, "They came two Tuesdays ago.", &["2025-06-24"]);
        check(Lang::En, "The vote is two Sundays from now.", &["2025-07-20"]);
        check(Lang::En, "They came on the Friday before last.", &["2025-06-27"]);
        check(Lang::Fr, "Le procès reprend lundi en huit.", &["2025-07-21"]);
        check(Lang::Fr, "Le procès reprend mardi en quinze.", &["2025-07-22"]);
    }

    #[test]
    fn what_is_not_counted_is_the_last_weekday() {
        check(Lang::Fr, "Des hommes sont entrés lundi en huit villages.", &["2025-07-07"]);
        check(Lang::En, "Two Mondays of fighting.", &[]);
    }

    #[test]
    fn weeks_have_numbers() {
        check(Lang::En, "Week 23 of 2024: two camps were cleared.", &["2024-06-03"]);
        check(Lang::Fr, "Semaine 23 : deux camps évacués.", &["2025-06-02"]);
        check(Lang::En, "One week 10 villages burned.", &[]);
        check(Lang::En, "In week 10 villages burned.", &[]);
    }
}
