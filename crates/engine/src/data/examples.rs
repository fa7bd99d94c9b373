//! Tries the examples of one file, as the tests of the data folder do, for those who edit a running installation.

use super::{Data, DataError, File, Named, bracketed, phrase};
use crate::code;
use crate::model::Lang;

/// What the examples of a file of actors or of places do not show, by data that were loaded with it. Examples of
/// sources are tried when they are loaded.
pub fn tried(file: &File, data: &Data) -> Vec<DataError> {
    match file.path.split('/').next() {
        Some("actors") => file
            .entries::<Named>("actor", &mut Vec::new())
            .iter()
            .flat_map(|(line, a)| actor(file, *line, a, data))
            .collect(),
        Some("places") => file.rows().flat_map(|(line, cells)| place(file, line, &cells, data)).collect(),
        _ => Vec::new(),
    }
}

/// The words in brackets must be found as the actor, and so must every other name in their place.
fn actor(file: &File, line: usize, actor: &Named, data: &Data) -> Vec<DataError> {
    let Some((text, at)) = bracketed(&actor.example) else { return Vec::new() };
    let shown = text.get(at.clone()).unwrap_or("").to_string();
    let tried = |name: &String| {
        let text = format!("{}{name}{}", &text[..at.start], &text[at.end..]);
        let span = at.start..at.start + name.len();
        let found: Vec<String> = Lang::ALL
            .iter()
            .flat_map(|lang| code::actors(&text, *lang, data))
            .filter(|(s, _)| s.start < span.end && span.start < s.end)
            .map(|(_, who)| who.name)
            .collect();
        if actor.generic || found.contains(&actor.name) {
            return None;
        }
        let found = if found.is_empty() { "nobody".to_string() } else { found.join(", ") };
        let expected = format!("{} in \u{201c}{text}\u{201d}", actor.name);
        let hint = "write the name as reports write it; a name that means somebody else already cannot be taken";
        Some(DataError::new(&file.path, file.line_with(&quoted(name), line), &expected, &found, hint))
    };
    std::iter::once(&shown).chain(&actor.aliases).filter_map(tried).collect()
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// A place needs a country that is known, a point on the earth, and must be found by the words in brackets.
fn place(file: &File, line: usize, cells: &[&str], data: &Data) -> Vec<DataError> {
    let cell = |n: usize| cells.get(n).copied().unwrap_or("").trim();
    let (name, country) = (cell(0), cell(6));
    let degrees = |n: usize, most: f64| cell(n).parse::<f64>().is_ok_and(|v| v.abs() <= most);
    let fault = |expected: &str, found: &str, hint: &str| DataError::new(&file.path, line, expected, found, hint);
    let mut faults = Vec::new();
    if data.places.country(country).is_none() {
        faults.push(fault("an ISO alpha-3 code of places/countries.tsv", country, "write MLI for Mali"));
    }
    if !(degrees(7, 90.0) && degrees(8, 180.0)) {
        faults.push(fault(
            "degrees north and east",
            &format!("{} {}", cell(7), cell(8)),
            "write them as 14.35 and -3.61",
        ));
    }
    let Some(example) = cells.get(10) else { return faults };
    match bracketed(example) {
        None => faults.push(fault(
            "an example with the name in brackets",
            example,
            "write a sentence in which the name stands in square brackets",
        )),
        Some((text, at)) if !means(&text, at.clone(), name, country, data) => {
            let expected = format!("{name} in \u{201c}{text}\u{201d}");
            let hint = "write the sentence as a report would; the words in brackets must be a name of the place";
            faults.push(fault(&expected, "no such place", hint));
        }
        Some(_) => {}
    }
    faults
}

fn means(text: &str, at: std::ops::Range<usize>, name: &str, country: &str, data: &Data) -> bool {
    let names = |i: &usize| {
        let place = &data.places.places[*i];
        place.country == country && phrase(&place.name) == phrase(name)
    };
    let words = text.get(at).unwrap_or("");
    let own = data.places.named(words).iter().any(names);
    let found = |lang: &Lang| {
        code::facts(text, *lang, None, Some(country), data).places.iter().any(|p| phrase(p) == phrase(name))
    };
    own && Lang::ALL.iter().any(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Files;

    fn check(path: &str, text: &str, expect: &[&str]) {
        let file = File { path: path.into(), text: text.into() };
        let data = Data::load(&Files::bundled().with(file.clone())).expect("it loads");
        let found: Vec<String> = tried(&file, &data).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), expect.len(), "{found:?}");
        found.iter().zip(expect).for_each(|(found, expect)| assert!(found.contains(expect), "{found}"));
    }

    #[test]
    fn every_name_of_an_actor_must_be_found_as_that_actor() {
        let entry = |aliases: &str| {
            format!(
                "[[actor]]\nname = \"Reed Front\"\nclass = \"rebel group\"\naliases = [{aliases}]\nhome = \"MLI\"\nexample = \"The [Reed Front] attacked a post.\"\n"
            )
        };
        check("actors/own/reed_front.toml", &entry("\"Front of the Reeds\""), &[]);
        check("actors/own/reed_front.toml", &entry("\"FAMa\""), &["actors/own/reed_front.toml:4: expected Reed Front"]);
    }

    #[test]
    fn a_place_must_be_found_in_its_country() {
        let row = |country: &str, lat: &str, example: &str| {
            format!(
                "{}\texample\nKolodugu Reed\t\tKolodougou-Roseau\tsettlement\tMopti\t\t{country}\t{lat}\t-4.1\t2\t{example}\n",
                crate::data::PLACES_HEADER
            )
        };
        let path = "places/own/desk.tsv";
        check(path, &row("MLI", "14.2", "Gunmen attacked [Kolodougou-Roseau] in Mali."), &[]);
        check(
            path,
            &row("XXX", "140", "Gunmen attacked [Gao]."),
            &["an ISO alpha-3", "degrees north", "expected Kolodugu Reed"],
        );
        check(path, &row("MLI", "14.2", "no brackets"), &["desk.tsv:2: expected an example with the name in brackets"]);
    }
}
