//! Verdicts month by month, as each would have been given, in a table and in a picture.

use super::lines::fill;
use super::scope::Scope;
use super::{Outlook, Question, Range, Verdict, outlook, peak, series, verdict};
use crate::data::Data;
use crate::model::{Day, Document, Lang, Resolution};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// The verdict on one month of the past.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// `2014-01`.
    pub month: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Key of its reason.
    pub reason: String,
    /// Counted incidents.
    pub incidents: usize,
    /// People killed.
    pub killed: Range,
    /// Whether a Conflict Risk Alert was given for the month after.
    pub risk: bool,
    /// Whether a Resolution Opportunity was.
    pub opportunity: bool,
}

/// Judges every month of a period by nothing but what was before and in it. How it was reported is as known now.
pub fn by_month(resolution: &Resolution, documents: &[Document], question: &Question, data: &Data) -> Vec<Judged> {
    let scope = Scope::new(resolution, documents, &question.area, data);
    let day = |end: fn(&Scope) -> Option<Day>| end(&scope);
    let from = question.from.or_else(|| day(|s| s.all.first()?.shown.date_from));
    let to = question.to.or_else(|| day(|s| s.all.last()?.shown.date_from));
    let base = data.verdicts.trend.as_ref().map_or(0, |t| t.base_months);
    let early = from.map(|d| d.first_of_month().saturating_sub(jiff::Span::new().months(base as i64)));
    let months = series::series(&scope, early, to, base);
    let judged = (base..months.len()).map(|n| {
        let known = &months[..=n];
        let last = months[n].first().last_of_month();
        let receipt = verdict::receipt(&scope, known, question.complete);
        let Outlook { conflict_risk_alert, resolution_opportunity, .. } =
            outlook::outlook(&scope, &receipt, &peak::peak(&scope, last), last);
        Judged {
            month: months[n].month.clone(),
            verdict: receipt.verdict,
            reason: receipt.reason,
            incidents: months[n].counted,
            killed: months[n].fatalities,
            risk: conflict_risk_alert.is_some(),
            opportunity: resolution_opportunity.is_some(),
        }
    });
    judged.collect()
}

const WIDTH: f64 = 1000.0;
const LEFT: f64 = 46.0;
const HEIGHT: f64 = 220.0;

/// People killed by month over a strip of the verdicts, drawn to print and safe for the colour-blind.
pub fn picture(months: &[Judged], title: &str, lang: Lang, data: &Data) -> String {
    let label = |key: &str| data.verdicts.label(lang, key).to_string();
    let most = months.iter().map(|m| m.killed.best).max().unwrap_or(0).max(1);
    let step = (WIDTH - LEFT - 10.0) / months.len().max(1) as f64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} 330\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"{WIDTH}\" height=\"330\" fill=\"#fff\"/>\n<text x=\"{LEFT}\" y=\"18\" font-size=\"15\">{}</text>\n",
        escape(title)
    );
    for share in [0.5, 1.0] {
        let (y, n) = (30.0 + HEIGHT * (1.0 - share), (most as f64 * share).round());
        let _ = writeln!(
            out,
            "<path d=\"M{LEFT} {y}H{WIDTH}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{n}</text>",
            LEFT - 5.0,
            y + 4.0
        );
    }
    for (n, month) in months.iter().enumerate() {
        let x = LEFT + n as f64 * step;
        column(&mut out, month, x, step, most);
        if month.month.ends_with("-01") {
            let _ = writeln!(
                out,
                "<path d=\"M{x:.1} 250v34\" stroke=\"#999\"/><text x=\"{:.1}\" y=\"298\">{}</text>",
                x + 3.0,
                &month.month[..4]
            );
        }
    }
    let verdicts = [Verdict::Deteriorated, Verdict::Unchanged, Verdict::Improved, Verdict::InsufficientReporting];
    for (n, v) in verdicts.into_iter().enumerate() {
        let x = LEFT + n as f64 * 185.0;
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"308\" width=\"14\" height=\"12\" fill=\"{}\" stroke=\"#777\" stroke-width=\".5\"/><text x=\"{}\" y=\"318\">{}</text>",
            colour(v),
            x + 20.0,
            escape(&label(v.key()))
        );
    }
    let risk = escape(&label("conflict_risk_alert"));
    let x = LEFT + 745.0;
    let _ = writeln!(
        out,
        "<path d=\"M{x} 309h8l-4 8z\" fill=\"#000\"/><text x=\"{}\" y=\"318\">{risk}</text>\n</svg>",
        x + 14.0
    );
    out
}

fn column(out: &mut String, month: &Judged, x: f64, step: f64, most: u64) {
    let tall = HEIGHT * month.killed.best as f64 / most as f64;
    let told = format!("{}: {} ({}–{})", month.month, month.killed.best, month.killed.low, month.killed.high);
    let _ = writeln!(
        out,
        "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{tall:.1}\" fill=\"#555\"><title>{told}</title></rect>",
        30.0 + HEIGHT - tall,
        step * 0.8
    );
    let _ = writeln!(
        out,
        "<rect x=\"{x:.1}\" y=\"256\" width=\"{step:.1}\" height=\"16\" fill=\"{}\"/>",
        colour(month.verdict)
    );
    if month.risk {
        let _ = writeln!(out, "<path d=\"M{:.1} 275h6l-3 6z\" fill=\"#000\"/>", x + step / 2.0 - 3.0);
    }
}

fn colour(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Deteriorated => "#c8501e",
        Verdict::Improved => "#2b7fb8",
        Verdict::Unchanged => "#d5d5d5",
        Verdict::InsufficientReporting => "#fff",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A table with a row for each year: by month the mark of the verdict and the people killed.
pub fn table(months: &[Judged], lang: Lang, data: &Data) -> String {
    let label = |v: Verdict| data.verdicts.label(lang, v.key()).to_string();
    let mark = |v: Verdict| data.verdicts.label(lang, &format!("mark_{}", v.key())).to_string();
    let mut out = format!(
        "| {} |\n|{}\n",
        std::iter::once(String::new()).chain((1..=12).map(|m| format!("{m:02}"))).collect::<Vec<_>>().join(" | "),
        "---|".repeat(13)
    );
    let mut years: Vec<&str> = months.iter().filter_map(|m| m.month.get(..4)).collect();
    years.dedup();
    for year in years {
        let cell = |m: usize| {
            let found = months.iter().find(|j| j.month == format!("{year}-{m:02}"));
            found.map_or_else(String::new, |j| {
                format!("{} {}{}", mark(j.verdict), j.killed.best, if j.risk { " !" } else { "" })
            })
        };
        let _ = writeln!(out, "| {year} | {} |", (1..=12).map(cell).collect::<Vec<_>>().join(" | "));
    }
    let verdicts = [Verdict::Deteriorated, Verdict::Improved, Verdict::Unchanged, Verdict::InsufficientReporting];
    let key: Vec<String> = verdicts.into_iter().map(|v| format!("{} = {}", mark(v), label(v))).collect();
    out + &fill(
        "\n{key} · ! = {risk}\n",
        &[("key", key.join(" · ")), ("risk", data.verdicts.label(lang, "conflict_risk_alert").into())],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::count::Area;
    use crate::model::{Event, Incident, Precision};

    fn judged(complete: bool) -> Vec<Judged> {
        let incident = |(n, month): (usize, u8)| {
            let date_from = format!("2025-{month:02}-05").parse().ok();
            let shown =
                Event { event_type: "Battles".into(), date_from, date_precision: Precision::Day, ..Event::default() };
            Incident { id: format!("i{n}"), shown, ..Incident::default() }
        };
        let months = [1, 2, 3, 4].iter().flat_map(|m| std::iter::repeat_n(*m, if *m == 4 { 9 } else { 4 }));
        let resolution = Resolution { incidents: months.enumerate().map(incident).collect(), ..Resolution::default() };
        let to = "2025-05-31".parse().ok();
        by_month(
            &resolution,
            &[],
            &Question { area: Area::World, to, complete, ..Question::default() },
            Data::bundled(),
        )
    }

    #[test]
    fn each_month_is_judged_by_those_before_it() {
        let verdicts: Vec<_> = judged(true).into_iter().map(|m| (m.month, m.verdict)).collect();
        assert_eq!(
            verdicts[3..],
            [("2025-04".to_string(), Verdict::Deteriorated), ("2025-05".to_string(), Verdict::Improved)]
        );
        assert!(judged(false).iter().all(|m| m.verdict == Verdict::InsufficientReporting));
    }

    #[test]
    fn picture_and_table_tell_every_month() {
        let months = judged(true);
        let data = Data::bundled();
        let drawn = picture(&months, "A & B", Lang::En, data);
        assert_eq!(drawn.matches("<title>").count(), 5);
        assert!(drawn.contains("A &amp; B") && drawn.ends_with("</svg>\n"));
        let told = table(&months, Lang::En, data);
        assert!(told.contains("| 2025 | ") && told.contains("▲ = Deteriorated"), "{told}");
    }
}
