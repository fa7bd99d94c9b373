//! One report in clean text, and what is said about reading it.

use super::Day;
use serde::{Deserialize, Serialize};

/// A report as published. Its `text` is what all spans and evidence point into, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The name of the document within one run; stories of one page are `id`, `id#2`, `id#3`.
    #[serde(default)]
    pub id: String,
    /// Headline, if known.
    #[serde(default)]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default)]
    pub outlet: Option<String>,
    /// Where it stands.
    #[serde(default)]
    pub url: Option<String>,
    /// A day (`2025-07-01`), a month (`2022-04`), or nothing.
    #[serde(default)]
    pub published: Option<String>,
    /// The day the page was saved, which anchors "2 days ago".
    #[serde(default)]
    pub fetched: Option<String>,
    /// Two-letter code; found from the text when the input has none.
    #[serde(default)]
    pub language: Option<String>,
    /// Who wrote it, if the page says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The day of its last change, where that is another than the day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Where the page says that the text stands first, if elsewhere: a reprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
    /// Agencies and papers that the text names as where it comes from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<String>,
    /// What the bytes were that it was taken out of (`html`, `pdf`, ...); nothing for text and JSON lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The clean text.
    #[serde(default)]
    pub text: String,
    /// What was left out of the page and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut: Vec<Cut>,
    /// Where pieces of the text stand in the page, as far as its form allows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<Anchor>,
}

impl Document {
    /// The last day on which the report can have been written: the day, or the last day of the month.
    pub fn published_day(&self) -> Option<Day> {
        parse_day(self.published.as_deref()?)
    }

    /// The day the page was saved.
    pub fn fetched_day(&self) -> Option<Day> {
        parse_day(self.fetched.as_deref()?)
    }

    /// The language of the lexicon that reads it, if it is one we know.
    pub fn lang(&self) -> Option<Lang> {
        Lang::from_code(self.language.as_deref()?)
    }
}

/// A day, or the last day of a month; anything after the day (a time) is ignored.
fn parse_day(text: &str) -> Option<Day> {
    let day = text.get(..10).and_then(|d| d.parse().ok());
    day.or_else(|| {
        let first: Day = format!("{}-01", text.get(..7)?).parse().ok()?;
        (text.len() == 7).then(|| first.last_of_month())
    })
}

/// A language that Vigie codes.
#[derive(Default, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// All languages, in the order in which they are listed to people.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Fr];

    /// The folder name under `data/lang`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Fr => "fr",
        }
    }

    /// From a two-letter code, `en-GB` and the like included.
    pub fn from_code(code: &str) -> Option<Self> {
        let two = code.get(..2)?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|l| l.code() == two)
    }
}

/// A range of bytes of a document's text, end exclusive, always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words of the text that the span covers; empty if it does not fit the text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether `other` lies within this span.
    pub fn contains(&self, other: &Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A piece of the text and where the page has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Bytes of the document's text.
    pub text: Span,
    /// Bytes of the page as it was saved; empty if the form has none to point at.
    pub page: Span,
    /// The sheet of paper, from 1, in forms that have sheets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<u32>,
}

/// A part of a page that is not the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Why it was left out: `menu`, `teaser`, `related`, `comments`, `references`, `caption`, ...
    pub reason: String,
    /// The words left out.
    pub text: String,
}

/// Something a person should know about a document; never stops the run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// The document's id, or the path that could not be read.
    pub doc: String,
    /// What is the matter, in one sentence.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn published_is_a_day_a_month_or_absent() {
        let day = |p: &str| Document { published: Some(p.into()), ..Default::default() }.published_day();
        assert_eq!(day("2025-07-01"), Some(date(2025, 7, 1)));
        assert_eq!(day("2025-07-01T10:00:00Z"), Some(date(2025, 7, 1)));
        assert_eq!(day("2022-04"), Some(date(2022, 4, 30)));
        assert_eq!(day("yesterday"), None);
        assert_eq!(day("2022-04é"), None);
    }

    #[test]
    fn language_codes_may_carry_a_region() {
        assert_eq!(Lang::from_code("fr-ML"), Some(Lang::Fr));
        assert_eq!(Lang::from_code("ar"), None);
    }
}
