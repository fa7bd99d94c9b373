//! The bundled demonstration reports are read as what they are.

use super::pages;
use include_dir::{Dir, include_dir};

static DEMO: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../demo");

#[test]
fn every_demonstration_report_has_a_title_a_day_and_a_known_language() {
    let reports = DEMO.files().filter(|f| f.path().to_str().is_some_and(|p| p.starts_with(char::is_numeric)));
    let mut count = (0, 0);
    for text in reports.filter_map(|f| f.contents_utf8()) {
        let (docs, notes) = pages(text);
        assert_eq!(notes, []);
        assert!(docs.iter().all(|d| d.title.is_some() && d.published_day().is_some() && d.outlet.is_some()), "{text}");
        count = (count.0 + 1, count.1 + docs.len());
    }
    assert_eq!(count, (48, 50));
}
