//! A year that one date of a list lends to the others: "in January and September 2022", "in 2022, in January and in
//! September".

use super::Dater;
use crate::data::Mark;

impl Dater<'_, '_> {
    /// The year that stands with another date of the list in which the month at `at` stands, behind it or before it;
    /// `next` is the token after this date.
    pub(super) fn lent_year(&self, at: usize, next: usize) -> Option<i16> {
        self.year_behind(next).or_else(|| self.year_before(at).filter(|_| self.ends_list(next)))
    }

    /// Whether months of this year follow, so that the year by itself is no day of anything.
    pub(super) fn is_spelt_out(&self, next: usize) -> bool {
        let month = self.after_joint(next).filter(|at| *at > next + 1).and_then(|at| self.month(at));
        month.is_some_and(|(after, _)| self.year_number(after).is_none() && self.ends_list(after))
    }

    /// "In January and in September 2022", "on 3 March and 5 May 2021".
    pub(super) fn year_behind(&self, next: usize) -> Option<i16> {
        let at = self.after_joint(next)?;
        let at = self.day_number(at).map_or(at, |(after, _)| after);
        let (after, _) = self.month(at)?;
        let after = self.day_number(after).map_or(after, |(day, _)| day);
        self.year_after(after).1.or_else(|| self.year_behind(after))
    }

    /// "In January 2022 and in September", "in 2022, in January and in September"; not what has gone on since a year.
    fn year_before(&self, at: usize) -> Option<i16> {
        let dates = &self.r.lex.dates;
        let back = |at: usize, fits: &dyn Fn(usize) -> bool| at.checked_sub(1).filter(|i| fits(*i));
        let led = |i: usize| self.is_one_of(&dates.in_year, i);
        let joint = back(back(at, &led).unwrap_or(at), &|i| self.is_joint(i))?;
        let last = back(back(joint, &|i| self.is_joint(i)).unwrap_or(joint), &|_| true)?;
        let begun = self.after_one_of(&dates.since, last) || self.after_one_of(&dates.range, last);
        match self.year_number(last) {
            Some((_, year)) => Some(year).filter(|_| !begun),
            None => self.month(last).and_then(|_| self.year_before(last)),
        }
    }

    /// The token after "and", a comma, and a small word that stands before months.
    fn after_joint(&self, at: usize) -> Option<usize> {
        let first = (at < self.end && self.is_joint(at)).then_some(at + 1)?;
        let second = first + usize::from(first < self.end && self.is_joint(first));
        Some(second + usize::from(self.is_one_of(&self.r.lex.dates.in_year, second)))
    }

    fn is_joint(&self, at: usize) -> bool {
        let marks = self.r.lex.marks.word(self.r.word(at));
        matches!(self.r.word(at), "," | ":" | "(") || marks.contains(&Mark::And) || marks.contains(&Mark::Then)
    }

    /// Whether the clause goes on with nothing but more of the list.
    fn ends_list(&self, at: usize) -> bool {
        at >= self.end || matches!(self.r.word(at), "." | "," | ";" | ")" | ":") || self.is_joint(at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::told;

    /// The days from which the events of a text of 1 June 2025 are, in order.
    fn check(lang: &str, text: &str, expect: &[&str]) {
        let mut days: Vec<String> =
            told(lang, "2025-06-01", text).iter().filter_map(|e| e.date_from).map(|d| d.to_string()).collect();
        days.sort();
        assert_eq!(days, expect, "{text}");
    }

    #[test]
    fn months_of_one_list_have_one_year() {
        let both = ["2022-01-01", "2022-09-01"];
        for text in [
            "Burkina Faso has had two coups, in January and September 2022.",
            "Burkina Faso has had two coups, in January 2022 and in September.",
            "Burkina Faso has had two coups in 2022, in January and in September.",
            "Burkina Faso has had two coups in 2022 (in January and September).",
            "Burkina Faso has had two coups, in January 2022 and then in September 2022.",
        ] {
            check("en", text, &both);
        }
        for text in [
            "Le Burkina Faso a connu deux coups d'État, en janvier et en septembre 2022.",
            "Le Burkina Faso a connu deux coups d'État en 2022, en janvier et en septembre.",
            "Le Burkina Faso a connu deux coups d'État en janvier et septembre 2022.",
            "Le Burkina Faso a connu deux coups d'État, en janvier 2022 puis en septembre 2022.",
            "Le Burkina Faso a connu deux coups d'État, en janvier puis en septembre 2022.",
        ] {
            check("fr", text, &both);
        }
    }

    #[test]
    fn days_of_one_list_have_one_year() {
        check("en", "Gunmen attacked Gao on 3 March and 5 May 2021.", &["2021-03-03", "2021-05-05"]);
        check("fr", "Des hommes armés ont attaqué Gao les 3 mars et 5 mai 2021.", &["2021-03-03", "2021-05-05"]);
    }

    #[test]
    fn what_goes_on_since_a_year_lends_it_to_nothing() {
        check(
            "en",
            "Fighting has raged since 2012, and in May gunmen killed four villagers near Gao.",
            &["2025-05-01"],
        );
        check("en", "He was elected in 2020 and in January gunmen killed four villagers near Gao.", &["2025-01-01"]);
    }
}
