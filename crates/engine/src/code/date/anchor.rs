//! What time a report without a day of publication is of: it says so itself, or nobody knows.

use crate::code::scan::{Mention, Reader, Sentence, What};
use crate::model::{DateSpan, Day, Precision};

/// A line that only tells a date has no more tokens than this.
const SHORT: usize = 14;

/// A first line that only tells place and day has no more than this.
const FIRST_LINE: usize = 9;

/// The day of a dateline or of a line that tells nothing else, and the date of such a line. A date told by the
/// way in the text says nothing of the report's own time.
pub(crate) fn anchor(r: &Reader, sentences: &[Sentence]) -> (Option<Day>, Option<DateSpan>) {
    let dated = |s: &Sentence, m: &Mention| match m.what {
        What::Date(span) if m.toks.end <= s.body || is_heading(r, s) => Some(span),
        _ => None,
    };
    let mut head = sentences.iter().take(3).flat_map(|s| s.mentions.iter().filter_map(move |m| dated(s, m)));
    let day = head.clone().find(|d| d.precision == Precision::Day && d.from == d.to).map(|d| d.from);
    (day, head.next())
}

/// A line without an act and without a full stop, or a short first one: "Niamey, le 3 juillet 2024."
fn is_heading(r: &Reader, s: &Sentence) -> bool {
    let stop = s.toks.end > s.toks.start && r.word(s.toks.end - 1) == ".";
    let short = if stop { s.toks.start == 0 && s.toks.len() <= FIRST_LINE } else { s.toks.len() <= SHORT };
    s.acts.is_empty() && short
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
