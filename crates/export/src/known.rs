//! Names that lists know, and that may therefore leave.

use std::collections::BTreeSet;
use vigie_engine::data::{Data, phrase};

/// Names of actors and places that stand in the data.
pub(crate) struct Known<'d> {
    actors: BTreeSet<String>,
    data: &'d Data,
}

impl<'d> Known<'d> {
    pub fn new(data: &'d Data) -> Self {
        let mut actors: BTreeSet<String> = data.actors.named.iter().map(|a| phrase(&a.name)).collect();
        for rule in &data.actors.institutions {
            actors.extend(data.places.countries.iter().map(|c| phrase(&rule.name_in(c))));
            let bare = rule.name.replace("{dem}", "").replace("{country}", "");
            actors.insert(phrase(bare.trim().trim_end_matches(" of")));
        }
        for lexicon in data.lexicons.values() {
            actors.extend(lexicon.agents.iter().flat_map(|a| a.name.iter().chain(a.words.first())).map(|n| phrase(n)));
            actors.extend(lexicon.agents.iter().filter_map(|a| a.source.as_ref()).map(|n| phrase(n)));
        }
        actors.extend(data.places.countries.iter().map(|c| phrase(&c.name)));
        actors.extend(data.sources.list.iter().map(|s| phrase(&s.name)));
        actors.extend(data.resolve.unnamed.iter().map(|n| phrase(n)));
        Known { actors, data }
    }

    /// Whether an actor or a speaker stands in the data.
    pub fn is_actor(&self, name: &str) -> bool {
        self.actors.contains(&phrase(name))
    }

    /// Whether a place stands in the gazetteer, or is a road between two that do.
    pub fn is_place(&self, name: &str) -> bool {
        let ends: Vec<&str> = name.split('-').map(str::trim).collect();
        self.is_listed(name) || ends.len() == 2 && ends.iter().all(|end| self.is_listed(end))
    }

    fn is_listed(&self, name: &str) -> bool {
        let country = |c: &vigie_engine::data::Country| c.names_en().into_iter().any(|n| phrase(n) == phrase(name));
        !self.data.places.named(name).is_empty() || self.data.places.countries.iter().any(country)
    }

    /// Whether words hold no name save listed ones.
    pub fn is_plain(&self, text: &str) -> bool {
        let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
        let demonym = |w: &str| {
            let same = |c: &vigie_engine::data::Country| {
                c.demonyms.iter().chain(&c.fr_demonyms).any(|d| phrase(d) == phrase(w))
            };
            self.data.places.countries.iter().any(same)
        };
        let free = |w: &str| self.is_place(w) || self.is_actor(w) || demonym(w);
        self.is_actor(text) || text.split_whitespace().skip(1).filter(capital).all(free)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_names_leave_and_others_do_not() {
        let known = Known::new(Data::bundled());
        for name in ["JNIM", "Malian Armed Forces", "Government of the United States", "Civilians", "witnesses", "OCHA"]
        {
            assert!(known.is_actor(name), "{name}");
        }
        assert!(!known.is_actor("Ablo Nantoumba") && !known.is_place("Ablo Nantoumba"));
        assert!(known.is_place("Gao") && known.is_place("Mali") && known.is_place("Kayes-Bamako"));
        assert!(!known.is_place("Ablo-Nantoumba"));
        assert!(known.is_plain("children in Mali") && !known.is_plain("the family of Nantoumba"));
    }
}
