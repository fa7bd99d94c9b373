//! One sentence that tells one act: who did it to whom, where and when, how many, and who says so.

use super::{Dice, Slots, Told, capital, events, fault, filled, none_of, sample, table};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::model::{Day, Event, Measure};

#[derive(Deserialize)]
struct Grid {
    published: Day,
    day: Day,
    place: String,
    /// Words that agree with their noun, by its number and gender.
    agree: BTreeMap<String, Slots>,
    nouns: BTreeMap<String, BTreeMap<String, Noun>>,
    wordings: BTreeMap<String, Vec<String>>,
    act: Vec<Act>,
}

#[derive(Deserialize)]
struct Noun {
    #[serde(default)]
    names: BTreeSet<String>,
    #[serde(default)]
    counts: BTreeSet<u64>,
    place: Option<String>,
    said_by: Option<String>,
    is: String,
    #[serde(flatten)]
    forms: Slots,
}

#[derive(Deserialize)]
struct Act {
    #[serde(rename = "type")]
    kind: String,
    pairs: Vec<[String; 2]>,
    measure: Option<Measure>,
    by: Option<BTreeSet<String>>,
    #[serde(default)]
    either_side: bool,
    wordings: String,
    #[serde(default)]
    known: Vec<Known>,
}

impl Act {
    fn told(&self, event: &Event) -> Told {
        self.sides(Told::of(event, |figure| Some(figure.measure) == self.measure))
    }

    fn sides(&self, told: Told) -> Told {
        if self.either_side { told.sides_as_one() } else { told }
    }
}

/// What comes out wrong today: a wording of its own, or some nouns in all wordings of the act.
#[derive(Deserialize)]
struct Known {
    wording: Option<String>,
    subject: Option<String>,
    object: Option<String>,
    because: String,
}

impl Known {
    fn holds(&self, case: &Case) -> bool {
        let same = |own: &Option<String>, other: &str| own.as_deref().is_none_or(|own| own == other);
        same(&self.wording, case.wording) && same(&self.subject, case.subject) && same(&self.object, case.object)
    }
}

struct Case<'a> {
    wording: &'a str,
    subject: &'a str,
    object: &'a str,
    text: String,
    wanted: Told,
}

impl Grid {
    fn cases<'a>(&'a self, act: &'a Act, wording: &'a str) -> Vec<Case<'a>> {
        let mut cases = Vec::new();
        for [subjects, objects] in &act.pairs {
            for subject in &self.nouns[subjects] {
                let others = self.nouns[objects].iter().filter(|o| o.1.names.is_disjoint(&subject.1.names));
                cases.extend(others.map(|object| self.case(act, wording, subject, object)));
            }
        }
        cases
    }

    fn case<'a>(&self, act: &Act, wording: &'a str, s: (&'a String, &Noun), o: (&'a String, &Noun)) -> Case<'a> {
        let mut slots = self.slots("S", s);
        slots.append(&mut self.slots("O", o));
        let wanted = act.sides(self.wanted(act, s.1, o.1));
        Case { wording, subject: s.0, object: o.0, text: capital(&filled(wording, &slots)), wanted }
    }

    fn wanted(&self, act: &Act, subject: &Noun, object: &Noun) -> Told {
        Told {
            kind: act.kind.clone(),
            by: act.by.clone().unwrap_or(subject.names.clone()),
            against: object.names.clone(),
            day: Some(self.day),
            place: object.place.clone().or(Some(self.place.clone())),
            counts: object.counts.clone(),
            said_by: subject.said_by.clone(),
        }
    }

    /// The noun itself under its letter, its other forms and what agrees with it behind the letter.
    fn slots(&self, letter: &str, (name, noun): (&String, &Noun)) -> Slots {
        let forms = noun.forms.iter().chain(&self.agree[&noun.is]);
        let own = (letter.to_string(), name.clone());
        forms.map(|(form, words)| (format!("{letter} {form}"), words.clone())).chain([own]).collect()
    }

    fn fault(&self, language: &str, act: &Act, case: &Case) -> Option<String> {
        let found = events(language, self.published, "", &case.text);
        let mut found: Vec<Told> = found.iter().map(|event| act.told(event)).collect();
        if case.wanted.said_by.is_none() {
            found.iter_mut().for_each(|told| told.said_by = None);
        }
        fault(&case.text, std::slice::from_ref(&case.wanted), &found)
    }

    fn faults(&self, language: &str, act: &Act, wording: &str, usual: usize) -> Vec<String> {
        let open = |case: &Case| !act.known.iter().any(|k| k.holds(case));
        let cases = self.cases(act, wording).into_iter().filter(open).collect();
        let cases = Dice::of(wording).some(cases, sample(usual));
        cases.iter().filter_map(|case| self.fault(language, act, case)).collect()
    }

    /// Tells of a known fault that is mended, so that its row moves up. One case that fails is enough to stay.
    fn mended(&self, language: &str, act: &Act, known: &Known) -> Option<String> {
        let wordings =
            known.wording.as_ref().map_or_else(|| self.wordings[&act.wordings].iter().collect(), |own| vec![own]);
        let mut cases = wordings.into_iter().flat_map(|w| self.cases(act, w)).filter(|case| known.holds(case));
        let fails = cases.any(|case| self.fault(language, act, &case).is_some());
        let row = [&known.wording, &known.subject, &known.object];
        (!fails).then(|| format!("All of it comes out right now, take it out of `known`: {row:?} ({})", known.because))
    }
}

pub fn check(language: &str, name: &str, usual: usize) {
    let grid: Grid = table(language, name);
    let mut faults = Vec::new();
    for act in &grid.act {
        faults.extend(act.known.iter().filter_map(|k| grid.mended(language, act, k)));
        faults.extend(grid.wordings[&act.wordings].iter().flat_map(|w| grid.faults(language, act, w, usual)));
    }
    none_of(&faults);
}
