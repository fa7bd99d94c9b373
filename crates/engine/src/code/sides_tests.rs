//! Who does it to whom and who says so, over many countries and both languages. Each line holds a class of wording,
//! not a report: the sentences are made up.

use super::testing::{names, told};
use crate::model::Lang;

/// The one event of a text, as "who -> whom | said by, stance".
fn check(lang: Lang, text: &str, expected: &str) {
    let events = told(lang.code(), "2025-03-12", text);
    assert_eq!(events.len(), 1, "{text}");
    let said = events[0].said_by.as_deref().unwrap_or("-");
    let (who, whom) = (names(&events[0].initiators), names(&events[0].targets));
    let stance = format!("{:?}", events[0].stance).to_lowercase();
    assert_eq!(format!("{who} -> {whom} | {said}, {stance}"), expected, "{text}");
}

#[test]
fn who_claims_or_is_blamed_in_the_next_sentence() {
    check(
        Lang::En,
        "Fighters overran a military base at Fambita on Friday. The attack was claimed by Islamic State Sahel Province.",
        "Islamic State Sahel Province -> Nigerien Armed Forces | Islamic State Sahel Province, claimed",
    );
    check(
        Lang::En,
        "Armed men ambushed an army convoy near Djibo on Sunday, killing 14 soldiers. JNIM took credit for the ambush in a video posted on Monday.",
        "JNIM -> Burkinabe Armed Forces | JNIM, claimed",
    );
    check(
        Lang::En,
        "A bomb killed five policemen in Mogadishu on Thursday. Officials blamed the blast on al-Shabaab.",
        "al-Shabaab -> Somali Police | -, reported",
    );
    check(
        Lang::En,
        "A suicide bomber killed eleven recruits outside a barracks in Mogadishu on Thursday. Al-Shabaab said it was behind the attack.",
        "al-Shabaab -> Somali National Army | al-Shabaab, claimed",
    );
    check(
        Lang::En,
        "Kenyan soldiers were hit by a roadside bomb in Lamu county on Monday. No group has claimed responsibility.",
        "Unidentified armed group -> Kenyan Armed Forces | -, reported",
    );
    check(
        Lang::En,
        "On Friday, gunmen attacked Malian soldiers near Ansongo. The group that calls itself JNIM, which is linked to al-Qaeda, claimed the ambush.",
        "JNIM -> Malian Armed Forces | JNIM, claimed",
    );
    check(
        Lang::Fr,
        "Un convoi de l'armée malienne est tombé dans une embuscade dimanche près de Hombori. Le JNIM a revendiqué l'attaque.",
        "JNIM -> Malian Armed Forces | JNIM, claimed",
    );
    check(
        Lang::Fr,
        "Le camp de Ouatagouna a été attaqué mardi. L'attaque, revendiquée par l'État islamique au Sahel, a fait neuf morts parmi les soldats.",
        "Islamic State Sahel Province -> Malian Armed Forces | Islamic State Sahel Province, claimed",
    );
    check(
        Lang::Fr,
        "Dix villageois ont été tués samedi à Beni. L'attaque a été attribuée aux ADF par la société civile.",
        "ADF -> Civilians | -, reported",
    );
    check(
        Lang::Fr,
        "Dans un communiqué diffusé sur Telegram, le JNIM a revendiqué l'attaque menée lundi contre le poste de Gaskindé.",
        "JNIM -> Burkinabe Armed Forces | JNIM, claimed",
    );
}

#[test]
fn both_sides_of_a_fight() {
    check(
        Lang::En,
        "Soldiers clashed with M23 rebels at Kanyabayonga on Wednesday.",
        "FARDC + M23 -> FARDC + M23 | -, reported",
    );
    check(
        Lang::En,
        "Congolese troops and M23 rebels exchanged fire near Sake on Wednesday, residents said.",
        "FARDC + M23 -> FARDC + M23 | residents, stated",
    );
    check(
        Lang::Fr,
        "Des affrontements ont opposé jeudi les FARDC aux rebelles du M23 à Masisi, selon des sources locales.",
        "FARDC + M23 -> FARDC + M23 | residents, stated",
    );
    check(
        Lang::Fr,
        "De violents combats entre l'armée et le FLA ont éclaté mardi à Tessalit.",
        "Malian Armed Forces + FLA -> Malian Armed Forces + FLA | -, reported",
    );
}

#[test]
fn all_who_are_hit_or_act_together() {
    check(
        Lang::En,
        "Three assaults were reported against the Nigerien army in the town of Torodi on Tuesday.",
        "Unidentified armed group -> Nigerien Armed Forces | -, reported",
    );
    check(
        Lang::En,
        "Soldiers and volunteer fighters of the VDP were ambushed near Titao on Tuesday; six soldiers and four volunteers died.",
        "Unidentified armed group -> Burkinabe Armed Forces + VDP | -, reported",
    );
    check(
        Lang::En,
        "Bandits kidnapped 30 pupils and two teachers from a school in Kuriga on Thursday.",
        "Bandits -> Students + Teachers | -, reported",
    );
    check(
        Lang::En,
        "Mozambican and Rwandan troops destroyed an insurgent camp in Macomia on Sunday.",
        "Mozambican Armed Forces + Rwandan Defence Force -> Unidentified armed group | -, reported",
    );
    check(
        Lang::En,
        "Gunmen killed a soldier, two policemen and a driver at a toll gate in Katsina on Monday.",
        "Unidentified armed group -> Nigerian Armed Forces + Nigerian Police + Drivers | -, reported",
    );
    check(
        Lang::Fr,
        "L'armée et les VDP ont été pris à partie mardi près de Tougan ; cinq soldats et trois volontaires sont tombés.",
        "Unidentified armed group -> Burkinabe Armed Forces + VDP | -, reported",
    );
    check(
        Lang::Fr,
        "Les FAMa et leurs partenaires de Wagner ont repris vendredi la localité de Ber aux rebelles de la CMA.",
        "Malian Armed Forces + Wagner Group -> Coordination of Azawad Movements | -, reported",
    );
    check(
        Lang::Fr,
        "Les autorités ont arrêté vendredi à Conakry deux journalistes et un opposant.",
        "Government of Guinea -> Journalists + Political parties of Guinea | -, reported",
    );
}

#[test]
fn peacekeepers_go_by_their_mission() {
    check(
        Lang::En,
        "Rebels ambushed a patrol of peacekeepers near Obo on Monday, killing one.",
        "Unidentified armed group -> MINUSCA | -, reported",
    );
    check(
        Lang::Fr,
        "Un Casque bleu a été tué lundi dans une embuscade près de Bria.",
        "Unidentified armed group -> MINUSCA | -, reported",
    );
}

#[test]
fn crowds_are_protesters_or_rioters() {
    check(
        Lang::En,
        "Hundreds of teachers marched in Lusaka on Friday to demand unpaid wages.",
        "Protesters -> Government of Zambia | -, reported",
    );
    check(
        Lang::En,
        "Residents lynched two suspected thieves in Owerri on Sunday, police said.",
        "Rioters -> Civilians | Nigerian Police, stated",
    );
    check(
        Lang::Fr,
        "Des centaines de personnes ont manifesté samedi à Tunis contre la vie chère.",
        "Protesters -> Government of Tunisia | -, reported",
    );
    check(Lang::Fr, "La foule a lynché mardi un homme accusé de vol à Douala.", "Rioters -> Civilians | -, reported");
}

#[test]
fn nobody_fights_himself() {
    check(
        Lang::En,
        "The Malian army said it had repelled an attack on its camp at Bourem on Saturday.",
        "Unidentified armed group -> Malian Armed Forces | Malian Armed Forces, claimed",
    );
    check(
        Lang::En,
        "The army killed 20 insurgents in Sambisa forest on Monday, its spokesman Colonel Musa Danmadami said.",
        "Nigerian Armed Forces -> Unidentified armed group | Nigerian Armed Forces, claimed",
    );
    check(
        Lang::Fr,
        "L'état-major affirme avoir neutralisé trente terroristes lundi à Diafarabé.",
        "Malian Armed Forces -> Unidentified armed group | Malian Armed Forces, claimed",
    );
    check(
        Lang::Fr,
        "Plusieurs soldats ont été tués lundi à Inata, a reconnu l'état-major.",
        "Unidentified armed group -> Burkinabe Armed Forces | Burkinabe Armed Forces, claimed",
    );
}

#[test]
fn who_says_so_has_no_part_in_it() {
    check(
        Lang::En,
        "Gunmen on motorbikes stormed the village of Dan Sadau on Monday, killing nine farmers, the governor of Zamfara said.",
        "Unidentified armed group -> Farmers | local officials, stated",
    );
    check(
        Lang::En,
        "The army said on Tuesday that gunmen had attacked the market of Monguno, killing 12 traders.",
        "Unidentified armed group -> Traders | Nigerian Armed Forces, stated",
    );
    check(
        Lang::En,
        "US aircraft bombed al-Shabaab positions near Kismayo on Tuesday, US Africa Command said.",
        "American Armed Forces -> al-Shabaab | American Armed Forces, claimed",
    );
    check(
        Lang::Fr,
        "Des hommes armés ont attaqué lundi le village de Sindou, tuant douze habitants, a indiqué le préfet.",
        "Unidentified armed group -> Civilians | local officials, stated",
    );
    check(
        Lang::Fr,
        "Quatre ressortissants chinois ont été enlevés jeudi sur une mine d'or près de Kangaba, d'après des élus locaux.",
        "Unidentified armed group -> Chinese nationals | local officials, stated",
    );
    check(
        Lang::Fr,
        "L'aviation nigérienne a bombardé samedi une base de Boko Haram sur les îles du lac Tchad, a dit le ministère de la Défense.",
        "Nigerien Air Force -> Boko Haram | Government of Niger, claimed",
    );
    check(
        Lang::Fr,
        "Une frappe de drone de l'armée burkinabè a tué vingt civils dimanche à Bourasso, affirme Human Rights Watch dans un rapport.",
        "Burkinabe Armed Forces -> Civilians | Human Rights Watch, stated",
    );
    check(
        Lang::Fr,
        "Le CSP dit avoir détruit deux véhicules de l'armée à Anefis samedi.",
        "Permanent Strategic Framework -> Malian Armed Forces | Permanent Strategic Framework, claimed",
    );
}

#[test]
fn doers_and_those_hit() {
    check(
        Lang::En,
        "Troops of the Multinational Joint Task Force killed a Boko Haram commander near Kukawa on Friday.",
        "MNJTF -> Boko Haram | -, reported",
    );
}
