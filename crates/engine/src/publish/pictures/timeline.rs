//! Incidents by day, a row for each theme; the larger a mark, the more incidents.

use super::super::phrases::Wording;
use super::super::say;
use super::{ACCENT, Canvas, INK, Picture, RULE, SOFT, WIDTH, month_name};
use crate::model::{Brief, Day, Moment};
use jiff::ToSpan;
use std::collections::BTreeSet;

/// Height of a row, and where the days begin.
const ROW: f64 = 46.0;
const LEFT: f64 = 14.0;
const TOP: f64 = 8.0;

pub(super) fn picture(brief: &Brief, words: &Wording) -> Option<Picture> {
    let days = brief.moments.iter().filter_map(|m| m.day);
    let (first, last) = (days.clone().min()?, days.max()?);
    let themes: BTreeSet<&str> = brief.moments.iter().map(|m| m.theme.as_str()).collect();
    let mut themes: Vec<&str> = themes.into_iter().collect();
    themes.sort_by_key(|t| std::cmp::Reverse(total(&brief.moments, t)));
    let (title, about) = (words.page("timeline_title"), words.page("timeline_desc"));
    let high = TOP + ROW * themes.len() as f64 + 26.0;
    let mut canvas = Canvas::new("timeline", title, about, high);
    let scale = Scale { first, days: f64::from((last - first).get_days().max(1)) };
    months(&mut canvas, &scale, last, high - 22.0, words);
    for (n, theme) in themes.iter().enumerate() {
        let y = TOP + ROW * n as f64;
        canvas.line(&format!("M{LEFT} {:.1}H{:.1}", y + 32.0, WIDTH - LEFT), RULE, 1.0);
        let heading = format!("{theme} · {}", total(&brief.moments, theme));
        canvas.text((LEFT, y + 12.0), "start", INK, &heading);
        brief.moments.iter().filter(|m| m.theme == *theme).for_each(|m| mark(&mut canvas, &scale, m, y + 32.0));
    }
    Some(canvas.done("timeline", title, about, text(brief, words)))
}

struct Scale {
    first: Day,
    days: f64,
}

impl Scale {
    fn x(&self, day: Day) -> f64 {
        let share = f64::from((day - self.first).get_days()) / self.days;
        LEFT + 8.0 + share * (WIDTH - 2.0 * LEFT - 16.0)
    }
}

fn total(moments: &[Moment], theme: &str) -> usize {
    moments.iter().filter(|m| m.theme == theme).map(|m| m.incidents).sum()
}

fn mark(canvas: &mut Canvas, scale: &Scale, moment: &Moment, y: f64) {
    let Some(day) = moment.day else { return };
    let r = (2.5 + 1.8 * (moment.incidents as f64).sqrt()).min(12.0);
    let at = format!("cx=\"{:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\"", scale.x(day));
    let told = super::escape(&format!("{day}: {}", moment.incidents));
    canvas.add(&format!(
        "<circle {at} fill=\"{ACCENT}\" fill-opacity=\".75\" stroke=\"#fff\"><title>{told}</title></circle>"
    ));
}

/// A tick at the first of each month that has room for its name.
fn months(canvas: &mut Canvas, scale: &Scale, last: Day, y: f64, words: &Wording) {
    let mut free = 0.0;
    let mut month = scale.first.first_of_month();
    while month <= last {
        let x = scale.x(month.max(scale.first));
        let name = month_name(&format!("{:04}-{:02}", month.year(), month.month()), words);
        let wide = name.chars().count() as f64 * 6.8;
        if x >= free && x + wide < WIDTH {
            canvas.line(&format!("M{x:.1} {TOP}V{y:.1}"), RULE, 0.7);
            canvas.text((x, y + 14.0), "start", SOFT, &name);
            free = x + wide + 12.0;
        }
        month = month.saturating_add(1.month());
    }
}

fn text(brief: &Brief, words: &Wording) -> String {
    let one = |m: &Moment| m.day.map(|d| format!("{}: {} ({})", say::day(d, words), m.incidents, m.theme));
    brief.moments.iter().filter_map(one).collect::<Vec<_>>().join("; ")
}
