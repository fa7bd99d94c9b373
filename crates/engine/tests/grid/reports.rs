//! A whole report of one act: what follows the lead adds to it or tells of the country at large, and is no second event.

use super::{Dice, Slots, Told, events, fault, filled, none_of, sample, table};
use serde::Deserialize;
use std::collections::BTreeSet;
use vigie_engine::model::{Day, Event, Measure};

#[derive(Deserialize)]
struct Reports {
    published: Day,
    day: Day,
    background: Vec<String>,
    town: Vec<Slots>,
    family: Vec<Family>,
}

#[derive(Deserialize)]
struct Family {
    #[serde(rename = "type")]
    kind: String,
    by: Vec<String>,
    against: Option<Vec<String>>,
    measure: Measure,
    numbers: Vec<u64>,
    /// What one side says of the other's losses stands beside the toll.
    #[serde(default)]
    also: BTreeSet<u64>,
    titles: Vec<String>,
    leads: Vec<String>,
    follow_ups: Vec<String>,
}

impl Reports {
    fn sentences(&self, family: &Family, dice: &mut Dice) -> Vec<String> {
        let (more, wider) = (2 + dice.below(6), dice.below(5));
        let mut sentences = vec![dice.one(&family.leads).clone()];
        sentences.extend(dice.some(family.follow_ups.clone(), more));
        sentences.extend(dice.some(self.background.clone(), wider));
        sentences
    }

    fn fault(&self, language: &str, family: &Family, dice: &mut Dice) -> Option<String> {
        let number = *dice.one(&family.numbers);
        let mut slots = dice.one(&self.town).clone();
        slots.insert("n".into(), number.to_string());
        let title = filled(dice.one::<String>(&family.titles), &slots);
        let text = filled(&self.text(family, dice), &slots);
        let found = events(language, self.published, &title, &text);
        let found: Vec<Told> = found.iter().map(|event| family.told(event)).collect();
        fault(&format!("{title}\n{text}"), &[self.wanted(family, number, &slots)], &found)
    }

    /// The sentences, now and then parted into paragraphs.
    fn text(&self, family: &Family, dice: &mut Dice) -> String {
        let sentences = self.sentences(family, dice).into_iter();
        let text: String = sentences.map(|s| s + if dice.below(5) < 3 { "\n\n" } else { " " }).collect();
        text.trim().to_string()
    }

    fn wanted(&self, family: &Family, number: u64, slots: &Slots) -> Told {
        let names = |of: &[String]| of.iter().map(|name| filled(name, slots)).collect();
        Told {
            kind: family.kind.clone(),
            by: names(&family.by),
            against: names(family.against.as_deref().unwrap_or_default()),
            day: Some(self.day),
            place: slots.get("town").cloned(),
            counts: [number].into(),
            said_by: None,
        }
    }
}

impl Family {
    /// Only what the table tells of: whom it hit may be left open.
    fn told(&self, event: &Event) -> Told {
        let mut told = Told { said_by: None, ..Told::of(event, |f| f.measure == self.measure) };
        told.counts.retain(|n| !self.also.contains(n));
        if self.against.is_none() {
            told.against.clear();
        }
        told
    }
}

pub fn check(language: &str, usual: usize) {
    let reports: Reports = table(language, "reports.toml");
    let mut faults = Vec::new();
    for family in &reports.family {
        let mut dice = Dice::of(&family.leads[0]);
        faults.extend((0..sample(usual)).filter_map(|_| reports.fault(language, family, &mut dice)));
    }
    none_of(&faults);
}
