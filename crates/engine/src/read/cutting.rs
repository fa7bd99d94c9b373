//! Which lines of a story are not the report.

use super::furniture::{Furniture, Mark, Scope};
use super::lines::{Line, closed, prose, words};

/// A heading such as "Comments" ends the report only when a report stands before it.
const REPORT: usize = 20;
/// Words from which a line counts towards the report rather than as a label.
const TELLING: usize = 5;
/// Short lines between two lines of furniture go with them, up to so many.
const BETWEEN: usize = 4;
/// Words of such a short line.
const SHORT: usize = 6;

/// The lines of a story and why each is left out, if it is.
#[derive(Clone, Debug, Default)]
pub struct Cuts<'d> {
    /// The first line.
    pub from: usize,
    /// For each line from there, the reason.
    pub reasons: Vec<Option<&'d str>>,
}

/// Marks each line of the page with what it is if it is not the report's.
pub fn marks<'d>(input: &str, lines: &[Line], furniture: &'d Furniture) -> Vec<Option<Mark<'d>>> {
    lines.iter().map(|l| furniture.mark(l.of(input))).collect()
}

impl<'d> Cuts<'d> {
    /// Decides for the lines from `from` up to `to`.
    pub fn new(input: &str, lines: &[Line], marks: &[Option<Mark<'d>>], from: usize, to: usize) -> Self {
        let (lines, marks) = (&lines[from..to], &marks[from..to]);
        let mut reasons = apply(input, lines, marks);
        between(input, lines, &mut reasons);
        Self { from, reasons }
    }

    /// The same with the first line kept, which is known to be a headline.
    pub fn headed(mut self) -> Self {
        if let Some(first) = self.reasons.first_mut() {
            *first = None;
        }
        self
    }

    /// Runs of lines cut for one reason: the reason, the first line and the last.
    pub fn runs(&self) -> impl Iterator<Item = (&'d str, usize, usize)> + '_ {
        let mut at = 0;
        self.reasons.chunk_by(|a, b| a == b).filter_map(move |run| {
            let first = self.from + at;
            at += run.len();
            run[0].map(|reason| (reason, first, first + run.len() - 1))
        })
    }

    /// The lines that are kept.
    pub fn kept(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.reasons.len()).filter(|n| self.reasons[*n].is_none()).map(|n| self.from + n)
    }
}

fn apply<'d>(input: &str, lines: &[Line], marks: &[Option<Mark<'d>>]) -> Vec<Option<&'d str>> {
    let mut reasons = vec![None; lines.len()];
    let (mut at, mut told) = (0, 0);
    while at < lines.len() {
        let Some(mark) = marks[at] else {
            let count = words(lines[at].of(input), REPORT);
            told += if count >= TELLING { count } else { 0 };
            at += 1;
            continue;
        };
        let end = match mark.scope {
            Scope::Rest if told >= REPORT => lines.len(),
            Scope::Aside if told >= REPORT => resumes(input, lines, marks, at + 1),
            _ => at + 1,
        };
        let mut over = mark;
        for n in at..end {
            over = marks[n].filter(|m| m.scope != Scope::Line).unwrap_or(over);
            reasons[n] = Some(over.reason);
        }
        at = end;
    }
    reasons
}

/// Where the report goes on after an aside: at the first of two paragraphs of running text in a
/// row, or at the next heading of furniture, which is judged by itself.
fn resumes(input: &str, lines: &[Line], marks: &[Option<Mark<'_>>], from: usize) -> usize {
    let mut run = 0;
    for at in from..lines.len() {
        match marks[at] {
            Some(mark) if mark.scope != Scope::Line => return at,
            None if prose(lines[at].of(input)) => run += 1,
            _ => run = 0,
        }
        if run == 2 {
            return at - 1;
        }
    }
    lines.len()
}

/// Cuts the short lines between two lines that are cut: a label's value, a slogan between logos.
fn between(input: &str, lines: &[Line], reasons: &mut [Option<&str>]) {
    let short = |l: &Line| words(l.of(input), SHORT + 1) <= SHORT && !closed(l.of(input));
    let mut last = None;
    for at in 0..lines.len() {
        let Some(reason) = reasons[at] else {
            if !short(&lines[at]) {
                last = None;
            }
            continue;
        };
        if let Some(before) = last.filter(|b| at - b <= BETWEEN + 1) {
            reasons[before + 1..at].fill(Some(reason));
        }
        last = Some(at);
    }
}
