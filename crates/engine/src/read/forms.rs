//! How the files are made in which reports come, as `read/forms.toml` lists it: names of parts of web
//! pages, of columns, of lines of mail.

use crate::data::{DataError, Files};
use serde::Deserialize;
use std::collections::BTreeMap;

const PATH: &str = "read/forms.toml";

/// The tables of `read/forms.toml`, made ready for looking up.
#[derive(Debug, Default)]
pub struct Forms {
    reasons: Vec<String>,
    short: Vec<String>,
    cut: Names,
    marks: Vec<String>,
    body: Names,
    together: Names,
    /// Fields of a report and the headings of columns that hold them, the best first.
    pub columns: BTreeMap<String, Vec<String>>,
    /// Lines of mail.
    pub mail: Mail,
    /// What stands at the foot of a sheet of paper, `#` for any number.
    pub sheets: Vec<String>,
}

impl Forms {
    /// Why a part of a page of that class or id is not the report, if it is not.
    pub fn reason(&self, classes: &str) -> Option<&str> {
        let found = classes.split_whitespace().find_map(|name| self.cut.find(&self.plain(name)?))?;
        self.reasons.get(found).map(String::as_str)
    }

    /// Whether parts left out for that reason hold little text, so that one with much is the report after all.
    pub fn is_short(&self, reason: &str) -> bool {
        self.short.iter().any(|r| r == reason)
    }

    /// Whether a part of that class or id is the report itself.
    pub fn is_body(&self, classes: &str) -> bool {
        classes.split_whitespace().any(|name| self.plain(name).is_some_and(|parts| self.body.find(&parts).is_some()))
    }

    /// Whether the articles within a part of that class or id are one report.
    pub fn is_together(&self, classes: &str) -> bool {
        classes.split_whitespace().any(|name| self.plain(name).is_some_and(|p| self.together.find(&p).is_some()))
    }

    /// The words of a name, unless it speaks of the whole page ("has-sidebar").
    fn plain(&self, name: &str) -> Option<Vec<String>> {
        let parts = parts(name);
        let marked = |part: Option<&String>| part.is_some_and(|p| self.marks.contains(p));
        let whole = parts.len() > 1 && (marked(parts.first()) || marked(parts.last()));
        (!parts.is_empty() && parts.len() <= 8 && !whole).then_some(parts)
    }

    /// Reads the table; an example that does not hold goes to `errors`.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let table: Table = files.toml(PATH, errors);
        let mut forms = Self {
            marks: table.marks.words,
            body: Names::new([table.body.names.as_slice()]),
            together: Names::new([table.together.names.as_slice()]),
            columns: table.columns,
            mail: table.mail,
            sheets: table.sheets.marks,
            cut: Names::new(table.cut.iter().map(|c| c.names.as_slice())),
            reasons: Vec::new(),
            short: table.cut.iter().filter(|c| c.short).map(|c| c.reason.clone()).collect(),
        };
        forms.reasons = table.cut.iter().map(|c| c.reason.clone()).collect();
        let mut fail = |found: &str, want: &str| {
            errors.push(DataError::new(PATH, 1, want, found, "mend the names or the examples"));
        };
        for cut in &table.cut {
            let fits = |e: &String| forms.reason(e) == Some(&cut.reason);
            cut.examples.iter().filter(|e| !fits(e)).for_each(|e| fail(e, "a name this cuts"));
            cut.kept.iter().filter(|e| forms.reason(e).is_some()).for_each(|e| fail(e, "a name nothing cuts"));
        }
        for (part, fits) in [(&table.body, Forms::is_body as fn(&_, &_) -> _), (&table.together, Forms::is_together)] {
            part.examples.iter().filter(|e| !fits(&forms, e)).for_each(|e| fail(e, "a name of the report"));
            part.kept.iter().filter(|e| fits(&forms, e)).for_each(|e| fail(e, "another name"));
        }
        forms
    }
}

/// Names of one word or several, each with the number of its entry.
#[derive(Debug, Default)]
struct Names(BTreeMap<String, usize>);

impl Names {
    fn new<'n>(entries: impl IntoIterator<Item = &'n [String]>) -> Self {
        let mut names = BTreeMap::new();
        for (n, entry) in entries.into_iter().enumerate() {
            for name in entry {
                names.entry(name.clone()).or_insert(n);
            }
        }
        Self(names)
    }

    /// The entry of the longest run of words that is listed.
    fn find(&self, parts: &[String]) -> Option<usize> {
        let runs = (1..=parts.len()).rev().flat_map(|len| parts.windows(len));
        let listed = runs.map(|run| run.join(" ")).find_map(|name| self.0.get(&name).copied());
        listed.or_else(|| self.0.get(&parts.concat()).copied())
    }
}

/// The words of a name, at hyphens, underscores, digits and capitals.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut small = false;
    for c in name.chars().take(120) {
        if !c.is_alphabetic() || small && c.is_uppercase() {
            parts.push(String::new());
        }
        small = c.is_lowercase();
        if let Some(last) = parts.last_mut().filter(|_| c.is_alphabetic()) {
            last.extend(c.to_lowercase());
        }
    }
    parts.retain(|p| !p.is_empty());
    parts
}

/// What the lines of mail look like.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// What stands above a forwarded message.
    pub forward: Vec<String>,
    /// How the line above an answered message ends.
    pub quote: Vec<String>,
    /// Lines after which only a signature follows.
    pub closing: Vec<String>,
    /// What mail programs put before a subject.
    pub reply: Vec<String>,
    /// Names of header lines by what they tell: `from`, `date`, `subject`, `to`.
    pub headers: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Table {
    cut: Vec<Cut>,
    marks: Marks,
    body: Part,
    together: Part,
    columns: BTreeMap<String, Vec<String>>,
    mail: Mail,
    sheets: Sheets,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheets {
    marks: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cut {
    reason: String,
    #[serde(default)]
    short: bool,
    names: Vec<String>,
    examples: Vec<String>,
    kept: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    words: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    names: Vec<String>,
    examples: Vec<String>,
    kept: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_at_marks_and_capitals() {
        assert_eq!(parts("jp-relatedPosts_12"), ["jp", "related", "posts"]);
        assert!(parts("--12").is_empty());
    }

    #[test]
    fn the_longest_run_of_words_says_what_a_part_is() {
        let names = Names::new([&["post".into()][..], &["post tags".into()][..]]);
        assert_eq!(names.find(&parts("td-post-tags")), Some(1));
        assert_eq!(names.find(&parts("posttags")), None);
    }
}
