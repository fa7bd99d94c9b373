//! Sentences that are easy to read wrongly, in both languages: what may happen, what somebody says, what is denied,
//! drilled or filmed.

use super::testing::{names, told};
use crate::model::{Event, Lang};

/// "who -> whom | tolls | said by", one line for each event.
fn check(lang: Lang, text: &str, expected: &str) {
    let line = |e: &Event| {
        let tolls: Vec<String> = e.figures.iter().map(|f| format!("{:?} {}", f.measure, f.low.unwrap_or(0))).collect();
        let said = e.said_by.as_deref().unwrap_or("-");
        format!("{} -> {} | {} | {said}", names(&e.initiators), names(&e.targets), tolls.join(", "))
    };
    let found: Vec<String> = told(lang.code(), "2025-03-12", text).iter().map(line).collect();
    assert_eq!(found.join("\n"), expected, "{text}");
}

#[test]
fn what_may_happen_did_not() {
    for text in [
        "Rwanda could invade Burundi.",
        "Burundi fears that Rwandan troops will attack Bujumbura next week.",
        "If the rebels attack Gao, the army will answer.",
        "The fighters did not attack the camp in Gao on Monday.",
        "The army denied attacking the village of Moura on Monday.",
    ] {
        check(Lang::En, text, "");
    }
    for text in [
        "Le Rwanda pourrait envahir le Burundi.",
        "Le Burundi craint que des troupes rwandaises n'attaquent Bujumbura la semaine prochaine.",
        "Si les rebelles attaquent Gao, l'armée répondra.",
        "Les combattants n'ont pas attaqué le camp de Gao lundi.",
        "L'armée a démenti avoir attaqué le village de Moura lundi.",
    ] {
        check(Lang::Fr, text, "");
    }
}

#[test]
fn what_is_played_did_not_happen() {
    for text in [
        "Police in Accra held a drill on Monday in which hostages were taken at a hotel.",
        "In the film, rebels storm a barracks in Gao and kill twelve soldiers.",
    ] {
        check(Lang::En, text, "");
    }
    for text in [
        "La police d'Accra a mené lundi un exercice au cours duquel des otages ont été pris dans un hôtel.",
        "Dans le film, des rebelles prennent d'assaut une caserne à Gao et tuent douze soldats.",
    ] {
        check(Lang::Fr, text, "");
    }
}

#[test]
fn who_says_it_is_not_who_does_it() {
    let said = "Uganda said on Tuesday that Rwandan troops had attacked Bunagana.";
    check(Lang::En, said, "Rwandan Defence Force -> Civilians |  | Government of Uganda");
    let said = "L'Ouganda a affirmé mardi que des troupes rwandaises avaient attaqué Bunagana.";
    check(Lang::Fr, said, "Rwandan Defence Force -> Civilians |  | Government of Uganda");
}

#[test]
fn where_people_died_is_not_who_killed_them() {
    let twelve = "Unidentified armed group -> Civilians | Killed 12 | -";
    for text in ["Twelve people were killed in Nigeria on Monday.", "Gunmen killed 12 on Monday in Jos."] {
        check(Lang::En, text, twelve);
    }
    for text in
        ["Douze personnes ont été tuées lundi au Nigeria.", "Des hommes armés ont tué douze personnes lundi à Jos."]
    {
        check(Lang::Fr, text, twelve);
    }
}
