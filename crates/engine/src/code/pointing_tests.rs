//! Words that only point at an act, and acts told from two sides.

use super::testing::{names, told};

fn rows(language: &str, text: &str) -> Vec<(String, Option<String>)> {
    told(language, "2025-07-07", text).into_iter().map(|e| (e.sub_type, e.place)).collect()
}

fn one(language: &str, text: &str, sub_type: &str) -> crate::model::Event {
    let events = told(language, "2025-07-07", text);
    assert_eq!(events.len(), 1, "{text}: {events:?}");
    assert_eq!(events[0].sub_type, sub_type, "{text}");
    events[0].clone()
}

#[test]
fn those_attacked_who_count_their_enemys_dead_tell_of_the_attack() {
    let fr = "Tchad : une cinquantaine de jihadistes tués par l'armée\n\nDes jihadistes ont attaqué vendredi une position de l'armée tchadienne à Barkaram. Six soldats sont morts.";
    let event = one("fr", fr, "Armed clash");
    assert_eq!(names(&event.targets), "Chadian Armed Forces");
    let en = "Thirty militants were killed by Cameroonian troops during an attack on the village of Kerawa on Saturday. About a hundred fighters attacked Kerawa at dawn, the army said.";
    let event = one("en", en, "Armed clash");
    assert_eq!(names(&event.initiators), "Unidentified armed group");
    assert_eq!(names(&event.targets), "Cameroonian Armed Forces");
}

#[test]
fn what_came_before_an_act_lends_it_nothing() {
    let fr = "Le gouvernement guinéen a publié vendredi un décret suspendant trois partis. Ce décret intervient après que l'opposition a appelé, le 2 juin, à des élections.";
    assert_eq!(one("fr", fr, "Law or decree").date_from.map(|d| d.to_string()).as_deref(), Some("2025-07-04"));
    let en = "Guinea's government on Friday issued a decree suspending three parties. The decree comes after the opposition called on 2 June for elections.";
    assert_eq!(one("en", en, "Law or decree").date_from.map(|d| d.to_string()).as_deref(), Some("2025-07-04"));
}

#[test]
fn a_ban_told_in_the_headline_is_its_decree() {
    let fr = "Niger : la junte suspend l'ordre des avocats\n\nLa junte nigérienne a signé jeudi un décret suspendant les activités de l'ordre des avocats.";
    one("fr", fr, "Law or decree");
    let en = "Niger: junta suspends bar association\n\nNiger's junta on Thursday signed a decree suspending the activities of the bar association.";
    one("en", en, "Law or decree");
}

#[test]
fn the_sum_of_a_year_is_no_act() {
    let fr = "Un Casque bleu tchadien a été tué jeudi à Kidal par une mine. Cela porte à douze le nombre de Casques bleus tués au Mali cette année.";
    assert_eq!(one("fr", fr, "Remote explosive/landmine/IED").figures.len(), 1);
    let en = "A Chadian peacekeeper was killed on Thursday in Kidal by a mine. This brings to twelve the number of peacekeepers killed in Mali this year.";
    assert_eq!(one("en", en, "Remote explosive/landmine/IED").figures.len(), 1);
}

#[test]
fn those_who_die_of_their_wounds_are_dead_of_the_act() {
    let fr = "Dix-huit personnes ont été tuées vendredi par un tir de drone sur un marché de Nyala. Six autres ont succombé à leurs blessures samedi.";
    one("fr", fr, "Air/drone strike");
    let en = "Eighteen people were killed on Friday by a drone strike on a market in Nyala. Six others succumbed to their wounds on Saturday.";
    one("en", en, "Air/drone strike");
}

#[test]
fn a_way_a_wish_and_a_state_are_no_acts() {
    assert_eq!(rows("fr", "Une patrouille a quitté Gao mercredi pour Ansongo."), []);
    assert_eq!(rows("en", "A patrol left Gao on Wednesday for Ansongo."), []);
    assert_eq!(rows("fr", "C'est une décision visant à frapper les trafiquants à Lomé."), []);
    assert_eq!(rows("fr", "La ville de Dilling est assiégée depuis des mois par les rebelles."), []);
    assert_eq!(rows("fr", "La junte a fait sa première réunion un mois après la mort du président."), []);
}

#[test]
fn a_name_behind_a_french_attack_is_of_those_who_did_it() {
    let event = one("fr", "Une attaque ADF a fait cinq morts vendredi à Eringeti.", "Attack");
    assert_eq!(names(&event.initiators), "ADF");
}

#[test]
fn who_suffers_an_attack_did_not_make_it() {
    let text = "Une attaque subie par une unité de l'armée à Sebba le 1er juillet a fait huit morts.";
    assert_eq!(names(&one("fr", text, "Armed clash").targets), "Burkinabe Armed Forces");
}

#[test]
fn the_town_of_who_speaks_is_not_that_of_the_act() {
    let text = "Cinq villageois ont été tués jeudi à Dogo. « Les assaillants ont brûlé des cases », a indiqué le chef des jeunes de Komba.";
    let places: Vec<_> = rows("fr", text).into_iter().filter_map(|(_, place)| place).collect();
    assert!(!places.contains(&"Komba".to_string()), "{places:?}");
}

#[test]
fn regions_listed_with_towns_are_each_hit() {
    let text = "Strikes on Saturday hit several areas, including Homs, Hama, Idlib province and the capital Damascus.";
    assert_eq!(rows("en", text).len(), 4);
}

#[test]
fn an_envoy_sent_home_suffers_it() {
    let text = "La crise a abouti lundi à l'expulsion de l'ambassadeur de Belgique au Niger.";
    let event = one("fr", text, "Diplomatic rupture");
    assert_eq!(names(&event.targets), "Government of Belgium");
}

#[test]
fn vehicles_that_gunmen_take_from_an_agency_are_looted() {
    one(
        "fr",
        "Le 2 mai, des hommes armés ont saisi deux véhicules appartenant à une ONG à Téra.",
        "Looting/property destruction",
    );
    one(
        "en",
        "On 2 May gunmen seized two vehicles belonging to an aid agency in Téra.",
        "Looting/property destruction",
    );
}

#[test]
fn the_head_of_a_body_is_of_that_body() {
    let text = "Le président de l'association des éleveurs a été enlevé mardi à Bossangoa.";
    let event = one("fr", text, "Abduction/forced disappearance");
    assert_eq!(names(&event.targets), "Civil society of the Central African Republic");
}

#[test]
fn whoever_arrests_a_suspect_did_not_attack() {
    let text = "Une attaque a visé un convoi vendredi à Rutshuru. Un auteur présumé de cette attaque a été arrêté par l'armée congolaise.";
    assert_eq!(names(&one("fr", text, "Attack").initiators), "Unidentified armed group");
}

#[test]
fn fighting_that_has_gone_on_since_a_day_is_a_state() {
    let text = "La ville de Sake est le théâtre de combats violents entre l'armée et les rebelles depuis le 10 mai.";
    assert_eq!(rows("fr", text), []);
}

#[test]
fn prisoners_who_break_out_are_released() {
    let en = "About a hundred prisoners escaped on Saturday from the prison in Muyinga.";
    let fr = "Une centaine de prisonniers se sont évadés samedi de la prison de Muyinga.";
    for (language, text) in [("en", en), ("fr", fr)] {
        let event = one(language, text, "Other");
        assert_eq!(event.figures.len(), 1, "{text}");
        assert_eq!(event.figures[0].measure, crate::model::Measure::Released, "{text}");
    }
}

#[test]
fn what_towns_were_hit_by_before_is_no_act_of_today() {
    let text = "Trois personnes ont été tuées samedi dans une explosion à Fotokol, ville déjà visée par des attaques de Boko Haram.";
    assert_eq!(told("fr", "2025-07-07", text).len(), 1);
}

#[test]
fn a_town_abroad_is_not_the_one_that_a_region_names() {
    let text = "Des hommes armés ont tué six habitants vendredi à Kaya, dans la région de Maradun de l'État de Zamfara, au Nigeria.";
    assert_eq!(one("fr", text, "Attack").country.as_deref(), Some("NGA"));
}

#[test]
fn an_old_blast_with_other_dead_is_another_act() {
    let fr = "Un attentat à la bombe a fait quatre morts samedi à Beledweyne. Il rappelle l'attentat du 14 mai à Beledweyne, qui avait fait 58 morts.";
    assert_eq!(told("fr", "2025-07-07", fr).len(), 2);
    let en = "A bomb killed four people on Saturday in Beledweyne. It recalls the bombing of 14 May in Beledweyne, which had killed 58.";
    assert_eq!(told("en", "2025-07-07", en).len(), 2);
}

#[test]
fn the_same_dead_told_as_people_are_those_told_before() {
    let fr = "Deux soldats tchadiens ont été tués vendredi par un drone à Tine. « Deux personnes ont été tuées », a déclaré le préfet de Tine, qui ne sait rien des auteurs de l'attaque.";
    one("fr", fr, "Air/drone strike");
    let en = "Two Chadian soldiers were killed on Friday by a drone in Tine. \"Two people were killed\" in Tine, the prefect said, who knew nothing of the perpetrators of the attack.";
    one("en", en, "Air/drone strike");
}

#[test]
fn what_a_bomber_strikes_is_no_air_strike() {
    let text = "Dix personnes ont été tuées dans un attentat suicide ayant frappé vendredi une mosquée de Kunduz.";
    one("fr", text, "Suicide bomb");
}

#[test]
fn a_riposte_belongs_to_the_attack_before_it() {
    let fr = "Des terroristes ont attaqué vendredi une base de l'armée béninoise à Guéné. La riposte des forces de défense a contraint les assaillants à se replier vers le parc W.";
    one("fr", fr, "Armed clash");
}

#[test]
fn units_that_a_village_lies_in_are_no_list() {
    let text =
        "Des rebelles ont attaqué lundi le village de Makumo, dans le groupement de Bangole, en territoire de Mambasa.";
    assert_eq!(rows("fr", text).len(), 1);
}

#[test]
fn a_pact_that_somebody_has_or_breaks_is_not_made_today() {
    assert_eq!(rows("fr", "L'Union européenne fragilise ainsi son partenariat avec Kigali."), []);
    assert_eq!(rows("fr", "L'Union africaine a salué samedi la signature de cet accord."), []);
    let text = "Moscow accused Kyiv on Friday of strikes in violation of a ceasefire accord between Kyiv and Moscow.";
    assert!(rows("en", text).iter().all(|(sub_type, _)| sub_type != "Cooperation agreement"));
}
