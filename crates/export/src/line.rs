//! The line that stands for an incident: made of coded values, never of words of a report.

use crate::guard::Released;
use crate::options::Options;
use crate::sources;
use std::collections::BTreeMap;
use vigie_engine::data::Data;
use vigie_engine::data::codebook::{Line, class_word, measure_word};
use vigie_engine::model::{Actor, Class, Event, Figure, Incident, Lang, Measure, Precision, Stance, Status};

/// Writes lines in a language.
pub(crate) struct Writer<'d> {
    data: &'d Data,
    lang: Lang,
    words: &'d Line,
}

impl<'d> Writer<'d> {
    pub fn new(options: &Options, data: &'d Data) -> Self {
        Writer { data, lang: options.lang, words: &data.codebook.words[&options.lang] }
    }

    /// What, when and where: "Attack, 2025-07-01, Sandaré (Kayes, Mali)".
    pub fn title(&self, incident: &Incident) -> String {
        let event = &incident.shown;
        let what = self.kind(&event.sub_type);
        let what = if event.status == Status::Foiled { self.words.foiled.replace("{what}", &what) } else { what };
        let line = self.words.line.replace("{what}", &what).replace("{when}", &self.when(event));
        line.replace("{where}", &self.place(event))
    }

    /// The title, the sides, the tolls, who says so and how many tell it.
    pub fn note(&self, incident: &Incident, released: &Released) -> String {
        let event = &incident.shown;
        let reports = sources::of(incident, &released.sources).len();
        let told = self.words.told.replace("{reports}", &reports.to_string());
        let mut parts = vec![self.title(incident)];
        parts.extend(self.sides(event));
        parts.extend(self.tolls(event));
        parts.extend(self.stance(event));
        parts.push(told.replace("{origins}", &incident.origins.len().max(1).to_string()));
        if !incident.contradictions.is_empty() {
            parts.push(self.words.rivals.replace("{count}", &incident.contradictions.len().to_string()));
        }
        parts.join(". ") + "."
    }

    /// A sub-type in the language.
    pub fn kind(&self, sub_type: &str) -> String {
        match (self.lang, self.data.codebook.sub_type(sub_type)) {
            (Lang::Fr, Some(sub)) => sub.fr.clone(),
            _ => sub_type.into(),
        }
    }

    fn when(&self, event: &Event) -> String {
        let Some(days) = event.days() else { return self.words.undated.clone() };
        let (from, to) = (days.from.to_string(), days.to.to_string());
        match days.precision {
            Precision::Month if from[..7] == to[..7] => from[..7].into(),
            Precision::Year if from[..4] == to[..4] => from[..4].into(),
            _ if from == to => from,
            _ => format!("{from}/{to}"),
        }
    }

    /// The place, with region and country where they say more.
    pub fn place(&self, event: &Event) -> String {
        let country = event.country.as_deref().and_then(|c| self.data.places.country(c));
        let nation =
            country.map(|c| if self.lang == Lang::Fr && !c.fr.is_empty() { c.fr.clone() } else { c.name.clone() });
        let Some(place) = event
            .place
            .clone()
            .map(|p| if country.is_some_and(|c| c.name == p) { nation.clone().unwrap_or(p) } else { p })
        else {
            return nation.unwrap_or_else(|| self.words.nowhere.clone());
        };
        let more: Vec<String> = [event.admin1.clone(), nation].into_iter().flatten().filter(|m| *m != place).collect();
        if more.is_empty() { place } else { format!("{place} ({})", more.join(", ")) }
    }

    fn sides(&self, event: &Event) -> Option<String> {
        let names = |side: &[Actor]| match side {
            [] => self.words.unknown.clone(),
            _ => side.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(", "),
        };
        match (&event.initiators[..], &event.targets[..]) {
            ([], []) => None,
            (who, []) => Some(names(who)),
            (who, whom) => Some(self.words.sides.replace("{who}", &names(who)).replace("{whom}", &names(whom))),
        }
    }

    fn tolls(&self, event: &Event) -> Vec<String> {
        let mut measures: BTreeMap<Measure, Vec<String>> = BTreeMap::new();
        event.figures.iter().for_each(|f| measures.entry(f.measure).or_default().push(self.number(f)));
        let told = |(measure, numbers): (Measure, Vec<String>)| {
            let line = self.words.counted.replace("{measure}", &capital(&self.measure(measure)));
            line.replace("{numbers}", &numbers.join("; "))
        };
        measures.into_iter().map(told).collect()
    }

    fn number(&self, figure: &Figure) -> String {
        let number = self.words.number(figure.low, figure.high, figure.approximate);
        let template = if figure.said_by.is_some() { &self.words.said } else { &self.words.number };
        let line = template.replace("{number}", &number).replace("{class}", &self.class(figure.of));
        line.replace("{speaker}", figure.said_by.as_deref().unwrap_or(""))
    }

    fn stance(&self, event: &Event) -> Option<String> {
        let key = match event.stance {
            Stance::Reported => return None,
            Stance::Stated => "stated",
            Stance::Claimed => "claimed",
            Stance::Alleged => "alleged",
            Stance::Denied => "denied",
        };
        let speaker = event.said_by.as_deref().unwrap_or(&self.words.unknown);
        self.words.stance.get(key).map(|t| t.replace("{speaker}", speaker))
    }

    fn class(&self, class: Class) -> String {
        let french = self.data.codebook.class(class).filter(|_| self.lang == Lang::Fr);
        french.map_or_else(|| class_word(class), |c| c.fr.clone())
    }

    fn measure(&self, measure: Measure) -> String {
        let word = measure_word(measure);
        let french = self.data.codebook.measures.iter().find(|m| m.name == word).filter(|_| self.lang == Lang::Fr);
        french.map_or(word, |m| m.fr.clone())
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{input, options};

    fn note(lang: Lang, line: &str) -> String {
        let world = input(&[&[line]]);
        let options = Options { lang, ..options(crate::Format::Csv) };
        let data = Data::bundled();
        let released = crate::guard::release(&world.input(), &options, data);
        Writer::new(&options, data).note(&released.incidents[0], &released)
    }

    #[test]
    fn a_line_says_what_when_where_who_how_many_and_who_says_so() {
        let line = "Attack|2025-07-01|Gao|JNIM|Civilians|killed 12+;injured 3";
        assert_eq!(
            note(Lang::En, line),
            "Attack, 2025-07-01, Gao (Mali). JNIM against Civilians. Killed: at least 12 civilians. Injured: 3 civilians. Reports: 1, independent: 1."
        );
        assert_eq!(
            note(Lang::Fr, line),
            "Attaque, 2025-07-01, Gao (Mali). JNIM contre Civilians. Tués : au moins 12 civils. Blessés : 3 civils. Articles : 1, indépendants : 1."
        );
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        assert_eq!(note(Lang::En, "Threat||-|JNIM||"), "Threat, day unknown, Mali. JNIM. Reports: 1, independent: 1.");
        assert_eq!(
            note(Lang::En, "Attack|2025-07|~Gao|||"),
            "Attack, 2025-07, Gao (Mali). Reports: 1, independent: 1."
        );
    }
}
