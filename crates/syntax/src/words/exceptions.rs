//! What a language's file says about its writing: abbreviations, clitics, words to cut or to keep.

use super::set::Set;
use std::fmt;

/// The words of a language that the rules of writing do not settle.
///
/// A file has headings in brackets and entries below them. Rows of abbreviations are bare words; every
/// other entry has an example after a colon, in which brackets mark the words as they must be found:
/// `can|not : They [can][not] leave.` Lines that begin with `>` are further examples; `||` stands where
/// a sentence ends. `#` begins a note.
#[derive(Clone, Debug, Default)]
pub struct Exceptions {
    pub(super) names: Set,
    pub(super) numbers: Set,
    pub(super) abbreviations: Set,
    pub(super) starters: Set,
    pub(super) units: Set,
    pub(super) prefixes: Set,
    pub(super) whole: Set,
    pub(super) fronts: Set,
    pub(super) verb_fronts: Set,
    pub(super) hyphen_ends: Set,
    pub(super) ends: Vec<Box<str>>,
    pub(super) cuts: Cuts,
    pub(super) hyphens_cut: bool,
    pub(super) boundary: Option<super::Boundary>,
    examples: Vec<(usize, Box<str>)>,
}

/// Words to be cut, and how many bytes each part has.
#[derive(Clone, Debug, Default)]
pub(super) struct Cuts {
    words: Set,
    parts: Vec<(Box<str>, Vec<usize>)>,
}

/// A line of the file that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from one.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for BadLine {}

impl Exceptions {
    /// Reads a file of exceptions.
    pub fn read(text: &str) -> Result<Self, BadLine> {
        let mut all = Self::default();
        let mut heading = String::new();
        for (n, line) in text.lines().enumerate() {
            let line = line.split("# ").next().unwrap_or("").trim();
            let told = match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                Some(name) if !name.contains(']') => {
                    heading = name.to_string();
                    Ok(())
                }
                _ if line.is_empty() || line.starts_with('#') => Ok(()),
                _ => all.entry(&heading, line, n + 1),
            };
            told.map_err(|what| BadLine { line: n + 1, what })?;
        }
        Ok(all)
    }

    /// The same with a classifier for what rules leave open.
    pub fn with(mut self, boundary: super::Boundary) -> Self {
        self.boundary = Some(boundary);
        self
    }

    /// Examples of the file with their lines, for whoever checks data.
    pub fn examples(&self) -> impl Iterator<Item = (usize, &str)> {
        self.examples.iter().map(|(line, text)| (*line, &**text))
    }

    fn entry(&mut self, heading: &str, line: &str, n: usize) -> Result<(), String> {
        if let Some(example) = line.strip_prefix("> ") {
            self.examples.push((n, example.trim().into()));
            return Ok(());
        }
        if let Some(row) = self.row(heading) {
            line.split_whitespace().for_each(|word| row.add(word.trim_end_matches('.')));
            return Ok(());
        }
        let (word, example) = line.split_once(" : ").ok_or("an entry needs an example after a colon")?;
        self.examples.push((n, example.trim().into()));
        self.word(heading, word.trim())
    }

    /// Lists of bare words.
    fn row(&mut self, heading: &str) -> Option<&mut Set> {
        Some(match heading {
            "before a name" => &mut self.names,
            "before a number" => &mut self.numbers,
            "abbreviation" => &mut self.abbreviations,
            "sentence start" => &mut self.starters,
            "unit" => &mut self.units,
            "prefix" => &mut self.prefixes,
            _ => return None,
        })
    }

    fn word(&mut self, heading: &str, word: &str) -> Result<(), String> {
        match heading {
            "whole" => self.whole.add(word),
            "front clitic" => self.fronts.add(word),
            "front clitic of verbs" => self.verb_fronts.add(word),
            "hyphen clitic" => self.hyphen_ends.add(word),
            "end clitic" => self.ends.push(word.into()),
            "cut" => self.cuts.add(word),
            "style" if word == "hyphens cut" => self.hyphens_cut = true,
            _ => return Err(format!("no heading or setting is called \"{heading}\" / \"{word}\"")),
        }
        Ok(())
    }
}

impl Cuts {
    fn add(&mut self, parted: &str) {
        let word = parted.replace('|', "");
        self.words.add(&word);
        self.parts.push((word.into(), parted.split('|').map(str::len).collect()));
    }

    /// The lengths of the parts of a word, if it is to be cut. Only words as long as the entry are, so
    /// that the parts stand on its characters.
    pub fn parts(&self, word: &str) -> Option<&[usize]> {
        self.words.place(word)?;
        let same = |entry: &&(Box<str>, Vec<usize>)| entry.0.eq_ignore_ascii_case(word);
        self.parts.iter().find(same).map(|(_, parts)| parts.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_rows_entries_and_examples_are_read() {
        let file = "# note\n[before a name]\nmr dr.\n> [Dr.] X\n[cut]\ncan|not : They [can][not].  # note\n";
        let all = Exceptions::read(file).expect("a file");
        assert!(all.names.has("Mr") && all.names.has("DR"));
        assert_eq!(all.cuts.parts("Cannot"), Some([3, 3].as_slice()));
        assert_eq!(all.examples().collect::<Vec<_>>(), [(4, "[Dr.] X"), (6, "They [can][not].")]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let wrong = |text| Exceptions::read(text).expect_err("wrong").to_string();
        assert_eq!(wrong("[whole]\nx"), "line 2: an entry needs an example after a colon");
        assert!(wrong("\n[wholes]\nx : y").starts_with("line 3: no heading"));
    }
}
