//! Text with hard line breaks, as mails, wires and text files have them: a break within a paragraph
//! becomes a space, so that a sentence is one line again. No byte moves.

use super::lines::{self, Line};

/// Columns between which people and programs wrap their text.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

/// The text with the breaks of its wrapped paragraphs blanked, from byte `from` on. A text whose
/// lines are paragraphs, headings or a list is given back as it is.
pub fn unwrap(input: String, from: usize) -> String {
    let lines = lines::lines(&input, from);
    let full = full_breaks(&input, &lines);
    if full.is_empty() {
        return input;
    }
    let mut bytes = input.into_bytes();
    for at in full.into_iter().flatten() {
        if matches!(bytes[at], b'\n' | b'\r') {
            bytes[at] = b' ';
        }
    }
    String::from_utf8(bytes).expect("line breaks are single bytes, and so are spaces")
}

/// The gaps between lines that a writer did not choose, if the text is wrapped at all.
fn full_breaks(input: &str, lines: &[Line]) -> Vec<std::ops::Range<usize>> {
    let columns: Vec<usize> = lines.iter().map(|l| l.of(input).chars().take(200).count()).collect();
    let Some(width) = width(lines, &columns) else { return Vec::new() };
    let joined = |n: &usize| !lines[*n].gap && !starts_item(lines[*n].of(input));
    let breaks: Vec<usize> = (1..lines.len()).filter(joined).collect();
    let full = |n: &usize| columns[n - 1] + 1 + first_word(lines[*n].of(input)) + SLACK > width;
    let full: Vec<usize> = breaks.iter().copied().filter(full).collect();
    if full.len() < 2 || full.len() * 10 < breaks.len() * 7 || !goes_on(input, lines, &full) {
        return Vec::new();
    }
    full.into_iter().map(|n| lines[n - 1].end..lines[n].start).collect()
}

/// Writers break a little early, and some programs count two spaces after a stop.
const SLACK: usize = 4;

/// The column at which the text is wrapped: that of its longest line, single words that nobody can
/// break left aside.
fn width(lines: &[Line], columns: &[usize]) -> Option<usize> {
    let inner = |n: &usize| !lines[*n].gap || lines.get(n + 1).is_some_and(|l| !l.gap);
    let mut held: Vec<usize> = (0..lines.len()).filter(inner).map(|n| columns[n]).collect();
    held.sort_unstable();
    let longest = *held.get((held.len() * 98 / 100).min(held.len().checked_sub(1)?))?;
    let paragraphs = columns.iter().filter(|c| **c > *WIDTHS.end()).count();
    (WIDTHS.contains(&longest) && paragraphs * 50 <= columns.len()).then_some(longest)
}

/// Whether lines go on in small letters, as broken sentences do and headings do not. Text in
/// capitals is judged by its length alone.
fn goes_on(input: &str, lines: &[Line], full: &[usize]) -> bool {
    let open = |n: &&usize| !lines::closed(lines[**n - 1].of(input));
    let small = |n: &&usize| lines[**n].of(input).starts_with(char::is_lowercase);
    let small = full.iter().filter(open).filter(small).count();
    let cased = |line: &Line| line.of(input).contains(char::is_lowercase);
    let capitals = full.iter().filter(open).count() * 2 >= full.len() && !lines.iter().any(cased);
    small * 5 >= full.len() * 2 || full.len() >= 3 && capitals
}

fn starts_item(line: &str) -> bool {
    line.starts_with(['-', '*', '•', '–', '—', '>', '|', '#', '·'])
}

fn first_word(line: &str) -> usize {
    line.split_whitespace().next().map_or(0, |word| word.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expect: &str) {
        assert_eq!(unwrap(input.into(), 0), expect);
    }

    #[test]
    fn a_wrapped_paragraph_is_one_line() {
        check(
            "Gunmen on motorbikes raided the market of\nDoro on Sunday and killed six traders before\nthe army arrived, a resident said.\n\nNobody claimed the raid.",
            "Gunmen on motorbikes raided the market of Doro on Sunday and killed six traders before the army arrived, a resident said.\n\nNobody claimed the raid.",
        );
    }

    #[test]
    fn capitals_are_judged_by_their_length() {
        check(
            "GUNMEN ON MOTORBIKES RAIDED THE MARKET OF\nDORO ON SUNDAY AND KILLED SIX TRADERS BEFORE\nTHE ARMY ARRIVED FROM ITS BASE IN THE NORTH\nOF THE PROVINCE.",
            "GUNMEN ON MOTORBIKES RAIDED THE MARKET OF DORO ON SUNDAY AND KILLED SIX TRADERS BEFORE THE ARMY ARRIVED FROM ITS BASE IN THE NORTH OF THE PROVINCE.",
        );
    }

    #[test]
    fn windows_breaks_keep_their_bytes() {
        check(
            "Des hommes armés ont attaqué le village de\r\nKoro dimanche et tué six commerçants avant\r\nl'arrivée de l'armée.",
            "Des hommes armés ont attaqué le village de  Koro dimanche et tué six commerçants avant  l'arrivée de l'armée.",
        );
    }

    #[test]
    fn headings_lists_and_paragraphs_stay() {
        for text in [
            "Three killed in Doro market raid\nArmy denies shelling the town of Kassa\nSchools close in the north\nFuel is back",
            "- Six traders were killed in the market of Doro\n- Two drivers were taken on the road to Kassa\n- the road is closed to all lorries until Friday",
            "Gunmen raided the market of Doro on Sunday.\nThe army came only when they had gone away.\nnobody has claimed the raid so far.",
        ] {
            check(text, text);
        }
    }
}
