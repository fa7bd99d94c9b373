//! Values as compressed JSON, and the hashes that things are known by.

use crate::fault::{Fault, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use vigie_engine::model::Document;
use zstd::bulk::{Compressor, Decompressor};

/// The most that one packed value may hold: what is larger was never written by us.
const MOST: usize = 1 << 30;

/// A value as compressed JSON.
pub fn pack<T: Serialize>(value: &T) -> Vec<u8> {
    // The values of the engine are maps with text keys, which JSON always takes.
    pack_bytes(&serde_json::to_vec(value).unwrap_or_default())
}

/// Bytes, compressed.
pub fn pack_bytes(bytes: &[u8]) -> Vec<u8> {
    thread_local! {
        static OWN: RefCell<Option<Compressor<'static>>> = RefCell::new(Compressor::new(3).ok());
    }
    let packed = OWN.with_borrow_mut(|own| own.as_mut().and_then(|c| c.compress(bytes).ok()));
    packed.unwrap_or_else(|| bytes.to_vec())
}

/// The value that was packed.
pub fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Result<T> {
    let bytes = unpack_bytes(packed)?;
    serde_json::from_slice(&bytes).map_err(|e| Fault::damaged(format!("a kept value cannot be read ({e})")))
}

/// The bytes that were packed.
pub fn unpack_bytes(packed: &[u8]) -> Result<Vec<u8>> {
    let size = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten().unwrap_or(0);
    let size = usize::try_from(size).unwrap_or(MOST).min(MOST);
    thread_local! {
        static OWN: RefCell<Option<Decompressor<'static>>> = RefCell::new(Decompressor::new().ok());
    }
    let unpacked = OWN.with_borrow_mut(|own| match own {
        Some(own) => own.decompress(packed, size),
        None => zstd::bulk::decompress(packed, size),
    });
    unpacked.map_err(|e| Fault::damaged(format!("kept bytes cannot be unpacked ({e})")))
}

/// SHA-256 of parts, which do not run together.
pub fn hash(parts: &[&[u8]]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_vec()
}

/// Bytes as digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What makes two arrivals one document: the address if there is one, else title and text. Half a hash is enough.
pub fn identity(document: &Document) -> Vec<u8> {
    let title = document.title.as_deref().unwrap_or("").as_bytes();
    let parts: &[&[u8]] = match document.url.as_deref().map(str::trim) {
        Some(url) if !url.is_empty() => &[b"url", url.as_bytes()],
        _ if title.is_empty() && document.text.trim().is_empty() => &[b"empty", document.id.as_bytes()],
        _ => &[b"text", title, document.text.trim().as_bytes()],
    };
    hash(parts)[..16].to_vec()
}

/// What makes two versions of a document one: all that the page says, but not its name here nor the day it was saved.
pub fn content(document: &Document) -> Vec<u8> {
    let bare = Document { id: String::new(), fetched: None, anchors: Vec::new(), ..document.clone() };
    hash(&[&serde_json::to_vec(&bare).unwrap_or_default()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_and_a_flipped_bit_is_seen() {
        let value = vec!["ferry".repeat(100), String::new()];
        let mut packed = pack(&value);
        assert_eq!(unpack::<Vec<String>>(&packed), Ok(value));
        packed.truncate(packed.len() / 2);
        assert!(unpack::<Vec<String>>(&packed).is_err());
        assert!(unpack_bytes(b"words").is_err());
    }

    #[test]
    fn one_address_is_one_document_and_another_day_is_no_other_version() {
        let page = |url: Option<&str>, text: &str, fetched: &str| Document {
            url: url.map(Into::into),
            text: text.into(),
            fetched: Some(fetched.into()),
            ..Document::default()
        };
        let (a, b) = (page(Some("u"), "x", "2025-01-01"), page(Some("u"), "y", "2025-01-01"));
        assert_eq!(identity(&a), identity(&b));
        assert_ne!(content(&a), content(&b));
        assert_eq!(content(&a), content(&page(Some("u"), "x", "2025-01-02")));
        assert_ne!(identity(&page(None, "x", "")), identity(&page(None, "y", "")));
    }
}
