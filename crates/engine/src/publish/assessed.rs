//! A brief with what an assessment adds to it: the verdict, the outlook, the months of the pictures.

use super::{Input, Options, brief, period};
use crate::assess::{self, Judged, Question};
use crate::data::Data;
use crate::model::{Brief, MonthMark};

/// A brief looks back so many months in its pictures.
const MONTHS: usize = 24;

/// Assesses what the brief covers, and writes it; what an assessment gives need not stand in the options.
pub fn assessed(input: &Input, options: &Options, data: &Data) -> Brief {
    let (from, to) = period(options, input.documents, data);
    let (resolution, documents) = (input.resolution, input.documents);
    let made = assess::assess(resolution, documents, options.area.as_deref(), from, to, data);
    let area = assess::count::Area::parse(options.area.as_deref());
    let question = Question { area, to: to.or(made.to), ..Question::default() };
    let months = assess::by_month(resolution, documents, &question, data);
    let options = Options {
        verdict: assess::lines(&made, options.lang, data),
        outlook: assess::outlook_lines(&made, options.lang, data),
        months: months[months.len().saturating_sub(MONTHS)..].iter().map(mark).collect(),
        assessment: Some(made),
        ..options.clone()
    };
    brief(input, &options, data)
}

fn mark(judged: &Judged) -> MonthMark {
    MonthMark {
        month: judged.month.clone(),
        verdict: judged.verdict.key().to_string(),
        incidents: judged.incidents,
        low: judged.killed.low,
        best: judged.killed.best,
        high: judged.killed.high,
    }
}
