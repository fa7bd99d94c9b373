//! What a sentence leaves to the words around it: whose men, which countries, which day, which land. Each line holds
//! a class of wording, not a report: the sentences are made up.

use super::testing::{names, told};

/// The events of a text, each as "type | who -> whom | country | day".
fn check(language: &str, text: &str, expected: &[&str]) {
    let row = |e: &crate::model::Event| {
        let day = e.date_from.map(|d| d.to_string()).unwrap_or_default();
        let country = e.country.as_deref().unwrap_or("-");
        format!("{} | {} -> {} | {country} | {day}", e.sub_type, names(&e.initiators), names(&e.targets))
    };
    let events: Vec<String> = told(language, "2025-07-07", text).iter().map(row).collect();
    assert_eq!(events, expected, "{text}");
}

#[test]
fn fighters_are_those_of_the_group_named_after_them() {
    check(
        "fr",
        "Des combattants de l'Iswap ont attaqué un poste de l'armée à Banki vendredi.",
        &["Armed clash | ISWAP -> Nigerian Armed Forces | NGA | 2025-07-04"],
    );
}

#[test]
fn his_men_are_those_of_the_group_told_before() {
    check(
        "fr",
        "Le JNIM est très présent dans la région. Dimanche, ses hommes ont exécuté deux bergers à Ber.",
        &["Attack | JNIM -> Herders | MLI | 2025-07-06"],
    );
}

#[test]
fn who_only_backs_the_rebels_is_not_alone_in_it() {
    check(
        "fr",
        "Les rebelles du M23, appuyés par l'armée rwandaise, se sont emparés vendredi de Walikale.",
        &["Non-state actor overtakes territory | M23 + Rwandan Defence Force -> FARDC | COD | 2025-07-04"],
    );
}

#[test]
fn three_countries_are_the_last_three_named() {
    check(
        "fr",
        "Le Mali, le Burkina Faso et le Niger ont parlé. Les trois pays ont quitté la Cédéao vendredi.",
        &[
            "Membership change | Government of Mali + Government of Burkina Faso + Government of Niger -> ECOWAS | MLI | 2025-07-04",
        ],
    );
}

#[test]
fn presidents_of_several_countries_share_their_noun() {
    check(
        "fr",
        "Les présidents tchadien et angolais se sont rencontrés vendredi à Luanda.",
        &["Diplomatic meeting | Government of Chad + Government of Angola ->  | AGO | 2025-07-04"],
    );
}

#[test]
fn the_day_of_a_claim_is_not_that_of_the_attack() {
    check(
        "fr",
        "Le JNIM a revendiqué vendredi l'attaque menée mardi contre un camp militaire à Boni.",
        &["Armed clash | JNIM -> Malian Armed Forces | MLI | 2025-07-01"],
    );
}

#[test]
fn a_land_is_left_where_it_is_named() {
    check(
        "fr",
        "La Minusma a achevé son retrait du Mali le 31 décembre 2023. Au Niger, la base d'Agadez reste ouverte.",
        &["Force withdrawal | MINUSMA ->  | MLI | 2023-12-31"],
    );
}

#[test]
fn nationals_are_not_where_they_are_from() {
    check(
        "fr",
        "Le gouvernement malien a annoncé vendredi l'arrestation d'un ressortissant français.",
        &["Arrests | Government of Mali -> French nationals | MLI | 2025-07-04"],
    );
}

#[test]
fn a_besieged_town_is_no_siege_laid_today() {
    check(
        "fr",
        "La ville assiégée d'El Fasher a été pilonnée vendredi par les Forces de soutien rapide.",
        &["Shelling/artillery/missile attack | RSF -> Civilians | SDN | 2025-07-04"],
    );
}

#[test]
fn fighting_that_resumes_retakes_no_town() {
    check(
        "fr",
        "Les combats entre l'armée congolaise et le M23 ont repris vendredi autour de Masisi.",
        &["Armed clash | FARDC + M23 -> FARDC + M23 | COD | 2025-07-04"],
    );
}

#[test]
fn who_held_the_town_is_the_group_told_before() {
    check(
        "fr",
        "Les FSR tenaient la ville depuis un mois. L'armée soudanaise a repris Bara vendredi.",
        &["Government regains territory | SAF -> RSF | SDN | 2025-07-04"],
    );
}

#[test]
fn an_act_that_a_day_is_counted_from_was_before_it() {
    check(
        "fr",
        "Le calme revenait samedi, au lendemain d'une attaque d'Al-Shabaab contre une caserne à Marsabit.",
        &["Armed clash | al-Shabaab -> Kenyan Armed Forces | KEN | 2025-07-04"],
    );
    check(
        "en",
        "The streets were empty on Saturday, the day after JNIM fighters stormed an army post in Dioura.",
        &["Armed clash | JNIM -> Malian Armed Forces | MLI | 2025-07-04"],
    );
}

#[test]
fn the_day_a_toll_rises_is_not_that_of_the_act() {
    check(
        "en",
        "The number of people killed when a bomb hit a market in Baidoa on Friday rose to 14 on Sunday.",
        &["Remote explosive/landmine/IED | Unidentified armed group -> Civilians | SOM | 2025-07-04"],
    );
}

#[test]
fn the_same_day_is_a_day_and_not_a_month() {
    check(
        "en",
        "Soldiers killed four herders in Ber on Friday. Talks had been broken off in January.\n\nThe same day gunmen killed a teacher in Fafa.",
        &[
            "Attack | Malian Armed Forces -> Herders | MLI | 2025-07-04",
            "Attack | Unidentified armed group -> Teachers | MLI | 2025-07-04",
        ],
    );
}

#[test]
fn last_week_is_no_bulletin_s_period() {
    check(
        "fr",
        "La semaine dernière a été calme au Mali. Des hommes armés ont tué un berger dimanche à Ber.",
        &["Attack | Unidentified armed group -> Herders | MLI | 2025-07-06"],
    );
}

#[test]
fn a_country_heads_a_part_of_a_bulletin() {
    check(
        "en",
        "MALI\nGunmen killed two soldiers on Friday.\n\nNIGER\nGunmen killed three soldiers on Saturday.",
        &[
            "Armed clash | Unidentified armed group -> Malian Armed Forces | MLI | 2025-07-04",
            "Armed clash | Unidentified armed group -> Nigerien Armed Forces | NER | 2025-07-05",
        ],
    );
    check(
        "fr",
        "1. TOGO. Des hommes armés ont tué deux soldats vendredi. 2. BÉNIN. Le gouvernement a expulsé vendredi l'ambassadeur du Niger.",
        &[
            "Armed clash | Unidentified armed group -> Togolese Armed Forces | TGO | 2025-07-04",
            "Diplomatic rupture | Government of Benin -> Government of Niger | BEN | 2025-07-04",
        ],
    );
}

#[test]
fn a_day_in_digits_heads_an_entry() {
    check(
        "en",
        "28/06 Ayorou (Tillaberi). Armed men abducted two staff of an NGO. 02/07 Torodi. Armed men burned a school.",
        &[
            "Abduction/forced disappearance | Unidentified armed group -> Civilians | NER | 2025-06-28",
            "Looting/property destruction | Unidentified armed group -> Civilians | NER | 2025-07-02",
        ],
    );
}

#[test]
fn communities_that_fight_are_armed() {
    let text = "Clashes between herders and farmers in Koro left 14 dead on Friday.";
    let events = told("en", "2025-07-07", text);
    let armed = |a: &crate::model::Actor| a.class == crate::model::Class::IdentityMilitia;
    let sides = events.iter().flat_map(|e| e.initiators.iter().chain(&e.targets));
    assert_eq!(sides.filter(|a| armed(a)).count(), 4, "{events:?}");
}

#[test]
fn parts_of_days_bound_a_span() {
    check(
        "en",
        "Gunmen killed 14 herders in Anka between Thursday night and Saturday morning.",
        &["Attack | Unidentified armed group -> Herders | NGA | 2025-07-03"],
    );
    check(
        "fr",
        "Entre jeudi soir et samedi matin, des hommes armés ont tué 14 éleveurs à Ayorou.",
        &["Attack | Unidentified armed group -> Herders | NER | 2025-07-03"],
    );
}

#[test]
fn days_before_a_vote_are_not_days_before_the_report() {
    let taken = "Non-state actor overtakes territory | Unidentified armed group -> FACA | CAF | ";
    check("en", "Rebels seized Kaga Bandoro three days before the presidential election.", &[taken]);
    check("fr", "Les rebelles ont pris Kaga Bandoro trois jours avant l'élection présidentielle.", &[taken]);
}

#[test]
fn what_followed_since_a_year_is_of_that_year() {
    let coup = "Other | Séléka -> Government of the Central African Republic | CAF | 2013-01-01";
    check("en", "The area has been tense since 2013, when Seleka rebels seized power in Bangui.", &[coup]);
    check(
        "fr",
        "Le pays est en crise depuis 2013, quand les rebelles de la Séléka ont pris le pouvoir à Bangui.",
        &[coup],
    );
}

#[test]
fn a_hospital_that_takes_people_in_meets_nobody() {
    check("en", "The fighters said the Kabul hospital had received 19 bodies on Friday.", &[]);
}

#[test]
fn a_town_before_a_credit_in_brackets_is_no_scene() {
    let text = "Beirut, (APP - 6th Jul, 2025) Lebanon's health ministry said one man was killed on Sunday in an Israeli strike on Tyre.";
    let events = told("en", "2025-07-07", text);
    assert!(events.iter().all(|e| e.place.as_deref() != Some("Beirut")), "{events:?}");
}

#[test]
fn capitals_that_report_are_no_scene() {
    let text = "A Russian strike on the region of Kharkiv killed two people on Friday, as both Moscow and Kyiv reported raids.";
    let events = told("en", "2025-07-07", text);
    assert!(events.iter().all(|e| e.place.as_deref() != Some("Moscow")), "{events:?}");
}

#[test]
fn who_says_it_right_before_the_verb_did_not_do_it() {
    let text = "An air raid that officials said killed 19 people hit the town of Gao on Friday.";
    let events = told("en", "2025-07-07", text);
    assert!(events.iter().all(|e| e.initiators.iter().all(|a| !a.class.is_government())), "{events:?}");
}
