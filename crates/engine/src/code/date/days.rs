//! Days of a range that leave their month unsaid or apart: "du 13 au 18", "lundi 11 au jeudi 14", "November, between 19
//! and 20".

use super::{Dater, Found};
use crate::model::{DateSpan, Day, Precision};
use jiff::ToSpan;
use vigie_syntax::Kind;

/// What a report announces as "Friday 11" is within so many days, if the last such day lies further back than `FAR`.
const SOON: i32 = 31;
const FAR: i32 = 62;

impl Dater<'_, '_> {
    /// Whether articles say that two numbers are days, and nothing is counted: "du 13 au 18", "from the 13th to the 18th".
    pub(super) fn are_days(&self, led: usize, joint: usize, next: usize) -> bool {
        let dates = &self.r.lex.dates;
        let (first, second) = (self.skip_fillers(led, 2), self.skip_fillers(joint, 2));
        let suffixed =
            self.r.word(first).starts_with(|c: char| c.is_ascii_digit()) && self.r.cut.tokens[first].kind == Kind::Word;
        let article = self.after_one_of(&dates.day_lead, first) || suffixed && self.after_one_of(&dates.fillers, first);
        article && self.after_one_of(&dates.fillers, second) && self.is_free(next)
    }

    /// Of the month told last, or the last such days.
    pub(super) fn days_alone(&self, first: i8, last: i8) -> Option<DateSpan> {
        let to = self.day_of_told_month(last)?;
        let month = if first <= last { to } else { to.first_of_month().yesterday().ok()? };
        Some(DateSpan { from: Day::new(month.year(), month.month(), first).ok()?, to, precision: Precision::Day })
    }

    /// "From Friday the 11th until Tuesday the 15th".
    pub(super) fn weekdays_and_days(&self, a: (usize, i8), b: (usize, i8)) -> Option<DateSpan> {
        let (from, to) = (self.agreed(a.0, a.1, true)?, self.agreed(b.0, b.1, true)?);
        (from <= to).then_some(DateSpan { from, to, precision: Precision::Day })
    }

    /// The last month in which a day of the month is that weekday, or this or the next one if it is nearer by far and
    /// nothing is counted: "Thursday in 20th District Court".
    pub(super) fn agreed(&self, weekday: usize, day: i8, free: bool) -> Option<Day> {
        let published = self.published()?;
        let fits = |d: &Day| usize::from(d.weekday().to_monday_zero_offset().unsigned_abs()) == weekday;
        let found = |back: i64| {
            let first = published.first_of_month().checked_sub(back.months()).ok()?;
            Day::new(first.year(), first.month(), day).ok().filter(fits)
        };
        let past = (0..12).filter_map(found).find(|d| *d <= published);
        let coming = [0, -1].into_iter().filter_map(found).find(|d| (1..=SOON).contains(&(*d - published).get_days()));
        let far = past.is_none_or(|d| (published - d).get_days() > FAR);
        coming.filter(|_| far && free).or(past)
    }

    /// "November, between 19 and 20".
    pub(super) fn days_of_month(&self, at: usize) -> Found {
        let (next, month) = self.month(at)?;
        let lead = self.word_of(&self.r.lex.dates.range_lead, self.skip_comma(next))?;
        let (next, first) = self.range_day(self.skip_fillers(lead, 2))?;
        let joint = self.word_of(&self.r.lex.dates.range, next)?;
        let (next, last) = self.range_day(self.skip_fillers(joint, 2))?;
        if !self.is_free(next) || last <= first {
            return None;
        }
        let day = |year: i16, day: i8| Day::new(year, month, day).ok();
        let span = self.guess_year(month, last).and_then(|y| Some((day(y, first)?, day(y, last)?)));
        Some((next, span.map(|(from, to)| DateSpan { from, to, precision: Precision::Day })))
    }

    /// A day of a range, which may be written out or as an ordinal: "treize", "13e".
    pub(super) fn range_day(&self, at: usize) -> Option<(usize, i8)> {
        let ordinal = || {
            let digits = self.r.word(at).strip_suffix('e').filter(|_| at < self.end)?;
            digits.parse().ok().filter(|d| (1..=31).contains(d)).map(|d| (at + 1, d))
        };
        // "Sept" is a month before it is a number.
        let word = || self.ordinal(at).filter(|_| self.month(at).is_none());
        self.day_number(at).or_else(ordinal).or_else(word)
    }
}

#[cfg(test)]
mod tests {
    use crate::code::dates;
    use crate::data::Data;
    use crate::model::Lang;

    fn check(lang: Lang, text: &str, expect: &[&str]) {
        let found = dates(text, lang, Some("2025-07-07".parse().unwrap()), Data::bundled());
        let days: Vec<String> = found.iter().map(|(_, d)| format!("{} {}", d.from, d.to)).collect();
        assert_eq!(days, expect, "{text}");
    }

    #[test]
    fn days_between_articles_are_of_the_month_told() {
        check(Lang::Fr, "Le couvre-feu a duré du 2 au 5.", &["2025-07-02 2025-07-05"]);
        check(Lang::Fr, "Le couvre-feu a duré du 28 au 3.", &["2025-06-28 2025-07-03"]);
        check(Lang::Fr, "Les prix sont passés de 2 à 5.", &[]);
        check(Lang::En, "The curfew held from the 2nd to the 5th.", &["2025-07-02 2025-07-05"]);
        check(Lang::En, "The toll rose from 2 to 5.", &[]);
    }

    #[test]
    fn weekdays_with_days_agree_in_one_month() {
        check(Lang::Fr, "Fermé du lundi 23 au jeudi 26.", &["2025-06-23 2025-06-26"]);
        check(Lang::En, "The trial opens on Friday 11.", &["2025-07-11 2025-07-11"]);
        check(Lang::En, "It began on Friday the thirteenth.", &["2025-06-13 2025-06-13"]);
        check(Lang::En, "Shots were heard on Sunday, 6:30 p.m.", &["2025-07-06 2025-07-06"]);
        check(Lang::En, "It was bombed on Friday, the third raid so far.", &["2025-07-04 2025-07-04"]);
    }
}
