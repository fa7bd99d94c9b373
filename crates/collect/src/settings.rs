//! How this installation collects and sends: one file that its user writes.

use serde::Deserialize;
use std::fmt;
use std::path::Path;

/// The settings of `collect.toml`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Address of mail or page under which whoever collects can be reached; sent with every request.
    pub contact: Option<String>,
    /// The name that ReliefWeb approved for this installation.
    pub appname: Option<String>,
    /// Requests a second to one host, where a source does not say otherwise.
    pub rate: f64,
    /// Requests under way at once.
    pub requests: usize,
    /// Requests under way at once to one host.
    pub per_host: usize,
    /// Seconds for one request, all in all.
    pub seconds: u64,
    /// Megabytes of one answer.
    pub megabytes: usize,
    /// Redirects in a row.
    pub redirects: usize,
    /// Where mail is handed over: `smtps://user@host`, `smtp://user@host:587?tls=required`, `smtp://localhost:25`.
    pub smtp: Option<String>,
    /// Variable of the environment that holds the password for it.
    pub smtp_password_env: Option<String>,
    /// From whom mail comes.
    pub from: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            contact: None,
            appname: None,
            rate: 1.0,
            requests: 24,
            per_host: 2,
            seconds: 60,
            megabytes: 16,
            redirects: 8,
            smtp: None,
            smtp_password_env: None,
            from: None,
        }
    }
}

/// What is wrong with the file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong(pub String);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Settings {
    /// Reads the settings; without a file they are what they are by default.
    pub fn read(path: &Path) -> Result<Self, Wrong> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, &path.display().to_string()),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(e) => Err(Wrong(format!("{}: {e}", path.display()))),
        }
    }

    /// Settings of a text; what is wrong is told with file and line.
    pub fn parse(text: &str, name: &str) -> Result<Self, Wrong> {
        let settings: Self = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            Wrong(format!("{name}:{line}: {}\n  hint: see docs/collecting.md for the settings there are", e.message()))
        })?;
        let wrong = |what: &str| Err(Wrong(format!("{name}: {what}\n  hint: see docs/collecting.md")));
        match () {
            () if !(settings.rate > 0.0 && settings.rate <= 1000.0) => wrong("rate is a number above 0"),
            () if settings.requests == 0 || settings.per_host == 0 => wrong("requests and per_host are at least 1"),
            () if settings.seconds == 0 || settings.megabytes == 0 => wrong("seconds and megabytes are at least 1"),
            () => Ok(settings),
        }
    }

    /// How every request calls itself.
    pub fn agent(&self) -> String {
        let contact = self.contact.as_deref().unwrap_or("no contact given");
        let clean: String = contact.chars().filter(|c| c.is_ascii() && !c.is_control()).collect();
        format!("{AGENT}/{} ({clean})", env!("CARGO_PKG_VERSION"))
    }
}

/// The name by which robots.txt may call us.
pub const AGENT: &str = "Vigie";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_key_is_told_with_its_line() {
        let wrong = Settings::parse("contact = \"a@b.example\"\nrates = 2\n", "collect.toml").expect_err("wrong");
        assert!(wrong.0.starts_with("collect.toml:2: unknown field `rates`, expected one of"), "{wrong}");
        assert!(wrong.0.contains("hint: "), "{wrong}");
        assert!(Settings::parse("rate = 0\n", "c").is_err());
    }

    #[test]
    fn every_request_says_who_asks() {
        let settings = Settings::parse("contact = \"desk@ngo.example\"\n", "c").expect("settings");
        assert!(settings.agent().starts_with("Vigie/") && settings.agent().ends_with("(desk@ngo.example)"));
    }
}
