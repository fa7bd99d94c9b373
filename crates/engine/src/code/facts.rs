//! What a text names: the parts of a sentence that a reader could check against its source.

use super::date::Clock;
use super::party::actor;
use super::place::{self, Setting};
use super::scan::{Reader, What, Who};
use crate::data::Data;
use crate::model::{DateSpan, Day, Document, Lang};
use std::collections::BTreeSet;

/// Names, numbers and dates of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Numbers, in digits or words; those inside dates and names are not counted.
    pub numbers: BTreeSet<u64>,
    /// Dates, as resolved against the anchor.
    pub dates: BTreeSet<DateSpan>,
    /// Canonical names of places.
    pub places: BTreeSet<String>,
    /// Canonical names of actors.
    pub actors: BTreeSet<String>,
}

/// What the text in `lang` names. `anchor` resolves relative dates; `country` (ISO alpha-3) says whose
/// "the army" is meant.
pub fn facts(text: &str, lang: Lang, anchor: Option<Day>, country: Option<&str>, data: &Data) -> Facts {
    let mut reader = Reader::new(text, lang, Clock { published: anchor }, data);
    let home = country.and_then(|c| place::country_index(&reader, c));
    reader.home = home;
    let setting = Setting { country: home, ..Setting::default() };
    let mut facts = Facts::default();
    for sentence in reader.sentences() {
        for mention in &sentence.mentions {
            facts.add(&reader, &mention.what, home);
        }
        facts.places.extend(place::spots(&reader, &sentence, &setting).into_iter().map(|s| s.name));
    }
    facts
}

impl Facts {
    fn add(&mut self, r: &Reader, what: &What, home: Option<usize>) {
        match what {
            What::Number(q) => self.numbers.extend([q.low, q.high].into_iter().flatten().filter(|n| *n > 0)),
            What::Date(span) => {
                self.dates.insert(*span);
            }
            What::Country(c) | What::Place(_, Some(c)) => self.add_state(r, *c, home),
            What::Actor(Who::Agent(i, own)) => {
                let agent = &r.lex.agents[*i];
                if agent.institution.is_some() || own.is_some() || agent.class.is_armed() {
                    self.actors.insert(actor(r, Who::Agent(*i, *own), home, "government").name);
                }
            }
            What::Actor(who) => {
                self.actors.insert(actor(r, *who, home, "government").name);
            }
            _ => {}
        }
    }

    /// A country may stand for its government or its army.
    fn add_state(&mut self, r: &Reader, country: usize, home: Option<usize>) {
        for key in ["government", "armed forces"] {
            self.actors.insert(actor(r, Who::State(country), home, key).name);
        }
    }
}

/// The country a document is mostly about (ISO alpha-3), which "the army" and "the capital" refer to.
pub fn country_of(document: &Document, data: &Data) -> Option<String> {
    let lang = document.lang()?;
    let reader = Reader::new(&document.text, lang, Clock::default(), data);
    let setting = Setting::of(&reader, &reader.sentences());
    setting.country.map(|c| data.places.countries[c].iso.clone())
}
