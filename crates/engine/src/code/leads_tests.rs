//! Leads as agencies write them: a dateline, blame, what a place lies in, who claims it, all in one sentence. Each line
//! holds a class of wording, not a report: the sentences are made up.

use super::testing::{check, names, told};

#[test]
fn the_first_word_after_a_dateline_is_no_people() {
    let lead = "BUNIA, DR Congo, July 8 - Suspected fighters of the Allied Democratic Forces killed ten people in Mungamba on Monday.";
    check("en", lead, &["Attack at Mungamba: ADF -> Civilians"]);
}

#[test]
fn whom_an_attack_is_blamed_on_did_it() {
    let strike =
        "A drone strike blamed on the Rapid Support Forces killed nine people at a market in El Fasher on Monday.";
    check("en", strike, &["Air/drone strike at El Fasher: RSF -> Civilians"]);
    let raid = "An attack blamed on Boko Haram killed six farmers near Bama on Monday.";
    check("en", raid, &["Attack at Bama: Boko Haram -> Farmers"]);
}

#[test]
fn whom_a_militia_is_for_or_against_is_not_there() {
    let clash = "Clashes between the M23 and pro-government Wazalendo militias continued on Monday around Kibati, in Walikale territory.";
    check("en", clash, &["Armed clash at Kibati: M23 + Wazalendo -> M23 + Wazalendo"]);
}

#[test]
fn suspected_men_of_a_group_are_the_group() {
    let lead = "Des combattants présumés des ADF ont tué trois fermiers lundi à Lwemba.";
    check("fr", lead, &["Attack at Lwemba: ADF -> Farmers"]);
}

#[test]
fn a_village_and_what_it_lies_in_are_one_place() {
    let church = "Bandits abducted 12 worshippers on Sunday at Kurmin Sarki village, Kachia Local Government Area of Kaduna State.";
    check("en", church, &["Abduction/forced disappearance at Kurmin Sarki: Bandits -> Civilians"]);
    let raid = "L'attaque de dimanche contre Mungamba, dans le territoire de Mambasa (Ituri), a fait 19 morts.";
    check("fr", raid, &["Attack at Mungamba: Unidentified armed group -> Civilians"]);
    let two = "Gunmen attacked Gao and Kidal on Sunday.";
    assert_eq!(told("en", "2025-07-08", two).len(), 2);
}

#[test]
fn a_name_that_was_a_place_stays_one() {
    let text = "Gunmen raided the village of Toumbalin on Monday. Officials said the attack on Toumbalin left four people dead.";
    check("en", text, &["Attack at Toumbalin: Unidentified armed group -> Civilians"]);
}

#[test]
fn who_denies_what_nobody_else_is_said_to_have_done_denies_his_own_act() {
    let guns = "The Ugandan army on Friday denied claims that its artillery had hit civilians in Kibati.";
    check("en", guns, &["Shelling/artillery/missile attack at Kibati: Ugandan Armed Forces -> Civilians"]);
    let jets = "L'armée ougandaise a démenti que ses avions aient bombardé Kibati vendredi.";
    check("fr", jets, &["Air/drone strike at Kibati: Ugandan Armed Forces -> Civilians"]);
    let other = "The army denied on Friday that rebels had attacked Bukavu.";
    assert!(told("en", "2025-07-08", other).iter().all(|e| !names(&e.initiators).contains("Armed Forces")));
}

#[test]
fn words_may_stand_between_a_claim_and_who_makes_it() {
    let claim = "Au moins vingt soldats ont été tués lundi dans une embuscade près de Djibo, ont indiqué des sources sécuritaires. L'attaque a été revendiquée dans la nuit par le GSIM.";
    check("fr", claim, &["Armed clash at Djibo: JNIM -> Burkinabe Armed Forces"]);
}

#[test]
fn a_part_of_the_day_may_stand_within_the_words_of_an_act() {
    let town = "Les shebab ont pris lundi matin le contrôle de la ville de Bulo Burde.";
    check("fr", town, &["Non-state actor overtakes territory at Buulobarde: al-Shabaab -> Somali National Army"]);
}

#[test]
fn rebels_who_rule_a_town_are_not_the_government() {
    let text = "In Goma, the rebel authorities arrested thirty young people on Monday, a rights group said.";
    let events = told("en", "2025-07-08", text);
    assert!(events.iter().all(|e| !names(&e.initiators).contains("Government")), "{events:?}");
}

#[test]
fn who_is_accused_did_it_and_not_who_accuses_him() {
    let drone = "Accusée par Bamako d'avoir détruit un de ses drones mardi près de Tinzaouaten, l'Algérie a fermé son espace aérien.";
    let events = told("fr", "2025-07-08", drone);
    let hit = events.iter().find(|e| e.sub_type == "Disrupted weapons use").expect("a drone");
    assert_eq!(names(&hit.initiators), "Algerian Armed Forces");
}

#[test]
fn each_town_of_a_list_may_be_said_something_of() {
    let fire = "Police opened fire on protesters on Monday in Lagos, the commercial capital, and in Kano in the north.";
    let of = |town: &str| format!("Excessive force against protesters at {town}: Nigerian Police -> Protesters");
    check("en", fire, &[&of("Lagos"), &of("Kano")]);
}

#[test]
fn who_confirms_or_tells_of_an_attack_did_not_commit_it() {
    let army = "The army confirmed an attack on Monday near Menaka but gave no toll.";
    check("en", army, &["Attack at Ménaka: Unidentified armed group -> Civilians"]);
    let police = "Police said an attack on Monday near Gao killed six farmers.";
    check("en", police, &["Attack at Gao: Unidentified armed group -> Farmers"]);
    let told = "Residents told the agency that an attack on Monday near Gao killed six farmers.";
    check("en", told, &["Attack at Gao: Unidentified armed group -> Farmers"]);
    let own = "The army announced an offensive against the rebels on Monday near Menaka.";
    check("en", own, &["Armed clash at Ménaka: Malian Armed Forces -> Unidentified armed group"]);
}

#[test]
fn a_day_between_the_lead_and_what_follows_it_is_not_theirs() {
    let lead = "Gunmen killed nine villagers near Koro on Sunday. The victims were buried on Monday.";
    let more = "The attackers came on motorbikes and opened fire on villagers, a resident said.";
    let events = told("en", "2025-07-08", &format!("{lead} {more}"));
    let days: Vec<_> = events.iter().filter_map(|e| e.date_from).map(|d| d.to_string()).collect();
    assert_eq!(days, ["2025-07-06"]);
}

#[test]
fn the_day_of_a_claim_or_a_denial_is_not_the_day_of_the_act() {
    let day = |text: &str| told("en", "2025-07-09", text)[0].date_from.map(|d| d.to_string()).unwrap_or_default();
    let claim = "JNIM on Tuesday claimed responsibility for an attack on an army camp in Djibo. Its fighters killed 60 soldiers in Sunday's attack.";
    assert_eq!(day(claim), "2025-07-06");
    let denial = "The army on Tuesday denied killing civilians in a drone strike in Gao. Residents said 13 people died on Sunday in the strike.";
    assert_eq!(day(denial), "2025-07-06");
}

#[test]
fn what_is_only_talked_about_or_was_before_is_no_new_act() {
    let count = |lang: &str, text: &str| told(lang, "2025-07-08", text).len();
    let raid = "Gunmen kidnapped nine villagers near Koro on Sunday.";
    assert_eq!(count("en", &format!("{raid} The village has been attacked before, residents said.")), 1);
    let held = "Police arrested a journalist on Sunday in Gao. He was being held at the station on Monday.";
    assert_eq!(count("en", held), 1);
    let sent = "Gunmen killed nine villagers near Koro on Sunday. The army had been sent to the area.";
    assert_eq!(count("en", sent), 1);
    let fallen = "Des hommes armés ont tué neuf soldats dimanche près de Koro. Les soldats tués ont été inhumés lundi.";
    assert_eq!(count("fr", fallen), 1);
}

#[test]
fn those_whom_a_witness_lost_are_among_the_dead() {
    let lead = "Gunmen killed nine villagers near Koro on Sunday.";
    let kin = "\"They shot at everything,\" said a survivor, who lost two brothers.";
    let events = told("en", "2025-07-08", &format!("{lead} {kin}"));
    let dead: Vec<_> = events.iter().flat_map(|e| &e.figures).filter_map(|f| f.low).collect();
    assert_eq!(dead, [9]);
}
