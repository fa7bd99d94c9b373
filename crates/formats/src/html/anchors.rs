//! From the text back to the page: where each paragraph stands in the bytes that were saved.

use super::plain::Visible;
use vigie_engine::model::{Anchor, Span};

/// Letters of a paragraph that are looked for; more would stumble over a mark within a line.
const PROBE: usize = 40;

/// Lines that may be missed before the page is taken for one of another text.
const MISSES: usize = 100;

/// One anchor for each line of the text that the page holds, looked for in the order of the page.
pub fn anchors(text: &str, page: &str) -> Vec<Anchor> {
    let visible = Visible::new(page);
    let mut anchors = Vec::new();
    let (mut at, mut seen, mut missed) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        if missed >= MISSES {
            break;
        }
        let words = line.trim_end().trim_start_matches("- ");
        let start = at + line.find(words).unwrap_or(0);
        at += line.len();
        let Some(first) = place(&visible, probe(words, false), seen) else {
            missed += 1;
            continue;
        };
        let last = last(&visible, first, words);
        seen = last;
        let page = Span::new(visible.from[first] as usize, visible.from[last] as usize + 1);
        anchors.push(Anchor { text: Span::new(start, start + words.len()), page, sheet: None });
    }
    anchors
}

/// The last byte of a line that begins at `first`; not much further on than it is long.
fn last(visible: &Visible, first: usize, words: &str) -> usize {
    let tail = probe(words, true);
    let most = (first + words.len() * 2 + 200).min(visible.text.len());
    let end = (most..=visible.text.len()).find(|n| visible.text.is_char_boundary(*n)).unwrap_or(first);
    visible.text[first..end].find(tail).map_or(first, |n| first + n + tail.len().saturating_sub(1))
}

/// The beginning or the end of a line, on letter boundaries.
fn probe(words: &str, end: bool) -> &str {
    if words.len() <= PROBE {
        return words;
    }
    if end {
        let from = (words.len() - PROBE..words.len()).find(|n| words.is_char_boundary(*n)).unwrap_or(0);
        &words[from..]
    } else {
        let to = (0..=PROBE).rev().find(|n| words.is_char_boundary(*n)).unwrap_or(0);
        &words[..to]
    }
}

fn place(visible: &Visible, probe: &str, from: usize) -> Option<usize> {
    let probe = probe.trim();
    let later = visible.text.get(from..).and_then(|rest| rest.find(probe)).map(|n| from + n);
    (!probe.is_empty()).then(|| later.or_else(|| visible.text.find(probe))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lead_back_to_their_bytes() {
        let page = "<div><h1>Ferry</h1><p>The ferry &amp; its crew <i>sank</i> at dawn.</p><p>Nine died.</p></div>";
        let text = "The ferry & its crew sank at dawn.\n\nNine died.";
        let found = anchors(text, page);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].text.of(text), "Nine died.");
        assert_eq!(found[1].page.of(page), "Nine died.");
        assert!(found[0].page.of(page).starts_with("The ferry &amp;"));
    }
}
