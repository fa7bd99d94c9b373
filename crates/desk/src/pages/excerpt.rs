//! Words of a report with what matters in them marked.

use vigie_engine::model::Span;

/// A stretch of text, marked or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are what was asked for.
    pub marked: bool,
    /// Whether an address leads to it.
    pub anchor: bool,
    /// Class of the mark, for texts with several kinds.
    pub class: &'static str,
    /// What it means, on touch.
    pub title: String,
    /// Where it leads.
    pub address: String,
}

/// Bytes around the marked words that are shown with them.
const AROUND: usize = 150;

/// The spans with some words around them; spans that lie near each other share theirs.
pub fn excerpt(text: &str, spans: &[Span]) -> Vec<Piece> {
    let mut spans: Vec<Span> = spans.iter().copied().filter(|s| !s.of(text).is_empty()).collect();
    spans.sort();
    spans.dedup();
    let (mut pieces, mut at, mut shown) = (Vec::new(), 0, 0);
    for span in spans {
        if span.end <= at && at > 0 {
            continue;
        }
        let start = span.start.max(at);
        let from = if shown > 0 && start.saturating_sub(AROUND) <= shown {
            shown
        } else {
            word(text, start.saturating_sub(AROUND), false)
        };
        if shown > 0 && from > shown {
            push(&mut pieces, " … ", false);
        } else if shown == 0 && from > 0 {
            push(&mut pieces, "… ", false);
        }
        push(&mut pieces, &text[from.min(start)..start], false);
        push(&mut pieces, &text[start..span.end], true);
        at = span.end;
        shown = span.end;
    }
    if shown > 0 {
        let to = word(text, shown + AROUND, true);
        push(&mut pieces, &text[shown..to], false);
        if to < text.len() {
            push(&mut pieces, " …", false);
        }
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, marked: bool) {
    if !text.is_empty() {
        pieces.push(Piece { text: text.to_string(), marked, ..Piece::default() });
    }
}

/// The nearest end of a word at or after (before) a byte.
fn word(text: &str, at: usize, forward: bool) -> usize {
    let at = (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    if at == 0 || at == text.len() {
        return at;
    }
    let space = |c: char| c.is_whitespace();
    match forward {
        true => text[at..].find(space).map_or(text.len(), |n| at + n),
        false => text[..at].rfind(space).map_or(0, |n| n + 1),
    }
}

/// `12-30,45-60` as spans of a text, those that do not fit it left out.
pub fn spans(told: &str, text: &str) -> Vec<Span> {
    let span = |pair: &str| {
        let (start, end) = pair.split_once('-')?;
        let span = Span::new(start.parse().ok()?, end.parse().ok()?);
        (!span.of(text).is_empty()).then_some(span)
    };
    let mut all: Vec<Span> = told.split(',').filter_map(span).collect();
    all.sort();
    all
}

/// Spans as an address has them.
pub fn told(spans: &[Span]) -> String {
    spans.iter().map(|s| format!("{}-{}", s.start, s.end)).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, told: &str, expect: &str) {
        let shown: String = excerpt(text, &spans(told, text))
            .iter()
            .map(|p| if p.marked { format!("[{}]", p.text) } else { p.text.clone() })
            .collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn words_stand_marked_among_their_neighbours() {
        check("Gunmen killed five people.", "14-18", "Gunmen killed [five] people.");
        check("Gunmen killed five people.", "0-6,14-18,15-17", "[Gunmen] killed [five] people.");
        check("Été à Ségou.", "9-15", "Été à [Ségou].");
        check("short", "3-99,x,9-1", "");
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        let text = format!("{} five {}", "word ".repeat(100), "word ".repeat(100));
        let at = text.find("five").expect("there");
        let shown = excerpt(&text, &[Span::new(at, at + 4)]);
        assert_eq!(shown.first().map(|p| p.text.as_str()), Some("… "));
        assert_eq!(shown.last().map(|p| p.text.as_str()), Some(" …"));
        assert!(shown.iter().map(|p| p.text.len()).sum::<usize>() < 330);
    }
}
