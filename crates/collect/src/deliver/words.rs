//! The words of what is sent, from the data of each language.

use super::message::{Link, Message};
use super::wants::What;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use toml::{Table, Value};
use vigie_engine::assess::{Alert, Range, killed};
use vigie_engine::data::{Data, Files};
use vigie_engine::model::{Incident, Lang, Severity};
use vigie_store::Changed;

/// The words of a language.
pub struct Words {
    own: BTreeMap<String, String>,
    sub_types: BTreeMap<String, String>,
    lang: Lang,
}

/// The words of a language; the data are those that ship with the program.
pub fn words(lang: Lang) -> &'static Words {
    static ALL: OnceLock<BTreeMap<&'static str, Words>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let files = Files::bundled();
        Lang::ALL.map(|lang| (lang.code(), Words::load(lang, &files))).into_iter().collect()
    });
    &all[lang.code()]
}

impl Words {
    fn load(lang: Lang, files: &Files) -> Self {
        let table =
            |path: String| files.get(&path).and_then(|f| toml::from_str::<Table>(&f.text).ok()).unwrap_or_default();
        let own = table(format!("deliver/{}.toml", lang.code()));
        let own = own.into_iter().filter_map(|(key, value)| Some((key, value.as_str()?.to_string()))).collect();
        let brief = table(format!("lang/{}/brief.toml", lang.code()));
        let label = |(name, entry): (&String, &Value)| Some((name.clone(), entry.get("label")?.as_str()?.to_string()));
        let sub_types =
            brief.get("sub_type").and_then(Value::as_table).into_iter().flatten().filter_map(label).collect();
        Self { own, sub_types, lang }
    }

    /// A sentence with its names filled in; the key itself if there is none.
    pub fn say(&self, key: &str, names: &[(&str, &str)]) -> String {
        let text = self.own.get(key).cloned().unwrap_or_else(|| key.to_string());
        names.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    fn sub_type<'a>(&'a self, incident: &'a Incident) -> &'a str {
        let name = &incident.shown.sub_type;
        self.sub_types.get(name).unwrap_or(name)
    }

    fn place(&self, incident: &Incident) -> String {
        let shown = &incident.shown;
        let names: Vec<&str> =
            [&shown.place, &shown.admin1, &shown.country].into_iter().flatten().map(String::as_str).collect();
        let place = match names.as_slice() {
            [] => self.say("unplaced", &[]),
            // The region is left out where it bears the name of the place.
            [a, b, rest @ ..] if a == b => [&[*a][..], rest].concat().join(", "),
            names => names.join(", "),
        };
        let day = shown.date_from.map_or_else(|| self.say("undated", &[]), |d| d.to_string());
        self.say("where", &[("place", &place), ("day", &day)])
    }

    fn killed(&self, range: Range) -> String {
        match (range.low, range.high) {
            (_, 0) => self.say("killed_none", &[]),
            (low, high) if low == high => self.say("killed_one", &[("n", &low.to_string())]),
            (low, high) => self.say("killed_range", &[("low", &low.to_string()), ("high", &high.to_string())]),
        }
    }

    fn reports(&self, incident: &Incident) -> String {
        let mut reports: Vec<&str> = incident.events.iter().map(|(doc, _)| doc.as_str()).collect();
        reports.sort_unstable();
        reports.dedup();
        let key = if reports.len() == 1 { "reports_one" } else { "reports" };
        self.say(key, &[("n", &reports.len().to_string())])
    }

    /// What an incident tells, in a line.
    fn line(&self, incident: &Incident) -> String {
        [self.place(incident), self.killed(killed(incident)), self.reports(incident)].join("; ")
    }

    /// An alert.
    pub fn alert(&self, alert: &Alert, incidents: &[&Incident], links: Vec<Link>, data: &Data) -> Message {
        let rule = data.verdicts.alerts.iter().find(|r| r.kind == alert.kind);
        let label = rule.and_then(|r| r.labels.get(self.lang.code())).unwrap_or(&alert.kind);
        let places = if alert.places.is_empty() { String::new() } else { format!(", {}", alert.places.join(", ")) };
        let severity = self.say(severity(alert.severity), &[]);
        let mut lines = vec![self.say("severity", &[("severity", &severity)]), self.killed(alert.killed)];
        lines.extend(incidents.iter().map(|i| format!("{}: {}", self.sub_type(i), self.line(i))));
        Message {
            what: What::Alerts,
            title: self.say("alert", &[("label", &format!("{label}{places}"))]),
            lines,
            links,
            severity: Some(alert.severity),
            html: None,
            data: serde_json::to_value(alert).unwrap_or_default(),
        }
    }

    /// An incident that is new or told otherwise.
    pub fn change(&self, change: &Changed, links: Vec<Link>) -> Message {
        let now = &change.incident;
        let key = if change.new { "new" } else { "changed" };
        let mut lines = vec![self.line(now)];
        if let Some(before) = &change.before {
            lines.push(self.say("before", &[("what", &format!("{}: {}", self.sub_type(before), self.line(before)))]));
        }
        let shown = &now.shown;
        let data = serde_json::json!({
            "incident": now.id, "new": change.new, "type": shown.event_type, "sub_type": shown.sub_type,
            "country": shown.country, "admin1": shown.admin1, "place": shown.place, "date_from": shown.date_from,
            "date_to": shown.date_to, "killed": killed(now),
        });
        let title = self.say(key, &[("label", self.sub_type(now))]);
        let place = shown.place.as_deref().or(shown.admin1.as_deref()).or(shown.country.as_deref());
        let title = place.map_or_else(|| title.clone(), |place| format!("{title}, {place}"));
        Message { what: What::Changes, title, lines, links, severity: None, html: None, data }
    }
}

/// The word for how grave something is.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Low => "low",
        Severity::Medium => "medium",
        Severity::High => "high",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_words() {
        let keys = |lang: Lang| words(lang).own.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(Lang::En), keys(Lang::Fr));
        assert!(keys(Lang::En).len() > 15 && !words(Lang::Fr).sub_types.is_empty());
    }

    #[test]
    fn names_are_filled_in() {
        let said = words(Lang::Fr).say("where", &[("place", "Gao"), ("day", "2025-07-01")]);
        assert_eq!(said, "Gao, 2025-07-01");
        assert_eq!(words(Lang::En).killed(Range { low: 3, best: 4, high: 5 }), "3 to 5 killed");
    }
}
