//! How pages write what a brief writes in its table: types, names, days and tolls, in a language.

use super::phrases::{Phrases, look};
use super::say::{days, digits, key_of, toll_cell};
use super::{Outlines, say};
use crate::model::{DateSpan, Day, Figure, Lang, Measure, Stance};

/// A ring of points, degrees east and north.
pub type Border = Vec<(f64, f64)>;

impl Phrases {
    /// A sub-type as a table names it, or its own name.
    pub fn type_label(&self, sub_type: &str, lang: Lang) -> String {
        self.of(lang).sub_type(sub_type).map_or(sub_type, |s| &s.label).to_string()
    }

    /// An actor as a table names it.
    pub fn actor_label(&self, name: &str, lang: Lang) -> String {
        match self.of(lang).actor.get(name) {
            Some(called) => capital(&called.text),
            None => self.names.label(name, lang).to_string(),
        }
    }

    /// A place in a language.
    pub fn place_label<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        self.names.place(name, lang)
    }

    /// A country in a language, or its code.
    pub fn country_label<'a>(&'a self, iso3: &'a str, lang: Lang) -> &'a str {
        self.names.country_name(iso3, lang)
    }

    /// Days as a table writes them.
    pub fn days_label(&self, span: &DateSpan, lang: Lang) -> String {
        days(span, self.of(lang))
    }

    /// One day.
    pub fn day_label(&self, day: Day, lang: Lang) -> String {
        say::day(day, self.of(lang))
    }

    /// A month of a year, `2025-07`, or the words as they are.
    pub fn month_label(&self, month: &str, lang: Lang) -> String {
        let names = &self.of(lang).months;
        let name = month.get(5..7).and_then(|m| m.parse::<usize>().ok()).and_then(|m| names.get(m.wrapping_sub(1)));
        name.map_or(month.to_string(), |name| format!("{name} {}", &month[..4]))
    }

    /// A figure with what it counts.
    pub fn toll_label(&self, figure: &Figure, lang: Lang) -> String {
        toll_cell(figure, self.of(lang))
    }

    /// What a figure counts, of several.
    pub fn measure_label(&self, measure: Measure, lang: Lang) -> String {
        let key = key_of(measure);
        self.of(lang).measure.get(&key).map_or(key.clone(), |(_, many)| many.clone())
    }

    /// How firmly something is told.
    pub fn stance_label(&self, stance: Stance, lang: Lang) -> String {
        look(&self.of(lang).stance_label, &key_of(stance)).to_string()
    }

    /// A kind of contradiction.
    pub fn contradiction_label(&self, kind: &str, lang: Lang) -> String {
        look(&self.of(lang).contradiction_kind, kind).to_string()
    }

    /// An indicator.
    pub fn indicator_label(&self, indicator: &str, lang: Lang) -> String {
        look(&self.of(lang).indicator_label, indicator).to_string()
    }

    /// A whole number with the language's own mark between thousands.
    pub fn number_label(&self, number: u64, lang: Lang) -> String {
        digits(number, self.of(lang))
    }
}

impl Outlines {
    /// Borders of all countries, by ISO alpha-3.
    pub fn country_borders(&self) -> Vec<(String, Vec<Border>)> {
        self.countries().into_iter().map(|s| (s.name, s.rings)).collect()
    }

    /// Borders of a country's first-level regions, by name.
    pub fn region_borders(&self, iso3: &str) -> Vec<(String, Vec<Border>)> {
        self.regions(iso3).into_iter().map(|s| (s.name, s.rings)).collect()
    }
}

/// A description that begins a cell has a capital.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;

    #[test]
    fn labels_are_in_the_language_of_the_page() {
        let phrases = &Data::bundled().phrases;
        assert_eq!(phrases.type_label("Armed clash", Lang::Fr), "Affrontement armé");
        assert_eq!(phrases.type_label("No such type", Lang::Fr), "No such type");
        assert_eq!(phrases.month_label("2025-07", Lang::Fr), "juillet 2025");
        assert_eq!(phrases.month_label("2025", Lang::En), "2025");
        assert_eq!(phrases.actor_label("Civilians", Lang::Fr), "Des civils");
    }

    #[test]
    fn borders_are_there_for_the_countries_of_the_demo() {
        let outlines = &Data::bundled().outlines;
        assert!(outlines.country_borders().iter().any(|(iso, rings)| iso == "MLI" && rings[0].len() > 20));
        assert!(outlines.region_borders("MLI").len() > 7);
    }
}
