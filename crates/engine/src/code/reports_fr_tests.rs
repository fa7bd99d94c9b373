//! Reports as French papers write them: what only points at an act, whose a day is, who threw an attack back. The
//! sentences are made up.

use super::testing::{check_dated, told};

/// The events of a text, as "day, type at place: who -> whom".
fn check(text: &str, expected: &[&str]) {
    check_dated("fr", text, expected);
}

/// How many a text says were killed or hurt.
fn figures(text: &str) -> Vec<u64> {
    told("fr", "2025-07-07", text).iter().flat_map(|e| &e.figures).filter_map(|f| f.low).collect()
}

#[test]
fn a_list_led_by_what_its_places_are_is_a_list() {
    check(
        "Le JNIM a attaqué samedi les villages de Bankass, Koro et Bandiagara.",
        &[
            "2025-07-05, Attack at Bankass: JNIM -> Civilians",
            "2025-07-05, Attack at Koro: JNIM -> Civilians",
            "2025-07-05, Attack at Bandiagara: JNIM -> Civilians",
        ],
    );
}

#[test]
fn where_a_crowd_comes_from_is_no_scene() {
    check(
        "Des manifestants venus des quartiers de Lafiabougou, Banconi et Sogoniko ont marché samedi à Bamako.",
        &["2025-07-05, Peaceful protest at Bamako: Protesters -> Government of Mali"],
    );
}

#[test]
fn whoever_throws_an_attack_back_was_attacked() {
    check(
        "L'armée a repoussé samedi une attaque du JNIM à Gao.",
        &["2025-07-05, Armed clash at Gao: JNIM -> Malian Armed Forces"],
    );
    check(
        "L'armée a repoussé samedi une attaque à Gao.",
        &["2025-07-05, Armed clash at Gao: Unidentified armed group -> Malian Armed Forces"],
    );
}

#[test]
fn the_day_of_who_condemns_is_not_that_of_the_act() {
    check(
        "L'ONU a condamné lundi l'attaque contre un convoi de la MINUSMA le 2 juillet à Gao, où un Casque bleu a été tué.",
        &["2025-07-02, Armed clash at Gao: Unidentified armed group -> MINUSMA"],
    );
    check("L'ONU a condamné toutes les attaques contre la MINUSMA.", &[]);
}

#[test]
fn the_day_of_the_main_verb_is_not_that_of_a_participle() {
    check(
        "Trois bergers enlevés le 2 juin à Gao ont été retrouvés samedi.",
        &["2025-06-02, Abduction/forced disappearance at Gao: Unidentified armed group -> Herders"],
    );
    let freed = told("fr", "2025-07-07", "Trois bergers enlevés dans le nord du Mali ont été libérés samedi.");
    assert!(freed.iter().all(|e| e.date_from.is_none()));
}

#[test]
fn what_a_bill_provides_for_is_no_act() {
    check(
        "Le Parlement débat d'un projet de loi prévoyant la dissolution des partis et la suspension des radios.",
        &[],
    );
}

#[test]
fn what_nobody_knows_is_not_told() {
    check("On ne sait pas combien de personnes sont mortes, ni si la ville de Gao est tombée aux mains du JNIM.", &[]);
}

#[test]
fn craft_are_not_killed_and_a_sum_counts_neither_dead_nor_wounded() {
    assert!(figures("L'armée malienne a abattu dans la nuit de samedi 12 des 15 drones lancés contre Gao.").is_empty());
    assert!(figures("Une attaque à Gao samedi a fait 27 morts et blessés.").is_empty());
    assert_eq!(figures("Une attaque à Gao samedi a fait 27 morts et 12 blessés."), [27, 12]);
}

#[test]
fn police_from_abroad_who_are_missing_were_attacked() {
    check(
        "Un policier kényan est porté disparu à la suite d'une embuscade tendue samedi à Pont-Sondé, en Haïti.",
        &["2025-07-05, Armed clash at Pont-Sondé: Unidentified armed group -> Kenyan Police"],
    );
}

#[test]
fn the_press_that_is_told_of_an_act_is_no_side_of_it() {
    check(
        "Un enlèvement a eu lieu samedi à Abalak, au Niger, selon une source s'exprimant à l'AFP.",
        &["2025-07-05, Abduction/forced disappearance at Abalak: Unidentified armed group -> Civilians"],
    );
}

#[test]
fn a_few_days_ago_is_no_day() {
    let events = told("fr", "2025-07-07", "Des hommes armés ont tué six bergers à Gao il y a quelques jours.");
    let days: Vec<i8> = events.iter().filter_map(|e| Some(e.date_to?.day() - e.date_from?.day())).collect();
    assert_ne!(days, [0]);
}

#[test]
fn those_with_a_title_are_no_places() {
    let text = "En Ukraine, selon M. Korenko, les villes de Kherson et Dnipro ont été attaquées samedi.";
    let events = told("fr", "2025-07-07", text);
    assert!(events.iter().all(|e| e.place.as_deref() != Some("Korenko")), "{events:?}");
}

#[test]
fn a_group_that_dissolves_itself_is_restricted_by_nobody() {
    check(
        "Les chefs du MNLA ont officiellement dissous leur mouvement samedi à Kidal.",
        &["2025-07-05, Change to group/activity at Mali: MNLA -> "],
    );
}

#[test]
fn what_a_land_suffers_is_no_act_of_a_day() {
    check(
        "Dix civils ont été tués lundi à Nyala, au Soudan, en proie à des combats entre l'armée et les rebelles.",
        &["2025-07-07, Attack at Nyala: Unidentified armed group -> Civilians"],
    );
}

#[test]
fn what_is_scheduled_has_not_been() {
    check("Une nouvelle manifestation lancée par l'opposition à Bamako est prévue mardi.", &[]);
}

#[test]
fn a_march_is_where_people_march() {
    check(
        "Une manifestation contre l'occupation de Bunagana par le M23 a été organisée samedi à Goma.",
        &["2025-07-05, Peaceful protest at Goma: Protesters -> Government of the Democratic Republic of the Congo"],
    );
}

#[test]
fn letters_in_brackets_are_those_of_the_name_before_them() {
    let text = "Reporters sans frontières (RSF) a parlé. « Deux journalistes ont été enlevés samedi à Ouagadougou », selon RSF.";
    let events = told("fr", "2025-07-07", text);
    assert_eq!(events.iter().map(|e| e.said_by.as_deref()).collect::<Vec<_>>(), [Some("Reporters Without Borders")]);
}

#[test]
fn a_count_whose_source_follows_is_no_year() {
    let text = "À Bamako, la manifestation a rassemblé samedi plusieurs centaines de personnes, 2000 selon la police.";
    let events = told("fr", "2025-07-07", text);
    assert!(events.iter().all(|e| e.date_from.is_some_and(|d| d.year() == 2025)), "{events:?}");
}

#[test]
fn a_village_is_what_the_town_it_is_measured_from_was_near_to() {
    check(
        "Trois villageois ont été tués samedi près de Gao. Des hommes armés sont entrés dans le village de Sosso, situé à \
         20 kilomètres de Gao, et ont tiré sur les habitants.",
        &["2025-07-05, Attack at Sosso: Unidentified armed group -> Civilians"],
    );
}

#[test]
fn attacks_that_somebody_comes_for_are_not_told() {
    check("Des rebelles se sont installés en 1995 dans l'est du Mali pour mener des attaques contre Kampala.", &[]);
}

#[test]
fn the_land_that_a_title_begins_with_is_that_of_the_report() {
    let document = crate::model::Document {
        id: "x".into(),
        title: Some("Niger : les accords avec la France dénoncés".into()),
        text: "Une semaine après le coup d'État, la France a réagi, comme le Niger.".into(),
        published: Some("2025-07-07".into()),
        language: Some("fr".into()),
        ..crate::model::Document::default()
    };
    let (record, _) = super::code(&document, crate::data::Data::bundled());
    assert!(record.events.iter().all(|e| e.country.as_deref() != Some("FRA")), "{:?}", record.events);
}
