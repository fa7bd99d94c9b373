//! Long French dispatches: classes of wording that agencies, bulletins and communiqués have in common. The sentences
//! are made up.

use super::testing::{row, told};

/// The events of a text, as "day, type at place: who -> whom".
fn check(text: &str, expected: &[&str]) {
    let line = |e: &crate::model::Event| {
        let day = e.date_from.map(|d| d.to_string()).unwrap_or_default();
        format!("{day}, {}", row(e))
    };
    let events: Vec<String> = told("fr", "2025-07-07", text).iter().map(line).collect();
    assert_eq!(events, expected, "{text}");
}

#[test]
fn what_is_conceded_is_told_and_a_condition_is_not() {
    check(
        "Si le calme est revenu en ville, deux soldats ont été tués samedi à Gao.",
        &["2025-07-05, Armed clash at Gao: Unidentified armed group -> Malian Armed Forces"],
    );
    check(
        "La zone reste calme, même si des hommes armés ont tué deux bergers le 3 juillet à Bosso.",
        &["2025-07-03, Attack at Bosso: Unidentified armed group -> Herders"],
    );
    check("Si des hommes armés ont attaqué Gao samedi, l'armée devra répondre.", &[]);
    check("Si les rebelles attaquent Gao, l'armée ripostera.", &[]);
}

#[test]
fn what_is_told_as_so_long_after_an_act_dates_it_back() {
    check(
        "Deux mois après l'attaque de Solhan, des hommes armés ont tué six villageois à Dori samedi.",
        &[
            "2025-05-01, Attack at Solhan: Unidentified armed group -> Civilians",
            "2025-07-05, Attack at Dori: Unidentified armed group -> Civilians",
        ],
    );
}

#[test]
fn shells_fall_elsewhere_than_where_they_are_fired() {
    check(
        "Des obus tirés depuis Goma sont tombés samedi à Gisenyi, faisant neuf morts.",
        &["2025-07-05, Shelling/artillery/missile attack at Gisenyi: Unidentified armed group -> Civilians"],
    );
}

#[test]
fn a_march_that_was_banned_was_not_held() {
    check(
        "Les autorités ont interdit samedi une marche de l'opposition à Douala.",
        &[
            "2025-07-05, Restriction of civic space at Cameroon: Government of Cameroon -> Political parties of Cameroon",
        ],
    );
}

#[test]
fn small_words_stand_within_a_verb() {
    let seized = &["2025-07-05, Non-state actor overtakes territory at Walikale: M23 -> FARDC"];
    check("Le M23 a ensuite pris, samedi, le contrôle de Walikale.", seized);
    check("Samedi, le M23 a pris, à son tour, le contrôle de Walikale.", seized);
}

#[test]
fn those_who_agree_are_both_named_over_an_adjective() {
    let pact = &["2025-07-05, Agreement at Ansongo: Local notables + Islamic State Sahel Province -> "];
    check("Accord conclu samedi à Ansongo entre notables songhaï et représentants de l'État islamique au Sahel.", pact);
}

#[test]
fn a_state_of_a_federation_is_no_government() {
    check(
        "Des hommes armés ont tué six paysans samedi dans l'État de Borno.",
        &["2025-07-05, Attack at Borno: Unidentified armed group -> Farmers"],
    );
}

#[test]
fn troops_that_stand_somewhere_since_a_month_came_then() {
    let text = "Les troupes rwandaises, déployées depuis juillet 2021, ont tué mercredi six insurgés à Macomia.";
    let days = |e: crate::model::Event| (e.sub_type, e.date_from.map(|d| d.to_string()).unwrap_or_default());
    let events: Vec<(String, String)> = told("fr", "2025-07-07", text).into_iter().map(days).collect();
    let expected = [("Force deployment", "2021-07-01"), ("Armed clash", "2025-07-02")];
    assert_eq!(events, expected.map(|(a, d)| (a.to_string(), d.to_string())));
}

#[test]
fn men_under_arms_are_no_doctors_named_before_them() {
    let text = "Le Réseau des médecins soudanais compte les blessés. Les Forces de soutien rapide ont refusé de \
                répondre. Selon le Réseau des médecins soudanais, les paramilitaires ont tué six patients samedi à Bara.";
    check(text, &["2025-07-05, Attack at Bara: RSF -> Civilians"]);
}

#[test]
fn a_list_that_was_closed_goes_on_with_somebody_else() {
    let text = "Malgré les appels de Paris et Londres, le M23 a pris Uvira mercredi.";
    check(text, &["2025-07-02, Non-state actor overtakes territory at Uvira: M23 -> FARDC"]);
}

#[test]
fn a_day_and_a_place_may_stand_between_commas() {
    let text = "Elle dénonce l'enlèvement, samedi à Mamfe, de deux enseignants.";
    check(text, &["2025-07-05, Abduction/forced disappearance at Mamfe: Unidentified armed group -> Teachers"]);
}

#[test]
fn a_pronoun_with_a_place_is_the_act_of_the_noun_before_it() {
    let text = "L'attaque de Boulkessi, vendredi, a fait six morts, après celle de samedi à Koutougou qui avait fait neuf morts.";
    let places = |e: crate::model::Event| e.place.unwrap_or_default();
    let all: Vec<String> = told("fr", "2025-07-07", text).into_iter().map(places).collect();
    assert_eq!(all, ["Boulkessi", "Koutougou"]);
}

#[test]
fn coups_are_told_land_by_land() {
    let text = "La région a connu des coups d'État au Mali (2020 et 2021), au Burkina Faso (2022) et au Niger en juillet 2023.";
    check(
        text,
        &[
            "2020-01-01, Other at Mali: Malian Armed Forces -> Government of Mali",
            "2021-01-01, Other at Mali: Malian Armed Forces -> Government of Mali",
            "2022-01-01, Other at Burkina Faso: Burkinabe Armed Forces -> Government of Burkina Faso",
            "2023-07-01, Other at Niger: Nigerien Armed Forces -> Government of Niger",
        ],
    );
}

#[test]
fn what_kind_a_thing_is_of_tells_of_nobody() {
    let text = "Le Niger a dénoncé samedi cinq accords militaires avec la France.";
    check(text, &["2025-07-05, Diplomatic rupture at Niger: Government of Niger -> Government of France"]);
}

#[test]
fn words_in_quotation_marks_are_a_part_of_what_they_stand_in() {
    let seized = ["2025-07-05, Non-state actor overtakes territory at Walikale: M23 -> FARDC"];
    check("Le M23 a « pris le contrôle » de Walikale samedi.", &seized);
    check("Le M23 a pris samedi le « contrôle » de Walikale.", &seized);
}

#[test]
fn each_paragraph_of_a_monthly_bulletin_begins_in_its_month() {
    let text = "Aperçu de l'accès, mai 2025\n\nEn avril, 39 incidents avaient été recensés.\n\nLe 6, des hommes armés ont tué \
                deux bergers à Dori.\n\nLe 19, un marchand a été tué à Djibo par des hommes armés.";
    let days = |e: crate::model::Event| e.date_from.map(|d| d.to_string()).unwrap_or_default();
    let all: Vec<String> = told("fr", "2025-06-20", text).into_iter().map(days).collect();
    assert_eq!(all, ["2025-05-06", "2025-05-19"]);
}

#[test]
fn the_agency_in_a_dateline_fights_nobody() {
    let text =
        "N'Djamena (AFP) - Les affrontements entre éleveurs et cultivateurs samedi à Mandakao ont fait 35 morts.";
    check(text, &["2025-07-05, Armed clash at Mandakao: Herders + Farmers -> Herders + Farmers"]);
}

#[test]
fn raiders_seize_goods_and_take_no_town() {
    let text = "Des hommes armés se sont emparés de la recette du marché à Ouallam samedi.";
    check(text, &["2025-07-05, Looting/property destruction at Ouallam: Unidentified armed group -> Civilians"]);
}
