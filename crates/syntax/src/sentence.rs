//! Where sentences end.

use crate::token::{Kind, Token};
use std::ops::Range;

/// Sentences as ranges of tokens, and the paragraph of each.
pub(crate) fn split(
    text: &str,
    tokens: &[Token],
    folded: &str,
    abbreviations: &[&str],
) -> (Vec<Range<usize>>, Vec<usize>) {
    let (mut sentences, mut paragraphs) = (Vec::new(), Vec::new());
    let (mut start, mut paragraph) = (0, 0);
    for i in 0..tokens.len() {
        let line_ends = line_ends(text, tokens, i);
        if line_ends || stop_ends(tokens, folded, i, abbreviations, text) {
            sentences.push(start..i + 1);
            paragraphs.push(paragraph);
            start = i + 1;
        }
        paragraph += usize::from(line_ends);
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
        paragraphs.push(paragraph);
    }
    (sentences, paragraphs)
}

/// A line break after token `i` ends the sentence unless the next line plainly goes on.
fn line_ends(text: &str, tokens: &[Token], i: usize) -> bool {
    let Some(next) = tokens.get(i + 1) else { return true };
    let between = &text[tokens[i].end..next.start];
    match between.matches('\n').count() {
        0 => false,
        1 => !goes_on(text, &tokens[i], next),
        _ => true,
    }
}

/// A wrapped line: no stop before the break, a small letter after it.
fn goes_on(text: &str, last: &Token, next: &Token) -> bool {
    let sign = &text[last.start..last.end];
    let open = !matches!(sign, "." | "!" | "?" | ":" | ";" | "…");
    let small = text[next.start..].chars().next().is_some_and(char::is_lowercase);
    open && small && next.kind == Kind::Word
}

/// A stop, exclamation or question mark at `i` that ends a sentence. Closing quotes go with it.
fn stop_ends(tokens: &[Token], folded: &str, i: usize, abbreviations: &[&str], text: &str) -> bool {
    let sign = |k: usize| tokens.get(k).map_or("", |t| &text[t.start..t.end]);
    let mut mark = i;
    while mark > 0 && is_closing(sign(mark)) {
        mark -= 1;
    }
    if !matches!(sign(mark), "." | "!" | "?" | "…")
        || is_closing(sign(i + 1)) && (!tokens[i + 1].spaced || sign(i + 1) == "»")
    {
        return false;
    }
    let Some(next) = tokens.get(i + 1) else { return true };
    if !next.spaced || starts_small(text, next) {
        return false;
    }
    sign(mark) != "." || mark == 0 || !is_abbreviation(&tokens[mark - 1], folded, abbreviations)
}

fn is_closing(sign: &str) -> bool {
    matches!(sign, "\"" | "”" | "»" | "’" | "'" | ")" | "]")
}

fn starts_small(text: &str, token: &Token) -> bool {
    text[token.start..].chars().next().is_some_and(char::is_lowercase)
}

/// Initials ("A. Diarra") and listed abbreviations ("Col.").
fn is_abbreviation(token: &Token, folded: &str, abbreviations: &[&str]) -> bool {
    let word = &folded[token.folded.clone()];
    let initial = word.len() == 1 && token.capital && token.kind == Kind::Word;
    initial || abbreviations.contains(&word)
}

#[cfg(test)]
mod tests {
    use crate::Text;
    use proptest::prelude::*;

    fn check(text: &str, expect: &[&str]) {
        let cut = Text::new(text, &["col", "m", "gen"]);
        let found: Vec<&str> = cut.sentences.iter().map(|s| &text[cut.bytes(s.clone())]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn stops_end_sentences_but_not_abbreviations() {
        check("Col. Diarra spoke. He left.", &["Col. Diarra spoke.", "He left."]);
        check("M. A. Traoré est parti. Il a fui.", &["M. A. Traoré est parti.", "Il a fui."]);
        check("Some 5.000 fled. More came.", &["Some 5.000 fled.", "More came."]);
    }

    #[test]
    fn quotes_close_with_their_sentence() {
        check("\"We fled.\" They hid.", &["\"We fled.\"", "They hid."]);
        check("« Ils fuient. » Puis rien.", &["« Ils fuient. »", "Puis rien."]);
    }

    #[test]
    fn lines_end_sentences_unless_they_go_on() {
        check("A headline\nThe text", &["A headline", "The text"]);
        check("A wrapped\nline goes on.", &["A wrapped\nline goes on."]);
        check("- one;\n- two;", &["- one;", "- two;"]);
    }

    #[test]
    fn paragraphs_count_lines() {
        let cut = Text::new("One. Two.\n\nThree.", &[]);
        assert_eq!(cut.paragraphs, [0, 0, 1]);
    }

    proptest! {
        #[test]
        fn sentences_cover_every_token_once(text in "[a-zA-Z.!?\"»\n ]{0,60}") {
            let cut = Text::new(&text, &[]);
            let all: Vec<usize> = cut.sentences.iter().flat_map(Clone::clone).collect();
            prop_assert_eq!(all, (0..cut.tokens.len()).collect::<Vec<_>>());
        }
    }
}
