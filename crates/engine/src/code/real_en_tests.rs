//! What English dispatches say of attacks and do not mean as an act of the day: causes, ways, states and sums.

use super::testing::{check, names, told};

/// The tolls of the first event: measure and least number.
fn tolls(language: &str, text: &str) -> Vec<(String, Option<u64>)> {
    let events = told(language, "2025-07-08", text);
    let first = events.first().map(|e| e.figures.clone()).unwrap_or_default();
    first.iter().map(|f| (format!("{:?}", f.measure), f.low)).collect()
}

fn killed(language: &str, text: &str, dead: &[u64]) {
    let told = tolls(language, text).into_iter().filter(|(m, _)| m == "Killed");
    assert_eq!(told.map(|(_, n)| n.unwrap_or(0)).collect::<Vec<_>>(), dead, "{text}");
}

fn first_day(language: &str, text: &str, day: Option<&str>) {
    let events = told(language, "2025-07-08", text);
    let found = events.first().and_then(|e| e.date_from).map(|d| d.to_string());
    assert_eq!(found.as_deref(), day, "{text}");
}

const ISA: &str = "Attack at Isa: Unidentified armed group -> Civilians";

#[test]
fn attacks_laid_on_an_army_operation_elsewhere_are_not_the_armys() {
    let blamed = "Gunmen killed six people in Isa on Monday. Residents blamed the recent attacks on the ongoing military operation in neighbouring Zamfara.";
    check("en", blamed, &[ISA]);
    let driven = "Gunmen killed six people in Isa on Monday. The mayor attributed the recent attacks to the army offensive in Zamfara.";
    check("en", driven, &[ISA]);
    let own = "Gunmen killed six people in Isa on Monday. Residents blamed the attack on Boko Haram.";
    check("en", own, &["Attack at Isa: Boko Haram -> Civilians"]);
}

#[test]
fn an_offensive_of_an_army_is_no_attack_on_people() {
    let fled = "Rebels killed six people in Mambasa on Monday. The mayor said the rebels were fleeing the army offensive in Beni territory.";
    check("en", fled, &["Attack at Mambasa: Unidentified armed group -> Civilians"]);
}

#[test]
fn most_attacks_blamed_on_a_group_say_nothing_of_this_one() {
    let text = "Gunmen killed six people in Isa on Monday. Most attacks in the area are blamed on Boko Haram.";
    check("en", text, &[ISA]);
    let text = "Des hommes armés ont tué six personnes lundi à Djibo. La plupart des attaques sont attribuées au JNIM.";
    check("fr", text, &["Attack at Djibo: Unidentified armed group -> Civilians"]);
}

#[test]
fn who_was_behind_an_act_did_it_and_does_not_claim_it() {
    for verb in ["was behind", "was responsible for"] {
        let text = format!("Gunmen killed 12 people in Isa on Monday. ISWAP {verb} the attack, the army said.");
        let events = told("en", "2025-07-08", &text);
        let found: Vec<_> = events.iter().map(|e| (names(&e.initiators), e.said_by.clone())).collect();
        assert_eq!(found, [("ISWAP".to_string(), None)], "{text}");
    }
    let denied = "Gunmen killed 12 people in Isa on Monday. The army denied that ISWAP was behind the attack.";
    check("en", denied, &[ISA]);
}

#[test]
fn a_dateline_with_a_day_and_a_credit_is_no_scene() {
    let text = "Abuja, July 7 (PTI) At least 11 people were killed when gunmen attacked a village in Katsina state.";
    check("en", text, &["Attack at Katsina: Unidentified armed group -> Civilians"]);
    first_day("en", text, None);
}

#[test]
fn a_series_that_a_land_has_seen_is_no_act() {
    let text = "Rebels killed six people in Mambasa on Monday. Ituri and North Kivu have witnessed a series of deadly attacks.";
    check("en", text, &["Attack at Mambasa: Unidentified armed group -> Civilians"]);
}

#[test]
fn the_way_into_a_town_is_no_town_taken() {
    let road = "Militants killed six people in Monguno on Monday. They entered the town through the Marte road.";
    check("en", road, &["Attack at Monguno: Unidentified armed group -> Civilians"]);
    let taken = "Militants entered the town of Monguno on Monday and took control of it.";
    assert!(told("en", "2025-07-08", taken)[0].sub_type.contains("overtakes territory"));
}

#[test]
fn goods_that_are_seized_are_no_ground() {
    let truck = "The fighters seized a truck near Banki on Monday.";
    assert!(!told("en", "2025-07-08", truck).iter().any(|e| e.sub_type.contains("territory")));
    let town = "The fighters seized Banki on Monday.";
    assert!(told("en", "2025-07-08", town)[0].sub_type.contains("overtakes territory"));
}

#[test]
fn lands_that_share_the_ground_of_an_attack_did_nothing() {
    let text =
        "Two people were killed on Monday in an attack in the Abyei area, contested between Sudan and South Sudan.";
    check("en", text, &["Attack at Abyei: Unidentified armed group -> Civilians"]);
}

#[test]
fn the_incident_has_its_day_and_place_from_its_own_sentence() {
    let text = "Gunmen killed two people in Bor County. The incident happened on Monday at Kolo village, the commissioner said.";
    check("en", text, &["Attack at Kolo: Unidentified armed group -> Civilians"]);
    first_day("en", text, Some("2025-07-07"));
    let faits = "Des hommes armés ont tué deux bergers au Mali. Les faits se sont produits lundi à Djebok.";
    check("fr", faits, &["Attack at Djebock: Unidentified armed group -> Herders"]);
    first_day("fr", faits, Some("2025-07-07"));
    let other = "Gunmen killed two people in Bor County. A similar incident had occurred on Friday at Kolo.";
    first_day("en", other, None);
}

#[test]
fn a_part_of_the_dead_is_no_toll() {
    killed("en", "Four people were killed in a raid in Bor on Monday. Three of the dead were farmers.", &[4]);
    killed("fr", "Quatre personnes ont été tuées lundi à Djibo. Trois des victimes étaient des bergers.", &[4]);
}

#[test]
fn tolls_of_what_was_before_and_sums_of_years_are_not_this_acts() {
    let before = "Gunmen killed 17 people in Isa on Monday. The assault came days after 25 people were killed in similar raids in the region.";
    killed("en", before, &[17]);
    let years = "ADF fighters killed 23 people in Mbau on Monday. According to an NGO, the group has killed more than 1,200 civilians in the Beni region since 2017.";
    check("en", years, &["Attack at Mbau: ADF -> Civilians"]);
    killed("en", years, &[23]);
    let asked = "Gunmen killed 12 people in Isa on Monday. It is not clear how many people remain missing.";
    assert_eq!(tolls("en", asked), [("Killed".to_string(), Some(12))]);
    let held = "In June gunmen took five chiefs in Isa and they have yet to be freed.";
    assert!(!tolls("en", held).iter().any(|(m, _)| m == "Released"));
}

#[test]
fn names_nested_in_one_another_are_one_place() {
    let text = "Gunmen killed two people in Kutulo, Elwak, Mandera County, on Monday.";
    check("en", text, &["Attack at Kutulo: Unidentified armed group -> Civilians"]);
    killed("en", text, &[2]);
    let road = "Gunmen killed ten people on the road linking Beni and Butembo on Monday.";
    killed("en", road, &[10]);
    assert_eq!(told("en", "2025-07-08", "Gunmen attacked Kayes, Niono and Kita on Monday.").len(), 3);
}

#[test]
fn an_attack_that_another_answered_keeps_its_place_and_toll() {
    let text =
        "The army killed 18 fighters in Konduga on Monday in response to an attack on Bama that left 21 people dead.";
    let events = told("en", "2025-07-08", text);
    let rows: Vec<String> = events.iter().map(super::testing::row).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[1].starts_with("Attack at Bama"), "{rows:?}");
    killed("en", text, &[18]);
}

#[test]
fn what_goes_on_is_meant_or_sworn_is_no_act() {
    for text in [
        "Soldiers are in the east, where they are fighting al-Shabaab in Galmudug.",
        "The army is carrying out operations to regain control of Pama.",
        "The president has vowed to defeat the militants.",
        "UN experts found no evidence of a relationship between the two groups.",
        "The chiefs asked the army on Friday to investigate a number of attacks in Bama.",
    ] {
        check("en", text, &[]);
    }
    let done = "The army regained control of Pama on Monday.";
    check("en", done, &["Government regains territory at Pama: Burkinabe Armed Forces -> Unidentified armed group"]);
}

#[test]
fn deaths_in_clashes_leave_them_clashes() {
    let text = "Ten people were killed on Monday in clashes in Abyei.";
    assert_eq!(told("en", "2025-07-08", text)[0].sub_type, "Armed clash");
    let text = "Dix personnes ont été tuées lundi dans des affrontements à Djibo.";
    assert_eq!(told("fr", "2025-07-08", text)[0].sub_type, "Armed clash");
}

#[test]
fn youths_whom_attackers_fought_are_no_rioters() {
    let text = "The attackers returned on Monday and clashed with local youths south of Agok, leaving one person dead.";
    let events = told("en", "2025-07-08", text);
    assert_eq!(events.iter().map(|e| e.sub_type.as_str()).collect::<Vec<_>>(), ["Armed clash"]);
    let police = "Police clashed with youths in Lagos on Monday, leaving one person dead.";
    assert_eq!(told("en", "2025-07-08", police)[0].event_type, "Riots");
}

#[test]
fn a_village_is_called_by_its_name() {
    let text = "Gunmen killed six people in a village called Malek on Monday.";
    check("en", text, &["Attack at Malek: Unidentified armed group -> Civilians"]);
}

#[test]
fn a_day_that_opens_the_sentence_is_that_of_an_ambush_by_somebody() {
    first_day("en", "On Saturday, an ambush by Boko Haram left two soldiers dead near Bama.", Some("2025-07-05"));
}
