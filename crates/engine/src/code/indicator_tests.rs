use crate::code::code;
use crate::data::Data;
use crate::model::{Document, Indicator};

fn told(language: &str, text: &str) -> Vec<Indicator> {
    let document = Document {
        text: text.into(),
        language: Some(language.into()),
        published: Some("2025-06-10".into()),
        ..Document::default()
    };
    let record = code(&document, Data::bundled()).0;
    assert!(record.events.is_empty(), "{:?}", record.events);
    record.indicators
}

/// Name, number, area, day, and who says so.
fn check(language: &str, text: &str, want: (&str, u64, &str, &str, Option<&str>)) {
    let all = told(language, text);
    let row = |i: &Indicator| {
        let area = i.area.clone().unwrap_or_default();
        let day = i.as_of.map(|d| d.to_string()).unwrap_or_default();
        (i.indicator.clone(), i.low.or(i.high).unwrap_or(0), area, day, i.said_by.clone())
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    let want = (want.0.to_string(), want.1, want.2.to_string(), want.3.to_string(), want.4.map(str::to_string));
    assert!(rows.contains(&want), "{rows:?}");
}

#[test]
fn a_bulletin_gives_its_day_and_source_to_its_numbers() {
    let burkina = "As of 31 March 2025, 2,062,534 people were internally displaced in Burkina Faso.";
    check("en", burkina, ("internally displaced", 2_062_534, "Burkina Faso", "2025-03-31", None));
    let ghana = "Some 64,500 refugees are hosted in Ghana (UNHCR, 31 March).";
    check("en", ghana, ("refugees", 64_500, "Ghana", "2025-03-31", Some("UNHCR")));
    let lac = "412 000 personnes sont dans le besoin dans la province du Lac (OCHA, décembre 2024).";
    check("fr", lac, ("people in need", 412_000, "Lac", "2024-12-31", Some("OCHA")));
}

#[test]
fn a_host_is_the_area_of_those_it_hosts() {
    let chad = "Le Tchad accueille 844 000 réfugiés soudanais arrivés depuis avril 2023, selon le HCR.";
    check("fr", chad, ("refugees", 844_000, "Chad", "2025-06-10", Some("UNHCR")));
}

#[test]
fn tolls_and_attacks_over_a_period_are_totals() {
    let togo = "In 2024, 15 attacks left some 40 people dead in Togo, the government said.";
    check("en", togo, ("events", 15, "Togo", "2024-12-31", Some("Government of Togo")));
    check("en", togo, ("fatalities", 40, "Togo", "2024-12-31", Some("Government of Togo")));
}

#[test]
fn a_share_changes_what_is_named_with_it() {
    let rose = "Violent incidents in Mali rose by 16 percent in 2024, ACLED said.";
    check("en", rose, ("change in events", 16, "Mali", "2024-12-31", Some("ACLED")));
    let fell = "Le nombre de morts a baissé de 12 % au Mali en 2024 par rapport à 2023.";
    check("fr", fell, ("change in fatalities", 12, "Mali", "2024-12-31", None));
}

#[test]
fn a_disease_kills_without_being_a_fatality_of_war() {
    assert!(told("en", "Cholera has killed 145 people in Lac province since July.").is_empty());
}
