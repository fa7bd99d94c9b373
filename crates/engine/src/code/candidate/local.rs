//! Acts of a town's or a region's own authority: they are done there, and not in the country at large (CODEBOOK.md
//! section 4 puts an act without a scene in the country of who acts).

use super::*;

/// So many words from its act the mayor or court may stand.
const OFFICE: usize = 14;

impl Context<'_, '_> {
    /// "The prefect banned a march", "a court in Abidjan sentenced", "the governor decreed": what the authority of a
    /// town or of a region does, by which of the two it is.
    pub(super) fn local_office(&self, act: &Range<usize>) -> Option<Mark> {
        let near = act.start.saturating_sub(OFFICE).max(self.s.body)..(act.end + OFFICE).min(self.s.toks.end);
        let told = |a: &Range<usize>, x: &[crate::data::Act]| x.iter().any(|y| y.form != Form::Noun) && a != act;
        let own = self.s.acts.iter().filter(|(a, _)| a == act).flat_map(|(_, x)| x);
        let led = own.clone().any(|y| y.form == Form::Gerund);
        let verb = |i: usize| !led && self.s.acts.iter().any(|(a, x)| a.contains(&i) && told(a, x));
        let stops = |i: &usize| self.r.word(*i) == ";" || !act.contains(i) && verb(*i);
        let first = (near.start..act.start).rev().find(stops).map_or(near.start, |i| i + 1);
        let last = (act.end..near.end).find(stops).unwrap_or(near.end);
        let office = [Mark::RegionOffice, Mark::LocalOffice].into_iter().find(|m| self.s.mark_in(first..last, *m));
        office.or_else(|| (act.end..last).any(|i| self.is_the_region(i)).then_some(Mark::RegionOffice))
    }

    /// "In the province": the one told before, where no name follows.
    fn is_the_region(&self, noun: usize) -> bool {
        let region = self.r.lex.marks.word(self.r.word(noun)).contains(&Mark::RegionNoun);
        let led = |back: usize, m: Mark| noun.checked_sub(back).is_some_and(|i| self.s.has_mark(i, m));
        let named =
            self.s.has_mark(noun + 1, Mark::OfPrep) || self.r.cut.tokens.get(noun + 1).is_some_and(|t| t.capital);
        region && led(1, Mark::Determiner) && led(2, Mark::LocativePrep) && !named
    }

    /// The town that the sentences before told of, for its mayor or court, or the region that it lies in, for its governor.
    pub(super) fn seat_told(&self, office: Mark) -> Option<Spot> {
        let (_, spot) = self.before.spot.as_ref().filter(|(at, _)| self.n - at <= 4)?;
        match (office, &spot.admin1) {
            (Mark::RegionOffice, Some(name)) => {
                Some(Spot { name: name.clone(), precision: PlacePrecision::Admin1, point: None, ..spot.clone() })
            }
            (Mark::LocalOffice, _) if spot.precision == PlacePrecision::Settlement => Some(spot.clone()),
            _ => None,
        }
    }

    /// "In Uvira, a march was banned": a town that opens a sentence and is not the capital, where governments sit.
    pub(super) fn opens_with(&self, spot: &Spot) -> bool {
        let led = spot.toks.start.checked_sub(1).is_some_and(|i| self.s.has_mark(i, Mark::LocativePrep));
        let capital = |m: &Mention| m.toks == spot.toks && matches!(m.what, What::Place(_, Some(_)));
        let opens = spot.toks.start <= self.s.body + 2 && self.r.word(spot.toks.end) == ",";
        opens && led && !self.s.mentions.iter().any(capital)
    }
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;

    /// Where the last act of a text is.
    fn check(lang: &str, text: &str, place: &str) {
        let event = told(lang, "2025-07-07", text).pop().expect(text);
        assert_eq!(event.place.as_deref(), Some(place), "{text}");
    }

    #[test]
    fn what_a_town_s_own_authority_does_is_done_there() {
        check("fr", "À Beni, le maire a interdit vendredi toute manifestation de l'opposition.", "Beni");
        check(
            "en",
            "In Garoua, a military court on Friday sentenced four separatists to ten years in prison.",
            "Garoua",
        );
        check("fr", "La cour d'assises de Zinder a condamné vendredi deux hommes à vingt ans de prison.", "Zinder");
    }

    #[test]
    fn a_governor_s_act_is_of_his_region() {
        let lent = "Gunmen killed six farmers in Kaura Namoda on Thursday. On Friday the state government ordered all markets shut.";
        check("en", lent, "Zamfara");
        let alarm = "Gunmen killed six farmers in Ayorou on Thursday. On Friday Niger renewed the state of emergency in the region for three months.";
        check("en", alarm, "Tillabéri");
    }

    #[test]
    fn a_government_acts_for_its_country() {
        check("fr", "À Bamako, le gouvernement a suspendu vendredi les activités des partis politiques.", "Mali");
        check("en", "Parliament in Niamey adopted a law on political parties on Friday.", "Niger");
    }
}
