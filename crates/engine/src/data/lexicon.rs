//! The lexicon of a language: what its words are, from `data/lang/<xx>`.

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
    agent_book: Book<usize>,
}

/// What a function word does. One word may do several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Mark {
    Determiner,
    Passive,
    Perfect,
    Negation,
    Irrealis,
    Conditional,
    If,
    Purpose,
    Infinitive,
    Achieved,
    AgentPrep,
    AgainstPrep,
    OfPrep,
    LocativePrep,
    NearPrep,
    FromPrep,
    WithPrep,
    OtherPrep,
    And,
    Clause,
    Alleged,
    Generic,
    Trend,
    Fiction,
    Foiled,
    Report,
    According,
    Claim,
    Deny,
    PlaceNoun,
    RegionNoun,
    Before,
    Anaphor,
    Plural,
    Compass,
    PlaceAnaphor,
    Part,
    Scene,
    Relative,
    UnitNoun,
    AreaNoun,
    Tell,
    Pronoun,
    Linked,
    Reflexive,
    Support,
    Background,
    Title,
    /// "Own side:" heads the losses of those who report.
    OwnSide,
    /// "Enemy side:" heads the losses of those they fought.
    EnemySide,
    /// Names a text as the word of who issues it.
    Communique,
    RoadNoun,
    DistanceNoun,
    ScenePrep,
    /// Leads to where somebody goes.
    ToPrep,
    /// "The capital", of whichever country is meant.
    CapitalNoun,
    /// Begins with a capital and is no place ("Operation", "Parliament").
    NoPlace,
    Possessive,
    /// "compared with": the date after it is not that of the number.
    Compared,
    /// "as of": the date after it is that of all numbers of the report.
    AsOf,
    /// "in memory of": what is named after it happened long ago.
    Remembered,
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
    /// Sentences with a word in brackets.
    pub example: Vec<String>,
}

<<<<<<< HEAD
/// Words for one humanitarian or conflict total.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorWords {
    /// Name from the codebook.
    pub indicator: String,
    /// `people`, `percent`, ...
    pub unit: String,
    /// Any of these near the number.
    pub words: Vec<String>,
    /// Smallest number that can be meant.
    #[serde(default)]
    pub least: u64,
    /// Who is counted, when the text does not say.
    pub of: String,
    /// Sentences with the number in brackets.
    pub example: Vec<String>,
}

/// Numbers in words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// Words with a value: "twelve" = 12.
    pub values: BTreeMap<String, u64>,
    /// Words that multiply: "hundred", "mille", "million".
    pub scales: BTreeMap<String, u64>,
    /// Round nouns: "dozen" = 12, "trentaine" = 30; approximate after an article.
    pub rounds: BTreeMap<String, u64>,
    /// Vague words with their lower bound: "several" = 2.
    pub vague: BTreeMap<String, u64>,
    /// "at least": low N, no high.
    pub at_least: Vec<String>,
    /// "up to": 0 to N.
    pub at_most: Vec<String>,
    /// "around": approximate.
    pub about: Vec<String>,
    /// "between".
    pub between: Vec<String>,
    /// "and" in "between N and M", "to" in "N to M".
    pub range: Vec<String>,
    /// Words that join parts of a number: "and", "et".
    pub joints: Vec<String>,
    /// "to" in "N to M".
    pub upto: Vec<String>,
    /// Words and signs for percent.
    pub percent: Vec<String>,
    /// Decimal mark of the language.
    pub decimal: String,
    /// Units that a number may measure: "km", "hours".
    pub units: Vec<String>,
    /// "a", "une": one, before a person.
    pub one: Vec<String>,
    /// "another": one more, with or without a noun.
    pub another: Vec<String>,
    /// "or more" after a number: at least.
    pub at_least_after: Vec<String>,
    /// "of them" after a number: a part of those told before.
    pub part_after: Vec<String>,
    /// Sentences with a quantity in brackets.
    #[serde(default)]
    pub example: Vec<NumberExample>,
}

/// A sentence with a quantity in brackets, and its bounds; without any it is no quantity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberExample {
    /// The sentence.
    pub text: String,
    /// At least.
    #[serde(default)]
    pub low: Option<u64>,
    /// At most.
    #[serde(default)]
    pub high: Option<u64>,
    /// Whether the bounds are vague.
    #[serde(default)]
    pub about: bool,
}

/// Dates in words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// Twelve lists of names and short forms.
    pub months: Vec<Vec<String>>,
    /// Seven lists, Monday first.
    pub weekdays: Vec<Vec<String>>,
    /// Words for a day counted from the anchor: "yesterday" = -1.
    pub days: BTreeMap<String, i64>,
    /// Words for a span counted from the anchor: "last week" = "week -1".
    pub spans: BTreeMap<String, String>,
    /// Month names that are common words too: alone they need a date word before them.
    #[serde(default)]
    pub ambiguous: Vec<String>,
    /// "day" = "day", "jours" = "day", ...
    pub units: BTreeMap<String, String>,
    /// "ago".
    pub ago: Vec<String>,
    /// "il y a".
    pub ago_before: Vec<String>,
    /// "early", "début".
    pub early: Vec<String>,
    /// "mid".
    pub mid: Vec<String>,
    /// "late", "fin".
    pub late: Vec<String>,
    /// "last", "dernier" beside a weekday.
    pub last: Vec<String>,
    /// "next", "prochain" beside a weekday, month or count.
    #[serde(default)]
    pub next: Vec<String>,
    /// "this", "ce" before a weekday.
    #[serde(default)]
    pub this: Vec<String>,
    /// "earlier", "plus tôt" after a count, from the date told last.
    #[serde(default)]
    pub earlier: Vec<String>,
    /// "later", "plus tard" after a count, from the date told last.
    #[serde(default)]
    pub later: Vec<String>,
    /// "in", "dans" before a count of days to come.
    #[serde(default)]
    pub in_future: Vec<String>,
    /// Feasts: "12-25", "easter -2", or the days of single years.
    #[serde(default)]
    pub feasts: BTreeMap<String, String>,
    /// Words for a day counted from the date told last: "the next day" = 1.
    #[serde(default)]
    pub told_days: BTreeMap<String, i64>,
    /// Words for a span counted from the date told last: "that year" = "year 0".
    #[serde(default)]
    pub told_spans: BTreeMap<String, String>,
    /// Days of a month in words: "second" = 2.
    #[serde(default)]
    pub ordinals: BTreeMap<String, i8>,
    /// Words before a bare day number: "le 27".
    #[serde(default)]
    pub day_lead: Vec<String>,
    /// Words before a day written "3/7": "on".
    #[serde(default)]
    pub slash_lead: Vec<String>,
    /// "first" = 1, "last" = -1 before a part of a month or year.
    #[serde(default)]
    pub ranks: BTreeMap<String, i64>,
    /// Parts that are ranked: "week" = "week", "trimestre" = "quarter".
    #[serde(default)]
    pub part_units: BTreeMap<String, String>,
    /// Parts of a year by name: "q3" = "quarter 3".
    #[serde(default)]
    pub parts: BTreeMap<String, String>,
    /// "the week of" before a day.
    #[serde(default)]
    pub week_of: Vec<String>,
    /// Words before the first of two days: "from", "between".
    #[serde(default)]
    pub range_lead: Vec<String>,
    /// Whether "2/3" is a day of February where both orders can be.
    #[serde(default)]
    pub month_first: bool,
    /// Words that may stand before a year alone: "in", "en".
    pub in_year: Vec<String>,
    /// Words before a date that make it a state and no date: "since", "depuis".
    pub since: Vec<String>,
    /// Words between two days of a range: "to", "au", "and".
    pub range: Vec<String>,
    /// Words inside a date that mean nothing: "of", "the", "le".
    pub fillers: Vec<String>,
    /// First of the month: "1er".
    pub first: Vec<String>,
    /// Sentences with a date in brackets.
    #[serde(default)]
    pub example: Vec<DateExample>,
}

/// A sentence with a date in brackets and its days; without any it is no whole date.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateExample {
    /// The sentence.
    pub text: String,
    /// The day of the report, if it has one.
    #[serde(default)]
    pub published: Option<Day>,
    /// First day.
    #[serde(default)]
    pub from: Option<Day>,
    /// Last day, if it is not the first.
    #[serde(default)]
    pub to: Option<Day>,
}

=======
>>>>>>> main
#[derive(Default, Deserialize)]
struct GrammarFile {
    marks: BTreeMap<String, Vec<String>>,
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
            ..Self::default()
        };
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
