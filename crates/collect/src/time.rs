//! Times as the record writes them, and lengths of time as people write them.

use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// The time as the record writes it: one length, so that times sort as text.
pub fn written(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

/// Now.
pub fn now() -> String {
    written(Timestamp::now())
}

/// The time that comes so much after now.
pub fn after(wait: Duration) -> String {
    let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::from_hours(24));
    written(Timestamp::now().checked_add(wait).unwrap_or(Timestamp::MAX))
}

/// How long ago a time was, in seconds; nothing if it is none.
pub fn age(time: &str) -> Option<i64> {
    let at: Timestamp = time.parse().ok()?;
    Some(Timestamp::now().duration_since(at).as_secs())
}

/// `90s`, `30m`, `6h`, `1d`.
pub fn length(text: &str) -> Option<Duration> {
    let text = text.trim();
    let split = text.find(|c: char| !c.is_ascii_digit())?;
    let number: u64 = text[..split].parse().ok()?;
    let unit = match text[split..].trim() {
        "s" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        "d" => 24 * 3600,
        _ => return None,
    };
    number.checked_mul(unit).map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read() {
        assert_eq!(length("30m"), Some(Duration::from_secs(1800)));
        assert_eq!(length("6 h"), Some(Duration::from_secs(21600)));
        assert_eq!((length("soon"), length("5"), length("")), (None, None, None));
    }

    #[test]
    fn times_sort_as_text() {
        assert!(now() < after(Duration::from_secs(1)));
        assert!(after(Duration::MAX) > now());
        assert_eq!(now().len(), "2025-07-01T00:00:00.000000Z".len());
    }
}
