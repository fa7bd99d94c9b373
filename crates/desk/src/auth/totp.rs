//! The second factor: a code that changes every half minute, by RFC 6238.

use totp_rs::{Builder, Secret, Totp};

/// A new secret.
pub fn secret() -> Vec<u8> {
    let mut bytes = vec![0_u8; 20];
    rand::fill(&mut bytes[..]);
    bytes
}

fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new().with_secret(secret.to_vec()).build().ok()
}

/// The step of a code, if it is one of now.
pub fn step(secret: &[u8], code: &str) -> Option<i64> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let step = totp(secret)?.check_current(&digits)?;
    i64::try_from(step).ok()
}

/// The code of now.
#[cfg(test)]
pub fn code(secret: &[u8]) -> Option<String> {
    Some(totp(secret)?.generate_current().to_string())
}

/// The secret as people type it into an app.
pub fn typed(secret: &[u8]) -> String {
    Secret::from(secret.to_vec()).to_base32()
}

/// The secret of typed words.
pub fn parsed(typed: &str) -> Option<Vec<u8>> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    Secret::try_from_base32(plain).ok().map(|s| s.as_bytes().to_vec()).filter(|s| s.len() >= 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_now_has_a_step_and_others_have_none() {
        let secret = secret();
        let code = code(&secret).expect("a code");
        assert!(step(&secret, &code).is_some() && step(&secret, &format!(" {} {}", &code[..3], &code[3..])).is_some());
        assert_eq!([step(&secret, ""), step(&secret, "abc"), step(&[], &code)], [None; 3]);
        assert_eq!(parsed(&typed(&secret)), Some(secret));
    }
}
