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
    /// How nouns and names are written.
    pub nouns: Nouns,
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
    /// Leads to a country that is near, and not the one: "close to Mali", "the border with Niger".
    BorderingPrep,
    /// Leads to the next of several in time: "in 2020, then in 2021".
    Then,
    FromPrep,
    WithPrep,
    /// Leads to who fights on the same side: "alongside", "with the support of".
    Beside,
    /// Leads to both sides of a fight: "between", "opposant".
    Between,
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
    /// Begins what somebody says: "that", "que".
    That,
    /// Leads to whom an act is laid at the door of: "blamed on", "attribué à".
    Blame,
    Deny,
    PlaceNoun,
    RegionNoun,
    Before,
    Anaphor,
    Plural,
    Compass,
    PlaceAnaphor,
    /// Stands for the armed group named last: "the group".
    GroupAnaphor,
    /// Stands for the two countries named last: "the two countries".
    BothLands,
    /// Stands for the two governments, armies or groups named last: "both sides".
    BothSides,
    /// Those who speak: "we", "our".
    Ourselves,
    /// Several people named before: "they".
    They,
    /// Of several owners: "their".
    Theirs,
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
    /// Beside the name of a country: where the report is not set, but next to it ("neighbouring", "voisin").
    Neighbour,
    /// Leads to whose men are counted: "in the ranks of", "parmi".
    Ranks,
    /// Names a text as the word of who issues it.
    Communique,
    RoadNoun,
    DistanceNoun,
    ScenePrep,
    /// Leads to where somebody goes.
    ToPrep,
    /// "The capital", of whichever country is meant.
    CapitalNoun,
    /// A verb that leads to what was only talked about: "discussed".
    Discuss,
    /// Somebody is still held: "was being held".
    StillHeld,
    /// An act was done on other days as well: "before", "already".
    Repeated,
    /// Somebody's relatives: "brothers", "wife".
    Kin,
    /// What forces set out on and tell of as their own: an offensive, a raid.
    Undertaken,
    /// Begins with a capital and is no place ("Operation", "Parliament").
    NoPlace,
    Possessive,
    /// "compared with": the date after it is not that of the number.
    Compared,
    /// "as of": the date after it is that of all numbers of the report.
    AsOf,
    /// "in memory of": what is named after it happened long ago.
    Remembered,
    /// "on" in "an accord on": what follows is what was agreed or talked about.
    About,
    /// "under" in "under the accord": what follows is what something is done by.
    ByPact,
    /// "came to power": a year behind it is that of the coup told next.
    CameToPower,
    /// "taken to", "évacués vers": where those hurt were brought.
    CarriedTo,
    /// Leads to what is said: "that".
    Said,
    /// A verb of saying that a clause follows and no noun: "said", while an offensive may be announced.
    Says,
    /// Says that somebody did what was told last: "did the same".
    Likewise,
    /// Names people, and after a noun says of what kind it is: "vols humanitaires".
    KindWord,
    /// "Celle de", "that of": stands for the noun told before it.
    SameNoun,
    /// Small words that may stand within a verb.
    Aside,
    /// Leads to what something was done because of: "in response to".
    Because,
    /// Leads to the name of those just told of: "known as".
    KnownAs,
    /// Leads to what somebody decided to do: "decided to", "its decision to".
    Decided,
    /// Between rulers and their land: "in power in".
    InPower,
    /// Says that an act came after another: "comes two days after".
    Follows,
    /// Says what somebody thinks of an act: "welcomed", "condemned".
    Reacts,
    /// Looks into an act that others did: "is investigating".
    Probes,
    /// Puts an act off to a day to come: "is planned".
    Scheduled,
    /// Leads to what a land suffers: "plagued by".
    PreyTo,
    /// Any and every one of its kind: "all".
    All,
    /// Nobody knows what follows: "it is not known".
    Unknown,
    /// Between an act and who lays it on somebody: "blamed by".
    BlamedBy,
    /// Leads to what a bill or a plan says shall be: "providing for".
    Foresees,
    /// Leads to what is counted over a time: "the number of".
    NumberOf,
    /// Leads to an act by those who made it or where it was: "the authors of".
    Makers,
    /// How long a state has lasted, which tells no day: "for months".
    Lasting,
    /// Those hurt or missing before are dead now: "succumbed to their wounds", "were found dead".
    Succumbed,
    /// Who governs or judges a town: what he does is done there.
    LocalOffice,
    /// Who governs a region, or the region told before: "the governor", "in the province".
    RegionOffice,
    /// Ends in "by", and says only who uses or keeps a place: "frequented by".
    KeptBy,
    /// A pronoun that means one person, never a group: "he".
    Person,
    /// A whole war, whose dead are those of no one act: "the civil war".
    War,
    /// What targets people without a weapon: "sanctions", "the inquiry".
    Measure,
    /// Says that a pact was broken: "violated".
    Broken,
    /// Behind a number: some of those told of right before it: "of them".
    OfThem,
    /// A part of the land that is not the town told before: "the north of the country".
    Elsewhere,
    /// Before a noun: an act of days gone by, not of the day beside it: "recent".
    Recent,
    /// Leads to a time over which something happened again: "for the second time".
    Nth,
    /// Leads to what an act did: "causing".
    Causing,
    /// Says of an act told before when or where it was: "happened".
    Happens,
    /// An act told before, by a word for no kind of act: "the incident".
    Incident,
    /// A push of an army over days, which is no single act: "the offensive".
    Offensive,
    /// Leads to the side from which somebody came into a town: "from the direction of".
    WayIn,
    /// Before "between" two lands: says whose ground something is on, and not who fought: "contested".
    Shared,
    /// Behind a number: a part of those told before: "of the dead".
    OfToll,
    /// Before a gerund: what goes on now: "are".
    Present,
    /// Behind a group and before an act: it did it: "was behind".
    Culprit,
    /// Between a road and its ends: "linking".
    Links,
    /// Says what somebody swears to do: "vowed".
    Pledge,
    /// Asks for a number: "how many".
    HowMany,
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
