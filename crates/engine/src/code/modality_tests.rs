//! Whether an act is told as a happening: what was planned, feared, denied or played is none.

use crate::code::code;
use crate::data::Data;
use crate::model::Document;

fn events(text: &str) -> usize {
    let document = Document {
        text: text.into(),
        language: Some("en".into()),
        published: Some("2025-07-07".into()),
        ..Document::default()
    };
    code(&document, Data::bundled()).0.events.len()
}

#[test]
fn the_review_of_a_novel_tells_no_undated_acts() {
    let review =
        "The Dry Well, a novel of the Sahel.\n\nIn Gao, gunmen attacked an army post.\n\nThe novel ends there.";
    assert_eq!(events(review), 0);
    assert_eq!(events("Gunmen attacked an army post in Gao.\n\nA novel tells of such a war."), 1);
}

#[test]
fn a_short_notice_of_a_film_tells_no_acts() {
    let notice = "The film follows a family of herders. Gunmen attacked an army post and a priest is murdered.";
    assert_eq!(events(notice), 0);
}

#[test]
fn an_attack_that_there_was_not_is_none() {
    let document = |language: &str, text: &str| crate::code::testing::told(language, "2025-07-07", text).len();
    assert_eq!(document("fr", "Il n'y a pas eu d'attaque contre le camp de Gao mercredi."), 0);
    assert_eq!(document("fr", "Il y a eu une attaque contre le camp de Gao mercredi."), 1);
    assert_eq!(document("en", "In August 27 incidents were counted in Tahoua: 3 aid workers abducted, 0 killed."), 1);
}

#[test]
fn what_somebody_was_kept_from_did_not_happen() {
    assert_eq!(events("On Friday JNIM fighters barred aid convoys from entering Gao."), 1);
    assert_eq!(events("Police stopped the rebels from attacking Gao on Friday."), 0);
}

#[test]
fn what_is_marched_against_is_no_act_of_that_day() {
    assert_eq!(events("Thousands marched in Gao on Friday against the postponement of the election."), 1);
    assert_eq!(events("Gunmen led an assault on Friday against the army post in Gao."), 1);
}

#[test]
fn an_act_with_a_day_happened_even_beside_a_drill() {
    let report =
        "Armies began a drill in Gao.\n\nOn Friday gunmen attacked an army post in Léré.\n\nThe drill goes on.";
    assert_eq!(events(report), 1);
}

#[test]
fn a_rumour_is_no_act() {
    assert_eq!(events("A rumour said that gunmen attacked an army post in Gao on Friday."), 0);
}
