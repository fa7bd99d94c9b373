//! Numbers and words as bytes: small numbers take one byte.

use std::fmt;

/// A model that is cut short, damaged or of another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadModel;

impl fmt::Display for BadModel {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("the grammar model is damaged or of another version")
    }
}

impl std::error::Error for BadModel {}

/// Appends a number, seven bits a byte.
pub fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a number that may be negative.
pub fn put_signed(out: &mut Vec<u8>, number: i64) {
    put(out, (number << 1 ^ number >> 63) as u64);
}

/// Appends a text with its length.
pub fn put_str(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Reads what was put, in the same order.
#[derive(Clone, Debug)]
pub struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    /// The next number.
    pub fn number(&mut self) -> Result<u64, BadModel> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first().ok_or(BadModel)?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(BadModel)
    }

    /// The next number, which counts things of at least one byte each that follow.
    pub fn count(&mut self) -> Result<usize, BadModel> {
        let count = self.number()? as usize;
        if count > self.0.len() { Err(BadModel) } else { Ok(count) }
    }

    /// The next number that may be negative.
    pub fn signed(&mut self) -> Result<i64, BadModel> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// The next byte.
    pub fn byte(&mut self) -> Result<u8, BadModel> {
        let (&byte, rest) = self.0.split_first().ok_or(BadModel)?;
        self.0 = rest;
        Ok(byte)
    }

    /// The next text.
    pub fn str(&mut self) -> Result<&'a str, BadModel> {
        let length = self.count()?;
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        std::str::from_utf8(text).map_err(|_| BadModel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_put_is_read(number: u64, signed: i64, text: String) {
            let mut out = Vec::new();
            put(&mut out, number);
            put_signed(&mut out, signed);
            put_str(&mut out, &text);
            let mut bytes = Bytes(&out);
            prop_assert_eq!(bytes.number(), Ok(number));
            prop_assert_eq!(bytes.signed(), Ok(signed));
            prop_assert_eq!(bytes.str(), Ok(text.as_str()));
            prop_assert!(bytes.byte().is_err());
        }

        #[test]
        fn any_bytes_are_read_or_refused(noise: Vec<u8>) {
            let mut bytes = Bytes(&noise);
            while bytes.str().is_ok() && !bytes.0.is_empty() {}
            let _ = Bytes(&noise).number();
        }
    }
}
