//! Which acts a text tells, and which words only look like one. Each line holds a class of wording, not a report: the
//! sentences are made up.

use super::testing::told;

/// The acts of a text, each as "type at place".
fn check(language: &str, text: &str, expected: &[&str]) {
    let row = |e: &crate::model::Event| format!("{} at {}", e.sub_type, e.place.as_deref().unwrap_or("-"));
    let acts: Vec<String> = told(language, "2025-07-07", text).iter().map(row).collect();
    assert_eq!(acts, expected, "{text}");
}

const TAKEN: &str = "Abduction/forced disappearance at";

#[test]
fn words_of_an_act_stand_around_those_it_was_done_to() {
    check("en", "Armed men led some 60 schoolgirls away in Kankara on Monday.", &[&format!("{TAKEN} Kankara")]);
    check("en", "The rebels took 12 villagers hostage in Djugu on Friday.", &[&format!("{TAKEN} Djugu")]);
}

#[test]
fn words_of_an_act_stand_around_its_place() {
    check("en", "Schools in Ouahigouya were closed on Friday.", &["Restriction of civic space at Ouahigouya"]);
    check("fr", "Les écoles de Diapaga fonctionnent vendredi.", &[]);
}

#[test]
fn what_firms_are_accused_of_is_no_act_without_its_scene() {
    let listed = "The European Union on Friday blacklisted three firms accused of supplying weapons to the RSF.";
    check("en", listed, &["Sanction at Sudan"]);
}

#[test]
fn what_a_pact_is_about_is_no_act() {
    let pact = "Le Mali et l'Algérie ont signé vendredi à Alger un accord sur la réouverture de leur espace aérien.";
    check("fr", pact, &["Cooperation agreement at Algiers"]);
}

#[test]
fn talks_that_were_held_are_no_prisoners() {
    let talks = "Talks between Chad and Sudan were held in Doha on Friday.";
    check("en", talks, &["Diplomatic meeting at Doha"]);
}

#[test]
fn each_verb_has_its_own_town() {
    let two = "Insurgents killed two fishermen in Macomia and burned the school in Quiterajo on Friday.";
    check("en", two, &["Attack at Macomia", "Looting/property destruction at Quiterajo"]);
    let one = "Insurgents killed two fishermen and burned the school in Quiterajo on Friday.";
    check("en", one, &["Attack at Quiterajo"]);
}

#[test]
fn a_convoy_of_which_only_soldiers_fell_was_fought_for() {
    let convoy =
        "Un convoi escorté par l'armée est tombé dans une embuscade samedi à Ansongo. Bilan : huit militaires tués.";
    check("fr", convoy, &["Armed clash at Ansongo"]);
}

#[test]
fn two_words_for_one_meeting_are_one() {
    let visit = "Sudan's army chief travelled to Cairo on Friday and met President Sisi.";
    check("en", visit, &["Diplomatic meeting at Cairo"]);
}

#[test]
fn what_a_law_does_is_the_law() {
    let law = "Ethiopia's parliament voted on Friday to extend the state of emergency in Amhara.";
    check("en", law, &["Law or decree at Ethiopia"]);
}

#[test]
fn whose_friends_fighters_are_does_not_hide_them() {
    let entered = "Al-Qaeda-linked fighters entered the town of Loulouni on Friday.";
    check("en", entered, &["Non-state actor overtakes territory at Loulouni"]);
}

#[test]
fn both_sides_may_be_named_after_their_pact() {
    let pause = "The two sides agreed on Friday to a humanitarian pause. The Sudanese army and the Rapid Support Forces \
                 have fought since 2023.";
    check("en", pause, &["Agreement at Sudan"]);
}

#[test]
fn what_was_called_off_did_not_happen() {
    check("en", "Kenya's government cancelled talks with Somalia on Friday.", &[]);
}

#[test]
fn a_condition_within_a_quotation_ends_with_it() {
    let threat = "« Nous prendrons Bria si l'armée refuse », a menacé vendredi le chef des rebelles de l'UPC à Bria.";
    check("fr", threat, &["Threat at Central African Republic"]);
}

#[test]
fn what_is_to_be_ended_is_not_told() {
    check("en", "The rebels signed a commitment to stop attacks in Djugu on Friday.", &["Agreement at Djugu"]);
}

#[test]
fn talks_are_held_by_those_between_whom_they_resume() {
    let talks = "Les pourparlers de Doha ont repris mardi entre Kinshasa et l'AFC/M23.";
    check("fr", talks, &["Diplomatic meeting at Doha"]);
}

#[test]
fn a_village_of_the_district_that_the_lead_names_is_the_same_act() {
    let raid =
        "Gunmen killed nine villagers in Koro district on Friday. They attacked the village of Dinangourou at dawn.";
    check("en", raid, &["Attack at Dinangourou"]);
    let two = "Gunmen killed nine villagers in Koro on Friday. They attacked the village of Dinangourou at dawn.";
    check("en", two, &["Attack at Koro", "Attack at Dinangourou"]);
}

#[test]
fn where_the_wounded_are_brought_is_no_scene() {
    let mine =
        "Un car a heurté un engin explosif lundi à Tominian. Bilan : cinq enfants tués, neuf blessés évacués vers San.";
    check("fr", mine, &["Remote explosive/landmine/IED at Tominian"]);
}

#[test]
fn what_has_gone_on_for_years_is_no_act() {
    let war = "Niger, led by a junta since a coup in July 2023, has been battling jihadists for a decade.";
    check("en", war, &["Other at Niger"]);
}

#[test]
fn aid_agencies_that_stop_their_work_are_not_banned() {
    check("fr", "Quatre ONG ont suspendu lundi leurs activités à Djibo.", &[]);
}

#[test]
fn a_base_left_and_handed_over_is_left_once() {
    let base = "Les Casques bleus ont quitté la base d'Ogossagou le 1er juillet, remise à l'armée malienne.";
    check("fr", base, &["Force withdrawal at Ogossagou"]);
}

#[test]
fn a_death_of_which_nothing_is_told_is_no_attack() {
    check("fr", "Les habitants pleurent encore la mort d'un jeune conducteur.", &[]);
    let drone = "Vendredi, la mort de trois soldats à Tiné a été attribuée à un drone.";
    check("fr", drone, &["Armed clash at Tine"]);
}

#[test]
fn a_pact_by_which_something_is_done_is_not_made_again() {
    let left = "Le M23 s'est retiré vendredi de Walikale en vertu de l'accord de Doha.";
    check("fr", left, &["Non-violent transfer of territory at Walikale"]);
    let broken = "On Friday the rebels shelled Sake in violation of the ceasefire.";
    check("en", broken, &["Shelling/artillery/missile attack at Sake"]);
}
