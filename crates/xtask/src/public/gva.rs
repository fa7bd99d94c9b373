//! Reports of shootings: which of them tell of one incident, and its dead, wounded, day and town.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vigie_engine::data::Data;
use vigie_engine::model::{Class, Document, Event, Figure, Incident, Measure, PlacePrecision, Precision, Record};
use vigie_engine::{code, read, resolve};

/// What the bench takes for granted of a report of a shooting.
#[derive(serde::Deserialize)]
pub struct Words {
    death: BTreeSet<String>,
    wound: BTreeSet<String>,
    after: BTreeSet<String>,
    lead: usize,
    headline: usize,
    most: u64,
}

impl Words {
    /// Reads `words.toml` of a folder.
    pub fn load(folder: &Path) -> Result<Self, String> {
        let path = folder.join("words.toml");
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
    }
}

/// The answers to all rows, in the form that the bench's scorer reads.
pub fn answers(rows: &[Value], words: &Words, data: &Data) -> Vec<Value> {
    let read: Vec<(Document, Record)> = rows.iter().filter_map(|row| folded(row, words, data)).collect();
    let (documents, records): (Vec<Document>, Vec<Record>) = read.into_iter().unzip();
    let resolution = resolve::resolve(&documents, &records, data);
    let held = resolution.incidents.iter().flat_map(|i| i.events.iter().map(move |(doc, _)| (doc.as_str(), i)));
    let held: BTreeMap<&str, &Incident> = held.collect();
    let told: BTreeMap<&str, &Event> =
        records.iter().filter_map(|r| Some((r.doc.as_str(), r.events.first()?))).collect();
    let of = |row: &Value| {
        let id = row["doc_id"].as_str().unwrap_or("");
        answer(row, told.get(id).copied(), held.get(id).copied(), words)
    };
    rows.iter().map(of).collect()
}

/// A report and the one event that all its events are.
fn folded(row: &Value, words: &Words, data: &Data) -> Option<(Document, Record)> {
    let stories = read::read(read::Page { given: page(row) }, data).0;
    let told: Vec<Event> = stories.iter().flat_map(|d| code::code(d, data).0.events).collect();
    let document = stories.into_iter().next()?;
    let record = Record { doc: document.id.clone(), events: vec![fold(told, words)], ..Record::default() };
    Some((document, record))
}

/// The report with its headline as the first line, as a page has it.
fn page(row: &Value) -> Document {
    let text = |key: &str| row[key].as_str().unwrap_or("").to_string();
    let title = text("title");
    let stop = if title.ends_with(['.', '!', '?']) { "" } else { "." };
    Document {
        id: text("doc_id"),
        text: format!("{title}{stop}\n\n{}", text("text")),
        title: Some(title),
        url: row["url"].as_str().map(String::from),
        published: row["dct"].as_str().map(String::from),
        language: Some("en".into()),
        ..Document::default()
    }
}

/// The first day, town and numbers that are told of the shooting.
fn fold(told: Vec<Event>, words: &Words) -> Event {
    let own: Vec<&Event> = told.iter().filter(|e| !words.after.contains(&e.sub_type)).collect();
    let mut event = Event {
        id: "e1".into(),
        event_type: "Violence against civilians".into(),
        sub_type: "Attack".into(),
        country: Some("USA".into()),
        place_precision: PlacePrecision::Country,
        date_precision: Precision::Unknown,
        ..Event::default()
    };
    if let Some(day) = own.iter().find(|e| e.date_from.is_some() && e.date_precision == Precision::Day) {
        (event.date_from, event.date_to, event.date_precision) = (day.date_from, day.date_to, day.date_precision);
    }
    let town =
        |e: &&&Event| e.place_precision <= PlacePrecision::Area && e.country.as_deref().is_none_or(|c| c == "USA");
    if let Some(spot) = own.iter().find(town) {
        event.place.clone_from(&spot.place);
        event.admin1.clone_from(&spot.admin1);
        event.place_precision = spot.place_precision;
    }
    for measure in [Measure::Killed, Measure::Injured] {
        let exact = |f: &&Figure| f.measure == measure && f.low == f.high && f.low.is_some_and(|n| n < words.most);
        let first = own.iter().flat_map(|e| &e.figures).find(exact);
        event.figures.extend(first.map(|f| Figure { of: Class::Civilians, ..f.clone() }));
    }
    event
}

/// What a report says of its shooting, under the id of the incident it is part of.
fn answer(row: &Value, event: Option<&Event>, incident: Option<&Incident>, words: &Words) -> Value {
    let (killed, injured) = numbers(row, event, words);
    let place = event.and_then(|e| e.place.clone());
    let shown = incident.map(|i| &i.shown);
    json!({
        "doc_id": row["doc_id"],
        "cluster": incident.map(|i| i.id.clone()),
        "killed": killed,
        "injured": injured,
        "date": event.and_then(|e| e.date_from).or(shown.and_then(|s| s.date_from)),
        "city": place.or(shown.filter(|s| s.place_precision <= PlacePrecision::Area).and_then(|s| s.place.clone())),
        "state": event.and_then(|e| e.admin1.clone()).or(shown.and_then(|s| s.admin1.clone())),
    })
}

/// Dead and wounded: the numbers told, else what the words leave uncounted.
fn numbers(row: &Value, event: Option<&Event>, words: &Words) -> (Option<u64>, Option<u64>) {
    let told = |measure| event?.figures.iter().find(|f| f.measure == measure)?.low;
    let speaks = |list: &BTreeSet<String>, letters| lead(row, letters).iter().any(|w| list.contains(w)).then_some(1);
    let killed = told(Measure::Killed).or_else(|| speaks(&words.death, words.lead));
    let dead = killed.is_some_and(|n| n > 0);
    let injured = match told(Measure::Injured) {
        Some(1) if dead => speaks(&words.wound, words.lead),
        None if dead => speaks(&words.wound, words.headline),
        None => Some(1),
        some => some,
    };
    (killed, injured)
}

/// The words of headline and lead.
fn lead(row: &Value, letters: usize) -> Vec<String> {
    let text = format!("{} {}", row["title"].as_str().unwrap_or(""), row["text"].as_str().unwrap_or(""));
    let start: String = text.chars().take(letters).collect();
    start.split(|c: char| !c.is_alphanumeric() && c != '-').map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, title: &str, text: &str) -> Value {
        json!({"doc_id": id, "title": title, "text": text, "dct": "2025-06-07", "url": format!("https://{id}.example.org/1")})
    }

    #[test]
    fn two_reports_of_one_shooting_are_one_and_keep_their_numbers() {
        let rows = [
            row("a", "Two hurt in shooting", "Two men were wounded in a shooting in Houston on Friday, police said."),
            row("b", "Police look for gunman", "Gunmen opened fire on a crowd in Houston on Friday."),
            row("c", "One dead", "A man was shot and killed in Chicago on Monday."),
        ];
        let words = Words::load(&crate::root().join("tests/bench/gva")).expect("words");
        let found = answers(&rows, &words, Data::bundled());
        assert_eq!(found[0]["cluster"], found[1]["cluster"]);
        assert_ne!(found[0]["cluster"], found[2]["cluster"]);
        assert_eq!([&found[0]["injured"], &found[1]["injured"], &found[2]["killed"]], [2, 1, 1]);
        assert_eq!(found[2]["injured"], Value::Null);
        assert_eq!(found[2]["city"], "Chicago");
    }
}
