//! Small records in our own words, shared by the tests of this stage.

use super::Phrases;
use crate::data::{File, Files};
use std::sync::OnceLock;

/// Bundled sentences over a small world of our own, so that other tables may change.
pub fn phrases() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let mut errors = Vec::new();
        let phrases = Phrases::load(&files(), &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        phrases
    })
}

fn files() -> Files {
    let bundled = Files::bundled();
    let brief = |lang: &str| {
        let path = format!("lang/{lang}/brief.toml");
        bundled.get(&path).expect("a brief.toml").clone()
    };
    let own = |path: &str, text: &str| File { path: path.into(), text: text.into() };
    let countries = "iso3\tname\tfr\tfr_in\tfr_of\tdemonyms\tfr_demonyms\taliases\tcapital\tlat\tlon\n\
        MLI\tMali\tMali\tau Mali\tdu Mali\tMalian|Malians\tmalien|malienne|maliens|maliennes\t\tBamako\t17.6\t-4.0\n";
    let institutions = "[[institution]]\nname = \"{dem} Armed Forces\"\nfr = \"forces armées {fr_dem_fp}\"\n\
        [[institution]]\nname = \"Government of {country}\"\nfr = \"gouvernement {fr_of}\"\n";
    Files::new(vec![
        brief("en"),
        brief("fr"),
        own("places/countries.tsv", countries),
        own("actors/institutions.toml", institutions),
    ])
}
