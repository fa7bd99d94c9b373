//! Sentences and reports multiplied from the tables beside this file: every subject with every object in every wording,
//! and leads with whatever may follow them. A mend for one wording that breaks another one shows here.

#[path = "grid/bulletins.rs"]
mod bulletins;
#[path = "grid/reports.rs"]
mod reports;
#[path = "grid/sentences.rs"]
mod sentences;

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vigie_engine::code::code;
use vigie_engine::data::Data;
use vigie_engine::model::{Day, Document, Event, Figure, Stance};

type Slots = BTreeMap<String, String>;

/// What is told apart of an event. What a table says nothing of stays empty on both sides.
#[derive(Debug, Default, PartialEq)]
struct Told {
    kind: String,
    by: BTreeSet<String>,
    against: BTreeSet<String>,
    day: Option<Day>,
    place: Option<String>,
    counts: BTreeSet<u64>,
    said_by: Option<String>,
}

impl Told {
    fn of(event: &Event, counts: impl Fn(&Figure) -> bool) -> Self {
        let counted = event.figures.iter().filter(|f| counts(f));
        let own = matches!(event.stance, Stance::Stated | Stance::Claimed);
        Told {
            kind: event.sub_type.clone(),
            by: event.initiators.iter().map(|a| a.name.clone()).collect(),
            against: event.targets.iter().map(|a| a.name.clone()).collect(),
            day: event.date_from,
            place: event.place.clone(),
            counts: counted.filter_map(|f| f.low.or(f.high)).collect(),
            said_by: event.said_by.clone().filter(|_| own),
        }
    }

    /// In a clash nobody need have begun.
    fn sides_as_one(mut self) -> Self {
        self.by.append(&mut self.against);
        self
    }
}

/// A small generator of its own. Its seed are words of the table, so that a new row changes no other row's texts.
struct Dice(u64);

impl Dice {
    fn of(words: &str) -> Self {
        Dice(words.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)))
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// So many different ones, or all if there are fewer.
    fn some<T>(&mut self, mut of: Vec<T>, many: usize) -> Vec<T> {
        let many = many.min(of.len());
        (0..many).map(|_| of.swap_remove(self.below(of.len()))).collect()
    }
}

/// How many texts of a wording a run codes. `VIGIE_GRID=100000` codes all there are.
fn sample(usual: usize) -> usize {
    std::env::var("VIGIE_GRID").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

fn table<T: for<'a> Deserialize<'a>>(language: &str, name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/grid").join(language).join(name);
    let text = std::fs::read_to_string(&path).expect("a table of the grid");
    toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A slot that no noun fills is a fault of the table.
fn filled(template: &str, slots: &Slots) -> String {
    let fill = |text: String, (name, words): (&String, &String)| text.replace(&format!("{{{name}}}"), words);
    let text = slots.iter().fold(template.to_string(), fill);
    assert!(!text.contains('{'), "an empty slot: {text}");
    text
}

/// A sentence begins with a capital also where a quotation mark stands first.
fn capital(text: &str) -> String {
    let at = text.find(char::is_alphanumeric).unwrap_or(0);
    let first = text[at..].chars().next().into_iter().flat_map(char::to_uppercase);
    text[..at].chars().chain(first).chain(text[at..].chars().skip(1)).collect()
}

fn events(language: &str, published: Day, title: &str, text: &str) -> Vec<Event> {
    let document = Document {
        id: "grid".into(),
        language: Some(language.into()),
        published: Some(published.to_string()),
        title: Some(title.to_string()).filter(|t| !t.is_empty()),
        text: text.into(),
        ..Document::default()
    };
    code(&document, Data::bundled()).0.events
}

/// A few are enough to see what they have in common.
fn none_of(faults: &[String]) {
    let shown = faults.iter().take(10).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(faults.is_empty(), "{} came out otherwise than the tables want:\n\n{shown}", faults.len());
}

/// Nothing where the same events came out, each once.
fn fault(text: &str, wanted: &[Told], found: &[Told]) -> Option<String> {
    (wanted != found).then(|| format!("{text}\n  wanted {wanted:?}\n   found {found:?}"))
}

#[test]
fn sides_in_english() {
    sentences::check("en", "sides.toml", 12);
}

#[test]
fn speakers_in_english() {
    sentences::check("en", "said.toml", 20);
}

#[test]
fn reports_in_english() {
    reports::check("en", 60);
}

#[test]
fn bulletins_in_english() {
    bulletins::check("en", 60);
}

#[test]
fn sides_in_french() {
    sentences::check("fr", "sides.toml", 12);
}

#[test]
fn speakers_in_french() {
    sentences::check("fr", "said.toml", 20);
}

#[test]
fn reports_in_french() {
    reports::check("fr", 60);
}

#[test]
fn bulletins_in_french() {
    bulletins::check("fr", 60);
}
