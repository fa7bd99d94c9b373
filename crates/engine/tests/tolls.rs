//! Tolls, speakers and totals of short reports, in both languages: what is counted, of whom, said by whom.

use vigie_engine::code::code;
use vigie_engine::data::Data;
use vigie_engine::model::{Document, Record, Stance};

fn record(language: &str, text: &str) -> Record {
    let document = Document {
        id: "r".into(),
        language: Some(language.into()),
        published: Some("2025-03-10".into()),
        text: text.into(),
        ..Document::default()
    };
    code(&document, Data::bundled()).0
}

/// The tolls of all events in plain words: "12 killed of civilians, by nobody named".
fn tolls(language: &str, text: &str) -> Vec<String> {
    let bound = |n: Option<u64>| n.map_or("..".to_string(), |n| n.to_string());
    let figures = record(language, text).events.into_iter().flat_map(|e| e.figures);
    let words = |f: vigie_engine::model::Figure| {
        let number = if f.low == f.high { bound(f.low) } else { format!("{}-{}", bound(f.low), bound(f.high)) };
        let by = f.said_by.unwrap_or_else(|| "the report".into());
        format!("{number} {:?} of {:?}, says {by}", f.measure, f.of)
    };
    figures.map(words).collect()
}

#[test]
fn numbers_of_one_list_share_their_verb_and_keep_their_nouns() {
    let text =
        "Gunmen attacked the village of Dogofry on 8 March, killing two soldiers, three gendarmes and a civilian.";
    let wanted = [
        "2 Killed of StateForces, says the report",
        "3 Killed of StateForces, says the report",
        "1 Killed of Civilians, says the report",
    ];
    assert_eq!(tolls("en", text), wanted);
    let text =
        "Des hommes armés ont attaqué le village de Dogofry samedi, tuant deux soldats, trois gendarmes et un civil.";
    assert_eq!(tolls("fr", text), wanted);
}

#[test]
fn parts_of_a_toll_are_no_tolls() {
    let text = "Seventeen people, including four women and two children, were killed when gunmen attacked the town of \
                Bankass on Saturday, the mayor of Bankass, Amadou Diallo, told Reuters. He added that eleven others were missing.";
    let wanted = ["17 Killed of Civilians, says local officials", "11 Missing of Civilians, says local officials"];
    assert_eq!(tolls("en", text), wanted);
}

#[test]
fn a_revised_toll_stands_beside_the_first() {
    let text = "Five soldiers and 12 militants were killed on Saturday when JNIM fighters attacked an army post in Tessit, \
                the army said in a statement. The death toll later rose to 14 soldiers, according to a security source.";
    let found = tolls("en", text);
    assert!(found.contains(&"5 Killed of StateForces, says Malian Armed Forces".into()), "{found:?}");
    assert!(found.contains(&"14 Killed of StateForces, says security source".into()), "{found:?}");
}

#[test]
fn things_are_counted_by_their_own_words() {
    let text = "JNIM fighters attacked an army convoy near Tessit on Saturday. They burned six trucks and seized 20 \
                motorcycles and 15 rifles.";
    let found = tolls("en", text);
    let holds = |words: &str| found.iter().any(|f| f.starts_with(words));
    assert!(holds("6 VehiclesDestroyed") && holds("20 VehiclesSeized") && holds("15 WeaponsSeized"), "{found:?}");
}

#[test]
fn a_communique_is_the_word_of_who_issues_it_and_its_headings_say_whose_losses() {
    let text = "COMMUNIQUÉ DE L'ÉTAT-MAJOR GÉNÉRAL DES ARMÉES\n\nLe samedi 8 mars 2025, une unité des FAMa est tombée dans \
                une embuscade près de Tessit. Bilan :\n\nCôté ami : deux (02) morts, quatre (04) blessés.\n\nCôté ennemi : dix \
                (10) terroristes neutralisés.";
    let found = tolls("fr", text);
    assert!(found.contains(&"2 Killed of StateForces, says Malian Armed Forces".into()), "{found:?}");
    assert!(found.contains(&"10 Killed of PoliticalMilitia, says Malian Armed Forces".into()), "{found:?}");
}

#[test]
fn who_claims_an_act_is_its_source_and_no_claim_is_none() {
    let claimed =
        "Des combattants ont attaqué samedi un convoi de l'armée près de Tessit. Le JNIM a revendiqué l'attaque.";
    let event = &record("fr", claimed).events[0];
    assert_eq!((event.said_by.as_deref(), event.stance), (Some("JNIM"), Stance::Claimed));
    let denied = "A bomb killed a soldier near Kidal on Saturday. No group has claimed responsibility.";
    let event = &record("en", denied).events[0];
    assert_eq!((event.said_by.as_deref(), event.stance), (None, Stance::Reported));
}

#[test]
fn shares_by_place_belong_to_the_total_before_them() {
    let text = "Some 402,000 people are internally displaced in Mali as of 31 January 2025, according to OCHA. Of these, \
                120,000 are in the Mopti region and 98,000 in the Gao region.";
    let told: Vec<(Option<u64>, Option<String>)> =
        record("en", text).indicators.into_iter().map(|i| (i.low, i.area)).collect();
    let wanted = [(402_000, "Mali"), (120_000, "Mopti"), (98_000, "Gao")];
    assert_eq!(told, wanted.map(|(n, area)| (Some(n), Some(area.to_string()))));
}

#[test]
fn an_age_counts_nobody_and_hides_no_article() {
    let text = "A 17-year-old boy was fatally shot in Gao on Friday.";
    assert_eq!(tolls("en", text), ["1 Killed of Civilians, says the report"]);
    let text = "A 25-year-old woman was found with gunshot wounds in Gao on Friday.";
    assert_eq!(tolls("en", text), ["1 Injured of Civilians, says the report"]);
    let text = "Gunmen attacked Gao on Friday, killing one trader, said a resident. Awa Keita, 17, died at the scene.";
    assert_eq!(tolls("en", text), ["1 Killed of Civilians, says residents"]);
}
