//! What no single file can tell: names that one table uses must stand in another.

use super::{Data, DataError, Files, Frame, Rule};
use crate::model::Class;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use std::collections::BTreeSet;

/// Trigger group of words that look like acts and are none; no frame asks for it.
const NO_ACT: &str = "no_act";
/// Topic of words for where the hurt are cared for, which the coder itself asks for.
pub(crate) const CARE: &str = "care";
/// What a rule may ask to be known or unknown.
const SIDES: [&str; 10] =
    ["initiator", "target", "two", "place", "date", "toll", "goal", "ground", "person", "named_place"];
/// Sets of classes that a rule may name.
const SETS: [&str; 7] = ["any", "armed", "group", "forces", "state", "people", "politics"];
const KEY: &str = "a key of actors/institutions.toml";
const COUNTRY: &str = "an ISO alpha-3 code of places/countries.tsv";

/// Adds what is wrong between the tables. A table that did not load is not held against the others.
pub(super) fn check(data: &Data, files: &Files, errors: &mut Vec<DataError>) {
    let lexicons = || data.lexicons.values();
    let groups = lexicons().flat_map(|l| l.triggers.readings()).map(|act| act.group.as_str()).collect();
    let topics = lexicons().flat_map(|l| l.topics.readings()).map(String::as_str).collect();
    let mut check = Check { data, files, errors, groups, topics };
    check.agents();
    check.frames();
    check.unused();
    check.homes();
}

struct Check<'a, 'e> {
    data: &'a Data,
    files: &'a Files,
    errors: &'e mut Vec<DataError>,
    /// Trigger groups and topics that have words in any language.
    groups: Known<'a>,
    topics: Known<'a>,
}

/// Names that one table offers to the others.
type Known<'a> = BTreeSet<&'a str>;

impl<'a> Check<'a, '_> {
    fn agents(&mut self) {
        let keys = self.institutions();
        for (lang, lexicon) in &self.data.lexicons {
            let path = format!("lang/{}/agents.toml", lang.code());
            let used = lexicon.agents.iter().filter_map(|a| a.institution.as_deref());
            self.named(&path, "institution", used, &keys, KEY);
        }
    }

    fn frames(&mut self) {
        let frames = &self.data.frames.frames;
        let types: Known = frames.iter().map(|f| f.sub_type.as_str()).collect();
        for (file, frame) in self.files.below("frames/", ".toml").zip(frames) {
            self.sides(&file.path, frame);
            frame.when.iter().for_each(|rule| self.rule(&file.path, rule));
            if !types.contains("") {
                let merges = frame.merges_with.iter().map(String::as_str);
                self.named(&file.path, "merges_with", merges, &types, "the sub_type of a frame");
            }
        }
    }

    /// Actors that a frame names itself.
    fn sides(&mut self, path: &str, frame: &'a Frame) {
        let keys = self.institutions();
        let mut actors = keys.clone();
        actors.extend(self.data.actors.named.iter().map(|a| a.name.as_str()));
        actors.extend(self.data.lexicons.values().flat_map(|l| &l.agents).filter_map(|a| a.name.as_deref()));
        for (key, side) in [("initiator", &frame.initiator), ("target", &frame.target)] {
            self.named(path, key, side.as_deref(), &actors, "an actor's name or a key of actors/institutions.toml");
        }
        for (key, name) in [("country_acts_as", &frame.country_acts_as), ("country_hit_as", &frame.country_hit_as)] {
            self.named(path, key, Some(name.as_str()).filter(|n| !n.is_empty()), &keys, KEY);
        }
    }

    fn rule(&mut self, path: &str, rule: &'a Rule) {
        let sets = SETS.into();
        for (key, used) in [("initiator", &rule.initiator), ("target", &rule.target)] {
            let used = used.iter().map(String::as_str).filter(|set| !is_class(set));
            self.named(path, key, used, &sets, "a class or a set of classes");
        }
        let sides = SIDES.into();
        for (key, used) in [("needs", &rule.needs), ("lacks", &rule.lacks)] {
            self.named(path, key, used.iter().map(String::as_str), &sides, "what a clause may tell");
        }
        self.words(path, rule);
    }

    /// Groups and topics of a rule must have words in a language.
    fn words(&mut self, path: &str, rule: &'a Rule) {
        let (groups, topics) = (self.groups.clone(), self.topics.clone());
        self.named(path, "groups", rule.groups.iter().map(String::as_str), &groups, "a group of lang/*/triggers.toml");
        for (key, used) in [("topic", &rule.topic), ("not_topic", &rule.not_topic)] {
            self.named(path, key, used.iter().map(String::as_str), &topics, "a topic of lang/*/triggers.toml");
        }
    }

    /// Groups and topics that no frame asks for are slips of the pen, or words that do nothing.
    fn unused(&mut self) {
        let rules = || self.data.frames.frames.iter().flat_map(|f| &f.when);
        if self.data.frames.frames.iter().any(|f| f.sub_type.is_empty()) {
            return;
        }
        let groups: Known = rules().flat_map(|r| &r.groups).map(String::as_str).chain([NO_ACT]).collect();
        let asked = rules().flat_map(|r| r.topic.iter().chain(&r.not_topic)).map(String::as_str);
        let topics: Known = asked.chain([CARE]).collect();
        for (lang, lexicon) in &self.data.lexicons {
            let path = format!("lang/{}/triggers.toml", lang.code());
            let used: Known = lexicon.triggers.readings().map(|act| act.group.as_str()).collect();
            self.named(&path, "group", used, &groups, "a group that a frame asks for");
            let quiet = |topic: &&str| lexicon.quiet.contains_key(*topic);
            let used: Known = lexicon.topics.readings().map(String::as_str).filter(|t| !quiet(t)).collect();
            self.named(&path, "topic", used, &topics, "a topic that a frame asks for, or `quiet_unless`");
        }
    }

    /// Countries that actors and sources belong to.
    fn homes(&mut self) {
        let known: Known = self.data.places.countries.iter().map(|c| c.iso.as_str()).collect();
        for file in self.files.below("actors/", ".toml") {
            let used = self.data.actors.named.iter().filter_map(|a| a.home.as_deref());
            let here = used.filter(|iso| file.text.contains(&format!("home = \"{iso}\"")));
            self.named(&file.path, "home", here.collect::<Known>(), &known, COUNTRY);
        }
        for file in self.files.below("sources/", ".toml") {
            let used = self.data.sources.list.iter().filter_map(|s| s.country.as_deref());
            let here = used.filter(|iso| file.text.contains(&format!("country = \"{iso}\"")));
            self.named(&file.path, "country", here.collect::<Known>(), &known, COUNTRY);
        }
    }

    fn institutions(&self) -> Known<'a> {
        self.data.actors.institutions.iter().map(|i| i.key.as_str()).collect()
    }

    /// Says which of the names used are not known. Nothing is known of a table that did not load.
    fn named<'n>(
        &mut self,
        path: &str,
        key: &str,
        used: impl IntoIterator<Item = &'n str>,
        known: &Known,
        expected: &str,
    ) {
        for name in used.into_iter().filter(|name| !known.is_empty() && !known.contains(name)) {
            let line = self.line(path, key, name);
            self.errors.push(DataError::new(path, line, expected, &format!("\"{name}\""), &nearest(name, known)));
        }
    }

    /// The line on which the key has that name, or the first with the name if its list runs over several.
    fn line(&self, path: &str, key: &str, name: &str) -> usize {
        let Some(file) = self.files.get(path) else { return 1 };
        let quoted = format!("\"{name}\"");
        let at = file.text.lines().position(|l| l.trim_start().starts_with(key) && l.contains(&quoted));
        at.map_or_else(|| file.line_with(&quoted, 1), |n| n + 1)
    }
}

fn is_class(set: &str) -> bool {
    let class: Result<Class, serde::de::value::Error> = Class::deserialize(set.into_deserializer());
    class.is_ok()
}

/// A hint: the known name that takes the fewest changes of letters.
pub(super) fn nearest(name: &str, known: &Known) -> String {
    let near = known.iter().map(|k| (distance(name, k), k)).filter(|(d, k)| *d <= 2 && *d < k.len());
    match near.min() {
        Some((_, best)) => format!("write \"{best}\" if that was meant, or add it there"),
        None => "add it there, or take it out here".into(),
    }
}

/// Letters to add, drop or change.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != *y);
            let least = change.min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], least);
        }
    }
    row[b.len()]
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
