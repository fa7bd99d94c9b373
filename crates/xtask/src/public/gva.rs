//! Reports of shootings: which of them tell of one incident, and its dead, wounded, day and town.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vigie_engine::data::Data;
use vigie_engine::model::{Document, Event, Figure, Incident, Measure, PlacePrecision, Record};
use vigie_engine::{code, read, resolve};

/// Words for what a headline leaves uncounted.
#[derive(serde::Deserialize)]
pub struct Words {
    death: BTreeSet<String>,
    wound: BTreeSet<String>,
    after: BTreeSet<String>,
    lead: usize,
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
    let documents: Vec<Document> = rows.iter().flat_map(|row| documents(row, data)).collect();
    let records: Vec<Record> = documents.iter().map(|d| code::code(d, data).0).collect();
    let resolution = resolve::resolve(&documents, &records, data);
    let held: BTreeMap<(&str, &str), &Incident> = resolution
        .incidents
        .iter()
        .flat_map(|i| i.events.iter().map(move |(doc, event)| ((doc.as_str(), event.as_str()), i)))
        .collect();
    let mut told: BTreeMap<&str, Vec<(&Event, &Incident)>> = BTreeMap::new();
    for (record, event) in records.iter().flat_map(|r| r.events.iter().map(move |e| (r, e))) {
        let page = record.doc.split('#').next().unwrap_or("");
        let Some(incident) = held.get(&(record.doc.as_str(), event.id.as_str())) else { continue };
        if !words.after.contains(&event.sub_type) {
            told.entry(page).or_default().push((event, incident));
        }
    }
    let none = Vec::new();
    rows.iter().map(|row| answer(row, told.get(row["doc_id"].as_str().unwrap_or("")).unwrap_or(&none), words)).collect()
}

/// The report with its headline as the first line, as a page has it.
fn documents(row: &Value, data: &Data) -> Vec<Document> {
    let text = |key: &str| row[key].as_str().unwrap_or("").to_string();
    let title = text("title");
    let stop = if title.ends_with(['.', '!', '?']) { "" } else { "." };
    let given = Document {
        id: text("doc_id"),
        text: format!("{title}{stop}\n\n{}", text("text")),
        title: Some(title),
        url: row["url"].as_str().map(String::from),
        published: row["dct"].as_str().map(String::from),
        language: Some("en".into()),
        ..Document::default()
    };
    read::read(read::Page { given }, data).0
}

/// What a report says of its main incident, and what others that tell of it add.
fn answer(row: &Value, told: &[(&Event, &Incident)], words: &Words) -> Value {
    let main = main(told);
    let [mut killed, mut injured] = [Measure::Killed, Measure::Injured].map(|m| number(told, main, m));
    let lead = lead(row, words.lead);
    let speaks = |list: &BTreeSet<String>| lead.iter().any(|w| list.contains(w)).then_some(1);
    killed = killed.or_else(|| speaks(&words.death));
    injured = injured.or_else(|| speaks(&words.wound));
    if killed.is_none() && injured.is_none() {
        injured = Some(1);
    }
    let shown = main.map(|(_, i)| &i.shown);
    let place = shown.filter(|s| s.place_precision <= PlacePrecision::Area).and_then(|s| s.place.clone());
    json!({
        "doc_id": row["doc_id"],
        "cluster": main.map(|(_, i)| i.id.clone()),
        "killed": killed,
        "injured": injured,
        "date": main.and_then(|(e, _)| e.date_from).or(shown.and_then(|s| s.date_from)),
        "city": place,
        "state": shown.and_then(|s| s.admin1.clone()),
    })
}

/// The event of which most reports tell, among the first that the report tells.
fn main<'a>(told: &[(&'a Event, &'a Incident)]) -> Option<(&'a Event, &'a Incident)> {
    let first = told.iter().take(3).enumerate();
    first.max_by_key(|(n, (_, i))| (i.events.len(), std::cmp::Reverse(*n))).map(|(_, t)| *t)
}

/// The first number that the report gives, else the one that its incident shows.
fn number(told: &[(&Event, &Incident)], main: Option<(&Event, &Incident)>, measure: Measure) -> Option<u64> {
    let exact = |f: &&Figure| f.measure == measure && f.low.is_some() && f.low == f.high;
    let own = told.iter().flat_map(|(e, _)| &e.figures).find(exact).and_then(|f| f.low);
    let shown = || main?.1.shown.figures.iter().filter(exact).filter_map(|f| f.low).max();
    own.or_else(shown)
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
    fn two_reports_of_one_shooting_are_one_and_lend_each_other_numbers() {
        let rows = [
            row("a", "Two hurt in shooting", "Two men were wounded in a shooting in Houston on Friday, police said."),
            row("b", "Police look for gunman", "Gunmen opened fire on a crowd in Houston on Friday."),
            row("c", "One dead", "A man was shot and killed in Chicago on Monday."),
        ];
        let words = Words::load(&crate::root().join("tests/bench/gva")).expect("words");
        let found = answers(&rows, &words, Data::bundled());
        assert_eq!(found[0]["cluster"], found[1]["cluster"]);
        assert_ne!(found[0]["cluster"], found[2]["cluster"]);
        assert_eq!([&found[0]["injured"], &found[1]["injured"], &found[2]["killed"]], [2, 2, 1]);
        assert_eq!(found[2]["city"], "Chicago");
    }
}
