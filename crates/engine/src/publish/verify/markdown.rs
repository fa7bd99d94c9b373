//! Markdown → brief: headings, sentences with footnote marks, and the footnotes' places.

use super::super::markdown::{BY, END, HEAD, TOLD, unescape};
use super::super::notes::decode;
use super::headed;
use crate::model::{Brief, Citation, Section, Sentence};
use std::collections::BTreeMap;

/// Reads a brief that was written as Markdown, its sentences perhaps edited since.
pub(super) fn read(text: &str) -> Result<Brief, String> {
    let title = text.lines().find_map(|l| l.strip_prefix("# ")).map(|t| unescape(t.trim())).unwrap_or_default();
    let head = text.lines().find_map(|l| l.trim().strip_prefix(HEAD)).unwrap_or("");
    let field = |name: &str| {
        let told = text.lines().find_map(|l| l.trim().strip_prefix(TOLD)).unwrap_or("");
        let told = told.split_whitespace().next().map(|t| ("told", t));
        let fields = head.split_whitespace().filter_map(|f| f.split_once('=')).chain(told);
        fields.into_iter().find(|(n, _)| *n == name).map(|(_, v)| v.to_string())
    };
    let mut brief = headed(title, field);
    brief.sections = sections(text, &definitions(text));
    if brief.sections.is_empty() {
        return Err("no section with a `##` heading was found: this is not a brief in Markdown".into());
    }
    Ok(brief)
}

type Definitions = BTreeMap<String, Citation>;

/// `[^1]: Outlet, date (doc 003, bytes 12-40): “words”`
fn definitions(text: &str) -> Definitions {
    text.lines().filter_map(definition).collect()
}

fn definition(line: &str) -> Option<(String, Citation)> {
    let (id, rest) = line.trim().strip_prefix("[^")?.split_once("]:")?;
    Some((id.to_string(), place(rest).unwrap_or_default()))
}

/// The place of a note stands in its only bracket that is not escaped.
fn place(rest: &str) -> Option<Citation> {
    let open = rest.char_indices().find(|(at, c)| *c == '(' && !rest[..*at].ends_with('\\'))?.0;
    let (inside, _) = rest[open + 1..].split_once(')')?;
    let (doc, bytes) = inside.split_once(", ")?;
    let (start, end) = bytes.split_whitespace().last()?.split_once('-')?;
    let doc = decode(doc.split_whitespace().nth(1)?);
    Some(Citation { doc, start: start.parse().ok()?, end: end.parse().ok()? })
}

fn sections(text: &str, notes: &Definitions) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut open = String::new();
    // A last empty line closes the last sentence.
    for line in text.lines().take_while(|l| l.trim() != END).chain([""]) {
        let line = line.trim();
        let (is_new, words) = item(line);
        let heading = line.strip_prefix("## ");
        if is_new || heading.is_some() || line.is_empty() || is_apart(line) {
            close(&mut sections, &mut open, notes);
        }
        match heading {
            Some(heading) => sections.push(Section { heading: unescape(heading.trim()), ..Section::default() }),
            None if is_apart(line) => {}
            None => open = format!("{open} {words}"),
        }
    }
    sections
}

/// Whether a line begins a list item, and the line without its mark.
fn item(line: &str) -> (bool, &str) {
    let bullet = ["- ", "* ", "+ ", "> "].iter().find_map(|b| line.strip_prefix(b));
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = digits.strip_prefix(". ").filter(|_| digits.len() < line.len());
    bullet.or(number).map_or((false, line), |words| (true, words))
}

/// Lines that are neither heading nor sentence.
fn is_apart(line: &str) -> bool {
    let is_note = line.starts_with("[^") && line.contains("]:");
    is_note || line.starts_with("<!--") || line.starts_with('|') || line.starts_with("# ")
}

/// Ends the open sentence. What stands before the first section is the brief's head.
fn close(sections: &mut [Section], open: &mut String, notes: &Definitions) {
    let (by, words) = by(open.trim());
    let (text, citations) = without_marks(words, notes);
    open.clear();
    if let Some(section) = sections.last_mut().filter(|_| !text.is_empty()) {
        section.sentences.push(Sentence { text, citations, by });
    }
}

/// Who added a sentence, `✍ *name:* ...`, and the sentence.
fn by(open: &str) -> (Option<String>, &str) {
    let bold = open.strip_prefix("**").unwrap_or(open);
    let added = bold.strip_prefix(BY).map(str::trim_start).and_then(|rest| rest.strip_prefix('*')?.split_once(":*"));
    let named = added.filter(|(name, _)| !name.trim().is_empty());
    named.map_or((None, open), |(name, words)| (Some(unescape(name.trim())), words.trim_start()))
}

/// The visible text, and what its marks point to. A mark without a note cites nothing that exists.
fn without_marks(text: &str, notes: &Definitions) -> (String, Vec<Citation>) {
    let (mut visible, mut citations) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[^") {
        let (id, tail) = after.split_once(']').unwrap_or((after, ""));
        visible.push_str(before);
        citations.push(notes.get(id).cloned().unwrap_or_default());
        rest = tail;
    }
    visible.push_str(rest);
    // Marks stand in order of their numbers, citations in order of documents.
    citations.sort_unstable();
    (unescape(without_bold(visible.trim())), citations)
}

/// The lead of some kinds stands in bold.
fn without_bold(text: &str) -> &str {
    text.strip_prefix("**").and_then(|t| t.strip_suffix("**")).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EDITED: &str = "# T\n\nhead line\n\n## One\n\n* A town\n  was hit.[^1][^7]\n\nA free line.\n\n\
        <!-- vigie: end of sentences -->\n\n## Table\n- not read\n\n\
        [^1]: Paper \\(doc x, bytes 1-2\\), 1 May (doc a%20b, bytes 3-9): “w”\n";

    #[test]
    fn an_edited_file_is_read_with_all_its_lines() {
        let brief = read(EDITED).expect("a brief");
        let [section] = &brief.sections[..] else { panic!("{:?}", brief.sections) };
        assert_eq!(section.sentences[0].text, "A town was hit.");
        assert_eq!(section.sentences[0].citations[0], Citation::default());
        assert_eq!(section.sentences[0].citations[1], Citation { doc: "a b".into(), start: 3, end: 9 });
        assert_eq!(section.sentences[1], Sentence { text: "A free line.".into(), ..Sentence::default() });
    }

    #[test]
    fn what_a_person_added_is_theirs() {
        let text = "## One\n- ✍ *A. Diallo:* We saw smoke.\n- **A town was hit.**[^1]\n- ✍ nobody said so\n[^1]: (doc a, bytes 1-2)\n";
        let section = &read(text).expect("a brief").sections[0];
        let told: Vec<_> = section.sentences.iter().map(|s| (s.by.as_deref(), s.text.as_str())).collect();
        assert_eq!(told, [(Some("A. Diallo"), "We saw smoke."), (None, "A town was hit."), (None, "✍ nobody said so")]);
    }

    #[test]
    fn what_is_no_brief_is_said() {
        assert!(read("just words").is_err());
        assert!(read("").is_err());
    }
}
