//! Several full stories on one page: where each begins, and which are only teasers.

use super::cutting::{Cuts, marks};
use super::dates::Calendar;
use super::furniture::{Furniture, Mark, Scope};
use super::lines::{Line, broken_off, closed, prose, tidy, words};
use crate::model::Cut;

/// A story of fewer bytes than this is a teaser for one that stands elsewhere.
const STORY: usize = 600;
/// Words of the longest name of an outlet.
const NAME: usize = 6;
/// Words of the longest headline.
const HEADLINE: usize = 30;
/// Words that must stand before a rule for it to part two stories.
const BEFORE: usize = 40;

/// A stretch of lines of the page: the page's own report, a further story or a teaser.
#[derive(Clone, Debug, Default)]
pub struct Part<'d> {
    /// What stands above the story; nothing above the page's own report, as a rule.
    pub header: Option<Header>,
    /// Its lines and what is cut from them.
    pub cuts: Cuts<'d>,
    /// Whether it is told in full.
    pub full: bool,
    /// Whether it is the page's first, whose text keeps the page's byte positions.
    pub opens: bool,
}

impl Part<'_> {
    /// The byte of the page where the text ends: after the last line kept, or with the page.
    pub fn end(&self, input: &str, lines: &[Line]) -> usize {
        let after = self.cuts.from + self.cuts.reasons.len();
        let whole = after == lines.len() && !self.cuts.reasons.last().is_some_and(Option::is_some);
        let speaks = |n: &usize| lines[*n].of(input).contains(char::is_alphanumeric);
        let last = || self.cuts.kept().rev().find(speaks).map_or(0, |n| lines[n].end);
        if whole && self.opens { input.len() } else { last() }
    }

    /// What is left out with it if it is only a teaser.
    pub fn teaser(&self, input: &str, lines: &[Line]) -> Option<Cut> {
        let last = (self.cuts.from + self.cuts.reasons.len()).checked_sub(1)?;
        let top = self.header.as_ref()?.top;
        let text = input.get(lines.get(top)?.start..lines.get(last)?.end)?;
        (!self.full).then(|| Cut { reason: "teaser".into(), text: text.into() })
    }
}

/// The lines above a further story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The first line of the header.
    pub top: usize,
    /// The line of the headline.
    pub headline: usize,
    /// Who published the story.
    pub outlet: Option<String>,
    /// When, as far as the header tells.
    pub published: Option<String>,
}

/// The page cut into its stories, in order; there is always a first.
pub fn parts<'d>(input: &str, lines: &[Line], furniture: &'d Furniture, fetched: Option<&str>) -> Vec<Part<'d>> {
    let marks = marks(input, lines, furniture);
    let page = Page { input, lines, marks: &marks, calendar: &furniture.calendar, fetched };
    let mut headers = page.headers();
    headers.extend(page.sections());
    headers.sort_by_key(|h| h.top);
    headers.dedup_by(|b, a| b.top <= a.headline);
    page.parts(headers)
}

struct Page<'a, 'd> {
    input: &'a str,
    lines: &'a [Line],
    marks: &'a [Option<Mark<'d>>],
    calendar: &'a Calendar,
    fetched: Option<&'a str>,
}

impl<'a, 'd> Page<'a, 'd> {
    fn line(&self, n: usize) -> &'a str {
        self.lines.get(n).map_or("", |l| l.of(self.input))
    }

    fn parts(&self, headers: Vec<Header>) -> Vec<Part<'d>> {
        let mut parts = Vec::new();
        let own = headers.first().is_none_or(|h| h.top > 0);
        let first = if own { Some(None) } else { None };
        let all: Vec<Option<Header>> = first.into_iter().chain(headers.into_iter().map(Some)).collect();
        for (n, header) in all.iter().enumerate() {
            let next = all.get(n + 1).and_then(|h| h.as_ref()).map_or(self.lines.len(), |h| h.top);
            let from = header.as_ref().map_or(0, |h| h.headline);
            let cuts = Cuts::new(self.input, self.lines, self.marks, from.min(next), next);
            let cuts = if header.is_some() { cuts.headed() } else { cuts };
            let full = n == 0 || self.full(&cuts);
            parts.push(Part { header: header.clone(), cuts, full, opens: n == 0 });
        }
        parts
    }

    /// A story is told in full if enough of it stands below its headline and it does not break off.
    fn full(&self, cuts: &Cuts<'_>) -> bool {
        let body = cuts.kept().skip(1).map(|n| self.line(n).len()).sum::<usize>();
        let last = cuts.kept().next_back().map_or("", |n| self.line(n));
        body >= STORY && !broken_off(last)
    }

    /// Headers of the form outlet, "3 hours ago", headline.
    fn headers(&self) -> Vec<Header> {
        let mut headers = Vec::new();
        let mut among_links = false;
        for at in 0..self.lines.len() {
            among_links |= self.marks[at].is_some_and(|m| m.scope != Scope::Line);
            headers.extend(self.stacked(at, among_links).or_else(|| self.single(at, among_links)));
        }
        headers
    }

    /// The outlet on the line above the time, and often once more below it.
    fn stacked(&self, at: usize, among_links: bool) -> Option<Header> {
        let published = self.time(self.line(at))?;
        let top = at.checked_sub(1).filter(|_| !self.lines[at].gap)?;
        let outlet = self.name(self.line(top))?;
        let again = self.line(at + 1).starts_with(['-', '–', '—']) && tidy(self.line(at + 1)) == tidy(outlet);
        if !again && !among_links {
            return None;
        }
        self.header(top, at + 1 + usize::from(again), outlet, published)
    }

    /// Outlet and time on one line.
    fn single(&self, at: usize, among_links: bool) -> Option<Header> {
        let line = self.line(at);
        if !among_links || line.len() > 120 {
            return None;
        }
        let halves = [" | ", " · ", " • ", " - ", " – ", " — "].into_iter().find_map(|s| line.split_once(s));
        let (outlet, time) = halves?;
        let published = self.time(time)?;
        self.header(at, at + 1, self.name(outlet)?, published)
    }

    fn header(&self, top: usize, headline: usize, outlet: &str, published: Option<String>) -> Option<Header> {
        let line = self.line(headline);
        if line.is_empty() || words(line, HEADLINE + 1) > HEADLINE || self.time(line).is_some() {
            return None;
        }
        Some(Header { top, headline, outlet: Some(outlet.into()), published })
    }

    fn name(&self, line: &'a str) -> Option<&'a str> {
        let name = line.trim_matches(|c: char| !c.is_alphanumeric());
        let count = words(name, NAME + 1);
        ((1..=NAME).contains(&count) && !closed(line) && self.time(line).is_none()).then_some(name)
    }

    /// A line that is a time and nothing else; the day it means, if that can be told.
    fn time(&self, line: &str) -> Option<Option<String>> {
        self.calendar.ago(line, self.fetched).or_else(|| self.calendar.alone(line).map(|d| Some(d.to_string())))
    }

    /// Stories parted by rules or by headings of the first level, each with its own date line.
    fn sections(&self) -> Vec<Header> {
        let mut told = 0;
        let mut found: Vec<Header> = Vec::new();
        for at in 0..self.lines.len() {
            let line = self.line(at);
            if told >= BEFORE {
                found.extend(self.section(at));
            }
            told += words(line, BEFORE);
        }
        let ends: Vec<usize> = found.iter().skip(1).map(|h| h.top).chain([self.lines.len()]).collect();
        let size = |from: usize, to: usize| (from..to).map(|n| self.line(n).len()).sum::<usize>();
        let long = |(h, end): &(Header, usize)| size(h.headline + 1, *end) >= STORY;
        found.into_iter().zip(ends).filter(long).map(|(h, _)| h).collect()
    }

    fn section(&self, at: usize) -> Option<Header> {
        let line = self.line(at);
        let headline = if line.starts_with("# ") { at } else { at + usize::from(ruled(line)) };
        let title = self.line(headline);
        let apart = line.starts_with("# ") || ruled(line);
        if !apart || title.is_empty() || prose(title) && closed(title) || self.calendar.header(title).is_some() {
            return None;
        }
        let date = (headline + 1..headline + 4).find_map(|n| self.calendar.header(self.line(n)))?;
        Some(Header { top: at, headline, outlet: None, published: Some(date.to_string()) })
    }
}

/// A line of nothing but three or more marks of one kind.
fn ruled(line: &str) -> bool {
    let marks = |m: char| line.chars().filter(|c| !c.is_whitespace()).all(|c| c == m);
    line.len() >= 3 && line.len() <= 200 && ['-', '*', '_', '=', '~'].into_iter().any(marks)
}
