//! Places told in a sentence of their own, after the act that they are of.

use super::Story;
use crate::code::listed::only_places;
use crate::code::scan::Sentence;
use crate::model::PlacePrecision;

impl Story<'_, '_> {
    /// "Three towns were attacked. They are A, B and C": the places of the act told last, each an event of its own.
    pub(super) fn list_places(&mut self, n: usize, s: &Sentence) {
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
