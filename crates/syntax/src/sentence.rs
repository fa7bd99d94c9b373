//! Sentences as runs of tokens.

use crate::token::Token;
use crate::words::{Exceptions, sentences};
use std::ops::Range;

/// Sentences as ranges of tokens, and the paragraph of each.
pub(crate) fn split(text: &str, tokens: &[Token], ex: &Exceptions) -> (Vec<Range<usize>>, Vec<usize>) {
    let (mut found, mut paragraphs) = (Vec::new(), Vec::new());
    let (mut start, mut paragraph, mut last) = (0, 0, 0);
    for bytes in sentences(text, ex) {
        let end = start + tokens[start..].iter().take_while(|t| t.start < bytes.end).count();
        if end == start {
            continue;
        }
        paragraph += usize::from(start > 0 && breaks(&text[last..bytes.start]));
        found.push(start..end);
        paragraphs.push(paragraph);
        (start, last) = (end, bytes.end);
    }
    (found, paragraphs)
}

/// Whether a new line begins.
fn breaks(between: &str) -> bool {
    between.contains(['\n', '\r', '\u{85}', '\u{c}', '\u{2028}', '\u{2029}'])
}

#[cfg(test)]
mod tests {
    use crate::Text;
    use crate::words::Exceptions;
    use proptest::prelude::*;

    fn check(text: &str, expect: &[&str]) {
        let ex = Exceptions::read("[before a name]\ncol m gen").expect("a file");
        let cut = Text::new(text, &ex);
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
        let cut = Text::new("One. Two.\n\nThree.", &Exceptions::default());
        assert_eq!(cut.paragraphs, [0, 0, 1]);
    }

    proptest! {
        #[test]
        fn sentences_cover_every_token_once(text in "[a-zA-Z.!?\"»\n ]{0,60}") {
            let cut = Text::new(&text, &Exceptions::default());
            let all: Vec<usize> = cut.sentences.iter().flat_map(Clone::clone).collect();
            prop_assert_eq!(all, (0..cut.tokens.len()).collect::<Vec<_>>());
        }
    }
}
