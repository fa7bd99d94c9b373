//! An assessment to read, every figure down to its incidents. Its words stand in `data/verdicts`.

use super::lines::{fill, lines};
use super::{Ahead, Alert, Assessment, Mover, Sign, Volume};
use crate::data::Data;
use crate::model::{Incident, Lang, Resolution};
use std::collections::{BTreeMap, BTreeSet};

/// The assessment as Markdown.
pub fn markdown(made: &Assessment, resolution: &Resolution, lang: Lang, data: &Data) -> String {
    let incidents = resolution.incidents.iter().map(|i| (i.id.as_str(), i)).collect();
    let page = Page { made, incidents, lang, data };
    let sections = [
        page.head(),
        page.movers(),
        page.alerts(),
        page.outlook(),
        page.hotspots(),
        page.threads(),
        page.indicators(),
        page.left_out(),
        page.coverage(),
    ];
    sections.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("\n")
}

struct Page<'a> {
    made: &'a Assessment,
    incidents: BTreeMap<&'a str, &'a Incident>,
    lang: Lang,
    data: &'a Data,
}

impl Page<'_> {
    fn label(&self, key: &str) -> String {
        self.data.verdicts.label(self.lang, key).to_string()
    }

    fn fill(&self, key: &str, values: &[(&str, String)]) -> String {
        fill(&self.label(key), values)
    }

    /// A heading and a table of cells split by bars; nothing if there are no rows.
    fn table(&self, title: &str, heading: &str, rows: Vec<Vec<String>>) -> String {
        if rows.is_empty() {
            return String::new();
        }
        let heading = self.label(heading);
        let rule = vec!["---"; heading.split('|').count()].join(" | ");
        let cell = |c: &String| c.replace('|', "/").replace('\n', " ");
        let rows: String =
            rows.iter().map(|r| format!("| {} |\n", r.iter().map(cell).collect::<Vec<_>>().join(" | "))).collect();
        format!("## {}\n\n| {heading} |\n| {rule} |\n{rows}", self.label(title))
    }

    fn head(&self) -> String {
        let receipt = &self.made.receipt;
        let area = self.made.area.clone().unwrap_or_else(|| self.label("everywhere"));
        let verdict = self.label(self.made.standing().key());
        let month = receipt.month.clone().unwrap_or_default();
        let mut text =
            format!("# {}\n\n", self.fill("title", &[("area", area), ("month", month), ("verdict", verdict)]));
        if let Some(ruling) = &self.made.overruled {
            let by = ruling.by.clone().unwrap_or_else(|| self.label("somebody"));
            let verdict = self.label(ruling.verdict.key());
            text += &self.fill("overruled", &[("verdict", verdict), ("by", by), ("reason", ruling.reason.clone())]);
            text += "\n\n";
        }
        text + &lines(self.made, self.lang, self.data).iter().map(|l| format!("{l}\n\n")).collect::<String>()
    }

    fn movers(&self) -> String {
        let row = |mover: &Mover| {
            let incident = self.incidents.get(mover.incident.as_str())?;
            let event = &incident.shown;
            let reports: BTreeSet<&String> = incident.events.iter().map(|(doc, _)| doc).collect();
            let killed = super::toll::killed(incident);
            Some(vec![
                format!("{:.0} %", mover.share * 100.0),
                event.date_from.map(|d| d.to_string()).unwrap_or_default(),
                event.place.clone().unwrap_or_default(),
                event.sub_type.clone(),
                if killed.low == killed.high {
                    killed.best.to_string()
                } else {
                    format!("{}–{}", killed.low, killed.high)
                },
                reports.len().to_string(),
                mover.incident.clone(),
            ])
        };
        let rows = self.made.receipt.movers.iter().filter_map(row).collect();
        self.table("movers", "movers_heading", rows)
    }

    fn left_out(&self) -> String {
        let line = |l: &super::LeftOut| format!("- {}: {}\n", self.label(&l.why), l.incidents.join(", "));
        let lines: String = self.made.receipt.left_out.iter().map(line).collect();
        if lines.is_empty() { lines } else { format!("## {}\n\n{lines}", self.label("left_out")) }
    }

    fn coverage(&self) -> String {
        let c = &self.made.receipt.coverage;
        if c.complete {
            return format!("## {}\n\n{}\n", self.label("coverage"), self.label("coverage_complete"));
        }
        let values = [
            ("documents", c.documents.to_string()),
            ("sources", c.sources.to_string()),
            ("mean", format!("{:.1}", c.documents_mean)),
            ("heard", format!("{:.0}", c.heard * 100.0)),
        ];
        let of = |key: &'static str| {
            move |v: &Volume| {
                let number = [("documents", v.documents.to_string()), ("expected", format!("{:.1}", v.expected))];
                self.fill(key, &[&[("source", v.source.clone())], &number[..]].concat()) + "\n"
            }
        };
        let told: String =
            c.silent.iter().map(of("silent_line")).chain(c.flooding.iter().map(of("flood_line"))).collect();
        format!("## {}\n\n{}\n{told}", self.label("coverage"), self.fill("coverage_line", &values))
    }

    fn outlook(&self) -> String {
        let outlook = &self.made.outlook;
        let sign = |key: &str, sign: &Option<Sign>| {
            let told = sign
                .as_ref()
                .map(|s| format!("{}: {} ({})\n\n", self.label(key), self.label(&s.reason), s.incidents.join(", ")));
            told.unwrap_or_default()
        };
        let row = |a: &Ahead| {
            vec![
                a.month.clone(),
                format!("{}–{}", a.killed.p25, a.killed.p75),
                a.killed.p95.to_string(),
                format!("{}–{}", a.incidents.p25, a.incidents.p75),
                format!("{:.0} %", a.chance_of_more * 100.0),
            ]
        };
        let signs = sign("conflict_risk_alert", &outlook.conflict_risk_alert)
            + &sign("resolution_opportunity", &outlook.resolution_opportunity);
        let table = self.table("outlook", "forecast_heading", outlook.forecast.iter().map(row).collect());
        table.replacen("\n\n", &format!("\n\n{signs}"), 1)
    }

    fn hotspots(&self) -> String {
        let row = |h: &super::Hotspot| {
            let numbers = [format!("{:.1}", h.weight), format!("{:.1}", h.before), self.label(&h.state)];
            [vec![h.cell.clone(), h.places.join(", ")], numbers.to_vec()].concat()
        };
        self.table("hotspots", "hotspots_heading", self.made.hotspots.iter().map(row).collect())
    }

    fn threads(&self) -> String {
        let name = |iso: &String| {
            self.data
                .places
                .country(iso)
                .map_or(iso.clone(), |c| if self.lang == Lang::Fr { c.fr.clone() } else { c.name.clone() })
        };
        let line = |t: &super::Thread| {
            let countries = t.countries.iter().map(name).collect::<Vec<_>>().join(", ");
            let values = [
                ("who", t.who.clone()),
                ("countries", countries),
                ("incidents", (t.here.len() + t.there.len()).to_string()),
            ];
            format!("- {}\n", self.fill("thread_line", &values))
        };
        let lines: String = self.made.threads.iter().map(line).collect();
        if lines.is_empty() { lines } else { format!("## {}\n\n{lines}", self.label("threads")) }
    }

    fn indicators(&self) -> String {
        let row = |s: &super::Series| {
            let last = s.values.last()?;
            let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
            let value = if last.low == last.high {
                number(last.low)
            } else {
                format!("{}–{}", number(last.low), number(last.high))
            };
            let (as_of, old) = (last.as_of.map(|d| d.to_string()), s.days_old.map(|d| d.to_string()));
            let cells =
                [s.indicator.clone(), s.of.clone(), s.area.clone().unwrap_or_default(), format!("{value} {}", s.unit)];
            Some([&cells[..], &[as_of, old, last.said_by.clone()].map(Option::unwrap_or_default)].concat())
        };
        self.table("indicators", "indicators_heading", self.made.indicators.iter().filter_map(row).collect())
    }

    fn alerts(&self) -> String {
        let word = |v: serde_json::Result<serde_json::Value>| {
            v.ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
        };
        let row = |a: &Alert| {
            let actor = a.actor.as_ref().map_or_else(String::new, |actor| format!(" ({actor})"));
            vec![
                a.date.map(|d| d.to_string()).unwrap_or_default(),
                self.label(&a.kind) + &actor,
                word(serde_json::to_value(a.severity)),
                word(serde_json::to_value(a.confidence)),
                a.places.join(", "),
                a.killed.best.to_string(),
            ]
        };
        self.table("alerts", "alerts_heading", self.made.alerts.iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::Verdict;
    use crate::assess::testing::assessed;

    #[test]
    fn a_page_says_verdict_ruling_and_coverage_in_both_languages() {
        let told: [&[&str]; 1] = [&["Attack|2025-06-20|Tarada|JNIM|Civilians|killed 9"]];
        let made =
            assessed(&told, None, None).overruled(Verdict::Deteriorated, "the roads are cut", Some("ana")).unwrap();
        let page = |lang| markdown(&made, &Resolution::default(), lang, Data::bundled());
        let (en, fr) = (page(Lang::En), page(Lang::Fr));
        assert!(en.starts_with("# MLI, 2025-06: Deteriorated\n\nRuled otherwise: Deteriorated, by ana. Reason: the roads are cut\n\nInsufficient reporting"), "{en}");
        assert!(fr.contains("Dégradation, par ana") && fr.contains("## Qui a été entendu"), "{fr}");
        assert!(!en.contains('{') && !fr.contains('{'));
    }

    #[test]
    fn a_ruling_without_a_reason_is_none() {
        assert_eq!(assessed(&[], None, None).overruled(Verdict::Improved, "  ", None), None);
    }
}
