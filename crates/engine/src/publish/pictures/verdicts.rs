//! The verdicts of the last months as a table: month, mark and word, people killed, incidents.

use super::super::phrases::{Wording, look};
use super::{Canvas, INK, Picture, RULE, SOFT, WIDTH, month_name, range};
use crate::model::{Brief, MonthMark};

/// At most so many months, the last ones.
const MONTHS: usize = 12;
const ROW: f64 = 24.0;
const TOP: f64 = 30.0;
/// Where the columns begin.
const COLUMNS: [f64; 5] = [8.0, 176.0, 200.0, 500.0, 690.0];

pub(super) fn picture(brief: &Brief, words: &Wording, verdict: &dyn Fn(&str) -> String) -> Option<Picture> {
    let months = &brief.months[brief.months.len().saturating_sub(MONTHS)..];
    if months.is_empty() {
        return None;
    }
    let title = words.page("verdicts_title");
    let mut canvas = Canvas::new("verdicts", title, title, TOP + ROW * months.len() as f64 + 4.0);
    let [month, mark, word, killed, incidents] = COLUMNS;
    let headings = [
        (month, "start", "month"),
        (mark, "start", "verdict"),
        (killed, "end", "killed"),
        (incidents, "end", "incidents"),
    ];
    headings.into_iter().for_each(|(x, anchor, key)| canvas.text((x, 17.0), anchor, SOFT, words.page(key)));
    for (n, m) in months.iter().rev().enumerate() {
        let y = TOP + ROW * n as f64;
        canvas.line(&format!("M0 {y:.1}H{WIDTH}"), RULE, 1.0);
        let base = y + 17.0;
        canvas.text((month, base), "start", INK, &month_name(&m.month, words));
        canvas.text((mark, base), "start", INK, look(&words.arrow, &m.verdict));
        canvas.text((word, base), "start", INK, &verdict(&m.verdict));
        canvas.text((killed, base), "end", INK, &range(m));
        canvas.text((incidents, base), "end", INK, &m.incidents.to_string());
    }
    let row = |m: &MonthMark| {
        format!("{}: {}, {}, {}", month_name(&m.month, words), verdict(&m.verdict), range(m), m.incidents)
    };
    let text = months.iter().rev().map(row).collect::<Vec<_>>().join("; ");
    Some(canvas.done("verdicts", title, title, text))
}
