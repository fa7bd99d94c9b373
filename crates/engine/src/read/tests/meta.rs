//! Title, day and language where only the text tells them.

use super::{REPORT, pages};
use crate::data::Data;
use crate::model::Document;
use crate::read::{Page, read};

#[track_caller]
fn meta(page: &str, title: Option<&str>, published: Option<&str>) {
    let (docs, _) = pages(&page.replace("REPORT", REPORT));
    assert_eq!((docs[0].title.as_deref(), docs[0].published.as_deref()), (title, published), "{page}");
}

#[test]
fn the_first_line_is_the_title_if_it_looks_like_one() {
    meta("Ferry sinks off Lanto\n\nREPORT", Some("Ferry sinks off Lanto"), None);
    meta("# Ferry sinks off Lanto\n\nREPORT", Some("Ferry sinks off Lanto"), None);
    meta("« Nous avons tout perdu »\n\nREPORT", Some("« Nous avons tout perdu »"), None);
    meta("REPORT", None, None);
    meta("LANTO, Sept 8 (AFP) - REPORT", None, None);
}

#[test]
fn the_day_is_read_from_lines_of_its_own() {
    let day = |d| (Some("Ferry sinks off Lanto"), Some(d));
    for (page, (title, published)) in [
        ("5 maj 2025 10:54\nFerry sinks off Lanto\n\nREPORT", day("2025-05-05")),
        ("Ferry sinks off Lanto\n\nNovember 7, 2025\n\nREPORT", day("2025-11-07")),
        ("Ferry sinks off Lanto\nPublié le 3 juillet 2025\nREPORT", day("2025-07-03")),
        ("When\nLocation\n5 maj 2025 10:54\nStamp\nFerry sinks off Lanto\n\nREPORT", day("2025-05-05")),
        ("Ferry sinks off Lanto\nREPORT\n\nLanto, le 7 septembre 2023\nLe porte-parole", day("2023-09-07")),
    ] {
        meta(page, title, published);
    }
    meta("HEADLINES | SATURDAY 3 APRIL 2021\nREPORT", None, Some("2021-04-03"));
}

#[test]
fn no_day_is_read_from_running_text_or_from_what_is_cut() {
    meta("The ferry sank on 3 July 2025, the harbour master said on Tuesday to the radio.\nREPORT", None, None);
    meta("REPORT\n\nRelated Posts\n\nBridge closed\n\nNovember 11, 2025", None, None);
    meta("REPORT\nmercredi, novembre 19, 2025 | Accueil | Publicité", None, None);
    meta("LANTO, Sept 8 (AFP) - REPORT", None, None);
}

#[test]
fn what_the_container_says_is_kept() {
    let given = Document {
        id: "p".into(),
        title: Some("Given".into()),
        published: Some("2025-07-01".into()),
        language: Some("fr".into()),
        text: format!("Ferry sinks off Lanto\n3 July 2025\n{REPORT}"),
        ..Default::default()
    };
    let (docs, notes) = read(Page { given: given.clone() }, Data::bundled());
    assert_eq!((docs, notes), (vec![given], vec![]));
}

#[test]
fn front_matter_fills_fields_and_leaves_its_bytes_blank() {
    let page = format!("---\ntitle: Ferry: nine dead\noutlet: Quay News\npublished: 2025-07-02\n---\n{REPORT}");
    let (docs, _) = pages(&page);
    let doc = &docs[0];
    assert_eq!((doc.title.as_deref(), doc.outlet.as_deref()), (Some("Ferry: nine dead"), Some("Quay News")));
    assert_eq!(doc.published.as_deref(), Some("2025-07-02"));
    assert_eq!((doc.text.trim(), doc.text.find("The ferry")), (REPORT, page.find("The ferry")));
    assert_eq!(doc.cut[0].reason, "front matter");
}

#[test]
fn notes_say_why_nothing_will_be_coded() {
    let message = |text: &str| pages(text).1.first().map(|n| n.message.clone());
    assert_eq!(message(REPORT), None);
    assert_eq!(message(" \n ").as_deref(), Some("no text"));
    assert_eq!(message("1234 5678").as_deref(), Some("no words to tell the language by; nothing coded"));
    let arabic = "غرقت العبارة فجر الثلاثاء وعلى متنها نحو ستين شخصا، بحسب ما أعلن مدير الميناء للإذاعة المحلية.";
    assert_eq!(message(arabic).as_deref(), Some("no lexicon for language ar; nothing coded"));
}
