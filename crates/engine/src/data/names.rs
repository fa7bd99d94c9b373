//! One book of all names, as they are found in text.

use super::{Actors, Book, Gazetteer};

/// What a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// A group or organisation, by index.
    Named(usize),
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
    /// The book they are looked up in.
    pub book: Book<Name>,
}

impl Names {
    /// Gathers the names of all tables.
    pub fn new(actors: &Actors, places: &Gazetteer) -> Self {
        let mut book = Book::default();
        add_actors(actors, &mut book);
        add_countries(actors, places, &mut book);
        for (spelling, list) in places.spellings() {
            list.iter().for_each(|i| book.add_folded(spelling, Name::Place(*i)));
        }
        Self { book }
    }
}

fn add_actors(actors: &Actors, book: &mut Book<Name>) {
    for (i, actor) in actors.named.iter().enumerate().filter(|(_, a)| !a.generic) {
        let names: Vec<&String> = std::iter::once(&actor.name).chain(&actor.aliases).chain(&actor.fr).collect();
        for name in names {
            book.add(name, Name::Named(i));
            actor.with.iter().for_each(|w| book.add(&format!("{w} {name}"), Name::Named(i)));
        }
    }
    for (i, institution) in actors.institutions.iter().enumerate() {
        institution.bare_en.iter().chain(&institution.bare_fr).for_each(|b| book.add(b, Name::Bare(i)));
    }
}

fn add_countries(actors: &Actors, places: &Gazetteer, book: &mut Book<Name>) {
    for (c, country) in places.countries.iter().enumerate() {
        let names = [&country.name, &country.fr].into_iter().chain(&country.aliases);
        names.for_each(|n| book.add(n, Name::Country(c)));
        book.add(&country.capital, Name::Capital(c));
        country.demonyms.iter().chain(&country.fr_demonyms).for_each(|d| book.add(d, Name::Demonym(c)));
        for (i, institution) in actors.institutions.iter().enumerate() {
            institution.forms_in(country).iter().for_each(|f| book.add(f, Name::Institution(i, c)));
            book.add(&institution.name_in(country), Name::Institution(i, c));
        }
    }
}
