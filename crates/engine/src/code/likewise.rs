//! "Germany did the same": an act like the one told last, by somebody else.

use super::before::Before;
use super::clause;
use super::event::Draft;
use super::scan::{Reader, Sentence};
use crate::data::Mark;

/// So many sentences back the act may stand.
const NEAR: usize = 2;

/// The act told last, done by whom this sentence is about, if it says no more than that.
pub(crate) fn likewise(r: &Reader, n: usize, s: &Sentence, before: &Before, last: &Draft) -> Option<Draft> {
    let says = s.mark_in(s.toks.clone(), Mark::Likewise);
    if !says || last.frame_is_disorder() || n - last.sentence > NEAR {
        return None;
    }
    let groups = clause::groups(r, s, before.topic.as_ref());
    let doers = groups.iter().find(|g| g.gov.is_empty() && !g.object)?;
    last.by_others(r, n, s, &doers.members)
}

#[cfg(test)]
mod tests {
    use crate::code::testing::{names, told};

    /// Who does the last of so many acts of a text, and to whom.
    fn check(language: &str, text: &str, acts: usize, doers: &str, targets: &str) {
        let events = told(language, "2025-07-07", text);
        let last = events.last().map(|e| (names(&e.initiators), names(&e.targets))).unwrap_or_default();
        let (who, whom) = (last.0.as_str(), last.1.as_str());
        assert_eq!((events.len(), who, whom), (acts, doers, targets), "{text}");
    }

    #[test]
    fn who_does_the_same_does_an_act_of_his_own() {
        let advice = "La France a appelé mercredi ses ressortissants à quitter le Mali. L'Allemagne et l'Italie ont fait de même jeudi.";
        check("fr", advice, 2, "Government of Germany + Government of Italy", "Foreign nationals");
        let envoy = "Niger expelled the French ambassador on Monday. Chad followed suit on Tuesday.";
        check("en", envoy, 2, "Government of Chad", "Government of France");
    }

    #[test]
    fn violence_is_not_done_likewise() {
        check(
            "en",
            "Gunmen attacked Gao on Monday, killing two traders. Chad did the same.",
            1,
            "Unidentified armed group",
            "Traders",
        );
    }
}
