//! What time a report without a day of publication is of: it says so itself, or nobody knows.

use crate::code::scan::{Mention, Reader, Sentence, What};
use crate::model::{DateSpan, Day, Precision};

/// A line that only tells a date has no more tokens than this.
const SHORT: usize = 14;

/// The day of a dateline or of a line that tells nothing else, and any whole date that places the rest.
pub(crate) fn anchor(r: &Reader, sentences: &[Sentence]) -> (Option<Day>, Option<DateSpan>) {
    let dated = |s: &Sentence, m: &Mention| match m.what {
        What::Date(span) if m.toks.end <= s.body || is_heading(s) => Some(span),
        _ => None,
    };
    let head = sentences.iter().take(3).flat_map(|s| s.mentions.iter().filter_map(move |m| dated(s, m)));
    let day = head.clone().find(|d| d.precision == Precision::Day && d.from == d.to).map(|d| d.from);
    (day, head.clone().next().or_else(|| first_told(r, sentences)))
}

fn is_heading(s: &Sentence) -> bool {
    s.acts.is_empty() && s.toks.len() <= SHORT
}

/// The first date that is whole, a year only if the text has no closer one.
fn first_told(r: &Reader, sentences: &[Sentence]) -> Option<DateSpan> {
    let dates = sentences.iter().flat_map(|s| &s.mentions).filter(|m| !super::is_since(r, m.toks.start));
    let whole = dates.filter_map(|m| match m.what {
        What::Date(span) => Some(span),
        _ => None,
    });
    let close = whole.clone().find(|d| d.precision <= Precision::Month);
    close.or_else(|| whole.last())
}

#[cfg(test)]
mod tests {
    use crate::data::Data;
    use crate::model::Document;

    /// The day of the last event of an undated text.
    fn check(lang: &str, text: &str, day: Option<&str>) {
        let document = Document { text: text.into(), language: Some(lang.into()), ..Document::default() };
        let event = crate::code::code(&document, Data::bundled()).0.events.pop().unwrap_or_default();
        assert_eq!(event.date_from.map(|d| d.to_string()).as_deref(), day, "{text}");
    }

    #[test]
    fn a_dateline_is_the_day_of_the_report() {
        check("en", "BAMAKO, 3 July 2025 (AFP) - Gunmen killed two soldiers in Gao on Monday.", Some("2025-06-30"));
        check("fr", "Note du 3 juillet 2025\n\nDeux soldats ont été tués lundi à Gao.", Some("2025-06-30"));
    }

    #[test]
    fn a_year_told_once_holds_for_days_without_one() {
        check("en", "Mali - June 2024\n\nGunmen killed two soldiers in Gao on 23 June.", Some("2024-06-23"));
        check("fr", "Semaine du 7 au 13 juillet 2025\n\n10/07 - Deux soldats ont été tués à Gao.", Some("2025-07-10"));
    }

    #[test]
    fn what_the_text_does_not_date_has_no_date() {
        check("en", "Gunmen killed two soldiers in Gao on Monday.", None);
        check("fr", "Deux soldats ont été tués à Gao le 23 juin.", None);
    }
}
