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
