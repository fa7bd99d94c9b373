//! Names and times that are the same whenever the same is exported.

use crate::guard::Released;
use crate::options::Options;
use crate::sources;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vigie_engine::model::{Day, Incident};

/// The space of our names, made once of a name nobody else uses.
fn space() -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, b"https://vigie.invalid/export")
}

/// A name that depends on the kind and the key and nothing else.
pub(crate) fn uuid(kind: &str, key: &str) -> Uuid {
    Uuid::new_v5(&space(), format!("{kind}/{key}").as_bytes())
}

/// The hash of bytes in letters.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// A number made of a name, below a bound that every reader of tables can hold.
pub(crate) fn number(kind: &str, name: &str, bits: u32) -> i64 {
    let hash = Sha256::digest(format!("{kind}/{name}").as_bytes());
    let first = hash.iter().take(8).fold(0u64, |n, b| n << 8 | u64::from(*b));
    (first >> (64 - bits)) as i64
}

/// The first moment of a day.
pub(crate) fn midnight(day: Day) -> Timestamp {
    day.to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp())
}

/// First and last time of an incident's telling: its first report, and what changed it last.
pub(crate) fn times(incident: &Incident, released: &Released, options: &Options) -> (Timestamp, Timestamp) {
    let found = sources::of(incident, &released.sources);
    let days = || found.iter().filter_map(|(_, s)| s.day);
    let first = days().min().or(incident.shown.date_from).map_or(options.now, midnight);
    let last = released.changed.get(&incident.id).copied().or(days().max().map(midnight)).unwrap_or(first);
    (first.min(last), last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_stay_and_differ_by_kind() {
        assert_eq!(uuid("report", "i1"), uuid("report", "i1"));
        assert_ne!(uuid("report", "i1"), uuid("incident", "i1"));
        assert_eq!(uuid("report", "i1").get_version_num(), 5);
        assert!((0..1 << 31).contains(&number("side", "x", 31)) && number("side", "x", 31) != number("side", "y", 31));
    }
}
