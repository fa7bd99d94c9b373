//! Dates in figures with spaces between: "20 02 2014", "le 17 02".

use super::{Dater, Found};
use crate::model::{DateSpan, Day};
use vigie_syntax::Kind;

impl Dater<'_, '_> {
    /// A year of four figures makes it plain; without one an article or a weekday stands before it, and nothing is
    /// counted behind it. A number before or behind makes it a telephone number or a row of a table.
    pub(super) fn spaced(&self, at: usize) -> Found {
        let number = |i: usize| self.r.cut.tokens.get(i).is_some_and(|t| i < self.end && t.kind == Kind::Number);
        if !number(at) || !number(at + 1) || at.checked_sub(1).is_some_and(number) {
            return None;
        }
        let (next, day) = match self.year_number(at + 2) {
            Some((next, year)) => (next, self.spaced_day(at, Some(year))?),
            None => self.spaced_led(at)?,
        };
        (!number(next)).then_some((next, Some(DateSpan::day(day))))
    }

    /// "le 17 02", "le 17 02 25".
    fn spaced_led(&self, at: usize) -> Option<(usize, Day)> {
        let led = self.after_one_of(&self.r.lex.dates.day_lead, at) || self.is_behind_weekday(at);
        let short = self.figures(at + 2).filter(|_| led).map(|y| (at + 3, Some(2000 + i16::from(y))));
        let (next, year) = short.unwrap_or((at + 2, None));
        if !led || !self.is_free(next) {
            return None;
        }
        self.spaced_day(at, year).map(|day| (next, day))
    }

    fn is_behind_weekday(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|i| self.weekday_name(i)).is_some_and(|(next, _)| next == at)
    }

    /// A day and a month in the order of the language.
    fn spaced_day(&self, at: usize, year: Option<i16>) -> Option<Day> {
        let (a, b) = (self.figures(at)?, self.figures(at + 1)?);
        let (month, day) = self.order(i16::from(a), i16::from(b))?;
        Day::new(year.or_else(|| self.guess_year(month, day))?, month, day).ok()
    }

    /// A number of one or two figures.
    fn figures(&self, at: usize) -> Option<u8> {
        let token = self.r.cut.tokens.get(at).filter(|t| at < self.end && t.kind == Kind::Number)?;
        (token.end - token.start <= 2).then(|| self.r.word(at).parse().ok()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use crate::code::dates;
    use crate::data::Data;
    use crate::model::Lang;

    fn check(lang: Lang, text: &str, expect: &[&str]) {
        let found = dates(text, lang, Some("2025-07-07".parse().unwrap()), Data::bundled());
        let days: Vec<String> = found.iter().map(|(_, d)| d.from.to_string()).collect();
        assert_eq!(days, expect, "{text}");
    }

    #[test]
    fn a_year_of_four_figures_makes_a_date_of_numbers() {
        check(Lang::Fr, "Fait à Gao, le 03 07 2025", &["2025-07-03"]);
        check(Lang::Fr, "Gao, 3 7 2025.", &["2025-07-03"]);
        check(Lang::Fr, "Le pont a sauté le 03 07, dit-il.", &["2025-07-03"]);
    }

    #[test]
    fn other_numbers_side_by_side_are_no_date() {
        check(Lang::Fr, "Appelez le 20 02 14 18.", &[]);
        check(Lang::Fr, "On compte 17 02 et 12 11.", &[]);
        check(Lang::Fr, "Le 12 03 soldats sont morts.", &[]);
    }
}
