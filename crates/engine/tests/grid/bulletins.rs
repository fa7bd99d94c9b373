//! A bulletin: a line for each act, each with its own day and town. No line takes anything from its neighbours.

use super::{Dice, Slots, Told, capital, events, fault, filled, none_of, sample, table};
use serde::Deserialize;
use vigie_engine::model::{Day, Event};

#[derive(Deserialize)]
struct Bulletin {
    published: Day,
    first: Day,
    /// How a day is written, with its number in `{n}`.
    day: String,
    towns: Vec<String>,
    numbers: Vec<u64>,
    headings: Vec<String>,
    background: Vec<String>,
    line: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    #[serde(rename = "type")]
    kind: String,
    text: String,
}

/// Sentences of one paragraph, items of a list, paragraphs.
const LAYOUTS: [(&str, &str); 3] = [("", " "), ("- ", "\n"), ("", "\n\n")];

impl Bulletin {
    /// A line for each of some towns, in the order of their days.
    fn lines(&self, dice: &mut Dice) -> Vec<(String, Told)> {
        let many = 2 + dice.below(6);
        let towns = dice.some(self.towns.clone(), many);
        let mut days = dice.some((1..27).collect(), many);
        days.sort_unstable();
        days.into_iter().zip(towns).map(|(day, town)| self.line(dice.one(&self.line), day, town, dice)).collect()
    }

    fn line(&self, line: &Line, day: i8, town: String, dice: &mut Dice) -> (String, Told) {
        let number = *dice.one(&self.numbers);
        let written = self.day.replace("{n}", &(day + 1).to_string());
        let slots = [("before", day.to_string()), ("day", written), ("n", number.to_string()), ("town", town.clone())];
        let slots: Slots = slots.map(|(slot, words)| (slot.to_string(), words)).into();
        let told = Told {
            kind: line.kind.clone(),
            day: self.first.with().day(day + 1).build().ok(),
            place: Some(town),
            counts: [number].into(),
            ..Told::default()
        };
        (capital(&filled(&line.text, &slots)), told)
    }

    fn fault(&self, language: &str, dice: &mut Dice) -> Option<String> {
        let (lines, mut wanted): (Vec<String>, Vec<Told>) = self.lines(dice).into_iter().unzip();
        let text = self.text(lines, dice);
        let found = events(language, self.published, dice.one::<String>(&self.headings), &text);
        let mut found: Vec<Told> = found.iter().map(told).collect();
        wanted.sort_by(|a, b| a.place.cmp(&b.place));
        found.sort_by(|a, b| a.place.cmp(&b.place));
        fault(&text, &wanted, &found)
    }

    /// The lines in one of the layouts. In every second bulletin, one more tells of the country at large.
    fn text(&self, mut lines: Vec<String>, dice: &mut Dice) -> String {
        if dice.below(2) == 0 {
            lines.insert(dice.below(lines.len() + 1), dice.one(&self.background).clone());
        }
        let (before, after) = dice.one(&LAYOUTS);
        let text: String = lines.iter().map(|line| format!("{before}{line}{after}")).collect();
        text.trim().to_string()
    }
}

/// A night has two days, and its lines name the second one. Sides are for the grid of sentences.
fn told(event: &Event) -> Told {
    let told = Told::of(event, |_| true);
    Told { day: event.date_to, said_by: None, by: [].into(), against: [].into(), ..told }
}

pub fn check(language: &str, usual: usize) {
    let bulletin: Bulletin = table(language, "bulletins.toml");
    let mut dice = Dice::of(language);
    let faults: Vec<String> = (0..sample(usual)).filter_map(|_| bulletin.fault(language, &mut dice)).collect();
    none_of(&faults);
}
