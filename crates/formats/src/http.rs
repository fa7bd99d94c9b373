//! The answer of a web server as an archive keeps it: a head, and a body that may be packed.

use flate2::read::{GzDecoder, ZlibDecoder};
use std::io::Read;

/// An answer, its body unpacked.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// 200 and the like.
    pub status: u16,
    /// `text/html` and the like, small letters.
    pub kind: String,
    /// The charset that the head names.
    pub charset: Option<String>,
    /// The bytes of the page.
    pub body: Vec<u8>,
}

impl Answer {
    /// Reads an answer; the body is unpacked to at most `most` bytes.
    pub fn new(bytes: &[u8], most: usize) -> Result<Self, String> {
        let end = bytes.windows(4).take(64 * 1024).position(|w| w == b"\r\n\r\n").map(|n| (n, n + 4));
        let end = end.or_else(|| bytes.windows(2).take(64 * 1024).position(|w| w == b"\n\n").map(|n| (n, n + 2)));
        let (head, body) = end.ok_or("has no head of a web server's answer")?;
        let head = String::from_utf8_lossy(&bytes[..head]).into_owned();
        let status = head.split_whitespace().nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        let header = |name: &str| {
            let lines = head.lines().filter_map(|l| l.split_once(':'));
            lines.filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().to_ascii_lowercase()).next_back()
        };
        let content = header("content-type").unwrap_or_default();
        let charset = content.split("charset=").nth(1).map(|c| c.trim_matches(['"', ' ', ';']).to_string());
        let kind = content.split(';').next().unwrap_or("").trim().to_string();
        let mut body = bytes[body..].to_vec();
        if header("transfer-encoding").is_some_and(|t| t.contains("chunked")) {
            body = chunks(&body).unwrap_or(body);
        }
        body = match header("content-encoding").as_deref() {
            Some("gzip" | "x-gzip") if body.starts_with(b"\x1f\x8b") => all(GzDecoder::new(body.as_slice()), most)?,
            Some("deflate") => all(ZlibDecoder::new(body.as_slice()), most)?,
            Some("br" | "zstd") => return Err("is packed in a way that is not read (br, zstd)".into()),
            _ => body,
        };
        Ok(Self { status, kind, charset, body })
    }
}

fn all(from: impl Read, most: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = from.take(most as u64 + 1).read_to_end(&mut bytes);
    match read {
        _ if bytes.len() > most => Err("unpacks to more than is read (limit page-mb)".into()),
        Err(e) if bytes.is_empty() => Err(format!("cannot be unpacked ({e})")),
        _ => Ok(bytes),
    }
}

/// A body that comes in chunks; nothing if it does not.
fn chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    loop {
        let end = body.windows(2).take(64).position(|w| w == b"\r\n")?;
        let size = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[end + 2..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(body.get(..size.min(body.len()))?);
        body = body.get(size.checked_add(2)?..).unwrap_or(b"0\r\n\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_in_chunks_is_put_together() {
        let bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nferry\r\n6\r\n sinks\r\n0\r\n\r\n";
        let answer = Answer::new(bytes, 100).expect("an answer");
        assert_eq!(
            (answer.status, answer.kind.as_str(), answer.body.as_slice()),
            (200, "text/html", &b"ferry sinks"[..])
        );
        assert_eq!(answer.charset.as_deref(), Some("utf-8"));
        assert!(Answer::new(b"no head", 100).is_err());
    }
}
