//! An assessment as the situation page shows it: every figure a link to the incidents it counts.

use super::asked::Asked;
use super::ctx::Ctx;
use super::rows::{Row, row};
use std::collections::BTreeMap;
use vigie_engine::assess::forecast::Scored;
use vigie_engine::assess::{Ahead, Assessment, Flip, Hotspot, Sign, Volume, fill};
use vigie_engine::model::Incident;

/// The verdict with its receipt.
pub struct Verdict {
    /// Its key.
    pub key: &'static str,
    /// A mark that is told apart without colour.
    pub mark: String,
    /// Its word.
    pub word: String,
    /// What a person ruled otherwise.
    pub ruling: Option<String>,
    /// The reason.
    pub why: String,
    /// The figures it rests on.
    pub figures: Vec<Figure>,
    /// The rule, by name.
    pub rule: String,
    /// What would make it another.
    pub flips: Vec<String>,
    /// What moved it.
    pub movers: Vec<Mover>,
    /// Who was heard.
    pub coverage: Vec<String>,
    /// What the figures leave out.
    pub left_out: Vec<(String, Vec<String>)>,
    /// Warnings on the months ahead.
    pub signs: Vec<String>,
    /// The months ahead.
    pub ahead: Vec<Ahead>,
    /// What such forecasts were worth in the past.
    pub scored: Vec<(String, &'static Scored)>,
}

/// A figure, and what it is compared with.
pub struct Figure {
    /// What it counts.
    pub name: String,
    /// The number.
    pub value: String,
    /// What it was before.
    pub base: String,
    /// The incidents behind it.
    pub address: String,
}

/// An incident that moved the verdict.
pub struct Mover {
    /// By how much.
    pub share: String,
    /// The incident.
    pub row: Row,
}

/// An alert in a line.
pub struct Alert {
    /// What.
    pub what: String,
    /// Where, when, how many.
    pub about: String,
    /// `high`, `medium` or `low`.
    pub severity: String,
    /// How sure.
    pub confidence: String,
    /// The incidents it rests on.
    pub incidents: Vec<String>,
    /// The first of them.
    pub address: String,
}

/// A hotspot in a line.
pub struct Hot {
    /// The places in it.
    pub places: String,
    /// Emerging, standing or fading.
    pub state: String,
    /// The first of its incidents.
    pub address: String,
}

/// The verdict of an assessment.
pub fn verdict(made: &Assessment, movers: &BTreeMap<String, Incident>, asked: &Asked, c: &Ctx) -> Verdict {
    let receipt = &made.receipt;
    let key = made.standing().key();
    let ruling = made.overruled.as_ref().map(|o| {
        let by = o.by.clone().unwrap_or_else(|| c.label("somebody"));
        fill(&c.label("overruled"), &[("verdict", c.label(o.verdict.key())), ("by", by), ("reason", o.reason.clone())])
    });
    let moved = |m: &vigie_engine::assess::Mover| {
        Some(Mover { share: c.percent(&m.share), row: row(movers.get(&m.incident)?, false, c) })
    };
    let rule = format!("{} {}", receipt.rule.name, receipt.rule.version);
    let months = receipt.inputs.base.iter().map(|m| c.month(m)).collect::<Vec<_>>().join(", ");
    Verdict {
        key,
        mark: c.label(&format!("mark_{key}")),
        word: c.label(key),
        ruling,
        why: c.label(&receipt.reason),
        figures: figures(made, asked, c),
        rule: c.w.fill("receipt.rule", &[("rule", &rule), ("source", &receipt.rule.source), ("months", &months)]),
        flips: receipt.flip.iter().map(|f| flip(f, c)).collect(),
        movers: receipt.movers.iter().filter_map(moved).collect(),
        coverage: coverage(made, c),
        left_out: receipt.left_out.iter().map(|l| (c.label(&l.why), l.incidents.clone())).collect(),
        signs: signs(made, c),
        ahead: made.outlook.forecast.clone(),
        scored: c.data.verdicts.forecast.iter().flat_map(|rule| &rule.scored).map(|s| worth(s, c)).collect(),
    }
}

fn worth(scored: &'static Scored, c: &Ctx) -> (String, &'static Scored) {
    (c.t(&format!("past.{}", scored.of)).to_string(), scored)
}

fn figures(made: &Assessment, asked: &Asked, c: &Ctx) -> Vec<Figure> {
    let inputs = &made.receipt.inputs;
    let change = |percent: Option<f64>, mean: f64| {
        let base = c.with("receipt.mean", "n", c.d(&mean));
        percent
            .map_or(base.clone(), |p| format!("{base}, {}{}", if p > 0.0 { "+" } else { "" }, c.percent(&(p / 100.0))))
    };
    let incidents = asked.to("type", "");
    vec![
        Figure {
            name: c.t("receipt.violent").into(),
            value: c.n(inputs.incidents),
            base: change(inputs.incidents_change, inputs.incidents_mean),
            address: format!("{incidents}#incidents"),
        },
        Figure {
            name: c.t("series.killed").into(),
            value: c.n(inputs.killed),
            base: change(inputs.killed_change, inputs.killed_mean),
            address: format!("{}#incidents", asked.to("killed", "1")),
        },
        Figure {
            name: c.t("receipt.reports").into(),
            value: c.n(inputs.documents),
            base: c.two("receipt.before", "n", c.n(inputs.documents_base), "sources", made.receipt.coverage.sources),
            address: "#receipt".into(),
        },
    ]
}

fn flip(flip: &Flip, c: &Ctx) -> String {
    if let Some((now, before)) = flip.documents {
        return fill(
            &c.label("flip_reports"),
            &[("documents", now.to_string()), ("documents_base", before.to_string())],
        );
    }
    let key = match (flip.incidents, flip.killed) {
        (Some(_), Some(_)) => "flip_both",
        (None, Some(_)) => "flip_killed",
        _ => "flip_incidents",
    };
    let verdict = flip.verdict.map(|v| c.label(v.key())).unwrap_or_default();
    let incidents = flip.incidents.map(|n| c.n(n)).unwrap_or_default();
    let killed = flip.killed.map(|n| c.n(n)).unwrap_or_default();
    fill(&c.label(key), &[("verdict", verdict), ("incidents", incidents), ("killed", killed)])
}

fn coverage(made: &Assessment, c: &Ctx) -> Vec<String> {
    let coverage = &made.receipt.coverage;
    if coverage.complete {
        return vec![c.label("coverage_complete")];
    }
    let values = [
        ("documents", coverage.documents.to_string()),
        ("sources", coverage.sources.to_string()),
        ("mean", c.d(&coverage.documents_mean)),
        ("heard", format!("{:.0}", coverage.heard * 100.0)),
    ];
    let line = |key: &str, v: &Volume| {
        let values =
            [("source", v.source.clone()), ("documents", v.documents.to_string()), ("expected", c.d(&v.expected))];
        fill(&c.label(key), &values)
    };
    let silent = coverage.silent.iter().map(|v| line("silent_line", v));
    let flooding = coverage.flooding.iter().map(|v| line("flood_line", v));
    std::iter::once(fill(&c.label("coverage_line"), &values)).chain(silent).chain(flooding).collect()
}

fn signs(made: &Assessment, c: &Ctx) -> Vec<String> {
    let line =
        |key: &str, sign: &Option<Sign>| sign.as_ref().map(|s| format!("{}: {}", c.label(key), c.label(&s.reason)));
    let outlook = &made.outlook;
    let risk = line("conflict_risk_alert", &outlook.conflict_risk_alert);
    risk.into_iter().chain(line("resolution_opportunity", &outlook.resolution_opportunity)).collect()
}

/// The alerts of an assessment, gravest and newest first.
pub fn alerts(made: &Assessment, c: &Ctx) -> Vec<Alert> {
    let mut all: Vec<&vigie_engine::assess::Alert> = made.alerts.iter().collect();
    all.sort_by_key(|a| std::cmp::Reverse((a.severity, a.date)));
    all.into_iter().map(|a| alert(a, c)).collect()
}

/// One alert.
pub fn alert(alert: &vigie_engine::assess::Alert, c: &Ctx) -> Alert {
    let places: Vec<&str> = alert.places.iter().map(|p| c.place(p)).collect();
    let day = alert.date.map(|d| c.day(&d.to_string())).unwrap_or_default();
    let killed =
        (alert.killed.best > 0).then(|| c.with("count.killed", "n", c.range(alert.killed.low, alert.killed.high)));
    let about = [Some(day), Some(places.join(", ")), killed];
    let about: Vec<String> = about.into_iter().flatten().filter(|t| !t.is_empty()).collect();
    let actor = alert.actor.as_ref().map_or_else(String::new, |a| format!(" ({})", c.actor(a)));
    let key = |v: serde_json::Value| v.as_str().unwrap_or("").to_string();
    let address = match (&alert.campaign, alert.incidents.first()) {
        (Some(campaign), _) => format!("/campaigns/{campaign}"),
        (None, Some(incident)) => format!("/incidents/{incident}"),
        _ => "/alerts".into(),
    };
    Alert {
        what: c.label(&alert.kind) + &actor,
        about: about.join(" · "),
        severity: key(serde_json::to_value(alert.severity).unwrap_or_default()),
        confidence: key(serde_json::to_value(alert.confidence).unwrap_or_default()),
        incidents: alert.incidents.clone(),
        address,
    }
}

/// The hotspots of an assessment, heaviest first.
pub fn hotspots(made: &Assessment, asked: &Asked, c: &Ctx) -> Vec<Hot> {
    let hot = |h: &Hotspot| Hot {
        places: h.places.iter().map(|p| c.place(p)).collect::<Vec<_>>().join(", "),
        state: c.label(&h.state),
        address: h.places.first().map_or_else(String::new, |p| asked.to("place", p)) + "#incidents",
    };
    made.hotspots.iter().filter(|h| !h.places.is_empty()).map(hot).collect()
}
