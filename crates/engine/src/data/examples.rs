//! Tries the examples of one file, as the tests of the data folder do, for those who edit a running installation.

use super::{Data, DataError, File, Named, bracketed, phrase};
use crate::code;
use crate::model::Lang;
use std::collections::BTreeSet;

/// What the examples of a file of actors or of places do not show, by data that were loaded with it. Examples of
/// sources are tried when they are loaded. `known` are phrases of names that an actor had before: they are not tried.
pub fn tried(file: &File, known: &BTreeSet<String>, data: &Data) -> Vec<DataError> {
    match file.path.split('/').next() {
        Some("actors") => {
            let all = file.entries::<Named>("actor", &mut Vec::new());
            all.iter().flat_map(|(line, a)| actor(file, *line, a, known, data)).collect()
        }
        Some("places") => file.rows().flat_map(|(line, cells)| place(file, line, &cells, data)).collect(),
        _ => Vec::new(),
    }
}

/// The words in brackets must be found as the actor, and so must every new name in their place, which nobody else has.
fn actor(file: &File, line: usize, actor: &Named, known: &BTreeSet<String>, data: &Data) -> Vec<DataError> {
    let Some((text, at)) = bracketed(&actor.example).filter(|_| !actor.generic) else { return Vec::new() };
    let shown = text.get(at.clone()).unwrap_or("").to_string();
    let fault = |name: &str, expected: String, found: String, hint: &str| {
        DataError::new(&file.path, file.line_with(&format!("\"{name}\""), line), &expected, &found, hint)
    };
    let tried = |name: &String| {
        if let Some(other) = holder(name, &actor.name, data) {
            let expected = format!("a name of {} alone", actor.name);
            return Some(fault(name, expected, format!("{name}, a name of {other}"), "leave it to that one"));
        }
        let text = format!("{}{name}{}", text.get(..at.start)?, text.get(at.end..)?);
        let words = at.start..at.start + name.len();
        let all = Lang::ALL.iter().flat_map(|lang| code::actors(&text, *lang, data));
        let here = all.filter(|(span, _)| span.start < words.end && words.start < span.end);
        let found: Vec<String> = here.map(|(_, who)| who.name).collect();
        let nobody = || "nobody".to_string();
        let seen = if found.is_empty() { nobody() } else { found.join(", ") };
        let hint = "write the name as reports write it, and the sentence as a report would";
        let expected = format!("{} in \u{201c}{text}\u{201d}", actor.name);
        (!found.contains(&actor.name)).then(|| fault(name, expected, seen, hint))
    };
    let new = actor.aliases.iter().filter(|name| !known.contains(&phrase(name)));
    std::iter::once(&shown).chain(new).filter_map(tried).collect()
}

/// Another actor that bears a name.
fn holder<'d>(name: &str, own: &str, data: &'d Data) -> Option<&'d str> {
    let wanted = phrase(name);
    let bears = |a: &&Named| std::iter::once(&a.name).chain(&a.aliases).any(|n| phrase(n) == wanted);
    data.actors.named.iter().filter(|a| a.name != own).find(bears).map(|a| a.name.as_str())
}

/// A place needs a country that is known, a point on the earth, and must be found by the words in brackets.
fn place(file: &File, line: usize, cells: &[&str], data: &Data) -> Vec<DataError> {
    let cell = |n: usize| cells.get(n).copied().unwrap_or("").trim();
    let (name, country) = (cell(0), cell(6));
    let degrees = |n: usize, most: f64| cell(n).parse::<f64>().is_ok_and(|v| v.abs() <= most);
    let fault = |expected: &str, found: &str, hint: &str| DataError::new(&file.path, line, expected, found, hint);
    let mut faults = Vec::new();
    if data.places.country(country).is_none() {
        faults.push(fault("an ISO alpha-3 code of places/countries.tsv", country, "write the code of three letters"));
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
        let found: Vec<String> = tried(&file, &BTreeSet::new(), &data).iter().map(ToString::to_string).collect();
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
        check(
            "actors/own/reed_front.toml",
            &entry("\"FAMa\""),
            &["actors/own/reed_front.toml:4: expected a name of Reed Front alone"],
        );
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
