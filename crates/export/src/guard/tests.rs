use super::*;
use crate::Format;
use crate::testing::{World, input, options};
use jiff::SignedDuration;
use vigie_engine::model::{PlacePrecision, Support};

const ATTACK: &str = "Attack|2025-07-01|Gao|JNIM|Civilians|killed 9";

fn released(world: &World, options: &Options) -> Released {
    release(&world.input(), options, Data::bundled())
}

fn every_format(world: &World, options: &Options) -> Vec<(Format, String)> {
    let made = |format| {
        let options = Options { format, tables: crate::Tables::All, ..options.clone() };
        let bytes = crate::export(&world.input(), &options, Data::bundled()).expect("a file").bytes;
        (format, unpacked(&bytes))
    };
    Format::all().filter(|f| *f != Format::Parquet).map(made).collect()
}

/// The text of a file, also of those within a ZIP.
fn unpacked(bytes: &[u8]) -> String {
    use std::io::Read;
    let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let mut text = String::new();
    for n in 0..zip.len() {
        let mut inner = Vec::new();
        zip.by_index(n).expect("a file").read_to_end(&mut inner).expect("bytes");
        text += &String::from_utf8_lossy(&inner);
    }
    text
}

#[test]
fn a_sensitive_source_is_in_no_format_by_name_address_or_number() {
    let world = input(&[
        &[ATTACK],
        &["Attack|2025-07-01|Gao|JNIM|Civilians|killed 7777"],
        &["Attack|2025-06-11|Sikasso|JNIM|Civilians|killed 5"],
    ]);
    let secret = Options { sensitive: vec!["outlet 1".into(), "d02".into()], ..options(Format::Csv) };
    for (format, text) in every_format(&world, &secret) {
        for word in ["Outlet 1", "o1.example", "7777", "Outlet 2", "o2.example", "Sikasso", "\"d01\"", "\"d02\""] {
            assert!(!text.contains(word), "{word} in {}", format.name());
        }
    }
    for (format, text) in every_format(&world, &options(Format::Csv)) {
        let all = ["7777", "Sikasso"].iter().all(|word| text.contains(word));
        assert!(all || matches!(format, Format::Hapi), "{}", format.name());
    }
    let left = released(&world, &secret);
    assert_eq!(left.incidents.len(), 1);
    assert_eq!(left.incidents[0].id, world.resolution.incidents.iter().find(|i| i.events.len() == 2).unwrap().id);
    assert_eq!(left.incidents[0].fields["figures/killed/civilians"].len(), 1);
    assert_eq!(left.withheld.0[&("incidents", "told by sensitive sources only".into())], 1);
    assert_eq!(left.withheld.0[&("claims", "of a sensitive source".into())], 1);
}

#[test]
fn private_names_are_in_no_format() {
    let mut world = input(&[
        &["Abduction/forced disappearance|2025-07-01|Gao|JNIM|Ablo Nantoumba|abducted 1"],
        &["Attack|2025-07-08|Ablo Keita Dara|JNIM|Civilians|killed 2"],
    ]);
    for incident in &mut world.resolution.incidents {
        incident.shown.said_by = Some("Fanta Nantoumba".into());
        let supports = incident.fields.values_mut().flatten().flat_map(|c| &mut c.support);
        supports.for_each(|s: &mut Support| s.said_by = Some("Fanta Nantoumba".into()));
        incident.shown.figures.iter_mut().for_each(|f| f.said_by = Some("Fanta Nantoumba".into()));
        incident.shown.anchor = "Nantoumba was taken".into();
    }
    for document in &mut world.documents {
        document.title = Some("Nantoumba taken".into());
        document.author = Some("Fanta Nantoumba".into());
        document.text = "Ablo Nantoumba was taken.".into();
    }
    for (format, text) in every_format(&world, &options(Format::Csv)) {
        for word in ["Nantoumba", "Keita Dara"] {
            assert!(!text.contains(word), "{word} in {}", format.name());
        }
    }
    let left = released(&world, &options(Format::Csv));
    assert_eq!(left.incidents[0].shown.targets[0].name, "Unnamed (rebel group)");
    assert_eq!(left.incidents[0].shown.said_by.as_deref(), Some("unnamed source"));
    assert_eq!(left.withheld.0[&("places", "in no gazetteer: they may be private names".into())], 1);
    let told = released(&world, &Options { unlisted: true, ..options(Format::Csv) });
    assert_eq!(told.incidents[1].shown.place.as_deref(), Some("Ablo Keita Dara"));
    world.confirmed = world.resolution.incidents.iter().map(|i| i.id.clone()).collect();
    let confirmed = released(&world, &options(Format::Csv));
    assert_eq!(confirmed.incidents[1].shown.place.as_deref(), Some("Ablo Keita Dara"));
}

#[test]
fn coarsened_no_format_tells_more_than_the_region() {
    let mut world = input(&[
        &[ATTACK],
        &["Attack|2025-07-01|Ansongo|JNIM|Civilians|killed 9"],
        &["Attack|2025-07-01|Gao|JNIM|Civilians|killed 9"],
    ]);
    for incident in &mut world.resolution.incidents {
        incident.shown.admin1 = Some("Gao".into());
    }
    for document in &mut world.documents {
        document.url = Some(format!("https://{}.example/ansongo-attack", document.id));
    }
    let coarse = Options { coarsen: true, headlines: true, ..options(Format::Csv) };
    for (format, text) in every_format(&world, &coarse) {
        for word in ["Ansongo", "ansongo", "Headline", "settlement"] {
            let legend = word == "settlement" && text.contains("settlement, area, admin1 or country");
            assert!(!text.contains(word) || legend, "{word} in {}", format.name());
        }
        assert!(!text.contains("d00.example/"), "{}", format.name());
    }
    for incident in released(&world, &coarse).incidents {
        assert_eq!(incident.shown.place_precision, PlacePrecision::Admin1);
        assert!(!incident.fields.contains_key("place"));
    }
}

#[test]
fn fresh_acts_wait_until_the_delay_is_over() {
    let world = input(&[&[ATTACK, "Attack|2025-07-30|Gao|JNIM|Civilians|killed 2"]]);
    let after = |hours| {
        let delay = Some(SignedDuration::from_hours(hours));
        released(&world, &Options { delay, ..options(Format::Csv) }).incidents.len()
    };
    // Noon of 1 August is 36 hours after the end of 30 July.
    assert_eq!([after(36), after(37), after(24 * 60)], [2, 1, 0]);
}

#[test]
fn area_days_and_types_choose_and_are_no_withholding() {
    let world = input(&[&[ATTACK, "Threat|2025-07-05|-|JNIM||", "Attack||Kidal|JNIM|Civilians|"]]);
    let count = |options: Options| {
        let left = released(&world, &options);
        assert!(left.withheld.0.is_empty(), "{:?}", left.withheld);
        left.incidents.len()
    };
    let all = || options(Format::Csv);
    assert_eq!(count(all()), 3);
    assert_eq!(count(Options { kind: Some("Attack".into()), ..all() }), 2);
    assert_eq!(count(Options { from: Some("2025-07-02".parse().unwrap()), ..all() }), 1);
    assert_eq!(count(Options { to: Some("2025-07-02".parse().unwrap()), ..all() }), 1);
    let area = vigie_engine::assess::count::Area::Country("NER".into());
    assert_eq!(count(Options { area, ..all() }), 0);
}

#[test]
fn what_was_held_back_is_told_without_its_name() {
    let world = input(&[&[ATTACK], &["Attack|2025-06-11|Sikasso|JNIM|Civilians|killed 5"]]);
    let secret = Options { sensitive: vec!["Outlet 1".into()], ..options(Format::Csv) };
    let manifest = crate::export(&world.input(), &secret, Data::bundled()).expect("a file").manifest.json();
    assert!(manifest.contains("told by sensitive sources only") && !manifest.contains("Outlet 1"), "{manifest}");
}
