//! Document → record: what the report says happened, with the words that say so.

#[cfg(test)]
mod acts_tests;
mod anaphora;
mod apart;
mod attribution;
mod before;
mod borrow;
mod called;
mod candidate;
mod claims;
mod clause;
mod counted;
mod counted_class;
mod date;
mod denials;
#[cfg(test)]
mod dispatch_en_tests;
#[cfg(test)]
mod dispatch_fr_tests;
mod event;
mod explain;
mod facts;
mod figure;
mod general;
mod grammar;
#[cfg(test)]
mod hard;
mod indicator;
mod issuer;
#[cfg(test)]
mod leads_tests;
mod likewise;
mod listed;
mod meant;
mod modality;
#[cfg(test)]
mod modality_tests;
mod named;
#[cfg(test)]
mod news_tests;
mod number;
mod one;
mod ongoing;
mod outcome;
mod party;
mod phrases;
mod place;
#[cfg(test)]
mod place_tests;
#[cfg(test)]
mod pointing_tests;
mod prospect;
mod quiet;
mod readings;
#[cfg(test)]
mod real_en2_tests;
#[cfg(test)]
mod real_en_tests;
#[cfg(test)]
mod real_fr_more_tests;
#[cfg(test)]
mod real_fr_tests;
#[cfg(test)]
mod reports_fr_tests;
mod rival;
mod scan;
mod scene;
#[cfg(test)]
mod sides_tests;
#[cfg(test)]
mod slots_tests;
mod speakers;
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod told_tests;
mod unify;
mod unlisted;
mod values;
mod voice;
#[cfg(test)]
mod wire_tests;

pub use explain::{Act, Filled, Kind, Mention, Near, Trace, explain};
pub use facts::{Facts, country_of, facts};
pub use number::Quantity;
pub use readings::{PlaceReading, actors, dates, numbers, places, tolls};

use crate::data::Data;
use crate::model::{Document, Note, Record};
use date::Clock;
use place::Setting;
use scan::{Reader, Sentence};

/// Codes one document. Never fails: what cannot be coded is a note.
pub fn code(document: &Document, data: &Data) -> (Record, Vec<Note>) {
    let empty = Record { doc: document.id.clone(), ..Record::default() };
    let Some((reader, sentences, setting)) = open(document, data) else { return (empty, Vec::new()) };
    let mut record = unify::record(&reader, &sentences, setting);
    record.doc = document.id.clone();
    let mut notes = values::notes(&reader, &record);
    notes.extend(grammar::notes(&reader, &sentences));
    (record, notes.into_iter().map(|message| Note { doc: document.id.clone(), message }).collect())
}

/// A document's sentences, and the time and the country that they are of. A text without a day of
/// publication is read twice: once for what it says of its own time.
fn open<'a>(document: &'a Document, data: &'a Data) -> Option<(Reader<'a>, Vec<Sentence>, Setting)> {
    let clock = Clock { published: document.published_day() };
    let mut reader = Reader::new(&document.text, document.lang()?, clock, data);
    let mut sentences = reader.sentences();
    if clock.published.is_none() {
        let (day, hint) = date::anchor(&reader, &sentences);
        reader.clock.published = day;
        reader.told = date::Told::near(hint);
        sentences = reader.sentences();
    }
    anaphora::name_groups(&reader, &mut sentences);
    anaphora::name_pairs(&reader, &mut sentences);
    quiet::spread(&reader, &mut sentences);
    let mut setting = Setting::of(&reader, &sentences);
    setting.country = titled_land(document, data).filter(|c| setting.countries.contains(c)).or(setting.country);
    setting.country = setting.country.or_else(|| land_around(document, data));
    reader.home = setting.country;
    reader.foreign = party::names_foreign_forces(&reader, &sentences);
    reader.invented = modality::invented(&sentences);
    Some((reader, sentences, setting))
}

/// "Niger", in the title or in the name of the outlet of a report that names no land itself.
fn land_around(document: &Document, data: &Data) -> Option<usize> {
    let named = |text: &String| {
        let reader = Reader::new(text, document.lang()?, Clock { published: None }, data);
        let mentions: Vec<scan::Mention> = reader.sentences().into_iter().flat_map(|s| s.mentions).collect();
        mentions.iter().find_map(|m| match m.what {
            scan::What::Country(c) | scan::What::Demonym(c) | scan::What::Place(_, Some(c)) => Some(c),
            _ => None,
        })
    };
    [&document.title, &document.outlet].into_iter().flatten().find_map(named)
}

/// "Niger : deux radios suspendues": the land that the title of a report begins with.
fn titled_land(document: &Document, data: &Data) -> Option<usize> {
    let title = document.title.as_deref()?;
    let reader = Reader::new(title, document.lang()?, Clock { published: None }, data);
    let sentences = reader.sentences();
    let first = sentences.first()?.mentions.first()?;
    let heads = first.toks.end < reader.cut.tokens.len() && reader.word(first.toks.end) == ":";
    match first.what {
        scan::What::Country(c) if heads && first.toks.start <= 1 => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Day, Lang};

    fn told(text: &str) -> Vec<(String, String, String)> {
        let published: Option<Day> = "2025-12-20".parse().ok();
        let document = Document {
            id: "x".into(),
            text: text.into(),
            published: published.map(|d| d.to_string()),
            language: Some(Lang::En.code().into()),
            ..Document::default()
        };
        let events = code(&document, Data::bundled()).0.events;
        let day = |e: &crate::model::Event| e.date_from.map(|d| d.to_string()).unwrap_or_default();
        events.iter().map(|e| (e.sub_type.clone(), e.place.clone().unwrap_or_default(), day(e))).collect()
    }

    fn row(sub_type: &str, place: &str, day: &str) -> (String, String, String) {
        (sub_type.into(), place.into(), day.into())
    }

    #[test]
    fn one_sentence_tells_one_act() {
        let mine = "Four soldiers died on Monday when their vehicle hit a roadside bomb near Djibo.";
        assert_eq!(told(mine), [row("Remote explosive/landmine/IED", "Djibo", "2025-12-15")]);
        let base = "Five peacekeepers were killed on Monday in an attack on their base in Aguelhok.";
        assert_eq!(told(base).len(), 1);
    }

    #[test]
    fn a_verb_left_out_is_read_on() {
        let fall = "Kidal fell on 30 March 2012, Gao on 31 March 2012 and Timbuktu on 1 April 2012.";
        let sub_type = "Non-state actor overtakes territory";
        let want = [("Kidal", "2012-03-30"), ("Gao", "2012-03-31"), ("Timbuktu", "2012-04-01")];
        assert_eq!(told(fall), want.map(|(place, day)| row(sub_type, place, day)));
    }

    #[test]
    fn the_outlet_says_the_land_that_a_report_leaves_out() {
        let document = Document {
            outlet: Some("Mali Tribune".into()),
            published: Some("2025-12-20".into()),
            text: "The government suspended two newspapers on Friday.".into(),
            language: Some("en".into()),
            ..Document::default()
        };
        let events = code(&document, Data::bundled()).0.events;
        assert_eq!(events.iter().map(|e| e.country.as_deref()).collect::<Vec<_>>(), [Some("MLI")]);
    }

    #[test]
    fn questions_tell_nothing() {
        assert_eq!(told("Did gunmen attack the army camp in Gao on Monday?"), []);
    }
}
