//! What an address asks for: area, period and filters. Every view has an address that can be handed on.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;
use vigie_engine::model::Day;
use vigie_store::Search;

/// The parameters of an address that have a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked(BTreeMap<String, String>);

/// Incidents on a page of a list.
pub const PAGE: i64 = 50;

/// A ruling that was just kept.
#[derive(Clone, Copy, Debug)]
pub struct Ruled {
    /// Its number.
    pub num: i64,
    /// Whether what it changes is still to be seen.
    pub waits: bool,
}

impl Asked {
    /// Those of a query; of a parameter given twice the last one counts, and empty ones are none.
    pub fn parse(query: &str) -> Self {
        let kept = form_urlencoded::parse(query.as_bytes()).map(|(k, v)| (k.into_owned(), v.trim().to_string()));
        Self(kept.filter(|(k, v)| !v.is_empty() && v.len() < 2000 && k != "lang").collect())
    }

    /// A parameter.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// A parameter, or nothing.
    pub fn text(&self, key: &str) -> &str {
        self.get(key).unwrap_or("")
    }

    /// Whether a parameter has this value.
    pub fn is(&self, key: &str, value: &str) -> bool {
        self.get(key) == Some(value)
    }

    /// A number.
    pub fn number(&self, key: &str) -> Option<i64> {
        self.get(key)?.parse().ok()
    }

    /// The ruling that led here.
    pub fn ruled(&self) -> Option<Ruled> {
        Some(Ruled { num: self.number("done")?, waits: self.get("waits").is_some() })
    }

    /// A day, or the first (the last) of a month.
    pub fn day(&self, key: &str, last: bool) -> Option<Day> {
        let text = self.get(key)?;
        if text.len() == 7 {
            let first: Day = format!("{text}-01").parse().ok()?;
            return Some(if last { first.last_of_month() } else { first });
        }
        text.parse().ok()
    }

    /// The same with one parameter another; nothing takes it away. Whatever changes leads to the first page.
    pub fn set(&self, key: &str, value: Option<&str>) -> Self {
        let mut all = self.0.clone();
        all.remove("page");
        match value {
            Some(value) => all.insert(key.into(), value.into()),
            None => all.remove(key),
        };
        Self(all)
    }

    /// As the end of an address: `?area=MLI&month=2025-07`, or nothing.
    pub fn address(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    /// The address with one parameter another.
    pub fn to(&self, key: &str, value: &str) -> String {
        self.set(key, Some(value).filter(|v| !v.is_empty())).address()
    }

    /// The same on a page of the list.
    pub fn paged(&self, page: &str) -> Self {
        let mut all = self.0.clone();
        all.insert("page".into(), page.into());
        Self(all)
    }

    /// The address of a page of the list.
    pub fn page_address(&self, page: i64) -> String {
        format!("{}#incidents", self.paged(&page.to_string()).address())
    }

    /// Which page of a list, from 1.
    pub fn page(&self) -> i64 {
        self.number("page").unwrap_or(1).clamp(1, 100_000)
    }

    /// Whether anything but area, period and page is asked for.
    pub fn filtered(&self) -> bool {
        let plain = ["area", "month", "from", "to", "page", "view"];
        self.0.keys().any(|k| !plain.contains(&k.as_str()))
    }

    /// What is looked for, within a period.
    pub fn search(&self, period: Option<(Day, Day)>) -> Search {
        let text = |key: &str| self.get(key).map(str::to_string);
        let yes = |key: &str| self.get(key).map(|v| v == "yes");
        Search {
            country: text("area").filter(|a| a != "all"),
            admin1: text("region"),
            place: text("place"),
            from: period.map(|p| p.0),
            to: period.map(|p| p.1),
            kind: text("type"),
            actor: text("actor"),
            killed: self.number("killed").filter(|k| *k > 0),
            disputed: self.is("disputed", "yes"),
            credibility: self.number("credibility"),
            reviewed: yes("reviewed"),
            since: text("since"),
            document: text("report"),
        }
    }
}

/// What a part of an address holds as it is; all else is written in hexadecimal digits.
const ODD: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A part of an address in the letters that addresses have.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, ODD).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_itself() {
        let asked = Asked::parse("area=MLI&actor=Group+%26+Co&type=&month=2025-07&lang=fr&page=3");
        assert_eq!(asked.address(), "?actor=Group%20%26%20Co&area=MLI&month=2025-07&page=3");
        assert_eq!(Asked::parse(&asked.address()[1..]), asked);
        assert_eq!(asked.to("type", "Battles"), "?actor=Group%20%26%20Co&area=MLI&month=2025-07&type=Battles");
        assert_eq!(asked.to("actor", ""), "?area=MLI&month=2025-07");
    }

    #[test]
    fn days_may_be_months_and_odd_ones_are_none() {
        let asked = Asked::parse("from=2024-02&to=2024-02&since=x&at=2025-13-40");
        assert_eq!(asked.day("from", false).map(|d| d.to_string()).as_deref(), Some("2024-02-01"));
        assert_eq!(asked.day("to", true).map(|d| d.to_string()).as_deref(), Some("2024-02-29"));
        assert_eq!((asked.day("since", false), asked.day("at", false)), (None, None));
    }

    #[test]
    fn hostile_addresses_are_only_odd() {
        assert_eq!(Asked::parse("actor=%zz%C3%A9%").0["actor"], "%zzé%");
        assert_eq!(encode("<a href=\"x\">"), "%3Ca%20href%3D%22x%22%3E");
        assert!(Asked::parse("&&=&%00=%ff&a").0.len() < 2);
    }
}
