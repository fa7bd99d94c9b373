//! Records as the templates of MUC-4: incidents of terror with perpetrators, targets, weapons and tolls, in
//! the words of the report.

use super::phrases::Phrases;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use vigie_engine::data::{Data, File, Files};
use vigie_engine::model::{Class, Document, Event, Figure, Measure, Span};
use vigie_engine::{code, read};

/// Reads documents of the bench, with the actors and places of its region beside the bundled ones.
pub struct Coder {
    data: Data,
    words: Words,
}

/// Lemmas by the slot that they fill, and the kind of incident that a sub-type is.
#[derive(serde::Deserialize)]
struct Words {
    weapons: BTreeSet<String>,
    things: BTreeSet<String>,
    people: BTreeSet<String>,
    /// Agents who are persons, not organisations.
    agents: BTreeSet<String>,
    /// Lemmas that make an attack on goods an arson.
    fire: BTreeSet<String>,
    kinds: std::collections::BTreeMap<String, String>,
}

impl Coder {
    /// `folder` holds `actors.toml`, `places.tsv` and `words.toml`.
    pub fn load(folder: &Path) -> Result<Self, String> {
        let text = |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|e| format!("{name}: {e}"));
        let mut files: Vec<File> = Files::bundled().all().cloned().collect();
        files.push(File { path: "actors/muc4.toml".into(), text: text("actors.toml")? });
        files.push(File { path: "places/user/muc4.tsv".into(), text: text("places.tsv")? });
        let data =
            Data::load(&Files::new(files)).map_err(|e| e.iter().map(|e| format!("{e}\n")).collect::<String>())?;
        let words = toml::from_str(&text("words.toml")?).map_err(|e| format!("words.toml: {e}"))?;
        Ok(Self { data, words })
    }

    /// The answer to a row of the bench, in the form its scorer reads.
    pub fn answer(&self, row: &Value) -> Value {
        let text = |key: &str| row[key].as_str().unwrap_or("").to_string();
        let published = row["doc_date"].as_str().map(String::from);
        let given = Document { id: text("doc_id"), text: text("text"), published, ..Document::default() };
        let (documents, _) = read::read(read::Page { given }, &self.data);
        let told = documents.iter().flat_map(|d| self.templates(d));
        json!({"doc_id": row["doc_id"], "templates": told.collect::<Vec<_>>()})
    }

    fn templates(&self, document: &Document) -> Vec<Value> {
        let phrases = Phrases::of(&document.text);
        let record = code::code(document, &self.data).0;
        record.events.iter().filter_map(|e| self.template(e, &phrases)).collect()
    }

    fn template(&self, event: &Event, phrases: &Phrases<'_>) -> Option<Value> {
        if Self::is_war(event) {
            return None;
        }
        let told = phrases.within(event.evidence.as_ref().map_or(&[], |e| &e.event));
        let fire = told.iter().any(|p| self.words.fire.contains(&p.lemma));
        let kind = match self.words.kinds.get(&event.sub_type)?.as_str() {
            "arson" if !fire => "attack",
            kind => kind,
        };
        let weapons = told.iter().filter(|p| self.words.weapons.contains(&p.lemma)).map(|p| p.text.clone());
        let (people, groups) = self.perpetrators(event, phrases);
        let (things, victims) = self.targets(event, phrases);
        let toll = |measure: Measure| event.figures.iter().filter(|f| f.measure == measure).filter_map(low).max();
        let country = event.country.as_deref().and_then(|iso| self.data.places.country(iso)).map(|c| c.name.clone());
        Some(json!({
            "type": kind,
            "date": event.date_from.map(|from| json!({"start": from, "end": event.date_to})),
            "country": country,
            "places": event.place.iter().collect::<Vec<_>>(),
            "perp_ind": people,
            "perp_org": groups,
            "phys_tgt": things,
            "hum_tgt": victims,
            "weapon": weapons.collect::<BTreeSet<_>>(),
            "killed": toll(Measure::Killed),
            "injured": toll(Measure::Injured),
        }))
    }

    /// What an army does to armed groups is war, which the bench leaves out.
    fn is_war(event: &Event) -> bool {
        event.sub_type == "Armed clash" && event.initiators.iter().any(|a| a.class == Class::StateForces)
    }

    /// Those who did it: persons, and the organisation they are of.
    fn perpetrators(&self, event: &Event, phrases: &Phrases<'_>) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut people, mut groups) = (BTreeSet::new(), BTreeSet::new());
        for phrase in phrases.at(spans(event, "initiators/")) {
            let set = if self.words.agents.contains(&phrase.lemma) { &mut people } else { &mut groups };
            set.insert(phrase.text.clone());
        }
        (people, groups)
    }

    /// What and who was hit: the words of the targets, and whatever the acts of the event bear on.
    fn targets(&self, event: &Event, phrases: &Phrases<'_>) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut things, mut people) = (BTreeSet::new(), BTreeSet::new());
        let named = phrases.at(spans(event, "targets/").chain(spans(event, "figures/")));
        for phrase in named.into_iter().chain(phrases.suffering(spans(event, "sub_type"))) {
            if self.words.things.contains(&phrase.lemma) {
                things.insert(phrase.text.clone());
            } else if self.words.people.contains(&phrase.lemma) {
                people.insert(phrase.text.clone());
            }
        }
        (things, people)
    }
}

/// The words behind all fields whose name begins so.
fn spans<'e>(event: &'e Event, field: &'e str) -> impl Iterator<Item = Span> + 'e {
    let fields = event.evidence.iter().flat_map(|e| &e.fields);
    fields.filter(move |(name, _)| name.starts_with(field)).flat_map(|(_, spans)| spans.clone())
}

fn low(figure: &Figure) -> Option<u64> {
    figure.low
}
