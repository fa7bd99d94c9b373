//! "18:05 – Demonstrators set fire to...": an entry of a page that is written as things happen is of the page's day.

use crate::code::scan::Reader;
use crate::model::{DateSpan, Precision};
use std::ops::Range;

impl Reader<'_> {
    /// The report's own day, for a sentence of a paragraph that opens with the time of day.
    pub(crate) fn told_hour(&self, n: usize) -> Option<(DateSpan, Range<usize>)> {
        let paragraph = *self.cut.paragraphs.get(n)?;
        let first = self.cut.paragraphs.iter().position(|p| *p == paragraph)?;
        let start = self.cut.sentences.get(first)?.start;
        let text = self.text.get(self.cut.tokens.get(start)?.start..)?;
        let end = opening_hour(text).map(|bytes| self.cut.tokens[start].start + bytes)?;
        let toks = start..self.cut.tokens.iter().skip(start).position(|t| t.start >= end)? + start;
        let day = self.clock.published?;
        Some((DateSpan { from: day, to: day, precision: Precision::Day }, toks)).filter(|(_, toks)| !toks.is_empty())
    }
}

/// How many bytes a time of day takes that a dash, a stop or a line's end follows: "18:05 –", "10.40 GMT -", "08h15.".
fn opening_hour(text: &str) -> Option<usize> {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let hour = digits(text);
    let rest = text.get(hour..)?;
    let mark = rest.chars().next().filter(|c| matches!(c, ':' | '.' | 'h' | 'H'))?;
    let minutes = digits(&rest[mark.len_utf8()..]);
    let fits = |s: &str, most: u32| s.parse::<u32>().is_ok_and(|n| n < most);
    let end = hour + mark.len_utf8() + minutes;
    let told = (1..=2).contains(&hour) && fits(&text[..hour], 24);
    let whole = minutes == 2 && fits(&text[end - 2..end], 60);
    let zone = text[end..].trim_start_matches(' ').bytes().take_while(u8::is_ascii_uppercase).count();
    let spaces = text[end..].len() - text[end..].trim_start_matches(' ').len();
    let end = if (2..=4).contains(&zone) { end + spaces + zone } else { end };
    let next = text[end..].trim_start_matches(' ').chars().next();
    (told && whole && next.is_some_and(|c| matches!(c, '-' | '–' | '—' | '.' | '|' | '\n'))).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::opening_hour;
    use crate::code::testing::told;

    #[test]
    fn a_time_of_day_opens_an_entry() {
        let ends = |text| opening_hour(text);
        assert_eq!(["18:05 – Gao", "10.40 GMT - Gao", "08h15. Gao"].map(ends), [Some(5), Some(9), Some(5)]);
        assert_eq!(["18:05 soldiers", "3.40 million", "25:10 – Gao", "2024 – Gao"].map(ends), [None; 4]);
    }

    #[test]
    fn an_entry_is_of_the_day_of_its_page() {
        let page =
            "14:20 - Bamako. Protesters burned tyres in Gao.\n\n13:05 - A soldier was killed in Dioura on 3 July.";
        let days: Vec<_> = told("en", "2025-07-07", page).iter().map(|e| e.date_from.map(|d| d.to_string())).collect();
        assert_eq!(days, [Some("2025-07-07".into()), Some("2025-07-03".into())]);
    }
}
