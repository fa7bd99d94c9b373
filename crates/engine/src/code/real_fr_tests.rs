//! What reports of French papers showed: days that belong to something else, acts that are only named, sides turned
//! round, the dead of a whole war. The sentences are made up.

use super::testing::{check_dated, told};
use crate::model::Event;

/// The events of a text, as "day, type at place: who -> whom".
fn check(text: &str, expected: &[&str]) {
    check_dated("fr", text, expected);
}

/// The same of an English text.
fn check_en(text: &str, expected: &[&str]) {
    check_dated("en", text, expected);
}

/// How many each event of a text says were killed or hurt.
fn tolls(text: &str) -> Vec<Vec<u64>> {
    let low = |e: &Event| e.figures.iter().filter_map(|f| f.low).collect();
    told("fr", "2025-07-07", text).iter().map(low).collect()
}

#[test]
fn an_attack_that_is_beaten_back_is_of_those_who_made_it() {
    let clash = "2025-07-06, Armed clash at Goma: M23 -> FARDC";
    check("Une attaque du M23 a été repoussée dimanche par les FARDC à Goma.", &[clash]);
    check("L'assaut du M23 a été repoussé dimanche par les FARDC à Goma.", &[clash]);
    let post = "2025-07-06, Armed clash at Goma: Unidentified armed group -> FARDC";
    check("L'attaque d'un poste de l'armée a été repoussée dimanche par les FARDC à Goma.", &[post]);
}

#[test]
fn some_of_those_hit_are_counted_with_the_act() {
    let text = "L'armée a attaqué dimanche les ADF à Beni, tuant une vingtaine d'entre eux.";
    check(text, &["2025-07-06, Armed clash at Beni: FARDC -> ADF"]);
    assert_eq!(tolls(text), [[20]]);
    let clash = "2025-07-06, Armed clash at Goma: FARDC -> Unidentified armed group";
    check_en("The army attacked rebels in Goma on Sunday, killing twenty of them.", &[clash]);
}

#[test]
fn a_state_is_of_the_day_from_which_it_lasts() {
    let siege = "2024-05-01, Blockade at El Obeid: RSF -> Civilians";
    let strike = "2025-07-05, Attack at El Obeid: Unidentified armed group -> Civilians";
    check(
        "Des hommes armés ont tué dix civils samedi à El-Obeid, au Soudan. Depuis mai 2024, la ville est encerclée par les FSR.",
        &[strike, siege],
    );
    let blockade = "2025-06-09, Blockade at Djibo: JNIM -> Civilians";
    check("Depuis le 9 juin, la ville de Djibo est soumise à un blocus imposé par le JNIM.", &[blockade]);
    let text = "Les provinces de l'Ituri et du Nord-Kivu sont placées depuis le 6 mai en état de siège.";
    assert_eq!(told("fr", "2025-07-07", text)[0].date_from.map(|d| d.to_string()).as_deref(), Some("2025-05-06"));
}

#[test]
fn what_was_months_before_is_another_act() {
    let now = "Deux soldats ont été tués dans une embuscade à Mondoro, dans le centre du Mali.";
    let before = "En décembre, onze soldats avaient été tués dans une embuscade dans le nord du pays.";
    check(
        &format!("{now} {before}"),
        &[
            ", Armed clash at Mondoro: Unidentified armed group -> Malian Armed Forces",
            "2024-12-01, Armed clash at Mali: Unidentified armed group -> Malian Armed Forces",
        ],
    );
    assert_eq!(tolls(&format!("{now} {before}")), [[2], [11]]);
}

#[test]
fn the_dead_of_a_war_are_of_no_one_act() {
    let war = "La guerre entre l'armée et les FSR a fait 5 000 morts, selon l'ONG Acled.";
    assert_eq!(tolls(&format!("Un bombardement a tué onze civils samedi à Omdurman. {war}")), [[11]]);
}

#[test]
fn a_march_against_attacks_is_peaceful_and_tells_of_none() {
    let march = "2025-07-04, Peaceful protest at Bandiagara: Protesters -> Government of Mali";
    check("Des habitants de Bandiagara ont manifesté vendredi contre les attaques des jihadistes.", &[march]);
    check("Les habitants de Bandiagara ont marché vendredi pour dénoncer les attaques répétées au Mali.", &[march]);
    let riot = "2025-07-04, Violent demonstration at Bandiagara: Rioters -> Government of Mali";
    check("Des manifestants ont attaqué vendredi la mairie de Bandiagara.", &[riot]);
}

#[test]
fn whose_march_it_is_was_not_marched_against() {
    let march = "2025-07-04, Peaceful protest at Conakry: FNDC -> Government of Guinea";
    check("Un jeune a été tué vendredi à Conakry lors d'une manifestation du FNDC.", &[march]);
}

#[test]
fn the_day_of_a_vote_dates_no_march_against_it() {
    let march = "2025-07-06, Protest with intervention at Lomé: Protesters -> Togolese Gendarmerie";
    check(
        "Des gendarmes ont dispersé dimanche à Lomé des centaines de manifestants opposés au scrutin du 25 juillet.",
        &[march],
    );
}

#[test]
fn the_day_after_an_act_is_never_after_the_report() {
    let text = "Au lendemain de la signature d'un accord de trêve à Luanda, les combats ont repris à Goma.";
    assert!(told("fr", "2025-07-07", text).iter().all(|e| e.date_from.is_none()), "{text}");
    check(
        "Lundi, au lendemain des émeutes, l'armée a repris le contrôle de Lomé.",
        &[
            "2025-07-06, Violent demonstration at Lomé: Rioters -> Government of Togo",
            "2025-07-07, Government regains territory at Lomé: Togolese Armed Forces -> Unidentified armed group",
        ],
    );
    let days: Vec<String> = told(
        "fr",
        "2025-07-07",
        "Cinq civils ont été tués dimanche à Khartoum, au lendemain de la mort de vingt autres dans un raid aérien.",
    )
    .iter()
    .filter_map(|e| e.date_from.map(|d| d.to_string()))
    .collect();
    assert_eq!(days, ["2025-07-06", "2025-07-05"]);
}

#[test]
fn the_day_of_the_running_month_is_one_day() {
    let clash = "2025-07-06, Armed clash at Bourem: Unidentified armed group -> Malian Armed Forces";
    check("Le 6 juillet courant, des hommes armés ont attaqué un camp de l'armée à Bourem, au Mali.", &[clash]);
}

#[test]
fn who_sets_out_for_another_land_is_sent_there() {
    let sent = "2025-07-06, Force deployment at Mozambique: Rwandan Police -> ";
    check("Cent policiers rwandais ont quitté Kigali dimanche pour le Mozambique.", &[sent]);
    let left = "2025-07-06, Force withdrawal at Mali: French Armed Forces -> ";
    check("Les derniers soldats français ont quitté le Mali dimanche.", &[left]);
}

#[test]
fn who_hunts_the_attackers_leaves_nothing() {
    check(
        "Onze soldats nigériens ont été tués mercredi à Tiloa. Des renforts de Niamey sont partis à la poursuite des assaillants.",
        &["2025-07-02, Armed clash at Tiloa: Unidentified armed group -> Nigerien Armed Forces"],
    );
}

#[test]
fn what_is_aimed_at_is_not_hit() {
    check("La mission vise à rétablir la sécurité à Goma face aux gangs.", &[]);
    let raid = "2025-07-06, Attack at Goma: M23 -> Civilians";
    check("Le M23 a visé dimanche un marché à Goma.", &[raid]);
    let taken = told("fr", "2025-07-07", "Le M23 lance des attaques répétées pour s'emparer de la ville de Walikale.");
    assert!(taken.iter().all(|e| e.sub_type != "Non-state actor overtakes territory"), "{taken:?}");
}

#[test]
fn a_coup_that_is_only_named_is_not_told_again() {
    check(
        "Le général a invoqué des fraudes lors des législatives de novembre pour justifier son putsch au Myanmar.",
        &[],
    );
    let coup = "2025-07-02, Other at Niger: Nigerien Armed Forces -> Government of Niger";
    check("L'Union africaine a condamné le coup d'État du 2 juillet au Niger.", &[coup]);
}

#[test]
fn bombers_shot_before_their_bomb_are_those_killed() {
    let clash = "2025-07-04, Armed clash at Mora: Cameroonian Armed Forces -> Unidentified armed group";
    check("Trois kamikazes ont été tués vendredi par l'armée à Mora.", &[clash]);
    let bomb = "2025-07-04, Suicide bomb at Mora: Unidentified armed group -> Civilians";
    check("Un kamikaze a tué trois civils vendredi à Mora.", &[bomb]);
}

#[test]
fn where_an_act_was_is_no_act() {
    check(
        "Treize civils ont été tués vendredi à Beni par des rebelles ADF. L'armée est en alerte dans la zone attaquée.",
        &["2025-07-04, Attack at Beni: ADF -> Civilians"],
    );
}
