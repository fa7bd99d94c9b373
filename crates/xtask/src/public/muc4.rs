//! Records as the templates of MUC-4: incidents of terror with perpetrators, targets, weapons and tolls, in
//! the words of the report.
//!
//! An event of Vigie is what a sentence tells; a template gathers what the whole report tells of an incident. So
//! every other sentence that tells of such an act fills the template of the event that it most likely means.

use super::acts::Acts;
use super::cast::{Cast, Mention, Role};
use super::muc4_words::Words;
use super::phrases::{Phrase, Phrases, Sentence};
use serde_json::{Value, json};
use std::path::Path;
use vigie_engine::data::{Data, File, Files};
use vigie_engine::model::{Class, Document, Event, Figure, Lang, Measure, Span};
use vigie_engine::{code, read};

/// Reads documents of the bench, with the actors and places of its region beside the bundled ones.
pub struct Coder {
    data: Data,
    words: Words,
}

/// An event that is terror, and the kind of incident that it is.
struct Incident<'e> {
    event: &'e Event,
    kind: &'e str,
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
        let words = Words::read(&text("words.toml")?, &text("actors.toml")?).map_err(|e| format!("words.toml: {e}"))?;
        Ok(Self { data, words })
    }

    /// The answer to a row of the bench, in the form its scorer reads.
    pub fn answer(&self, row: &Value) -> Value {
        let text = |key: &str| row[key].as_str().unwrap_or("").to_string();
        let published = row["doc_date"].as_str().map(String::from);
        let given = Document { id: text("doc_id"), text: parted(&text("text")), published, ..Document::default() };
        let (documents, _) = read::read(read::Page { given }, &self.data);
        let told = documents.iter().flat_map(|d| self.templates(d));
        json!({"doc_id": row["doc_id"], "templates": told.collect::<Vec<_>>()})
    }

    /// A template for each event that is terror. One that hits nothing but soldiers and their goods has none; who
    /// is told of it is told of the one before or after it.
    fn templates(&self, document: &Document) -> Vec<Value> {
        let record = code::code(document, &self.data).0;
        let told = without_insertions(&document.text);
        let phrases = Phrases::of(&document.text, &told, &self.data.parsers[&Lang::En].roles);
        let incidents: Vec<Incident> = record.events.iter().filter_map(|e| self.incident(e, &phrases)).collect();
        if incidents.is_empty() {
            return Vec::new();
        }
        let cast = self.cast(&incidents, &phrases);
        let kept: Vec<usize> = (0..incidents.len()).filter(|&n| cast.is_hit(n)).collect();
        let home = |n: usize| kept.iter().rev().find(|&&k| k <= n).or(kept.first()).copied();
        let of = |n: usize| (0..incidents.len()).filter(|&i| home(i) == Some(n)).collect::<Vec<_>>();
        kept.iter().map(|&n| self.template(&incidents[n], n, &of(n), &cast)).collect()
    }

    fn incident<'e>(&'e self, event: &'e Event, phrases: &Phrases<'_>) -> Option<Incident<'e>> {
        let kind = self.words.kinds.get(&event.sub_type)?.as_str();
        let burns = |of: &Sentence| (0..of.tree.words.len()).any(|w| self.words.fire.contains(&of.lemma(w)));
        let fire = phrases.sentences.iter().any(|of| tells(event, of) && burns(of));
        let kind = if kind == "arson" && !fire { "attack" } else { kind };
        (!is_war(event)).then_some(Incident { event, kind })
    }

    /// Whoever takes part, from the evidence of the events and from every sentence that tells of an act.
    fn cast(&self, incidents: &[Incident], phrases: &Phrases<'_>) -> Cast<'_> {
        let mut cast = Cast::new(&self.words);
        for (n, incident) in incidents.iter().enumerate() {
            self.evidence(incident.event, phrases).into_iter().for_each(|m| cast.add(n, m));
        }
        for of in &phrases.sentences {
            for told in (Acts { words: &self.words, phrases, of }).told() {
                let n = meant(incidents, of, told.kind);
                told.mentions.into_iter().for_each(|m| cast.add(n, m));
            }
        }
        cast
    }

    /// What the coder itself tied to an event.
    fn evidence(&self, event: &Event, phrases: &Phrases<'_>) -> Vec<Mention> {
        let doers = phrases.at(spans(event, "initiators/"));
        let hit = phrases.at(spans(event, "targets/").chain(spans(event, "figures/")));
        let suffering = phrases.suffering(spans(event, "sub_type"));
        let mut found: Vec<Mention> = doers.iter().filter_map(|p| self.doer(p)).collect();
        // A name that stands in an insertion is in no phrase: "a front [MRTA]".
        let named =
            spans(event, "initiators/").flat_map(|s| self.words.organisations_in(&phrases.line(s.start..s.end)));
        found.extend(named.map(Mention::organisation));
        found.extend(hit.iter().chain(&suffering).filter_map(|p| self.target(p)));
        let sentences = phrases.sentences.iter().filter(|of| tells(event, of));
        found.extend(sentences.flat_map(|of| Acts { words: &self.words, phrases, of }.weapons()));
        found
    }

    fn doer(&self, phrase: &Phrase) -> Option<Mention> {
        let person = self.words.agents.contains(&phrase.lemma);
        let known = !self.words.organisations_in(&phrase.text).is_empty();
        let role = if person { Role::Person } else { Role::Organisation };
        (person || known).then(|| mention(role, phrase))
    }

    fn target(&self, phrase: &Phrase) -> Option<Mention> {
        let role = if self.words.things.contains(&phrase.lemma) { Role::Thing } else { Role::Victim };
        (role == Role::Thing || self.words.people.contains(&phrase.lemma)).then(|| mention(role, phrase))
    }

    /// `all` are the incidents whose cast it takes in, `n` the one it is of.
    fn template(&self, incident: &Incident, n: usize, all: &[usize], cast: &Cast<'_>) -> Value {
        let event = incident.event;
        let toll = |measure: Measure| event.figures.iter().filter(|f| f.measure == measure).filter_map(low).max();
        let country = event.country.as_deref().and_then(|iso| self.data.places.country(iso)).map(|c| c.name.clone());
        json!({
            "type": incident.kind,
            "date": event.date_from.map(|from| json!({"start": from, "end": event.date_to})),
            "country": country,
            "places": event.place.iter().collect::<Vec<_>>(),
            "perp_ind": cast.names(all, Role::Person),
            "perp_org": cast.names(all, Role::Organisation),
            "phys_tgt": cast.names(all, Role::Thing),
            "hum_tgt": cast.names(all, Role::Victim),
            "weapon": cast.names(all, Role::Weapon),
            "killed": toll(Measure::Killed).or_else(|| cast.killed(n)),
            "injured": toll(Measure::Injured),
        })
    }
}

/// The incident that a sentence with an act of this kind means: one that it tells, else one of the same kind, the
/// last before it or the first after it, else the last before it.
fn meant(incidents: &[Incident], of: &Sentence, kind: &str) -> usize {
    let all: Vec<usize> = (0..incidents.len()).collect();
    let here = |n: &usize| tells(incidents[*n].event, of);
    let before = |n: &usize| incidents[*n].event.span().is_some_and(|s| s.start < of.bytes.start);
    let alike = |n: &usize| incidents[*n].kind == kind;
    let pick = |test: &dyn Fn(&usize) -> bool| all.iter().copied().find(|n| test(n));
    let last = |test: &dyn Fn(&usize) -> bool| all.iter().rev().copied().find(|n| test(n));
    let told = pick(&|n| here(n) && alike(n)).or_else(|| pick(&here));
    let same = told.or_else(|| last(&|n| before(n) && alike(n))).or_else(|| pick(&alike));
    same.or_else(|| last(&before)).unwrap_or(0)
}

/// Whether a sentence is among those that tell an event.
fn tells(event: &Event, of: &Sentence) -> bool {
    let evidence = event.evidence.iter().flat_map(|e| &e.event);
    evidence.into_iter().any(|s| s.start < of.bytes.end && of.bytes.start < s.end)
}

/// What an army does to armed groups is war, which the bench leaves out.
fn is_war(event: &Event) -> bool {
    event.sub_type == "Armed clash" && event.initiators.iter().any(|a| a.class == Class::StateForces)
}

fn mention(role: Role, phrase: &Phrase) -> Mention {
    Mention { role, names: vec![phrase.text.clone()], killed: None }
}

/// The report with its dateline as a sentence of its own, which the wire parts by dashes: the same bytes.
fn parted(text: &str) -> String {
    let head = &text[..text.floor_char_boundary(250)];
    let mut parted = text.replace("[TEXT]", "      ");
    if let Some(at) = head.find("--") {
        parted.replace_range(at..at + 2, ".\n");
    }
    parted
}

/// The same bytes with the dateline and whatever stands in square brackets blanked: no part of a sentence.
fn without_insertions(text: &str) -> String {
    let head = &text[..text.floor_char_boundary(250)];
    let dateline = head.find(".\n").map_or(0, |at| at + 2);
    let (mut depth, mut out) = (0_usize, String::with_capacity(text.len()));
    for (at, c) in text.char_indices() {
        depth += usize::from(c == '[');
        let blank = c != '\n' && (at < dateline || depth > 0);
        depth = depth.saturating_sub(usize::from(c == ']'));
        if blank { out.extend(std::iter::repeat_n(' ', c.len_utf8())) } else { out.push(c) }
    }
    out
}

/// The words behind all fields whose name begins so.
fn spans<'e>(event: &'e Event, field: &'e str) -> impl Iterator<Item = Span> + 'e {
    let fields = event.evidence.iter().flat_map(|e| &e.fields);
    fields.filter(move |(name, _)| name.starts_with(field)).flat_map(|(_, spans)| spans.clone())
}

fn low(figure: &Figure) -> Option<u64> {
    figure.low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(text: &str) -> Value {
        let coder = Coder::load(&crate::root().join("tests/bench/muc4")).expect("the lists");
        coder.answer(&json!({"doc_id": "d", "doc_date": "1990-05-02", "text": text}))["templates"][0].take()
    }

    #[test]
    fn a_later_sentence_fills_the_template() {
        let told = template(
            "LIMA, 2 MAY 90 (EFE) -- [TEXT] A MAYOR WAS KILLED YESTERDAY IN AYACUCHO.\n\nTHE SHINING PATH \
             TERRORISTS WHO MURDERED HIM USED DYNAMITE.",
        );
        assert_eq!((&told["killed"], &told["hum_tgt"]), (&json!(1), &json!([["MAYOR"]])));
        assert_eq!(told["perp_org"], json!([["SHINING PATH"]]));
        assert_eq!(told["weapon"], json!([["DYNAMITE"]]));
    }

    #[test]
    fn insertions_are_no_part_of_a_sentence() {
        let text = parted("LIMA, 2 MAY 90 -- [TEXT] THE MRTA [A MOVEMENT] LEFT.");
        assert_eq!(without_insertions(&text).trim(), "THE MRTA              LEFT.");
        assert_eq!(without_insertions(&text).len(), text.len());
    }
}
