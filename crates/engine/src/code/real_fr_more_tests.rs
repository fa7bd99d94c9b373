//! More of what reports of French papers showed: capitals, compass words, measures that hit nobody, pacts that were
//! broken, groups with their kind before the name. The sentences are made up.

use super::testing::{check_dated as check, told};

#[test]
fn a_compass_word_with_a_capital_is_no_region_of_another_land() {
    let attack = "2025-07-04, Attack at Rutshuru: Unidentified armed group -> Civilians";
    check("fr", "Des hommes armés ont tué vendredi dix civils à Rutshuru, dans l'Est de la RDC.", &[attack]);
    let text = "Des hommes armés ont tué vendredi dix civils dans le Nord du Mali.";
    assert_eq!(told("fr", "2025-07-07", text)[0].country.as_deref(), Some("MLI"), "{text}");
    let region = "Des hommes armés ont tué vendredi dix civils dans la région du Nord, au Burkina Faso.";
    assert_eq!(told("fr", "2025-07-07", region)[0].place.as_deref(), Some("Nord"), "{region}");
}

#[test]
fn sanctions_and_inquiries_attack_nobody() {
    for text in [
        "L'enquête ouverte vendredi à Lomé vise cinq policiers.",
        "Une plainte vise deux ministres à Lomé, a indiqué vendredi le procureur.",
        "Le projet vise les jeunes de Lomé, a indiqué vendredi le maire.",
    ] {
        check("fr", text, &[]);
    }
    let raid = "2025-07-04, Armed clash at Lomé: Unidentified armed group -> Togolese Police";
    check("fr", "Des hommes armés ont visé vendredi cinq policiers à Lomé.", &[raid]);
}

#[test]
fn a_name_said_twice_is_no_month() {
    let text = "Les FARDC ont délogé vendredi les Maï-Maï de Luberizi, au Sud-Kivu.";
    assert_eq!(told("fr", "2025-07-07", text)[0].date_from.map(|d| d.to_string()).as_deref(), Some("2025-07-04"));
}

#[test]
fn what_a_group_is_stands_before_its_name() {
    let attack = "2025-07-05, Attack at Fataki: CODECO -> Civilians";
    check(
        "fr",
        "Sept personnes ont été tuées samedi lors d'une attaque menée par des miliciens du groupe armé CODECO à Fataki, en Ituri.",
        &[attack],
    );
}

#[test]
fn what_an_act_would_bring_about_has_not_happened() {
    check("fr", "Une offensive sur Goma provoquerait un exode, a prévenu vendredi le HCR.", &[]);
    check("fr", "Une attaque contre Goma serait une catastrophe, a averti vendredi l'ONU.", &[]);
    check("en", "An attack on Goma would be a disaster, the UN warned on Friday.", &[]);
    let text = "Une attaque serait survenue vendredi à Goma, faisant dix morts.";
    assert_eq!(told("fr", "2025-07-07", text).len(), 1, "{text}");
}

#[test]
fn a_truce_that_was_broken_is_not_made() {
    check("fr", "Le cessez-le-feu a été rompu samedi à Goma.", &[]);
    check("en", "The ceasefire was broken on Saturday in Goma.", &[]);
    let text = "Le gouvernement et le M23 ont signé samedi à Doha un cessez-le-feu.";
    assert_eq!(told("fr", "2025-07-07", text)[0].sub_type, "Agreement", "{text}");
}

#[test]
fn gas_is_no_grenade_that_kills() {
    let march = "2025-07-06, Protest with intervention at Lomé: Protesters -> Togolese Police";
    check("fr", "La police a tiré dimanche à Lomé des grenades lacrymogènes sur des manifestants.", &[march]);
}

#[test]
fn a_parliament_makes_no_coup_and_a_call_for_calm_no_advice() {
    check("fr", "Le parlement togolais a destitué mardi le président.", &[]);
    check("fr", "Le gouvernement togolais a appelé vendredi les citoyens à rester calmes.", &[]);
    let coup = "2025-07-01, Other at Togo: Togolese Armed Forces -> Government of Togo";
    check("fr", "Des soldats ont renversé mardi le président à Lomé, au Togo.", &[coup]);
}

#[test]
fn weeks_of_fighting_before_a_pact_are_no_fight_of_that_day() {
    let text = "Après une semaine de violents affrontements, les deux camps ont signé dimanche une trêve à Doha.";
    assert!(told("fr", "2025-07-07", text).iter().all(|e| e.sub_type != "Armed clash"), "{text}");
}

#[test]
fn a_capital_told_by_its_name_is_the_scene() {
    let arrests = "2025-07-04, Arrests at Niamey: Nigerien security forces -> Political parties of Niger";
    check("fr", "Dix opposants ont été arrêtés vendredi dans la capitale, Niamey.", &[arrests]);
    let attack = "2025-07-04, Attack at Port-au-Prince: Unidentified armed group -> Civilians";
    check("fr", "Une attaque a fait dix morts vendredi dans la capitale haïtienne, Port-au-Prince.", &[attack]);
}

#[test]
fn who_lets_captives_go_is_told() {
    let freed = "2025-07-07, Other at Niamey: Government of Niger -> Civilians";
    check("fr", "Le Niger a libéré lundi cinquante détenus à Niamey.", &[freed]);
}

#[test]
fn rules_that_are_violated_are_no_women() {
    check("fr", "Les règles que l'armée a violées en 2019 à Goma protègent les civils.", &[]);
    let rape = "2025-07-04, Sexual violence at Beni: Unidentified armed group -> Civilians";
    check("fr", "Cinq femmes ont été violées vendredi à Beni.", &[rape]);
}

#[test]
fn what_was_done_to_a_party_before_is_an_aside() {
    let march = "2025-07-03, Peaceful protest at Lomé: Protesters -> Government of Togo";
    check("fr", "Le parti, dissous par les autorités togolaises, a tenu jeudi un rassemblement à Lomé.", &[march]);
    let ban = "2025-07-04, Restriction of civic space at Togo: Government of Togo -> ";
    check("fr", "Les autorités togolaises ont dissous vendredi le parti.", &[ban]);
}

#[test]
fn police_and_the_young_fight_in_the_street() {
    let riot = "2025-07-04, Violent demonstration at Lomé: Rioters -> Togolese Police";
    check("fr", "Des affrontements entre policiers et jeunes ont éclaté vendredi à Lomé.", &[riot]);
}

#[test]
fn vehicles_of_an_army_are_counted() {
    let text = "Quatre véhicules de l'armée ont été détruits dimanche dans une attaque à Yakouta, au Burkina Faso.";
    let lost: Vec<_> =
        told("fr", "2025-07-07", text).into_iter().flat_map(|e| e.figures).filter_map(|f| f.low).collect();
    assert_eq!(lost, [4], "{text}");
}
