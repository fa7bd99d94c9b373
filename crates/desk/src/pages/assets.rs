//! Files that pages load: our own, and those that the build took from npm. Their addresses carry a mark of their
//! bytes, so that a browser keeps them for good and never an old one.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/vendor.rs"));

const OWN: [(&str, &[u8]); 4] = [
    ("desk.css", include_bytes!("../../static/desk.css")),
    ("desk.js", include_bytes!("../../static/desk.js")),
    ("map.js", include_bytes!("../../static/map.js")),
    ("icon.svg", include_bytes!("../../static/icon.svg")),
];

struct File {
    bytes: &'static [u8],
    mark: String,
}

fn files() -> &'static BTreeMap<&'static str, File> {
    static ALL: OnceLock<BTreeMap<&'static str, File>> = OnceLock::new();
    let file = |(name, bytes): &(&'static str, &'static [u8])| (*name, File { bytes, mark: mark(bytes) });
    ALL.get_or_init(|| OWN.iter().chain(VENDOR).map(file).collect())
}

/// Eight digits that another content would not have.
fn mark(bytes: &[u8]) -> String {
    let digest =
        bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    format!("{:08x}", digest >> 32)
}

/// The address of a file.
pub fn link(name: &str) -> String {
    let mark = files().get(name).map_or("", |f| &f.mark);
    format!("/static/{mark}/{name}")
}

/// Whether this build has a file.
pub fn has(name: &str) -> bool {
    files().contains_key(name)
}

/// The bytes of a file, if this build has it.
#[cfg(test)]
pub fn bytes(name: &str) -> Option<&'static [u8]> {
    files().get(name).map(|f| f.bytes)
}

/// Answers with a file.
pub async fn serve(Path((mark, name)): Path<(String, String)>) -> Response {
    let Some(file) = files().get(name.as_str()) else { return StatusCode::NOT_FOUND.into_response() };
    let kept = if file.mark == mark { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, form(&name)), (header::CACHE_CONTROL, kept)], file.bytes).into_response()
}

fn form(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
