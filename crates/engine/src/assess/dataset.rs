//! Event data that was coded elsewhere, as history: files in the shapes of `data/history`.

use crate::data::codebook::Shape as Form;
use crate::data::{Data, DataError, Files, phrase};
use crate::model::*;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A row of a table, by column.
pub type Row = BTreeMap<String, String>;

/// A shape of event data: which column holds what.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Shape {
    pub name: String,
    pub source: String,
    /// Columns that only files of this shape have together.
    pub known_by: Vec<String>,
    pub prefix: String,
    pub id: String,
    pub from: String,
    pub to: String,
    pub country: String,
    pub region: String,
    pub place: String,
    pub latitude: String,
    pub longitude: String,
    pub initiators: Vec<String>,
    pub targets: Vec<String>,
    pub low: String,
    pub best: String,
    pub high: String,
    #[serde(default)]
    pub civilians: Option<String>,
    #[serde(default)]
    pub civilian_targets: Option<String>,
    pub kind: Vec<String>,
    /// Columns that tell whether it happened, and who answers for it, in the codebook's words.
    #[serde(default)]
    pub status: Option<String>,
    #[serde(default)]
    pub stance: Option<String>,
    pub day: Days,
    pub spot: Spots,
    pub kinds: BTreeMap<String, [String; 2]>,
    pub classes: BTreeMap<String, Class>,
    /// Columns that tell the classes of the initiators and of the targets, and the class that each word there means.
    #[serde(default)]
    pub class_columns: Vec<String>,
    #[serde(default)]
    pub class_words: BTreeMap<String, Class>,
    pub example: Row,
}

/// The codes of a column for how exactly a day is known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Days {
    pub column: String,
    pub day: Vec<String>,
    pub week: Vec<String>,
    pub month: Vec<String>,
    pub year: Vec<String>,
}

/// The codes of a column for how exactly a place is known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Spots {
    pub column: String,
    pub settlement: Vec<String>,
    pub area: Vec<String>,
    pub admin1: Vec<String>,
    pub country: Vec<String>,
}

/// The shapes of a data folder; each must read its own example.
pub fn shapes(files: &Files, errors: &mut Vec<DataError>) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for file in files.below("history/", ".toml") {
        let Some(shape) = file.toml::<Option<Shape>>(errors) else { continue };
        let columns = |row: &Row| shape.known_by.iter().all(|c| row.contains_key(c));
        if !columns(&shape.example) || shape.event(&shape.example).is_none() {
            let hint = "give it the columns of `known_by`, a day and a type of the codebook";
            errors.push(DataError::new(&file.path, 1, "an example that can be read", "another", hint));
        }
        shapes.push(shape);
    }
    shapes
}

/// Rows as incidents; those of unknown shape or without a day, a type or an id are counted, not kept. The
/// country is that of rows which name none.
pub fn incidents(rows: &[Row], country: Option<&str>, data: &Data) -> (Vec<Incident>, usize) {
    let columns = |shape: &&Shape| rows.first().is_some_and(|r| shape.known_by.iter().all(|c| r.contains_key(c)));
    let Some(shape) = data.verdicts.shapes.iter().find(columns) else { return (Vec::new(), rows.len()) };
    let countries: BTreeMap<String, &str> = names_of_countries(data);
    let made = rows.iter().filter_map(|row| {
        let mut made = shape.incident(row)?;
        let named = shape.cell(row, &shape.country).and_then(|name| countries.get(&phrase(name)));
        made.shown.country = named.copied().or(country).map(str::to_string);
        shape.name_as_ours(&mut made.shown, data);
        Some(made)
    });
    let made: Vec<Incident> = made.collect();
    let unread = rows.len() - made.len();
    (made, unread)
}

fn names_of_countries(data: &Data) -> BTreeMap<String, &str> {
    let names =
        |c: &crate::data::Country| c.names_en().into_iter().chain([c.iso.as_str()]).map(phrase).collect::<Vec<_>>();
    data.places.countries.iter().flat_map(|c| names(c).into_iter().map(|n| (n, c.iso.as_str()))).collect()
}

impl Shape {
    fn cell<'a>(&self, row: &'a Row, column: &str) -> Option<&'a str> {
        row.get(column).map(|cell| unguarded(cell.trim())).filter(|cell| !cell.is_empty())
    }

    fn incident(&self, row: &Row) -> Option<Incident> {
        let shown = self.event(row)?;
        let number = |column: &str| self.cell(row, column).and_then(|n| n.parse::<f64>().ok());
        let point = number(&self.latitude).zip(number(&self.longitude));
        let id = format!("{}{}", self.prefix, self.cell(row, &self.id)?);
        let support = Support { doc: id.clone(), event: "e1".into(), ..Support::default() };
        let fields = self.tolls(row, &shown, &support);
        let figures = fields.values().filter_map(|claims| claims.first()?.figure.clone()).collect();
        let events = vec![(id.clone(), "e1".into())];
        Some(Incident { id, events, fields, point, shown: Event { figures, ..shown }, ..Incident::default() })
    }

    fn event(&self, row: &Row) -> Option<Event> {
        let day = |column: &str| self.cell(row, column)?.get(..10)?.parse::<Day>().ok();
        let from = day(&self.from)?;
        let cells: Vec<&str> = self.kind.iter().filter_map(|c| self.cell(row, c)).collect();
        let [event_type, sub_type] = self.kind_of(&cells)?;
        Some(Event {
            id: "e1".into(),
            event_type,
            sub_type,
            date_from: Some(from),
            date_to: Some(day(&self.to).filter(|to| *to >= from).unwrap_or(from)),
            date_precision: self.day.read(self.cell(row, &self.day.column)),
            place: self.cell(row, &self.place).map(str::to_string),
            admin1: self.cell(row, &self.region).map(str::to_string),
            place_precision: self.spot.read(self.cell(row, &self.spot.column)),
            initiators: self.parties(row, &self.initiators, 0),
            targets: self.parties(row, &self.targets, 1),
            status: self.word(row, &self.status).unwrap_or_default(),
            stance: self.word(row, &self.stance).unwrap_or_default(),
            ..Event::default()
        })
    }

    /// A word of the codebook in a column, if the shape has it.
    fn word<T: serde::de::DeserializeOwned>(&self, row: &Row, column: &Option<String>) -> Option<T> {
        serde_json::from_value(self.cell(row, column.as_deref()?)?.into()).ok()
    }

    fn kind_of(&self, cells: &[&str]) -> Option<[String; 2]> {
        let written = self.kinds.get(*cells.last()?).cloned();
        written.or_else(|| <[&str; 2]>::try_from(cells).ok().map(|pair| pair.map(str::to_string)))
    }

    /// Names with the classes that a column of their side tells, else their own beginning; the first is for those
    /// of whom neither tells one.
    fn parties(&self, row: &Row, columns: &[String], side: usize) -> Vec<Actor> {
        let told = self.class_columns.get(side).and_then(|c| self.cell(row, c)).unwrap_or("");
        let told: Vec<Class> = told.split(';').filter_map(|word| self.class_word(word.trim())).collect();
        let names = columns.iter().filter_map(|c| self.cell(row, c)).flat_map(|names| names.split(';'));
        let names = names.map(|n| unguarded(n.trim())).filter(|n| !n.is_empty()).enumerate();
        let begins = |name: &str| self.classes.iter().find(|(beginning, _)| name.starts_with(beginning.as_str()));
        let class = |n: usize, name: &str| {
            let own = told.get(n).or(begins(name).map(|(_, class)| class)).or(told.first());
            own.copied().unwrap_or(Class::RebelGroup)
        };
        names.map(|(n, name)| Actor { name: name.into(), class: class(n, name) }).collect()
    }

    /// The class of a word: the codebook's, or the shape's own.
    fn class_word(&self, word: &str) -> Option<Class> {
        let own = || serde_json::from_value(word.into()).ok();
        self.class_words.get(word).copied().or_else(own)
    }

    /// Actors that every country has go by their names in the codebook.
    fn name_as_ours(&self, event: &mut Event, data: &Data) {
        let Some(form) = Form::of(&self.prefix) else { return };
        for actor in event.initiators.iter_mut().chain(&mut event.targets) {
            if let Some(name) = data.codebook.read(&actor.name, form, &data.actors, &data.places) {
                actor.name = name;
            }
        }
        // An area of ours is never without a region; what is vaguer is the country.
        let vague = event.admin1.is_none() && event.place_precision == PlacePrecision::Admin1;
        event.place_precision = if vague { PlacePrecision::Country } else { event.place_precision };
    }

    /// The dead as claims: civilians apart where their number is known, the best figure first.
    fn tolls(&self, row: &Row, event: &Event, support: &Support) -> BTreeMap<String, Vec<Claim>> {
        let number = |column: &str| self.cell(row, column).and_then(|n| n.parse::<f64>().ok()).map_or(0, |n| n as u64);
        let all = [number(&self.best), number(&self.low), number(&self.high)];
        let marked = self.civilian_targets.as_ref().is_some_and(|c| self.cell(row, c).is_some());
        let hit = marked || event.targets.iter().any(|a| a.class == Class::Civilians);
        let civilians = match &self.civilians {
            Some(column) => number(column).min(all[0]),
            None if hit => all[0],
            None => 0,
        };
        let rest = all.map(|n| n.saturating_sub(civilians));
        let sides = [(Class::Civilians, [civilians; 3]), (Class::StateForces, rest)];
        let told = sides.into_iter().filter(|(_, n)| n[2] > 0);
        told.map(|(of, n)| (format!("figures/killed/{}", word(of)), claims(of, n, support))).collect()
    }
}

/// Text that was kept from being run as a formula, as it was.
fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
}

fn word(class: Class) -> String {
    serde_json::to_value(class).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

/// The best figure as the shown claim, and the bounds as a second one where they differ.
fn claims(of: Class, [best, low, high]: [u64; 3], support: &Support) -> Vec<Claim> {
    let claim = |low: u64, high: u64| Claim {
        value: if low == high { low.to_string() } else { format!("{low}-{high}") },
        figure: Some(Figure {
            measure: Measure::Killed,
            of,
            low: Some(low),
            high: Some(high),
            approximate: false,
            said_by: None,
        }),
        support: vec![support.clone()],
        origins: 1,
        ..Claim::default()
    };
    let bounds = (low, high) != (best, best);
    std::iter::once(claim(best, best)).chain(bounds.then(|| claim(low, high))).collect()
}

impl Days {
    fn read(&self, code: Option<&str>) -> Precision {
        let is = |codes: &[String]| code.is_some_and(|c| codes.iter().any(|k| k == c));
        match () {
            () if is(&self.week) => Precision::Week,
            () if is(&self.month) => Precision::Month,
            () if is(&self.year) => Precision::Year,
            () => Precision::Day,
        }
    }
}

impl Spots {
    fn read(&self, code: Option<&str>) -> PlacePrecision {
        let is = |codes: &[String]| code.is_some_and(|c| codes.iter().any(|k| k == c));
        match () {
            () if is(&self.settlement) => PlacePrecision::Settlement,
            () if is(&self.area) => PlacePrecision::Area,
            () if is(&self.admin1) => PlacePrecision::Admin1,
            () => PlacePrecision::Country,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::toll::{self, Range};

    #[test]
    fn every_shape_reads_its_example_with_country_days_and_toll() {
        let data = Data::bundled();
        let read = |shape: &Shape| {
            let (made, unread) = incidents(std::slice::from_ref(&shape.example), None, data);
            assert_eq!((made.len(), unread), (1, 0));
            made.into_iter().next().unwrap()
        };
        let shown: Vec<_> = data
            .verdicts
            .shapes
            .iter()
            .map(read)
            .map(|i| {
                (
                    i.id.clone(),
                    i.shown.country.clone().unwrap(),
                    toll::killed(&i),
                    toll::killed_of(&i, Class::Civilians).best,
                )
            })
            .collect();
        let range = |low, best, high| Range { low, best, high };
        let expected = [
            ("acled:MLI1", "MLI", range(3, 3, 3), 3),
            ("ucdp:7", "CAF", range(12, 12, 20), 12),
            ("vigie:i1", "MLI", range(3, 3, 5), 3),
        ];
        assert_eq!(
            shown,
            expected.map(|(id, iso, killed, civilians)| (id.to_string(), iso.to_string(), killed, civilians))
        );
    }

    #[test]
    fn bounds_of_fighters_are_kept_beside_the_best_figure() {
        let shape = Data::bundled().verdicts.shapes.iter().find(|s| s.name == "UCDP GED").unwrap();
        let row = |cells: &[(&str, &str)]| {
            let mut row = shape.example.clone();
            cells.iter().for_each(|(k, v)| drop(row.insert(k.to_string(), v.to_string())));
            row
        };
        let rows = [row(&[("deaths_civilians", "2"), ("high", "20")]), row(&[("date_start", "unknown")])];
        let (made, unread) = incidents(&rows, None, Data::bundled());
        assert_eq!(unread, 1);
        assert_eq!(toll::killed(&made[0]), Range { low: 10, best: 12, high: 20 });
        assert_eq!(made[0].shown.date_precision, Precision::Week);
    }

    #[test]
    fn a_table_of_another_shape_is_told_as_unread() {
        let row = Row::from([("a".to_string(), "b".to_string())]);
        assert_eq!(incidents(&[row], None, Data::bundled()).1, 1);
    }
}
