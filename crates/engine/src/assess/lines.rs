//! An assessment in a few lines for the head of a brief: verdict, figures, what would flip it, alerts.

use super::{Alert, Assessment, Flip};
use crate::data::Data;
use crate::model::Lang;

/// The lines, the verdict first. Their words stand in `data/verdicts`.
pub fn lines(assessment: &Assessment, lang: Lang, data: &Data) -> Vec<String> {
    let receipt = &assessment.receipt;
    let Some(month) = &receipt.month else { return Vec::new() };
    let label = |key: &str| data.verdicts.label(lang, key).to_string();
    let inputs = &receipt.inputs;
    let mut out = vec![fill(
        &label("verdict_line"),
        &[("verdict", label(receipt.verdict.key())), ("month", month.clone()), ("reason", label(&receipt.reason))],
    )];
    out.push(fill(
        &label("inputs_line"),
        &[
            ("incidents", inputs.incidents.to_string()),
            ("mean", format!("{:.1}", inputs.incidents_mean)),
            ("killed", inputs.killed.to_string()),
            ("killed_mean", format!("{:.1}", inputs.killed_mean)),
            ("documents", inputs.documents.to_string()),
            ("documents_base", inputs.documents_base.to_string()),
            ("rule", format!("{} {}", receipt.rule.name, receipt.rule.version)),
        ],
    ));
    out.extend(receipt.flip.iter().map(|f| flip_line(f, lang, data)));
    out.extend(alert_line(&assessment.alerts, lang, data));
    out
}

fn flip_line(flip: &Flip, lang: Lang, data: &Data) -> String {
    let label = |key: &str| data.verdicts.label(lang, key).to_string();
    if let Some((now, before)) = flip.documents {
        return fill(&label("flip_reports"), &[("documents", now.to_string()), ("documents_base", before.to_string())]);
    }
    let key = match (flip.incidents, flip.killed) {
        (Some(_), Some(_)) => "flip_both",
        (None, Some(_)) => "flip_killed",
        _ => "flip_incidents",
    };
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let verdict = flip.verdict.map(|v| label(v.key())).unwrap_or_default();
    let incidents = number(flip.incidents.map(|n| n as u64));
    fill(&label(key), &[("verdict", verdict), ("incidents", incidents), ("killed", number(flip.killed))])
}

/// Kinds of alerts with how often each was raised.
fn alert_line(alerts: &[Alert], lang: Lang, data: &Data) -> Option<String> {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for alert in alerts {
        match kinds.iter_mut().find(|(k, _)| *k == alert.kind) {
            Some((_, n)) => *n += 1,
            None => kinds.push((&alert.kind, 1)),
        }
    }
    let words: Vec<String> = kinds.iter().map(|(k, n)| format!("{} ({n})", data.verdicts.label(lang, k))).collect();
    (!words.is_empty()).then(|| fill(data.verdicts.label(lang, "alerts_line"), &[("alerts", words.join(" · "))]))
}

/// A pattern with values in the place of their names in braces.
pub fn fill(pattern: &str, values: &[(&str, String)]) -> String {
    values.iter().fold(pattern.to_string(), |text, (key, value)| text.replace(&format!("{{{key}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Receipt, Verdict};

    fn check(receipt: Receipt, lang: Lang, expect: &[&str]) {
        let assessment = Assessment { receipt, ..Assessment::default() };
        assert_eq!(lines(&assessment, lang, Data::bundled()), expect);
    }

    #[test]
    fn a_verdict_says_its_rule_and_its_figures() {
        let receipt = Receipt {
            month: Some("2025-07".into()),
            verdict: Verdict::Deteriorated,
            reason: "large".into(),
            ..Receipt::default()
        };
        let second = "0 violent incidents against a mean of 0.0 before; 0 people killed against 0.0; 0 reports, 0 before (rule:  ).";
        check(receipt, Lang::En, &["Deteriorated in 2025-07: large change", second]);
    }

    #[test]
    fn without_a_month_there_is_no_verdict() {
        check(Receipt::default(), Lang::Fr, &[]);
    }
}
