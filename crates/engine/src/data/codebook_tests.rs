use super::super::Data;
use super::*;
use crate::code::code;
use crate::model::Document;
use std::collections::BTreeSet;

#[test]
fn every_sub_type_that_is_coded_is_in_the_codebook_and_the_reverse() {
    let data = Data::bundled();
    let coded: BTreeSet<(&str, &str)> =
        data.frames.frames.iter().map(|f| (f.event_type.as_str(), f.sub_type.as_str())).collect();
    let book: BTreeSet<(&str, &str)> =
        data.codebook.sub_types.iter().map(|s| (s.event_type.as_str(), s.name.as_str())).collect();
    assert_eq!(coded.difference(&book).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
    assert_eq!(book.difference(&coded).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
}

#[test]
fn examples_of_the_codebook_are_coded_as_it_says() {
    let data = Data::bundled();
    let frames = || data.frames.frames.iter();
    let mut wrong = Vec::new();
    for sub in data.codebook.sub_types.iter().filter(|s| frames().any(|f| f.sub_type == s.name)) {
        let document = Document {
            id: "r".into(),
            language: Some("en".into()),
            published: Some("2025-07-07".into()),
            text: sub.example.text.clone(),
            ..Document::default()
        };
        let found: Vec<String> = code(&document, data).0.events.into_iter().map(|e| e.sub_type).collect();
        if found != [sub.name.as_str()] {
            wrong.push(format!("{}: {found:?}", sub.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_class_measure_and_country_is_told() {
    let data = Data::bundled();
    let book = &data.codebook;
    for agent in data.lexicons.values().flat_map(|l| &l.agents) {
        assert!(book.class(agent.class).is_some(), "{:?}", agent.class);
    }
    assert_eq!(book.classes.len(), 14);
    let told: Vec<&str> = book.measures.iter().map(|m| m.name.as_str()).collect();
    for name in &told {
        assert!(serde_json::from_value::<Measure>((*name).into()).is_ok(), "{name}");
    }
    assert_eq!(told.len(), 14);
    let missing: Vec<_> =
        data.places.countries.iter().filter(|c| !book.states.contains_key(&c.iso)).map(|c| &c.iso).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn actors_go_into_the_forms_of_others_and_come_back() {
    let data = Data::bundled();
    let (book, actors, world) = (&data.codebook, &data.actors, &data.places);
    for form in &book.forms {
        let [ours, iso, acled, ucdp] = &form.example;
        let written = |shape| book.written(ours, Some(iso), shape, actors, world);
        assert_eq!((&written(Shape::Acled), &written(Shape::Ucdp)), (acled, ucdp), "{ours}");
        if form.acled.as_deref().is_some_and(|f| f.contains('{')) {
            assert_eq!(book.read(acled, Shape::Acled, actors, world).as_ref(), Some(ours));
        }
    }
    let country = &world.countries[0];
    let plain = format!("Military Forces of {}", country.name);
    let dated = book.read(&format!("{plain} (2021-)"), Shape::Acled, actors, world);
    assert!(dated.is_some() && dated == book.read(&plain, Shape::Acled, actors, world));
    assert_eq!(book.written("Civilians", None, Shape::Acled, actors, world), "Civilians");
    assert_eq!(book.read("Dabia Dawn Front", Shape::Acled, actors, world), None);
}

#[test]
fn bounds_are_told_in_words() {
    let line = &Data::bundled().codebook.words[&Lang::En];
    let shown = [
        line.number(Some(3), Some(3), false),
        line.number(Some(3), None, true),
        line.number(Some(0), Some(8), false),
        line.number(Some(40), Some(40), true),
    ];
    assert_eq!(shown, ["3", "at least 3", "up to 8", "about 40"]);
}
