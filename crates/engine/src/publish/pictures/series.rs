//! People killed month by month: a bar for the shown number, a line from the lowest to the highest claims.

use super::super::phrases::Wording;
use super::super::say::digits;
use super::{ACCENT, Canvas, INK, Picture, RULE, SOFT, WIDTH, month_name};
use crate::model::{Brief, MonthMark};

/// At most so many months, the last ones.
const MONTHS: usize = 24;
const LEFT: f64 = 52.0;
const HIGH: f64 = 170.0;
const TOP: f64 = 22.0;

pub(super) fn picture(brief: &Brief, words: &Wording) -> Option<Picture> {
    let months = &brief.months[brief.months.len().saturating_sub(MONTHS)..];
    let most = months.iter().map(|m| m.high.max(m.best)).max().filter(|_| months.len() > 1)?.max(1);
    let (title, about) = (words.page("series_title"), words.page("series_desc"));
    let mut canvas = Canvas::new("series", title, about, TOP + HIGH + 40.0);
    let level = |n: u64| TOP + HIGH * (1.0 - n as f64 / most as f64);
    for n in [0, most / 2, most] {
        canvas.line(&format!("M{LEFT} {:.1}H{WIDTH}", level(n)), RULE, 1.0);
        canvas.text((LEFT - 6.0, level(n) + 4.0), "end", SOFT, &digits(n, words));
    }
    let step = (WIDTH - LEFT - 8.0) / months.len() as f64;
    for (n, month) in months.iter().enumerate() {
        let x = LEFT + 8.0 + step * n as f64;
        let y = level(month.best);
        let wide = step * 0.62;
        let rect = format!("x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{:.1}\"", level(0) - y);
        canvas.add(&format!("<rect {rect} fill=\"{ACCENT}\"/>"));
        let middle = x + wide / 2.0;
        canvas.line(&format!("M{middle:.1} {:.1}V{:.1}", level(month.high), level(month.low)), INK, 1.4);
        canvas.text((middle, level(month.high.max(month.best)) - 5.0), "middle", INK, &digits(month.best, words));
        canvas.text((middle, TOP + HIGH + 32.0), "middle", SOFT, &month.incidents.to_string());
        // Every name where there is room, else every third.
        if months.len() <= 12 || n % 3 == 0 {
            canvas.text((middle, TOP + HIGH + 16.0), "middle", INK, &short(&month.month));
        }
    }
    Some(canvas.done("series", title, about, text(months, words)))
}

/// "7/25" of `2025-07`.
fn short(month: &str) -> String {
    let parts = month.split_once('-').and_then(|(y, m)| Some((y.get(2..)?, m.trim_start_matches('0'))));
    parts.map_or_else(|| month.to_string(), |(year, month)| format!("{month}/{year}"))
}

fn text(months: &[MonthMark], words: &Wording) -> String {
    let one = |m: &MonthMark| format!("{}: {} ({}–{})", month_name(&m.month, words), m.best, m.low, m.high);
    months.iter().map(one).collect::<Vec<_>>().join("; ")
}
