//! The text of a story that was taken out of another form: its kept lines, and where they stood.

use super::lines::Line;
use super::story::Part;
use crate::model::{Anchor, Document, Span};

/// What parts two pieces between which something was cut.
const GAP: &str = "\n\n";

/// Gives the document the kept lines of its part and the anchors that lie within them.
pub fn take(doc: &mut Document, part: &Part<'_>, input: &str, lines: &[Line]) {
    let anchors = std::mem::take(&mut doc.anchors);
    let mut text = String::new();
    for (start, end) in pieces(part, lines) {
        if !text.is_empty() {
            text.push_str(GAP);
        }
        let from = text.len();
        text.push_str(&input[start..end]);
        let within = anchors.iter().filter(|a| a.text.start >= start && a.text.end <= end);
        let moved = |at: usize| at - start + from;
        doc.anchors.extend(within.map(|a| Anchor { text: Span::new(moved(a.text.start), moved(a.text.end)), ..*a }));
    }
    doc.text = text;
}

/// Runs of kept lines, as bytes of the input.
fn pieces(part: &Part<'_>, lines: &[Line]) -> Vec<(usize, usize)> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let mut last = None;
    for n in part.cuts.kept() {
        match pieces.last_mut() {
            Some(piece) if last.is_some_and(|l| l + 1 == n) => piece.1 = lines[n].end,
            _ => pieces.push((lines[n].start, lines[n].end)),
        }
        last = Some(n);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use crate::data::Data;
    use crate::model::{Anchor, Document, Span};
    use crate::read::{Page, read};

    #[test]
    fn what_is_cut_is_gone_and_anchors_follow_their_words() {
        let text = "Ferry sinks off Lanto\n\nShare this article\n\nThe ferry sank at dawn with sixty people on board.";
        let from = text.find("The ferry").unwrap_or(0);
        let anchor = Anchor { text: Span::new(from, text.len()), page: Span::new(900, 950), sheet: None };
        let given =
            Document { text: text.into(), form: Some("html".into()), anchors: vec![anchor], ..Document::default() };
        let (docs, _) = read(Page { given }, Data::bundled());
        assert_eq!(docs[0].text, "Ferry sinks off Lanto\n\nThe ferry sank at dawn with sixty people on board.");
        assert!(docs[0].anchors[0].text.of(&docs[0].text).starts_with("The ferry"));
        assert_eq!(docs[0].anchors[0].page, Span::new(900, 950));
    }
}
