//! Pages with several stories.

use super::{check, pages, untouched};

/// A paragraph of one line, long enough to be a story.
fn body(subject: &str) -> String {
    let sentence = format!("The {subject} was closed again on Monday after water came in from the northern side. ");
    sentence.repeat(9).trim().to_string()
}

#[test]
fn full_stories_below_the_report_become_documents() {
    let (bridge, mill) = (body("bridge"), body("mill"));
    check(
        &format!(
            "REPORT\n\nComments\nNo comments yet...\nRelated Articles\n\n\n\
             Quay News\n3 hours ago\n- Quay News\nBridge closed again\n{bridge}\n\n\n\
             Pier Post\n2 days ago\n- Pier Post\nPhotos: mill closed\nPublished On 21 Jul 2025 21 Jul 2025 {mill}"
        ),
        &format!(
            "REPORT\n[comments]\n[related]\n\
             == p#2 · Quay News · 2025-07-26\nBridge closed again\n{bridge}\n\
             == p#3 · Pier Post · 2025-07-21\nPhotos: mill closed\nPublished On 21 Jul 2025 21 Jul 2025 {mill}"
        ),
    );
}

#[test]
fn teasers_of_the_same_form_are_cut() {
    let cut_off = format!("{}…", body("bridge").trim_end_matches('.'));
    check(
        &format!(
            "REPORT\n\nRelated Articles\n\nQuay News\n3 hours ago\n- Quay News\nBridge closed\nIt was shut at noon.\n\n\
             Pier Post\nil y a 2 jours\n- Pier Post\nMill closed\n{cut_off}"
        ),
        "REPORT\n[related]\n[teaser]\n[teaser]",
    );
}

#[test]
fn outlet_and_time_may_share_a_line() {
    let bridge = body("bridge");
    check(
        &format!("REPORT\n\nRead next\n\nQuay News · Yesterday\nBridge closed again\n{bridge}"),
        &format!("REPORT\n[related]\n== p#2 · Quay News · 2025-07-25\nBridge closed again\n{bridge}"),
    );
}

#[test]
fn rules_part_stories_that_have_dates_of_their_own() {
    let (bridge, mill) = (body("bridge"), body("mill"));
    check(
        &format!("Bridge closed\n3 July 2025\n{bridge}\n\n---\n\nMill closed\n4 July 2025\n{mill}"),
        &format!("Bridge closed\n3 July 2025\n{bridge}\n== p#2 · ? · 2025-07-04\nMill closed\n4 July 2025\n{mill}"),
    );
    check(
        &format!("# Bridge closed\n3 July 2025\n{bridge}\n\n# Mill closed\n\n4 July 2025\n\n{mill}"),
        &format!("# Bridge closed\n3 July 2025\n{bridge}\n== p#2 · ? · 2025-07-04\n# Mill closed\n4 July 2025\n{mill}"),
    );
}

#[test]
fn sections_of_one_report_stay_together() {
    let (bridge, mill) = (body("bridge"), body("mill"));
    untouched(&format!("# Weekly notes\n3 July 2025\n{bridge}\n\n# Bridge\n{mill}\n\n---\n\nOutlook\n{bridge}"));
    untouched(&format!("Bridge closed\n3 July 2025\n{bridge}\n\n***\n\nMill closed\n4 July 2025\nIt was shut."));
}

#[test]
fn entries_of_a_live_page_are_no_stories() {
    let entry = body("bridge");
    untouched(&format!("{entry}\n\n2 hours ago\nBridge opens\n{entry}\n\n3 hours ago\nBridge closes\n{entry}"));
}

#[test]
fn a_further_story_has_its_own_address_and_language() {
    let (mut docs, _) = pages(&format!(
        "REPORT {0}\n\nRelated Articles\n\nLe Quai\n3 hours ago\n- Le Quai\nLe pont est fermé\n{1}",
        super::REPORT,
        "Le pont est fermé depuis lundi parce que l'eau est montée du côté nord du village. ".repeat(9)
    ));
    let second = docs.remove(1);
    assert_eq!((second.id.as_str(), second.language.as_deref()), ("p#2", Some("fr")));
    assert_eq!(docs[0].language.as_deref(), Some("en"));
}
