//! Secrets of sessions, tokens and invitations: only their holder has them, the record has their hash.

use sha2::{Digest, Sha256};

/// A secret that nobody can guess: 256 bits, in digits.
pub fn fresh() -> String {
    let mut bytes = [0_u8; 32];
    rand::fill(&mut bytes);
    hex(&bytes)
}

/// By what the record knows it.
pub fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// A word that only who knows the key can make of a value.
pub fn sealed(key: &[u8; 32], value: &str) -> String {
    // The key twice, so that nobody can go on from a word that was seen.
    let inner = Sha256::new().chain_update(key).chain_update(value).finalize();
    hex(&Sha256::new().chain_update(key).chain_update(inner).finalize())
}

/// Whether two words are the same, in a time that does not tell how far they are.
pub fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// The time so many hours from now, as the record writes times.
pub fn later(hours: i64) -> String {
    let then = jiff::Timestamp::now().saturating_add(jiff::SignedDuration::from_hours(hours));
    then.unwrap_or(jiff::Timestamp::MAX).strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

/// Bytes in digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
