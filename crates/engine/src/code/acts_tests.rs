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
