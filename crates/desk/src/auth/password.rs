//! Passwords: what is asked of one, and argon2.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::sync::OnceLock;

/// Letters of the shortest and the longest.
const LENGTH: (usize, usize) = (10, 200);

/// Why a password will not do; nothing if it will.
pub fn fault(name: &str, password: &str) -> Option<&'static str> {
    let letters = password.chars().count();
    match () {
        () if letters < LENGTH.0 => Some("short"),
        () if letters > LENGTH.1 => Some("long"),
        () if password.to_lowercase().contains(&name.to_lowercase()) => Some("name"),
        () if password.chars().all(|c| password.starts_with(c)) => Some("short"),
        () => None,
    }
}

/// Whether this can be the name of an account: letters, digits and a few marks.
pub fn is_name(name: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || "._-@".contains(c);
    (1..=60).contains(&name.chars().count()) && name.chars().all(fine)
}

/// The hash of a password, by argon2id with a salt of its own. Takes some tens of milliseconds and 19 MB.
pub fn hash(password: &str) -> Result<String, String> {
    let made = Argon2::default().hash_password(password.as_bytes());
    made.map(|hash: PasswordHash| hash.to_string()).map_err(|e| format!("the password cannot be hashed: {e}"))
}

/// Whether it is the password of a hash. Without one it takes as long, so that nobody learns who has an account.
pub fn fits(password: &str, hash: Option<&str>) -> bool {
    let verify = |hash: &str| {
        let parsed = PasswordHash::new(hash);
        parsed.is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    };
    match hash {
        Some(hash) => verify(hash),
        None => {
            verify(nobodys());
            false
        }
    }
}

fn nobodys() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| hash(&super::secret::fresh()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_alone() {
        let made = hash("a long enough one").expect("a hash");
        assert!(made.starts_with("$argon2id$"), "{made}");
        assert!(fits("a long enough one", Some(&made)));
        assert!(!fits("a long enough on", Some(&made)) && !fits("", None) && !fits("x", Some("no hash")));
        assert_ne!(made, hash("a long enough one").expect("another salt"));
    }

    #[test]
    fn short_passwords_and_odd_names_are_refused() {
        assert_eq!([fault("ana", "12345"), fault("ana", "1111111111")], [Some("short"); 2]);
        assert_eq!(fault("ana", "i am Ana of Kayes"), Some("name"));
        assert_eq!(fault("ana", &"x y".repeat(100)), Some("long"));
        assert_eq!(fault("ana", "quatre mots sans lien"), None);
        assert!(is_name("aïssata.d") && is_name("ana@desk.example"));
        for odd in ["", "a b", "a\r\nSet-Cookie: x", "<b>", &"a".repeat(61)] {
            assert!(!is_name(odd), "{odd}");
        }
    }
}
