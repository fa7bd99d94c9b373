//! The lexicon of a language: what its words are, from `data/lang/<xx>`.

use super::mark::Mark;
use super::words::{Dates, IndicatorWords, Numbers};
use super::{DataError, File, Files, check::nearest, forms, phrase::Book};
use crate::model::{Class, Lang, Measure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use vigie_syntax::words::Exceptions;

/// All words of one language that the coder knows.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// How the language is written: abbreviations and clitics.
    pub writing: Exceptions,
    /// Function words and marks, by what they do.
    pub marks: Book<Mark>,
    /// Verbs and nouns of acts.
    pub triggers: Book<Act>,
    /// Verbs, nouns and adjectives of tolls.
    pub tolls: Book<Toll>,
    /// Words that set an act's theme: "election", "ambassador".
    pub topics: Book<String>,
    /// Topics of which words of violence tell nothing, and what it takes for them to tell something.
    pub quiet: BTreeMap<String, Vec<Lift>>,
    /// Things that a toll may count, by kind: "lorry" is among the vehicles.
    pub goods: Book<String>,
    /// Common nouns for people and their things.
    pub agents: Vec<Agent>,
    /// Words of indicators.
    pub indicators: Vec<IndicatorWords>,
    /// Numbers.
    pub numbers: Numbers,
    /// Dates.
    pub dates: Dates,
    /// How nouns and names are written.
    pub nouns: Nouns,
    agent_book: Book<usize>,
}

/// What makes words of violence mean what they say beside a flood, a match or a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lift {
    /// Armed men, or a side in a fight, did it.
    Armed,
    /// Men of an armed group did it.
    Group,
    /// It is told how many were killed or hurt.
    Harmed,
    /// It has a day or a year.
    Dated,
    /// It has a place below a region.
    Placed,
    /// It is a march: people march for a mine that fell in, too.
    Marched,
    /// Journalists, a party or a civic body suffered it: what they are charged with makes no crime story of it.
    Civic,
}

/// A verb or noun of an act, in one of its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The group that frames ask for.
    pub group: String,
    /// The form.
    pub form: Form,
}

/// Forms of a verb, or a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Form {
    Finite,
    Participle,
    /// English "attacked": past or participle.
    PastOrParticiple,
    Base,
    Gerund,
    Future,
    Conditional,
    /// A phrase whose subject is the one hit: "came under attack".
    Undergone,
    Noun,
}

/// A word of a toll, in one of its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toll {
    /// What it counts.
    pub measure: Measure,
    /// The form; `Noun` also for adjectives ("dead").
    pub form: Form,
    /// Whether the verb's subject is the victim ("died", "ont péri").
    pub subject: bool,
    /// The kind of things it counts, where it does not count people.
    pub goods: Option<String>,
    /// A word for the toll itself, told before its number: "the toll rose to 12".
    pub total: bool,
    /// It counts only those a noun names as people: "lost 17 men", not "lost two posts".
    pub people: bool,
}

/// A common noun for people or what is theirs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// All forms.
    pub words: Vec<String>,
    /// Class of those meant.
    pub class: Class,
    /// Canonical name, unless an institution gives it.
    #[serde(default)]
    pub name: Option<String>,
    /// Other names by country (ISO 3166 alpha-3), "*" for all others: "separatists".
    #[serde(default)]
    pub names_in: BTreeMap<String, String>,
    /// Key of the institution it belongs to.
    #[serde(default)]
    pub institution: Option<String>,
    /// A thing or place of theirs, not people: it can be hit, and does not act.
    #[serde(default)]
    pub thing: bool,
    /// How it is named as a source.
    #[serde(default)]
    pub source: Option<String>,
    /// Only a source, never a side.
    #[serde(default)]
    pub only_source: bool,
    /// Weak words ("people", "forces") give way to any other actor.
    #[serde(default)]
    pub weak: bool,
    /// "people", "vehicles": who or whose they are, the rest of the text says.
    #[serde(default)]
    pub anybody: bool,
    /// Peacekeepers of the United Nations: those of the mission in the country of the event.
    #[serde(default)]
    pub peacekeepers: bool,
    /// Sentences with a word in brackets.
    pub example: Vec<String>,
}

impl Agent {
    /// "men", "people": of no trade, side or voice.
    pub fn is_anyone(&self) -> bool {
        self.weak && !self.thing && self.source.is_none() && self.class == Class::Civilians
    }
}

/// How nouns and names are written, and the words that tell what a name that no table knows is of.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Nouns {
    /// How nouns of several end, in a language where a bare noun may stand before another ("militant attacks").
    pub plural: Vec<String>,
    /// How infinitives end, in a language that tells them by their end.
    pub infinitives: Vec<String>,
    /// How verbs end that tell what would be, and words that stand before such verbs.
    pub conditionals: Vec<String>,
    pub would: Vec<String>,
    /// Words that call a name an armed group's.
    pub armed_bodies: Vec<String>,
    /// Those that call it another body's: "rights", "observatory", "union".
    pub bodies: Vec<String>,
    /// "ministry", "council": of a state, which another table names.
    pub other_bodies: Vec<String>,
    /// What joins the words of a name: "of the", "for".
    pub body_joints: Vec<String>,
    /// Whether a name's nouns after the first may have small letters: "Front de libération du Sool".
    pub small_letters: bool,
    /// What stands before a hyphen and whom people are for or against: "pro", "anti".
    pub leanings: Vec<String>,
    /// What stands before a hyphen and says when: "post", "pre".
    pub times: Vec<String>,
    /// Nouns for the fighters of a people, after its name: "youths", "tribe".
    pub kin: Vec<String>,
    /// What they are called: "{name} militia".
    pub kin_name: String,
}

#[derive(Default, Deserialize)]
struct GrammarFile {
    marks: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    nouns: Nouns,
    verbs: forms::Conjugation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TriggerEntry {
    group: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    undergone: Vec<String>,
    example: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TollEntry {
    measure: Measure,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    subject_verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    totals: Vec<String>,
    #[serde(default)]
    people: bool,
    #[serde(default)]
    goods: Option<String>,
    example: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoodsEntry {
    kind: String,
    words: Vec<String>,
    example: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicEntry {
    topic: String,
    words: Vec<String>,
    #[serde(default)]
    quiet_unless: Vec<Lift>,
    example: Vec<String>,
}

/// An entry that shows in a sentence what it means.
trait Shown {
    fn examples(&self) -> &[String];
}

macro_rules! shown {
    ($($entry:ty),*) => {
        $(impl Shown for $entry {
            fn examples(&self) -> &[String] {
                &self.example
            }
        })*
    };
}
shown!(TriggerEntry, TollEntry, TopicEntry, GoodsEntry, Agent, IndicatorWords);

/// The entries of one kind of a language's file. One without an example that names its words is refused.
fn entries<T: DeserializeOwned + Shown>(
    files: &Files,
    path: &str,
    kinds: &[&str],
    kind: &str,
    errors: &mut Vec<DataError>,
) -> Vec<T> {
    let Some(file) = files.need(path, errors) else { return Vec::new() };
    file.only(kinds, errors);
    let mut out = Vec::new();
    for (line, entry) in file.entries::<T>(kind, errors) {
        if !entry.examples().iter().any(|e| bracketed(e).is_some()) {
            let hint = "add a sentence with the words in square brackets";
            errors.push(DataError::new(path, file.line_with("example", line), "an example", "none", hint));
        }
        out.push(entry);
    }
    out
}

/// How a language is written; what is wrong with the file goes to `errors`.
fn writing(lang: Lang, files: &Files, errors: &mut Vec<DataError>) -> Exceptions {
    let path = format!("lang/{}/tokens.txt", lang.code());
    let Some(file) = files.need(&path, errors) else { return Exceptions::default() };
    Exceptions::read(&file.text).unwrap_or_else(|wrong| {
        let found = file.text.lines().nth(wrong.line - 1).unwrap_or("");
        errors.push(DataError::new(&path, wrong.line, "a heading or an entry", found, &wrong.what));
        Exceptions::default()
    })
}

impl Lexicon {
    /// Loads a language's folder.
    pub fn load(lang: Lang, files: &Files, errors: &mut Vec<DataError>) -> Self {
        let path = |name: &str| format!("lang/{}/{name}.toml", lang.code());
        let grammar: GrammarFile = files.toml(&path("grammar"), errors);
        let mut lexicon = Lexicon {
            writing: writing(lang, files, errors),
            agents: entries(files, &path("agents"), &["agent"], "agent", errors),
            indicators: entries(files, &path("indicators"), &["indicator"], "indicator", errors),
            numbers: files.toml(&path("numbers"), errors),
            dates: files.toml(&path("dates"), errors),
            nouns: grammar.nouns.clone(),
            ..Self::default()
        };
        lexicon.numbers.find_starts();
        lexicon.add_marks(&grammar, files.get(&path("grammar")), errors);
        lexicon.add_words(files, &path("triggers"), &grammar.verbs, errors);
        for (i, agent) in lexicon.agents.iter().enumerate() {
            agent.words.iter().for_each(|w| lexicon.agent_book.add(w, i));
        }
        lexicon
    }

    /// The agents that a phrase may mean.
    pub fn agent_book(&self) -> &Book<usize> {
        &self.agent_book
    }

    fn add_marks(&mut self, grammar: &GrammarFile, file: Option<&File>, errors: &mut Vec<DataError>) {
        let Some(file) = file else { return };
        for (name, words) in &grammar.marks {
            let mark: Result<Mark, serde::de::value::Error> =
                Mark::deserialize(serde::de::value::StrDeserializer::new(name));
            match mark {
                Ok(mark) => self.add_mark(mark, words, &grammar.verbs),
                Err(e) => {
                    let line = file.line_with(&format!("{name} ="), file.line_with("[marks]", 1));
                    let expected = "a mark that the coder knows";
                    let told = e.to_string();
                    let known = told.split('`').skip(1).step_by(2).filter(|k| k != name).collect();
                    errors.push(DataError::new(&file.path, line, expected, name, &nearest(name, &known)));
                }
            }
        }
    }

    /// Verbs among the marks (`verb:say`) are listed by their base form and added in all forms.
    fn add_mark(&mut self, mark: Mark, words: &[String], verbs: &forms::Conjugation) {
        for word in words {
            match word.strip_prefix("verb:") {
                Some(base) => verbs.forms(base).iter().for_each(|(form, _)| self.marks.add(form, mark)),
                None => self.marks.add(word, mark),
            }
        }
    }

    fn add_words(&mut self, files: &Files, path: &str, verbs: &forms::Conjugation, errors: &mut Vec<DataError>) {
        const KINDS: [&str; 4] = ["trigger", "toll", "topic", "goods"];
        let triggers = entries(files, path, &KINDS, "trigger", errors);
        triggers.iter().for_each(|entry| self.add_trigger(entry, verbs));
        entries(files, path, &KINDS, "toll", errors).iter().for_each(|entry| self.add_toll(entry, verbs));
        for entry in entries::<TopicEntry>(files, path, &KINDS, "topic", errors) {
            entry.words.iter().for_each(|w| self.topics.add(w, entry.topic.clone()));
            if !entry.quiet_unless.is_empty() {
                self.quiet.insert(entry.topic, entry.quiet_unless);
            }
        }
        for entry in entries::<GoodsEntry>(files, path, &KINDS, "goods", errors) {
            entry.words.iter().for_each(|w| self.goods.add(w, entry.kind.clone()));
        }
    }

    fn add_trigger(&mut self, entry: &TriggerEntry, verbs: &forms::Conjugation) {
        let act = |form| Act { group: entry.group.clone(), form };
        for (word, form) in entry.verbs.iter().flat_map(|v| verbs.forms(v)) {
            self.triggers.add(&word, act(form));
        }
        entry.nouns.iter().for_each(|n| self.triggers.add(n, act(Form::Noun)));
        entry.phrases.iter().for_each(|p| self.triggers.add(p, act(Form::Finite)));
        entry.undergone.iter().for_each(|p| self.triggers.add(p, act(Form::Undergone)));
    }

    fn add_toll(&mut self, entry: &TollEntry, verbs: &forms::Conjugation) {
        let (measure, people) = (entry.measure, entry.people);
        let toll = |form, subject| Toll { measure, form, subject, goods: entry.goods.clone(), total: false, people };
        for (word, form) in entry.verbs.iter().flat_map(|v| verbs.forms(v)) {
            self.tolls.add(&word, toll(form, false));
        }
        for (word, form) in entry.subject_verbs.iter().flat_map(|v| verbs.forms(v)) {
            self.tolls.add(&word, toll(form, true));
        }
        entry.nouns.iter().for_each(|n| self.tolls.add(n, toll(Form::Noun, false)));
        let total = Toll { total: true, ..toll(Form::Noun, false) };
        entry.totals.iter().for_each(|n| self.tolls.add(n, total.clone()));
    }
}

/// The words in the first pair of square brackets, with the sentence freed of them.
pub fn bracketed(example: &str) -> Option<(String, std::ops::Range<usize>)> {
    let open = example.find('[')?;
    let close = open + example[open..].find(']')?;
    let plain: String = example.chars().filter(|c| !matches!(c, '[' | ']')).collect();
    Some((plain, open..close - 1))
}
