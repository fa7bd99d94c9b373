//! What a subscription asks for: of what, where, how grave, in which language, when, and by which way.

use crate::time::length;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use vigie_engine::model::{Incident, Lang, Severity};

/// What is wanted; the record keeps it as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wants {
    /// Alerts, changes, briefs.
    pub what: Vec<What>,
    /// Countries, or countries with a region: `MLI`, `MLI/Gao`. All if there is none.
    pub areas: Vec<String>,
    /// Types or sub-types. All if there is none.
    pub types: Vec<String>,
    /// Only what is at least so grave.
    pub severity: Option<Severity>,
    /// Only what happened at most so many days ago.
    pub days: Option<i32>,
    /// By which way.
    pub to: Way,
    /// `22:00-06:00`: nothing is sent between.
    pub quiet: Option<String>,
    /// Sent together at most so often, such as `1h`.
    pub digest: Option<String>,
    /// Language of the words.
    pub lang: Lang,
    /// Time zone of hours and days, such as `Africa/Bamako`.
    pub zone: String,
    /// When briefs are written.
    pub at: String,
    /// Hosts of the own network to which may be sent, by name.
    pub allow_private: Vec<String>,
}

impl Default for Wants {
    fn default() -> Self {
        Self {
            what: vec![What::Alerts],
            areas: Vec::new(),
            types: Vec::new(),
            severity: None,
            days: None,
            to: Way::default(),
            quiet: None,
            digest: None,
            lang: Lang::En,
            zone: "UTC".into(),
            at: "06:00".into(),
            allow_private: Vec::new(),
        }
    }
}

/// What may be wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// What a reader should not miss.
    Alerts,
    /// Incidents that are new or told otherwise.
    Changes,
    /// A brief of the day before.
    Daily,
    /// A brief of the seven days before, on Mondays.
    Weekly,
}

/// By which way something is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// Mail to these addresses.
    Mail(Vec<String>),
    /// JSON to an address, signed with the secret that stands in a variable of the environment or a file.
    Webhook {
        /// Where.
        url: String,
        /// Variable of the environment that holds the secret.
        secret_env: Option<String>,
        /// File that holds the secret.
        secret_file: Option<String>,
    },
    /// An Atom file that is written anew.
    Atom(String),
    /// A push service that takes words at an address, as ntfy does.
    Push(String),
    /// A folder into which a file is put for each item.
    Drop(String),
}

impl Default for Way {
    fn default() -> Self {
        Self::Drop(String::new())
    }
}

impl Way {
    /// What a person wrote: `mailto:a@b.example`, `https://...`, `ntfy:https://...`, `file.atom`, a folder.
    pub fn parse(text: &str, secret_env: Option<String>, secret_file: Option<String>) -> Result<Self, String> {
        let web = |url: &str| url.starts_with("http://") || url.starts_with("https://");
        let text = text.trim();
        if let Some(list) = text.strip_prefix("mailto:") {
            let all: Vec<String> = list.split(',').map(|a| a.trim().to_string()).filter(|a| !a.is_empty()).collect();
            let wrong = all.iter().find(|a| a.parse::<lettre::Address>().is_err());
            return match wrong {
                _ if all.is_empty() => Err("there is no address after mailto:".into()),
                Some(wrong) => Err(format!("{wrong} is no address of mail")),
                None => Ok(Self::Mail(all)),
            };
        }
        match text.strip_prefix("ntfy:") {
            Some(url) if web(url) => return Ok(Self::Push(url.into())),
            Some(_) => {
                return Err("after ntfy: stands the address of the topic, such as ntfy:https://ntfy.sh/TOPIC".into());
            }
            None => {}
        }
        if web(text) {
            return Ok(Self::Webhook { url: text.into(), secret_env, secret_file });
        }
        match text {
            "" => {
                Err("it is not said where to: mailto:ADDRESS, https://..., ntfy:https://..., FILE.atom or FOLDER"
                    .into())
            }
            _ if text.contains("://") => Err(format!("{text} is no way to send")),
            _ if text.ends_with(".atom") || text.ends_with(".xml") => Ok(Self::Atom(text.into())),
            _ => Ok(Self::Drop(text.into())),
        }
    }
}

impl Wants {
    /// What is wrong with it, in a sentence.
    pub fn check(&self) -> Result<(), String> {
        if self.what.is_empty() {
            return Err("nothing is asked for: alerts, changes, daily, weekly".into());
        }
        TimeZone::get(&self.zone)
            .map_err(|_| format!("no time zone is called {}; write it as Africa/Bamako", self.zone))?;
        time(&self.at).ok_or_else(|| format!("{} is no time of day; write 06:00", self.at))?;
        if let Some(quiet) = &self.quiet {
            hours(quiet).ok_or_else(|| format!("{quiet} are no quiet hours; write 22:00-06:00"))?;
        }
        if let Some(digest) = &self.digest {
            let least = length(digest).is_some_and(|d| d.as_secs() > 0);
            least.then_some(()).ok_or_else(|| format!("{digest} is no length of time; write 30m or 6h"))?;
        }
        Ok(())
    }

    /// Whether an incident is of an area and type that is wanted.
    pub fn takes(&self, incident: &Incident) -> bool {
        let shown = &incident.shown;
        let is = |wanted: &str, own: &str| wanted.trim().eq_ignore_ascii_case(own);
        let country = shown.country.as_deref().unwrap_or("");
        let region = shown.admin1.as_deref().unwrap_or("");
        let area = |a: &String| match a.split_once('/') {
            Some((land, part)) => is(land, country) && is(part, region),
            None => is(a, country),
        };
        let kind = |t: &String| is(t, &shown.event_type) || is(t, &shown.sub_type);
        (self.areas.is_empty() || self.areas.iter().any(area)) && (self.types.is_empty() || self.types.iter().any(kind))
    }

    /// Now, where the subscriber is.
    pub fn local(&self, now: Timestamp) -> Zoned {
        now.to_zoned(TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC))
    }

    /// When something that came now is sent: after the quiet hours, and with what else comes until the next digest.
    pub fn due(&self, now: Timestamp) -> Timestamp {
        let digest = self.digest.as_deref().and_then(length).map_or(0, |d| d.as_secs() as i64);
        let at = match digest {
            0 => now,
            every => Timestamp::from_second((now.as_second() / every + 1) * every).unwrap_or(now),
        };
        let Some((from, to)) = self.quiet.as_deref().and_then(hours) else { return at };
        let local = self.local(at);
        let (own, of_day) = (local.time(), |time: Time| time.duration_since(Time::midnight()));
        let within = if from <= to { own >= from && own < to } else { own >= from || own < to };
        if !within {
            return at;
        }
        let wait = of_day(to) - of_day(own);
        let wait = if wait.is_negative() { wait + SignedDuration::from_hours(24) } else { wait };
        at.checked_add(wait).unwrap_or(at)
    }
}

/// `06:00`
pub fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// `22:00-06:00`
fn hours(text: &str) -> Option<(Time, Time)> {
    let (from, to) = text.split_once('-')?;
    time(from).zip(time(to)).filter(|(from, to)| from != to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(quiet: &str, digest: &str, zone: &str, now: &str) -> String {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_string());
        let wants = Wants { quiet: some(quiet), digest: some(digest), zone: zone.into(), ..Wants::default() };
        wants.check().expect("wants");
        wants.due(now.parse().expect("a time")).to_string()
    }

    #[test]
    fn nothing_is_sent_in_quiet_hours() {
        assert_eq!(due("22:00-06:00", "", "UTC", "2025-07-01T23:30:00Z"), "2025-07-02T06:00:00Z");
        assert_eq!(due("22:00-06:00", "", "UTC", "2025-07-01T05:59:00Z"), "2025-07-01T06:00:00Z");
        assert_eq!(due("22:00-06:00", "", "UTC", "2025-07-01T12:00:00Z"), "2025-07-01T12:00:00Z");
        assert_eq!(due("12:00-14:00", "", "Africa/Lagos", "2025-07-01T12:30:00Z"), "2025-07-01T13:00:00Z");
    }

    #[test]
    fn a_digest_gathers_what_comes() {
        assert_eq!(due("", "1h", "UTC", "2025-07-01T12:10:00Z"), "2025-07-01T13:00:00Z");
        assert_eq!(due("13:00-14:00", "1h", "UTC", "2025-07-01T12:10:00Z"), "2025-07-01T14:00:00Z");
    }

    #[test]
    fn ways_are_known_by_how_they_are_written() {
        let way = |text: &str| Way::parse(text, None, None);
        assert_eq!(
            way("mailto:a@b.example, c@d.example"),
            Ok(Way::Mail(vec!["a@b.example".into(), "c@d.example".into()]))
        );
        assert_eq!(way("ntfy:https://ntfy.sh/x"), Ok(Way::Push("https://ntfy.sh/x".into())));
        assert!(matches!(way("https://a.example/hook"), Ok(Way::Webhook { .. })));
        assert_eq!(
            (way("out/news.atom"), way("out")),
            (Ok(Way::Atom("out/news.atom".into())), Ok(Way::Drop("out".into())))
        );
        assert!(way("mailto:nobody").is_err() && way("ftp://x/y").is_err() && way("").is_err());
    }

    #[test]
    fn wrong_wishes_are_told() {
        let wrong = |wants: Wants| wants.check().expect_err("wrong");
        assert!(wrong(Wants { zone: "Nowhere".into(), ..Wants::default() }).contains("time zone"));
        assert!(wrong(Wants { quiet: Some("late".into()), ..Wants::default() }).contains("22:00-06:00"));
        assert!(wrong(Wants { at: "25:00".into(), ..Wants::default() }).contains("time of day"));
    }
}
