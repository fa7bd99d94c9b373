//! Sentences with the answers to "who, whom, how many, said by whom, did it happen?", and their marking.
//!
//! The form of a case is told at the head of `tests/news/en.toml`; the examples of `data/lang/<xx>/roles.toml`
//! are cases too.

use super::body::body;
use super::{BadRoles, Clause, Happened, Party, Reading, Roles};
use crate::tree::Tree;
use crate::words::{Exceptions, sentences};
use serde::Deserialize;
use std::ops::Range;

/// The questions, in the order of [`Marks`].
pub const SLOTS: [&str; 5] = ["who", "whom", "how many", "said by", "happened"];

/// Right or wrong for each question.
pub type Marks = [Mark; 5];

/// A sentence and its answers; empty where the sentence does not say.
#[derive(Clone, Debug, Default, Deserialize)]
#[allow(missing_docs)]
pub struct Case {
    /// For the cases of a data file: the list it is the example of.
    #[serde(default, alias = "role")]
    pub style: String,
    text: String,
    #[serde(default)]
    pub who: String,
    #[serde(default)]
    pub whom: String,
    #[serde(default)]
    pub how_many: String,
    #[serde(default)]
    pub said_by: String,
    #[serde(default)]
    pub happened: String,
}

#[derive(Deserialize)]
struct File {
    #[serde(alias = "list")]
    case: Vec<Case>,
}

/// How a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// As marked; also where nothing was to be said and nothing was.
    Right,
    /// Nothing was said though the sentence tells it.
    Missing,
    /// Something was said though the sentence does not tell it.
    Invented,
    /// Another answer, or not the whole of it.
    Wrong,
}

/// Reads the cases of a file.
pub fn cases(toml: &str) -> Result<Vec<Case>, BadRoles> {
    toml::from_str::<File>(toml).map(|f| f.case).map_err(|e| BadRoles(e.to_string()))
}

impl Case {
    /// The sentence without the brackets around its act.
    pub fn sentence(&self) -> String {
        self.text.replace(['[', ']'], "")
    }

    /// The sentence with the brackets around its act.
    pub fn marked(&self) -> &str {
        &self.text
    }

    /// The bytes of the act in the sentence.
    pub fn act(&self) -> Range<usize> {
        let start = self.text.find('[').unwrap_or(0);
        start..self.text.find(']').map_or(start, |end| end.saturating_sub(1))
    }

    /// Whether the sentence answers this question at all.
    pub fn tells(&self, slot: usize) -> bool {
        slot == 4 || !self.wanted()[slot].is_empty()
    }

    fn wanted(&self) -> [&str; 4] {
        [&self.who, &self.whom, &self.how_many, &self.said_by]
    }

    /// Marks the answers that were read off a tree of the sentence.
    pub fn mark(&self, tree: &Tree, clause: &Clause) -> Marks {
        let given = answers(clause);
        let mut marks = [Mark::Right; 5];
        for (slot, wanted) in self.wanted().into_iter().enumerate() {
            let spans: Vec<Range<usize>> = given[slot].iter().map(|w| tree.words[*w as usize].span.clone()).collect();
            marks[slot] = mark(&self.sentence(), wanted, &spans);
        }
        let happened = if self.happened.is_empty() { "yes" } else { &self.happened };
        marks[4] = if clause.happened.name() == happened { Mark::Right } else { Mark::Wrong };
        marks
    }
}

/// A case as read from raw text.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Sat {
    pub text: String,
    pub tree: Tree,
    pub clause: Clause,
    pub marks: Marks,
}

/// Reads a case from its raw text as the engine does: sentences, words, tree, roles. None if its act is no word.
pub fn sit(
    case: &Case,
    ex: &Exceptions,
    roles: &Roles,
    parse: impl FnOnce(&str, &[Range<usize>]) -> Tree,
) -> Option<Sat> {
    let (text, act) = (case.sentence(), case.act());
    let sentence = sentences(&text, ex).into_iter().find(|s| s.start <= act.start && act.start < s.end)?;
    let tree = parse(&text, &body(&text, sentence, &act, ex));
    let reading = Reading::new(roles, &text, &tree);
    let clause = reading.clause(reading.word_at(act)?);
    let marks = case.mark(&tree, &clause);
    Some(Sat { text, tree, clause, marks })
}

/// The words given for who, whom, how many and said by.
pub fn answers(clause: &Clause) -> [Vec<u32>; 4] {
    let heads = |parties: &[Party]| parties.iter().map(|p| p.head).collect();
    let counts = clause.who.iter().chain(&clause.whom).filter_map(|p| p.count).collect();
    [heads(&clause.who), heads(&clause.whom), counts, heads(&clause.said_by)]
}

/// Every wanted part must be given once, and nothing else but what may be left out.
fn mark(sentence: &str, wanted: &str, given: &[Range<usize>]) -> Mark {
    let parts: Vec<&str> = wanted.split(" + ").filter(|p| !p.is_empty()).collect();
    let mut left: Vec<&Range<usize>> = given.iter().collect();
    let mut missing = 0;
    for part in &parts {
        let optional = part.starts_with('(');
        match left.iter().position(|span| is_part(sentence, part.trim_matches(['(', ')']), span)) {
            Some(n) => drop(left.remove(n)),
            None => missing += usize::from(!optional),
        }
    }
    match (missing, left.is_empty()) {
        (0, true) => Mark::Right,
        (_, _) if given.is_empty() => Mark::Missing,
        (0, false) if parts.is_empty() => Mark::Invented,
        _ => Mark::Wrong,
    }
}

/// Whether a word stands within one of the alternatives, wherever in the sentence they are.
fn is_part(sentence: &str, part: &str, span: &Range<usize>) -> bool {
    part.split('|').flat_map(|p| sentence.match_indices(p)).any(|(at, p)| at <= span.start && span.end <= at + p.len())
}

impl Happened {
    /// The word for it in a case.
    pub fn name(self) -> &'static str {
        match self {
            Happened::Yes => "yes",
            Happened::Negated => "negated",
            Happened::Possible => "possible",
            Happened::Planned => "planned",
            Happened::Hypothetical => "hypothetical",
            Happened::Attempted => "attempted",
            Happened::Reported => "reported",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_found_by_its_brackets() {
        let case = &cases("[[case]]\ntext = \"Ils ont [tué] deux hommes.\"").expect("a case")[0];
        assert_eq!(&case.sentence()[case.act()], "tué");
        assert!(!case.tells(0) && case.tells(4));
    }

    #[test]
    fn answers_are_marked_whole() {
        let sentence = "two men and a child";
        let spans = |words: &[&str]| -> Vec<Range<usize>> {
            words.iter().filter_map(|w| sentence.find(w).map(|at| at..at + w.len())).collect()
        };
        for (wanted, given, expected) in [
            ("men + child", &["men", "child"][..], Mark::Right),
            ("men + child", &["men"], Mark::Wrong),
            ("men + (child)", &["men"], Mark::Right),
            ("two|men", &["men"], Mark::Right),
            ("two men", &["two"], Mark::Right),
            ("men", &[], Mark::Missing),
            ("", &["men"], Mark::Invented),
            ("", &[], Mark::Right),
        ] {
            assert_eq!(mark(sentence, wanted, &spans(given)), expected, "{wanted} {given:?}");
        }
    }
}
