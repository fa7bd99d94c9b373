//! The lines of a page that hold something, with their places, and the form in which they are compared.

/// Longer lines are paragraphs, never furniture; they are not folded, so that a book on one line
/// costs no more than its bytes.
const LONGEST: usize = 1200;

/// One line that is not blank, without the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether a blank line, or nothing, stands before it.
    pub gap: bool,
}

impl Line {
    /// The words of the line.
    pub fn of<'t>(&self, input: &'t str) -> &'t str {
        input.get(self.start..self.end).unwrap_or("")
    }
}

/// The lines of `input` from byte `from` on.
pub fn lines(input: &str, from: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut at, mut gap) = (from, true);
    for raw in input.get(from..).unwrap_or("").split_inclusive('\n') {
        let inner = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
        if inner.is_empty() {
            gap = true;
        } else {
            let start = at + (inner.as_ptr() as usize - raw.as_ptr() as usize);
            lines.push(Line { start, end: start + inner.len(), gap });
            gap = false;
        }
        at += raw.len();
    }
    lines
}

/// How many words a line holds, counted no further than `limit`.
pub fn words(line: &str, limit: usize) -> usize {
    line.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).take(limit).count()
}

/// Whether the line closes a sentence.
pub fn closed(line: &str) -> bool {
    let inner = line.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]*_".contains(c));
    inner.ends_with(['.', '!', '?', '。', '؟', '।'])
}

/// Whether the line breaks off, as teasers do.
pub fn broken_off(line: &str) -> bool {
    let inner = line.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]".contains(c));
    inner.ends_with('…') || inner.ends_with("...")
}

/// Whether the line is running text rather than a heading, a list item or a name.
pub fn prose(line: &str) -> bool {
    let listed = line.starts_with(['-', '*', '•', '[', '|', '>', '→']) || line.contains("://");
    let count = words(line, 12);
    !listed && !broken_off(line) && (count >= 12 || count >= 6 && closed(line))
}

/// A line as it is compared: lower case, no accents, one shape of quotes, `#` for any number, no
/// marks at its front. `None` for a paragraph that is too long to be furniture.
pub fn tidy(line: &str) -> Option<String> {
    if line.len() > LONGEST {
        return None;
    }
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && !"([©".contains(c));
    let folded = vigie_syntax::fold(line);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !out.is_empty() && !word.starts_with([':', ';', '?', '!']) {
            out.push(' ');
        }
        word.chars().for_each(|c| push(c, &mut out));
    }
    Some(out)
}

fn push(c: char, out: &mut String) {
    match c {
        '’' | '‘' | 'ʼ' => out.push('\''),
        '“' | '”' | '«' | '»' => out.push('"'),
        _ if c.is_numeric() => {
            if !out.ends_with('#') {
                out.push('#');
            }
        }
        _ => out.push(c),
    }
}

/// A tidy line without the marks at its end, for comparing it whole.
pub fn bare(tidy: &str) -> &str {
    tidy.trim_end_matches(|c: char| !c.is_alphanumeric() && !")]#".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_place_and_the_gap_before_them() {
        let text = "\n  One\r\ntwo\n\n three";
        let found: Vec<(&str, bool)> = lines(text, 0).iter().map(|l| (l.of(text), l.gap)).collect();
        assert_eq!(found, [("One", true), ("two", false), ("three", true)]);
    }

    #[test]
    fn tidy_lines_differ_only_in_what_matters() {
        for (line, want) in [
            ("→ À LIRE AUSSI : le mil", "a lire aussi: le mil"),
            ("## Related  Posts", "related posts"),
            ("14 commentaires", "# commentaires"),
            ("(Writing by …", "(writing by ..."),
        ] {
            assert_eq!(tidy(line).as_deref(), Some(want), "{line}");
        }
        assert_eq!(bare("no comments yet..."), "no comments yet");
    }

    #[test]
    fn running_text_is_told_from_headings_and_teasers() {
        assert!(prose("The ferry left the quay before dawn on Tuesday."));
        assert!(!prose("A ferry leaves the quay"));
        assert!(!prose("The ferry left the quay before dawn on Tuesday with sixty people and then…"));
    }
}
