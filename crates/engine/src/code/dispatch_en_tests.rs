//! Sentences of long English dispatches: background, quotes and what a clause hangs on. Each line holds a class of
//! wording, not a report: the sentences are made up.

use super::testing::{names, told};

/// The events of a text of 8 July 2025, as "type at place: who -> whom".
fn check(text: &str, expected: &[&str]) {
    super::testing::check("en", text, expected);
}

#[test]
fn its_forces_are_those_of_whoever_speaks() {
    let front = "The Azawad Liberation Front informs the public that on the morning of Monday 7 July its forces took control of the town of Léré.";
    check(front, &["Non-state actor overtakes territory at Léré: FLA -> Malian Armed Forces"]);
    let army = "Rwanda's army said its soldiers had killed 12 insurgents near Macomia on Friday.";
    check(army, &["Armed clash at Macomia: Rwandan Defence Force -> Unidentified armed group"]);
}

#[test]
fn who_met_is_no_victim() {
    let talks = "Envoys of Ukraine and Russia, who met in Istanbul on Thursday, said little.";
    check(talks, &["Diplomatic meeting at Istanbul: Government of Ukraine + Government of Russia -> "]);
}

#[test]
fn who_stands_before_the_only_verb_does_it() {
    check(
        "Rebels attacked at dawn on Monday an army camp in Niono.",
        &["Armed clash at Niono: Unidentified armed group -> Malian Armed Forces"],
    );
    check(
        "The army captured on Monday the town of Barwako.",
        &["Government regains territory at Barwako: Armed Forces -> Unidentified armed group"],
    );
}

#[test]
fn a_deal_that_was_struck_is_no_blow() {
    let deal = "A peace deal was struck in February between the elders of Faskari and the bandits.";
    assert_eq!(told("en", "2025-07-08", deal).len(), 1);
}

#[test]
fn the_sum_of_a_war_is_no_act() {
    check("Tens of thousands of people have been killed since the war broke out in April 2023.", &[]);
    check("Jihadist attacks intensified in the east and north, killing scores of soldiers.", &[]);
}

#[test]
fn a_clause_before_the_speaker_makes_nothing_general() {
    let taken = "Residents of Pauktaw, which is still in rebel hands, said soldiers had arrested at least 30 young men on Monday.";
    assert_eq!(told("en", "2025-07-08", taken).len(), 1);
}

#[test]
fn a_name_hides_no_act_behind_it() {
    check(
        "ECOWAS leaders gathered in Abuja on Sunday for an extraordinary summit.",
        &["Diplomatic meeting at Abuja: ECOWAS -> "],
    );
}

#[test]
fn the_year_of_a_pact_is_the_pact_s() {
    let fears = "Fighting has spread to the outskirts of Malakal, deepening fears for the 2018 peace agreement.";
    let events = told("en", "2025-07-08", fears);
    assert_eq!(events.iter().map(|e| e.date_from).collect::<Vec<_>>(), [None]);
}

#[test]
fn days_are_counted_from_the_act_and_not_from_the_word() {
    let reprisal = "Soldiers killed 21 people in the village of Mindif on May 12, a rights group said today, after an attack on their post two days earlier.";
    let days: Vec<_> = told("en", "2025-07-08", reprisal).iter().map(|e| e.date_from.unwrap().to_string()).collect();
    assert!(days.contains(&"2025-05-10".to_string()) && !days.iter().any(|d| d.starts_with("2025-07")), "{days:?}");
}

#[test]
fn the_head_of_an_association_rules_no_state() {
    let arrest =
        "Gendarmes in Maroua arrested the president of a local human rights association on Friday as he came home.";
    let coups = told("en", "2025-07-08", arrest).iter().filter(|e| e.sub_type == "Other").count();
    assert_eq!(coups, 0);
}

#[test]
fn what_is_restored_is_not_broken_off_again() {
    let ties = "Caracas broke off ties with Bogota in 2019 and restored them in 2022.";
    let years: Vec<_> = told("en", "2025-07-08", ties).iter().map(|e| e.date_from.unwrap().year()).collect();
    assert_eq!(years, [2019]);
}

#[test]
fn a_dateline_in_brackets_is_no_scene() {
    check(
        "(Yaoundé) - Cameroonian soldiers killed at least 21 people in the village of Mindif on May 12.",
        &["Attack at Mindif: Cameroonian Armed Forces -> Civilians"],
    );
}

#[test]
fn a_lockdown_that_a_group_declares_is_the_group_s() {
    let lockdown = "Boko Haram fighters declared a week-long lockdown in Banki on Monday.";
    let events = told("en", "2025-07-08", lockdown);
    assert_eq!(events.iter().map(|e| names(&e.initiators)).collect::<Vec<_>>(), ["Boko Haram"]);
}

#[test]
fn charges_are_no_acts() {
    let parade = "The police arrested 31 people suspected of kidnapping, armed robbery and cattle rustling, the commissioner told newsmen in Lafia on Wednesday.";
    let types: Vec<String> = told("en", "2025-07-08", parade).into_iter().map(|e| e.sub_type).collect();
    assert_eq!(types, ["Arrests"]);
}

#[test]
fn who_informs_the_public_has_issued_the_text() {
    let text = "The General Staff of the Malian Armed Forces informs the public of several actions last week.\n\nOn 4 July a patrol fell into an ambush near Sokolo. Two soldiers died.";
    let by: Vec<_> = told("en", "2025-07-08", text).into_iter().map(|e| e.said_by).collect();
    assert_eq!(by, [Some("Malian Armed Forces".to_string())]);
}

#[test]
fn a_day_before_and_is_that_of_the_verb_before_it() {
    let coups = "Goita took power in August 2020 and ousted the interim president in May 2021.";
    let months: Vec<_> = told("en", "2025-07-08", coups).iter().map(|e| e.date_from.unwrap().to_string()).collect();
    assert_eq!(months, ["2020-08-01", "2021-05-01"]);
}

#[test]
fn who_speaks_under_his_name_is_not_hit() {
    let blast = "A blast tore through a tea shop in Mogadishu on Sunday, killing nine, a police officer, Abdi Warsame, told reporters.";
    check(blast, &["Remote explosive/landmine/IED at Mogadishu: Unidentified armed group -> Civilians"]);
}

#[test]
fn who_lost_men_in_an_ambush_was_hit() {
    check(
        "The army lost 12 men in the ambush near Koutougou on Monday.",
        &["Armed clash at Koutougou: Unidentified armed group -> Burkinabe Armed Forces"],
    );
    check(
        "Three rebels were killed in an army raid near Ziguinchor on Sunday.",
        &["Armed clash at Ziguinchor: Senegalese Armed Forces -> Unidentified armed group"],
    );
}

#[test]
fn those_released_were_taken() {
    let freed = told("en", "2025-07-08", "Four aid workers kidnapped near Goma on 2 July were released on Saturday.");
    let measures: Vec<_> = freed[0].figures.iter().map(|f| (f.measure, f.low)).collect();
    use crate::model::Measure::{Abducted, Released};
    assert!(measures.contains(&(Abducted, Some(4))) && measures.contains(&(Released, Some(4))), "{measures:?}");
    let drivers = told("en", "2025-07-08", "Two truck drivers were seized by gunmen near Menaka on Friday.");
    assert_eq!(drivers[0].figures.iter().map(|f| f.measure).collect::<Vec<_>>(), [Abducted]);
}

#[test]
fn the_way_of_a_convoy_is_no_scene() {
    let convoy = "JNIM fighters ambushed an army convoy bound for Djibo near Gaskindé on Sunday.";
    check(convoy, &["Armed clash at Gaskindé: JNIM -> Burkinabe Armed Forces"]);
}

#[test]
fn a_guest_may_come_from_a_country() {
    let guests = "Mali's foreign minister received a delegation from Togo in Bamako on Wednesday.";
    check(guests, &["Diplomatic meeting at Bamako: Government of Mali -> Government of Togo"]);
}
