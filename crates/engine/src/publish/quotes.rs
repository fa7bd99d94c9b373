//! Quotations: words of a report, shown as they stand there.

use super::notes::one_line;
use crate::model::Span;

/// Letters shown of a long passage.
const LENGTH: usize = 110;
/// A shorter piece between two gaps could be put together from anything.
const PIECE: usize = 12;
/// Opening and closing marks, and what stands for words left out.
const MARKS: [(char, char); 2] = [('“', '”'), ('«', '»')];
const GAP: char = '…';

/// A sentence without its quotations, and those quotations that none of the cited texts has. What stands word
/// for word in a report needs no other support.
pub(super) fn unquoted(text: &str, cited: &[String]) -> (String, Vec<String>) {
    let cited: Vec<String> = cited.iter().map(|c| plain(c)).collect();
    let (mut kept, mut alien, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, quote, after)) = next(rest) {
        kept.push_str(before);
        match is_verbatim(quote, &cited) {
            true => kept.push(' '),
            false => {
                kept.push_str(quote);
                alien.extend(is_long(quote).then(|| quote.trim().to_string()));
            }
        }
        rest = after;
    }
    (kept + rest, alien)
}

/// The words at `span`, within those of the whole `passage`, cut at words to a readable length.
pub(super) fn excerpt(text: &str, passage: Span, span: Span) -> Option<String> {
    let whole = text.get(passage.start..passage.end)?;
    if whole.chars().count() <= LENGTH {
        return Some(one_line(whole).trim_matches(['"', '\'', '“', '”', '«', '»', ' ']).to_string());
    }
    let inside = passage.start <= span.start && span.end <= passage.end;
    let middle = if inside { (span.start + span.end) / 2 - passage.start } else { 0 };
    let words: Vec<(usize, &str)> = words(whole).collect();
    let at = words.iter().rposition(|(start, _)| *start <= middle).unwrap_or(0);
    let (mut from, mut to) = (at, at + 1);
    while length(&words, from, to) < LENGTH && (from > 0 || to < words.len()) {
        from = from.saturating_sub(1);
        to = (to + 1).min(words.len());
    }
    let shown: Vec<&str> = words[from..to].iter().map(|(_, w)| *w).collect();
    let gap = |cut: bool| if cut { GAP.to_string() } else { String::new() };
    Some(format!("{}{}{}", gap(from > 0), shown.join(" "), gap(to < words.len())))
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

fn length(words: &[(usize, &str)], from: usize, to: usize) -> usize {
    words[from..to].iter().map(|(_, w)| w.chars().count() + 1).sum()
}

/// The first quotation: what stands before, in and after it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (start, (open, close)) =
        text.char_indices().find_map(|(i, c)| MARKS.iter().find(|m| m.0 == c).map(|m| (i, *m)))?;
    let after = &text[start + open.len_utf8()..];
    let end = after.find(close)?;
    Some((&text[..start], &after[..end], &after[end + close.len_utf8()..]))
}

fn is_verbatim(quote: &str, cited: &[String]) -> bool {
    let pieces: Vec<String> = quote.split(GAP).map(plain).filter(|p| !p.is_empty()).collect();
    let stands = |piece: &String| cited.iter().any(|c| c.contains(piece.as_str()));
    let is_short = |piece: &String| pieces.len() > 1 && piece.chars().count() < PIECE;
    !pieces.is_empty() && pieces.iter().all(stands) && !pieces.iter().any(is_short)
}

/// Three words or more claim to be somebody's; fewer may be a name or a manner of speaking.
fn is_long(quote: &str) -> bool {
    quote.split_whitespace().count() > 2
}

/// One space for any blanks, and quotation marks within left out: a page may show them differently.
fn plain(text: &str) -> String {
    let marks = |c: char| matches!(c, '“' | '”' | '«' | '»' | '"');
    text.replace(marks, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, kept: &str, alien: &[&str]) {
        let cited = ["The army said it had killed 21 fighters near Kolo.".to_string()];
        let found = unquoted(text, &cited);
        assert_eq!((plain(&found.0).as_str(), found.1), (kept, alien.iter().map(|a| a.to_string()).collect()));
    }

    #[test]
    fn words_of_the_report_are_taken_out() {
        check("21 (“killed 21 fighters”).", "21 ( ).", &[]);
        check("21 (« …had killed 21 fighters… »).", "21 ( ).", &[]);
    }

    #[test]
    fn words_of_nobody_stay_and_are_told() {
        check("21 (“killed 22 fighters”).", "21 (killed 22 fighters).", &["killed 22 fighters"]);
        check("A “great” day.", "A great day.", &[]);
    }

    #[test]
    fn a_quotation_is_not_put_together_from_crumbs() {
        let pieced = "“army…killed…Kolo by night”";
        check(pieced, "army…killed…Kolo by night", &["army…killed…Kolo by night"]);
    }

    proptest! {
        #[test]
        fn an_excerpt_is_a_quotation(text in "[a-zé]{1,9}( [a-zé0-9,]{1,9}){0,60}", at in 0usize..400) {
            let span = Span::new(at.min(text.len()), at.min(text.len()));
            let shown = excerpt(&text, Span::new(0, text.len()), span).expect("an excerpt");
            prop_assert!(shown.chars().count() < 2 * LENGTH);
            prop_assert_eq!(unquoted(&format!("“{shown}”"), &[text]).1, Vec::<String>::new());
        }
    }
}
