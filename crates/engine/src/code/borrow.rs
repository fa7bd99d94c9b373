//! Day and place that a report does not repeat: an act without its own has those of the sentence before
//! it, or the day of the report's main act.

use super::event::{Draft, Near};
use super::scan::Reader;
use crate::model::{DateSpan, PlacePrecision, Precision, Span};
use jiff::ToSpan;

/// As many sentences ago as a day may have been told.
const NEAR: usize = 1;

/// As many sentences ago as a place may have been told: a report stays where it is longer than it stays on a day.
const NEAR_PLACE: usize = 3;

/// Acts within so many days before the report are its news.
const NEWS_DAYS: i64 = 8;

/// Fills what the drafts leave out.
pub(crate) fn borrow(r: &Reader, drafts: &mut [Draft]) {
    let main = main_day(r, drafts);
    for draft in drafts {
        if draft.event.date_from.is_none() {
            borrow_day(draft, main);
        }
        if draft.disorder && draft.event.place_precision == PlacePrecision::Country {
            borrow_place(draft);
        }
    }
}

/// The day of the first act that is news, with its words.
fn main_day(r: &Reader, drafts: &[Draft]) -> Option<(usize, DateSpan, Span)> {
    let published = r.clock.published?;
    let oldest = published.checked_sub(NEWS_DAYS.days()).ok()?;
    let is_news = |s: DateSpan| s.from >= oldest && s.from <= published && s.precision == Precision::Day;
    let first = drafts.iter().find(|d| d.days().is_some_and(is_news))?;
    Some((first.sentence, first.days()?, *first.evidence.fields.get("date")?.first()?))
}

fn borrow_day(draft: &mut Draft, main: Option<(usize, DateSpan, Span)>) {
    let near = draft.near.date.filter(|(ago, ..)| *ago <= NEAR).map(|(_, day, words)| (day, words));
    let told = main.filter(|(sentence, ..)| *sentence <= draft.sentence || draft.sentence == 0);
    let Some((span, words)) = near.or(told.map(|(_, day, words)| (day, words))) else { return };
    draft.event.date_from = Some(span.from);
    draft.event.date_to = Some(span.to);
    draft.event.date_precision = span.precision;
    draft.evidence.fields.insert("date".into(), vec![words]);
}

fn borrow_place(draft: &mut Draft) {
    let Near { place: Some((ago, spot, words)), .. } = &draft.near else { return };
    if *ago <= NEAR_PLACE && (spot.country == draft.country || draft.country.is_none()) {
        draft.event.place = Some(spot.name.clone());
        draft.event.admin1 = spot.admin1.clone();
        draft.event.place_precision = spot.precision;
        draft.evidence.fields.insert("place".into(), vec![*words]);
    }
}

#[cfg(test)]
mod tests {
    use crate::data::Data;
    use crate::model::{Document, Event};

    fn last(text: &str) -> Event {
        let document = Document {
            text: text.into(),
            language: Some("en".into()),
            published: Some("2025-07-07".into()),
            ..Document::default()
        };
        let (record, _) = crate::code::code(&document, Data::bundled());
        record.events.into_iter().next_back().unwrap_or_default()
    }

    #[test]
    fn an_act_has_day_and_place_of_the_sentence_before() {
        let event = last("Gunmen attacked Niono on 3 July, killing two soldiers. Rebels kidnapped four farmers.");
        assert_eq!(event.date_from.map(|d| d.to_string()).as_deref(), Some("2025-07-03"));
        assert_eq!(event.place.as_deref(), Some("Niono"));
        let words = event.evidence.map(|e| e.fields.contains_key("date") && e.fields.contains_key("place"));
        assert_eq!(words, Some(true));
    }

    #[test]
    fn the_next_day_is_counted_from_the_day_told_last() {
        let event = last("Gunmen attacked Niono on 3 July. The next day the army bombed a camp near Diabaly.");
        assert_eq!(event.date_from.map(|d| d.to_string()).as_deref(), Some("2025-07-04"));
    }
}
