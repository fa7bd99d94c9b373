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
        &[
            ("verdict", label(receipt.verdict.key())),
            ("month", month_name(month, lang, data)),
            ("reason", label(&receipt.reason)),
        ],
    )];
    out.push(fill(
        &label("inputs_line"),
        &[
            ("incidents", inputs.incidents.to_string()),
            ("mean", mean(inputs.incidents_mean, lang)),
            ("killed", inputs.killed.to_string()),
            ("killed_mean", mean(inputs.killed_mean, lang)),
            ("documents", inputs.documents.to_string()),
            ("documents_base", inputs.documents_base.to_string()),
            ("rule", format!("{} {}", receipt.rule.name, receipt.rule.version)),
        ],
    ));
    out.extend(receipt.flip.iter().map(|f| flip_line(f, lang, data)));
    out.extend(alert_line(&assessment.alerts, lang, data));
    out
}

/// What is likely, in lines: warnings with their reasons, and the numbers of the month ahead.
pub fn outlook_lines(assessment: &Assessment, lang: Lang, data: &Data) -> Vec<String> {
    let label = |key: &str| data.verdicts.label(lang, key).to_string();
    let outlook = &assessment.outlook;
    let signs = [
        ("conflict_risk_alert", &outlook.conflict_risk_alert),
        ("resolution_opportunity", &outlook.resolution_opportunity),
    ];
    let sign = |(key, sign): (&str, &Option<super::Sign>)| {
        sign.as_ref().map(|s| format!("{}: {}", label(key), label(&s.reason)))
    };
    let ahead = outlook.forecast.first().map(|a| {
        let values = [
            ("month", month_name(&a.month, lang, data)),
            ("low", a.killed.p25.to_string()),
            ("high", a.killed.p75.to_string()),
            ("most", a.killed.p95.to_string()),
            ("chance", format!("{:.0}", a.chance_of_more * 100.0)),
        ];
        fill(&label("ahead_line"), &values)
    });
    signs.into_iter().filter_map(sign).chain(ahead).collect()
}

fn month_name(month: &str, lang: Lang, data: &Data) -> String {
    crate::publish::month_name(month, lang, data)
}

/// A mean as people write it: no idle zero, and the mark of the language.
fn mean(n: f64, lang: Lang) -> String {
    let text = format!("{n:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if lang == Lang::Fr { text.replace('.', ",") } else { text.to_string() }
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

/// A pattern with values in the place of their names in braces; `{n|report|reports}` becomes the number with the
/// word that agrees with it. Below two is one in French; "0 reports" is plural in English, as its files say.
pub fn fill(pattern: &str, values: &[(&str, String)]) -> String {
    values
        .iter()
        .fold(pattern.to_string(), |text, (key, value)| counted(text, key, value).replace(&format!("{{{key}}}"), value))
}

fn counted(text: String, key: &str, value: &str) -> String {
    let open = format!("{{{key}|");
    let Some((before, after)) = text.split_once(&open) else { return text };
    let Some((forms, rest)) = after.split_once('}') else { return text };
    let mut forms = forms.split('|');
    let (one, more) = (forms.next().unwrap_or(""), forms.next().unwrap_or(""));
    // A third form, if there is one, is that of zero.
    let none = forms.next().unwrap_or(more);
    let number: f64 = value.replace(',', ".").parse().unwrap_or(2.0);
    let is_one = number == 1.0 || (number < 2.0 && none == one);
    let word = if number == 0.0 {
        none
    } else if is_one {
        one
    } else {
        more
    };
    counted(format!("{before}{value} {word}{rest}"), key, value)
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
        let second =
            "0 violent incidents against a mean of 0 before; 0 people killed against 0; 0 reports, 0 before (rule:  ).";
        check(receipt.clone(), Lang::En, &["Deteriorated in July 2025: large change", second]);
        let french =
            "0 incident violent contre 0 en moyenne auparavant ; 0 tué contre 0 ; 0 article, 0 auparavant (règle :  ).";
        check(receipt, Lang::Fr, &["Dégradation en juillet 2025 : forte variation", french]);
    }

    #[test]
    fn words_agree_with_their_numbers() {
        let say = |pattern: &str, n: &str| fill(pattern, &[("n", n.to_string())]);
        assert_eq!(say("{n|report|reports}, {n}", "1"), "1 report, 1");
        assert_eq!(say("{n|report|reports}", "0"), "0 reports");
        assert_eq!(say("{n|tué|tués|tué}", "0"), "0 tué");
        assert_eq!(say("{n|tué|tués|tué}", "1,5"), "1,5 tué");
        assert_eq!(say("{n|report|reports}", "1.5"), "1.5 reports");
    }

    #[test]
    fn without_a_month_there_is_no_verdict() {
        check(Receipt::default(), Lang::Fr, &[]);
    }
}
