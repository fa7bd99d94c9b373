//! Sides, tolls and speakers of one act, as reports of many kinds word them.

use super::testing::{names, told};
use crate::model::Event;

fn one(lang: &str, text: &str) -> Event {
    let events = told(lang, "2025-07-07", text);
    assert_eq!(events.len(), 1, "{text}: {:?}", events.iter().map(|e| &e.anchor).collect::<Vec<_>>());
    events.into_iter().next().expect("one event")
}

/// The tolls as "Killed 12 of StateForces".
fn tolls(event: &Event) -> Vec<String> {
    let number = |f: &crate::model::Figure| f.low.or(f.high).unwrap_or_default();
    let word = |f: &crate::model::Figure| format!("{:?} {} of {:?}", f.measure, number(f), f.of);
    event.figures.iter().map(word).collect()
}

#[test]
fn who_speaks_in_a_clause_of_his_own_is_no_side() {
    let launch = "The Houthis fired a missile that landed near Haifa on Sunday, injuring six people, Israel's ambulance service said.";
    assert_eq!(names(&one("en", launch).targets), "Civilians");
    let office = "Lundi, des jihadistes ont attaqué un village près de Diboli, tuant deux personnes, a indiqué à l'AFP un porte-parole du gouvernement malien.";
    let event = one("fr", office);
    assert_eq!((names(&event.targets).as_str(), event.said_by.as_deref()), ("Civilians", Some("Government of Mali")));
}

#[test]
fn who_speaks_is_not_counted() {
    let post = "Lundi, des jihadistes ont attaqué un village à Diboli et tué deux agents, raconte un riverain joint par téléphone.";
    assert_eq!(tolls(&one("fr", post)), ["Killed 2 of Civilians"]);
    let media = "Selon plusieurs médias locaux, deux bergers ont été tués lundi à Gao par des hommes armés.";
    assert_eq!(tolls(&one("fr", media)), ["Killed 2 of Civilians"]);
}

#[test]
fn a_house_says_where_the_speaker_is() {
    let school = "Medics at the hospital said rebels killed 12 people in Sake on Sunday.";
    assert_eq!(one("en", school).said_by.as_deref(), Some("medical source"));
    let village = "Villagers said militiamen raided the village of Fataki on Tuesday.";
    assert_eq!(one("en", village).said_by.as_deref(), Some("residents"));
}

#[test]
fn who_accuses_says_that_it_was_done() {
    let nomads = "Le FLA accuse l'armée malienne d'avoir exécuté onze nomades lundi près de Kidal.";
    let event = one("fr", nomads);
    assert_eq!((names(&event.initiators).as_str(), event.said_by.as_deref()), ("Malian Armed Forces", Some("FLA")));
    let closing = "Quatre éleveurs ont été abattus lundi à Douentza par des chasseurs dozos, accuse une association.";
    assert_eq!(names(&one("fr", closing).initiators), "Dozo hunters");
}

#[test]
fn whoever_is_accused_of_several_acts_did_them() {
    let bombs = "The rebels accused the army of dropping bombs on a camp in Gao on Friday and wounding seven people.";
    assert_eq!(names(&one("en", bombs).initiators), "Malian Armed Forces");
}

#[test]
fn a_government_claims_what_its_army_did() {
    use crate::model::Stance;
    let town = "Les Forces armées centrafricaines ont repris lundi Bocaranga au mouvement 3R, a annoncé le porte-parole du gouvernement.";
    assert_eq!(one("fr", town).stance, Stance::Claimed);
    let party = "The opposition said soldiers killed 11 nomads near Gao in Mali on Friday.";
    assert_eq!(one("en", party).stance, Stance::Stated);
}

#[test]
fn blame_for_what_is_known_is_no_telling_of_it() {
    let church = "Authorities blamed Boko Haram for an attack that killed 40 people in Baga on Friday.";
    assert_eq!(one("en", church).said_by, None);
}

#[test]
fn people_of_a_country_may_be_told_by_its_adjective() {
    let three = one("fr", "Deux Émiratis et un Iranien ont été enlevés dimanche près de Bamako.");
    assert_eq!(names(&three.targets), "Emirati nationals + Iranian nationals");
    assert_eq!(tolls(&three), ["Abducted 2 of Civilians", "Abducted 1 of Civilians"]);
    let english = one("en", "Gunmen kidnapped two Indians near Dosso on Sunday.");
    assert_eq!(names(&english.targets), "Indian nationals");
    let drivers = one("en", "Gunmen kidnapped two Nigerien drivers near Dosso on Sunday.");
    assert_eq!(names(&drivers.targets), "Civilians");
}

#[test]
fn rulers_fight_by_their_forces() {
    let school = one("fr", "La junte birmane a bombardé lundi une école à Sagaing, faisant 22 morts.");
    assert_eq!(names(&school.initiators), "Myanmar Armed Forces");
    let base = one("en", "Rebels seized a regime base near Kyaukphyu in Myanmar on Friday.");
    assert_eq!(names(&base.targets), "Myanmar Armed Forces");
}

#[test]
fn the_country_of_a_place_does_nothing() {
    let raid =
        one("en", "Ugandan soldiers crossed into Congo's Mahagi territory on Friday and killed 42 CODECO fighters.");
    assert_eq!(names(&raid.initiators), "Ugandan Armed Forces");
}

#[test]
fn whose_men_are_counted() {
    let ranks =
        "Lundi, des rebelles ont attaqué un poste à Porga. Le combat a fait 12 morts dans les rangs de l'armée.";
    assert_eq!(tolls(&one("fr", ranks)), ["Killed 12 of StateForces"]);
    let both =
        "Rebels ambushed Malian soldiers and Wagner fighters near Tessalit on Friday. A source admitted three dead.";
    assert_eq!(tolls(&one("en", both)), ["Killed 3 of StateForces"]);
    let women = "The army bombed rebels near Kidal on Friday. An official said 21 people died, most of them women.";
    assert_eq!(tolls(&one("en", women)), ["Killed 21 of Civilians"]);
}

#[test]
fn whose_men_a_row_of_tolls_counts() {
    let row = "Vendredi, une attaque contre un poste près de Gao a fait quatre morts et six blessés parmi les soldats.";
    assert_eq!(tolls(&one("fr", row)), ["Killed 4 of StateForces", "Injured 6 of StateForces"]);
    let patrol = "Two soldiers of a patrol were killed by a homemade bomb near Gao on Friday.";
    assert_eq!(tolls(&one("en", patrol)), ["Killed 2 of StateForces"]);
}

#[test]
fn what_became_of_some_is_not_told_of_all() {
    let bus = "Vendredi, à Gao, des soldats ont tiré sur un bus, blessant quatre passagers dont un est décédé.";
    assert_eq!(tolls(&one("fr", bus)).first().map(String::as_str), Some("Injured 4 of Civilians"));
}

#[test]
fn an_earlier_toll_is_a_toll_of_its_own() {
    let post =
        "Lundi, l'attaque d'un poste militaire à Porga a fait 54 morts, contre 8 annoncés dans un premier temps.";
    assert_eq!(tolls(&one("fr", post)), ["Killed 54 of StateForces", "Killed 8 of StateForces"]);
}

#[test]
fn a_distance_counts_nobody() {
    let traders = "Des hommes armés ont enlevé deux commerçants à Sanankoroba, une quarantaine de kilomètres au sud de Bamako, lundi.";
    assert_eq!(tolls(&one("fr", traders)), ["Abducted 2 of Civilians"]);
}

#[test]
fn a_part_of_a_whole_that_nobody_counted_is_counted() {
    let post = "Lundi, des assaillants ont visé un poste à Porga tenu par des volontaires, dont sept sont morts.";
    assert_eq!(tolls(&one("fr", post)), ["Killed 7 of StateForces"]);
}

#[test]
fn a_leader_is_one_of_his_group() {
    let chief = one("en", "The leader of al-Shabaab in Moqokori was killed in an American air strike on Saturday.");
    assert_eq!(tolls(&chief), ["Killed 1 of RebelGroup"]);
}

#[test]
fn a_village_and_what_it_lies_in_are_no_list() {
    let hospital = "Rebels killed 17 people at a hospital in Byambwe, Lubero, on Friday.";
    assert_eq!(tolls(&one("en", hospital)), ["Killed 17 of Civilians"]);
}

#[test]
fn deaths_told_behind_blame_belong_to_the_act_before_it() {
    let bus = "A bus was attacked by gunmen in Amalfi on Friday. President Petro blamed FARC dissidents; at least 12 passengers died.";
    assert_eq!(tolls(&one("en", bus)), ["Killed 12 of Civilians"]);
}

#[test]
fn each_verb_of_a_row_counts_its_own() {
    let row = "The blast killed three soldiers, wounded nine others and destroyed two vehicles in Gao on Monday.";
    let want = ["Killed 3 of StateForces", "Injured 9 of StateForces", "VehiclesDestroyed 2 of Civilians"];
    let found = tolls(&one("en", row));
    assert_eq!(found[..2], want[..2], "{found:?}");
    let fr = "L'explosion a tué trois soldats, blessé neuf autres et détruit deux véhicules lundi à Gao.";
    assert_eq!(tolls(&one("fr", fr))[..2], want[..2]);
    let bare = "Three soldiers were killed, nine wounded in Gao on Monday.";
    assert_eq!(tolls(&one("en", bare)), ["Killed 3 of StateForces", "Injured 9 of StateForces"]);
}

#[test]
fn a_noun_that_no_table_knows_shares_the_verb_of_its_row() {
    let monks = "Six glaziers and two women were killed by gunmen in Gao on Monday.";
    assert_eq!(tolls(&one("en", monks)), ["Killed 6 of Civilians", "Killed 2 of Civilians"]);
}

#[test]
fn a_whole_is_no_toll_and_a_toll_may_rise() {
    let bus = "Of the nine passengers, three were killed when gunmen attacked a bus in Gao on Monday.";
    assert_eq!(tolls(&one("en", bus)), ["Killed 3 of Civilians"]);
    let rose = "The death toll from Monday's attack in Gao rose to 12, with seven others in hospital.";
    assert_eq!(tolls(&one("en", rose)), ["Killed 12 of Civilians", "Injured 7 of Civilians"]);
    let risen = "Le bilan de l'attaque de lundi à Gao est passé à trois morts et neuf blessés.";
    assert_eq!(tolls(&one("fr", risen)), ["Killed 3 of Civilians", "Injured 9 of Civilians"]);
    let both = "An attack in Gao on Monday killed 12 civilians and nine soldiers, and wounded four people.";
    let want = ["Killed 12 of Civilians", "Killed 9 of StateForces", "Injured 4 of Civilians"];
    assert_eq!(tolls(&one("en", both)), want);
}

#[test]
fn lorries_of_an_army_are_lorries() {
    let text = "Rebels seized eight army trucks in Gao on Monday.";
    assert_eq!(tolls(&one("en", text)), ["VehiclesSeized 8 of StateForces"]);
    let men = "Twenty armed men were killed by soldiers in Gao on Monday.";
    assert_eq!(tolls(&one("en", men)), ["Killed 20 of PoliticalMilitia"]);
}

#[test]
fn a_group_s_military_wing_speaks_for_it() {
    let text = "Al-Shabaab's military spokesman said fighters had killed 25 soldiers in Mubarak on Monday.";
    assert_eq!(one("en", text).said_by.as_deref(), Some("al-Shabaab"));
}
