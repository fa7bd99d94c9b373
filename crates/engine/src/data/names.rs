//! One book of all names, as they are found in text.

use super::{Actors, Book, Gazetteer, Institution, is_joint, phrase};
use std::collections::{BTreeMap, BTreeSet};
use vigie_syntax::Text;

/// What a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// A group or organisation, by index.
    Named(usize),
    /// The same by a name that is listed without a capital ("chasseurs dozos").
    Common(usize),
    /// An institution of a country, by indices.
    Institution(usize, usize),
    /// An institution of the country the report is about.
    Bare(usize),
    /// An adjective or noun of a country's people.
    Demonym(usize),
    /// A country.
    Country(usize),
    /// The capital of a country, which may stand for its government.
    Capital(usize),
    /// A place; several places may share a name.
    Place(usize),
}

/// All names of actors, countries and places.
#[derive(Debug, Default)]
pub struct Names {
    book: Book<Name>,
    /// "du Mali", "d'Algérie": the French form of "of" with a country.
    of: Book<usize>,
    patterns: Patterns,
}

/// Institution patterns such as `{dem} army`, matched with any country in the place of the braces
/// rather than written out for all of them.
#[derive(Debug, Default)]
struct Patterns {
    whole: BTreeMap<String, usize>,
    beginnings: BTreeSet<String>,
}

/// Stands in a pattern's key for an adjective, a country's name and a French "of" with a country.
const SLOTS: [(&str, &str); 4] =
    [("{dem}", "0adjective"), ("{fr_dem}", "0adjective"), ("{country}", "0country"), ("{fr_of}", "0of")];

impl Names {
    /// Gathers the names of all tables.
    pub fn new(actors: &Actors, places: &Gazetteer) -> Self {
        let mut names = Names::default();
        add_actors(actors, &mut names.book);
        add_countries(places, &mut names);
        for (spelling, list) in places.spellings() {
            list.iter().for_each(|i| names.book.add_folded(spelling, Name::Place(*i)));
        }
        actors.institutions.iter().enumerate().for_each(|(i, x)| names.patterns.add(i, x));
        names
    }

    /// The longest name at token `at` that ends before `end`: the token after it, and its readings.
    pub fn longest_at(&self, text: &Text, at: usize, end: usize) -> Option<(usize, Vec<Name>)> {
        let listed = self.book.longest_at(text, at, end);
        let mut found = None;
        self.grow(text, String::new(), at, end, None, &mut found);
        match (found, listed) {
            (Some((next, name)), Some((n, readings))) if next == n => {
                Some((n, std::iter::once(name).chain(readings.iter().copied()).collect()))
            }
            (Some((next, name)), listed) if listed.is_none_or(|(n, _)| next > n) => Some((next, vec![name])),
            (_, listed) => listed.map(|(n, readings)| (n, readings.to_vec())),
        }
    }

    /// Follows every pattern that the text goes on with, and keeps the longest that is whole.
    fn grow(
        &self,
        text: &Text,
        key: String,
        at: usize,
        end: usize,
        country: Option<usize>,
        best: &mut Option<(usize, Name)>,
    ) {
        if let (Some(i), Some(c)) = (self.patterns.whole.get(&key), country)
            && best.is_none_or(|(n, _)| at > n)
        {
            *best = Some((at, Name::Institution(*i, c)));
        }
        let at = if key.is_empty() { at } else { (at..end).find(|i| !is_joint(text.word(*i))).unwrap_or(end) };
        if at >= end {
            return;
        }
        let longer = |word: &str| if key.is_empty() { word.to_string() } else { format!("{key} {word}") };
        let mut follow = |word: &str, next: usize, country: Option<usize>| {
            let key = longer(word);
            if self.patterns.beginnings.contains(&key) {
                self.grow(text, key, next, end, country, best);
            }
        };
        follow(text.word(at), at + 1, country);
        if country.is_none() {
            self.slots(text, at, end).into_iter().for_each(|(slot, next, c)| follow(slot, next, Some(c)));
        }
    }

    /// The countries that the words at a token may bring, by the slot they fill.
    fn slots(&self, text: &Text, at: usize, end: usize) -> Vec<(&'static str, usize, usize)> {
        let mut out = Vec::new();
        if let Some((next, readings)) = self.book.longest_at(text, at, end) {
            for reading in readings {
                match reading {
                    Name::Demonym(c) => out.push((SLOTS[0].1, next, *c)),
                    Name::Country(c) => out.push((SLOTS[2].1, next, *c)),
                    _ => {}
                }
            }
        }
        if let Some((next, countries)) = self.of.longest_at(text, at, end) {
            out.push((SLOTS[3].1, next, countries[0]));
        }
        out
    }
}

impl Patterns {
    fn add(&mut self, i: usize, institution: &Institution) {
        for pattern in institution.en.iter().chain(&institution.fr_forms).chain([&institution.name]) {
            let key = SLOTS.iter().fold(pattern.clone(), |p, (slot, word)| p.replace(slot, word));
            let key = phrase(&key);
            let words: Vec<&str> = key.split(' ').collect();
            self.beginnings.extend((1..=words.len()).map(|n| words[..n].join(" ")));
            self.whole.entry(key).or_insert(i);
        }
    }
}

fn add_actors(actors: &Actors, book: &mut Book<Name>) {
    for (i, actor) in actors.named.iter().enumerate().filter(|(_, a)| !a.generic) {
        let names: Vec<&String> = std::iter::once(&actor.name).chain(&actor.aliases).chain(&actor.fr).collect();
        for name in names {
            let reading = if name.contains(char::is_uppercase) { Name::Named(i) } else { Name::Common(i) };
            book.add(name, reading);
            actor.with.iter().for_each(|w| book.add(&format!("{w} {name}"), reading));
        }
    }
    for (i, institution) in actors.institutions.iter().enumerate() {
        institution.bare_en.iter().chain(&institution.bare_fr).for_each(|b| book.add(b, Name::Bare(i)));
    }
}

fn add_countries(places: &Gazetteer, names: &mut Names) {
    for (c, country) in places.countries.iter().enumerate() {
        let all = [&country.name, &country.fr].into_iter().chain(&country.aliases);
        all.for_each(|n| names.book.add(n, Name::Country(c)));
        let seat = places.places.iter().filter(|p| p.rank == 5 && p.country == country.iso);
        let spellings = seat.flat_map(|p| p.names()).chain([&country.capital]);
        spellings.for_each(|n| names.book.add(n, Name::Capital(c)));
        country.demonyms.iter().chain(&country.fr_demonyms).for_each(|d| names.book.add(d, Name::Demonym(c)));
        names.of.add(&country.fr_of, c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;
    use vigie_syntax::words::Exceptions;

    /// The words found at the start of a text, and what they may mean.
    fn check(text: &str, words: &str, expect: &str) {
        let data = Data::bundled();
        let cut = Text::new(text, &Exceptions::default());
        let (next, readings) = data.names.longest_at(&cut, 0, cut.tokens.len()).unwrap();
        assert_eq!(&text[cut.bytes(0..next)], words);
        let Name::Institution(i, c) = readings[0] else { panic!("{readings:?}") };
        assert_eq!(data.actors.institutions[i].name_in(&data.places.countries[c]), expect);
    }

    #[test]
    fn institutions_are_known_for_every_country_in_both_languages() {
        check("Malian army posts", "Malian army", "Malian Armed Forces");
        check("Mali's government spoke", "Mali's government", "Government of Mali");
        check("armée burkinabè en fuite", "armée burkinabè", "Burkinabe Armed Forces");
        check("gouvernement du Niger réuni", "gouvernement du Niger", "Government of Niger");
        check("forces armées de Thaïlande", "forces armées de Thaïlande", "Thai Armed Forces");
    }
}
