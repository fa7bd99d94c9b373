//! Which place is meant, and how exactly the words say where.

use super::readings::places;
use crate::data::Data;
use crate::model::{Lang, PlacePrecision};

/// The place that the bracketed words of a text name, its region and its precision.
fn check(lang: Lang, text: &str, name: &str, country: &str, precision: PlacePrecision) {
    let found = places(text, lang, Data::bundled());
    let shown = format!("{found:?}");
    let place = found.into_iter().find(|p| p.name == name).unwrap_or_else(|| panic!("{name}: {shown}"));
    assert_eq!((place.country.as_deref(), place.precision), (Some(country), precision), "{shown}");
}

#[test]
fn precision_is_what_the_words_say() {
    use PlacePrecision::{Admin1, Area, Settlement};
    check(Lang::En, "Gunmen attacked in Niono, Mali.", "Niono", "MLI", Settlement);
    check(Lang::En, "Gunmen attacked near Niono, Mali.", "Niono", "MLI", Area);
    check(Lang::En, "Gunmen attacked a post 30 km north of Niono, Mali.", "Niono", "MLI", Area);
    check(Lang::Fr, "Une attaque a eu lieu à 30 km de Niono, au Mali.", "Niono", "MLI", Area);
    check(Lang::Fr, "Une attaque a eu lieu dans la région de Kayes, au Mali.", "Kayes", "MLI", Admin1);
    check(Lang::Fr, "Une attaque a eu lieu dans le cercle de Niono, au Mali.", "Niono", "MLI", Area);
}

#[test]
fn a_road_between_two_towns_is_one_place() {
    check(
        Lang::En,
        "A mine blew up on the Ansongo-Ménaka road in Mali.",
        "Ansongo-Ménaka",
        "MLI",
        PlacePrecision::Area,
    );
    check(
        Lang::Fr,
        "Une mine a sauté sur l'axe Ansongo-Ménaka au Mali.",
        "Ansongo-Ménaka",
        "MLI",
        PlacePrecision::Area,
    );
}

#[test]
fn a_name_that_no_table_knows_is_kept_as_it_is_written() {
    check(
        Lang::En,
        "Gunmen killed two farmers in Xanadour, in central Mali.",
        "Xanadour",
        "MLI",
        PlacePrecision::Settlement,
    );
    check(
        Lang::Fr,
        "Deux paysans ont été tués à Xanadour, dans le centre du Mali.",
        "Xanadour",
        "MLI",
        PlacePrecision::Settlement,
    );
    check(Lang::Fr, "Deux paysans ont été tués près de Xanadour, au Mali.", "Xanadour", "MLI", PlacePrecision::Area);
}

#[test]
fn namesakes_are_chosen_by_the_country_and_the_places_around() {
    check(
        Lang::En,
        "In Nigeria, troops in Maiduguri and Bama repelled an attack on Baga.",
        "Baga",
        "NGA",
        PlacePrecision::Settlement,
    );
}

#[test]
fn a_people_stands_for_its_country() {
    check(Lang::En, "The Malian singer spoke.", "Mali", "MLI", PlacePrecision::Country);
}

/// Place, region and country of the one event of a report of 5 June 2025.
fn check_scene(lang: &str, text: &str, place: &str, admin1: &str, country: &str) {
    let document = crate::model::Document {
        text: text.into(),
        language: Some(lang.into()),
        published: Some("2025-06-05".into()),
        ..Default::default()
    };
    let event = crate::code::code(&document, Data::bundled()).0.events.into_iter().next().unwrap_or_default();
    let found = [event.place, event.admin1, event.country].map(Option::unwrap_or_default);
    assert_eq!(found, [place, admin1, country], "{text}");
}

#[test]
fn an_unknown_village_lies_in_the_unit_named_with_it() {
    check_scene(
        "en",
        "Gunmen killed nine farmers on Tuesday in the village of Zarbakuwa, in Anka local government area of Zamfara State, Nigeria.",
        "Zarbakuwa",
        "Zamfara",
        "NGA",
    );
    check_scene(
        "en",
        "Bandits attacked Dan Marwa, a locality of Shinkafi LGA in Zamfara State, on Sunday, killing four people, Nigerian police said.",
        "Dan Marwa",
        "Zamfara",
        "NGA",
    );
    check_scene(
        "en",
        "ADF rebels killed 12 civilians on Monday in Kitchupa (Irumu territory, Ituri), the Congolese army said.",
        "Kitchupa",
        "Ituri",
        "COD",
    );
    check_scene(
        "en",
        "Colombian soldiers clashed with ELN rebels on Monday in La Palmita, a rural district of Tibú in Norte de Santander; two soldiers were killed.",
        "La Palmita",
        "Norte de Santander",
        "COL",
    );
    check_scene(
        "fr",
        "Des hommes armés ont attaqué lundi Kossomnaba, un village situé à 30 km de Djibo, au Burkina Faso, tuant dix civils.",
        "Kossomnaba",
        "Sahel",
        "BFA",
    );
    check_scene(
        "fr",
        "Dix civils ont été tués vendredi à Mbreda (territoire de Rutshuru) par des combattants du M23.",
        "Mbreda",
        "Nord-Kivu",
        "COD",
    );
    check_scene(
        "fr",
        "Des miliciens ont attaqué mardi le groupement Bakali, en territoire de Djugu, en RDC, tuant huit personnes.",
        "Bakali",
        "Ituri",
        "COD",
    );
}

#[test]
fn the_scene_is_neither_a_speakers_seat_nor_on_the_way() {
    check_scene(
        "en",
        "A Nigerian army spokesman in Abuja said on Monday that troops killed 20 fighters in Dikwa, Borno State, on Sunday.",
        "Dikwa",
        "Borno",
        "NGA",
    );
    check_scene(
        "en",
        "Militants ambushed a convoy on Thursday travelling from Gao to Ansongo, killing three Malian soldiers near Labbezanga.",
        "Labbezanga",
        "Gao",
        "MLI",
    );
    check_scene(
        "fr",
        "Des combattants venus de Gao ont tué six soldats nigériens lundi à Abala.",
        "Abala",
        "Tillabéri",
        "NER",
    );
}

#[test]
fn a_namesake_far_from_all_the_report_names_is_not_meant() {
    check_scene(
        "en",
        "Jihadists killed six hunters in Koro on Monday, the Malian army said.",
        "Koro",
        "Bandiagara",
        "MLI",
    );
    check_scene(
        "en",
        "Somali soldiers killed six al-Shabaab fighters on Monday in Tiko, a village near Jowhar.",
        "Tiko",
        "Middle Shabelle",
        "SOM",
    );
}

#[test]
fn the_capital_is_that_of_the_country_named() {
    check_scene(
        "en",
        "Chad: police fired on protesters in the capital on Monday, killing two people.",
        "N'Djamena",
        "N'Djamena",
        "TCD",
    );
    check_scene(
        "fr",
        "Au Niger, des hommes armés ont tué deux policiers lundi dans la capitale.",
        "Niamey",
        "Niamey",
        "NER",
    );
}

#[test]
fn a_town_in_capitals_heads_its_entry() {
    let text =
        "DES BRÈVES DE LA RADIO DU NORD. KAYA : CALME. DORI : DEUX SOLDATS ONT ÉTÉ TUÉS DANS UNE EMBUSCADE LUNDI.";
    check_scene("fr", text, "Dori", "Sahel", "BFA");
}

#[test]
fn a_town_in_the_name_of_fighters_is_no_scene() {
    let text = "Fighters of the Roseau Bleu attacked the village of Mora, in Cameroon, on Monday.";
    check_scene("en", text, "Mora", "Extrême-Nord", "CMR");
}

#[test]
fn a_town_that_no_table_knows_is_not_the_one_of_its_first_word() {
    let text = "Two people were killed in clashes in San Ignacio, Bolivia, on Friday.";
    check(Lang::En, text, "San Ignacio", "BOL", PlacePrecision::Settlement);
}
