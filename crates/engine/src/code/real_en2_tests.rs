//! What English dispatches tell within a clause: whose patrol it was, who was said to have killed, what was only tried.

use super::testing::{check, told};

/// The tolls of the first event: measure and least number.
fn tolls(text: &str) -> Vec<(String, Option<u64>)> {
    let first = told("en", "2025-07-08", text).into_iter().next().map(|e| e.figures).unwrap_or_default();
    first.iter().map(|f| (format!("{:?}", f.measure), f.low)).collect()
}

#[test]
fn those_whose_patrol_was_attacked_are_those_who_were_killed() {
    let text =
        "Nine policemen were killed on Monday by Al-Shabaab fighters in an attack on their vehicle near Mandera.";
    check("en", text, &["Armed clash at Mandera: al-Shabaab -> Kenyan Police"]);
    let text = "At least 20 soldiers were killed on Monday by suspected Boko Haram insurgents in an attack on their patrol near Bama.";
    check("en", text, &["Armed clash at Bama: Boko Haram -> Nigerian Armed Forces"]);
}

#[test]
fn who_is_said_to_have_killed_does_not_say_it() {
    let text = "Jean Lenga, chief of Badjere district, said militiamen massacred 46 people with knives on Monday.";
    let said: Vec<_> = told("en", "2025-07-08", text).into_iter().map(|e| e.said_by).collect();
    assert!(!said.iter().flatten().any(|by| by.contains("militia")), "{said:?}");
}

#[test]
fn what_was_only_attempted_is_no_toll() {
    let text = "Gunmen abducted three aid workers in Monguno on Monday. They attempted to steal three vehicles.";
    assert_eq!(tolls(text), [("Abducted".to_string(), Some(3))]);
}

#[test]
fn a_hedge_on_who_they_are_leaves_the_act_as_told() {
    let text = "On Monday the insurgents, who are believed to be foreigners, killed two people in Machava village.";
    let stances: Vec<_> = told("en", "2025-07-08", text).into_iter().map(|e| e.stance).collect();
    assert_eq!(stances, [crate::model::Stance::Reported]);
}

#[test]
fn a_zone_holds_the_state_before_it() {
    let text = "Gunmen killed two people in Bama, Borno State, Northeast Nigeria, on Monday.";
    check("en", text, &["Attack at Bama: Unidentified armed group -> Civilians"]);
    assert_eq!(tolls(text), [("Killed".to_string(), Some(2))]);
}

#[test]
fn a_unit_in_capitals_is_named_without_its_noun() {
    let text =
        "Gunmen stormed the checkpoint in Ngor Local Government Area of Imo State on Monday, killing two policemen.";
    check("en", text, &["Armed clash at Ngor: Unidentified armed group -> Nigerian Police"]);
}
