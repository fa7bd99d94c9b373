//! What agencies, ministries and local papers write about states and wars: wordings that real reports showed to be
//! common. The sentences are made up.

use super::testing::{check, told};

#[test]
fn the_rulers_of_several_lands_act_together() {
    let left = "Membership change at Mali: Government of Mali + Government of Niger + Government of Chad -> ECOWAS";
    check("en", "The juntas ruling Mali, Niger and Chad said on Sunday that they were leaving ECOWAS.", &[left]);
    check("en", "Mali, Niger and Chad announced on Sunday their decision to quit ECOWAS.", &[left]);
    check(
        "en",
        "The military governments of Mali, Niger and Chad announced on Sunday their withdrawal from ECOWAS.",
        &[left],
    );
    check(
        "fr",
        "Dimanche, les autorités militaires au pouvoir au Mali, au Niger et au Tchad ont annoncé le retrait de leur pays, « avec effet immédiat », de la Cédéao.",
        &[left],
    );
    check(
        "fr",
        "Les régimes militaires du Mali, du Niger et du Tchad ont annoncé dimanche leur retrait de la Cédéao.",
        &[left],
    );
}

#[test]
fn who_decides_to_act_as_a_state_has_acted_and_who_decides_to_fight_has_not() {
    check(
        "fr",
        "Le Mali a annoncé dimanche sa décision de se retirer de la Cédéao.",
        &["Membership change at Mali: Government of Mali -> ECOWAS"],
    );
    check("en", "The rebels decided on Sunday to attack Gao.", &[]);
    check("fr", "Les rebelles ont pris dimanche la décision d'attaquer Gao.", &[]);
}

#[test]
fn those_under_of_suffer_an_expulsion_and_a_dissolution() {
    let expelled = "Diplomatic rupture at Togo: Government of Togo -> Government of Mali";
    check("fr", "Le Togo a annoncé lundi l'expulsion de l'ambassadeur du Mali.", &[expelled]);
    check("en", "Togo announced on Monday the expulsion of the Malian ambassador.", &[expelled]);
    check(
        "fr",
        "La junte malienne a décrété lundi la dissolution de tous les partis politiques, dans un texte lu à la télévision nationale.",
        &["Restriction of civic space at Mali: Government of Mali -> Political parties of Mali"],
    );
    check("fr", "Le gouvernement a tenu mardi à Bamako une session extraordinaire du conseil des ministres.", &[]);
}

#[test]
fn who_acts_because_of_an_attack_did_not_do_it() {
    let attack = "Attack at Boda: Unidentified armed group -> Civilians";
    let sent = "Force deployment at Boda: MINUSCA -> ";
    check(
        "fr",
        "La Minusca a déployé des soldats dimanche à Boda en réponse à une attaque sur la ville.",
        &[sent, attack],
    );
    check(
        "en",
        "Monday's air strikes on Kidal were described by residents as the heaviest of the war.",
        &["Air/drone strike at Kidal: Malian Armed Forces -> Civilians"],
    );
    check(
        "fr",
        "Accueil » RDC » RDC : attaque contre un convoi humanitaire à Sake dimanche",
        &["Attack at Sake: Unidentified armed group -> Civilians"],
    );
    check("en", "# Niger: attack on Bosso on Monday", &["Attack at Bosso: Unidentified armed group -> Civilians"]);
    check(
        "fr",
        "Neuf villageois ont été tués lundi dans une attaque dans le centre du Mali.",
        &["Attack at Mali: Unidentified armed group -> Civilians"],
    );
}

#[test]
fn whom_a_fight_pits_against_each_other_fought_it() {
    let both = "Armed clash at Pinga: M23 + Wazalendo -> M23 + Wazalendo";
    check(
        "fr",
        "Des affrontements ont éclaté dimanche à Pinga entre le M23 et les résistants locaux, appelés Wazalendo.",
        &[both],
    );
    check(
        "en",
        "Fighting broke out on Sunday in Pinga between the M23 and local resistance fighters, known as Wazalendo.",
        &[both],
    );
    let army = "Armed clash at Pinga: FARDC + M23 -> FARDC + M23";
    check("fr", "Des combats ont opposé dans la nuit de samedi à dimanche l'armée et le M23 à Pinga.", &[army]);
}

#[test]
fn fighters_of_no_name_who_died_were_killed_by_whoever_is_told() {
    check(
        "fr",
        "Vingt terroristes ont été tués dimanche à Kidal.",
        &["Armed clash at Kidal:  -> Unidentified armed group"],
    );
    let text = "Mali : vingt terroristes tués\n\nVingt terroristes ont été tués par l'armée malienne dimanche à Kidal.";
    check("fr", text, &["Armed clash at Kidal: Malian Armed Forces -> Unidentified armed group"]);
}

#[test]
fn a_village_near_a_town_is_where_it_was_and_stays_there() {
    let text = "Des hommes armés ont attaqué vendredi Sévaré, près de la ville de Bandiagara. Ils ont tiré sur les habitants dans le village.";
    check("fr", text, &["Attack at Sévaré: Unidentified armed group -> Civilians"]);
}

#[test]
fn a_pact_told_by_a_third_is_of_those_who_made_it() {
    check(
        "fr",
        "Le Tchad a annoncé vendredi la signature d'un accord de paix entre le gouvernement centrafricain et le groupe 3R.",
        &["Agreement at Chad: Government of the Central African Republic + 3R -> "],
    );
    check("fr", "Sept accords de paix ont été signés au cours des cinq dernières années dans le pays.", &[]);
}

#[test]
fn armed_men_are_counted_and_a_clock_is_no_year() {
    let counted = |text: &str, lang: &str| told(lang, "2025-07-08", text)[0].figures[0].low;
    assert_eq!(counted("L'armée a tué dimanche vingt hommes armés à Kidal.", "fr"), Some(20));
    assert_eq!(counted("La frappe a fait dimanche une vingtaine de morts civils à Kidal.", "fr"), Some(20));
    let event = &told("en", "2025-07-08", "Gunmen attacked Ansongo on Sunday at 8:00 pm (2000 GMT).")[0];
    assert_eq!(event.date_from.map(|d| d.to_string()).as_deref(), Some("2025-07-06"));
}

#[test]
fn who_fought_in_a_town_and_then_speaks_does_not_speak_there() {
    let text = "On Monday the army fought JNIM at Kidal and said that it had retaken the town.";
    check("en", text, &["Government regains territory at Kidal: Malian Armed Forces -> JNIM"]);
    let text = "On Monday JNIM ambushed a convoy near Ansongo; drivers say that about 20 tankers burned.";
    let places: Vec<_> = told("en", "2025-07-08", text).into_iter().map(|e| e.place.unwrap_or_default()).collect();
    assert!(!places.is_empty() && places.iter().all(|p| p == "Ansongo"), "{places:?}");
    check(
        "en",
        "Two firms moved their staff to Bamako on Monday. \"They strike where it hurts,\" said an aid worker.",
        &[],
    );
}
