//! What stands on pages beside the report, as the data files list it.

use super::date_words::{DateWords, Months};
use super::dates::Calendar;
use super::lines::{bare, tidy, words};
use crate::data::{DataError, File, Files};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The tables of `lang/<xx>/furniture.toml` and `read/months.toml`, all languages together: a page
/// may have its menus in another language than its report.
#[derive(Debug, Default)]
pub struct Furniture {
    rules: Vec<Rule>,
    whole: BTreeMap<String, usize>,
    starts: BTreeMap<String, Vec<(String, usize)>>,
    captions: Vec<Captions>,
    credits: Vec<String>,
    /// Dates of header lines.
    pub(super) calendar: Calendar,
}

/// What a line turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark<'d> {
    /// Why it is left out.
    pub reason: &'d str,
    /// How much goes with it.
    pub scope: Scope,
}

/// How much of the page goes with a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The line alone.
    #[default]
    Line,
    /// What follows, until running text shows that the report goes on.
    Aside,
    /// All that follows.
    Rest,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    reason: String,
    #[serde(default)]
    scope: Scope,
    #[serde(default)]
    whole: Vec<String>,
    #[serde(default)]
    starts: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    contains: Vec<String>,
    #[serde(default = "thirty")]
    words: usize,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    kept: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Captions {
    starts: Vec<String>,
    marks: Vec<String>,
    never: Vec<String>,
    examples: Vec<String>,
    #[serde(default)]
    kept: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    cut: Vec<Rule>,
    captions: Option<Captions>,
    #[serde(default)]
    credits: Credits,
    #[serde(default)]
    dates: DateWords,
}

/// How a line begins that says where the text comes from.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Credits {
    starts: Vec<String>,
}

/// The reason given for labels of navigation, which are too common to condemn a bar by one of them.
const MENU: &str = "menu";
const REFERENCES: &str = "references";
const CAPTION: &str = "caption";

fn thirty() -> usize {
    30
}

impl Furniture {
    /// The day of a line that is a date, a header with one, or begins "Published on ...".
    pub fn day(&self, line: &str) -> Option<crate::model::Day> {
        self.calendar.header(line).or_else(|| self.calendar.leading(line))
    }

    /// Whether a line is a date and nothing else, "Published on 5 May 2025" included.
    pub fn is_date(&self, line: &str) -> bool {
        self.calendar.alone(line).is_some()
    }

    /// The day that a line of few words holds anywhere: a line of names and dates below a headline.
    pub fn day_within(&self, line: &str) -> Option<crate::model::Day> {
        self.calendar.within(line)
    }

    /// How lines begin that say where the text comes from.
    pub fn credit_words(&self) -> &[String] {
        &self.credits
    }

    /// What the line is if it is not the report's.
    pub fn mark(&self, line: &str) -> Option<Mark<'_>> {
        if addresses(line) {
            return Some(Mark { reason: REFERENCES, scope: Scope::Line });
        }
        let tidy = tidy(line)?;
        self.links(line)
            .or_else(|| self.plain(line, &tidy))
            .or_else(|| self.bar(line))
            .or_else(|| self.caption(line, &tidy))
    }

    fn plain(&self, line: &str, tidy: &str) -> Option<Mark<'_>> {
        let whole = self.whole.get(bare(tidy)).copied();
        let rule = whole.or_else(|| self.start(line, tidy)).or_else(|| self.inside(line, tidy))?;
        let rule = &self.rules[rule];
        Some(Mark { reason: &rule.reason, scope: rule.scope })
    }

    fn start(&self, line: &str, tidy: &str) -> Option<usize> {
        let fits = |(start, rule): &&(String, usize)| {
            let rest = tidy.strip_prefix(start.as_str());
            let word = |c: char| c.is_alphanumeric() && start.ends_with(char::is_alphanumeric);
            rest.is_some_and(|r| !r.starts_with(word)) && self.rules[*rule].admits(line)
        };
        self.starts.get(first_word(tidy))?.iter().find(fits).map(|(_, rule)| *rule)
    }

    fn inside(&self, line: &str, tidy: &str) -> Option<usize> {
        self.rules.iter().position(|r| {
            let hit = r.ends.iter().any(|e| tidy.ends_with(e.as_str()))
                || r.contains.iter().any(|c| tidy.contains(c.as_str()));
            hit && r.admits(line)
        })
    }

    /// Links of Markdown and nothing else: several are a menu, one is judged by its words.
    fn links(&self, line: &str) -> Option<Mark<'_>> {
        let labels = link_labels(line)?;
        let alone = |label: &str| self.plain(label, &tidy(label)?);
        match labels[..] {
            [one] => alone(one),
            _ => labels.iter().find_map(|l| alone(l)).or(Some(Mark { reason: MENU, scope: Scope::Line })),
        }
    }

    /// A row of buttons or links: one piece that is no menu label condemns it, or two that are.
    fn bar(&self, line: &str) -> Option<Mark<'_>> {
        let pieces = pieces(line);
        let marks: Vec<Mark<'_>> =
            pieces.iter().filter_map(|p| self.plain(p, &tidy(p)?)).filter(|m| m.reason != CAPTION).collect();
        let strong = marks.iter().filter(|m| m.reason != MENU).max_by_key(|m| m.scope);
        strong.or_else(|| marks.get(1)).copied()
    }

    fn caption(&self, line: &str, tidy: &str) -> Option<Mark<'_>> {
        let caption = Some(Mark { reason: CAPTION, scope: Scope::Line });
        if line.starts_with("![") || line.starts_with("[![") || (line.starts_with('©') && words(line, 9) <= 8) {
            return caption;
        }
        let described = self.captions.iter().any(|c| c.describes(tidy));
        if described { caption } else { None }
    }

    /// Reads all tables; what is wrong with them goes to `errors`.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let mut all = Self::default();
        all.calendar.add_months(&files.toml::<Months>("read/months.toml", errors), errors);
        for file in files.below("lang/", "/furniture.toml") {
            all.add(file, errors);
        }
        all
    }

    fn add(&mut self, file: &File, errors: &mut Vec<DataError>) {
        let table: Table = file.toml(errors);
        let first = self.rules.len();
        self.rules.extend(table.cut);
        for n in first..self.rules.len() {
            self.index(n);
        }
        self.captions.extend(table.captions);
        self.credits.extend(table.credits.starts);
        let bad = self.calendar.add_words(&table.dates);
        let mut fail = |line, found: &str, want: &str| {
            errors.push(DataError::new(&file.path, line, want, found, "mend the entry or its examples"));
        };
        bad.into_iter().for_each(|e| fail(1, e, "a time that the patterns of `ago` read"));
        let starts = file.lines_of("[[cut]]");
        for (rule, line) in self.rules[first..].iter().zip(starts) {
            self.check(rule, |found, want| fail(line, found, want));
        }
        if let Some(captions) = self.captions.last() {
            let is_caption = |e: &str| self.mark(e).is_some_and(|m| m.reason == CAPTION);
            captions.examples.iter().filter(|e| !is_caption(e)).for_each(|e| fail(1, e, "a caption"));
            captions.kept.iter().filter(|e| self.mark(e).is_some()).for_each(|e| fail(1, e, "no caption"));
        }
    }

    fn index(&mut self, n: usize) {
        for whole in &self.rules[n].whole {
            self.whole.entry(bare(whole).into()).or_insert(n);
        }
        for start in &self.rules[n].starts {
            let start = start.trim_end();
            self.starts.entry(first_word(start).into()).or_default().push((start.into(), n));
        }
    }

    fn check(&self, rule: &Rule, mut fail: impl FnMut(&str, &str)) {
        if rule.examples.is_empty() {
            fail("none", "examples of lines that are cut");
        }
        let reason = |e: &str| self.mark(e).map(|m| m.reason);
        rule.examples.iter().filter(|e| reason(e) != Some(&rule.reason)).for_each(|e| fail(e, "a line this cuts"));
        rule.kept.iter().filter(|e| reason(e).is_some()).for_each(|e| fail(e, "a line nothing cuts"));
    }
}

impl Rule {
    fn admits(&self, line: &str) -> bool {
        words(line, self.words + 1) <= self.words
    }
}

impl Captions {
    /// Whether the paragraph describes a picture: it names no figure, quotes nobody and tells no act.
    fn describes(&self, tidy: &str) -> bool {
        let starts = self.starts.iter().any(|s| tidy.starts_with(s.as_str()));
        let telling = |w: &str| self.never.iter().any(|n| n == w);
        starts
            && !tidy.contains(['#', '"'])
            && !tidy.split(|c: char| !c.is_alphanumeric()).any(telling)
            && self.marks.iter().filter(|m| holds(tidy, m)).nth(1).is_some()
    }
}

fn holds(tidy: &str, phrase: &str) -> bool {
    tidy.match_indices(phrase).any(|(at, _)| {
        let before = tidy[..at].chars().next_back();
        let after = tidy[at + phrase.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// The first word with the bracket before it, which is how `starts` patterns are found.
fn first_word(tidy: &str) -> &str {
    let body = tidy.trim_start_matches(['(', '[']);
    let end = body.find(|c: char| !c.is_alphanumeric() && c != '#').unwrap_or(body.len());
    &body[..end]
}

/// Whether the line holds nothing but addresses.
fn addresses(line: &str) -> bool {
    let address = |w: &str| w.starts_with("http://") || w.starts_with("https://") || w.starts_with("www.");
    let trim = |w: &'_ str| w.trim_matches(|c: char| "-*•<>()[],".contains(c)).len();
    let mut words = line.split_whitespace().filter(|w| trim(w) > 0).peekable();
    words.peek().is_some() && words.all(|w| address(w.trim_start_matches(['-', '*', '•', '<', '(', '['])))
}

/// The words of the links of a line that holds only links.
fn link_labels(line: &str) -> Option<Vec<&str>> {
    let (mut labels, mut rest) = (Vec::new(), line);
    while let Some((before, after)) = rest.split_once('[') {
        let (label, after) = after.split_once("](")?;
        if before.contains(char::is_alphanumeric) {
            return None;
        }
        labels.push(label);
        rest = after.split_once(')')?.1;
    }
    let only = !labels.is_empty() && !rest.contains(char::is_alphanumeric);
    only.then_some(labels)
}

fn pieces(line: &str) -> Vec<&str> {
    let cells: Vec<&str> = if line.len() > 400 {
        Vec::new()
    } else if line.contains('|') {
        line.split('|').collect()
    } else if line.starts_with('[') {
        line.split(['[', ']']).collect()
    } else if words(line, 10) <= 9 {
        let dashes = |s| line.contains(s).then(|| line.split(s).collect());
        [" - ", " – ", " · ", " • ", "   ", "\t"].into_iter().find_map(dashes).unwrap_or_default()
    } else {
        Vec::new()
    };
    cells.into_iter().map(str::trim).filter(|c| !c.is_empty()).collect()
}
