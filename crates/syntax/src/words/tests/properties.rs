use super::{EN, FR};
use crate::words::{Boundary, Exceptions, Marked, aside, dateline, sentences, words};
use proptest::prelude::*;
use std::time::Instant;

/// Sentences and words stand in order, on characters, and leave out nothing but white space.
fn sound(text: &str, ex: &Exceptions) {
    let (mut last, mut kept) = (0, 0);
    for sentence in sentences(text, ex) {
        assert!(sentence.start >= last && sentence.end > sentence.start);
        let mut out = Vec::new();
        words(text, sentence.clone(), ex, &mut out);
        assert!(!out.is_empty());
        let mut at = sentence.start;
        for word in out {
            assert!(word.start >= at && word.end > word.start && word.end <= sentence.end);
            assert!(!text[word.clone()].trim().is_empty());
            kept += text[word.clone()].chars().filter(|c| !blank(*c)).count();
            at = word.end;
        }
        let head = dateline(text, sentence.clone());
        assert!(text.get(head).is_some());
        aside(text, sentence.clone()).into_iter().for_each(|r| assert!(text.get(r).is_some()));
        last = sentence.end;
    }
    assert_eq!(kept, text.chars().filter(|c| !blank(*c)).count());
}

fn blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn taught() -> Exceptions {
    let mut text = Marked::default();
    ["A b", "C d.", "E"].into_iter().for_each(|s| text.push(s, [], false));
    EN.clone().with(Boundary::train(&[text], &EN))
}

proptest! {
    #[test]
    fn any_text_is_cut_soundly(text in ".{0,80}") {
        sound(&text, &EN);
        sound(&text, &FR);
        sound(&text, &Exceptions::default());
    }

    #[test]
    fn texts_of_tricky_signs_are_cut_soundly(text in "[aéLMN1 0.,'’\"«»()\\[\\]:;!?…—\\-\n\u{a0}°&@/_`n°s]{0,60}") {
        sound(&text, &EN);
        sound(&text, &FR);
        sound(&text, &taught());
    }

    #[test]
    fn any_file_is_read_or_refused(text in "(\\[[a-z ]{0,12}\\]|[a-z'|’é:> .-]{0,20}|\n){0,20}") {
        if let Ok(ex) = Exceptions::read(&text) {
            sound("L'a.b n't can-d e|f", &ex);
        }
    }

    #[test]
    fn any_range_is_taken(start in 0_usize..20, end in 0_usize..20) {
        let mut out = Vec::new();
        words("é\u{301}à. « b »", start..end, &FR, &mut out);
        dateline("é\u{301}à. « b »", start..end);
        aside("é\u{301}à. « b »", start..end);
    }
}

#[test]
fn long_runs_take_linear_time() {
    let runs = ["a.", "a'", "a-", "1 ", "1,", "«", ". \" ", "(", "A. ", "n't", "a.B", "www.", "'", "e.Xy", "a/"];
    for run in runs {
        let text = run.repeat(200_000 / run.len());
        let start = Instant::now();
        for ex in [&*EN, &*FR] {
            let mut out = Vec::new();
            sentences(&text, ex).into_iter().for_each(|s| words(&text, s, ex, &mut out));
        }
        assert!(start.elapsed().as_secs() < 5, "{run:?} took {:?}", start.elapsed());
    }
}
