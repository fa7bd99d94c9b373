//! What agencies' reports are made of: whose day a day is, who stands in a sentence without doing anything, and what is
//! only named.

use super::testing::{check, names, told};

fn rows(language: &str, text: &str) -> Vec<String> {
    told(language, "2025-07-08", text).into_iter().map(|e| e.sub_type).collect()
}

fn days(language: &str, text: &str) -> Vec<Option<String>> {
    told(language, "2025-07-08", text).into_iter().map(|e| e.date_from.map(|d| d.to_string())).collect()
}

fn day(text: &str) -> Option<String> {
    days("en", text).into_iter().next().flatten()
}

#[test]
fn a_day_counted_after_an_act_is_that_of_what_came_before_it() {
    let text = "Three traders were killed in a raid on Dori on Saturday. The raid came a day after the army said it had beaten back an attack on Djibo.";
    assert_eq!(days("en", text), [Some("2025-07-05".to_string()), Some("2025-07-04".to_string())]);
}

#[test]
fn the_day_of_a_release_is_not_that_of_the_abduction() {
    let text = "Two nurses who had been kidnapped by gunmen near Dori were freed on Sunday.";
    assert_eq!(day(text), None);
}

#[test]
fn the_day_on_which_somebody_spoke_is_not_that_of_the_act() {
    let text = "The headmaster, who spoke to reporters on Monday, said that gunmen took 14 pupils in Dori.";
    assert_eq!(day(text), None);
}

#[test]
fn an_hour_is_of_the_day_named_behind_it_and_a_weekend_of_its_sunday() {
    assert_eq!(day("Gunmen attacked the village of Kobi overnight Friday."), Some("2025-07-04".into()));
    let sunday = told("en", "2025-07-06", "Gunmen attacked the village of Kobi at the weekend.");
    assert_eq!(sunday[0].date_from.map(|d| d.to_string()), Some("2025-07-05".into()));
}

#[test]
fn again_this_year_tells_no_day() {
    assert_eq!(day("Gunmen attacked the village of Kobi for the second time this year."), None);
}

#[test]
fn he_who_speaks_is_no_armed_group() {
    let text = "Gunmen killed four people in Kobi on Friday, the mayor of Kobi said. On Sunday fighters of the ADF burned huts in Mambo, he said.";
    let voices: Vec<_> = told("en", "2025-07-08", text).into_iter().map(|e| e.said_by).collect();
    assert_eq!(voices, [Some("local officials".to_string()), Some("local officials".to_string())]);
}

#[test]
fn those_who_only_keep_a_house_did_nothing() {
    let text = "A suicide bomber struck a hotel frequented by lawmakers in Mogadishu on Monday.";
    let events = told("en", "2025-07-08", text);
    assert!(!names(&events[0].initiators).contains("Parliament"), "{events:?}");
}

#[test]
fn the_head_of_an_organisation_is_no_general() {
    let text = "The Secretary-General condemned Sunday's attack by an improvised explosive device against a MINUSMA patrol in Tessalit, in which two peacekeepers died.";
    check("en", text, &["Remote explosive/landmine/IED at Tessalit: Unidentified armed group -> MINUSMA"]);
}

#[test]
fn a_base_is_of_the_name_before_its_adjectives() {
    let text = "A MINUSMA temporary operating base in Bandiagara was attacked on Sunday by unidentified gunmen.";
    check("en", text, &["Armed clash at Bandiagara: Unidentified armed group -> MINUSMA"]);
}

#[test]
fn whoever_carried_out_an_attack_did_it() {
    let text = "Nine people were killed in an attack on a camp in Bunia on Monday. The attack was carried out by the CODECO group.";
    assert_eq!(names(&told("en", "2025-07-08", text)[0].initiators), "CODECO");
    let text = "Neuf personnes ont été tuées lundi à Bunia. L'attaque a été perpétrée par la CODECO.";
    assert_eq!(names(&told("fr", "2025-07-08", text)[0].initiators), "CODECO");
}

#[test]
fn what_is_meant_or_yet_to_be_done_is_no_act() {
    assert_eq!(rows("en", "The officers met plans aimed at recapturing Sanaa with doubt."), Vec::<String>::new());
    assert_eq!(rows("en", "The station in Gao is the latest to be targeted by the regulator."), Vec::<String>::new());
}

#[test]
fn crimes_in_general_are_no_act() {
    let text = "He recalled that attacks targeting United Nations peacekeepers may constitute war crimes.";
    assert_eq!(rows("en", text), Vec::<String>::new());
    let text = "Les attaques contre les Casques bleus peuvent constituer des crimes de guerre.";
    assert_eq!(rows("fr", text), Vec::<String>::new());
}

#[test]
fn charges_without_day_or_place_are_no_act() {
    let text = "The station aired a report accusing the army of attacks on civilians in its battle against jihadists.";
    assert_eq!(rows("en", text), Vec::<String>::new());
    let text = "Among those listed is General Omar Diallo, accused of war crimes.";
    assert_eq!(rows("en", text), Vec::<String>::new());
}

#[test]
fn what_is_answered_is_no_act_of_its_own() {
    let text = "The army shelled Nyala on Sunday in response to rebel attacks on civilian areas.";
    assert_eq!(rows("en", text), ["Shelling/artillery/missile attack"]);
}

#[test]
fn who_was_ousted_or_held_before_is_only_named() {
    let text = "The bloc on Friday demanded the release of ousted President Diallo, detained by the junta.";
    assert_eq!(rows("en", text), Vec::<String>::new());
}

#[test]
fn forces_that_stand_somewhere_are_no_deployment() {
    assert_eq!(rows("en", "The current French deployment in Chad involves 900 soldiers."), Vec::<String>::new());
    let text = "France announced the deployment of 300 soldiers to Chad on Friday.";
    assert_eq!(rows("en", text), ["Force deployment"]);
}

#[test]
fn a_recent_coup_is_not_of_the_day_of_a_summit() {
    let text = "ECOWAS on Sunday agreed to impose sanctions on soldiers involved in Niger's recent coup.";
    assert_eq!(rows("en", text), ["Sanction"]);
}

#[test]
fn acts_counted_over_a_month_are_a_figure() {
    let text = "At least 31 attacks on villages were recorded in the Diffa region in June.";
    assert_eq!(rows("en", text), Vec::<String>::new());
}

#[test]
fn sanctions_that_stand_are_not_new() {
    let text = "The company is already under EU sanctions. The step brings to 12 the names under the sanctions regime.";
    assert_eq!(rows("en", text), Vec::<String>::new());
}

#[test]
fn who_speaks_for_an_office_is_no_town() {
    let text =
        "Shells hit the country's second city, Omar Dialko, the spokesman for the rescue service, said on Sunday.";
    let places: Vec<_> = told("en", "2025-07-08", text).into_iter().filter_map(|e| e.place).collect();
    assert!(!places.contains(&"Omar Dialko".to_string()), "{places:?}");
}

#[test]
fn those_taken_in_a_raid_told_before_are_a_figure_of_it() {
    let text = "Three people were beheaded in northern Mozambique, police said. Last Friday terrorists invaded some farms in a village in Macomia district and beheaded three citizens and kidnapped some women.";
    let events = told("en", "2025-07-08", text);
    assert_eq!(events.len(), 1, "{events:?}");
}

#[test]
fn a_curfew_announced_in_one_breath_is_part_of_the_order() {
    let text = "Soldiers seized power in Niamey on Wednesday. They announced the suspension of the constitution, a curfew and the closure of borders.";
    let limits = rows("en", text).into_iter().filter(|t| t == "Restriction of civic space").count();
    assert_eq!(limits, 1);
}

#[test]
fn a_vague_count_of_months_tells_no_day() {
    let text = "In March 2023 Burkina Faso suspended the channel a few months after suspending Radio Kobi.";
    assert!(!days("en", text).contains(&Some("2023-05-01".to_string())));
}

#[test]
fn separatists_are_those_of_the_country() {
    let text = "Separatists killed two teachers in Kumba, in Cameroon, on Friday.";
    assert_eq!(names(&told("en", "2025-07-08", text)[0].initiators), "Ambazonian separatists");
}

#[test]
fn the_land_of_an_officer_who_speaks_is_no_place_of_the_act() {
    let text = "Armed men killed a dozen people in Mbau in Beni territory on Sunday. \"We have found 12 bodies of people killed by these rebels,\" said Omar Kivu, administrator of the Beni territory.";
    let places: Vec<_> = told("en", "2025-07-08", text).into_iter().filter_map(|e| e.place).collect();
    assert_eq!(places, ["Mbau"]);
}

#[test]
fn where_the_wounded_lie_and_ways_are_measured_from_nothing_happened() {
    let text = "An army detachment fell into an ambush on Sunday near Koutougou, a town 52 kilometres south-west of Torodi, in Niger. The toll is nine soldiers killed and four wounded, who were evacuated to Niamey. Two columns of motorcycles were destroyed during their retreat and 30 terrorists neutralised.";
    let places: Vec<_> = told("en", "2025-07-08", text).into_iter().filter_map(|e| e.place).collect();
    assert_eq!(places, ["Koutougou"]);
}

#[test]
fn a_village_written_with_a_capital_is_the_place() {
    let text = "Two helicopter gunships attacked Hnan Kobe Village in Gangaw Township on Friday.";
    assert_eq!(told("en", "2025-07-08", text)[0].place.as_deref(), Some("Hnan Kobe"));
}

#[test]
fn what_is_condemned_or_only_on_the_left_is_no_act() {
    assert_eq!(
        rows("en", "The Security Council on Friday strongly condemned the military coup."),
        Vec::<String>::new()
    );
    assert_eq!(
        rows("en", "Soldiers have long known the left-wing guerrillas of the ELN in Arauca."),
        Vec::<String>::new()
    );
    assert_eq!(
        rows("en", "An international arrest warrant against him was published on Thursday."),
        Vec::<String>::new()
    );
}

#[test]
fn forces_deployed_since_a_day_were_deployed_on_it() {
    let text = "Since December 2018, the Ethiopian army has been deployed in western Oromia.";
    let events = told("en", "2020-11-02", text);
    assert_eq!(events[0].date_from.map(|d| d.to_string()), Some("2018-12-01".into()));
    assert!(!events[0].initiators.is_empty(), "{events:?}");
}

#[test]
fn a_part_of_a_land_is_no_town_of_its_own() {
    let text = "Nine people killed by airstrikes in Upper Myanmar\n\nNine people were killed by an army airstrike on a village in Magwe Region last Friday.";
    check("en", text, &["Air/drone strike at Magway: Myanmar Armed Forces -> Civilians"]);
}
