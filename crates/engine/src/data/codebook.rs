//! The codebook as data: types, classes, measures and indicators in plain words, what other vocabularies call them,
//! and the columns of every table that leaves the program.

use super::{Actors, DataError, File, Files, Gazetteer};
use crate::model::{Class, Lang, Measure};
use serde::Deserialize;
use std::collections::BTreeMap;

/// All that stands under `data/codebook`.
#[derive(Debug, Default)]
pub struct Codebook {
    /// Types in their order.
    pub types: Vec<Type>,
    /// Sub-types in their order.
    pub sub_types: Vec<SubType>,
    /// What a side can be.
    pub classes: Vec<Side>,
    /// What is counted.
    pub measures: Vec<Term>,
    /// Totals that reports cite.
    pub indicators: Vec<Term>,
    /// How tables of others write actors that every country has.
    pub forms: Vec<Form>,
    /// Numbers and regions of countries in other vocabularies, by ISO alpha-3.
    pub states: BTreeMap<String, State>,
    /// Tables that leave the program, by name.
    pub tables: BTreeMap<String, Table>,
    /// The line that stands for an incident.
    pub words: BTreeMap<Lang, Line>,
}

/// A type of event.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Type {
    pub name: String,
    pub fr: String,
    pub definition: String,
}

/// A sub-type with its crosswalks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubType {
    /// As CODEBOOK.md writes it.
    pub name: String,
    /// The type it belongs to.
    #[serde(rename = "type")]
    pub event_type: String,
    /// In French.
    pub fr: String,
    /// In plain words.
    pub definition: String,
    /// The disorder type of ACLED's shape; none if it has no such event.
    #[serde(default)]
    pub acled: Option<String>,
    /// Whether people killed in it are organised violence as UCDP counts it.
    #[serde(default)]
    pub ucdp: bool,
    /// Its type in PLOVER.
    #[serde(default)]
    pub plover: Option<String>,
    /// The urgency of a warning that tells it; none if nobody is warned of it.
    #[serde(default)]
    pub warns: Option<String>,
    /// What the crosswalks make of a report.
    pub example: Crossed,
}

/// A report of a sub-type, and what the crosswalks make of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crossed {
    /// A report of 7 July 2025.
    pub text: String,
    /// Classes of who did it.
    #[serde(default)]
    pub who: Vec<Class>,
    /// Classes of whom it hit.
    #[serde(default)]
    pub whom: Vec<Class>,
    /// The interaction in ACLED's words.
    #[serde(default)]
    pub interaction: Option<String>,
    /// 1 state-based, 2 non-state, 3 one-sided.
    #[serde(default)]
    pub violence: Option<u8>,
}

/// What a side can be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// The class.
    pub name: Class,
    /// In French.
    pub fr: String,
    /// In plain words.
    pub definition: String,
    /// ACLED's code, 1 to 8.
    pub inter: u8,
    /// The same in words.
    pub inter_name: String,
    /// How organised violence tells it apart.
    pub ucdp: Kind,
    /// Its code in PLOVER.
    pub plover: String,
    /// The name of such an actor.
    pub example: String,
}

/// What a side is in organised violence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Kind {
    State,
    Group,
    Unarmed,
}

/// A measure or an indicator.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Term {
    pub name: String,
    pub fr: String,
    pub definition: String,
    #[serde(default)]
    pub unit: Option<String>,
    pub example: String,
}

/// How tables of others write an actor that every country has.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The codebook's name, with `{dem}` or `{country}`.
    pub ours: String,
    /// In ACLED's shape, if it differs.
    #[serde(default)]
    pub acled: Option<String>,
    /// In UCDP's shape, if it differs.
    #[serde(default)]
    pub ucdp: Option<String>,
    /// Our name, the country, and both forms.
    pub example: [String; 4],
}

/// Numbers and regions of a country.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// ISO 3166-1 numeric; 0 where there is none.
    pub numeric: u32,
    /// Gleditsch and Ward.
    pub gw: Option<u32>,
    /// Region of the world in ACLED's shape.
    pub acled_region: String,
    /// And in UCDP's.
    pub ucdp_region: String,
}

/// A table that leaves the program.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What stands in it.
    pub about: String,
    /// In the order of the table.
    pub columns: Vec<Column>,
}

/// A column of such a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// As its heading has it.
    pub name: String,
    /// What kind of value.
    #[serde(rename = "type")]
    pub kind: Cell,
    /// What it holds.
    pub about: String,
    /// A value, or nothing where it is always empty.
    pub example: String,
    /// Its tag in the Humanitarian Exchange Language.
    #[serde(default)]
    pub hxl: Option<String>,
}

/// What kind of value a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Cell {
    Text,
    Integer,
    Number,
    Boolean,
    Date,
    Time,
}

/// Words of the line that stands for an incident.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Line {
    pub line: String,
    pub undated: String,
    pub nowhere: String,
    pub sides: String,
    pub unknown: String,
    pub counted: String,
    pub number: String,
    pub said: String,
    pub told: String,
    pub rivals: String,
    pub foiled: String,
    pub at_least: String,
    pub at_most: String,
    pub between: String,
    pub about: String,
    pub stance: BTreeMap<String, String>,
}

/// A shape of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Shape {
    Acled,
    Ucdp,
}

impl Shape {
    /// The shape by the prefix that its rows get when they are read.
    pub fn of(prefix: &str) -> Option<Self> {
        [("acled:", Shape::Acled), ("ucdp:", Shape::Ucdp)].iter().find(|(p, _)| *p == prefix).map(|(_, shape)| *shape)
    }
}

impl Codebook {
    /// Loads every file under `codebook/`.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let mut book = Codebook::default();
        if let Some(file) = files.need("codebook/types.toml", errors) {
            file.only(&["type", "sub_type"], errors);
            book.types = named(file, "type", errors);
            book.sub_types = named(file, "sub_type", errors);
        }
        book.classes = list(files, "classes", "class", errors);
        book.measures = list(files, "measures", "measure", errors);
        book.indicators = list(files, "indicators", "indicator", errors);
        book.forms = list(files, "actors", "form", errors);
        book.states = files.need("codebook/states.tsv", errors).map(|f| states(f, errors)).unwrap_or_default();
        book.words = words(files, errors);
        for file in files.below("codebook/columns/", ".toml") {
            let name = file.path.trim_start_matches("codebook/columns/").trim_end_matches(".toml");
            book.tables.insert(name.into(), file.toml::<Table>(errors));
        }
        book.check(files, errors);
        book
    }

    /// The sub-type of that name.
    pub fn sub_type(&self, name: &str) -> Option<&SubType> {
        self.sub_types.iter().find(|s| s.name == name)
    }

    /// What is said of a class; every class has an entry, or the data did not load.
    pub fn class(&self, class: Class) -> Option<&Side> {
        self.classes.iter().find(|c| c.name == class)
    }

    /// The columns of a table.
    pub fn columns(&self, table: &str) -> &[Column] {
        self.tables.get(table).map_or(&[], |t| &t.columns)
    }

    /// How a shape writes an actor. A form that names a country takes the home of the name, else the event's.
    pub fn written(
        &self,
        name: &str,
        country: Option<&str>,
        shape: Shape,
        actors: &Actors,
        world: &Gazetteer,
    ) -> String {
        let own = self.forms.iter().find_map(|form| form.home(name, actors, world).map(|home| (form, home)));
        let Some((form, home)) = own else { return name.into() };
        let Some(other) = form.of(shape) else { return name.into() };
        let place = home.or_else(|| world.country(country?)).map(|c| c.name.as_str());
        match place {
            Some(place) => other.replace("{country}", place),
            // "Civilians ()" would be an actor of its own.
            None => other.replace(" ({country})", "").replace("{country}", "").trim().into(),
        }
    }

    /// The codebook's name of an actor as a shape writes it; a period such as "(2021-)" is no part of a name.
    pub fn read(&self, name: &str, shape: Shape, actors: &Actors, world: &Gazetteer) -> Option<String> {
        let bare = without_period(name);
        let of = |form: &Form| -> Option<String> {
            let (before, after) = form.of(shape)?.split_once("{country}")?;
            let place = bare.strip_prefix(before)?.strip_suffix(after)?;
            let country = world.countries.iter().find(|c| c.names_en().contains(&place))?;
            Some(match actors.army_of(&country.iso).filter(|_| form.ours == ARMY) {
                Some(own) => own.into(),
                None => fill(&form.ours, country),
            })
        };
        self.forms.iter().find_map(of)
    }

    fn check(&self, files: &Files, errors: &mut Vec<DataError>) {
        let mut wrong = |path: &str, words: &str, expected: &str| {
            let line = files.get(path).map_or(1, |f| f.line_with(words, 1));
            errors.push(DataError::new(path, line, expected, words, "compare it with CODEBOOK.md"));
        };
        for sub in self.sub_types.iter().filter(|s| !self.types.iter().any(|t| t.name == s.event_type)) {
            wrong("codebook/types.toml", &sub.name, "a type that is listed");
        }
        for sub in self.sub_types.iter().filter(|s| s.example.text.is_empty()) {
            wrong("codebook/types.toml", &sub.name, "an example");
        }
        for (name, table) in &self.tables {
            let path = format!("codebook/columns/{name}.toml");
            let mut seen = std::collections::BTreeSet::new();
            table.columns.iter().filter(|c| !seen.insert(&c.name)).for_each(|c| wrong(&path, &c.name, "a column once"));
        }
    }
}

/// The form of a country's army, which may go by a name of its own.
const ARMY: &str = "{dem} Armed Forces";

impl Form {
    fn of(&self, shape: Shape) -> Option<&str> {
        match shape {
            Shape::Acled => self.acled.as_deref(),
            Shape::Ucdp => self.ucdp.as_deref(),
        }
    }

    /// Whether a name is of this form: the country that it names, or none where the form names none.
    fn home<'w>(&self, name: &str, actors: &Actors, world: &'w Gazetteer) -> Option<Option<&'w super::Country>> {
        let Some(at) = self.ours.find('{') else { return (self.ours == name).then_some(None) };
        let end = self.ours.find('}')? + 1;
        let is_army = |c: &&super::Country| self.ours == ARMY && actors.army_of(&c.iso) == Some(name);
        if let Some(country) = world.countries.iter().find(is_army) {
            return Some(Some(country));
        }
        let inner = name.strip_prefix(&self.ours[..at])?.strip_suffix(&self.ours[end..])?;
        let named = |c: &&super::Country| match &self.ours[at..end] {
            "{dem}" => c.demonym() == inner,
            _ => c.name == inner || c.in_text == inner,
        };
        world.countries.iter().find(named).map(Some)
    }
}

fn fill(form: &str, country: &super::Country) -> String {
    form.replace("{dem}", country.demonym()).replace("{country}", &country.in_text)
}

/// "Military Forces of X (2021-)" without its period.
fn without_period(name: &str) -> &str {
    let cut = name.rsplit_once(" (").filter(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()));
    cut.map_or(name, |(name, _)| name)
}

fn list<T: serde::de::DeserializeOwned>(files: &Files, file: &str, kind: &str, errors: &mut Vec<DataError>) -> Vec<T> {
    let Some(file) = files.need(&format!("codebook/{file}.toml"), errors) else { return Vec::new() };
    file.only(&[kind], errors);
    named(file, kind, errors)
}

fn named<T: serde::de::DeserializeOwned>(file: &File, kind: &str, errors: &mut Vec<DataError>) -> Vec<T> {
    file.entries::<T>(kind, errors).into_iter().map(|(_, entry)| entry).collect()
}

fn states(file: &File, errors: &mut Vec<DataError>) -> BTreeMap<String, State> {
    let mut states = BTreeMap::new();
    for (line, cells) in file.rows() {
        let [iso, numeric, gw, acled, ucdp] = cells[..] else {
            let found = format!("{} cells", cells.len());
            errors.push(DataError::new(
                &file.path,
                line,
                "5 cells split by tabs",
                &found,
                "compare it with the header",
            ));
            continue;
        };
        let state = State {
            numeric: numeric.parse().unwrap_or(0),
            gw: gw.parse().ok(),
            acled_region: acled.into(),
            ucdp_region: ucdp.into(),
        };
        states.insert(iso.into(), state);
    }
    states
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    en: Line,
    fr: Line,
    example: Vec<Bounds>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bounds {
    lang: String,
    low: Option<u64>,
    high: Option<u64>,
    shown: String,
}

fn words(files: &Files, errors: &mut Vec<DataError>) -> BTreeMap<Lang, Line> {
    let words: Words = files.toml("codebook/words.toml", errors);
    let lines: BTreeMap<Lang, Line> = [(Lang::En, words.en), (Lang::Fr, words.fr)].into();
    for example in &words.example {
        let line = Lang::from_code(&example.lang).and_then(|l| lines.get(&l));
        let found = line.map(|l| l.number(example.low, example.high, false)).unwrap_or_default();
        if found != example.shown {
            let at = files.get("codebook/words.toml").map_or(1, |f| f.line_with(&example.shown, 1));
            errors.push(DataError::new("codebook/words.toml", at, &example.shown, &found, "mend the template"));
        }
    }
    lines
}

impl Line {
    /// Bounds in words.
    pub fn number(&self, low: Option<u64>, high: Option<u64>, approximate: bool) -> String {
        let put =
            |t: &str, low: u64, high: u64| t.replace("{low}", &low.to_string()).replace("{high}", &high.to_string());
        let text = match (low.unwrap_or(0), high) {
            (low, Some(high)) if low == high => low.to_string(),
            (0, Some(high)) => put(&self.at_most, 0, high),
            (low, Some(high)) => put(&self.between, low, high),
            (low, None) => put(&self.at_least, low, low),
        };
        if approximate && low == high { self.about.replace("{number}", &text) } else { text }
    }
}

/// The codebook's word for a class.
pub fn class_word(class: Class) -> String {
    word(class)
}

/// The codebook's word for a measure.
pub fn measure_word(measure: Measure) -> String {
    word(measure)
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

#[cfg(test)]
#[path = "codebook_tests.rs"]
mod tests;
